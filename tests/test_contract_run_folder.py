"""What others import: the files of a run folder, their fields, and what holds between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from duizhao.engine import RunOptions, extract_run
from duizhao.ingest import read_file
from duizhao.report import Run, load_run
from duizhao.report.schema_files import schemas
from duizhao.settings import IngestSettings, Settings

pytestmark = pytest.mark.xdist_group("corpus")

FILES = {
    "documents.jsonl": "document",
    "segments.jsonl": "segment",
    "alignments.jsonl": "alignment",
    "claims.jsonl": "claim",
    "findings.jsonl": "finding",
    "repairs.jsonl": "sourcerepair",
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def source_text(run: Run, source: str) -> str:
    document = run.source[source]
    if document.text is not None:
        return (run.folder / document.text).read_bytes().decode()
    return read_file(Path(document.path), IngestSettings()).text


@pytest.mark.parametrize(("name", "record"), FILES.items())
def test_every_row_fits_the_published_schema(corpus_run: Run, name: str, record: str) -> None:
    validator = jsonschema.Draft202012Validator(schemas()[record])
    count = 0
    for row in rows(corpus_run.folder / name):
        validator.validate(row)
        count += 1
    assert count > 0


def test_the_manifest_fits_the_published_schema(corpus_run: Run) -> None:
    manifest = json.loads((corpus_run.folder / "run.json").read_text())
    jsonschema.Draft202012Validator(schemas()["runmanifest"]).validate(manifest)


def test_a_row_that_lacks_a_field_does_not_fit_the_schema(corpus_run: Run) -> None:
    row = next(rows(corpus_run.folder / "claims.jsonl"))
    del row["surface"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schemas()["claim"]).validate(row)


def assert_surfaces(run: Run) -> None:
    texts = {source: source_text(run, source) for source in run.source}
    assert run.claims
    for claim in run.claims:
        assert texts[claim.source][claim.start : claim.end] == claim.surface
        segment = run.segment[claim.segment]
        stop = claim.segment_start + len(claim.normalized)
        assert segment.text[claim.segment_start : stop] == claim.normalized
        assert segment.start <= claim.start <= claim.end <= segment.end


def test_the_surface_of_every_corpus_claim_stands_at_its_offsets(corpus_run: Run) -> None:
    assert_surfaces(corpus_run)


@pytest.mark.shared
@pytest.mark.xdist_group("seeds")
def test_the_surface_of_every_seed_claim_stands_at_its_offsets(seeds_run: Run) -> None:
    assert_surfaces(seeds_run)


def test_every_reference_between_files_resolves(corpus_run: Run) -> None:
    run = corpus_run
    for segment in run.segments:
        assert segment.source in run.source
    for bead in run.alignments:
        for name in (*bead.zh, *bead.en):
            assert run.segment[name].document == bead.document
        assert all(run.segment[name].lang != "en" for name in bead.zh)
        assert all(run.segment[name].lang != "zh" for name in bead.en)
    for finding in run.findings:
        assert finding.zh or finding.en
        assert finding.alignment is None or finding.alignment in run.alignment
        for name in (*finding.zh, *finding.en):
            assert run.claim[name].document == finding.document


def test_ids_are_unique(corpus_run: Run) -> None:
    for records in (corpus_run.documents, corpus_run.segments, corpus_run.alignments, corpus_run.claims, corpus_run.findings):
        ids = [record.id for record in records]
        assert len(set(ids)) == len(ids)


def test_no_sentence_of_a_translation_stands_in_two_beads(corpus_run: Run) -> None:
    used = [name for bead in corpus_run.alignments if bead.relation == "translation" for name in (*bead.zh, *bead.en)]
    assert len(set(used)) == len(used)


def test_numbers_are_exact_in_the_files(corpus_run: Run) -> None:
    for line in (corpus_run.folder / "claims.jsonl").read_text().splitlines():
        value = json.loads(line, parse_float=str)["value"]
        for part in ("number", "low", "high"):
            if isinstance(value.get(part), str):
                assert len(value[part]) < 12, f"a float's rounding shows in {line}"


def identical(left: Path, right: Path) -> None:
    names = sorted(str(path.relative_to(left)) for path in left.rglob("*") if path.is_file())
    assert names == sorted(str(path.relative_to(right)) for path in right.rglob("*") if path.is_file())
    for name in names:
        mine, theirs = (left / name).read_bytes(), (right / name).read_bytes()
        if name == "run.json":
            mine, theirs = (json.dumps({**json.loads(text), "seconds": {}}).encode() for text in (mine, theirs))
        assert mine == theirs, name


def test_two_processes_write_the_same_bytes_as_one(corpus_run: Run, corpus: Path, tmp_path: Path) -> None:
    again = extract_run([corpus], RunOptions(out=tmp_path / "again", workers=2), Settings())
    identical(corpus_run.folder, again.folder)


def test_a_cached_run_writes_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    few = [corpus / "steam-oven-manual.zh.md", corpus / "steam-oven-manual.en.md"]
    cache = tmp_path / "cache"
    first = extract_run(few, RunOptions(out=tmp_path / "first", cache=cache), Settings())
    assert any(cache.iterdir())
    second = extract_run(few, RunOptions(out=tmp_path / "second", cache=cache), Settings())
    identical(first.folder, second.folder)


def test_a_run_folder_reads_back_as_it_was_written(corpus_run: Run) -> None:
    read = load_run(corpus_run.folder)
    assert read.claims == corpus_run.claims
    assert read.findings == corpus_run.findings
    assert read.alignments == corpus_run.alignments
