"""Dynamic programming over beads inside a corridor: the best path, and how probable each of its beads is.

A path point (i, j) means that i Chinese and j English sentences are consumed. A bead of n Chinese and m English sentences that
ends at
(i, j) comes from (i - n, j - m); its score is a log weight. Points are worked through row by row, all columns of a row at
once; leaving out
an English sentence stays inside a row and is a running maximum (or sum) over it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from duizhao.align.corridor import Block, Floats, Ints, shifted

Path = list[tuple[int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Scored:
    """A block with the log weights of the beads that end in it, shape (kinds, rows, columns); `-inf` where none can end.

    The last kind leaves out an English sentence, all others consume a Chinese one.
    """

    block: Block
    scores: Floats


class _Rows:
    """Values of path points, row by row, each row with its own window of columns; counted from the first row."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.values: list[Floats] = []
        self.lefts: list[int] = []

    def append(self, values: Floats, left: int) -> None:
        self.values.append(values)
        self.lefts.append(left)

    def part(self, i: int, left: int, width: int) -> Floats:
        return shifted(self.values[i - self.top], self.lefts[i - self.top], left, width)


@dataclass(frozen=True, slots=True)
class _Step:
    """Kinds that follow each other in the scores, of the same n and with m rising by one: they are worked through at once.

    Attributes:
        n: their Chinese sentences.
        m: English sentences of the first.
        kinds: their places in the scores.
        count: how many they are.
    """

    n: int
    m: int
    kinds: slice
    count: int


def _steps(kinds: Sequence[tuple[int, int]]) -> list[_Step]:
    result: list[_Step] = []
    for index, (n, m) in enumerate(kinds):
        last = result[-1] if result else None
        if last is not None and (n, m) == (last.n, last.m + last.count):
            result[-1] = _Step(n, last.m, slice(last.kinds.start, index + 1), last.count + 1)
        else:
            result.append(_Step(n, m, slice(index, index + 1), 1))
    return result


@lru_cache(1 << 10)
def _back(count: int, width: int) -> Ints:
    """Places in a row of count - 1 + width: row k of the result reads from count - 1 - k on."""
    result: Ints = np.arange(count - 1, -1, -1)[:, None] + np.arange(width)
    return result


@lru_cache(1 << 10)
def _ahead(count: int, width: int) -> Ints:
    """Places in a flattened table of `count` rows of count - 1 + width: row k of the result reads row k from k on."""
    result: Ints = np.arange(count)[:, None] * (count + width) + np.arange(width)
    return result


class Lattice:
    """All paths from one point to another.

    Args:
        kinds: bead kinds (n, m) in the order of the scores; the last is (0, 1), all others have n >= 1.
        blocks: rows `start[0]` to `end[0]`, inclusive, without a gap.
        start: first path point.
        end: last path point.
    """

    def __init__(
        self, kinds: Sequence[tuple[int, int]], blocks: Sequence[Scored], start: tuple[int, int], end: tuple[int, int]
    ) -> None:
        self._kinds = list(kinds[:-1])
        self._steps = _steps(self._kinds)
        self._blocks = blocks
        self._start = start
        self._end = end
        self._block_of = [scored for scored in blocks for _ in range(scored.block.top, scored.block.bottom)]

    def favouring(self, changes: Mapping[tuple[int, int], float]) -> Lattice:
        """The same with something added to the log weight of every bead of some kinds."""
        added = np.array([changes.get(kind, 0.0) for kind in (*self._kinds, (0, 1))])[:, None, None]
        blocks = [Scored(scored.block, scored.scores + added) for scored in self._blocks]
        return Lattice((*self._kinds, (0, 1)), blocks, self._start, self._end)

    def expected(self, posteriors: Sequence[Floats], kind: tuple[int, int]) -> float:
        """How many beads of a kind a path has, on average over all paths."""
        index = self._kinds.index(kind) if kind in self._kinds else len(self._kinds)
        return float(sum(found[index].sum() for found in posteriors))

    @property
    def sizes(self) -> tuple[int, int]:
        """Chinese and English sentences that every path covers."""
        return self._end[0] - self._start[0], self._end[1] - self._start[1]

    def _scores(self, i: int) -> Floats:
        scored = self._block_of[i - self._start[0]]
        return scored.scores[:, i - scored.block.top]

    def _left_width(self, i: int) -> tuple[int, int]:
        block = self._block_of[i - self._start[0]].block
        return block.left, block.right - block.left

    def _arrivals(self, rows: _Rows, i: int) -> Floats:
        """Value of the best or all paths to each point of row i by the kind of their last bead, shape (kinds - 1, columns)."""
        left, width = self._left_width(i)
        scores = self._scores(i)
        result = np.full((len(self._kinds), width), -np.inf)
        for step in self._steps:
            if i - step.n >= self._start[0]:
                more = step.count - 1
                part = rows.part(i - step.n, left - step.m - more, width + more)
                np.add(part[_back(step.count, width)], scores[step.kinds], out=result[step.kinds])
        return result

    def _departures(self, i: int, after: Sequence[Floats]) -> Floats:
        """Value of all paths from each point of row i to the end by the kind of their first bead, shape (kinds - 1, columns)."""
        left, width = self._left_width(i)
        result = np.full((len(self._kinds), width), -np.inf)
        for step in self._steps:
            if i + step.n <= self._end[0]:
                there, length = self._left_width(i + step.n)
                begin, size = left + step.m, width + step.count - 1
                low, high = max(begin, there), min(begin + size, there + length)
                if low < high:
                    inside = slice(low - there, high - there)
                    wide = np.full((step.count, size), -np.inf)
                    wide[:, low - begin : high - begin] = self._scores(i + step.n)[step.kinds, inside]
                    wide[:, low - begin : high - begin] += after[i + step.n - self._start[0]][inside]
                    result[step.kinds] = wide.take(_ahead(step.count, width))
        return result

    def best(self) -> Path:
        """The path with the highest weight: beads `(zh start, zh end, en start, en end)`."""
        top, bottom = self._start[0], self._end[0]
        rows = _Rows(top)
        moves: list[npt.NDArray[np.uint8]] = []
        for i in range(top, bottom + 1):
            left, width = self._left_width(i)
            arrivals = self._arrivals(rows, i)
            move = arrivals.argmax(axis=0)
            base = arrivals[move, np.arange(width)]
            if i == top:
                base[self._start[1] - left] = 0.0
            accrued = _accrued(self._scores(i)[-1])
            reduced = np.maximum.accumulate(base - accrued)
            move[reduced > base - accrued] = len(self._kinds)
            rows.append(reduced + accrued, left)
            moves.append(move.astype(np.uint8))
        return self._trace(moves, rows.lefts)

    def _trace(self, moves: list[npt.NDArray[np.uint8]], lefts: list[int]) -> Path:
        i, j = self._end
        path: Path = []
        while (i, j) != self._start:
            row = i - self._start[0]
            move = int(moves[row][j - lefts[row]])
            n, m = self._kinds[move] if move < len(self._kinds) else (0, 1)
            path.append((i - n, i, j - m, j))
            i, j = i - n, j - m
        return path[::-1]

    def likeliest(
        self, posteriors: Sequence[Floats], price: float, prices: Mapping[tuple[int, int], float]
    ) -> tuple[Path, list[float]]:
        """The path that can expect the most right beads, and how probable each of its beads is.

        A bead earns its probability (the share of the weight of all paths that goes through it) and costs `price`, or that of its
        kind in `prices`: a higher price makes fewer, larger beads.
        """
        costs = np.array([prices.get(kind, price) for kind in (*self._kinds, (0, 1))])[:, None, None]
        earned = [Scored(scored.block, found - costs) for scored, found in zip(self._blocks, posteriors, strict=True)]
        path = Lattice([*self._kinds, (0, 1)], earned, self._start, self._end).best()
        place = {
            i: (k, i - scored.block.top)
            for k, scored in enumerate(self._blocks)
            for i in range(scored.block.top, scored.block.bottom)
        }
        probabilities = []
        for a, b, c, d in path:
            kind = self._kinds.index((b - a, d - c)) if b > a else len(self._kinds)
            block, row = place[b]
            probabilities.append(float(posteriors[block][kind, row, d - self._blocks[block].block.left]))
        return path, probabilities

    def log_weight(self) -> float:
        """Log of the weight of all paths together; `-inf` where there is none."""
        return float(self._forward().part(self._end[0], self._end[1], 1)[0])

    def posteriors(self) -> list[Floats]:
        """Probability of every bead, in the shape of the scores; 0 where none can end."""
        weights = [np.full(scored.scores.shape, -np.inf) for scored in self._blocks]
        before, after = self._forward(weights), self._backward()
        total = before.part(self._end[0], self._end[1], 1)[0]
        for scored, found in zip(self._blocks, weights, strict=True):
            top = max(scored.block.top, self._start[0])
            bottom = min(scored.block.bottom, self._end[0] + 1)
            rest = np.array(after[top - self._start[0] : bottom - self._start[0]])
            found[:, top - scored.block.top : bottom - scored.block.top] += rest - total
            np.exp(np.minimum(found, 0.0, out=found), out=found)
        return weights

    def _forward(self, weights: Sequence[Floats] = ()) -> _Rows:
        """Log weight of all paths to each point; `weights`, if given, gets that of all that arrive by each kind of bead."""
        top, bottom = self._start[0], self._end[0]
        rows = _Rows(top)
        rows_of = [(block, row) for block in weights for row in range(block.shape[1])]
        for i in range(top, bottom + 1):
            left, width = self._left_width(i)
            arrivals = self._arrivals(rows, i)
            base = _log_sum(arrivals)
            if i == top:
                base[self._start[1] - left] = 0.0
            skips = self._scores(i)[-1]
            accrued = _accrued(skips)
            rows.append(np.logaddexp.accumulate(base - accrued) + accrued, left)
            if weights:
                block, row = rows_of[i - top]
                block[:-1, row] = arrivals
                block[-1, row] = rows.part(i, left - 1, width) + skips
        return rows

    def _backward(self) -> list[Floats]:
        """Log weight of all paths from each point to the end, by row."""
        top, bottom = self._start[0], self._end[0]
        result: list[Floats] = [np.zeros(0)] * (bottom - top + 1)
        for i in range(bottom, top - 1, -1):
            left, _ = self._left_width(i)
            base = _log_sum(self._departures(i, result))
            if i == bottom:
                base[self._end[1] - left] = 0.0
            accrued = _accrued(self._scores(i)[-1])
            result[i - top] = np.logaddexp.accumulate((base + accrued)[::-1])[::-1] - accrued
        return result


def _accrued(skips: Floats) -> Floats:
    """Weight of leaving out everything from the first column on."""
    steps = np.where(np.isfinite(skips), skips, 0.0)
    steps[:1] = 0.0
    result: Floats = np.cumsum(steps)
    return result


def _log_sum(values: Floats) -> Floats:
    highest = values.max(axis=0)
    shift = np.where(np.isfinite(highest), highest, 0.0)
    with np.errstate(divide="ignore"):
        result: Floats = np.log(np.exp(values - shift).sum(axis=0)) + shift
    return result
