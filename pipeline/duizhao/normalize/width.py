"""Width and stray marks: what should not be in a text, whatever its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duizhao.normalize.characters import HAN
from duizhao.normalize.scan import Span
from duizhao.text import Edit

WIDTH_RULE = "width.ascii/3"
PUNCTUATION_RULE = "width.punctuation/1"
STRAY_RULE = "stray.invisible/1"
SPACING_RULE = "stray.spacing/1"

# Full-width letters and digits, and the signs that belong to numbers and formulas. Punctuation stays: in Chinese text the
# full-width comma, colon, brackets, question and exclamation marks are the right ones.
_SIGNS = "％＋－＝＃＄＆＊＠＿"
_FULL = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL |= {ord(char): ord(char) - 0xFEE0 for char in f"{_SIGNS}，．"}
_HALF = {0xFF61: "。", 0xFF62: "「", 0xFF63: "」", 0xFF64: "、", 0xFF65: "・"}
_HALF_FIRST = 0xFF61
_TABLE: dict[int, int | str] = {**_FULL, **_HALF}
_LETTERS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
# Signs only where letters or digits of full width stand beside them: ８％, but not 8％, which a Chinese editor may have meant.
# A comma only inside a number of full width, before three digits: ４，５６５.
# A full stop only between two of them: ３．５, but not 約翰．史密斯.
_COMMA = "(?<=[０-９])，(?=[０-９]{3}(?![０-９]))"
_POINT = f"(?<=[{_LETTERS}])．(?=[{_LETTERS}])"
_NARROW = re.compile(rf"[{_SIGNS}]{{0,4}}+[{_LETTERS}](?:[{_LETTERS}{_SIGNS}]|{_COMMA}|{_POINT})*+|[\uff61-\uff65]++")
_WORDS = 0.6  # a share of words from which a row of single characters is text
_KNOWN = 40.0  # frequency in the dictionary from which a word is one, and not a name
_JUSTIFIED = re.compile(rf"[{HAN}](?: [{HAN}，。、；：]){{5,}}+(?![^\s{HAN}])")
# Zero-width space, word joiner, BOM, soft hyphen. The zero-width joiner stays: emoji are made with it.
_STRAY = re.compile("[\u200b\u2060\ufeff\u00ad]+")


def narrowed(text: str) -> str:
    """The text with full-width ASCII and half-width CJK punctuation set right; same length.

    >>> narrowed("增长８％，共１２台")
    '增长8%，共12台'
    """
    return _NARROW.sub(lambda match: match[0].translate(_TABLE), text)


def width_edits(text: str) -> Iterator[Edit]:
    """Edits that do the same, one for each run of characters."""
    for match in _NARROW.finditer(text):
        narrow = match[0].translate(_TABLE)
        yield Edit(match.start(), match.end(), narrow, WIDTH_RULE if ord(match[0][0]) < _HALF_FIRST else PUNCTUATION_RULE)


def without_strays(text: str) -> str:
    """The text without invisible marks."""
    return _STRAY.sub("", text)


def stray_edits(text: str) -> Iterator[Edit]:
    """Edits that remove invisible marks."""
    for match in _STRAY.finditer(text):
        yield Edit(match.start(), match.end(), "", STRAY_RULE)


def spacing_edits(text: str, spans: Iterable[Span]) -> Iterator[Edit]:
    """Edits that remove the spaces of justified text, where every Han character stands by itself: `关 于 安 全 生 产`.

    Names stand so too (`王 芳 李 伟`); the spaces go only where what they part are words.
    """
    for start, end in spans:
        for match in _JUSTIFIED.finditer(text, start, end):
            if _in_words(match[0].replace(" ", "")) >= _WORDS:
                for at in range(match.start() + 1, match.end(), 2):
                    yield Edit(at, at + 1, "", SPACING_RULE, 0.9)


def _in_words(text: str) -> float:
    """The share of characters that stand in words of two and more characters, longest first."""
    from duizhao.normalize.language import load_language_model

    tables = load_language_model("hans").words, load_language_model("hant").words
    at = covered = 0
    while at < len(text):
        size = next((size for size in (4, 3, 2) if any(words.frequency(text[at : at + size]) >= _KNOWN for words in tables)), 1)
        covered += size if size > 1 else 0
        at += size
    return covered / len(text)
