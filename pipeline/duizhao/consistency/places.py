"""Figures or people that changed places: 62 km and then 45 in one language, 45 and then 62 in the other. Rule `bead.places/2`.

Both have their partner, so that no value is missing; what went wrong is which stands where. Languages do turn phrases round
(18个市场有逾3300间店, "over 3,300 outlets in 18 markets"), and take along what is said of them: two figures have changed places
where they stand in the other order and the words beside them do not, or the other way about. `signs` names what speaks for it
and against it, and the judge weighs that. Two that have each the other's unit need no more (一天三次，一次两片, "three tablets
twice a day"). People need the two side by side in both languages, and all else in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from duizhao.consistency.anchors import Leaning, Surroundings
from duizhao.consistency.compare import same_value
from duizhao.consistency.data import read_toml
from duizhao.consistency.items import Item
from duizhao.consistency.match import Match
from duizhao.consistency.quantities import figure, unit_of
from duizhao.consistency.units import same_currency
from duizhao.model import AnyClaim, NumericValue

_MARKS = re.compile("[,;/:，、；：。！？!?]|[.](?![0-9])")
# Behind a bracket another count begins: the total (snatch 94 kg, …).
_BRACKETS = re.compile("[()（）]")
# from 45 to 62, between 45 and 62
_FROM = re.compile(r"(?:from|between) (?:[a-z]+ ){0,2}$", re.I)
_TO = re.compile(r"(?<![a-z])(?:to|and)(?![a-z])", re.I)
_UP_TO = re.compile("到|至|升|降|增|减|和|与")
# seven of 14, three points from four, 11 of the club's 31: the part stands first in English, and last in Chinese.
_PART_OF = re.compile(
    r"(?: [a-z]+)? (?:of|out of|from|in) (?:(?:the|its|his|her|their|our|my|every|all) )?(?:[a-z.]{1,20}['’]s? )?", re.I
)
# So far before the first figure its frame may stand.
_BEFORE = 40
# A bead with more than so many claims, or characters of English, is a chapter, in which a place says little.
_MOST, _LONGEST = 24, 3000
# 217 votes to 203, 三天两夜: with no more than this between them two figures are side by side.
_CLOSE_ZH, _CLOSE_EN = 4, 12
# So far before a figure the word that sets it off from another may begin.
_FRAME = 16
# "120 yuan for adults and 45 for children": what the figure counts is left to the other one.
_ELLIPTIC = "en.count.elliptic/"
# Anchors lean this far for certain.
_CERTAIN = 1.0
# From here on they lean towards an exchange, or hold the two where they are.
_LEANING, _HOLDING = 0.2, 0.3


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two matches that may have changed places, the one that comes first in the Chinese first.

    Attributes:
        one, other: the matches.
        signs: what speaks for it and against it by name, for the judge.
    """

    one: Match
    other: Match
    signs: Mapping[str, float]


@cache
def _words(lang: str, kind: str) -> re.Pattern[str]:
    words = "|".join(read_toml("places.toml")[lang][kind])
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])" if lang == "en" else words, re.I)


def changed_places(agreed: Sequence[Match], zh_text: str, en_text: str) -> Iterator[Exchange]:
    """Pairs of matches whose figures, or people, may have changed places.

    Args:
        agreed: what agrees in a bead.
        zh_text: the Chinese of the bead.
        en_text: the English.
    """
    placed = sorted(
        (pair for pair in agreed if pair.zh.span and pair.en.span and pair.zh.part == pair.en.part == "whole"),
        key=lambda pair: pair.zh.span or (0, 0),
    )
    if len(placed) > _MOST or len(en_text) > _LONGEST:
        return
    yield from _people(placed, zh_text, en_text)
    # A name goes where its sentence wants it, the figures beside it with it or without.
    placed = [pair for pair in placed if pair.zh.view.kind != "person"]
    ranks = _ranks(placed)
    surroundings: Surroundings | None = None
    for first, second in combinations(range(len(placed)), 2):
        one, other = placed[first], placed[second]
        if _each_the_others_unit(one, other):
            yield Exchange(one, other, {"units": 1.0})
        elif are_alike(one, other):
            if _part_then_whole(one, other, en_text):
                continue
            surroundings = surroundings or Surroundings(placed, zh_text, en_text)
            leaning = surroundings.leaning(first, second)
            yield Exchange(one, other, _signs(one, other, leaning, ranks, (first, second), zh_text, en_text))


def _part_then_whole(one: Match, other: Match, en_text: str) -> bool:
    """31个成员国中有11国 against "11 of the 31 members": each language in its own order, and the part is the smaller one."""
    assert one.en.span
    assert other.en.span
    whole, part = figure(one.en.view), figure(other.en.view)
    behind = en_text[other.en.span[1] : one.en.span[0]]
    return whole is not None and part is not None and part < whole and _PART_OF.fullmatch(behind) is not None


def _people(placed: Sequence[Match], zh_text: str, en_text: str) -> Iterator[Exchange]:
    ranks = _ranks(placed)
    people = [index for index, pair in enumerate(placed) if pair.zh.view.kind == pair.en.view.kind == "person"]
    for first, second in combinations(people, 2):
        if ranks[first] > ranks[second] and _in_order(_put_back(ranks, first, second)):
            one, other = placed[first], placed[second]
            beside = _Between(one, other, zh_text, en_text)
            if beside.of_people and (beside.from_to or beside.side_by_side):
                yield Exchange(one, other, {"person": 1.0})


def _signs(
    one: Match, other: Match, leaning: Leaning, ranks: Sequence[int], numbers: tuple[int, int], zh_text: str, en_text: str
) -> dict[str, float]:
    """What speaks for two figures having changed places, or against it."""
    first, second = numbers
    crossed = ranks[first] > ranks[second]
    between = _Between(one, other, zh_text, en_text)
    order = "crossed" if crossed else "straight"
    lean = leaning.among + leaning.before / 2
    signs = {
        order: 1.0,
        f"{order}:zh-together": float(between.zh_together),
        f"{order}:en-together": float(between.en_together),
        f"{order}:together": float(between.zh_together and between.en_together),
        f"{order}:turning": float(between.turning),
        f"{order}:bracket": float(between.bracket),
        f"{order}:from-to": float(between.from_to),
        f"{order}:words-for": min(_CERTAIN, max(0.0, -leaning.among)),
        f"{order}:words-against": min(_CERTAIN, max(0.0, leaning.among)),
        f"{order}:before-for": min(_CERTAIN, max(0.0, -leaning.before)),
        f"{order}:before-against": min(_CERTAIN, max(0.0, leaning.before)),
        f"{order}:leaning": float(lean < -_LEANING),
        f"{order}:holding": float(lean > _HOLDING),
        f"{order}:nouns-for": min(1.0, max(0.0, -leaning.nouns)),
        f"{order}:nouns-against": min(1.0, max(0.0, leaning.nouns)),
        f"{order}:apart": float(second - first > 1 or abs(ranks[first] - ranks[second]) > 1),
        "frames": _told_by(one, other, _frame, zh_text, en_text),
        "qualifiers": _told_by(one, other, lambda item, _: item.view.qualifier, zh_text, en_text),
        "one-unit": float(len({unit_of(item.view) for item in (one.zh, one.en, other.zh, other.en)}) == 1),
    }
    if crossed:
        back = _put_back(ranks, first, second)
        signs["crossed:in-order"] = float(back == sorted(back))
        signs["crossed:clear"] = float(between.side_by_side and _in_order(back))
    return {name: value for name, value in signs.items() if value}


class _Between:
    """What stands between two figures, and before them, in both languages."""

    def __init__(self, one: Match, other: Match, zh_text: str, en_text: str) -> None:
        assert one.zh.span
        assert other.zh.span
        assert one.en.span
        assert other.en.span
        self.zh = zh_text[one.zh.span[1] : other.zh.span[0]]
        (start, end), (then, _) = sorted((one.en.span, other.en.span))
        self.en = en_text[end:then]
        self.en_before = en_text[max(0, start - _BEFORE) : start]
        self.of_people = one.en.view.kind != "person" or not _words("en", "of_people").search(self.en)
        self.bracket = bool(_BRACKETS.search(self.zh) or _BRACKETS.search(self.en))
        self.turning = bool(
            _words("en", "turning").search(self.en)
            or _PART_OF.fullmatch(self.en)
            or _words("zh", "turning").search(self.zh)
            or "instead" in self.en_before.lower()
        )
        self.zh_together = bool(not self.zh or _MARKS.search(self.zh) or _words("zh", "side_by_side").search(self.zh))
        self.en_together = bool(_MARKS.search(self.en) or _words("en", "side_by_side").search(self.en))

    @property
    def from_to(self) -> bool:
        """Whether the two are the ends of a way: from 45 to 62."""
        turned = _words("en", "turning").search(self.en)
        return bool(_FROM.search(self.en_before) and _TO.search(self.en) and _UP_TO.search(self.zh) and not turned)

    @property
    def side_by_side(self) -> bool:
        """Whether both languages set the two side by side, with nothing that turns clauses round."""
        if self.bracket or self.turning or not self.zh_together:
            return False
        close = len(self.zh) <= _CLOSE_ZH and len(self.en) <= _CLOSE_EN and _TO.search(self.en)
        return self.en_together or bool(close)


def _told_by(one: Match, other: Match, telling: Callable[[Item, str], str | None], zh_text: str, en_text: str) -> float:
    """How many more of two figures share what tells them apart with the other's partner than share it with their own."""
    zh = [telling(match.zh, zh_text) for match in (one, other)]
    en = [telling(match.en, en_text) for match in (one, other)]
    exchanged = sum(left is not None and left == right for left, right in zip(zh, reversed(en), strict=True))
    own = sum(left is not None and left == right for left, right in zip(zh, en, strict=True))
    return float(exchanged - own)


def _frame(item: Item, text: str) -> str | None:
    """Which of the words that set two figures off stands right before one: from, to."""
    assert item.span
    before = text[max(0, item.span[0] - _FRAME) : item.span[0]]
    frames = _frames("zh" if item.claim.lang == "zh" else "en").items()
    return next((name for name, pattern in frames if pattern.search(before)), None)


@cache
def _frames(lang: str) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?:{words[lang]})\Z", re.I) for name, words in read_toml("places.toml")["before"].items()}


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


def _put_back(ranks: Sequence[int], first: int, second: int) -> list[int]:
    """The ranks with two of them exchanged."""
    back = list(ranks)
    back[first], back[second] = back[second], back[first]
    return back


def _in_order(ranks: Sequence[int]) -> bool:
    """Whether no two are turned round but neighbours: 第一年62公里 is "62 km in its first year"."""
    turned = ((i, j) for i, j in combinations(range(len(ranks)), 2) if ranks[i] > ranks[j])
    return all(j - i == 1 == ranks[i] - ranks[j] for i, j in turned)


def are_alike(one: Match, other: Match) -> bool:
    """Whether the two are different figures of the same sort of thing, so that one could stand for the other."""
    items = (one.zh, one.en, other.zh, other.en)
    if any(item.unread or not isinstance(item.view.value, NumericValue) for item in items):
        return False
    if same_value(one.zh.view, other.zh.view) or _keeps_its_unit(one, other) or _keeps_its_unit(other, one):
        return False
    # A bare number is whatever the other one is.
    stated = [item.view for item in items if item.view.kind != "number" and not item.claim.rule.startswith(_ELLIPTIC)]
    kinds = {claim.kind for claim in stated}
    if kinds == {"ordinal"} and len(stated) < len(items):
        return False
    if kinds <= {"count"}:
        # 220 2/3局 is a count and 2.53 a mean, whatever both stand beside.
        fractional = [_is_fractional(item) and item.view.kind == "number" for item in (one.en, other.en)]
        return not any(fractional) or one.en.view.kind == other.en.view.kind
    return len(kinds) == 1 and all(_one_unit([claim for claim in stated if claim.lang == lang]) for lang in ("zh", "en"))


def _one_unit(claims: Sequence[AnyClaim]) -> bool:
    """Whether the units of one language are one: 港币0.38元 and 0.41元 are, too."""
    codes = [unit_of(claim) or "" for claim in claims]
    words = [claim.normalized for claim in claims]
    return all(code == codes[0] or same_currency(codes[0], words[0], code, said) for code, said in zip(codes, words, strict=True))


def _keeps_its_unit(one: Match, other: Match) -> bool:
    """Whether a figure has one unit in both languages and the other figure another: 三次 is "three times", whatever 两片 is."""
    unit = unit_of(one.zh.view)
    return unit == unit_of(one.en.view) and unit not in (None, "item", unit_of(other.zh.view), unit_of(other.en.view))


def _is_fractional(item: Item) -> bool:
    value = item.view.value
    return isinstance(value, NumericValue) and value.number is not None and value.number.denominator != 1
