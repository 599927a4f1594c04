"""Consistency: planted errors found, and sound pairs left alone, beside the peers that translators have.

    .venv/bin/python benchmarks/consistency.py [--zh FILE --en FILE] [--half tuning] [--no-people] [--old-names] [--list]

Without files: NTREX-128, lines 1-1000 (tuning) and 1001-1997 (final), zh-CN and zh-TW, the real faults of ntrex_faults.toml left
out, and the corpus with its gold. With files: any line-parallel text, a sentence a line.

Errors are planted by planting.py, one at a time; those of planting_other.py are a second set, on both sides, of which the judge
has been trained on some kinds only. A planted error is found (net) when the pair is flagged `major` or above now
and was not when it was sound; for a dropped qualifier, when a finding above `info` is new. Precision and F1 are those of a mix
with one planted value error for each sound pair. The peers run in an environment of their own, made on the first run from
requirements-peers-consistency.txt: pofilter's numbers check, and the three-line rule on recognizers-text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from consistency_lab import (
    ROOT,
    SETTINGS,
    Pair,
    People,
    claims_of,
    clean,
    findings_of,
    gold_beads,
    is_major,
    load_faults,
    load_ntrex,
    people_of,
)
from planting import NAMES, OLD_NAME_RULES, OTHER_RULES, VALUE_RULES, Planted, plant
from planting_other import OTHER_MAKERS, TRAINED

from duizhao.consistency import check_beads
from duizhao.model import Finding

HERE = ROOT / "benchmarks"
PEERS = HERE / ".venv-peers" / "consistency"
KINDS = [*VALUE_RULES, *OTHER_RULES]
QUALIFIER = "qualifier dropped"


@dataclass(slots=True)
class Column:
    """What one checker did with one set of pairs."""

    name: str
    sound: list[bool]
    found: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def flagged(self) -> float:
        """Share of sound pairs flagged."""
        return sum(self.sound) / max(1, len(self.sound))


def peers_python() -> Path:
    """The interpreter of the peers' environment, made when it is not there."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        print("making the peers' environment …", file=sys.stderr)
        venv.create(PEERS, with_pip=True)
        wanted = HERE / "requirements-peers-consistency.txt"
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True)
    return python


def run_peers(pairs: Sequence[Pair]) -> tuple[list[tuple[bool, bool]], list[float]]:
    """Flags of both peers for each pair, and the seconds each took."""
    lines = "".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
    command = [peers_python(), HERE / "peers_consistency.py"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    *rows, seconds = done.stdout.splitlines()
    return [tuple(json.loads(row)) for row in rows], json.loads(seconds)


def above_info(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    """Findings above info by reason and message."""
    return Counter((finding.reason, finding.message.en) for finding in findings if finding.severity != "info")


def run_ours(pairs: Sequence[Pair], planted: Sequence[Planted], first: int, *, people: bool) -> tuple[Column, list[str]]:
    """This project on sound and planted pairs; and a line for each sound pair it flags."""
    zh_people: People = {}
    en_people: People = {}
    if people:
        names = [one for one in planted if one.kind in NAMES]
        zh_people = people_of([clean(zh) for zh, _ in pairs] + [clean(one.zh) for one in names], "zh")
        en_people = people_of([clean(en) for _, en in pairs] + [clean(one.en) for one in names], "en")

    def check(pair: Pair) -> list[Finding]:
        return findings_of(pair, (zh_people.get(clean(pair[0]), ()), en_people.get(clean(pair[1]), ())))

    sound = [check(pair) for pair in pairs]
    column = Column("duizhao" + (" with people" if people else ""), [any(map(is_major, found)) for found in sound])
    for one in planted:
        before = sound[one.line - first]
        after = check((one.zh, one.en))
        if one.kind == QUALIFIER:
            column.found[one.kind] += bool(above_info(after) - above_info(before))
        else:
            column.found[one.kind] += any(map(is_major, after)) and not any(map(is_major, before))
    notes = [
        f"  {first + index}: " + "; ".join(finding.message.en for finding in found if is_major(finding))
        for index, found in enumerate(sound)
        if any(map(is_major, found))
    ]
    return column, notes


def timed(pairs: Sequence[Pair]) -> float:
    """Seconds for checking all pairs from their raw text on, nothing remembered, without people."""
    clean.cache_clear()
    claims_of.cache_clear()
    began = time.perf_counter()
    for pair in pairs:
        findings_of(pair)
    return time.perf_counter() - began


def table(
    title: str, pairs: Sequence[Pair], lines: Sequence[int], first: int, *, people: bool, listing: bool, old_names: bool
) -> None:
    """Run everything on one set of pairs and print the table; `lines` are those that count as sound, `first` the first pair's."""
    chosen = set(lines)
    rules = VALUE_RULES | OTHER_RULES | (OLD_NAME_RULES if old_names else {})
    planted = [one for one in (*plant(list(pairs), first, rules), *plant(list(pairs), first, OTHER_MAKERS)) if one.line in chosen]
    totals = Counter(one.kind for one in planted)
    keep = [line - first for line in sorted(chosen)]
    columns = []
    notes: list[str] = []
    for with_people in (False, True) if people else (False,):
        column, notes = run_ours(pairs, planted, first, people=with_people)
        column.sound = [column.sound[index] for index in keep]
        column.seconds = timed(pairs) if not with_people else 0.0
        columns.append(column)
    flags, seconds = run_peers([*pairs, *((one.zh, one.en) for one in planted)])
    for number, name in enumerate(("pofilter", "three lines")):
        before = [row[number] for row in flags[: len(pairs)]]
        column = Column(name, [before[index] for index in keep], seconds=seconds[number] * len(pairs) / len(flags))
        for one, row in zip(planted, flags[len(pairs) :], strict=True):
            column.found[one.kind] += row[number] and not before[one.line - first]
        columns.append(column)
    print(f"\n{title}: {len(chosen)} sound pairs, {totals.total()} planted errors")
    print(f"{'':30}" + "".join(f"{column.name:>20}" for column in columns) + f"{'planted':>9}")

    def row(name: str, value: Callable[[Column], str], planted_count: str = "") -> None:
        print(f"{name:30}" + "".join(f"{value(column):>20}" for column in columns) + f"{planted_count:>9}")

    row("sound pairs flagged", lambda column: f"{column.flagged:.2%}")
    for kind in KINDS:
        if totals[kind]:
            row(kind, lambda column, kind=kind: f"{column.found[kind] / totals[kind]:.1%}", str(totals[kind]))  # type: ignore[misc]
    values = sum(totals[kind] for kind in VALUE_RULES)
    recall = {column.name: sum(column.found[kind] for kind in VALUE_RULES) / max(1, values) for column in columns}
    precision = {column.name: recall[column.name] / max(1e-9, recall[column.name] + column.flagged) for column in columns}
    row("all value errors (recall)", lambda column: f"{recall[column.name]:.1%}", str(values))
    for name, kinds in (("second set, kinds trained on", TRAINED), ("second set, other kinds", OTHER_MAKERS.keys() - TRAINED)):
        count = sum(totals[kind] for kind in kinds)
        row(
            name,
            lambda column, kinds=kinds, count=count: f"{sum(column.found[kind] for kind in kinds) / max(1, count):.1%}",  # type: ignore[misc]
            str(count),
        )
    row("precision", lambda column: f"{precision[column.name]:.1%}")
    row("F1", lambda column: f"{_f1(precision[column.name], recall[column.name]):.1%}")
    row("pairs a second", lambda column: f"{len(pairs) / column.seconds:.0f}" if column.seconds else "")
    if listing:
        print("sound pairs flagged by this project (the last column of it):", *notes, sep="\n")


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(1e-9, precision + recall)


def corpus() -> None:
    """Findings against the corpus gold, with the gold's own claims and beads, so that this stage alone is measured."""
    right = wrong = missed = 0
    for beads, gold in gold_beads().values():
        wanted = [row for row in gold if row["severity"] in ("critical", "major") and row["kind"] != "arithmetic"]
        found = [finding for finding in check_beads(beads, SETTINGS.consistency) if is_major(finding)]
        for finding in found:
            ids = {*finding.zh, *finding.en}
            hit = any(ids & {*row["zh"], *row["en"]} for row in gold)
            right, wrong = right + hit, wrong + (not hit)
        missed += sum(not any({*f.zh, *f.en} & {*row["zh"], *row["en"]} for f in found) for row in wanted)
    print("\ncorpus, gold claims and beads, major and above, arithmetic aside:")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"  precision {precision:.1%} ({wrong} wrong)   recall {recall:.1%} ({missed} missed)")
    print("  (end to end: duizhao evaluate)")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zh", type=Path, help="Chinese sentences, one a line")
    parser.add_argument("--en", type=Path, help="the same in English")
    parser.add_argument("--no-people", action="store_true", help="leave out people, whose models take minutes")
    parser.add_argument("--old-names", action="store_true", help="plant names where the old rule saw some, places and bodies too")
    parser.add_argument("--list", action="store_true", help="list the sound pairs that are flagged")
    parser.add_argument("--half", choices=("tuning", "final", "both"), default="both", help="which lines of NTREX")
    options = parser.parse_args()
    how = {"people": not options.no_people, "listing": options.list, "old_names": options.old_names}
    if options.zh and options.en:
        texts = [path.read_text(encoding="utf-8").splitlines() for path in (options.zh, options.en)]
        pairs = list(zip(*texts, strict=True))
        table(options.zh.name, pairs, range(1, len(pairs) + 1), 1, **how)
        return
    for half, first, last in (("tuning", 1, 1000), ("final", 1001, 1997)):
        if options.half not in (half, "both"):
            continue
        for script in ("CN", "TW"):
            faults = load_faults(script)
            pairs = load_ntrex(script, first, last)
            lines = [line for line in range(first, last + 1) if line not in faults]
            table(f"NTREX zh-{script} {first}-{last} ({half})", pairs, lines, first, **how)
    corpus()


if __name__ == "__main__":
    main()
