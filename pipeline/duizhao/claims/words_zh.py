"""Chinese words: jieba's dictionary as a word list, read once.

It settles two questions: does a numeral only stand inside a word (三亚, 一定, 万一), and which noun follows a measure word.
Longest match around one place is all that is needed, which is far cheaper than segmenting the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

MAX_WORD = 6


@cache
def dictionary() -> dict[str, str]:
    """Word to part of speech, from jieba's `dict.txt` (349,046 words; rows are `word frequency tag`)."""
    words: dict[str, str] = {}
    data = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    for row in data.splitlines():
        word, _, rest = row.partition(" ")
        if len(word) <= MAX_WORD:
            words[word] = rest.rpartition(" ")[2]
    return words


def longest_from(text: str, start: int, longest: int = MAX_WORD) -> int:
    """End of the longest dictionary word that starts at `start`; `start + 1` where there is none."""
    words = dictionary()
    for end in range(min(len(text), start + longest), start + 1, -1):
        if text[start:end] in words:
            return end
    return min(start + 1, len(text))


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
