"""The reviewers' page: one self-contained HTML file, findings first, the texts side by side below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from duizhao.claim_words import date_words, render
from duizhao.model import (
    SEVERITIES,
    STATUSES,
    AnyClaim,
    DateValue,
    Finding,
    PersonValue,
    Segment,
    Status,
)
from duizhao.report.folder import Run, load_run
from duizhao.settings import ReportSettings
from duizhao.wording import probability

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain text, or a claim.

    Attributes:
        claim: the claim that stands here, or None.
        concerned: whether the finding shown is about this claim.
        title: what the claim says, for the pointer.
    """

    text: str
    claim: AnyClaim | None = None
    concerned: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the page shows it."""

    pieces: tuple[Piece, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with the sentences it speaks of; `place` is its rank where findings stand in the order of the texts."""

    finding: Finding
    status: Status
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Row:
    """A bead of the side-by-side view, with the findings about it, the most severe first."""

    relation: str
    score: float
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the side-by-side view."""

    name: str
    files: tuple[str, ...]
    findings: int
    rows: tuple[Row, ...]
    left_out: int


def write_report(folder: Path, settings: ReportSettings) -> Path:
    """Render `report.html` into a run folder; gives its path.

    Raises:
        RunFolderError: the folder is no run folder.
    """
    path = folder / "report.html"
    path.write_text(render_page(load_run(folder), settings), encoding="utf-8", newline="\n")
    return path


def render_page(run: Run, settings: ReportSettings, *, decisions: Mapping[str, Status] | None = None, live: bool = False) -> str:
    """The page as HTML.

    Args:
        run: what to show.
        settings: how much of it.
        decisions: statuses that override those in the findings, by finding id.
        live: with buttons that tell the reviewers' server a decision.
    """
    decided = decisions or {}
    shown = run.findings[: settings.max_findings]
    places = _places(run, shown)
    cards = [_card(run, finding, decided.get(finding.id, finding.status), places[finding.id]) for finding in shown]
    return _template().render(
        run=run,
        cards=cards,
        documents=_documents(run, shown, settings.max_beads),
        left_out=len(run.findings) - len(shown),
        severities=[(severity, sum(card.finding.severity == severity for card in cards)) for severity in SEVERITIES],
        kinds=sorted(Counter(card.finding.kind for card in cards).items()),
        names=sorted({card.finding.document for card in cards}),
        statuses=[(status, sum(card.status == status for card in cards)) for status in STATUSES],
        refused=sum(not failure.read for failure in run.manifest.failures),
        remarked=sum(failure.read for failure in run.manifest.failures),
        probability=probability,
        live=live,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("duizhao.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


def _places(run: Run, findings: Sequence[Finding]) -> dict[str, int]:
    """The ranks of findings in the order of the texts: document by document, bead by bead."""
    documents = {name: rank for rank, name in enumerate(dict.fromkeys(document.document for document in run.documents))}
    beads = {bead.id: rank for rank, bead in enumerate(run.alignments)}
    of_segment = {segment: beads[bead.id] for bead in reversed(run.alignments) for segment in (*bead.zh, *bead.en)}

    def place(finding: Finding) -> tuple[int, int]:
        segments = [claim.segment for claims in run.concerned(finding) for claim in claims]
        own = [of_segment[segment] for segment in segments if segment in of_segment]
        bead = beads.get(finding.alignment or "", min(own, default=len(beads)))
        return documents.get(finding.document, len(documents)), bead

    return {finding.id: rank for rank, finding in enumerate(sorted(findings, key=place))}


def _card(run: Run, finding: Finding, status: Status, place: int) -> Card:
    concerned = {*finding.zh, *finding.en}
    segments: list[str] = []
    if finding.alignment is not None and finding.alignment in run.alignment:
        bead = run.alignment[finding.alignment]
        segments += [*bead.zh, *bead.en]
    segments += [claim.segment for claims in run.concerned(finding) for claim in claims]
    ordered = _in_reading_order(run, segments)
    return Card(
        finding=finding,
        status=status,
        zh=tuple(_sentence(run, segment, concerned) for segment in ordered if segment.lang == "zh"),
        en=tuple(_sentence(run, segment, concerned) for segment in ordered if segment.lang != "zh"),
        place=place,
    )


def _in_reading_order(run: Run, ids: Iterable[str]) -> list[Segment]:
    found = {name: run.segment[name] for name in ids if name in run.segment}
    return sorted(found.values(), key=lambda segment: (segment.source, segment.start))


def _sentence(run: Run, segment: Segment, concerned: set[str]) -> Sentence:
    pieces: list[Piece] = []
    position = 0
    for claim in sorted(run.claims_of_segment.get(segment.id, ()), key=lambda claim: claim.segment_start):
        start, end = claim.segment_start, claim.segment_start + len(claim.normalized)
        if start < position or segment.text[start:end] != claim.normalized:
            continue
        pieces.append(Piece(segment.text[position:start]))
        pieces.append(Piece(claim.normalized, claim, claim.id in concerned, describe(claim)))
        position = end
    pieces.append(Piece(segment.text[position:]))
    return Sentence(tuple(piece for piece in pieces if piece.text), place_of(run, segment, span=True))


def place_of(run: Run, segment: Segment, *, span: bool = False) -> str:
    """Name of the file, line in it where it has lines, and what holds the segment there: a unit, a cue, a paragraph.

    Args:
        run: that the segment is of.
        segment: where.
        span: name the offsets in the source text, too, where nothing else is named.
    """
    source = run.source.get(segment.source)
    if source is None:
        return segment.source
    name = PurePath(source.path).name
    where = name if source.format == "docx" else f"{name}:{segment.line}"
    if segment.unit is not None:
        return where if segment.unit == str(segment.line) else f"{where} · {segment.unit}"
    return f"{where} · {segment.start}–{segment.end}" if span else where


def describe(claim: AnyClaim) -> str:
    """A claim in a few words, for the pointer and the tables; dates, figures and units as people write them."""
    said = render(claim, "en")
    match claim.value:
        case DateValue(resolved=str(resolved)):
            meant = date_words(resolved, claim.qualifier, "en")
            if meant not in ("", said):
                said = f"{said} → {meant}"
        case PersonValue(name=name, role=role):
            said = f"{name}, {role}" if role else name
    return f"{claim.kind}: {said}"


def _documents(run: Run, findings: Sequence[Finding], most: int) -> list[DocumentView]:
    beads: dict[str, list[Row]] = {}
    of_bead: dict[str | None, list[Finding]] = {}
    for finding in findings:
        of_bead.setdefault(finding.alignment, []).append(finding)
    left_out: Counter[str] = Counter()
    shown = 0
    for bead in run.alignments:
        if shown >= most:
            left_out[bead.document] += 1
            continue
        shown += 1
        own = tuple(of_bead.get(bead.id, ()))
        concerned = {name for finding in own for name in (*finding.zh, *finding.en)}
        zh = tuple(_sentence(run, run.segment[name], concerned) for name in bead.zh if name in run.segment)
        en = tuple(_sentence(run, run.segment[name], concerned) for name in bead.en if name in run.segment)
        beads.setdefault(bead.document, []).append(Row(bead.relation, bead.score, zh, en, own))
    files: dict[str, list[str]] = {}
    for document in run.documents:
        files.setdefault(document.document, []).append(document.path)
    counts = Counter(finding.document for finding in run.findings)
    return [
        DocumentView(name, tuple(paths), counts[name], tuple(beads.get(name, ())), left_out[name])
        for name, paths in files.items()
    ]
