"""English dates: `find_dates`, and those with a month's name; `years_en` reads years, decades, quarters and figures."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from duizhao.claims import lexicon
from duizhao.claims.calendar import date_patterns_en as patterns
from duizhao.claims.calendar.dates import Point, Stretch, disjoint, joined, nth_weekday
from duizhao.claims.calendar.holidays import apart, find_holidays
from duizhao.claims.calendar.lunar_en import find_lunar
from duizhao.claims.calendar.weeks import find_weeks
from duizhao.claims.calendar.years_en import day_value, part_qualifier, year_value, years_of

_JOIN = re.compile(" ?(?:to|until|till|through|-|–|—) ?(?:the )?")
_BETWEEN_BEFORE = re.compile("between (?:the )?$")
_RELATIVE = re.compile("(?P<word>this|last|next) $")
_ANCHORS = {"this": "year:0", "last": "before", "next": "after"}
# Months whose names are also verbs, names or words; in small letters or alone they need a word before them that fits a date.
# Behind a small may these make it the verb.
_MAY_DO = re.compile(
    r" (?:be|not|have|also|only|still|well|or|in|then|even|never|need|use|contain|include|require|cause|[a-z]+ly)(?![a-z])"
)
_AMBIGUOUS = frozenset({"april", "may", "june", "august", "jan", "march", "mar"})
# Places of the ordinals before a weekday, by their first two letters; the last is -1.
_NTH = {"fi": 0, "1s": 0, "se": 1, "2n": 1, "th": 2, "3r": 2, "fo": 3, "4t": 3, "5t": 4, "la": -1}
_SENTENCE_END = frozenset({". ", "? ", "! "})


def find_dates(folded: str, text: str) -> list[Stretch]:
    """Dates of a text in reading order, none overlapping, ranges joined.

    Args:
        folded: `fold_english(text)`.
        text: as given; capitals tell March and May from the verbs.
    """
    found: list[Stretch] = []
    if patterns.ANY_MONTH.search(folded):
        found += _days(folded, text)
        found += _months(folded, text)
        found += _year_months(folded, text)
    found += years_of(folded, text)
    found += find_weeks(folded, "en")
    found += find_lunar(folded)
    found += find_holidays(folded, "en")
    return _shared_years(folded, _ranges(folded, apart(disjoint(found, len(folded)))))


def _shared_years(folded: str, found: list[Stretch]) -> list[Stretch]:
    """May and June 2020, 3 May and 5 June 2020, Q1 and Q2 2020: in a list the year told last is that of all."""
    for at in range(len(found) - 2, -1, -1):
        one, after = found[at], found[at + 1]
        first, following = one.first, after.first
        if first.year is not None or one.anchor is not None or following.year is None or one.first != one.last:
            continue
        if first.month is None or following.month is None or (first.month > 12) != (following.month > 12):
            continue
        days = (first.day is None) == (following.day is None)
        if days and first.month < following.month and patterns.LISTED.fullmatch(folded, one.end, after.start):
            point = replace(first, year=following.year)
            found[at] = replace(one, first=point, last=point, rule="en.date.shared-year/1")
    return found


def _ranges(folded: str, found: list[Stretch]) -> list[Stretch]:
    """Two dates with `to` between them, or `and` behind `between`, are one stretch."""
    result: list[Stretch] = []
    for one in found:
        if result:
            last = result[-1]
            gap = folded[last.end : one.start]
            between = gap in {" and ", " and the "} and _BETWEEN_BEFORE.search(folded[max(0, last.start - 12) : last.start])
            both = joined(last, one) if between or _JOIN.fullmatch(gap) else None
            if both is not None:
                result[-1] = both
                continue
        result.append(one)
    return result


def _anchor(folded: str, start: int) -> str | None:
    match = _RELATIVE.search(folded[max(0, start - 6) : start])
    return _ANCHORS[match["word"]] if match is not None else None


def _year_months(folded: str, text: str) -> Iterator[Stretch]:
    """2018 November, 2018, November 5, and the first Monday of September 2020."""
    for match in patterns.YEAR_MONTH.finditer(folded):
        name = match["month"].rstrip(".")
        sure = text[match.start("month")].isupper() or name not in {"mar", "march", "may"}
        if sure:
            point = Point(match["year"], patterns.MONTHS[name], int(match["day"]) if match["day"] else None)
            yield Stretch(*match.span(), point, point, "exact", "en.date.year-month/1", None, 0.85)
    for match in patterns.NTH_WEEKDAY.finditer(folded):
        year, month = int(year_value(match["year"]) or 0), patterns.MONTHS[match["month"].rstrip(".")]
        weekday = lexicon.calendar().weekdays[match["weekday"]]
        days = [day for nth in range(1, 6) if (day := nth_weekday(year, month, weekday, nth)) <= monthrange(year, month)[1]]
        nth = 4 if match["nth"] == "fifth" else _NTH[match["nth"][:2]]
        if nth < len(days):
            point = Point(f"{year:04d}", month, days[nth])
            yield Stretch(*match.span(), point, point, "exact", "en.date.nth-weekday/1", None, 0.9)


def _months(folded: str, text: str) -> Iterator[Stretch]:
    """A month alone or with a year: June, early June 2018, the end of March, Dec-2018."""
    for match in patterns.MONTH_YEAR.finditer(folded):
        name = match["month"].rstrip(".")
        year = year_value(match["year"])
        start = match.start("month")
        if not _month_stands(folded, text, match, name):
            continue
        point = Point(year, patterns.MONTHS[name])
        begin = match.start("part") if match["part"] else start
        anchor = _anchor(folded, begin) if year is None else None
        yield Stretch(begin, match.end(), point, point, part_qualifier(match["part"]), "en.date.month/1", anchor)


def _month_stands(folded: str, text: str, match: re.Match[str], name: str) -> bool:
    start = match.start("month")
    cue = patterns.BARE_MONTH_CUE.search(folded[max(0, start - 12) : start])
    word = cue[0].strip() if cue is not None else ""
    if not text[start].isupper():
        if name == "may" and not match["year"] and _MAY_DO.match(folded, match.end()):
            return False  # Makefile.in may be left out
        return name not in {"mar", "march"} and (bool(match["year"]) or word in {"in", "since", "of", "until"})
    if match["year"] or match["part"] or name not in _AMBIGUOUS or patterns.NEXT_MONTH.match(folded, match.end()):
        return True
    if name in {"may", "march", "mar"} and (cue is None or start == 0 or folded[start - 2 : start] in _SENTENCE_END):
        return False
    if re.match(" [A-Z][a-z]+", text[match.end() : match.end() + 30]):
        return word.isalpha()
    return cue is not None or name in {"april", "june"}


def _days(folded: str, text: str) -> Iterator[Stretch]:
    """Days with their month, either way round: 13 May 2020, May 13th, 14 and 15 May, April 3-5."""
    for pattern in (patterns.DAY_MONTH, patterns.MONTH_DAY):
        for match in pattern.finditer(folded):
            name = match["month"].rstrip(".")
            of = " of " in match[0] or re.search("[0-9](?:st|nd|rd|th) ", match[0]) is not None
            if name in {"mar", "march", "may"} and text[match.start("month")].islower() and not (match["year"] or of):
                continue
            year = year_value(match["year"] or (match["year2"] if pattern is patterns.MONTH_DAY else None))
            yield from _day_list(folded, match, year, patterns.MONTHS[name])


def _day_list(folded: str, match: re.Match[str], year: str | None, month: int) -> Iterator[Stretch]:
    """One day, a range of days, or a list of days that share the month; each of a list is a claim of its own."""
    spans = _day_spans(match)
    if any(not 1 <= first <= last <= 31 for _, _, first, last in spans):
        return
    day_first = match.start("days") < match.start("month")
    whole = match.start() + 4 if folded.startswith("the ", match.start()) else match.start()
    for index, (start, end, first, last) in enumerate(spans):
        begin, stop = start, end
        if index == 0:
            begin = whole if day_first else match.start("month")
        if index == len(spans) - 1:
            stop = match.end()
        anchor = _anchor(folded, begin) if year is None else None
        yield Stretch(begin, stop, Point(year, month, first), Point(year, month, last), "exact", "en.date.month-day/1", anchor)


def _day_spans(match: re.Match[str]) -> list[tuple[int, int, int, int]]:
    """The days of a match: start, end, first day, last day; ranges are taken together."""
    words, offset = match["days"], match.start("days")
    spans: list[tuple[int, int, int, int]] = []
    at = 0
    for piece in re.finditer(patterns.DAY, words):
        if piece.start() < at:
            continue
        day = day_value(piece[0])
        between = words[at : piece.start()].removesuffix("the ")
        if spans and re.fullmatch(patterns.TO, between) and spans[-1][3] < day:
            start, _, first, _ = spans[-1]
            spans[-1] = (start, offset + piece.end(), first, day)
        else:
            spans.append((offset + piece.start(), offset + piece.end(), day, day))
        at = piece.end()
    return spans
