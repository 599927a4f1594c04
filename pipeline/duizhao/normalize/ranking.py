"""Which of the characters that a hole allows stood there: both sides of the hole, the words, the whole text, and names.

Every reading gets some numbers, log-probabilities and counts, that are added up with weights. The weights are fitted on holes
of the half of the benchmark kept for tuning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from operator import mul

from duizhao.normalize.language import LanguageModel, follow
from duizhao.normalize.names_behind import fits, is_ended, likeness, words_behind
from duizhao.normalize.ngrams import LONGEST, load_ngrams
from duizhao.normalize.symbols import LINE, symbols
from duizhao.normalize.words import Gap

Choice = tuple[str, float]

_CLEAR = 9.0  # a reading that is so far ahead, in nats, is not weighed any further
_FIRST = 32  # readings that are looked at with what stands behind
_SHORTLIST = 10  # readings that are weighed in full,
_BEHIND = 14.0  # unless they are so far behind, in nats
_AROUND = 40  # characters on each side that are counted as symbols
_DIGITS = re.compile(" ?[0-9]")
_CONTEXT = 5  # characters on each side that are divided into words
_NAMED = 0.9  # how often a character before a name in brackets is the last one of the same name in Chinese
_NOT_NAMED = 0.6
# What a name may end with that says what it names, and how often one of them does.
_KINDS = frozenset("市省郡州縣县島岛港鎮镇村區区河江山湖灣湾隊队黨党報报社")
_KIND = 0.04
_KIND_WITHIN = 0.002  # where the name does not seem to have ended
_BRACKET = 64  # characters in which a name in brackets is looked for
_ANY = 0.1  # how often a name is written with characters as common in other words
# What the sounds of a name weigh, and the least and the most that they do, in nats.
_LIKENESS, _LEAST_LIKE, _MOST_LIKE = 0.5, -5.0, 6.0
_OPENING = {"”": "“", "」": "「", "’": "‘", "』": "『", "）": "（", "》": "《", "】": "【", "〉": "〈"}
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}
_TIGHT = frozenset("（）《》【】〈〉")
_QUOTES = frozenset(_CLOSING) - _TIGHT
_PAIRED = frozenset(_OPENING) | frozenset(_CLOSING)
_STOPS = frozenset("，。！？；")
_TERM = 12  # characters of words in quotation marks that are no speech
# What the rest of the text can add, in nats.
_MOST_SEEN = 10.0
_LEAST_SEEN = -3.0
_ALONE = 0.2  # how far the characters of a long text are believed about what stands in it,
_SHORT = 500  # and of a text of so many characters half as far

# What the numbers of `measures` weigh.
_WEIGHTS = {
    "plain": 0.8,
    "words": 0.5,
    "classes": 0.28,
    "counted": 0.4,
    "counted before a figure": 0.65,
    "elsewhere": 0.7,
    "named": 1.2,
    "closes": 4.2,
    "closes a line": 5.0,
    "closes speech": 2.0,
    "closes far": 0.5,
    "closes, goes on": -0.3,
    "closes nothing": -2.4,
    "closes outer": -3.6,
    "opens": 5.0,
    "opens again": 0.5,
    "bracket": 9.0,
}
_NAMES = tuple(_WEIGHTS)
_AT = {name: at for at, name in enumerate(_NAMES)}
_PLAIN, _AT_WORDS, _CLASSES = _AT["plain"], _AT["words"], _AT["classes"]
_ELSEWHERE, _NAMED_AS = _AT["elsewhere"], _AT["named"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a text without a guess, damaged or not: characters, two and three in a row."""

    runs: Counter[str]
    total: int


def seen_of(runs: Counter[str]) -> Seen:
    """The counts of single characters, pairs and triples, and how many characters there are."""
    return Seen(runs, sum(count for run, count in runs.items() if len(run) == 1))


def ranked(found: Sequence[str], left: str, right: str, model: LanguageModel, seen: Seen) -> list[Choice]:
    """The readings of a hole, best first, each with its share of the probability among them.

    `left` and `right` are what stands before and behind, as far as it matters.
    """
    texts, rows = measures(found, left, right, model, seen)
    weights = tuple(_WEIGHTS.values())
    scored = sorted(((sum(map(mul, weights, row)), text) for text, row in zip(texts, rows, strict=True)), reverse=True)
    best = scored[0][0]
    total = sum(exp(score - best) for score, _ in scored)
    return [(text, exp(score - best) / total) for score, text in scored]


def measures(
    found: Sequence[str], left: str, right: str, model: LanguageModel, seen: Seen
) -> tuple[list[str], list[list[float]]]:
    """The readings that are worth weighing, and their numbers in the order of the weights."""
    previous = ""
    for char in left[-2:]:
        previous = follow(previous, char)
    name = words_behind(right[:_BRACKET])
    if len(found) > _FIRST and not name:
        found = sorted(found, key=lambda text: -model.score(text, previous))[:_FIRST]
    plain = {text: model.in_place(left[-12:], previous, text, right[:8]) for text in found}
    gap = Gap(model.words, left[-_CONTEXT:], right[:_CONTEXT]) if name else None
    named = _named(plain, left, name, model, gap) if gap else {}
    order = sorted(found, key=lambda text: -(plain[text] + named.get(text, 0.0)))
    if plain[order[0]] - plain[order[1]] > _CLEAR and order[0] not in _PAIRED and not named:
        return order[:1], [[plain[order[0]], *([0.0] * (len(_NAMES) - 1))]]
    least = plain[order[0]] + named.get(order[0], 0.0) - _BEHIND
    texts = [text for text in order[:_SHORTLIST] if text in _PAIRED or plain[text] + named.get(text, 0.0) > least]
    gap = gap or Gap(model.words, left[-_CONTEXT:], right[:_CONTEXT])
    counted = _counted(texts, left, right)
    place = _AT["counted before a figure" if _DIGITS.match(right) else "counted"]
    rows = []
    for text in texts:
        row = [0.0] * len(_NAMES)
        row[_PLAIN] = plain[text]
        if len(text) == 1:
            row[_AT_WORDS], row[_CLASSES] = gap.filled(text)
        else:
            row[_AT_WORDS] = model.words.score(left[-_CONTEXT:] + text + right[:_CONTEXT])
        row[place] = counted.get(text, 0.0)
        row[_ELSEWHERE] = _elsewhere(left, text, right, model, seen)
        row[_NAMED_AS] = named.get(text, 0.0)
        for at, char in enumerate(text):
            if char in _PAIRED:
                kind, value = _balance(left + text[:at], char, text[at + 1 :] + right)
                row[_AT[kind]] += value
        rows.append(row)
    return texts, rows


def _counted(texts: Sequence[str], left: str, right: str) -> dict[str, float]:
    """How likely each reading is in running text, where all of them are words; marks follow the habits of a text."""
    if not all("\u4e00" <= char <= "\u9fff" for text in texts for char in text):
        return {}
    before, behind = symbols(left[-_AROUND:])[1 - LONGEST :], symbols(right[:_AROUND])[: LONGEST - 1] or LINE
    ngrams = load_ngrams()
    return {text: ngrams.score(before, symbols(text) + behind) for text in texts}


def _named(plain: dict[str, float], left: str, words: tuple[str, ...], model: LanguageModel, gap: Gap) -> dict[str, float]:
    """What it adds that a name in Latin letters stands behind, of which the hole may end the Chinese form."""
    if not "\u4e00" <= left[-1:] <= "\u9fff" and left[-1:] not in "·．":
        return {}
    added = {}
    chance = (_NAMED if fits(left[-1], words) else _NOT_NAMED) * (0.3 + 0.7 * model.name_share(left[-1:]))
    kind = _KIND if is_ended(left[-_CONTEXT:], words) else _KIND_WITHIN
    for text in plain:
        if len(text) == 1 and "\u4e00" <= text <= "\u9fff":
            in_word = _WEIGHTS["plain"] * model.log_probability(left[-1:], text)
            in_word += _WEIGHTS["words"] * (gap.filled(text)[0] - gap.around())
            as_name = (1 - _ANY) * model.name_probability(left[-1:], text) + _ANY * exp(model.unigram(text))
            as_name *= exp(max(_LEAST_LIKE, min(_LIKENESS * likeness(left[-_CONTEXT:], text, words), _MOST_LIKE)))
            as_kind = kind if text in _KINDS else 1e-9
            ahead = (_WEIGHTS["plain"] + _WEIGHTS["words"]) * log(as_name + as_kind) - in_word
            added[text] = log(1 - chance + chance * exp(min(ahead, 50.0)))
        else:
            added[text] = log(1 - chance)
    return added


def _elsewhere(left: str, text: str, right: str, model: LanguageModel, seen: Seen) -> float:
    """What the rest of the text adds: how often a character stands in it, and beside the same ones."""
    if not seen.total or len(text) != 1 or not "\u4e00" <= text <= "\u9fff":
        return 0.0
    runs = seen.runs
    alone = runs[text] / seen.total
    trust = _ALONE * seen.total / (seen.total + _SHORT)
    added = 0.0
    before, behind = left[-1:], right[:1]
    if "\u4e00" <= before <= "\u9fff":
        plain = exp(model.log_probability(before, text))
        mixed = (1 - trust) * plain + trust * alone
        added += log(_with_runs(mixed, runs, before, left[-2:], before + text, left[-2:] + text) / plain)
    if "\u4e00" <= behind <= "\u9fff":
        plain = exp(model.unigram(text))
        mixed = (1 - trust) * plain + trust * alone
        added += log(_with_runs(mixed, runs, behind, right[:2], text + behind, text + right[:2]) / plain)
    return max(_LEAST_SEEN, min(added, _MOST_SEEN))


def _with_runs(share: float, runs: Counter[str], one: str, two: str, pair: str, triple: str) -> float:
    """A share made closer to what is counted beside one character, and beside two."""
    count = runs[one]
    share = (3 * share + runs[pair]) / (3 + count)
    count = runs[two] if len(two) == 2 else 0
    return (share + runs[triple]) / (1 + count) if count else share


def _balance(before: str, char: str, behind: str) -> tuple[str, float]:
    """Which number a mark that stands in pairs adds to, and how much."""
    if char in _OPENING:
        opening = _OPENING[char]
        opened = before.rfind(opening)
        is_open = opened > before.rfind(char)
        if char in _TIGHT:
            return "bracket", 1.0 if is_open and "\n" not in before[opened:] else -1.0
        if not is_open:
            return "closes nothing", 1.0
        if any(before.rfind(other) > max(opened, before.rfind(_CLOSING[other])) for other in _QUOTES):
            return "closes outer", 1.0
        closes, opens = behind.find(char), behind.find(opening)
        if closes >= 0 and (opens < 0 or closes < opens):
            return "closes, goes on", 1.0
        if before.rfind("\n") > opened:
            return "closes far", 1.0
        if behind and behind[0] != "\n":
            return "closes", 1.0
        # Words in quotation marks end a line without a full stop; what somebody said has one before the mark.
        return (
            "closes speech" if len(before) - opened > _TERM or not _STOPS.isdisjoint(before[opened:]) else "closes a line"
        ), 1.0
    closing = _CLOSING[char]
    closes, opens = behind.find(closing), behind.find(char)
    is_open = before.rfind(char) > before.rfind(closing)
    closed = closes >= 0 and (opens < 0 or closes < opens)
    if char in _TIGHT:
        closed = closed and "\n" not in behind[:closes]
        is_open = is_open and "\n" not in before[before.rfind(char) :]
        return "bracket", (1.0 if closed else -1.0) - (2.0 if is_open else 0.0)
    if is_open:
        return "opens again", 1.0
    return "opens", 1.0 if closed else 0.0
