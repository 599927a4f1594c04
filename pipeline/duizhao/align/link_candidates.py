"""Pairs of sentences of two accounts that are worth a thought, and what speaks for each.

Every sentence is compared with the few of the other text that are nearest to it, as a whole or clause by clause. In short
texts they are looked for among all; in long ones among the nearest clusters, so that time grows with the power of one and a
half of the sentences and memory with their number. Sentences that state the same rare value are compared as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.align.clusters import Clusters
from duizhao.align.corridor import Floats, Ints
from duizhao.align.encoder import Encoder, Owners, Vectors
from duizhao.align.evidence import Evidence, Rarity, shared_values
from duizhao.align.link_signs import headings, leaning, words_shared
from duizhao.align.near_words import near_words
from duizhao.align.sides import Side, Vector, margins, with_usual

# Best sentences of the other side that each sentence is compared with in full.
_CANDIDATES = 6
# Nearest sentences that say how similar unrelated sentences of these texts are.
_NEIGHBOURS = 4
# A value in more sentences than this finds no candidates.
_COMMON = 8
# Sentences of one side times those of the other, up to which all are compared.
COMPARED = 9_000_000
# Clusters that a vector looks into.
_PROBES = 8
# Rows of a similarity matrix that are held at once, and pairs that are.
_ROWS, _PAIRS = 512, 4096
# Sentences whose clauses are read at once.
_BLOCK = 2048
# Stretches of clauses of one sentence that are compared with those of another.
_STRETCHES = 64

Likeness = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Held:
    """Vectors with the similarity that each usually has to the other text; of long texts those of clauses and of two sentences
    are in half precision."""

    vectors: npt.NDArray[np.float32] | npt.NDArray[np.float16]
    usual: Likeness

    def __len__(self) -> int:
        return len(self.vectors)

    def __getitem__(self, rows: slice | Ints) -> Vector:
        return Vector(self.vectors[rows].astype(np.float32, copy=False), self.usual[rows])


@dataclass(frozen=True, slots=True)
class Account:
    """The vectors of one text: of its sentences, of two in a row (row `k` begins with sentence `k`), and of clauses with the
    sentence each belongs to, ascending."""

    whole: Held
    twos: Held
    clauses: Held
    owners: Owners

    def __len__(self) -> int:
        return len(self.whole)


def candidates(
    zh: Side, en: Side, zh_evidence: Sequence[Evidence], en_evidence: Sequence[Evidence], encoder: Encoder
) -> tuple[Ints, Floats, Floats]:
    """Pairs worth a thought, shape (pairs, 2), sorted; what speaks for each, shape (pairs, columns), columns as in
    `weights.toml`; and 1 where its Chinese, its English sentence leans on the one before it, shape (pairs, 2)."""
    compared = len(zh) * len(en) <= COMPARED
    zh_account, en_account = _account(zh, en, halved=not compared), _account(en, zh, halved=not compared)
    nearest = _among_all(zh_account, en_account) if compared else _in_clusters(zh_account, en_account)
    stated = np.array(sorted(set(shared_values(zh_evidence, en_evidence, _COMMON))), dtype=np.int64).reshape(-1, 2)
    pairs = np.unique(np.concatenate([nearest, stated]), axis=0)
    whole, clause = _likeness(pairs, zh_account, en_account)
    usual = [_next_best(whole, pairs[:, side], count) for side, count in ((0, len(zh)), (1, len(en)))]
    kept = _best_of_either(whole, pairs) | _best_of_either(clause, pairs) | _among(pairs, stated)
    pairs, whole, clause = pairs[kept], whole[kept], np.maximum(clause[kept], _of_clauses(pairs[kept], zh_account, en_account))
    i, j = pairs.T
    words = words_shared(pairs, zh.texts, en.texts)
    zh_heading, en_heading = headings(zh)[i], headings(en)[j]
    near = near_words(pairs, zh.texts, en.texts, encoder)
    values = np.zeros((len(pairs), 14))
    values[:, 0] = whole
    values[:, 1] = whole - 0.5 * (usual[0][i] + usual[1][j])
    values[:, 2] = clause
    values[:, 3] = _above_next_best(clause, pairs, len(zh), len(en))
    values[:, 4] = _gain_of_two(pairs, zh_account, en_account)
    values[:, 5] = _above_next_best(words.astype(np.float32), pairs, len(zh), len(en))
    values[:, 6] = _above_next_best(near.astype(np.float32), pairs, len(zh), len(en))
    values[:, 7] = zh_heading * en_heading
    values[:, 8] = zh_heading == en_heading
    rarity = Rarity(zh_evidence, en_evidence)
    for row, (one, other) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        values[row, 9:] = rarity.shared(zh_evidence[one], en_evidence[other])
    return pairs, values, np.stack([leaning(zh.texts)[i], leaning(en.texts)[j]], axis=1)


def _account(side: Side, other: Side, *, halved: bool) -> Account:
    owners: list[Owners] = []
    twos: list[Held] = []
    clauses: list[Held] = []

    def held(vectors: Vectors) -> Held:
        found = with_usual(vectors, other)
        return Held(found.vectors.astype(np.float16) if halved else found.vectors, found.usual)

    # In blocks: what the encoder needs for a block is a few times what it gives.
    for top in range(0, max(1, len(side)), _BLOCK):
        bottom = min(top + _BLOCK, len(side))
        twos.append(held(side.spans.vectors(top, max(top, min(bottom, len(side) - 1)), 2)))
        belongs, vectors = side.spans.clauses(top, bottom)
        order = np.argsort(belongs, kind="stable")
        owners.append(belongs[order])
        clauses.append(held(vectors[order]))
    whole = with_usual(side.single, other)
    return Account(Held(whole.vectors, whole.usual), _joined(twos), _joined(clauses), np.concatenate(owners))


def _joined(parts: Sequence[Held]) -> Held:
    return Held(np.concatenate([part.vectors for part in parts]), np.concatenate([part.usual for part in parts]))


def _among_all(zh: Account, en: Account) -> Ints:
    """The nearest of each sentence, by sentences and by clauses, from all pairs."""
    found = []
    columns = [_Columns(len(en)), _Columns(len(en))]
    for top in range(0, len(zh), _ROWS):
        for likeness, best in zip(_block(zh, en, top, min(top + _ROWS, len(zh))), columns, strict=True):
            best.see(top, likeness)
            count = min(_CANDIDATES, len(en))
            rows = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
            found.append(np.stack([np.repeat(np.arange(top, top + len(rows)), count), rows.ravel()], axis=1))
    return np.concatenate([*found, *(best.pairs() for best in columns)])


def _block(zh: Account, en: Account, top: int, bottom: int) -> tuple[Likeness, Likeness]:
    """How like Chinese sentences `top` to `bottom` are to all English ones: the sentences, and the best of their clauses."""
    own, everything = zh.whole[top:bottom], en.whole[:]
    whole = _margins(own, everything)
    clause = whole.copy()
    low, high = np.searchsorted(zh.owners, [top, bottom])
    if low < high:
        found = _margins(zh.clauses[int(low) : int(high)], everything)
        firsts = np.flatnonzero(np.r_[True, np.diff(zh.owners[low:high]) > 0])
        rows = zh.owners[low:high][firsts] - top
        clause[rows] = np.maximum(clause[rows], np.maximum.reduceat(found, firsts, axis=0))
    if len(en.owners):
        found = _margins(own, en.clauses[:])
        firsts = np.flatnonzero(np.r_[True, np.diff(en.owners) > 0])
        columns = en.owners[firsts]
        clause[:, columns] = np.maximum(clause[:, columns], np.maximum.reduceat(found, firsts, axis=1))
    return whole, clause


class _Columns:
    """The best rows of every column, gathered over blocks of rows."""

    def __init__(self, columns: int) -> None:
        self._values = np.full((_CANDIDATES, columns), -np.inf, dtype=np.float32)
        self._rows = np.zeros((_CANDIDATES, columns), dtype=np.int64)

    def see(self, top: int, likeness: Likeness) -> None:
        """Take in a block of rows that begins at `top`."""
        count = min(_CANDIDATES, len(likeness))
        best = np.argpartition(-likeness, count - 1, axis=0)[:count]
        values = np.concatenate([self._values, np.take_along_axis(likeness, best, axis=0)])
        rows = np.concatenate([self._rows, best + top])
        order = np.argsort(-values, axis=0, kind="stable")[:_CANDIDATES]
        self._values, self._rows = np.take_along_axis(values, order, axis=0), np.take_along_axis(rows, order, axis=0)

    def pairs(self) -> Ints:
        """Rows and columns, shape (pairs, 2)."""
        places, columns = np.nonzero(np.isfinite(self._values))
        return np.stack([self._rows[places, columns], columns], axis=1)


def _in_clusters(zh: Account, en: Account) -> Ints:
    """The nearest of each sentence among the nearest clusters, from both sides."""
    return np.concatenate([_nearest(zh, en), _nearest(en, zh)[:, ::-1]])


def _nearest(mine: Account, other: Account) -> Ints:
    """Sentences of `mine` and the sentences of `other` that they, or a clause of either, are nearest to."""
    found = []
    for queries, owners, sought, sought_owners in (
        (mine.whole, np.arange(len(mine)), other.whole, np.arange(len(other))),
        (mine.whole, np.arange(len(mine)), other.clauses, other.owners),
        (mine.clauses, mine.owners, other.whole, np.arange(len(other))),
    ):
        if len(queries) and len(sought):
            for rows, columns in _probed(queries, sought):
                found.append(np.stack([owners[rows], sought_owners[columns]], axis=1))
    return np.unique(np.concatenate(found), axis=0)


def _probed(queries: Held, sought: Held) -> Iterator[tuple[Ints, Ints]]:
    """The vectors that each query is nearest to: rows of the queries, rows of the sought."""
    values = np.full((len(queries), _CANDIDATES), -np.inf, dtype=np.float32)
    places = np.zeros((len(queries), _CANDIDATES), dtype=np.int64)
    for rows, members in Clusters(sought.vectors).probes(queries.vectors, _PROBES):
        near = sought[members]
        for top in range(0, len(rows), _PAIRS):
            own = rows[top : top + _PAIRS]
            likeness = _margins(queries[own], near)
            count = min(_CANDIDATES, len(members))
            best = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
            more = np.concatenate([values[own], np.take_along_axis(likeness, best, axis=1)], axis=1)
            where = np.concatenate([places[own], members[best]], axis=1)
            order = np.argpartition(-more, _CANDIDATES - 1, axis=1)[:, :_CANDIDATES]
            values[own], places[own] = np.take_along_axis(more, order, axis=1), np.take_along_axis(where, order, axis=1)
    rows, columns = np.nonzero(np.isfinite(values))
    yield rows, places[rows, columns]


def _likeness(pairs: Ints, zh: Account, en: Account) -> tuple[Likeness, Likeness]:
    """How like the sentences of each pair are: as wholes, and the best of one's clauses with the whole of the other."""
    whole = _of_pairs(zh.whole, pairs[:, 0], en.whole, pairs[:, 1])
    clause = whole.copy()
    for mine, other, side in ((zh, en, 0), (en, zh, 1)):
        low, high = np.searchsorted(mine.owners, pairs[:, side]), np.searchsorted(mine.owners, pairs[:, side], side="right")
        for place in range(int((high - low).max(initial=0))):
            rows = np.flatnonzero(low + place < high)
            found = _of_pairs(mine.clauses, low[rows] + place, other.whole, pairs[rows, 1 - side])
            clause[rows] = np.maximum(clause[rows], found)
    return whole, clause


def _of_clauses(pairs: Ints, zh: Account, en: Account) -> Likeness:
    """How like the likest clauses of the two sentences are; -1 where one has none."""
    result = np.full(len(pairs), -1.0, dtype=np.float32)
    (zh_low, en_low), (zh_high, en_high) = (
        [np.searchsorted(account.owners, pairs[:, side], side=edge) for side, account in ((0, zh), (1, en))]
        for edge in ("left", "right")
    )
    zh_high, en_high = np.minimum(zh_high, zh_low + _STRETCHES), np.minimum(en_high, en_low + _STRETCHES)
    for row in np.flatnonzero((zh_low < zh_high) & (en_low < en_high)).tolist():
        own, other = slice(zh_low[row], zh_high[row]), slice(en_low[row], en_high[row])
        result[row] = _margins(zh.clauses[own], en.clauses[other]).max()
    return result


def _gain_of_two(pairs: Ints, zh: Account, en: Account) -> Likeness:
    """How much better the one sentence fits the other with its neighbour than either alone, where it does: two tell of it."""
    result = np.zeros(len(pairs), dtype=np.float32)
    for mine, other, side in ((zh, en, 0), (en, zh, 1)):
        for back in (0, 1):
            first = pairs[:, 1 - side] - back
            rows = np.flatnonzero((first >= 0) & (first < len(other) - 1))
            i, k = pairs[rows, side], first[rows]
            both = _of_pairs(mine.whole, i, other.twos, k)
            alone = np.maximum(_of_pairs(mine.whole, i, other.whole, k), _of_pairs(mine.whole, i, other.whole, k + 1))
            result[rows] = np.maximum(result[rows], both - alone)
    return result


def _margins(left: Vector, right: Vector) -> Likeness:
    """Margins of all of the one with all of the other."""
    return margins(left, slice(0, None), right, slice(0, None))


def _of_pairs(left: Held, rows: Ints, right: Held, columns: Ints) -> Likeness:
    """Margins of the given pairs of vectors."""
    result = np.zeros(len(rows), dtype=np.float32)
    for top in range(0, len(rows), _PAIRS):
        one, other = left[rows[top : top + _PAIRS]], right[columns[top : top + _PAIRS]]
        cosines = np.einsum("ij,ij->i", one.vectors, other.vectors)
        result[top : top + _PAIRS] = cosines - 0.5 * (one.usual + other.usual)
    return result


def _above_next_best(likeness: Likeness, pairs: Ints, zh: int, en: int) -> Likeness:
    """How far each pair is above what is usual among the other pairs of its two sentences."""
    result: Likeness = likeness - 0.5 * (
        _next_best(likeness, pairs[:, 0], zh)[pairs[:, 0]] + _next_best(likeness, pairs[:, 1], en)[pairs[:, 1]]
    )
    return result


def _next_best(likeness: Likeness, owners: Ints, count: int) -> Likeness:
    """For each sentence the mean of its best pairs after the very best; 0 where it has no second."""
    place = _places(likeness, owners)
    counted = (place > 0) & (place <= _NEIGHBOURS)
    total = np.bincount(owners[counted], weights=likeness[counted], minlength=count)
    result: Likeness = (total / np.maximum(np.bincount(owners[counted], minlength=count), 1)).astype(np.float32)
    return result


def _best_of_either(likeness: Likeness, pairs: Ints) -> npt.NDArray[np.bool_]:
    """Which pairs are among the best of their Chinese or of their English sentence."""
    best: npt.NDArray[np.bool_] = (_places(likeness, pairs[:, 0]) < _CANDIDATES) | (_places(likeness, pairs[:, 1]) < _CANDIDATES)
    return best


def _places(likeness: Likeness, owners: Ints) -> Ints:
    """The place of each pair among those of its sentence, the best first, from 0."""
    order = np.lexsort((-likeness, owners))
    firsts = np.searchsorted(owners[order], owners[order])
    places = np.empty(len(owners), dtype=np.int64)
    places[order] = np.arange(len(owners)) - firsts
    return places


def _among(pairs: Ints, others: Ints) -> npt.NDArray[np.bool_]:
    if not len(others):
        return np.zeros(len(pairs), dtype=np.bool_)
    width = int(max(pairs[:, 1].max(), others[:, 1].max())) + 1
    return np.isin(pairs[:, 0] * width + pairs[:, 1], others[:, 0] * width + others[:, 1])
