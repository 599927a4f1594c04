"""Texts that have little in common link only what is sure; accounts of one event, and texts of a sentence or two, as before."""

from __future__ import annotations

from duizhao.align.link_rates import with_own_rate


def test_a_doubtful_pair_counts_among_sure_ones_and_not_alone() -> None:
    sure = {(k, k): 0.97 for k in range(14)}
    doubtful = {(17, 2): 0.55}
    assert with_own_rate(sure | doubtful, 20, 20)[17, 2] == 0.55
    assert with_own_rate(doubtful, 20, 20)[17, 2] < 0.2


def test_a_sure_pair_stays_likely_where_nothing_else_fits() -> None:
    assert with_own_rate({(3, 8): 0.99}, 30, 30)[3, 8] > 0.9


def test_the_shorter_text_says_how_much_is_shared_whichever_language_it_is_in() -> None:
    found = {(k, 5 * k): 0.9 for k in range(8)}
    assert with_own_rate(found, 10, 400) == found
    turned = {(j, i): p for (i, j), p in found.items()}
    assert with_own_rate(turned, 400, 10) == turned


def test_texts_of_one_sentence_are_judged_by_their_pair() -> None:
    assert abs(with_own_rate({(0, 0): 0.5}, 1, 1)[0, 0] - 0.5) < 0.03


def test_many_weak_pairs_of_one_sentence_are_not_many_partners() -> None:
    weak = {(4, j): 0.4 for j in range(20)}
    assert max(with_own_rate(weak, 20, 20).values()) < 0.1


def test_no_pairs_and_pairs_that_are_certain_or_impossible_are_kept() -> None:
    assert with_own_rate({}, 5, 5) == {}
    assert with_own_rate({(0, 0): 1.0, (1, 1): 0.0}, 30, 30) == {(0, 0): 1.0, (1, 1): 0.0}
