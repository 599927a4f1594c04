"""Exports hold what the run folder holds, in the form that the other program expects."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from duizhao import Pipeline, Run, Settings
from duizhao.report import export_bytes
from duizhao.settings import ClaimSettings

ZH = "新港纪事\n\n一期工程<A&B>有泊位12个。\n二期工程有*泊位*20个，+3.5%。\n"
EN = "The new harbour\n\nPhase one <A&B> has 12 berths.\nPhase two has 30 *berths*, +3.5%.\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "harbour.zh.txt").write_text(ZH, encoding="utf-8")
    (folder / "harbour.en.txt").write_text(EN, encoding="utf-8")
    return Pipeline(Settings(claims=ClaimSettings(people=False))).extract([folder], folder / "run")


def test_the_table_has_a_row_a_finding_with_both_sides_and_their_lines(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(export_bytes(run, "csv").decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [finding.id for finding in run.findings]
    worst = rows[0]
    assert (worst["severity"], worst["zh"], worst["en"]) == ("critical", "20个", "30")
    assert (worst["zh_place"], worst["en_place"]) == ("harbour.zh.txt:4", "harbour.en.txt:4")


def test_the_memory_holds_the_beads_of_the_translation(run: Run) -> None:
    units = etree.fromstring(export_bytes(run, "tmx")).findall(".//tu")
    sides = [["".join(seg.itertext()) for seg in unit.iter("seg")] for unit in units]
    assert ["一期工程<A&B>有泊位12个。", "Phase one <A&B> has 12 berths."] in sides
    assert len(sides) == sum(bool(bead.zh and bead.en) for bead in run.alignments)


def test_the_database_holds_every_row_of_the_folder(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite"
    path.write_bytes(export_bytes(run, "sqlite"))
    database = sqlite3.connect(path)
    for table in ("documents", "segments", "alignments", "claims", "findings"):
        rows = [json.loads(row) for (row,) in database.execute(f"SELECT row FROM {table} ORDER BY rowid")]
        assert [row["id"] for row in rows] == [record.id for record in getattr(run, table)]
    lines = database.execute("SELECT line FROM segments WHERE source = ? ORDER BY start", (run.documents[0].id,)).fetchall()
    assert [line for (line,) in lines] == [1, 3, 4]
    database.close()


def test_the_list_shows_marks_of_the_text_as_they_are(run: Run) -> None:
    text = export_bytes(run, "markdown").decode()
    assert text.startswith(f"# {len(run.findings)} findings\n")
    assert "- zh harbour.zh.txt:4: 20个" in text
    assert "*berths*" not in text


def test_no_cell_is_run_as_a_formula(run: Run) -> None:
    changed = replace(run, claims=tuple(msgspec.structs.replace(claim, surface="=1+1") for claim in run.claims))
    for row in csv.DictReader(io.StringIO(export_bytes(changed, "csv").decode("utf-8-sig"))):
        assert not row["zh"].startswith("=")
        assert not row["en"].startswith("=")
