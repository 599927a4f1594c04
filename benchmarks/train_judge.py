"""Train the judge: weights.toml from errors planted in the tuning half of NTREX and in the development part of
MAC (literary) and in the written pairs of many genres that the tests keep, and from the gold of the corpus.

    .venv/bin/python benchmarks/train_judge.py [--write] [--only people|figures]

Examples are the drafts of the stage (`duizhao.consistency.beads.drafts_of`). A draft on a sound pair is wrong, unless the line is
a real fault (ntrex_faults.toml); a draft that an error planted in the pair brought about is right. Examples are weighted so
that sound pairs and pairs with one error are equally many. Logistic regression with an L2 penalty, by L-BFGS; the figures
printed are cross-validated, lines of one block of 50 never on both sides. People are part of it; finding them takes minutes.
Names share no feature with other claims: their weights are a file of their own (weights-people.toml), and `--only` fits one.
What changed places is another file (weights-places.toml) and another script (train_places.py).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from consistency_lab import (
    ROOT,
    SETTINGS,
    Pair,
    People,
    bead_of,
    clean,
    gold_beads,
    load_faults,
    load_mac,
    load_ntrex,
    load_written,
    people_of,
)
from planting import NAMES, OTHER_RULES, VALUE_RULES, plant
from planting_other import OTHER_MAKERS, TRAINED
from scipy.optimize import minimize

from duizhao.consistency import check_beads
from duizhao.consistency.beads import drafts_of
from duizhao.consistency.findings import Draft
from duizhao.consistency.judge import features
from duizhao.consistency.records import BeadClaims
from duizhao.model import PersonValue

WEIGHTS = ROOT / "pipeline" / "duizhao" / "consistency" / "weights.toml"
PEOPLE_WEIGHTS = WEIGHTS.with_name("weights-people.toml")
DIAGRAM = ROOT / "docs" / "consistency-reliability.svg"
LAST = 1000
PENALTY = 1.0
# How often the model says which draft tells an error, and is trained again on those.
_ROUNDS = 1
# What sentence pairs by themselves cannot teach, set by hand: the penalty draws towards these instead of towards nothing.
PRIOR = {
    "omitted": 3.0,
    "omitted:one": -1.5,
    "omitted:two": -0.5,
    "omitted:person": -0.5,
    "passage": -6.0,
    "misaligned": -2.0,
    "comparable": -0.5,
    "person:comparable": 1.0,
    "person:misaligned": -2.0,
    "person:near": 4.0,
    # Names that are spelled are seldom unlike by chance; NTREX has few of them.
    "person:chinese": 2.5,
    "person:of-elsewhere": 1.0,
    "changed:ragged": -8.0,
    # Two of three such pairs are slips, the third is a story told of dollars.
    "changed:unnamed-currency": -5.0,
    "missing:ragged": -4.0,
    "missing-in-en:explained": -4.5,
    "missing-in-zh:explained": -4.5,
    "figure": 2.0,
    "figure:both-explained": -2.0,
    "person:acquainted": -2.5,
    "person:otherwise": 2.0,
    "person:belied": 3.0,
    "person-missing-in-zh:belied": 4.0,
    "person:fixed": 3.5,
    "unsure": -1.0,
    # That other claims of a sentence agree says little: translators leave out the small words of any sentence.
    "agreed": 0.5,
    "direction": 3.0,
    # NTREX writes figures over ten in digits; in words they are no more lightly passed over than those up to ten.
    "missing-in-en:small": 4.0,
    "missing-in-en:large": 2.0,
    # In days, is kilometres away: a figure that has left its unit behind.
    "missing-in-en:bare": 2.0,
    # Manuals, games and talk drop two and thousands more freely than newspapers do.
    "missing-in-zh:two": -2.1,
    "missing-in-zh:vague": -1.6,
}
# Of these, those that stay as they are: what the claims stage read wrongly in the training texts has been mended there, and a
# figure planted at random happens to stand elsewhere in the other text more often than a translator's slip does.
# And what NTREX teaches otherwise than the manuals, games and talk that were read beside it.
FIXED = frozenset(
    {
        "agreed",
        "changed:ragged",
        "changed:unnamed-currency",
        "missing:ragged",
        "missing-in-en:explained",
        "missing-in-zh:explained",
        "missing-in-zh:two",
        "missing-in-zh:vague",
    }
)
# How firmly they stay.
FIRM = 1e6
# The weight of a sound written pair.
WRITTEN_SHARE = 0.2


# Other people's names for the corpus.
PEOPLE = {
    "zh": ["李伟", "王芳", "张敏", "刘洋", "陈静", "赵国强", "孙丽华", "周志刚", "吴晓梅", "郑浩然"],
    "en": ["Li Wei", "Wang Fang", "Zhang Min", "Liu Yang", "Chen Jing", "Zhao Guoqiang", "Sun Lihua", "Gao Feng", "John Smith"],
}


@dataclass(frozen=True, slots=True)
class Example:
    """One draft: its features, whether it is right, its weight, the block of lines it comes from, and the planted error."""

    features: dict[str, float]
    right: bool
    weight: float
    block: str
    family: str
    sound_line: str | None
    error: str | None = None


def key(draft: Draft) -> tuple[str, ...]:
    """What makes two drafts of a sound and a changed pair the same draft."""
    sides = [(item.claim.normalized, item.part) if item else ("", "") for item in (draft.zh, draft.en)]
    return (draft.case.reason, *sides[0], *sides[1])


def examples(
    name: str, pairs: Sequence[Pair], faults: Mapping[int, str], seed: int, share: float, *, people: bool, only: str | None = None
) -> list[Example]:
    """Sound pairs and planted pairs of one text, lines counted from 1; `share` is the weight of a sound pair."""
    rules = VALUE_RULES | OTHER_RULES | {kind: rule for kind, rule in OTHER_MAKERS.items() if kind in TRAINED}
    planted = [one for one in plant(list(pairs), 1, rules, seed=seed) if one.line not in faults]
    per_kind = Counter(one.kind for one in planted)
    planted = [one for one in planted if only is None or (only == "people") == (one.kind in NAMES)]
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
            found.extend(
                Example(features(d.case), False, share, _block(name, line), d.case.family, f"{name}:{line}") for d in here
            )
    for one in planted:
        # Every kind of error is equally common in the mix, and there are as many changed pairs as sound ones.
        weight = share * min(1.0, len(pairs) / len(per_kind) / per_kind[one.kind])
        known = sound[one.line].copy()
        for draft in drafts((one.zh, one.en)):
            if known[key(draft)]:
                known[key(draft)] -= 1
                continue
            error = f"{name}:{one.line}:{one.kind}:{seed}"
            found.append(Example(features(draft.case), True, weight, _block(name, one.line), draft.case.family, None, error))
    return found


def _block(name: str, line: int) -> str:
    """Lines that are kept together; both Chinese translations of a line are in one block."""
    return f"{'NTREX' if name in ('CN', 'TW') else name}:{line // 50}"


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
        found += swapped_people(document, translations)
    return found


def swapped_people(document: str, beads: Sequence[BeadClaims]) -> list[Example]:
    """Drafts on beads of the corpus in which one name has been put for another: Chinese names, of which NTREX has few."""
    rng = random.Random(document)
    found: list[Example] = []
    for bead in beads:
        before = Counter(map(key, drafts_of([bead])[0]))
        for side in ("zh", "en"):
            claims = bead.zh if side == "zh" else bead.en
            for index, claim in enumerate(claims):
                if claim.kind != "person" or not isinstance(claim.value, PersonValue):
                    continue
                new = rng.choice(PEOPLE[side])
                family, given = (new[0], new[1:]) if side == "zh" else tuple(new.split())
                value = PersonValue(name=new, family=family, given=given, role=claim.value.role)
                other = msgspec.structs.replace(claim, normalized=new, surface=new, value=value)
                changed = (*claims[:index], other, *claims[index + 1 :])
                text = bead.zh_text if side == "zh" else bead.en_text
                text = text.replace(claim.normalized, new, 1)
                variant = replace(bead, zh=changed, zh_text=text) if side == "zh" else replace(bead, en=changed, en_text=text)
                known = before.copy()
                for draft in drafts_of([variant])[0]:
                    if known[key(draft)]:
                        known[key(draft)] -= 1
                    elif draft.case.family.startswith("person"):
                        found.append(Example(features(draft.case), True, 1.0, document, draft.case.family, None))
    return found


def tellers(rows: Sequence[Example], probability: np.ndarray) -> list[int]:
    """Of the drafts of one planted error the one that tells it best, and all others.

    A changed figure may leave two claims without a partner; it is enough that one of them is found, and what the other one
    looks like (a first that the language might well have dropped) says nothing about errors.
    """
    best: dict[str, int] = {}
    for number, row in enumerate(rows):
        named = row.family.startswith("person")
        if row.error is not None and not named and (row.error not in best or probability[number] > probability[best[row.error]]):
            best[row.error] = number
    return [number for number, row in enumerate(rows) if row.error is None or best.get(row.error, number) == number]


def matrix(rows: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    """Examples as a dense (n, d) array."""
    index = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.features.items():
            if name in index:
                values[number, index[name]] = value
    return values


def fit(values: np.ndarray, right: np.ndarray, weight: np.ndarray, prior: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """Weights (d,) of the least penalised loss; `penalty` (d,) draws each towards its prior."""

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        margin = values @ theta
        probability = 1 / (1 + np.exp(-np.clip(margin, -30, 30)))
        tiny = 1e-12
        total = -np.sum(weight * (right * np.log(probability + tiny) + (1 - right) * np.log(1 - probability + tiny)))
        gradient = values.T @ (weight * (probability - right)) + penalty * (theta - prior)
        return float(total + np.sum(penalty * (theta - prior) ** 2) / 2), gradient

    return minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


# Mean score, share that is right, and weight of each tenth of the scores.
Bins = list[tuple[float, float, float]]


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
    parser.add_argument("--only", choices=("people", "figures"), help="fit and write the weights of these alone")
    parser.add_argument("--no-people", action="store_true", help="leave out people, whose models take minutes")
    options = parser.parse_args()
    rows = gold_examples()
    people = not options.no_people
    for script in ("CN", "TW"):
        for seed in (13, 14):
            pairs = load_ntrex(script, 1, LAST)
            rows += examples(script, pairs, load_faults(script), seed, 1.0, people=people, only=options.only)
    # Sentences that were written for their figures: what they found wrong has been mended, so they count for a fifth.
    for seed in (13, 14):
        rows += examples("written", load_written(), {}, seed, WRITTEN_SHARE, people=False, only=options.only)
    # Literary translation is freer than any text that a reviewer of figures would bring, but keeps the judge modest.
    rows += examples("MAC", load_mac(), {}, 13, 0.3, people=people, only=options.only)
    # Its names are often rendered by meaning, which a document teaches and a pair by itself cannot.
    rows = [
        replace(row, weight=row.weight / 3) if row.block.startswith("MAC") and row.family.startswith("person") else row
        for row in rows
    ]
    rows = [row for row in rows if row.family != "places"]
    if options.only:
        rows = [row for row in rows if (options.only == "people") == row.family.startswith("person")]
    counts = Counter(name for row in rows for name in row.features)
    # What has a prior is kept though the texts do not show it.
    by_hand = {name for name in PRIOR if options.only is None or (options.only == "people") == name.startswith("person")}
    names = sorted({name for name, count in counts.items() if count >= 3} | by_hand)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    penalty = np.array([FIRM if name in FIXED else PENALTY for name in names])
    values, right = matrix(rows, names), np.array([row.right for row in rows], dtype=float)
    weight = np.array([row.weight for row in rows])
    for _ in range(_ROUNDS):
        theta = fit(values, right, weight, prior, penalty)
        keep = tellers(rows, 1 / (1 + np.exp(-values @ theta)))
        rows = [rows[number] for number in keep]
        values, right, weight = values[keep], right[keep], weight[keep]
    blocks = sorted({row.block for row in rows})
    random.Random(5).shuffle(blocks)
    probability = np.zeros(len(rows))
    for fold in range(8):
        held = np.isin([row.block for row in rows], blocks[fold::8])
        theta = fit(values[~held], right[~held], weight[~held], prior, penalty)
        probability[held] = 1 / (1 + np.exp(-values[held] @ theta))
    error, bins = calibration_error(probability, right, weight)
    print(f"{len(rows)} examples, {int(right.sum())} right, {len(names)} features; cross-validated ECE {error:.4f}")
    for mean, share, mass in bins:
        print(f"  score {mean:.2f}  right {share:.2f}  weight {mass:.0f}")
    for family in sorted({row.family for row in rows}):
        chosen = np.array([row.family == family for row in rows])
        shares = []
        for threshold in (0.5, 0.7, 0.9):
            above = probability[chosen] >= threshold
            shares.append(f"{int(right[chosen][above].sum())}:{int((1 - right[chosen])[above].sum())}")
        shares_of = f"right {int(right[chosen].sum()):5} wrong {int((1 - right[chosen]).sum()):5}"
        print(f"  {family:15} {shares_of}   kept at .5 .7 .9: {'  '.join(shares)}")
    counted = (
        {"person", "person-missing"}
        if options.only == "people"
        else {"changed", "missing-in-en", "missing-in-zh", "omitted", "part"}
    )
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        lines = {
            row.sound_line
            for row, p in zip(rows, probability, strict=True)
            if row.sound_line and p >= threshold and row.family in counted and row.sound_line.startswith(("CN", "TW"))
        }
        kept = np.average(probability[right == 1] >= threshold, weights=weight[right == 1])
        print(f"  at {threshold:.1f}: sound pairs flagged {len(lines) / 2 / LAST:.4f}, right drafts kept {kept:.4f}")
    if options.write:
        if options.only is None:
            DIAGRAM.write_text(diagram(bins, error), encoding="utf-8")
        write(names, fit(values, right, weight, prior, penalty), options.only)


def diagram(bins: Bins, error: float) -> str:
    """The reliability diagram as SVG: score against the share that is right, dots as large as the bin."""
    size, edge = 320, 40
    total = sum(mass for _, _, mass in bins)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}"',
        'font-family="sans-serif" font-size="12">',
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="none" stroke="#888"/>',
        f'<path d="M{edge} {edge + size}L{edge + size} {edge}" stroke="#bbb" stroke-dasharray="4"/>',
    ]
    for mean, share, mass in bins:
        x, y = edge + size * mean, edge + size * (1 - share)
        radius = 3 + 12 * (mass / total) ** 0.5
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2a6f97" fill-opacity="0.7"/>')
    for step in range(0, 11, 2):
        at = size * step / 10
        parts.append(f'<text x="{edge + at:.0f}" y="{edge + size + 16}" text-anchor="middle">{step / 10}</text>')
        parts.append(f'<text x="{edge - 8}" y="{edge + size - at + 4:.0f}" text-anchor="end">{step / 10}</text>')
    caption = f"score (expected calibration error {error:.3f})"
    parts.append(f'<text x="{edge + size / 2}" y="{size + 2 * edge - 6}" text-anchor="middle">{caption}</text>')
    parts.append(f'<text x="{edge}" y="{edge - 10}">share that is right</text></svg>')
    return "\n".join(parts) + "\n"


def near_misses() -> dict[str, float]:
    """Of the near misses between the corpus's and the seeds' pairs of accounts, the share that is right, by Laplace's rule.

    The seeds (shared, not part of the corpus) give two, both right, across links.
    """
    counts = {"linked": [0, 0], "apart": [2, 2]}
    for beads, gold in gold_beads().values():
        told = {name for row in gold for name in (*row["zh"], *row["en"])}
        for found in check_beads([bead for bead in beads if bead.relation == "comparable"], SETTINGS.consistency):
            ids = {*found.zh, *found.en}
            linked = any(ids <= {claim.id for claim in (*bead.zh, *bead.en)} for bead in beads if bead.relation == "comparable")
            count = counts["linked" if linked else "apart"]
            count[0] += bool(ids & told)
            count[1] += 1
    return {name: (right + 1) / (total + 2) for name, (right, total) in counts.items()}


def write(names: Sequence[str], theta: np.ndarray, only: str | None) -> None:
    """Write weights.toml and weights-people.toml, or one of them."""
    for kind, path in (("figures", WEIGHTS), ("people", PEOPLE_WEIGHTS)):
        if only not in (None, kind):
            continue
        head = [
            f"# Weights of the judge's features {'for names' if kind == 'people' else 'but those for names'} (natural-log odds),",
            "# in the words of `judge.features`. Written by benchmarks/train_judge.py; docs/consistency.md shows how well the",
            "# scores are calibrated.",
            "",
            "[weights]",
        ]
        lines = [
            f"{json.dumps(name, ensure_ascii=False)} = {value:.3f}"
            for name, value in zip(names, theta, strict=True)
            if name.startswith("person") == (kind == "people")
        ]
        foot = ["", "# Near misses between two accounts of one event: the share that is an error.", "[near_miss]"]
        foot += [f"{name} = {share:.2f}" for name, share in near_misses().items()]
        path.write_text("\n".join([*head, *lines, *(foot if kind == "figures" else ())]) + "\n", encoding="utf-8")
        print(f"wrote {len(lines)} weights; settings {SETTINGS.signature()}, kinds {len(VALUE_RULES) + len(OTHER_RULES)}")


if __name__ == "__main__":
    main()
