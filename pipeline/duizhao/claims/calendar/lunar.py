"""The Chinese calendar, computed: new moons and solar terms in China's time decide the months (GB/T 33661-2017).

The moon and the sun are taken from the series of Jean Meeus, Astronomical Algorithms, second edition, chapters 25 and 49, cut
where a minute no longer counts.

Valid for the years 1700 to 2200; before 1929 China counted in Peking's own time, which is allowed for.
"""

from __future__ import annotations

import math
from datetime import date
from functools import cache
from itertools import pairwise

from duizhao.claims.calendar.dates import Point

_FIRST, _LAST = 1700, 2200
_EPOCH = 2451545.0
_MONTH_DAYS = 29.530588861
# Terms of the new moon: coefficient in days, power of E, multiples of the anomalies of sun and moon and of the moon's latitude.
_NEW_MOON = (
    (-0.40720, 0, 0, 1, 0),
    (0.17241, 1, 1, 0, 0),
    (0.01608, 0, 0, 2, 0),
    (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0),
    (-0.00514, 1, 1, 1, 0),
    (0.00208, 2, 2, 0, 0),
    (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2),
    (0.00056, 1, 1, 2, 0),
    (-0.00042, 0, 0, 3, 0),
    (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2),
    (-0.00024, 1, -1, 2, 0),
)


def lunar_date(year: int, month: int, day: int, *, leap: bool = False) -> tuple[int, int, int] | None:
    """The common-era date of a day of the Chinese year that begins in `year`.

    The twelfth month's day 30 is the eve of the next year, and so its last day, also where it has but 29.

    Returns:
        None outside 1700 to 2200, and for a day or a leap month that the year does not have.

    >>> lunar_date(2020, 1, 1), lunar_date(2023, 8, 15), lunar_date(2024, 12, 30), lunar_date(2020, 4, 1, leap=True)
    ((2020, 1, 25), (2023, 9, 29), (2025, 1, 28), (2020, 5, 23))
    """
    found = _months(year).get((month, leap)) if _FIRST <= year <= _LAST else None
    if found is None:
        return None
    start, days = found
    if (month, day) == (12, 30):
        day = days
    return _told(start + day - 1) if 1 <= day <= days else None


def lunar_month(year: int, month: int, *, leap: bool = False) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """The first and the last day of a month of the Chinese year that begins in `year`, as `lunar_date` gives them.

    >>> lunar_month(1900, 7)
    ((1900, 7, 26), (1900, 8, 24))
    """
    found = _months(year).get((month, leap)) if _FIRST <= year <= _LAST else None
    return None if found is None else (_told(found[0]), _told(found[0] + found[1] - 1))


def lunar_days(year: int, month: int, day: int | None, *, leap: bool = False) -> tuple[Point, Point] | None:
    """The day, or the first and the last one of the month where `day` is None, as `lunar_date` and `lunar_month` give them.

    >>> [point.edtf() for point in lunar_days(2020, 8, 15) or ()]
    ['2020-10-01', '2020-10-01']
    """
    if day is None:
        whole = lunar_month(year, month, leap=leap)
    else:
        found = lunar_date(year, month, day, leap=leap)
        whole = None if found is None else (found, found)
    if whole is None:
        return None
    first, last = (Point(f"{told[0]:04d}", told[1], told[2]) for told in whole)
    return first, last


def told_days(
    year: int | None, month: int, day: int | None, *, leap: bool, reign: bool, last: bool = False
) -> tuple[Point, Point, str | None, str | None]:
    """What a text means that names a month or a day of the Chinese calendar.

    Args:
        year: as in `lunar_date`; None where the text leaves it out.
        month: 1 to 12.
        day: 1 to 30; None for the whole month.
        leap: the leap month that follows the month of that number.
        reign: the year is one of a reign: a month of it stays as it is written.
        last: the last day of the month is meant, whichever it is.

    Returns:
        First and last day, `anchor` and `resolved` of the stretch, see `dates.Stretch`.
    """
    if year is None:
        anchor = None if leap else f"lunar:{month:02d}" + ("" if day is None else f"-{day:02d}")
        point = Point(None, month) if day is None and not leap else Point(None)
        return point, point, anchor, None
    days = lunar_days(year, month, None if last else day, leap=leap)
    if reign and day is None and not leap:
        point = Point(f"{year:04d}", month)
        return point, point, None, "" if days is None else f"{days[0].edtf()}/{days[1].edtf()}"
    if days is None:
        return Point(f"{year:04d}"), Point(f"{year:04d}"), None, None
    return days[1] if last else days[0], days[1], None, None


def _told(ordinal: int) -> tuple[int, int, int]:
    found = date.fromordinal(ordinal)
    return found.year, found.month, found.day


def solar_term_date(year: int, longitude: int) -> tuple[int, int, int] | None:
    """The day of a year, in China's time, on which the sun reaches a longitude (15 is 清明, 270 冬至); None outside 1700 to 2200.

    >>> solar_term_date(2023, 15), solar_term_date(2023, 270), solar_term_date(2021, 315)
    ((2023, 4, 5), (2023, 12, 22), (2021, 2, 3))
    """
    if not _FIRST <= year <= _LAST:
        return None
    about = date(year, 1, 1).toordinal() + round((longitude - 280) % 360 * 365.2422 / 360)
    found = date.fromordinal(_term_near(about, longitude))
    return found.year, found.month, found.day


@cache
def _months(year: int) -> dict[tuple[int, bool], tuple[int, int]]:
    """The months of a Chinese year by number and whether they are a leap month: first day (proleptic ordinal), days."""
    starts = _between_solstices(year - 1) + _between_solstices(year)
    first = next(index for index, (number, leap, _) in enumerate(starts) if number == 1 and not leap)
    months: dict[tuple[int, bool], tuple[int, int]] = {}
    for (number, leap, start), (_, _, following) in pairwise(starts[first:]):
        if (number, leap) in months:
            break  # the first month of the next year
        months[number, leap] = start, following - start
    return months


@cache
def _between_solstices(year: int) -> tuple[tuple[int, bool, int], ...]:
    """The months from the one that holds the winter solstice of `year` up to the next: number, leap, first day."""
    solstice, following = _solar_term(year, 270), _solar_term(year + 1, 270)
    starts = [_new_moon_on_or_before(solstice)]
    while True:
        coming = _new_moon_after(starts[-1])
        if coming > following:
            break
        starts.append(coming)
    last = starts.pop() if starts[-1] == _new_moon_on_or_before(following) else None
    assert last is not None
    leap_at = -1
    if len(starts) == 13:
        ends = [*starts[1:], last]
        leap_at = next(k for k in range(1, 13) if not _holds_major_term(starts[k], ends[k]))
    result = []
    number = 11
    for index, start in enumerate(starts):
        leap = index == leap_at
        if index and not leap:
            number = number % 12 + 1
        result.append((number, leap, start))
    return tuple(result)


def _holds_major_term(start: int, end: int) -> bool:
    """Whether the sun enters a sign, 30 degrees on, from the first day of a month to the day before the next."""
    return int(_longitude_at(start) // 30) != int(_longitude_at(end) // 30)


def _longitude_at(ordinal: int) -> float:
    """The sun's longitude at midnight, China's time, when a day begins."""
    return _sun_longitude(ordinal + 1721424.5 - _zone(ordinal) + _delta_t(ordinal))


def _zone(ordinal: int) -> float:
    """China's time ahead of Greenwich, in days: 120 degrees east since 1929, Peking's 116 degrees 25 minutes before."""
    return (8.0 if ordinal >= date(1929, 1, 1).toordinal() else 116.4167 / 15) / 24


def _delta_t(ordinal: int) -> float:
    """Terrestrial time minus universal time, in days, to a quarter of a minute (Espenak and Meeus, 2006, simplified)."""
    t = (ordinal - date(2000, 1, 1).toordinal()) / 36525
    years = 2000 + 100 * t
    if years >= 1955:
        seconds = 63.8 + 64 * t + 50 * t * t
    elif years >= 1860:
        seconds = max(-6.0, min(31.0, (years - 1900) * 0.55))
    else:
        seconds = 12.0
    return seconds / 86400


def _sun_longitude(jde: float) -> float:
    """Apparent longitude of the sun in degrees, to about 0.01."""
    t = (jde - _EPOCH) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


@cache
def _solar_term(year: int, longitude: int) -> int:
    """The day, China's time, on which the sun reaches a longitude late in a year."""
    return _term_near(date(year, 12, 21).toordinal(), longitude)


def _term_near(about: int, longitude: int) -> int:
    """The day, China's time, on which the sun reaches a longitude, the nearest to a day given."""
    jde = about + 1721425.0
    for _ in range(8):
        apart = (longitude - _sun_longitude(jde) + 180) % 360 - 180
        jde += apart * 365.2422 / 360
    ordinal = math.floor(jde - 1721424.5)
    return math.floor(jde - _delta_t(ordinal) + _zone(ordinal) - 1721424.5)


def _new_moon_on_or_before(ordinal: int) -> int:
    k = math.floor((ordinal + 1721425 - 2451550.09766) / _MONTH_DAYS) + 1
    while _new_moon(k) > ordinal:
        k -= 1
    return _new_moon(k)


def _new_moon_after(ordinal: int) -> int:
    k = math.floor((ordinal + 1721425 - 2451550.09766) / _MONTH_DAYS) - 1
    while _new_moon(k) <= ordinal:
        k += 1
    return _new_moon(k)


@cache
def _new_moon(k: int) -> int:
    """The day, China's time, of the k-th new moon after the first of the year 2000."""
    t = k / 1236.85
    jde = 2451550.09766 + _MONTH_DAYS * k + 0.00015437 * t * t
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = math.radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    node = math.radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
    for coefficient, power, of_sun, of_moon, of_latitude in _NEW_MOON:
        jde += coefficient * e**power * math.sin(of_sun * sun + of_moon * moon + of_latitude * latitude)
    jde += -0.00017 * math.sin(node) + 0.000325 * math.sin(math.radians(299.77 + 0.107408 * k - 0.009173 * t * t))
    ordinal = math.floor(jde - 1721424.5)
    return math.floor(jde - _delta_t(ordinal) + _zone(ordinal) - 1721424.5)
