"""Chinese tenths: 三成, 九成五, 七折, 五五折."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.numerals.numerals_zh import DIGITS
from duizhao.claims.quantities.compounds_zh import plus

# Behind 三成五 these make the digit begin a number of its own.
_OWN_NUMBER = frozenset("零一二三四五六七八九十百千万亿个名家人年月日次")


def tenths(text: str, number: Numeral, stop: int) -> tuple[Numeral, int] | None:
    """A share told in tenths, with a half or a second digit (三成半, 七成六, 五五折): in percent, and where it ends.

    Args:
        stop: behind the 成 or 折 that follows the number.

    Returns:
        None where the character begins a word (成立, 折扣).
    """
    mark, following = text[stop - 1], text[stop : stop + 1]
    if following in set(lexicon.chinese_words().tenths_not) or (
        mark == "成" and following == "分" and text[stop + 1 : stop + 2] not in _OWN_NUMBER
    ):
        return None
    if mark == "折":
        return _discount(text, number), stop
    number = number.scaled(Fraction(10))
    at = stop + 1 if following == " " else stop
    digit, behind = text[at : at + 1], text[at + 1 : at + 2]
    if digit == "半" and behind not in {"数", "年"}:
        number, stop = plus(number, Fraction(5)), at + 1
    elif DIGITS.get(digit) and behind not in _OWN_NUMBER:
        number, stop = plus(number, Fraction(DIGITS[digit])), at + 1
    return number, stop


def _discount(text: str, number: Numeral) -> Numeral:
    """九折 is 90 percent, 五五折 and 7 2 折 two digits, 半折 a half."""
    if number.form == "half":
        return number.scaled(Fraction(100))
    if number.form == "vague" and number.low is not None and number.high is not None and number.high < 10:
        value = number.low * 10 + number.high  # 七八折 read as digits
        return replace(number, number=value, low=value, high=value)
    tens = text[number.start - 2 : number.start]
    if (
        len(tens) == 2
        and tens[0].isdigit()
        and tens[1] == " "
        and number.base < 10
        and not text[number.start - 3 : number.start - 2].isdigit()
    ):
        return replace(plus(number, Fraction(10 * int(tens[0]))), start=number.start - 2)
    return number if number.form == "digits" or number.base > 10 else number.scaled(Fraction(10))
