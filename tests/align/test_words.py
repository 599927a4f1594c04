"""Words that translate each other, and where sentences hold them."""

from __future__ import annotations

import numpy as np
import pytest

from duizhao.align.sides import negation
from duizhao.align.words import read_words

ZH = ["医院里没有床位。", "银行昨天关门。", "……"]
EN = ["The bank was closed.", "There were no beds in the hospital.", "Hospitals and banks are open."]


def test_a_word_speaks_for_the_sentence_that_translates_it() -> None:
    zh, en = read_words(ZH, EN, 0, 0)
    single, pair = zh.speaking(1, 3, 1, 3, 2)
    assert single[0, 1] > 0 > single[0, 0]
    assert single[1, 0] > 0 > single[1, 1]
    assert pair[0, 1] > 0
    assert not single[2].any()
    assert en.speaking(1, 3, 1, 3, 1)[0][1, 0] > 0


def test_a_word_says_less_the_more_sentences_could_hold_its_translation() -> None:
    zh, _ = read_words(["医院。"], ["In hospital.", *["He was at home."] * 40], 0, 0)
    rare = zh.speaking(1, 1, 1, 1, 1)[0]
    zh, _ = read_words(["医院。"], ["In hospital.", *["A hospital is no home."] * 40], 0, 0)
    common = zh.speaking(1, 1, 1, 1, 1)[0]
    assert rare > common >= 0
    assert np.all(np.diff([table[0, 0] for table in zh.speaking(1, 1, 5, 1, 4)]) <= 0)


def test_a_word_that_stands_everywhere_says_nothing() -> None:
    zh, _ = read_words(["医院。"], ["The hospital."] * 500, 0, 0)
    assert not zh.speaking(1, 1, 7, 3, 5)[4].any()


def test_places_outside_the_parts_hold_nothing() -> None:
    zh, _ = read_words(ZH, EN, 10, 20)
    (table,) = zh.speaking(5, 20, 15, 20, 1)
    assert table.shape == (20, 20)
    assert table[6, 7] == zh.speaking(11, 1, 22, 1, 1)[0][0, 0] > 0
    assert np.count_nonzero(table.any(axis=1)) == 2
    assert np.count_nonzero(table.any(axis=0)) == 3


def test_texts_without_known_words_are_no_trouble() -> None:
    zh, en = read_words(["", "……"], ["", "…"], 0, 0)
    assert not zh.speaking(0, 4, 0, 4, 2)[1].any()
    assert not en.speaking(0, 4, 0, 4, 2)[1].any()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("孩子们走了。", "The children had gone."),
        ("他坐下，想了想。", "He sat down and thought."),
        ("她找到了刀。", "She found the knives."),
    ],
)
def test_irregular_forms_are_known_as_their_words(zh: str, en: str) -> None:
    own, _ = read_words([zh, "……"], [en, "Rain."], 0, 0)
    ((told, other),) = own.speaking(1, 1, 1, 2, 1)[0]
    assert told > 0 > other


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("他不来，也没说。", 2),
        ("他沒來，別去。", 2),
        ("别人特别高兴。", 0),
        ("別人分別離開。", 0),
        ("Nobody didn’t know: it is not north.", 3),
        ("She can't, won't and cannot.", 3),
        ("A note on knots and notice.", 0),
    ],
)
def test_words_that_deny_are_counted_in_both_languages_and_scripts(text: str, count: int) -> None:
    assert len(negation().findall(text)) == count
