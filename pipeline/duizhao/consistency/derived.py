"""What one side works out of what both sides give, or tells again in another way: nothing is missing.

Two decades beside 2001至2020年; 32 men and 32 women beside 男女各半; "a tenth of it" beside both sums; 四局 before four scores;
a day of the lunar calendar in brackets behind its date; the third year of a reign whose name the other side keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations

from duizhao.consistency.items import Item
from duizhao.consistency.match import Match, Matching
from duizhao.consistency.numerals import chinese_numeral
from duizhao.consistency.records import BeadClaims
from duizhao.edtf import Point, parse
from duizhao.model import AnyClaim, DateValue, NumericValue, TimeValue

# Dates and times of one side that are tried as the two ends of a stretch.
_ENDS = 8
_HALVES = re.compile("各半|对半|一半|各占|平分|均分|(?<![a-z])(?:half|halves|halved|equally|evenly)(?![a-z])", re.I)
# Between a date and the same day of another calendar: 2月9日（农历除夕）.
_BRACKETED = re.compile(r"[ ,，、]?[(（/]? ?(?:即|农历|阴历|旧历|or|the)? ?")
# A share of money may be rounded by this.
_ROUNDED = Fraction(1, 50)


def is_derived(item: Item, matching: Matching, bead: BeadClaims) -> bool:
    """Whether an item without a partner follows from what both sides say."""
    if item.unread or item.span is None:
        return False
    if item.view.kind == "date":
        return _in_another_calendar(item, matching, bead)
    number = _number(item.view)
    if number is None:
        return False
    own = [pair.zh if item.claim.lang == "zh" else pair.en for pair in matching.agreed]
    if item.view.kind in ("duration", "age"):
        return _is_stretch(item.view, number, own)
    if item.view.kind in ("count", "number", "money"):
        other_text = bead.en_text if item.claim.lang == "zh" else bead.zh_text
        return _is_half(number, own, other_text) or _counts_scores(number, own)
    return item.view.kind == "ordinal" and _is_of_reign(item, number, bead)


def is_share(pair: Match, matching: Matching) -> bool:
    """Whether one side gives a share of a figure that both give, where the other gives what that comes to.

    贷款80万元，其中8万 beside "a loan of 800,000 yuan, a tenth of it"; 三十人，男女各占一半
    beside "thirty, fifteen of them women".
    """
    if pair.comparison.verdict != "contradicts":
        return False
    zh, en = _number(pair.zh.view), _number(pair.en.view)
    if zh is None or en is None or not zh or not en:
        return False
    share, part = sorted((zh, en))
    view = pair.zh.view if share == zh else pair.en.view
    if view.kind == "percent":
        share /= 100
    if view.kind not in ("number", "percent") or not 0 < share < 1:
        return False
    wholes = (_number(agreed.zh.view) for agreed in matching.agreed)
    return any(whole is not None and whole > 1 and abs(whole * share - part) <= part * _ROUNDED for whole in wholes)


def _number(claim: AnyClaim) -> Fraction | None:
    return claim.value.number if isinstance(claim.value, NumericValue) else None


def _is_stretch(claim: AnyClaim, number: Fraction, own: list[Item]) -> bool:
    """Whether a stretch of time lies between two dates, or times, that both sides give."""
    assert isinstance(claim.value, NumericValue)
    unit = claim.value.unit or ""
    points: list[Point] = []
    hours: list[Fraction] = []
    for item in own:
        value = item.view.value
        dates = parse(value.edtf) if isinstance(value, DateValue) else None
        points += dates.points if dates is not None else ()
        hours += _hours(value.iso) if isinstance(value, TimeValue) else ()
    if unit in ("hour", "minute"):
        wanted = number if unit == "hour" else number / 60
        return any((then - first) % 24 == wanted for first, then in combinations(hours[:_ENDS], 2))
    return any(
        number in (length, length + 1)
        for first, then in combinations(points[:_ENDS], 2)
        for length in _lengths(first, then, unit)
    )


def _hours(iso: str) -> Iterator[Fraction]:
    for part in iso.split("/"):
        if re.match("T[0-9]{2}:[0-9]{2}", part):
            yield int(part[1:3]) + Fraction(int(part[4:6]), 60)


def _lengths(first: Point, then: Point, unit: str) -> Iterator[Fraction]:
    """How far two dates lie apart, in whole units, counted without the last of them."""
    years = (then.year or 0) - (first.year or 0)
    if (first.year is None) != (then.year is None) or years < 0:
        return
    months = 12 * years + max(then.months, default=0) - min(first.months, default=0)
    if unit == "year" and first.year is not None:
        if not (first.months and then.months):
            yield Fraction(years)
        elif months % 12 in (0, 11):
            yield Fraction((months + 1) // 12)
    elif unit == "month" and first.months and then.months:
        yield Fraction(months)
    elif unit in ("day", "week", "night") and first.day and then.day and months >= 0:
        days = _days(first, then)
        if days is not None and unit == "week":
            yield from (Fraction(count, 7) for count in (days, days + 1) if count % 7 == 0)
        elif days is not None:
            yield Fraction(days)


def _days(first: Point, then: Point) -> int | None:
    try:
        one = date(first.year or 2001, first.month or 1, first.day or 1)
        return (date(then.year or 2001, then.month or first.month or 1, then.day or 1) - one).days
    except ValueError:
        return None


def _is_half(number: Fraction, own: list[Item], other_text: str) -> bool:
    """Half of what both give, or twice: 六十四名，男女各半 and "64 (32 men, 32 women)"."""
    wholes = (2 * number, number / 2)
    return any(_number(item.view) in wholes for item in own) and _HALVES.search(other_text) is not None


def _counts_scores(number: Fraction, own: list[Item]) -> bool:
    """How many scores are listed, or one side of a score: 四局比分为 before four scores; 连追三局，以三比二."""
    scores = [item.view.value for item in own if isinstance(item.view.value, NumericValue) and item.view.value.unit == "score"]
    ends = {end for value in scores for end in (value.low, value.high)}
    listed = len(scores)
    return number in ends or (listed > 1 and number in (listed, listed - 1))


def _in_another_calendar(item: Item, matching: Matching, bead: BeadClaims) -> bool:
    """A day of the lunar calendar beside the date that both give: 2026年10月3日（农历八月廿三）."""
    if "lunar" not in item.claim.rule or item.span is None:
        return False
    text = bead.zh_text if item.claim.lang == "zh" else bead.en_text
    for pair in matching.agreed:
        own = pair.zh if item.claim.lang == "zh" else pair.en
        behind = own.view.kind == "date" and own.span is not None and own.span[1] <= item.span[0]
        if behind and own.span is not None and _BRACKETED.fullmatch(text, own.span[1], item.span[0]):
            return True
    return False


def _is_of_reign(item: Item, number: Fraction, bead: BeadClaims) -> bool:
    """The year of a reign in words, where the Chinese date says it: 贞观三年 and "629, the third year of the Zhenguan reign"."""
    if item.claim.lang != "en" or item.span is None or number.denominator != 1:
        return False
    if not bead.en_text.startswith(" year", item.span[1]):
        return False
    told = {f"{chinese_numeral(int(number))}年", f"{number}年", *(("元年",) if number == 1 else ())}
    return any("era" in claim.rule and any(claim.normalized.endswith(year) for year in told) for claim in bead.zh)
