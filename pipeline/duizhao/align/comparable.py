"""Links between sentences of two texts that tell of the same event without translating each other.

No order is assumed, and most sentences may have no partner at all. Candidates come from the vectors and from shared values;
each gets a probability from how far it stands out among the other candidates of its two sentences, and from what the sentences
state, less where the texts as wholes have little in common; pairs that are each other's best are linked first, then others join
them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from duizhao.align.bead import Bead
from duizhao.align.bead_model import link_weights
from duizhao.align.corridor import Floats, Ints
from duizhao.align.encoder import Encoder
from duizhao.align.evidence import NO_EVIDENCE, Evidence, Rarity, date_likeness
from duizhao.align.link_candidates import candidates
from duizhao.align.link_rates import with_own_rate
from duizhao.align.link_signs import named_before
from duizhao.align.romanised import spelled_names
from duizhao.align.sides import read_side
from duizhao.settings import AlignSettings

# Probability from which pairs are linked that are the best of neither of their sentences, of one, of both.
_LINKED = (0.55, 0.45, 0.35)
# Probability that a pair must have by itself to be thought of.
_LEAST_ALONE = 0.03
# Probability from which a pair says anything about those beside it.
_LEAST_BESIDE = 0.02
# Tenths of log odds by which one pair of a sentence can be ahead of another, and of how many it must be the best for that.
_FAR_AHEAD, _OF_MANY = 0.3, 15
# How far from a linked sentence one may stand that states what the link left open.
_NEAR = 3
# How firm that tie must be, and how probable the pair.
_JOINS, _LEAST_JOINING = 0.6, 0.1
# Days apart by more than one tie nothing.
_SAME_DAY = 0.85
# Most sentences of one side in a bead.
_LARGEST = 5

# Probability of a pair of sentences.
Pairs = dict[tuple[int, int], float]


def link(
    zh: Sequence[str],
    en: Sequence[str],
    encoder: Encoder,
    settings: AlignSettings,
    evidence: tuple[Sequence[Evidence], Sequence[Evidence]] | None = None,
) -> list[Bead]:
    """Which sentences of two comparable texts say the same thing.

    Args:
        zh: Chinese sentences.
        en: English sentences.
        encoder: see `load_encoder`.
        settings: this stage's section.
        evidence: what each Chinese and each English sentence states, or None.

    Returns:
        Linked sentences only, in order of the Chinese. In a bead each sentence is linked with all of the other side; a sentence
        that is linked with several that are not all linked alike is in several beads. Empty when nothing fits.
    """
    if not zh or not en:
        return []
    zh_evidence, en_evidence = evidence or ([NO_EVIDENCE] * len(zh), [NO_EVIDENCE] * len(en))
    zh_side, en_side = read_side(zh, encoder.encode_spans(zh)), read_side(en, encoder.encode_spans(en))
    zh_evidence, en_evidence = with_names(zh, en, zh_evidence, en_evidence)
    alone = probabilities(*candidates(zh_side, en_side, zh_evidence, en_evidence, encoder))
    found = with_own_rate(alone, len(zh), len(en))
    edges = chosen(found, settings.min_link)
    _complete(edges, found, zh_evidence, en_evidence)
    return _beads(edges)


def with_names(
    zh: Sequence[str], en: Sequence[str], zh_evidence: Sequence[Evidence], en_evidence: Sequence[Evidence]
) -> tuple[list[Evidence], list[Evidence]]:
    """The evidence with the Chinese names that the English spells, and with those that a pronoun may stand for."""
    zh_names, en_names = spelled_names(zh, en)
    return _with_names(zh, zh_evidence, zh_names), _with_names(en, en_evidence, en_names)


def _with_names(texts: Sequence[str], evidence: Sequence[Evidence], spelled: Sequence[frozenset[str]]) -> list[Evidence]:
    names = [one.names | more for one, more in zip(evidence, spelled, strict=True)]
    behind = named_before(texts, names)
    return [replace(one, names=own, before=before) for one, own, before in zip(evidence, names, behind, strict=True)]


def probabilities(pairs: Ints, values: Floats, leans: Floats) -> Pairs:
    """How probable each candidate (`candidates`) is: first by itself, then with what its neighbours in both texts look like."""
    weights = link_weights()
    first = _logistic(values @ np.array(weights.alone[:-1]) + weights.alone[-1])
    with_neighbours = np.concatenate([values, neighbours(pairs, first, leans)], axis=1)
    together = _logistic(with_neighbours @ np.array(weights.together[:-1]) + weights.together[-1])
    # Neighbours confirm a link; they do not make one of sentences that have nothing in common.
    together[first < _LEAST_ALONE] = 0.0
    return {(i, j): float(p) for (i, j), p in zip(pairs.tolist(), together, strict=True)}


def neighbours(pairs: Ints, first: Floats, leans: Floats) -> Floats:
    """What the pairs beside each say for it, shape (pairs, 5).

    The most probable one beside it, times its own probability; the most probable one of the same sentence and a neighbour of
    the other; where a sentence leans on the one before it, how probable that one's pair is; and how far the pair is ahead of the
    next best, or behind the best, of its Chinese and of its English sentence.
    """
    likely = {(i, j): float(p) for (i, j), p in zip(pairs.tolist(), first, strict=True) if p >= _LEAST_BESIDE}
    context = np.zeros((len(pairs), 5))
    for row in np.flatnonzero(first >= _LEAST_ALONE).tolist():
        # Neighbours confirm what is probable by itself; beside a sure link much stands that is none.
        i, j = pairs[row].tolist()
        context[row, 0] = first[row] * _beside(likely, i, j)
        context[row, 1] = max(likely.get(place, 0.0) for place in ((i, j - 1), (i, j + 1), (i - 1, j), (i + 1, j)))
        context[row, 2] = leans[row] @ (likely.get((i - 1, j), 0.0), likely.get((i, j - 1), 0.0))
    held = np.clip(first, 1e-4, 1 - 1e-4)
    logits = np.log(held / (1 - held)) / 10
    for side in (0, 1):
        among = len(np.unique(pairs[:, 1 - side]))
        context[:, 3 + side] = _ahead(logits, pairs[:, side], min(1.0, math.log1p(among) / math.log1p(_OF_MANY)))
    return context


def _ahead(logits: Floats, owners: Ints, worth: float) -> Floats:
    """What each pair is ahead of the best other pair of its sentence, at most `_FAR_AHEAD`, times what that is worth; negative
    where it is behind."""
    order = np.lexsort((-logits, owners))
    firsts = np.flatnonzero(np.r_[True, np.diff(owners[order]) > 0])
    sizes = np.diff(np.r_[firsts, len(order)])
    best = logits[order[firsts]]
    second = np.where(sizes > 1, logits[order[np.minimum(firsts + 1, len(order) - 1)]], -np.inf)
    result = np.empty(len(logits))
    result[order] = logits[order] - np.repeat(best, sizes)
    result[order[firsts]] = np.minimum(best - second, _FAR_AHEAD) * worth
    clipped: Floats = np.maximum(result, -_FAR_AHEAD)
    return clipped


def _beside(alone: Pairs, i: int, j: int) -> float:
    """The most probable pair nearby that could stand in the same passage; less when it is not next to this one."""
    best = 0.0
    for down in range(-2, 3):
        for right in range(-3, 4):
            if (down or right) and down * right >= 0:
                # One sentence told in two; two accounts in the same order; the same with a sentence between.
                weight = 0.5 if not down or not right else 1.0 if abs(down) == abs(right) == 1 else 0.8
                best = max(best, weight * alone.get((i + down, j + right), 0.0))
    return best


def _logistic(logits: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result


def chosen(found: Pairs, least: float) -> Pairs:
    """Pairs that are each other's best, and surer ones that are the best of one of the two or of neither."""
    best_zh: dict[int, tuple[float, int]] = {}
    best_en: dict[int, tuple[float, int]] = {}
    for (i, j), p in found.items():
        best_zh[i] = max(best_zh.get(i, (-1.0, 0)), (p, -j))
        best_en[j] = max(best_en.get(j, (-1.0, 0)), (p, -i))
    edges: Pairs = {}
    for (i, j), p in found.items():
        sides = (best_zh[i] == (p, -j)) + (best_en[j] == (p, -i))
        if p >= max(least, _LINKED[sides]):
            edges[i, j] = p
    return edges


def _complete(edges: Pairs, found: Pairs, zh: Sequence[Evidence], en: Sequence[Evidence]) -> None:
    """Let a sentence near a linked one join it, when both state a date, or a rare number, that hardly another sentence does.

    `5月13日至6月11日` is linked to the sentence with May 14th; the one with June 12th two sentences on belongs to it as well.
    """
    rarity = Rarity(zh, en)
    joining: list[tuple[float, int, int]] = []
    linked_zh, linked_en = {i for i, _ in edges}, {j for _, j in edges}
    for i, j in edges:
        joining += [
            (-_ties(zh[i], en[other], rarity, next_to=abs(other - j) == 1), i, other)
            for other in _around(j, len(en))
            if other not in linked_en
        ]
        joining += [
            (-_ties(zh[other], en[j], rarity, next_to=abs(other - i) == 1), other, j)
            for other in _around(i, len(zh))
            if other not in linked_zh
        ]
    for strength, i, j in sorted(set(joining)):
        likely = found.get((i, j), 0.0)
        if -strength >= _JOINS and likely >= _LEAST_JOINING and (i not in linked_zh or j not in linked_en):
            edges[i, j] = max(likely, _LINKED[2])
            linked_zh.add(i)
            linked_en.add(j)


def _around(place: int, count: int) -> list[int]:
    return [other for other in range(max(0, place - _NEAR), min(count, place + _NEAR + 1)) if other != place]


def _ties(zh: Evidence, en: Evidence, rarity: Rarity, *, next_to: bool) -> float:
    """How firmly two sentences are tied by what they state: near rare dates, rare numbers; the next sentence needs less."""
    days = max((date_likeness(a, b) * rarity.day(a, b) for a in zh.dates for b in en.dates if a[2] and b[2]), default=0.0)
    days = days if days >= _SAME_DAY else 0.0
    number = sum(rarity.number(value) for value in zh.numbers & en.numbers)
    return max(days, number + (0.3 if next_to and number else 0.0))


def _beads(edges: Pairs) -> list[Bead]:
    """Beads whose sentences are all linked with each other: sentences with the same partners share one.

    Where links form a chain, a sentence is in several beads; of the two ways to cut it, the one with fewer beads is taken.
    """
    beads = []
    for part in _connected(edges):
        ways = []
        for side in (0, 1):
            partners: dict[int, set[int]] = {}
            for edge in part:
                partners.setdefault(edge[side], set()).add(edge[1 - side])
            shared: dict[frozenset[int], set[int]] = {}
            for one, others in partners.items():
                shared.setdefault(frozenset(others), set()).add(one)
            ways.append([(own, others) if side == 0 else (others, own) for others, own in shared.items()])
        for zh, en in min(ways, key=len):
            score = sum(edges[i, j] for i in zh for j in en) / (len(zh) * len(en))
            beads.append(Bead(tuple(sorted(zh)), tuple(sorted(en)), round(score, 4)))
    return sorted(beads, key=lambda bead: (bead.zh, bead.en))


def _connected(edges: Pairs) -> list[list[tuple[int, int]]]:
    """Pairs in groups that share no sentence; no sentence keeps more than its `_LARGEST` surest."""
    counts: Counter[tuple[int, int]] = Counter()
    parents: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while (parent := parents.setdefault(node, node)) != node:
            parents[node] = node = parents[parent]
        return node

    kept = []
    for (i, j), _ in sorted(edges.items(), key=lambda edge: (-edge[1], edge[0])):
        if max(counts[0, i], counts[1, j]) < _LARGEST:
            counts.update(((0, i), (1, j)))
            parents[root((0, i))] = root((1, j))
            kept.append((i, j))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in kept:
        groups.setdefault(root((0, i)), []).append((i, j))
    return list(groups.values())
