"""Figures as they are said aloud in English: "one seventy-five tall" is 1.75 m, "that's twelve eighty" 12.80, "two forty" 2:40.

The two numerals could be two figures as well. They are one only where the Chinese has the figure that they make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from duizhao.consistency.items import Item
from duizhao.model import AnyClaim, NumericValue, TimeValue

_ONES = {
    word: value
    for value, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        ),
        1,
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_SPOKEN = re.compile(
    rf"(?<![A-Za-z-])(?P<lead>(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(_ONES)})|{'|'.join(_TENS)}) "
    rf"(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<ones>{'|'.join(list(_ONES)[:9])}))?(?![A-Za-z-])",
    re.I,
)


def spoken(en: list[Item], zh: Sequence[Item], text: str) -> list[Item]:
    """The English items, with two numerals that make a figure of the Chinese side put together as that figure.

    Args:
        en: items of the English side, in reading order.
        zh: items of the Chinese side.
        text: the English text.
    """
    if not any(item.claim.normalized.partition("-")[0].lower() in _TENS for item in en):
        return en
    for match in _SPOKEN.finditer(text):
        start, end = match.span()
        inside = [item for item in en if item.span and start <= item.span[0] and item.span[1] <= end]
        if not inside or any(item.unread or item.view.kind not in ("count", "number") for item in inside):
            continue
        lead = sum(_TENS.get(word) or _ONES[word] for word in match["lead"].lower().split("-"))
        rest = _TENS[match["tens"].lower()] + _ONES.get((match["ones"] or "").lower(), 0)
        if any(_figure(item.view) == rest for item in zh):
            continue
        partner = next((item for item in zh if _makes(item.view, lead, rest)), None)
        if partner is None:
            continue
        first = inside[0]
        view: AnyClaim = msgspec.structs.replace(first.claim, kind=partner.view.kind, value=partner.view.value)
        put = {id(item) for item in inside}
        whole = Item(first.claim, view, "whole", first.place, (start, end))
        en = [whole if item is first else item for item in en if item is first or id(item) not in put]
    return en


def _figure(claim: AnyClaim) -> Fraction | None:
    return claim.value.number if isinstance(claim.value, NumericValue) else None


def _makes(claim: AnyClaim, lead: int, rest: int) -> bool:
    """Whether a claim is the figure or the clock time that two numerals make."""
    if isinstance(claim.value, TimeValue):
        return claim.value.iso in (f"T{lead:02}:{rest:02}", f"T{lead + 12:02}:{rest:02}")
    return _figure(claim) in (100 * lead + rest, lead + Fraction(rest, 100))
