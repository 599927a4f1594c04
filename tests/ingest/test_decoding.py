"""Bytes to text, in whatever encoding they are."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from duizhao.errors import NotTextError
from duizhao.ingest import decode
from duizhao.settings import IngestSettings

SETTINGS = IngestSettings()
CASES = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "encodings.jsonl").read_text(encoding="utf-8").splitlines()
]
FAMILY = {"gbk": "gb18030", "gb2312": "gb18030", "big5hkscs": "big5", "cp950": "big5", "cp1252": "windows-1252"}

ZH = "今年三月，全市新开通公交线路十二条，日均客运量达到五十六万人次，比去年同期增长百分之八点四。"
TW = "今年三月，全市新開通公車路線十二條，日均客運量達到五十六萬人次，比去年同期增長百分之八點四。"
EN = "Twelve new bus routes opened in March, and 560,000 passengers used them every day."


@pytest.mark.parametrize("case", CASES, ids=[f"{case['encoding']}: {case['text'][:24]}" for case in CASES])
def test_each_text_comes_back_from_each_encoding(case: dict[str, str]) -> None:
    decoded = decode(case["text"].encode(case["encoding"]), SETTINGS)
    assert decoded.text == case["text"]
    expected = case.get("named") or FAMILY.get(case["encoding"], case["encoding"])
    assert decoded.encoding == expected
    assert decoded.replaced == 0


_SIMPLIFIED = list(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_TRADITIONAL = list(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"
)
_WORDS = ["the", "of", "and", "to", "in", "that", "it", "is", "was", "for", "on", "are", "with", "as", "his", "they", "at"]


def _chinese(chars: list[str]) -> st.SearchStrategy[str]:
    clause = st.lists(st.sampled_from(chars), min_size=4, max_size=14).map("".join)
    number = st.integers(0, 99999).map(str)
    return st.lists(st.one_of(clause, clause, clause, number), min_size=2, max_size=8).map(
        lambda parts: "，".join(parts) + "。\r\n"
    )


_ENGLISH = st.lists(st.sampled_from([*_WORDS, "café", "naïve", "it’s", "£20", "–"]), min_size=8, max_size=40).map(" ".join)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
@given(text=_chinese(_SIMPLIFIED))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_simplified_text_of_ordinary_length_comes_back(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), SETTINGS).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5hkscs", "cp950"])
@given(text=_chinese(_TRADITIONAL))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_traditional_text_of_ordinary_length_comes_back(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), SETTINGS).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "gb18030"])
@given(text=_ENGLISH)
@example(text="the café")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_english_text_of_ordinary_length_comes_back(encoding: str, text: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    assert decode(data, SETTINGS).text == text


@given(data=st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, SETTINGS)
    except NotTextError:
        return
    decoded.text.encode("utf-8")  # no lone surrogates
    assert 0.0 <= decoded.confidence <= 1.0


@given(text=st.text(st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_utf_8_with_a_byte_order_mark_comes_back_whatever_it_says(text: str) -> None:
    try:
        decoded = decode(b"\xef\xbb\xbf" + text.encode(), SETTINGS)
    except NotTextError:
        assert any(char < " " or char == "\x7f" for char in text)
        return
    assert decoded.text == text
    assert decoded.bom


def test_pure_ascii_is_utf_8() -> None:
    decoded = decode(b"On 13 May 2020, 20 members set out.\r\n", SETTINGS)
    assert (decoded.encoding, decoded.bom, decoded.confidence, decoded.text[-2:]) == ("utf-8", False, 1.0, "\r\n")


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"", SETTINGS).text == ""
    assert decode(b"\xef\xbb\xbf", SETTINGS).bom


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_it_and_is_no_part_of_the_text(encoding: str) -> None:
    decoded = decode("三".encode(encoding), SETTINGS)
    assert decoded.bom
    assert decoded.text == "三"


def test_line_ends_are_kept() -> None:
    text = f"{ZH}\r\n{EN}\r\r\n{ZH}\n"
    assert decode(text.encode("gb18030"), SETTINGS).text == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(4096),
        bytes(3),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x00\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"{\\rtf1\\ansi Hello}",
        random.Random(7).randbytes(5000),
        random.Random(8).randbytes(200_000),
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + random.Random(9).randbytes(3000),
        bytes(range(256)) * 20,
    ],
    ids=["zeros", "three zeros", "PDF", "PNG", "ZIP", "old Word", "RTF", "noise", "long noise", "program", "every byte"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data, SETTINGS)


@pytest.mark.parametrize("encoding", ["shift_jis", "koi8_r", "cp1251", "cp874", "cp1256"])
def test_a_text_in_an_encoding_not_known_here_is_refused(encoding: str) -> None:
    text = {
        "shift_jis": "今年の三月、市内では新しいバス路線が十二本開通しました。毎日五十六万人が利用しています。",
        "koi8_r": "В марте в городе открылось двенадцать новых автобусных маршрутов.",
        "cp1251": "В марте в городе открылось двенадцать новых автобусных маршрутов.",
        "cp874": "ในเดือนมีนาคมมีเส้นทางรถเมล์ใหม่สิบสองเส้นทาง",
        "cp1256": "افتتحت في مارس اثنا عشر خطا جديدا للحافلات في المدينة",
    }[encoding]
    with pytest.raises(NotTextError):
        decode((text * 3).encode(encoding), SETTINGS)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_few_bytes_that_do_not_fit_are_replaced_and_counted(encoding: str) -> None:
    text = (TW if encoding == "big5" else ZH) * 4
    data = bytearray(text.encode(encoding))
    data[42:42] = b"\xff"
    decoded = decode(bytes(data), SETTINGS)
    assert decoded.encoding == encoding
    assert decoded.replaced == 1
    assert decoded.text.count("\ufffd") == 1
    assert decoded.text.replace("\ufffd", "")[-40:] == text[-40:]


def test_a_file_cut_inside_its_last_character_loses_that_one_only() -> None:
    for encoding in ("utf-8", "gb18030"):
        decoded = decode((EN + "\n" + ZH).encode(encoding)[:-1], SETTINGS)
        assert decoded.encoding == encoding
        assert decoded.text == EN + "\n" + ZH[:-1] + "\ufffd"


def test_a_replacement_character_of_the_source_is_not_counted() -> None:
    decoded = decode((ZH + "\ufffd").encode("utf-8"), SETTINGS)
    assert decoded.replaced == 0


def test_a_file_half_gb18030_and_half_utf_8_is_read_line_by_line() -> None:
    lines = [f"{number}. {ZH}\n" for number in range(20)]
    data = b"".join(line.encode("gb18030" if number < 10 else "utf-8") for number, line in enumerate(lines))
    decoded = decode(data, SETTINGS)
    assert decoded.text == "".join(lines)
    assert set(decoded.encoding.split("+")) == {"gb18030", "utf-8"}
    assert dict(decoded.lines) == {"gb18030": 10, "utf-8": 10}
    assert decoded.replaced == 0


@pytest.mark.parametrize(("main", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5"), ("big5", "utf-8")])
def test_one_line_in_another_encoding_is_read_in_it(main: str, other: str) -> None:
    text = TW if "big5" in (main, other) else ZH
    decoded = decode((f"{text}\n" * 8).encode(main) + f"{text}\n".encode(other) + (f"{EN}\n" * 3).encode(), SETTINGS)
    assert decoded.text == f"{text}\n" * 9 + f"{EN}\n" * 3
    assert decoded.encoding == f"{main}+{other}"


def test_a_curly_quote_pasted_from_windows_into_utf_8_is_a_quote() -> None:
    decoded = decode(f"{ZH}\n".encode() * 3 + b"It\x92s the city\x92s longest route.\n", SETTINGS)
    assert decoded.text.endswith("It’s the city’s longest route.\n")


def test_the_euro_sign_of_chinese_windows_is_read() -> None:
    data = f"{ZH}门票".encode("gbk") + b"\x80" + "20元。".encode("gbk")
    decoded = decode(data, SETTINGS)
    assert decoded.text == f"{ZH}门票€20元。"
    assert decoded.replaced == 0


def test_the_full_width_space_of_old_chinese_programs_is_a_space() -> None:
    assert decode(b"\xa3\xa0" + ZH.encode("gbk"), SETTINGS).text == f"\u3000{ZH}"


def test_the_dot_in_a_foreign_name_and_the_dash_of_a_range_are_what_taiwan_prints() -> None:
    text = "喬治‧華盛頓於三月三～五日訪問本市，" + TW
    assert decode(text.encode("cp950"), SETTINGS).text == text


def test_what_a_page_says_of_itself_tips_the_scale_and_no_more() -> None:
    data = "人".encode("gb18030")
    assert decode(data, SETTINGS, "gb18030").text == "人"
    assert decode(ZH.encode("gb18030"), SETTINGS, "utf-8").text == ZH
    assert decode(ZH.encode("utf-8"), SETTINGS, "gb18030").text == ZH


def test_chinese_far_behind_an_english_beginning_is_found() -> None:
    text = f"{EN}\n" * 4000 + f"{ZH}\n" * 50 + f"{EN}\n" * 4000
    assert decode(text.encode("gb18030"), SETTINGS).text == text


def test_a_long_line_without_a_break_is_decoded_whole() -> None:
    text = ZH * 100_000
    assert decode(text.encode("gb18030"), SETTINGS).text == text
    assert decode(text.encode("utf-8")[:-1], SETTINGS).replaced == 1


@pytest.mark.shared
def test_the_seeds_are_sound_utf_8(shared: Path) -> None:
    for path in sorted((shared / "seeds").iterdir()):
        decoded = decode(path.read_bytes(), SETTINGS)
        assert (decoded.encoding, decoded.confidence, decoded.replaced) == ("utf-8", 1.0, 0)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00\x01\x02\x00\x00\x00\x00\xff\xfe\x01", b"\xfe\xff" + random.Random(1).randbytes(2000)]
)
def test_bytes_behind_a_utf_16_mark_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotTextError, match="no part of a text"):
        decode(data, IngestSettings())


def test_utf_16_without_its_last_byte_is_read() -> None:
    text = "海港于五月十三日开放。\nThe harbour opened on 13 May.\n"
    found = decode(text.encode("utf-16")[:-1], IngestSettings())
    assert found.text == text[:-1] + "\N{REPLACEMENT CHARACTER}"
