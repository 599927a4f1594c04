"""How a whole number is written in either language, for finding it in a text that was not read as claims."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_UNITS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "  # noqa: SIM905
    "seventeen eighteen nineteen".split()
)
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_ENDS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_HAN = "零一二三四五六七八九"


@lru_cache(maxsize=2048)
def english_words(number: int) -> tuple[str, ...]:
    """English words for 0 to 999,999, cardinal and ordinal.

    >>> english_words(21)
    ('twenty-one', 'twenty one', 'twenty-first', '21st')
    """
    if not 0 <= number < 1_000_000:
        return ()
    cardinal = _cardinal(number)
    head, _, last = cardinal.rpartition("-") if "-" in cardinal.rpartition(" ")[2] else cardinal.rpartition(" ")
    joint = cardinal[len(head) : len(cardinal) - len(last)]
    ordinal = head + joint + (_ORDINAL_ENDS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th"))
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    words = [cardinal, cardinal.replace("-", " "), ordinal, f"{number}{suffix}"]
    return tuple(dict.fromkeys(words))


def _cardinal(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _TENS[tens] + (f"-{_UNITS[unit]}" if unit else "")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            high, low = divmod(number, size)
            return f"{_cardinal(high)} {name}" + (f" {_cardinal(low)}" if low else "")
    raise AssertionError(number)


@lru_cache(maxsize=2048)
def chinese_numeral(number: int) -> str:
    """The plain Chinese numeral for 0 to 999,999,999,999.

    >>> chinese_numeral(4029), chinese_numeral(15), chinese_numeral(110), chinese_numeral(108000)
    ('四千零二十九', '十五', '一百一十', '十万八千')
    """
    if not 0 <= number < 10**12:
        return ""
    if number > 9999:
        size, name = (10**8, "亿") if number >= 10**8 else (10**4, "万")
        high, low = divmod(number, size)
        return chinese_numeral(high) + name + ("零" if 0 < low < size // 10 else "") + (chinese_numeral(low) if low else "")
    if number < 10:
        return _HAN[number]
    result, pending = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            result += ("零" if pending else "") + _HAN[digit] + name
            pending = False
        elif result:
            pending = True
    return result.removeprefix("一") if result.startswith("一十") else result


_FIGURE = re.compile(
    r"([0-9]{1,3}(?:[,，][0-9]{3})++|[0-9]++)(\.[0-9]++)?\s?-?"
    r"(百万|千万|十亿|万亿|[百千万亿]|(?:hundred|thousand|million|billion|trillion|mn|bn|tn|[kmb])(?![A-Za-z]))?+",
    re.I,
)
_SCALES = {
    "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "万亿": 12,
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "b": 9, "bn": 9, "trillion": 12, "tn": 12,
}  # fmt: skip


@lru_cache(maxsize=64)
def written_figures(text: str) -> tuple[tuple[int, int, Fraction], ...]:
    """Every figure written in digits: start, end and value, once with its scale word and once without.

    >>> written_figures("about 2.25 billion")
    ((6, 18, Fraction(2250000000, 1)), (6, 18, Fraction(9, 4)))
    """
    found = []
    for match in _FIGURE.finditer(text):
        whole, decimals, scale = match.groups()
        number = Fraction(whole.replace(",", "").replace("，", "") + (decimals or ""))
        if scale:
            found.append((match.start(), match.end(), number * 10 ** _SCALES[scale.lower()]))
        found.append((match.start(), match.end(), number))
    return tuple(found)
