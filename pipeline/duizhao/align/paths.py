"""Dynamic programming over beads inside a corridor: the best path, and how probable each bead is.

A path point (i, j) means that i Chinese and j English sentences are consumed. A bead of n Chinese and m English sentences that
ends at
(i, j) comes from (i - n, j - m); its score is a log weight. Points are worked through row by row, all columns of a row at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from duizhao.align.corridor import Block, Floats, shifted


@dataclass(frozen=True, slots=True)
class Scored:
    """A block with the scores of the beads that end in it.

    Attributes:
        block: its place.
        scores: shape (kinds, rows, columns); `-inf` where a bead cannot end.
        skips: score of leaving out English sentence j - 1 (a bead of 0 Chinese and 1 English), shape (columns,).
    """

    block: Block
    scores: Floats
    skips: Floats


class Rows:
    """Values of path points, row by row, each row with its own window of columns."""

    def __init__(self) -> None:
        self.values: list[Floats] = []
        self.lefts: list[int] = []

    def append(self, values: Floats, left: int) -> None:
        """Add the next row."""
        self.values.append(values)
        self.lefts.append(left)

    def part(self, i: int, left: int, width: int) -> Floats:
        """Columns `left : left + width` of row i."""
        return shifted(self.values[i], self.lefts[i], left, width)


def best_path(kinds: Sequence[tuple[int, int]], blocks: Sequence[Scored]) -> list[tuple[int, int, int, int]]:
    """Beads `(zh start, zh end, en start, en end)` of the path with the highest score; kinds all have n >= 1."""
    rows = Rows()
    moves = []
    for scored in blocks:
        block = scored.block
        width = block.right - block.left
        accrued = np.cumsum(scored.skips)
        for i in range(block.top, block.bottom):
            candidates = _candidates(kinds, scored, rows, i)
            move = candidates.argmax(axis=0)
            base = candidates[move, np.arange(width)]
            if i == 0 and block.left == 0:
                base[0] = 0.0
            reduced = np.maximum.accumulate(base - accrued)
            move[reduced > base - accrued] = len(kinds)
            rows.append(reduced + accrued, block.left)
            moves.append(move.astype(np.uint8))
    return _trace(kinds, moves, rows.lefts, blocks[-1].block.right - 1)


def _candidates(kinds: Sequence[tuple[int, int]], scored: Scored, rows: Rows, i: int) -> Floats:
    """Score of the best path to each point of row i by the kind of its last bead, shape (kinds, columns)."""
    block = scored.block
    width = block.right - block.left
    result = np.full((len(kinds), width), -np.inf)
    for index, (n, m) in enumerate(kinds):
        if i >= n:
            np.add(rows.part(i - n, block.left - m, width), scored.scores[index, i - block.top], out=result[index])
    return result


def _trace(
    kinds: Sequence[tuple[int, int]], moves: list[np.ndarray], lefts: list[int], j: int
) -> list[tuple[int, int, int, int]]:
    i = len(moves) - 1
    path = []
    while i > 0 or j > 0:
        move = int(moves[i][j - lefts[i]]) if i > 0 else len(kinds)
        n, m = kinds[move] if move < len(kinds) else (0, 1)
        path.append((i - n, i, j - m, j))
        i, j = i - n, j - m
    return path[::-1]
