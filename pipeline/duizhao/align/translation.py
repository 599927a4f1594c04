"""Sentence beads of a text and its translation."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from duizhao.align.bead import Bead
from duizhao.align.bead_model import score_block
from duizhao.align.corridor import Block, Floats, Ints, chain, corridor
from duizhao.align.crossings import with_crossings
from duizhao.align.encoder import Encoder
from duizhao.align.features import KINDS, PAD, SKIP_EN, SKIP_ZH
from duizhao.align.layout import Groups
from duizhao.align.omission_rates import omission_prices, with_own_rates
from duizhao.align.paths import Lattice, Path
from duizhao.align.sides import Side, Stretch, length_ratio, read_side, stretch
from duizhao.align.words import Words, read_words
from duizhao.settings import AlignSettings

_LOG = logging.getLogger(__name__)
# Room on either side of the cheap chain, in sentences.
_HALF_WIDTH = 12
# A longer text is cut where the chain is sure, at the first such place after this many Chinese sentences…
_PART = 768
# …and at the surest place before this many.
_LONGEST_PART = 3072
# Cosine from which a sentence pair is taken for sure, if the next pair of the chain follows at once and is as sure.
_SURE = 0.6
# Share of the sentences of the shorter text that must find a partner for texts to pass as translations; not asked of very
# short ones.
_LEAST_PARTNERS, _FEW = 0.4, 8
# What a bead with both sides costs when the path is chosen, in probability; tuned with the weights.
_PRICE = 0.35
# Beads on either side that are asked, and the mean margins of texts that have nothing in common and of translations.
_AROUND, _UNRELATED, _RELATED = 5, 0.08, 0.2
_ALL_KINDS = (*KINDS, SKIP_ZH, SKIP_EN)


def align(zh: Sequence[str], en: Sequence[str], encoder: Encoder, settings: AlignSettings) -> list[Bead]:
    """Which sentences of a translation say the same.

    Args:
        zh: Chinese sentences in order.
        en: English sentences in order.
        encoder: see `load_encoder`.
        settings: this stage's section.

    Returns:
        Beads in order of the Chinese; neighbours may cross. Every sentence is in exactly one bead; one without a counterpart
        is in a bead whose other side is empty. A bead's score is the probability that exactly these sentences belong together.
    """
    del settings
    if not zh or not en:
        return [Bead((i,), (), 1.0) for i in range(len(zh))] + [Bead((), (j,), 1.0) for j in range(len(en))]
    zh_side = read_side(zh, encoder.encode_spans(zh))
    en_side = read_side(en, encoder.encode_spans(en))
    beads = align_sides(zh_side, en_side)
    partners = sum((len(bead.zh) + len(bead.en)) * bead.score for bead in beads if bead.zh and bead.en)
    if min(len(zh), len(en)) >= _FEW and partners < _LEAST_PARTNERS * 2 * min(len(zh), len(en)):
        _LOG.warning(
            "Only %.0f of %d sentences found a partner in order: no translation, or one of the texts is out of order.",
            partners,
            len(zh) + len(en),
        )
    return beads


def align_sides(zh: Side, en: Side, groups: Groups | None = None) -> list[Bead]:
    """The same for texts that have been read; with groups, a bead over two of them pays for it."""
    rows, columns = chain(zh.single, en.single) if groups is None or not groups.neighbours else _group_ends(groups)
    ratio = length_ratio(zh, en)
    beads: list[Bead] = []
    points = [(0, 0), *_cuts(zh, en, rows, columns), (len(zh), len(en))]
    for start, end in pairwise(points):
        inside = (rows >= start[0]) & (rows < end[0]) & (columns >= start[1]) & (columns < end[1])
        beads += _align_part(zh, en, start, end, (rows[inside], columns[inside]), ratio, groups)
    return beads


def _cuts(zh: Side, en: Side, rows: Ints, columns: Ints) -> Iterator[tuple[int, int]]:
    """Path points that the true path surely goes through, far enough apart; everything between two is aligned by itself."""
    if len(zh) <= 2 * _PART and len(en) <= 2 * _PART:
        return
    cosines = np.einsum("ij,ij->i", zh.single[rows], en.single[columns])
    # How sure it is that a path goes between a pair and the next: both follow each other at once, and the weaker counts.
    follows = (np.diff(rows) == 1) & (np.diff(columns) == 1)
    sureness = np.where(follows, np.minimum(cosines[:-1], cosines[1:]), 0.0)
    at = 0
    while True:
        first = int(np.searchsorted(rows, at + _PART))
        last = int(np.searchsorted(rows, at + _LONGEST_PART))
        if last >= len(sureness):
            last = len(sureness)
        if first >= last or rows[first] + _PART // 2 > len(zh):
            return
        sure = np.flatnonzero(sureness[first:last] >= _SURE)
        place = first + int(sure[0] if len(sure) else sureness[first:last].argmax())
        yield int(rows[place]) + 1, int(columns[place]) + 1
        at = int(rows[place]) + 1


def _group_ends(groups: Groups) -> tuple[Ints, Ints]:
    """The last sentences of each group that has both languages, as a chain."""
    _, zh_last = np.unique(groups.zh[::-1], return_index=True)
    _, en_last = np.unique(groups.en[::-1], return_index=True)
    zh_at = dict(zip(np.unique(groups.zh).tolist(), (len(groups.zh) - 1 - zh_last).tolist(), strict=True))
    en_at = dict(zip(np.unique(groups.en).tolist(), (len(groups.en) - 1 - en_last).tolist(), strict=True))
    shared = sorted(zh_at.keys() & en_at.keys())
    rows = np.array([zh_at[group] for group in shared], dtype=np.int64)
    return rows, np.array([en_at[group] for group in shared], dtype=np.int64)


def _align_part(
    zh: Side,
    en: Side,
    start: tuple[int, int],
    end: tuple[int, int],
    links: tuple[Ints, Ints],
    ratio: float,
    groups: Groups | None,
) -> list[Bead]:
    top, left = start
    height, width = end[0] - top, end[1] - left
    parts = (stretch(zh, en, top - PAD, end[0] + PAD), stretch(en, zh, left - PAD, end[1] + PAD))
    words = part_words(zh, en, parts)
    blocks = corridor(links[0] - top, links[1] - left, height, width, _HALF_WIDTH)
    moved = [Block(block.top + top, block.bottom + top, block.left + left, block.right + left) for block in blocks]
    scored = [score_block(block, zh, en, parts, words, ratio, groups) for block in moved]
    lattice = with_own_rates(Lattice(_ALL_KINDS, scored, start, end))
    posteriors = lattice.posteriors()
    path, probabilities = lattice.likeliest(posteriors, _PRICE, omission_prices(lattice, posteriors))
    honest = _plausibility(path, parts)
    beads = [
        Bead(tuple(range(a, b)), tuple(range(c, d)), round(probability * plausible, 4))
        for (a, b, c, d), probability, plausible in zip(path, probabilities, honest.tolist(), strict=True)
    ]
    return with_crossings(beads, parts) if groups is None else beads


def part_words(zh: Side, en: Side, parts: tuple[Stretch, Stretch]) -> tuple[Words, Words]:
    """The words of the sentences of two stretches."""
    one, other = parts
    return read_words(zh.texts[one.start : one.stop], en.texts[other.start : other.stop], one.start, other.start)


def _plausibility(path: Path, parts: tuple[Stretch, Stretch]) -> Floats:
    """0 to 1 for each bead: do the beads around it look like translations at all?

    A bead's probability says that it is better than its alternatives, which is true of the best of many bad ones too.
    """
    zh, en = parts
    margin = np.full(len(path), np.nan)
    for place, (a, b, c, d) in enumerate(path):
        if a < b and c < d:
            one, other = zh.ending[b - a - 1], en.ending[d - c - 1]
            i, j = b - 1 - zh.start, d - 1 - en.start
            margin[place] = one.vectors[i] @ other.vectors[j] - 0.5 * (one.usual[i] + other.usual[j])
    known = np.isfinite(margin)
    total = np.concatenate([[0.0], np.cumsum(np.where(known, margin, 0.0))])
    count = np.concatenate([[0], np.cumsum(known)])
    low = np.maximum(np.arange(len(path)) - _AROUND, 0)
    high = np.minimum(np.arange(len(path)) + _AROUND + 1, len(path))
    around = (total[high] - total[low]) / np.maximum(count[high] - count[low], 1)
    result: Floats = np.clip((around - _UNRELATED) / (_RELATED - _UNRELATED), 0.0, 1.0)
    # Omissions among beads that say nothing are as they are.
    result[~known & (count[high] == count[low])] = 1.0
    return result
