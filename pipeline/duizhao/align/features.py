"""What speaks for and against a bead, as numbers: the features that `weights.toml` weighs.

All are computed for a whole block of path points at once. A bead of n Chinese and m English sentences that ends at (i, j)
holds the Chinese
sentences i - n to i and the English ones j - m to j, exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from duizhao.align.corridor import Block, Floats
from duizhao.align.sides import COLON, EXCLAMATION, MAX_SIDE, QUESTION, QUOTE_CLOSES, QUOTE_OPENS, STOP, Side, Stretch, margins
from duizhao.align.words import Words

# Most sentences in a bead.
MAX_BEAD = 6
KINDS = tuple((n, m) for n in range(1, MAX_SIDE + 1) for m in range(1, MAX_SIDE + 1) if n + m <= MAX_BEAD)
SKIP_ZH, SKIP_EN = (1, 0), (0, 1)
# How far around a block its neighbours are looked at.
PAD = 6
# Margin of what does not exist.
_NOTHING = -0.3
# Bounds of what a clause of one's own counts.
_OWN_LEAST, _OWN_MOST = 0.2, 0.3
# Bounds of what clauses count that fit beyond a path point: of the four sentences around it, and of the likest of them.
_MOST_ASTRAY, _FARTHEST_ASTRAY = 0.4, 0.5
# Bounds of what the words of a sentence count, within its bead and against its neighbours.
_LEAST_WORDS, _MOST_WORDS, _MOST_CONTRAST = -6, 8, 4
# Most negations of a bead that are compared.
_NEGATIONS = 3
# Sentences on either side among which a sentence that may have been left out is looked for.
_SEARCH = 3
_MARK_NAMES = {QUESTION: "question", EXCLAMATION: "exclamation", STOP: "stop", QUOTE_CLOSES: "quote-closes", COLON: "colon"}

Table = npt.NDArray[np.float32]


class BlockTables:
    """Margins around a block: of all kinds of beads, and of sentences with the best stretch of clauses in sentences of the
    other side; and the words they share."""

    def __init__(self, block: Block, zh: Stretch, en: Stretch, words: tuple[Words, Words]) -> None:
        self.block = block
        self.height = block.bottom - block.top
        self.width = block.right - block.left
        shape = (self.height + 2 * PAD, self.width + 2 * PAD)
        self._beads = {
            (n, m): self._table(zh, en, n, m, shape)
            for n in range(1, MAX_SIDE + 1)
            for m in range(1, MAX_SIDE + 1)
            if n + m <= MAX_BEAD + 1
        }
        # An English sentence in its place within Chinese sentences, and the reverse; whether neighbours each have a clause of
        # their own there.
        rows, columns, zh_rows, en_rows = self._region(zh, en, 1, 1)
        in_zh, in_en = self._beads[1, 1].copy(), self._beads[1, 1].copy()
        self._own_zh, self._own_en = ([np.full(shape, -_OWN_LEAST, dtype=np.float32) for _ in range(2)] for _ in range(2))
        own_zh, own_en = ([table[rows, columns] for table in own] for own in (self._own_zh, self._own_en))
        _read_clauses(in_zh[rows, columns], own_en, zh, zh_rows, en, en_rows)
        _read_clauses(in_en[rows, columns].T, [table.T for table in own_zh], en, en_rows, zh, zh_rows)
        self._in_zh = [in_zh]
        self._in_en = [in_en]
        for size in range(1, MAX_SIDE):
            self._in_zh.append(np.maximum(self._in_zh[-1], _down(in_zh, size)))
            self._in_en.append(np.maximum(self._in_en[-1], _down(in_en.T, size).T))
        top, left = block.top - PAD, block.left - PAD
        self._words_zh = words[0].speaking(top, shape[0], left, shape[1], MAX_SIDE)
        self._words_en = [table.T for table in words[1].speaking(left, shape[1], top, shape[0], MAX_SIDE)]
        astray = np.stack([self._cut(*place) for place in self._across()])
        self.astray = np.clip(astray, 0, _MOST_ASTRAY).sum(axis=0)
        self.farthest_astray = np.clip(astray.max(axis=0), 0, _FARTHEST_ASTRAY)

    def bead(self, n: int, m: int, i: int = 0, j: int = 0) -> Table:
        """Margin of the bead of n and m sentences that ends at the block's points moved by (i, j)."""
        return self._cut(self._beads[n, m], i, j)

    def en_in(self, n: int, i: int, j: int) -> Table:
        """Best margin of English sentence j - 1 with clauses of the n Chinese sentences before i."""
        return self._cut(self._in_zh[n - 1], i, j)

    def zh_in(self, m: int, i: int, j: int) -> Table:
        """Best margin of Chinese sentence i - 1 with clauses of the m English sentences before j."""
        return self._cut(self._in_en[m - 1], i, j)

    def own_zh(self, m: int, i: int) -> Table:
        """By how much Chinese sentences i - 2 and i - 1 each fit some clause of the m English sentences better than the other
        does; the lesser of the two."""
        best = (np.maximum.reduce([self._cut(table, i, -k) for k in range(m)]) for table in self._own_zh)
        result: Table = np.minimum(*best)
        return result

    def own_en(self, n: int, j: int) -> Table:
        """The same for English sentences j - 2 and j - 1 and the n Chinese sentences."""
        best = (np.maximum.reduce([self._cut(table, -k, j) for k in range(n)]) for table in self._own_en)
        result: Table = np.minimum(*best)
        return result

    def words_zh(self, m: int, i: int = 0, j: int = 0) -> Table:
        """What the words of Chinese sentence i - 1 say for the m English sentences before j."""
        return self._cut(self._words_zh[m - 1], i, j)

    def words_en(self, n: int, i: int = 0, j: int = 0) -> Table:
        """What the words of English sentence j - 1 say for the n Chinese sentences before i."""
        return self._cut(self._words_en[n - 1], i, j)

    def _across(self) -> Iterator[tuple[Table, int, int]]:
        """By how much a clause beside the path point (i, j) fits the sentence beyond better than the one on its own side: of the
        Chinese and English sentences before the point and after it. Tables, and how far each is to be moved."""
        yield self._own_en[1], 0, 1
        yield self._own_en[0], 1, 1
        yield self._own_zh[1], 1, 0
        yield self._own_zh[0], 1, 1

    def alone(self, axis: int) -> Table:
        """By how much a sentence fits some clause within reach better than both its neighbours do; axis as in `around`."""
        before, after = self._own_zh if axis else (table.T for table in self._own_en)
        over_next = np.full_like(before, -_OWN_LEAST)
        over_next[:-1] = before[1:]
        highest = _highest_within(np.minimum(over_next, after))
        return self._cut(highest if axis else highest.T, 0, 0)

    def around(self, table: str, axis: int) -> Table:
        """The highest value within reach along an axis: 1 for a Chinese sentence's best among the English ones, 0 the
        reverse."""
        source = {
            "single": self._beads[1, 1],
            "en_in": self._in_zh[0],
            "zh_in": self._in_en[0],
            "words_zh": self._words_zh[0],
            "words_en": self._words_en[0],
        }[table]
        return self._cut(_highest_within(source) if axis else _highest_within(source.T).T, 0, 0)

    def _cut(self, table: Table, i: int, j: int) -> Table:
        return table[PAD + i : PAD + i + self.height, PAD + j : PAD + j + self.width]

    def _region(self, zh: Stretch, en: Stretch, n: int, m: int) -> tuple[slice, slice, slice, slice]:
        """Where beads of n and m sentences can end: places in the table, and rows of the two stretches."""
        top, left = self.block.top - PAD, self.block.left - PAD
        first_i, last_i = max(top, n, zh.start + 1), min(self.block.bottom + PAD, zh.stop + 1)
        first_j, last_j = max(left, m, en.start + 1), min(self.block.right + PAD, en.stop + 1)
        last_i, last_j = max(first_i, last_i), max(first_j, last_j)
        return (
            slice(first_i - top, last_i - top),
            slice(first_j - left, last_j - left),
            slice(first_i - 1 - zh.start, last_i - 1 - zh.start),
            slice(first_j - 1 - en.start, last_j - 1 - en.start),
        )

    def _table(self, zh: Stretch, en: Stretch, n: int, m: int, shape: tuple[int, int]) -> Table:
        result = np.full(shape, _NOTHING, dtype=np.float32)
        rows, columns, zh_rows, en_rows = self._region(zh, en, n, m)
        result[rows, columns] = margins(zh.ending[n - 1], zh_rows, en.ending[m - 1], en_rows)
        return result


def _down(table: Table, size: int) -> Table:
    """The table moved down by `size` rows; what comes in at the top is nothing."""
    result = np.full_like(table, _NOTHING)
    result[size:] = table[:-size]
    return result


def _highest_within(table: Table) -> Table:
    """Each entry raised to the highest of its row within `_SEARCH` columns."""
    result = table.copy()
    for distance in range(1, _SEARCH + 1):
        np.maximum(result[:, distance:], table[:, :-distance], out=result[:, distance:])
        np.maximum(result[:, :-distance], table[:, distance:], out=result[:, :-distance])
    return result


def _read_clauses(
    inside: Table, own: Sequence[Table], owner: Stretch, owner_rows: slice, other: Stretch, other_rows: slice
) -> None:
    """Compare the stretches of the owner's clauses with the other's sentences.

    Args:
        inside: margins of the sentences, raised to that of the best stretch.
        own: filled, for each pair of neighbours of the other side (at the second's place): the most by which a stretch fits the
            first better than the second, and the second better than the first.
        owner: the side whose clauses are read.
        owner_rows: its sentences, the tables' rows.
        other: the other side.
        other_rows: its sentences, the tables' columns.
    """
    if not inside.size:
        return
    contrast = inside[:, 1:] - inside[:, :-1]
    own[0][:, 1:], own[1][:, 1:] = -contrast, contrast
    low, high = np.searchsorted(owner.owners, [owner_rows.start + owner.start, owner_rows.stop + owner.start])
    if low == high:
        return
    found = margins(owner.clauses, slice(int(low), int(high)), other.ending[0], other_rows)
    owners = owner.owners[low:high] - owner.start - owner_rows.start
    firsts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    places = owners[firsts]
    inside[places] = np.maximum(inside[places], np.maximum.reduceat(found, firsts, axis=0))
    contrast = found[:, 1:] - found[:, :-1]
    own[0][places, 1:] = np.maximum(own[0][places, 1:], -np.minimum.reduceat(contrast, firsts, axis=0))
    own[1][places, 1:] = np.maximum(own[1][places, 1:], np.maximum.reduceat(contrast, firsts, axis=0))


def bead_features(
    kind: tuple[int, int], tables: BlockTables, zh: Side, en: Side, ratio: float
) -> Iterator[tuple[str, Table | Floats]]:
    """Names and values, shape (height, width) or broadcast to it, of the beads of a kind that end in the block."""
    if kind == SKIP_ZH:
        yield from _skip_features(tables, zh, "zh", ratio)
    elif kind == SKIP_EN:
        yield from _skip_features(tables, en, "en", 1.0)
    else:
        yield from _similarity_features(kind, tables)
        yield from _clause_features(kind, tables)
        yield from _word_features(kind, tables)
        yield from _surface_features(kind, tables.block, zh, en, ratio)
    yield "astray", tables.astray
    yield "farthest-astray", tables.farthest_astray


def _similarity_features(kind: tuple[int, int], tables: BlockTables) -> Iterator[tuple[str, Table | Floats]]:
    n, m = kind
    margin = tables.bead(n, m)
    yield f"kind-{n}-{m}", np.ones((1, 1))
    yield f"margin-{min(n + m, 5)}", margin
    yield f"strong-{min(n + m, 5)}", np.maximum(margin - 0.35, 0)
    if n == m == 1:
        # Better than with any neighbour instead.
        around = [tables.bead(1, 1, i, j) for i, j in ((0, 1), (1, 0), (0, -1), (-1, 0))]
        yield "better-than-neighbours", np.clip(margin - np.maximum.reduce(around), -0.4, 0.4)
    # What one sentence more on a side would add.
    if m < MAX_SIDE:
        more = np.maximum(tables.bead(n, m + 1, 0, 1), tables.bead(n, m + 1)) - margin
        yield "one-more-en", np.clip(more, -0.3, 0.3)
        yield "one-more-en-gains", np.maximum(more, 0)
    if n < MAX_SIDE:
        more = np.maximum(tables.bead(n + 1, m, 1, 0), tables.bead(n + 1, m)) - margin
        yield "one-more-zh", np.clip(more, -0.3, 0.3)
        yield "one-more-zh-gains", np.maximum(more, 0)
    # The outermost sentences of a side with several: nearer to this bead than to the sentence beyond?
    if m > 1:
        last, first = tables.bead(n, 1), tables.bead(n, 1, 0, 1 - m)
        yield "last-en-stays", np.clip(last - tables.bead(1, 1, 1, 0), -0.4, 0.4)
        yield "first-en-stays", np.clip(first - tables.bead(1, 1, -n, 1 - m), -0.4, 0.4)
        yield "weakest-en", np.minimum(last, first)
        yield "whole-over-part-en", margin - np.maximum(last, first)
    if n > 1:
        last, first = tables.bead(1, m), tables.bead(1, m, 1 - n, 0)
        yield "last-zh-stays", np.clip(last - tables.bead(1, 1, 0, 1), -0.4, 0.4)
        yield "first-zh-stays", np.clip(first - tables.bead(1, 1, 1 - n, -m), -0.4, 0.4)
        yield "weakest-zh", np.minimum(last, first)
        yield "whole-over-part-zh", margin - np.maximum(last, first)


def _clause_features(kind: tuple[int, int], tables: BlockTables) -> Iterator[tuple[str, Table | Floats]]:
    """By the best clauses: has each sentence one of its own, do the outermost belong in, do the next ones belong out?"""
    n, m = kind
    if n > 1:
        yield "own-zh", np.clip(np.minimum.reduce([tables.own_zh(m, -k) for k in range(n - 1)]), -_OWN_LEAST, _OWN_MOST)
    if m > 1:
        yield "own-en", np.clip(np.minimum.reduce([tables.own_en(n, -k) for k in range(m - 1)]), -_OWN_LEAST, _OWN_MOST)
    last = tables.en_in(n, 0, 0) - tables.en_in(1, 1, 0)
    first = tables.en_in(n, 0, 1 - m) - tables.en_in(1, -n, 1 - m)
    yield "en-in", np.clip(last, -0.4, 0.4) + np.clip(first, -0.4, 0.4)
    last = tables.zh_in(m, 0, 0) - tables.zh_in(1, 0, 1)
    first = tables.zh_in(m, 1 - n, 0) - tables.zh_in(1, 1 - n, -m)
    yield "zh-in", np.clip(last, -0.4, 0.4) + np.clip(first, -0.4, 0.4)
    after = tables.en_in(n, 0, 1) - tables.en_in(1, 1, 1)
    before = tables.en_in(n, 0, -m) - tables.en_in(1, -n, -m)
    yield "en-next-fits", np.maximum(after, 0) + np.maximum(before, 0)
    yield "en-next-elsewhere", np.minimum(after, 0) + np.minimum(before, 0)
    after = tables.zh_in(m, 1, 0) - tables.zh_in(1, 1, 1)
    before = tables.zh_in(m, -n, 0) - tables.zh_in(1, -n, -m)
    yield "zh-next-fits", np.maximum(after, 0) + np.maximum(before, 0)
    yield "zh-next-elsewhere", np.minimum(after, 0) + np.minimum(before, 0)


def _word_features(kind: tuple[int, int], tables: BlockTables) -> Iterator[tuple[str, Table | Floats]]:
    """By the words: do they translate each other, does each sentence have its own, do the next ones belong out?"""
    n, m = kind
    zh = [tables.words_zh(m, -k) for k in range(n)]
    en = [tables.words_en(n, 0, -k) for k in range(m)]
    all_zh, all_en = sum(zh[1:], zh[0]), sum(en[1:], en[0])
    yield "words-zh", all_zh
    yield "words-en", all_en
    yield "words-both", np.minimum(all_zh, all_en)
    if n > 1:
        yield "words-weakest-zh", np.clip(np.minimum.reduce(zh), _LEAST_WORDS, _MOST_WORDS)
        yield "words-zh-in", _contrast(zh[0], tables.words_zh(1, 0, 1)) + _contrast(zh[-1], tables.words_zh(1, 1 - n, -m))
    if m > 1:
        yield "words-weakest-en", np.clip(np.minimum.reduce(en), _LEAST_WORDS, _MOST_WORDS)
        yield "words-en-in", _contrast(en[0], tables.words_en(1, 1, 0)) + _contrast(en[-1], tables.words_en(1, -n, 1 - m))
    after = _contrast(tables.words_en(n, 0, 1), tables.words_en(1, 1, 1))
    yield "words-en-next", after + _contrast(tables.words_en(n, 0, -m), tables.words_en(1, -n, -m))
    after = _contrast(tables.words_zh(m, 1), tables.words_zh(1, 1, 1))
    yield "words-zh-next", after + _contrast(tables.words_zh(m, -n), tables.words_zh(1, -n, -m))


def _contrast(here: Table, beyond: Table) -> Table:
    result: Table = np.clip(here - beyond, -_MOST_CONTRAST, _MOST_CONTRAST)
    return result


def _surface_features(
    kind: tuple[int, int], block: Block, zh: Side, en: Side, ratio: float
) -> Iterator[tuple[str, Table | Floats]]:
    n, m = kind
    i = np.arange(block.top, block.bottom)
    j = np.arange(block.left, block.right)
    zh_chars = zh.offsets[i] - zh.offsets[np.maximum(i - n, 0)]
    en_chars = en.offsets[j] - en.offsets[np.maximum(j - m, 0)]
    # Gale and Church's idea: the spread of the ratio narrows as the texts grow.
    spread = np.sqrt(0.06 + 1.5 / (zh_chars + 3))[:, None]
    deviation = np.log((en_chars[None, :] + 4) / (zh_chars[:, None] * ratio + 4)) / spread
    yield "length-squared", np.minimum(deviation * deviation, 9)
    yield "length", np.minimum(np.abs(deviation), 4)
    yield "length-short-en", np.clip(-deviation, 0, 4)
    yield "length-far-short-en", np.clip(-deviation - 1.5, 0, 3)
    yield "length-far-long-en", np.clip(deviation - 1.5, 0, 3)
    zh_ends, en_ends = zh.marks[np.maximum(i - 1, 0)], en.marks[np.maximum(j - 1, 0)]
    for column, name in _MARK_NAMES.items():
        yield from _agreement(name, zh_ends[:, None, column], en_ends[None, :, column])
    zh_begins, en_begins = zh.marks[np.maximum(i - n, 0)], en.marks[np.maximum(j - m, 0)]
    yield from _agreement("quote-opens", zh_begins[:, None, QUOTE_OPENS], en_begins[None, :, QUOTE_OPENS])
    zh_denies = np.minimum(zh.negations[i] - zh.negations[np.maximum(i - n, 0)], _NEGATIONS)[:, None]
    en_denies = np.minimum(en.negations[j] - en.negations[np.maximum(j - m, 0)], _NEGATIONS)[None, :]
    yield "negation-both", np.minimum(zh_denies, en_denies)
    yield "negation-zh", np.maximum(zh_denies - en_denies, 0)
    yield "negation-en", np.maximum(en_denies - zh_denies, 0)


def _agreement(name: str, zh: Floats, en: Floats) -> Iterator[tuple[str, Floats]]:
    yield f"{name}-both", zh * en
    yield f"{name}-zh", zh * (1 - en)
    yield f"{name}-en", (1 - zh) * en


def _skip_features(tables: BlockTables, side: Side, lang: str, ratio: float) -> Iterator[tuple[str, Table | Floats]]:
    """A sentence left out: the less it resembles anything near it, the likelier."""
    zh = lang == "zh"
    block = tables.block
    at = np.arange(block.top, block.bottom) if zh else np.arange(block.left, block.right)
    axis = 1 if zh else 0
    yield f"skip-{lang}", np.ones((1, 1))
    best = tables.around("single", axis)
    yield "skip-best", best
    yield "skip-best-strong", np.maximum(best - 0.3, 0)
    yield "skip-best-clause", tables.around("zh_in" if zh else "en_in", axis)
    yield "skip-alone", np.clip(tables.alone(axis), -_OWN_LEAST, _OWN_MOST)
    words = tables.around("words_zh" if zh else "words_en", axis)
    yield "skip-words", words
    yield "skip-words-strong", np.maximum(words, 0)
    chars = np.maximum(side.offsets[at] - side.offsets[np.maximum(at - 1, 0)], 2)
    length = np.log(chars) + np.log(ratio) - 4
    stop = side.marks[np.maximum(at - 1, 0), STOP]
    yield "skip-length", length[:, None] if zh else length[None, :]
    yield "skip-stop", stop[:, None] if zh else stop[None, :]
