"""What could be read or converted otherwise is reported with its alternatives."""

from __future__ import annotations

from duizhao.normalize import normalize
from duizhao.settings import NormalizeSettings


def test_a_title_that_configurations_convert_differently_is_reported() -> None:
    normalized = normalize("他寫過一本《網路與滑鼠》。", NormalizeSettings())
    (flag,) = normalized.flags
    assert flag.kind == "ambiguous"
    assert normalized.mapped.text[flag.start : flag.end] == "网路与滑鼠"
    assert "网络与鼠标" in flag.alternatives


def test_a_title_that_all_convert_alike_is_not() -> None:
    assert normalize("他讀過《紅樓夢》和《後漢書》。", NormalizeSettings()).flags == ()


def test_a_written_by_that_became_an_aspect_marker_is_reported() -> None:
    normalized = normalize("陳教授著有《樹木志》等書。", NormalizeSettings())
    (flag,) = normalized.flags
    assert (flag.start, flag.kind, flag.alternatives) == (3, "ambiguous", ("著",))


def test_a_guess_between_characters_that_fit_alike_is_reported() -> None:
    damaged = "負責人是何 A，電話不詳，請聯絡他。".encode().decode("gb18030", "replace")
    (flag,) = normalize(damaged, NormalizeSettings(simplify=False)).flags
    assert (flag.start, flag.end, flag.kind) == (4, 5, "ambiguous")


def test_text_that_is_not_converted_has_no_flags_of_conversion() -> None:
    assert normalize("他寫過一本《網路與滑鼠》。", NormalizeSettings(simplify=False)).flags == ()
