"""One form for rules to read, of the same length as the text, so that offsets need no map.

Full width becomes half width, Traditional characters become Simplified one by one, odd spaces and minus signs become plain ones.
Chinese commas and stops stay: `３００，４００` is a list, `４，５６５` (full-width digits all through) is one number.
"""

from __future__ import annotations

import re
from functools import cache

from duizhao.claims import lexicon

_KEEP_WIDE = set("，！？；")
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"


@cache
def _common() -> dict[int, str]:
    table = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if chr(wide) not in _KEEP_WIDE}
    table |= {ord(space): " " for space in _SPACES}
    table |= {ord(mark): "-" for mark in "\N{MINUS SIGN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{SMALL HYPHEN-MINUS}"}
    table |= {ord(mark): "~" for mark in "\N{WAVE DASH}\N{TILDE OPERATOR}"}
    table |= {ord(mark): "'" for mark in "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"}
    return table


@cache
def _chinese() -> dict[int, str]:
    # A character table of OpenCC's, read once: phrase-level conversion changes lengths, a table does not.
    import opencc

    converter = opencc.OpenCC("t2s")
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = converter.convert("\n".join(characters)).split("\n")
    table = {ord(old): new for old, new in zip(characters, simplified, strict=True) if len(new) == 1 and new != old}
    table |= {
        ord(old): new
        for old, new in {
            "○": "〇",
            "◯": "〇",
            "Ｏ": "O",
            "兩": "两",
            "倆": "俩",
            "㎡": "㎡",
        }.items()
    }
    return _common() | table


@cache
def _english() -> dict[int, str]:
    return _common() | {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
# 參萬: Taiwan's capital three, else a word of taking part.
_CAPITAL_THREE = re.compile("参(?=[拾佰仟万亿])|(?<=[拾佰仟万亿零])参(?=[元圆角分])")
_LETTER_ZERO = re.compile(r"(?<=[一二三四五六七八九〇零])[Oo](?=[一二三四五六七八九〇零Oo年])")


def fold_chinese(text: str) -> str:
    """The text for Chinese rules; same length.

    >>> fold_chinese("３５％的農戶，約１．２萬戶")
    '35%的农户，约1.2万户'
    """
    if "，" in text:
        text = _WIDE_COMMA.sub(",", text)
    text = text.translate(_chinese())
    if "O" in text or "o" in text:
        text = _LETTER_ZERO.sub("〇", text)
    return _CAPITAL_THREE.sub("叁", text) if "参" in text else text


def fold_english(text: str) -> str:
    """The text for English rules: lower case in ASCII, same length.

    >>> fold_english("On 13 May\\u00a02020 İ")
    'on 13 may 2020 İ'
    """
    return text.translate(_english())


@cache
def _capitals() -> dict[int, str]:
    facts = lexicon.numerals().zh
    return {ord(capital): plain for capital, plain in zip(facts.capitals, facts.plain, strict=True)}


def plain_capitals(text: str) -> str:
    """Chinese capital numerals (壹贰叁) as plain ones; only for numerals, since 陆 is land and 伍 a surname."""
    return text.translate(_capitals())
