"""What stands around a Chinese unit and changes what it says: 每小时80公里, 50米每毫秒, 每隔一天, 大半年."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.patterns import any_of
from duizhao.claims.quantities.compounds_zh import plus, unit_at
from duizhao.claims.units import UnitWord, rate
from duizhao.model import Qualifier

_WORDS = lexicon.chinese_words()
_PER_TIME = re.compile(f"(?P<per>{any_of(_WORDS.speed)})(?:{any_of(_WORDS.speed_between)})? ?$")
# What is told by a gap: 每隔一天; of days up to so many.
_SPACED = frozenset({"day", "week", "month", "year"})
_SPACED_DAYS = 6
# More than half of it, less than half of it.
_HALVES: dict[str, Qualifier] = {"大": "over", "小": "nearly"}


def speed(text: str, start: int, unit: str) -> tuple[int, str]:
    """每小时80公里, 时速350公里: the time before the number belongs to it."""
    if unit not in {"km", "m", "[mi_i]", "[nmi_i]"}:
        return start, unit
    before = text[max(0, start - 10) : start]
    match = _PER_TIME.search(before)
    if match is None:
        return start, unit
    return start - len(before) + match.start(), f"{unit}/{_WORDS.speed[match['per']]}"


def told_by(text: str, unit: str, stop: int) -> tuple[str, int]:
    """50米每毫秒, 3毫克/升: what a measure is told by belongs to its unit; and where it ends."""
    if text[stop : stop + 1] not in {"每", "/"}:
        return unit, stop
    below = (stop + 2, UnitWord("duration", "hour")) if text.startswith("时", stop + 1) else unit_at(text, stop + 1)
    if below is None and text.startswith("分", stop + 1):
        below = stop + 2, UnitWord("duration", "minute")
    told = rate(unit, below[1]) if below is not None else None
    return (told, below[0]) if told is not None and below is not None else (unit, stop)


def every_other(text: str, number: Numeral, unit: str | None) -> Numeral:
    """每隔一天 is every second day; 每隔两天 is mostly every third, and some mean every second by it: both are bounds."""
    if number.number is None or text[number.start - 2 : number.start] != "每隔" or unit not in _SPACED:
        return number
    if number.number == 1:
        return plus(number, Fraction(1))
    days = unit == "day" and number.number <= _SPACED_DAYS
    return replace(number, number=None, high=number.number + 1) if days else number


def large_half(text: str, number: Numeral) -> tuple[int, Numeral]:
    """大半年 is more than half a year, 小半天 less than half a day; and where it begins."""
    size = text[number.start - 1 : number.start]
    if number.form != "half" or size not in _HALVES or number.qualifier != "exact":
        return number.start, number
    return number.start - 1, replace(number, qualifier=_HALVES[size])
