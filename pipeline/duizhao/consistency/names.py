"""Is the person the Chinese names the person the English names? Pure functions on two names.

A Chinese name is compared by its romanisations (`names_chinese`), a transcribed one by its sound (`transliteration`,
`names_sound`), and a few that go by another name altogether by a table of aliases. Scores are calibrated so that two different
people score low.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from duizhao.consistency.names_called import called
from duizhao.consistency.names_chinese import Spelled, read, spellings
from duizhao.consistency.names_known import (
    aliases,
    conventional,
    full_forms,
    in_dictionary,
    is_pinyin,
    is_romanized,
    is_syllable,
    japanese_surnames,
    surnames,
    transcription,
    western,
)
from duizhao.consistency.names_sound import sound_alike
from duizhao.model import PersonValue
from duizhao.transliteration import fold, may_begin, sound_odds

_DOTS = "\u00b7\u2022\u2027\u30fb\uff0e\uff65\u2219\u22c5\u0387\u1427\u2024\u318d"
# 居里夫人 is Curie; 夫人 alone, or after one character, is left.
_ADDRESS = re.compile(
    "(?<=..)(?:夫人|太太|先生|女士|小姐|爵士|博士|教授|女王|国王|亲王|王子|公主|王妃|王后|皇后|皇帝|大帝|大公|教皇|教宗|修女|神父)$"
)
_KIN = frozenset("姐哥嫂叔伯婶姨爷妹弟儿")
_FAMILIAR = frozenset("老小阿大")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
# Learnt odds, and so many times the likeness by rules, add up to evidence; at `EVEN` two names are as likely one as two.
EVEN = 6.0
_RULES = 12.0
_STEEP = 0.7
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "sir"))
# Before a name, and no part of it where more is left: Queen Victoria, and Prince by himself.
_RANKS = frozenset(
    ("king", "queen", "prince", "princess", "emperor", "empress", "tsar", "pope", "saint", "lord", "lady", "father")
)
# 亨利八世, 路易十四.
_NUMBERED = re.compile("(?<=..)([一二三四五六七八九十]{1,3})世?$")
# 小罗伯特·肯尼迪, Robert Kennedy Jr.
_YOUNGER = re.compile("^[小老](?=..)|(?:二世|三世)$")
_ROMAN = re.compile("(x{0,2})(ix|iv|v?i{0,3})$")
_LONGEST_JAPANESE = 6
_UNITS = ["", *"一二三四五六七八九"]
_NUMERALS = {
    f"{ten}{unit}": 10 * tens + units for tens, ten in enumerate(("", "十", "二十")) for units, unit in enumerate(_UNITS)
}
# Readings of other languages than Chinese.
_ABROAD = ("korean", "vietnamese")


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
    while len(tokens) > 1 and tokens[0] in _RANKS:
        tokens.pop(0)
    if len(tokens) > 1 and tokens[-1] == "emperor":
        tokens.pop()
    plain = _ADDRESS.sub("", "".join(character for character in name if not character.isspace()))
    number, numbered = _roman(tokens[-1]) if len(tokens) > 1 else 0, _NUMBERED.search(plain)
    if number and numbered:
        if number != _NUMERALS.get(numbered.group(1)):
            return NameVerdict(0.0, "different")
        tokens.pop()
        plain = plain[: numbered.start()]
    while len(tokens) > 1 and tokens[-1] in _SUFFIXES:
        tokens.pop()
        plain = _YOUNGER.sub("", plain)
    if not tokens or not plain:
        return NameVerdict(0.0, "different")
    if not any(map(_is_han, plain)):
        return _latin(name, tokens)
    if " ".join(tokens) in aliases().get(plain, frozenset()):
        return NameVerdict(1.0, "alias")
    parts = [part for part in _split(plain) if part]
    verdicts = []
    if len(parts) == 1 and len(plain) <= 4:
        verdicts.extend(_chinese(plain, family, given, tokens))
        verdicts.extend(_given_name(plain, tokens))
        if given is None or given == plain:
            verdicts.append(NameVerdict(called(plain, family, tokens), "pinyin+short"))
    if len(parts) == 1 and len(plain) <= _LONGEST_JAPANESE:
        verdicts.extend(_japanese(plain, tokens))
    if len(parts) > 1 or _may_be_foreign(plain, tokens, verdicts):
        verdicts.append(_sound(parts, tokens))
    return max(verdicts, key=lambda verdict: verdict.score, default=NameVerdict(0.0, "different"))


def _roman(token: str) -> int:
    """The number of a ruler in Roman figures, to thirty; 0 for any other word."""
    found = _ROMAN.fullmatch(token)
    if not found:
        return 0
    units = {"ix": 9, "iv": 4}.get(found.group(2)) or 5 * found.group(2).count("v") + found.group(2).count("i")
    return 10 * len(found.group(1)) + units


def _split(name: str) -> list[str]:
    for dot in _DOTS[1:]:
        name = name.replace(dot, _DOTS[0])
    return name.split(_DOTS[0])


def _chinese(name: str, family: str | None, given: str | None, tokens: Sequence[str]) -> list[NameVerdict]:
    """The name as a Chinese one: every way to cut it into family name and given name."""
    cuts = {(family, given)} if family and given and family + given == name else set()
    singles, doubles = surnames()
    if name[0] in singles and len(name) <= 3:
        cuts.add((name[:1], name[1:]))
    if name[:2] in doubles or (len(name) == 4 and name[0] in singles and name[1] in singles):
        cuts.add((name[:2], name[2:]))
    verdicts: list[NameVerdict] = []
    for family_part, given_part in sorted(cuts):
        verdicts.extend(map(_verdict, read(family_part, given_part, tokens)))
        if len(tokens) >= 2:
            # A western given name before, or beside, the Chinese one: Carrie Lam, Tony Leung Chiu-wai.
            family_only = [
                way
                for way in read(family_part, given_part, tokens[-1:])
                if way.given is None and way.family == 1.0 and way.system not in _ABROAD
            ]
            if family_only and (tokens[0] in western() or not is_pinyin("".join(tokens[:-1]))):
                verdicts.append(NameVerdict(0.6, f"{family_only[0].system}+short"))
        if len(tokens) >= 3 and (tokens[0] in western() or not is_syllable(tokens[0])):
            verdicts.extend(
                NameVerdict(verdict.score * 0.97, verdict.how)
                for way in read(family_part, given_part, tokens[1:])
                if (verdict := _verdict(way)).score > 0.9
            )
    return verdicts


def _given_name(name: str, tokens: Sequence[str]) -> list[NameVerdict]:
    """The name as a given name without family name (珍珍, Zhen Zhen), or as half of one in address (凤姐, Xi-feng)."""
    may_be = len(name) > 1 and (name[0] not in surnames()[0] or len(set(name)) == 1)
    ways = [way for way in read("", name, tokens) if way.given == 1.0] if may_be else []
    verdicts = [NameVerdict(0.8, f"{way.system}+short") for way in ways]
    if len(name) == 2 and name[1] in _KIN and any(tokens[-1] in found for found in spellings(name[0]).values()):
        verdicts.append(NameVerdict(0.6, "pinyin+short"))
    return verdicts


def _verdict(way: Spelled) -> NameVerdict:
    trust = {
        "pinyin": 1.0,
        "wade-giles": 0.97,
        "taiwan": 0.96,
        "cantonese": 0.96,
        "southern": 0.93,
        "customary": 0.95,
        "korean": 0.93,
        "vietnamese": 0.93,
        "mixed": 0.92,
    }.get(way.system, 0.8)
    if way.family is None:
        fit = way.given or 0.0
        return NameVerdict(0.55 * trust, f"{way.system}+short") if fit == 1.0 else NameVerdict(0.1 * fit, "different")
    if way.given is None:
        return (
            NameVerdict(0.85 * trust, f"{way.system}+short") if way.family == 1.0 else NameVerdict(0.1 * way.family, "different")
        )
    if way.family == 1.0 and way.given < 0.5 and way.system in ("southern", "customary"):
        return NameVerdict(0.55, f"{way.system}+short")  # these spell given names in ways that no table here knows
    if way.family >= 0.9 and way.given >= 0.8:
        return NameVerdict(trust * min(way.family, way.given if way.system != "initials" else 1.0), way.system)
    return NameVerdict(0.45 * way.family * way.given + 0.1 * min(way.family, way.given), "different")


def _japanese(name: str, tokens: Sequence[str]) -> list[NameVerdict]:
    """A Japanese family name, first or last; what follows it cannot be read and is taken on trust."""
    verdicts = []
    for size in (1, 2, 3):
        readings = japanese_surnames().get(name[:size], frozenset())
        if size <= len(name) and readings & {tokens[0], tokens[-1], "".join(tokens[-2:]), "".join(tokens[:2])}:
            full = len(name) > size and len(tokens) > 1
            verdicts.append(NameVerdict(0.75 if full or len(tokens) == 1 else 0.6, "japanese" if full else "japanese+short"))
    return verdicts


def _may_be_foreign(name: str, tokens: Sequence[str], verdicts: Sequence[NameVerdict]) -> bool:
    """Whether comparing by sound can say anything: not for a Chinese name against Chinese syllables."""
    if name in conventional()[1] or len(name) > 4:
        return True
    if any(verdict.score >= 0.5 for verdict in verdicts):
        return False
    if len(tokens) >= 2 and all(is_pinyin(token) for token in tokens):
        return False
    if name[0] in surnames()[0] | _FAMILIAR and not all(character in transcription() for character in name):
        # 周润发 is somebody else than every other Chow.
        if is_romanized(tuple(tokens)):
            return False
        return any(in_dictionary(name, token) for token in tokens)  # 李伟 and 老王 are none, 陆克文 is Kevin Rudd
    return True


def _sound(parts: Sequence[str], tokens: Sequence[str]) -> NameVerdict:
    """A transcription: its parts against the words of the English name, in order."""
    score, full = _one(parts[0], tokens) if len(parts) == 1 else _several(parts, tokens)
    how = "sound" if full else "sound+short"
    return NameVerdict(score, how if score >= 0.5 else "different")


def _one(part: str, tokens: Sequence[str]) -> tuple[float, bool]:
    """A name in one piece: the whole English name (唐纳德特朗普), its family name, or, less surely, its first word."""
    best, full = part_alike(part, "".join(tokens)), True
    for start in range(1, len(tokens)):
        score = 0.93 * part_alike(part, "".join(tokens[start:]))
        if score > best:
            best, full = score, False
    if len(tokens) > 1:
        score = 0.75 * part_alike(part, tokens[0])
        if score > best:
            best, full = score, False
    return best, full


def _several(parts: Sequence[str], tokens: Sequence[str]) -> tuple[float, bool]:
    """A name in parts. Every part finds a word (or two run together) in order; words may be left over, at a price."""
    if len(tokens) == 1:
        last, first = part_alike(parts[-1], tokens[0]), part_alike(parts[0], tokens[0])
        return max(0.92 * last, 0.72 * first, part_alike("".join(parts), tokens[0])), False
    best = 0.0
    full = False
    for score, used in _assignments(tuple(parts), tuple(tokens)):
        left_over = len(tokens) - used
        value = score * 0.97**left_over
        if value > best:
            best, full = value, left_over == 0
    return best, full


@lru_cache(maxsize=8192)
def _assignments(parts: tuple[str, ...], tokens: tuple[str, ...]) -> tuple[tuple[float, int], ...]:
    """(likeness, words used) of the best ways to give the parts words in order; the last word always goes to the last part."""
    # table[i, j]: the best likeness with i parts placed in the first j words, and the words they used; the weakest link counts.
    table: dict[tuple[int, int], tuple[float, int]] = {(0, j): (1.0, 0) for j in range(len(tokens) + 1)}
    for i in range(1, len(parts) + 1):
        for j in range(1, len(tokens) + 1):
            choices = []
            for size in (1, 2, 3):
                if j - size < 0 or (i - 1, j - size) not in table:
                    continue
                before, used = table[i - 1, j - size]
                alike = part_alike(parts[i - 1], "".join(tokens[j - size : j]))
                choices.append((min(before, alike) * (0.5 + 0.5 * max(before, alike)), used + size))
            if i < len(parts) and (i, j - 1) in table:
                choices.append(table[i, j - 1])  # a word that no part stands for
            if choices:
                table[i, j] = max(choices)
    results = [table[len(parts), len(tokens)]] if (len(parts), len(tokens)) in table else []
    if len(parts) > 2:
        # Middle names are left out freely: first and last part alone.
        results.extend((0.97 * score, used) for score, used in _assignments((parts[0], parts[-1]), tokens))
    return tuple(results)


@lru_cache(maxsize=16384)
def part_alike(characters: str, letters: str) -> float:
    """How likely one part of a transcribed name stands for the folded letters, 0 to 1.

    >>> part_alike("约翰", "john"), part_alike("亨利", "harry") < 0.4 < 0.8 < part_alike("哈姆多克", "hamdok")
    (1.0, True)
    """
    if not any(map(_is_han, characters)):
        latin = fold(characters).replace(" ", "")
        if latin == letters:
            return 1.0
        return 0.9 if latin[:1] == letters[:1] and min(len(latin), len(letters)) == 1 else 0.1
    if len(letters) == 1:
        return 0.6 if may_begin(characters[0], letters) else 0.2
    fixed, taken = conventional()
    if characters in fixed.get(letters, frozenset()):
        return 1.0
    if any(characters in fixed.get(name, frozenset()) for name in full_forms().get(letters, frozenset())):
        return 0.9
    if letters not in fixed and in_dictionary(characters, letters):
        return 1.0
    if len(characters) == 1 and any(letters in found for found in spellings(characters, True).values()):
        return 1.0
    likely = sound_probability(sound_odds(characters, letters), characters, letters)
    if characters in taken:
        return likely * (0.45 if letters in fixed else 0.7)
    return likely * (0.8 if letters in fixed else 1.0)


def sound_probability(odds: float, characters: str, letters: str, even: float = EVEN) -> float:
    """From learnt odds of sound, and the likeness by the rules of `names_sound`, to a probability that two names are one.

    Either alone errs in cases of its own: the model where a name is spelled as no place is, the rules where two names happen
    to share their consonants. `even` is the sum at which the names are as likely one as two.
    """
    total = odds + _RULES * sound_alike(characters, letters)
    return 1.0 / (1.0 + math.exp(-_STEEP * (total - even)))


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
