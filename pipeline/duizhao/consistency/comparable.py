"""Comparable texts: two accounts of one event, written apart. Silence is no finding; a near miss on the same subject is.

All claims of the passages handed in for a document are matched as one pool, so that whatever is said alike anywhere is out
of the way; what is left is compared within a link, for dates also across links: a date a few days off, a figure with a
digit changed, ten times as much, -teen for -ty, the one figure of its unit that is left in passages that agree otherwise, another
month, the one month or year that is left, a name that sounds almost the same. What one account rounds, or tells as the
difference or sum of the other's figures, agrees; the day of a dateline is none of the event's. Rule `comparable.near-miss/3`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duizhao.consistency.compare import compare, same_value
from duizhao.consistency.findings import Draft, finding
from duizhao.consistency.items import Item, items
from duizhao.consistency.judge import Case
from duizhao.consistency.parts import ends, is_range
from duizhao.consistency.people import NEAR_NAME, same_person
from duizhao.consistency.quantities import Quantity, figure, lies_within, number_reason, significant_digits, unit_of
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.verdicts import Comparison
from duizhao.dateline import dateline_end
from duizhao.edtf import parse
from duizhao.model import AnyClaim, DateValue, Finding, NumericValue, PersonValue
from duizhao.settings import ConsistencySettings

# How many days two dates may be apart to be taken for one date told differently: within a link, and across links.
_DAYS_LINKED = 10
_DAYS_APART = 2
# Within a link, a contradiction at least this alike is a near miss; across links only a plain slip is (see `_is_slip`).
_NEAR = 0.8
# Within a link, so alike need two figures be that are the only ones of their unit there.
_OF_ONE_SIZE = 0.65
# Score from which a link is sure, and the rank of a date with another month or year.
_SURE, _DATE_SLIP = 0.9, 0.7
# Units that do not say what a figure measures.
_NO_MEASURE = (None, "item", "time", "%")
_PLAIN_DATE = re.compile(r"\d{4}|(?:\d{4}|XXXX)-\d\d(?:-\d\d)?")
# With more pairs than this, only linked claims and claims of the same figure are compared.
_LARGE = 250_000


# Figures by the number of their bead and their unit.
_Figures = defaultdict[tuple[int, str | None], list[Fraction | None]]


@dataclass(frozen=True, slots=True)
class _Pooled:
    """A claim, or one end of a range, with the numbers of the beads it stands in; `written` is the day of a dateline."""

    item: Item
    beads: frozenset[int]
    written: bool = False


def check_comparable(beads: Sequence[BeadClaims], settings: ConsistencySettings) -> list[Finding]:
    """Near misses between linked passages; see `duizhao.consistency.check_beads`."""
    found: list[Finding] = []
    for document in dict.fromkeys(bead.document for bead in beads):
        found.extend(_check_document([bead for bead in beads if bead.document == document], settings))
    return found


def told_apart(beads: Sequence[BeadClaims]) -> set[str]:
    """Ids of the claims in comparable texts that the other side tells too, or whose sentence is linked to one there."""
    found: set[str] = set()
    for document in dict.fromkeys(bead.document for bead in beads):
        own = [bead for bead in beads if bead.document == document]
        zh, en = _pool(own, "zh"), _pool(own, "en")
        for pool, agreed in zip((zh, en), _agreed(zh, en), strict=True):
            found |= {pool[number].item.claim.id for number in agreed}
        found |= {claim.id for bead in own if bead.zh_text and bead.en_text for claim in (*bead.zh, *bead.en)}
    return found


def _check_document(beads: Sequence[BeadClaims], settings: ConsistencySettings) -> list[Finding]:
    zh, en = _pool(beads, "zh"), _pool(beads, "en")
    said_in_en, said_in_zh = _agreed(zh, en)
    zh_units, en_units = _units(zh), _units(en)
    zh_left = [left for n, left in enumerate(zh) if n not in said_in_en and not left.written]
    en_left = [right for n, right in enumerate(en) if n not in said_in_zh and not right.written]
    zh_alone, en_alone = _units(zh_left), _units(en_left)
    # Passages that agree in something, or are surely linked, tell of one thing.
    borne_out = (_beads_of(zh, said_in_en) & _beads_of(en, said_in_zh)) | {
        number for number, bead in enumerate(beads) if bead.zh_text and bead.en_text and (bead.score or 0) >= _SURE
    }
    near = []
    for left in zh_left:
        for right in en_left:
            if _is_worked_out(left, en_units) or _is_worked_out(right, zh_units):
                continue
            alone = left.beads & right.beads & borne_out and _is_alone(left, zh_alone) and _is_alone(right, en_alone)
            miss = _near_miss(left, right, alone=bool(alone))
            if miss is not None:
                near.append(miss)
    near.sort(key=lambda miss: -miss[0])
    used: set[int] = set()
    found = []
    for _, left, right, comparison in near:
        if id(left) in used or id(right) in used:
            continue
        used |= {id(left), id(right)}
        linked = left.beads & right.beads
        case = Case(
            family="person" if left.item.claim.kind == "person" else "changed",
            reason=comparison.reason,
            zh=left.item.view,
            en=right.item.view,
            affinity=comparison.affinity,
            distance=abs(left.item.place - right.item.place) if linked else 1.0,
            relation="comparable",
            linked=bool(linked),
        )
        bead = beads[min(linked or right.beads)]
        row = finding(Draft(case, left.item, right.item, None, "comparable.near-miss/3"), bead, settings)
        if row is not None:
            found.append(row)
    return found


def _pool(beads: Sequence[BeadClaims], side: str) -> list[_Pooled]:
    """All claims of one side, ranges as their two ends, each claim once however many links it is in."""
    found: dict[str, tuple[Item, set[int]]] = {}
    for index, bead in enumerate(beads):
        claims, text = (bead.zh, bead.zh_text) if side == "zh" else (bead.en, bead.en_text)
        for item in items(claims, text):
            found.setdefault(item.claim.id, (item, set()))[1].add(index)
    pool: list[_Pooled] = []
    people = [item.claim.value for item, _ in found.values() if isinstance(item.claim.value, PersonValue)]
    for item, where in found.values():
        if isinstance(item.claim.value, PersonValue) and _is_short(item.claim.value, people):
            continue
        written = item.claim.kind == "date" and any(_is_written(item, beads[index], side) for index in where)
        pool.extend(_Pooled(part, frozenset(where), written) for part in (ends(item) if is_range(item.view) else (item,)))
    return pool


def _is_written(item: Item, bead: BeadClaims, side: str) -> bool:
    """Whether a date stands in the dateline with which the passage begins."""
    return item.span is not None and item.span[1] <= dateline_end(bead.zh_text if side == "zh" else bead.en_text)


def _is_short(person: PersonValue, people: Sequence[PersonValue]) -> bool:
    """Whether the text names the same person more fully elsewhere: Han beside Han Liqun."""
    return any(len(other.name) > len(person.name) and same_person(person, other) for other in people)


def _agreed(zh: Sequence[_Pooled], en: Sequence[_Pooled]) -> tuple[set[int], set[int]]:
    """Numbers of the items that the other side says too, each partner once; within a link first, then anywhere."""
    large = len(zh) * len(en) > _LARGE
    pairs = sorted(
        (not left.beads & right.beads, n, m)
        for n, left in enumerate(zh)
        for m, right in enumerate(en)
        if (not large or left.beads & right.beads or same_value(left.item.view, right.item.view))
        and _agree(left.item.view, right.item.view)
        and (left.beads & right.beads or _is_one_sort(left.item.view, right.item.view))
    )
    taken_zh: set[int] = set()
    taken_en: set[int] = set()
    for _, n, m in pairs:
        if n not in taken_zh and m not in taken_en:
            taken_zh.add(n)
            taken_en.add(m)
    # What one text repeats, the other need not.
    for pool, taken in ((zh, taken_zh), (en, taken_en)):
        said = [pool[n].item.view for n in taken]
        taken |= {n for n, one in enumerate(pool) if any(same_value(one.item.view, other) for other in said)}
    return taken_zh, taken_en


def _agree(zh: AnyClaim, en: AnyClaim) -> bool:
    comparison = compare(zh, en)
    return comparison.agrees and comparison.affinity >= 0.5


def _is_one_sort(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether two claims that stand apart may be one: 2019年 is not `June 1, 2019`, nor 七个月 some `seven`."""
    if isinstance(zh.value, DateValue) and isinstance(en.value, DateValue):
        return _precision(zh.value.edtf) == _precision(en.value.edtf)
    return zh.kind == en.kind or {zh.kind, en.kind} == {"count", "number"}


def _near_miss(left: _Pooled, right: _Pooled, *, alone: bool) -> tuple[float, _Pooled, _Pooled, Comparison] | None:
    zh, en = left.item.view, right.item.view
    if zh.kind != en.kind and {zh.kind, en.kind} != {"count", "number"}:
        return None
    comparison = compare(zh, en)
    if comparison.verdict != "contradicts" or _is_rounded(zh, en):
        return None
    linked = bool(left.beads & right.beads)
    if isinstance(zh.value, PersonValue):
        return (comparison.affinity, left, right, comparison) if comparison.affinity >= NEAR_NAME else None
    if isinstance(zh.value, DateValue) and isinstance(en.value, DateValue):
        apart = days_apart(zh.value.edtf, en.value.edtf)
        if apart is not None and apart <= (_DAYS_LINKED if linked else _DAYS_APART):
            return (1.0 if linked else 0.5) - 0.01 * apart, left, right, comparison
        slip = linked and _is_date_slip(zh.value.edtf, en.value.edtf, alone=alone)
        return (_DATE_SLIP, left, right, comparison) if slip else None
    if linked:
        near = (
            comparison.affinity >= _NEAR or _is_misheard(zh, en, alone=alone) or (alone and comparison.affinity >= _OF_ONE_SIZE)
        )
        return (comparison.affinity, left, right, comparison) if near else None
    return (comparison.affinity - 0.3, left, right, comparison) if _is_slip(zh, en) else None


def _units(pool: Sequence[_Pooled]) -> _Figures:
    """The figures of each unit that stand in each bead, one for each claim."""
    found: _Figures = defaultdict(list)
    for one in pool:
        for bead in one.beads:
            found[bead, _measure(one.item.view)].append(figure(one.item.view))
    return found


def _beads_of(pool: Sequence[_Pooled], numbers: Collection[int]) -> set[int]:
    """The beads that hold one of the items of these numbers."""
    return {bead for number in numbers for bead in pool[number].beads}


def _is_alone(one: _Pooled, figures: _Figures) -> bool:
    """Whether a figure, in a unit that says what it measures, is the only one of that unit in the passage it stands in."""
    unit = _measure(one.item.view)
    return unit not in _NO_MEASURE and all(len(figures[bead, unit]) == 1 for bead in one.beads)


def _measure(claim: AnyClaim) -> str | None:
    """What a figure is measured in, or what a date gives."""
    if isinstance(claim.value, DateValue):
        plain = _precision(claim.value.edtf)
        return f"date to the {plain}" if plain else None
    return unit_of(claim)


def _precision(edtf: str) -> str:
    """`year`, `month` or `day` of a plain date, empty for any other: a season, a decade, an interval.

    >>> _precision("1949"), _precision("XXXX-03"), _precision("XXXX-03-05"), _precision("197X")
    ('year', 'month', 'day', '')
    """
    plain = _PLAIN_DATE.fullmatch(edtf)
    return ("year", "month", "day")[edtf.count("-")] if plain else ""


def _is_worked_out(one: _Pooled, others: _Figures) -> bool:
    """Whether a figure is the difference or the sum of two of its unit in a linked passage: 由60元提高到85元 and 25 yuan more."""
    value, unit = figure(one.item.view), unit_of(one.item.view)
    if not value or unit in _NO_MEASURE:
        return False
    for bead in one.beads:
        figures = {other for other in others[bead, unit] if other is not None}
        if any(other + value in figures or (value - other in figures and value != 2 * other) for other in figures):
            return True
    return False


def _is_misheard(zh: AnyClaim, en: AnyClaim, *, alone: bool) -> bool:
    """Whether one figure is the other with -teen for -ty, 13 and 30, 19 and 90; of the only figures of their unit, also with
    -teen for nothing, 4 and 14."""
    left, right = figure(zh), figure(en)
    return (
        left is not None
        and right is not None
        and any(
            10 < one < 20 and (other == (one - 10) * 10 or (alone and other == one - 10))
            for one, other in ((left, right), (right, left))
        )
    )


def _is_date_slip(zh: str, en: str, *, alone: bool) -> bool:
    """Whether one date is the other with another month, or both are the only month, or year, that their passages have left.

    >>> _is_date_slip("XXXX-07-01", "XXXX-06-01", alone=False), _is_date_slip("1948", "1949", alone=True)
    (True, True)
    """
    if not _precision(zh) or _precision(zh) != _precision(en):
        return False
    (zh_year, zh_month, zh_day), (en_year, en_month, en_day) = ((*one.split("-"), "", "")[:3] for one in (zh, en))
    if zh_day:
        return zh_day == en_day and zh_month != en_month and (zh_year == en_year or "XXXX" in (zh_year, en_year))
    if zh_month:
        return alone and (zh_year == en_year or "XXXX" in (zh_year, en_year))
    differ = sum(one != other for one, other in zip(zh_year, en_year, strict=True))
    return alone and zh_year[:2] == en_year[:2] and (differ == 1 or sorted(zh_year) == sorted(en_year))


def _is_rounded(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether one account rounds what the other counts, as no translation may: 106名 and "more than 100"."""
    if not isinstance(zh.value, NumericValue) or not isinstance(en.value, NumericValue):
        return False
    left, right = (Quantity.of(value, claim.qualifier, claim.normalized) for value, claim in ((zh.value, zh), (en.value, en)))
    return any(
        vague.qualifier != "exact" and exact.number is not None and lies_within(vague, exact.number)
        for vague, exact in ((left, right), (right, left))
    )


def _is_slip(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether two figures of one unit, wherever they stand, can hardly be anything but one figure miswritten.

    2317 and 2,371, 2.3亿 and 2.3 billion: figures of at least two digits ten times apart, or of at least four with two swapped.
    """
    left, right = figure(zh), figure(en)
    if left is None or right is None:
        return False
    reason, digits = number_reason(left, right), significant_digits(left)
    if reason == "number.digits-swapped":
        return digits >= 4
    return reason == "number.scale" and digits >= 2 and unit_of(zh) == unit_of(en) not in _NO_MEASURE


def days_apart(one: str, other: str) -> int | None:
    """Days between two dates of which month and day are known and the years do not differ; None for others.

    >>> days_apart("XXXX-06-11", "2020-06-12"), days_apart("2019-06-11", "2020-06-12"), days_apart("XXXX-05-31", "XXXX-06-01")
    (1, None, 1)
    """
    from datetime import date

    left, right = parse(one), parse(other)
    if left is None or right is None or left.start is None or right.start is None or left.interval or right.interval:
        return None
    start, end = left.start, right.start
    if start.years is not None and end.years is not None and start.years != end.years:
        return None
    if start.month is None or end.month is None or start.day is None or end.day is None or max(start.month, end.month) > 12:
        return None
    year = start.year or end.year or 2000
    try:
        return abs((date(year, start.month, start.day) - date(year, end.month, end.day)).days)
    except ValueError:
        return None
