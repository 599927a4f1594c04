"""The encoder, and one that needs no weights."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import pytest

from duizhao.align import Encoder, Spans, load_encoder
from duizhao.align.encoder import MeanSpans, Vectors, unit
from duizhao.settings import AlignSettings


class HashEncoder:
    """Texts with the same digits have the same vector: `一1` and `one 1` translate each other, and nothing else does."""

    name = "hash"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = []
        for text in texts:
            digits = "".join(character for character in text if character.isdigit()) or text
            seed = zlib.crc32(digits.encode("utf-8", "surrogatepass"))
            rows.append(np.random.default_rng(seed).standard_normal(64))
        return unit(np.array(rows, dtype=np.float32).reshape(len(texts), 64))

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        return MeanSpans(self.encode(texts), [len(text) for text in texts])


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder(AlignSettings())


@pytest.fixture(scope="session")
def hashing() -> Encoder:
    return HashEncoder()
