"""Two figures of one unit: the same, the same in rounder words, or another value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from duizhao.consistency.verdicts import Comparison
from duizhao.exact_numbers import exact_json
from duizhao.model import AnyClaim, NumericValue, Qualifier

# How a scale word says to what place a figure is rounded: 1.2万 is rounded to thousands, 40.29 million to ten thousands.
_SCALES: dict[str, int] = {
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "万亿": 12,
    "兆": 12,
    "thousand": 3,
    "k": 3,
    "lakh": 5,
    "million": 6,
    "m": 6,
    "mn": 6,
    "crore": 7,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
}
_SCALED = re.compile(
    r"[0-9](?:\.([0-9]{1,6}))?\s?-?(百万|千万|十亿|万亿|[千万亿兆]|thousand|million|billion|trillion|lakh|crore|mn|bn|tn|[kmb](?![A-Za-z]))",
    re.I,
)
_ODD = re.compile(r"[0-9a-z][ -]odd(?![a-z])|-something", re.I)
_DECIMAL = re.compile(r"[0-9]\.([0-9]{1,6})")

# Which way a qualifier lets the value lie: below the figure, above it, around it.
_DIRECTION: dict[Qualifier, str] = {
    "exact": "exact",
    "about": "around",
    "nearly": "below",
    "under": "below",
    "at_most": "below",
    "over": "above",
    "at_least": "above",
    "early": "exact",
    "mid": "exact",
    "late": "exact",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in one unit, whichever that is.

    Attributes:
        number, low, high: as in `NumericValue`.
        qualifier: as in the claim.
        place: the size of the last place written, where the writing shows rounding (1.2万: 1000), else None.
    """

    number: Fraction | None
    low: Fraction | None
    high: Fraction | None
    qualifier: Qualifier
    place: Fraction | None = None

    @classmethod
    def of(cls, value: NumericValue, qualifier: Qualifier, words: str) -> Quantity:
        """The figure of a claim; thirty-odd is some more than thirty, as 三十多 is, and never less."""
        over = qualifier == "about" and _ODD.search(words) is not None
        return cls(value.number, value.low, value.high, "over" if over else qualifier, written_place(words))

    def scaled(self, factor: Fraction, offset: Fraction = Fraction(0)) -> Quantity:
        """The same in another unit."""

        def convert(number: Fraction | None) -> Fraction | None:
            return None if number is None else (number + offset) * factor

        place = None if self.place is None else self.place * factor
        return Quantity(convert(self.number), convert(self.low), convert(self.high), self.qualifier, place)

    def shifted(self, step: Fraction) -> Quantity:
        """The same with every figure larger by `step`."""

        def add(number: Fraction | None) -> Fraction | None:
            return None if number is None else number + step

        return Quantity(add(self.number), add(self.low), add(self.high), self.qualifier, self.place)

    @property
    def vague(self) -> bool:
        """Whether the words name no figure at all, only bounds or an order of size."""
        return self.number is None


@lru_cache(maxsize=4096)
def written_place(words: str) -> Fraction | None:
    """The size of the last written place of a figure, where a scale word or a decimal point shows that it may be rounded.

    >>> written_place("40.29 million"), written_place("1.2万"), written_place("11,987")
    (Fraction(10000, 1), Fraction(1000, 1), None)
    """
    scaled = _SCALED.search(words)
    if scaled is not None:
        decimals, scale = scaled.groups()
        return Fraction(10) ** (_SCALES[scale.lower()] - len(decimals or ""))
    decimal = _DECIMAL.search(words)
    return Fraction(1, 10 ** len(decimal.group(1))) if decimal else None


def compare_quantities(zh: Quantity, en: Quantity) -> Comparison:
    """Compare two figures given in the same unit.

    `affinity` of a contradiction is high where one looks like the other miswritten: a digit off, two digits swapped, ten
    times as much.
    """
    if zh.number is not None and en.number is not None:
        if zh.number == en.number:
            return _same_number(zh, en)
        return _different_numbers(zh, en, zh.number, en.number)
    return _bounds(zh, en)


def _same_number(zh: Quantity, en: Quantity) -> Comparison:
    if zh.qualifier == en.qualifier:
        return Comparison("equal")
    left, right = _DIRECTION[zh.qualifier], _DIRECTION[en.qualifier]
    if left == right:
        return Comparison("compatible")
    if {left, right} == {"around", "below"}:
        # 约50 and "nearly 50": translators take one for the other, and no reader is misled.
        return Comparison("compatible", "qualifier.about-nearly")
    if left == "exact":
        return Comparison("looser", "qualifier.added")
    if right == "exact":
        return Comparison("tighter", "qualifier.lost")
    if {left, right} == {"above", "below"}:
        # 零下二百二十多度 is below -220°C: of the cold, more is less.
        cold = zh.number is not None and zh.number < 0
        return Comparison("compatible") if cold else Comparison("looser", "qualifier.opposite", 0.9)
    return Comparison("looser", "qualifier.differs")


def same_direction(one: Qualifier, other: Qualifier) -> bool:
    """Whether two qualifiers let the value lie on the same side of the figure, and neither says "about"."""
    return _DIRECTION[one] == _DIRECTION[other] != "around"


def _different_numbers(zh: Quantity, en: Quantity, left: Fraction, right: Fraction) -> Comparison:
    if _rounds_to(left, right, zh.place) or _rounds_to(right, left, en.place):
        return Comparison("compatible", "number.rounded", 0.9)
    for one, other, number, verdict in ((zh, en, right, "tighter"), (en, zh, left, "looser")):
        if other.qualifier == "exact" and one.qualifier != "exact" and _within(one, number):
            return Comparison("tighter" if verdict == "tighter" else "looser", "number.rounded", 0.85)
    return Comparison("contradicts", number_reason(left, right), number_affinity(left, right))


def _rounds_to(rounded: Fraction, full: Fraction, place: Fraction | None) -> bool:
    """Whether the fuller figure rounds to the rounded one, which is written to `place`, and is not it miswritten.

    A twentieth off is no rounding: 125万 is not 1 million, nor 7.6万 80,000.
    """
    if place is None or abs(full - rounded) * 2 > place or full % place == 0 or abs(full - rounded) * 20 > abs(rounded):
        return False
    return _is_fuller(full, rounded)


def _within(vague: Quantity, number: Fraction) -> bool:
    """Whether an exact figure lies where "about", "over", "nearly" or bounds let the other one lie.

    Translators round a figure of many digits; a figure of as many digits as the rounded one is another figure: 19 is not
    "nearly 20" in a translation, though it is in the world.
    """
    if vague.number is None:
        return True
    return _is_fuller(number, vague.number) and lies_within(vague, number)


def lies_within(vague: Quantity, number: Fraction) -> bool:
    """Whether the words around a rounder figure let an exact one lie where it does: 106 is more than 100, 38,640 some 38,600.

    A figure of as many digits is no rounding of another: 2,317 is not about 2,371.
    """
    if vague.number is None or significant_digits(number) <= significant_digits(vague.number):
        return False
    unit = _leading_place(vague.number)
    match _DIRECTION[vague.qualifier]:
        case "above":
            top = vague.number + unit if vague.high is None else vague.high
            return vague.number <= number <= top
        case "below":
            bottom = vague.number - unit if vague.low is None else vague.low
            return bottom <= number <= vague.number
        case "around":
            return abs(number - vague.number) * 20 <= abs(vague.number)
        case _:
            return False


def _is_fuller(full: Fraction, rounded: Fraction) -> bool:
    """Whether a figure has at least two significant digits more than the other, and is not one away from it in its last place.

    9,999 is no fuller figure for 1万, nor 299 million for 3亿.
    """
    return (
        significant_digits(full) >= significant_digits(rounded) + 2
        and abs(full - rounded) != _last_place(full)
        and digit_distance(rounded, full) > 1
    )


def _last_place(number: Fraction) -> Fraction:
    """The size of the last digit of a figure that is not nought: 299 million gives a million, 6.25 a hundredth."""
    if number.denominator == 1:
        return _leading_place(number)
    return Fraction(1, 10 ** (len(_decimal(number).partition(".")[2])))


def _leading_place(number: Fraction) -> Fraction:
    """The size of the last non-zero digit of a whole number: 30 gives 10, 47000 gives 1000.

    >>> _leading_place(Fraction(47000))
    Fraction(1000, 1)
    """
    if number == 0 or number.denominator != 1:
        return abs(number) / 10
    digits = str(abs(number.numerator))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))


def _bounds(zh: Quantity, en: Quantity) -> Comparison:
    """At least one side names no figure: a range, or vague words."""
    if zh.low is not None and zh.high is not None and en.low is not None and en.high is not None and zh.vague and en.vague:
        if (zh.low, zh.high) == (en.low, en.high):
            return Comparison("equal")
        if _ends_round(zh, en):
            return Comparison("compatible", "number.rounded", 0.9)
        if zh.qualifier != "about" or en.qualifier != "about":
            shared = zh.low == en.low or zh.high == en.high
            return Comparison("contradicts", "number.range-differs", 0.8 if shared else 0.5)
    open_ended = _open_ended(zh, en)
    if open_ended is not None:
        return open_ended
    left, right = _interval(zh), _interval(en)
    if left[0] <= right[1] and right[0] <= left[1]:
        if zh.vague and en.vague:
            return Comparison("compatible", "", 0.9)
        # A range against one of its ends or a figure inside it.
        vague = zh if zh.vague else en
        verdict = Comparison("tighter", "number.range", 0.6) if zh.vague else Comparison("looser", "number.range", 0.6)
        return verdict if vague.qualifier == "exact" else Comparison(verdict.verdict, "number.vague", 0.8)
    return Comparison("contradicts", "number.range-differs", 0.4)


def _open_ended(zh: Quantity, en: Quantity) -> Comparison | None:
    """Two bounds that are open on the same side (少说五六十万, "at least five or six hundred thousand"), compared as figures."""
    if not (zh.vague and en.vague):
        return None
    for one, other, far, also in ((zh.low, en.low, zh.high, en.high), (zh.high, en.high, zh.low, en.low)):
        if one is not None and other is not None and far is None and also is None and one != other:
            return Comparison("contradicts", number_reason(one, other), number_affinity(one, other))
    return None


def _ends_round(zh: Quantity, en: Quantity) -> bool:
    if None in (zh.low, zh.high, en.low, en.high):
        return False
    assert zh.low is not None
    assert zh.high is not None
    assert en.low is not None
    assert en.high is not None
    return all(
        one == other or _rounds_to(one, other, zh.place) or _rounds_to(other, one, en.place)
        for one, other in ((zh.low, en.low), (zh.high, en.high))
    )


def _interval(quantity: Quantity) -> tuple[Fraction, Fraction]:
    """Where the value may lie, with open ends as far as a translator would follow."""
    infinite = Fraction(10) ** 30
    low = quantity.low
    high = quantity.high
    if quantity.number is not None:
        if low is None and high is None:
            spread = abs(quantity.number) / 20
            return quantity.number - spread, quantity.number + spread
        low = quantity.number - _leading_place(quantity.number) if low is None else low
        high = quantity.number + _leading_place(quantity.number) if high is None else high
        return low, high
    return (-infinite if low is None else low), (infinite if high is None else high)


def number_reason(left: Fraction, right: Fraction) -> str:
    """What kind of slip would make one of the other: a code of `reasons.toml`."""
    if left and right:
        ratio = left / right
        if _power_of_ten(ratio):
            return "number.scale"
        if _swapped(left, right):
            return "number.digits-swapped"
    return "number.differs"


def number_affinity(left: Fraction, right: Fraction) -> float:
    """How likely two different figures are the same one miswritten: 0.95 for ten times as much, 0.3 for nothing in common."""
    if left and right and _power_of_ten(left / right):
        return 0.95
    if _swapped(left, right) or digit_distance(left, right) == 1:
        return 0.85
    if left and right and Fraction(1, 2) <= abs(left / right) <= 2:
        return 0.65
    return 0.4


def _power_of_ten(ratio: Fraction) -> bool:
    ratio = abs(ratio)
    if ratio == 0 or ratio == 1:
        return False
    if ratio < 1:
        ratio = 1 / ratio
    if ratio.denominator != 1:
        return False
    digits = str(ratio.numerator)
    return digits[0] == "1" and not digits[1:].strip("0")


def _digits(number: Fraction) -> str:
    """Significant digits as written, without a point and without closing zeros.

    >>> _digits(Fraction(1250)), _digits(Fraction(5, 4))
    ('125', '125')
    """
    scaled, places = abs(number), 0
    while scaled.denominator != 1 and places < 12:
        scaled *= 10
        places += 1
    return str(int(scaled)).rstrip("0") or "0"


def significant_digits(number: Fraction) -> int:
    """How many digits a figure has up to its last that is not nought.

    >>> significant_digits(Fraction(47000)), significant_digits(Fraction(23, 10))
    (2, 2)
    """
    return len(_digits(number))


def _swapped(left: Fraction, right: Fraction) -> bool:
    one, other = _digits(left), _digits(right)
    return one != other and len(one) == len(other) and sorted(one) == sorted(other)


def digit_distance(left: Fraction, right: Fraction) -> int:
    """How many written digits differ, position by position, in figures of one length; 99 for figures of other lengths.

    >>> digit_distance(Fraction(12000), Fraction(12300)), digit_distance(Fraction(11987), Fraction(12000))
    (1, 4)
    """
    if left.denominator == 1 and right.denominator == 1:
        one, other = str(abs(left.numerator)), str(abs(right.numerator))
    else:
        one, other = _decimal(left), _decimal(right)
    if len(one) != len(other):
        return 99
    return sum(a != b for a, b in zip(one, other, strict=True))


def _decimal(number: Fraction) -> str:
    return str(exact_json(abs(number)))


def quantity_of(claim: AnyClaim) -> Quantity:
    """The quantity that a numeric claim states."""
    assert isinstance(claim.value, NumericValue)
    return Quantity.of(claim.value, claim.qualifier, claim.normalized)


def figure(claim: AnyClaim) -> Fraction | None:
    """The figure a numeric claim names, or the bound it gives when it names none."""
    if not isinstance(claim.value, NumericValue):
        return None
    value = claim.value
    return next((number for number in (value.number, value.low, value.high) if number is not None), None)


def unit_of(claim: AnyClaim) -> str | None:
    """The unit of a numeric claim; None for others."""
    return claim.value.unit if isinstance(claim.value, NumericValue) else None
