"""The dictionary that alignment and the comparison of figures share."""

from __future__ import annotations

import pytest

from duizhao.dictionary import chinese_words, dictionary, stem, stems


def test_forms_of_one_word_have_one_stem() -> None:
    assert {stem(word) for word in ("stop", "stops", "stopped", "Stopping")} == {"stop"}
    assert stem("is") == "is"


@pytest.mark.parametrize(
    ("form", "word"), [("said", "say"), ("Went", "go"), ("wives", "wife"), ("lying", "lie"), ("lay", "lie"), ("better", "good")]
)
def test_an_irregular_form_has_the_stem_of_its_word_and_its_own(form: str, word: str) -> None:
    assert {stem(form), stem(word)} <= stems(form)
    assert stems("") == {""}


def test_the_dictionary_knows_everyday_words() -> None:
    known = dictionary()
    assert "hospital" in known["医院"].split()
    assert "bank" in known["银行"].split()
    assert all(stem(word) == word for word in known["医院"].split() if word.endswith("s"))


@pytest.mark.parametrize("word", ["三", "二十", "一百", "星期一", "十月", "第一"])
def test_numbers_and_dates_are_not_in_the_dictionary(word: str) -> None:
    assert word not in dictionary()


def test_the_longest_words_are_read_from_left_to_right() -> None:
    assert list(chinese_words("三个卫生间", dictionary()))[-1] == (2, "卫生间")
    assert list(chinese_words("", dictionary())) == []
