"""Figures inside one text that must fit together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.consistency import SentenceClaims, check_arithmetic
from duizhao.settings import ConsistencySettings
from tests.consistency.test_beads import placed

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "arithmetic.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_only_figures_that_cannot_fit_are_reported(case: dict[str, Any]) -> None:
    claims = placed(case["lang"], case["text"], case["claims"])
    sentence = SentenceClaims("g", case["lang"], case["text"], tuple(claims))
    found = check_arithmetic("d", [sentence], ConsistencySettings())
    assert [row.reason for row in found] == case["findings"]
    for row in found:
        assert "{" not in row.message.en + row.message.zh
        assert row.alignment is None
