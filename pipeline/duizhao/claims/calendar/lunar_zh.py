"""Dates of the Chinese calendar in Chinese text: 农历五月初五, 正月初一, 2020年腊月廿三.

With a year or a reign year (雍正四年八月十五) they are computed; without one the claim has no year (`XXXX`), keeps month and day
in its anchor, and `resolve` completes it from the document. Leap months are left at their year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims.calendar.date_patterns_zh import ERAS
from duizhao.claims.calendar.dates import Point, Stretch
from duizhao.claims.calendar.lunar import lunar_date
from duizhao.claims.patterns import any_of

_HAN = "〇零一二三四五六七八九"
_DATE = re.compile(
    rf"(?:(?:(?P<year>[12][0-9]{{3}}|[一二][{_HAN}]{{3}})"
    rf"|(?P<era>{any_of(ERAS)})(?P<reign>元|[0-9]{{1,2}}|[{_HAN}十]{{1,3}})) ?年 ?的?)?"
    rf"(?P<mark>农历|阴历|旧历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?P<leap>闰)?"
    rf"(?<![{_HAN}十0-9])(?:(?P<great>大年)|(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九]) ?月 ?)"
    r"(?P<day>初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]|三十|(?P<plain>[一二三四五六七八九]))[日夜]?(?![天年个几多余月])"
)
_ENDS = re.compile("$|[，。；、！？,）)]|日|夜|晚|早|的|那|这|是|至|到|为")
# Until then the dates of a reign are those of the Chinese calendar; Japan changed on its own.
_NEW_CALENDAR = 1912
_JAPANESE = frozenset({"明治"})
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}


def find_lunar(text: str) -> Iterator[Stretch]:
    """The dates of the Chinese calendar in folded text: those that say so, or count 正月, 腊月 or 初五."""
    for match in _DATE.finditer(text):
        named = match["mark"] or match["leap"] or match["great"] or (match["month"] or "") in _MONTHS
        reign = _reign_year(match)
        old = reign is not None and reign < _NEW_CALENDAR and match["era"] not in _JAPANESE
        if not named and not old and not (match["day"].startswith("初") and _ENDS.match(text, match.end())):
            continue  # 十月初一尝: early October
        if match["plain"] and not match["mark"]:
            continue
        month = 1 if match["great"] else _MONTHS.get(match["month"]) or _number(match["month"])
        day = _number(match["day"])
        if match["great"] and day == 30:
            month = 12
        if not 1 <= day <= 30:
            continue
        year = match["year"] or (f"{reign:04d}" if reign is not None else None)
        anchor = f"lunar:{month:02d}-{day:02d}" if not match["leap"] else None
        if year is None:
            point = Point(None)
        else:
            number = int("".join(str(_DIGITS.get(c, 0)) if c in _HAN else c for c in year))
            found = lunar_date(number, month, day) if not match["leap"] else None
            point = Point(f"{number:04d}") if found is None else Point(f"{found[0]:04d}", found[1], found[2])
            anchor = None
        yield Stretch(*match.span(), point, point, "exact", "zh.date.lunar/2", anchor, 0.8)


def _reign_year(match: re.Match[str]) -> int | None:
    """The year of the common era in which a reign year begins."""
    if not match["era"]:
        return None
    told = match["reign"]
    return ERAS[match["era"]] + (1 if told == "元" else int(told) if told.isascii() else _number(told)) - 1


def _number(text: str) -> int:
    """初五, 十二, 廿三, 二十四, 三十."""
    text = text.removeprefix("初").replace("廿", "二十")
    tens, ten, unit = text.partition("十")
    if not ten:
        return _DIGITS.get(text, -1)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(unit, 0)
