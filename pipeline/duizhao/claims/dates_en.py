"""English dates and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.model import DateValue, Qualifier, TimeValue

_MONTHS = lexicon.calendar().months
_MONTH = "|".join(sorted((f"{name}\\.?" if len(name) < 5 else name for name in _MONTHS), key=len, reverse=True))
_L = "(?<![a-z0-9])"
_R = "(?![a-z0-9])"
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth|twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first"  # noqa: E501
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL.split("|"), 1)}
_DAY = rf"(?:[0-3]?[0-9](?:st|nd|rd|th)?|{_ORDINAL})"
_YEAR = "[12][0-9]{3}"
_PART = (
    r"(?P<part>early|mid|late|the beginning of|beginning of|the start of|start of|the end of|end of|the middle of|middle of)[ -]"
)
_TO = " ?(?:to|until|till|through|-|–|—) ?"
DATE = re.compile(
    rf"{_L}(?:{_PART})?(?:(?:the )?(?P<d1>{_DAY})(?:{_TO}(?P<d1b>{_DAY}))?(?: of)? (?P<m1>{_MONTH}){_R}(?:,? (?:of )?(?P<y1>{_YEAR}))?"  # noqa: E501
    rf"|(?P<m2>{_MONTH}){_R} ?(?P<d2>{_DAY})(?:{_TO}(?P<d2b>{_DAY})(?![a-z0-9%]))?{_R}(?![.,][0-9])(?: ?, ?(?P<y2>{_YEAR})| (?P<y2b>{_YEAR}))?"  # noqa: E501
    rf"|(?P<m3>{_MONTH}){_R}(?:,? (?:of )?(?P<y3>{_YEAR}))?)(?![0-9])"
)
YEAR = re.compile(
    rf"{_L}(?P<cue>in|since|by|from|until|till|during|before|after|of|for|between|to|and|year|circa|than)? ?(?P<part>early|mid|late|the beginning of|the end of|end of|the start of|start of)?[ -]?(?P<year>(?:1[5-9]|20)[0-9]{{2}})(?![0-9a-z%]|[.,][0-9])"  # noqa: E501
)
DECADE = re.compile(rf"{_L}(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<decade>1[0-9]{{2}}0|20[0-9]0)'?s{_R}")
CENTURY = re.compile(
    rf"{_L}(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<n>[0-9]{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})[ -]century{_R}(?P<bc> bc)?"
)
ISO = re.compile(r"(?<![0-9a-z./-])(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![0-9-])")
TIME = re.compile(
    r"(?<![0-9a-z.:,$£€/-])(?P<h>[0-9]{1,2})(?:[:.](?P<min>[0-5][0-9]))? ?(?P<ap>[ap])\.?m(?:\.(?![a-z])|(?![a-z0-9]))|(?<![0-9a-z.:,/-])(?P<h2>[0-2]?[0-9]):(?P<min2>[0-5][0-9])(?![0-9:])|(?<![0-9a-z])(?P<h3>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'clock"  # noqa: E501
)
_HOURS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
_EARLY = ("early", "the beginning of", "beginning of", "the start of", "start of")
_MID = ("mid", "the middle of", "middle of")


def _qualifier(part: str | None) -> Qualifier:
    if not part:
        return "exact"
    return "early" if part in _EARLY else "mid" if part in _MID else "late"


def _day(text: str) -> int:
    return _ORDINALS[text] if text in _ORDINALS else int(re.match("[0-9]+", text)[0])  # type: ignore[index]


def _value(edtf: str) -> DateValue:
    return DateValue(edtf=edtf, resolved=None if "XX-" in edtf or edtf.startswith("XXXX") else edtf)


def find_dates(folded: str, text: str) -> Iterator[Mention]:
    """Dates of folded text, in no order; they may overlap."""
    for match in ISO.finditer(folded):
        yield Mention(match.start(), match.end(), "date", _value(match[0]), rule="en.date.figures/1", confidence=0.95)
    for match in DATE.finditer(folded):
        month = match["m1"] or match["m2"] or match["m3"]
        name = month.rstrip(".")
        day, day2 = match["d1"] or match["d2"], match["d1b"] or match["d2b"]
        year = match["y1"] or match["y2"] or match["y2b"] or match["y3"] or "XXXX"
        at = match.start("m1") if match["m1"] else match.start("m2") if match["m2"] else match.start("m3")
        if not text[at].isupper() and (day is None or name in {"may", "march", "mar", "sun", "sat"}):
            continue
        if name in {"may", "march"} and day is None and year == "XXXX" and not _cue(folded, match.start()):
            continue
        edtf = f"{year}-{_MONTHS[name]:02d}"
        if day:
            first = _day(day)
            last = _day(day2) if day2 else first
            if not (1 <= first <= 31 and 1 <= last <= 31):
                continue
            edtf = f"{edtf}-{first:02d}" if first == last else f"{edtf}-{first:02d}/{edtf}-{last:02d}"
        yield Mention(match.start(), match.end(), "date", _value(edtf), _qualifier(match["part"]), None, 0.95, "en.date.month/1")
    for match in DECADE.finditer(folded):
        yield Mention(
            match.start(),
            match.end(),
            "date",
            _value(match["decade"][:3] + "X"),
            _qualifier(match["part"]),
            None,
            0.95,
            "en.date.decade/1",
        )
    for match in CENTURY.finditer(folded):
        number = _day(match["n"])
        yield Mention(
            match.start(),
            match.end(),
            "date",
            _value(f"{'-' if match['bc'] else ''}{number - 1:02d}XX"),
            _qualifier(match["part"]),
            None,
            0.9,
            "en.date.century/1",
        )
    for match in YEAR.finditer(folded):
        if match["cue"] is None and match["part"] is None:
            continue
        start = match.start("part") if match["part"] else match.start("year")
        yield Mention(start, match.end(), "date", _value(match["year"]), _qualifier(match["part"]), None, 0.85, "en.date.year/1")


def _cue(folded: str, start: int) -> bool:
    return (
        re.search(
            r"(?:in|since|by|from|until|last|this|next|of|during|late|early|mid|and|to|between)[ -]$",
            folded[max(0, start - 9) : start],
        )
        is not None
    )


def find_times(folded: str) -> Iterator[Mention]:
    """Times of day of folded text."""
    for match in TIME.finditer(folded):
        hour_text = match["h"] or match["h2"] or match["h3"]
        hour = _HOURS[hour_text] if hour_text in _HOURS else int(hour_text)
        minute = int(match["min"] or match["min2"] or 0)
        if match["ap"] == "p" and hour < 12:
            hour += 12
        elif match["ap"] == "a" and hour == 12:
            hour = 0
        if hour < 24:
            yield Mention(
                match.start(),
                match.end(),
                "time",
                TimeValue(iso=f"T{hour:02d}:{minute:02d}"),
                "exact",
                None,
                0.9,
                "en.time.clock/1",
            )
