"""Script and region, passage by passage."""

from __future__ import annotations

import pytest

from duizhao.normalize import passages


@pytest.mark.parametrize(
    ("text", "script", "region"),
    [
        ("我们在那里等着。", "hans", None),
        ("我們坐在那裡等著。", "hant", "tw"),
        ("我們坐在那裏等着。", "hant", "hk"),
        ("佢哋喺邊度食飯？", "hant", "hk"),
        ("衞生署發出通知。", "hant", "hk"),
        ("這是一部著名的小說，他的著作很多。", "hant", None),
        ("這個軟件和这个软件說明不同。", "mixed", None),
        ("2019, OK", None, None),
    ],
)
def test_the_script_of_a_passage_shows(text: str, script: str | None, region: str | None) -> None:
    (passage,) = passages(text)
    assert (passage.start, passage.end, passage.script, passage.region) == (0, len(text), script, region)


def test_passages_cover_the_text_and_lines_that_tell_nothing_go_with_the_one_before() -> None:
    text = "我們坐在那裡等著。\n2019\n衞生署發出通知。\n\n这里是简体。"
    found = list(passages(text))
    assert [(passage.script, passage.region) for passage in found] == [("hant", "tw"), ("hant", "hk"), ("hans", None)]
    assert "".join(text[passage.start : passage.end] for passage in found) == text


def test_an_empty_text_has_no_passages() -> None:
    assert list(passages("")) == []
