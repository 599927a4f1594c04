"""Chinese dates that share a part with a neighbour, and days without 日 (十二月三十一).

5月13、14日; 7、8月; 3和5月; 2019和2020年; 2020年第一、三季度; 五六十年代.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims import lexicon
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
# 3和5月: figures, or months behind their year
_MONTHS_AND = re.compile(
    rf"{_FREE}(?:(?P<year>[12][0-9]{{3}}|[一二][{_HAN}]{{3}}) ?年 ?(?P<months>{_SMALL}(?:{_AND} ?{_SMALL}){{1,4}})"
    rf"|(?P<figures>[0-9]{{1,2}}(?: ?(?:、|,|和|及|与|或) ?[0-9]{{1,2}}){{1,4}})) ?月(?:份)?(?![球亮饼台光薪牙季刊票])"
)
_FULL_YEAR = f"(?:[12][0-9]{{3}}|[一二][{_HAN}]{{3}})"
# 2019和2020年, 2015、2017和2019年, 2018、19年, 2019与2020两年
_YEARS = re.compile(
    rf"(?<![0-9.,{_HAN}])(?:公元|西元)?"
    rf"(?P<years>{_FULL_YEAR}(?: ?年?(?:{_AND}|以及) ?(?:{_FULL_YEAR}|(?<=、)[0-9]{{2}}|(?<=、)[{_HAN}]{{2}})"
    rf"(?![0-9]|[{_HAN}](?!年))){{1,8}})"
    rf" ?(?:年(?!代|级|龄|限|货|历)度?|(?=财年|财政年度|学年|赛季)|(?P<count>[两二三四五六七八九2-9])个?年)"
)
_NEXT_YEAR = re.compile(f"{_FULL_YEAR}|[0-9]{{2}}|[{_HAN}]{{2}}")
# 2020年春季和秋季, 2020年春夏两季
_SEASONS = re.compile(
    rf"(?P<year>{_FULL_YEAR}) ?年 ?的?(?P<first>[春夏秋冬])季?(?:{_AND})?(?P<last>[春夏秋冬])(?:[两二]?季|[两二]季)"
)
# 第一、三季度, 2020年一季度和二季度 has its own; 二三季度 is from the one to the other
_QUARTERS = re.compile(
    rf"(?:(?P<year>{_FULL_YEAR}) ?年 ?的?)?第?(?P<quarters>[一二三四1-4](?: ?{_AND} ?第?[一二三四1-4]){{1,3}}) ?季度?(?!节)"
    rf"|(?:(?P<year2>{_FULL_YEAR}) ?年 ?的?)?(?<![0-9{_HAN}十第])第?(?P<pair>一二|二三|三四)季度"
)
_PAIR = re.compile(
    rf"(?<![{_HAN}十百千万0-9几数第]){_YEAR}(?P<pair>[一二三四五六七八][二三四五六七八九]|十一二|十十一)"
    " ?月(?:份|间|(?=[，。；、,.的初中底末里）)]|$))"
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
# Years of one list lie no further apart.
_FAR_YEARS = 200
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
    if "年" in text or "赛季" in text:
        yield from _years(text)
    if "季" in text:
        yield from _quarters(text)
        yield from _seasons(text)
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


def _years(text: str) -> Iterator[Stretch]:
    """2019和2020年: the years of a list that have one 年 together; 两年 behind as many says no more."""
    for match in _YEARS.finditer(text):
        offset = match.start("years")
        spans = [(offset + piece.start(), offset + piece.end(), piece[0]) for piece in _NEXT_YEAR.finditer(match["years"])]
        years = [_year(told) or "" for *_, told in spans]
        years = [year if len(year) == 4 else years[0][:2] + year for year in years]
        if any(abs(int(year) - int(years[0])) > _FAR_YEARS for year in years):
            continue
        whole = match["count"] is None or _value(match["count"].replace("两", "二")) == len(years)
        for index, (start, end, _) in enumerate(spans):
            begin = match.start() if index == 0 else start
            stop = match.end() if index == len(spans) - 1 and whole else end
            yield Stretch(begin, stop, Point(years[index]), Point(years[index]), "exact", "zh.date.year-list/1", None, 0.9)


def _quarters(text: str) -> Iterator[Stretch]:
    """第一、三季度: each quarter of a list; 二三季度 is one stretch."""
    for match in _QUARTERS.finditer(text):
        if match["pair"]:
            first, last = (32 + _value(told) for told in match["pair"])
            year = _year(match["year2"])
            yield Stretch(*match.span(), Point(year, first), Point(year, last), "exact", "zh.date.quarter-list/1", None, 0.85)
            continue
        offset, year = match.start("quarters"), _year(match["year"])
        pieces = list(re.finditer("第?(?P<n>[一二三四1-4])", match["quarters"]))
        for index, piece in enumerate(pieces):
            begin = match.start() if index == 0 else offset + piece.start()
            stop = match.end() if index == len(pieces) - 1 else offset + piece.end()
            point = Point(year, 32 + _value(piece["n"]))
            yield Stretch(begin, stop, point, point, "exact", "zh.date.quarter-list/1", None, 0.85)


def _seasons(text: str) -> Iterator[Stretch]:
    """2020年春季和秋季: each of two seasons of a year."""
    codes = lexicon.calendar().seasons
    for match in _SEASONS.finditer(text):
        year = _year(match["year"])
        first, last = Point(year, codes[match["first"]]), Point(year, codes[match["last"]])
        yield Stretch(match.start(), match.end("first"), first, first, "exact", "zh.date.season-list/1", None, 0.85)
        yield Stretch(match.start("last"), match.end(), last, last, "exact", "zh.date.season-list/1", None, 0.85)


def _months(text: str) -> Iterator[Stretch]:
    """2020年7、8月, 3和5月 and 七八月份: a list of months, and a pair."""
    for match in (*_MONTHS.finditer(text), *_MONTHS_AND.finditer(text)):
        group = "figures" if match.re is _MONTHS_AND and match["figures"] else "months"
        spans = [(piece.start(), piece.end(), _value(piece[0])) for piece in re.finditer(_SMALL, match[group])]
        if any(not 1 <= month <= 12 for *_, month in spans):
            continue
        for index, (start, end, month) in enumerate(spans):
            begin = match.start() if index == 0 else match.start(group) + start
            stop = match.end() if index == len(spans) - 1 else match.start(group) + end
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
