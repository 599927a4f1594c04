"""The stage's data files hold together."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import get_args

import pytest

from duizhao.consistency.data import read_toml
from duizhao.consistency.messages import reasons
from duizhao.consistency.units import units
from duizhao.model import FINDING_KINDS, SEVERITIES

PLACES = {"{zh}", "{en}", "{near}", "{a}", "{b}", "{c}"}


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
