"""Words that say how exactly a number is meant, beside a numeral of either language."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from duizhao.claims import lexicon
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.tokens_en import Tokens, split_words
from duizhao.claims.units import Phrase
from duizhao.claims.words_zh import common_words, dictionary
from duizhao.model import NumericValue, Qualifier

# What a negated bound says.
_TURNED: Final[dict[Qualifier, Qualifier]] = {"over": "at_most", "under": "at_least"}
# 比他快三秒, 提前或加快5天: of speed, not of what is nearly reached.
_FASTER = re.compile(r"(?:[比较更得地最太还很又为速时每跑走]|提前|领先)[^，。；！？]*+\Z")
_SAID_BEFORE = 12
# How far before "for more than" its "shall not" may stand, in tokens.
_BARRED_REACH = 10
_Phrases = dict[str, tuple[tuple[Phrase, Qualifier], ...]]


@cache
def _chinese() -> tuple[dict[str, Qualifier], dict[str, Qualifier], int, int]:
    before: dict[str, Qualifier] = {}
    after: dict[str, Qualifier] = {}
    for row in lexicon.qualifiers().zh.qualifier:
        before |= dict.fromkeys(row.before, row.name)
        after |= dict.fromkeys(row.after, row.name)
    return before, after, max(map(len, before)), max(map(len, after))


@cache
def _english() -> tuple[_Phrases, _Phrases]:
    before: dict[str, list[tuple[Phrase, Qualifier]]] = {}
    after: dict[str, list[tuple[Phrase, Qualifier]]] = {}
    for row in lexicon.qualifiers().en.qualifier:
        for phrase in map(split_words, row.before):
            before.setdefault(phrase[-1], []).append((phrase, row.name))
        for phrase in map(split_words, row.after):
            after.setdefault(phrase[0], []).append((phrase, row.name))
    return (
        {last: tuple(sorted(rows, key=lambda r: -len(r[0]))) for last, rows in before.items()},
        {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in after.items()},
    )


def chinese_before(text: str, start: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier word that ends at `start` (a space between is passed), and where it begins.

    A single character does not count inside a longer word: 预约3分钟 is no 约3分钟.
    """
    before, _, longest, _ = _chinese()
    at = start
    while at > 0 and text[at - 1] == " ":
        at -= 1
    for begin in range(max(0, at - longest), at):
        name = before.get(text[begin:at])
        if name is None:
            continue
        if (at - begin == 1 or text[begin] == "约") and begin > 0 and _part_of_word(text, begin, begin + 1):  # 预约需3分钟
            return None
        if text[begin:at] == "快" and _FASTER.search(text, max(0, begin - _SAID_BEFORE), begin):
            return None
        return _negated_chinese(text, begin, name)
    return _spaced_before(text, at) if " " in text[max(0, at - longest) : at] else None


def _negated_chinese(text: str, begin: int, name: Qualifier) -> tuple[int, Qualifier]:
    """不会超过: the bound turned round by what stands before it, and where that begins."""
    if name not in _TURNED or text[begin] in "不未没":
        return begin, name
    words, longest = _negations()
    for start in range(max(0, begin - longest), begin):
        if text[start:begin] in words and not (begin - start == 1 and _part_of_word(text, start, begin)):  # 类别超过
            return start, _TURNED[name]
    return begin, name


@cache
def _negations() -> tuple[frozenset[str], int]:
    words = lexicon.qualifiers().zh.negations
    return frozenset(words), max(map(len, words))


def _spaced_before(text: str, at: int) -> tuple[int, Qualifier] | None:
    """小于 或 等于: a qualifier of several words with spaces between them."""
    before, _, longest, _ = _chinese()
    places = [k for k in range(max(0, at - 2 * longest), at) if text[k] != " "]
    for first in range(len(places)):
        name = before.get("".join(text[k] for k in places[first:]))
        if name is not None and len(places) - first > 2:
            return places[first], name
    return None


def _part_of_word(text: str, begin: int, end: int) -> bool:
    """Whether a word ends with the single character at `begin`: 预约, but not 完成约, where 完成 is commoner than 成约."""
    words, common = dictionary(), common_words()
    for k in range(max(0, begin - 2), begin):
        word = text[k:end]
        if word not in words:
            continue
        rest = text[k:begin] if begin - k == 2 else text[max(0, k - 1) : begin]
        if word in common or len(rest) < 2 or rest not in common:
            return True
    return False


def chinese_after(text: str, end: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier word that starts at `end`, and where it stops."""
    _, after, _, longest = _chinese()
    at = end + 1 if text[end : end + 1] == " " else end
    for stop in range(min(len(text), at + longest), at, -1):
        name = after.get(text[at:stop])
        if name is not None:
            return stop, name
    return None


def english_before(tokens: Tokens, at: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier phrase that ends before token `at`, and the token it begins with."""
    for phrase, name in _english()[0].get(tokens.word(at - 1), ()):
        begin = at - len(phrase)
        if begin >= 0 and tuple(tokens.words[begin:at]) == phrase:
            if phrase == ("up", "to") and tokens.word(begin - 1) in lexicon.qualifiers().en.adding:
                return None  # they add up to twelve
            return _negated_english(tokens, begin, name)
    return None


def _negated_english(tokens: Tokens, begin: int, name: Qualifier) -> tuple[int, Qualifier]:
    """may not be less than, never exceed: the bound turned round, and the token with which that begins."""
    if name not in _TURNED:
        return begin, name
    facts = lexicon.qualifiers().en
    for between in ("", *facts.between):
        words = tuple(between.split())
        at = begin - len(words)
        if at > 0 and tuple(tokens.words[at:begin]) == words and tokens.words[at - 1] in facts.negations:
            return at - (2 if at > 1 and tokens.words[at - 2] in facts.modals else 1), _TURNED[name]
    return (begin, "at_most") if name == "over" and _barred(tokens, begin) else (begin, name)


def _barred(tokens: Tokens, begin: int) -> bool:
    """shall not be on duty for more than: the bound of what is forbidden, some words on."""
    if tokens.word(begin - 1) != "for":
        return False
    barring = lexicon.qualifiers().en.barring
    for at in range(begin - 2, max(0, begin - _BARRED_REACH), -1):
        if tokens.words[at] in {",", ".", ";", ":", "and", "but"}:
            return False
        if tokens.words[at] == "not" and tokens.words[at - 1] in barring:
            return True
    return False


def english_after(tokens: Tokens, at: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier phrase that starts at token `at`, and the token after it."""
    for phrase, name in _english()[1].get(tokens.word(at), ()):
        if tuple(tokens.words[at : at + len(phrase)]) == phrase:
            return at + len(phrase), name
    return None


def bounded(number: Numeral, qualifier: Qualifier, unit: str | None) -> NumericValue:
    """Number, bounds and unit as the record wants them: a qualifier opens the side that it leaves open."""
    value, low, high = number.number, number.low, number.high
    point = low == high
    match qualifier:
        case "about" if point:
            low = high = None
        case "nearly" | "under" | "at_most":
            low = None
        case "over" | "at_least" if point or number.qualifier == "exact":
            high = None
    if not point and low is not None and high is None and value is None:
        value = None
    return NumericValue(number=value, low=low, high=high, unit=unit)
