"""The two texts as the aligner sees them: vectors of sentences, spans and clauses, lengths, closing marks, and what is usual
among them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import regex

from duizhao.align.corridor import Floats
from duizhao.align.encoder import Owners, Spans, Vectors

# Most sentences of one side in a bead.
MAX_SIDE = 5
# Similarity of a Chinese and an English sentence that have nothing to do with each other, and how many sentences that prior
# weighs.
_USUAL, _USUAL_WEIGHT = 0.10, 50
# English characters for a Chinese one, and how many Chinese characters that prior weighs.
_RATIO, _RATIO_WEIGHT = 3.1, 400
# What a sentence ends or begins with; translators keep most of it. Columns of `Side.marks`.
_MARKS = (
    regex.compile(r"[?？][\"”’」』'）)]*+\s*+$"),
    regex.compile(r"[!！][\"”’」』'）)]*+\s*+$"),
    regex.compile(r"[.。!！?？…][\"”’」』'）)]*+\s*+$"),
    regex.compile(r"[\"”’」』]\s*+$|[.,!?]'\s*+$"),
    regex.compile(r"[:：][\"“「]?\s*+$"),
)
_OPENS_QUOTE = regex.compile(r"\s*+[-—]*+[\"“‘「『']")
QUESTION, EXCLAMATION, STOP, QUOTE_CLOSES, COLON, QUOTE_OPENS = range(6)


@dataclass(frozen=True, slots=True)
class Side:
    """One text.

    Attributes:
        texts: its sentences.
        spans: the same, read by the encoder.
        single: their vectors, shape (n, dimension).
        offsets: characters before each sentence, one more for the end, shape (n + 1,).
        marks: 1.0 where a sentence has the mark, shape (n, 6).
        negations: words that deny before each sentence, one more for the end, shape (n + 1,).
        mean: mean of `single`, shape (dimension,).
    """

    texts: Sequence[str]
    spans: Spans
    single: Vectors
    offsets: Floats
    marks: Floats
    negations: Floats
    mean: Vectors

    def __len__(self) -> int:
        return len(self.single)


def read_side(texts: Sequence[str], spans: Spans) -> Side:
    """Gather what is needed of one text."""
    single = spans.vectors(0, len(texts), 1)
    # One more than the characters: an empty sentence still takes a step.
    offsets = np.cumsum([0] + [len(text) + 1 for text in texts]).astype(np.float64)
    marks = np.zeros((len(texts), len(_MARKS) + 1))
    for index, text in enumerate(texts):
        tail = text[-12:]
        marks[index, :-1] = [bool(pattern.search(tail)) for pattern in _MARKS]
        marks[index, -1] = bool(_OPENS_QUOTE.match(text))
    denies = negation()
    negations = np.cumsum([0] + [sum(1 for _ in denies.finditer(text)) for text in texts]).astype(np.float64)
    mean: Vectors = single.mean(axis=0) if len(texts) else np.zeros(single.shape[1], dtype=np.float32)
    return Side(texts, spans, single, offsets, marks, negations, mean)


@cache
def negation() -> regex.Pattern[str]:
    """Words that deny, of either language; see `negations.toml`."""
    words = tomllib.loads(files("duizhao.align").joinpath("negations.toml").read_text(encoding="utf-8"))
    latin, han = "|".join(words["en"]), "|".join(words["zh"])
    return regex.compile(rf"(?<!\p{{L}})(?i:{latin})(?!\p{{L}})|(?<=\p{{L}})n['’]t(?!\p{{L}})|{han}")


def length_ratio(zh: Side, en: Side) -> float:
    """English characters for a Chinese one in these texts."""
    return float((en.offsets[-1] + _RATIO * _RATIO_WEIGHT) / (zh.offsets[-1] + _RATIO_WEIGHT))


@dataclass(frozen=True, slots=True)
class Vector:
    """Vectors with the similarity that each usually has to the other text."""

    vectors: Vectors
    usual: Vectors


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a side, `start` to `stop` (exclusive), with all vectors that are compared.

    Attributes:
        ending: `ending[k - 1]` has a row for each sentence of the stretch: the span of k sentences that ends with it; where
        the text has not as
            many before it, the row is zero.
        owners: sentence of each clause stretch, ascending.
        clauses: their vectors.
    """

    start: int
    stop: int
    ending: tuple[Vector, ...]
    owners: Owners
    clauses: Vector


def stretch(side: Side, other: Side, start: int, stop: int) -> Stretch:
    """Compute the vectors of a part of a side."""
    start, stop = max(0, start), min(len(side), stop)
    ending = []
    for size in range(1, MAX_SIDE + 1):
        first = max(0, start - size + 1)
        vectors = side.single[start:stop] if size == 1 else side.spans.vectors(first, max(first, stop - size + 1), size)
        missing = (stop - start) - len(vectors)
        padding = np.zeros((missing, side.single.shape[1]), dtype=np.float32)
        ending.append(with_usual(np.concatenate([padding, vectors]), other))
    owners, clauses = side.spans.clauses(start, stop)
    order = np.argsort(owners, kind="stable")
    return Stretch(start, stop, tuple(ending), owners[order], with_usual(clauses[order], other))


def with_usual(vectors: Vectors, other: Side) -> Vector:
    """Vectors of a side with the similarity each usually has to the other side."""
    count = len(other)
    usual = (vectors @ other.mean * count + _USUAL * _USUAL_WEIGHT) / (count + _USUAL_WEIGHT)
    return Vector(vectors, usual.astype(np.float32))


def margins(left: Vector, rows: slice, right: Vector, columns: slice) -> npt.NDArray[np.float32]:
    """Cosines less what is usual for either, shape (rows, columns)."""
    cosines = left.vectors[rows] @ right.vectors[columns].T
    result: npt.NDArray[np.float32] = cosines - 0.5 * (left.usual[rows, None] + right.usual[None, columns])
    return result
