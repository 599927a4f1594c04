"""Points and stretches of the calendar, in EDTF (ISO 8601-2), whatever language they were read from."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace

from duizhao.claims.cover import Cover
from duizhao.claims.mention import Mention
from duizhao.model import DateValue, Qualifier

_FULL = re.compile(r"(?P<year>-?[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Point:
    """A date as far as the words give it.

    Attributes:
        year: four places, unknown ones `X` (`2011`, `197X`, `18XX`, `-04XX`), or None.
        month: 1 to 12, or a part of the year: 21-24 seasons, 33-36 quarters, 40-41 halves; None when not given.
        day: 1 to 31, or None.
    """

    year: str | None
    month: int | None = None
    day: int | None = None

    def edtf(self) -> str:
        """EDTF with unknown parts as `X`.

        >>> Point("2011").edtf(), Point(None, 5, 13).edtf(), Point(None, None, 29).edtf(), Point("2023", 33).edtf()
        ('2011', 'XXXX-05-13', 'XXXX-XX-29', '2023-33')
        """
        text = self.year or "XXXX"
        if self.month is not None:
            text += f"-{self.month:02d}"
        elif self.day is not None:
            text += "-XX"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A date found in a text: `first` to `last` (the same for a point), with its place and qualifier.

    Attributes:
        start: offset in code points.
        end: offset, exclusive.
        anchor: what an incomplete date leans on, see `Mention.anchor`.
        rule: name and version of the rule.
        resolved: the EDTF of the days meant where they are not those written (康熙三年五月 is a month of the Chinese calendar),
            empty where they cannot be computed; None where the date is what is written.
    """

    start: int
    end: int
    first: Point
    last: Point
    qualifier: Qualifier
    rule: str
    anchor: str | None = None
    confidence: float = 0.95
    resolved: str | None = None

    def mention(self) -> Mention:
        """The claim."""
        edtf = self.first.edtf() if self.first == self.last else f"{self.first.edtf()}/{self.last.edtf()}"
        if impossible(edtf):
            value = DateValue(edtf=edtf, resolved=None, resolved_from="impossible")
        else:
            complete = edtf if self.first.year and self.last.year else None
            value = DateValue(edtf=edtf, resolved=complete if self.resolved is None else self.resolved or None)
        return Mention(
            self.start,
            self.end,
            "date",
            value,
            self.qualifier,
            None,
            self.confidence,
            self.rule,
            self.anchor,
        )


def joined(first: Stretch, last: Stretch) -> Stretch | None:
    """One stretch from two dates with "to" between them, each giving the other what it lacks; None where they do not fit.

    >>> a = Stretch(0, 1, Point("2020", 5, 13), Point("2020", 5, 13), "exact", "r/1")
    >>> b = Stretch(2, 3, Point(None, 6, 11), Point(None, 6, 11), "exact", "r/1")
    >>> joined(a, b).mention().value.edtf
    '2020-05-13/2020-06-11'
    """
    if first.first != first.last or last.first != last.last:
        return None
    start, end = first.first, last.first
    if start.month is not None and end.month is None and end.day is not None:
        end = replace(end, month=start.month)
    if start.day is not None and start.month is None and end.month is not None and end.day is not None:
        start = replace(start, month=end.month)
    if start.year is None and end.year is not None and start.month is not None:
        start = replace(start, year=end.year)
    elif end.year is None and start.year is not None and end.month is not None:
        end = replace(end, year=_next(start, end))
    if (start.day is None) != (end.day is None) and (start.month is None or end.month is None):
        return None
    if start.year is not None and end.year is not None and _order(end) < _order(start):
        return None
    qualifier = first.qualifier if first.qualifier == last.qualifier else "exact"
    return replace(
        first,
        end=last.end,
        first=start,
        last=end,
        qualifier=qualifier,
        anchor=first.anchor or last.anchor,
    )


def disjoint(found: list[Stretch], length: int) -> list[Stretch]:
    """Of overlapping stretches of a text of `length` characters the longest, then the first, in reading order."""
    cover = Cover(length)
    ordered = sorted(found, key=lambda s: (s.start - s.end, s.start))
    return sorted((one for one in ordered if cover.take(one.start, one.end)), key=lambda s: s.start)


def _next(start: Point, end: Point) -> str | None:
    """The year of a range's end that names none: that of its start, or the next when the months run over."""
    assert start.year is not None
    if start.year.isdigit() and start.month and end.month and start.month <= 12 and end.month <= 12 and end.month < start.month:
        return f"{int(start.year) + 1:04d}"
    return start.year


def _order(point: Point) -> tuple[int, int, int]:
    year = (point.year or "0").replace("X", "0")
    return int(year), point.month or 0, point.day or 0


def impossible(edtf: str) -> bool:
    """Whether a full date does not exist (31 June, 29 February 2019).

    >>> impossible("2019-02-29"), impossible("2020-02-29"), impossible("XXXX-06-31"), impossible("XXXX-02-29")
    (True, False, True, False)
    """
    for part in edtf.split("/"):
        match = _FULL.fullmatch(part.replace("XXXX", "2000"))
        if match is not None and 1 <= int(match["month"]) <= 12:
            year = int(match["year"])
            if not 1 <= int(match["day"]) <= calendar.monthrange(year if 1 <= year <= 9999 else 2000, int(match["month"]))[1]:
                return True
    return False


def easter(year: int) -> tuple[int, int]:
    """Month and day of Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher.

    >>> easter(2018), easter(2024)
    ((4, 1), (3, 31))
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return month, day + 1


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> int:
    """Day of the month of the nth weekday (Monday is 1).

    >>> nth_weekday(2023, 11, 4, 4)
    23
    """
    first = calendar.weekday(year, month, 1) + 1
    return 1 + (weekday - first) % 7 + 7 * (nth - 1)
