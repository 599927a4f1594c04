"""Names across the two languages: who is the same person, who is not, and how the verdict was reached."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from duizhao.consistency.data import read_toml
from duizhao.consistency.names import match_names, part_alike
from duizhao.consistency.names_chinese import SYSTEMS, spellings
from duizhao.model import PersonValue
from duizhao.transliteration import fold, sound_odds

CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "names.jsonl").read_text(encoding="utf-8").splitlines()]
SAME = [case for case in CASES if case["same"]]


def person(name: str) -> PersonValue:
    return PersonValue(name=name)


@pytest.mark.parametrize("case", SAME, ids=lambda case: f"{case['zh']}~{case['en']}")
def test_the_same_person_scores_at_least_one_half(case: dict[str, str]) -> None:
    verdict = match_names(person(case["zh"]), person(case["en"]))
    assert verdict.score >= 0.5
    if case["how"] in ("pinyin", "alias", "japanese", "korean"):
        assert verdict.how.split("+")[0] == case["how"] or case["en"].count(" ") == 0


@pytest.mark.parametrize("case", [case for case in CASES if not case["same"]], ids=lambda case: f"{case['zh']}!{case['en']}")
def test_different_people_score_below_one_half(case: dict[str, str]) -> None:
    assert match_names(person(case["zh"]), person(case["en"])).score < 0.5


def test_two_names_drawn_at_random_hardly_ever_agree() -> None:
    drawn = random.Random(7)
    wrong = total = 0
    for case in SAME:
        for other in drawn.sample(SAME, 8):
            if set(case["zh"]) & set(other["zh"]):
                continue
            total += 1
            wrong += match_names(person(case["zh"]), person(other["en"])).score >= 0.5
    assert total > 1500
    assert wrong / total < 0.008


def test_a_whole_name_in_one_romanisation_is_surer_than_a_short_form() -> None:
    whole = match_names(person("周林"), person("Zhou Lin"))
    short = match_names(person("周林"), person("Zhou"))
    assert whole.score > short.score >= 0.5
    assert (whole.how, short.how) == ("pinyin", "pinyin+short")


def test_family_and_given_name_of_the_value_settle_how_a_name_is_cut() -> None:
    value = PersonValue(name="欧阳文", family="欧阳", given="文")
    assert match_names(value, person("Ouyang Wen")).score == 1.0


def test_a_name_in_latin_letters_inside_chinese_text_is_compared_as_it_stands() -> None:
    assert match_names(person("Ana Lopez"), person("Lopez Ana")).how == "same"
    assert match_names(person("Ana Lopez"), person("Lopez")).how == "same+short"
    assert match_names(person("Ana Lopez"), person("Maria Gomez")).score < 0.2


@pytest.mark.parametrize("dot", list("·•‧・．"))
def test_every_dot_divides_the_parts(dot: str) -> None:
    assert match_names(person(f"泰莎{dot}哈姆多克"), person("Tessa Hamdok")).score >= 0.8


def test_fixed_forms_keep_look_alikes_apart() -> None:
    assert part_alike("亨利", "henry") == 1.0
    assert part_alike("亨利", "harry") < 0.5


def test_every_line_of_the_tables_is_spellings_and_characters() -> None:
    data = read_toml("romanization.toml")
    tables = [
        data["pinyin"]["surnames"],
        data["cantonese"]["spellings"],
        data["customary"]["spellings"],
        data["southern"]["spellings"],
        data["korean"]["spellings"],
        data["japanese"]["surnames"],
        data["conventional"]["names"],
    ]
    for table in tables:
        for line in table.strip().splitlines():
            left, colon, right = line.partition(":")
            assert colon
            assert left.strip().replace(" ", "").replace("v", "u").isascii()
            assert left.strip() == left.strip().lower()
            assert right.strip()
            assert not any(character.isascii() and character.isalpha() for character in right)


def test_every_family_name_can_be_spelled() -> None:
    for character in read_toml("romanization.toml")["chinese"]["surnames"].replace("\n", ""):
        assert spellings(character, True)["pinyin"]
        assert set(spellings(character, True)) <= set(SYSTEMS)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_strings_get_a_score_between_zero_and_one(zh: str, en: str) -> None:
    verdict = match_names(person(zh), person(en))
    assert 0.0 <= verdict.score <= 1.0
    assert verdict == match_names(person(zh), person(en))


@given(
    st.text(alphabet="阿卜杜拉哈姆多克斯特尔周林", min_size=1, max_size=12),
    st.text(alphabet="abdhklmorstuz", min_size=1, max_size=20),
)
def test_odds_of_sound_have_a_floor(characters: str, letters: str) -> None:
    assert sound_odds(characters, letters) >= -20.0


@given(st.text(max_size=40))
@example("𝐴")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
