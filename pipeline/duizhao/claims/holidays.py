"""Holidays with a fixed or computable date, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.dates import Point, Stretch, easter, nth_weekday
from duizhao.claims.lunar import lunar_date
from duizhao.model import Lang

_YEAR_BEFORE = re.compile("(?P<year>[12][0-9]{3})年?(?:的)?$")
_YEAR_AFTER = re.compile("(?:,? (?:of |in )?)(?P<year>[12][0-9]{3})(?![0-9])")


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    names = [name for day in lexicon.calendar().holiday for name in (day.zh if lang == "zh" else day.en)]
    words = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return re.compile(words if lang == "zh" else f"(?<![a-z])(?:{words})(?![a-z])")


@cache
def _by_name() -> dict[str, lexicon.Holiday]:
    return {name: day for day in lexicon.calendar().holiday for name in (*day.zh, *day.en)}


@cache
def _letters(lang: Lang) -> frozenset[str]:
    """Two letters of every name, to see fast that a text holds none."""
    return frozenset(name[:2] for day in lexicon.calendar().holiday for name in (day.zh if lang == "zh" else day.en))


def find_holidays(folded: str, lang: Lang) -> Iterator[Stretch]:
    """Holidays of folded text with their date; those that move with the year are given with a year only, or left to `resolve`."""
    for match in _pattern(lang).finditer(folded):
        day = _by_name()[match[0]]
        start, end = match.span()
        year: int | None = None
        before = _YEAR_BEFORE.search(folded, max(0, start - 6), start) if lang == "zh" else None
        after = _YEAR_AFTER.match(folded, end) if lang == "en" else None
        if before is not None:
            year, start = int(before["year"]), before.start()
        elif after is not None:
            year, end = int(after["year"]), after.end()
        if day.date is not None:
            point = Point(f"{year:04d}" if year else None, int(day.date[:2]), int(day.date[3:]))
            yield Stretch(start, end, point, point, "exact", f"{lang}.date.holiday/1", None, 0.8)
            continue
        found = date_of(match[0], year) if year is not None else None
        if found is not None:
            point = Point(f"{found[0]:04d}", found[1], found[2])
            yield Stretch(start, end, point, point, "exact", f"{lang}.date.holiday/1", None, 0.8)
        elif year is not None:
            yield Stretch(start, end, Point(f"{year:04d}"), Point(f"{year:04d}"), "exact", f"{lang}.date.holiday/1", None, 0.6)


def date_of(name: str, year: int) -> tuple[int, int, int] | None:
    """Year, month and day of a holiday in a year of the common era, or None where it cannot be computed.

    >>> date_of("easter", 2018), date_of("thanksgiving", 2023), date_of("春节", 2024)
    ((2018, 4, 1), (2023, 11, 23), (2024, 2, 10))
    """
    day = _by_name()[name]
    if day.date is not None:
        return year, int(day.date[:2]), int(day.date[3:])
    if day.lunar is not None:
        return lunar_date(year, int(day.lunar[:2]), int(day.lunar[3:]))
    rule = day.rule or ""
    if rule.startswith("easter"):
        if not 1583 <= year <= 9999:
            return None
        return _shifted(year, *easter(year), int(rule.removeprefix("easter") or 0))
    month, weekday, nth = (int(part) for part in rule.split("-"))
    return (year, month, nth_weekday(year, month, weekday, nth)) if 1 <= year <= 9999 else None


def _shifted(year: int, month: int, day: int, days: int) -> tuple[int, int, int]:
    from datetime import date, timedelta

    moved = date(year, month, day) + timedelta(days=days)
    return moved.year, moved.month, moved.day
