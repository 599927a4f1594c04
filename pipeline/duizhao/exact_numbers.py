"""Numbers that a text states, in JSON and back, without a float that is not the number itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any


def exact_json(number: Fraction) -> int | Decimal | str:
    """An exact JSON form: an integer, a decimal where one is exact, else `"p/q"`.

    >>> exact_json(Fraction(25, 2)), exact_json(Fraction(3)), exact_json(Fraction(1, 3))
    (Decimal('12.5'), 3, '1/3')
    """
    if number.denominator == 1:
        return number.numerator
    twos, rest = _factor(number.denominator, 2)
    fives, rest = _factor(rest, 5)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    scaled = number.numerator * 2 ** (places - twos) * 5 ** (places - fives)
    digits = tuple(int(digit) for digit in str(abs(scaled)))
    return Decimal((int(scaled < 0), digits, -places))


def _factor(number: int, prime: int) -> tuple[int, int]:
    """How often `prime` divides `number`, and what is left."""
    power = 0
    while number % prime == 0:
        number //= prime
        power += 1
    return power, number


def encode_exact(value: object) -> object:
    """The `enc_hook` of msgspec for files: as `exact_json`; NotImplementedError for anything but a `Fraction`."""
    if isinstance(value, Fraction):
        return exact_json(value)
    raise NotImplementedError(f"cannot write a {type(value).__name__}")


def plain_exact(value: object) -> object:
    """The same for plain Python values: a float where it is the number digit for digit, else `"p/q"`."""
    exact = encode_exact(value)
    if not isinstance(exact, Decimal):
        return exact
    # Only a figure that comes back digit for digit may be a float.
    near = float(exact)
    return near if Decimal(repr(near)) == exact else "/".join(map(str, exact.as_integer_ratio()))


def decode_exact(expected: type, value: Any) -> object:
    """The `dec_hook` of msgspec: back from either form; NotImplementedError for any type but `Fraction`."""
    if expected is Fraction:
        return Fraction(value)
    raise NotImplementedError(f"cannot read a {expected}")
