"""One file to one `SourceText`, whatever its encoding and format."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from duizhao.errors import EmptyInputError, FormatError, UnsupportedError
from duizhao.ingest import checks, gettext_units, json_rows, spreadsheets, subtitles, tables, xml_units
from duizhao.ingest.charsets import canonical
from duizhao.ingest.decoding import Decoded, decode
from duizhao.ingest.docx import read_docx
from duizhao.ingest.formats import format_of_name, holds_rows, unsupported
from duizhao.ingest.html import read_page
from duizhao.ingest.source import Format, Line, Pair, Place, SourceText, Span, TextBuilder
from duizhao.ingest.streams import whole
from duizhao.ingest.units import MISSING_FIELD, MIXED, OTHER_LANGUAGE, REPLACED, Lines, Reporter, Unit
from duizhao.languages import third_language
from duizhao.model import Failure, stable_id
from duizhao.settings import IngestSettings

# Code of the note that stands for the notes that are not listed.
MORE = "row.more-not-listed"

# YAML between two lines of dashes at the head of a Markdown file.
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,4000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FRONT_MATTER_DATE = re.compile(r"""^date:[ \t]*["']?(\d{4}-\d{2}-\d{2})(?!\d)""", re.MULTILINE)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,20})""")
_LINE_BREAK = re.compile(r"[ \t]*+[\r\n]++[ \t\r\n]*+")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*+[\r\n]++[ \t\r\n]*+(?=[\u3000-\u9fff\uff00-\uffef])")


def read_file(path: Path, settings: IngestSettings) -> SourceText:
    """Read one file.

    Args:
        path: its name is kept as given.
        settings: the ingest section.

    Raises:
        UnreadableError: it cannot be opened, or is gone.
        EmptyInputError: it holds no text.
        NotTextError: its bytes are no text.
        FormatError: a container is damaged beyond reading.
        TooLargeError: it is larger than the settings allow.
        UnsupportedError: its kind is not read here.
    """
    refused = unsupported(path)
    if refused:
        raise UnsupportedError(f"{path.name} is {refused[0]}.", hint=refused[1])
    form = format_of_name(path)
    data = _bytes(path, settings, form)
    if not data:
        raise EmptyInputError("The file is empty.")
    report = Reporter(str(path))
    rows: Iterator[Unit | Line | Failure]
    if form == "xlsx":
        rows = spreadsheets.units(data, report, settings.max_markup_bytes)
        return _table(path, data, form, "utf-8", rows, report, settings)
    if form == "docx":
        lines = read_docx(data, settings.max_markup_bytes, settings.max_bytes)
        text, places = _running(lines)
        return _source(path, data, form, "utf-8", text, places=places, notes=_note_on_language(text, report))
    declared = _DECLARED.search(data[:2048]) if form in {"html", "tmx", "xliff"} else None
    decoded = decode(data, settings, canonical(declared[1].decode("ascii")) if declared else None)
    notes = _notes_on(decoded, report)
    match form:
        case "text" | "markdown":
            date = _front_matter_date(decoded.text) if form == "markdown" else None
            notes += _note_on_language(decoded.text, report)
            return _source(path, data, form, decoded.encoding, decoded.text, notes=notes, date=date, container=False)
        case "html":
            page = read_page(decoded.text)
            text, places = _running(page.lines)
            notes += _note_on_language(text, report)
            return _source(path, data, form, decoded.encoding, text, places=places, notes=notes, date=page.date, url=page.url)
        case _:
            if not holds_rows(path, decoded.text):
                hint = 'An array of objects {"zh": …, "en": …} is read, or JSONL, one object a line.'
                raise UnsupportedError(f"{path.name} is JSON that holds no rows.", hint=hint)
            rows = _rows(form, decoded.text, report, settings)
            return _table(path, data, form, decoded.encoding, rows, report, settings, notes=notes)


def _bytes(path: Path, settings: IngestSettings, form: Format) -> bytes:
    limit = min(settings.max_bytes, settings.max_markup_bytes) if form == "html" else settings.max_bytes
    return whole(path, limit, "max_markup_bytes" if limit < settings.max_bytes else "max_bytes")


def _source(
    path: Path,
    data: bytes,
    form: Format,
    encoding: str,
    text: str,
    *,
    container: bool = True,
    date: str | None = None,
    url: str | None = None,
    pairs: tuple[Pair, ...] = (),
    places: tuple[Place, ...] = (),
    notes: tuple[Failure, ...] = (),
) -> SourceText:
    if not text or text.isspace():
        raise EmptyInputError("The file holds no text.")
    sha256 = hashlib.sha256(data).hexdigest()
    return SourceText(
        id=stable_id("d", sha256, str(path)),
        path=str(path),
        sha256=sha256,
        encoding=encoding,
        text=text,
        format=form,
        container=container,
        date=date,
        url=url,
        pairs=pairs,
        places=places,
        notes=notes,
    )


def _running(lines: Sequence[Line]) -> tuple[str, tuple[Place, ...]]:
    """Lines one below the other, and where each of them stands."""
    builder = TextBuilder()
    places = tuple(builder.place(line) for line in lines)
    return builder.text() if places else "", places


def _front_matter_date(text: str) -> str | None:
    block = _FRONT_MATTER.match(text)
    found = _FRONT_MATTER_DATE.search(block[1]) if block else None
    return found[1] if found else None


def _notes_on(decoded: Decoded, report: Reporter) -> tuple[Failure, ...]:
    notes = []
    if decoded.lines:
        counts = ", ".join(f"{name} on {count:,} line{'s' if count != 1 else ''}" for name, count in decoded.lines)
        notes.append(report(MIXED, None, f"The file is in more than one encoding: {counts}; each line was read in its own."))
    if decoded.replaced:
        one = decoded.replaced == 1
        said = (
            "1 byte sequence fits no encoding and stands"
            if one
            else f"{decoded.replaced:,} byte sequences fit no encoding and stand"
        )
        notes.append(report(REPLACED, None, f"{said} as U+FFFD in the text."))
    return tuple(notes)


def _note_on_language(text: str, report: Reporter) -> tuple[Failure, ...]:
    language = third_language(text)
    if language is None:
        return ()
    return (
        report(OTHER_LANGUAGE, None, f"The text is in {language}, neither Chinese nor English; it is compared with nothing."),
    )


def _table(
    path: Path,
    data: bytes,
    form: Format,
    encoding: str,
    rows: Iterator[Unit | Line | Failure],
    report: Reporter,
    settings: IngestSettings,
    *,
    notes: tuple[Failure, ...] = (),
) -> SourceText:
    """The source that the rows make; a file of which none could be read is refused with the first reason."""
    text, pairs, places, failures = _aligned(rows, form, report)
    if not text and failures:
        raise FormatError(f"{failures[0].message} Nothing in the file could be read.")
    return _source(
        path, data, form, encoding, text, notes=notes + _capped(failures, report, settings), pairs=pairs, places=places
    )


def _aligned(
    rows: Iterator[Unit | Line | Failure], form: Format, report: Reporter
) -> tuple[str, tuple[Pair, ...], tuple[Place, ...], list[Failure]]:
    """Units one below the other, each side a line; the pairs and the places of other lines in it; the rows not read."""
    builder = TextBuilder()
    pairs: list[Pair] = []
    places: list[Place] = []
    failures: list[Failure] = []
    for row in checks.mark_cut_off(rows):
        if isinstance(row, Failure):
            failures.append(row)
        elif isinstance(row, Line):
            places.append(builder.place(row))
        else:
            judged = checks.judge(row, form, report)
            failures += judged.found
            zh, en = (_add(builder, side) for side in (judged.unit.zh, judged.unit.en))
            if zh or en:
                pairs.append(Pair(str(row.id), zh, en, row.line, judged.compared))
    return builder.text() if pairs or builder.used() else "", tuple(pairs), tuple(places), failures


def _rows(form: Format, text: str, report: Reporter, settings: IngestSettings) -> Iterator[Unit | Line | Failure]:
    limit = settings.max_row_bytes
    match form:
        case "jsonl":
            yield from _json_units(_numbered(text), report, limit)
        case "csv":
            yield from tables.units(tables.csv_cells(_numbered(text), report, limit), report)
        case "tsv":
            yield from tables.units(tables.tsv_cells(_numbered(text), report, limit), report)
        case "subtitles":
            yield from subtitles.units(text, report)
        case "po":
            yield from gettext_units.units(text, report)
        case _:
            yield from xml_units.units(iter([text.encode("utf-8", "replace")]), report)


def _json_units(lines: Lines, report: Reporter, limit: int) -> Iterator[Unit | Line | Failure]:
    """Rows with both sides, and rows with one text, in one file if need be."""
    for row in json_rows.read_rows(lines, report, limit):
        if isinstance(row, Failure):
            yield row
        elif "zh" in row.fields or "en" in row.fields:
            yield json_rows.unit(row, report)
        elif "text" in row.fields:
            text = json_rows.text(row, report)
            yield text if isinstance(text, Failure) else Line(text.text, str(text.id), text.line)
        else:
            yield report(MISSING_FIELD, row.line, f"The row has neither zh and en nor text, but {json_rows.listed(row.names)}.")


def _numbered(text: str) -> Lines:
    # Old Mac files end their lines with a carriage return alone.
    lines = text if "\n" in text else text.replace("\r", "\n")
    for number, line in enumerate(io.StringIO(lines, newline="\n"), start=1):
        yield number, line.rstrip("\r\n")


def _add(builder: TextBuilder, side: str | None) -> Span | None:
    if side is None or not side.strip():
        return None
    # A unit is one line: a break inside it is a space, or nothing between two Chinese characters.
    return builder.add(_LINE_BREAK.sub(" ", _HAN_BREAK.sub("", side.strip())))


def _capped(failures: list[Failure], report: Reporter, settings: IngestSettings) -> tuple[Failure, ...]:
    if len(failures) <= settings.max_notes:
        return tuple(failures)
    more = len(failures) - settings.max_notes
    return (*failures[: settings.max_notes], report(MORE, None, f"{more:,} more rows could not be read."))
