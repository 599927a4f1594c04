"""Does a Chinese transcription sound like a foreign name? A model of which letters each Mandarin syllable stands for.

Every syllable of the Chinese name writes a piece of one to six letters (特朗普: t-rum-p); the pieces and their counts are learnt
(`transliteration.toml`, `benchmarks/fit_transliteration.py`). What counts is how much likelier the letters are under the Chinese
name than in any foreign name (natural logarithm): two unrelated names are far below nothing, a transcription mostly above four.
"""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

# Letters of one syllable at most: 特 for tter, 维尔 for ville.
LONGEST = 6
# How far one counted piece outweighs what its beginning and end by themselves say.
_PRIOR = 5.0
# What was never met: the probability of the first letter, and of each further one. Less than that of letters by chance.
_UNSEEN, _LETTER = 1e-3, 0.05
_NEVER = -1e9
# A path this far below the best possible one is given up.
_LOST = -25.0
# How much it counts, in a search, whether the characters are those of transcriptions; and what any other character counts.
_CHARACTERS = 0.3
_OTHER = -3.0
# How many stretches of a text are worth a second look.
_BEST = 5
_VOWELS = frozenset("aeiouy")
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_HAN = regex.compile(r"\p{Han}++")
# Characters before the last one that are looked at, and letters of a name.
_CONTEXT, _LONGEST_NAME = 3, 40
# Sentences end at a few hundred characters; of anything longer a stretch is handed in.
_LONG = 3000
# What separates the parts of a name, and letters that Unicode does not take apart.
_GAPS = frozenset("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}.,\N{MIDDLE DOT}")
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}


class Odds:
    """Log-probabilities of pieces of letters, by syllable."""

    __slots__ = ("_known", "_onsets", "_pieces", "_rimes", "_totals")

    def __init__(self, counts: Mapping[str, Mapping[str, float]]) -> None:
        self._pieces = counts
        self._totals = {syllable: sum(pieces.values()) for syllable, pieces in counts.items()}
        self._onsets: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._rimes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._known: dict[tuple[str, str], float] = {}
        for syllable, pieces in counts.items():
            initial, final = split_syllable(syllable)
            for piece, count in pieces.items():
                onset, rime = parts(piece)
                self._onsets[initial][onset] += count
                self._rimes[final][rime] += count
        for table in (self._onsets, self._rimes):
            for row in table.values():
                total = sum(row.values()) + 1
                for key in row:
                    row[key] /= total

    def piece(self, syllable: str, piece: str) -> float:
        """Log-probability that the syllable writes this piece; one never met is judged by its beginning and its end."""
        found = self._known.get((syllable, piece))
        if found is None:
            initial, final = split_syllable(syllable)
            onset, rime = parts(piece)
            apart = self._onsets.get(initial, {}).get(onset) or _rare(onset)
            apart *= self._rimes.get(final, {}).get(rime) or _rare(rime)
            counted = self._pieces.get(syllable, {}).get(piece, 0.0)
            found = math.log((counted + _PRIOR * apart) / (self._totals.get(syllable, 0.0) + _PRIOR) + _rare(piece))
            self._known[syllable, piece] = found
        return found

    def share(self, syllable: str, letter: str) -> float:
        """The share of a syllable's pieces that begin with a letter."""
        pieces = self._pieces.get(syllable, {})
        return sum(count for piece, count in pieces.items() if piece[0] == letter) / max(1.0, self._totals.get(syllable, 0.0))


@lru_cache(maxsize=16384)
def sound_odds(characters: str, letters: str) -> float:
    """How much likelier the Han characters make the folded Latin letters than chance does, as a natural logarithm.

    >>> sound_odds("特朗普", "trump") > 5 > 0 > sound_odds("特朗普", "biden")
    True
    """
    spelled = read_letters(letters)
    syllables = tuple(syllable_of(character) for character in characters if "\u3400" <= character <= "\u9fff")
    if not syllables or len(spelled) < len(syllables) or len(spelled) > LONGEST * len(syllables):
        return -20.0
    odds = _odds()
    length = len(spelled)
    row = [0.0] + [_NEVER] * length
    for syllable in syllables:
        following = [_NEVER] * (length + 1)
        for start, before in enumerate(row):
            if before > _NEVER:
                for end in range(start + 1, min(length, start + LONGEST) + 1):
                    value = before + odds.piece(syllable, spelled[start:end])
                    if value > following[end]:
                        following[end] = value
        row = following
    return max(-20.0, row[length] - _by_chance(spelled))


@lru_cache(maxsize=4096)
def find_sound(text: str, letters: str) -> tuple[tuple[float, int, int], ...]:
    """The stretches of a Chinese text that most likely transcribe the folded letters: (odds, start, end), the best first.

    The odds also count whether the characters are those of transcriptions. Offsets are code points in `text`, end exclusive;
    there are `_BEST` stretches at most, and none in a text without Han characters.

    >>> odds, start, end = find_sound("据称特朗普周二去了得州", "trump")[0]
    >>> "据称特朗普周二去了得州"[start:end], odds > 5
    ('特朗普', True)
    """
    spelled = read_letters(letters)
    length = len(spelled)
    odds, characters = _odds(), _character_odds()
    chance = _by_chance(spelled)
    found: list[tuple[float, int, int]] = []
    for run in _HAN.finditer(text[:_LONG]):
        row = [(_NEVER, 0)] * (length + 1)
        for position in range(run.start(), run.end()):
            row[0] = (0.0, position)
            following = [(_NEVER, 0)] * (length + 1)
            syllable = syllable_of(text[position])
            typical = _CHARACTERS * characters.get(text[position], _OTHER)
            for start in range(length):
                before, begin = row[start]
                if before <= _LOST:
                    continue
                for end in range(start + 1, min(length, start + LONGEST) + 1):
                    value = before + typical + odds.piece(syllable, spelled[start:end])
                    if value > following[end][0]:
                        following[end] = (value, begin)
            if following[length][0] > _NEVER:
                found.append((following[length][0] - chance, following[length][1], position + 1))
            row = following
    return tuple(sorted(found, reverse=True)[:_BEST])


def end_odds(before: str, character: str, letters: str) -> float:
    """How much likelier than chance it is that a character ends the transcription of some folded letters, as a natural logarithm.

    Args:
        before: the Han characters before it, which may belong to the transcription or not.
        character: one Han character.
        letters: the name, folded.

    >>> end_odds("辛普", "森", "simpson") > 12 > 8 > end_odds("辛普", "山", "simpson")
    True
    """
    spelled = read_letters(letters)[:_LONGEST_NAME]
    syllable, odds = syllable_of(character), _odds()
    reached, chance = _reached(before[-_CONTEXT:], spelled), _chances(spelled)
    starts = range(max(0, len(spelled) - LONGEST), len(spelled))
    return max((odds.piece(syllable, spelled[start:]) - chance[start] + reached[start] for start in starts), default=-20.0)


@lru_cache(maxsize=4096)
def _reached(characters: str, spelled: str) -> tuple[float, ...]:
    """How much likelier than chance the last of some characters write what stands before each letter; 0 where they do not."""
    reached = [0.0] * (len(spelled) + 1)
    odds, chance = _odds(), _chances(spelled)
    for character in characters:
        syllable = syllable_of(character)
        reached = [
            max(
                (
                    odds.piece(syllable, spelled[start:end]) - chance[start] + chance[end] + reached[start]
                    for start in range(max(0, end - LONGEST), end)
                ),
                default=0.0,
            )
            for end in range(len(spelled) + 1)
        ]
        reached = [max(0.0, value) for value in reached]
    return tuple(reached)


@lru_cache(maxsize=4096)
def _chances(spelled: str) -> tuple[float, ...]:
    """Log-probability of the letters from each place on in any foreign name; 0 behind the last."""
    table = _letters()
    found = [0.0]
    for pair in reversed(list(zip("^" + spelled, spelled, strict=False))):
        found.append(found[-1] + table.get(pair, -7.0))
    return tuple(reversed(found))


def may_begin(character: str, letter: str) -> bool:
    """Whether a name of which the character writes the first syllable may begin with the letter.

    >>> may_begin("约", "j"), may_begin("约", "b")
    (True, False)
    """
    return _odds().share(syllable_of(character), letter) >= 0.1


def _rare(letters: str) -> float:
    """The probability of letters that a syllable was never met with."""
    return _UNSEEN * _LETTER ** len(letters)


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and tone marks; a hyphen becomes a space.

    >>> fold("Lǚ Xīn-yí"), fold("Ch'en Tu-hsiu"), fold("XI Jinping")
    ('lu xin yi', 'chen tu hsiu', 'xi jinping')
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = []
    for character in decomposed:
        if character.isalpha() and not unicodedata.combining(character):
            letters.append(_PLAIN.get(character, character))
        elif character in _GAPS or character.isspace():
            letters.append(" ")
    return " ".join("".join(letters).split())


def read_letters(letters: str) -> str:
    """Folded letters as they are heard: x is two sounds."""
    return letters.replace("x", "ks")


def parts(piece: str) -> tuple[str, str]:
    """The consonants that a piece of letters begins with, and the rest.

    >>> parts("stra"), parts("am"), parts("s")
    (('str', 'a'), ('', 'am'), ('s', ''))
    """
    cut = 0
    while cut < len(piece) and piece[cut] not in _VOWELS:
        cut += 1
    return piece[:cut], piece[cut:]


def split_syllable(syllable: str) -> tuple[str, str]:
    """Initial and final of a syllable of pinyin."""
    initial = next((letters for letters in _INITIALS if syllable.startswith(letters)), "")
    return initial, syllable[len(initial) :]


@cache
def syllable_of(character: str) -> str:
    """The reading a character has in a transcription, without tone."""
    from pypinyin import lazy_pinyin

    special: str | None = _facts()["readings"].get(character)
    return special or lazy_pinyin(character)[0]


@lru_cache(maxsize=16384)
def _by_chance(letters: str) -> float:
    """Log-probability of the letters in any foreign name."""
    table = _letters()
    return sum(table.get(pair, -7.0) for pair in zip("^" + letters, letters, strict=False))


@cache
def _facts() -> dict[str, Any]:
    """See `transliteration.toml`."""
    return tomllib.loads(files("duizhao").joinpath("transliteration.toml").read_text(encoding="utf-8"))


@cache
def _odds() -> Odds:
    return Odds({syllable: dict(row) for syllable, row in _rows("pieces", "syllables")})


@cache
def _letters() -> Mapping[tuple[str, str], float]:
    return {
        (left, right): math.log(max(count, 0.5) / 1000) for left, row in _rows("letters", "following") for right, count in row
    }


@cache
def _character_odds() -> Mapping[str, float]:
    lines = _facts()["characters"]["odds"].strip().splitlines()
    rows = (line.partition(" : ") for line in lines)
    return {character: float(odds) for odds, _, characters in rows for character in characters}


def _rows(section: str, key: str) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Lines `head : word count word count …`."""
    for line in _facts()[section][key].strip().splitlines():
        head, _, rest = line.partition(" : ")
        words = rest.split()
        yield head, list(zip(words[::2], map(float, words[1::2]), strict=True))
