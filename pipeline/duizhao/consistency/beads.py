"""Check beads: match the claims of both sides, look around before calling anything missing, judge, and say it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from duizhao.consistency.acquainted import NOBODY, acquaint, introduced
from duizhao.consistency.comparable import check_comparable, told_apart
from duizhao.consistency.drafting import Drafting
from duizhao.consistency.findings import Draft, findings
from duizhao.consistency.glosses import set_apart, settled
from duizhao.consistency.items import items
from duizhao.consistency.match import Matching, match
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.spoken import spoken
from duizhao.consistency.verbatim import without_verbatim
from duizhao.model import AnyClaim, Finding, FindingKind
from duizhao.settings import ConsistencySettings

_MISSING: tuple[FindingKind, ...] = ("missing-in-en", "missing-in-zh")
# How many beads before and after are searched for the partner of a claim that has none in its own.
_REACH = 2


def check_beads(beads: Sequence[BeadClaims], settings: ConsistencySettings) -> list[Finding]:
    """Compare the two sides of beads.

    Args:
        beads: in the order of the text; neighbours in the list are neighbours in the text where `document` is the same. Hand in
            all beads of a document together, of translations and of comparable texts: what a translation leaves out is not
            missing when a comparable text of the same document tells of the passage.

    Returns:
        Findings in the order of the beads, those scored below `settings.min_score` left out. Ids are not repeated.
    """
    found: list[Finding] = []
    seen: set[str] = set()
    translations = [bead for bead in beads if bead.relation == "translation"]
    comparable = [bead for bead in beads if bead.relation == "comparable"]
    answered = told_apart(comparable)
    for row in (*_check_translations(translations, settings), *check_comparable(comparable, settings)):
        if row.id in seen or (row.kind in _MISSING and answered.issuperset({*row.zh, *row.en})):
            continue
        seen.add(row.id)
        found.append(row)
    order = {bead.alignment: index for index, bead in enumerate(beads)}
    return sorted(found, key=lambda row: order.get(row.alignment, len(order)))


def check_pair(
    zh: Sequence[AnyClaim],
    en: Sequence[AnyClaim],
    zh_text: str,
    en_text: str,
    settings: ConsistencySettings,
    *,
    document: str = "",
    zh_unread: Sequence[AnyClaim] = (),
    en_unread: Sequence[AnyClaim] = (),
) -> list[Finding]:
    """Compare one aligned pair that stands by itself; see `check_beads` and `BeadClaims`."""
    bead = BeadClaims(
        *(None, document, "translation", tuple(zh), tuple(en), zh_text, en_text, None), tuple(zh_unread), tuple(en_unread)
    )
    return check_beads([bead], settings)


def drafts_of(beads: Sequence[BeadClaims]) -> list[list[Draft]]:
    """What `check_beads` would judge in translations, a list for each bead; the judge is trained on it."""
    matchings = [matching_of(bead) for bead in beads]
    known = acquaint(beads, matchings)
    matchings = [introduced(matching, known.get(bead.document, NOBODY)) for bead, matching in zip(beads, matchings, strict=True)]
    found = []
    for index, (bead, untranslated) in enumerate(zip(beads, _untranslated(beads), strict=True)):
        near = [
            matchings[other]
            for other in range(max(0, index - _REACH), min(len(beads), index + _REACH + 1))
            if other != index and beads[other].document == bead.document
        ]
        found.append(Drafting(bead, matchings[index], near, untranslated, known.get(bead.document, NOBODY)).drafts())
    return found


def matching_of(bead: BeadClaims) -> Matching:
    zh, en = items(bead.zh, bead.zh_text, bead.zh_unread), items(bead.en, bead.en_text, bead.en_unread)
    zh, en = without_verbatim(zh, en, bead.zh_text, bead.en_text)
    zh, glosses = set_apart(zh, bead.zh_text)
    return settled(match(zh, spoken(en, zh, bead.en_text)), glosses)


def _untranslated(beads: Sequence[BeadClaims]) -> list[int]:
    """For each bead, how many in a row, it among them, have the same empty side: a passage left out, not a sentence."""

    def empty(bead: BeadClaims) -> tuple[str, bool, bool]:
        return bead.document, not bead.zh_text.strip(), not bead.en_text.strip()

    lengths: list[int] = []
    for (_, no_zh, no_en), run in groupby(beads, key=empty):
        count = sum(1 for _ in run)
        lengths += [count if no_zh or no_en else 0] * count
    return lengths


def _check_translations(beads: Sequence[BeadClaims], settings: ConsistencySettings) -> list[Finding]:
    judged = zip(beads, drafts_of(beads), strict=True)
    return [row for bead, drafts in judged for row in findings(drafts, bead, settings)]
