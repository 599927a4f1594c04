"""Words that both sides of a bead share, and which of two figures they stand beside: 三个卧室 and "three bedrooms".

An *anchor* is a place in the Chinese with a place in the English that says the same: a word and its translation (the program's
dictionary, and `anchors.toml` for the words that say whose figure a figure is), a word in Latin letters, another claim that both
sides make. Where an anchor stands beside one figure in the Chinese and beside the other figure's partner in the English, it
speaks for the two having changed places; where it stands beside the same in both, against it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import Literal

from duizhao.consistency.data import read_toml
from duizhao.consistency.evidence import Span
from duizhao.consistency.match import Match
from duizhao.dictionary import chinese_words, dictionary, stem

Side = Literal["zh", "en"]

_LATIN = re.compile("[A-Za-z]+")
# What may stand between a figure and what it counts: 三张（圆）桌子, "three (round) tables".
_NEAR_ZH = re.compile("[^，,。；;：:、（）()]?")
_NEAR_EN = re.compile("[ -](?:(?!(?:and|or|in|of|to|for|at|on|with|by|from)(?![a-z]))[A-Za-z-]+ )?")
# How far a mark sets two words apart, in words.
_APART = {"、": 2.0, "，": 4.0, ",": 4.0, "；": 8.0, ";": 8.0, "。": 8.0, ".": 8.0, "！": 8.0, "!": 8.0, "？": 8.0, "?": 8.0}
_APART |= dict.fromkeys("：:()（）\n", 3.0)
_NO_MARK = re.compile(r"[0-9][.,:](?=[0-9])")
# and, 而: what stands behind one belongs to what comes.
_JOINT = re.compile("(?<![a-z])(?:and|while|whereas|but|or|plus|then)(?![a-z])|外加|[和与及而但]", re.I)
_JOINT_APART = 2.0
# Characters a word has, about.
_LETTERS: dict[Side, float] = {"zh": 1.7, "en": 5.0}
# A word before a figure is so much less its own than a word behind it.
_BEFORE, _BEFORE_AT_LEAST = 1.6, 0.5
# What may stand between a label and its figure: highs of 31, 售价为45.
_LABEL: dict[Side, re.Pattern[str]] = {
    "zh": re.compile("[为是达共约：]{0,2}"),
    "en": re.compile(r" (?:(?:of|is|was|are|were|at) )?|: ?"),
}
# An anchor so many words off a figure says a third of what it says beside it.
_REACH = 8.0
# How sharply the nearest figure takes an anchor from the others, in words.
_TAKEN = 2.0
# What an anchor weighs: a word of two characters and more, a single character (本 is book and this), another claim.
_WORD, _CHARACTER, _CLAIM = 1.0, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of the Chinese and one of the English that say the same; `weight` is how surely."""

    zh: Span
    en: Span
    weight: float


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far the anchors speak for two figures standing right (above 0) or having changed places (below).

    Attributes:
        before: of the anchors before the two in both languages, whose words may belong to both.
        among: of all others.
        nouns: of those right behind a figure in both languages: what it counts.
    """

    before: float
    among: float
    nouns: float


@cache
def _roles() -> Mapping[str, frozenset[str]]:
    """Chinese words that say whose figure a figure is, and the stems of their English."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_toml("anchors.toml")["rows"]:
        for word in row["zh"]:
            found[word].update(map(_form, row["en"]))
    return {word: frozenset(stems) for word, stems in found.items()}


@cache
def _known() -> Mapping[str, str]:
    """Every Chinese word that may be an anchor, and the stems of its English with a blank between them."""
    words = dictionary()
    return {**words, **{word: " ".join(sorted({*stems, *words.get(word, "").split()})) for word, stems in _roles().items()}}


@lru_cache(1 << 14)
def _meaning(word: str) -> tuple[tuple[str, ...], float]:
    """The stems of a word's English, and what it weighs: a word with many meanings weighs less."""
    stems = tuple(_known()[word].split(" "))
    if word in _roles():
        return stems, _WORD
    return stems, (_WORD if len(word) > 1 else _CHARACTER) / (1 + math.log(len(stems)) / 3)


class Surroundings:
    """The anchors of one bead.

    Args:
        placed: what agrees in the bead, with places in both texts, in the order of the Chinese.
        zh_text: the Chinese of the bead.
        en_text: the English.
    """

    def __init__(self, placed: Sequence[Match], zh_text: str, en_text: str) -> None:
        self._placed = placed
        self._texts: dict[Side, str] = {"zh": zh_text, "en": en_text}
        self._marks = {side: _marks(text) for side, text in self._texts.items()}

    def leaning(self, first: int, second: int) -> Leaning:
        """Where the anchors lean for the matches number `first` and `second`."""
        one, other = self._placed[first], self._placed[second]
        starts = {side: min(_span(one, side), _span(other, side))[0] for side in self._texts}
        before = among = nouns = 0.0
        for anchor, zh, en in self._distances:
            own = anchor.zh in (one.zh.span, other.zh.span)
            weight = 0.0 if own else anchor.weight * _side_taken(zh, first, second) * _side_taken(en, first, second)
            if self._counted(anchor, one, other):
                nouns += math.copysign(anchor.weight, weight)
            if anchor.zh[1] <= starts["zh"] and anchor.en[1] <= starts["en"]:
                before += weight
            else:
                among += weight
        return Leaning(before, among, nouns)

    @cached_property
    def _distances(self) -> list[tuple[Anchor, list[float], list[float]]]:
        """Each anchor with its distance from each match in the Chinese and in the English, in words."""
        claims = self._claims()
        words = [
            anchor
            for anchor in _translated(self._texts["zh"], self._texts["en"])
            if not any(_overlap(anchor.zh, claim.zh) for claim in claims)
        ]
        return [
            (
                anchor,
                [self._distance("zh", _span(match, "zh"), anchor.zh) for match in self._placed],
                [self._distance("en", _span(match, "en"), anchor.en) for match in self._placed],
            )
            for anchor in (*words, *claims)
        ]

    def _counted(self, anchor: Anchor, one: Match, other: Match) -> bool:
        """Whether an anchor stands right behind one of two figures in either language."""
        zh, en = self._texts["zh"], self._texts["en"]
        return any(_NEAR_ZH.fullmatch(zh, _span(match, "zh")[1], anchor.zh[0]) for match in (one, other)) and any(
            _NEAR_EN.fullmatch(en, _span(match, "en")[1], anchor.en[0]) for match in (one, other)
        )

    def _claims(self) -> list[Anchor]:
        return [Anchor(_span(match, "zh"), _span(match, "en"), _CLAIM) for match in self._placed]

    def _distance(self, side: Side, figure: Span, word: Span) -> float:
        """How many words off a figure a word stands, with what marks set apart; infinity for a figure from itself."""
        if figure == word:
            return math.inf
        start, end = (figure[1], word[0]) if word[0] >= figure[1] else (word[1], figure[0])
        if end < start:
            return 0.0
        if word[1] <= figure[0] and _LABEL[side].fullmatch(self._texts[side], start, end):
            return _BEFORE_AT_LEAST
        apart = self._marks[side][end] - self._marks[side][start]
        words = (end - start) / _LETTERS[side]
        return apart + (words if word[0] >= figure[1] else _BEFORE * words + _BEFORE_AT_LEAST)


def _side_taken(distances: Sequence[float], first: int, second: int) -> float:
    """How far an anchor is the first figure's (to 1) or the second's (to -1), less where it is far off or another's."""
    one, other = distances[first], distances[second]
    if math.isinf(one) or math.isinf(other):
        return 0.0
    nearest = min(one, other)
    others = min((far for index, far in enumerate(distances) if index not in (first, second)), default=math.inf)
    share = 1 / (1 + math.exp(min(30.0, (nearest - others) / _TAKEN)))
    return (other - one) / (one + other + 1) * math.exp(-nearest / _REACH) * share


def _span(match: Match, side: Side) -> Span:
    span = (match.zh if side == "zh" else match.en).span
    assert span is not None
    return span


def _overlap(word: Span, claim: Span) -> bool:
    """Whether a word is part of a claim: its unit, which both figures may have."""
    return claim[0] < word[1] and word[0] < claim[1]


def _marks(text: str) -> list[float]:
    """How far the marks before each offset set apart what is on both sides of them, summed up."""
    numerals = {found.start() + 1 for found in _NO_MARK.finditer(text)}
    apart = [0.0 if index in numerals else _APART.get(mark, 0.0) for index, mark in enumerate(text)]
    for joint in _JOINT.finditer(text):
        apart[joint.start()] += _JOINT_APART
    return [0.0, *accumulate(apart)]


def _form(word: str) -> str:
    """What English words are compared by: their stems; of a letter alone, party A and not a party, the letter."""
    return word if len(word) == 1 else stem(word)


def _translated(zh_text: str, en_text: str) -> list[Anchor]:
    """Words of the Chinese with each English word that may translate them."""
    english: dict[str, list[Span]] = defaultdict(list)
    for word in _LATIN.finditer(en_text):
        english[_form(word[0])].append(word.span())
    found = []
    for start, characters in chinese_words(zh_text, _known()):
        stems, weight = _meaning(characters)
        places = [span for one in stems if one in english for span in english[one]]
        found += [Anchor((start, start + len(characters)), span, weight / len(places)) for span in places]
    for word in _LATIN.finditer(zh_text):
        places = english.get(_form(word[0]), [])
        found += [Anchor(word.span(), span, _WORD / len(places)) for span in places]
    return found
