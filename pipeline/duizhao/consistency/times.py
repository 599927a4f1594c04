"""Compare two times of day, a time with a part of the day, with a number, with a stretch of time."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from duizhao.consistency.quantities import Quantity
from duizhao.consistency.units import units
from duizhao.consistency.verdicts import INCOMPARABLE, Comparison
from duizhao.model import AnyClaim, NumericValue, TimeValue

_CLOCK = re.compile(r"T([0-9]{2})(?::([0-9]{2}))?(?::[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
# Minutes of a day.
_DAY = 1440
_HALF_OF_DAY = re.compile(
    r"[上下中]午|凌晨|清晨|早[上晨间]?|傍?晚|夜|晨|午|[ap]\.?\s?m\b|noon|midnight|morning|afternoon|evening|night", re.I
)


def compare_times(one: AnyClaim, other: AnyClaim) -> Comparison:
    """Compare two times of day or ranges of them; zones convert, and an hour may leave its half of the day open."""
    assert isinstance(one.value, TimeValue)
    assert isinstance(other.value, TimeValue)
    if one.value.iso == other.value.iso:
        return Comparison("equal")
    left, right = _clocks(one.value.iso), _clocks(other.value.iso)
    if not left or not right:
        return INCOMPARABLE
    if len(left) != len(right):
        if {clock for clock, _ in left} & {clock for clock, _ in right}:
            return Comparison("compatible", "time.range-part", 0.7)
        return Comparison("contradicts", "time.differs", 0.4)
    worst = Comparison("equal")
    for (first, zone), (second, other_zone) in zip(left, right, strict=True):
        if (
            zone is not None
            and other_zone is not None
            and zone != other_zone
            and (first - zone - second + other_zone) % _DAY == 0
        ):
            worst = Comparison("converted", "", 0.95)
            continue
        if first == second:
            continue
        apart = abs(first - second)
        if apart in (_DAY // 2, _DAY) and (_leaves_half_open(one, first) or _leaves_half_open(other, second)):
            worst = Comparison("compatible", "time.half-of-day", 0.9)
        elif apart == _DAY:
            worst = Comparison("compatible", "", 0.9)
        else:
            return Comparison(
                "contradicts", "time.differs", 0.8 if first % 60 == second % 60 or first // 60 == second // 60 else 0.6
            )
    return worst


def _leaves_half_open(claim: AnyClaim, minutes: int) -> bool:
    """Whether a clock reading may be of either half of the day: 五点 may, 下午五点 and 17时 may not."""
    return minutes < _DAY // 2 + 60 and _HALF_OF_DAY.search(claim.normalized) is None


def parts_of_day(one: AnyClaim, other: AnyClaim) -> Comparison:
    """Compare two parts of the day, or one with a clock reading: 上午 and "morning" share hours, 上午 and "evening" none."""
    assert isinstance(one.value, TimeValue)
    assert isinstance(other.value, TimeValue)
    left, right = ([minutes for minutes, _ in _clocks(claim.value.iso)] for claim in (one, other))  # type: ignore[union-attr]
    if len(left) != 2 or len(right) != 2:
        clock, part = (left, right) if len(left) == 1 else (right, left)
        if len(clock) != 1 or len(part) != 2:
            return INCOMPARABLE
        # 十一点 leaves the half of the day open, and so does 十二点.
        timed = one if clock is left else other
        halves = (0, _DAY // 2) if _leaves_half_open(timed, clock[0]) else (0,)
        inside = any(part[0] <= clock[0] + half + day <= part[1] for half in halves for day in (0, _DAY))
        return Comparison("compatible", "", 0.6) if inside else Comparison("contradicts", "time.part-differs", 0.75)
    shared = any(max(left[0], right[0] + day) < min(left[1], right[1] + day) for day in (-_DAY, 0, _DAY))
    return Comparison("compatible", "", 0.8) if shared else Comparison("contradicts", "time.part-differs", 0.8)


@lru_cache(maxsize=1024)
def _clocks(iso: str) -> tuple[tuple[int, int | None], ...]:
    """Minutes after midnight of a time or of both ends of a range, each with its zone in minutes east of Greenwich where one
    is given; empty for what is no time."""
    found = []
    for part in iso.split("/"):
        clock = _CLOCK.match(part if part.startswith("T") else f"T{part}")
        if clock is None:
            return ()
        hour, minute, zone = clock.groups()
        found.append((int(hour) * 60 + int(minute or 0), _zone(zone)))
    return tuple(found)


def _zone(zone: str | None) -> int | None:
    if zone is None or zone == "Z":
        return None if zone is None else 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone.startswith("-") else minutes


def time_and_figure(one: AnyClaim, other: AnyClaim) -> Comparison:
    """A time of day against a number: agrees when it is the hour, on either clock, 4.40, "five to nine", or the score 21:19."""
    assert isinstance(one.value, TimeValue)
    assert isinstance(other.value, NumericValue)
    quantity = Quantity.of(other.value, other.qualifier, other.normalized)
    if other.value.unit == "score":
        scores = [sorted(divmod(minutes, 60)) == [quantity.low, quantity.high] for minutes, _ in _clocks(one.value.iso)]
        return Comparison("compatible", "", 0.8) if any(scores) else INCOMPARABLE
    if quantity.number is None and other.lang == "en" and " to " in other.normalized:
        told = [_minutes_to(minutes) == (quantity.low, quantity.high) for minutes, _ in _clocks(one.value.iso)]
        return Comparison("compatible", "number.vague", 0.8) if any(told) else INCOMPARABLE
    for minutes, _ in _clocks(one.value.iso):
        hour, minute = divmod(minutes, 60)
        allowed = {
            Fraction(hour),
            Fraction(hour % 12 or 12),
            Fraction(minute),
            hour + Fraction(minute, 100),
            hour % 12 + Fraction(minute, 100),
        }
        if quantity.number in allowed:
            return Comparison("compatible", "", 0.5)
    return INCOMPARABLE


def _minutes_to(minutes: int) -> tuple[Fraction, Fraction]:
    """The minutes to the next hour and that hour: 8:55 is (5, 9), for "five to nine"."""
    hour, minute = divmod(minutes, 60)
    return Fraction(60 - minute), Fraction(hour % 12 + 1)


def time_and_duration(one: AnyClaim, other: AnyClaim) -> Comparison:
    """A clock reading against a stretch of time: 1:12 may be 72 seconds, or 72 minutes."""
    assert isinstance(one.value, TimeValue)
    assert isinstance(other.value, NumericValue)
    unit = units().get(other.value.unit or "")
    if unit is None or other.value.number is None:
        return INCOMPARABLE
    seconds = unit.base(other.value.number)
    clocks = [minutes for minutes, _ in _clocks(one.value.iso)]
    return Comparison("compatible", "", 0.6) if any(seconds in (clock, clock * 60) for clock in clocks) else INCOMPARABLE
