"""Which characters of a text are settled: look-ups and marks in time that grows with the stretch alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from duizhao.claims.mention import Mention


class Cover:
    """A text's characters, marked as claims settle on them.

    >>> cover = Cover(10)
    >>> cover.take(2, 5), cover.take(4, 6), cover.next_taken(0), cover.past(3)
    (True, False, 2, 5)
    """

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)
        self._length = length
        self._known = (0, 0)  # no character of this stretch is taken, and the one behind it is, or the text ends

    def free(self, start: int, end: int) -> bool:
        """Whether no character of the stretch is taken."""
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> bool:
        """Mark a stretch; False, and nothing marked, where part of it is taken."""
        if not self.free(start, end):
            return False
        self.mark(start, end)
        return True

    def mark(self, start: int, end: int) -> None:
        """Mark a stretch, taken or not."""
        self._marks[start:end] = b"\x01" * (end - start)
        self._known = (0, 0)

    def taken(self, at: int) -> bool:
        """Whether the character is taken."""
        return at < self._length and self._marks[at] == 1

    def past(self, at: int) -> int:
        """The first free character from `at` on, or the length."""
        found = self._marks.find(0, at)
        return self._length if found < 0 else found

    def next_taken(self, at: int) -> int:
        """The first taken character from `at` on, or the length."""
        first, last = self._known
        if not first <= at < last:
            found = self._marks.find(1, at)
            last = self._length if found < 0 else found
            self._known = (at, last)
        return last


def settled(cover: Cover, candidates: Iterable[Mention]) -> list[Mention]:
    """Of overlapping candidates the longest, then the first, then by kind; those that stand are marked."""
    ordered = sorted(candidates, key=lambda m: (m.start - m.end, m.start, m.kind))
    return [one for one in ordered if cover.take(one.start, one.end)]


def joined(mentions: Iterable[Mention], join: Callable[[Mention, Mention], Mention | None]) -> list[Mention]:
    """Neighbours put together where `join` makes one claim of them; no two of the result overlap.

    Args:
        mentions: in reading order.
        join: gives the one claim that two neighbours are, or None.
    """
    result: list[Mention] = []
    for one in mentions:
        if result:
            both = join(result[-1], one)
            if both is not None:
                result[-1] = both
                continue
            if one.end <= result[-1].end:
                continue
            if one.start < result[-1].end:
                one = replace(one, start=result[-1].end)
        result.append(one)
    return result
