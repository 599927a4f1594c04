"""Check beads: match the claims of both sides, look around before calling anything missing, judge, and say it.

Rule names: `bead.changed/2` one claim changed, `bead.missing/2` a claim without a partner, `bead.qualifier/1` the same value
with another qualifier, `bead.part/1` a date with a part left out, `bead.omitted/1` a sentence without a counterpart,
`bead.role/2` a role of another person, or a wrong one, `bead.places/1` two figures that changed places, `bead.direction/1`
a rise against a fall, `bead.figure/2` a figure in a name or label, or a stretch of time without a figure, `bead.weekday/1` a day
of the week.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from duizhao.consistency.acquainted import NOBODY, Acquainted, acquaint, introduced
from duizhao.consistency.comparable import check_comparable, told_apart
from duizhao.consistency.compare import compare, unit_of
from duizhao.consistency.directions import opposite_directions
from duizhao.consistency.evidence import strength, two_turned
from duizhao.consistency.findings import Draft, finding
from duizhao.consistency.glosses import contradicted, set_apart, settled
from duizhao.consistency.judge import Case, Family, size_class
from duizhao.consistency.leeway import (
    PARTS_OF_DATES,
    holds,
    is_carried,
    is_free,
    is_gloss,
    is_one,
    is_repeated,
    is_total,
)
from duizhao.consistency.match import Item, Match, Matching, both_folds, items, match
from duizhao.consistency.other_people import elsewhere_named, other_people, strangers
from duizhao.consistency.people import is_belied
from duizhao.consistency.places import changed_places
from duizhao.consistency.ragged import is_ragged, is_whole
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.roles import moved_roles, wrong_offices
from duizhao.model import AnyClaim, Finding, FindingKind
from duizhao.settings import ConsistencySettings

# Reasons why an agreeing pair is worth a line all the same.
_WORTH_SAYING = {
    "qualifier.lost",
    "qualifier.added",
    "qualifier.opposite",
    "qualifier.differs",
    "number.rounded",
    "date.part-lost",
    "date.part-added",
} | PARTS_OF_DATES
_MISSING: tuple[FindingKind, ...] = ("missing-in-en", "missing-in-zh")
# From here on the words of the other side say a claim well enough (`evidence.strength`).
_EXPLAINED = 0.7
# 十四五 says fourteen and the five of the Five-Year Plan, 半夜 the night and half of it.
_SAYING_MORE = ("zh.unread.number/1", "zh.unread.part/1")
# How far a claim is explained by its repeating another one that has a partner.
_AGAIN = 0.9
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
    matchings = [_match(bead) for bead in beads]
    known = acquaint(beads, matchings)
    matchings = [introduced(matching, known.get(bead.document, NOBODY)) for bead, matching in zip(beads, matchings, strict=True)]
    found = []
    for index, (bead, untranslated) in enumerate(zip(beads, _untranslated(beads), strict=True)):
        near = [
            matchings[other]
            for other in range(max(0, index - _REACH), min(len(beads), index + _REACH + 1))
            if other != index and beads[other].document == bead.document
        ]
        found.append(_drafts(bead, matchings[index], near, untranslated, known.get(bead.document, NOBODY)))
    return found


def _match(bead: BeadClaims) -> Matching:
    zh, glosses = set_apart(items(bead.zh, bead.zh_text, bead.zh_unread), bead.zh_text)
    return settled(match(zh, items(bead.en, bead.en_text, bead.en_unread)), glosses)


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


def _drafts(bead: BeadClaims, matching: Matching, near: Sequence[Matching], untranslated: int, known: Acquainted) -> list[Draft]:
    taken_zh = [pair.zh.span for pair in matching.agreed if pair.zh.span and pair.zh.claim.rule not in _SAYING_MORE]
    taken_en = [pair.en.span for pair in matching.agreed if pair.en.span]
    agreed = sum(1 for pair in matching.agreed if not (pair.zh.unread and pair.en.unread))
    left = [*matching.zh, *matching.en, *(item for pair in matching.changed for item in (pair.zh, pair.en))]
    unmatched = sum(1 for item in left if not item.unread)
    unread = len(left) - unmatched
    alignment = 1.0 if bead.score is None else max(0.0, min(1.0, bead.score))

    named = elsewhere_named(bead, matching, known)

    def explained(item: Item, partner: Item | None = None) -> float:
        if item.claim.kind == "person":
            return named(item)
        if item.unread and item.claim.kind == "time":
            return 0.0
        # What a claim is compared with does not explain it: only other words do.
        own = [partner.span] if partner is not None and partner.span else []
        if item.claim.lang == "zh":
            start, end = item.span or (0, 0)
            beside = (bead.zh_text[start - 1 : start], bead.zh_text[end : end + 1]) if item.span and start else ("", "")
            taken = [] if item.unread else [*taken_en, *own]
            return strength(item.view, bead.en_text, "en", taken, beside, item.place, words=partner is None or is_one(item))
        taken = [] if item.unread else [*taken_zh, *own]
        return strength(item.view, bead.zh_text, "zh", taken, place=item.place, words=partner is None or is_one(item))

    def ragged(item: Item) -> bool:
        is_zh = item.claim.lang == "zh"
        others = [other.span for other in left if other.span and other is not item and is_whole(other)] if is_whole(item) else []
        text, other = (bead.zh_text, bead.en_text) if is_zh else (bead.en_text, bead.zh_text)
        return is_ragged(item, text, [*(taken_zh if is_zh else taken_en), *others], other)

    drafts = [
        _agreeing(pair, bead, agreed, alignment)
        for pair in matching.agreed
        if pair.comparison.reason in _WORTH_SAYING and not (pair.zh.unread or pair.en.unread or is_carried(pair, bead))
    ]
    for one, other in changed_places(matching.agreed, bead.zh_text, bead.en_text):
        reason = "person.changed-places" if one.zh.view.kind == "person" else "order.changed-places"
        case = Case(family="places", reason=reason, zh=one.zh.view, en=other.en.view, agreed=agreed, alignment=alignment)
        drafts.append(Draft(case, one.zh, other.en, None, "bead.places/1"))
    for gloss, pair in contradicted(matching, bead.zh_text):
        case = Case(family="figure", reason="number.differs", zh=gloss.view, en=pair.en.view, affinity=0.9, agreed=agreed)
        drafts.append(Draft(case, gloss, pair.en, None, "bead.figure/2"))
    for pair, way in opposite_directions(matching.agreed, bead.zh_text, bead.en_text):
        reason = "direction.rises-in-english" if way == "up" else "direction.falls-in-english"
        case = Case(family="direction", reason=reason, zh=pair.zh.view, en=pair.en.view, agreed=agreed, alignment=alignment)
        drafts.append(Draft(case, pair.zh, pair.en, None, "bead.direction/1"))
    for one, other in moved_roles(matching.agreed):
        case = Case(family="person", reason="person.role-moved", zh=one.zh.view, en=other.en.view, affinity=0.9, agreed=agreed)
        drafts.append(Draft(case, one.zh, other.en, None, "bead.role/2"))
    for pair in wrong_offices(matching.agreed):
        case = Case(family="person", reason="person.role-differs", zh=pair.zh.view, en=pair.en.view, affinity=0.9, agreed=agreed)
        drafts.append(Draft(case, pair.zh, pair.en, None, "bead.role/2"))
    alone = [
        item for item in (*matching.zh, *matching.en) if not _elsewhere(item, near, "en" if item.claim.lang == "zh" else "zh")
    ]
    alone = [item for item in alone if not holds(item, bead.en if item.claim.lang == "zh" else bead.zh)]
    weekdays = {item.claim.lang for item in left if item.unread and item.claim.kind == "date"}
    alone = [item for item in alone if not is_gloss(item, matching, bead)]
    changed = [pair for pair in matching.changed if pair.zh.claim.kind != "person"]
    people = [item for pair in matching.changed if pair.zh.claim.kind == "person" for item in (pair.zh, pair.en)]
    people += [item for item in alone if item.claim.kind == "person"]
    pairs, others = other_people(people, explained)
    alone = [item for item in alone if item.claim.kind != "person"] + others
    for pair in (*changed, *pairs):
        if (_elsewhere(pair.zh, near, "en") and _elsewhere(pair.en, near, "zh")) or is_total(pair, matching, bead):
            continue
        glosses = [is_gloss(item, matching, bead) for item in (pair.zh, pair.en)]
        # 45英里（72公里） against 46 miles (72 kilometers): both give the gloss, and one of them is wrong.
        # 300米（190英里） against 300 km (190 miles): the one figure in two units is one claim changed.
        same_figure = pair.comparison.reason.startswith("unit.")
        if any(glosses) and not all(glosses) and not same_figure:
            alone += [item for item, gloss in zip((pair.zh, pair.en), glosses, strict=True) if not gloss]
            continue
        zh_explained, en_explained = explained(pair.zh, pair.en), explained(pair.en, pair.zh)
        # A week against "an hour", the third against the first: the article is the figure's own, and no other's.
        together = same_figure or both_folds(pair) or _alike(pair)
        one_said = not together and (
            (is_one(pair.zh) and zh_explained >= _EXPLAINED) or (is_one(pair.en) and en_explained >= _EXPLAINED)
        )
        said = max if pair.zh.unread != pair.en.unread else min
        # 一个月的薪水 against "a year's wages": of two units one is wrong, whatever else says one.
        told = both_folds(pair) or (same_figure and pair.zh.view.kind == "duration")
        explained_away = not told and said(zh_explained, en_explained) >= _EXPLAINED
        if (one_said or explained_away) and pair.zh.claim.kind != "person":
            # Each is said on the other side in words that were not read as a claim: they are not one claim changed.
            alone += [pair.zh, pair.en]
            continue
        figure = pair.zh.unread or pair.en.unread
        weekday = figure and pair.zh.claim.kind == "date" and pair.en.claim.kind == "date"
        stretch = figure and pair.zh.claim.kind == pair.en.claim.kind and pair.zh.claim.kind in ("duration", "measure", "time")
        case = Case(
            family="person" if pair.zh.claim.kind == "person" else "weekday" if weekday else "figure" if figure else "changed",
            reason="figure.differs" if figure and not (weekday or stretch or both_folds(pair)) else pair.comparison.reason,
            zh=pair.zh.view,
            en=pair.en.view,
            affinity=pair.comparison.affinity,
            zh_explained=zh_explained,
            en_explained=en_explained,
            repeated=is_repeated(pair.zh, matching) or is_repeated(pair.en, matching),
            agreed=agreed,
            unmatched=unmatched - 2 + pair.zh.unread + pair.en.unread,
            unread=unread - pair.zh.unread - pair.en.unread,
            distance=abs(pair.zh.place - pair.en.place),
            relation=bead.relation,
            alignment=alignment,
            ragged=ragged(pair.zh) or ragged(pair.en),
            acquainted=not strangers(pair, bead, known),
        )
        rule = "bead.weekday/1" if weekday else "bead.figure/2" if figure else "bead.changed/2"
        drafts.append(Draft(case, pair.zh, pair.en, None, rule))
    alone = [item for item in alone if not is_free(item, bead, weekdays)]
    return drafts + [
        _missing(
            item,
            bead,
            matching,
            max(explained(item), _AGAIN * is_repeated(item, matching)),
            unmatched - 1,
            unread,
            untranslated,
            ragged=ragged(item),
        )
        for item in alone
    ]


def _alike(pair: Match) -> bool:
    """Whether both items are ordinals, or figures of one unit: 一天 and 24 days."""
    zh, en = pair.zh.view, pair.en.view
    if zh.kind != en.kind:
        return False
    return zh.kind == "ordinal" or (zh.kind != "count" and unit_of(zh) is not None and unit_of(zh) == unit_of(en))


def _agreeing(pair: Match, bead: BeadClaims, agreed: int, alignment: float) -> Draft:
    """A pair that agrees as far as both say: a qualifier that differs, a part of a date that one of them leaves out."""
    part = pair.comparison.reason in PARTS_OF_DATES
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


def _missing(
    item: Item,
    bead: BeadClaims,
    matching: Matching,
    explained: float,
    unmatched: int,
    unread: int,
    untranslated: int,
    *,
    ragged: bool,
) -> Draft:
    is_zh = item.claim.lang == "zh"
    omitted = not (bead.en_text if is_zh else bead.zh_text).strip()
    language = "english" if is_zh else "chinese"
    person = item.claim.kind == "person"
    # A first or a second in words comes and goes with the language; a third does not, nor does Category 2.
    written = not any(letter.isdigit() for letter in item.claim.normalized)
    ordinal = item.claim.kind == "ordinal" and size_class(item.view) in ("one", "two") and written
    what = "person.missing" if person else "ordinal.missing" if ordinal else "missing"
    reason = (
        f"missing.sentence-in-{language}"
        if omitted
        else f"{what}-in-{language}"
        if what != "missing"
        else f"missing.in-{language}"
    )
    case = Case(
        family=_family(item, omitted=omitted),
        reason=reason,
        zh=item.view if is_zh else None,
        en=None if is_zh else item.view,
        zh_explained=explained if is_zh else 0.0,
        en_explained=0.0 if is_zh else explained,
        repeated=is_repeated(item, matching),
        agreed=sum(1 for pair in matching.agreed if not (pair.zh.unread and pair.en.unread)),
        unmatched=unmatched,
        unread=unread,
        other_side=sum(1 for other in (matching.en if is_zh else matching.zh) if not other.unread),
        relation=bead.relation,
        alignment=1.0 if omitted or bead.score is None else max(0.0, min(1.0, bead.score)),
        untranslated=untranslated,
        two_turned=two_turned(item.view, bead.zh_text, bead.en_text),
        ragged=ragged,
        belied=not is_zh and person and is_belied(item.view, bead.zh_text, bead.en_text),
    )
    nearest = _nearest(item, bead.en if is_zh else bead.zh)
    rule = "bead.omitted/1" if omitted else "bead.missing/2"
    return Draft(case, item if is_zh else None, None if is_zh else item, nearest, rule)


def _family(item: Item, *, omitted: bool) -> Family:
    if omitted:
        return "omitted"
    if item.claim.kind == "person":
        return "person-missing"
    return "missing-in-en" if item.claim.lang == "zh" else "missing-in-zh"


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
