"""What the nouns beside a figure say of it: the unit an ordinal is of, and a unit whose figure was lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from duizhao.claim_words import OF_TIME
from duizhao.consistency.data import read_toml
from duizhao.model import AnyClaim, NumericValue

_BETWEEN = "[ -](?:straight |consecutive |successive |full |whole |calendar )?"


def numbered(claim: AnyClaim, after: str) -> AnyClaim:
    """An ordinal marked with the time it is of, 第四个月 and "the fourth straight year"; other claims as they are."""
    value = claim.value
    if claim.kind != "ordinal" or not isinstance(value, NumericValue) or value.unit is not None:
        return claim
    for unit, pattern in _numbered(claim.lang).items():
        if pattern.search(claim.normalized) if claim.lang == "zh" else pattern.match(after):
            marked: AnyClaim = msgspec.structs.replace(claim, value=msgspec.structs.replace(value, unit=OF_TIME + unit))
            return marked
    return claim


@cache
def _numbered(lang: str) -> Mapping[str, re.Pattern[str]]:
    words = read_toml("unit_words.toml")["numbered"][lang]
    frame = "(?:{})$" if lang == "zh" else _BETWEEN + "(?:{})(?![a-z’'-])"
    return {unit: re.compile(frame.format(word)) for unit, word in words.items()}


def of_other_times(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether of two claims of one figure one is an ordinal of a time and the other of another, or so many of another."""
    if "ordinal" not in (one.kind, other.kind):
        return False
    times = [_time(claim) for claim in (one, other)]
    return None not in times and times[0] != times[1]


def _time(claim: AnyClaim) -> str | None:
    unit = claim.value.unit if isinstance(claim.value, NumericValue) else None
    known = _numbered("en")
    if claim.kind == "duration":
        return unit if unit in known else None
    return unit.removeprefix(OF_TIME) if unit and unit.startswith(OF_TIME) else None


def lost_its_figure(claim: AnyClaim, en_text: str) -> bool:
    """Whether the English has the unit of a Chinese figure bare: 两天, "in days"."""
    value = claim.value
    if claim.lang != "zh" or claim.kind not in ("duration", "measure") or not isinstance(value, NumericValue):
        return False
    pattern = _bare().get(value.unit or "")
    return value.number is not None and pattern is not None and pattern.search(en_text) is not None


@cache
def _bare() -> Mapping[str, re.Pattern[str]]:
    facts = read_toml("unit_words.toml")
    words = "|".join(facts["bare"]["after"])
    before = rf"(?:^|[,;:(] ?|(?<![A-Za-z])(?:{words}) )"
    return {unit: re.compile(rf"{before}(?:{'|'.join(nouns)})(?![A-Za-z’'-])", re.I) for unit, nouns in facts["plural"].items()}
