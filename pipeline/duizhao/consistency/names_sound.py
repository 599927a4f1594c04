"""Does a Chinese transcription sound like a foreign name? Both sides are cut into sounds and aligned by weighted edits.

The Chinese side is read in pinyin and cut into initials, vowels and endings; the Latin side into consonant letters and groups of
vowels. What a Mandarin initial may stand for, and at what cost, is data (`romanization.toml`, `[sound.initials]`). Vowels weigh
little: transcription adds them freely between consonants (特朗普, t-r-m-p).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from duizhao.consistency.data import read_toml
from duizhao.transliteration import syllable_of

VOWEL_WEIGHT = 0.35
_MULTI = tuple("tsch sch tch dzh ch sh th ph kh gh ck zh dj dz ts ds tz cz sz kn gn wh rh qu dh".split())  # noqa: SIM905
# Groups that are also two sounds of their own, as in Djokovic; a double letter may be two as well (Tommy is 汤米).
_LOOSE = frozenset(("dj", "th", "kh", "gh", "dz", "ts", "tz", "sz", "gn", "rh", "dh", "ds"))
_VOWELS = frozenset("aeiou")
_SYLLABLE_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound: `kind` is `c` (consonant), `v` (vowel) or `n` (a nasal ending of a Chinese syllable)."""

    kind: str
    letters: str


@lru_cache(maxsize=16384)
def sound_alike(characters: str, letters: str) -> float:
    """0 to 1: how well the Han characters, read in Mandarin, sound like the Latin letters (folded, no spaces).

    >>> sound_alike("特朗普", "trump") > 0.8 > 0.4 > sound_alike("特朗普", "biden")
    True
    """
    chinese = _chinese(characters)
    if not chinese:
        return 0.0
    return max((_likeness(chinese, latin) for latin in _readings(letters)), default=0.0)


def _likeness(chinese: Sequence[Sound], latin: Sequence[Sound]) -> float:
    weight = (sum(map(_weight, chinese)) + sum(map(_weight, latin))) / 2
    return max(0.0, 1.0 - _align(chinese, latin) / weight)


def _readings(letters: str) -> Iterator[list[Sound]]:
    """The ways to read Latin letters: as they stand, without a silent e, with groups like dj and th as two sounds."""
    spelled = {letters}
    silent = _SILENT.sub(r"\1\2", letters)
    if len(silent) > 2:
        spelled.add(silent)
    for form in sorted(spelled):
        for loose in (False, True):
            sounds = _latin(form, loose)
            if sounds:
                yield sounds


def _weight(sound: Sound) -> float:
    return 1.0 if sound.kind == "c" else VOWEL_WEIGHT if sound.kind == "v" else 0.6


def _align(chinese: Sequence[Sound], latin: Sequence[Sound]) -> float:
    width = len(latin) + 1
    previous = [0.0] * width
    for column in range(1, width):
        previous[column] = previous[column - 1] + _drop_latin(latin, column - 1)
    for row, left in enumerate(chinese):
        current = [previous[0] + _drop_chinese(chinese, row)] + [0.0] * (width - 1)
        for column in range(1, width):
            current[column] = min(
                previous[column] + _drop_chinese(chinese, row),
                current[column - 1] + _drop_latin(latin, column - 1),
                previous[column - 1] + _swap(left, latin[column - 1]),
            )
        previous = current
    return previous[-1]


# The e that English leaves silent: Gates, Charles, Clarke.
_SILENT = regex.compile(r"([^aeiou])e(s?)$")


def _drop_chinese(chinese: Sequence[Sound], index: int) -> float:
    sound = chinese[index]
    if sound.kind == "v":
        return 0.06 if sound.letters in ("e", "i", "u") else 0.2
    if sound.kind == "n":
        return 0.8
    return 0.45 if sound.letters == "er" else 0.35 if sound.letters in ("y", "w") else 1.15


def _drop_latin(latin: Sequence[Sound], index: int) -> float:
    sound = latin[index]
    if sound.kind == "v":
        return 0.12 if index == len(latin) - 1 and sound.letters in ("e", "es") else 0.22
    following = latin[index + 1] if index + 1 < len(latin) else None
    if sound.letters == "r" and (following is None or following.kind == "c"):
        return 0.15
    if sound.letters in ("h", "w", "gh"):
        return 0.25
    if sound.letters == "y":
        return 0.4
    if (following is None or following.kind == "c") and sound.letters in ("t", "d", "p", "b", "k", "c", "g", "th"):
        return 0.5  # stops at the end of a syllable are often left out: Schmidt, Wright
    if sound.letters == "l" and following is not None and following.kind == "c":
        return 0.5  # Faulkner, Walton
    return 0.9


def _swap(chinese: Sound, latin: Sound) -> float:
    if chinese.kind == "v" and latin.kind == "v":
        return 0.0 if set(chinese.letters) & set(latin.letters) else 0.15
    if chinese.kind == "n" and latin.kind == "c":
        return {"n": 0.0, "ng": 0.0, "kn": 0.0, "gn": 0.0, "m": 0.1 if chinese.letters == "n" else 0.2}.get(latin.letters, 1.2)
    if chinese.kind == "c" and latin.kind == "c":
        if chinese.letters == "er":
            return {"l": 0.0, "r": 0.05}.get(latin.letters, 1.2)
        return _costs()[chinese.letters].get(latin.letters, 1.2)
    if chinese.kind == "c" and latin.kind == "v" and chinese.letters in ("y", "w"):
        return _costs()[chinese.letters].get(latin.letters[0], 0.35)
    if chinese.kind == "v" and latin.kind == "c" and latin.letters in ("y", "w", "h"):
        return 0.2
    return 2.0


@cache
def _costs() -> Mapping[str, Mapping[str, float]]:
    costs: Mapping[str, Mapping[str, float]] = read_toml("romanization.toml")["sound"]["initials"]
    return costs


def _chinese(characters: str) -> list[Sound]:
    han = (character for character in characters if "\u3400" <= character <= "\u9fff")
    return [sound for character in han for sound in _syllable(syllable_of(character))]


def _syllable(syllable: str) -> list[Sound]:
    if syllable == "er":
        return [Sound("c", "er")]
    initial = next((letters for letters in _SYLLABLE_INITIALS if syllable.startswith(letters)), "")
    final = syllable[len(initial) :]
    sounds = [Sound("c", initial)] if initial else []
    nasal = "ng" if final.endswith("ng") else "n" if final.endswith("n") else ""
    vowel = final.removesuffix(nasal) if nasal else final
    if initial in ("zh", "ch", "sh", "r", "z", "c", "s") and vowel == "i":
        vowel = "e"  # the buzzing vowel of 斯, 茨, 什 stands for none
    if initial == "y" and vowel == "i":
        sounds.pop()  # yi begins with its vowel
    if vowel:
        sounds.append(Sound("v", vowel.replace("v", "u")))
    if nasal:
        sounds.append(Sound("n", nasal))
    return sounds


def _latin(letters: str, loose: bool) -> list[Sound]:
    sounds: list[Sound] = []
    index = 0
    while index < len(letters):
        if letters.startswith("mc", index) and index == 0:
            sounds += [Sound("c", "m"), Sound("c", "k")]
            index += 2
            continue
        group = next((g for g in _MULTI if letters.startswith(g, index) and not (loose and g in _LOOSE)), "")
        if group == "qu":
            sounds.append(Sound("c", "k"))
            index += 2
            continue
        if group:
            sounds.append(Sound("c", "f" if group == "ph" else group))
            index += len(group)
            continue
        letter = letters[index]
        if letter in _VOWELS or (letter == "y" and not (index + 1 < len(letters) and letters[index + 1] in _VOWELS)):
            stop = index
            while stop < len(letters) and (letters[stop] in _VOWELS or (letters[stop] == "y" and stop > index)):
                stop += 1
            stop = max(stop, index + 1)
            sounds.append(Sound("v", letters[index:stop].replace("y", "i")))
            index = stop
            continue
        if letter == "x" and index > 0:
            sounds += [Sound("c", "k"), Sound("c", "s")]
        elif loose or not (sounds and sounds[-1] == Sound("c", letter)):
            sounds.append(Sound("c", letter))
        index += 1
    return sounds
