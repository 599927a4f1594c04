"""Weeks of a year by their number (ISO 8601), in both languages: 2020-W23, week 23 of 2020, 2020年第23周, 第23周（2020年）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from duizhao.claims.calendar.dates import Point, Stretch
from duizhao.claims.numerals.number_words_en import ORDINALS, TENS
from duizhao.claims.numerals.numerals_zh import parse
from duizhao.model import Lang

_YEAR = "(?:19|20)[0-9]{2}"
_TENS = "|".join(TENS)
_NTH = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|(?:(?:{_TENS})[ -])?(?:{'|'.join(ORDINALS)}))"
# 2020-W23, and with the day of the week 2020-W23-4, as the standard writes it.
_WRITTEN = re.compile(rf"(?<![0-9a-z-])(?P<year>{_YEAR})-?w(?P<week>[0-5][0-9])(?:-?(?P<day>[1-7]))?(?![0-9a-z])", re.I)
_HINT = re.compile("[0-9]-?[wW][0-5][0-9]")
_ENGLISH = re.compile(
    r"(?<![a-z0-9-])(?:(?:(?:iso |calendar )?(?:week|wk\.?)(?: no\.?| number)?|[ck]w) ?(?P<week>[0-9]{1,2})"
    rf"(?:,| of| in)? (?P<year>{_YEAR})|(?P<year2>{_YEAR}),? (?:week|wk\.?) (?P<week2>[0-9]{{1,2}})"
    rf"|(?:the )?(?P<nth>{_NTH}) week (?:of|in) (?:the year )?(?P<year3>{_YEAR}))(?![0-9a-z]|[,.:/-][0-9])"
)
_CHINESE = re.compile(
    rf"(?<![0-9])(?P<year>{_YEAR}) ?年?的?(?:ISO)?第 ?(?P<week>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?"
    "(?:周(?![年岁末])|个?星期(?![一二三四五六日天])|个?礼拜)"
    rf"|第 ?(?P<week2>[0-9]{{1,2}}) ?周[（(](?P<year2>{_YEAR}) ?年?[）)]"
)


def find_weeks(folded: str, lang: Lang) -> Iterator[Stretch]:
    """The numbered weeks of folded text, each from its Monday to its Sunday; a week that its year lacks is none.

    >>> [(one.first.edtf(), one.last.edtf()) for one in find_weeks("in week 23 of 2020", "en")]
    [('2020-06-01', '2020-06-07')]
    """
    if _HINT.search(folded):
        for match in _WRITTEN.finditer(folded):
            yield from _stretch(match, match["year"], int(match["week"]), int(match["day"] or 0), lang)
    if lang == "en" and ("week" in folded or "wk" in folded or "cw" in folded or "kw" in folded):
        for match in _ENGLISH.finditer(folded):
            week = _nth(match["nth"]) if match["nth"] else int(match["week"] or match["week2"])
            yield from _stretch(match, match["year"] or match["year2"] or match["year3"], week, 0, lang)
    if lang == "zh" and "第" in folded:
        for match in _CHINESE.finditer(folded):
            written = match["week"] or match["week2"]
            number = parse(written, 0)
            if number is not None and number.number is not None and number.end == len(written):
                yield from _stretch(match, match["year"] or match["year2"], int(number.number), 0, lang)


def _stretch(match: re.Match[str], year: str, week: int, day: int, lang: Lang) -> Iterator[Stretch]:
    try:
        first = date.fromisocalendar(int(year), week, day or 1)
        last = date.fromisocalendar(int(year), week, day or 7)
    except ValueError:  # the year has no such week
        return
    points = Point(f"{first.year:04d}", first.month, first.day), Point(f"{last.year:04d}", last.month, last.day)
    yield Stretch(*match.span(), *points, "exact", f"{lang}.date.iso-week/1", None, 0.85)


def _nth(text: str) -> int:
    """23rd, twenty-third, third."""
    if text[0].isdigit():
        return int(text[:-2])
    tens, _, unit = text.replace("-", " ").rpartition(" ")
    return TENS.get(tens, 0) + ORDINALS[unit]
