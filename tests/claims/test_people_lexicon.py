"""The word lists for people: what a linguist edits stays consistent."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from duizhao.claims.people.lexicon import chinese_words, english_words, weights

FILES = ("people", "people-weights", "surnames", "titles", "romanization", "names", "places")


@pytest.mark.parametrize("name", FILES)
def test_every_file_names_its_schema_and_begins_with_a_comment(name: str) -> None:
    text = files("duizhao.claims").joinpath(f"lexicon/{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert tomllib.loads(text)["schema"] == f"{name}/1"


def test_character_lists_hold_han_characters_only() -> None:
    words = chinese_words()
    for characters in (
        words.surnames,
        words.weak_surnames,
        words.transcription,
        words.foreign,
        words.place_endings,
        words.never_last,
    ):
        assert all("\u3400" <= character <= "\u9fff" for character in characters)


def test_lists_that_narrow_another_list_lie_within_it() -> None:
    words = chinese_words()
    assert words.weak_surnames <= words.surnames
    assert words.thing_endings <= words.place_endings


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_weights_are_numbers_of_a_sane_size_and_hold_a_bias(lang: str) -> None:
    table = weights(lang)
    assert "bias" in table
    assert all(abs(weight) <= 10 for weight in table.values())


def test_every_pinyin_surname_is_made_of_syllables() -> None:
    from duizhao.claims.people.pinyin import syllables

    words = english_words()
    assert all(syllables(surname.replace("ü", "v")) for surname in words.pinyin_surnames)
