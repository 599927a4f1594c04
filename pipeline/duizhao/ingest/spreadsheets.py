"""Spreadsheets (XLSX): every sheet is a table by itself, its columns found like those of CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from duizhao.errors import FormatError
from duizhao.ingest import tables
from duizhao.ingest.archives import DAMAGE, SAVE_AGAIN, check_archive
from duizhao.ingest.tables import Cells
from duizhao.ingest.units import Reporter, Unit
from duizhao.model import Failure

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

# Columns further right are not looked at: a cell far out would make every row as wide.
_MAX_COLUMNS = 200


def units(data: bytes, report: Reporter, max_bytes: int) -> Iterator[Unit | Failure]:
    """Rows with both sides, sheet after sheet; a sheet without two such columns is reported and left out.

    A line is a row of its sheet. Where more than one sheet is filled, the id of a row is `sheet!row`, or `sheet!` and its own.

    Args:
        data: the file.
        report: makes the failures.
        max_bytes: what the parts that become a tree may unpack to.

    Raises:
        FormatError: the file is cut off, damaged, or no XLSX.
        TooLargeError: it unpacks to more than that.
    """
    check_archive(data, "XLSX", "xl/workbook", max_bytes)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [(sheet.title, rows) for sheet in book.worksheets if (rows := _rows(sheet))]
    except (InvalidFileException, SyntaxError, *DAMAGE) as error:
        raise FormatError(f"The file is no sound XLSX: {error}.", hint=SAVE_AGAIN) from error
    several = len(sheets) > 1
    for title, rows in sheets:
        for row in tables.units(iter(rows), report):
            if not several:
                yield row
            elif isinstance(row, Failure):
                yield msgspec.structs.replace(row, message=f"Sheet {title}: {row.message}")
            else:
                yield replace(row, id=f"{title}!{row.id}", scope=title)


def _rows(sheet: ReadOnlyWorksheet) -> list[Cells]:
    """The rows of a sheet that hold anything; what the file says of the sheet's size is often wrong and not believed."""
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS), start=1)
    read = (Cells(number, [_text(cell) for cell in cells]) for number, cells in rows)
    return [row for row in read if any(row.cells)]


def _text(cell: ReadOnlyCell | EmptyCell) -> str:
    """What the cell shows, near enough: figures without the errors of their binary form, shares in per cent, days as ISO."""
    value = cell.value
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case bool():
            return str(value).upper()
        case int() | float():
            figure = Decimal(f"{value:.15g}")
            return f"{(figure * 100).normalize():f}%" if "%" in str(cell.number_format) else f"{figure.normalize():f}"
        case _:
            return str(value)
