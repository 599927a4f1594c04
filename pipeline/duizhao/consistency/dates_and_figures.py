"""Compare a date with a figure or a stretch of time: its year, month or day told as a number, its months told as so many."""

from __future__ import annotations

from fractions import Fraction

from duizhao.consistency.quantities import Quantity, number_affinity
from duizhao.consistency.verdicts import INCOMPARABLE, Comparison
from duizhao.edtf import Dates, parse
from duizhao.model import AnyClaim, DateValue, NumericValue

_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"〇": "0"}


def _quantity(claim: AnyClaim) -> Quantity:
    assert isinstance(claim.value, NumericValue)
    return Quantity.of(claim.value, claim.qualifier, claim.normalized)


def date_and_figure(one: AnyClaim, other: AnyClaim) -> Comparison:
    """A date against a number: agrees when the number is its year, its decade, its month or its day."""
    assert isinstance(one.value, DateValue)
    dates, quantity = parse(one.value.edtf), _quantity(other)
    if dates is None or (other.kind == "count" and (quantity.number is None or not 1000 <= quantity.number <= 2100)):
        return INCOMPARABLE
    figures: set[int] = set()
    for point in dates.points:
        if point.years:
            figures.add(point.years[0])
            figures.add(abs(point.years[0]) % 100)
            if point.years[1] - point.years[0] == 99:
                figures.add(point.years[0] // 100 + 1)
        figures.update(field for field in (point.month, point.day) if field is not None)
    known = {
        int(number) for number in (quantity.number, quantity.low, quantity.high) if number is not None and number.denominator == 1
    }
    if known and known <= figures:
        return Comparison("compatible", "", 0.5)
    start = dates.start
    if start is not None and other.kind == "ordinal" and start.day and not (start.month or start.year):
        return Comparison("contradicts", "date.day-differs", 0.5)  # 每月五日 against the fifteenth day of each month
    year = start.year if start is not None else None
    if year is not None and other.kind == "number" and quantity.number is not None and 1000 <= quantity.number <= 2100:
        return Comparison("contradicts", "date.year-differs", 0.6 * number_affinity(Fraction(year), quantity.number))
    return INCOMPARABLE


def date_and_stretch(one: AnyClaim, other: AnyClaim) -> Comparison:
    """A date against a stretch of time.

    The months from January on are so many months (前三季度, "the first nine months"), 一二年 may be 2012; 2016个月 for 2016年 is
    a wrong unit; anything else is about something else.
    """
    assert isinstance(one.value, DateValue)
    assert isinstance(other.value, NumericValue)
    dates, number = parse(one.value.edtf), other.value.number
    year = dates.start.year if dates is not None and dates.start is not None else None
    if dates is not None and other.value.unit == "month" and number is not None and _months_from_january(dates) == number:
        return Comparison("compatible", "", 0.8)
    if year is not None and _short_year(other.normalized) == year % 100:
        return Comparison("compatible", "", 0.7)
    return Comparison("contradicts", "unit.differs", 0.9) if number is not None and number == year else INCOMPARABLE


def _months_from_january(dates: Dates) -> int | None:
    """How many months a date covers that begins with January; None for one that begins elsewhere, and for January alone."""
    points = dates.points
    if not points or any(point.day is not None or not point.months for point in points):
        return None
    last = points[-1].months[-1]
    return last if points[0].months[0] == 1 and last > 1 else None


def _short_year(words: str) -> int | None:
    """The year without its century that Chinese words may name: 一二年, 九八年."""
    digits = "".join(_DIGITS.get(character, "x") for character in words[:-1])
    return int(digits) if len(words) == 3 and words[-1] == "年" and digits.isdigit() else None
