"""How often either text has a sentence without counterpart, read from the texts themselves.

One translator leaves nothing out, another every tenth sentence, and hardly one does so on both sides alike. What a bead of one
sentence weighs is learned from texts of many kinds; here it is moved to what these two texts show.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from duizhao.align.corridor import Floats
from duizhao.align.features import SKIP_EN, SKIP_ZH
from duizhao.align.paths import Lattice

# Share of sentences without counterpart that the weights expect, and how many sentences that expectation weighs; tuned with the
# weights, one book left out in turn.
_USUAL, _USUAL_WEIGHT = 0.05, 20
# How far to go for one step of expectation and maximisation, which stops short of where many would lead; and the most that a
# bead's log weight is moved.
_STEP, _MOST = 1.4, 2.0
# What a sentence without counterpart costs when the path is chosen, in probability, from these shares of such sentences on and
# up to them; and how many further sentences, none of them left out, a short text is taken to have. Tuned likewise.
_PRICES, _SHARES, _FURTHER = (0.35, 0.1), (0.01, 0.04), 20


def with_own_rates(lattice: Lattice) -> Lattice:
    """The lattice with sentences left out as likely as they are in these texts, each side by itself.

    How many are left out on average over all paths says how probable that is here.
    """
    posteriors = lattice.posteriors()
    return lattice.favouring(
        {
            kind: _change(lattice.expected(posteriors, kind), size)
            for kind, size in zip((SKIP_ZH, SKIP_EN), lattice.sizes, strict=True)
        }
    )


def omission_prices(lattice: Lattice, posteriors: Sequence[Floats]) -> Mapping[tuple[int, int], float]:
    """What to charge for leaving a sentence out of the path, by kind of bead: the less, the more are left out on that side.

    Joined with its neighbour, a sentence that may have been left out spoils a bead that is right without it. Where hardly any is
    left out the doubtful ones mostly belong to the neighbour; where many are, half of them do not.
    """
    return {
        kind: float(np.interp(lattice.expected(posteriors, kind) / (size + _FURTHER), _SHARES, _PRICES))
        for kind, size in zip((SKIP_ZH, SKIP_EN), lattice.sizes, strict=True)
    }


def _change(left_out: float, sentences: int) -> float:
    """What to add to the log weight of leaving a sentence out, given how many are expected to be."""
    share = (left_out + _USUAL * _USUAL_WEIGHT) / (sentences + _USUAL_WEIGHT)
    return min(max(_STEP * math.log(share / _USUAL), -_MOST), _MOST)
