"""Comparable texts: two accounts of one event, written apart. Silence is no finding; a near miss on the same subject is.

All claims of the linked passages of a document are matched as one pool, so that whatever is said alike anywhere is out of
the way; what is left is compared within a link, for dates also across links: a date a few days off, a figure with a digit
changed, ten times as much. Rule `comparable.near-miss/1`.
"""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.consistency.compare import compare
from duizhao.consistency.findings import Draft, finding
from duizhao.consistency.judge import Case
from duizhao.consistency.match import Item, ends, is_range, items
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.verdicts import Comparison
from duizhao.model import Finding
from duizhao.settings import ConsistencySettings


def check_comparable(beads: Sequence[BeadClaims], settings: ConsistencySettings) -> list[Finding]:
    """Near misses between linked passages; see `duizhao.consistency.check_beads`."""
    found: list[Finding] = []
    documents = dict.fromkeys(bead.document for bead in beads)
    for document in documents:
        pool = [bead for bead in beads if bead.document == document]
        found.extend(_check_document(pool, settings))
    return found


def _check_document(beads: Sequence[BeadClaims], settings: ConsistencySettings) -> list[Finding]:
    zh = _pool(beads, "zh")
    en = _pool(beads, "en")
    said_in_en = {id(item) for _, item in zh if any(_agree(item, other) for _, other in en)}
    said_in_zh = {id(item) for _, item in en if any(_agree(other, item) for _, other in zh)}
    near: list[tuple[float, int, int, Item, Item, Comparison]] = []
    for i, left in zh:
        if id(left) in said_in_en:
            continue
        for j, right in en:
            if id(right) in said_in_zh:
                continue
            comparison = compare(left.view, right.view)
            if comparison.verdict == "contradicts" and _is_near_miss(left, right, comparison, same_link=i == j):
                near.append((comparison.affinity - 0.1 * (i != j), i, j, left, right, comparison))
    near.sort(key=lambda row: -row[0])
    used: set[int] = set()
    found = []
    for _, i, j, left, right, comparison in near:
        if id(left) in used or id(right) in used:
            continue
        used |= {id(left), id(right)}
        case = Case(
            family="changed",
            reason=comparison.reason,
            zh=left.view,
            en=right.view,
            affinity=comparison.affinity,
            distance=abs(left.place - right.place) if i == j else 1.0,
            relation="comparable",
        )
        row = finding(Draft(case, left, right, None, "comparable.near-miss/1"), beads[j], settings)
        if row is not None:
            found.append(row)
    return found


def _pool(beads: Sequence[BeadClaims], side: str) -> list[tuple[int, Item]]:
    """All claims of one side, ranges as their two ends, each claim once, with the number of its bead."""
    seen: set[str] = set()
    pool: list[tuple[int, Item]] = []
    for index, bead in enumerate(beads):
        for item in items(bead.zh if side == "zh" else bead.en, bead.zh_text if side == "zh" else bead.en_text):
            if item.claim.id in seen:
                continue
            seen.add(item.claim.id)
            parts = ends(item) if is_range(item.view) else (item,)
            pool.extend((index, part) for part in parts)
    return pool


def _agree(zh: Item, en: Item) -> bool:
    comparison = compare(zh.view, en.view)
    return comparison.agrees and comparison.affinity >= 0.5


def _is_near_miss(zh: Item, en: Item, comparison: Comparison, *, same_link: bool) -> bool:
    if zh.view.kind != en.view.kind:
        return False
    if zh.view.kind == "date":
        return comparison.reason == "date.day-differs" and comparison.affinity >= 0.6
    return same_link and comparison.affinity >= 0.8
