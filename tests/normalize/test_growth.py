"""Hostile input takes time that grows with its length, and no more."""

from __future__ import annotations

import pytest

from duizhao.normalize import normalize
from duizhao.settings import NormalizeSettings
from tests.timing import processor_seconds

RUNS = {
    "brackets": "(",
    "question marks": "?",
    "letters": "a",
    "accented letters": "ä",
    "letters that look like bytes": "ÖÐ",
    "repeated Han": "經",
    "rare Han": "鐨涓浗",
    "glosses that are none": "經(",
    "glosses": "續(xù)",
    "openings of glosses": "?shù)",
    "entities": "&amp;",
    "replacement marks": "\ufffd",
    "private use": "\ue15e",
    "asterisks": "*",
    "spaced Han": "中 ",
    "full-width signs": "％",
    "lost for good": "锟斤拷",
    "quotation marks": "“",
    "out of step": "當?shù)蒯",
    "line ends": "\n",
    "letters among digits": "0O",
}


MIXED = {
    "entities in prose": "价格 &lt; 100 &amp; 重量 &gt; 5，",
    "accents in prose": "naïve café Été là, ",
    "damage in prose": "他说ÖÐ¹úÈËÃñ很好，涓浗浜烘皯也是。",
    "glosses in prose": "形勢持續(xù)向好，學(xué)習(xí)而(ér)思，",
}


def seconds(text: str) -> float:
    return processor_seconds(lambda: normalize(text, NormalizeSettings()))


@pytest.mark.parametrize("name", RUNS)
def test_time_grows_with_the_length(name: str) -> None:
    piece = RUNS[name]
    short = piece * (1500 // len(piece))
    seconds(short)
    one = min(seconds(short) for _ in range(2))
    four = min(seconds(short * 4) for _ in range(2))
    # Four times the text may take four times the time; quadratic growth would take sixteen. Small times are noise.
    assert four < max(9 * one, 0.25), (one, four)


@pytest.mark.parametrize("name", MIXED)
def test_time_grows_with_the_length_of_a_text_without_line_ends(name: str) -> None:
    short = MIXED[name] * 150
    seconds(short)
    one = min(seconds(short) for _ in range(2))
    eight = min(seconds(short * 8) for _ in range(2))
    assert eight < max(16 * one, 0.25), (one, eight)
