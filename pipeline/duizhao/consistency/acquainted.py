"""What a document teaches about its own names: who is whose partner where neither spelling nor sound says so.

A translator may render a name by its meaning (韦小宝, Trinket). Two names that stand opposite each other again and again, each
mostly without any other partner, are one person in that document. Where spelling or sound have put two names together for
certain anywhere in it, each of the two opposite somebody else is the surer an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.consistency.items import Item
from duizhao.consistency.match import Match, Matching
from duizhao.consistency.names_known import is_romanized
from duizhao.consistency.people import is_full, same_person
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.verdicts import Comparison
from duizhao.model import AnyClaim, PersonValue
from duizhao.transliteration import fold

# In how many beads two names have to meet, and in what share of the beads in which either has no other partner.
_BEADS = 3
_SHARE = 0.6
# A name that has found its partner so often is known.
_KNOWN = 2
# Names of up to so many characters are spelled syllable by syllable.
_SPELLED = 4


@dataclass(frozen=True, slots=True)
class Acquainted:
    """The names of one document.

    Attributes:
        pairs: (Chinese name, English name) that are one person though nothing but the document says so.
        zh, en: names that have a partner elsewhere in the document.
        certain: the partners of full names that spelling or sound have put together with a full name, by the name.
    """

    pairs: frozenset[tuple[str, str]] = frozenset()
    zh: frozenset[str] = frozenset()
    en: frozenset[str] = frozenset()
    certain: Mapping[str, tuple[AnyClaim, ...]] = field(default_factory=dict)

    def partners(self, item: Item) -> list[str]:
        """The names that a person goes by in the other language."""
        own, other = (0, 1) if item.claim.lang == "zh" else (1, 0)
        return [pair[other] for pair in self.pairs if pair[own] == item.claim.normalized]

    def otherwise(self, zh: AnyClaim, en: AnyClaim, bead: BeadClaims) -> AnyClaim | None:
        """Of two names that stand for each other, the certain partner of one elsewhere, whom this bead does not name.

        Where both have one, the Chinese name's.
        """
        for known, other, text in ((zh, en, bead.en_text), (en, zh, bead.zh_text)):
            partners = self.certain.get(known.normalized, ())
            if partners and not any(_named(partner, text) or _same(partner, other) for partner in partners):
                return partners[0]
        return None


NOBODY = Acquainted()


def _named(person: AnyClaim, text: str) -> bool:
    """Whether a text has a name, or a part of it of some length."""
    parts = person.normalized.split() if person.lang == "en" else [person.normalized]
    return any(len(part) > 1 and part in text for part in parts)


def _same(one: AnyClaim, other: AnyClaim) -> bool:
    assert isinstance(one.value, PersonValue)
    assert isinstance(other.value, PersonValue)
    return same_person(one.value, other.value)


def acquaint(beads: Sequence[BeadClaims], matchings: Sequence[Matching]) -> dict[str, Acquainted]:
    """What each document teaches, by document; `matchings` are those of the beads, in the same order."""
    documents: dict[str, list[Matching]] = {}
    for bead, matching in zip(beads, matchings, strict=True):
        documents.setdefault(bead.document, []).append(matching)
    return {document: _acquaint(found) for document, found in documents.items() if len(found) >= _BEADS}


def _acquaint(matchings: Sequence[Matching]) -> Acquainted:
    together: Counter[tuple[str, str]] = Counter()
    alone_zh: Counter[str] = Counter()
    alone_en: Counter[str] = Counter()
    partnered_zh: Counter[str] = Counter()
    partnered_en: Counter[str] = Counter()
    certain: dict[str, dict[str, AnyClaim]] = {}
    for matching in matchings:
        zh, en = ({item.claim.normalized for item in _left(matching, lang)} for lang in ("zh", "en"))
        alone_zh.update(zh)
        alone_en.update(en)
        together.update((left, right) for left in zh for right in en)
        for pair in matching.agreed:
            if pair.zh.claim.kind == "person":
                partnered_zh[pair.zh.claim.normalized] += 1
                partnered_en[pair.en.claim.normalized] += 1
                if pair.comparison.verdict == "equal" and is_full(pair.zh.claim) and is_full(pair.en.claim):
                    certain.setdefault(pair.zh.claim.normalized, {}).setdefault(pair.en.claim.normalized, pair.en.claim)
                    certain.setdefault(pair.en.claim.normalized, {}).setdefault(pair.zh.claim.normalized, pair.zh.claim)
    pairs = {
        (zh, en)
        for (zh, en), count in together.items()
        if count >= _BEADS
        and count >= _SHARE * max(alone_zh[zh], alone_en[en])
        and count > max(partnered_zh[zh], partnered_en[en])
        and not _are_spelled_apart(zh, en)
    }
    return Acquainted(
        frozenset(pairs),
        frozenset(name for name, count in partnered_zh.items() if count >= _KNOWN) | {zh for zh, _ in pairs},
        frozenset(name for name, count in partnered_en.items() if count >= _KNOWN) | {en for _, en in pairs},
        {name: tuple(partners[key] for key in sorted(partners)) for name, partners in certain.items()},
    )


def _are_spelled_apart(zh: str, en: str) -> bool:
    """Whether both names can be spelled syllable by syllable, so that their being unlike is no custom of the document."""
    return len(zh) <= _SPELLED and is_romanized(tuple(fold(en).split()))


def _left(matching: Matching, lang: str) -> Iterator[Item]:
    changed = [pair.zh if lang == "zh" else pair.en for pair in matching.changed]
    for item in (*(matching.zh if lang == "zh" else matching.en), *changed):
        if item.claim.kind == "person":
            yield item


def introduced(matching: Matching, known: Acquainted) -> Matching:
    """The same matching, with the pairs that the document teaches agreed."""
    if not known.pairs:
        return matching
    agreed: list[Match] = []
    used: set[int] = set()
    for zh in _left(matching, "zh"):
        for en in _left(matching, "en"):
            if (zh.claim.normalized, en.claim.normalized) in known.pairs and id(en) not in used:
                agreed.append(Match(zh, en, Comparison("compatible", "", 0.7)))
                used |= {id(zh), id(en)}
                break
    if not agreed:
        return matching
    changed = [pair for pair in matching.changed if not used & {id(pair.zh), id(pair.en)}]
    parted = [item for pair in matching.changed if pair not in changed for item in (pair.zh, pair.en)]
    free = [item for item in (*matching.zh, *matching.en, *parted) if id(item) not in used]
    return Matching(
        (*matching.agreed, *agreed),
        tuple(changed),
        tuple(item for item in free if item.claim.lang == "zh"),
        tuple(item for item in free if item.claim.lang == "en"),
        matching.glosses,
    )
