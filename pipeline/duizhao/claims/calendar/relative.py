"""Dates told from the day of writing: today, 昨日, in two weeks, 三天后, last month.

They are read only where the settings ask for them, as dates with nothing known (`XXXX-XX-XX`) whose anchor says how far away
they lie; `resolve` gives them their day, week, month or year from the document's date, and leaves them out where it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.number_words_en import TENS, UNITS
from duizhao.claims.numerals.numerals_zh import parse
from duizhao.model import DateValue, Lang

PREFIX = "relative:"
_UNITS_EN = {
    "day": ("day", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "year": ("year", 1),
    "decade": ("year", 10),
}
_NUMBER = "|".join(
    sorted(["a", "an", *[word for word in (*UNITS, *TENS) if word not in {"zero", "nought", "naught"}]], key=len, reverse=True)
)
_SPANS_EN = re.compile(
    rf"(?<![a-z0-9])(?:in (?P<n>[0-9]{{1,3}}|{_NUMBER}) (?P<unit>day|week|fortnight|month|year|decade)s?(?:'s? time)?(?![a-z-])"
    rf"|(?P<n2>[0-9]{{1,3}}|{_NUMBER}) (?P<unit2>day|week|fortnight|month|year|decade)s? (?P<side>ago|from now|hence)(?![a-z]))"
)
_SPANS_ZH = re.compile(
    "(?P<n>[0-9]{1,3}|[一二两三四五六七八九十百半]{1,4}) ?(?:个)?(?P<unit>天|日|周|星期|礼拜|月|年)"
    "(?P<side>之?前|以前|之?后|以后)(?!的|来|者|天|期|面|半)"
)
_UNITS_ZH = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year"}
_EMPTY = {"day": "XXXX-XX-XX", "week": "XXXX-XX-XX", "month": "XXXX-XX", "year": "XXXX"}


@cache
def _words(lang: Lang) -> tuple[re.Pattern[str], dict[str, str]]:
    table = lexicon.calendar().relative_zh if lang == "zh" else lexicon.calendar().relative_en
    words = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    # 今年5月 and last May are dates of their own, which take their year from the word.
    after = "(?![0-9一二三四五六七八九十]{1,2}月|[度代级])" if lang == "zh" else "(?![a-z'])"
    return re.compile(f"(?:{words}){after}" if lang == "zh" else f"(?<![a-z])(?:{words}){after}"), table


def find_relative(folded: str, lang: Lang) -> Iterator[Mention]:
    """The relative dates of folded text, each with its anchor (`relative:week:-1`)."""
    pattern, table = _words(lang)
    for match in pattern.finditer(folded):
        yield _mention(match.start(), match.end(), *table[match[0]].split(":"))
    for match in (_SPANS_ZH if lang == "zh" else _SPANS_EN).finditer(folded):
        if lang == "zh":
            unit, times, number = _UNITS_ZH[match["unit"]], 1, _chinese(match["n"])
            ahead = "后" in match["side"]
        else:
            unit, times = _UNITS_EN[match["unit"] or match["unit2"]]
            number, ahead = _english(match["n"] or match["n2"]), match["side"] != "ago"
        if number:
            yield _mention(match.start(), match.end(), unit, str(number * times if ahead else -number * times))


def _chinese(text: str) -> int:
    number = parse(text, 0)
    whole = number is not None and number.end == len(text) and number.number is not None and number.number.denominator == 1
    return int(number.number) if whole and number is not None and number.number is not None else 0


def _english(text: str) -> int:
    if text.isdigit():
        return int(text)
    return 1 if text in {"a", "an"} else UNITS.get(text, TENS.get(text, 0))


def _mention(start: int, end: int, unit: str, offset: str) -> Mention:
    value = DateValue(edtf=_EMPTY[unit], resolved=None)
    return Mention(start, end, "date", value, rule="any.date.relative/1", confidence=0.8, anchor=f"{PREFIX}{unit}:{int(offset)}")


def moved(anchor: str, written: date) -> str:
    """The date that an anchor names, seen from the day of writing; a week is the stretch from its Monday to its Sunday.

    >>> moved("relative:week:1", date(2020, 6, 12)), moved("relative:month:1", date(2021, 1, 31))
    ('2020-06-15/2020-06-21', '2021-02')
    """
    unit, _, offset = anchor.removeprefix(PREFIX).partition(":")
    many = int(offset)
    if unit == "day":
        return (written + timedelta(days=many)).isoformat()
    if unit == "week":
        monday = written + timedelta(days=7 * many - written.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if unit == "month":
        months = written.year * 12 + written.month - 1 + many
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return f"{written.year + many:04d}"
