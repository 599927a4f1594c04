"""Dates of the Chinese calendar in Chinese text: 农历五月初五, 正月初一, 2020年腊月廿三, 雍正四年八月十五, 光绪26年7月20日.

With a year or a reign year they are computed; without one the claim has no year (`XXXX`), keeps month and day in its anchor, and
`resolve` completes it from the document. Under a reign before 1912 every month is one of the Chinese calendar; alone it is told
as it is written (光绪26年7月 is 1900-07), and `resolved` has its days. Where the year lies outside the computed ones, or a leap
month has no year, the claim stays at its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from duizhao.claims.calendar.date_patterns_zh import ERAS
from duizhao.claims.calendar.dates import Stretch
from duizhao.claims.calendar.lunar import told_days
from duizhao.claims.numerals.numerals_zh import parse
from duizhao.claims.patterns import any_of

_HAN = "〇零一二三四五六七八九"
_ERA = rf"(?P<era>{any_of(ERAS)})(?P<reign>元|[0-9]{{1,2}}|[{_HAN}十百廿卅]{{1,4}})"
_CYCLE = "(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?"
_COUNTED_DAY = "初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]|三十"
_DATE = re.compile(
    rf"(?:(?:(?P<year>[12][0-9]{{3}}|[一二][{_HAN}]{{3}})|{_ERA}) ?年 ?的?)?"
    rf"(?P<mark>农历|阴历|旧历|夏历)?{_CYCLE}(?P<leap>闰)?"
    rf"(?<![{_HAN}十0-9])(?:(?P<great>大年)|(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九]) ?月 ?)"
    rf"(?P<day>{_COUNTED_DAY}|(?P<plain>[一二三四五六七八九]))[日夜]?"
    rf"(?:(?:至|到|-|—|~)(?P<last>{_COUNTED_DAY})(?![〇零一二三四五六七八九十]))?(?![天年个几多余月号])"
)
# 光绪26年7月20日, 同治十二年闰六月
_OLD = re.compile(
    rf"{_ERA} ?年 ?的?{_CYCLE}(?P<leap>闰)?(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9]) ?月份?"
    rf"(?: ?(?P<day>{_COUNTED_DAY}|三?十?[一二三四五六七八九十](?=[日号])|[12][0-9]|30|0?[1-9])(?:[日号夜]|(?![0-9个余多])))?"
)
# 农历八月, 2020年闰四月: a month without a day
_MONTH = re.compile(
    rf"(?:(?P<year>[12][0-9]{{3}}|[一二][{_HAN}]{{3}}) ?年 ?的?)?(?P<mark>农历|阴历|旧历|夏历)?{_CYCLE}(?P<leap>闰)?"
    rf"(?<![{_HAN}十0-9])(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9]) ?月(?![{_HAN}初十廿0-9])"
)
_ENDS = re.compile("$|[，。；、！？,）)]|日|夜|晚|早|的|那|这|是|至|到|为")
# Until then the dates of a reign are those of the Chinese calendar; Japan changed on its own.
_NEW_CALENDAR = 1912
_JAPANESE = frozenset({"明治"})
# 八月十五 without 日 is the day of the full moon; other months say 农历 or count 十五日.
_FULL_MOONS = frozenset("七八")
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}


def find_lunar(text: str) -> Iterator[Stretch]:
    """The dates of the Chinese calendar in folded text: those that say so, or count 正月, 腊月 or 初五."""
    for match in _OLD.finditer(text):
        reign = old_reign(match["era"], match["reign"])
        month = _MONTHS.get(match["month"]) or _number(match["month"])
        if reign is not None and 1 <= month <= 12:
            day = _number(match["day"]) if match["day"] else None
            yield _dated(match, reign, month, day, leap=bool(match["leap"]))
    for match in _MONTH.finditer(text):
        if match["mark"] or (match["year"] and (match["leap"] or match["month"] in _MONTHS)):
            month = _MONTHS.get(match["month"]) or _number(match["month"])
            year = _figures(match["year"]) if match["year"] else None
            yield _dated(match, year, month, None, leap=bool(match["leap"]))
    for match in _DATE.finditer(text):
        named = match["mark"] or match["leap"] or match["great"] or (match["month"] or "") in _MONTHS
        reign = old_reign(match["era"], match["reign"]) if match["era"] else None
        full_moon = match["month"] in _FULL_MOONS and match["day"] == "十五" and text[match.end() - 1] == "五"
        if not (named or full_moon) and reign is None and not (match["day"].startswith("初") and _ENDS.match(text, match.end())):
            continue  # 十月初一尝: early October
        if match["plain"] and not match["mark"]:
            continue
        month = 1 if match["great"] else _MONTHS.get(match["month"]) or _number(match["month"])
        day = _number(match["day"])
        year = reign
        if match["year"]:
            year = _figures(match["year"])
        elif match["era"] and reign is None:
            year = _common_year(match["era"], match["reign"])
        if match["great"] and day == 30:
            month = 12
            year = year - 1 if year is not None and reign is None else year  # the eve that lies in the year of the common era
        if 1 <= day <= 30:
            one = _dated(match, year, month, day, leap=bool(match["leap"]))
            yield (
                one
                if not match["last"]
                else _up_to(one, _dated(match, year, month, _number(match["last"]), leap=bool(match["leap"])))
            )


def _dated(match: re.Match[str], year: int | None, month: int, day: int | None, *, leap: bool) -> Stretch:
    """The stretch of a day, or of a month where `day` is None, which is told as written under a reign or without a year."""
    first, last, anchor, resolved = told_days(year, month, day, leap=leap, reign=match.re is _OLD)
    return Stretch(*match.span(), first, last, "exact", "zh.date.lunar/3", anchor, 0.8, resolved)


def _up_to(one: Stretch, other: Stretch) -> Stretch:
    """正月初一至初七: from the one day to the other; without a year nothing says more."""
    return replace(one, last=other.last, anchor=None)


def old_reign(era: str, told: str) -> int | None:
    """The year of the common era in which a reign year begins, None from 1912 on and for Japan's own reigns.

    >>> old_reign("雍正", "四"), old_reign("民国", "九"), old_reign("明治", "三")
    (1726, None, None)
    """
    year = _common_year(era, told)
    return year if year < _NEW_CALENDAR and era not in _JAPANESE else None


def _common_year(era: str, told: str) -> int:
    number = None if told == "元" else parse(told, 0)
    return ERAS[era] + (1 if number is None or number.number is None else int(number.number)) - 1


def _figures(year: str) -> int:
    return int("".join(str(_DIGITS.get(c, 0)) if c in _HAN else c for c in year))


def _number(text: str) -> int:
    """初五, 十二, 廿三, 二十四, 三十, 26."""
    if text.isascii():
        return int(text)
    text = text.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    tens, ten, unit = text.partition("十")
    if not ten:
        return _DIGITS.get(text, -1)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(unit, 0)
