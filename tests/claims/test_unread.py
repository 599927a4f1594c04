"""Figures, days of the week, stretches of time and words that say a figure, none of them claims, from data/unread.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.claims import Mention, extract, unread
from duizhao.model import DateValue, NumericValue, TimeValue
from duizhao.settings import ClaimSettings

CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "unread.jsonl").read_text(encoding="utf-8").splitlines()]


def told(mention: Mention) -> str:
    """A value as the cases write it: `12`, `XXXX-WXX-2`, `day`, `1 week`, `T06:T12`."""
    if isinstance(mention.value, TimeValue):
        return mention.value.iso.replace("/", ":")
    if isinstance(mention.value, DateValue):
        return mention.value.edtf
    assert isinstance(mention.value, NumericValue)
    return " ".join(str(part) for part in (mention.value.number, mention.value.unit) if part is not None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_is_no_claim_is_handed_on_with_its_place(case: dict[str, Any]) -> None:
    text = case["text"]
    found = unread(text, case["lang"], extract(text, case["lang"], ClaimSettings()))
    assert [[text[one.start : one.end], told(one)] for one in found] == case["unread"]


def test_nothing_that_is_a_claim_is_handed_on_as_none() -> None:
    text = "In 2019 Article 5 was read by 1,200 people on 3 May for two weeks"
    mentions = extract(text, "en", ClaimSettings())
    for one in unread(text, "en", mentions):
        assert not any(claim.start < one.end and one.start < claim.end for claim in mentions)
