"""Sentence beads of one file that holds both languages."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.align.bead import Bead
from duizhao.align.encoder import Encoder
from duizhao.align.translation import align
from duizhao.model import Lang
from duizhao.settings import AlignSettings


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
        Beads whose indices point into `texts`.
    """
    del paragraphs
    zh = [index for index, lang in enumerate(langs) if lang == "zh"]
    en = [index for index, lang in enumerate(langs) if lang == "en"]
    beads = align([texts[index] for index in zh], [texts[index] for index in en], encoder, settings)
    return [Bead(tuple(zh[i] for i in bead.zh), tuple(en[j] for j in bead.en), bead.score) for bead in beads]
