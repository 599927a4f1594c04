"""A numeral: what the two scanners find, before any rule says what it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from duizhao.model import Qualifier

Form = Literal[
    "arabic",
    "words",
    "mixed",
    "digits",
    "fraction",
    "percent",
    "vague",
    "half",
    "ordinal",
    "too-long",
    "roman",
]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    Attributes:
        start: offset in code points.
        end: offset, exclusive.
        number: the value the words name, None when they name none (几十) or two (三四十).
        low: lower bound, None for open.
        high: upper bound, None for open.
        form: how it is written; `digits` is a row of Chinese digits without units (二〇一一), `half` a bare 半.
        qualifier: what words inside the numeral say (三十多: over).
        scale: the scale word it ends in (10000 for 1.2万), 1 without one; a range can hand it back to its first number.
        plain: True when it is a single bare Chinese or English number word without any other part (一, one).
    """

    start: int
    end: int
    number: Fraction | None
    low: Fraction | None
    high: Fraction | None
    form: Form
    qualifier: Qualifier = "exact"
    scale: Fraction = Fraction(1)
    plain: bool = False

    @property
    def base(self) -> Fraction:
        """The value to go on with when only one is wanted: the number, else a bound, else zero."""
        for value in (self.number, self.low, self.high):
            if value is not None:
                return value
        return Fraction(0)

    def scaled(self, factor: Fraction) -> Numeral:
        """The numeral with every value multiplied; a negative factor turns the bounds round."""
        if factor == 1:
            return self
        number, low, high = (None if value is None else value * factor for value in (self.number, self.low, self.high))
        return (
            replace(self, number=number, low=low, high=high) if factor > 0 else replace(self, number=number, low=high, high=low)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral of an English text and the tokens it covers, `first` to `last` exclusive."""

    first: int
    last: int
    numeral: Numeral


def exact(
    start: int,
    end: int,
    value: Fraction,
    form: Form,
    *,
    scale: Fraction = Fraction(1),
    plain: bool = False,
) -> Numeral:
    """A numeral that means exactly what it says."""
    return Numeral(start, end, value, value, value, form, scale=scale, plain=plain)
