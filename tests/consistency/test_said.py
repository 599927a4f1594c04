"""Pairs read from their text on: words that say a figure (data/said.jsonl), and the whole number language over sentences of
several genres, sound and with another value on either side (data/number_language.jsonl)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duizhao.claims import Mention, extract, unread
from duizhao.consistency import check_pair
from duizhao.model import AnyClaim, Claim, Lang, claim_id
from duizhao.settings import Settings

SETTINGS = Settings()
DATA = Path(__file__).parent / "data"
CASES = [json.loads(line) for line in (DATA / "said.jsonl").read_text(encoding="utf-8").splitlines()]
LANGUAGE = [json.loads(line) for line in (DATA / "number_language.jsonl").read_text(encoding="utf-8").splitlines()]


def claims(mentions: list[Mention], text: str, lang: Lang) -> list[AnyClaim]:
    """Mentions as claims of one source."""
    return [
        Claim(
            id=claim_id(lang, one.start, one.end, one.kind),
            document="",
            source=lang,
            segment="",
            lang=lang,
            kind=one.kind,
            surface=text[one.start : one.end],
            start=one.start,
            end=one.end,
            normalized=text[one.start : one.end],
            value=one.value,  # type: ignore[arg-type]
            qualifier=one.qualifier,
            subject=one.subject,
            confidence=one.confidence,
            rule=one.rule,
        )
        for one in mentions
    ]


def reasons(zh: str, en: str) -> list[str]:
    """The reasons of the findings at major and above."""
    sides = []
    for text, lang in ((zh, "zh"), (en, "en")):
        read = extract(text, lang, SETTINGS.claims)  # type: ignore[arg-type]
        sides.append((claims(read, text, lang), claims(unread(text, lang, read), text, lang)))  # type: ignore[arg-type]
    (zh_claims, zh_unread), (en_claims, en_unread) = sides
    found = check_pair(zh_claims, en_claims, zh, en, SETTINGS.consistency, zh_unread=zh_unread, en_unread=en_unread)
    return sorted(row.reason for row in found if row.severity in ("critical", "major"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['zh']} · {case['en']}")
def test_words_that_say_a_figure_are_compared(case: dict[str, Any]) -> None:
    assert reasons(case["zh"], case["en"]) == case["findings"]


@pytest.mark.parametrize("case", LANGUAGE, ids=lambda case: f"{case['zh']} · {case['en']}")
def test_a_value_said_in_any_form_is_silent_when_sound_and_flagged_when_changed_on_either_side(case: dict[str, str]) -> None:
    assert reasons(case["zh"], case["en"]) == []
    assert reasons(case["zh"], case["wrong_en"])
    assert reasons(case["wrong_zh"], case["en"])
