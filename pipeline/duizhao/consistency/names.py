"""Is the person the Chinese names the person the English names? Pure functions on two names.

A Chinese name is compared by its romanisations (`names_chinese`), a transcribed one by its sound (`names_sound`), and a few that
go by another name altogether by a table of aliases. Scores are calibrated so that two different people score low.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from duizhao.consistency.data import read_toml
from duizhao.consistency.names_chinese import Spelled, fold, read, spellings
from duizhao.consistency.names_sound import sound_alike
from duizhao.model import PersonValue

_DOTS = "\u00b7\u2022\u2027\u30fb\uff0e\uff65\u2219\u22c5\u0387\u1427\u2024\u318d"
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "sir"))


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """How likely two names are one person's, and what says so.

    Attributes:
        score: 0 to 1; from 0.5 upward the names agree, from 0.9 upward in full.
        how: `pinyin`, `wade-giles`, `taiwan`, `cantonese`, `southern`, `korean`, `japanese`, `mixed`, `initials`, `sound`,
            `alias`, `same`, with `+short` where one side gives only part of the name; `different` where they do not agree.
    """

    score: float
    how: str


def match_names(zh: PersonValue, en: PersonValue) -> NameVerdict:
    """Compare a name in a Chinese text with one in an English text.

    >>> def value(name): return PersonValue(name=name)
    >>> match_names(value("周林"), value("Lin Zhou")).how
    'pinyin'
    >>> match_names(value("李伟"), value("Zhou Lin")).score < 0.2
    True
    >>> match_names(value("阿卜杜拉·哈姆多克"), value("Abdalla Hamdok")).score > 0.8
    True
    """
    return _match(zh.name, zh.family, zh.given, en.name)


@lru_cache(maxsize=16384)
def _match(name: str, family: str | None, given: str | None, english: str) -> NameVerdict:
    tokens = [token for token in fold(english).split() if token not in _TITLES]
    while len(tokens) > 1 and tokens[-1] in _SUFFIXES:
        tokens.pop()
    plain = "".join(character for character in name if not character.isspace())
    if not tokens or not plain:
        return NameVerdict(0.0, "different")
    if not any(map(_is_han, plain)):
        return _latin(name, tokens)
    if " ".join(tokens) in _aliases().get(plain, frozenset()):
        return NameVerdict(1.0, "alias")
    parts = [part for part in _split(plain) if part]
    verdicts = []
    if len(parts) == 1 and len(plain) <= 4:
        verdicts.extend(_chinese(plain, family, given, tokens))
        verdicts.extend(_japanese(plain, tokens))
    if len(parts) > 1 or _may_be_foreign(plain, tokens, verdicts):
        verdicts.append(_sound(parts, tokens))
    return max(verdicts, key=lambda verdict: verdict.score, default=NameVerdict(0.0, "different"))


def _split(name: str) -> list[str]:
    for dot in _DOTS[1:]:
        name = name.replace(dot, _DOTS[0])
    return name.split(_DOTS[0])


def _chinese(name: str, family: str | None, given: str | None, tokens: Sequence[str]) -> list[NameVerdict]:
    """The name as a Chinese one: every way to cut it into family name and given name."""
    cuts = {(family, given)} if family and given and family + given == name else {(name[:1], name[1:])}
    if len(name) >= 3:
        cuts.add((name[:2], name[2:]))
    verdicts: list[NameVerdict] = []
    for family_part, given_part in sorted(cuts):
        verdicts.extend(map(_verdict, read(family_part, given_part, tokens)))
        if len(tokens) >= 2:
            # A western given name before, or beside, the Chinese one: Carrie Lam, Tony Leung Chiu-wai.
            family_only = [way for way in read(family_part, given_part, tokens[-1:]) if way.given is None and way.family == 1.0]
            if family_only and not _is_chinese_word("".join(tokens[:-1])):
                verdicts.append(NameVerdict(0.6, f"{family_only[0].system}+short"))
        if len(tokens) >= 3:
            verdicts.extend(
                NameVerdict(verdict.score * 0.97, verdict.how)
                for way in read(family_part, given_part, tokens[1:])
                if (verdict := _verdict(way)).score > 0.9
            )
    return verdicts


def _verdict(way: Spelled) -> NameVerdict:
    trust = {
        "pinyin": 1.0,
        "wade-giles": 0.97,
        "taiwan": 0.96,
        "cantonese": 0.96,
        "southern": 0.93,
        "korean": 0.93,
        "mixed": 0.92,
    }.get(way.system, 0.8)
    if way.family is None:
        fit = way.given or 0.0
        return NameVerdict(0.55 * trust, f"{way.system}+short") if fit == 1.0 else NameVerdict(0.1 * fit, "different")
    if way.given is None:
        return (
            NameVerdict(0.85 * trust, f"{way.system}+short") if way.family == 1.0 else NameVerdict(0.1 * way.family, "different")
        )
    if way.family >= 0.9 and way.given >= 0.8:
        return NameVerdict(trust * min(way.family, way.given if way.system != "initials" else 1.0), way.system)
    return NameVerdict(0.45 * way.family * way.given + 0.1 * min(way.family, way.given), "different")


def _japanese(name: str, tokens: Sequence[str]) -> list[NameVerdict]:
    """A Japanese family name, first or last; what follows it cannot be read and is taken on trust."""
    verdicts = []
    for size in (1, 2, 3):
        readings = _japanese_surnames().get(name[:size], frozenset())
        if size <= len(name) and readings & {tokens[0], tokens[-1]}:
            full = len(name) > size and len(tokens) > 1
            verdicts.append(NameVerdict(0.75 if full or len(tokens) == 1 else 0.6, "japanese" if full else "japanese+short"))
    return verdicts


def _may_be_foreign(name: str, tokens: Sequence[str], verdicts: Sequence[NameVerdict]) -> bool:
    if len(name) > 4:
        return True
    if any(verdict.score >= 0.5 for verdict in verdicts):
        return False
    # Both halves of the English name spelled as Chinese syllables: then the sound of a Chinese name proves nothing.
    return not (len(tokens) >= 2 and all(_is_chinese_word(token) for token in tokens))


def _sound(parts: Sequence[str], tokens: Sequence[str]) -> NameVerdict:
    """A transcription: its parts against the words of the English name, in order."""
    if len(parts) == 1:
        whole = _calibrated(sound_alike(parts[0], "".join(tokens)), parts[0])
        best, how = whole, "sound"
        for start in range(len(tokens)):
            for stop in range(start + 1, min(len(tokens), start + 3) + 1):
                if stop - start == len(tokens):
                    continue
                last = stop == len(tokens)
                score = _calibrated(sound_alike(parts[0], "".join(tokens[start:stop])), parts[0]) * (0.92 if last else 0.8)
                if score > best:
                    best, how = score, "sound+short"
        return NameVerdict(best, how if best >= 0.5 else "different")
    score, full = _assign(tuple(parts), tuple(tokens))
    return NameVerdict(score, ("sound" if full else "sound+short") if score >= 0.5 else "different")


def _assign(parts: tuple[str, ...], tokens: tuple[str, ...]) -> tuple[float, bool]:
    """Parts against words, in order: both ends must fit, the middle may be left out on either side."""
    if len(tokens) == 1:
        last = _part(parts[-1], tokens[0])
        first = _part(parts[0], tokens[0])
        return max(0.92 * last, 0.75 * first), False
    best = 0.0
    # The last part is the family name: it may be written in several words (van der Berg, al Sisi).
    for cut in range(1, len(tokens)):
        head, tail = tokens[:cut], tokens[cut:]
        family = max(_part(parts[-1], "".join(tail)), _part(parts[-1], tail[-1]))
        given = max(_part(parts[0], "".join(head)), _part(parts[0], head[0]), _part("".join(parts[:-1]), "".join(head)))
        best = max(best, 0.5 * min(family, given) + 0.5 * family * given)
    return best, True


def _part(characters: str, letters: str) -> float:
    if not any(map(_is_han, characters)):
        latin = fold(characters).replace(" ", "")
        if latin == letters:
            return 1.0
        return 0.9 if latin[:1] == letters[:1] and min(len(latin), len(letters)) == 1 else 0.1
    if len(letters) == 1:
        return 0.6 if sound_alike(characters[0], letters) > 0.5 else 0.2
    surname = (
        max((1.0 for found in spellings(characters, True).values() if letters in found), default=0.0)
        if len(characters) == 1
        else 0.0
    )
    return max(surname, _calibrated(sound_alike(characters, letters), characters))


def _calibrated(alike: float, characters: str) -> float:
    """From likeness of sound to a probability; short names match by chance, so they need more."""
    import math

    middle = 0.62 + 0.1 / max(1, len(characters))
    return 1 / (1 + math.exp(-18 * (alike - middle)))


def _latin(name: str, tokens: Sequence[str]) -> NameVerdict:
    """A Latin name inside the Chinese text."""
    own = fold(name).split()
    if sorted(own) == sorted(tokens):
        return NameVerdict(1.0, "same")
    if "".join(own) == "".join(tokens):
        return NameVerdict(1.0, "same")
    shared = set(own) & set(tokens)
    if shared and (len(own) == 1 or len(tokens) == 1):
        return NameVerdict(0.85, "same+short")
    return NameVerdict(0.4 if shared else 0.05, "different")


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


@lru_cache(maxsize=4096)
def _is_chinese_word(word: str) -> bool:
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


@cache
def _syllables() -> frozenset[str]:
    return frozenset(read_toml("romanization.toml")["pinyin"]["syllables"].split())


@cache
def _aliases() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in read_toml("romanization.toml")["aliases"]["names"].strip().splitlines():
        english, _, chinese = line.partition(":")
        for name in chinese.split():
            table.setdefault(name, set()).update(part.strip() for part in english.split(","))
    return {name: frozenset(found) for name, found in table.items()}


@cache
def _japanese_surnames() -> Mapping[str, frozenset[str]]:
    """Family names, whole; a line may hold several names of one reading, each of two characters unless it stands alone."""
    table: dict[str, set[str]] = {}
    for line in read_toml("romanization.toml")["japanese"]["surnames"].strip().splitlines():
        spelled, _, names = line.partition(":")
        for name in names.split():
            table.setdefault(name, set()).update(spelled.split())
    return {name: frozenset(found) for name, found in table.items()}
