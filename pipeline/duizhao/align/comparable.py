"""Links between sentences of two texts that tell of the same event without translating each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duizhao.align.bead import Bead
from duizhao.align.encoder import Encoder, Vectors
from duizhao.align.evidence import Evidence
from duizhao.settings import AlignSettings

_NEIGHBOURS = 4
_MIN_MARGIN = 0.12


def link(
    zh: Sequence[str],
    en: Sequence[str],
    encoder: Encoder,
    settings: AlignSettings,
    evidence: tuple[Sequence[Evidence], Sequence[Evidence]] | None = None,
) -> list[Bead]:
    """Which sentences of two comparable texts say the same thing.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: see `load_encoder`.
        settings: this stage's section.
        evidence: what each Chinese and each English sentence states, or None.

    Returns:
        Linked sentences only, in order of the Chinese; several sentences of one side may share a bead. Empty when nothing fits.
    """
    del settings, evidence
    if not zh or not en:
        return []
    zh_vectors, en_vectors = encoder.encode(zh), encoder.encode(en)
    similarity = zh_vectors @ en_vectors.T
    margin = similarity - (_usual(similarity)[:, None] + _usual(similarity.T)[None, :]) / 2
    best_en, best_zh = margin.argmax(axis=1), margin.argmax(axis=0)
    beads = []
    for i, j in enumerate(best_en):
        if best_zh[j] == i and margin[i, j] >= _MIN_MARGIN:
            beads.append(Bead((i,), (int(j),), round(float(min(1.0, 0.5 + margin[i, j])), 4)))
    return beads


def _usual(similarity: Vectors) -> Vectors:
    """Mean similarity of each row's nearest neighbours."""
    count = min(_NEIGHBOURS, similarity.shape[1])
    result: Vectors = np.sort(similarity, axis=1)[:, -count:].mean(axis=1)
    return result
