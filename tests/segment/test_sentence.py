"""Sentences are cut where a reader would cut them, and keep their exact place whatever the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.segment import segment
from duizhao.settings import SegmentSettings

DATA = Path(__file__).parent / "data"
CASES = [json.loads(line) for line in (DATA / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
LANGUAGES = [json.loads(line) for line in (DATA / "languages.jsonl").read_text(encoding="utf-8").splitlines()]
MARKS = (
    "他来了。 “真的？” 她问。 \n \t \u3000\u3000 Mr.\u00a0Li came. U.S. No. …… ... （ ） \" ' | 1. 3.5 \r\n é 𠮷 🙂 1234 ? 《 》"
)
PIECES = st.sampled_from([*MARKS.split(" "), " ", "\x1f", "\ufeff"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_falls_into_the_sentences_a_reader_sees(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert [text[sentence.start : sentence.end] for sentence in segment(text, SegmentSettings())] == case["sentences"]


@pytest.mark.parametrize("case", LANGUAGES, ids=[case["text"] for case in LANGUAGES])
def test_a_sentence_is_given_its_language(case: dict[str, str]) -> None:
    assert [sentence.lang for sentence in segment(case["text"], SegmentSettings())] == [case["lang"]]


def test_pieces_without_letters_take_the_language_around_them() -> None:
    found = segment("销售额\n12,400\nSales\n12,400", SegmentSettings())
    assert [sentence.lang for sentence in found] == ["zh", "en", "en", "en"]


def test_blank_text_has_no_sentences() -> None:
    assert segment("", SegmentSettings()) == []
    assert segment("\n" * 1000, SegmentSettings()) == []
    assert segment(" \u3000\t\r\n\ufeff", SegmentSettings()) == []


def test_a_line_of_a_hundred_thousand_characters_is_cut_in_one_piece_of_work() -> None:
    assert len(segment("字" * 100_000, SegmentSettings())) == 1
    assert len(segment("他来了。" * 25_000, SegmentSettings())) == 25_000
    assert len(segment("((((" * 25_000, SegmentSettings())) == 1


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_sentences_are_ordered_disjoint_and_cover_all_but_white_space(text: str) -> None:
    found = segment(text, SegmentSettings())
    position = 0
    for sentence in found:
        assert position <= sentence.start < sentence.end <= len(text)
        position = sentence.end
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
    paragraphs = [sentence.paragraph for sentence in found]
    assert paragraphs == sorted(paragraphs)
