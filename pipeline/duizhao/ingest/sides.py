"""Which language a short text plainly is in, by its letters alone; no more than the readers need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]++")
# A side this long, letters counted, is a text and no name that both languages write alike (`iPhone 15 Pro Max`).
_WORDS, _LETTERS, _CHARACTERS = 4, 16, 4
# A shorter one is, with one of these among three words or more.
_FEW_WORDS = 3
_FUNCTION_WORDS = re.compile(
    r"(?<![A-Za-z])(?:is|are|was|were|be|been|am|has|have|had|does|do|did|will|would|could|can"
    r"|we|you|they|he|she|it|this|that|these|those)(?![A-Za-z])",
    re.IGNORECASE,
)
# Of English so few characters lie beyond ASCII; of Chinese that was decoded as a Western encoding most do.
_BEYOND_ASCII = re.compile("[\u0080-\u024f\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_MOST_BEYOND_ASCII = 0.2
# How much more of one language than of the other there is in a text that is plainly in it.
_PLAINLY = 4
# Of longer texts this much is looked at.
_LOOKED_AT = 4000


@dataclass(frozen=True, slots=True)
class Letters:
    """Han characters, Latin words and Latin letters of a text."""

    han: int
    words: int
    latin: int

    @classmethod
    def of(cls, text: str) -> Letters:
        """Count them in the first few thousand characters."""
        text = text[:_LOOKED_AT]
        words = _LATIN_WORD.findall(text)
        return cls(len(_HAN.findall(text)), len(words), sum(map(len, words)))

    def is_chinese(self) -> bool:
        """Chinese enough to be a Chinese side: four characters, and no more Latin words than those."""
        return self.han >= _CHARACTERS and self.han > self.words

    def is_english(self) -> bool:
        """A text in Latin letters, with hardly a Han character in it."""
        return self.words >= _WORDS and self.latin >= _LETTERS and self.han * 4 < self.words


def language(text: str) -> Literal["zh", "en"] | None:
    """The language of a text in which one of the two prevails, however short; None where no letter tells.

    >>> language("新泊位12个"), language("Phase I"), language("12.5%")
    ('zh', 'en', None)
    """
    letters = Letters.of(text)
    if letters.han == letters.words == 0:
        return None
    return "zh" if letters.han > letters.words else "en"


def language_of_text(text: str) -> Literal["zh", "en"] | None:
    """The language that a whole text is plainly in; None for one that holds much of both, or hardly any of either.

    >>> language_of_text("港口工程于三月开工。\\n" * 3), language_of_text("Work began in March.\\n" * 3), language_of_text("12")
    ('zh', 'en', None)
    >>> language_of_text("港口工程开工。\\nWork began on the harbour.") is None
    True
    """
    pieces = [Letters.of(line) for line in text.split("\n")]
    han, words = sum(piece.han for piece in pieces), sum(piece.words for piece in pieces)
    # A word of English stands beside two characters of Chinese.
    if han + words < _WORDS or _is_damaged(text):
        return None
    return "zh" if han > words * 2 * _PLAINLY else "en" if words * 2 > han * _PLAINLY else None


def source_language(source: str, target: str) -> Literal["zh", "en"]:
    """Which of the two a text called the source is in, beside one called its translation; Chinese where neither tells.

    >>> source_language("Line 2", "二号线"), source_language("12", "Line 12"), source_language("12", "12")
    ('en', 'zh', 'zh')
    """
    first, second = language(source), language(target)
    if first == second or first == "zh" or second == "en":
        return "zh"
    return "en"


def _is_sentence(text: str) -> bool:
    """Whether a short text has a word that names in Latin letters do not have in Chinese text."""
    text = text[:_LOOKED_AT]
    return len(_LATIN_WORD.findall(text)) >= _FEW_WORDS and _FUNCTION_WORDS.search(text) is not None


def _is_damaged(text: str) -> bool:
    """Whether a text in Western letters is Chinese in the wrong encoding: what it says shows when it is repaired."""
    text = text[:_LOOKED_AT]
    return len(_BEYOND_ASCII.findall(text)) > _MOST_BEYOND_ASCII * len(text)


def trouble(zh: str, en: str) -> Literal["swapped", "both-chinese", "both-english"] | None:
    """What is plainly wrong with the two sides of a row; None for a sound one, or one too short to tell.

    >>> trouble("Work began on the new harbour.", "港口工程开工。")
    'swapped'
    >>> trouble("iPhone 15 Pro Max", "iPhone 15 Pro Max") is None
    True
    """
    left, right = Letters.of(zh), Letters.of(en)
    if left.han == 0 and right.han >= 2 and left.words and right.han > right.words:
        return "swapped"
    if left.han and right.is_chinese():
        return "both-chinese"
    if _is_damaged(zh):
        return None
    if left.han == right.han == 0 and zh != en and _is_sentence(zh) and _is_sentence(en):
        return "both-english"
    if left.is_english() and right.han == 0 and right.words >= _WORDS:
        return "both-english"
    return None
