"""Chinese names that the English text spells in letters, and the Chinese sentences that hold them: `Yugang Road`, 渔港路.

No list of names is asked: what may be read as Chinese syllables is looked for by its sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from unicodedata import combining, normalize

import regex

_RUN = regex.compile(
    r"(?<![\p{L}\p{N}'-])\p{Lu}\p{Ll}++(?:['’-]?\p{L}\p{Ll}*+)?(?: \p{Lu}\p{Ll}++(?:['’-]?\p{L}\p{Ll}*+)?){0,5}+"
)
_HAN = regex.compile(r"[\p{Han}〇]++")
_VOWEL = regex.compile(r"[aeiou]")
# Syllables of a name that is looked for: one is too common a sound, and longer ones are several names.
_FEWEST, _MOST = 2, 6
# Ways to cut a word into syllables that are tried; longest syllable of Mandarin.
_WAYS, _LONGEST = 4, 6

Syllables = tuple[str, ...]


def spelled_names(zh: Sequence[str], en: Sequence[str]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """For each sentence the names, in lower case as the English spells them, that stand in both texts.

    >>> spelled_names(["渔港路起火。", "伤者在医院。"], ["A bang was heard on Yugang Road."])
    ([frozenset({'yugang'}), frozenset()], [frozenset({'yugang'})])
    """
    stated = [frozenset(_spelled(text)) for text in en]
    by_first: defaultdict[str, dict[Syllables, str]] = defaultdict(dict)
    for name in sorted(set().union(*stated)) if stated else ():
        for way in _ways(name):
            by_first[way[0]][way] = name
    found = [frozenset(_held(text, by_first)) for text in zh]
    known = set().union(*found) if found else set()
    return found, [names & known for names in stated]


def _spelled(text: str) -> Iterator[str]:
    """Capitalised words, and a few of them in a row, that can be read as Chinese syllables."""
    for match in _RUN.finditer(text):
        words = [_plain(word) for word in match.group().split(" ")]
        run: list[str] = []
        for word in [*words, ""]:
            if word and _cut(word):
                run.append(word)
                continue
            names = {" ".join(run), *run} - {""}
            yield from (name for name in names if _ways(name))
            run = []


def _plain(word: str) -> str:
    """Lower case without tone marks and dots: Lüliang, Shānxī."""
    letters = normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(letter for letter in letters if not combining(letter))


@lru_cache(maxsize=8192)
def _ways(name: str) -> tuple[Syllables, ...]:
    """Ways to read a name of one or more words as two to six syllables."""
    parts = [_cut(word) for word in name.split(" ")]
    joined = (sum(way, ()) for way in product(*parts))
    return tuple(way for way in joined if _FEWEST <= len(way) <= _MOST)


@lru_cache(maxsize=8192)
def _cut(word: str) -> tuple[Syllables, ...]:
    """Ways to cut a word into syllables; an apostrophe or hyphen is a cut.

    >>> _cut("yugang"), _cut("xi'an"), _cut("road")
    ((('yu', 'gang'),), (('xi', 'an'),), ())
    """
    pieces = regex.split("['-]", word)
    if len(pieces) > 1:
        return tuple(sum(way, ()) for way in product(*map(_cut, pieces)))[:_WAYS]
    # All ways up to each place; the last syllable that fits is tried first.
    ways: list[list[Syllables]] = [[()], *([] for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            if ways[start] and word[start:end] in _syllables():
                ways[end] += [(*way, word[start:end]) for way in ways[start]]
        ways[end] = sorted(ways[end], key=len)[:_WAYS]
    return tuple(ways[-1])


def _held(text: str, by_first: dict[str, dict[Syllables, str]]) -> Iterator[str]:
    for match in _HAN.finditer(text):
        readings = [_readings(character) for character in match.group()]
        for start, reading in enumerate(readings):
            for first in reading:
                for way, name in by_first.get(first, {}).items():
                    following = readings[start : start + len(way)]
                    if len(following) == len(way) and all(map(_holds, following, way)):
                        yield name


def _holds(reading: frozenset[str], syllable: str) -> bool:
    return syllable in reading


@lru_cache(maxsize=32768)
def _readings(character: str) -> frozenset[str]:
    """All readings of a character, without tones; ü as u and as v: what passports and keyboards make of it."""
    from pypinyin import Style, pinyin

    (found,) = pinyin([character], style=Style.NORMAL, heteronym=True)
    return frozenset(way for reading in found for way in (reading, reading.replace("v", "u").replace("ü", "u")))


@cache
def _syllables() -> frozenset[str]:
    """All syllables that some character is read with."""
    from pypinyin import Style
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.style import convert

    found = {convert(reading, Style.NORMAL, strict=False) for readings in PINYIN_DICT.values() for reading in readings.split(",")}
    plain = {way for syllable in found for way in (syllable, syllable.replace("v", "u").replace("ü", "u"))}
    return frozenset(syllable for syllable in plain if syllable.isascii() and _VOWEL.search(syllable))
