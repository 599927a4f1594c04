"""Cases from the data files: what must come back, what must be left alone, what is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.normalize import normalize
from duizhao.settings import NormalizeSettings
from duizhao.text import replay

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


def rows(name: str) -> list[Any]:
    lines = (DATA / f"{name}.jsonl").read_text("utf-8").split("\n")
    found = [json.loads(line) for line in lines if line]
    return [pytest.param(row, id=row.get("label", str(at))) for at, row in enumerate(found)]


@pytest.mark.parametrize("row", [*rows("in_the_wild"), *rows("synthetic")])
def test_damaged_text_comes_back(row: Row, keep_script: NormalizeSettings) -> None:
    mapped = normalize(row["original"], keep_script).mapped
    assert mapped.text == row["fixed"]
    assert replay(mapped.raw, mapped.repairs()) == mapped.text


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("row", rows("known_failures"))
def test_what_is_not_repaired_yet(row: Row, keep_script: NormalizeSettings) -> None:
    assert normalize(row["original"], keep_script).mapped.text == row["fixed"]


@pytest.mark.parametrize("row", rows("negative"))
def test_sound_text_is_left_alone(row: Row, keep_script: NormalizeSettings) -> None:
    normalized = normalize(row["original"], keep_script)
    assert normalized.mapped.text == row["original"]
    assert normalized.mapped.repairs() == ()


@pytest.mark.parametrize("row", rows("negative"))
def test_sound_text_is_left_alone_inside_a_longer_text(row: Row, keep_script: NormalizeSettings) -> None:
    around = "前面还有一段普通的话，说的是别的事情。\n{}\n后面也有一段。"
    text = around.format(row["original"])
    assert normalize(text, keep_script).mapped.text == text


@pytest.mark.parametrize("row", rows("script"))
def test_text_is_converted_to_simplified(row: Row, simplify: NormalizeSettings) -> None:
    mapped = normalize(row["original"], simplify).mapped
    assert mapped.text == row["simplified"]
    assert replay(mapped.raw, mapped.repairs()) == mapped.text


@pytest.mark.parametrize("row", rows("flags"))
def test_what_cannot_be_repaired_is_flagged_and_left_alone(row: Row, keep_script: NormalizeSettings) -> None:
    normalized = normalize(row["original"], keep_script)
    assert normalized.mapped.text == row["original"]
    found = [[flag.kind, normalized.mapped.text[flag.start : flag.end]] for flag in normalized.flags]
    assert found == row["flags"]


def test_every_case_has_a_label_of_its_own() -> None:
    for name in ("in_the_wild", "synthetic", "negative", "known_failures"):
        labels = [param.values[0]["label"] for param in rows(name)]
        assert len(labels) == len(set(labels)), name
