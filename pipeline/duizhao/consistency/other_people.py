"""Who is named on one side only, and who is put in whose place.

A name that the other text has after all, in a form that was not found as a name, is not taken for another person. Of the names
that have nobody on the other side, a full name is put beside a full name, in the order of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from duizhao.consistency.acquainted import Acquainted
from duizhao.consistency.compare import compare
from duizhao.consistency.evidence import Span, strength
from duizhao.consistency.items import Item
from duizhao.consistency.match import Match, Matching
from duizhao.consistency.names import match_names
from duizhao.consistency.people import is_full
from duizhao.consistency.records import BeadClaims
from duizhao.model import PersonValue

# From here on the other text has the name.
_NAMED = 0.5
# How much worse it is to put a short name beside a full one.
_UNEVEN = 0.3
# Of the text of a whole chapter, so many characters before and behind the same place are looked through.
_REACH_ZH, _REACH_EN = 600, 1800
# With so many names a name is compared at most.
_BESIDE = 40
# What fills the place of a name and ends what stands beside it.
_APART = ";"


def other_people(people: Sequence[Item], explained: Callable[[Item], float]) -> tuple[list[Match], list[Item]]:
    """Pairs of people of whom one stands for the other, and the people left over.

    Args:
        people: names of both languages that agree with none of the other.
        explained: 0 to 1, how far the other text names a person all the same.
    """
    nowhere = {id(item) for item in people if explained(item) < _NAMED}
    zh = [item for item in people if item.claim.lang == "zh" and id(item) in nowhere]
    en = [item for item in people if item.claim.lang == "en" and id(item) in nowhere]
    ways = sorted(product(range(len(zh)), range(len(en))), key=lambda way: _distance(zh[way[0]], en[way[1]]))
    pairs: list[Match] = []
    used: set[int] = set()
    for left, right in ways:
        if id(zh[left]) not in used and id(en[right]) not in used:
            used |= {id(zh[left]), id(en[right])}
            pairs.append(Match(zh[left], en[right], compare(zh[left].view, en[right].view)))
    return pairs, [item for item in people if id(item) not in used]


def _distance(zh: Item, en: Item) -> float:
    return abs(zh.place - en.place) + _UNEVEN * (is_full(zh.claim) != is_full(en.claim))


def elsewhere_named(bead: BeadClaims, matching: Matching, known: Acquainted) -> Callable[[Item], float]:
    """How far the other text names a person all the same, 0 to 1, outside the names that have a partner.

    Other English names without a partner are looked at one by one: no stretch is taken from one of them and the words beside it
    (Novelist Jiang, of "Novelist Jiang Ruolan"). Chinese ones are often cut short, and their neighbours may be the rest of them.
    """
    zh = _without(bead.zh_text, [*_people(pair.zh for pair in matching.agreed), *matching.glosses])
    en = _without(bead.en_text, _people(pair.en for pair in matching.agreed))
    alone = [item for item in (*matching.en, *(pair.en for pair in matching.changed)) if item.claim.kind == "person"]
    rest = _without(en, _people(alone), _APART)

    def named(item: Item) -> float:
        text = en if item.claim.lang == "zh" else zh
        if any(partner in text for partner in known.partners(item)):
            return 1.0
        if item.claim.lang == "en":
            return strength(item.view, _around(zh, item.place, _REACH_ZH), "zh", (), place=item.place)
        said = strength(item.view, _around(rest, item.place, _REACH_EN), "en", (), place=item.place)
        # Of the names of a whole chapter those at about the same place.
        beside = sorted(alone, key=lambda other: abs(other.place - item.place))[:_BESIDE] if len(alone) > _BESIDE else alone
        return max(said, max((_alike(item, other) for other in beside), default=0.0))

    return named


def _around(text: str, place: float, reach: int) -> str:
    """The text, or of a long one what stands around a place of it, 0 to 1."""
    at = int(place * len(text))
    return text[max(0, at - reach) : at + reach] if len(text) > 2 * reach else text


def _alike(zh: Item, en: Item) -> float:
    assert isinstance(zh.view.value, PersonValue)
    assert isinstance(en.view.value, PersonValue)
    return match_names(zh.view.value, en.view.value).score


def strangers(pair: Match, bead: BeadClaims, known: Acquainted) -> bool:
    """Whether two names may stand for each other: not where both are known by other partners and the bead names several."""
    acquainted = pair.zh.claim.normalized in known.zh and pair.en.claim.normalized in known.en
    people = [claim for claim in (*bead.zh, *bead.en) if claim.kind == "person"]
    return not acquainted or len(people) == 2


def _people(found: Iterable[Item]) -> list[Span]:
    return [item.span for item in found if item.span and item.claim.kind == "person"]


def _without(text: str, spans: Iterable[Span], filler: str = " ") -> str:
    """The text with the spans filled, so that places stay the same."""
    for start, end in spans:
        text = text[:start] + filler * (end - start) + text[end:]
    return text
