"""What tables know of names: family names, forms that custom has fixed, names that go by another name, syllables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from duizhao.consistency.data import read_toml
from duizhao.consistency.names_chinese import respellings, spellings
from duizhao.dictionary import dictionary, stem
from duizhao.transliteration import may_begin


def all_fixed_forms() -> frozenset[str]:
    """The Chinese forms that custom has fixed for any name."""
    return conventional()[1]


@cache
def conventional() -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """Chinese forms that custom has fixed, by folded English name; and all such forms."""
    table: dict[str, set[str]] = {}
    names = read_toml("romanization.toml")["conventional"]["names"] + read_toml("names_scripture.toml")["names"]
    for line in names.strip().splitlines():
        english, _, chinese = line.partition(":")
        for name in english.split():
            table.setdefault(name, set()).update(chinese.split())
    return {name: frozenset(forms) for name, forms in table.items()}, frozenset(
        form for forms in table.values() for form in forms
    )


# The shortest English word that is looked up as a name.
_LOOKED_UP = 4
_SHORTEST = 2
# So many words of a gloss are the name and no story.
_PLAIN = 3


def in_dictionary(characters: str, letters: str) -> bool:
    """Whether the dictionary of Chinese words has the Han characters for a name of these folded letters.

    Of people it says more than the name (马斯克 is the Musk of Tesla): where it says much, the two have to begin alike.

    >>> in_dictionary("爱迪生", "edison"), in_dictionary("陆克文", "rudd"), in_dictionary("爱迪生", "nobel")
    (True, True, False)
    """
    if len(letters) < _LOOKED_UP or len(characters) < _SHORTEST:
        return False
    said = dictionary().get(characters, "").split()
    return stem(letters) in said and (len(said) <= _PLAIN or may_begin(characters[0], letters[0]))


@cache
def full_forms() -> Mapping[str, frozenset[str]]:
    """The full given names that a short one stands for."""
    rows = (line.partition(" : ") for line in read_toml("romanization.toml")["conventional"]["short"].strip().splitlines())
    return {short: frozenset(full.split()) for short, _, full in rows}


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    data = read_toml("romanization.toml")["chinese"]
    return frozenset("".join(data["surnames"].split())), frozenset(data["double"].split())


@cache
def western() -> frozenset[str]:
    """Given names of the West that can be cut into syllables of pinyin."""
    return frozenset(read_toml("romanization.toml")["chinese"]["western"].split())


@cache
def transcription() -> frozenset[str]:
    return frozenset("".join(read_toml("romanization.toml")["sound"]["characters"].split()))


@lru_cache(maxsize=4096)
def is_pinyin(word: str) -> bool:
    """Whether letters can be cut into one to three syllables of pinyin."""
    known = _syllables()
    ways = {0}
    for _ in range(3):
        ways = {
            start + size
            for start in ways
            for size in range(1, 7)
            if word[start : start + size] in known and start + size <= len(word)
        }
        if len(word) in ways:
            return True
    return False


@lru_cache(maxsize=4096)
def is_romanized(words: tuple[str, ...]) -> bool:
    """Whether a name of several words is an East Asian one: a family name first or last, and syllables beside it.

    >>> is_romanized(("wang", "hsiu", "lien")), is_romanized(("park", "chan", "wook")), is_romanized(("ang", "lee", "harper"))
    (True, True, False)
    """
    if asian_surnames().isdisjoint((words[0], words[-1])) or len(words) < 2:
        return False
    return all(is_syllable(word) or is_pinyin(word) for word in words) and not western() & {*words}


def is_syllable(word: str) -> bool:
    """Whether a word spells one character in any romanisation."""
    return word in _spelled_syllables() or word in _syllables()


@cache
def _spelled_syllables() -> frozenset[str]:
    """The spellings of one character in any romanisation."""
    known = {spelled for row in _rows() for spelled in row.partition(":")[0].split()}
    return frozenset(known | {s for name in _syllables() for s in respellings(name)})


def _rows() -> Iterator[str]:
    for file, sections in (
        ("romanization.toml", ("cantonese", "korean", "vietnamese")),
        ("readings.toml", ("cantonese", "korean")),
    ):
        for section in sections:
            yield from read_toml(file)[section]["spellings"].strip().splitlines()


@cache
def asian_surnames() -> frozenset[str]:
    """Chinese, Korean and Japanese family names in all their spellings, folded."""
    data = read_toml("romanization.toml")["chinese"]
    found = {spelled for name in "".join(data["surnames"].split()) for row in spellings(name, True).values() for spelled in row}
    found |= {reading for readings in japanese_surnames().values() for reading in readings}
    return frozenset(found)


@cache
def known_by_alias() -> frozenset[str]:
    """English names, folded, whose Chinese form is another name."""
    return frozenset(name for names in aliases().values() for name in names)


def fixed_forms(words: Sequence[str]) -> frozenset[str]:
    """The Chinese forms of two characters and more that custom has fixed for the last of the words.

    >>> sorted(fixed_forms(["bernie", "sanders"])), "丘吉尔" in fixed_forms(["winston", "churchill"])
    (['桑德斯'], True)
    """
    return frozenset(form for form in conventional()[0].get(words[-1], frozenset()) if len(form) > 1)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(read_toml("romanization.toml")["pinyin"]["syllables"].split())


@cache
def aliases() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in read_toml("romanization.toml")["aliases"]["names"].strip().splitlines():
        english, _, chinese = line.partition(":")
        for name in chinese.split():
            table.setdefault(name, set()).update(part.strip() for part in english.split(","))
    return {name: frozenset(found) for name, found in table.items()}


@cache
def japanese_surnames() -> Mapping[str, frozenset[str]]:
    """Family names, whole; a line may hold several names of one reading, each of two characters unless it stands alone."""
    table: dict[str, set[str]] = {}
    lines = (read_toml(name)["japanese"]["surnames"] for name in ("romanization.toml", "readings.toml"))
    for line in "\n".join(lines).strip().splitlines():
        spelled, _, names = line.partition(":")
        for name in names.split():
            table.setdefault(name, set()).update(spelled.split())
    return {name: frozenset(found) for name, found in table.items()}
