"""What the words of two sentences say for a link between them, apart from vectors and values: words that translate each other,
headings, and sentences that lean on the one before them or name nobody because that one does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import regex

from duizhao.align.corridor import Floats, Ints
from duizhao.align.sides import COLON, QUOTE_CLOSES, STOP, Side
from duizhao.align.words import Words, read_words

# Words that a sentence is taken to have besides its own, so that a single shared one is not everything.
_MORE_WORDS = 1.0
# Sentences before one with a pronoun in which it is looked for whom it stands for.
_BEFORE = 2
# Pairs whose words are held at once.
_PAIRS = 4096


def words_shared(pairs: Ints, zh: Sequence[str], en: Sequence[str]) -> Floats:
    """0 to 1: the share of the words of both sentences that the other translates, rare ones weighing more, shape (pairs,)."""
    # The weights of links were learned so.
    zh_words, en_words = read_words(zh, en, 0, 0, irregular=False)
    told = np.zeros(len(pairs))
    for words, side in ((zh_words, 0), (en_words, 1)):
        found = words.found.T.tocsr()
        for top in range(0, len(pairs), _PAIRS):
            own, other = pairs[top : top + _PAIRS, side], pairs[top : top + _PAIRS, 1 - side]
            told[top : top + _PAIRS] += words.holds[own].multiply(found[other]).sum(axis=1)
    zh_total, en_total = _weight(zh_words), _weight(en_words)
    result: Floats = told / (zh_total[pairs[:, 0]] + en_total[pairs[:, 1]] + 2 * _MORE_WORDS)
    return result


def _weight(words: Words) -> Floats:
    total: Floats = np.asarray(words.holds.sum(axis=1), dtype=np.float64)
    return total


def headings(side: Side) -> Floats:
    """1 for sentences without a closing mark, where most of the text's have one; shape (n,)."""
    bare: Floats = 1.0 - np.clip(side.marks[:, [STOP, QUOTE_CLOSES, COLON]].sum(axis=1), 0, 1)
    return bare if bare.mean() <= 0.5 else np.zeros(len(side))


def leaning(texts: Sequence[str]) -> Floats:
    """1 for sentences that begin with a word which stands for something named before them.

    >>> leaning(["He was later named captain.", "其中三人受伤。", "Hebei is dry."]).tolist()
    [1.0, 1.0, 0.0]
    """
    return np.array([bool(_leans().match(text)) for text in texts], dtype=np.float64)


def named_before(texts: Sequence[str], names: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """For sentences with a pronoun that stands for a person: the names in the nearest of the two sentences before that has any.

    >>> named_before(["Tang Wei spoke.", "He was late.", "It rained."], [frozenset({"tang wei"}), frozenset(), frozenset()])
    [frozenset(), frozenset({'tang wei'}), frozenset()]
    """
    result = []
    for place, text in enumerate(texts):
        before = names[max(0, place - _BEFORE) : place]
        found = any(match.group(1) for match in _persons().finditer(text))
        result.append(next((found for found in reversed(before) if found), frozenset()) if found else frozenset())
    return result


@cache
def _words() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = tomllib.loads(files("duizhao.align").joinpath("leaning.toml").read_text(encoding="utf-8"))
    return found


@cache
def _persons() -> regex.Pattern[str]:
    """Group 1 holds the pronoun; what only looks like one is passed over."""
    words = _words()
    other = "|".join(words["no-person-zh"])
    latin, han = "|".join(words["person-en"]), "|".join(words["person-zh"])
    return regex.compile(rf"{other}|((?<![\p{{L}}\p{{N}}])(?i:{latin})(?![\p{{L}}\p{{N}}])|{han})")


@cache
def _leans() -> regex.Pattern[str]:
    words = _words()
    latin, han = "|".join(words["en"]), "|".join(words["zh"])
    return regex.compile(rf"[\s\"“‘「『']*+(?:(?i:{latin})(?![\p{{L}}\p{{N}}])|{han})")
