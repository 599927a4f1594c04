"""Chinese dates that share a part with a neighbour (5月13、14日; 7、8月; 五六十年代), and days without 日 (十二月三十一)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims.calendar.dates import Point, Stretch, nth_weekday
from duizhao.claims.numerals.numerals_zh import parse

_HAN = "〇零一二三四五六七八九"
_SMALL = f"(?:[0-9]{{1,2}}|[{_HAN}十廿卅]{{1,3}})"
_YEAR = f"(?:(?P<year>[12][0-9]{{3}}|[一二][{_HAN}]{{3}}) ?年 ?)?"
_FREE = f"(?<![0-9第.,{_HAN}十百千万几数~-])"
_AND = "(?:、|,|，|和|及|与|或)"
_DAYS = re.compile(
    rf"{_FREE}{_YEAR}(?P<month>{_SMALL}) ?月 ?(?P<days>{_SMALL}[日号]?(?:{_AND} ?(?:{_SMALL}[日号]?)){{1,8}}?)"
    r"(?<![日号])(?P<mark>[日号])"
)
_MONTHS = re.compile(rf"{_FREE}{_YEAR}(?P<months>{_SMALL}(?:、 ?{_SMALL}){{1,4}}) ?月(?:份)?(?![球亮饼台光薪牙季刊票])")
_PAIR = re.compile(
    rf"(?<![{_HAN}十百千万0-9几数第]){_YEAR}(?P<pair>[一二三四五六七八][二三四五六七八九]|十一二|十十一) ?月(?:份|间)"
)
_BARE_DAY = re.compile(
    rf"{_FREE}{_YEAR}(?P<month>{_SMALL}) ?月"
    r"(?P<day>[12][0-9]|3[01]|二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?)"
    r"(?=$|[，。；、,)）！？]|那天|这天|晚上|早上|上午|下午|凌晨|当天)"
)
_DECADES = re.compile(
    rf"(?:(?P<century>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}|上) ?世纪)? ?(?<![{_HAN}十0-9])"
    rf"(?P<first>[二三四五六七八九])(?:、|至|到|-)?(?P<last>[二三四五六七八九])十 ?年代"
    rf"|(?P<full>1[0-9]{{2}}0)(?:、|至|到|-|—)(?P<full2>[1-9]0) ?年代"
)
_NTH_WEEKDAY = re.compile(
    rf"(?P<year>[12][0-9]{{3}}) ?年 ?(?P<month>{_SMALL}) ?月的?第(?P<nth>[一二三四五1-5])个"
    "(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
)
_MONTH_DAY_OUT = frozenset({(8, 15), (7, 15)})  # 八月十五 without 日 is the Chinese calendar's


def _value(text: str) -> int:
    """The value of a short numeral, -1 when it has none."""
    if text.isascii() and text.isdigit():
        return int(text)
    number = parse(text, 0)
    return int(number.number) if number is not None and number.end == len(text) and number.number is not None else -1


def _year(text: str | None) -> str | None:
    return None if text is None else "".join(str(_HAN.index(c) - 1 if c != "〇" else 0) if c in _HAN else c for c in text)


def listed_dates(text: str) -> Iterator[Stretch]:
    """The dates of folded text that its patterns find, each of a list by itself."""
    if "月" in text:
        yield from _days(text)
        yield from _months(text)
        yield from _bare_days(text)
    if "年代" in text:
        yield from _decades(text)


def _days(text: str) -> Iterator[Stretch]:
    """5月13、14日: each day is a claim, and has the month."""
    for match in _DAYS.finditer(text):
        month, year = _value(match["month"]), _year(match["year"])
        spans = [
            (match.start("days") + piece.start(), match.start("days") + piece.end(), _value(piece[0].rstrip("日号")))
            for piece in re.finditer(f"{_SMALL}[日号]?", match["days"])
        ]
        if not 1 <= month <= 12 or any(not 1 <= day <= 31 for *_, day in spans):
            continue
        for index, (start, end, day) in enumerate(spans):
            begin = match.start() if index == 0 else start
            stop = match.end() if index == len(spans) - 1 else end
            point = Point(year, month, day)
            yield Stretch(begin, stop, point, point, "exact", "zh.date.day-list/1", None, 0.9)


def _months(text: str) -> Iterator[Stretch]:
    """2020年7、8月 and 七八月份: a list of months, and a pair."""
    for match in _MONTHS.finditer(text):
        spans = [(piece.start(), piece.end(), _value(piece[0])) for piece in re.finditer(_SMALL, match["months"])]
        if any(not 1 <= month <= 12 for *_, month in spans):
            continue
        for index, (start, end, month) in enumerate(spans):
            begin = match.start() if index == 0 else match.start("months") + start
            stop = match.end() if index == len(spans) - 1 else match.start("months") + end
            point = Point(_year(match["year"]), month)
            yield Stretch(begin, stop, point, point, "exact", "zh.date.month-list/1", None, 0.9)
    for match in _PAIR.finditer(text):
        first, last = _value(match["pair"][:-1]), _value(match["pair"][-1])
        last += 10 if last < first else 0
        if last == first + 1:
            points = Point(_year(match["year"]), first), Point(_year(match["year"]), last)
            yield Stretch(*match.span(), *points, "exact", "zh.date.month-list/1", None, 0.85)


def _bare_days(text: str) -> Iterator[Stretch]:
    """十二月三十一: a day without 日 where the phrase ends; a month and weekday that are counted out (第二个星期日)."""
    for match in _BARE_DAY.finditer(text):
        month, day = _value(match["month"]), _value(match["day"])
        if 1 <= month <= 12 and 1 <= day <= 31 and (month, day) not in _MONTH_DAY_OUT:
            point = Point(_year(match["year"]), month, day)
            yield Stretch(*match.span(), point, point, "exact", "zh.date.bare-day/1", None, 0.75)
    for match in _NTH_WEEKDAY.finditer(text):
        month, nth = _value(match["month"]), _value(match["nth"])
        weekday = "一二三四五六日".find(match["weekday"].replace("天", "日")) + 1
        day = nth_weekday(int(match["year"]), month, weekday, nth) if 1 <= month <= 12 else 0
        if 1 <= day <= 31:
            point = Point(match["year"], month, day)
            yield Stretch(*match.span(), point, point, "exact", "zh.date.nth-weekday/1", None, 0.9)


def _decades(text: str) -> Iterator[Stretch]:
    """五六十年代, 20世纪五六十年代, 1950、60年代: two decades as one stretch; without a century that of the last."""
    for match in _DECADES.finditer(text):
        if match["full"]:
            first, last = match["full"][:3], f"{match['full'][:2]}{match['full2'][0]}"
        else:
            word = match["century"]
            head = 19 if word in {None, "上"} else _value(word) - 1
            first, last = f"{head:02d}{_value(match['first'])}", f"{head:02d}{_value(match['last'])}"
        if first < last:
            yield Stretch(*match.span(), Point(f"{first}X"), Point(f"{last}X"), "exact", "zh.date.decade-pair/1", None, 0.9)
