"""Comparable texts: two accounts of one event, written apart. Silence is no finding; a near miss on the same subject is.

All claims of the passages handed in for a document are matched as one pool, so that whatever is said alike anywhere is out
of the way; what is left is compared within a link, for dates also across links: a date a few days off, a figure with a
digit changed, ten times as much, a name that sounds almost the same. Rule `comparable.near-miss/1`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.consistency.compare import compare, figure, same_value, unit_of
from duizhao.consistency.edtf import parse
from duizhao.consistency.findings import Draft, finding
from duizhao.consistency.judge import Case
from duizhao.consistency.match import Item, ends, is_range, items
from duizhao.consistency.people import NEAR_NAME, same_person
from duizhao.consistency.quantities import number_reason, significant_digits
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.verdicts import Comparison
from duizhao.model import AnyClaim, DateValue, Finding, PersonValue
from duizhao.settings import ConsistencySettings

# How many days two dates may be apart to be taken for one date told differently: within a link, and across links.
_DAYS_LINKED = 10
_DAYS_APART = 2
# Within a link, a contradiction at least this alike is a near miss; across links only a plain slip is (see `_is_slip`).
_NEAR = 0.8
# With more pairs than this, only linked claims and claims of the same figure are compared.
_LARGE = 250_000


@dataclass(frozen=True, slots=True)
class _Pooled:
    """A claim, or one end of a range, with the numbers of the beads it stands in."""

    item: Item
    beads: frozenset[int]


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
    zh_left = [left for n, left in enumerate(zh) if n not in said_in_en]
    en_left = [right for n, right in enumerate(en) if n not in said_in_zh]
    near = [miss for left in zh_left for right in en_left if (miss := _near_miss(left, right)) is not None]
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
        row = finding(Draft(case, left.item, right.item, None, "comparable.near-miss/1"), bead, settings)
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
        pool.extend(_Pooled(part, frozenset(where)) for part in (ends(item) if is_range(item.view) else (item,)))
    return pool


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


def _near_miss(left: _Pooled, right: _Pooled) -> tuple[float, _Pooled, _Pooled, Comparison] | None:
    zh, en = left.item.view, right.item.view
    if zh.kind != en.kind and {zh.kind, en.kind} != {"count", "number"}:
        return None
    comparison = compare(zh, en)
    if comparison.verdict != "contradicts":
        return None
    linked = bool(left.beads & right.beads)
    if isinstance(zh.value, PersonValue):
        return (comparison.affinity, left, right, comparison) if comparison.affinity >= NEAR_NAME else None
    if isinstance(zh.value, DateValue) and isinstance(en.value, DateValue):
        apart = days_apart(zh.value.edtf, en.value.edtf)
        if apart is None or apart > (_DAYS_LINKED if linked else _DAYS_APART):
            return None
        return (1.0 if linked else 0.5) - 0.01 * apart, left, right, comparison
    if comparison.affinity < _NEAR or not (linked or _is_slip(zh, en)):
        return None
    return comparison.affinity - (0.0 if linked else 0.3), left, right, comparison


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
    return reason == "number.scale" and digits >= 2 and unit_of(zh) == unit_of(en) not in (None, "item", "time", "%")


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
