"""Times of races, 3:57.62, in both languages: minutes, seconds and parts of a second, and no time of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from duizhao.claims.mention import Mention
from duizhao.model import NumericValue

_RACE = re.compile(
    r"(?<![0-9:.])(?:(?P<hours>[0-9]{1,2}):)?(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9]\.[0-9]{1,3})(?![0-9]|[:.][0-9])"
)


def race_times(folded: str) -> Iterator[Mention]:
    """Times of races in folded text, in seconds."""
    for match in _RACE.finditer(folded):
        seconds = 3600 * int(match["hours"] or 0) + 60 * int(match["minutes"]) + Fraction(match["seconds"])
        value = NumericValue(number=seconds, low=seconds, high=seconds, unit="second")
        yield Mention(match.start(), match.end(), "duration", value, rule="any.duration.race/1", confidence=0.9)
