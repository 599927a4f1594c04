"""Days of the Hebrew and of the tabular Islamic calendar in the common era, by arithmetic alone.

The rules are those of Reingold and Dershowitz, Calendrical Calculations: the Hebrew year by its molad and delays, the Islamic
one by its thirty-year cycle with eleven leap years. Where the moon is watched, the Islamic day may differ by one.
"""

from __future__ import annotations

from datetime import date

_HEBREW_EPOCH = -1373427
_ISLAMIC_EPOCH = 227015
# Years of the common era in which both are worked out.
_FIRST, _LAST = 1600, 2400


def hebrew_date(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The day of a year of the common era that is this day of the Hebrew calendar; month 1 is Nisan, 12 the Adar of Purim.

    >>> hebrew_date(2020, 9, 25), hebrew_date(2024, 7, 1), hebrew_date(2024, 12, 14), hebrew_date(2023, 1, 15)
    ((2020, 12, 11), (2024, 10, 3), (2024, 3, 24), (2023, 4, 6))
    """
    if not _FIRST <= year <= _LAST:
        return None
    for own in (year + 3760, year + 3761):
        found = _in_year(year, _hebrew_ordinal(own, month, day))
        if found is not None:
            return found
    return None


def islamic_date(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The first day of a year of the common era that is this day of the Islamic calendar.

    >>> islamic_date(2019, 10, 1), islamic_date(2024, 12, 10)
    ((2019, 6, 5), (2024, 6, 17))
    """
    if not _FIRST <= year <= _LAST:
        return None
    about = (year - 622) * 33 // 32
    for own in range(about - 1, about + 3):
        found = _in_year(year, _islamic_ordinal(own, month, day))
        if found is not None:
            return found
    return None


def _in_year(year: int, ordinal: int) -> tuple[int, int, int] | None:
    found = date.fromordinal(ordinal)
    return (found.year, found.month, found.day) if found.year == year else None


def _islamic_ordinal(year: int, month: int, day: int) -> int:
    return day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH - 1


def _hebrew_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _delay(year: int) -> int:
    """Days from the epoch to the molad's new year, with the delay that keeps holidays off certain weekdays."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _new_year(year: int) -> int:
    before, own, after = _delay(year - 1), _delay(year), _delay(year + 1)
    shift = 2 if after - own == 356 else 1 if own - before == 382 else 0
    return _HEBREW_EPOCH + own + shift


def _length(year: int, month: int) -> int:
    """Days of a month; month 12 of a leap year is the first Adar and 13 the second."""
    days = _new_year(year + 1) - _new_year(year)
    if month in {2, 4, 6, 10, 13} or (month == 12 and not _hebrew_leap(year)):
        return 29
    if month == 8 and days not in {355, 385}:
        return 29
    return 29 if month == 9 and days in {353, 383} else 30


def _hebrew_ordinal(year: int, month: int, day: int) -> int:
    """The proleptic ordinal of a day; the year begins with month 7, Tishri, and Purim stands in the last Adar."""
    leap = _hebrew_leap(year)
    month = 13 if month == 12 and leap else month
    last = 13 if leap else 12
    before = range(7, month) if month >= 7 else (*range(7, last + 1), *range(1, month))
    return _new_year(year) + sum(_length(year, one) for one in before) + day - 1
