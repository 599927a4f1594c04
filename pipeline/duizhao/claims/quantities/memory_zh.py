"""兆 and G beside Chinese words for memory and lines: 500兆的文件, 16G内存, 100兆宽带."""

from __future__ import annotations

import re
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.patterns import any_of

_WORDS = lexicon.chinese_words()
_TRILLION = Fraction(10**12)
_LINE = re.compile(any_of(_WORDS.line))
_MEMORY = re.compile(any_of(_WORDS.memory))
# How far behind the number the words are looked for first, and how far around it, in characters.
_BEHIND = 4
_AROUND = 12


def stored(text: str, number: Numeral) -> tuple[Numeral, int, str] | None:
    """100兆宽带, 500兆的文件, 16G内存: short for megabits of a line, for megabytes and gigabytes of memory.

    Args:
        number: a numeral of folded text.

    Returns:
        The number of the unit, where it ends, and the unit; None where nothing near speaks of a line or of memory.
    """
    start, end = number.start, number.end
    letter = text[end : end + 1]
    if number.scale == _TRILLION and text[end - 1] == "兆":
        number, letter = number.scaled(1 / _TRILLION), "M"
    elif number.form == "arabic" and letter in {"G", "T"} and _MEMORY.match(text, end + 1):
        end += 1
    else:
        return None
    for near in (text[end : end + _BEHIND], text[max(0, start - _AROUND) : end + _AROUND]):
        if _LINE.search(near):
            return number, end, f"{letter}bit/s"
        if _MEMORY.search(near):
            return number, end, f"{letter}By"
    return None
