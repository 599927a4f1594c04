"""All measures: those that the lexicon lists, and those that prefixes and powers make of them (microvolt, sq cm, 平方分米)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.lexicon.schema import Unit

# What stands before and behind a unit for its second and third power, in both languages.
_POWERS = (
    (2, ("square", "sq", "sq."), ("2", "²", "^2"), "平方"),
    (3, ("cubic", "cu", "cu."), ("3", "³", "^3"), "立方"),
)


@cache
def measures() -> tuple[Unit, ...]:
    """Every measure, the listed ones first: of a name that comes twice the first is meant.

    >>> {name: unit.code for unit in measures() for name in (*unit.zh, *unit.en, *unit.symbol)}["square decimetre"]
    'dm2'
    """
    listed = lexicon.units().unit
    prefixed = [made for unit in listed for made in _prefixed(unit)]
    codes = {name: unit.code for unit in listed for name in unit.en}
    based = [unit for unit in (*listed, *prefixed) if unit.powers]
    return (*listed, *prefixed, *(made for unit in based for made in _powers(unit, codes)))


def _prefixed(unit: Unit) -> Iterator[Unit]:
    """A unit with each of its prefixes."""
    for prefix in lexicon.units().prefix:
        if prefix.code in unit.prefixes:
            yield Unit(
                code=prefix.code + unit.code,
                zh=tuple(prefix.zh + name for name in unit.zh) if prefix.zh else (),
                en=tuple(prefix.en + name for name in unit.en),
                symbol=tuple(mark + symbol for mark in prefix.symbol or (prefix.code,) for symbol in unit.symbol),
                powers=unit.powers,
            )


def _powers(unit: Unit, codes: dict[str, str]) -> Iterator[Unit]:
    """Square and cube of a length; where the lexicon lists one (`square foot`), all its forms take that code."""
    for power, words, marks, han in _POWERS:
        yield Unit(
            code=next((codes[name] for name in (f"{words[0]} {one}" for one in unit.en) if name in codes), f"{unit.code}{power}"),
            zh=tuple(han + name for name in unit.zh),
            en=tuple(f"{word} {name}" for word in words for name in unit.en),
            symbol=(
                *(symbol + mark for symbol in unit.symbol for mark in marks),
                *(f"{word} {symbol}" for word in words for symbol in unit.symbol),
            ),
        )
