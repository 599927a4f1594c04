"""Sentences left out are as likely as the texts show, each side by itself."""

from __future__ import annotations

import numpy as np

from duizhao.align.corridor import Block
from duizhao.align.omission_rates import omission_prices, with_own_rates
from duizhao.align.paths import Lattice, Scored

KINDS = ((1, 1), (2, 1), (1, 0), (0, 1))
SIZE, DOUBTFUL = 60, 30


def lattice(lost: set[int], joined: float = 0.0) -> Lattice:
    """Sixty Chinese sentences without those `lost` in English; sentence 30 is left out or joined with the next, as likely, or the
    latter by so much in log weight."""
    partner = np.cumsum([number not in {*lost, DOUBTFUL} for number in range(SIZE)])
    scores = np.full((len(KINDS), SIZE + 1, int(partner[-1]) + 1), -20.0)
    scores[2:] = -5.0
    for number in set(range(SIZE)) - lost - {DOUBTFUL}:
        scores[0, number + 1, partner[number]] = 5.0
    scores[1, DOUBTFUL + 2, partner[DOUBTFUL + 1]] = joined
    for index, (n, m) in enumerate(KINDS):
        scores[index, :n] = scores[index, :, :m] = -np.inf
    block = Block(0, scores.shape[1], 0, scores.shape[2])
    return Lattice(KINDS, [Scored(block, scores)], (0, 0), (SIZE, int(partner[-1])))


def left_out(known: Lattice) -> float:
    """Probability that the doubtful sentence stands alone."""
    return float(known.posteriors()[0][2, DOUBTFUL + 1].sum())


def test_a_doubtful_sentence_stands_alone_where_others_are_left_out() -> None:
    known = lattice({3, 11, 12, 20, 41, 47, 55})
    assert abs(left_out(known) - 0.5) < 0.05
    assert left_out(with_own_rates(known)) > 0.6


def test_a_doubtful_sentence_is_joined_where_nothing_else_is_left_out() -> None:
    known = lattice(set())
    assert abs(left_out(known) - 0.5) < 0.05
    assert left_out(with_own_rates(known)) < 0.4


def test_what_one_side_leaves_out_says_nothing_of_the_other() -> None:
    known = lattice({3, 11, 12, 20, 41, 47, 55})
    moved = with_own_rates(known)
    before, after = (found.expected(found.posteriors(), (0, 1)) for found in (known, moved))
    assert after <= before


def test_probabilities_of_the_beads_that_hold_a_sentence_add_up_to_one() -> None:
    found = with_own_rates(lattice({5, 6})).posteriors()[0]
    for number in range(SIZE):
        assert np.isclose(
            found[:3, number + 1].sum() + found[1, min(number + 2, SIZE)].sum() * (number + 2 <= SIZE), 1.0, atol=1e-6
        )


def test_leaving_out_costs_less_where_much_is_left_out_and_on_that_side_alone() -> None:
    few, many = lattice({3}), lattice({3, 11, 12, 20, 41, 47, 55})
    low, high = (omission_prices(known, known.posteriors()) for known in (many, few))
    assert low[1, 0] < high[1, 0]
    assert low[0, 1] == high[0, 1] == max(high.values())


def test_a_doubtful_sentence_stands_alone_on_the_path_where_others_are_left_out() -> None:
    for lost, alone in ((set(), False), ({3, 11, 12, 20, 41, 47, 55}, True)):
        known = lattice(lost, 0.4)
        posteriors = known.posteriors()
        path, _ = known.likeliest(posteriors, 0.35, omission_prices(known, posteriors))
        beads = [(a, b) for a, b, c, d in path if c == d]
        assert ((DOUBTFUL, DOUBTFUL + 1) in beads) is alone
