"""People: two names as a comparison like any other, and whether a name without a partner stands in the other text after all.

Finding people is harder than reading numbers: a name is cut short, two are taken for one (乔丹·斯皮思和贾斯汀·托马斯), a club is
taken for a person. Before a name is called another or missing, the other text is searched for any stretch that could be it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from duizhao.consistency.data import read_toml
from duizhao.consistency.names import match_names, part_alike, sound_probability
from duizhao.consistency.names_called import BESIDE
from duizhao.consistency.names_chinese import spellings
from duizhao.consistency.names_known import (
    all_fixed_forms,
    asian_surnames,
    fixed_forms,
    is_pinyin,
    is_romanized,
    known_by_alias,
)
from duizhao.consistency.verdicts import Comparison
from duizhao.model import AnyClaim, PersonValue
from duizhao.transliteration import find_sound, fold

_LATIN = re.compile(r"[^\W\d_一-鿿]+(?:[-'’][^\W\d_一-鿿]+)*")
_HAN_RUN = re.compile(r"[一-鿿]+")
_CAPITALS = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "jr", "sr", "rev", "capt", "sen", "gen", "sgt", "st"})
# The affinity of two names that have nothing in common; from `NEAR_NAME` on one may be the other misspelt.
NOT_ALIKE = 0.35
NEAR_NAME = 0.47
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_DOT = re.compile("[\N{MIDDLE DOT}\N{KATAKANA MIDDLE DOT}\N{BULLET}\N{HYPHENATION POINT}\N{FULLWIDTH FULL STOP}]")
# The last part of a dotted name before a dot, as far as it may reach back.
_DOTTED_PART = re.compile(f"([一-鿿]{{1,6}}){_DOT.pattern}$")
# Less alike than this, a given name is somebody else's.
_UNLIKE = 0.02
_DOTS = frozenset("\N{MIDDLE DOT}\N{KATAKANA MIDDLE DOT}\N{BULLET}\N{HYPHENATION POINT}\N{FULLWIDTH FULL STOP}")
# Odds of sound at which a stretch found anywhere in a sentence is as likely chance as a transcription.
_EVEN_IN_TEXT = 9.0
# A given name alone is no proof of the person.
_GIVEN_ONLY = 0.4
_LONGEST_READ = 4
# A family name of one syllable is read into any text: where nobody is addressed by it, it says little.
_NO_ADDRESS = 0.55
_LONG = 3000


def compare_people(zh: AnyClaim, en: AnyClaim) -> Comparison:
    """Compare a Chinese and an English name; the affinity of a contradiction is how alike the names are."""
    assert isinstance(zh.value, PersonValue)
    assert isinstance(en.value, PersonValue)
    verdict = match_names(zh.value, en.value)
    if verdict.score >= 0.5:
        return Comparison("equal" if verdict.score >= 0.9 else "compatible", "", max(0.5, verdict.score))
    return Comparison("contradicts", "person.name-differs", NOT_ALIKE + verdict.score)


def same_person(one: PersonValue, other: PersonValue) -> bool:
    """Whether two names of one language are the same, or one is a part of the other: Zhou and Zhou Lin.

    >>> same_person(PersonValue(name="Zhou Lin"), PersonValue(name="Zhou"))
    True
    """
    left, right = set(fold(one.name).split()), set(fold(other.name).split())
    if left <= right or right <= left:
        return True
    return one.name in other.name or other.name in one.name


def is_full(person: AnyClaim) -> bool:
    """Whether a name has more than one part: 周林, 大卫·约翰逊, David Johnson."""
    value = person.value
    if isinstance(value, PersonValue) and value.family and value.given and value.family + value.given == person.normalized:
        return True
    if person.lang == "zh" and not person.normalized.isascii():
        return len(person.normalized) == 3 or any(
            mark in person.normalized for mark in "\N{MIDDLE DOT}\N{KATAKANA MIDDLE DOT}\N{BULLET}\N{FULLWIDTH FULL STOP}"
        )
    return " " in person.normalized


def have_other_forms(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether custom has fixed both names, each with another partner: 莫扎特 beside Beethoven, 约翰逊 beside Jackson."""
    assert isinstance(zh.value, PersonValue)
    assert isinstance(en.value, PersonValue)
    words = [word for word in fold(en.value.name).split() if word not in _TITLES]
    last = _DOT.split(zh.value.name)[-1]
    return bool(words) and last in all_fixed_forms() and last not in fixed_forms(words) and bool(fixed_forms(words))


def is_spelled(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether the Chinese looks like a Chinese name and the English is spelled syllable by syllable: Luo Yumei, Hsu Mei-ling.

    What goes with a family name among people who know each other (Old Zhao) is no part of it.
    """
    assert isinstance(en.value, PersonValue)
    words = [word for word in fold(en.value.name).split() if word not in _TITLES]
    words = [word for word in words if word not in BESIDE] or words
    if _HAN_RUN.fullmatch(zh.normalized) is None or len(zh.normalized) > _LONGEST_READ:
        return False
    return all(map(_is_syllabic, words)) or is_romanized(tuple(words))


def is_chinese_beside_foreign(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether a Chinese name in full, 李伟, stands beside a full name without a family name of East Asia."""
    assert isinstance(zh.value, PersonValue)
    assert isinstance(en.value, PersonValue)
    value = zh.value
    words = [word for word in fold(en.value.name).split() if word not in _TITLES]
    if len(words) < 2 or not (value.family and value.given and value.family + value.given == zh.normalized):
        return False
    return zh.normalized not in all_fixed_forms() and asian_surnames().isdisjoint((words[0], words[-1]))


def named_in_chinese(person: PersonValue, text: str) -> float:
    """0 to 1: how likely a Chinese text names an English person, in Han characters or in Latin letters.

    The family name decides; where only the given name is found, somebody else of that name may be meant.
    """
    words = [word for word in fold(person.name).split() if word not in _TITLES]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return _in_chinese(tuple(words), text) if words else 0.0


@lru_cache(maxsize=4096)
def _in_chinese(words: tuple[str, ...], text: str) -> float:
    latin = _latin_words(text)
    family, given = words[-1], words[0]
    if len(family) > 2 and any(family in (word, fold(word).replace(" ", "")) or _misspelt(family, word) for word in latin):
        return 1.0
    best = _read_in_chinese(words, text) if _may_be_read(words) else 0.0
    if len(words) == 1 and words[0] in asian_surnames():
        addressed = [next(filter(None, found)) for found in _addressed().findall(text)]
        best = 0.95 if any(_spells(name, words[0]) for name in addressed) else min(best, _NO_ADDRESS)
    if any(_stands(form, text, words[:-1]) for form in fixed_forms(words)):
        return 1.0
    if best >= 0.9 or (len(words) > 1 and all(map(_is_syllabic, words)) and best >= 0.5):
        return best
    if len(words) > 1 and (all(map(is_pinyin, words)) or is_romanized(words)):
        return best  # a name of Chinese syllables is no transcription
    best = max(best, _sound_in_chinese(family, text, words[:-1]))
    if len(words) > 1 and best < _GIVEN_ONLY and len(given) > 2:
        found = 1.0 if given in latin or any(form in text for form in fixed_forms((given,))) else _sound_in_chinese(given, text)
        best = max(best, _GIVEN_ONLY * found)
    return best


def is_belied(person: AnyClaim, zh_text: str, en_text: str) -> bool:
    """Whether an English family name (Dr. Liu) stands where the Chinese addresses somebody by another, 李医生.

    Neither name may be found on the other side.
    """
    assert isinstance(person.value, PersonValue)
    words = [word for word in fold(person.value.name).split() if word not in _TITLES]
    if len(words) != 1 or words[0] not in asian_surnames():
        return False
    addressed = {next(filter(None, found)) for found in _addressed().findall(zh_text)}
    own = {name for name in addressed if _spells(name, words[0])}
    written = set(fold(en_text).split())
    return not own and any(all(not _spells(name, word) for word in written) for name in addressed)


def _spells(surname: str, word: str) -> bool:
    return any(word in found for found in spellings(surname, True).values())


@cache
def _addressed() -> re.Pattern[str]:
    """A family name in address: before a title, after 姓, 老 or 小, before 某."""
    data = read_toml("romanization.toml")["chinese"]
    surnames = "".join(data["surnames"].split())
    titles = "|".join(sorted(data["address"].split(), key=len, reverse=True))
    return re.compile(f"([{surnames}])(?:某|(?:{titles}))|(?:姓|(?<![一-鿿])[老小])([{surnames}])")


def _sound_in_chinese(word: str, text: str, given: tuple[str, ...] = ()) -> float:
    """How likely a stretch of the text transcribes a word; a family name behind somebody else's given name does not count."""
    if len(word) < 2 or not word.isascii():
        return 0.0
    best = 0.0
    for odds, start, end in find_sound(text, word):
        likely = sound_probability(odds, text[start:end], word, _EVEN_IN_TEXT)
        if likely > best and not (given and _of_another(given, text[:start])):
            best = likely
    return best


def _stands(form: str, text: str, given: tuple[str, ...]) -> bool:
    """Whether the form of a family name stands in the text, and not behind somebody else's given name."""
    return any(not (given and _of_another(given, text[: found.start()])) for found in re.finditer(re.escape(form), text))


def _of_another(given: tuple[str, ...], head: str) -> bool:
    """Whether the part before the dot, in front of a family name, sounds like none of the given names."""
    before = _DOTTED_PART.search(head)
    if before is None:
        return False
    part = before.group(1)
    ends = [part[start:] for start in range(len(part))]
    return all(part_alike(end, name) < _UNLIKE for name in given for end in ends)


@lru_cache(maxsize=256)
def _latin_words(text: str) -> frozenset[str]:
    """The Latin words of a Chinese text, folded, whole and in their parts."""
    found = [fold(match.group()) for match in _LATIN.finditer(text)]
    return frozenset(part for word in found for part in (word.replace(" ", ""), *word.split()))


def _misspelt(one: str, other: str) -> bool:
    """Two spellings of one name: Miller and Miler, Kavanaugh and Kavanagh."""
    from rapidfuzz.distance import Levenshtein

    return min(len(one), len(other)) > 4 and one[0] == other[0] and Levenshtein.normalized_similarity(one, other) >= 0.8


def _may_be_read(words: tuple[str, ...]) -> bool:
    """Whether the first or the last word is a family name of East Asia in some spelling, or the whole has a form of its own."""
    return not asian_surnames().isdisjoint((words[0], words[-1])) or " ".join(words) in known_by_alias()


def _read_in_chinese(words: tuple[str, ...], text: str) -> float:
    """The best stretch of Han characters that is spelled like the name."""
    best = 0.0
    value = PersonValue(name=" ".join(words))
    for run in _HAN_RUN.findall(text[:_LONG]):
        for start in range(len(run)):
            for size in range(2, min(_LONGEST_READ, len(run) - start) + 1):
                verdict = match_names(PersonValue(name=run[start : start + size]), value)
                if not verdict.how.startswith("sound"):
                    best = max(best, verdict.score)
    return best


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
    """Capitalised words that stand together; titles, and the words that open a sentence, left out."""
    runs: list[list[str]] = []
    end = -1
    for found in _CAPITALS.finditer(text):
        word = found.group().removesuffix("'s").removesuffix("’s")
        if end < 0 or text[end : found.start()].strip(" ."):
            runs.append([])
        end = found.end()
        if fold(word) not in _TITLES and (runs[-1] or word not in _openers()):
            runs[-1].append(word)
        if found.group() != word:
            end = -1
    return [run for run in runs if run]


@cache
def _openers() -> frozenset[str]:
    """Words that open a sentence with a capital and belong to no name."""
    return frozenset(read_toml("romanization.toml")["english"]["openers"].split())


@lru_cache(maxsize=4096)
def _in_capitals(person: PersonValue, words: tuple[str, ...]) -> float:
    parts = {words} | {words[i:j] for i in range(len(words)) for j in range(i + 2, min(len(words), i + 4) + 1)}
    return max(match_names(person, PersonValue(name=" ".join(part))).score for part in parts)
