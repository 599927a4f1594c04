"""Which English words a Chinese word may stand for: a dictionary that more than one stage looks words up in.

`dictionary.tsv.gz` is made by `benchmarks/dictionary.py` from CC-CEDICT and stands under its licence (`dictionary.LICENSE.txt`);
words for numbers and dates are not in it.
"""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Container, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import regex

# The longest Chinese word of the dictionary, in characters.
LONGEST = 4
_HAN = regex.compile(r"\p{Han}++")
_ENDINGS = (
    *("ations", "ation", "ingly", "iness", "ments", "edly", "ment", "ness"),
    *("ing", "ied", "ies", "ed", "es", "ly", "er", "s", "e", "y"),
)
_SHORTEST_STEM = 3
_STEMS_KEPT = 1 << 15


@cache
def dictionary() -> Mapping[str, str]:
    """Chinese words, and the stems of their translations with a blank between them; read once a process."""
    packed = files("duizhao").joinpath("dictionary.tsv.gz").read_bytes()
    rows = gzip.decompress(packed).decode("utf-8").splitlines()
    return dict(row.split("\t") for row in rows)


@lru_cache(_STEMS_KEPT)
def stem(word: str) -> str:
    """An English word without its ending: crude, but the same for the dictionary and the text.

    >>> stem("Walked"), stem("stopping"), stem("cities"), stem("city")
    ('walk', 'stop', 'cit', 'cit')
    """
    word = word.casefold()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] else word


@lru_cache(_STEMS_KEPT)
def stems(word: str) -> frozenset[str]:
    """The stem of a word as it stands in a text, and of the words that it is an irregular form of (`english_forms.toml`).

    >>> sorted(stems("Walked")), sorted(stems("went")), sorted(stems("found"))
    (['walk'], ['go', 'went'], ['find', 'found'])
    """
    return frozenset({stem(word), *(stem(base) for base in _irregular().get(word.casefold(), ()))})


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    """Irregular forms, each with the words it belongs to."""
    tables = tomllib.loads(files("duizhao").joinpath("english_forms.toml").read_text(encoding="utf-8"))
    result: dict[str, tuple[str, ...]] = {}
    for table in tables.values():
        for base, forms in table.items():
            for form in forms.split(" "):
                result[form] = (*result.get(form, ()), base)
    return result


def chinese_words(text: str, known: Container[str]) -> Iterator[tuple[int, str]]:
    """The longest words of `known`, read from left to right, each with the offset of its first character.

    >>> list(chinese_words("三个卧室，两个卫生间", {"卧室", "卫生", "卫生间"}))
    [(2, '卧室'), (7, '卫生间')]
    """
    for run in _HAN.finditer(text):
        at, end = run.span()
        while at < end:
            longest = min(LONGEST, end - at)
            size = next((size for size in range(longest, 1, -1) if text[at : at + size] in known), 1)
            word = text[at : at + size]
            if word in known:
                yield at, word
            at += size
