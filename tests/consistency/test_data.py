"""The stage's data files hold together."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from importlib import resources
from typing import get_args

import pytest

from duizhao.claim_words import render
from duizhao.claims import lexicon
from duizhao.claims.measures import measures
from duizhao.claims.units import chinese_signs, chinese_units, english_units
from duizhao.consistency.data import read_toml
from duizhao.consistency.messages import reasons
from duizhao.consistency.units import units
from duizhao.model import FINDING_KINDS, SEVERITIES, ClaimKind, Qualifier
from duizhao.wording import unit_codes
from tests.consistency.by_hand import claim

UNIT_NAMES = resources.files("duizhao") / "unit_names.toml"
PLACES = {"{zh}", "{en}", "{near}", "{known}", "{a}", "{b}", "{c}"}


@pytest.mark.parametrize("code", sorted(reasons()))
def test_a_reason_has_a_kind_a_severity_and_both_sentences(code: str) -> None:
    reason = reasons()[code]
    assert reason.kind in FINDING_KINDS
    assert reason.severity in SEVERITIES
    assert reason.en.endswith(".")
    assert reason.zh.endswith("。")
    for text in (reason.en, reason.zh):
        assert set(re.findall(r"\{[a-z]+\}", text)) <= PLACES
    assert set(re.findall(r"\{[a-z]+\}", reason.en)) == set(re.findall(r"\{[a-z]+\}", reason.zh))


def test_every_unit_has_a_size_above_nothing() -> None:
    assert all(unit.factor > 0 for unit in units().values())
    assert units()["km"].base(Fraction(1)) == 1000
    assert units()["[degF]"].base(Fraction(32)) == units()["Cel"].base(Fraction(0))


def _units_of_claims() -> set[str]:
    english = english_units()
    words = [*chinese_units().values(), *english.symbols.values()]
    words += [word for rows in english.phrases.values() for _, word in rows]
    said = lexicon.unread()
    return {
        *(word.unit for word in words if word.unit is not None),
        *(unit.code for unit in measures()),
        *(group.name for group in lexicon.counts().classes),
        *(duration.to or duration.name for duration in lexicon.durations()),
        *english.signs.values(),
        *chinese_signs().values(),
        *(row.unit for row in (*said.per, *said.alone)),
        *said.words.zh_units.values(),
        *said.words.en_units,
        *said.words.en_long.values(),
        *said.words.en_often.values(),
    }


def test_every_unit_that_claims_can_have_is_said_in_words_in_both_languages() -> None:
    assert sorted(_units_of_claims() - unit_codes()) == []
    for code, names in tomllib.loads(UNIT_NAMES.read_text(encoding="utf-8")).items():
        assert len(names["en"]) == 2, code
        for name in (*names["en"], names["zh"]):
            assert not re.search(r"[\[\]{}_]", name), code


@pytest.mark.parametrize(
    ("unit", "en", "zh"),
    [
        ("MBy", "20 MB", "20MB"),
        ("[chi_cn]", "20 chi", "20尺"),
        ("[li_cn]", "20 li", "20里"),
        ("PHP", "20 Philippine pesos", "20菲律宾比索"),
        ("MXN", "20 pesos", "20比索"),
        ("mg/L", "20 milligrams per litre", "20毫克/升"),
        ("kg/m2", "20 kilograms per square metre", "20公斤/平方米"),
        ("t/har", "20 tonnes per hectare", "20吨/公顷"),
        ("kW.h/d", "20 kilowatt-hours per day", "20千瓦时/天"),
    ],
)
def test_a_message_says_the_unit_in_words_never_its_code(unit: str, en: str, zh: str) -> None:
    said = claim("en", "measure", "20", f"20 {unit}")
    assert (render(said, "en"), render(said, "zh")) == (en, zh)


def test_every_word_that_stands_for_a_figure_is_given_in_both_languages() -> None:
    for row in read_toml("evidence.toml")["word"]:
        assert Fraction(row["number"]) >= 0
        assert row["zh"]
        assert row["en"]
        assert 0 < row["strength"] <= 1
        assert all(re.compile(word) for word in row["en"])
    numbers = [row["number"] for row in read_toml("evidence.toml")["word"]]
    assert len(numbers) == len(set(numbers))


def test_every_weight_is_a_number() -> None:
    assert all(isinstance(weight, int | float) for weight in read_toml("weights.toml")["weights"].values())
    assert get_args(int | float) == (int, float)


@pytest.mark.parametrize(
    ("kind", "qualifier", "unit", "en", "zh"),
    [
        ("measure", "under", "Cel", "below 20°C", "低于20摄氏度"),
        ("measure", "at_least", "Cel", "20°C or above", "不低于20摄氏度"),
        ("count", "under", "person", "fewer than 20 people", "不到20人"),
        ("age", "over", "year", "over 20 years old", "20多岁"),
        ("money", "under", "CNY", "less than 20 yuan", "不到20元"),
    ],
)
def test_a_qualifier_is_said_as_people_say_it_of_that_kind(
    kind: ClaimKind, qualifier: Qualifier, unit: str, en: str, zh: str
) -> None:
    said = claim("en", kind, "20", f"20 {unit}", qualifier)
    assert (render(said, "en"), render(said, "zh")) == (en, zh)


def test_chinese_puts_more_behind_a_round_figure_alone() -> None:
    said = [claim("zh", "age", figure, f"{figure} year", "over") for figure in ("40", "17")]
    assert [render(one, "zh") for one in said] == ["40多岁", "超过17岁"]
