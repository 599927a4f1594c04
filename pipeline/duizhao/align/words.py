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
from duizhao.dictionary import chinese_words, dictionary, stem, stems

_LATIN = regex.compile(r"[A-Za-z]++")
# Sentences that a word's rarity is taken to have been counted in besides those of the text, and the share of them that hold a
# translation of it.
_PRIOR_SENTENCES, _PRIOR_SHARE = 30, 0.03
# How often a word of a sentence has one of the dictionary's translations in the sentences that translate it.
_TRANSLATED = 0.45
# The largest share of sentences that a word's translations are taken to stand in, so that logarithms stay finite.
_COMMONEST = 0.9

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

    def speaking(self, top: int, height: int, left: int, width: int, most: int) -> list[Table]:
        """What the words say for it that sentence top + r - 1 is translated by the 1, 2… `most` sentences before left + c.

        Log odds: a word whose translation stands there speaks for it, the more the rarer that translation is in the other part; a
        word without one speaks against it. A word whose translations stand nearly everywhere says nothing.

        One table of shape (height, width) for each number of sentences; 0 outside the parts.
        """
        result = [np.zeros((height, width), dtype=np.float32) for _ in range(most)]
        row, column = top - 1 - self.start, left - 1 - self.other_start
        first, last = _within(row, height, self.holds.shape[0])
        low, high = _within(column, width, self.found.shape[1])
        if first >= last or low >= high:
            return result
        reach = max(low - most, 0)
        held = self.holds[first:last]
        types = np.unique(held.indices)
        holds = (held[:, types].toarray() > 0).astype(np.float32)
        found = self.found[types]
        share = (found.sum(axis=1) + _PRIOR_SENTENCES * _PRIOR_SHARE) / (found.shape[1] + _PRIOR_SENTENCES)
        single = found[:, reach:high].toarray()
        joined = single.copy()
        for size, table in enumerate(result):
            if size:
                joined[:, size:] = np.maximum(joined[:, size:], single[:, :-size])
            hit, missed = _odds(share, size + 1)
            said = (holds * (hit - missed)) @ joined[:, low - reach :] + (holds @ missed)[:, None]
            table[first - row : last - row, low - column : high - column] = said
        return result


def _odds(share: Floats, sentences: int) -> tuple[Table, Table]:
    """Log odds of a translation found, and of none found, in some sentences that translate the word against as many others.

    Args:
        share: of the sentences that hold a translation of each word, shape (types,).
        sentences: how many are searched.
    """
    by_chance = 1 - (1 - np.minimum(share, _COMMONEST)) ** sentences
    by_chance = np.minimum(by_chance, 0.97)
    translated = np.maximum(by_chance, _TRANSLATED)
    return np.log(translated / by_chance).astype(np.float32), np.log((1 - translated) / (1 - by_chance)).astype(np.float32)


def _within(start: int, count: int, size: int) -> tuple[int, int]:
    """The part of `start : start + count` that lies in `0 : size`."""
    first = min(max(start, 0), size)
    return first, max(first, min(start + count, size))


def read_words(
    zh: Sequence[str], en: Sequence[str], zh_start: int, en_start: int, *, irregular: bool = True
) -> tuple[Words, Words]:
    """Look up the words of two parts of texts.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        zh_start: index of the first Chinese sentence in its text.
        en_start: index of the first English sentence in its text.
        irregular: irregular English forms are looked up as their words, too.
    """
    known = dictionary()
    forms = stems if irregular else _own_stem
    zh_words = [{word for _, word in chinese_words(text, known)} for text in zh]
    zh_index = numbered(word for words in zh_words for word in words)
    targets = {word: known[word].split(" ") for word in zh_index}
    translations = {target for found in targets.values() for target in found}
    en_words = [set().union(*map(forms, _LATIN.findall(text))) & translations for text in en]
    en_index = numbered(word for words in en_words for word in words)
    pairs = [(u, en_index[target]) for word, u in zh_index.items() for target in targets[word] if target in en_index]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    links = _sparse(np.ones(len(pairs)), rows, columns, (len(zh_index), len(en_index)))
    zh_holds, en_holds = weighed(zh_words, zh_index), weighed(en_words, en_index)
    return (
        Words(zh_start, zh_holds, _some(links, en_holds), en_start),
        Words(en_start, en_holds, _some(links.T.tocsr(), zh_holds), zh_start),
    )


def _own_stem(word: str) -> frozenset[str]:
    return frozenset({stem(word)})


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
