"""Which documents of a folder or a crawl belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from duizhao.align.encoder import Encoder, unit
from duizhao.align.evidence import Evidence
from duizhao.model import Relation
from duizhao.settings import AlignSettings

_MIN_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class TextProfile:
    """The text of one language in one file, as far as pairing needs it.

    Attributes:
        name: file name or address; a file is never paired with itself. Empty to go by content alone.
        sentences: its sentences in that language.
        evidence: what each of them states; empty when not known.
        date: the document's date (ISO), where known.
    """

    name: str
    sentences: Sequence[str]
    evidence: Sequence[Evidence] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two texts that belong together.

    Attributes:
        zh: index of the Chinese text.
        en: index of the English text.
        relation: `translation` or `comparable`.
        score: 0 to 1, the probability that it is so.
    """

    zh: int
    en: int
    relation: Relation
    score: float


def pair_documents(
    zh: Sequence[TextProfile], en: Sequence[TextProfile], encoder: Encoder, settings: AlignSettings
) -> list[DocumentPair]:
    """Find the texts that translate each other or tell of the same event.

    Args:
        zh: Chinese texts; of a bilingual file the Chinese part.
        en: English texts; of a bilingual file the English part.
        encoder: see `load_encoder`.
        settings: this stage's section.

    Returns:
        Pairs, the surest first. A text is in at most one pair of relation `translation`.
    """
    del settings
    if not zh or not en:
        return []
    zh_vectors = unit(np.stack([encoder.encode(profile.sentences).mean(axis=0) for profile in zh]))
    en_vectors = unit(np.stack([encoder.encode(profile.sentences).mean(axis=0) for profile in en]))
    similarity = zh_vectors @ en_vectors.T
    pairs = []
    for i, profile in enumerate(zh):
        j = int(similarity[i].argmax())
        own = bool(profile.name) and profile.name == en[j].name
        if not own and int(similarity[:, j].argmax()) == i and similarity[i, j] >= _MIN_SCORE:
            pairs.append(DocumentPair(i, j, "translation", round(float(min(1.0, similarity[i, j])), 4)))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.zh, pair.en))
