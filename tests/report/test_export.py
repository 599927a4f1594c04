"""Exports hold what the run folder holds, in the form that the other program expects."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from duizhao import Pipeline, Run, Settings
from duizhao.model import ClaimKind, DateValue, NumericValue
from duizhao.report import export_bytes
from duizhao.report.page import describe
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


@pytest.mark.parametrize(
    ("kind", "number", "unit", "said"),
    [
        ("measure", 1500, "kg", "measure: 1,500 kilograms"),
        ("measure", 20, "MBy", "measure: 20 MB"),
        ("measure", 3, "kg/m2", "measure: 3 kilograms per square metre"),
        ("money", 18_700_000, "CNY", "money: 18.7 million yuan"),
        ("count", 5400, "person-time", "count: 5,400 person-times"),
        ("age", 1, "year", "age: 1 year old"),
        ("percent", 12, "%", "percent: 12%"),
        ("number", 7, None, "number: 7"),
    ],
)
def test_people_read_units_in_words(run: Run, kind: ClaimKind, number: int, unit: str | None, said: str) -> None:
    value = NumericValue(number=Fraction(number), low=Fraction(number), high=Fraction(number), unit=unit)
    claim = msgspec.structs.replace(run.claims[0], kind=kind, value=value, qualifier="exact")
    assert describe(claim) == said
    less = msgspec.structs.replace(value, number=None, low=None)
    assert describe(msgspec.structs.replace(claim, value=less)).startswith(f"{kind}: at most ")


def test_people_read_dates_as_people_write_them(run: Run) -> None:
    date = msgspec.structs.replace(
        run.claims[0], kind="date", value=DateValue(edtf="XXXX-05-13/XXXX-06-11", resolved="2020-05-13/2020-06-11")
    )
    assert describe(date) == "date: 13 May to 11 June → 13 May 2020 to 11 June 2020"
    assert describe(msgspec.structs.replace(date, value=DateValue(edtf="2020-05", resolved="2020-05"))) == "date: May 2020"


def test_no_cell_is_run_as_a_formula(run: Run) -> None:
    changed = replace(run, claims=tuple(msgspec.structs.replace(claim, surface="=1+1") for claim in run.claims))
    for row in csv.DictReader(io.StringIO(export_bytes(changed, "csv").decode("utf-8-sig"))):
        assert not row["zh"].startswith("=")
        assert not row["en"].startswith("=")


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="zh"/><body>
<tu tuid="quay-1"><tuv xml:lang="zh"><seg>码头长300米。</seg></tuv><tuv xml:lang="en"><seg>It is 300 metres long.</seg></tuv></tu>
<tu tuid="quay-2"><tuv xml:lang="zh"><seg>有起重机12台。</seg></tuv><tuv xml:lang="en"><seg>It has 21 cranes.</seg></tuv></tu>
</body></tmx>
"""
XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="zh" target-language="en"><body>
<trans-unit id="u7"><source>有起重机12台。</source><target>It has 21 cranes.</target></trans-unit>
</body></file></xliff>
"""


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("quay.tmx", TMX, "quay.tmx:4 · quay-2"),
        ("quay.xlf", XLIFF, "quay.xlf:3 · u7"),
        (
            "quay.csv",
            "id,zh,en\nA1,码头长300米。,The quay is 300 metres long.\nA2,有起重机12台。,It has 21 cranes.\n",
            "quay.csv:3 · A2",
        ),
        ("quay.tsv", "码头长300米。\tThe quay is 300 metres long.\n有起重机12台。\tIt has 21 cranes.\n", "quay.tsv:2"),
        ("quay.jsonl", '{"id": "r9", "zh": "有起重机12台。", "en": "It has 21 cranes."}\n', "quay.jsonl:1 · r9"),
        (
            "quay.srt",
            "1\n00:00:01,000 --> 00:00:03,000\n码头长300米。\nThe quay is 300 metres long.\n\n"
            "2\n00:00:04,000 --> 00:00:06,500\n有起重机12台。\nIt has 21 cranes.\n",
            "quay.srt:7 · 00:00:04.000",
        ),
    ],
)
def test_a_place_in_a_file_of_units_is_its_unit(tmp_path: Path, name: str, content: str, place: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = Pipeline(Settings(claims=ClaimSettings(people=False))).extract([tmp_path / name], tmp_path / "run")
    worst = next(csv.DictReader(io.StringIO(export_bytes(found, "csv").decode("utf-8-sig"))))
    assert (worst["zh_place"], worst["en_place"]) == (place, place)
    assert place.replace("_", "\\_") in export_bytes(found, "markdown").decode()
    assert place in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    unit = place.partition(" · ")[2]
    database = sqlite3.connect(":memory:")
    database.deserialize(export_bytes(found, "sqlite"))
    units = {row[0] for row in database.execute("SELECT unit FROM segments")}
    assert not unit or unit in units
    database.close()
