"""Two real accounts of the same missions, written apart (seeds 000 and 001): what differs is told, what agrees is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.claims import extract
from duizhao.consistency import BeadClaims, check_beads
from duizhao.model import AnyClaim, Claim, Lang, claim_id
from duizhao.normalize import normalize
from duizhao.segment import segment
from duizhao.settings import Settings

SETTINGS = Settings()
# Words of claims that both accounts give alike.
ALIKE = ["20名", "15人", "23家次", "56次", "19次", "30余场", "约5400人次", "10名", "15次", "8场次", "13场次", "约500人次"]


def sentences(path: Path, lang: Lang) -> list[BeadClaims]:
    """Every sentence of one language as an unlinked bead of the pair of accounts."""
    text = normalize(path.read_text(encoding="utf-8-sig"), SETTINGS.normalize).mapped.text
    beads = []
    for number, sentence in enumerate(segment(text, SETTINGS.segment)):
        if sentence.lang != lang:
            continue
        words = text[sentence.start : sentence.end]
        claims: tuple[AnyClaim, ...] = tuple(
            Claim(
                id=claim_id(path.name, sentence.start + mention.start, sentence.start + mention.end, mention.kind),
                document="missions",
                source=path.name,
                segment=str(number),
                lang=lang,
                kind=mention.kind,
                surface=words[mention.start : mention.end],
                start=sentence.start + mention.start,
                end=sentence.start + mention.end,
                normalized=words[mention.start : mention.end],
                value=mention.value,
                qualifier=mention.qualifier,
                rule=mention.rule,
            )
            for mention in extract(words, lang, SETTINGS.claims)
        )
        zh, en = (claims, ()) if lang == "zh" else ((), claims)
        texts = (words, "") if lang == "zh" else ("", words)
        beads.append(BeadClaims(None, "missions", "comparable", zh, en, *texts))
    return beads


@pytest.fixture(scope="module")
def accounts(shared: Path) -> list[BeadClaims]:
    """Chinese of 001 and English of 000."""
    seeds = shared / "seeds"
    (chinese,) = seeds.glob("001_*")
    (english,) = seeds.glob("000_*")
    return [*sentences(chinese, "zh"), *sentences(english, "en")]


@pytest.mark.shared
def test_the_dates_told_differently_are_reported_and_nothing_else(accounts: list[BeadClaims]) -> None:
    found = check_beads(accounts, SETTINGS.consistency)
    assert {row.message.en for row in found} == {
        "The Chinese says 13 May, the English 14 May.",
        "The Chinese says 11 June, the English 12 June.",
    }
    assert {row.message.zh for row in found} == {"中文为5月13日，英文为5月14日。", "中文为6月11日，英文为6月12日。"}
    assert {(row.relation, row.severity) for row in found} == {("comparable", "critical")}


@pytest.mark.shared
@pytest.mark.parametrize("words", ALIKE)
def test_a_figure_told_alike_is_found_on_both_sides(accounts: list[BeadClaims], words: str) -> None:
    from duizhao.consistency.comparable import told_apart

    claims = {claim.normalized: claim.id for bead in accounts for claim in bead.zh}
    assert claims[words] in told_apart(accounts)
