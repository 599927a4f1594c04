"""Word documents to lines."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest

from duizhao.errors import EmptyInputError, FormatError, TooLargeError
from duizhao.ingest import read_file
from duizhao.ingest.docx import read_docx
from duizhao.settings import IngestSettings
from tests.ingest.builders import docx, paragraph, table

LIMIT = 10_000_000
ZH, EN = "二十名成员于五月十三日出发。", "Twenty members set out on 13 May."


def lines(body: str, **kwargs: list[str]) -> list[str]:
    return [line.text for line in read_docx(docx(body, **kwargs), LIMIT)]


def places(body: str, **kwargs: list[str]) -> list[str]:
    return [line.place for line in read_docx(docx(body, **kwargs), LIMIT)]


def test_a_line_is_placed_by_its_paragraph_table_row_or_note() -> None:
    body = paragraph(ZH) + paragraph(" ") + paragraph(EN) + table([["年份", "人数"], ["2020年", "20人"]]) + paragraph(ZH)
    assert places(body, footnotes=["数据截至六月。"]) == [
        "paragraph 1",
        "paragraph 2",
        "table 1, row 1",
        "table 1, row 2",
        "paragraph 3",
        "footnote 1",
    ]


def test_paragraphs_and_tables_come_in_reading_order() -> None:
    body = paragraph(ZH) + table([["年份", "人数"], ["2020年", "20人"]]) + paragraph(EN)
    assert lines(body) == [ZH, "年份\t人数", "2020年\t20人", EN]


def test_a_table_of_two_languages_becomes_one_line_a_cell() -> None:
    assert lines(table([[ZH, EN], ["共12人。", "Twelve in all."]])) == [ZH, EN, "共12人。", "Twelve in all."]


def test_footnotes_follow_the_text() -> None:
    assert lines(paragraph(ZH), footnotes=["数据截至六月。", "As of June."]) == [ZH, "数据截至六月。", "As of June."]


def test_manual_breaks_end_lines_and_tabs_stay() -> None:
    body = "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>"
    assert lines(body) == ["第一行", "甲\t乙"]


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>20</w:t></w:r></w:ins><w:r><w:t>人</w:t></w:r></w:p>"
    )
    assert lines(body) == ["共20人"]


def test_links_and_content_controls_are_text() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph(ZH)}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>Twenty</w:t></w:r></w:hyperlink><w:r><w:t> members</w:t></w:r></w:p>"
    )
    assert lines(body) == [ZH, "Twenty members"]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('图一：航线')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>{ZH}</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(body) == [ZH, "图一：航线"]


def test_a_table_inside_a_table_is_read_cell_by_cell() -> None:
    inner = table([["甲", "乙"]])
    body = f"<w:tbl><w:tr><w:tc>{paragraph(ZH)}{inner}</w:tc><w:tc>{paragraph(EN)}</w:tc></w:tr></w:tbl>"
    assert lines(body) == [ZH, "甲\t乙", EN]


def test_offsets_count_in_the_extracted_text(tmp_path: Path) -> None:
    path = tmp_path / "名 单.docx"
    path.write_bytes(docx(paragraph(ZH) + paragraph(EN)))
    source = read_file(path, IngestSettings())
    assert (source.text, source.container, source.format) == (f"{ZH}\n{EN}\n", True, "docx")


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95, 0.999])
def test_a_file_cut_off_is_refused(keep: float) -> None:
    data = docx(paragraph(ZH) * 200)
    with pytest.raises(FormatError):
        read_docx(data[: int(len(data) * keep)], LIMIT)


def test_other_archives_and_damaged_parts_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("notes.txt", "no document here")
    for data in (buffer.getvalue(), b"PK\x03\x04", b"no archive", docx("<w:p><w:r>")):
        with pytest.raises(FormatError):
            read_docx(data, LIMIT)


@pytest.mark.parametrize("place", range(0, 600, 7))
def test_a_damaged_byte_is_reported_or_does_no_harm(place: int) -> None:
    data = bytearray(docx(paragraph(ZH) * 20))
    data[place] ^= 0x5A
    with contextlib.suppress(FormatError, TooLargeError):
        read_docx(bytes(data), LIMIT)


def test_an_archive_made_to_fill_the_memory_is_refused() -> None:
    bomb = docx(f"<w:p><w:r><w:t>{'A' * 30_000_000}</w:t></w:r></w:p>")
    assert len(bomb) < 100_000
    with pytest.raises(TooLargeError):
        read_docx(bomb, LIMIT)
    with pytest.raises(TooLargeError):
        read_docx(bomb, 1_000_000_000)
    with pytest.raises(TooLargeError, match="max_bytes"):
        read_docx(docx(paragraph(ZH) * 1000), LIMIT, max_total=10_000)


def test_entities_are_not_expanded() -> None:
    data = docx(paragraph(ZH))
    source, target = io.BytesIO(data), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "word/document.xml":
                content = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>' + content.replace(ZH, ZH + "&secret;")
            new.writestr(name, content)
    try:
        found = read_docx(target.getvalue(), LIMIT)
    except FormatError:
        return
    assert "".join(line.text for line in found) in {ZH, ZH + "&secret;"}


def test_a_document_without_text_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "blank.docx"
    path.write_bytes(docx(""))
    with pytest.raises(EmptyInputError):
        read_file(path, IngestSettings())
