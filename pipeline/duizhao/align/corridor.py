"""Where the path can run: a monotone chain of sentence pairs found cheaply, and a corridor around it.

The chain comes from single sentences alone. Long texts are halved again and again, two neighbours becoming one vector, until a
full
comparison is cheap; then the corridor found there is followed down, so time and memory grow with the number of sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duizhao.align.encoder import Vectors, unit

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_SKIP_ZH, _SKIP_EN, _PAIR = 0, 1, 2
# Up to this many pairs of sentences everything is compared with everything.
_FULL = 1_000_000
# Half the width of the corridor, in sentences, when a path is followed from a coarser level down.
_REFINE = 24
# Rows of the corridor that share one window of columns.
BLOCK = 32


@dataclass(frozen=True, slots=True)
class Block:
    """Path points (i, j) with `top <= i < bottom` and `left <= j < right`: i Chinese and j English sentences consumed."""

    top: int
    bottom: int
    left: int
    right: int


def chain(zh: Vectors, en: Vectors) -> tuple[Ints, Ints]:
    """Indices of the pairs of a monotone chain that gathers the most similarity above the usual."""
    if len(zh) * len(en) <= _FULL or min(len(zh), len(en)) < 64:
        blocks = _whole(len(zh), len(en))
    else:
        rows, columns = chain(_halved(zh), _halved(en))
        blocks = corridor(rows * 2, columns * 2, len(zh), len(en), _REFINE)
    return _best_chain(zh, en, blocks)


def _halved(vectors: Vectors) -> Vectors:
    even = vectors[0::2].copy()
    even[: len(vectors) // 2] += vectors[1::2]
    return unit(even)


def _whole(rows: int, columns: int) -> list[Block]:
    return [Block(top, min(top + BLOCK, rows + 1), 0, columns + 1) for top in range(0, rows + 1, BLOCK)]


def corridor(rows: Ints, columns: Ints, height: int, width: int, half: int) -> list[Block]:
    """Blocks around a chain, each with room of `half` on every side; they overlap enough for any path near the chain."""
    points_i = np.concatenate([[0], rows, [height]])
    points_j = np.concatenate([[0], columns, [width]])
    blocks = []
    for top in range(0, height + 1, BLOCK):
        bottom = min(top + BLOCK, height + 1)
        # The chain between its last point above and its first point below; where it leaps, the block is as wide as the leap.
        first = max(int(np.searchsorted(points_i, top - half, side="right")) - 1, 0)
        last = min(int(np.searchsorted(points_i, bottom + half, side="left")), len(points_i) - 1)
        left = max(0, int(points_j[first]) - half)
        right = min(width, int(points_j[last]) + half) + 1
        blocks.append(Block(top, bottom, left, right))
    return blocks


def _best_chain(zh: Vectors, en: Vectors, blocks: list[Block]) -> tuple[Ints, Ints]:
    usual = _usual_similarity(zh, en)
    before, offset = np.zeros(0), 0
    moves: list[npt.NDArray[np.uint8]] = []
    for block in blocks:
        gains = _gains(zh, en, block, usual)
        width = block.right - block.left
        for i in range(block.top, block.bottom):
            gain = gains[i - block.top]
            if i == 0:
                up = np.zeros(width)
                diagonal = np.full(width, -np.inf)
            else:
                up = shifted(before, offset, block.left, width)
                diagonal = shifted(before, offset, block.left - 1, width) + gain
            base = np.maximum(up, diagonal)
            current = np.maximum.accumulate(base)
            move = np.where((diagonal >= up) & (gain > 0), _PAIR, _SKIP_ZH).astype(np.uint8)
            move[current > base] = _SKIP_EN
            moves.append(move)
            before, offset = current, block.left
    lefts = [block.left for block in blocks for _ in range(block.top, block.bottom)]
    return _trace(moves, lefts, len(zh), len(en))


def _gains(zh: Vectors, en: Vectors, block: Block, usual: float) -> Floats:
    """What pairing sentence i - 1 with sentence j - 1 earns, for each point (i, j) of the block."""
    result = np.zeros((block.bottom - block.top, block.right - block.left))
    top, left = max(block.top, 1), max(block.left, 1)
    similarity = zh[top - 1 : block.bottom - 1] @ en[left - 1 : block.right - 1].T
    result[top - block.top :, left - block.left :] = np.maximum(similarity - usual, 0)
    return result


def _usual_similarity(zh: Vectors, en: Vectors) -> float:
    """Similarity that few sentences taken at random reach: mean and one deviation over a sample."""
    sample = zh[:: max(1, len(zh) // 200)] @ en[:: max(1, len(en) // 200)].T
    return float(sample.mean() + sample.std()) if sample.size else 0.0


def shifted(row: Floats, offset: int, left: int, width: int) -> Floats:
    """The part `left : left + width` of a row that starts at `offset`; -inf where it has no value."""
    low, high = max(left, offset), min(left + width, offset + len(row))
    if low == left and high == left + width:
        return row[low - offset : high - offset]
    result = np.empty(width)
    result.fill(-np.inf)  # np.full costs twice as much, and this runs once for every row and kind of bead
    if low < high:
        result[low - left : high - left] = row[low - offset : high - offset]
    return result


def _trace(moves: list[npt.NDArray[np.uint8]], lefts: list[int], i: int, j: int) -> tuple[Ints, Ints]:
    rows, columns = [], []
    while i > 0 and j > 0:
        move = moves[i][j - lefts[i]]
        if move == _PAIR:
            i, j = i - 1, j - 1
            rows.append(i)
            columns.append(j)
        elif move == _SKIP_ZH:
            i -= 1
        else:
            j -= 1
    return np.array(rows[::-1], dtype=np.int64), np.array(columns[::-1], dtype=np.int64)
