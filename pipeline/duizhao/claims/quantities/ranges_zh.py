"""Chinese numbers with two ends: 3至5, 三、四十, 20和30之间, scores, and claims that are one with their neighbour."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.cover import joined
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.numerals.numerals_zh import DIGITS, TRIGGER, parse
from duizhao.claims.patterns import JOIN, any_of
from duizhao.claims.quantities.compounds_zh import unit_at
from duizhao.model import NumericValue

_AND = re.compile(" ?(?:和|与|及|跟|至|到|-|~) ?")
# Before the second number of two that are negative.
_SIGN = re.compile("-|负|零下")
_BETWEEN = re.compile(" ?(?:之间|间(?![接隔断谍隙]))")
_SCORE = re.compile("(?:[-:∶]|比)(?P<second>[0-9]{1,3})(?:(?:[-:∶]|比)(?P<third>[0-9]{1,3}))?(?![0-9%.:/]|[-~到至])")
_WORD_SCORE = re.compile("比(?P<second>[零〇一二三四五六七八九十百]{1,6})(?![个名年月倍千点])")
_SCORE_WORDS = re.compile(any_of(lexicon.chinese_words().score))
_ALSO = re.compile("[，,、 ]?(?:并且?|且|而且|但|而|同时)? ?")
# 30<x<50
_NAMED_BETWEEN = re.compile("[<≤]=? ?[A-Za-z一-鿿]{1,6} ?")
# The longest words between two claims that may be one.
_GAP = 4


def ranged(text: str, first: Numeral) -> Numeral:
    """The numeral with two ends that starts with `first`, the scale of the second shared; `first` itself where there is none."""
    if first.number is None or first.form in {"fraction", "half", "too-long"}:
        return first
    link = JOIN.match(text, first.end)
    between = None if link is not None else _AND.match(text, first.end)
    joint = link or between
    if joint is None:
        return _listed(text, first)
    sign = _SIGN.match(text, joint.end()) if first.number < 0 else None
    at = joint.end() if sign is None else sign.end()
    if at >= len(text) or TRIGGER.match(text, at) is None:
        return first
    second = parse(text, at)
    if (
        second is None
        or second.number is None
        or second.form in {"half", "fraction"}
        or (second.form == "percent" and first.form != "percent")
        or text.startswith("分之", second.end)
    ):
        return first
    if between is not None and _BETWEEN.match(text, second.end) is None:
        return first
    low, high = first.number, second.number
    if sign is not None or text.startswith("零下", first.start):
        low, high = sorted((low, -high))
    if first.scale == 1 and second.scale > 1 and low < high / second.scale:
        low *= second.scale
    return (
        first
        if low >= high
        else Numeral(first.start, second.end, None, low, high, "percent" if first.form == "percent" else "vague")
    )


def ordinals(text: str, first: Numeral) -> Numeral:
    """第3至5名, 第1-3章: the places from one to another, told with a single 第; `first` itself where there is no second."""
    link = JOIN.match(text, first.end)
    whole = first.number is not None and first.number.denominator == 1
    if link is None or not whole or link.end() >= len(text) or TRIGGER.match(text, link.end()) is None:
        return first
    second = parse(text, link.end())
    if second is None or second.number is None or second.number.denominator != 1 or text.startswith("分之", second.end):
        return first
    if first.number is None or second.number <= first.number or second.form not in {"arabic", "words"}:
        return first
    if unit_at(text, second.end) is None and not "\u4e00" <= text[second.end : second.end + 1] <= "\u9fff":
        return first
    return Numeral(first.start, second.end, None, first.number, second.number, "ordinal")


def _listed(text: str, first: Numeral) -> Numeral:
    """三、四十 and 五、六个: neighbours with a comma between are one vague number."""
    lead = DIGITS.get(text[first.end + 1 : first.end + 2])
    if not first.plain or text[first.end : first.end + 1] != "、" or not lead or first.number is None or lead != first.number + 1:
        return first
    second = parse(text, first.end + 1)
    if second is None or second.number is None or second.form != "words" or second.number % lead:
        return first
    if text[first.start - 1 : first.start] == "第" or unit_at(text, second.end) is None:
        return first
    return Numeral(first.start, second.end, None, second.number / lead * first.number, second.number, "vague")


def score(text: str, number: Numeral) -> Mention | None:
    """4-1, 3比0, 5-0-0: a score is one claim, its ends as bounds."""
    if number.number is None or number.number.denominator != 1 or not 0 <= number.number <= 199:
        return None
    if number.form == "words" and number.plain:
        return _score_in_words(text, number)
    if number.form != "arabic":
        return None
    match = _SCORE.match(text, number.end)
    if match is None:
        return None
    parts = (text[number.start : number.end], match["second"], match["third"])
    values = sorted(Fraction(int(part)) for part in parts if part and part.isdigit())
    if match[0][0] == "-" and number.number < int(match["second"]):
        around = text[max(0, number.start - 12) : match.end() + 8]
        if not _SCORE_WORDS.search(around) or unit_at(text, match.end()) is not None:
            return None
    value = NumericValue(number=None, low=values[0], high=values[-1], unit="score")
    return Mention(number.start, match.end(), "number", value, rule="zh.number.score/1", confidence=0.85)


def _score_in_words(text: str, number: Numeral) -> Mention | None:
    """二比二, 八十八比七十六 beside a word of winning or losing."""
    match = _WORD_SCORE.match(text, number.end)
    if match is None or not _SCORE_WORDS.search(text[max(0, number.start - 12) : match.end() + 8]):
        return None
    second = parse(text, match.start("second"))
    assert number.number is not None
    if second is None or second.number is None or second.end != match.end():
        return None
    values = sorted((number.number, second.number))
    value = NumericValue(number=None, low=values[0], high=values[1], unit="score")
    return Mention(number.start, match.end(), "number", value, rule="zh.number.score/3", confidence=0.8)


def merged(text: str, mentions: list[Mention]) -> list[Mention]:
    """Neighbours that are one claim: 10%至15%, 大于10小于20; no two of the result overlap."""
    return joined(mentions, lambda first, last: _both(text, first, last))


def _both(text: str, first: Mention, last: Mention) -> Mention | None:
    a, b = first.value, last.value
    if not isinstance(a, NumericValue) or not isinstance(b, NumericValue) or first.kind != last.kind:
        return None
    gap = text[first.end : last.start]
    if a.number is None or b.number is None or a.unit != b.unit or a.number == b.number:
        return None
    low, high = sorted((a.number, b.number))
    value = NumericValue(number=None, low=low, high=high, unit=a.unit)
    below, above = {"under", "at_most"}, {"over", "at_least"}
    if first.qualifier in below and last.qualifier in above and a.number > b.number and a.unit is None and len(gap) <= _GAP:
        return replace(first, end=last.end, value=value, qualifier="exact") if _ALSO.fullmatch(gap) else None  # 少于20但多于10
    if a.number > b.number and (b.number >= 0 or a.number >= 0):
        return None
    if first.qualifier == "exact" and last.qualifier in below and _NAMED_BETWEEN.fullmatch(gap):
        return replace(first, end=last.end, value=value, qualifier="exact")
    if len(gap) > _GAP:
        return None
    if last.qualifier == "exact" and first.qualifier in {"exact", "about"} and JOIN.fullmatch(gap):
        return replace(first, end=last.end, value=value, subject=last.subject, confidence=min(first.confidence, last.confidence))
    bounds = first.qualifier in above and last.qualifier in below
    # 三年以上十年以下: amounts of a unit only where nothing stands between
    if bounds and ((_ALSO.fullmatch(gap) or JOIN.fullmatch(gap)) if a.unit is None else gap in {"", " "}):
        return replace(first, end=last.end, value=value, qualifier="exact")
    return None
