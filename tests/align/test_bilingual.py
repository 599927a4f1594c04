"""One file with both languages is read in any of its four layouts."""

from __future__ import annotations

import pytest

from duizhao.align import Encoder, align_file
from duizhao.segment import segment
from duizhao.settings import AlignSettings, SegmentSettings

PARAGRAPHS = [
    ("港口扩建", "Harbour expansion"),
    (
        "去年3月，市政府批准了港口扩建。工程将分两期进行。",
        "The city approved the expansion of the harbour in March last year. It will be built in two stages.",
    ),
    ("第一期投资12亿元，建设两座码头。", "The first stage costs 1.2 billion yuan and brings two berths."),
    ("当地渔民担心渔获减少。", "Local fishermen fear for their catch."),
    ("环境评估报告将于秋天公布。", "The environmental assessment will be published in autumn."),
    ("反对者已经收集了八千个签名。", "Opponents have collected eight thousand signatures."),
]
UNTRANSLATED = 3


def beads_of(text: str, encoder: Encoder) -> set[tuple[str, str]]:
    sentences = segment(text, SegmentSettings())
    texts = [text[sentence.start : sentence.end] for sentence in sentences]
    langs, paragraphs = [sentence.lang for sentence in sentences], [sentence.paragraph for sentence in sentences]
    beads = align_file(texts, langs, paragraphs, encoder, AlignSettings())
    return {("".join(texts[i] for i in bead.zh), " ".join(texts[j] for j in bead.en)) for bead in beads}


def layouts() -> dict[str, str]:
    kept = [(zh, "" if k == UNTRANSLATED else en) for k, (zh, en) in enumerate(PARAGRAPHS)]
    return {
        "under each paragraph": "\n".join(line for pair in kept for line in pair if line),
        "before each paragraph": "\n".join(line for zh, en in kept for line in (en, zh) if line),
        "after each sentence": " ".join(f"{zh} {en}" for zh, en in kept[2:]),
        "table": "\n".join(f"{zh}\t{en}" for zh, en in kept),
        "second half": "\n\n".join([*(zh for zh, _ in kept), *(en for _, en in kept if en)]),
    }


@pytest.mark.parametrize("layout", list(layouts()))
def test_a_translation_is_found_wherever_it_stands(layout: str, encoder: Encoder) -> None:
    found = beads_of(layouts()[layout], encoder)
    for zh, en in PARAGRAPHS[2:UNTRANSLATED] + PARAGRAPHS[UNTRANSLATED + 1 :]:
        assert (zh, en) in found
    assert (PARAGRAPHS[UNTRANSLATED][0], "") in found


def test_a_file_of_one_language_has_no_pairs(encoder: Encoder) -> None:
    assert all(not en for _, en in beads_of("第一段。\n第二段。", encoder))


@pytest.mark.shared
def test_the_seed_with_english_under_some_paragraphs_leaves_the_others_alone(shared: object, encoder: Encoder) -> None:
    from pathlib import Path

    path = next((Path(str(shared)) / "seeds").glob("001_*"))
    found = beads_of(path.read_text(encoding="utf-8"), encoder)
    assert any("3月10日" in zh and "March 10" in en for zh, en in found)
    assert any("5月13日" in zh and not en for zh, en in found)
