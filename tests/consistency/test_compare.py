"""Two claims and the verdict on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.consistency.compare import TABLE, compare
from duizhao.consistency.messages import reasons
from duizhao.model import CLAIM_KINDS, NumericValue
from tests.consistency.by_hand import claim

CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "compare.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['zh'][1]} · {case['en'][1]}")
def test_the_verdict_on_two_claims_is_the_linguists_one(case: dict[str, Any]) -> None:
    verdict = compare(claim("zh", *case["zh"]), claim("en", *case["en"]))
    assert verdict.verdict == case["verdict"]
    if "reason" in case:
        assert verdict.reason == case["reason"]


def test_every_reason_of_a_contradiction_has_a_message() -> None:
    codes = {
        compare(claim("zh", *case["zh"]), claim("en", *case["en"])).reason for case in CASES if case["verdict"] == "contradicts"
    }
    assert codes <= set(reasons())


def test_the_table_names_kinds_in_the_order_of_the_contract() -> None:
    order = {kind: number for number, kind in enumerate(CLAIM_KINDS)}
    assert all(one in order and other in order for one, other in TABLE)
    assert not [(one, other) for one, other in TABLE if one != other and (other, one) in TABLE]


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_whole_numbers_agree_only_with_themselves(left: int, right: int) -> None:
    verdict = compare(claim("zh", "count", str(left), f"{left} item"), claim("en", "count", str(right), f"{right} item"))
    assert verdict.agrees == (left == right)


@given(st.sampled_from(CASES))
def test_comparing_gives_one_of_the_verdicts_and_an_affinity_that_is_a_share(case: dict[str, Any]) -> None:
    for one in (case["zh"], case["en"]):
        for other in (case["zh"], case["en"]):
            verdict = compare(claim("zh", *one), claim("en", *other))
            assert 0.0 <= verdict.affinity <= 1.0
            assert verdict.agrees == (verdict.verdict not in ("contradicts", "incomparable"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['zh'][1]} · {case['en'][1]}")
def test_a_claim_equals_itself(case: dict[str, Any]) -> None:
    for one in (case["zh"], case["en"]):
        left, right = claim("zh", *one), claim("en", *one)
        verdict = compare(left, right)
        assert verdict.verdict in ("equal", "compatible"), (one, verdict)
        if isinstance(left.value, NumericValue) and left.value.number is not None:
            assert verdict.verdict == "equal"
