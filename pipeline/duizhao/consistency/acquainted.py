"""What a document teaches about its own names: who is whose partner where neither spelling nor sound says so.

A translator may render a name by its meaning (韦小宝, Trinket). Two names that stand opposite each other again and again, each
mostly without any other partner, are one person in that document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duizhao.consistency.items import Item
from duizhao.consistency.match import Match, Matching
from duizhao.consistency.records import BeadClaims
from duizhao.consistency.verdicts import Comparison

# In how many beads two names have to meet, and in what share of the beads in which either has no other partner.
_BEADS = 3
_SHARE = 0.6
# A name that has found its partner so often is known.
_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Acquainted:
    """The names of one document.

    Attributes:
        pairs: (Chinese name, English name) that are one person though nothing but the document says so.
        zh, en: names that have a partner elsewhere in the document.
    """

    pairs: frozenset[tuple[str, str]] = frozenset()
    zh: frozenset[str] = frozenset()
    en: frozenset[str] = frozenset()

    def partners(self, item: Item) -> list[str]:
        """The names that a person goes by in the other language."""
        own, other = (0, 1) if item.claim.lang == "zh" else (1, 0)
        return [pair[other] for pair in self.pairs if pair[own] == item.claim.normalized]


NOBODY = Acquainted()


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
    for matching in matchings:
        zh, en = ({item.claim.normalized for item in _left(matching, lang)} for lang in ("zh", "en"))
        alone_zh.update(zh)
        alone_en.update(en)
        together.update((left, right) for left in zh for right in en)
        for pair in matching.agreed:
            if pair.zh.claim.kind == "person":
                partnered_zh[pair.zh.claim.normalized] += 1
                partnered_en[pair.en.claim.normalized] += 1
    pairs = {
        (zh, en)
        for (zh, en), count in together.items()
        if count >= _BEADS
        and count >= _SHARE * max(alone_zh[zh], alone_en[en])
        and count > max(partnered_zh[zh], partnered_en[en])
    }
    return Acquainted(
        frozenset(pairs),
        frozenset(name for name, count in partnered_zh.items() if count >= _KNOWN) | {zh for zh, _ in pairs},
        frozenset(name for name, count in partnered_en.items() if count >= _KNOWN) | {en for _, en in pairs},
    )


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
