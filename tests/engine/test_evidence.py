"""What a sentence states, as the alignment of two accounts is told it."""

from __future__ import annotations

import pytest

from duizhao.engine.analysis import TextInput, analyse_texts
from duizhao.engine.evidence import evidence_of
from duizhao.model import Lang
from duizhao.settings import Settings


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "LINSHAN, April 9 — Four boats left on April 7."),
        ("en", "LIN'AN, Apr. 9, 2023 (Coast Wire) -- Four boats left on April 7."),
        ("en", "PORT LIN, Samoa, April 9 (Wire) - Four boats left on April 7."),
        ("zh", "本社记者叶青临山4月9日电 四艘船4月7日出港。"),
        ("zh", "本報臨山4月9日訊（記者 葉青）四艘船4月7日出港。"),
    ],
)
def test_the_day_of_a_dateline_is_no_evidence(lang: Lang, text: str) -> None:
    assert _days(lang, text) == {(4, 7)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "On April 7 the UN mission — a small one — left."),
        ("en", "UN-led talks of April 7 — the third this year — failed."),
        ("zh", "4月7日电话响了三次。"),
        ("zh", "临山台4月7日播出了节目。"),
    ],
)
def test_a_day_that_is_told_stays_evidence(lang: Lang, text: str) -> None:
    assert _days(lang, text) == {(4, 7)}


def _days(lang: Lang, text: str) -> set[tuple[int | None, int | None]]:
    (analysed,) = analyse_texts([TextInput(text, lang=lang)], Settings())
    return {(month, day) for sentence in analysed.sentences for _, month, day in evidence_of(sentence).dates}
