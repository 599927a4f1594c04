"""Check beads: match the claims of both sides, look around before calling anything missing, judge, and say it.

Rule names: `bead.changed/1` one claim changed, `bead.missing/1` a claim without a partner, `bead.qualifier/1` the same value
with another qualifier, `bead.part/1` a date with a part left out, `bead.omitted/1` a sentence without a counterpart,
`bead.role/1` a role that belongs to another person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from duizhao.consistency.comparable import check_comparable, told_apart
from duizhao.consistency.compare import compare, same_value
from duizhao.consistency.edtf import parse
from duizhao.consistency.evidence import strength, two_turned
from duizhao.consistency.findings import Draft, finding
from duizhao.consistency.glosses import set_apart, settled
from duizhao.consistency.judge import Case
from duizhao.consistency.match import Item, Match, Matching, items, match
from duizhao.consistency.other_people import other_people
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.roles import moved_roles
from duizhao.model import AnyClaim, DateValue, Finding, FindingKind
from duizhao.settings import ConsistencySettings

# Parts of a date that one side may leave out.
_PARTS_OF_DATES = {f"date.{field}-{change}" for field in ("day", "month", "year") for change in ("lost", "added")}
# Reasons why an agreeing pair is worth a line all the same.
_WORTH_SAYING = {
    "qualifier.lost",
    "qualifier.added",
    "qualifier.opposite",
    "qualifier.differs",
    "number.rounded",
    "date.part-lost",
    "date.part-added",
} | _PARTS_OF_DATES
_MISSING: tuple[FindingKind, ...] = ("missing-in-en", "missing-in-zh")
# From here on the words of the other side say a claim well enough (`evidence.strength`).
_EXPLAINED = 0.7
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
) -> list[Finding]:
    """Compare one aligned pair that stands by itself; see `check_beads`."""
    bead = BeadClaims(None, document, "translation", tuple(zh), tuple(en), zh_text, en_text)
    return check_beads([bead], settings)


def drafts_of(beads: Sequence[BeadClaims]) -> list[list[Draft]]:
    """What `check_beads` would judge in translations, a list for each bead; the judge is trained on it."""
    matchings = [_match(bead) for bead in beads]
    found = []
    for index, (bead, untranslated) in enumerate(zip(beads, _untranslated(beads), strict=True)):
        near = [
            matchings[other]
            for other in range(max(0, index - _REACH), min(len(beads), index + _REACH + 1))
            if other != index and beads[other].document == bead.document
        ]
        found.append(_drafts(bead, matchings[index], near, untranslated))
    return found


def _match(bead: BeadClaims) -> Matching:
    zh, glosses = set_apart(items(bead.zh, bead.zh_text), bead.zh_text)
    return settled(match(zh, items(bead.en, bead.en_text)), glosses)


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
    return [row for bead, drafts in judged for draft in drafts if (row := finding(draft, bead, settings)) is not None]


def _drafts(bead: BeadClaims, matching: Matching, near: Sequence[Matching], untranslated: int) -> list[Draft]:
    taken_zh = [pair.zh.span for pair in matching.agreed if pair.zh.span]
    taken_en = [pair.en.span for pair in matching.agreed if pair.en.span]
    agreed = len(matching.agreed)
    unmatched = len(matching.zh) + len(matching.en) + 2 * len(matching.changed)
    alignment = 1.0 if bead.score is None else max(0.0, min(1.0, bead.score))

    named_zh = _without(bead.zh_text, [*_people(pair.zh for pair in matching.agreed), *matching.glosses])
    named_en = _without(bead.en_text, _people(pair.en for pair in matching.agreed))

    def explained(item: Item, partner: Item | None = None) -> float:
        if item.claim.kind == "person":
            # Who has a partner is not somebody else as well.
            if item.claim.lang == "zh":
                return strength(item.view, named_en, "en", (), place=item.place)
            return strength(item.view, named_zh, "zh", (), place=item.place)
        # What a claim is compared with does not explain it: only other words do.
        own = [partner.span] if partner is not None and partner.span else []
        if item.claim.lang == "zh":
            start, end = item.span or (0, 0)
            beside = (bead.zh_text[start - 1 : start], bead.zh_text[end : end + 1]) if item.span and start else ("", "")
            return strength(item.view, bead.en_text, "en", [*taken_en, *own], beside, item.place, words=partner is None)
        return strength(item.view, bead.zh_text, "zh", [*taken_zh, *own], place=item.place, words=partner is None)

    drafts = [_agreeing(pair, bead, agreed, alignment) for pair in matching.agreed if pair.comparison.reason in _WORTH_SAYING]
    for one, other in moved_roles(matching.agreed):
        case = Case(family="person", reason="person.role-moved", zh=one.zh.view, en=other.en.view, affinity=0.9, agreed=agreed)
        drafts.append(Draft(case, one.zh, other.en, None, "bead.role/1"))
    alone = [
        item for item in (*matching.zh, *matching.en) if not _elsewhere(item, near, "en" if item.claim.lang == "zh" else "zh")
    ]
    alone = [item for item in alone if not _holds(item, bead.en if item.claim.lang == "zh" else bead.zh)]
    changed = [pair for pair in matching.changed if pair.zh.claim.kind != "person"]
    people = [item for pair in matching.changed if pair.zh.claim.kind == "person" for item in (pair.zh, pair.en)]
    people += [item for item in alone if item.claim.kind == "person"]
    pairs, others = other_people(people, explained)
    alone = [item for item in alone if item.claim.kind != "person"] + others
    for pair in (*changed, *pairs):
        if _elsewhere(pair.zh, near, "en") and _elsewhere(pair.en, near, "zh"):
            continue
        zh_explained, en_explained = explained(pair.zh, pair.en), explained(pair.en, pair.zh)
        if min(zh_explained, en_explained) >= _EXPLAINED and pair.zh.claim.kind != "person":
            # Each is said on the other side in words that were not read as a claim: they are not one claim changed.
            alone += [pair.zh, pair.en]
            continue
        case = Case(
            family="person" if pair.zh.claim.kind == "person" else "changed",
            reason=pair.comparison.reason,
            zh=pair.zh.view,
            en=pair.en.view,
            affinity=pair.comparison.affinity,
            zh_explained=zh_explained,
            en_explained=en_explained,
            repeated=_repeated(pair.zh, matching) or _repeated(pair.en, matching),
            agreed=agreed,
            unmatched=unmatched - 2,
            distance=abs(pair.zh.place - pair.en.place),
            relation=bead.relation,
            alignment=alignment,
        )
        drafts.append(Draft(case, pair.zh, pair.en, None, "bead.changed/1"))
    return drafts + [_missing(item, bead, matching, explained(item), unmatched - 1, untranslated) for item in alone]


def _people(items_: Iterable[Item]) -> list[tuple[int, int]]:
    return [item.span for item in items_ if item.span and item.claim.kind == "person"]


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans made blank, so that places stay the same."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _agreeing(pair: Match, bead: BeadClaims, agreed: int, alignment: float) -> Draft:
    """A pair that agrees as far as both say: a qualifier that differs, a part of a date that one of them leaves out."""
    part = pair.comparison.reason in _PARTS_OF_DATES
    case = Case(
        family="part" if part else "qualifier",
        reason=pair.comparison.reason,
        zh=pair.zh.view,
        en=pair.en.view,
        affinity=pair.comparison.affinity,
        agreed=agreed - 1,
        distance=abs(pair.zh.place - pair.en.place),
        relation=bead.relation,
        alignment=alignment,
    )
    return Draft(case, pair.zh, pair.en, None, "bead.part/1" if part else "bead.qualifier/1")


def _missing(item: Item, bead: BeadClaims, matching: Matching, explained: float, unmatched: int, untranslated: int) -> Draft:
    is_zh = item.claim.lang == "zh"
    omitted = not (bead.en_text if is_zh else bead.zh_text).strip()
    language = "english" if is_zh else "chinese"
    person = item.claim.kind == "person"
    reason = (
        f"missing.sentence-in-{language}" if omitted else f"person.missing-in-{language}" if person else f"missing.in-{language}"
    )
    case = Case(
        family="omitted" if omitted else "person-missing" if person else "missing-in-en" if is_zh else "missing-in-zh",
        reason=reason,
        zh=item.view if is_zh else None,
        en=None if is_zh else item.view,
        zh_explained=explained if is_zh else 0.0,
        en_explained=0.0 if is_zh else explained,
        repeated=_repeated(item, matching),
        agreed=len(matching.agreed),
        unmatched=unmatched,
        other_side=len(matching.en if is_zh else matching.zh),
        relation=bead.relation,
        alignment=1.0 if omitted or bead.score is None else max(0.0, min(1.0, bead.score)),
        untranslated=untranslated,
        two_turned=two_turned(item.view, bead.zh_text, bead.en_text),
    )
    nearest = _nearest(item, bead.en if is_zh else bead.zh)
    return Draft(
        case, item if is_zh else None, None if is_zh else item, nearest, "bead.omitted/1" if omitted else "bead.missing/1"
    )


def _holds(item: Item, others: Sequence[AnyClaim]) -> bool:
    """Whether a century or decade holds a date of the other side: 20 世纪 beside 30 年代, for "the 1930s"."""
    span = _years(item.view)
    if span is None or span[0] == span[1]:
        return False
    return any(years is not None and span[0] <= years[0] and years[1] <= span[1] for years in map(_years, others))


def _years(claim: AnyClaim) -> tuple[int, int] | None:
    dates = parse(claim.value.edtf) if isinstance(claim.value, DateValue) else None
    return dates.start.years if dates is not None and dates.start is not None and not dates.interval else None


def _repeated(item: Item, matching: Matching) -> bool:
    """Whether the same value stands in the same text with a partner: said twice here, once there."""
    side = [pair.zh if item.claim.lang == "zh" else pair.en for pair in matching.agreed]
    return any(same_value(item.view, other.view) for other in side)


def _elsewhere(item: Item, near: Sequence[Matching], side: str) -> bool:
    """Whether a neighbouring bead has a claim without a partner that agrees with this one."""
    for matching in near:
        others = list(matching.en if side == "en" else matching.zh)
        others += [pair.en if side == "en" else pair.zh for pair in matching.changed]
        for other in others:
            comparison = compare(item.view, other.view) if side == "en" else compare(other.view, item.view)
            if comparison.agrees and comparison.affinity >= 0.5:
                return True
    return False


def _nearest(item: Item, others: Sequence[AnyClaim]) -> AnyClaim | None:
    """The claim of the other side that is most like a missing one."""
    is_zh = item.claim.lang == "zh"
    best, worth = None, 0.3
    for other in others:
        comparison = compare(item.view, other) if is_zh else compare(other, item.view)
        if comparison.verdict != "incomparable" and comparison.affinity > worth:
            best, worth = other, comparison.affinity
    return best
