"""Chinese dates, written out or in figures: `find_dates` on folded text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from duizhao.claims import lexicon
from duizhao.claims.calendar import date_patterns_zh as patterns
from duizhao.claims.calendar.date_lists_zh import listed_dates
from duizhao.claims.calendar.dates import Point, Stretch, disjoint, joined
from duizhao.claims.calendar.holidays import apart, find_holidays
from duizhao.claims.calendar.lunar_zh import find_lunar, old_reign
from duizhao.claims.calendar.seasons_zh import find_seasons
from duizhao.claims.calendar.weeks import find_weeks
from duizhao.claims.numerals.numerals_zh import parse
from duizhao.claims.patterns import JOIN
from duizhao.claims.words_zh import longest_from
from duizhao.model import Qualifier

# How far before a date a word such as 去年 or 为期 may begin, in characters.
_BACK = 6
_FEBRUARY = 2
_HALVES = {"上半年": 40, "下半年": 41}


def find_dates(text: str) -> list[Stretch]:
    """Dates of folded text in reading order, none overlapping, ranges joined."""
    found: list[Stretch] = [*listed_dates(text)]  # of two readings of the same characters the first one stands
    if "年" in text:
        found += _years(text)
    if "世纪" in text or "年代" in text or "几年" in text:
        found += _centuries(text)
    if "月" in text:
        found += _months(text)
    if "日" in text or "号" in text:
        found += _days(text)
    if "季" in text or "半年" in text:
        found += _quarters(text)
    if any(character in text for character in "0123456789"):
        found += _figures(text)
        found += _dynasties(text)
        found += _copyright(text)
    found += find_weeks(text, "zh")
    found += find_seasons(text)
    found += find_holidays(text, "zh")
    reign = any(one.rule.startswith("zh.date.era/") for one in found)
    if (
        reign
        or "初" in text
        or "历" in text
        or "正月" in text
        or "腊月" in text
        or "冬月" in text
        or "大年" in text
        or "阴" in text
        or "月十五" in text
        or "闰" in text
    ):
        found += find_lunar(text)
    result: list[Stretch] = []
    for one in apart(disjoint(found, len(text))):
        both = joined(result[-1], one) if result and JOIN.fullmatch(text, result[-1].end, one.start) else None
        if both is not None:
            result[-1] = both
        else:
            result.append(_with_shared(text, result[-1], one) if result else one)
    return result


def _with_shared(text: str, before: Stretch, one: Stretch) -> Stretch:
    """5月13日和15日, 2020年5月和6月: in a list a day has the month of the one before it, and a month its year."""
    if one.anchor is not None or one.first.year is not None or before.last.month is None:
        return one
    if (before.last.day is None) != (one.first.day is None) or not patterns.LISTED.fullmatch(text, before.end, one.start):
        return one
    year, month = before.last.year, before.last.month
    if one.first.month is None:
        if one.first.day is None or before.last.day is None or one.first.day <= before.last.day:
            return one
        first, last = replace(one.first, year=year, month=month), replace(one.last, year=year, month=month)
        return replace(one, first=first, last=last, rule="zh.date.day-list/1", anchor=before.anchor)
    if year is None or one.first.month <= month or (one.first.month > 12) != (month > 12):
        return one
    first, last = replace(one.first, year=year), replace(one.last, year=year)
    return replace(one, first=first, last=last, rule="zh.date.shared-year/1")


def part_qualifier(part: str | None) -> Qualifier:
    """初 is early, 中旬 mid, 底 late."""
    words = lexicon.chinese_words()
    if not part:
        return "exact"
    return "early" if part in words.early else "mid" if part in words.mid else "late"


def _value(text: str | None) -> int:
    """The value of a short numeral, -1 when it has none."""
    if not text:
        return -1
    if text.isascii() and text.isdigit():
        return int(text)
    number = parse(text, 0)
    if number is None or number.end != len(text) or number.number is None or number.number.denominator != 1:
        return -1
    return int(number.number)


def _digits(text: str) -> str:
    """Chinese digits read one by one, as figures."""
    han = patterns.HAN
    return "".join("0" if c in "〇零'" else str(han.index(c) - 1) if c in han else c for c in text)


def _years(text: str) -> Iterator[Stretch]:
    for match in patterns.YEAR.finditer(text):
        rule, last = "zh.date.year/1", None
        year: str | None
        if match["era"]:
            year, rule = _era_year(match), "zh.date.era/1"
            if year is not None and old_reign(match["era"], match["reign"]) is not None:
                yield _of_reign(text, match, year)
                continue
        elif match["ancient"]:
            number = _value(_digits(match["ancient"]))
            year = None if number < 1 or (match["bc"] == "前" and number < 100) else f"-{number - 1:04d}"
        elif match["year"]:
            year, last = _digits(match["year"]), _digits(match["year2"])
            last = year[:2] + last if len(last) == 2 else last  # 1950-53年
        elif match["told"]:
            year = f"{_value(match['told']):04d}"
            if patterns.YEARS_COUNTED.match(text, match.end()):
                continue  # 一千九百八十年前
        elif match["ce"]:
            year = f"{1 if match['ce'] == '元' else _value(match['ce']):04d}"
        elif match["single"]:
            year = _digits(match["single"])
            year = year if 1000 <= int(year) <= 2999 else None
        else:
            year = _short_year(text, match)
        if year is not None and (last is None or int(last) > int(year)):
            yield _with_tail(text, *match.span(), year, last, rule)


def _copyright(text: str) -> Iterator[Stretch]:
    """© 2003, 2005-2007: years without 年."""
    for match in patterns.COPYRIGHT.finditer(text):
        for years in patterns.COPYRIGHT_YEARS.finditer(text, *match.span("years")):
            first, last = Point(years["first"]), Point(years["last"] or years["first"])
            if first.year is not None and last.year is not None and first.year <= last.year:
                yield Stretch(*years.span(), first, last, "exact", "zh.date.copyright/1")


def _of_reign(text: str, match: re.Match[str], year: str) -> Stretch:
    """A reign year before 1912 with its season: its months are those of the Chinese calendar, which `lunar_zh` reads."""
    tail = patterns.YEAR_TAIL.match(text, match.end())
    return _with_tail(text if tail is None or tail["season"] else text[: match.end()], *match.span(), year, None, "zh.date.era/2")


def _era_year(match: re.Match[str]) -> str | None:
    """The year of the common era for a reign year (民国109年, 康熙三年, 令和元年)."""
    reign = 1 if match["reign"] == "元" else _value(match["reign"])
    return f"{patterns.ERAS[match['era']] + reign - 1:04d}" if reign >= 1 else None


def _short_year(text: str, match: re.Match[str]) -> str | None:
    """08年, 97年, 12年5月, 112年3月 (of the Republic): only where nothing makes it a stretch of years."""
    digits = _digits(match["short"])
    value = int(digits)
    if len(digits) == 3:
        return str(value + 1911) if 100 <= value <= 150 else None
    if patterns.YEARS_COUNTED.match(text, match.end()) or text[match.start() - 1 : match.start()] in {
        "近",
        "约",
        "逾",
        "过",
        "超",
        "共",
        "续",
    }:
        return None
    if text[match.start() - 1 : match.start()] == "了" and text[match.start() - 2 : match.start() - 1] != "到":
        return None  # 持续了90年, 花了20年; but 到了97年
    return f"20{value:02d}" if value < 50 else f"19{value:02d}"


def _with_tail(text: str, start: int, end: int, year: str, last_year: str | None, rule: str) -> Stretch:
    """The month, day, quarter, half, season or part that follows a year."""
    first, last = Point(year), Point(last_year or year)
    tail = patterns.YEAR_TAIL.match(text, end) if last_year is None else None
    points = _tail_points(text, year, tail) if tail is not None and tail.end() > end else None
    if points is not None and tail is not None:
        (first, last), end = points, tail.end()
        edge = _edge_day(text, end, points)
        if edge is not None:
            return Stretch(start, edge[0], edge[1], edge[1], "exact", "zh.date.end-day/1")
    qualifier: Qualifier = "exact"
    if first.day is None and (first.month is None or first.month <= 12):
        end, qualifier = _part(text, end)
    if qualifier == "exact" and text.startswith(("前后", "左右"), end):
        qualifier, end = "about", end + 2
    return Stretch(start, end, first, last, qualifier, rule)


def _part(text: str, end: int) -> tuple[int, Qualifier]:
    """初, 中旬, 底 behind a date, unless they begin a word (2020年中国, 5月初步)."""
    part = patterns.PART.match(text, end)
    if part is None or longest_from(text, part.start()) > part.end():
        return end, "exact"
    return part.end(), part_qualifier(part[0])


def _tail_points(text: str, year: str, tail: re.Match[str]) -> tuple[Point, Point] | None:
    if tail["first_quarters"]:
        return Point(year, 33), Point(year, 34 if tail["first_quarters"][1] in "二两" else 35)
    if tail["first_months"]:
        return Point(year, 1), Point(year, _value(tail["first_months"]))
    if tail["half"]:
        code = 40 if tail["half"] == "上半年" else 41
        return Point(year, code), Point(year, code)
    if tail["quarter"]:
        return Point(year, 32 + _value(tail["quarter"])), Point(year, 32 + _value(tail["quarter2"] or tail["quarter"]))
    if tail["season"]:
        if not tail["season_word"] and longest_from(text, tail.start("season")) > tail.end():
            return None  # 2023年秋粮
        code = lexicon.calendar().seasons[tail["season"]]
        return Point(year, code), Point(year, code)
    return _month_points(year, tail)


def _month_points(year: str | None, match: re.Match[str]) -> tuple[Point, Point] | None:
    if match["month2"]:
        first, last = _value(match["month"]), _value(match["month2"])
        return (Point(year, first), Point(year, last)) if 1 <= first < last <= 12 else None
    month = _value(match["month_"])
    if not 1 <= month <= 12:
        return None
    if not match["day"]:
        return Point(year, month), Point(year, month)
    day = _value(match["day"])
    last_day = _value(match["day2"]) if match["day2"] else day
    return (Point(year, month, day), Point(year, month, last_day)) if 1 <= day <= last_day <= 31 else None


def _year_anchor(text: str, start: int) -> str | None:
    """What 今年, 去年 or 同年 before a date says about its year."""
    match = patterns.RELATIVE_YEAR.search(text, max(0, start - _BACK), start)
    return lexicon.chinese_words().relative_years[match["word"]] if match is not None else None


def _months(text: str) -> Iterator[Stretch]:
    for match in patterns.MONTH.finditer(text):
        points = _month_points(None, match)
        if points is None or (points[0].day is None and patterns.MONTH_WORD.match(text, match.end())):
            continue
        edge = _edge_day(text, match.end(), points)
        if edge is not None:
            yield Stretch(
                match.start(), edge[0], edge[1], edge[1], "exact", "zh.date.end-day/1", _year_anchor(text, match.start())
            )
            continue
        end, qualifier = _part(text, match.end()) if points[0].day is None else (match.end(), "exact")
        yield Stretch(match.start(), end, *points, qualifier, "zh.date.month-day/1", _year_anchor(text, match.start()))


def _edge_day(text: str, end: int, points: tuple[Point, Point]) -> tuple[int, Point] | None:
    """The first or the last day of a month behind it, and where it ends: 十月的最后一天; the last of February needs its year."""
    edge = patterns.EDGE_DAY.match(text, end) if points[0] == points[1] and points[0].day is None else None
    year, month = points[0].year, points[0].month
    if edge is None or month is None or (month == _FEBRUARY and edge["last"] and year is None):
        return None
    return edge.end(), Point(year, month, monthrange(int(year or 2001), month)[1] if edge["last"] else 1)


def _days(text: str) -> Iterator[Stretch]:
    """A day alone, 29日 or 29号: not where days are counted (10日内) and not the number of a thing (3号楼)."""
    for match in patterns.DAY.finditer(text):
        day = _value(match["day"])
        last = _value(match["day2"]) if match["day2"] else day
        before = text[max(0, match.start() - _BACK) : match.start()]
        relative = patterns.RELATIVE_MONTH.search(before)
        if not 1 <= day <= last <= 31 or not (_names_day(text, match, before) or (relative and match["mark"] == "日")):
            continue
        anchor = lexicon.chinese_words().relative_months[relative["word"]] if relative else None
        yield Stretch(
            match.start(), match.end(), Point(None, None, day), Point(None, None, last), "exact", "zh.date.day/1", anchor, 0.85
        )


def _names_day(text: str, match: re.Match[str], before: str) -> bool:
    end = match.end()
    if match["mark"] == "号":
        return patterns.DAY_BEFORE.search(before) is not None and not patterns.NUMBERED_THING.match(text, end)
    if match["day"] == "一" or patterns.COUNTED_AFTER.match(text, end) or patterns.COUNTED_BEFORE.search(before):
        return False
    begins_word = longest_from(text, end - 1) > end and text[end : end + 1] not in {"上", "下", "中", "在", "前"}
    return not begins_word


def _centuries(text: str) -> Iterator[Stretch]:
    for match in patterns.CENTURY.finditer(text):
        word = match["c"]
        before_era = match["bc"]
        number = 20 if word.startswith("上") else 21 if word == "本" else _value(word)
        if not 1 <= number <= 40:
            continue
        decade = _value(match["decade"]) // 10 if match["decade"] else "X"
        point = Point(f"{'-' if before_era else ''}{number - 1:02d}{decade}X")
        qualifier = part_qualifier((match["part"] or "").removeprefix("之"))
        yield Stretch(*match.span(), point, point, qualifier, "zh.date.century/1")
    for match in patterns.SOME_YEAR.finditer(text):
        tens = match["tens"] if match["tens"].isascii() else str(_value(match["tens"]))
        yield Stretch(*match.span(), Point(f"19{tens}X"), Point(f"19{tens}X"), "exact", "zh.date.decade/1", None, 0.75)
    for match in patterns.DECADE.finditer(text):
        words = match["decade"]
        value = int(_digits(words)) if len(words) == 4 else _value(words)
        value += 0 if value >= 100 else 1900 if value >= 30 else 2000
        if value % 10 == 0:
            point = Point(f"{value // 10:03d}X")
            qualifier = part_qualifier((match["part"] or "").removeprefix("之"))
            yield Stretch(*match.span(), point, point, qualifier, "zh.date.decade/1")


def _quarters(text: str) -> Iterator[Stretch]:
    """第一季度, 前三季度, 上半年."""
    for match in patterns.QUARTER.finditer(text):
        if match[0].endswith("季") and (patterns.SERIES.search(text) or not patterns.QUARTERLY.search(text)):
            continue  # 第三季一共十集
        anchor = _year_anchor(text, match.start())
        if match["first_quarters"]:
            last = 34 if match["first_quarters"][1] in "二两" else 35
            yield Stretch(*match.span(), Point(None, 33), Point(None, last), "exact", "zh.date.quarter/2", anchor)
            continue
        code = _HALVES.get(match["half"]) or 32 + _value(match["quarter"] or match["bare"])
        yield Stretch(*match.span(), Point(None, code), Point(None, code), "exact", "zh.date.quarter/1", anchor)


def _dynasties(text: str) -> Iterator[Stretch]:
    """（618年—907年）: years of any length in brackets."""
    for match in patterns.BRACKETED.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first < last:
            yield Stretch(
                match.start("first"), match.end("stop"), Point(f"{first:04d}"), Point(f"{last:04d}"), "exact", "zh.date.year/1"
            )


def _figures(text: str) -> Iterator[Stretch]:
    """2020-05-13, 2020/5/13, 13/5/2020 with the order inferred, 20200513, 12/1, 2020-05, 2010Q3."""
    for match in patterns.YEAR_MONTH.finditer(text):
        month = int(match["m"] or match["m2"]) if not match["q"] else 32 + int(match["q"])
        point = Point(match["y"], month)
        yield Stretch(*match.span(), point, point, "exact", "zh.date.year-month/1", None, 0.85)
    for match in patterns.FIGURES.finditer(text):
        rule, confidence = "zh.date.figures/1", 0.95
        year: str | None
        if match["y"]:
            year, month, day = match["y"], int(match["m"]), int(match["d"])
        elif match["y2"]:
            year, month, day = match["y2"], int(match["m2"]), int(match["d2"])
            sure = month > 12 or day > 12
            month, day = (day, month) if month > 12 >= day else (month, day)
            rule, confidence = ("zh.date.figures-day-first/1", 0.9) if sure else ("zh.date.figures-order-assumed/1", 0.7)
        elif match["y3"]:
            year, month, day = f"20{match['y3']}", int(match["m3"]), int(match["d3"])
            rule, confidence = "zh.date.figures-two-digit-year/1", 0.6
        elif match["y4"] or match["y6"]:
            year, month, day = match["y4"] or match["y6"], int(match["m4"] or match["m6"]), int(match["d4"] or match["d6"])
        elif match["m7"]:
            year, month, day = None, int(match["m7"]), int(match["d7"])
            rule, confidence = "zh.date.month-dash-day/1", 0.6
        else:
            year, month, day = None, int(match["m5"]), int(match["d5"])
            rule, confidence = "zh.date.month-slash-day/2", 0.6
            if not _slash_names_day(text, match, month, day):
                continue
            month, day = (day, month) if month > 12 >= day else (month, day)
        if 1 <= month <= 12 and 1 <= day <= 31:
            point = Point(year, month, day)
            yield Stretch(*match.span(), point, point, "exact", rule, None, confidence)


def _slash_names_day(text: str, match: re.Match[str], first: int, second: int) -> bool:
    """12/1, 2/29, 22/04, 01/12, and behind 在 any day: figures with a stroke that make no everyday fraction."""
    if text[match.start() - 1 : match.start()] in {"-", "负"} or not patterns.BARE_END.match(text, match.end()):
        return False
    if patterns.SLASH_BEFORE.search(text, max(0, match.start() - 2), match.start()) is not None:
        return True
    noughts = match["m5"][0] == "0" or match["d5"][0] == "0"
    return noughts or first > second or (12 < second <= 31 and second not in patterns.FRACTIONS)
