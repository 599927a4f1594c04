"""Blood pressure, 120/80, in both languages: two readings and no fraction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from duizhao.claims.mention import Mention
from duizhao.model import NumericValue

_PRESSURE = re.compile(
    r"(?:(?<=血压)|(?<=blood pressure)|(?<![a-z])bp(?![a-z]))(?P<words>[^0-9.。;；]{0,12}?)"
    r"(?P<high>[0-9]{2,3})(?:/| over |到|至|-)(?P<low>[0-9]{2,3})(?: ?(?:mmhg|mmHg|毫米汞柱))?(?![0-9/])"
    r"|(?<![0-9/.])(?P<high2>[0-9]{2,3})(?:/| over )(?P<low2>[0-9]{2,3}) ?(?:mmhg|mmHg|毫米汞柱)"
)
# An upper reading is no lower than this, and so far apart the two may be.
_LOWEST = 60
_WIDEST = 150


def blood_pressures(folded: str) -> Iterator[Mention]:
    """Blood pressures of folded text, the upper and the lower reading as bounds, in millimetres of mercury."""
    if "/" not in folded and " over " not in folded and "血压" not in folded:
        return
    for match in _PRESSURE.finditer(folded):
        low, high = sorted((Fraction(int(match["low"] or match["low2"])), Fraction(int(match["high"] or match["high2"]))))
        if low < high and (high - low < _WIDEST) and high >= _LOWEST:
            start = match.start("high") if match["high"] else match.start("high2")
            value = NumericValue(number=None, low=low, high=high, unit="mm[Hg]")
            yield Mention(start, match.end(), "measure", value, rule="any.measure.blood-pressure/2", confidence=0.85)
