"""Offsets and replay hold through the whole stage, for any text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from duizhao.errors import LoneSurrogateError
from duizhao.normalize import diff_lines, explain, normalize
from duizhao.settings import NormalizeSettings
from duizhao.text import replay

CHARACTERS = st.one_of(
    st.characters(exclude_categories=("Cs",)),
    st.sampled_from(
        "中國經醫數著後乾裡台當地涓鍥界殑鈥銆锛�?()＆１２％｡\u200b\ufeff\u00ad äöÖÐ¹úÃ©â€™&#;\r\n\0\u0301😀𠮷īùabc019O*"
    ),
)
PIECES = st.one_of(
    st.text(CHARACTERS, max_size=12),
    st.sampled_from(
        (
            "續(xù)",
            "當?shù)蒯t(yī)院",
            "涓\ue15e浗",
            "ÖÐ¹ú",
            "Ã©",
            "&amp;#20013;",
            "中 国 人 民 银 行",
            "锟斤拷",
            "鎴戜滑",
            "隨著",
        )
    ),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(TEXTS, st.booleans())
@example("ÖÐ¹ú" * 3 + "涓\ue15e浗" * 3, True)
def test_replaying_the_repairs_gives_the_text_whatever_came_in(text: str, simplified: bool) -> None:
    normalized = normalize(text, NormalizeSettings(simplify=simplified))
    mapped = normalized.mapped
    assert mapped.raw == text
    assert replay(text, mapped.repairs()) == mapped.text
    for at in range(len(mapped.text)):
        start, end = mapped.to_raw(at, at + 1)
        assert 0 <= start <= end <= len(text)
    for flag in normalized.flags:
        assert 0 <= flag.start < flag.end <= len(mapped.text)


@QUICK
@given(TEXTS)
def test_a_repaired_text_is_sound(text: str) -> None:
    once = normalize(text, NormalizeSettings()).mapped.text
    assert "\u200b" not in once
    assert once.encode("utf-8").decode("utf-8") == once


@QUICK
@given(TEXTS)
def test_explaining_never_fails_and_shows_the_whole_text(text: str) -> None:
    normalized = normalize(text, NormalizeSettings())
    list(explain(normalized, colour=True, script=True))
    assert len(list(diff_lines(normalized, colour=False))) >= 1


@QUICK
@given(TEXTS)
def test_ascii_outside_damage_survives(text: str) -> None:
    sound = "plain words 123 " * 3
    assert normalize(sound + "\n" + text, NormalizeSettings()).mapped.text.startswith(sound)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(LoneSurrogateError):
        normalize("中\ud83d国", NormalizeSettings())


def test_the_span_of_a_repaired_character_leads_to_the_damage() -> None:
    damaged = "他说：" + "我们明天出发".encode("gbk").decode("latin-1") + "。"
    mapped = normalize(damaged, NormalizeSettings()).mapped
    at = mapped.text.index("明天")
    start, end = mapped.to_raw(at, at + 2)
    assert damaged[start:end] == "明天".encode("gbk").decode("latin-1")


def test_the_span_of_a_glossed_character_covers_the_character_alone() -> None:
    raw = "形勢持續(xù)向好"
    mapped = normalize(raw, NormalizeSettings()).mapped
    assert mapped.text == "形势持续向好"
    assert mapped.to_raw(3, 4) == (3, 4)
    assert mapped.to_raw(3, 5) == (3, 9)
