"""Train the judge on what tells two figures in each other's place from a free order of words: weights-places.toml.

    .venv/bin/python benchmarks/train_places.py [--write]

Two figures of the same kind and unit that agree with the other side are exchanged in the text of one side, in the tuning half of
NTREX, in the development part of MAC and in the corpus's sound beads; unlike the rules of planting.py this knows what the program
has read. What is drafted of the pairs as they are is wrong. Logistic regression as in train_judge.py, cross-validated.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
from consistency_lab import Pair, bead_of, gold_beads, load_faults, load_mac, load_ntrex
from train_judge import FIRM, LAST, WEIGHTS, Example, calibration_error, fit, key, matrix

from duizhao.consistency.beads import drafts_of, matching_of
from duizhao.consistency.findings import Draft
from duizhao.consistency.judge import features
from duizhao.consistency.match import Match
from duizhao.consistency.places import are_alike
from duizhao.consistency.records import BeadClaims

# Of these, those that stay as they are: texts with lists in another order, whose figures keep their nouns, are rare there.
FIXED = frozenset({"places:crossed:holding"})
# How firmly the weights stay at what they are drawn to.
PENALTY = 10.0
PLACES_WEIGHTS = WEIGHTS.with_name("weights-places.toml")
# Two figures of one kind are rare in the training texts: the penalty draws towards these, which other genres taught, and people
# and figures with each other's unit have no others.
PRIOR = {
    "places": 1.5,
    "places:unsure": -1.0,
    "places:misaligned": -2.0,
    "places:person": 0.0,
    "places:units": 1.5,
    "places:score": 2.0,
    "places:ends": 1.5,
    "places:crossed": -2.8,
    "places:crossed:apart": 0.3,
    "places:crossed:before-for": 0.5,
    "places:crossed:bracket": -1.0,
    "places:crossed:clear": 2.0,
    "places:crossed:en-together": 1.4,
    "places:crossed:from-to": 0.9,
    "places:crossed:in-order": 0.9,
    "places:crossed:holding": -5.0,
    "places:crossed:leaning": 1.9,
    "places:crossed:together": 0.8,
    "places:crossed:turning": -2.8,
    "places:crossed:words-against": -1.7,
    "places:crossed:words-for": 1.7,
    "places:frames": 1.9,
    "places:qualifiers": 2.0,
    "places:straight": -3.3,
    "places:crossed:nouns-for": 0.5,
    "places:crossed:nouns-against": -1.5,
    "places:straight:nouns-for": 1.5,
    "places:straight:nouns-against": -1.0,
    "places:straight:before-against": -1.0,
    "places:straight:en-together": -1.0,
    "places:straight:leaning": 1.2,
    "places:straight:turning": 0.5,
    "places:straight:words-against": -3.0,
    "places:straight:words-for": 0.9,
    "places:straight:zh-together": -0.5,
}
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen half"
).replace(" ", "|")
NUMERALS: dict[str, re.Pattern[str]] = {
    "zh": re.compile(r"[0-9]+(?:[.,][0-9]+)*[百千万亿]*|[零一二三四五六七八九十百千万亿两半]+(?:点[零一二三四五六七八九]+)?"),
    "en": re.compile(
        rf"(?<![A-Za-z])(?:[0-9]+(?:[.,][0-9]+)*(?: (?:hundred|thousand|million|billion|trillion))?"
        rf"|(?:{_WORDS})(?:[ -](?:and )?(?:{_WORDS}))*)(?![A-Za-z])",
        re.I,
    ),
}
# A sound pair counts for so many with an error: most pairs have none.
SOUND = 3.0
# So many other figures may stand between the two.
_BETWEEN = 1


def exchanged(bead: BeadClaims, rng: random.Random, most: int = 2) -> Iterator[Pair]:
    """The bead's texts with two figures in each other's place, once in the Chinese and once in the English for each choice."""
    placed = sorted(
        (pair for pair in matching_of(bead).agreed if pair.zh.span and pair.en.span), key=lambda pair: pair.zh.span or (0, 0)
    )
    chosen = [
        (placed[first], placed[second])
        for first, second in combinations(range(len(placed)), 2)
        if second - first <= 1 + _BETWEEN and are_alike(placed[first], placed[second])
    ]
    rng.shuffle(chosen)
    for one, other in chosen[:most]:
        zh, en = _swapped(bead.zh_text, one, other, "zh"), _swapped(bead.en_text, one, other, "en")
        if zh is not None:
            yield zh, bead.en_text
        if en is not None:
            yield bead.zh_text, en


def _swapped(text: str, one: Match, other: Match, side: Literal["zh", "en"]) -> str | None:
    """The text with the numerals of two claims exchanged; None where it does not change or they are not found."""
    spans = sorted(span for match in (one, other) if (span := (match.zh if side == "zh" else match.en).span))
    found = [NUMERALS[side].search(text, *span) for span in spans]
    if not found[0] or not found[1] or found[0].end() > found[1].start():
        return None
    (start, end), (then, last) = found[0].span(), found[1].span()
    first, second = _like(found[1][0], found[0][0]), _like(found[0][0], found[1][0])
    swapped = text[:start] + first + text[end:then] + second + text[last:]
    return None if swapped == text else swapped


def _like(word: str, place: str) -> str:
    """A word with the capital, or without it, of what stood in its place."""
    return word[0].upper() + word[1:] if place[0].isupper() else word.lower()


def examples(name: str, pairs: Sequence[Pair], faults: Mapping[int, str]) -> list[Example]:
    """What is drafted of the pairs of one text, and of those with two figures exchanged."""
    rng = random.Random(name)
    found: list[Example] = []
    for line, pair in enumerate(pairs, 1):
        if line in faults:
            continue
        block, bead = f"{name}:{line // 50}", bead_of(pair)
        before = _drafts(bead)
        known = {key(draft) for draft in before}
        found += [Example(features(draft.case), False, SOUND, block, name, f"{name}:{line}") for draft in before]
        for other in exchanged(bead, rng):
            new = [draft for draft in _drafts(bead_of(other)) if key(draft) not in known]
            found += [Example(features(draft.case), True, 1.0, block, name, None) for draft in new]
    return found


def _drafts(bead: BeadClaims) -> list[Draft]:
    return [draft for draft in drafts_of([bead])[0] if draft.case.family == "places" and "person" not in draft.case.signs]


def corpus_pairs() -> list[Pair]:
    """The texts of the corpus's beads that have both sides and no finding in the gold."""
    found = []
    for beads, gold in gold_beads().values():
        told = {name for row in gold for name in (*row["zh"], *row["en"])}
        for bead in beads:
            clear = told.isdisjoint(claim.id for claim in (*bead.zh, *bead.en))
            if clear and bead.relation == "translation" and bead.zh_text and bead.en_text:
                found.append((bead.zh_text, bead.en_text))
    return found


def main() -> None:
    """Train, print cross-validated figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write weights-places.toml")
    options = parser.parse_args()
    rows = [row for script in ("CN", "TW") for row in examples(script, load_ntrex(script, 1, LAST), load_faults(script))]
    rows += examples("MAC", load_mac(), {}) + examples("corpus", corpus_pairs(), {})
    names = sorted({name for row in rows for name in row.features} | PRIOR.keys())
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    penalty = np.array([FIRM if name in FIXED else PENALTY for name in names])
    values, right = matrix(rows, names), np.array([row.right for row in rows], dtype=float)
    weight = np.array([row.weight for row in rows])
    # Both translations of a line are in one block.
    blocks = [row.block.replace("TW:", "CN:") for row in rows]
    order = sorted(set(blocks))
    random.Random(5).shuffle(order)
    probability = np.zeros(len(rows))
    for fold in range(8):
        held = np.isin(blocks, order[fold::8])
        theta = fit(values[~held], right[~held], weight[~held], prior, penalty)
        probability[held] = 1 / (1 + np.exp(-values[held] @ theta))
    error, _ = calibration_error(probability, right, weight)
    print(f"{len(rows)} examples, {int(right.sum())} right, {len(names)} features; cross-validated ECE {error:.4f}")
    for threshold in (0.3, 0.5, 0.7, 0.9):
        flagged = {row.sound_line for row, p in zip(rows, probability, strict=True) if row.sound_line and p >= threshold}
        kept = np.mean(probability[right == 1] >= threshold)
        print(f"  at {threshold}: sound pairs flagged {len(flagged)}, right drafts kept {kept:.3f}")
    if options.write:
        theta = fit(values, right, weight, prior, penalty)
        head = "# Weights of the judge's features for what changed places (log odds), written by benchmarks/train_places.py.\n"
        lines = [f'"{name}" = {value:.3f}\n' for name, value in zip(names, theta, strict=True)]
        PLACES_WEIGHTS.write_text(head + "\n[weights]\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
