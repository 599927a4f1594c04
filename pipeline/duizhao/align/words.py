"""Which words of a sentence a stretch of the other text translates, by a dictionary.

Vectors blur which of two neighbours a short sentence belongs to, and cannot tell a sentence that was left out from one that was
merged; the words in it often can. The dictionary is the program's own (`duizhao.dictionary`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex
from scipy import sparse

from duizhao.align.corridor import Floats, Ints
from duizhao.dictionary import chinese_words, dictionary, stem

_LATIN = regex.compile(r"[A-Za-z]++")
# Sentences that a word's rarity is taken to have been counted in besides those of the text.
_PRIOR_SENTENCES = 30

Table = npt.NDArray[np.float32]
Matrix = sparse.csr_array[np.float32, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of part of a text, as far as the dictionary knows them for the two parts compared.

    Attributes:
        start: index of the part's first sentence.
        holds: weight of word type u in the part's sentence k, by rarity, shape (sentences, types).
        found: 1 where the other part's sentence l has a translation of word type u, shape (types, other sentences).
        other_start: index of the other part's first sentence.
    """

    start: int
    holds: Matrix
    found: Matrix
    other_start: int

    def totals(self, top: int, height: int) -> Table:
        """Weight of all words of the sentences top - 1 to top + height - 1, shape (height,); 0 outside the part."""
        result = np.zeros(height, dtype=np.float32)
        first, last = _within(top - 1 - self.start, height, self.holds.shape[0])
        result[first - (top - 1 - self.start) :][: last - first] = self.holds[first:last].sum(axis=1)
        return result

    def translated(self, top: int, height: int, left: int, width: int, most: int) -> list[Table]:
        """Weight of the words of sentence top + r - 1 that some of the 1, 2… `most` sentences before left + c translate.

        One table of shape (height, width) for each number of sentences; 0 outside the parts.
        """
        result = [np.zeros((height, width), dtype=np.float32) for _ in range(most)]
        row, column = top - 1 - self.start, left - 1 - self.other_start
        first, last = _within(row, height, self.holds.shape[0])
        low, high = _within(column, width, self.found.shape[1])
        if first >= last or low >= high:
            return result
        reach = max(low - most, 0)
        holds = self.holds[first:last]
        types = np.unique(holds.indices)
        weights = holds[:, types].toarray()
        single = self.found[types][:, reach:high].toarray()
        joined = single.copy()
        for size, table in enumerate(result):
            if size:
                joined[:, size:] = np.maximum(joined[:, size:], single[:, :-size])
            table[first - row : last - row, low - column : high - column] = weights @ joined[:, low - reach :]
        return result


def _within(start: int, count: int, size: int) -> tuple[int, int]:
    """The part of `start : start + count` that lies in `0 : size`."""
    first = min(max(start, 0), size)
    return first, max(first, min(start + count, size))


def read_words(zh: Sequence[str], en: Sequence[str], zh_start: int, en_start: int) -> tuple[Words, Words]:
    """Look up the words of two parts of texts; `zh_start` and `en_start` are the indices of their first sentences."""
    known = dictionary()
    zh_words = [{word for _, word in chinese_words(text, known)} for text in zh]
    zh_index = numbered(word for words in zh_words for word in words)
    targets = {word: known[word].split(" ") for word in zh_index}
    translations = {target for found in targets.values() for target in found}
    en_words = [{stem(word) for word in _LATIN.findall(text)} & translations for text in en]
    en_index = numbered(word for words in en_words for word in words)
    pairs = [(u, en_index[target]) for word, u in zh_index.items() for target in targets[word] if target in en_index]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    links = _sparse(np.ones(len(pairs)), rows, columns, (len(zh_index), len(en_index)))
    zh_holds, en_holds = weighed(zh_words, zh_index), weighed(en_words, en_index)
    return (
        Words(zh_start, zh_holds, _some(links, en_holds), en_start),
        Words(en_start, en_holds, _some(links.T.tocsr(), zh_holds), zh_start),
    )


def _some(links: Matrix, holds: Matrix) -> Matrix:
    """1 where a sentence holds any of the words that a word is linked with, shape (words, sentences)."""
    found: Matrix = (links @ holds.T).tocsr()
    found.data = np.ones_like(found.data)
    return found


def numbered(words: Iterable[str]) -> dict[str, int]:
    """Words with their numbers, in order."""
    return {word: number for number, word in enumerate(sorted(set(words)))}


def weighed(sentences: Sequence[set[str]], index: Mapping[str, int]) -> Matrix:
    """Weights of the words of each sentence, shape (sentences, words): 1 for a word of one sentence, less for those of many."""
    counts = Counter(word for words in sentences for word in words)
    size = len(sentences) + _PRIOR_SENTENCES
    weight = {word: math.log1p(size / (count + 0.5)) / math.log1p(size / 1.5) for word, count in counts.items()}
    placed = [(row, index[word], weight[word]) for row, words in enumerate(sentences) for word in sorted(words)]
    rows, columns, values = np.array(placed, dtype=np.float64).reshape(-1, 3).T
    return _sparse(values, rows.astype(np.int64), columns.astype(np.int64), (len(sentences), len(index)))


def _sparse(values: Floats, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Matrix:
    return sparse.coo_array((values.astype(np.float32), (rows, columns)), shape=shape).tocsr()
