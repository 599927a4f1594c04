"""Sentences keep their exact place, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.segment import segment
from duizhao.settings import SegmentSettings

PIECES = st.sampled_from(
    [
        "他来了。",
        "“真的？”",
        "她问。",
        " ",
        "\n",
        "\t",
        "\u3000\u3000",
        "Mr. Li",
        " came. ",
        "U.S. ",
        "No. 5",
        "……",
        "...",
        "（",
        "）",
        '"',
        "'",
        "|",
        "1.",
        "3.5",
        "\r\n",
        "é",
        "𠮷",
        "🙂",
        "1234",
        "?",
        "《",
        "》",
    ]
)


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
