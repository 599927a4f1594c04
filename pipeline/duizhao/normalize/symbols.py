"""Text as a row of symbols, as it is counted for the language model: a figure is one symbol, and so are words in Latin letters.

Both scripts have the same symbols, those of Simplified text, and both kinds of quotation marks, so that one table serves both.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from duizhao.normalize.characters import simplified_forms

FIGURE = "9"
YEAR = "Y"
LATIN = "A"
LINE = "\n"
_LETTERS = r"A-Za-z\u00c0-\u024f"
_WORDS = re.compile(rf"[{_LETTERS}]++(?:[ .'&/-]{{1,3}}+[{_LETTERS}0-9]++)*+")
_NUMBER = re.compile(r"[0-9]++(?:[.,·][0-9]++)*+")
_SPACES = re.compile(r"[^\S\n]++")
_DASHES = re.compile(r"[—－―─]++")
_DOTS = re.compile(r"…++|\.{2,}+")
# How a mark is counted: those of full width, and Mainland quotation marks, stand for all.
_MARKS = str.maketrans(",!?:;()%「」『』", "，！？：；（）％“”‘’")
_FULL_WIDTH = {code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)}
_PROBE = "據 2019 年的統計，著名的 Ada Lovelace（18 歲）有 3.5 萬張……「圖」——約５０％!\n１２月后"


def symbols(text: str) -> str:
    """The symbols of a text, a character each.

    >>> symbols("據 2019 年的統計，Ada Lovelace (18 歲) 有 3.5 萬張")
    '据Y年的统计，A（9岁）有9万张'
    """
    text = text.translate(_plain())
    text = _WORDS.sub(LATIN, text)
    text = _NUMBER.sub(_figure, text)
    text = _SPACES.sub("", text)
    return _DOTS.sub("…", _DASHES.sub("—", text)).translate(_MARKS)


def symbols_digest() -> str:
    """Sixteen hex digits of how text becomes symbols; a table with another digest was counted otherwise."""
    return hashlib.sha256(symbols(_PROBE).encode()).hexdigest()[:16]


def _figure(match: re.Match[str]) -> str:
    found = match[0]
    return YEAR if len(found) == 4 and found[0] in "12" and found.isdigit() else FIGURE


@cache
def _plain() -> dict[int, int | str]:
    """Figures and letters of half width, and the Simplified form of every character."""
    return {**_FULL_WIDTH, ord("．"): ".", **simplified_forms()}
