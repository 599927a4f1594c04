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
_SOUNDS = {"a": "a", "e": "ei", "i": "ie", "o": "ou", "u": "uo"}  # letters of Pinyin for each vowel of a name
_OPEN_VOWELS = "aiou"  # behind which a consonant at the end of a word is heard as a syllable of its own,
_OPEN = 0.2  # so that the syllable before it is hardly the last one
# How well the syllable before goes with one consonant of a name, by how many consonants lie between that and the last syllable's.
_BEFORE = (1.0, 0.8, 0.4)
_NO_CONSONANT = 0.5  # it begins with a vowel,
_ELSEWHERE = 0.12  # or goes with none
_ENDED = 0.6  # a syllable that is so like the end of a name may well be its last one


@lru_cache(maxsize=20_000)
def words_behind(right: str) -> tuple[str, ...]:
    """The words of a name in brackets at the beginning of a text, those with a hyphen apart; empty where there is none.

    An abbreviation in capitals (世界卫生组织 (WHO)) is no name that is told by its sounds.

    >>> words_behind(" (Brett Kavanaugh) 表示")
    ('Brett', 'Kavanaugh')
    """
    found = _BEHIND.match(right)
    if not found:
        return ()
    words = tuple(word for word in _WORD.findall(found[1]) if word[0] < "\u0250")
    words = tuple(word for word in words if word[0].isupper()) or words
    return () if all(word.isupper() for word in words) else words


def likeness(before: str, char: str, words: tuple[str, ...]) -> float:
    """How well two characters, of which the first is known, end a name, 0 to 1: the last of its words, or less likely one before.

    >>> likeness("瓦", "諾", ("Brett", "Kavanaugh")) > likeness("瓦", "說", ("Brett", "Kavanaugh"))
    True
    >>> likeness("盧", "布", ("Palu",)) < 0.2 < likeness("帕", "盧", ("Palu",))
    True
    """
    return max(_ends(words[-1], before, char), *(0.5 * _ends(word, before, char) for word in words))


def is_ended(before: str, char: str, words: tuple[str, ...]) -> bool:
    """Whether two characters end a name well, so that what follows may say what it names."""
    return likeness(before, char, words) >= _ENDED


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


@lru_cache(maxsize=2_000)
def _parts(name: str) -> tuple[str, str, str]:
    """The letters of a name, its consonants, and the letters of Pinyin for its last vowel."""
    word = _plain(name)
    if len(word) > 4:
        word = word.removesuffix("gh").removesuffix("h")
    return word, _skeleton(word), next((_SOUNDS[letter] for letter in reversed(word[-3:]) if letter in _VOWELS), "")


@lru_cache(maxsize=20_000)
def _ends(name: str, before: str, char: str) -> float:
    word, consonants, sounds = _parts(name)
    if not word:
        return _UNLIKE
    best = _UNLIKE
    for initial, syllable in _syllables(char):
        for back, alike in enumerate(_alike(initial, syllable, word, consonants[::-1])):
            if alike:
                taken = 1 + back if initial else 0
                behind = _goes_before(before, consonants[: max(0, len(consonants) - taken)])
                best = max(
                    best, alike * behind * (1.0 if not sounds or any(sound in syllable for sound in sounds) else _OTHER_VOWEL)
                )
    return best


def _skeleton(word: str) -> str:
    """The consonants of a word; y is one before a vowel."""
    return "".join(
        letter
        for letter, behind in zip(word, word[1:] + " ", strict=True)
        if letter not in _VOWELS and (letter != "y" or behind in _VOWELS)
    )


def fits(char: str, words: tuple[str, ...]) -> bool:
    """Whether a character can be any syllable of a name."""
    return any(
        letter in _LETTERS.get(initial, "")
        for initial, _ in _syllables(char)
        for word in words
        for letter in _skeleton(_plain(word))
    )


def _goes_before(char: str, consonants: str) -> float:
    """How well a character is the syllable before one that took the next consonant."""
    if not "\u4e00" <= char <= "\u9fff" or not consonants:
        # The last word has but one syllable.
        return _NO_CONSONANT
    best = _ELSEWHERE
    for initial, _ in _syllables(char):
        letters = _LETTERS.get(initial, "")
        if not initial:
            best = max(best, _NO_CONSONANT)
        for share, letter in zip(_BEFORE, reversed(consonants), strict=False):
            if letter in letters:
                best = max(best, share)
    return best


def _alike(initial: str, syllable: str, word: str, consonants: str) -> tuple[float, float, float]:
    """How well the initial and the ending of a syllable answer to the last consonant of a name, the one before and the third."""
    last, before, third = (*consonants[:3], "", "", "")[:3]
    nasal = syllable.endswith(("n", "ng"))
    if not initial:
        if syllable == "er" and word.endswith(("r", "l", "re", "le")):
            return 1.0, 0.0, 0.0
        in_vowels = word[-1] in _VOWELS and word[-2:-1] in tuple(_VOWELS)
        return 0.5 if in_vowels else 0.4 if nasal and last in ("n", "m") else 0.0, 0.0, 0.0
    letters = _LETTERS[initial]
    return (
        (0.4 if nasal and last not in "nm" else 1.0) if last and last in letters else 0.0,
        _ended_by(last, before, nasal) * (_OPEN if word[-2:-1] == last and word[-1] in _OPEN_VOWELS else 1.0)
        if before and before in letters
        else 0.0,
        (0.5 if nasal else 0.25) if third and third in letters else 0.0,
    )


def _ended_by(last: str, before: str, nasal: bool) -> float:
    """How well a syllable that begins with the consonant before the last one ends a name."""
    if last == before or (nasal and last in "nmg"):
        return 1.0
    if last in "rl":
        return 0.6
    return 0.35 if last in "nm" else 0.3
