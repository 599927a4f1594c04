"""Figures or people that changed places: 62 km and then 45 in one language, 45 and then 62 in the other. Rule `bead.places/1`.

Both have their partner, so that no value is missing; what went wrong is which stands where. Languages do turn phrases round
(18个市场有逾3300间店, "over 3,300 outlets in 18 markets"), so a pair counts only where both languages set the two side by side,
nothing between them turns clauses round, and with the two put back all claims stand in the same order, neighbours aside. Two that
have each the other's unit need no more (一天三次，一次两片, "three tablets twice a day").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from duizhao.consistency.compare import unit_of
from duizhao.consistency.data import read_toml
from duizhao.consistency.items import Item
from duizhao.consistency.match import Match
from duizhao.model import NumericValue

_MARKS = "[,;/:，、；：]"
# Behind a bracket another count begins: the total (snatch 94 kg, …).
_BRACKETS = re.compile("[()（）]")
# from 45 to 62, between 45 and 62
_FROM = re.compile(r"(?:from|between) (?:[a-z]+ ){0,2}$", re.I)
_TO = re.compile(r"(?<![a-z])(?:to|and)(?![a-z])", re.I)
_UP_TO = re.compile("到|至|升|降|增|减|和|与")
# So far before the first figure its frame may stand.
_BEFORE = 40
# A bead with more than so many claims is a chapter, in which a place says little.
_MOST = 24
# 217 votes to 203, 三天两夜: with no more than this between them two figures are side by side.
_CLOSE_ZH, _CLOSE_EN = 4, 12


@cache
def _words(lang: str, kind: str) -> re.Pattern[str]:
    words = "|".join(read_toml("places.toml")[lang][kind])
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])" if lang == "en" else words, re.I)


def changed_places(agreed: Sequence[Match], zh_text: str, en_text: str) -> Iterator[tuple[Match, Match]]:
    """Pairs of matches whose figures, or people, changed places, the one that comes first in the Chinese first.

    Args:
        agreed: what agrees in a bead.
        zh_text: the Chinese of the bead.
        en_text: the English.
    """
    placed = sorted(
        (pair for pair in agreed if pair.zh.span and pair.en.span and pair.zh.part == pair.en.part == "whole"),
        key=lambda pair: pair.zh.span or (0, 0),
    )
    if len(placed) > _MOST:
        return
    yield from ((one, other) for one, other in combinations(placed, 2) if _each_the_others_unit(one, other))
    ranks = _ranks(placed)
    if ranks == sorted(ranks):
        return
    for first, second in combinations(range(len(placed)), 2):
        one, other = placed[first], placed[second]
        if ranks[first] < ranks[second] or not _alike(one, other):
            continue
        back = list(ranks)
        back[first], back[second] = back[second], back[first]
        if _in_order(back) and _side_by_side(one, other, zh_text, en_text):
            yield one, other


def _each_the_others_unit(one: Match, other: Match) -> bool:
    """一天三次，一次两片 against "three tablets twice a day": each counts in the other language what the other does here."""
    if any(item.unread or not isinstance(item.view.value, NumericValue) for item in (one.zh, one.en, other.zh, other.en)):
        return False
    zh, en = (unit_of(one.zh.view), unit_of(other.zh.view)), (unit_of(one.en.view), unit_of(other.en.view))
    if set(zh) == {"person", "item"}:
        return False  # 36人…剩四个: people may be told by 个, too
    return None not in zh and zh[0] != zh[1] and zh == en[::-1]


def _ranks(placed: Sequence[Match]) -> list[int]:
    """For each match, in the order of the Chinese, its place in the order of the English."""
    order = sorted(range(len(placed)), key=lambda index: placed[index].en.span or (0, 0))
    ranks = [0] * len(placed)
    for rank, index in enumerate(order):
        ranks[index] = rank
    return ranks


def _in_order(ranks: Sequence[int]) -> bool:
    """Whether no two are turned round but neighbours: 第一年62公里 is "62 km in its first year"."""
    turned = ((i, j) for i, j in combinations(range(len(ranks)), 2) if ranks[i] > ranks[j])
    return all(j - i == 1 == ranks[i] - ranks[j] for i, j in turned)


def _alike(one: Match, other: Match) -> bool:
    """Whether the two count the same sort of thing, so that one could stand for the other."""
    items = (one.zh, one.en, other.zh, other.en)
    if all(item.view.kind == "person" for item in items):
        return True
    if any(item.unread or not isinstance(item.view.value, NumericValue) for item in items):
        return False
    # 220 2/3局 is a count and 2.53 a mean, whatever both stand beside.
    fractional = [_is_fractional(item) and item.view.kind == "number" for item in (one.en, other.en)]
    if any(fractional) and one.en.view.kind != other.en.view.kind:
        return False
    kinds = {"count" if item.view.kind == "number" else item.view.kind for item in items}
    return len(kinds) == 1 and (kinds == {"count"} or len({unit_of(item.view) for item in items}) == 1)


def _is_fractional(item: Item) -> bool:
    value = item.view.value
    return isinstance(value, NumericValue) and value.number is not None and value.number.denominator != 1


def _side_by_side(one: Match, other: Match, zh_text: str, en_text: str) -> bool:
    assert one.zh.span
    assert one.en.span
    assert other.zh.span
    assert other.en.span
    zh, en = zh_text[one.zh.span[1] : other.zh.span[0]], en_text[other.en.span[1] : one.en.span[0]]
    en_before = en_text[max(0, other.en.span[0] - _BEFORE) : other.en.span[0]]
    if _FROM.search(en_before) and _TO.search(en) and _UP_TO.search(zh) and not _words("en", "turning").search(en):
        return True
    if _BRACKETS.search(zh) or _BRACKETS.search(en):
        return False
    if one.en.view.kind == "person" and _words("en", "of_people").search(en):
        return False
    if _words("en", "turning").search(en) or _words("zh", "turning").search(zh) or "instead" in en_before.lower():
        return False
    together_zh = not zh or re.search(_MARKS, zh) or _words("zh", "side_by_side").search(zh)
    together_en = re.search(_MARKS, en) or _words("en", "side_by_side").search(en)
    close = len(zh) <= _CLOSE_ZH and len(en) <= _CLOSE_EN and _TO.search(en)
    return bool(together_zh and (together_en or close))
