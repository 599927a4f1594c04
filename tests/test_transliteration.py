"""Transcribed names: how well Chinese syllables explain the letters of a foreign name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.consistency.names_known import fixed_forms
from duizhao.transliteration import Odds, find_sound, may_begin, parts, sound_odds

PAIRS = [
    ("维特根斯坦", "wittgenstein"),
    ("巴甫洛夫", "pavlov"),
    ("贝尔格拉诺", "belgrano"),
    ("林德伯格", "lindbergh"),
    ("卡马拉", "kamara"),
    ("奥尔森", "olsen"),
    ("科斯特洛", "costello"),
    ("门多萨", "mendoza"),
]


@pytest.mark.parametrize(("characters", "letters"), PAIRS)
def test_a_transcription_is_likelier_than_chance(characters: str, letters: str) -> None:
    assert sound_odds(characters, letters) > 3


@pytest.mark.parametrize(("characters", "letters"), PAIRS)
def test_somebody_elses_name_is_less_likely_than_chance(characters: str, letters: str) -> None:
    assert all(sound_odds(characters, other) < 0 for _, other in PAIRS if other != letters)


@pytest.mark.parametrize(("characters", "letters"), PAIRS)
def test_a_transcription_is_found_in_a_sentence_with_its_borders(characters: str, letters: str) -> None:
    text = f"据报道，工程师{characters}昨天在会上说，他不同意。"
    odds, start, end = find_sound(text, letters)[0]
    assert odds > 3
    assert text[start:end] == characters


def test_a_text_without_han_characters_holds_no_transcription() -> None:
    assert find_sound("Olsen said no.", "olsen") == ()


def test_a_syllable_never_met_is_judged_by_its_beginning_and_end() -> None:
    odds = Odds({"ba": {"ba": 90.0, "pa": 10.0}, "bo": {"bo": 50.0}, "ka": {"ka": 50.0}})
    assert odds.piece("bo", "bo") > odds.piece("bo", "po") > odds.piece("bo", "ka")


def test_an_initial_fits_the_syllables_that_begin_with_it() -> None:
    assert may_begin("戴", "d")
    assert not may_begin("戴", "k")


def test_a_surname_with_a_form_of_its_own_brings_it() -> None:
    assert "丘吉尔" in fixed_forms(["winston", "churchill"])
    assert fixed_forms(["winston", "belgrano"]) == frozenset()


@given(st.text(max_size=12), st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_any_two_strings_have_odds_and_a_search_stays_inside_the_text(text: str, letters: str) -> None:
    assert sound_odds(text, letters) >= -20
    for _, start, end in find_sound(text, letters):
        assert 0 <= start < end <= len(text)


def test_consonants_come_before_the_first_vowel() -> None:
    assert parts("schwar") == ("schw", "ar")
