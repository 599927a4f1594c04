"""What there is to know about single characters, as one table for a fast scan: script, rarity, stray marks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Han characters, for the inside of a regular expression's brackets.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Bits of the table. A character may have several.
ODD = 1  # rare among Chinese prose: uncommon Han, other scripts, private use, the replacement mark
LATIN = 2  # what bytes from 80 to FF look like in Latin-1 and Windows-1252, less the marks that Chinese text uses too
STRAY = 4  # invisible marks and full-width ASCII
HANS = 8  # Simplified text only
HANT = 16  # Traditional text only
DIGIT = 64  # 0 to 9
LOOKALIKE = 128  # letters that stand for digits where a scanner read badly
# 鈥, 銆 and 锛 are what quotation marks and dashes, the full stop and the comma become when UTF-8 is read as GBK.
TELLTALE = 1024
TELLTALES = "鈥銆锛"
ESCAPE = 2048  # what an escape begins with: a backslash, a per cent sign
UNCOMMON = 512  # Han, and not among the most frequent
MARK = 256  # what stands for lost text where it stands twice or more
FOREIGN = 32  # kana, hangul and other scripts: odd, but no sign of damage by themselves

# Marks that Chinese prose is full of, and those of tables and formulas that stand in it undamaged.
_USUAL = "，。、：；？！“”‘’「」『』（）《》〈〉【】〔〕—…·％～　⋯−–‧•・°×÷±√≈≤≥→←↑↓①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ℃★☆●○■□▲△◆◇※"
_CP1252 = "€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ"
_STRAY_MARKS = "\u200b\u2060\ufeff\u00ad"
_HALF_WIDTH = "\uff61\uff62\uff63\uff64\uff65"
_FULL_WIDTH = (
    "".join(chr(code) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
    + "％＋－＝＃＄＆＊＠＿"
)


@cache
def script_sets() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Simplified, and characters that only Traditional text uses, by OpenCC's tables."""
    han = _han()
    simplified, traditional = _converted("t2s"), _converted("s2t")
    only_traditional = {char for char, other in zip(han, simplified, strict=True) if other != char}
    only_simplified = {char for char, other in zip(han, traditional, strict=True) if other != char}
    return frozenset(only_simplified - only_traditional), frozenset(only_traditional - only_simplified)


@cache
def common_han() -> frozenset[str]:
    """The first level of GB 2312, the 3,755 characters of everyday Chinese, and every Traditional form of them."""
    codes = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    first = frozenset(codes.decode("gb2312", "ignore"))
    traditional = {char for char, other in zip(_han(), _converted("t2s"), strict=True) if other in first and _in_big5(char)}
    return first | traditional


@cache
def simplified_forms() -> dict[int, str]:
    """The Simplified form of each character that has one, taken by itself, for `str.translate`; 著 counts as 着."""
    changed = {ord(char): other for char, other in zip(_han(), _converted("t2s"), strict=True) if char != other}
    return changed | {ord("著"): "着"}


@cache
def frequent_han() -> frozenset[str]:
    """The most frequent characters of Chinese prose, in every form."""
    listed: list[str] = tomllib.loads(files("duizhao.normalize").joinpath("frequent.toml").read_text("utf-8"))["characters"]
    first = frozenset("".join(listed))
    return first | {char for char, other in zip(_han(), _converted("t2s"), strict=True) if other in first and _in_big5(char)}


@cache
def character_table() -> NDArray[np.uint16]:
    """Bits of each character of the Basic Multilingual Plane, and of all others together at 0x10000."""
    import numpy as np

    table = np.zeros(0x10001, dtype=np.uint16)
    table[0x250:0x10000] = ODD
    table[0x80:0x250] = LATIN
    for start, end in ((0x370, 0x590), (0x590, 0x1000), (0x1100, 0x1200), (0x3040, 0x3100), (0xAC00, 0xD7A4), (0xFF66, 0xFFE0)):
        table[start:end] |= FOREIGN
    for char in _USUAL + _FULL_WIDTH + _HALF_WIDTH + _STRAY_MARKS:
        table[ord(char)] = 0
    # Emoji, dingbats, variation selectors, general punctuation.
    for start, end in ((0x2000, 0x2070), (0x2190, 0x2500), (0x25A0, 0x2BFF), (0xFE00, 0xFE10)):
        table[start:end] &= ~np.uint16(ODD)
    for char in _CP1252:
        table[ord(char)] = LATIN
    for char in _STRAY_MARKS + _HALF_WIDTH + _FULL_WIDTH:
        table[ord(char)] |= STRAY
    table[0x4E00:0xA000] |= UNCOMMON
    for char in common_han():
        table[ord(char)] = UNCOMMON
    for char in frequent_han():
        table[ord(char)] = 0
    table[0x30:0x3A] = DIGIT
    for char in "OoIl":
        table[ord(char)] = LOOKALIKE
    for char in "?*×\ufffd锟斤拷烫屯葺":
        table[ord(char)] |= MARK
    for char in "\\%":
        table[ord(char)] |= ESCAPE
    for char in TELLTALES:
        table[ord(char)] |= TELLTALE
    only_simplified, only_traditional = script_sets()
    for char in only_simplified:
        table[ord(char)] |= HANS
    for char in only_traditional:
        table[ord(char)] |= HANT
    return table


@cache
def _han() -> str:
    return "".join(map(chr, range(0x4E00, 0xA000)))


@cache
def _converted(config: str) -> str:
    from opencc import OpenCC

    converted: str = OpenCC(config).convert("\n".join(_han()))
    return converted.replace("\n", "")


def _in_big5(char: str) -> bool:
    """Whether Big5 has the character at its first level, that of everyday use, or at all among the first half of the second."""
    data = char.encode("big5", "ignore")
    return len(data) == 2 and data[0] < 0xE0
