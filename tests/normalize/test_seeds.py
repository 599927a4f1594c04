"""The damaged seed is repaired, the others are left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duizhao.normalize import normalize
from duizhao.settings import NormalizeSettings
from duizhao.text import replay

pytestmark = pytest.mark.shared
GLOSS = re.compile(r"[?(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}\)")


def seed(shared: Path, number: str) -> str:
    (path,) = (shared / "seeds").glob(f"{number}*")
    return path.read_text("utf-8")


def test_every_gloss_of_the_damaged_seed_goes(shared: Path, keep_script: NormalizeSettings) -> None:
    raw = seed(shared, "001")
    assert len(GLOSS.findall(raw)) > 50
    assert not GLOSS.search(normalize(raw, keep_script).mapped.text)


@pytest.mark.parametrize(
    ("line", "start", "end", "wanted"),
    [
        (16, 93, 125, "當地代表機構以及當地醫療機構臨床一線"),
        (16, 165, 193, "研討當地防控救治措施、提出技術建議"),
        (17, 4, 23, "走訪當地醫院、實"),
        (17, 115, 137, "多語種當地疫情防控工作建議書"),
        (19, 119, 143, "以及當地醫療機構臨床一線"),
        (20, 4, 23, "走訪當地醫院、實"),
    ],
)
def test_stretches_out_of_step_are_put_back(
    line: int, start: int, end: int, wanted: str, shared: Path, keep_script: NormalizeSettings
) -> None:
    raw = seed(shared, "001")
    mapped = normalize(raw, keep_script).mapped
    begin = sum(len(one) + 1 for one in raw.split("\n")[: line - 1])
    first, last = mapped.to_text(begin + start, begin + end)
    assert wanted in mapped.text[first - 2 : last + 4]


def test_nothing_else_in_the_damaged_seed_changes(shared: Path, keep_script: NormalizeSettings) -> None:
    mapped = normalize(seed(shared, "001"), keep_script).mapped
    assert {rule for repair in mapped.repairs() for rule in repair.rules} <= {"gloss.pinyin/2", "gloss.desync/4"}
    assert replay(mapped.raw, mapped.repairs()) == mapped.text


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_the_english_seeds_are_left_alone(number: str, shared: Path, simplify: NormalizeSettings) -> None:
    raw = seed(shared, number)
    assert normalize(raw, simplify).mapped.text == raw


def test_censoring_marks_are_reported(shared: Path, simplify: NormalizeSettings) -> None:
    flags = normalize(seed(shared, "004"), simplify).flags
    assert [flag.kind for flag in flags] == ["censored", "censored"]
