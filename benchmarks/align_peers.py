"""Three published aligners, written anew from their papers, for comparison on the same sentences and the same encoder.

- Gale and Church (1993), "A program for aligning sentences in bilingual corpora": lengths alone.
- Thompson and Koehn (2019), "Vecalign": cosine distance of concatenations, normalised by that of random ones, deletion cost by
percentile. Texts
  here are short enough for the whole lattice, which its coarse-to-fine search only approximates.
- Liu and Zhu (2023), "Bertalign": a chain of one-to-one pairs among nearest neighbours, then beads in a window around it by
similarity above that
  of the neighbours, with a length factor and a constant for omissions.

Texts come as lists of sentences; results are lists of `(zh indices, en indices)`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

Path = list[tuple[tuple[int, ...], tuple[int, ...]]]
Cost = Callable[[int, int, int, int], float]
KINDS = [(n, m) for n in range(1, 6) for m in range(1, 6) if n + m <= 6]


def gale_church(zh: Sequence[str], en: Sequence[str]) -> Path:
    """Lengths in characters; six kinds of beads with the paper's probabilities."""
    ratio = sum(map(len, en)) / max(1, sum(map(len, zh)))
    prior = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
    zh_lengths, en_lengths = _sums([len(text) for text in zh]), _sums([len(text) for text in en])

    def cost(i: int, j: int, n: int, m: int) -> float:
        one, other = zh_lengths[i] - zh_lengths[i - n], en_lengths[j] - en_lengths[j - m]
        mean = (one + other / ratio) / 2
        delta = (other - one * ratio) / math.sqrt(max(mean, 1) * 6.8 * ratio)
        tail = max(math.erfc(abs(delta) / math.sqrt(2)), 1e-12)
        return -math.log(tail) - math.log(prior[n, m])

    return _shortest(len(zh), len(en), list(prior), cost)


class Overlaps:
    """Vectors of up to five sentences in a row, each concatenation encoded as a text of its own."""

    def __init__(self, texts: Sequence[str], joint: str, encode: Callable[[list[str]], np.ndarray]) -> None:
        self.ending = []
        for size in range(1, 6):
            spans = [joint.join(texts[i - size + 1 : i + 1]) if i + 1 >= size else "" for i in range(len(texts))]
            self.ending.append(encode(spans))


def vecalign(zh: Overlaps, en: Overlaps, deletion: float = 0.2) -> Path:
    """Full dynamic programming over Vecalign's cost; `deletion` is the percentile (0 to 1) of the costs of random pairs."""
    rng = np.random.default_rng(0)
    height, width = len(zh.ending[0]), len(en.ending[0])
    sample = (rng.integers(height, size=40), rng.integers(width, size=40))
    usual_zh = [1 - (vectors @ en.ending[0][sample[1]].T).mean(axis=1) for vectors in zh.ending]
    usual_en = [1 - (vectors @ zh.ending[0][sample[0]].T).mean(axis=1) for vectors in en.ending]
    costs = {
        (n, m): (1 - zh.ending[n - 1] @ en.ending[m - 1].T) * 2 * n * m / (usual_zh[n - 1][:, None] + usual_en[m - 1][None, :])
        for n, m in KINDS
    }
    skip = float(np.quantile(costs[1, 1][rng.integers(height, size=2000), rng.integers(width, size=2000)], deletion))

    def cost(i: int, j: int, n: int, m: int) -> float:
        return skip if n == 0 or m == 0 else float(costs[n, m][i - 1, j - 1])

    return _shortest(height, width, [(1, 0), (0, 1), *KINDS], cost)


def bertalign(
    zh_texts: Sequence[str], en_texts: Sequence[str], zh: Overlaps, en: Overlaps, skip: float = -0.1, nearest: int = 3
) -> Path:
    """Two passes; a bead's score is its similarity above the mean of its neighbours', times log2(1 + shorter/longer)."""
    height, width = len(zh_texts), len(en_texts)
    similarity = zh.ending[0] @ en.ending[0].T
    among = np.zeros_like(similarity)
    for i, row in enumerate(np.argsort(-similarity, axis=1)[:, :nearest]):
        among[i, row] = similarity[i, row]

    def first(i: int, j: int, n: int, m: int) -> float:
        return -float(among[i - 1, j - 1]) if n and m else 0.0

    chain = [
        (a[0], b[0]) for a, b in _shortest(height, width, [(1, 0), (0, 1), (1, 1)], first) if a and b and among[a[0], b[0]] > 0
    ]
    window = _window(chain, height, width)
    ratio = sum(map(len, en_texts)) / max(1, sum(map(len, zh_texts)))
    zh_lengths, en_lengths = _sums([len(text) * ratio for text in zh_texts]), _sums([len(text) for text in en_texts])

    def second(i: int, j: int, n: int, m: int) -> float:
        if n == 0 or m == 0:
            return -skip
        vector, other = zh.ending[n - 1][i - 1], en.ending[m - 1][j - 1]
        around = [float(vector @ en.ending[m - 1][k]) for k in (j - 1 - m, j - 1 + m) if m - 1 <= k < width]
        around += [float(other @ zh.ending[n - 1][k]) for k in (i - 1 - n, i - 1 + n) if n - 1 <= k < height]
        score = float(vector @ other) - (sum(around) / len(around) if around else 0.0)
        shorter, longer = sorted((zh_lengths[i] - zh_lengths[i - n], en_lengths[j] - en_lengths[j - m]))
        return -score * math.log2(1 + shorter / max(longer, 1))

    return _shortest(height, width, [(1, 0), (0, 1), *[kind for kind in KINDS if sum(kind) <= 5]], second, window)


def _window(chain: list[tuple[int, int]], height: int, width: int) -> list[tuple[int, int]]:
    """Columns of each row within seven sentences of the chain."""
    rows = [-1, *[i for i, _ in chain], height]
    columns = [-1, *[j for _, j in chain], width]
    bounds = []
    for i in range(height + 1):
        after = int(np.searchsorted(rows, i - 7, side="right")) - 1
        before = int(np.searchsorted(rows, i + 7, side="left"))
        bounds.append((max(0, columns[max(after, 0)] - 7), min(width, columns[min(before, len(columns) - 1)] + 7)))
    return bounds


def _sums(values: Sequence[float]) -> list[float]:
    result = [0.0]
    for value in values:
        result.append(result[-1] + value)
    return result


def _shortest(
    height: int, width: int, kinds: Sequence[tuple[int, int]], cost: Cost, window: list[tuple[int, int]] | None = None
) -> Path:
    best = np.full((height + 1, width + 1), np.inf)
    back = np.zeros((height + 1, width + 1), dtype=np.int8)
    best[0, 0] = 0
    for i in range(height + 1):
        low, high = window[i] if window else (0, width)
        for j in range(low, high + 1):
            for k, (n, m) in enumerate(kinds):
                if i >= n and j >= m and best[i - n, j - m] < np.inf:
                    value = best[i - n, j - m] + cost(i, j, n, m)
                    if value < best[i, j]:
                        best[i, j], back[i, j] = value, k
    path: Path = []
    i, j = height, width
    while i > 0 or j > 0:
        n, m = kinds[back[i, j]]
        path.append((tuple(range(i - n, i)), tuple(range(j - m, j))))
        i, j = i - n, j - m
    return path[::-1]
