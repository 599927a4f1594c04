"""Chinese ages without 岁: 今年四十五, 虚岁三十, 年过半百, 七旬老人, 年近八旬."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from duizhao.claims.numerals.numeral import Numeral

TOLD_AGE: Final = "zh.age.told/2"
_AGED = re.compile("(?:今年|现年|时年|享年|年方|年仅|年满|终年|芳龄|虚岁|周岁|实岁|年已|年近|年过|年逾)(?:约|近|已|刚)?$")
_PAUSE = re.compile("$|[，。；、！？,）)]")
_OLDEST = 120
# 年近七旬, 已过六旬; 七旬老人, 八旬老母
_REACHED = re.compile("(?:年|已|将|未)[近过逾届满到超]$")
_OLD = re.compile("旬(?:老|高龄|阿|大[爷妈娘叔]|太|寿|[父母妇翁婆爷奶])")


def told_age(text: str, number: Numeral) -> tuple[Numeral, int] | None:
    """The age in years that a numeral tells with the words beside it, and where it ends; None where it is no age.

    >>> from duizhao.claims.numerals.numerals_zh import parse
    >>> number, end = told_age("年过半百，", parse("年过半百，", 2))
    >>> number.number, number.qualifier, end
    (Fraction(50, 1), 'over', 4)
    """
    start, end = number.start, number.end
    before = text[max(0, start - 5) : start]
    if text[end : end + 1] == "旬":
        if number.form != "words" or not 3 <= number.base <= 10:
            return None
        years = number.scaled(Fraction(10))
        if _REACHED.search(before):
            return _passed(before, years), end + 1
        if years.number is None or not _OLD.match(text, end):
            return None
        return replace(years, number=None, low=years.number, high=years.number + 9, form="vague", qualifier="about"), end + 1
    if 0 < number.base <= _OLDEST and _AGED.search(before) and _PAUSE.match(text, end):
        return _passed(before, number), end
    return None


def _passed(before: str, number: Numeral) -> Numeral:
    """年过七十: 过 bounds the age and stays outside, as 年 does."""
    return replace(number, qualifier="over") if before.endswith("过") and number.qualifier == "exact" else number
