"""Sentence beads of one file that holds both languages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duizhao.align.bead import Bead
from duizhao.align.encoder import Encoder
from duizhao.align.layout import find_groups, one_group
from duizhao.align.sides import read_side
from duizhao.align.translation import align_sides
from duizhao.model import Lang
from duizhao.settings import AlignSettings

# The neighbours' reading is kept unless a free alignment finds partners for this much more of the sentences.
_FREE_GAIN = 0.15


def align_file(
    texts: Sequence[str], langs: Sequence[Lang], paragraphs: Sequence[int], encoder: Encoder, settings: AlignSettings
) -> list[Bead]:
    """Which sentences of a bilingual file translate each other, whatever its layout.

    Args:
        texts: sentences in reading order.
        langs: their languages; those in `other` are left out.
        paragraphs: their paragraphs, counted from 0.
        encoder: see `load_encoder`.
        settings: this stage's section.

    Returns:
        Beads whose indices point into `texts`; every Chinese and English sentence is in exactly one of them, alone where it
        has no translation
        in the file.
    """
    del settings
    zh = [index for index, lang in enumerate(langs) if lang == "zh"]
    en = [index for index, lang in enumerate(langs) if lang == "en"]
    if not zh or not en:
        return [Bead((i,), (), 1.0) for i in zh] + [Bead((), (j,), 1.0) for j in en]
    zh_side = read_side([texts[index] for index in zh], encoder.encode_spans([texts[index] for index in zh]))
    en_side = read_side([texts[index] for index in en], encoder.encode_spans([texts[index] for index in en]))
    vectors = np.zeros((len(texts), zh_side.single.shape[1]), dtype=np.float32)
    vectors[zh], vectors[en] = zh_side.single, en_side.single
    groups = find_groups(langs, paragraphs, vectors)
    beads = align_sides(zh_side, en_side, groups)
    if groups.neighbours:
        free = align_sides(zh_side, en_side, one_group(langs, paragraphs))
        if _paired(free) - _paired(beads) > _FREE_GAIN * (len(zh) + len(en)):
            beads = free
    return [Bead(tuple(zh[i] for i in bead.zh), tuple(en[j] for j in bead.en), bead.score) for bead in beads]


def _paired(beads: Sequence[Bead]) -> float:
    """How many sentences have a partner, each counted with the probability of its bead."""
    return sum((len(bead.zh) + len(bead.en)) * bead.score for bead in beads if bead.zh and bead.en)
