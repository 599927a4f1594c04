"""Width and stray marks: what should not be in a text, whatever its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.text import Edit

WIDTH_RULE = "width.ascii/1"
PUNCTUATION_RULE = "width.punctuation/1"
STRAY_RULE = "stray.invisible/1"

# Full-width letters and digits, and the signs that belong to numbers and formulas. Punctuation stays: in Chinese text the
# full-width comma, colon, brackets, question and exclamation marks are the right ones.
_FULL = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL |= {ord(char): ord(char) - 0xFEE0 for char in "％＋－＝＃＄＆＊／＠＿"}
_HALF = {0xFF61: "。", 0xFF62: "「", 0xFF63: "」", 0xFF64: "、", 0xFF65: "・"}
_TABLE: dict[int, int | str] = {**_FULL, **_HALF}
# Zero-width space, word joiner, BOM, soft hyphen. The zero-width joiner stays: emoji are made with it.
_STRAY = re.compile("[\u200b\u2060\ufeff\u00ad]+")


def narrowed(text: str) -> str:
    """The text with full-width ASCII and half-width CJK punctuation set right; same length."""
    return text.translate(_TABLE) if not text.isascii() else text


def without_strays(text: str) -> str:
    """The text without invisible marks."""
    return _STRAY.sub("", text)


def stray_edits(text: str) -> Iterator[Edit]:
    """Edits that remove invisible marks."""
    for match in _STRAY.finditer(text):
        yield Edit(match.start(), match.end(), "", STRAY_RULE)
