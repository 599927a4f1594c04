"""What a sentence states, as far as it helps to find the sentence that says the same in the other language."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

# Year, month, day; None for a part that is not given.
PartialDate = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Numbers, dates and names of one sentence, in a form both languages share. Whoever has extracted claims passes it in.

    Attributes:
        numbers: values in canonical decimal form without grouping, such as `"5400"`, `"12.5"`, `"1/3"`.
        dates: `(year, month, day)`, None for unknown parts; both ends of a range.
        names: lower-case Latin forms, Chinese ones in pinyin without tones, such as `"zhou lin"`.
        quantities: values with what they measure, in one unit a dimension, and times of day, such as `"0.4 length"`, `"T13:07"`.
        before: names of a sentence before it, for one of which a pronoun of this one may stand.
    """

    numbers: frozenset[str] = frozenset()
    dates: frozenset[PartialDate] = frozenset()
    names: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()


NO_EVIDENCE = Evidence()
# Days by which two accounts of one event may differ.
NEAR_DAYS = 3


class Rarity:
    """How much it says that two sentences share a value: a rare one says much, a small round number little."""

    def __init__(self, zh: Sequence[Evidence], en: Sequence[Evidence]) -> None:
        self._total = len(zh) + len(en)
        self._numbers = Counter(number for found in (*zh, *en) for number in found.numbers)
        self._quantities = Counter(quantity for found in (*zh, *en) for quantity in found.quantities)
        self._days = Counter(day for found in (*zh, *en) for day in _near(found.dates, 0))
        self._names = Counter(name for found in (*zh, *en) for name in found.names)

    def shared(self, zh: Evidence, en: Evidence) -> tuple[float, float, float, float, float]:
        """What two sentences share in numbers, quantities, dates and names, and in names that one's pronoun may stand for."""
        names = self.names(zh, en)
        behind = max(names, *(self.names(*sides) for sides in ((_with_before(zh), en), (zh, _with_before(en)))))
        return self.numbers(zh, en), self.quantities(zh, en), same_dates(zh, en), names, behind - names

    def number(self, number: str) -> float:
        """0 to 1."""
        return _weight(number) * math.log1p(self._total / max(1, self._numbers[number])) / math.log1p(max(2, self._total))

    def day(self, one: PartialDate, other: PartialDate) -> float:
        """1 for days that hardly another sentence states."""
        stated = sum(self._days[day] for day in _near(frozenset((one, other)), 0))
        return 1.0 if stated <= 3 else 3 / stated

    def numbers(self, zh: Evidence, en: Evidence) -> float:
        """The four rarest shared numbers, and those that look like one another's misprint at less."""
        shared = zh.numbers & en.numbers
        found = sorted((self.number(number) for number in shared), reverse=True)[:4]
        left = en.numbers - shared
        alike = [self.number(number) for number in zh.numbers - shared if any(_alike(number, other) for other in left)]
        return min(sum(found) + 0.4 * sum(alike[:2]), 2.5)

    def quantities(self, zh: Evidence, en: Evidence) -> float:
        """The three rarest shared quantities, 1 for one that only these two sentences state."""
        shared = zh.quantities & en.quantities
        found = (_weight(quantity.split()[0].replace(":", "")) * _rarity(self._quantities[quantity]) for quantity in shared)
        return sum(sorted(found, reverse=True)[:3])

    def names(self, zh: Evidence, en: Evidence) -> float:
        """The two rarest shared names, 1 for one that only these two sentences hold; a part of a name alone counts half."""
        shared = zh.names & en.names
        words = {word for name in shared for word in name.split()}
        whole = [_rarity(self._names[name]) for name in shared if not any(name != other and name in other for other in shared)]
        parts = [
            0.5 * _rarity(self._names[part])
            for one, others in ((zh.names, en.names), (en.names, zh.names))
            for part in one
            if " " not in part and part not in words and any(part in other.split() for other in others if other != part)
        ]
        return sum(sorted((*whole, *parts), reverse=True)[:2])


def _with_before(found: Evidence) -> Evidence:
    return replace(found, names=found.names | found.before) if found.before else found


def _weight(number: str) -> float:
    """What it says by itself that a number is shared: little of a small or round one."""
    digits = _digits(number)
    return 1.0 if digits >= 3 else 0.7 if digits == 2 else 0.5 if len(number) > 1 else 0.35


def _rarity(stated: int) -> float:
    """1 for a value that two sentences state, less for one that many do."""
    return math.sqrt(2 / max(2, stated))


def _digits(number: str) -> int:
    """Digits that carry meaning: 5400 has two, 12.5 three."""
    return len(number.replace(".", "").replace("/", "").replace("T", "").strip("0"))


def _alike(number: str, other: str) -> bool:
    """Swapped digits, one other digit among three or more, a nought too many: what errors do to a number."""
    if min(_digits(number), _digits(other)) < 2 or "/" in number + other:
        return False
    if sorted(number) == sorted(other) or number.rstrip("0") == other.rstrip("0"):
        return True
    return len(number) == len(other) >= 3 and sum(a != b for a, b in zip(number, other, strict=True)) == 1


def same_dates(zh: Evidence, en: Evidence) -> float:
    """0 to 1: the nearest dates of the two."""
    return max((date_likeness(one, other) for one in zh.dates for other in en.dates), default=0.0)


def date_likeness(one: PartialDate, other: PartialDate) -> float:
    """1 for the same day, less for days near it, little for the same month or year; 0 for a contradiction.

    >>> date_likeness((None, 5, 13), (2020, 5, 14)), date_likeness((None, 5, 13), (None, 9, 1))
    (0.9, 0.0)
    """
    (year, month, day), (other_year, other_month, other_day) = one, other
    if year and other_year and year != other_year:
        return 0.0
    if month is None or other_month is None:
        if day and other_day:
            return 0.5 if day == other_day else 0.0
        return 0.15 if year and other_year else 0.0
    if day is None or other_day is None:
        return 0.3 if month == other_month else 0.0
    apart = _days_apart(year or other_year or 2020, (month, day), (other_month, other_day))
    if apart is None:
        return 0.0
    return {0: 1.0, 1: 0.9, 2: 0.75, NEAR_DAYS: 0.65}.get(apart, 0.3 if month == other_month else 0.0)


def _days_apart(year: int, one: tuple[int, int], other: tuple[int, int]) -> int | None:
    try:
        return abs((date(year, *one) - date(year, *other)).days)
    except ValueError:
        return None


def shared_values(zh: Sequence[Evidence], en: Sequence[Evidence], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of sentences that share a value, for values that no more than `most` sentences of either side state; may repeat."""
    yield from _join([found.numbers for found in zh], [found.numbers for found in en], most)
    yield from _join(
        [{word for name in found.names for word in (name, *name.split())} for found in zh],
        [{word for name in found.names for word in (name, *name.split())} for found in en],
        most,
    )
    yield from _join([found.quantities for found in zh], [found.quantities for found in en], most)
    yield from _join([_near(found.dates, NEAR_DAYS) for found in zh], [_near(found.dates, 0) for found in en], most)


def _near(dates: frozenset[PartialDate], days: int) -> set[int]:
    """Days of a leap year, counted from its first, that lie within some days of the dates."""
    found: set[int] = set()
    for _, month, day in dates:
        if month and day:
            apart = _days_apart(2020, (1, 1), (month, day))
            if apart is not None:
                found.update(range(apart - days, apart + days + 1))
    return found


def _join(left: Sequence[set[int] | set[str] | frozenset[str]], right: Sequence[object], most: int) -> Iterator[tuple[int, int]]:
    where: defaultdict[object, list[int]] = defaultdict(list)
    counts = Counter(key for keys in left for key in keys)
    for j, keys in enumerate(right):
        for key in keys:  # type: ignore[attr-defined]
            where[key].append(j)
    for i, keys in enumerate(left):
        for key in keys:
            found = where.get(key, [])
            if len(found) <= most and counts[key] <= most:
                for j in found:
                    yield i, j
