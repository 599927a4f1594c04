"""Dynamic programming over beads inside a corridor: the best path, and how probable each of its beads is.

A path point (i, j) means that i Chinese and j English sentences are consumed. A bead of n Chinese and m English sentences that
ends at
(i, j) comes from (i - n, j - m); its score is a log weight. Points are worked through row by row, all columns of a row at
once; leaving out
an English sentence stays inside a row and is a running maximum (or sum) over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.align.corridor import Block, Floats, shifted

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
        self._blocks = blocks
        self._start = start
        self._end = end
        self._block_of = [scored for scored in blocks for _ in range(scored.block.top, scored.block.bottom)]

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
        for index, (n, m) in enumerate(self._kinds):
            if i - n >= self._start[0]:
                np.add(rows.part(i - n, left - m, width), scores[index], out=result[index])
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

    def likeliest(self, price: float) -> tuple[Path, list[float]]:
        """The path that can expect the most right beads, and how probable each of its beads is.

        A bead earns its probability (the share of the weight of all paths that goes through it) and costs `price`: a higher price
        makes fewer, larger beads.
        """
        posteriors = self.posteriors()
        earned = [Scored(scored.block, found - price) for scored, found in zip(self._blocks, posteriors, strict=True)]
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
        before, after = self._forward(), self._backward()
        top = self._start[0]
        total = before.part(self._end[0], self._end[1], 1)[0]
        result = []
        for scored in self._blocks:
            block = scored.block
            width = block.right - block.left
            weights = np.full(scored.scores.shape, -np.inf)
            for i in range(max(block.top, top), min(block.bottom, self._end[0] + 1)):
                row = i - block.top
                rest = after[i - top] - total
                for kind, (n, m) in enumerate([*self._kinds, (0, 1)]):
                    if i - n >= top:
                        weights[kind, row] = before.part(i - n, block.left - m, width) + scored.scores[kind, row] + rest
            result.append(np.exp(np.minimum(weights, 0.0)))
        return result

    def _forward(self) -> _Rows:
        top, bottom = self._start[0], self._end[0]
        rows = _Rows(top)
        for i in range(top, bottom + 1):
            left, _ = self._left_width(i)
            base = _log_sum(self._arrivals(rows, i))
            if i == top:
                base[self._start[1] - left] = 0.0
            accrued = _accrued(self._scores(i)[-1])
            rows.append(np.logaddexp.accumulate(base - accrued) + accrued, left)
        return rows

    def _backward(self) -> list[Floats]:
        """Log weight of all paths from each point to the end, by row."""
        top, bottom = self._start[0], self._end[0]
        result: list[Floats] = [np.zeros(0)] * (bottom - top + 1)
        for i in range(bottom, top - 1, -1):
            left, width = self._left_width(i)
            departures = np.full((len(self._kinds), width), -np.inf)
            for index, (n, m) in enumerate(self._kinds):
                if i + n <= bottom:
                    there, _ = self._left_width(i + n)
                    departures[index] = shifted(self._scores(i + n)[index] + result[i + n - top], there, left + m, width)
            base = _log_sum(departures)
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
