"""Dates of the Chinese calendar in English text: the 15th day of the eighth lunar month, May 5 of the lunar calendar.

With a year, or under a reign before 1912 (`the 15th day of the 8th month of the 4th year of Yongzheng`), they are computed;
without one the claim has no year (`XXXX`) and keeps month and day in its anchor, as in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims.calendar.date_patterns_en import DAY, MONTH_NAME, MONTHS, NTH, REIGN_NAME, REIGNS
from duizhao.claims.calendar.dates import Point, Stretch
from duizhao.claims.calendar.lunar import told_days
from duizhao.claims.calendar.years_en import day_value

_KIND = "(?:chinese |traditional )?(?:lunar|chinese|agricultural|lunisolar)"
_CALENDAR = rf"(?:of|in|on|by|according to) the {_KIND} (?:calendar|year)(?![a-z])"
_YEAR = r"(?:(?:,|,? (?:of|in)) (?:the year )?(?P<year>[12][0-9]{3})(?![0-9]|[,.][0-9]))"
_REIGN = (
    rf"(?: of|,| in)? the (?P<nth>{DAY}) year (?:of|in|under) (?:the )?(?:reign of )?(?:the )?(?:emperor )?"
    rf"(?P<era>{REIGN_NAME})(?![a-z])(?:(?: emperor)?(?:'s)?(?: reign| era| period)(?![a-z]))?"
)
_DAY_OF = rf"(?:(?:the )?(?P<day>{DAY}|last)(?: day)? of (?:the )?)?"
_LEAP = "(?P<leap>leap |intercalary )?"
_DATES = (
    re.compile(rf"(?<![a-z0-9]){_DAY_OF}{_LEAP}(?P<month>{DAY}) (?:{_KIND} month(?![a-z])|month {_CALENDAR}){_YEAR}?"),
    re.compile(rf"(?<![a-z0-9]){_DAY_OF}{_LEAP}(?P<month>{DAY}) (?:{_KIND} )?month{_REIGN}"),
)
# the tenth day of the seventh month, of whichever calendar
_COUNTED = re.compile(
    rf"(?<![a-z0-9])(?P<day>{NTH}) day of the (?P<month>{NTH}) month(?![a-z]| (?:of|in|on|after|since)(?![a-z]))"
)
# May 5 of the lunar calendar, lunar May 5th
_NAMED = re.compile(
    rf"(?<![a-z0-9])(?P<lunar>lunar )?(?P<name>{MONTH_NAME}) (?P<day>{DAY})(?![a-z0-9])(?(lunar)| {_CALENDAR}){_YEAR}?"
)
# Until then the dates of a reign are those of the Chinese calendar; Japan changed on its own.
_NEW_CALENDAR = 1912
_JAPANESE = frozenset({"meiji"})


def find_lunar(folded: str) -> Iterator[Stretch]:
    """The days and months of the Chinese calendar in folded text."""
    if " month" in folded:
        for pattern in _DATES:
            for match in pattern.finditer(folded):
                yield from _dated(match, day_value(match["month"]), leap=bool(match["leap"]))
        for match in _COUNTED.finditer(folded):
            point = Point(None, day_value(match["month"]), day_value(match["day"]))
            if 1 <= (point.month or 0) <= 12 and 1 <= (point.day or 0) <= 31:
                yield Stretch(*match.span(), point, point, "exact", "en.date.counted-month/1", None, 0.75)
    if "lunar " in folded or "chinese " in folded:
        for match in _NAMED.finditer(folded):
            yield from _dated(match, MONTHS[match["name"].rstrip(".")], leap=False)


def _dated(match: re.Match[str], month: int, *, leap: bool) -> Iterator[Stretch]:
    """The stretch of a match: a day, or a month from its first day to its last."""
    told = match["day"]
    day = None if told is None else 30 if told == "last" else day_value(told)
    year = _year_of(match)
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 30) or (year is None and "nth" in match.re.groupindex):
        return
    start = match.start() + (4 if match[0].startswith("the ") else 0)
    reign = "nth" in match.re.groupindex
    first, last, anchor, resolved = told_days(year, month, day, leap=leap, reign=reign, last=told == "last")
    yield Stretch(start, match.end(), first, last, "exact", "en.date.lunar/2", anchor, 0.8, resolved)


def _year_of(match: re.Match[str]) -> int | None:
    """The year of the common era in which the Chinese year of a match begins; None without one, and for a reign from 1912 on."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if not groups.get("era"):
        return None
    year = REIGNS[groups["era"]] + day_value(groups["nth"]) - 1
    return year if year < _NEW_CALENDAR and groups["era"] not in _JAPANESE else None
