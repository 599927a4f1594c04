"""The real documents this project exists for, read with no hint given."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from duizhao.model import Finding
from duizhao.report import Run
from duizhao.report.schema_files import schemas

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("seeds")]


def surfaces(run: Run, claims: tuple[str, ...]) -> str:
    return " ".join(run.claim[claim].surface for claim in claims)


def findings_about(run: Run, zh: str, en: str) -> list[Finding]:
    return [
        finding
        for finding in run.findings
        if zh in surfaces(run, finding.zh) and en in surfaces(run, finding.en) and finding.relation == "comparable"
    ]


def test_the_two_accounts_of_the_missions_are_one_document(seeds_run: Run) -> None:
    members: dict[str, set[str]] = {}
    for source in seeds_run.documents:
        members.setdefault(source.document, set()).add(Path(source.path).name[:3])
    assert sorted(members.values(), key=min) == [{"000", "001"}, {"002"}, {"003"}, {"004"}]


@pytest.mark.parametrize(("zh", "en"), [("5月13日", "May 14th"), ("6月11日", "June 12th")])
def test_the_dates_of_the_first_mission_disagree(seeds_run: Run, zh: str, en: str) -> None:
    found = findings_about(seeds_run, zh, en)
    assert [(finding.kind, finding.severity) for finding in found] == [("value-mismatch", "critical")]
    assert found[0].message.en
    assert found[0].message.zh


def test_what_the_accounts_share_is_not_reported(seeds_run: Run) -> None:
    severe = [finding for finding in seeds_run.findings if finding.severity in ("critical", "major")]
    assert len(severe) == 2


def test_the_paragraphs_of_the_bilingual_page_are_paired(seeds_run: Run) -> None:
    page = next(source.id for source in seeds_run.documents if Path(source.path).name.startswith("001"))
    within = [
        bead
        for bead in seeds_run.alignments
        if bead.relation == "translation"
        and bead.zh
        and bead.en
        and all(seeds_run.segment[name].source == page for name in (*bead.zh, *bead.en))
    ]
    assert len(within) >= 8


def test_the_page_is_repaired(seeds_run: Run) -> None:
    page = next(source for source in seeds_run.documents if Path(source.path).name.startswith("001"))
    assert sum(count for rule, count in page.repairs.items() if rule.startswith("gloss.")) >= 40
    text = "".join(segment.text for segment in seeds_run.segments if segment.source == page.id and segment.lang == "zh")
    assert "?" not in text
    assert "当地医疗机构临床一线" in text
    assert "多语种当地疫情防控工作建议书" in text


def test_english_reports_without_a_partner_have_no_missing_claims(seeds_run: Run) -> None:
    alone = {source.document for source in seeds_run.documents if Path(source.path).name[:3] in ("002", "003", "004")}
    assert not [finding for finding in seeds_run.findings if finding.document in alone and finding.kind.startswith("missing")]


def test_censoring_marks_are_flagged_where_they_stand(seeds_run: Run) -> None:
    validator = jsonschema.Draft202012Validator(schemas()["sourceflag"])
    rows = [json.loads(line) for line in (seeds_run.folder / "flags.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        validator.validate(row)
    report = next(source for source in seeds_run.documents if Path(source.path).name.startswith("004"))
    text = Path(report.path).read_text(encoding="utf-8")
    marks = [row for row in rows if row["kind"] == "censored" and row["source"] == report.id]
    assert len(marks) == 2
    assert all("***" in text[row["start"] : row["end"]] for row in marks)
