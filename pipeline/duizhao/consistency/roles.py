"""Roles that the translation gives to the wrong person, or gets wrong: two offices that changed places, or another office of the
same person. Rule `bead.role/2`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from duizhao.consistency.data import read_toml
from duizhao.consistency.match import Match
from duizhao.model import PersonValue


@cache
def _roles() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(row["zh"]), re.compile(row["en"], re.I)) for row in read_toml("roles.toml")["role"])


@cache
def same_role(zh: str, en: str) -> bool:
    """Whether a Chinese and an English role name the same office; unknown roles are the same as nothing.

    >>> same_role("市卫生健康委副主任", "deputy director"), same_role("市长", "deputy director")
    (True, False)
    """
    return any(chinese.search(zh) and english.search(en) for chinese, english in _roles())


def moved_roles(agreed: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """Pairs of people, each named alike on both sides, each with the other's role in the English."""
    people = [pair for pair in agreed if _role(pair, "zh") and _role(pair, "en")]
    for one, other in combinations(people, 2):
        swapped = same_role(_role(one, "zh"), _role(other, "en")) and same_role(_role(other, "zh"), _role(one, "en"))
        kept = same_role(_role(one, "zh"), _role(one, "en")) or same_role(_role(other, "zh"), _role(other, "en"))
        if swapped and not kept:
            yield one, other


def wrong_offices(agreed: Sequence[Match]) -> Iterator[Match]:
    """People named alike on both sides who hold one office in the Chinese and another in the English."""
    for pair in agreed:
        zh, en = _offices(_role(pair, "zh"), 0), _offices(_role(pair, "en"), 1)
        if len(zh) == len(en) == 1 and zh != en:
            yield pair


@cache
def _offices(role: str, side: int) -> frozenset[int]:
    """Which rows of offices a role fits; `side` is 0 for Chinese, 1 for English."""
    return frozenset(index for index, patterns in enumerate(_office_patterns()) if role and patterns[side].search(role))


@cache
def _office_patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = read_toml("roles.toml")["office"]
    return tuple((re.compile(row["zh"]), re.compile(f"(?<![a-z])(?:{row['en']})", re.I)) for row in rows)


def _role(pair: Match, side: str) -> str:
    value = (pair.zh if side == "zh" else pair.en).claim.value
    return value.role or "" if isinstance(value, PersonValue) else ""
