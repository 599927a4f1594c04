"""Holidays with a fixed or computable date, in both languages."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.calendar.date_patterns_zh import ERAS
from duizhao.claims.calendar.dates import Point, Stretch, easter, nth_weekday
from duizhao.claims.calendar.lunar import lunar_date, solar_term_date
from duizhao.claims.calendar.lunar_zh import old_reign
from duizhao.claims.calendar.other_calendars import hebrew_date, islamic_date
from duizhao.claims.lexicon.schema import Holiday
from duizhao.claims.patterns import any_of
from duizhao.model import Lang

_WEEKDAY_RULE = re.compile(r"(?P<month>[0-9]{2})-(?P<weekday>[1-7])-(?P<nth>-?[0-9])(?:\+(?P<days>[0-9]))?")
_YEAR_BEFORE = re.compile(
    "(?P<year>[12][0-9]{3}(?=年|的?$)|[12一二][〇零一二三四五六七八九0-9]{3}(?=年)|(?:[0-9]{2}|[一二九八][〇零一二三四五六七八九])(?=年))年?的?$"
)
# 雍正四年除夕, 民国十年端午
_REIGN_BEFORE = re.compile(f"(?P<era>{any_of(ERAS)})(?P<reign>元|[0-9]{{1,2}}|[一二三四五六七八九十廿卅]{{1,4}})年的?$")
_FIGURES = "0123456789〇一二三四五六七八九零"
# What stands before a name that other countries have as well (新加坡国庆节), where it is the one at home.
_HOME = re.compile(r"(?:\A|[中我祖全]国|中华人民共和国|[^国坡亚兰度本巴南鲜朝西丹典士时利色廷俄德法美英韩泰越印的]) ?\Z")
_HOME_LENGTH = 7
# The longest reign with its year, 中华民国三十五年的, in characters.
_REIGN_LENGTH = 11
_YEAR_AFTER = re.compile("(?:,? (?:of |in )?)(?P<year>[12][0-9]{3})(?![0-9])")


def spellings(name: str) -> tuple[str, ...]:
    """An English name as it may be written: mother's day, mothers' day, mothers day; st, st. and saint.

    >>> spellings("st george's day")
    ("st george's day", "st. george's day", "saint george's day", 'st georges day', 'st. georges day', 'saint georges day')
    """
    owners = [name]
    for mark in ("'s ", "s' "):
        if mark in name and not name.startswith("st"):
            owners = [name.replace(mark, other) for other in ("'s ", "s' ", "s ")]
        elif mark in name:
            owners = [name, name.replace(mark, "s ")]
    saints = ("st ", "st. ", "saint ") if name.startswith("st ") else ("",)
    return tuple(saint + one.removeprefix("st ") if saint else one for one in owners for saint in saints)


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    names = [
        name
        for day in lexicon.calendar().holiday
        for one in ((*day.zh, *day.short, *day.home) if lang == "zh" else day.en)
        for name in _written(lang, one)
    ]
    words = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return re.compile(words if lang == "zh" else f"(?<![a-z])(?:{words})(?![a-z])")


def _written(lang: Lang, name: str) -> tuple[str, ...]:
    return (name,) if lang == "zh" else spellings(name)


@cache
def _by_name() -> dict[str, Holiday]:
    days = lexicon.calendar().holiday
    return {name: day for day in days for one in day.en for name in spellings(one)} | {
        name: day for day in days for name in (*day.zh, *day.short, *day.home)
    }


@cache
def _hints() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of names with a day what stands before it, of the others their longest word: every English name holds one of them."""
    names = {one for day in lexicon.calendar().holiday for name in day.en for one in spellings(name)}
    days = {name[: name.index("day") + 3] for name in names if "day" in name}
    return tuple(sorted(days)), tuple(sorted({max(name.split(" "), key=len) for name in names if "day" not in name}))


def _hinted(folded: str) -> bool:
    """Whether an English text can hold a holiday; plain loops, for they run over all of them in most texts."""
    days, others = _hints()
    if "day" in folded:
        for hint in days:
            if hint in folded:
                return True
    for hint in others:  # noqa: SIM110
        if hint in folded:
            return True
    return False


def find_holidays(folded: str, lang: Lang) -> Iterator[Stretch]:
    """Holidays of folded text with their date; those that move with the year are given with a year only, or left to `resolve`."""
    if lang == "en" and not _hinted(folded):
        return
    for match in _pattern(lang).finditer(folded):
        day = _by_name()[match[0]]
        start, end = match.span()
        if lang == "zh" and folded[start - 1 : start] == "个":
            continue  # 6.4个地球日
        if match[0] in day.home and not _HOME.search(folded, max(0, start - _HOME_LENGTH), start):
            continue
        year: int | None = None
        before = _YEAR_BEFORE.search(folded, max(0, start - 6), start) if lang == "zh" else None
        if before is not None and before.start() and folded[before.start() - 1] in _FIGURES:
            before = None
        reign = _REIGN_BEFORE.search(folded, max(0, start - _REIGN_LENGTH), start) if lang == "zh" and before is None else None
        old = old_reign(reign["era"], reign["reign"]) if reign is not None else None
        if reign is not None and old is not None and day.lunar is not None:
            found = lunar_date(old, int(day.lunar[:2]), int(day.lunar[3:]))
            point = Point(f"{old:04d}") if found is None else Point(f"{found[0]:04d}", found[1], found[2])
            yield Stretch(reign.start(), end, point, point, "exact", "zh.date.holiday/3", None, 0.8)
            continue
        if before is None and match[0] in day.short:
            continue
        after = _YEAR_AFTER.match(folded, end) if lang == "en" else None
        if before is not None:
            year, start = _chinese_year(before["year"]), before.start()
        elif after is not None:
            year, end = int(after["year"]), after.end()
        if day.date is not None:
            point = Point(f"{year:04d}" if year else None, int(day.date[:2]), int(day.date[3:]))
            yield Stretch(start, end, point, point, "exact", f"{lang}.date.holiday/2", None, 0.8)
            continue
        found = date_of(match[0], year) if year is not None else None
        if found is not None:
            point = Point(f"{found[0]:04d}", found[1], found[2])
            yield Stretch(start, end, point, point, "exact", f"{lang}.date.holiday/2", None, 0.8)
        elif year is not None:
            yield Stretch(start, end, Point(f"{year:04d}"), Point(f"{year:04d}"), "exact", f"{lang}.date.holiday/2", None, 0.6)


def _chinese_year(text: str) -> int:
    """2018, 二零一八, 18: of two places the years of this century up to 49, then the last one's."""
    year = int("".join("0" if c in "〇零" else str(_FIGURES.index(c) % 10) if not c.isascii() else c for c in text))
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def apart(found: list[Stretch], gap: int = 2) -> list[Stretch]:
    """The stretches without holidays that only name the day of a date beside them (2017年4月23日世界读书日)."""
    kept: list[Stretch] = []
    for index, one in enumerate(found):
        beside = (found[k] for k in (index - 1, index + 1) if 0 <= k < len(found) and ".holiday" not in found[k].rule)
        same = any(
            (other.last.month, other.last.day) == (one.last.month, one.last.day)
            and max(one.start, other.start) - min(one.end, other.end) <= gap
            for other in beside
        )
        if not (".holiday" in one.rule and same):
            kept.append(one)
    return kept


def date_of(name: str, year: int) -> tuple[int, int, int] | None:
    """Year, month and day of a holiday in a year of the common era, or None where it cannot be computed.

    >>> date_of("easter", 2018), date_of("black friday", 2023), date_of("春节", 2024), date_of("清明", 2020)
    ((2018, 4, 1), (2023, 11, 24), (2024, 2, 10), (2020, 4, 4))
    >>> date_of("memorial day", 2019), date_of("eid al-fitr", 2021)
    ((2019, 5, 27), (2021, 5, 13))
    """
    day = _by_name()[name]
    if day.date is not None:
        return year, int(day.date[:2]), int(day.date[3:])
    if day.lunar is not None:
        month, number = int(day.lunar[:2]), int(day.lunar[3:])
        before = lunar_date(year - 1, month, number) if month == 12 else None
        return before if before is not None and before[0] == year else lunar_date(year, month, number)
    if day.islamic is not None:
        return islamic_date(year, int(day.islamic[:2]), int(day.islamic[3:]))
    if day.hebrew is not None:
        return hebrew_date(year, int(day.hebrew[:2]), int(day.hebrew[3:]))
    if day.term is not None:
        return solar_term_date(year, int(day.term))
    rule = day.rule or ""
    if not 1583 <= year < 9999:
        return None
    if rule.startswith("easter"):
        return _shifted(year, *easter(year), int(rule.removeprefix("easter") or 0))
    return _by_weekday(year, rule)


def _by_weekday(year: int, rule: str) -> tuple[int, int, int]:
    """Month, weekday and which one (-1 the last) of a rule such as 11-4-4+1, with the days after it."""
    parts = _WEEKDAY_RULE.fullmatch(rule)
    assert parts is not None
    month, weekday, nth = int(parts["month"]), int(parts["weekday"]), int(parts["nth"])
    if nth > 0:
        day = nth_weekday(year, month, weekday, nth)
    else:
        day = max(found for found in range(nth_weekday(year, month, weekday, 4), monthrange(year, month)[1] + 1, 7))
    return _shifted(year, month, day, int(parts["days"] or 0))


def _shifted(year: int, month: int, day: int, days: int) -> tuple[int, int, int]:
    from datetime import date, timedelta

    moved = date(year, month, day) + timedelta(days=days)
    return moved.year, moved.month, moved.day
