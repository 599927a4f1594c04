"""Figures in units: the same unit, units of one dimension, and what cannot be converted."""

from __future__ import annotations

from fractions import Fraction

from duizhao.consistency.quantities import (
    Quantity,
    compare_quantities,
    figure,
    number_affinity,
    quantity_of,
    same_direction,
    unit_of,
)
from duizhao.consistency.units import Unit, units
from duizhao.consistency.verdicts import INCOMPARABLE, Comparison, weaker
from duizhao.model import AnyClaim, NumericValue

# 半个月 is two weeks and a month four: how far that is from the calendar's.
_FOUR_WEEKS = Fraction(1, 12)


def in_unit(one: AnyClaim, other: AnyClaim) -> Comparison:
    """Two figures with units: converted where the units measure the same thing, or one of them names another as well."""
    verdict = _by_units(one, other)
    if verdict.agrees or unit_of(one) == unit_of(other) or not _by_other_sizes(one, other):
        return verdict
    return Comparison("compatible", "", 0.9)


def _by_other_sizes(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether two figures are equal by another size that the name of a unit has: 一寸 and an inch, 350 calories and 350大卡."""
    table = units()
    first, second = table.get(unit_of(one) or ""), table.get(unit_of(other) or "")
    if first is None or second is None or first.dimension != second.dimension or not (first.also or second.also):
        return False
    for mine in (first.factor, *first.also):
        for yours in (second.factor, *second.also):
            left, right = quantity_of(one).scaled(mine), quantity_of(other).scaled(yours)
            if (left.number, left.low, left.high) == (right.number, right.low, right.high):
                return True
    return False


def _by_units(one: AnyClaim, other: AnyClaim) -> Comparison:
    left, right = unit_of(one), unit_of(other)
    if left == right:
        return compare_quantities(quantity_of(one), quantity_of(other))
    if left is None or right is None:
        return weaker(compare_quantities(quantity_of(one), quantity_of(other)), 0.8)
    table = units()
    first, second = table.get(left), table.get(right)
    if "deg" in (left, right) and "temperature" in {unit.dimension for unit in (first, second) if unit}:
        # "80 degrees" leaves the scale open.
        return compare_quantities(quantity_of(one), quantity_of(other))
    if first is None or second is None or first.dimension != second.dimension:
        return other_unit(one, other, 0.5)
    mine = quantity_of(one).scaled(first.factor, first.offset)
    yours = quantity_of(other).scaled(second.factor, second.offset)
    if same_direction(one.qualifier, other.qualifier) and first.is_exact_in(second) and mine.number != yours.number:
        return _exactly_converted(one, other, mine, yours)
    slack = max(first.slack, second.slack)
    if {left, right} == {"month", "week"}:
        slack = _FOUR_WEEKS
    if _near(mine, yours, slack) or _rounded(one, other, first, second):
        exact = compare_quantities(mine, yours)
        if exact.agrees:
            return Comparison("converted" if exact.verdict == "equal" else exact.verdict, exact.reason, 0.95)
        return Comparison("converted", "", 0.9)
    if mine.vague != yours.vague and compare_quantities(mine, yours).agrees:
        return Comparison("converted", "number.vague", 0.85)  # 四五十里 and "twenty-odd kilometres"
    return other_unit(one, other, 0.5)


def _exactly_converted(one: AnyClaim, other: AnyClaim, mine: Quantity, yours: Quantity) -> Comparison:
    """Two figures of which no converting makes a round one of the other: 1300亿斤 are 65 million tonnes and no 64."""
    table = units()
    if _rounded(one, other, table[unit_of(one) or ""], table[unit_of(other) or ""]):
        return Comparison("converted", "", 0.9)
    verdict = compare_quantities(mine, yours)
    if verdict.agrees:
        return Comparison("converted" if verdict.verdict == "equal" else verdict.verdict, verdict.reason, 0.95)
    return other_unit(one, other, 0.5) if figure(one) == figure(other) else verdict


def _near(one: Quantity, other: Quantity, slack: Fraction) -> bool:
    pairs = [(one.number, other.number)]
    if one.number is None or other.number is None:
        pairs = [(one.low, other.low), (one.high, other.high)]
    known = [(left, right) for left, right in pairs if left is not None and right is not None]
    return bool(known) and all(abs(left - right) <= slack * max(abs(left), abs(right)) for left, right in known)


def _rounded(one: AnyClaim, other: AnyClaim, first: Unit, second: Unit) -> bool:
    """Whether one figure, converted, rounds to the other at the other's last significant place."""
    assert isinstance(one.value, NumericValue)
    assert isinstance(other.value, NumericValue)
    left, right = one.value.number, other.value.number
    if left is None or right is None or one.kind != "measure":
        return False
    return _rounds(first.base(left) / second.factor - second.offset, right) or _rounds(
        second.base(right) / first.factor - first.offset, left
    )


def _rounds(value: Fraction, rounded: Fraction) -> bool:
    if rounded < 10 or rounded.denominator != 1:
        return False
    digits = str(rounded.numerator)
    place = 10 ** (len(digits) - len(digits.rstrip("0")))
    return abs(value - rounded) * 2 <= place and abs(value - rounded) * 20 <= rounded


def other_unit(one: AnyClaim, other: AnyClaim, affinity: float) -> Comparison:
    """The units cannot be brought together: the same figure is a wrong unit, another figure something else."""
    left, right = quantity_of(one), quantity_of(other)
    codes = [unit for unit in (unit_of(one), unit_of(other)) if unit]
    if any(code.startswith(f"{measure}/") for code in codes for measure in codes):
        # 每小时 85 英里: the rate stands apart from the measure and may not have been read with it.
        return weaker(compare_quantities(left, right), 0.8)
    if left.number is not None and left.number == right.number:
        return Comparison("contradicts", "unit.differs", 0.9)
    if left.number is None or right.number is None:
        same = (left.low, left.high) == (right.low, right.high)
        # 2至4英寸 against "2 to 4 feet"; 几天 and "years" are two vague things.
        affinity = 0.3 if left.low is None or left.high is None or left.qualifier == "about" else 0.9
        return Comparison("contradicts", "unit.differs", affinity) if same else INCOMPARABLE
    return Comparison("contradicts", "number.and-unit", affinity * number_affinity(left.number, right.number))
