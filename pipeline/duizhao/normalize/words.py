"""The likeliest division of a text into words of the dictionary, around a gap that several characters may fill.

What stands before the gap and behind it is divided once; for each character only the words that hold it are looked up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from duizhao.normalize.tables import Tables

_LONGEST = 5
_MARK = 8  # characters that tell what a mark is, a figure or a date


class Words:
    """The words of a script, each by itself, and how well their parts of speech go together."""

    def __init__(self, tables: Tables, behind: Callable[[str, str, float], float], mark: Callable[[str, str], float]) -> None:
        """Args: the counts; the chance of a character behind a figure or a Latin word; the log-probability of a mark."""
        self._counts = tables.words
        self._singles = tables.singles
        self._starts: Mapping[str, float] = {char: count / tables.tokens for char, count in tables.starts.items()}
        logs = {count: math.log(count / tables.tokens) for count in set(tables.words.values())}
        self._logs = {word: logs[count] for word, count in tables.words.items()}
        self._rarest = math.log(0.5 / tables.tokens)
        self._tags = tables.tags
        self._affinity = tables.affinities
        self._behind = behind
        self._mark = mark

    def frequency(self, word: str) -> float:
        """How often the dictionary counted a word, on its own scale; 0 for what is none."""
        return self._counts.get(word, 0.0)

    def score(self, text: str) -> float:
        """Log-probability of the best division of a text."""
        return self.divided(text)[0][-1]

    def divided(self, text: str) -> tuple[list[float], list[int]]:
        """The score of the best division up to each offset, and where its last word begins."""
        best = [0.0] + [-math.inf] * len(text)
        origins = [0] * (len(text) + 1)
        get = self._logs.get
        for start, char in enumerate(text):
            base = best[start]
            if char not in self._singles:
                single = self._mark(text[:start], text[start : start + _MARK])
            else:
                base += self._begins(text[:start].rstrip(" ")[-1:], char)
                single = get(char, self._rarest)
                for end in range(start + 2, min(start + _LONGEST, len(text)) + 1):
                    found = get(text[start:end])
                    if found is not None and base + found > best[end]:
                        best[end] = base + found
                        origins[end] = start
            if base + single > best[start + 1]:
                best[start + 1] = base + single
                origins[start + 1] = start
        return best, origins

    def _begins(self, before: str, char: str) -> float:
        """What it adds that a word begins behind a figure or a Latin word."""
        if not before.isascii() or not before.isalnum():
            return 0.0
        plain = self._starts.get(char, 0.0) or math.exp(self._rarest)
        return math.log(self._behind(before, char, plain) / plain)

    def class_of(self, word: str) -> str:
        """The part of speech of a word, by jieba's letters; empty where none is known."""
        found = self._tags.get(word)
        if found is None and word.isascii() and word.isalnum():
            return "m" if word.isdigit() else "nz"
        return found or ""

    def affinity(self, one: str, other: str) -> float:
        """How much likelier the part of speech of a word is behind that of another."""
        return self._affinity.get((self.class_of(one), self.class_of(other)), 0.0)


class Gap:
    """What stands before and behind a gap of one character, divided into words."""

    def __init__(self, words: Words, left: str, right: str) -> None:
        self._words, self._left, self._right = words, left, right
        self._before, self._origins = words.divided(left)
        self._behind: list[float] = [0.0] * (len(right) + 1)
        self._ends = [0] * (len(right) + 1)
        self._divide_right()
        self._first = right.lstrip(" ")[:_MARK]
        self._depends = self._first[:1].isascii() and self._first[:1].isalnum()
        self._last = left.rstrip(" ")[-1:]
        self._around = tuple(self._pieces())

    def _pieces(self) -> Iterator[tuple[str, str, int, int]]:
        """What a word that fills the gap can begin and end with, and from and to where it goes."""
        singles, left, right = self._words._singles, self._left, self._right
        size = len(left)
        for first in range(size, max(-1, size - _LONGEST), -1):
            if first < size and left[first] not in singles:
                break
            head = left[first:]
            for stop in range(0 if first < size else 1, min(len(right), _LONGEST - len(head) - 1) + 1):
                if stop and right[stop - 1] not in singles:
                    break
                yield head, right[:stop], first, stop

    def _divide_right(self) -> None:
        words, right = self._words, self._right
        get = words._logs.get
        for start in range(len(right) - 1, -1, -1):
            char = right[start]
            end, best = start + 1, 0.0
            if char not in words._singles:
                best = words._mark(right[:start], right[start : start + _MARK]) + self._behind[start + 1]
            else:
                best = get(char, words._rarest) + self._behind[start + 1]
                for stop in range(start + 2, min(start + _LONGEST, len(right)) + 1):
                    found = get(right[start:stop])
                    if found is not None and found + self._behind[stop] > best:
                        end, best = stop, found + self._behind[stop]
                best += words._begins(right[:start].rstrip(" ")[-1:], char)
            self._ends[start], self._behind[start] = end, best

    def around(self) -> float:
        """The score of both sides by themselves."""
        return self._before[-1] + self._behind[0]

    def filled(self, char: str) -> tuple[float, float]:
        """Log-probability of the best division with a character in the gap, and what the parts of speech add."""
        words, left, right = self._words, self._left, self._right
        before, behind = self._before, self._behind
        size = len(left)
        apart = behind[0]
        if self._depends:
            apart += words._mark(left + char, self._first) - words._mark("", self._first)
        if char not in words._singles:
            return before[size] + words._mark(left, char) + apart, 0.0
        get = words._logs.get
        begins = words._begins(self._last, char)
        best = before[size] + begins + get(char, words._rarest) + apart
        start, end = size, 0
        for head, tail, first, stop in self._around:
            found = get(head + char + tail)
            if found is not None:
                score = before[first] + found + (behind[stop] if stop else apart)
                if first == size:
                    score += begins
                if score > best:
                    best, start, end = score, first, stop
        return best, self._classes(left[start:] + char + right[:end], start, end)

    def _classes(self, word: str, start: int, end: int) -> float:
        words, added = self._words, 0.0
        if start:
            added += words.affinity(self._left[self._origins[start] : start], word)
        if end < len(self._right):
            added += words.affinity(word, self._right[end : self._ends[end]])
        return added
