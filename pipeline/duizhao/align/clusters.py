"""The nearest of many vectors without comparing all: those in the clusters that are nearest."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from duizhao.align.encoder import Vectors, unit

Ints = npt.NDArray[np.int64]

# Rounds of k-means, and vectors for each cluster that take part in them.
_ROUNDS, _SAMPLE = 5, 64
# Vectors compared with the clusters at once.
_ROWS = 4096

Halves = npt.NDArray[np.float16]


class Clusters:
    """Vectors in about as many clusters as the square root of their number: k-means, begun at evenly spaced vectors.

    Args:
        vectors: unit vectors, single or half precision, shape (n, dimension), n at least one.
    """

    def __init__(self, vectors: Vectors | Halves) -> None:
        count = max(1, math.isqrt(len(vectors)))
        sample = vectors[:: max(1, len(vectors) // (count * _SAMPLE))].astype(np.float32, copy=False)
        centroids = sample[np.linspace(0, len(sample) - 1, count).astype(np.int64)].copy()
        for _ in range(_ROUNDS):
            nearest = (sample @ centroids.T).argmax(axis=1)
            order = np.argsort(nearest, kind="stable")
            firsts = np.flatnonzero(np.r_[True, np.diff(nearest[order]) > 0])
            centroids[nearest[order][firsts]] = np.add.reduceat(sample[order], firsts, axis=0)
            centroids = unit(centroids)
        self._centroids = centroids
        nearest = np.concatenate([(_block(vectors, top) @ centroids.T).argmax(axis=1) for top in range(0, len(vectors), _ROWS)])
        self.members = [np.flatnonzero(nearest == cluster) for cluster in range(count)]

    def probes(self, queries: Vectors | Halves, clusters: int) -> Iterator[tuple[Ints, Ints]]:
        """For each cluster the queries to which it is one of the nearest `clusters`, and its members."""
        count = min(clusters, len(self.members))
        near = np.concatenate(
            [
                np.argpartition(-(_block(queries, top) @ self._centroids.T), count - 1, axis=1)[:, :count]
                for top in range(0, len(queries), _ROWS)
            ]
        )
        rows = np.repeat(np.arange(len(queries)), count)
        order = np.argsort(near.ravel(), kind="stable")
        ends = np.searchsorted(near.ravel()[order], np.arange(len(self.members) + 1))
        for cluster, members in enumerate(self.members):
            own = rows[order[ends[cluster] : ends[cluster + 1]]]
            if len(own) and len(members):
                yield own, members


def _block(vectors: Vectors | Halves, top: int) -> Vectors:
    return vectors[top : top + _ROWS].astype(np.float32, copy=False)
