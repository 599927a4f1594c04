"""English times of day: `find_times` on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.claims.mention import Mention
from duizhao.claims.numerals.number_words_en import UNITS
from duizhao.claims.picometres import picometres
from duizhao.model import TimeValue

_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOURS = {word: value for value, word in enumerate(_NUMBER.split("|"), 1)} | {"midnight": 12, "noon": 12}
_MINUTES = {"quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
# Zones with one offset the year round; `et` and `local time` are taken in and say nothing.
_OFFSETS = {
    **dict.fromkeys(("gmt", "utc"), "Z"),
    **{"bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "jst": "+09:00", "hkt": "+08:00"},
    **{"est": "-05:00", "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00"},
}
_SHIFTED = "(?:utc|gmt) ?[+−-] ?[0-9]{1,2}(?::?[0-9]{2})?(?![0-9])"
_ZONE = rf"(?: ?\(?(?P<zone>{_SHIFTED}|{'|'.join(_OFFSETS)}|et|pt|local time)\)?(?![a-z]))?"
_UTC = re.compile("(?:utc|gmt) ?(?P<sign>[+−-]) ?(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?")
_FURTHEST = 14
_PART = "in the (?:early )?(?:morning|afternoon|evening)|at night"
# Behind a time these tell the half of its day, and stay outside.
_DAY_PART = re.compile(
    " (?:(?:this|every|each|tomorrow|yesterday|that|the (?:next|following|same)|next|(?:on )?[a-z]+day)"
    " (?P<part>morning|afternoon|evening)"
    "|(?P<night>tonight|(?:tomorrow|last|that) night))(?![a-z])"
)
CLOCK = re.compile(
    r"(?:(?<![0-9a-z.:,$£€¥/#-])|(?<=[0-9]t)|(?<=[0-9m.]-))"
    r"(?P<hour>[0-9]{1,2})(?:(?P<mark>[:.])(?P<minute>[0-5][0-9])(?P<seconds>:[0-5][0-9])?)?"
    r"(?: ?(?P<half>[ap])(?:\.m\.?|m|(?<=:[0-5][0-9][ap]))(?![a-z0-9])"
    rf"| (?P<part>{_PART}|noon|midday|midnight)(?![a-z])|(?P<oclock> ?o'clock))?" + _ZONE
)
_SPOKEN_MINUTES = {
    "thirty": 30,
    "fifteen": 15,
    "forty-five": 45,
    "forty five": 45,
    "twenty": 20,
    "ten": 10,
    "forty": 40,
    "fifty": 50,
    "twenty-five": 25,
    "thirty-five": 35,
    "fifty-five": 55,
    "oh-five": 5,
    "oh five": 5,
}
_SPOKEN = "|".join(sorted(_SPOKEN_MINUTES, key=len, reverse=True))
# Six-thirty is a time by itself, unless something is counted.
_CLOCK_FACE = frozenset({"fifteen", "thirty", "forty-five"})
_CLOSES = re.compile("[.,;!?\"\u201d']|$| (?:and|or|but|on|today|tonight|tomorrow|then|it|is|was|works?|sounds?)(?![a-z])")
# Before five to nine these make it a time.
_TELLS = re.compile(
    "(?<![a-z])(?:it is|it's|it was|'twas|at|by|until|till) (?:about |nearly |almost |exactly )?$"
    # What time is it? Five to nine.
    '|what time[a-z ]{0,12}[?]["”]? ["“]?$'
)
_TOLD_BEFORE = 28
# Before seven thirty these make it a time.
_AT = re.compile("(?:(?:at|by|until|till|around|about|before|after|past|from|since)|(?:night|morning|evening|afternoon|day),?) $")
WORDS = re.compile(
    rf"(?<![a-z-])(?:(?:(?<=from )|(?<=between ))(?P<hour5>{_NUMBER})"
    rf"(?= (?:to|till|until|and) (?:{_NUMBER}) (?:in the|at night|[ap]\.?m|o'clock))"
    rf"|(?P<hour>{_NUMBER}) (?P<mark>o'clock|[ap]\.?m\.?(?![a-z])|(?=in the (?:morning|afternoon|evening))|(?=at night))"
    rf"|(?P<hour4>{_NUMBER})"
    "(?= (?:(?:every|each|this|that|tomorrow|the (?:next|following|same)) (?:morning|afternoon|evening)|sharp|on the dot))"
    rf"|(?P<hour3>{_NUMBER})[ -](?P<minute>{_SPOKEN})"
    r"(?:(?P<half> [ap]\.?m\.?)(?![a-z])|(?= in the (?:morning|afternoon|evening))|(?P<cue>)))"
    rf"(?: ?(?P<part>{_PART}))?(?![a-z]|[- ](?:{_SPOKEN}|hundred|thousand|million|percent|per|years?|people|men|minutes|days))"
)
# Half past 7, quarter to eight, ten minutes before six, 20 past 9.
PAST = re.compile(
    r"(?<![a-z0-9.,:$£€-])(?:(?P<part_of>half|quarter)|(?P<n>five|ten|twenty(?:[- ]five)?|[1-5]?[0-9])"
    r"(?P<minutes> min(?:ute)?s?)?)"
    rf" (?P<side>past|to|after|before) (?P<of>{_NUMBER}|midnight|noon|1[0-2]|[1-9])(?: o'clock)?"
    rf"(?: ?(?P<half>[ap])(?:\.m\.?|m)(?![a-z])| ?(?P<part>{_PART}))?"
    rf"(?![a-z0-9%]|[:.,][0-9]|[- ](?:[0-9]|{_SPOKEN}|hundred|thousand|million|percent|per|years?|people|men|minutes|days))"
)
# What may follow an hour that no half of the day closes.
_HOUR_ENDS = re.compile(
    r"[^a-z0-9%-]*$|[.,;:!?\")\u201d]"
    " |[-] | (?:and|or|but|on|in|at|by|to|today|tonight|tomorrow|then|it|is|was|when|while|as|before|after|this|every|each"
    "|he|she|we|they|i|you|the|with|for)(?![a-z])"
)
# At half three is half past, as the British say it.
HALF_HOUR = re.compile(
    rf"(?:at|by|till|until|around|about) (?P<time>half (?P<hour>{_NUMBER}))(?=[.,;!?]|$| (?:and|but|on|in|today|tomorrow))"
)
# 7 tonight, 7 this evening, 8 sharp, behind at or by.
_WHEN = re.compile(" (?:tonight|sharp|on the dot|tomorrow|(?:this|that|every|each) (?:morning|afternoon|evening|night))(?![a-z])")
MILITARY = re.compile(
    r"(?<![0-9a-z.:,$-])(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9]) (?P<zone>gmt|utc|bst|hours|hrs|local time)(?![a-z])"
)
# oh six hundred hours, at fourteen hundred hours; elsewhere fourteen hundred hours are counted.
_SPOKEN_HOURS = {word: hour for word, hour in UNITS.items() if hour >= 10} | {"twenty": 20}
_SPOKEN_HOURS |= {f"twenty-{word}": 20 + _HOURS[word] for word in ("one", "two", "three")}
MILITARY_WORDS = re.compile(
    rf"(?<![a-z-])(?:(?:oh|zero)[ -](?P<small>one|two|three|four|five|six|seven|eight|nine)"
    rf"|(?<=at )(?P<large>{'|'.join(sorted(_SPOKEN_HOURS, key=len, reverse=True))})) hundred(?: hours| hrs)(?![a-z])"
)
_JOIN = re.compile(" ?(?:to|until|till|through|-|–|—) ?")
_ABOUT = re.compile("(?:about|around|approximately|roughly|some|circa) $")
_GOES_ON = re.compile(" ?(?:to|until|till|-|–|—|and) ?")


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day; `half` is a or p where it is told; one that is not `sure` stands only beside another."""

    start: int
    end: int
    hour: int
    minute: int
    half: str | None
    zone: str
    sure: bool

    def iso(self, half: str | None, zone: str = "") -> str:
        hour = self.hour % 24
        if half == "p" and self.hour < 12:
            hour = self.hour + 12
        elif half == "a" and self.hour == 12:
            hour = 0
        return f"T{hour:02d}:{self.minute:02d}{self.zone or zone}"


def find_times(folded: str) -> list[Mention]:
    """Times of day of folded text in reading order; a range is one claim, its first hour takes the half of day of its last."""
    clocks: list[_Clock] = []
    for clock in sorted(
        [*_clocks(folded), *_past(folded), *_words(folded), *_military(folded)], key=lambda clock: (clock.start, -clock.end)
    ):
        if not clocks or clock.start >= clocks[-1].end:
            clocks.append(clock)
    result: list[Mention] = []
    i = 0
    while i < len(clocks):
        first = clocks[i]
        last = clocks[i + 1] if i + 1 < len(clocks) else None
        if last is not None and (first.sure or last.sure) and _joins(folded, first, last):
            result.append(_mention(folded, first, last))
            i += 2
            continue
        if first.sure:
            result.append(_mention(folded, first, None))
        i += 1
    return result


def _joins(folded: str, first: _Clock, last: _Clock) -> bool:
    gap = folded[first.end : last.start]
    between = gap == " and " and folded[max(0, first.start - 8) : first.start] == "between "
    return between or _JOIN.fullmatch(gap) is not None


def _clocks(folded: str) -> Iterator[_Clock]:
    for match in CLOCK.finditer(folded):
        hour, half, part = int(match["hour"]), match["half"], match["part"]
        if half == "p" and not match["minute"] and picometres(folded, match.start()):
            continue
        colon = match["mark"] == ":" and not match["seconds"]
        sure = bool(half or part or match["oclock"] or colon or (match["zone"] and match["minute"]))
        when = None if sure or match["minute"] else _WHEN.match(folded, match.end())
        if when is not None and 1 <= hour <= 12 and _AT.search(folded, max(0, match.start() - 12), match.start()):
            sure, half = True, "p" if when[0] == " tonight" else half
        if (match["mark"] == "." and not (half or part)) or (match["seconds"] and not half):
            continue
        if hour > 24 or (half and not 1 <= hour <= 12) or (part in {"noon", "midday", "midnight"} and hour != 12):
            continue
        if folded[match.end() : match.end() + 1] == ":" or (
            not sure and (match["minute"] or not _GOES_ON.match(folded, match.end()))
        ):
            continue
        zone = _offset(match["zone"])
        if half is None:
            half = _half_of(part, hour) or (_half_behind(folded, match.end(), hour) if sure else None)
        yield _Clock(match.start(), _end(folded, match), hour, int(match["minute"] or 0), half, zone, sure)


def _offset(zone: str | None) -> str:
    """The offset of a zone as the record wants it: gmt is Z, utc+8 is +08:00; nothing for the others."""
    told = _UTC.fullmatch(zone or "")
    if told is None:
        return _OFFSETS.get(zone or "", "")
    sign = "+" if told["sign"] == "+" else "-"
    return f"{sign}{int(told['hours']):02d}:{told['minutes'] or '00'}" if int(told["hours"]) <= _FURTHEST else ""


def _end(folded: str, match: re.Match[str]) -> int:
    """The stop of `p.m.` belongs to the time, that of a sentence behind `pm.` does not."""
    end = match.end()
    stop = (
        match.groupdict().get("zone") is None
        and match["half"]
        and folded[end - 1] == "."
        and folded[end - 3 : end - 1] in {"am", "pm"}
    )
    return end - 1 if stop else end


def _half_of(part: str | None, hour: int) -> str | None:
    if part is None:
        return None
    return "a" if "morning" in part or part == "midnight" else "p" if hour >= 1 else None


def _half_behind(folded: str, end: int, hour: int) -> str | None:
    """The half of the day that stands behind a time and outside it: eight o'clock tomorrow evening, 8:15 tonight."""
    later = _DAY_PART.match(folded, end) if hour <= 12 else None
    if later is None:
        return None
    if later["night"]:
        return "p" if 5 <= hour < 12 else None  # twelve tonight is midnight, two last night was in the small hours
    return _half_of(later["part"], hour)


def _words(folded: str) -> Iterator[_Clock]:
    """half past three, quarter to five, seven o'clock, eight p.m."""
    for match in WORDS.finditer(folded):
        hour = _HOURS[match["hour"] or match["hour3"] or match["hour4"] or match["hour5"]]
        half = _half_of(match["part"], hour)
        if match["hour5"]:
            yield _Clock(match.start(), match.end(), hour, 0, None, "", False)
            continue
        if match["hour4"]:
            if _AT.search(folded, max(0, match.start() - 12), match.start()):
                yield _Clock(match.start(), match.end(), hour, 0, _half_behind(folded, match.end(), hour), "", True)
            continue
        if match["hour3"]:
            alone = (
                match["minute"] in _CLOCK_FACE and folded[match.start("minute") - 1] == "-" and _CLOSES.match(folded, match.end())
            )
            if not (alone or match["half"] or match["part"] or _AT.search(folded, max(0, match.start() - 12), match.start())):
                continue
            half = match["half"].strip()[0] if match["half"] else half
            yield _Clock(match.start(), match.end(), hour, _SPOKEN_MINUTES[match["minute"]], half, "", True)
            continue
        half = match["mark"][0] if match["mark"][:1] in {"a", "p"} else half or _half_behind(folded, match.end(), hour)
        yield _Clock(match.start(), match.end(), hour, 0, half, "", True)


def _past(folded: str) -> Iterator[_Clock]:
    """half past 7, quarter to eight, ten minutes to six, at half three."""
    for match in (
        PAST.finditer(folded) if " past " in folded or " to " in folded or " after " in folded or " before " in folded else ()
    ):
        hour = int(match["of"]) if match["of"].isdigit() else _HOURS[match["of"]]
        half = match["half"] or _half_of(match["part"], hour) or _half_behind(folded, match.end(), hour)
        if not _stands(folded, match, half):
            continue
        before = match["side"] in {"to", "before"}
        if match["of"] == "midnight":
            half = "p" if before else "a"
        told = (match["part_of"] or match["n"]).replace(" ", "-")
        minute = int(told) if told.isdigit() else _MINUTES[told]
        if before and minute:
            hour, minute = (hour - 1) or 12, 60 - minute
        yield _Clock(match.start(), _end(folded, match), hour, minute, half, "", True)
    for match in HALF_HOUR.finditer(folded) if " half " in folded else ():
        yield _Clock(*match.span("time"), _HOURS[match["hour"]], 30, None, "", True)


def _stands(folded: str, match: re.Match[str], half: str | None) -> bool:
    """Whether minutes beside an hour are a time: five to ten and 20 to 9 are ranges where nothing says so."""
    side = match["side"]
    if match["part_of"]:
        return side != "before" and (side == "past" or match["part_of"] == "quarter")
    if half is None and (match["of"].isdigit() or match["minutes"]) and not _HOUR_ENDS.match(folded, match.end()):
        return False  # from ten minutes to two hours
    if match["minutes"]:
        return True
    figures = match["n"].isdigit()
    if side == "to" and match["n"] not in {"twenty", "twenty-five"}:
        sure = half is not None and (not figures or int(match["n"]) > 12)
        return sure or _told(folded, match)
    return side in {"past", "to"} or (side == "after" and not figures)


def _told(folded: str, match: re.Match[str]) -> bool:
    """It is five to nine: no range, and nothing counted behind."""
    if match["n"].isdigit() and int(match["n"]) % 5:
        return False  # won by 3 to 2
    return bool(_TELLS.search(folded, max(0, match.start() - _TOLD_BEFORE), match.start()) and _CLOSES.match(folded, match.end()))


def _military(folded: str) -> Iterator[_Clock]:
    for match in MILITARY_WORDS.finditer(folded) if " hundred h" in folded else ():
        hour = _HOURS[match["small"]] if match["small"] else _SPOKEN_HOURS[match["large"]]
        yield _Clock(match.start(), match.end(), hour, 0, None, "", True)
    for match in MILITARY.finditer(folded):
        zone = _OFFSETS.get(match["zone"], "")
        yield _Clock(match.start(), match.end(), int(match["hour"]), int(match["minute"]), None, zone, True)


def _mention(folded: str, first: _Clock, last: _Clock | None) -> Mention:
    about = _ABOUT.search(folded[max(0, first.start - 16) : first.start])
    start = first.start - len(about[0]) if about is not None else first.start
    half = first.half
    if last is None:
        end, iso = first.end, first.iso(half)
    else:
        if half is None and last.half is not None:
            same = first.hour < last.hour or 12 in (first.hour, last.hour)
            half = last.half if same else "a" if last.half == "p" else "p"
        noon = last.hour == 12 and last.half == half == "a" and first.hour < 12  # ten to twelve in the morning
        end, iso = last.end, f"{first.iso(half, last.zone)}/{last.iso('p' if noon else last.half)}"
    return Mention(start, end, "time", TimeValue(iso=iso), "about" if about else "exact", None, 0.95, "en.time.clock/1")
