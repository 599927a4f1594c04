"""Sentences that a translator told in another order: found after the path, which cannot cross itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from duizhao.align.bead import Bead
from duizhao.align.sides import Stretch

# Margin that each of two crossing pairs must have, and by how much they must be better together than the pairs in order.
_LEAST, _BETTER = 0.25, 0.25
# Pairs between two sentences left alone that may still belong together.
_BETWEEN = 2


def with_crossings(beads: Sequence[Bead], parts: tuple[Stretch, Stretch]) -> list[Bead]:
    """Join what stands crosswise: two neighbours that fit each other's partner far better, and sentences left alone on either
    side of a pair or two.

    Args:
        beads: of one part of the texts, in order.
        parts: the vectors of that part.

    Returns:
        Beads in order of the Chinese sentences. Two crossing beads are right about as often as their margins are high; they score
        no more than the beads they come from.
    """
    swapped: list[Bead] = []
    for bead in beads:
        swapped += _parted(bead, parts) if len(bead.zh) == len(bead.en) == 2 else [bead]
    for place, (one, other) in enumerate(pairwise(swapped)):
        if len(one.zh) == len(one.en) == len(other.zh) == len(other.en) == 1 and _crosses(
            one.zh[0], other.zh[0], one.en[0], other.en[0], parts
        ):
            score = min(one.score, other.score)
            swapped[place], swapped[place + 1] = Bead(one.zh, other.en, score), Bead(other.zh, one.en, score)
    return _joined(swapped, parts)


def _margin(i: int, j: int, parts: tuple[Stretch, Stretch]) -> float:
    zh, en = parts[0].ending[0], parts[1].ending[0]
    i, j = i - parts[0].start, j - parts[1].start
    return float(zh.vectors[i] @ en.vectors[j] - 0.5 * (zh.usual[i] + en.usual[j]))


def _crosses(i: int, next_i: int, j: int, next_j: int, parts: tuple[Stretch, Stretch]) -> bool:
    crosswise = _margin(i, next_j, parts), _margin(next_i, j, parts)
    if min(crosswise) < _LEAST:
        return False
    return sum(crosswise) - _margin(i, j, parts) - _margin(next_i, next_j, parts) > _BETTER


def _parted(bead: Bead, parts: tuple[Stretch, Stretch]) -> list[Bead]:
    (i, next_i), (j, next_j) = bead.zh, bead.en
    if _crosses(i, next_i, j, next_j, parts):
        return [Bead((i,), (next_j,), bead.score), Bead((next_i,), (j,), bead.score)]
    return [bead]


def _joined(beads: Sequence[Bead], parts: tuple[Stretch, Stretch]) -> list[Bead]:
    """A Chinese and an English sentence left alone, not far from each other, that fit."""
    result: list[Bead | None] = list(beads)
    for place, bead in enumerate(beads):
        if bead.zh and bead.en:
            continue
        for other_place in range(place + 2, min(place + 2 + _BETWEEN, len(beads))):
            one, other = result[place], result[other_place]
            if one is None or other is None or (other.zh and other.en) or bool(one.zh) == bool(other.zh):
                continue
            first, second = (one, other) if one.zh else (other, one)
            if _margin(first.zh[0], second.en[0], parts) >= _LEAST:
                joined = Bead(first.zh, second.en, min(one.score, other.score))
                result[place], result[other_place] = (joined, None) if one.zh else (None, joined)
                break
    return [bead for bead in result if bead is not None]
