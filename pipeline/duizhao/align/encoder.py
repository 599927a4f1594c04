"""Sentence vectors shared by Chinese and English, behind a small protocol."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Owners = npt.NDArray[np.int64]


class Spans(Protocol):
    """Sentences that were read once and can be asked for the vector of any few of them in a row."""

    def __len__(self) -> int:
        """Number of sentences."""
        ...

    def vectors(self, start: int, stop: int, size: int) -> Vectors:
        """Unit vectors, shape (stop - start, dimension): row `k` stands for sentences `start + k` to `start + k + size`,
        exclusive.

        `stop + size - 1` must not exceed the number of sentences.
        """
        ...

    def clauses(self, start: int, stop: int) -> tuple[Owners, Vectors]:
        """Unit vectors of the stretches of up to three clauses inside the sentences `start` to `stop`, exclusive.

        Whole sentences are not among them. Row `k` belongs to sentence `owners[k]`; both are empty where nothing is known of
        clauses.
        """
        ...


@runtime_checkable
class Encoder(Protocol):
    """Turns sentences of both languages into unit vectors of one space."""

    @property
    def name(self) -> str:
        """Name and version, for the run's signature."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape (number of texts, dimension)."""
        ...

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        """Read consecutive sentences once; see `Spans`."""
        ...


class MeanSpans:
    """Spans of any encoder: the vector of a few sentences is the sum of theirs, weighted by length."""

    def __init__(self, vectors: Vectors, lengths: Sequence[int]) -> None:
        weights = np.sqrt(np.asarray(lengths, dtype=np.float32)) + 1
        self._weighted = vectors * weights[:, None]

    def __len__(self) -> int:
        return len(self._weighted)

    def vectors(self, start: int, stop: int, size: int) -> Vectors:
        """See `Spans.vectors`."""
        total = self._weighted[start:stop].copy()
        for offset in range(1, size):
            total += self._weighted[start + offset : stop + offset]
        return unit(total)

    def clauses(self, start: int, stop: int) -> tuple[Owners, Vectors]:
        """See `Spans.clauses`: nothing is known of them."""
        del start, stop
        return np.zeros(0, dtype=np.int64), np.zeros((0, self._weighted.shape[1]), dtype=np.float32)


class RememberingEncoder:
    """Another encoder with the last texts it read kept: a run looks at a text when it pairs documents and again when it aligns
    them, and at a word in many texts.

    What is kept are whole texts, and words that were asked for one at a time, so that a vector never depends on what was read
    before it.

    Args:
        encoder: the one that reads.
        sentences: how many sentences are kept, some 7 KB each.
        words: how many words are kept, 2 KB each.
    """

    def __init__(self, encoder: Encoder, sentences: int = 10_000, words: int = 30_000) -> None:
        self._encoder = encoder
        self._most = self._room = sentences
        self._kept: OrderedDict[tuple[str, ...], Spans] = OrderedDict()
        self._word = lru_cache(maxsize=words)(self._encode_word)

    @property
    def name(self) -> str:
        """Name and version of the encoder that reads."""
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        return self._word(texts[0]) if len(texts) == 1 else self._encoder.encode(texts)

    def _encode_word(self, word: str) -> Vectors:
        return self._encoder.encode([word])

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        """See `Encoder.encode_spans`."""
        key = tuple(texts)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        found = self._encoder.encode_spans(texts)
        if len(key) <= self._most:
            self._kept[key] = found
            self._room -= len(key)
        while self._room < 0:
            oldest, _ = self._kept.popitem(last=False)
            self._room += len(oldest)
        return found


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length one; rows of zeros stay."""
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    result: Vectors = vectors / np.maximum(norms, 1e-12)
    return result
