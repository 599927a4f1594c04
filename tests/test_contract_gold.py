"""The gold itself: spans that stand in the sources, references that resolve, nothing planted outside the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.evaluate import GoldDocument, load_gold
from duizhao.ingest import read_file
from duizhao.settings import IngestSettings

GOLD = Path(__file__).resolve().parent.parent / "annotations" / "gold"


@pytest.mark.parametrize("document", load_gold(GOLD), ids=lambda document: document.id)
def test_every_gold_span_stands_in_its_source(document: GoldDocument, corpus: Path) -> None:
    names = {claim.source for claim in document.claims} | {
        span.source for bead in document.beads for span in (*bead.zh, *bead.en)
    }
    texts = {name: read_file(corpus / name, IngestSettings()).text for name in names}
    assert document.claims
    for claim in document.claims:
        assert texts[claim.source][claim.start : claim.end] == claim.surface, claim.id
    for bead in document.beads:
        for span in (*bead.zh, *bead.en):
            sentence = texts[span.source][span.start : span.end]
            assert sentence == sentence.strip()
            assert sentence


@pytest.mark.parametrize("document", load_gold(GOLD), ids=lambda document: document.id)
def test_every_gold_reference_resolves(document: GoldDocument) -> None:
    ids = [claim.id for claim in document.claims]
    assert len(set(ids)) == len(ids)
    for finding in document.findings:
        assert finding.zh or finding.en
        assert {*finding.zh, *finding.en} <= set(ids), finding.id


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    documents = load_gold(GOLD)
    claims = sum(len(document.claims) for document in documents)
    findings = sum(len(document.findings) for document in documents)
    assert len(documents) >= 15
    assert 15 <= claims / findings <= 60
