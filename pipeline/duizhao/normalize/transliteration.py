"""Whether a Chinese character can be the last syllable of a name in Latin letters, as in 卡瓦諾 (Kavanaugh).

Newspapers give the original behind a transliterated name. The initial of the Chinese syllable answers to one of the last
consonants, and a syllable in -n or -ng to an m or n behind it. That is rough, and tells 諾 from 說.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from duizhao.normalize.readings import readings

_BEHIND = re.compile(r" ?[(（]([^()（）\n]{1,60})")
_WORD = re.compile(r"[^\W\d_]++(?:[-'’][^\W\d_]++)*+")
# Initials of Pinyin, and the letters of other languages that they stand for.
_LETTERS = {
    "b": "bpv",
    "p": "pbf",
    "m": "m",
    "f": "fvpw",
    "d": "dt",
    "t": "td",
    "n": "n",
    "l": "lr",
    "g": "gckqj",
    "k": "kcgqxh",
    "h": "hjwkgf",
    "j": "gjkczqd",
    "q": "ckqtzg",
    "x": "sxchzj",
    "zh": "jgzcdst",
    "ch": "cts",
    "sh": "scxh",
    "r": "rjlg",
    "z": "zsdtcj",
    "c": "ztcs",
    "s": "sztcx",
    "y": "yjgh",
    "w": "wvhq",
}
_VOWELS = "aeiou"
_UNLIKE = 0.03
_OTHER_VOWEL = 0.6


def words_behind(right: str) -> tuple[str, ...]:
    """The words of a name in brackets at the beginning of a text; empty where there is none.

    >>> words_behind(" (Brett Kavanaugh) 表示")
    ('Brett', 'Kavanaugh')
    """
    found = _BEHIND.match(right)
    if not found:
        return ()
    words = tuple(word for word in _WORD.findall(found[1]) if word[0] < "\u0250")
    return tuple(word for word in words if word[0].isupper()) or words


def likeness(char: str, words: tuple[str, ...]) -> float:
    """How well a character ends a name, 0 to 1: the last of its words, or less likely one before.

    >>> likeness("諾", ("Brett", "Kavanaugh")) > likeness("說", ("Brett", "Kavanaugh"))
    True
    """
    return max(_ends(words[-1], char), 0.5 * max(_ends(word, char) for word in words))


@cache
def _syllables(char: str) -> frozenset[tuple[str, str]]:
    """Initial and syllable without tone of each reading."""
    found = set()
    for reading in readings(char):
        letters = _plain(reading)
        initial = letters[:2] if letters[:2] in ("zh", "ch", "sh") else letters[:1] if letters[:1] in _LETTERS else ""
        found.add((initial, letters))
    return frozenset(found)


def _plain(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word.lower()) if char.isascii() and char.isalpha())


@lru_cache(maxsize=20_000)
def _ends(name: str, char: str) -> float:
    word = _plain(name)
    if not word:
        return _UNLIKE
    if len(word) > 4:
        word = word.removesuffix("gh").removesuffix("h")
    consonants = [letter for letter in word.removesuffix("y") if letter not in _VOWELS]
    last, before, third = ([""] * 3 + consonants)[:-4:-1]
    vowel = next((letter for letter in reversed(word[-3:]) if letter in _VOWELS), "")
    best = _UNLIKE
    for initial, syllable in _syllables(char):
        best = max(best, _alike(initial, syllable, word, (last, before, third)) * (1.0 if vowel in syllable else _OTHER_VOWEL))
    return best


def _alike(initial: str, syllable: str, word: str, consonants: tuple[str, str, str]) -> float:
    """How well the initial and the ending of a syllable answer to the last consonants of a name."""
    last, before, third = consonants
    nasal = syllable.endswith(("n", "ng"))
    if not initial:
        if syllable == "er" and word.endswith(("r", "l", "re", "le")):
            return 1.0
        in_vowels = word[-1] in _VOWELS and word[-2:-1] in tuple(_VOWELS)
        return 0.5 if in_vowels else 0.4 if nasal and last in ("n", "m") else 0.0
    letters = _LETTERS[initial]
    best = 0.0
    if last and last in letters:
        best = 0.4 if nasal and last not in "nm" else 1.0
    if before and before in letters:
        best = max(best, _ended_by(last, before, nasal))
    if third and third in letters:
        best = max(best, 0.5 if nasal else 0.25)
    return best


def _ended_by(last: str, before: str, nasal: bool) -> float:
    """How well a syllable that begins with the consonant before the last one ends a name."""
    if last == before or (nasal and last in "nmg"):
        return 1.0
    if last in "rl":
        return 0.6
    return 0.35 if last in "nm" else 0.3
