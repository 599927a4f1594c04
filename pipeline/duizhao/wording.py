"""Figures, units (named in `unit_names.toml`) and probabilities in words: 40.29 million yuan, 4029万元, over 99.9%."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Literal

from duizhao.exact_numbers import exact_json

Tongue = Literal["zh", "en"]

# Units that stand at the figure without a space.
_CLOSE = frozenset({"", "%", "‰", "-fold"})


@cache
def _names() -> dict[str, Any]:
    return tomllib.loads((resources.files("duizhao") / "unit_names.toml").read_text(encoding="utf-8"))


def unit_codes() -> frozenset[str]:
    """The codes that have a name of their own."""
    return frozenset(_names())


def with_unit(figures: str, code: str, number: Fraction | None, tongue: Tongue) -> str:
    """Figures with their unit in words.

    Args:
        figures: as written.
        code: of the unit; multiples may be marked with + and ~, as the comparison marks them.
        number: what the figures say, for singular or plural; None is plural.
        tongue: the language to write in.

    >>> with_unit("5,400", "person-time", Fraction(5400), "en"), with_unit("1", "kg", Fraction(1), "zh")
    ('5,400 person-times', '1公斤')
    """
    name = unit_name(code.rstrip("+~"), number, tongue)
    if tongue == "zh" or name in _CLOSE or name.startswith("°"):
        return figures + name
    return f"{figures} {name}"


def unit_name(code: str, number: Fraction | None, tongue: Tongue) -> str:
    """A unit in words; a rate that has no word of its own is put together of its parts.

    >>> unit_name("kg/m2", Fraction(3), "en"), unit_name("kg/m2", Fraction(3), "zh"), unit_name("[chi_cn]", Fraction(1), "zh")
    ('kilograms per square metre', '公斤/平方米', '尺')
    """
    names = _names().get(code)
    if names is not None:
        return str(names["zh"] if tongue == "zh" else names["en"][0 if number == 1 else 1])
    above, _, below = code.rpartition("/")
    if not above:
        return code
    joint = "/" if tongue == "zh" else " per "
    return f"{unit_name(above, number, tongue)}{joint}{unit_name(below, Fraction(1), tongue)}"


def figure(number: Fraction, tongue: Tongue) -> str:
    """A figure with its scale word, exact where a decimal is exact.

    >>> figure(Fraction(40290000), "en"), figure(Fraction(40290000), "zh"), figure(Fraction(1, 3), "en")
    ('40.29 million', '4029万', '1/3')
    """
    exact = exact_json(number)
    if isinstance(exact, str):
        return exact
    scales = (
        ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
        if tongue == "en"
        else ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
    )
    for size, name in scales:
        if abs(number) >= size:
            scaled = number / size
            short = exact_json(scaled)
            if not isinstance(short, str) and len(str(short)) <= 8:
                return f"{short} {name}" if tongue == "en" else f"{short}{name}"
    if tongue == "en" and abs(number) >= 1000:
        return f"{exact:,}"
    if isinstance(exact, Decimal) and -exact.as_tuple().exponent > 6:  # type: ignore[operator]
        return str(round(exact, 6)) if abs(exact) < 10**20 else str(exact)
    return str(exact)


def probability(score: float) -> str:
    """A score in percent, to a tenth near the ends; never a bare 100 or 0.

    >>> probability(0.5), probability(0.981), probability(0.9996), probability(0.0001)
    ('50%', '98.1%', 'over 99.9%', 'under 0.1%')
    """
    if not 0.001 <= score <= 0.999:
        return "over 99.9%" if score > 0.5 else "under 0.1%"
    return f"{100 * score:.{1 if min(score, 1 - score) < 0.05 else 0}f}%"
