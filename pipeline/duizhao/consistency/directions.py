"""Figures that rise in one language and fall in the other: 上涨3.4% against "fell 3.4%". Rule `bead.direction/1`.

The figures agree, and what is wrong is the verb beside them. Only words that stand right beside the figure on both sides
count, and only those that keep their sense whatever they are said of (`directions.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from duizhao.consistency.data import read_toml
from duizhao.consistency.items import Item
from duizhao.consistency.match import Match

Direction = Literal["up", "down"]

# Ranks and times are better when they fall: 提高了3秒 is "three seconds faster".
_KINDS = frozenset({"percent", "money", "measure", "count", "number"})
# So far before a figure the word may begin, and so far behind it end, in characters.
_BEFORE, _BEHIND = 48, 40


class _Patterns(NamedTuple):
    """What ends right before a figure, and what begins right behind it; groups `up`, `down` and, before, `turned`."""

    before: re.Pattern[str]
    behind: re.Pattern[str]


def opposite_directions(agreed: Sequence[Match], zh_text: str, en_text: str) -> Iterator[tuple[Match, Direction]]:
    """Pairs of one figure that goes up on one side and down on the other, with where it goes in the English.

    Args:
        agreed: what agrees in a bead.
        zh_text: the Chinese of the bead.
        en_text: the English.
    """
    for pair in agreed:
        if pair.zh.unread or pair.en.unread or not _KINDS.issuperset((pair.zh.view.kind, pair.en.view.kind)):
            continue
        zh = _direction(pair.zh, zh_text, "zh")
        en = _direction(pair.en, en_text, "en") if zh is not None else None
        if en is not None and zh != en:
            yield pair, en


def _direction(item: Item, text: str, lang: Literal["zh", "en"]) -> Direction | None:
    if item.span is None:
        return None
    start, end = item.span
    patterns = _patterns(lang)
    before = patterns.before.search(text[max(0, start - _BEFORE) : start])
    behind = patterns.behind.match(text[end : end + _BEHIND])
    said = {_which(match) for match in (before, behind) if match is not None}
    return said.pop() if len(said) == 1 else None


def _which(match: re.Match[str]) -> Direction | None:
    if match.groupdict().get("turned"):
        return None
    return "up" if match["up"] else "down"


@cache
def _patterns(lang: Literal["zh", "en"]) -> _Patterns:
    facts = read_toml("directions.toml")[lang]
    border, stop = ("(?<![A-Za-z])", "(?![A-Za-z])") if lang == "en" else ("", "")

    def either(up: str, down: str) -> str:
        ways = ("|".join(sorted(facts[side], key=len, reverse=True)) for side in (up, down))
        return "(?:(?P<up>{})|(?P<down>{}))".format(*ways)

    turned = f"(?P<turned>(?:{'|'.join(facts['turned'])}){facts['turned_between']})?"
    before = rf"{turned}{border}{either('up', 'down')}{stop}{facts['between']}\Z"
    behind = f"{facts['behind_between']}{either('up_behind', 'down_behind')}{stop}"
    return _Patterns(re.compile(before, re.I), re.compile(behind, re.I))
