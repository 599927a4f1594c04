"""Chinese amounts told in several units: 五元三毛, 2小时28分10秒, 三公斤200克, 五亩三分; and the words before an amount."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.numerals.numerals_zh import TRIGGER, parse
from duizhao.claims.units import UnitWord, chinese_signs, chinese_units

_LONGEST_UNIT = 8
_LONGEST_SIGN = 4
# Before these 两 is a number and no weight.
_OF_TWO = frozenset("年个天月位名次周小国岸地者种项条家人")
_SMALLER = {"year": ("month", 12), "hour": ("minute", 60), "minute": ("second", 60), "day": ("hour", 24), "week": ("day", 7)}
# The next smaller measures, and how many of each make one: by their code, and by their word where no lexicon lists them
# (分 of a 亩, of a degree).
_PARTS = {
    "t": {"kg": 1000, "[jin_cn]": 2000},
    "kg": {"g": 1000, "[liang_cn]": 20},
    "g": {"mg": 1000},
    "km": {"m": 1000},
    "m": {"dm": 10, "cm": 100, "mm": 1000},
    "dm": {"cm": 10, "mm": 100},
    "cm": {"mm": 10},
    "L": {"dL": 10, "mL": 1000},
    "[jin_cn]": {"[liang_cn]": 10, "[qian_cn]": 100, "g": 500},
    "[liang_cn]": {"[qian_cn]": 10},
    "[dan_cn]": {"[dou_cn]": 10},
    "[dou_cn]": {"L": 10},
    "[li_cn]": {"[zhang_cn]": 150, "m": 500},
    "[zhang_cn]": {"[chi_cn]": 10, "[cun_cn]": 100},
    "[chi_cn]": {"[cun_cn]": 10},
    "[qing_cn]": {"[mu_cn]": 100},
    "[mu_cn]": {"分": 10, "厘": 100},
    "[mi_i]": {"[yd_i]": 1760, "[ft_i]": 5280},
    "[yd_i]": {"[ft_i]": 3},
    "[ft_i]": {"[in_i]": 12},
    "[lb_av]": {"[oz_av]": 16},
    "har": {"[mu_cn]": 15},
    "deg": {"分": 60, "′": 60, "'": 60},
}
# Behind 周 this makes it a period, and no week; but 三周期间 lasts three weeks.
_PERIOD = re.compile("期(?![间货限中末待望内])")
# Behind the minutes of a degree.
_SECONDS = {"秒": 3600, "″": 3600, '"': 3600}
_COINS = {"角": Fraction(1, 10), "毛": Fraction(1, 10), "分": Fraction(1, 100)}


def unit_at(text: str, at: int) -> tuple[int, UnitWord] | None:
    """The longest unit word at `at` of folded text, and where it ends; a letter unit does not end inside a word."""
    table = chinese_units()
    for end in range(min(len(text), at + _LONGEST_UNIT), at, -1):
        word = table.get(text[at:end])
        if word is not None and end - at == 1 and text[at] == "两" and text[end : end + 1] in _OF_TWO:
            return None  # 2024—2025两年期
        if word is not None and text[end - 1] == "周" and _PERIOD.match(text, end):
            continue  # 两个周期
        if word is not None and not (_latin(text[end - 1]) and end < len(text) and _latin(text[end])):
            return end, word
    return None


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def sign_before(text: str, start: int) -> tuple[int, str] | None:
    """A money sign or word right before `start`: where it begins, and its ISO code."""
    signs = chinese_signs()
    at = start - 1 if text[start - 1 : start] == " " else start
    for begin in range(max(0, at - _LONGEST_SIGN), at):
        iso = signs.get(text[begin:at])
        if iso is not None and not (_latin(text[begin]) and begin and _latin(text[begin - 1])):
            return begin, iso
    return None


def plus(number: Numeral, more: Fraction) -> Numeral:
    """The numeral with something added to the value and to both bounds."""
    if number.number is None or number.low is None or number.high is None:
        return replace(number, number=None if number.number is None else number.number + more)
    return replace(number, number=number.number + more, low=number.low + more, high=number.high + more)


def _small(text: str, at: int) -> Numeral | None:
    """A plain number below a thousand at `at`."""
    if at >= len(text) or TRIGGER.match(text, at) is None:
        return None
    number = parse(text, at)
    if (
        number is None
        or number.number is None
        or number.form not in {"arabic", "words", "digits"}
        or not 0 <= number.number < 1000
    ):
        return None
    return number


def coins(text: str, number: Numeral, stop: int, iso: str | None = "CNY") -> tuple[Numeral, int]:
    """The small coins behind the main unit: 五元三毛, 50元6角三分, 三块五, 二十欧元五十欧分; and where they end."""
    below = Fraction(1)
    for _ in range(2):
        rest = _small(text, stop)
        if number.number is None or rest is None or rest.number is None:
            break
        following = text[rest.end : rest.end + 1]
        named = unit_at(text, rest.end)
        if named is not None and named[1].kind == "money" and named[1].unit == iso != "CNY" and named[1].factor < below:
            number, stop, below = plus(number, rest.number * named[1].factor), named[0], named[1].factor
            continue
        factor = _COINS.get(following)
        if factor is not None and factor < below and not text.startswith("分之", rest.end):
            number, stop, below = plus(number, rest.number * factor), rest.end + 1, factor
        elif text[stop - 1] in "毛角" and rest.plain and rest.number < 10 and not "\u4e00" <= following <= "\u9fff":
            return plus(number, rest.number / 100), rest.end  # 四毛三
        elif text[stop - 1] == "块" and (rest.plain or rest.number < 10) and not "\u4e00" <= following <= "\u9fff":
            return plus(number, rest.number / 10), rest.end
        else:
            break
    return number, stop


def longer(text: str, number: Numeral, unit: str | None, stop: int) -> tuple[Numeral, str | None, int]:
    """2小时28分10秒, 三年零两个月: one stretch of time in the smallest of its units; and where it ends."""
    if unit == "week" and number.number == 1:
        return number, unit, stop  # 一周四天 is four days a week
    while number.number is not None and number.low == number.high and unit in _SMALLER:
        small, factor = _SMALLER[unit]
        rest = _small(text, stop + 1 if text[stop : stop + 1] in {"零", "又", "加", "+", " "} else stop)
        if rest is None or rest.number is None:
            break
        found = unit_at(text, rest.end)
        if (
            found is not None
            and found[1].kind in {"duration", "age"}
            and found[1].unit == small
            and _goes_on(text, rest.end, found[1])
        ):
            end, more = found[0], rest.number * found[1].factor
        elif small == "minute" and text.startswith("分", rest.end) and not text.startswith("分之", rest.end):
            end, more = rest.end + 1, rest.number
        else:
            break
        if more >= factor:
            break  # 一天二十四个小时 tells how long a day is
        number, unit, stop = plus(number.scaled(Fraction(factor)), more), small, end
    return number, unit, stop


def _goes_on(text: str, at: int, word: UnitWord) -> bool:
    """Whether a smaller unit of time goes on with the one before: its own word, or quarters of an hour (两小时一刻钟)."""
    return word.factor == 1 or text.startswith("刻", at)


def parts(text: str, number: Numeral, unit: str, stop: int) -> tuple[Numeral, int]:
    """3公斤200克, 五亩三分, 一斤三两五钱, 6英尺6英寸, 30度15分: one measure in the larger unit; and where it ends."""
    smaller = _PARTS.get(unit, {})
    if number.number is None or number.number.denominator != 1 or number.low != number.high:
        return number, stop
    while smaller:
        rest = _small(text, stop + 1 if text[stop : stop + 1] in {" ", "零", "又"} else stop)
        if rest is None or rest.number is None or rest.number.denominator != 1:
            break
        at = rest.end + 1 if text[rest.end : rest.end + 1] == " " else rest.end
        mark, found = text[at : at + 1], unit_at(text, at)
        code, end = (mark, at + 1) if mark in smaller else (found[1].unit, found[0]) if found is not None else (None, at)
        many = smaller.get(code or "")
        if many is None or not 0 < rest.number < many or text.startswith(("分之", "分钟"), at):
            break
        number, stop = plus(number, rest.number / many), end
        smaller = _SECONDS if many == 60 else {name: each for name, each in smaller.items() if each > many}
    return number, stop
