"""The value of a string of ASCII digits, and how much of one is worked out."""

from __future__ import annotations

from fractions import Fraction

# Python refuses to turn longer strings of digits into integers (4300 by default); no text means a number this long.
MAX_DIGITS = 1000
# No power of ten beyond this is worked out, in exponents and chained scale words.
MAX_POWER = 300
# Sizes that things have in bits.
BIT_SIZES = frozenset({*(2**power for power in range(2, 13)), 10, 12, 14, 24, 48, 96, 192})


def from_digits(text: str) -> Fraction | None:
    """The value of ASCII digits with commas and one point, or None when there are too many of them.

    >>> from_digits("1,054.50")
    Fraction(2109, 2)
    """
    if len(text) > MAX_DIGITS:
        return None
    whole, _, part = text.replace(",", "").partition(".")
    if not part:
        return Fraction(int(whole or "0"))
    return Fraction(int((whole or "0") + part), 10 ** len(part))
