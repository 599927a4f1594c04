"""Whether a Chinese character ends the transcription of a name that stands behind it in Latin letters, as in 卡瓦諾 (Kavanaugh).

Newspapers give the original behind a transcribed name. Which letters a syllable writes is told by the program's own counts
(`duizhao.transliteration`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from duizhao.transliteration import end_odds, fold, may_begin

_BEHIND = re.compile(r" ?[(（]([^()（）\n]{1,60})")
_WORD = re.compile(r"[^\W\d_]++(?:[-'’][^\W\d_]++)*+")
_HAN_AT_END = re.compile("[\u4e00-\u9fff]{0,3}+$")
# Not heard at the end of a longer name: Kavanaugh, Sarah.
_SILENT = re.compile("(?<=....)g?h$")
# What it costs, in nats, that a name ends with the end of another word than the last.
_NOT_LAST = 0.7
# A syllable that is so likely the end of a name may well be its last one.
_ENDED = 3.0


@lru_cache(maxsize=20_000)
def words_behind(right: str) -> tuple[str, ...]:
    """The folded words of a name in brackets at the beginning of a text, those with a hyphen apart; empty where there is none.

    An abbreviation in capitals (世界卫生组织 (WHO)) is no name that is told by its sounds.

    >>> words_behind(" (Brett Kavanaugh) 表示")
    ('brett', 'kavanau')
    """
    found = _BEHIND.match(right)
    if not found:
        return ()
    words = tuple(word for word in _WORD.findall(found[1]) if word[0] < "\u0250")
    words = tuple(word for word in words if word[0].isupper()) or words
    folded = tuple(_folded(part) for word in words for part in word.split("-"))
    return () if all(word.isupper() for word in words) else tuple(word for word in folded if word)


@lru_cache(maxsize=20_000)
def likeness(before: str, char: str, words: tuple[str, ...]) -> float:
    """How much likelier than chance a character ends a name behind what stands before it: the last of its words, or one before.

    A natural logarithm; -20 where there are no words.

    >>> likeness("朗", "普", ("donald", "trump")) > 0 > likeness("朗", "時", ("donald", "trump"))
    True
    """
    found = _HAN_AT_END.search(before)
    context = found[0] if found else ""
    last = len(words) - 1
    odds = (end_odds(context, char, word) - (_NOT_LAST if at < last else 0.0) for at, word in enumerate(words))
    return max(odds, default=-20.0)


def is_ended(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text ends as the name does, so that what follows may say what it names."""
    return likeness(text[:-1], text[-1], words) >= _ENDED


def fits(char: str, words: tuple[str, ...]) -> bool:
    """Whether a character can be any syllable of a name."""
    return any(may_begin(char, letter) for word in words for letter in word)


def _folded(word: str) -> str:
    return _SILENT.sub("", "".join(char for char in fold(word) if char.isascii() and char.isalpha()))
