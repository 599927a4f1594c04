"""How a Chinese name can be spelled in Latin letters: pinyin, Wade-Giles, Cantonese, Taiwan, the south, Korean, Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from duizhao.consistency.data import read_toml

# In the order of trust; a name spelled all by one system is surer than one that mixes them.
SYSTEMS = ("pinyin", "wade-giles", "taiwan", "cantonese", "customary", "southern", "korean", "vietnamese")
# A name may mix the spellings of China, but not with the readings of another language.
_MIXED = frozenset(SYSTEMS) - {"korean", "vietnamese"}
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


@dataclass(frozen=True, slots=True)
class Spelled:
    """How a Latin spelling reads a Chinese name.

    Attributes:
        family: how well the family name fits, 0 to 1; None where the spelling gives none.
        given: how well the given name fits; None where the spelling gives none.
        system: the romanisation, `mixed`, or `initials`.
    """

    family: float | None
    given: float | None
    system: str


@lru_cache(maxsize=8192)
def spellings(character: str, surname: bool = False) -> Mapping[str, frozenset[str]]:
    """The spellings of one Han character by romanisation; as a family name it may have a reading of its own.

    >>> sorted(spellings("谢", True)["wade-giles"]), "tse" in spellings("谢", True)["cantonese"]
    (['hsieh'], True)
    """
    data = read_toml("romanization.toml")
    special = _table("pinyin", "surnames").get(character, frozenset()) if surname else frozenset()
    pinyin = special or (_pinyin(character, 1) if surname else _pinyin(character, 3))
    result = {
        "pinyin": frozenset(spelling for syllable in pinyin for spelling in _umlaut(syllable)),
        "wade-giles": frozenset(s for syllable in pinyin for s in _respelled(syllable, data["wade_giles"])),
        "taiwan": frozenset(s for syllable in pinyin for s in _respelled(syllable, data["taiwan"])),
        "cantonese": _table("cantonese", "spellings").get(character, frozenset()) | _read("cantonese", character),
        "customary": _table("customary", "spellings").get(character, frozenset()),
        "southern": _table("southern", "spellings").get(character, frozenset()) if surname else frozenset(),
        "korean": _korean(character, surname),
        "vietnamese": _table("vietnamese", "spellings").get(character, frozenset()),
    }
    return {system: found for system, found in result.items() if found}


def read(family: str, given: str, tokens: Sequence[str]) -> Iterator[Spelled]:
    """The ways in which folded Latin tokens can be read as the Chinese name `family` + `given`; `family` may be empty.

    >>> best = max(read("周", "林", ["lin", "zhou"]), key=lambda way: (way.family or 0) + (way.given or 0))
    >>> (best.family, best.given, best.system)
    (1.0, 1.0, 'pinyin')
    """
    count = len(tokens)
    if not family:
        yield _way(family, given, (), tokens)
        return
    for cut in range(1, count):
        yield _way(family, given, tokens[:cut], tokens[cut:])
        yield _way(family, given, tokens[cut:], tokens[:cut])
    if count == 1:
        yield _way(family, given, tokens, ())
        yield _way(family, given, (), tokens)
        fit, systems = _best(family + given, tokens[0], surname=True)
        if fit == 1.0:
            yield Spelled(1.0, 1.0, next(name for name in SYSTEMS if name in systems))


def _way(family: str, given: str, family_tokens: Sequence[str], given_tokens: Sequence[str]) -> Spelled:
    family_fit: float | None = None
    given_fit: float | None = None
    systems = set(SYSTEMS)
    initials = False
    if family_tokens:
        letters = "".join(family_tokens)
        family_fit, found = _best(family, letters, surname=True)
        if family_fit < 1.0 and len(letters) == 1 and given_tokens and _initials_fit(family, letters):
            family_fit, initials = 0.9, True
        else:
            systems &= found
    if given_tokens:
        letters = "".join(given_tokens)
        given_fit, found = _best(given, letters, surname=False)
        if (
            given_fit < 1.0
            and (len(letters) <= 2 or all(len(token) == 1 for token in given_tokens))
            and _initials_fit(given, letters)
        ):
            given_fit, initials = 0.8, True
        else:
            systems &= found
    system = next((name for name in SYSTEMS if name in systems), "mixed")
    return Spelled(family_fit, given_fit, "initials" if initials else system)


def _best(characters: str, letters: str, surname: bool) -> tuple[float, set[str]]:
    """How well `letters` spells the characters, and the systems that do so; 1.0 only where one does so exactly."""
    if not characters:
        return 0.0, set(SYSTEMS)
    choices = [spellings(character, surname and index == 0) for index, character in enumerate(characters)]
    exact = {system for system in SYSTEMS if _spells([choice.get(system, frozenset()) for choice in choices], letters)}
    if exact:
        return 1.0, exact
    everything = [frozenset(s for name in _MIXED for s in choice.get(name, ())) for choice in choices]
    if len(characters) > 1 and _spells(everything, letters):
        return 0.95, set()
    near = max(
        (_alike(letters, spelled) for spelled in _joined([choice.get("pinyin", frozenset()) for choice in choices])), default=0.0
    )
    return min(near, 0.9) * 0.5, set(SYSTEMS)


def _spells(choices: Sequence[frozenset[str]], letters: str) -> bool:
    positions = {0}
    for choice in choices:
        positions = {start + len(s) for start in positions for s in choice if letters.startswith(s, start)}
    return len(letters) in positions


def _joined(choices: Sequence[frozenset[str]]) -> list[str]:
    result = [""]
    for choice in choices:
        result = [left + right for left in result for right in sorted(choice)][:64]
    return result


def _alike(left: str, right: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(left, right))


def _initials_fit(given: str, letters: str) -> bool:
    if len(letters) > len(given):
        return False
    firsts = [{s[0] for found in spellings(character).values() for s in found} for character in given]
    return all(letter in first for letter, first in zip(letters, firsts, strict=False))


@lru_cache(maxsize=8192)
def _pinyin(character: str, readings: int) -> frozenset[str]:
    """The commonest readings of a character, without tone."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    syllables = [syllable for choices in found for syllable in choices if syllable.isascii() and syllable.isalpha()]
    return frozenset(list(dict.fromkeys(syllables))[:readings])


def _umlaut(syllable: str) -> tuple[str, ...]:
    """The spellings of ü: v, u, yu (Lv, Lu, Lyu)."""
    if "v" not in syllable:
        return (syllable,)
    return syllable, syllable.replace("v", "u"), syllable.replace("v", "yu"), syllable.replace("v", "ue")


def respellings(syllable: str) -> frozenset[str]:
    """A syllable of pinyin in Wade-Giles and as Taiwan spells it.

    >>> sorted(respellings("xiu"))
    ['hsiou', 'hsiu', 'shiou', 'shiu', 'siou']
    """
    data = read_toml("romanization.toml")
    return frozenset((*_respelled(syllable, data["wade_giles"]), *_respelled(syllable, data["taiwan"])))


def _respelled(syllable: str, system: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    if syllable in system["whole"]:
        yield from system["whole"][syllable]
        return
    initial = next((letters for letters in _INITIALS if syllable.startswith(letters)), "")
    final = syllable[len(initial) :]
    for head in system["initials"].get(initial, [initial]):
        for tail in system["finals"].get(final, [final]):
            yield (head + tail).replace("v", "u")


@cache
def _table(section: str, key: str) -> Mapping[str, frozenset[str]]:
    """Lines `spellings : characters` of romanization.toml, by character."""
    return _by_character(read_toml("romanization.toml")[section][key])


@cache
def _readings(section: str) -> Mapping[str, frozenset[str]]:
    return _by_character(read_toml("readings.toml")[section]["spellings"])


def _read(section: str, character: str) -> frozenset[str]:
    """The readings of a character by readings.toml."""
    return _readings(section).get(character, frozenset())


def _korean(character: str, surname: bool) -> frozenset[str]:
    """Korean readings; of a family name only the spellings in use, where they are listed."""
    listed = _table("korean", "spellings").get(character, frozenset())
    return listed if surname and listed else listed | _read("korean", character)


def _by_character(lines: str) -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in lines.strip().splitlines():
        spelled, _, characters = line.partition(":")
        for character in characters.strip():
            table.setdefault(character, set()).update(spelled.split())
    return {character: frozenset(found) for character, found in table.items()}
