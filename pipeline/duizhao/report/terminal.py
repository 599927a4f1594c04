"""What a run prints: progress while it works, a table and the worst findings at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from duizhao.model import LANGS, AnyClaim, Finding
from duizhao.report.folder import Run
from duizhao.report.page import place_of
from duizhao.settings import ReportSettings
from duizhao.wording import probability

_STYLES = {"critical": "bold red", "major": "yellow", "minor": "blue", "info": "dim"}
# How much of a sentence is shown beside a finding.
_CONTEXT = 28


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal, a line a phase when piped; both on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks = {}

        def show(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase, total=total)
            bars.update(tasks[phase], completed=done, total=total)

        yield show


def _plain_progress(phase: str, done: int, total: int) -> None:
    """A line at the start and at each tenth."""
    if done == 0 or done == total or done * 10 // total > (done - 1) * 10 // total:
        print(f"{phase}: {done} of {total}", file=sys.stderr, flush=True)


def print_run(run: Run, settings: ReportSettings) -> None:
    """The summary of a run on standard output: counts, the worst findings with both sides, where the files are."""
    console = Console(highlight=False, soft_wrap=True)
    counts = run.manifest.counts
    console.print(f"documents  {counts['documents']} in {counts['sources']} file{'' if counts['sources'] == 1 else 's'}")
    console.print(f"sentences  {counts['sentences']}")
    console.print(f"aligned    {counts['beads']} sentence pair{'' if counts['beads'] == 1 else 's'}")
    console.print(f"claims     {_breakdown(counts['claims'])}")
    console.print(f"findings   {_breakdown(counts['findings'])}")
    console.print(f"failures   {counts['failures']}")
    for failure in run.manifest.failures[:10]:
        said, style = ("read with a remark", "yellow") if failure.read else ("refused", "red")
        console.print(Text(f"{said}: {failure}", style=style))
    if len(run.manifest.failures) > 10:
        console.print(f"… and {len(run.manifest.failures) - 10} more; run.json lists them all.")
    if run.findings and settings.worst:
        many = len(run.findings)
        console.print(f"\nThe worst of {many} findings:" if many > 1 else "\nThe finding:")
    for finding in run.findings[: settings.worst]:
        _print_finding(console, run, finding)
    # As they are: a path must survive being copied, and brackets in it are not markup.
    console.print(f"\nreport     {run.folder / 'report.html'}", markup=False)
    console.print(f"findings   {run.folder / 'findings.jsonl'}", markup=False)


def _breakdown(counts: dict[str, int]) -> str:
    named = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    return f"{sum(counts.values())} ({named})" if named else "0"


def _print_finding(console: Console, run: Run, finding: Finding) -> None:
    head = Text()
    head.append(finding.severity, style=_STYLES[finding.severity])
    head.append(f"  {finding.message.en}  ")
    head.append(f"[{finding.document}, probability {probability(finding.score)}]", style="dim")
    console.print(head)
    for lang, claims in zip(LANGS, run.concerned(finding), strict=True):
        for claim in claims[:2]:
            place = f"  {place_of(run, run.segment[claim.segment])}"
            console.print(Text.assemble((f"    {lang}  ", "dim"), _in_context(run, claim), (place, "dim")))
        if not claims:
            console.print(Text.assemble((f"    {lang}  ", "dim"), ("nothing", "dim italic")))


def _in_context(run: Run, claim: AnyClaim) -> Text:
    """The claim underlined, with a few words on either side."""
    segment = run.segment[claim.segment]
    start, end = claim.segment_start, claim.segment_start + len(claim.normalized)
    first, last = max(0, start - _CONTEXT), min(len(segment.text), end + _CONTEXT)
    shown = Text("…" if first else "")
    shown.append(segment.text[first:start].replace("\n", " "))
    shown.append(segment.text[start:end], style="bold underline")
    shown.append(segment.text[end:last].replace("\n", " "))
    shown.append("…" if last < len(segment.text) else "")
    return shown
