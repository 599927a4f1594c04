"""Links between sentences of two texts that tell of the same event without translating each other.

No order is assumed, and most sentences may have no partner at all. Candidates come from the vectors and from shared values;
each gets a
probability from how far it stands out among the other candidates of its two sentences, and from what the sentences state;
pairs that are
each other's best are linked first, then others join them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from duizhao.align.bead import Bead
from duizhao.align.bead_model import link_weights
from duizhao.align.corridor import Floats, Ints
from duizhao.align.encoder import Encoder
from duizhao.align.evidence import NO_EVIDENCE, Evidence, Rarity, date_likeness, same_dates, shared_values
from duizhao.align.sides import Side, Stretch, margins, read_side, stretch
from duizhao.settings import AlignSettings

# Best sentences of the other side that each sentence is compared with in full.
_CANDIDATES = 6
# Nearest sentences that say how similar unrelated sentences of these texts are.
_NEIGHBOURS = 4
# A value in more sentences than this finds no candidates.
_COMMON = 8
# Probability from which pairs that are each other's best are linked, and from which one-sided ones are.
_MUTUAL, _ONE_SIDED = 0.4, 0.5
# Probability that a pair must have by itself to be thought of.
_LEAST_ALONE = 0.1
# How far from a linked sentence one may stand that states what the link left open.
_NEAR = 3
# How firm that tie must be.
_JOINS = 0.6
# Days apart by more than one tie nothing.
_SAME_DAY = 0.85
# Rows of the similarity matrix that are held at once.
_ROWS = 512
# Most sentences of one side in a bead.
_LARGEST = 5

Margins = npt.NDArray[np.float32]
# Probability of a pair of sentences.
Pairs = dict[tuple[int, int], float]


def link(
    zh: Sequence[str],
    en: Sequence[str],
    encoder: Encoder,
    settings: AlignSettings,
    evidence: tuple[Sequence[Evidence], Sequence[Evidence]] | None = None,
) -> list[Bead]:
    """Which sentences of two comparable texts say the same thing.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: see `load_encoder`.
        settings: this stage's section.
        evidence: what each Chinese and each English sentence states, or None.

    Returns:
        Linked sentences only, in order of the Chinese; several sentences of one side may share a bead, and no sentence is in
        two. Empty
        when nothing fits.
    """
    if not zh or not en:
        return []
    zh_evidence, en_evidence = evidence or ([NO_EVIDENCE] * len(zh), [NO_EVIDENCE] * len(en))
    zh_side, en_side = read_side(zh, encoder.encode_spans(zh)), read_side(en, encoder.encode_spans(en))
    found = probabilities(*candidates(zh_side, en_side, zh_evidence, en_evidence))
    edges = chosen(found, settings.min_link)
    _complete(edges, found, zh_evidence, en_evidence)
    return _beads(edges)


def candidates(zh: Side, en: Side, zh_evidence: Sequence[Evidence], en_evidence: Sequence[Evidence]) -> tuple[Ints, Floats]:
    """Pairs worth a thought, shape (pairs, 2), sorted, and what speaks for each, shape (pairs, 7); columns as in
    `weights.toml`."""
    zh_all, en_all = stretch(zh, en, 0, len(zh)), stretch(en, zh, 0, len(en))
    places = set(shared_values(zh_evidence, en_evidence, _COMMON))
    best = _Best(len(zh), len(en))
    for top in range(0, len(zh), _ROWS):
        whole, clause = _row_margins(zh_all, en_all, top, min(top + _ROWS, len(zh)))
        places |= best.see(top, whole, clause)
    places |= best.columns()
    pairs = np.array(sorted(places), dtype=np.int64)
    values = np.zeros((len(pairs), 7))
    for top in range(0, len(zh), _ROWS):
        low, high = np.searchsorted(pairs[:, 0], [top, top + _ROWS])
        if low == high:
            continue
        whole, clause = _row_margins(zh_all, en_all, top, min(top + _ROWS, len(zh)))
        i, j = pairs[low:high, 0], pairs[low:high, 1]
        values[low:high, 0] = whole[i - top, j]
        values[low:high, 1] = whole[i - top, j] - 0.5 * (best.usual_whole[0][i] + best.usual_whole[1][j])
        values[low:high, 2] = clause[i - top, j]
        values[low:high, 3] = clause[i - top, j] - 0.5 * (best.usual_clause[0][i] + best.usual_clause[1][j])
    rarity = Rarity(zh_evidence, en_evidence)
    for row, (i, j) in enumerate(pairs.tolist()):
        one, other = zh_evidence[i], en_evidence[j]
        values[row, 4:] = rarity.numbers(one, other), same_dates(one, other), rarity.names(one, other)
    return pairs, values


def _row_margins(zh_all: Stretch, en_all: Stretch, top: int, bottom: int) -> tuple[Margins, Margins]:
    """Margins of Chinese sentences `top` to `bottom` with all English ones: of the sentences, and of the best of their
    clauses."""
    whole = margins(zh_all.ending[0], slice(top, bottom), en_all.ending[0], slice(0, None))
    clause = whole.copy()
    low, high = np.searchsorted(zh_all.owners, [top, bottom])
    if low < high:
        found = margins(zh_all.clauses, slice(int(low), int(high)), en_all.ending[0], slice(0, None))
        firsts = np.flatnonzero(np.r_[True, np.diff(zh_all.owners[low:high]) > 0])
        rows = zh_all.owners[low:high][firsts] - top
        clause[rows] = np.maximum(clause[rows], np.maximum.reduceat(found, firsts, axis=0))
    if len(en_all.owners):
        found = margins(zh_all.ending[0], slice(top, bottom), en_all.clauses, slice(0, None))
        firsts = np.flatnonzero(np.r_[True, np.diff(en_all.owners) > 0])
        columns = en_all.owners[firsts]
        clause[:, columns] = np.maximum(clause[:, columns], np.maximum.reduceat(found, firsts, axis=1))
    return whole, clause


class _Best:
    """The best candidates of every sentence, and how similar its next best are, gathered over blocks of rows."""

    def __init__(self, rows: int, columns: int) -> None:
        self.usual_whole = (np.zeros(rows, dtype=np.float32), np.zeros(columns, dtype=np.float32))
        self.usual_clause = (np.zeros(rows, dtype=np.float32), np.zeros(columns, dtype=np.float32))
        self._top_whole = np.full((_NEIGHBOURS + 1, columns), -np.inf, dtype=np.float32)
        self._top_clause = np.full((_NEIGHBOURS + 1, columns), -np.inf, dtype=np.float32)
        self._top_values = np.full((_CANDIDATES, columns), -np.inf, dtype=np.float32)
        self._top_rows = np.zeros((_CANDIDATES, columns), dtype=np.int64)

    def see(self, top: int, whole: Margins, clause: Margins) -> set[tuple[int, int]]:
        """Take in a block of rows; gives the candidates of its rows."""
        height, width = whole.shape
        self.usual_whole[0][top : top + height] = _next_best(whole.T)
        self.usual_clause[0][top : top + height] = _next_best(clause.T)
        self._top_whole = _highest(self._top_whole, whole)
        self._top_clause = _highest(self._top_clause, clause)
        stacked = np.concatenate([self._top_values, clause])
        rows = np.concatenate([self._top_rows, np.broadcast_to(np.arange(top, top + height)[:, None], clause.shape)])
        order = np.argsort(-stacked, axis=0, kind="stable")[:_CANDIDATES]
        self._top_values = np.take_along_axis(stacked, order, axis=0)
        self._top_rows = np.take_along_axis(rows, order, axis=0)
        count = min(_CANDIDATES, width)
        found = set()
        for source in (whole, clause):
            order = np.argsort(-source, axis=1, kind="stable")[:, :count]
            found |= {(top + i, j) for i, row in enumerate(order.tolist()) for j in row}
        return found

    def columns(self) -> set[tuple[int, int]]:
        """After the last block: the candidates of the columns."""
        self.usual_whole[1][:] = _next_best(self._top_whole)
        self.usual_clause[1][:] = _next_best(self._top_clause)
        seen = np.isfinite(self._top_values)
        return {(int(self._top_rows[k, j]), int(j)) for k, j in zip(*np.nonzero(seen), strict=True)}


def _highest(kept: Margins, more: Margins) -> Margins:
    stacked = np.concatenate([kept, more])
    result: Margins = -np.sort(-stacked, axis=0)[: len(kept)]
    return result


def _next_best(values: Margins) -> Margins:
    """Mean of each column's best values after the very best."""
    ordered = -np.sort(-values, axis=0)[: _NEIGHBOURS + 1]
    ordered = np.where(np.isfinite(ordered), ordered, np.nan)
    if len(ordered) < 2:
        return np.zeros(values.shape[1], dtype=np.float32)
    filled = np.isfinite(ordered[1:])
    total = np.where(filled, ordered[1:], 0).sum(axis=0)
    result: Margins = total / np.maximum(filled.sum(axis=0), 1)
    return result


def probabilities(pairs: Ints, values: Floats) -> Pairs:
    """How probable each candidate is: first by itself, then with what its neighbours in both texts look like."""
    weights = link_weights()
    first = _logistic(values @ np.array(weights.alone[:-1]) + weights.alone[-1])
    alone = {(i, j): float(p) for (i, j), p in zip(pairs.tolist(), first, strict=True)}
    best_zh: dict[int, float] = {}
    best_en: dict[int, float] = {}
    for (i, j), p in alone.items():
        best_zh[i] = max(best_zh.get(i, 0.0), p)
        best_en[j] = max(best_en.get(j, 0.0), p)
    context = np.zeros((len(pairs), 3))
    for row, (i, j) in enumerate(pairs.tolist()):
        p = alone[i, j]
        context[row] = _beside(alone, i, j), float(p >= best_zh[i]), float(p >= best_en[j])
    logits = np.concatenate([values, context], axis=1) @ np.array(weights.together[:-1]) + weights.together[-1]
    together = _logistic(logits)
    # Neighbours confirm a link; they do not make one of sentences that have nothing in common.
    together[first < _LEAST_ALONE] = 0.0
    return {(i, j): float(p) for (i, j), p in zip(pairs.tolist(), together, strict=True)}


def _beside(alone: Pairs, i: int, j: int) -> float:
    """The most probable pair nearby that could stand in the same passage; less when it is not next to this one."""
    best = 0.0
    for down in range(-2, 3):
        for right in range(-3, 4):
            if (down or right) and down * right >= 0:
                # One sentence told in two; two accounts in the same order; the same with a sentence between.
                weight = 0.5 if not down or not right else 1.0 if abs(down) == abs(right) == 1 else 0.8
                best = max(best, weight * alone.get((i + down, j + right), 0.0))
    return best


def _logistic(logits: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result


def chosen(found: Pairs, least: float) -> Pairs:
    """Pairs that are each other's best, and surer ones that are the best of one of the two."""
    best_zh: dict[int, tuple[float, int]] = {}
    best_en: dict[int, tuple[float, int]] = {}
    for (i, j), p in found.items():
        best_zh[i] = max(best_zh.get(i, (-1.0, 0)), (p, -j))
        best_en[j] = max(best_en.get(j, (-1.0, 0)), (p, -i))
    edges: Pairs = {}
    for (i, j), p in found.items():
        sides = (best_zh[i] == (p, -j)) + (best_en[j] == (p, -i))
        if p >= max(least, {0: 1.1, 1: _ONE_SIDED, 2: _MUTUAL}[sides]):
            edges[i, j] = p
    return edges


def _complete(edges: Pairs, found: Pairs, zh: Sequence[Evidence], en: Sequence[Evidence]) -> None:
    """Let a sentence near a linked one join it, when both state a date, or a rare number, that hardly another sentence does.

    `5月13日至6月11日` is linked to the sentence with May 14th; the one with June 12th two sentences on belongs to it as well.
    """
    rarity = Rarity(zh, en)
    joining: list[tuple[float, int, int]] = []
    linked_zh, linked_en = {i for i, _ in edges}, {j for _, j in edges}
    for i, j in edges:
        joining += [
            (-_ties(zh[i], en[other], rarity, next_to=abs(other - j) == 1), i, other)
            for other in _around(j, len(en))
            if other not in linked_en
        ]
        joining += [
            (-_ties(zh[other], en[j], rarity, next_to=abs(other - i) == 1), other, j)
            for other in _around(i, len(zh))
            if other not in linked_zh
        ]
    for strength, i, j in sorted(set(joining)):
        if -strength >= _JOINS and (i not in linked_zh or j not in linked_en):
            edges[i, j] = max(found.get((i, j), 0.0), _MUTUAL)
            linked_zh.add(i)
            linked_en.add(j)


def _around(place: int, count: int) -> list[int]:
    return [other for other in range(max(0, place - _NEAR), min(count, place + _NEAR + 1)) if other != place]


def _ties(zh: Evidence, en: Evidence, rarity: Rarity, *, next_to: bool) -> float:
    """How firmly two sentences are tied by what they state: near rare dates, rare numbers; the next sentence needs less."""
    days = max((date_likeness(a, b) * rarity.day(a, b) for a in zh.dates for b in en.dates if a[2] and b[2]), default=0.0)
    days = days if days >= _SAME_DAY else 0.0
    number = sum(rarity.number(value) for value in zh.numbers & en.numbers)
    return max(days, number + (0.3 if next_to and number else 0.0))


def _beads(edges: Pairs) -> list[Bead]:
    """Sentences that are connected share a bead, as long as it stays small; the surest pairs first."""
    group_of: dict[tuple[str, int], int] = {}
    groups: dict[int, tuple[set[int], set[int], list[float]]] = {}
    for number, ((i, j), p) in enumerate(sorted(edges.items(), key=lambda edge: (-edge[1], edge[0]))):
        one, other = group_of.get(("zh", i)), group_of.get(("en", j))
        members = {group for group in (one, other) if group is not None}
        zh = {i}.union(*(groups[group][0] for group in members))
        en = {j}.union(*(groups[group][1] for group in members))
        if len(members) == 2 or max(len(zh), len(en)) > _LARGEST:
            continue  # two beads that stand by themselves are not made one by a weaker link
        scores = [p] + [score for group in members for score in groups.pop(group)[2]]
        groups[number] = (zh, en, scores)
        group_of |= {("zh", k): number for k in zh} | {("en", k): number for k in en}
    beads = [
        Bead(tuple(sorted(zh)), tuple(sorted(en)), round(sum(scores) / len(scores), 4)) for zh, en, scores in groups.values()
    ]
    return sorted(beads, key=lambda bead: (bead.zh, bead.en))
