"""Read the EDTF that claims carry (ISO 8601-2) into parts that can be compared field by field.

Only what the claims stage writes is read: years with unknown digits (`197X`, `18XX`, `XXXX`), months, days, the codes for
seasons (21 to 24), quarters (33 to 36) and half-years (40, 41), and intervals of two such points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_POINT = re.compile(r"([+-]?[0-9X]{4,9})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?\Z")

# Months that an EDTF code in the place of the month covers; a winter spans two years.
CODE_MONTHS: dict[int, tuple[int, ...]] = {
    21: (3, 4, 5),
    22: (6, 7, 8),
    23: (9, 10, 11),
    24: (12, 1, 2),
    33: (1, 2, 3),
    34: (4, 5, 6),
    35: (7, 8, 9),
    36: (10, 11, 12),
    40: (1, 2, 3, 4, 5, 6),
    41: (7, 8, 9, 10, 11, 12),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One date as far as it is known.

    Attributes:
        years: first and last year that the digits allow (`197X` is 1970 to 1979), or None.
        month: 1 to 12, a code of `CODE_MONTHS`, or None.
        day: 1 to 31, or None.
    """

    years: tuple[int, int] | None
    month: int | None
    day: int | None

    @property
    def year(self) -> int | None:
        """The year where it is known to the last digit."""
        return self.years[0] if self.years and self.years[0] == self.years[1] else None

    @property
    def months(self) -> tuple[int, ...]:
        """The months it may lie in; empty when nothing is said of the month."""
        if self.month is None:
            return ()
        return CODE_MONTHS.get(self.month, (self.month,))

    @property
    def empty(self) -> bool:
        """Whether nothing at all is known."""
        return self.years is None and self.month is None and self.day is None


@dataclass(frozen=True, slots=True)
class Dates:
    """A point (`start == end`) or an interval; an open end is None."""

    start: Point | None
    end: Point | None
    interval: bool

    @property
    def points(self) -> tuple[Point, ...]:
        """The known ends, one for a point."""
        if not self.interval:
            return (self.start,) if self.start else ()
        return tuple(point for point in (self.start, self.end) if point is not None)


@lru_cache(maxsize=4096)
def parse(edtf: str) -> Dates | None:
    """Read an EDTF string; None when it is none that claims carry.

    >>> parse("XXXX-05-13/XXXX-06-11").end
    Point(years=None, month=6, day=11)
    >>> parse("197X").start.years
    (1970, 1979)
    >>> parse("someday") is None
    True
    """
    if "/" in edtf:
        left, _, right = edtf.partition("/")
        start, end = _point(left), _point(right)
        if start is None and end is None:
            return None
        return Dates(start, end, interval=True)
    point = _point(edtf)
    return None if point is None else Dates(point, point, interval=False)


def is_weekday(edtf: str) -> bool:
    """Whether a date is a day of the week and nothing else: `XXXX-WXX-3`."""
    return edtf.startswith("XXXX-WXX-")


def _point(text: str) -> Point | None:
    found = _POINT.match(text.strip().rstrip("~?%"))
    if found is None:
        return None
    year, month, day = found.groups()
    return Point(_years(year), _field(month), _field(day))


def _years(digits: str) -> tuple[int, int] | None:
    unsigned = digits.lstrip("+-")
    if not unsigned.strip("X"):
        return None
    low, high = int(unsigned.replace("X", "0")), int(unsigned.replace("X", "9"))
    return (-high, -low) if digits.startswith("-") else (low, high)


def _field(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdigit() else None
