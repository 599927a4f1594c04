"""从一百四十斤减到了一百一, 从九十涨到一百二十元: both ends of a change have the unit that one of them names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import msgspec

from duizhao.claims.mention import Mention
from duizhao.model import NumericValue

_FROM = re.compile(r"(?:从|由|自)(?:原来的?|最初的?|之前的?|此前的?|以前的?|去年的?|上年的?|目前的?|最高的?)?\Z")
_TO = re.compile(
    "(?:一下子|逐步|逐渐|慢慢|直接|一路|大幅|猛|已经|又|都|一)?"
    "(?:[降减增涨升跌瘦掉缩调变胖改加长提扩拉飙猛攀滑回压](?:[低高少加长短大小升涨跌降减落]|缩短)?了?)?(?:到|至|为|成)了?"
)
_CLOSING = re.compile("[，。；、！？）”]|以[上下]|左右|了|$")
_KINDS = frozenset({"money", "measure", "percent", "duration", "age"})
_BARE = "zh.number.bare/1"
# 从3万元涨到5: the scale is left out as well, and which it is nobody says.
_SCALED = frozenset("万亿")
_REACH = 6


def of_one_unit(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text in reading order; a bare number at one end of a change gets the unit of the other end."""
    found = list(mentions)
    for k, (first, second) in enumerate(pairwise(mentions)):
        if _BARE not in (first.rule, second.rule) or _TO.fullmatch(text, first.end, second.start) is None:
            continue
        if _FROM.search(text, max(0, first.start - _REACH), first.start) is None:
            continue
        if second.rule == _BARE and first.kind in _KINDS and _CLOSING.match(text, second.end):
            if not (_SCALED & set(text[first.start : first.end]) and not _SCALED & set(text[second.start : second.end])):
                found[k + 1] = _with_unit(second, first)
        elif first.rule == _BARE and second.kind in _KINDS and not _SCALED & set(text[first.start : second.end]):
            found[k] = _with_unit(first, second)
    return found


def _with_unit(bare: Mention, other: Mention) -> Mention:
    assert isinstance(bare.value, NumericValue)
    assert isinstance(other.value, NumericValue)
    value = msgspec.structs.replace(bare.value, unit=other.value.unit)
    return replace(bare, kind=other.kind, value=value, rule=f"zh.{other.kind}.carried/1", confidence=0.8)
