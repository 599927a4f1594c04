"""What is worth telling of one bead: drafts of findings, before they are judged.

Rule names: `bead.changed/3` one claim changed, `bead.missing/2` a claim without a partner, `bead.qualifier/1` the same value
with another qualifier, `bead.part/1` a date with a part left out, `bead.omitted/2` a sentence without a counterpart,
`bead.role/2` a role of another person, or a wrong one, `bead.places/2` two figures that changed places, `bead.direction/1`
a rise against a fall, `bead.reckoning/1` a stretch of time reckoned another way, `bead.figure/2` a figure in a name or label,
or a stretch of time without a figure, `bead.weekday/1` a day of the week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duizhao.consistency.acquainted import Acquainted
from duizhao.consistency.compare import compare
from duizhao.consistency.derived import is_derived, is_share
from duizhao.consistency.directions import opposite_directions
from duizhao.consistency.evidence import strength, two_turned
from duizhao.consistency.findings import Draft
from duizhao.consistency.glosses import contradicted
from duizhao.consistency.items import Item
from duizhao.consistency.judge import Case, Family, score, size_class
from duizhao.consistency.leeway import (
    PARTS_OF_DATES,
    holds,
    is_carried,
    is_free,
    is_gloss,
    is_negated,
    is_note,
    is_one,
    is_repeated,
    is_signed_otherwise,
    is_some_day,
    is_total,
)
from duizhao.consistency.match import Match, Matching, both_folds, both_name_time
from duizhao.consistency.other_people import elsewhere_named, other_people, strangers
from duizhao.consistency.people import is_belied
from duizhao.consistency.places import changed_places
from duizhao.consistency.quantities import unit_of
from duizhao.consistency.ragged import is_ragged, is_whole
from duizhao.consistency.reckoning import reckoned_otherwise
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.roles import moved_roles, wrong_offices
from duizhao.consistency.turned import turned_ends, turned_scores
from duizhao.consistency.unit_words import lost_its_figure
from duizhao.model import AnyClaim, Lang

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
# From here on the words of the other side say a claim well enough (`evidence.strength`).
_EXPLAINED = 0.7
# 十四五 says fourteen and the five of the Five-Year Plan, 半夜 the night and half of it.
_SAYING_MORE = ("zh.unread.number/1", "zh.unread.part/1")
# Ordinals that are no claims in Chinese: 第一条, 一战.
_ORDINALS = ("zh.unread.ordinal/1", "zh.unread.number/1")
# How far a claim is explained by its repeating another one that has a partner.
_AGAIN = 0.9
# How sure it is that two people are one when their roles are compared.
_SAME_PERSON = 0.9
# A left-out sentence is told of by a name only where it surely is one: indexes and menus are full of capitals.
_SURE_NAME = 0.9
# Of so many claims the nearest alternative is looked for, at most.
_MANY = 60
# That two figures changed places is told only from here on: any two may have.
_LIKELY_EXCHANGE = 0.4


@dataclass(frozen=True, slots=True)
class _Company:
    """How many claims of a bead agree, how many have no partner, and those that nothing of the other side looks like."""

    agreed: int
    unmatched: int
    zh: tuple[Item, ...]
    en: tuple[Item, ...]


def _company(matching: Matching, left: Sequence[Item], *, people: bool) -> _Company:
    def counts(item: Item) -> bool:
        return not item.unread and (people or item.claim.kind != "person")

    return _Company(
        sum(1 for pair in matching.agreed if counts(pair.zh) or counts(pair.en)),
        sum(map(counts, left)),
        tuple(filter(counts, matching.zh)),
        tuple(filter(counts, matching.en)),
    )


class Drafting:
    """The drafts of one bead, from its claims matched.

    Args:
        bead: the bead.
        matching: its claims matched.
        near: the matchings of the beads around it, where a claim that has no partner here may have it.
        untranslated: how many beads in a row, this among them, have the same empty side.
        known: people whom the document has put together.
    """

    def __init__(
        self, bead: BeadClaims, matching: Matching, near: Sequence[Matching], untranslated: int, known: Acquainted
    ) -> None:
        self.bead = bead
        self.matching = matching
        self.near = near
        self.untranslated = untranslated
        self.known = known
        self.taken_zh = [pair.zh.span for pair in matching.agreed if pair.zh.span and pair.zh.claim.rule not in _SAYING_MORE]
        self.taken_en = [pair.en.span for pair in matching.agreed if pair.en.span]
        self.left = [*matching.zh, *matching.en, *(item for pair in matching.changed for item in (pair.zh, pair.en))]
        self.unread = sum(1 for item in self.left if item.unread)
        self.figures = _company(matching, self.left, people=False)
        self.everything = _company(matching, self.left, people=True)
        self.alignment = 1.0 if bead.score is None else max(0.0, min(1.0, bead.score))
        self.named = elsewhere_named(bead, matching, known)

    def drafts(self) -> list[Draft]:
        """All of them: what agrees but for a word, what stands in the wrong place, what changed, what is missing."""
        alone = [item for item in (*self.matching.zh, *self.matching.en) if not self._is_elsewhere(item)]
        alone = [item for item in alone if not holds(item, self.bead.en if item.claim.lang == "zh" else self.bead.zh)]
        alone = [item for item in alone if not is_gloss(item, self.matching, self.bead) and not is_note(item, self.bead)]
        alone = [item for item in alone if not is_derived(item, self.matching, self.bead)]
        changed = [pair for pair in self.matching.changed if pair.zh.claim.kind != "person"]
        people = [item for pair in self.matching.changed if pair.zh.claim.kind == "person" for item in (pair.zh, pair.en)]
        people += [item for item in alone if item.claim.kind == "person"]
        pairs, others = other_people(people, self._explained)
        alone = [item for item in alone if item.claim.kind != "person"] + others
        drafts = [*self._agreeing(), *self._misplaced()]
        for pair in (*changed, *pairs):
            if (self._is_elsewhere(pair.zh) and self._is_elsewhere(pair.en)) or is_total(pair, self.matching, self.bead):
                continue
            if is_share(pair, self.matching) or is_signed_otherwise(pair, self.bead):
                continue
            apart = self._apart(pair)
            if apart is None:
                drafts.append(self._changed(pair))
            else:
                alone += apart
        weekdays = {item.claim.lang for item in self.left if item.unread and item.claim.kind == "date"}
        return drafts + [self._missing(item) for item in alone if not self._is_free(item, weekdays)]

    def _agreeing(self) -> Iterator[Draft]:
        """Pairs that agree as far as both say: a qualifier that differs, a part of a date that one of them leaves out."""
        for pair in self.matching.agreed:
            reason = pair.comparison.reason
            if (
                reason not in _WORTH_SAYING
                or pair.zh.unread
                or pair.en.unread
                or is_carried(pair, self.bead)
                or is_negated(pair, self.matching.agreed, self.bead)
            ):
                continue
            part = reason in PARTS_OF_DATES
            case = Case(
                family="part" if part else "qualifier",
                reason=reason,
                zh=pair.zh.view,
                en=pair.en.view,
                affinity=pair.comparison.affinity,
                agreed=self.figures.agreed - 1,
                distance=abs(pair.zh.place - pair.en.place),
                relation=self.bead.relation,
                alignment=self.alignment,
            )
            yield Draft(case, pair.zh, pair.en, None, "bead.part/1" if part else "bead.qualifier/1")

    def _misplaced(self) -> Iterator[Draft]:
        """Values that agree, with something wrong beside them: the place, a gloss, the direction, the role."""
        agreed, zh_text, en_text = self.matching.agreed, self.bead.zh_text, self.bead.en_text
        yield from self._exchanged()
        for gloss, pair in contradicted(self.matching, zh_text):
            case = Case(
                family="figure", reason="number.differs", zh=gloss.view, en=pair.en.view, affinity=0.9, agreed=self.figures.agreed
            )
            yield Draft(case, gloss, pair.en, None, "bead.figure/2")
        for pair, way in opposite_directions(agreed, zh_text, en_text):
            reason = "direction.rises-in-english" if way == "up" else "direction.falls-in-english"
            yield self._beside("direction", reason, pair.zh, pair.en, "bead.direction/1")
        for pair, reason in reckoned_otherwise(agreed, zh_text, en_text):
            yield self._beside("direction", reason, pair.zh, pair.en, "bead.reckoning/1")
        for one, other in moved_roles(agreed):
            yield self._of_role("person.role-moved", one.zh, other.en)
        for pair in wrong_offices(agreed):
            yield self._of_role("person.role-differs", pair.zh, pair.en)

    def _exchanged(self) -> Iterator[Draft]:
        """What stands in another's place; of several exchanges that one claim may be part of, the likeliest."""
        drafts = []
        for pair in changed_places(self.matching.agreed, self.bead.zh_text, self.bead.en_text):
            reason = "person.changed-places" if pair.one.zh.view.kind == "person" else "order.changed-places"
            draft = self._place(reason, pair.one.zh, pair.other.en, pair.signs)
            likely = score(draft.case)
            if likely >= _LIKELY_EXCHANGE:
                drafts.append((likely, pair, draft))
        for score_pair in turned_scores(self.matching.agreed, self.bead.zh_text, self.bead.en_text):
            yield self._place("score.turned", score_pair.zh, score_pair.en, {"score": 1.0})
        for one, other in turned_ends(self.matching.agreed, self.bead.zh_text):
            yield self._place("order.changed-places", one.zh, other.en, {"ends": 1.0})
        taken: set[int] = set()
        for _, pair, draft in sorted(drafts, key=lambda row: -row[0]):
            if taken.isdisjoint((id(pair.one), id(pair.other))):
                taken |= {id(pair.one), id(pair.other)}
                yield draft

    def _place(self, reason: str, zh: Item, en: Item, signs: Mapping[str, float]) -> Draft:
        agreed, alignment = self._beside_it(zh).agreed, self.alignment
        case = Case(family="places", reason=reason, zh=zh.view, en=en.view, agreed=agreed, alignment=alignment, signs=signs)
        return Draft(case, zh, en, None, "bead.places/2")

    def _beside(self, family: Family, reason: str, zh: Item, en: Item, rule: str) -> Draft:
        agreed, alignment = self.figures.agreed, self.alignment
        case = Case(family=family, reason=reason, zh=zh.view, en=en.view, agreed=agreed, alignment=alignment)
        return Draft(case, zh, en, None, rule)

    def _of_role(self, reason: str, zh: Item, en: Item) -> Draft:
        case = Case(family="person", reason=reason, zh=zh.view, en=en.view, affinity=_SAME_PERSON, agreed=self.everything.agreed)
        return Draft(case, zh, en, None, "bead.role/2")

    def _apart(self, pair: Match) -> list[Item] | None:
        """What is left of two that look like one claim changed and are not; None where they are."""
        if is_some_day(pair, self.bead):
            return [pair.zh]
        glosses = [is_gloss(item, self.matching, self.bead) for item in (pair.zh, pair.en)]
        # 45英里（72公里） against 46 miles (72 kilometers): both give the gloss, and one of them is wrong.
        # 300米（190英里） against 300 km (190 miles): the one figure in two units is one claim changed.
        same_figure = pair.comparison.reason.startswith("unit.")
        if any(glosses) and not all(glosses) and not same_figure:
            return [item for item, gloss in zip((pair.zh, pair.en), glosses, strict=True) if not gloss]
        if pair.zh.claim.kind == "person":
            return None
        zh_explained, en_explained = self._explained(pair.zh, pair.en), self._explained(pair.en, pair.zh)
        # A week against "an hour", the third against the first: the article is the figure's own, and no other's.
        together = same_figure or both_folds(pair) or both_name_time(pair) or _alike(pair)
        one_said = not together and (
            (is_one(pair.zh) and zh_explained >= _EXPLAINED) or (is_one(pair.en) and en_explained >= _EXPLAINED)
        )
        said = max if pair.zh.unread != pair.en.unread else min
        # 一个月的薪水 against "a year's wages": of two units one is wrong, whatever else says one.
        told = both_folds(pair) or both_name_time(pair) or _is_rank(pair) or (same_figure and pair.zh.view.kind == "duration")
        if one_said or (not told and said(zh_explained, en_explained) >= _EXPLAINED):
            # Each is said on the other side in words that were not read as a claim: they are not one claim changed.
            return [pair.zh, pair.en]
        return None

    def _changed(self, pair: Match) -> Draft:
        """One claim changed."""
        figure = pair.zh.unread or pair.en.unread
        weekday = figure and pair.zh.claim.kind == "date" and pair.en.claim.kind == "date"
        stretch = figure and pair.zh.claim.kind == pair.en.claim.kind and pair.zh.claim.kind in ("duration", "measure", "time")
        person = pair.zh.claim.kind == "person"
        reason = pair.comparison.reason
        if figure and not (weekday or stretch or both_folds(pair)):
            reason = "time.named-otherwise" if both_name_time(pair) else "figure.differs"
        company = self._beside_it(pair.zh)
        otherwise = self.known.otherwise(pair.zh.claim, pair.en.claim, self.bead) if person else None
        case = Case(
            family="person" if person else "weekday" if weekday else "figure" if figure else "changed",
            reason="person.named-otherwise" if otherwise else reason,
            zh=pair.zh.view,
            en=pair.en.view,
            affinity=pair.comparison.affinity,
            zh_explained=self._explained(pair.zh, pair.en),
            en_explained=self._explained(pair.en, pair.zh),
            repeated=is_repeated(pair.zh, self.matching) or is_repeated(pair.en, self.matching),
            agreed=company.agreed,
            unmatched=company.unmatched - 2 + pair.zh.unread + pair.en.unread,
            unread=self.unread - pair.zh.unread - pair.en.unread,
            distance=abs(pair.zh.place - pair.en.place),
            relation=self.bead.relation,
            alignment=self.alignment,
            ragged=self._ragged(pair.zh) or self._ragged(pair.en),
            acquainted=otherwise is None and not strangers(pair, self.bead, self.known),
            otherwise=otherwise is not None,
            belied=person and is_belied(pair.en.view, self.bead.zh_text, self.bead.en_text),
        )
        rule = "bead.weekday/1" if weekday else "bead.figure/2" if figure else "bead.changed/3"
        return Draft(case, pair.zh, pair.en, otherwise, rule)

    def _is_free(self, item: Item, weekdays: set[Lang]) -> bool:
        """As `leeway.is_free`; and an ordinal said twice may be a pronoun the second time."""
        named_again = item.view.kind == "ordinal" and is_repeated(item, self.matching)
        return named_again or is_free(item, self.bead, weekdays)

    def _missing(self, item: Item) -> Draft:
        """A claim without a partner."""
        bead, matching = self.bead, self.matching
        is_zh = item.claim.lang == "zh"
        company = self._beside_it(item)
        omitted = not (bead.en_text if is_zh else bead.zh_text).strip()
        person = item.claim.kind == "person"
        explained = max(self._explained(item), _AGAIN * is_repeated(item, matching))
        case = Case(
            family=_family(item, omitted=omitted),
            reason=_reason(item, omitted=omitted),
            zh=item.view if is_zh else None,
            en=None if is_zh else item.view,
            zh_explained=explained if is_zh else 0.0,
            en_explained=0.0 if is_zh else explained,
            repeated=is_repeated(item, matching),
            agreed=company.agreed,
            unmatched=company.unmatched - 1,
            unread=self.unread,
            other_side=len(company.en if is_zh else company.zh),
            relation=bead.relation,
            alignment=1.0 if omitted else self.alignment,
            untranslated=self.untranslated,
            bare=is_zh and lost_its_figure(item.view, bead.en_text),
            two_turned=two_turned(item.view, bead.zh_text, bead.en_text),
            ragged=self._ragged(item),
            belied=not is_zh and person and is_belied(item.view, bead.zh_text, bead.en_text),
        )
        nearest = _nearest(item, _at_place(bead.en if is_zh else bead.zh, item.place))
        rule = "bead.omitted/2" if omitted else "bead.missing/2"
        return Draft(case, item if is_zh else None, None if is_zh else item, nearest, rule)

    def _beside_it(self, item: Item) -> _Company:
        """Names are witnesses of names alone: what is said of a figure is the same whether people were looked for or not."""
        return self.everything if item.claim.kind == "person" else self.figures

    def _explained(self, item: Item, partner: Item | None = None) -> float:
        """How far the words of the other side say an item; what it is compared with does not explain it."""
        if item.claim.kind == "person":
            return self.named(item)
        if item.unread and item.claim.kind == "time":
            return 0.0
        zh_text, en_text = self.bead.zh_text, self.bead.en_text
        own = [partner.span] if partner is not None and partner.span else []
        words = partner is None or is_one(item)
        if item.claim.lang == "zh":
            start, end = item.span or (0, 0)
            beside = (zh_text[start - 1 : start], zh_text[end : end + 1]) if item.span and start else ("", "")
            taken = [] if item.unread else [*self.taken_en, *own]
            return strength(item.view, en_text, "en", taken, beside, item.place, words=words)
        taken = [] if item.unread else [*self.taken_zh, *own]
        return strength(item.view, zh_text, "zh", taken, place=item.place, words=words)

    def _ragged(self, item: Item) -> bool:
        """Whether more of a numeral stands beside an item."""
        is_zh = item.claim.lang == "zh"
        whole = is_whole(item)
        others = [other.span for other in self.left if other.span and other is not item and is_whole(other)] if whole else []
        text, other = (self.bead.zh_text, self.bead.en_text) if is_zh else (self.bead.en_text, self.bead.zh_text)
        return is_ragged(item, text, [*(self.taken_zh if is_zh else self.taken_en), *others], other)

    def _is_elsewhere(self, item: Item) -> bool:
        return _elsewhere(item, self.near, "en" if item.claim.lang == "zh" else "zh")


def _is_rank(pair: Match) -> bool:
    """Whether an English ordinal has a Chinese one for its partner that is no claim: 第一条语句, 一战."""
    return pair.en.view.kind == "ordinal" and pair.zh.claim.rule in _ORDINALS


def _alike(pair: Match) -> bool:
    """Whether both items are ordinals, or figures of one unit: 一天 and 24 days."""
    zh, en = pair.zh.view, pair.en.view
    if _is_rank(pair):
        return True
    if zh.kind != en.kind:
        return False
    return zh.kind == "ordinal" or (zh.kind != "count" and unit_of(zh) is not None and unit_of(zh) == unit_of(en))


def _family(item: Item, *, omitted: bool) -> Family:
    if omitted and (item.claim.kind != "person" or item.claim.confidence >= _SURE_NAME):
        return "omitted"
    if item.claim.kind == "person":
        return "person-missing"
    return "missing-in-en" if item.claim.lang == "zh" else "missing-in-zh"


def _reason(item: Item, *, omitted: bool) -> str:
    """The reason code of something missing."""
    language = "english" if item.claim.lang == "zh" else "chinese"
    if omitted:
        return f"missing.sentence-in-{language}"
    if item.claim.kind == "person":
        return f"person.missing-in-{language}"
    # A first or a second in words comes and goes with the language; a third does not, nor does Category 2.
    written = not any(letter.isdigit() for letter in item.claim.normalized)
    if item.claim.kind == "ordinal" and size_class(item.view) in ("one", "two") and written:
        return f"ordinal.missing-in-{language}"
    return f"missing.in-{language}"


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


def _at_place(claims: Sequence[AnyClaim], place: float) -> Sequence[AnyClaim]:
    """The claims, or of very many those around a place of their text, 0 to 1."""
    at = int(place * len(claims))
    return claims[max(0, at - _MANY // 2) : at + _MANY // 2] if len(claims) > _MANY else claims


def _nearest(item: Item, others: Sequence[AnyClaim]) -> AnyClaim | None:
    """The claim of the other side that is most like a missing one."""
    is_zh = item.claim.lang == "zh"
    best, worth = None, 0.3
    for other in others:
        comparison = compare(item.view, other) if is_zh else compare(other, item.view)
        if comparison.verdict != "incomparable" and comparison.affinity > worth:
            best, worth = other, comparison.affinity
    return best
