"""A role that moved: two people of a bead whose offices changed places in the translation. Rule `bead.role/1`."""

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


def _role(pair: Match, side: str) -> str:
    value = (pair.zh if side == "zh" else pair.en).claim.value
    return value.role or "" if isinstance(value, PersonValue) else ""
