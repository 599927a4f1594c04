"""Learn the weights of links again: `python benchmarks/align_link_weights.py > links.toml`; tell whether `weights.toml` has just
these: `--check`; measure them without learning from what is measured: `--measure`.

Two logistic regressions over the candidates of each pair of texts, the second with what the first says of the neighbours.
No weight is below nought: all columns speak for a link. Both are searched until nothing changes, so that the same evidence gives
the same digits wherever the search begins; a change to what sentences are found to state changes the digits. What is learned from
is named in `weights.toml`; the reporting pairs of `annotations/links` never are. `--measure` leaves one document out after the
other, measures the reporting pairs by the weights in force, and counts links among unrelated documents of NTREX's other half.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import align_data as data
import numpy as np
from align import ENCODER, ROOT, link_counts, shown_links
from scipy.optimize import minimize

from duizhao.align import comparable
from duizhao.align.bead_model import LinkWeights
from duizhao.align.link_candidates import candidates
from duizhao.align.sides import read_side

COLUMNS = (
    "margin",
    "margin-over-next-best",
    "clause-margin",
    "clause-margin-over-next-best",
    "gain-of-two",
    "words-over-next-best",
    "near-words-over-next-best",
    "two-headings",
    "headings-alike",
    "numbers",
    "quantities",
    "dates",
    "names",
    "names-before",
)
NEIGHBOURS = ("beside", "told-in-two", "leaning", "ahead-in-zh", "ahead-in-en")
# What a candidate of unrelated texts weighs.
UNRELATED_WEIGHT = 0.4
# Far beyond the digits that are kept, wherever the search begins.
SEARCH = {"ftol": 1e-14, "gtol": 1e-9, "maxiter": 5000}
# Digits kept of a weight.
DIGITS = 3


@dataclass(frozen=True)
class Example:
    """Candidates of two texts: which, what speaks for them, whether they lean on others, whether gold has them."""

    case: data.Accounts
    pairs: np.ndarray
    values: np.ndarray
    leans: np.ndarray
    gold: np.ndarray
    weight: float


def example(case: data.Accounts) -> Example:
    evidence = comparable.with_names(case.zh, case.en, *case.evidence)
    sides = (read_side(texts, ENCODER.encode_spans(texts)) for texts in (case.zh, case.en))
    pairs, values, leans = candidates(*sides, *evidence, ENCODER)
    gold = np.array([(i, j) in case.gold for i, j in pairs.tolist()])
    return Example(case, pairs, values, leans, gold, UNRELATED_WEIGHT if case.half == "unrelated" else 1.0)


def learn(examples: Sequence[Example], penalty: float) -> LinkWeights:
    values = np.concatenate([one.values for one in examples])
    gold = np.concatenate([one.gold for one in examples])
    share = np.concatenate([np.full(len(one.gold), one.weight) for one in examples])
    alone = _regress(values, gold, share, penalty)
    first = 1 / (1 + np.exp(-(values @ alone[:-1] + alone[-1])))
    ends = np.cumsum([len(one.gold) for one in examples])[:-1]
    context = [
        comparable.neighbours(one.pairs, part, one.leans) for one, part in zip(examples, np.split(first, ends), strict=True)
    ]
    together = _regress(np.concatenate([values, np.concatenate(context)], axis=1), gold, share, penalty)
    return LinkWeights(tuple(alone.tolist()), tuple(together.tolist()))


def _regress(values: np.ndarray, gold: np.ndarray, share: np.ndarray, penalty: float) -> np.ndarray:
    """Weights by column and the constant; squared penalty on weights by the spread of their columns."""
    scale = values.std(axis=0) + 1e-6
    columns = np.concatenate([values / scale, np.ones((len(values), 1))], axis=1)
    punished = np.r_[np.full(values.shape[1], penalty), 0.0]

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = columns @ weights
        loss = (share * (np.logaddexp(0, logits) - gold * logits)).sum() + 0.5 * (punished * weights**2).sum()
        wrong = share * (1 / (1 + np.exp(-logits)) - gold)
        return float(loss), columns.T @ wrong + punished * weights

    bounds = [(0, None)] * values.shape[1] + [(None, None)]
    found = minimize(objective, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds, options=SEARCH)
    return np.asarray(np.r_[found.x[:-1] / scale, found.x[-1]])


def unrelated(shared: Path, half: int, documents: int) -> Iterable[data.Accounts]:
    """Documents of NTREX, each with the English of the next."""
    cases = [case for case in data.ntrex(shared, "CN", half) if 8 <= len(case.gold) <= 40][:documents]
    zh = [data.analysed_lines(case.zh, "zh") for case in cases]
    en = [data.analysed_lines(case.en, "en") for case in cases]
    for k, own in enumerate(zh):
        yield data.told(f"unrelated-{k}", "unrelated", own, en[(k + 1) % len(en)], frozenset())


def measure(cases: Sequence[data.Accounts], shared: Path, documents: int, penalty: float) -> None:
    tuning = [case for case in cases if case.half != "reporting"]
    examples = [example(case) for case in [*tuning, *unrelated(shared, 0, documents)]]
    in_force, total = comparable.link_weights, np.zeros(3)
    for number, case in enumerate(tuning):
        known = learn(examples[:number] + examples[number + 1 :], penalty)
        comparable.link_weights = lambda known=known: known
        own = link_counts(case)
        total += own
        print(shown_links(f"{case.name}, left out", own), flush=True)
    print(shown_links("tuning pairs, each left out", total), flush=True)
    comparable.link_weights = in_force
    for half in ("tuning", "corpus", "reporting"):
        print(shown_links(f"{half}, weights in force", sum(link_counts(case) for case in cases if case.half == half)), flush=True)
    other = list(unrelated(shared, 1, documents))
    wrong, sentences = sum(link_counts(case)[1] for case in other), sum(len(case.zh) + len(case.en) for case in other)
    print(f"links, {len(other)} unrelated pairs: {wrong} false, {100 * wrong / sentences:.2f} for 100 sentences", flush=True)


def shown(weights: LinkWeights) -> str:
    """The two tables of `weights.toml`, without its comments."""
    lines: list[str] = []
    for section, names, values in (
        ("alone", COLUMNS, weights.alone),
        ("together", (*COLUMNS, *NEIGHBOURS), weights.together),
    ):
        lines.append(f"[link.{section}]")
        lines += [f"{name} = {value:.{DIGITS}f}" for name, value in zip((*names, "constant"), values, strict=True)]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="print figures instead of weights")
    parser.add_argument("--check", action="store_true", help="fail when the weights in force are not those learned")
    parser.add_argument("--documents", type=int, default=24, help="unrelated documents of NTREX")
    parser.add_argument("--penalty", type=float, default=1.0)
    options = parser.parse_args()
    shared = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
    cases = data.accounts(ROOT / "annotations", ROOT / "corpus")
    if options.measure:
        measure(cases, shared, options.documents, options.penalty)
        return
    chosen = [case for case in cases if case.half != "reporting"]
    learned = shown(learn([example(case) for case in [*chosen, *unrelated(shared, 0, options.documents)]], options.penalty))
    print(learned)
    if options.check and learned != shown(comparable.link_weights()):
        sys.exit("weights.toml has other weights of links than these")


if __name__ == "__main__":
    main()
