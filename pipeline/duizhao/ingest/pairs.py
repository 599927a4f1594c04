"""Aligned rows as a stream: what `duizhao check` reads, and the JSONL modes of the other commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from duizhao.errors import UnsupportedError, UsageError
from duizhao.ingest import checks, gettext_units, json_rows, spreadsheets, subtitles, tables, xml_units
from duizhao.ingest.duplicates import SeenIds
from duizhao.ingest.formats import format_of_name, format_of_rows
from duizhao.ingest.json_rows import TextRow
from duizhao.ingest.source import Format, Line
from duizhao.ingest.streams import Input, whole
from duizhao.ingest.units import DUPLICATE_ID, EMPTY_SIDE, NOT_READABLE, Id, Reporter, Unit
from duizhao.model import Failure
from duizhao.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class PairRow:
    """An aligned pair, ready to be checked.

    Attributes:
        id: the row's own, or its line where it has none.
        zh: the Chinese side, not empty.
        en: the English side, not empty.
        line: where the row begins, from 1.
        scope: what tells it from other rows of that id: the file inside an XLIFF, the line where an id stands twice; else empty.
    """

    id: Id
    zh: str
    en: str
    line: int
    scope: str = ""


def read_pairs(
    source: Path | BinaryIO, form: Format | None, settings: IngestSettings, name: str | None = None
) -> Iterator[PairRow | Failure]:
    """Aligned rows of any format that holds them, one by one, and a failure for each that is of no use.

    A row whose sides are swapped and one whose id stood before are reported and read all the same; a row with an empty side,
    one with the same language twice, and one in which the file ends are reported and left out. Memory does not grow with the
    number of rows, but for spreadsheets, gettext and subtitles, which are small.

    Args:
        source: a path, or a stream of bytes; it is read as it comes.
        form: what it is in; None to go by the file's name, and by its beginning where there is none.
        settings: the ingest section.
        name: what messages call a stream.

    Raises:
        UnreadableError, NotTextError: when the first row is asked for.
        UnsupportedError: the format holds no pairs.

    >>> import io
    >>> rows = io.BytesIO('{"id": "a", "zh": "工期三年。", "en": "It takes three years."}\\n{"id": "b"'.encode())
    >>> [row.id if isinstance(row, PairRow) else row.code for row in read_pairs(rows, "jsonl", IngestSettings())]
    ['a', 'row.not-readable']
    """
    by_name = format_of_name(source) if isinstance(source, Path) else None
    if (form or by_name) == "xlsx":
        report = Reporter(name or (str(source) if isinstance(source, Path) else "<stdin>"))
        data = whole(source, settings.max_bytes, "max_bytes")
        yield from _checked(spreadsheets.units(data, report, settings.max_markup_bytes), "xlsx", report)
        return
    with closing(Input(source, settings, name)) as opened:
        report = Reporter(opened.name)
        if form is None:
            form = format_of_rows(opened.head) if by_name in {None, "text"} else by_name
        yield from _checked(_units(opened, form, report, settings), form, report)


@dataclass(frozen=True, slots=True)
class GivenPair:
    """A pair that a program gives.

    Attributes:
        row: the pair, its sides the right way round.
        remark: what is wrong with the sides, or empty.
        compared: they are held against each other; not so where both are in one language.
    """

    row: PairRow
    remark: str
    compared: bool


def given_pair(fields: Mapping[str, object], number: int) -> GivenPair:
    """A row `{id, zh, en}` that no file holds, looked at as the rows of files are.

    Args:
        fields: by the names that JSONL may have.
        number: of the pair, from 1; it stands for an id that is not given.

    Raises:
        UsageError: a side is not there, or no text.
    """
    report = Reporter("pairs")
    unit = json_rows.unit(json_rows.row_of(fields, number), report)
    if isinstance(unit, Failure):
        raise UsageError(f"Pair {number}: {unit.message}")
    missing = [side for side in ("zh", "en") if getattr(unit, side) is None]
    if missing:
        raise UsageError(f"Pair {number} has no {missing[0]}.", hint="Rows are {id, zh, en}.")
    judged = checks.judge(unit, "jsonl", report)
    row = PairRow(unit.id, judged.unit.zh or "", judged.unit.en or "", number)
    return GivenPair(row, judged.found[0].message if judged.found else "", judged.compared)


def read_rows(source: Path | BinaryIO, settings: IngestSettings, name: str | None = None) -> Iterator[TextRow | Failure]:
    """Rows `{id, text}` or `{id, lang, text}` of JSONL, one by one, and a failure for each that cannot be used.

    A row whose id stood before is reported and read all the same. Arguments and errors as for `read_pairs`.
    """
    with closing(Input(source, settings, name)) as opened:
        report = Reporter(opened.name)
        seen = SeenIds()
        for row in json_rows.texts(opened.lines(), report, settings.max_row_bytes):
            if isinstance(row, TextRow) and row.named:
                yield from _duplicate(seen, "", row.id, row.line, report)
            yield row


def _units(opened: Input, form: Format, report: Reporter, settings: IngestSettings) -> Iterator[Unit | Failure]:
    limit = settings.max_row_bytes
    match form:
        case "jsonl":
            return json_rows.units(opened.lines(), report, limit)
        case "tsv":
            return tables.units(tables.tsv_cells(opened.lines(), report, limit), report)
        case "csv":
            return tables.units(tables.csv_cells(opened.lines(), report, limit), report)
        case "tmx" | "xliff":
            return xml_units.units(opened.utf_8(), report)
        case "subtitles":
            return _cues(opened, report)
        case "po":
            return gettext_units.units(_whole(opened), report)
        case _:
            raise UnsupportedError(
                f"{opened.name} is {form}, which holds no aligned pairs.",
                hint="TSV, CSV, XLSX, JSONL, TMX, XLIFF, gettext catalogues and subtitles are read.",
            )


def _cues(opened: Input, report: Reporter) -> Iterator[Unit | Failure]:
    """The units of subtitles in two languages; subtitles in one have none."""
    cues = [unit for unit in subtitles.units(_whole(opened), report) if not isinstance(unit, Line)]
    if not cues:
        yield report(NOT_READABLE, None, "The subtitles are in one language; `duizhao extract` reads two files side by side.")
    yield from cues


def _whole(opened: Input) -> str:
    return b"".join(opened.utf_8()).decode("utf-8")


def _checked(units: Iterator[Unit | Failure], form: Format, report: Reporter) -> Iterator[PairRow | Failure]:
    seen = SeenIds()
    for unit in checks.mark_cut_off(units):
        if isinstance(unit, Failure):
            yield unit
        else:
            yield from _pair(unit, form, seen, report)


def _pair(unit: Unit, form: Format, seen: SeenIds, report: Reporter) -> Iterator[PairRow | Failure]:
    scope = unit.scope
    if unit.named:
        for failure in _duplicate(seen, scope, unit.id, unit.line, report):
            scope = f"{scope} line {unit.line}"
            yield failure
    judged = checks.judge(unit, form, report)
    yield from judged.found
    empty = checks.empty_sides(unit)
    if judged.compared and not empty:
        yield PairRow(unit.id, judged.unit.zh or "", judged.unit.en or "", unit.line, scope)
    elif judged.compared:
        sides = f"the {empty[0]} side is empty" if len(empty) == 1 else "both sides are empty"
        yield report(EMPTY_SIDE, unit.line, f"Row {unit.id}: {sides}; the row was not checked.")


def _duplicate(seen: SeenIds, scope: str, name: Id, line: int, report: Reporter) -> Iterator[Failure]:
    earlier = seen.earlier(scope, name, line)
    if earlier is not None:
        yield report(DUPLICATE_ID, line, f"Row {name}: the id stands on line {earlier} already; both rows are read.")
