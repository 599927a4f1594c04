"""Spreadsheets: each sheet is a table, its rows aligned units."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from duizhao.errors import FormatError, TooLargeError
from duizhao.ingest import PairRow, read_file, read_pairs
from duizhao.model import Failure
from duizhao.settings import IngestSettings

SETTINGS = IngestSettings()
HEAD = ["key", "中文", "English"]


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], formats: Mapping[str, str] | None = None) -> bytes:
    """An XLSX; `formats` gives cells of the first sheet a number format."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for place, shown in (formats or {}).items():
        book.worksheets[0][place].number_format = shown
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows_of(data: bytes) -> list[PairRow | Failure]:
    return list(read_pairs(io.BytesIO(data), "xlsx", SETTINGS))


def test_rows_are_pairs_with_their_own_ids_and_the_row_they_stand_in() -> None:
    data = workbook(
        {"界面": [HEAD, ["wait", "等待三秒。", "Wait three seconds."], [], ["quit", "五点关门。", "We close at five."]]}
    )
    assert rows_of(data) == [
        PairRow("wait", "等待三秒。", "Wait three seconds.", 2),
        PairRow("quit", "五点关门。", "We close at five.", 4),
    ]


def test_columns_without_a_head_are_found_by_their_script() -> None:
    rows = [["Wait three seconds.", "等待三秒。"], ["We close at five.", "五点关门。"], ["Two tickets left.", "还有两张票。"]]
    read = rows_of(workbook({"Sheet1": rows}))
    assert [(row.zh, row.en) for row in read if isinstance(row, PairRow)] == [(zh, en) for en, zh in rows]
    assert [row.code for row in read if isinstance(row, Failure)] == ["row.sides-swapped"]


def test_ids_name_the_sheet_where_there_are_several() -> None:
    data = workbook(
        {"一": [["zh", "en"], ["三秒", "3 s"]], "空": [], "二": [HEAD, ["wait", "四秒", "4 s"], ["note", "", "kept"]]}
    )
    read = rows_of(data)
    assert [row.id for row in read if isinstance(row, PairRow)] == ["一!2", "二!wait"]
    assert [(row.code, row.line) for row in read if isinstance(row, Failure)] == [("row.empty-side", 3)]


def test_a_sheet_without_both_languages_is_reported_by_name_and_the_others_are_read() -> None:
    read = rows_of(workbook({"译文": [["zh", "en"], ["三秒", "3 s"]], "计算": [[1, 2, 3], [4, 5, 6]]}))
    assert [row.id for row in read if isinstance(row, PairRow)] == ["译文!2"]
    failures = [row for row in read if isinstance(row, Failure)]
    assert [(row.code, row.message.split(":")[0]) for row in failures] == [("row.missing-field", "Sheet 计算")]


def test_figures_are_read_as_the_cell_shows_them() -> None:
    day = datetime.date(2020, 5, 13)
    rows = [["zh", "en"], ["增长5.2%", 0.052], ["0.3", 0.1 + 0.2], ["2020年5月13日", day], ["5400", 5400], ["是", True]]
    read = rows_of(workbook({"Sheet1": rows}, {"B2": "0.0%"}))
    assert [row.en for row in read if isinstance(row, PairRow)] == ["5.2%", "0.3", "2020-05-13", "5400", "TRUE"]


def test_a_cell_far_out_does_not_make_the_table_as_large() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["zh", "en"])
    sheet.append(["三秒", "3 s"])
    sheet["XFD1048576"] = "stray"
    buffer = io.BytesIO()
    book.save(buffer)
    assert [row.id for row in rows_of(buffer.getvalue()) if isinstance(row, PairRow)] == [2]


def test_extract_reads_a_workbook_as_pairs_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "reply.xlsx"
    path.write_bytes(workbook({"Sheet1": [HEAD, ["wait", "等待三秒。", "Wait three seconds."]]}))
    source = read_file(path, SETTINGS)
    assert (source.format, source.container) == ("xlsx", True)
    assert [(pair.id, pair.line) for pair in source.pairs] == [("wait", 2)]
    pair = source.pairs[0]
    assert pair.zh is not None
    assert source.text[slice(*pair.zh)] == "等待三秒。"


@pytest.mark.parametrize("size", [0, 100, 2000, -1])
def test_a_workbook_that_is_cut_off_is_refused(size: int) -> None:
    data = workbook({"Sheet1": [["zh", "en"], ["三秒", "3 s"]]})
    with pytest.raises(FormatError, match="XLSX"):
        rows_of(data[:size])


def test_an_archive_that_holds_no_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(FormatError, match="no XLSX"):
        rows_of(buffer.getvalue())


def test_broken_xml_inside_is_refused() -> None:
    whole = zipfile.ZipFile(io.BytesIO(workbook({"Sheet1": [["zh", "en"], ["三秒", "3 s"]]})))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with pytest.raises(FormatError, match="no sound XLSX"):
        rows_of(buffer.getvalue())


def test_a_workbook_that_unpacks_to_more_than_is_read_is_refused() -> None:
    data = workbook({"Sheet1": [["zh", "en"], *([["三秒", "3 s"]] * 2000)]})
    settings = IngestSettings(max_markup_bytes=20_000)
    with pytest.raises(TooLargeError, match="max_markup_bytes"):
        list(read_pairs(io.BytesIO(data), "xlsx", settings))
