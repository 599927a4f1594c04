"""Days of the Chinese calendar with their year in English text: the 15th day of the eighth lunar month of 2020.

Without a year they stay the ordinals that they are written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims.calendar.date_patterns_en import DAY
from duizhao.claims.calendar.dates import Point, Stretch
from duizhao.claims.calendar.lunar import lunar_date
from duizhao.claims.calendar.years_en import day_value

_CALENDAR = "(?:chinese |traditional )?(?:lunar|chinese|agricultural|lunisolar)"
_YEAR = r"(?:,? (?:of|in) (?:the year )?)(?P<year>[12][0-9]{3})(?![0-9])"
_DATE = re.compile(
    rf"(?<![a-z0-9])(?:the )?(?P<day>{DAY})(?: day)? of the (?P<month>{DAY}) "
    rf"(?:{_CALENDAR} month|month (?:of|in|on) the {_CALENDAR} (?:calendar|year))(?![a-z]){_YEAR}"
)


def find_lunar(folded: str) -> Iterator[Stretch]:
    """The days of lunar months in folded text that stand with a year."""
    if " month" not in folded:
        return
    for match in _DATE.finditer(folded):
        month, day = day_value(match["month"]), day_value(match["day"])
        found = lunar_date(int(match["year"]), month, day) if 1 <= month <= 12 and 1 <= day <= 30 else None
        if found is not None:
            start = match.start() + (4 if match[0].startswith("the ") else 0)
            point = Point(f"{found[0]:04d}", found[1], found[2])
            yield Stretch(start, match.end(), point, point, "exact", "en.date.lunar/1", None, 0.8)
