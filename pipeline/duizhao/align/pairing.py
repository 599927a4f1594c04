"""Which documents of a folder or a crawl belong together.

Candidates come from mean vectors, from rare values that few texts state, and from names that differ in the mark of the
language alone. The few
best of each text are then compared sentence by sentence: what decides is the share of their sentences that find a partner.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath

import numpy as np
import numpy.typing as npt
import regex

from duizhao.align.clusters import Clusters
from duizhao.align.comparable import chosen, probabilities
from duizhao.align.encoder import Encoder, RememberingEncoder, Vectors, unit
from duizhao.align.evidence import NO_EVIDENCE, Evidence, shared_values
from duizhao.align.link_candidates import candidates
from duizhao.align.sides import Side, read_side
from duizhao.align.translation import align_sides
from duizhao.model import Relation
from duizhao.settings import AlignSettings

# Sentences at the beginning of a text by which candidates are found.
_SAMPLE = 24
# Candidates by vector for each text, and how many of all are then looked at sentence by sentence.
_NEAREST, _LOOKED_AT = 8, 3
# A value in more texts than this finds no candidates.
_COMMON = 5
# Coverage below which a candidate is not looked at: unrelated news reaches 0.18 on average, two accounts of one event 0.4.
_LEAST_COVERAGE = 0.3
# Texts from which on candidates are sought among the nearest clusters instead of among all.
_CLUSTERED = 2000
# From these on a pair is a translation: coverage, share of sentences with a partner on the weaker side, order kept.
_TRANSLATION_COVERAGE, _TRANSLATION_SHARE, _TRANSLATION_ORDER = 0.5, 0.65, 0.85
# Texts whose names belong together: how many sentences are looked at, at least, at most, and the share of the shorter text's that
# must find a partner in order.
_FEWEST_JUDGED, _JUDGED, _IN_ORDER = 8, 200, 0.83
# From this share on they are translations whatever they state; below, only while hardly any value of the text with fewer of them
# is missing in the other: the most that may be, as if there were some more that are not.
_SURELY_IN_ORDER, _MISSING, _MORE_VALUES = 0.95, 0.15, 2
# Texts whose reading is kept while pairs are looked at.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class TextProfile:
    """The text of one language in one file, as far as pairing needs it.

    Attributes:
        name: file name or address; a file is never paired with itself. Empty to go by content alone.
        sentences: its sentences in that language.
        evidence: what each of them states; empty when not known.
        date: the document's date (ISO), where known.
    """

    name: str
    sentences: Sequence[str]
    evidence: Sequence[Evidence] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two texts that belong together.

    Attributes:
        zh: index of the Chinese text.
        en: index of the English text.
        relation: `translation` or `comparable`.
        score: 0 to 1, the probability that it is so.
    """

    zh: int
    en: int
    relation: Relation
    score: float


def pair_documents(
    zh: Sequence[TextProfile], en: Sequence[TextProfile], encoder: Encoder, settings: AlignSettings
) -> list[DocumentPair]:
    """Find the texts that translate each other or tell of the same event.

    Args:
        zh: Chinese texts; of a bilingual file the Chinese part.
        en: English texts; of a bilingual file the English part.
        encoder: see `load_encoder`.
        settings: this stage's section.

    Returns:
        Pairs, the surest first; a text is in one pair at most.
    """
    if not isinstance(encoder, RememberingEncoder):
        encoder = RememberingEncoder(encoder)  # texts share most of their words
    places = [(i, j) for i, j in _places(zh, en, encoder) if not (zh[i].name and zh[i].name == en[j].name)]
    readers = _Reader(zh, encoder), _Reader(en, encoder)
    pairs = []
    for i, j in places:
        pair = _compare(i, j, (zh[i], en[j]), (readers[0](i), readers[1](j)), encoder)
        if pair.score >= settings.min_pair:
            pairs.append(pair)
    taken_zh: set[int] = set()
    taken_en: set[int] = set()
    result = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.zh, pair.en)):
        if pair.zh not in taken_zh and pair.en not in taken_en:
            taken_zh.add(pair.zh)
            taken_en.add(pair.en)
            result.append(pair)
    return result


def relation_of(zh: TextProfile, en: TextProfile, encoder: Encoder) -> Relation:
    """How two texts are related that are known to belong together: most by being translations, some as two accounts.

    Two accounts are only those whose sentences, of the first two hundred, neither find another much like them nor, in order, a
    partner, or which tell one event in the same order with other figures and dates; short texts are taken for translations.
    """
    zh_texts, en_texts = list(zh.sentences[:_JUDGED]), list(en.sentences[:_JUDGED])
    fewest = min(len(zh_texts), len(en_texts))
    if fewest < _FEWEST_JUDGED:
        return "translation"
    zh_side, en_side = (read_side(texts, encoder.encode_spans(texts)) for texts in (zh_texts, en_texts))
    if _coverage(zh_side.single, en_side.single) >= _TRANSLATION_COVERAGE:
        return "translation"
    in_order = _in_order(zh_side, en_side)
    if _IN_ORDER <= in_order < _SURELY_IN_ORDER:
        return "translation" if _missing_values(zh, en) <= _MISSING else "comparable"
    return "translation" if in_order >= _IN_ORDER else "comparable"


def _missing_values(zh: TextProfile, en: TextProfile) -> float:
    """The share of the numbers and days of the text with fewer of them that the other does not state."""
    sides = [
        {
            value
            for found in profile.evidence[:_JUDGED]
            for value in (
                *(number for number in found.numbers if len(number) > 1),
                *((month, day) for _, month, day in found.dates if month and day),
            )
        }
        for profile in (zh, en)
    ]
    fewer = min(map(len, sides))
    return (fewer - len(sides[0] & sides[1])) / (fewer + _MORE_VALUES)


def _in_order(zh: Side, en: Side) -> float:
    """Share of the shorter text's sentences that find a partner in order."""
    beads = align_sides(zh, en)
    partners = sum((len(bead.zh) + len(bead.en)) * bead.score for bead in beads if bead.zh and bead.en)
    return partners / (2 * min(len(zh), len(en)))


class _Reader:
    """Reads a text when it is first asked for, and keeps the last ones."""

    def __init__(self, profiles: Sequence[TextProfile], encoder: Encoder) -> None:
        self._profiles = profiles
        self._encoder = encoder
        self._read = lru_cache(maxsize=_KEPT)(self._side)

    def __call__(self, index: int) -> Side:
        return self._read(index)

    def _side(self, index: int) -> Side:
        sentences = self._profiles[index].sentences
        return read_side(sentences, self._encoder.encode_spans(sentences))


def _places(zh: Sequence[TextProfile], en: Sequence[TextProfile], encoder: Encoder) -> list[tuple[int, int]]:
    """Pairs of texts worth comparing sentence by sentence."""
    zh_at = [i for i, profile in enumerate(zh) if profile.sentences]
    en_at = [j for j, profile in enumerate(en) if profile.sentences]
    if not zh_at or not en_at:
        return []
    zh_samples = [encoder.encode(list(zh[i].sentences[:_SAMPLE])).astype(np.float16) for i in zh_at]
    en_samples = [encoder.encode(list(en[j].sentences[:_SAMPLE])).astype(np.float16) for j in en_at]
    found = set(_nearest(_centres(zh_samples), _centres(en_samples)))
    zh_stated, en_stated = [_stated(zh[i]) for i in zh_at], [_stated(en[j]) for j in en_at]
    found |= set(shared_values(zh_stated, en_stated, _COMMON))
    named = set(_same_names([zh[i].name for i in zh_at], [en[j].name for j in en_at]))
    coverage = {(i, j): _coverage(zh_samples[i], en_samples[j]) for i, j in found | named}
    by_zh: dict[int, list[tuple[float, int]]] = {}
    by_en: dict[int, list[tuple[float, int]]] = {}
    for (i, j), value in coverage.items():
        own = bool(zh[zh_at[i]].name) and zh[zh_at[i]].name == en[en_at[j]].name
        if (value >= _LEAST_COVERAGE and not own) or (i, j) in named:
            by_zh.setdefault(i, []).append((-value, j))
            by_en.setdefault(j, []).append((-value, i))
    kept = {(i, j) for i, best in by_zh.items() for _, j in sorted(best)[:_LOOKED_AT]}
    kept |= {(i, j) for j, best in by_en.items() for _, i in sorted(best)[:_LOOKED_AT]}
    return sorted((zh_at[i], en_at[j]) for i, j in kept | named)


def _centres(samples: Sequence[npt.NDArray[np.float16]]) -> Vectors:
    """Mean vectors less the mean of all: what sets a text apart from the others of its language."""
    means = np.stack([sample.mean(axis=0, dtype=np.float32) for sample in samples])
    return unit(means - means.mean(axis=0) if len(means) > 2 else means)


def _nearest(zh: Vectors, en: Vectors) -> Iterator[tuple[int, int]]:
    """The nearest English texts of each Chinese one; of many, those in the clusters nearest to it."""
    if max(len(zh), len(en)) < _CLUSTERED:
        order = np.argsort(-(zh @ en.T), axis=1, kind="stable")[:, :_NEAREST]
        yield from ((i, int(j)) for i, row in enumerate(order) for j in row)
        return
    best: dict[int, list[tuple[float, int]]] = {}
    for rows, members in Clusters(en).probes(zh, _NEAREST):
        similar = zh[rows] @ en[members].T
        for row, place in enumerate(np.argsort(-similar, axis=1, kind="stable")[:, :_NEAREST]):
            best.setdefault(int(rows[row]), []).extend((-float(similar[row, k]), int(members[k])) for k in place)
    yield from ((i, j) for i, found in best.items() for _, j in sorted(found)[:_NEAREST])


def _stated(profile: TextProfile) -> Evidence:
    """All that a text states, of its first two hundred sentences."""
    found = profile.evidence[:200]
    return Evidence(
        frozenset(number for evidence in found for number in evidence.numbers if len(number) > 2),
        frozenset(day for evidence in found for day in evidence.dates),
        frozenset(name for evidence in found for name in evidence.names if " " in name),
    )


_LETTERS = regex.compile(r"[\p{L}\p{N}]++")
_LANGUAGE_MARK = regex.compile(
    r"(?<![a-z])(?:zh(?:[-_]?(?:cn|hans?|hant|tw|hk))?|cn|chs|cht|chi(?:nese)?|zho|en(?:[-_]?(?:us|gb|uk))?|eng(?:lish)?)(?![a-z])"
    r"|中文版?|英文版?|汉语|英语|中|英"
)


def _same_names(zh: Sequence[str], en: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Names or addresses that are the same but for the mark of the language: `report.zh.txt`, `/cn/report`, `报告（英文）`."""
    where: dict[str, list[int]] = {}
    for j, name in enumerate(en):
        stem = _bare(name)
        if stem:
            where.setdefault(stem, []).append(j)
    for i, name in enumerate(zh):
        found = where.get(_bare(name), [])
        if len(found) == 1 and name != en[found[0]]:
            yield i, found[0]


def _bare(name: str) -> str:
    path = PurePosixPath(name.casefold())
    bare = _LANGUAGE_MARK.sub("", str(path.with_suffix("")) if path.suffix else str(path))
    return " ".join(_LETTERS.findall(bare))


def _coverage(zh: npt.NDArray[np.floating], en: npt.NDArray[np.floating]) -> float:
    """How well each sentence of the samples finds another like it, on average."""
    cosines = zh.astype(np.float32) @ en.astype(np.float32).T
    return float((cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2)


def _compare(
    i: int, j: int, profiles: tuple[TextProfile, TextProfile], sides: tuple[Side, Side], encoder: Encoder
) -> DocumentPair:
    """The probability that two texts belong together, and how."""
    zh, en = sides
    zh_evidence, en_evidence = (list(profile.evidence) or [NO_EVIDENCE] * len(profile.sentences) for profile in profiles)
    edges = chosen(probabilities(*candidates(zh, en, zh_evidence, en_evidence, encoder)), 0.4)
    rows = {row for row, _ in edges}
    columns = {column for _, column in edges}
    shares = len(rows) / len(zh), len(columns) / len(en)
    # A text of one or two sentences proves little: as if each had one sentence more that finds nothing.
    share = math.sqrt(len(rows) / (len(zh) + 1) * len(columns) / (len(en) + 1))
    alike = _bare(profiles[0].name) == _bare(profiles[1].name) != ""
    score = 1 / (1 + math.exp(-(14 * (share - 0.36) + 2.0 * alike)))
    translated = _coverage(zh.single, en.single) >= _TRANSLATION_COVERAGE and (
        (min(shares) >= _TRANSLATION_SHARE and _order_kept(sorted(edges)) >= _TRANSLATION_ORDER)
        or (score >= 0.5 and _FEWEST_JUDGED <= min(len(zh), len(en)) <= _JUDGED and _in_order(zh, en) >= _IN_ORDER)
    )
    return DocumentPair(i, j, "translation" if translated else "comparable", round(score, 4))


def _order_kept(edges: Sequence[tuple[int, int]]) -> float:
    """Share of the neighbouring links that run forward in both texts."""
    steps = [right[1] >= left[1] for left, right in pairwise(edges)]
    return sum(steps) / len(steps) if steps else 1.0
