"""Claims built by hand, in one line each."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from duizhao.consistency import BeadClaims
from duizhao.model import (
    AnyClaim,
    Claim,
    ClaimKind,
    DateValue,
    Lang,
    NumericValue,
    PersonValue,
    Qualifier,
    Relation,
    TimeValue,
    claim_id,
)

_BOUNDS: dict[str, tuple[bool, bool]] = {
    "exact": (True, True),
    "over": (True, False),
    "at_least": (True, False),
    "nearly": (False, True),
    "under": (False, True),
    "at_most": (False, True),
}


def claim(lang: Lang, kind: ClaimKind, words: str, value: Any, qualifier: Qualifier = "exact", start: int = 0) -> AnyClaim:
    """A claim of `words`.

    `value` is an EDTF string for a date, an ISO string for a time, a name for a person; for numbers `"40.29e6 person"`,
    a figure with its unit, or `"3..5 day"`, or `"..90"`.
    """
    return cast(
        AnyClaim,
        Claim(
            id=claim_id(lang, start, start + len(words), f"{kind}{words}"),
            document="d",
            source="s-" + lang,
            segment="g",
            lang=lang,
            kind=kind,
            surface=words,
            start=start,
            end=start + len(words),
            normalized=words,
            value=_value(kind, str(value), qualifier),
            qualifier=qualifier,
            rule="test/1",
        ),
    )


def _value(kind: ClaimKind, text: str, qualifier: Qualifier) -> Any:
    if kind == "date":
        return DateValue(edtf=text)
    if kind == "time":
        return TimeValue(iso=text)
    if kind == "person":
        return PersonValue(name=text)
    figure, _, unit = text.partition(" ")
    if ".." in figure:
        low, _, high = figure.partition("..")
        return NumericValue(number=None, low=_number(low), high=_number(high), unit=unit or None)
    number = _number(figure)
    low_known, high_known = _BOUNDS.get(qualifier, (False, False))
    return NumericValue(number=number, low=number if low_known else None, high=number if high_known else None, unit=unit or None)


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def bead(
    zh_text: str, zh: list[AnyClaim], en_text: str, en: list[AnyClaim], name: str = "b", relation: Relation = "translation"
) -> BeadClaims:
    """A bead of one document."""
    return BeadClaims(name, "d", relation, tuple(zh), tuple(en), zh_text, en_text)
