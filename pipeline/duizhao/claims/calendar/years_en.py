"""English years, decades, centuries, quarters, seasons, reigns, and dates in figures."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from duizhao.claims import lexicon
from duizhao.claims.calendar import date_patterns_en as patterns
from duizhao.claims.calendar.dates import Point, Stretch
from duizhao.claims.numerals.number_words_en import ORDINALS, TENS, UNITS
from duizhao.model import Qualifier

_EARLY = frozenset({"early", "early in", "beginning", "start", "turn"})
_MID = frozenset({"mid", "middle"})
_QUARTERS = {"first": 33, "second": 34, "third": 35, "fourth": 36, "1st": 33, "2nd": 34, "3rd": 35, "4th": 36, "final": 36}
_DECADES = {word: value for value, word in enumerate(patterns.DECADE_WORDS.split(" "), 2)}
_HUNDREDS = {"sixteen": 160, "seventeen": 170, "eighteen": 180, "nineteen": 190, "twenty": 200}
_TEMPERATURE = re.compile("temperature|degrees|fahrenheit|highs|lows|humid|heat")
# How far around the 80s a word that speaks of heat may stand, in characters.
_REACH = 80
_ENDS = re.compile(" ?(?:$|[.,;:!?)])")
_POSSESSIVE = re.compile("(?:his|her|their|my|our|your) $")
_STRONG_CUES = frozenset({"in", "since", "by", "from", "until", "during", "before", "after", "year"})
# From this one on two figures name a year of the 20th century.
_TURN = 40
# A match on these in the same sentence: the 17th is a hole.
_HOLES = re.compile("(?<![a-z])(?:holes?|birdie|bogey|bogeyed|birdied|par|fairway|green|tee|putt)(?![a-z])")
_GAME_WORDS = (
    "touchdowns?|outscored|basket|rebounds?|scored|quarterback|yards|field goal|free throws?|threes|points (?:down|up)|left in"
    "|nba|wnba|nfl|halftime|half-time|buzzer|dunks?|lay-?ups?|three-pointers?|fouls?|interceptions?|fumbles?|punts?|overtime|playoffs?"
    # led by six after the third quarter
    "|(?:led|leading|trailed|trailing|tied|ahead|behind)(?: [a-z0-9-]{1,20}+){0,3} (?:after|entering|into|through|at the end of)"
    " the (?:first|second|third|fourth|final) quarter"
)
_GAME = re.compile(f"(?<![a-z])(?:{_GAME_WORDS})(?![a-z])")
_MONTHS_AWAY = {
    "this": "month:0",
    "last": "month:-1",
    "next": "month:+1",
    "the same": "text-month:0",
    "the following": "text-month:+1",
}
# Denominators of everyday fractions: 5/16 is no date.
_FRACTIONS = frozenset({16, 20, 24, 25, 30})

_ORDINAL_CUE = re.compile("first|second|third|(?:four|fif|six|seven|eigh|nin|ten|elf|twelf|teen|tie)th|eleventh")
# 1851, 1852 and 1860: between two figures of four places
_LISTED_BEFORE = re.compile("(?<![0-9.,])[12][0-9]{3}, $")
_LISTED_AFTER = re.compile(",? (?:and |or )?[12][0-9]{3}(?![0-9%]|[,.][0-9])")
_DIGIT = re.compile(r"\d")
# What the patterns of decades, of quarters and of dates in figures cannot do without: one quick look before them.
_DECADE_CUE = re.compile("[0-9]'?s|ties|tens|aughts")
_QUARTER_CUE = re.compile("quarter|half|[qh][1-4]|[1-4][qh]|spring|summer|autumn|fall|winter")
_MARKED = re.compile("[0-9](?:[-/. ,][0-9]|[0-9]{5})")


def part_qualifier(part: str | None) -> Qualifier:
    """early, the beginning of: early; mid: mid; late, the end of: late."""
    if not part:
        return "exact"
    last = part.removesuffix(" of").rpartition(" ")[2]
    if part in _EARLY or last in _EARLY:
        return "early"
    return "mid" if last in _MID else "late"


def day_value(text: str) -> int:
    """13th, third, twenty-first, twenty one."""
    figures = re.match("[0-9]+", text)
    if figures is not None:
        return int(figures[0])
    tens, _, unit = text.replace("-", " ").partition(" ")
    return TENS[tens] + (ORDINALS.get(unit) or UNITS[unit]) if unit else ORDINALS[tens]


def full_year(short: str) -> str:
    """Four places of a year told by its last two: 69 is 1969, 21 is 2021.

    >>> full_year("69"), full_year("21"), full_year("2012")
    ('1969', '2021', '2012')
    """
    if len(short) != 2:
        return short
    return f"20{short}" if int(short) < _TURN else f"19{short}"


def year_value(text: str | None) -> str | None:
    """Four places of a year in figures or words (nineteen eighty-six, seventeen hundred thirty-three, two thousand and ten)."""
    if text is None:
        return None
    if text[0].isdigit() or text[0] == "'":
        return full_year(text.lstrip("'"))
    first, *rest = text.replace("-", " ").split(" ")
    values = [UNITS.get(word, TENS.get(word, 0)) for word in rest]
    head = 2000 if first == "two" else 100 * UNITS.get(first, TENS.get(first, 0))
    return f"{head + sum(values):04d}"


def years_of(folded: str, text: str) -> Iterator[Stretch]:
    """Everything but days and months with a name; what lies inside those falls away later."""
    figures = _DIGIT.search(folded) is not None
    if "centur" in folded or "millenni" in folded:
        yield from _centuries(folded)
    if figures or _ORDINAL_CUE.search(folded):
        yield from _days_alone(folded)
    if "day of" in folded:
        yield from _end_days(folded)
    if "teen" in folded or "twenty" in folded or "two thousand" in folded:
        yield from _word_years(folded)
    if _DECADE_CUE.search(folded):
        yield from _decades(folded)
    if _QUARTER_CUE.search(folded):
        yield from _quarters(folded, text)
    if figures or "quarters" in folded:
        yield from _ranges(folded)
    if figures:
        if _MARKED.search(folded):
            yield from _figures(folded)
        yield from _named(folded)
        yield from _eras(folded)
        yield from _years(folded, text)
    if "year" in folded or "month of" in folded or figures:
        yield from _reigns(folded)


def _point(start: int, end: int, point: Point, rule: str, part: str | None = None) -> Stretch:
    return Stretch(start, end, point, point, part_qualifier(part), rule)


def _centuries(folded: str) -> Iterator[Stretch]:
    for match in patterns.CENTURY.finditer(folded):
        first = day_value(match["n"])
        last = day_value(match["n2"]) if match["n2"] else first
        sign = "-" if match["bc"] else ""
        if not 1 <= min(first, last) <= max(first, last) <= 40 or (first > last and not sign):
            continue
        start = match.start()
        if not match["part"] and folded.startswith("the ", start) and patterns.NO_NOUN.match(folded, match.end()):
            start += 4
        points = Point(f"{sign}{first - 1:02d}XX"), Point(f"{sign}{last - 1:02d}XX")
        yield Stretch(start, match.end(), *points, part_qualifier(match["part"]), "en.date.century/1")

    for match in patterns.OUR_CENTURY.finditer(folded):
        part = match["part"] or match["part2"] or match["part3"]
        if match["part"] or not part or patterns.FORETOLD.search(folded):
            yield _point(*match.span(), Point("20XX"), "en.date.century/3", part)
    for match in patterns.MILLENNIUM.finditer(folded):
        number = day_value(match["n"])
        if 1 <= number <= 9:
            point = Point(f"{'-' if match['bc'] else ''}{number - 1}XXX")
            yield _point(*match.span(), point, "en.date.century/2", match["part"])


def _days_alone(folded: str) -> Iterator[Stretch]:
    """A day of a month that is not named: Monday the 21st, on the 3rd, the 2nd of next month."""
    for match in patterns.DAY_ALONE.finditer(folded):
        name = next(group for group in ("day", "day2", "day3", "day4") if match[group])
        day, month = day_value(match[name]), match["month"] or match["month2"]
        if not 1 <= day <= 31 or (not (month or match["weekday"] or match["weekday3"]) and _HOLES.search(folded)):
            continue
        if match["day3"] and not match["weekday3"] and _GAME.search(folded):
            continue  # the ball is on the 20
        end = match.end() if month else match.end(name)
        anchor = _MONTHS_AWAY[month.removeprefix(" of ").removesuffix(" month")] if month else None
        point = Point(None, None, day)
        yield Stretch(match.start(name), end, point, point, "exact", "en.date.day/2", anchor, 0.8)


def _end_days(folded: str) -> Iterator[Stretch]:
    """The first or the last day of a month or a year."""
    for match in patterns.END_DAY.finditer(folded):
        first = match["end"] in {"first", "1st"}
        year = year_value(match["year"] or match["year2"])
        month = patterns.MONTHS[match["month"].rstrip(".")] if match["month"] else 1 if first else 12
        if first:
            day = 1
        elif month == 2 and year is None:
            continue
        else:
            day = monthrange(int(year or 2000), month)[1]
        start = match.start() + (4 if match[0].startswith("the ") else 0)
        yield _point(start, match.end(), Point(year, month, day), "en.date.end-day/1")


def _word_years(folded: str) -> Iterator[Stretch]:
    """nineteen ninety-nine, in twenty twenty, in two thousand and eight."""
    for match in patterns.WORD_YEAR.finditer(folded):
        year = year_value(match[0])
        if year is not None and not patterns.PLURAL.match(folded, match.end()) and int(year) <= 2059:
            yield _point(*match.span(), Point(year), "en.date.year-words/1")


def _decades(folded: str) -> Iterator[Stretch]:
    for match in patterns.DECADE.finditer(folded):
        if match["decade"]:
            if match["part"] or not _POSSESSIVE.search(folded[max(0, match.start() - 6) : match.start()]):
                yield _point(*match.span(), Point(f"{match['decade'][:3]}X"), "en.date.decade/1", match["part"])
            continue
        if match["hundreds"]:
            decade = _HUNDREDS[match["hundreds"]] + (1 if match["tens"] == "tens" else _DECADES[match["tens"]])
            yield _point(*match.span(), Point(f"{decade}X"), "en.date.decade/3", match["part4"])
            continue
        if match["nought"]:
            yield _point(*match.span(), Point("200X"), "en.date.decade/3", match["part5"])
            continue
        if match["word3"] and _POSSESSIVE.search(folded[max(0, match.start() - 6) : match.start()]):
            continue  # in his late fifties
        word = (match["word"] or match["word3"]).removeprefix("nineteen ").strip("'")
        digit = _DECADES.get(word) or (int(word[0]) if word[0].isdigit() else None)
        if digit is not None and not _TEMPERATURE.search(folded, max(0, match.start() - _REACH), match.end() + _REACH):
            yield _point(*match.span(), Point(f"19{digit}X"), "en.date.decade/2", match["part2"] or match["part3"])
    for match in patterns.NEXT_DECADE.finditer(folded):
        tens = int(match["tens"] or _DECADES[match["word"]])
        if tens > int(match["first"]):
            start = match.start("part") if match["part"] else match.start("decade")
            yield _point(start, match.end(), Point(f"{match['century']}{tens}X"), "en.date.decade/4", match["part"])


def _quarters(folded: str, text: str) -> Iterator[Stretch]:
    for match in patterns.QUARTER.finditer(folded):
        end = match.end()
        if match["n"]:
            code = _QUARTERS[match["n"]]
            year = year_value(match["year"] or match["year2"])
            if year is None and _GAME.search(folded):
                continue  # a quarter of a match
            end = end if year else match.end("n") + len(" quarter")
        elif match["q"] or match["q2"]:
            number, part = int(match["qn"] or match["qn2"]), match["q"] or match["q2"]
            year = year_value(match["year3"] or match["year4"] or match["year7"])
            if part == "h" and (
                number > 2 or year is None or (match["q2"] and text[match.start("q2")] == "h" and len(match["year7"]) == 2)
            ):
                continue  # 1h30 is an hour and a half
            code = 32 + number if part == "q" else 39 + number
        else:
            code = 40 if match["h"] in {"first", "1st"} else 41
            year = year_value(match["year5"] or match["year6"])
            end = end if year else match.end("h") + len(" half")
        yield _point(match.start(), end, Point(year, code), "en.date.quarter/1")
    for match in patterns.QUARTERS.finditer(folded):
        year = year_value(match["year"] or match["year2"])
        if year is None and _GAME.search(folded):
            continue
        pieces = list(re.finditer("[a-z]{5,}|[1-4][a-z]{2}", match["all"]))
        for index, piece in enumerate(pieces):
            start = match.start() if index == 0 else match.start("all") + piece.start()
            last = index == len(pieces) - 1
            end = match.start("all") + piece.end() if not last else match.end() if year else match.end("all") + len(" quarter")
            yield _point(start, end, Point(year, _QUARTERS[piece[0]]), "en.date.quarter-list/1")
    seasons = lexicon.calendar().seasons
    for match in patterns.SEASONS.finditer(folded):
        yield _point(*match.span(), Point(year_value(match["year"]), seasons[match["season"]]), "en.date.season/2")
    for match in patterns.SEASON.finditer(folded):
        yield _point(*match.span(), Point(year_value(match["year"]), seasons[match["season"]]), "en.date.season/1", match["part"])


def _ranges(folded: str) -> Iterator[Stretch]:
    """(618–907), the 6th through the 9th, the first three quarters of 2020."""
    for match in patterns.BRACKETED.finditer(folded):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= 2100 and last - first < 900:
            points = Point(f"{first:04d}"), Point(f"{last:04d}")
            yield Stretch(match.start("first"), match.end("last"), *points, "exact", "en.date.year/2", None, 0.85)
    for match in patterns.DAY_RANGE.finditer(folded):
        first, last = day_value(match["first"]), day_value(match["last"])
        if 1 <= first < last <= 31 and not _HOLES.search(folded):
            yield Stretch(*match.span(), Point(None, None, first), Point(None, None, last), "exact", "en.date.day/1", None, 0.8)
    for match in patterns.FIRST_QUARTERS.finditer(folded):
        points = Point(match["year"], 33), Point(match["year"], 34 if match["n"] == "two" else 35)
        yield Stretch(*match.span(), *points, "exact", "en.date.quarter/2")


def _figures(folded: str) -> Iterator[Stretch]:
    """2020-05-13, 13/5/2020 with the order inferred, 20161016, 5.12 behind `on`."""
    for match in patterns.FIGURES.finditer(folded):
        rule = "en.date.figures/1"
        year: str | None
        day: int | None
        if match["y"]:
            year, month, day = match["y"], int(match["m"]), int(match["d"])
            month, day = (day, month) if month > 12 >= day else (month, day)
        elif match["a"]:
            year = full_year(match["y2"])
            month, day, rule = _ordered(int(match["a"]), int(match["b"]))
        elif match["a2"]:
            if _GAME.search(folded) or patterns.SCORE_AFTER.match(folded, match.end()):
                continue  # a 10-4-12 record
            year = full_year(match["y10"])
            month, day, rule = _ordered(int(match["a2"]), int(match["b2"]))
        elif match["y3"] or match["y7"] or match["y8"] or match["y9"]:
            year = match["y3"] or match["y7"] or match["y8"] or match["y9"]
            month, day = int(match["m3"] or match["m7"] or match["m8"] or match["m9"]), None
        elif match["y4"]:
            year, month, day = match["y4"], int(match["m4"]), int(match["d4"])
        elif match["a7"]:
            first, second = int(match["a7"]), int(match["b7"])
            if match["a7"][0] != "0" and match["b7"][0] != "0" and not (first <= 12 and second == 1):
                continue  # 12/11 is eleven parts of twelve
            year = None
            month, day, rule = _ordered(first, second)
        else:
            year, month, day = None, int(match["m5"] or match["m6"]), int(match["d5"] or match["d6"])
            rule = "en.date.figures-month-first/1"
            if (match["m6"] and day in _FRACTIONS) or _SHARE.match(match.string, match.end()):
                continue
        if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
            yield _point(*match.span(), Point(year, month, day), rule)


# the third year of Zhenguan (629)
_REIGN_YEAR = re.compile(r" \((?P<year>[1-9][0-9]{2})\)")
# 3/10 of the villages
_SHARE = re.compile(" of (?:the|all|its|their|our|his|her|them|us|those|these|voters|people)(?![a-z])")


def _ordered(first: int, second: int) -> tuple[int, int, str]:
    """Month and day of two figures, and the rule that says how sure their order is; where both do, the month comes first."""
    if first > 12 >= second:
        return second, first, "en.date.figures-day-first/1"
    if second > 12 >= first:
        return first, second, "en.date.figures-month-first/1"
    return first, second, "en.date.figures-order-assumed/1"


def _named(folded: str) -> Iterator[Stretch]:
    for match in patterns.NAMED.finditer(folded):
        parts = [match["a"], match["b"], match["c"]]
        names = [part.rstrip(".") for part in parts if part.rstrip(".") in patterns.MONTHS]
        years = [part for part in parts if len(part) == 4 and part.isdigit()]
        days = [int(part) for part in parts if part.isdigit() and len(part) <= 2]
        short = len(days) == 2 and not years and (match["mark"] != " " or _ENDS.match(folded, match.end()))
        if short and len(names) == 1 and len(match["c"]) == 2 and match["c"].isdigit():  # 7-Apr-19
            years, days = [full_year(match["c"])], days[:1]
        if len(names) == len(years) == len(days) == 1 and 1 <= days[0] <= 31:
            yield _point(*match.span(), Point(years[0], patterns.MONTHS[names[0]], days[0]), "en.date.named/2")


def _eras(folded: str) -> Iterator[Stretch]:
    for match in patterns.FISCAL.finditer(folded):
        first, last = match["year"], match["year2"]
        if len(first) == 2 and not match["word"].startswith(("fy", "cy", "sy", "fiscal")):
            continue
        first = full_year(first)
        end = first if not last else last if len(last) == 4 else first[: 4 - len(last)] + last
        start = (
            match.start("year")
            if " year " in match["word"] or match["word"].startswith(("academic", "school"))
            else match.start()
        )
        yield Stretch(start, match.end(), Point(first), Point(end), "exact", "en.date.fiscal/1")
    for match in patterns.ANCIENT.finditer(folded):
        before = (match["era"] or "").startswith("b")
        numbers = [int(part) for part in (match["n"], match["n2"], match["n3"]) if part]
        if min(numbers) >= 1 and (len(numbers) == 1 or (numbers[0] > numbers[1]) == before):
            points = [Point(f"-{number - 1:04d}" if before else f"{number:04d}") for number in numbers]
            yield Stretch(*match.span(), points[0], points[-1], "exact", "en.date.era/2")


def _reigns(folded: str) -> Iterator[Stretch]:
    for match in patterns.ERA.finditer(folded):
        year = patterns.REIGNS[match["era"] or match["era2"]] + day_value(match["n"] or match["nth"]) - 1
        yield _point(*match.span(), Point(f"{year:04d}"), "en.date.reign/1")
        beside = _REIGN_YEAR.match(folded, match.end())
        if beside is not None:
            yield _point(*beside.span("year"), Point(beside["year"].zfill(4)), "en.date.early-year/1")
    for match in patterns.NTH_MONTH.finditer(folded):
        month = 12 if match["n"] == "last" else day_value(match["n"])
        if 1 <= month <= 12:
            yield _point(*match.span(), Point(match["year"], month), "en.date.nth-month/2")


def _years(folded: str, text: str) -> Iterator[Stretch]:
    """A bare figure of four places between 1000 and 2099, where the words beside it say year and no plural says count."""
    for match in patterns.YEAR.finditer(folded):
        first, part, about = match["year"], match["part"], match["about"]
        last = _last_year(match)
        if not part and not about and last is None and not _is_year(folded, text, match):
            continue
        end = match.end() if last or not match["year2"] else match.end("year")
        qualifier: Qualifier = "about" if about else part_qualifier(part)
        yield Stretch(match.start(), end, Point(first), Point(last or first), qualifier, "en.date.year/2", None, 0.93)
    for match in patterns.YEAR_NAMED.finditer(folded):
        if len(match["year"]) > 2 and not patterns.PLURAL.match(folded, match.end()):
            yield _point(*match.span(), Point(match["year"].zfill(4)), "en.date.year/2")
    for match in patterns.EARLY_YEAR.finditer(folded):
        yield _point(*match.span("year"), Point(match["year"].zfill(4)), "en.date.early-year/1")


def _last_year(match: re.Match[str]) -> str | None:
    """The end of 1950-53, 2005–2015, 2019/20."""
    first, last = match["year"], match["year2"]
    if last is None:
        return None
    last = last if len(last) == 4 else first[:2] + last
    if not int(first) < int(last) <= int(first) + 150 or (match["to"] == "/" and int(last) != int(first) + 1):
        return None
    return str(last)


def _is_year(folded: str, text: str, match: re.Match[str]) -> bool:
    start, first = match.start(), int(match["year"])
    cue = patterns.YEAR_CUE.search(folded[max(0, start - 12) : start])
    word = cue[0].strip() if cue is not None else ""
    if first < 1400 and word not in _STRONG_CUES:
        return False
    if _LISTED_BEFORE.search(folded, max(0, start - 6), start) and _LISTED_AFTER.match(folded, match.end()):
        return True
    named = text[match.end() + 1 : match.end() + 2].isupper()
    if not named and word not in {"in", "since", "by", "during"} and patterns.PLURAL.match(folded, match.end()):
        return False
    return cue is not None or 1900 <= first <= 2059
