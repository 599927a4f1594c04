"""Fit the confidence of each rule of the numeric claims; the output replaces `pipeline/duizhao/claims/lexicon/confidence.toml`.

    python benchmarks/fit_confidence.py

A claim counts as right when its span, kind and value agree with the gold. The gold is the tuning half of the corpus (the odd
documents in alphabetical order). A rule starts from the confidence that its author gave it, which weighs as much as `PRIOR`
claims, so that a rule seen twice says little and one seen a hundred times says what the gold says.
"""

from __future__ import annotations

from collections import defaultdict

from claims import LEXICON, judged
from command_line import read_files

PRIOR = 10
WEAK = 0.85
HEAD = """\
# How often a claim of each rule is right in span, kind and value. Written by benchmarks/fit_confidence.py from the tuning half
# of the corpus; rules that it does not list keep the confidence that stands with them.

[rule]
"""


def main() -> None:
    read_files(__doc__)
    seen: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for mention, right in judged("tuning", fitted=False):
        row = seen[mention.rule]
        row[0] += 1
        row[1] += right
        row[2] += mention.confidence
    lines = []
    for rule, (count, right, given) in sorted(seen.items()):
        prior = given / count
        if prior < WEAK:
            continue  # the rules were written on this half; those that guess do better on it than elsewhere
        lines.append(f'"{rule}" = {(right + PRIOR * prior) / (count + PRIOR):.3f}\n')
    (LEXICON / "confidence.toml").write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} rules from {int(sum(row[0] for row in seen.values()))} claims")


if __name__ == "__main__":
    main()
