"""The scores themselves: a run against itself is perfect, and each fault costs what it should."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from duizhao.engine import RunOptions, extract_run
from duizhao.evaluate import GoldDocument, Score, load_gold, score_run
from duizhao.evaluate.gold import GoldBead, GoldClaim, GoldFinding, GoldSpan
from duizhao.model import to_json
from duizhao.report import Run
from duizhao.settings import ClaimSettings, IngestSettings, Settings

ZH = "粮食产量达到3120吨。\n合作社共有社员412人。\n仓库于2021年9月20日建成。\n"
EN = """The grain harvest reached 3,120 tonnes.
The cooperative has 421 members.
The warehouse was finished on 20 September 2021.
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("in")
    (folder / "harvest.zh.txt").write_text(ZH, encoding="utf-8")
    (folder / "harvest.en.txt").write_text(EN, encoding="utf-8")
    out = tmp_path_factory.mktemp("out") / "run"
    return extract_run([folder], RunOptions(out=out), Settings(claims=ClaimSettings(people=False)))


@pytest.fixture
def gold(run: Run) -> GoldDocument:
    """What the run found, as if annotators had found the same."""

    def name(source: str) -> str:
        return Path(run.source[source].path).name

    def span(segment: str) -> GoldSpan:
        found = run.segment[segment]
        return GoldSpan(source=name(found.source), start=found.start, end=found.end)

    claims = tuple(
        GoldClaim(
            id=claim.id,
            document=claim.document,
            source=name(claim.source),
            lang=claim.lang,
            kind=claim.kind,
            surface=claim.surface,
            start=claim.start,
            end=claim.end,
            normalized=claim.normalized,
            value=msgspec.json.decode(to_json(claim.value)),
        )
        for claim in run.claims
    )
    beads = tuple(
        GoldBead(document=bead.document, relation=bead.relation, zh=tuple(map(span, bead.zh)), en=tuple(map(span, bead.en)))
        for bead in run.alignments
    )
    findings = tuple(
        GoldFinding(
            id=finding.id,
            document=finding.document,
            kind=finding.kind,
            severity=finding.severity,
            zh=finding.zh,
            en=finding.en,
        )
        for finding in run.findings
        if finding.severity != "info"
    )
    return GoldDocument("harvest", (), beads, claims, findings)


def scores(run: Run, gold: GoldDocument) -> dict[str, Score]:
    return score_run(run, [gold], Path(), IngestSettings()).scores


def test_a_run_against_itself_is_perfect(run: Run, gold: GoldDocument) -> None:
    assert len(gold.claims) == 6
    assert len(gold.findings) == 1
    for name, score in scores(run, gold).items():
        assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0), name


def test_a_wrong_value_costs_precision_and_recall_but_not_the_span(run: Run, gold: GoldDocument) -> None:
    first = gold.claims[0]
    wrong = msgspec.structs.replace(first, value={**first.value, "number": 1, "low": 1, "high": 1})
    found = scores(run, GoldDocument("harvest", (), gold.beads, (wrong, *gold.claims[1:]), gold.findings))
    assert found["claims.all"].right == 5
    assert found["claims.span"].right == 6


def test_a_claim_that_was_not_found_costs_recall_alone(run: Run, gold: GoldDocument) -> None:
    extra = msgspec.structs.replace(gold.claims[0], id="g-extra", start=0, end=2)
    found = scores(run, GoldDocument("harvest", (), gold.beads, (*gold.claims, extra), gold.findings))
    assert found["claims.all"].precision == 1.0
    assert found["claims.all"].recall == pytest.approx(6 / 7)


def test_a_finding_that_nobody_planted_costs_precision(run: Run, gold: GoldDocument) -> None:
    found = scores(run, GoldDocument("harvest", (), gold.beads, gold.claims, ()))
    assert found["findings.all"].precision == 0.0


def test_two_sentences_in_one_bead_are_not_strictly_two_beads(run: Run, gold: GoldDocument) -> None:
    first, second, third = gold.beads
    joined = msgspec.structs.replace(first, zh=first.zh + second.zh, en=first.en + second.en)
    found = scores(run, GoldDocument("harvest", (), (joined, third), gold.claims, gold.findings))
    assert found["beads.strict"].right == 1
    assert found["beads.lax"].recall == 1.0


def test_gold_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "document").mkdir()
    (tmp_path / "document" / "claims.jsonl").write_text('{"id": "g-1"}\n')
    with pytest.raises(Exception, match=r"claims.jsonl, line 1"):
        load_gold(tmp_path)
