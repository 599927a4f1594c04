"""Sentence beads of a text and its translation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from duizhao.align.bead import Bead
from duizhao.align.corridor import Block, chain, corridor
from duizhao.align.encoder import Encoder, Spans, Vectors
from duizhao.align.paths import Scored, best_path
from duizhao.settings import AlignSettings

# Bead kinds (Chinese, English sentences) with both sides filled, and the one that leaves a Chinese sentence out.
KINDS = tuple((n, m) for n in range(1, 6) for m in range(1, 6) if n + m <= 6)
_HALF_WIDTH = 12


def align(zh: Sequence[str], en: Sequence[str], encoder: Encoder, settings: AlignSettings) -> list[Bead]:
    """Which sentences of a translation say the same.

    Args:
        zh: Chinese sentences in order.
        en: English sentences in order.
        encoder: see `load_encoder`.
        settings: this stage's section.

    Returns:
        Beads in order of the texts. Every sentence is in exactly one bead; one without a counterpart is in a bead whose other
        side is empty.
    """
    del settings
    if not zh or not en:
        return [Bead((i,), (), 1.0) for i in range(len(zh))] + [Bead((), (j,), 1.0) for j in range(len(en))]
    zh_spans, en_spans = encoder.encode_spans(zh), encoder.encode_spans(en)
    zh_single, en_single = zh_spans.vectors(0, len(zh), 1), en_spans.vectors(0, len(en), 1)
    blocks = corridor(*chain(zh_single, en_single), len(zh), len(en), _HALF_WIDTH)
    usual = _usual(zh_single, en_single)
    zh_all, en_all = _all_spans(zh_spans), _all_spans(en_spans)
    scored = [_score(block, zh_all, en_all, usual) for block in blocks]
    path = best_path((*KINDS, (1, 0)), scored)
    return [Bead(tuple(range(a, b)), tuple(range(c, d)), _confidence(zh_all, en_all, (a, b, c, d), usual)) for a, b, c, d in path]


def _usual(zh: Vectors, en: Vectors) -> float:
    sample = zh[:: max(1, len(zh) // 200)] @ en[:: max(1, len(en) // 200)].T
    return float(sample.mean())


def _all_spans(spans: Spans) -> list[Vectors]:
    """`result[k - 1][i]` is the vector of the k sentences that end with sentence i."""
    result = []
    for size in range(1, 6):
        count = max(0, len(spans) - size + 1)
        vectors = spans.vectors(0, count, size)
        padding = np.zeros((len(spans) - count, vectors.shape[1]), dtype=np.float32)
        result.append(np.concatenate([padding, vectors]))
    return result


def _score(block: Block, zh: list[Vectors], en: list[Vectors], usual: float) -> Scored:
    height, width = block.bottom - block.top, block.right - block.left
    scores = np.full((len(KINDS) + 1, height, width), -np.inf)
    for index, (n, m) in enumerate(KINDS):
        top, left = max(block.top, n), max(block.left, m)
        if top >= block.bottom or left >= block.right:
            continue
        similarity = zh[n - 1][top - 1 : block.bottom - 1] @ en[m - 1][left - 1 : block.right - 1].T
        scores[index, top - block.top :, left - block.left :] = (similarity - usual - 0.04 * (n + m - 2)) * (n + m) / 2
    scores[-1] = 0.02
    return Scored(block, scores, np.full(width, 0.02))


def _confidence(zh: list[Vectors], en: list[Vectors], bead: tuple[int, int, int, int], usual: float) -> float:
    a, b, c, d = bead
    if a == b or c == d:
        return 0.5
    similarity = float(zh[b - a - 1][b - 1] @ en[d - c - 1][d - 1])
    return round(min(1.0, max(0.0, (similarity - usual) / max(0.1, 0.9 - usual))), 4)
