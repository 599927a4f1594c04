"""Chinese names in English text: is it one, and which part is the family name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from duizhao.claims.people.lexicon import english_words

_HYPHENS = regex.compile(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
# Siu, Ming, Kwok, Hsiao, Tse; ng and yeung too.
_SYLLABLE = regex.compile(r"(?:[bcdfghjklmnpqrstwxyz]{0,3}[aeiouü]{1,3}(?:ng|[hkmnptwu])?|ng|m|tz|sz)")
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"


def chinese_parts(names: Sequence[str]) -> tuple[str, str] | None:
    """(family, given) of a Chinese name in any romanisation, family name first or last; None when it is none.

    >>> chinese_parts(["Zhou", "Lin"]), chinese_parts(["Ing-wen", "Tsai"]), chinese_parts(["Abdalla", "Hamdok"])
    (('Zhou', 'Lin'), ('Tsai', 'Ing-wen'), None)
    """
    if len(names) not in (2, 3):
        return None
    if names[0].lower() in english_words().pinyin_surnames and _is_pinyin_given(names[1:], least=1):
        return names[0], " ".join(names[1:])
    if _is_surname(names[0]) and len(names) == 2 and _hyphenated(names[1]):
        return names[0], names[1]
    if _is_surname(names[0]) and len(names) == 3 and all(map(_one_syllable, names[1:])):
        return names[0], " ".join(names[1:])
    if len(names) == 2 and _is_surname(names[1]) and (_is_pinyin_given(names[:1], least=2) or _hyphenated(names[0])):
        return names[1], names[0]
    return None


def _is_surname(name: str) -> bool:
    lowered = name.lower()
    lexicon = english_words()
    return lowered in lexicon.pinyin_surnames or lowered in lexicon.other_surnames


def _hyphenated(name: str) -> bool:
    """Ing-wen, Yun-fat, Hsiao-p'ing: two short syllables."""
    parts = _HYPHENS.split(name)
    return len(parts) == 2 and parts[0][0].isupper() and all(1 < len(part) <= 6 and _one_syllable(_plain(part)) for part in parts)


def _plain(name: str) -> str:
    return "".join(character for character in name if character not in _APOSTROPHES)


def _one_syllable(name: str) -> bool:
    """Siu, Ming, Kwok: one group of vowels, a consonant or two at most around it."""
    return _SYLLABLE.fullmatch(name.lower()) is not None


def _is_pinyin_given(names: Sequence[str], least: int) -> bool:
    total = 0
    for name in names:
        for part in _HYPHENS.split(name):
            count = syllables(_plain(part).lower())
            if count == 0:
                return False
            total += count
    return least <= total <= 2


@lru_cache(maxsize=4096)
def syllables(word: str) -> int:
    """Into how few syllables of pinyin a lower-case word can be cut; 0 when it cannot.

    >>> syllables("zhou"), syllables("xiaoping"), syllables("smith")
    (1, 2, 0)
    """
    if len(word) > 18:
        return 0
    known = english_words().syllables
    best = [0] + [99] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            if best[start] + 1 < best[end] and word[start:end] in known:
                best[end] = best[start] + 1
    return best[-1] if best[-1] < 99 else 0


def split_name(names: Sequence[str]) -> tuple[str | None, str | None]:
    """(family, given) of the words of a name.

    >>> split_name(["Zhou", "Lin"]), split_name(["Abdalla", "Hamdok"]), split_name(["Martin", "Luther", "King", "Jr"])
    (('Zhou', 'Lin'), ('Hamdok', 'Abdalla'), ('King', 'Martin Luther'))
    """
    lexicon = english_words()
    chinese = chinese_parts(names)
    if chinese is not None and (names[0] not in lexicon.given or chinese[0] == names[-1]):
        return chinese
    core = list(names)
    while len(core) > 1 and (core[-1] in lexicon.suffixes or core[-1] in ("Jr", "Sr", "Jnr", "Snr")):
        core.pop()
    if len(core) == 1:
        if core[0] in lexicon.given and len(names) == 1:
            return None, core[0]
        return core[0], None
    cut = len(core) - 1
    while cut > 1 and core[cut - 1] in lexicon.particles:
        cut -= 1
    return " ".join(core[cut:]), " ".join(core[:cut])
