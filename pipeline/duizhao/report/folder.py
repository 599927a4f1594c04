"""Read a run folder back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from duizhao.errors import RunFolderError
from duizhao.model import (
    Alignment,
    AnyClaim,
    Document,
    Finding,
    RunManifest,
    Segment,
    claim_from_json,
    from_json,
)

R = TypeVar("R")


@dataclass(frozen=True)
class Run:
    """The records of a run folder, in the order they were written.

    Attributes:
        folder: where it lies.
        manifest: `run.json`.
    """

    folder: Path
    manifest: RunManifest
    documents: tuple[Document, ...]
    segments: tuple[Segment, ...]
    alignments: tuple[Alignment, ...]
    claims: tuple[AnyClaim, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def segment(self) -> dict[str, Segment]:
        """Segments by id."""
        return {segment.id: segment for segment in self.segments}

    @cached_property
    def claim(self) -> dict[str, AnyClaim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.claims}

    def concerned(self, finding: Finding) -> tuple[list[AnyClaim], list[AnyClaim]]:
        """The Chinese and the English claims that a finding is about.

        They are those of its own document: copies of a file share the ids of their claims.
        """
        zh, en = (
            [self._claim_in[finding.document, name] for name in names if (finding.document, name) in self._claim_in]
            for names in (finding.zh, finding.en)
        )
        return zh, en

    @cached_property
    def _claim_in(self) -> dict[tuple[str, str], AnyClaim]:
        return {(claim.document, claim.id): claim for claim in self.claims}

    @cached_property
    def alignment(self) -> dict[str, Alignment]:
        """Beads by id."""
        return {alignment.id: alignment for alignment in self.alignments}

    @cached_property
    def source(self) -> dict[str, Document]:
        """Source files by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def claims_of_segment(self) -> dict[str, list[AnyClaim]]:
        """The claims of each segment that has any, by its id."""
        found: dict[str, list[AnyClaim]] = {}
        for claim in self.claims:
            found.setdefault(claim.segment, []).append(claim)
        return found


def load_run(folder: Path | str) -> Run:
    """Read a run folder.

    Args:
        folder: what `duizhao extract --out` wrote.

    Raises:
        RunFolderError: the folder is no run folder, or a file in it cannot be read.

    >>> load_run("no-such-folder")
    Traceback (most recent call last):
    duizhao.errors.RunFolderError: no-such-folder is not a run folder: its run.json cannot be read (No such file or directory). \
Give the folder that `duizhao extract --out` wrote.
    """
    folder = Path(folder)
    try:
        manifest = from_json((folder / "run.json").read_bytes(), RunManifest)
    except OSError as error:
        raise RunFolderError(
            f"{folder} is not a run folder: its run.json cannot be read ({error.strerror}).",
            hint="Give the folder that `duizhao extract --out` wrote.",
        ) from error
    except msgspec.MsgspecError as error:
        raise RunFolderError(f"{folder / 'run.json'} is not valid: {error}.") from error
    return Run(
        folder=folder,
        manifest=manifest,
        documents=_rows(folder / "documents.jsonl", lambda row: from_json(row, Document)),
        segments=_rows(folder / "segments.jsonl", lambda row: from_json(row, Segment)),
        alignments=_rows(folder / "alignments.jsonl", lambda row: from_json(row, Alignment)),
        claims=_rows(folder / "claims.jsonl", claim_from_json),
        findings=_rows(folder / "findings.jsonl", lambda row: from_json(row, Finding)),
    )


def _rows(path: Path, read: Callable[[bytes], R]) -> tuple[R, ...]:
    rows = []
    try:
        with path.open("rb") as file:
            for number, row in enumerate(file, start=1):
                try:
                    rows.append(read(row))
                except msgspec.MsgspecError as error:
                    raise RunFolderError(f"{path}, line {number}: {error}.") from error
    except OSError as error:
        raise RunFolderError(f"{path} cannot be read: {error.strerror}.") from error
    return tuple(rows)
