"""How much of two texts tells of the same, read from the texts themselves.

Two accounts of one event share most of their sentences, two texts of different events none, and yet among hundreds of pairs of
sentences some look alike by chance. What a link weighs is learned from accounts of one event; where hardly a sentence finds a
partner, all pairs are held less probable, so that only what is sure is linked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

# Share of the shorter text's sentences that find a partner in accounts of one event, at the least; how many sentences that
# expectation weighs, so that texts of one or two sentences are judged by themselves; and the most that log odds are lowered.
_USUAL, _USUAL_WEIGHT, _MOST = 0.6, 4, 2.0


def with_own_rate(found: Mapping[tuple[int, int], float], zh_count: int, en_count: int) -> dict[tuple[int, int], float]:
    """The probabilities of pairs, lowered where the two texts as wholes have little in common.

    Args:
        found: the probability of each pair of a Chinese and an English sentence, by their numbers.
        zh_count: Chinese sentences of the text.
        en_count: English sentences of the text.

    Returns:
        As many pairs, in the same order; none is more probable than it was.

    >>> with_own_rate({(0, 0): 0.75}, 1, 1)
    {(0, 0): 0.75}
    >>> {pair: round(p, 2) for pair, p in with_own_rate({(0, 3): 0.5, (4, 9): 0.95}, 20, 20).items()}
    {(0, 3): 0.12, (4, 9): 0.72}
    """
    lowered = min(0.0, max(_log_odds(_share(found, zh_count, en_count)) - _log_odds(_USUAL), -_MOST))
    factor = math.exp(lowered)
    return {pair: p * factor / (1 - p + p * factor) for pair, p in found.items()}


def _share(found: Mapping[tuple[int, int], float], zh_count: int, en_count: int) -> float:
    """Share of the shorter text's sentences that may be expected to have a partner."""
    side, count = (0, zh_count) if zh_count <= en_count else (1, en_count)
    best: dict[int, float] = {}
    for pair, p in found.items():
        best[pair[side]] = max(best.get(pair[side], 0.0), p)
    return (sum(best.values()) + _USUAL * _USUAL_WEIGHT) / (count + _USUAL_WEIGHT)


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))
