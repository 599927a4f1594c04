"""The weights that turn the features of a bead into its log weight."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from duizhao.align.corridor import Block, Floats
from duizhao.align.features import KINDS, SKIP_EN, SKIP_ZH, BlockTables, bead_features
from duizhao.align.layout import Groups
from duizhao.align.paths import Scored
from duizhao.align.sides import Side, Stretch
from duizhao.align.words import Words

# What a bead pays, in log weight, for lying in two groups, for a sentence far from its translation's place, and for joining
# two paragraphs.
_STRANGER, _FAR, _OVER_PARAGRAPH = 6.0, 1.5, 4.0


@cache
def weights() -> Mapping[str, float]:
    """Weights by the name of the feature; see `weights.toml`."""
    text = files("duizhao.align").joinpath("weights.toml").read_text(encoding="utf-8")
    found: dict[str, float] = tomllib.loads(text)["weights"]
    return found


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Weights of the evidence for a link in comparable texts, the constant last: by itself, and with its neighbours."""

    alone: tuple[float, ...]
    together: tuple[float, ...]


@cache
def link_weights() -> LinkWeights:
    """See `weights.toml`."""
    text = files("duizhao.align").joinpath("weights.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["link"]
    return LinkWeights(tuple(found["alone"].values()), tuple(found["together"].values()))


def score_block(
    block: Block,
    zh: Side,
    en: Side,
    parts: tuple[Stretch, Stretch],
    words: tuple[Words, Words],
    ratio: float,
    groups: Groups | None = None,
) -> Scored:
    """Log weights of all beads that end in a block; `parts` and `words` must reach `PAD` sentences beyond it if the texts do."""
    known = weights()
    tables = BlockTables(block, *parts, words)
    scores = np.zeros((len(KINDS) + 2, tables.height, tables.width))
    for index, kind in enumerate((*KINDS, SKIP_ZH, SKIP_EN)):
        target = scores[index]
        for name, values in bead_features(kind, tables, zh, en, ratio):
            weight = known.get(name)
            if weight:
                target += weight * values
        n, m = kind
        if groups is not None and n and m:
            target -= _strangeness(kind, block, groups)
        target[: max(0, n - block.top)] = -np.inf
        target[:, : max(0, m - block.left)] = -np.inf
    return Scored(block, scores)


def _strangeness(kind: tuple[int, int], block: Block, groups: Groups) -> Floats:
    """What each bead of a kind that ends in the block pays for its place in the file, shape (height, width)."""
    n, m = kind
    i, j = np.arange(block.top, block.bottom), np.arange(block.left, block.right)
    zh_last, en_last = groups.zh[np.maximum(i - 1, 0)], groups.en[np.maximum(j - 1, 0)]
    zh_first, en_first = groups.zh[np.maximum(i - n, 0)], groups.en[np.maximum(j - m, 0)]
    split = (zh_first != zh_last)[:, None] | (en_first != en_last)[None, :] | (zh_last[:, None] != en_last[None, :])
    zh_far, en_far = groups.zh_far[np.maximum(i - 1, 0)], groups.en_far[np.maximum(j - 1, 0)]
    result: Floats = _STRANGER * split + _FAR * (zh_far[:, None] | en_far[None, :])
    if n > 1:
        result += _OVER_PARAGRAPH * (groups.zh_paragraph[i - 1] != groups.zh_paragraph[np.maximum(i - n, 0)])[:, None]
    if m > 1:
        result += _OVER_PARAGRAPH * (groups.en_paragraph[j - 1] != groups.en_paragraph[np.maximum(j - m, 0)])[None, :]
    return result
