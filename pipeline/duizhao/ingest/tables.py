"""CSV and TSV: a row a line, columns found by their heads or by their script."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from duizhao.ingest.names import Role, column_role
from duizhao.ingest.sides import Letters, language, source_language
from duizhao.ingest.units import MISSING_FIELD, NOT_READABLE, SIDES_SWAPPED, Lines, Reporter, Unit
from duizhao.model import Failure

# So many rows are looked at before the columns are settled.
_LOOKED_AT = 100
# A quoted cell that runs on for longer was never closed.
_QUOTED_LINES, _QUOTED_CHARACTERS = 200, 2_000_000
_SEPARATORS = ",;\t|"
# What may head a column: a few words without figures and stops.
_HEAD = re.compile(r"[^\W\d_][^\d.,;:!?。，；：！？]{0,29}")
# The first line of some spreadsheets' files.
_STATED_SEPARATOR = re.compile(r"sep=([,;\t|])\s*")


@dataclass(frozen=True, slots=True)
class Cells:
    """A row as it stands, and the line it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the sides stand.

    Attributes:
        header: the first row is the head.
        swapped: without a head, English stands before Chinese.
    """

    zh: int
    en: int
    id: int | None
    header: bool = False
    swapped: bool = False


def tsv_cells(lines: Lines, report: Reporter, limit: int) -> Iterator[Cells | Failure]:
    """Rows of text/tab-separated-values: a tab always separates, a quote is a character.

    Spreadsheets quote a cell that holds a quote and double the quotes inside; that is undone.
    """
    for number, line in lines:
        if line is None:
            yield report.too_long(number, limit)
        elif line.strip():
            yield Cells(number, [_unquoted(cell) for cell in line.split("\t")])


def csv_cells(lines: Lines, report: Reporter, limit: int) -> Iterator[Cells | Failure]:
    """Rows of RFC 4180, with comma, semicolon, tab or bar; a quoted cell may run over lines, but not for ever."""
    head = list(islice(lines, _LOOKED_AT))
    stated = _STATED_SEPARATOR.fullmatch(head[0][1] or "") if head else None
    separator = stated[1] if stated else _separator([line for _, line in head if line])
    head = head[1:] if stated else head
    waiting: list[tuple[int, str | None]] = []
    source = chain(head, lines)
    while True:
        item = waiting.pop(0) if waiting else next(source, None)
        if item is None:
            return
        number, line = item
        if line is None:
            yield report.too_long(number, limit)
            continue
        if not line.strip():
            continue
        record = [line]
        size, still_open = len(line), _ends_quoted(line, separator, quoted=False)
        while still_open and len(record) < _QUOTED_LINES and size < _QUOTED_CHARACTERS:
            following = waiting.pop(0) if waiting else next(source, None)
            if following is None or following[1] is None:
                break
            record.append(following[1])
            size += len(following[1])
            still_open = _ends_quoted(following[1], separator, quoted=True)
        if still_open:
            # Not closed: this line alone is lost, the rest is read again from the next one.
            waiting = [(number + offset, text) for offset, text in enumerate(record[1:], start=1)] + waiting
            yield report(NOT_READABLE, number, "The row opens a quoted cell that is never closed.")
            continue
        yield _parsed(record, number, separator, report)


def _parsed(record: list[str], number: int, separator: str, report: Reporter) -> Cells | Failure:
    text = "\n".join(record).replace("\r", " ")  # a lone one; those of line ends are gone
    previous = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        rows = list(csv.reader([text] if len(record) == 1 else text.splitlines(keepends=True), delimiter=separator))
    except csv.Error as error:
        return report(NOT_READABLE, number, f"The row is no CSV: {error}.")
    finally:
        csv.field_size_limit(previous)
    return Cells(number, [cell for row in rows for cell in row])


def units(rows: Iterator[Cells | Failure], report: Reporter) -> Iterator[Unit | Failure]:
    """Rows with both sides; a whole file with the columns the other way round is reported once and read as it stands."""
    head = list(islice(rows, _LOOKED_AT))
    first = [row for row in head if isinstance(row, Cells)]
    if not first:
        yield from (row for row in chain(head, rows) if isinstance(row, Failure))
        return
    columns = find_columns([row.cells for row in first])
    if columns is None:
        yield report(
            MISSING_FIELD,
            first[0].line,
            "No two columns hold Chinese and English; head them zh and en, or put Chinese first and English second.",
        )
        yield from (row for row in head if isinstance(row, Failure))
        return
    if columns.swapped:
        yield report(
            SIDES_SWAPPED,
            first[0].line,
            "English stands in the column before Chinese throughout; the file was read that way round.",
        )
    header = first[0] if columns.header else None
    for row in chain(head, rows):
        if isinstance(row, Failure):
            yield row
        elif row is not header:
            yield _unit(row, columns, report)


def find_columns(rows: Sequence[list[str]]) -> Columns | None:
    """By the head if there is one, else by script: the column with most Chinese rows and the one with most English rows.

    >>> find_columns([["id", "English", "中文"]])
    Columns(zh=2, en=1, id=0, header=True, swapped=False)
    >>> find_columns([["港口开工。", "Work began."], ["长三公里。", "Three kilometres."]])
    Columns(zh=0, en=1, id=None, header=False, swapped=False)
    """
    headed = _headed(rows)
    if headed is not None:
        return headed
    width = max(len(row) for row in rows)
    if width < 2:
        return None
    columns = [Letters.of(_column(rows, index)) for index in range(width)]
    zh = max(range(width), key=lambda index: (columns[index].han, -index))
    en = max((index for index in range(width) if index != zh), key=lambda index: (columns[index].words, -index))
    if not columns[zh].han or not columns[en].words:
        # Nothing to tell by: the order of the contract.
        return Columns(0, 1, None) if width == 2 else None
    identity = next((index for index in range(min(zh, en)) if width > 2), None)
    header = _is_head(rows, zh, en)
    # A row or two prove nothing about a column: single rows are judged one by one.
    wrong_way = en < zh and columns[zh].han > columns[zh].words and columns[en].words > columns[en].han
    if wrong_way and width == 2 and len(rows) < 3 and not header:
        return Columns(0, 1, None)
    return Columns(zh, en, identity, header, swapped=wrong_way)


def _is_head(rows: Sequence[list[str]], zh: int, en: int) -> bool:
    """Whether the first row heads the columns in words not known here: two short cells in one script, above rows in two.

    >>> _is_head([["Quelle", "Ziel"], ["Line 2", "二号线"]], 1, 0), _is_head([["Line 1", "Line 1"], ["Line 2", "二号线"]], 1, 0)
    (True, False)
    """
    head, *others = [[row[index].strip() if index < len(row) else "" for index in (zh, en)] for row in rows]
    if head[0] == head[1] or not all(_HEAD.fullmatch(cell) for cell in head) or language(head[0]) != language(head[1]):
        return False
    others = [row for row in others if all(row)]
    return bool(others) and all((language(left), language(right)) == ("zh", "en") for left, right in others)


def _headed(rows: Sequence[list[str]]) -> Columns | None:
    """The columns by the heads in the first row: by language, or source and target, whose languages their texts tell."""
    roles: dict[Role, int] = {}
    for index, cell in enumerate(rows[0]):
        role = column_role(cell)
        if role is not None:
            roles.setdefault(role, index)
    zh, en = roles.get("zh"), roles.get("en")
    if (zh is None or en is None) and "source" in roles and "target" in roles:
        zh, en = roles["source"], roles["target"]
        if source_language(_column(rows[1:], zh), _column(rows[1:], en)) == "en":
            zh, en = en, zh
    return None if zh is None or en is None else Columns(zh, en, roles.get("id"), header=True)


def _column(rows: Sequence[list[str]], index: int) -> str:
    """The beginnings of a column's cells."""
    return " ".join(row[index][:200] for row in rows if index < len(row))


def lines_of_table(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """A table as lines of running text, each with the number of its row, counted from 0.

    Where rows set the two languages side by side each cell is a line of its own, so that a translation is not taken for a
    part of its original; any other row is one line, its cells separated by tabs.
    """
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    if sum({"zh", "en"} <= {language(cell) for cell in row} for row in filled) * 2 > sum(len(row) > 1 for row in filled):
        return [(number, cell) for number, row in enumerate(filled) for cell in row]
    return [(number, "\t".join(row)) for number, row in enumerate(filled) if row]


def _unit(row: Cells, columns: Columns, report: Reporter) -> Unit | Failure:
    if len(row.cells) <= max(columns.zh, columns.en):
        return report(
            NOT_READABLE,
            row.line,
            f"The row has {len(row.cells)} column{'s' if len(row.cells) != 1 else ''}; "
            f"columns {columns.zh + 1} and {columns.en + 1} hold the sides.",
        )
    own = row.cells[columns.id].strip() if columns.id is not None else ""
    return Unit(own or row.line, row.cells[columns.zh], row.cells[columns.en], row.line, named=bool(own))


def _separator(lines: Sequence[str]) -> str:
    """The one that splits most lines into the same number of cells."""
    best, best_score = ",", 0
    whole = [line.replace("\r", " ") for line in lines if line.count('"') % 2 == 0]
    for separator in _SEPARATORS:
        widths = Counter(len(next(csv.reader([line], delimiter=separator), [])) for line in whole)
        widths.pop(1, None)
        score = widths.most_common(1)[0][1] if widths else 0
        if score > best_score:
            best, best_score = separator, score
    return best


def _ends_quoted(line: str, separator: str, *, quoted: bool) -> bool:
    """Whether a quoted cell is still open at the end of a line; a quote opens one at the start of a cell only."""
    position = line.find('"')
    while position >= 0:
        if not quoted:
            quoted = position == 0 or line[position - 1] == separator
        elif line[position + 1 : position + 2] == '"':
            position += 1
        else:
            quoted = False
        position = line.find('"', position + 1)
    return quoted


def _unquoted(cell: str) -> str:
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    inner = cell[1:-1]
    undoubled = inner.replace('""', "")
    return inner.replace('""', '"') if len(undoubled) < len(inner) and '"' not in undoubled else cell
