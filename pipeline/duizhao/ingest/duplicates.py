"""Ids seen before, in memory that does not grow with the number of rows."""

from __future__ import annotations

import hashlib
from array import array

_SLOTS = 1 << 20


class SeenIds:
    """Remembers about the last million different ids.

    Each id has one place in a fixed table, and a newer id may take the place of an older one: in a file of some hundred
    thousand rows practically every duplicate is found, in one of many millions those that stand near each other. What is
    reported as a duplicate is one, but for a chance of one in 10^19.
    """

    def __init__(self) -> None:
        self._prints: array[int] | None = None
        self._lines: array[int] | None = None

    def earlier(self, scope: str, name: str | int, line: int) -> int | None:
        """The line on which this id stood before, or None; remembers it."""
        if self._prints is None or self._lines is None:
            self._prints = array("Q", bytes(8 * _SLOTS))
            self._lines = array("Q", bytes(8 * _SLOTS))
        digest = hashlib.blake2b(f"{scope}\x1f{name}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
        print_ = int.from_bytes(digest, "little") or 1  # 0 marks an empty place
        slot = (print_ ^ (print_ >> 32)) % _SLOTS
        if self._prints[slot] == print_:
            return self._lines[slot]
        self._prints[slot], self._lines[slot] = print_, line
        return None
