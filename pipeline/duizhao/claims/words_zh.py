"""Chinese words: jieba's dictionary as a word list, read once.

It settles two questions: does a numeral only stand inside a word (三亚, 一定, 万一), and which noun follows a measure word.
Longest match around one place is all that is needed, which is far cheaper than segmenting the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from duizhao.claims import lexicon

MAX_WORD = 6
# Rarer words of the list are mostly names and chance cuts of its source (共五, 中二, 三十大), and would hide real numbers.
_RARE = 5
_COMMON = 30


# An idiom has so many characters at least; the index goes by them.
IDIOM_HEAD = 4
# How far before its last numeral an idiom may begin, in characters.
_IDIOM_REACH = 7
_NUMERAL = re.compile("[一二三四五六七八九十百千万两]")


@cache
def _words() -> tuple[dict[str, str], frozenset[str], dict[str, tuple[str, ...]]]:
    words: dict[str, str] = {}
    common: set[str] = set()
    idioms: dict[str, tuple[str, ...]] = {}
    counting = frozenset(lexicon.refusals().zh.counting_idioms)
    data = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    for row in data.splitlines():
        word, _, rest = row.partition(" ")
        count, _, tag = rest.partition(" ")
        if len(word) <= MAX_WORD and int(count) >= _RARE:
            words[word] = tag
            if int(count) >= _COMMON:
                common.add(word)
        if tag == "i" and len(word) >= IDIOM_HEAD and _NUMERAL.search(word) and word not in counting:
            idioms[word[:IDIOM_HEAD]] = (*idioms.get(word[:IDIOM_HEAD], ()), word)
    return words, frozenset(common), idioms


def dictionary() -> dict[str, str]:
    """Word to part of speech, from jieba's `dict.txt` (rows are `word frequency tag`), without its rarest words."""
    return _words()[0]


def common_words() -> frozenset[str]:
    """Words of the dictionary that are common enough to outweigh a numeral behind them."""
    return _words()[1]


def idiom_over(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The idiom of jieba's list (入木三分, 一波三折) that covers a numeral from `start` to `end`, those that do count left out.

    >>> idiom_over("此事一波三折", 4, 5), idiom_over("三折出售", 0, 1)
    ((2, 6), None)
    """
    idioms = _words()[2]
    for begin in range(max(0, start - _IDIOM_REACH), start + 1):
        for idiom in idioms.get(text[begin : begin + IDIOM_HEAD], ()):
            if begin + len(idiom) >= end and text.startswith(idiom, begin):
                return begin, begin + len(idiom)
    return None


def longest_from(text: str, start: int, longest: int = MAX_WORD) -> int:
    """End of the longest dictionary word that starts at `start`; `start + 1` where there is none."""
    words = dictionary()
    for end in range(min(len(text), start + longest), start + 1, -1):
        if text[start:end] in words:
            return end
    return min(start + 1, len(text))


def words_to(text: str, end: int, limit: int) -> Iterator[tuple[int, int, str]]:
    """Words that end at `end`, by longest match backwards, the last first, at most `limit`: start, end, part of speech."""
    words = dictionary()
    at = end
    for _ in range(limit):
        if at <= 0:
            return
        start = next((k for k in range(max(0, at - MAX_WORD), at - 1) if text[k:at] in words), at - 1)
        yield start, at, words.get(text[start:at], "")
        at = start


def words_from(text: str, start: int, limit: int) -> Iterator[tuple[int, int, str]]:
    """Words from `start` on, by longest match, at most `limit` of them: start, end, part of speech (empty for unknown)."""
    words = dictionary()
    at = start
    for _ in range(limit):
        if at >= len(text):
            return
        end = longest_from(text, at)
        yield at, end, words.get(text[at:end], "")
        at = end
