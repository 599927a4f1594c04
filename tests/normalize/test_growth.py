"""Hostile input takes time that grows with its length, and no more."""

from __future__ import annotations

import time

import pytest

from duizhao.normalize import normalize
from duizhao.settings import NormalizeSettings

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


def seconds(text: str) -> float:
    started = time.process_time()
    normalize(text, NormalizeSettings())
    return time.process_time() - started


@pytest.mark.parametrize("name", RUNS)
def test_time_grows_with_the_length(name: str) -> None:
    piece = RUNS[name]
    short = piece * (1500 // len(piece))
    seconds(short)
    one = min(seconds(short) for _ in range(2))
    four = min(seconds(short * 4) for _ in range(2))
    # Four times the text may take four times the time; quadratic growth would take sixteen. Small times are noise.
    assert four < max(9 * one, 0.25), (one, four)
