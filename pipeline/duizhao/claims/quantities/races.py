"""Times of races and lengths of films, 3:57.62 and 27:37, in both languages: minutes and seconds, and no time of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from duizhao.claims.mention import Mention
from duizhao.model import NumericValue

_RACE = re.compile(
    r"(?<![0-9:.])(?:(?P<hours>[0-9]{1,2}):)?(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9]\.[0-9]{1,3})(?![0-9]|[:.][0-9])"
)
# Minutes and seconds, where the words before them say that time was taken; a day has no 25th hour.
_TIMED = re.compile(r"(?<![0-9:.])(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9])(?![0-9:]|[.][0-9]| ?[ap]\.?m)")
_TOOK = re.compile(
    "(?:(?:用时|耗时|时长|全长|片长|配速|完赛|跑出|跑进|游出)[了为是达仅约:]{0,2}"
    "|(?:(?:times?|pace|split|length|duration|best|record) (?:of|was|is)|clocked|clocking|timed at|long|lasts|lasting|runs|ran)"
    "(?: in| a| just| about){0,2}) ?$"
)
_RAN = re.compile(
    "(?<![a-z])(?:race|ran|run|runner|lap|laps|marathon|5k|10k|metres|meters|finish|finished|swam|video|clip|episode|track|minutes?)(?![a-z])"
)
_HOURS = 24
# So far around minutes and seconds a word may say so, in characters.
_AROUND = 30


def race_times(folded: str) -> Iterator[Mention]:
    """Times of races and lengths of films in folded text, in seconds."""
    if ":" not in folded:
        return
    for match in _TIMED.finditer(folded):
        start, end = match.span()
        told = _TOOK.search(folded, max(0, start - 20), start) is not None
        if told or (int(match["minutes"]) > _HOURS and _RAN.search(folded, max(0, start - _AROUND), end + _AROUND)):
            seconds = Fraction(60 * int(match["minutes"]) + int(match["seconds"]))
            value = NumericValue(number=seconds, low=seconds, high=seconds, unit="second")
            yield Mention(start, end, "duration", value, rule="any.duration.timed/1", confidence=0.8)
    for match in _RACE.finditer(folded):
        seconds = 3600 * int(match["hours"] or 0) + 60 * int(match["minutes"]) + Fraction(match["seconds"])
        value = NumericValue(number=seconds, low=seconds, high=seconds, unit="second")
        yield Mention(match.start(), match.end(), "duration", value, rule="any.duration.race/1", confidence=0.9)
