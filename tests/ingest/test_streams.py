"""Lines from files and pipes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.errors import NotTextError, UnreadableError
from duizhao.ingest import Input
from duizhao.settings import IngestSettings

SETTINGS = IngestSettings()
ZH = "去年共接待游客三百万人次，比前年增长一成二。"


def lines(data: bytes, ingest: IngestSettings = SETTINGS) -> list[str | None]:
    with Input(io.BytesIO(data), ingest) as opened:
        found = list(opened.lines())
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    return [line for _, line in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_lines_come_whole_whatever_the_encoding_and_the_pieces(encoding: str) -> None:
    expected = [f"{number}: {ZH}" for number in range(20_000)]
    assert lines("\n".join([*expected, ""]).encode(encoding)) == expected
    assert lines("\r\n".join(expected).encode(encoding)) == expected


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=30), max_size=10))
@settings(max_examples=100, deadline=None)
def test_utf_8_lines_with_a_mark_are_the_lines_between_line_feeds(expected: list[str]) -> None:
    text = "".join(f"{line}\n" for line in expected)
    assert lines(b"\xef\xbb\xbf" + text.encode()) == expected


def test_a_line_too_long_is_none_and_keeps_its_number() -> None:
    limited = IngestSettings(max_row_bytes=300_000)
    data = b"one\n" + b"x" * 900_000 + b"\nthree\n" + b"y" * 700_000
    assert lines(data, limited) == ["one", None, "three", None]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_line_too_long_can_be_had_in_pieces_that_lose_nothing(encoding: str) -> None:
    text = "甲\n" + ZH * 40_000 + "\n乙\n" + ZH * 40_000
    with Input(io.BytesIO(text.encode(encoding)), IngestSettings(max_row_bytes=300_000)) as opened:
        found = list(opened.lines_with_ends(split_long=True))
    assert "".join(piece or "" for _, piece in found) == text
    assert len(found) > 6
    assert all(len(piece or "") < 600_000 for _, piece in found)


def test_a_byte_that_fits_nothing_is_replaced() -> None:
    assert lines(f"{ZH}\n{ZH}".encode() + b"\xff\xfe\xff\n") == [ZH, f"{ZH}\ufffd\ufffd\ufffd"]


class Drop(io.BytesIO):
    """A pipe that hands over single bytes."""

    def read1(self, size: int | None = -1) -> bytes:
        return self.read(1)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_a_pipe_that_hands_over_single_bytes_is_read(encoding: str) -> None:
    with Input(Drop(f"{ZH}\n{ZH}\n".encode(encoding)), SETTINGS) as opened:
        assert [line for _, line in opened.lines()] == [ZH, ZH]


def test_a_stream_that_begins_in_ascii_and_goes_on_in_gb18030_is_read() -> None:
    expected = ["id,zh"] * 9000 + [ZH] * 500 + ["x"] * 500 + [ZH] * 9000
    assert lines("\n".join(expected).encode("gb18030")) == expected


def test_other_line_separators_of_unicode_are_characters() -> None:
    assert lines("a\u2028b\x0cc\x85d\n".encode()) == ["a\u2028b\x0cc\x85d"]


def test_the_whole_text_comes_as_utf_8_for_parsers() -> None:
    text = f"{ZH}\r\n" * 10_000
    for encoding in ("utf-16", "gb18030", "utf-8-sig"):
        with Input(io.BytesIO(text.encode(encoding)), SETTINGS) as opened:
            assert b"".join(opened.utf_8()).decode() == text


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"gone\.txt"):
        Input(tmp_path / "gone.txt", SETTINGS)
    with pytest.raises(UnreadableError):
        Input(tmp_path, SETTINGS)
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    with pytest.raises(NotTextError):
        Input(tmp_path / "a.txt", SETTINGS)
