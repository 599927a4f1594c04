"""Chinese years told by what runs over them: 2019财年, 2020-2021学年, 19-20赛季, and those born in a decade: 80后, 九五后."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims.calendar.dates import Point, Stretch

_LEAGUES = "[A-Z]{2,5}|中超|英超|西甲|意甲|德甲|法甲|欧冠"
_RUNS = "财年|财政年度|会计年度|学年|赛季|雪季|榨季|采暖季|供暖季|产季"
_SEASON = re.compile(
    r"(?<![0-9.])(?P<first>(?:19|20)[0-9]{2}|[0-9]{2}(?=[-—–/]))"
    rf"(?:(?:-|—|–|~|/|至|——)(?P<last>(?:19|20)?[0-9]{{2}}))?(?=年? ?(?:{_LEAGUES})?(?:{_RUNS}))"
)
_BORN = re.compile(
    "(?<![0-9.〇零一二三四五六七八九十])(?:(?P<figures>[5-9]0|00|[6-9]5)|(?P<tens>[五六七八九零〇])(?P<ones>[零〇五]))后"
    "(?![面天来半悔退续台院方门备果勤卫期又再将被仍停加保恢放])"
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
# Two figures from this one on name a year of the last century.
_TURN = 50


def find_seasons(text: str) -> Iterator[Stretch]:
    """Fiscal years, school years and seasons of folded text, one year or two, and generations told by their first year."""
    for match in _SEASON.finditer(text) if "季" in text or "财" in text or "学年" in text or "会计" in text else ():
        first = _full(match["first"])
        last = first if match["last"] is None else _full(match["last"])
        if first <= last <= first + 1:
            points = Point(f"{first:04d}"), Point(f"{last:04d}")
            yield Stretch(match.start(), match.end(), *points, "exact", "zh.date.season/1", None, 0.9)
    for match in _BORN.finditer(text) if "后" in text else ():
        figures = match["figures"]
        year = int(figures) if figures else 10 * _DIGITS[match["tens"]] + _DIGITS[match["ones"]]
        year += 1900 if year >= _TURN else 2000
        half = Point(f"{year:04d}"), Point(f"{year + 4:04d}")
        decade = Point(f"{year // 10:03d}X")
        first_point, last_point = half if year % 10 else (decade, decade)
        yield Stretch(*match.span(), first_point, last_point, "exact", "zh.date.born/1", None, 0.75)


def _full(text: str) -> int:
    """2019, or 19 for 2019 and 98 for 1998."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= _TURN else 2000)
