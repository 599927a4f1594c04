"""Units: which measure the same thing, by how much they differ, and which currencies share a sign. Facts are in `units.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from duizhao.consistency.data import read_toml


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: base value = (value + offset) * factor, in the first unit of its dimension.

    `also`: other sizes that the unit's name has, in the same base.
    """

    dimension: str
    factor: Fraction
    offset: Fraction
    slack: Fraction
    also: tuple[Fraction, ...] = ()

    def base(self, value: Fraction) -> Fraction:
        """A value of this unit in the first unit of its dimension."""
        return (value + self.offset) * self.factor

    def is_exact_in(self, other: Unit) -> bool:
        """Whether a translator converts one into the other without rounding: kilometres into metres, years into months.

        >>> units()["km"].is_exact_in(units()["m"]), units()["km"].is_exact_in(units()["[mi_i]"])
        (True, False)
        """
        if self.slack != other.slack or self.offset != other.offset:
            return False
        ratio = max(self.factor / other.factor, other.factor / self.factor)
        return ratio.denominator == 1 and (self.dimension == "time" or 10**24 % ratio.numerator == 0)


@dataclass(frozen=True, slots=True)
class CurrencyFamily:
    """Currencies that share a sign or a word.

    Attributes:
        codes: ISO 4217 codes.
        bare: signs and words that leave open which of them is meant.
        named: what names one of them all the same.
        unnamed: words that leave it open, but are most often of one; None where there are none.
    """

    codes: frozenset[str]
    bare: re.Pattern[str]
    named: re.Pattern[str]
    unnamed: re.Pattern[str] | None = None

    def is_bare(self, words: str) -> bool:
        """Whether the words of a sum leave open which of the currencies is meant."""
        return bool(self.bare.search(words)) and not self.named.search(words)

    def is_unnamed(self, words: str) -> bool:
        """Whether the words of a sum may be of another currency than they most often are."""
        return self.unnamed is not None and bool(self.unnamed.search(words)) and not self.named.search(words)


@cache
def units() -> dict[str, Unit]:
    """All units by code."""
    data = read_toml("units.toml")
    found: dict[str, Unit] = {}
    for name, dimension in data["dimension"].items():
        slack = Fraction(dimension["slack"])
        loose = dimension.get("loose", ())
        for code, size in dimension["units"].items():
            own = Fraction(dimension["loose_slack"]) if code in loose else slack
            also = tuple(map(Fraction, data["also"].get(code, ())))
            found[code] = Unit(name, Fraction(size), Fraction(0), own, also)
    for name, dimension in data["affine"].items():
        slack = Fraction(dimension["slack"])
        for code, scale in dimension["units"].items():
            found[code] = Unit(name, Fraction(scale["factor"]), Fraction(scale["offset"]), slack)
    return found


@cache
def currency_families() -> tuple[CurrencyFamily, ...]:
    """The families of currencies that share a sign."""
    rows: list[dict[str, Any]] = read_toml("units.toml")["currency_family"]
    return tuple(
        CurrencyFamily(
            frozenset(row["codes"]),
            re.compile(row["bare"]),
            re.compile(row["named"]),
            re.compile(row["unnamed"]) if "unnamed" in row else None,
        )
        for row in rows
    )


def same_currency(zh_code: str, zh_words: str, en_code: str, en_words: str) -> bool:
    """Whether two sums can be of one currency: the same code, or one of them written with a sign that leaves it open.

    >>> same_currency("USD", "370亿美元", "AUD", "A$37 billion")
    False
    >>> same_currency("AUD", "370亿澳元", "USD", "$37 billion")
    True
    """
    if zh_code == en_code:
        return True
    return any(
        zh_code in family.codes and en_code in family.codes and (family.is_bare(zh_words) or family.is_bare(en_words))
        for family in currency_families()
    )


def unnamed_currency(words: str, code: str) -> bool:
    """Whether a Chinese sum names no country, so that a story may mean the currency that the English gives.

    >>> unnamed_currency("200万元", "USD"), unnamed_currency("200万元人民币", "USD"), unnamed_currency("200万元", "GBP")
    (True, False, False)
    """
    return any(code in family.codes and family.is_unnamed(words) for family in currency_families())
