"""Train the judge: weights.toml from errors planted in the tuning half of NTREX and from the gold of the corpus.

    .venv/bin/python benchmarks/train_judge.py [--write]

Examples are the drafts of the stage (`duizhao.consistency.beads.drafts_of`). A draft on a sound pair is wrong, unless the line is
a real fault (ntrex_faults.toml); a draft that an error planted in the pair brought about is right. Examples are weighted so
that sound pairs and pairs with one error are equally many. Logistic regression with an L2 penalty, by L-BFGS; the figures
printed are cross-validated, lines of one block of 50 never on both sides. People are part of it; finding them takes minutes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from consistency_lab import ROOT, SETTINGS, Pair, People, bead_of, clean, gold_beads, load_faults, load_ntrex, people_of
from planting import OTHER_RULES, VALUE_RULES, plant
from scipy.optimize import minimize

from duizhao.consistency.beads import drafts_of
from duizhao.consistency.findings import Draft
from duizhao.consistency.judge import features

WEIGHTS = ROOT / "pipeline" / "duizhao" / "consistency" / "weights.toml"
LAST = 1000
PENALTY = 0.3
# What sentence pairs by themselves cannot teach, set by hand: the penalty draws towards these instead of towards nothing.
PRIOR = {
    "omitted": 3.0,
    "omitted:one": -1.5,
    "omitted:two": -0.5,
    "omitted:person": -0.5,
    "passage": -5.0,
    "misaligned": -2.0,
    "comparable": -1.0,
    "unsure": -1.0,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One draft: its features, whether it is right, its weight, and the block of lines it comes from."""

    features: dict[str, float]
    right: bool
    weight: float
    block: str
    family: str
    sound_line: str | None


def key(draft: Draft) -> tuple[str, ...]:
    """What makes two drafts of a sound and a changed pair the same draft."""
    sides = [(item.claim.normalized, item.part) if item else ("", "") for item in (draft.zh, draft.en)]
    return (draft.case.reason, *sides[0], *sides[1])


def examples(script: str, seed: int, *, people: bool) -> list[Example]:
    """Sound pairs and planted pairs of one script."""
    pairs = load_ntrex(script, 1, LAST)
    faults = load_faults(script)
    planted = [one for one in plant(pairs, 1, seed=seed) if one.line not in faults]
    zh_people: People = {}
    en_people: People = {}
    if people:
        zh_people = people_of([clean(zh) for zh, _ in pairs] + [clean(one.zh) for one in planted], "zh")
        en_people = people_of([clean(en) for _, en in pairs] + [clean(one.en) for one in planted], "en")

    def drafts(pair: Pair) -> list[Draft]:
        zh, en = clean(pair[0]), clean(pair[1])
        return drafts_of([bead_of(pair, (zh_people.get(zh, ()), en_people.get(en, ())))])[0]

    found: list[Example] = []
    sound: dict[int, Counter[tuple[str, ...]]] = {}
    for line, pair in enumerate(pairs, 1):
        here = drafts(pair)
        sound[line] = Counter(key(draft) for draft in here)
        if line not in faults:
            name = f"{script}:{line}"
            found.extend(Example(features(d.case), False, 1.0, str(line // 50), d.case.family, name) for d in here)
    per_kind = Counter(one.kind for one in planted)
    for one in planted:
        # Every kind of error is equally common in the mix, and there are as many changed pairs as sound ones.
        weight = LAST / len(per_kind) / per_kind[one.kind]
        known = sound[one.line].copy()
        for draft in drafts((one.zh, one.en)):
            if known[key(draft)]:
                known[key(draft)] -= 1
                continue
            found.append(Example(features(draft.case), True, min(weight, 1.0), str(one.line // 50), draft.case.family, None))
    return found


def gold_examples() -> list[Example]:
    """Drafts on the corpus, with the claims and beads of its gold."""
    found = []
    for document, (beads, gold) in gold_beads().items():
        translations = [bead for bead in beads if bead.relation == "translation"]
        for drafts in drafts_of(translations):
            for draft in drafts:
                ids = {item.claim.id for item in (draft.zh, draft.en) if item}
                right = any(ids & {*row["zh"], *row["en"]} for row in gold)
                found.append(Example(features(draft.case), right, 2.0, document, draft.case.family, None))
    return found


def matrix(rows: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    """Examples as a dense (n, d) array."""
    index = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.features.items():
            if name in index:
                values[number, index[name]] = value
    return values


def fit(values: np.ndarray, right: np.ndarray, weight: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Weights (d,) of the least penalised loss."""

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        margin = values @ theta
        probability = 1 / (1 + np.exp(-np.clip(margin, -30, 30)))
        tiny = 1e-12
        total = -np.sum(weight * (right * np.log(probability + tiny) + (1 - right) * np.log(1 - probability + tiny)))
        gradient = values.T @ (weight * (probability - right)) + PENALTY * (theta - prior)
        return float(total + PENALTY / 2 * np.sum((theta - prior) ** 2)), gradient

    return minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def calibration_error(
    probability: np.ndarray, right: np.ndarray, weight: np.ndarray, bins: int = 10
) -> tuple[float, list[tuple[float, float, float]]]:
    """Expected calibration error, and (mean score, share right, weight) of each bin."""
    rows, error = [], 0.0
    for low in range(bins):
        chosen = (probability >= low / bins) & ((probability < (low + 1) / bins) | (low == bins - 1))
        mass = float(weight[chosen].sum())
        if mass:
            mean, share = (float(np.average(part[chosen], weights=weight[chosen])) for part in (probability, right))
            error += mass * abs(mean - share)
            rows.append((mean, share, mass))
    return error / float(weight.sum()), rows


def main() -> None:
    """Train, print cross-validated figures, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write weights.toml")
    parser.add_argument("--no-people", action="store_true", help="leave out people, whose models take minutes")
    options = parser.parse_args()
    rows = gold_examples()
    for script in ("CN", "TW"):
        for seed in (13, 14):
            rows += examples(script, seed, people=not options.no_people)
    counts = Counter(name for row in rows for name in row.features)
    names = sorted({name for name, count in counts.items() if count >= 3} | PRIOR.keys())
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    values, right = matrix(rows, names), np.array([row.right for row in rows], dtype=float)
    weight = np.array([row.weight for row in rows])
    blocks = sorted({row.block for row in rows})
    random.Random(5).shuffle(blocks)
    probability = np.zeros(len(rows))
    for fold in range(8):
        held = np.isin([row.block for row in rows], blocks[fold::8])
        theta = fit(values[~held], right[~held], weight[~held], prior)
        probability[held] = 1 / (1 + np.exp(-values[held] @ theta))
    error, bins = calibration_error(probability, right, weight)
    print(f"{len(rows)} examples, {int(right.sum())} right, {len(names)} features; cross-validated ECE {error:.4f}")
    for mean, share, mass in bins:
        print(f"  score {mean:.2f}  right {share:.2f}  weight {mass:.0f}")
    for family in sorted({row.family for row in rows}):
        chosen = np.array([row.family == family for row in rows])
        print(f"  {family:15} right {int(right[chosen].sum()):5} wrong {int((1 - right[chosen]).sum()):5}")
    value_families = {"changed", "missing-in-en", "missing-in-zh", "omitted", "part"}
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        lines = {
            row.sound_line
            for row, p in zip(rows, probability, strict=True)
            if row.sound_line and p >= threshold and row.family in value_families
        }
        kept = np.average(probability[right == 1] >= threshold, weights=weight[right == 1])
        print(f"  at {threshold:.1f}: sound pairs flagged {len(lines) / 2 / LAST:.4f}, right drafts kept {kept:.4f}")
    if options.write:
        write(names, fit(values, right, weight, prior))


def write(names: Sequence[str], theta: np.ndarray) -> None:
    """Write weights.toml."""
    head = [
        "# Weights of the judge's features (natural-log odds), in the words of `judge.features`.",
        "# Written by benchmarks/train_judge.py; docs/consistency.md shows how well the scores are calibrated.",
        "",
        "[weights]",
    ]
    lines = [f"{json.dumps(name, ensure_ascii=False)} = {value:.3f}" for name, value in zip(names, theta, strict=True)]
    Path(WEIGHTS).write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
    print(f"wrote {len(lines)} weights; settings {SETTINGS.signature()}, kinds {len(VALUE_RULES) + len(OTHER_RULES)}")


if __name__ == "__main__":
    main()
