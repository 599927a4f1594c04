"""What `make extract` must find in the corpus; figures are in docs/evaluation.md, these are the floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.evaluate import Scores, load_gold, score_run
from duizhao.report import Run
from duizhao.settings import IngestSettings

pytestmark = pytest.mark.xdist_group("corpus")


@pytest.fixture(scope="module")
def scores(corpus_run: Run, corpus: Path, gold: Path) -> Scores:
    return score_run(corpus_run, load_gold(gold), corpus, IngestSettings())


def test_four_of_five_planted_discrepancies_are_found(scores: Scores) -> None:
    assert scores.scores["findings.all"].recall >= 0.8


def test_at_most_a_third_of_the_findings_above_minor_is_none(scores: Scores) -> None:
    assert scores.scores["findings.major"].precision >= 2 / 3


def test_claims_are_found_with_their_values(scores: Scores) -> None:
    assert scores.scores["claims.all"].f1 >= 0.85


def test_beads_are_the_annotators(scores: Scores) -> None:
    assert scores.scores["beads.strict"].f1 >= 0.85


def test_damaged_pages_are_repaired(scores: Scores) -> None:
    assert scores.repairs
    for source, (characters, _lines) in scores.repairs.items():
        assert characters >= 0.98, source
