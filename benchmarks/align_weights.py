"""Learn the weights of beads again, from the tuning halves alone: `python benchmarks/align_weights.py > weights.toml`.

A conditional random field over paths: the gold path, or all paths that tile the gold lines, against all paths. Gradients are
differences of expected features. Takes most of an hour and some gigabytes; `--documents 4` tries it on a few documents.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import align_data as data
import numpy as np
from scipy.optimize import minimize

from duizhao.align import load_encoder
from duizhao.align.clauses import clause_cuts
from duizhao.align.corridor import Block, chain, corridor
from duizhao.align.features import KINDS, SKIP_EN, SKIP_ZH, BlockTables, bead_features
from duizhao.align.paths import Lattice, Scored
from duizhao.align.sides import length_ratio, read_side, stretch
from duizhao.settings import AlignSettings

ALL = (*KINDS, SKIP_ZH, SKIP_EN)
ENCODER = load_encoder(AlignSettings())
ROOT = Path(__file__).resolve().parent.parent
NAMES: dict[str, int] = {}
ABSURD = -1e4


@dataclass
class Example:
    """A document: its blocks; for each the features of its valid beads (rows), where those are, and which of them gold allows."""

    blocks: list[Block]
    values: list[np.ndarray]
    valid: list[np.ndarray]
    allowed: list[np.ndarray]
    end: tuple[int, int]
    weight: float


def example(case: data.Case, weight: float) -> Example:
    zh, en = read_side(case.zh, ENCODER.encode_spans(case.zh)), read_side(case.en, ENCODER.encode_spans(case.en))
    ratio = length_ratio(zh, en)
    parts = stretch(zh, en, 0, len(zh)), stretch(en, zh, 0, len(en))
    blocks = corridor(*chain(zh.single, en.single), len(zh), len(en), 12)
    made = Example(blocks, [], [], [], (len(zh), len(en)), weight)
    for block in blocks:
        tables = BlockTables(block, *parts)
        valid = _valid(block)
        rows: dict[int, np.ndarray] = {}
        for index, kind in enumerate(ALL):
            for name, found in bead_features(kind, tables, zh, en, ratio):
                column = NAMES.setdefault(name, len(NAMES))
                values = rows.setdefault(column, np.zeros(valid.shape, dtype=np.float32))
                values[index] = np.broadcast_to(found, valid.shape[1:])
        dense = np.zeros((int(valid.sum()), max(rows) + 1), dtype=np.float32)
        for column, values in rows.items():
            dense[:, column] = values[valid]
        made.values.append(dense)
        made.valid.append(valid)
        made.allowed.append(_allowed(block, case) & valid)
    return made


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


def examples(shared: Path, limit: int | None) -> Iterator[Example]:
    literary = data.mac(shared, (1, 3, 5))[:limit]
    yield from (example(case, 1.0) for case in literary)
    yield from (example(data.with_losses(case, 10 * k + side, side), 1.0) for k, case in enumerate(literary) for side in (0, 1))
    for script in ("CN", "TW"):
        news = [case for case in data.ntrex(shared, script, 0) if len(case.gold) > 2][:limit]
        for k, case in enumerate(news):
            if script == "CN":
                yield example(case, 0.5)
            yield example(data.with_losses(case, 10 * k, int(script == "CN")), 0.5)
            for seed in range(2 if script == "CN" else 1):
                yield example(recut(case, 1000 * seed + k), 0.3)


def objective(weights: np.ndarray, scale: np.ndarray, found: list[Example], penalty: float) -> tuple[float, np.ndarray]:
    total, gradient = 0.0, np.zeros_like(weights)
    used = (weights / scale).astype(np.float32)
    for one in found:
        scores = []
        for values, valid in zip(one.values, one.valid, strict=True):
            full = np.full(valid.shape, ABSURD)
            full[valid] = values @ used[: values.shape[1]]
            scores.append(full)
        free, free_posteriors = _posteriors(one, scores)
        # What gold does not allow is not impossible but absurd: skips are summed along a row, where minus infinity has no place.
        bound, bound_posteriors = _posteriors(
            one, [np.where(ok, full, ABSURD) for ok, full in zip(one.allowed, scores, strict=True)]
        )
        if bound < ABSURD / 2:
            continue  # the corridor leaves the gold path out
        total += one.weight * (free - bound)
        for values, valid, here, there in zip(one.values, one.valid, free_posteriors, bound_posteriors, strict=True):
            difference = (here - there)[valid]
            gradient[: values.shape[1]] += one.weight * (difference @ values) / scale[: values.shape[1]]
    return total + 0.5 * penalty * float(weights @ weights), gradient + penalty * weights


def _posteriors(one: Example, scores: list[np.ndarray]) -> tuple[float, list[np.ndarray]]:
    lattice = Lattice(ALL, [Scored(block, full) for block, full in zip(one.blocks, scores, strict=True)], (0, 0), one.end)
    return lattice.log_weight(), lattice.posteriors()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, help="only so many documents of each kind")
    parser.add_argument("--rounds", type=int, default=80)
    parser.add_argument("--penalty", type=float, default=15.0)
    options = parser.parse_args()
    shared = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
    found = list(examples(shared, options.documents))
    squares, count = np.zeros(len(NAMES)), 0
    for one in found:
        for values, valid, allowed in zip(one.values, one.valid, one.allowed, strict=True):
            right = values[allowed[valid]].astype(np.float64)
            squares[: right.shape[1]] += (right**2).sum(axis=0)
            count += len(right)
    scale = np.sqrt(squares / max(1, count)) + 0.01
    result = minimize(
        objective,
        np.zeros(len(NAMES)),
        (scale, found, options.penalty),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": options.rounds},
    )
    print(f"{len(found)} documents, loss {result.fun:.1f} after {result.nit} rounds", file=sys.stderr)
    print("[weights]")
    for name, column in NAMES.items():
        print(f"{name} = {result.x[column] / scale[column]:.4f}")


if __name__ == "__main__":
    main()
