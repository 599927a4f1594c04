"""People: two names as a comparison like any other, and whether a name without a partner stands in the other text after all.

Finding people is harder than reading numbers: a name is cut short, two are taken for one (乔丹·斯皮思和贾斯汀·托马斯), a club is
taken for a person. Before a name is called another or missing, the other text is searched for any stretch that could be it.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from duizhao.consistency.names import match_names
from duizhao.consistency.names_chinese import fold
from duizhao.consistency.names_sound import sound_alike
from duizhao.consistency.verdicts import Comparison
from duizhao.model import AnyClaim, PersonValue

_HAN_RUN = re.compile(r"[一-鿿]+")
_CAPITALS = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "jr", "sr", "rev", "capt", "sen", "gen", "sgt", "st"})
# At this likeness of sound, and with this slope, chance and a real transcription are equally likely (as in `names`).
_ALIKE, _STEEP = 0.62, 18.0
# Transcriptions take at least one character for three letters and hardly more than one a letter and a half.
_LONGEST = 6


def compare_people(zh: AnyClaim, en: AnyClaim) -> Comparison:
    """Compare a Chinese and an English name; the affinity of a contradiction is how alike the names are."""
    assert isinstance(zh.value, PersonValue)
    assert isinstance(en.value, PersonValue)
    verdict = match_names(zh.value, en.value)
    if verdict.score >= 0.5:
        return Comparison("equal" if verdict.score >= 0.9 else "compatible", "", max(0.5, verdict.score))
    return Comparison("contradicts", "person.name-differs", 0.35 + verdict.score)


def same_person(one: PersonValue, other: PersonValue) -> bool:
    """Whether two names of one language are the same, or one is a part of the other: Zhou and Zhou Lin.

    >>> same_person(PersonValue(name="Zhou Lin"), PersonValue(name="Zhou"))
    True
    """
    left, right = set(fold(one.name).split()), set(fold(other.name).split())
    if left <= right or right <= left:
        return True
    return one.name in other.name or other.name in one.name


def is_pinyin_name(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether the Chinese looks like a Chinese name and every word of the English like syllables of pinyin."""
    assert isinstance(en.value, PersonValue)
    words = [word for word in fold(en.value.name).split() if word not in _TITLES]
    return _HAN_RUN.fullmatch(zh.normalized) is not None and len(zh.normalized) <= 4 and all(map(_is_syllabic, words))


def named_in_chinese(person: PersonValue, text: str) -> float:
    """0 to 1: how likely a Chinese text names an English person, in Han characters or in Latin letters."""
    words = [word for word in fold(person.name).split() if word not in _TITLES]
    if not words:
        return 0.0
    folded = fold(text)
    best = 0.0
    for word in (words[-1], words[0]):
        if len(word) > 2 and re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", folded):
            return 1.0
    for run in _HAN_RUN.findall(text):
        best = max(best, _in_run(tuple(words), run))
        if best >= 1.0:
            break
    return best


@lru_cache(maxsize=4096)
def _in_run(words: tuple[str, ...], run: str) -> float:
    """The best stretch of a run of Han characters for a name."""
    best = 0.0
    value = PersonValue(name=" ".join(words))
    for start in range(len(run)):
        for size in range(2, min(4, len(run) - start) + 1):
            window = run[start : start + size]
            verdict = match_names(PersonValue(name=window), value)
            if not verdict.how.startswith("sound"):
                best = max(best, verdict.score)
    if best >= 0.9:
        return best
    # The family name, or the given name, by its sound; a name of two Chinese syllables is no transcription.
    if len(words) > 1 and all(_is_syllabic(word) for word in words):
        return best
    for word in dict.fromkeys((words[-1], words[0])):
        if len(word) < 3:
            continue
        for start in range(len(run)):
            for size in range(max(2, len(word) // 4), min(_LONGEST, len(run) - start, (len(word) + 3) // 2) + 1):
                best = max(best, _sounds_like(run[start : start + size], word))
    return best


def _sounds_like(characters: str, letters: str) -> float:
    """Likeness of sound as a probability; short names sound alike by chance, so they need more."""
    return 1 / (1 + math.exp(-_STEEP * (sound_alike(characters, letters) - _ALIKE - 0.1 / len(characters))))


@lru_cache(maxsize=4096)
def _is_syllabic(word: str) -> bool:
    """Whether a word may be one or two Chinese syllables in pinyin."""
    return bool(re.fullmatch(r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng?|r)?){1,3}", word))


def named_in_english(person: PersonValue, text: str) -> float:
    """0 to 1: how likely an English text names a Chinese person.

    Every run of capitalised words is tried, whole and in parts of two or more: the first word of "Cao Ming" alone is no
    mention of 曹敏, though "Mr Cao" is.
    """
    return max((_in_capitals(person, tuple(words)) for words in _capital_runs(text)), default=0.0)


def _capital_runs(text: str) -> list[list[str]]:
    """Capitalised words that stand together, titles left out."""
    runs: list[list[str]] = []
    end = -1
    for found in _CAPITALS.finditer(text):
        word = found.group().removesuffix("'s").removesuffix("’s")
        if end < 0 or text[end : found.start()].strip(" ."):
            runs.append([])
        end = found.end()
        if fold(word) not in _TITLES:
            runs[-1].append(word)
        if found.group() != word:
            end = -1
    return [run for run in runs if run]


@lru_cache(maxsize=4096)
def _in_capitals(person: PersonValue, words: tuple[str, ...]) -> float:
    parts = {words} | {words[i:j] for i in range(len(words)) for j in range(i + 2, min(len(words), i + 4) + 1)}
    return max(match_names(person, PersonValue(name=" ".join(part))).score for part in parts)
