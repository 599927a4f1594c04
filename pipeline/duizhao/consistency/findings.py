"""From a judged case to the record that leaves the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from duizhao.consistency.items import Item
from duizhao.consistency.judge import Case, score, severity
from duizhao.consistency.messages import message, message_of_sentence, reasons
from duizhao.consistency.records import BeadClaims
from duizhao.model import AnyClaim, Finding, finding_id
from duizhao.settings import ConsistencySettings


@dataclass(frozen=True, slots=True)
class Draft:
    """A case with the claims it concerns, before it is scored.

    Attributes:
        case: what the judge looks at.
        zh, en: the items concerned.
        nearest: the nearest alternative considered, for something missing; for a name, its partner elsewhere.
        rule: name and version of the rule that made it.
    """

    case: Case
    zh: Item | None
    en: Item | None
    nearest: AnyClaim | None
    rule: str


def finding(draft: Draft, bead: BeadClaims, settings: ConsistencySettings) -> Finding | None:
    """The record of a draft, or None where its score is below `settings.min_score`."""
    probability = score(draft.case)
    if probability < settings.min_score:
        return None
    reason = reasons()[draft.case.reason]
    people = draft.case.family in ("person", "person-missing")
    threshold = settings.major_score_people if people else settings.major_score
    zh = (draft.zh.claim.id,) if draft.zh else ()
    en = (draft.en.claim.id,) if draft.en else ()
    return Finding(
        id=finding_id(reason.kind, zh, en),
        document=bead.document,
        alignment=bead.alignment,
        relation=bead.relation,
        kind=reason.kind,
        severity=severity(reason.severity, probability, threshold, "minor" if reason.kind == "qualifier-mismatch" else "info"),
        score=probability,
        zh=zh,
        en=en,
        reason=reason.code,
        message=message(reason.code, draft.zh.view if draft.zh else None, draft.en.view if draft.en else None, draft.nearest),
        rule=draft.rule,
    )


def findings(drafts: Sequence[Draft], bead: BeadClaims, settings: ConsistencySettings) -> Iterator[Finding]:
    """The records of all drafts of a bead; a sentence left out is one finding, whatever figures it holds."""
    left_out = []
    for draft in drafts:
        row = finding(draft, bead, settings)
        if row is not None and draft.case.family == "omitted":
            left_out.append((row, draft))
        elif row is not None:
            yield row
    if left_out:
        yield _left_out(left_out)


def _left_out(told: Sequence[tuple[Finding, Draft]]) -> Finding:
    """One finding of those that tell of the same sentence, as sure as the surest of them."""
    surest = max((row for row, _ in told), key=lambda row: row.score)
    items = [item for _, draft in told for item in (draft.zh, draft.en) if item is not None]
    items.sort(key=lambda item: item.claim.start)
    zh = tuple(item.claim.id for item in items if item.claim.lang == "zh")
    en = tuple(item.claim.id for item in items if item.claim.lang == "en")
    said = message_of_sentence(surest.reason, [item.view for item in items])
    return msgspec.structs.replace(surest, id=finding_id(surest.kind, zh, en), zh=zh, en=en, message=said)
