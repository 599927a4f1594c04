"""One file to one text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duizhao.errors import (
    DuizhaoError,
    EmptyInputError,
    FormatError,
    NotTextError,
    TooLargeError,
    UnreadableError,
    UnsupportedError,
)
from duizhao.ingest import SourceText, read_file
from duizhao.settings import IngestSettings

SETTINGS = IngestSettings()
ZH, EN = "去年共接待游客三百万人次。", "Three million visitors came last year."


def read(path: Path, data: str | bytes, settings: IngestSettings = SETTINGS) -> SourceText:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_file(path, settings)


def spans(source: SourceText) -> list[tuple[str, str | None, str | None, int | None]]:
    """Unit id, text of each side, line."""
    return [
        (pair.id, pair.zh and source.text[slice(*pair.zh)], pair.en and source.text[slice(*pair.en)], pair.line)
        for pair in source.pairs
    ]


def test_plain_text_is_the_decoded_file(tmp_path: Path) -> None:
    source = read(tmp_path / "报告 1.txt", f"\ufeff{ZH}\r\n{EN}\n")
    assert source.text == f"{ZH}\r\n{EN}\n"
    assert (source.format, source.container, source.encoding, source.pairs, source.notes) == ("text", False, "utf-8", (), ())


def test_markdown_is_kept_as_it_is(tmp_path: Path) -> None:
    text = f"# 标题\n\n**{ZH}** [link](https://example.org)\n\n| a | b |\n"
    source = read(tmp_path / "a.md", text)
    assert (source.text, source.container, source.format) == (text, False, "markdown")


def test_the_id_depends_on_bytes_and_path_alone(tmp_path: Path) -> None:
    first, again = read(tmp_path / "a.txt", ZH), read(tmp_path / "a.txt", ZH)
    assert first == again
    assert first.id.startswith("d-")
    assert read(tmp_path / "b.txt", ZH).id != first.id
    assert read(tmp_path / "a.txt", EN).id != first.id


def test_files_without_a_name_that_tells_are_text(tmp_path: Path) -> None:
    for name in ("README", "dev.004", "notes.final", "dev.zh"):
        assert read(tmp_path / name, ZH).format == "text"


def test_rows_of_jsonl_with_both_sides_are_pairs(tmp_path: Path) -> None:
    rows = [{"id": "a", "zh": ZH, "en": EN}, {"id": "b", "zh": "只有中文。"}, {"id": "c", "zh": "两\n行", "en": "two\nlines"}]
    source = read(tmp_path / "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    assert spans(source) == [("a", ZH, EN, 1), ("b", "只有中文。", None, 2), ("c", "两行", "two lines", 3)]
    assert source.text == f"{ZH}\n{EN}\n只有中文。\n两行\ntwo lines\n"
    assert source.container


def test_rows_of_jsonl_with_one_text_are_running_text(tmp_path: Path) -> None:
    source = read(tmp_path / "a.jsonl", "\n".join(json.dumps(row) for row in [{"text": ZH}, {"lang": "en", "text": EN}]))
    assert (source.text, source.pairs) == (f"{ZH}\n{EN}\n", ())


def test_broken_rows_are_noted_with_their_line_and_the_rest_is_read(tmp_path: Path) -> None:
    source = read(tmp_path / "a.jsonl", f'{{"zh": "{ZH}", "en": "{EN}"}}\n{{"zh": "断\nnonsense\n{{"title": "x"}}\n')
    assert len(source.pairs) == 1
    assert [(note.code, note.line) for note in source.notes] == [
        ("row.not-readable", 2),
        ("row.not-readable", 3),
        ("row.missing-field", 4),
    ]
    assert all(note.path == str(tmp_path / "a.jsonl") for note in source.notes)


def test_notes_are_listed_up_to_a_number_and_counted_beyond(tmp_path: Path) -> None:
    source = read(tmp_path / "a.jsonl", f'{{"zh": "{ZH}"}}\n' + "broken\n" * 500, IngestSettings(max_notes=20))
    assert len(source.notes) == 21
    assert "480 more" in source.notes[-1].message


def test_swapped_sides_are_put_right_and_one_language_twice_is_text_and_not_compared(tmp_path: Path) -> None:
    rows = [{"id": "a", "zh": EN, "en": ZH}, {"id": "b", "zh": ZH, "en": ZH}]
    source = read(tmp_path / "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    assert spans(source) == [("a", ZH, EN, 1), ("b", ZH, ZH, 2)]
    assert [pair.compared for pair in source.pairs] == [True, False]
    assert source.text == f"{ZH}\n{EN}\n{ZH}\n{ZH}\n"
    assert [note.code for note in source.notes] == ["row.sides-swapped", "row.same-language"]


def test_one_json_array_of_objects_is_read_as_rows_with_their_lines(tmp_path: Path) -> None:
    row = f'{{"id": "u1", "zh": "{ZH}", "en": "{EN}"}}'
    source = read(tmp_path / "a.jsonl", f'[\n {row},\n 5,\n {row.replace("u1", "u2")}, {{"zh"]')
    assert spans(source) == [("u1", ZH, EN, 2), ("u2", ZH, EN, 4)]
    assert [(note.code, note.line) for note in source.notes] == [("row.not-readable", 3), ("row.not-readable", 4)]


def test_the_date_at_the_head_of_a_markdown_file_is_its_date(tmp_path: Path) -> None:
    assert read(tmp_path / "a.md", f"---\ntitle: x\ndate: 2023-11-06 10:00\n---\n{ZH}\n").date == "2023-11-06"
    assert read(tmp_path / "b.md", f"{ZH}\n\ndate: 2023-11-06\n").date is None


def test_tables_are_pairs(tmp_path: Path) -> None:
    source = read(tmp_path / "a.csv", f'id,zh,en\nu1,{ZH},"{EN}"\nu2,"甲，乙","a, b"\n')
    assert spans(source) == [("u1", ZH, EN, 2), ("u2", "甲，乙", "a, b", 3)]
    source = read(tmp_path / "a.tsv", f"{ZH}\t{EN}\n门票四十元。\t\n")
    assert spans(source) == [("1", ZH, EN, 1), ("2", "门票四十元。", None, 2)]


def test_a_table_in_gb18030_from_a_chinese_spreadsheet_is_read(tmp_path: Path) -> None:
    source = read(tmp_path / "a.csv", f"编号,中文,英文\r\n1,{ZH},{EN}\r\n".encode("gbk"))
    assert spans(source) == [("1", ZH, EN, 2)]
    assert source.encoding == "gb18030"


def test_bytes_that_fit_nothing_and_mixed_encodings_are_noted(tmp_path: Path) -> None:
    source = read(tmp_path / "a.txt", (f"{ZH}\n" * 5).encode("gb18030") + (f"{ZH}\n" * 5).encode() + b"\xff\xff\xff\n")
    assert {note.code for note in source.notes} == {"text.mixed-encodings", "text.replaced-bytes"}
    assert source.encoding == "gb18030+utf-8"


BAD: list[tuple[str, bytes, type[DuizhaoError]]] = [
    ("empty.txt", b"", EmptyInputError),
    ("blank.txt", b" \n\r\n\t", EmptyInputError),
    ("mark.txt", b"\xef\xbb\xbf", EmptyInputError),
    ("zeros.txt", bytes(5000), NotTextError),
    ("zeros.jsonl", bytes(5000), NotTextError),
    ("a.txt", b"%PDF-1.4\n", NotTextError),
    ("a.md", b"PK\x03\x04" + bytes(60), NotTextError),
    ("a.pdf", b"%PDF-1.4\n", UnsupportedError),
    ("a.docx", b"PK\x03\x04 cut", FormatError),
    ("a.jsonl", b"one\ntwo\n", FormatError),
    ("a.csv", b"1,2,3\n4,5,6\n", FormatError),
    ("a.tmx", b"<tmx><body>", FormatError),
    ("a.html", b"<html><script>x</script></html>", FormatError),
]


@pytest.mark.parametrize(("name", "data", "error"), BAD, ids=[f"{name}-{index}" for index, (name, _, _) in enumerate(BAD)])
def test_what_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str, data: bytes, error: type[DuizhaoError]
) -> None:
    with pytest.raises(error) as caught:
        read(tmp_path / name, data)
    assert caught.value.message[0].isupper() or caught.value.message[0] == name[0]
    assert caught.value.message.endswith(".")


def test_files_that_vanish_and_folders_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.txt", tmp_path):
        with pytest.raises(UnreadableError):
            read_file(path, SETTINGS)


def test_a_file_larger_than_allowed_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(SETTINGS.max_bytes + 1)
    with pytest.raises(TooLargeError, match="max_bytes"):
        read_file(path, SETTINGS)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_line_of_many_megabytes_is_read(tmp_path: Path, encoding: str) -> None:
    text = ZH * 150_000
    source = read(tmp_path / "line.txt", text.encode(encoding))
    assert len(source.text) == len(text)
    assert source.text[-len(ZH) :] == ZH


@pytest.mark.shared
def test_the_seeds_are_read_as_they_are(shared: Path) -> None:
    for path in sorted((shared / "seeds").iterdir()):
        source = read_file(path, SETTINGS)
        assert source.text == path.read_bytes().decode("utf-8")
        assert source.notes == ()
