"""A short text without anything suspicious is told apart without arrays, and comes to the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from duizhao.normalize.scan import searched, sound

LETTERS = "我们国国门這裏鎂锟斤é鈥\ufffdあ,。，?*×(（)）%\\\\uUE lOI019abc\n\u200b"


@given(st.text(alphabet=LETTERS, max_size=40))
def test_what_is_called_sound_has_nothing_that_the_scan_would_report(text: str) -> None:
    found = sound(text)
    assert found is None or found == searched(text)


def test_plain_sentences_are_called_sound() -> None:
    assert sound("The meeting (the third) cost 45% more: $1.2 million?") is not None
    assert sound("会议（第三次）多花了45%。") == searched("会议（第三次）多花了45%。")
