"""What two sentences have in common word by word: words whose vectors are near one another, though no dictionary joins them.

The vector of a sentence says what all of it is about, of which two accounts often share half. `葡萄` is near `vineyards`
wherever the two stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex

from duizhao.align.corridor import Floats, Ints
from duizhao.align.encoder import Encoder, Vectors
from duizhao.align.words import numbered, weighed
from duizhao.dictionary import chinese_words, dictionary

# Shorter English words mean little by themselves.
_ENGLISH = regex.compile(r"(?<![\p{L}])[A-Za-z]{4,}+")
# Sentences among which a word's usual likeness to the best word of one is counted.
_SAMPLE = 64
# Words compared with the sample at once.
_ROWS = 512
# Words of a text from which on they are read together, ten times as fast, instead of one at a time to be remembered.
_MANY = 2000
# A word more than its sentence has, near to nothing, so that a single near one is not everything.
_MORE_WEIGHT = 1.0

Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of one text.

    Attributes:
        types: word types of sentence `k`: `types[firsts[k]:firsts[k + 1]]`.
        firsts: shape (sentences + 1,).
        weights: weight of each of `types`, by rarity.
        vectors: of each word type, shape (types, dimension).
    """

    types: Ints
    firsts: Ints
    weights: Weights
    vectors: Vectors

    def of(self, sentence: int) -> slice:
        return slice(int(self.firsts[sentence]), int(self.firsts[sentence + 1]))


def near_words(pairs: Ints, zh: Sequence[str], en: Sequence[str], encoder: Encoder) -> Floats:
    """How much nearer than usual the words of one sentence are to the likest words of the other, rare ones weighing more.

    Args:
        pairs: rows of a Chinese and an English sentence, sorted, shape (pairs, 2).
        zh: Chinese sentences.
        en: English sentences.
        encoder: see `load_encoder`; it is asked for one word at a time, or for all of a long text, so that nothing depends
            on what else a run reads.

    Returns:
        0 where no word is nearer than usual, shape (pairs,).
    """
    known = dictionary()
    own = _vocabulary([{word for _, word in chinese_words(text, known)} for text in zh], encoder)
    other = _vocabulary([{word.lower() for word in _ENGLISH.findall(text)} for text in en], encoder)
    result = np.zeros(len(pairs))
    if not len(pairs) or not len(own.vectors) or not len(other.vectors):
        return result
    usual_own, usual_other = _usual(own, other), _usual(other, own)
    filled = np.flatnonzero((np.diff(own.firsts)[pairs[:, 0]] > 0) & (np.diff(other.firsts)[pairs[:, 1]] > 0))
    for rows in np.split(filled, np.flatnonzero(np.diff(pairs[filled, 0])) + 1):
        if len(rows):
            i, held = int(pairs[rows[0], 0]), [other.of(int(j)) for j in pairs[rows, 1]]
            firsts = np.cumsum([0, *(part.stop - part.start for part in held[:-1])])
            columns = np.concatenate([other.types[part] for part in held])
            types = own.types[own.of(i)]
            cosines = own.vectors[types] @ other.vectors[columns].T
            best = np.maximum.reduceat(cosines, firsts, axis=1) - usual_own[types, None]
            weights = own.weights[own.of(i)]
            result[rows] = weights @ np.sqrt(np.maximum(best, 0)) / (weights.sum() + _MORE_WEIGHT)
            weights = np.concatenate([other.weights[part] for part in held])
            near = weights * np.sqrt(np.maximum(cosines.max(axis=0) - usual_other[columns], 0))
            result[rows] += np.add.reduceat(near, firsts) / (np.add.reduceat(weights, firsts) + _MORE_WEIGHT)
    return result


def _vocabulary(sentences: Sequence[set[str]], encoder: Encoder) -> _Vocabulary:
    index = numbered(word for words in sentences for word in words)
    holds = weighed(sentences, index)
    if 0 < len(index) < _MANY:
        vectors = np.concatenate([encoder.encode([word]) for word in index])
    else:
        vectors = encoder.encode(list(index))
    return _Vocabulary(holds.indices.astype(np.int64), holds.indptr.astype(np.int64), holds.data, vectors)


def _usual(mine: _Vocabulary, other: _Vocabulary) -> Weights:
    """The mean likeness of each word of one text to the likest word of a sentence of the other, shape (types,)."""
    filled = np.flatnonzero(np.diff(other.firsts))
    sample = filled[:: -(-len(filled) // _SAMPLE)]
    held = [other.types[other.of(int(sentence))] for sentence in sample]
    firsts = np.cumsum([0, *(len(types) for types in held[:-1])])
    vectors = other.vectors[np.concatenate(held)]
    return np.concatenate(
        [
            np.maximum.reduceat(mine.vectors[top : top + _ROWS] @ vectors.T, firsts, axis=1).mean(axis=1)
            for top in range(0, len(mine.vectors), _ROWS)
        ]
    )
