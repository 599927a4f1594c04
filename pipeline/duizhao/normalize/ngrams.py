"""How likely a row of symbols is: runs of up to four symbols, counted in running text.

`benchmarks/counted_table.py` counts and smoothes them; what is kept is the logarithm of each run's last symbol behind the others,
and what a run loses where a longer one was not seen. A symbol has a number of 13 bits, a run is the number that they make in a
row, and the runs of a length are in order, so that one is found by halving.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

LONGEST = 4
BITS = 13
LIKELY_STEP = 0.1  # nats a step of a log-probability,
LOSS_STEP = 0.05  # and of a loss
_MEMO = 500_000


class Level(msgspec.Struct, frozen=True, array_like=True):
    """The runs of one length as written.

    Attributes:
        keys: the differences of the runs in order, the eight bytes of each apart from one another.
        likely: for each, minus the log-probability of its last symbol in steps.
        loss: for each, minus the logarithm that a longer run unseen costs in steps; empty for the longest.
    """

    keys: bytes
    likely: bytes
    loss: bytes


class CountedFile(msgspec.Struct, frozen=True, array_like=True):
    """The file: what was counted, how, the symbols in the order of their numbers, and the runs of each length."""

    source: str
    digest: str
    alphabet: str
    unknown: float
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class _Runs:
    keys: Sequence[int]
    likely: Sequence[float]
    loss: Sequence[float]


class Ngrams:
    """Runs of symbols, see `symbols.symbols`."""

    def __init__(self, file: CountedFile) -> None:
        self.digest = file.digest
        self._codes = {char: code for code, char in enumerate(file.alphabet)}
        self._unknown = file.unknown
        self._levels = tuple(_runs(level) for level in file.levels)
        self._memo: dict[str, float] = {}

    def score(self, before: str, text: str) -> float:
        """Log-probability of symbols behind others, of which the last three count."""
        total = 0.0
        memo = self._memo
        row = before[1 - LONGEST :] + text
        for end in range(len(row) - len(text) + 1, len(row) + 1):
            run = row[max(0, end - LONGEST) : end]
            found = memo.get(run)
            if found is None:
                if len(memo) > _MEMO:
                    memo.clear()
                found = memo[run] = self._log_probability(run)
            total += found
        return total

    def _log_probability(self, run: str) -> float:
        codes = [self._codes.get(char, -1) for char in run]
        if codes[-1] < 0:
            return self._unknown
        # A context counts from behind its last unknown symbol on.
        key, size = 0, -1
        for code in codes:
            key, size = (key << BITS | code, size + 1) if code >= 0 else (0, -1)
        lost = 0.0
        while size >= 0:
            key &= (1 << BITS * (size + 1)) - 1
            runs = self._levels[size]
            at = bisect_left(runs.keys, key)
            if at < len(runs.keys) and runs.keys[at] == key:
                return lost + runs.likely[at]
            if size:
                runs = self._levels[size - 1]
                at = bisect_left(runs.keys, key >> BITS)
                if at < len(runs.keys) and runs.keys[at] == key >> BITS:
                    lost += runs.loss[at]
            size -= 1
        return lost + self._unknown


def _runs(level: Level) -> _Runs:
    import numpy as np

    differences = np.frombuffer(level.keys, dtype=np.uint8).reshape(8, -1).T.copy().view("<u8").ravel()
    keys = array("Q")
    keys.frombytes(np.cumsum(differences, dtype=np.uint64).tobytes())
    likely = tuple(-LIKELY_STEP * step for step in range(256))
    loss = tuple(-LOSS_STEP * step for step in range(256))
    return _Runs(keys, [likely[step] for step in level.likely], [loss[step] for step in level.loss])


def counted_path() -> Path:
    """Where the table is."""
    return Path(str(files("duizhao.normalize").joinpath("data", "counted.bin")))


@cache
def load_ngrams() -> Ngrams:
    """The runs counted in running text; read once a process."""
    return Ngrams(msgspec.msgpack.decode(zlib.decompress(counted_path().read_bytes()), type=CountedFile))
