"""A run folder in formats that other tools read."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, get_args
from xml.sax.saxutils import escape, quoteattr

from duizhao.model import LANGS, AnyClaim, Record, to_json
from duizhao.report.folder import Run
from duizhao.report.page import describe, place_of

ExportFormat = Literal["csv", "tmx", "sqlite", "markdown"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
_CSV_HEAD = (
    *("id", "document", "severity", "kind", "score", "status", "zh", "en", "message_en", "message_zh", "reason"),
    *("zh_place", "en_place"),
)
# Control characters that XML 1.0 cannot hold in any form.
_NOT_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def export_bytes(run: Run, export_format: ExportFormat) -> bytes:
    """A run in another format.

    Args:
        run: what to write.
        export_format: `csv` the findings, a row each, with both sides; `tmx` the beads of translations; `sqlite` every table of
            the run folder; `markdown` the findings as a review list.
    """
    writers: dict[ExportFormat, Callable[[Run], bytes]] = {
        "csv": _csv,
        "tmx": _tmx,
        "sqlite": _sqlite,
        "markdown": _markdown,
    }
    return writers[export_format](run)


def _surfaces(claims: Sequence[AnyClaim]) -> str:
    return " | ".join(claim.surface for claim in claims)


def _places(run: Run, claims: Sequence[AnyClaim]) -> str:
    return " | ".join(dict.fromkeys(place_of(run, run.segment[claim.segment]) for claim in claims))


def _csv(run: Run) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_CSV_HEAD)
    for finding in run.findings:
        row = [finding.id, finding.document, finding.severity, finding.kind, finding.score, finding.status]
        zh, en = run.concerned(finding)
        row += [_surfaces(zh), _surfaces(en), finding.message.en, finding.message.zh, finding.reason]
        row += [_places(run, zh), _places(run, en)]
        table.writerow([_not_a_formula(cell) if isinstance(cell, str) else cell for cell in row])
    # With the mark that lets spreadsheet programs know the encoding.
    return out.getvalue().encode("utf-8-sig")


def _not_a_formula(cell: str) -> str:
    """Spreadsheets run cells that begin like a formula; a text from the web must not be one."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _tmx(run: Run) -> bytes:
    return "".join(_tmx_lines(run)).encode()


def _tmx_lines(run: Run) -> Iterator[str]:
    version = run.manifest.signature.get("duizhao", "")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield f'<header creationtool="duizhao" creationtoolversion={quoteattr(str(version))} segtype="sentence" o-tmf="duizhao" '
    yield 'adminlang="en" srclang="*all*" datatype="plaintext"/>\n<body>\n'
    for bead in run.alignments:
        if bead.relation != "translation" or not bead.zh or not bead.en:
            continue
        zh = "".join(run.segment[name].text for name in bead.zh)
        en = " ".join(run.segment[name].text for name in bead.en)
        yield f'<tu tuid={quoteattr(bead.id)}><prop type="document">{_xml(bead.document)}</prop>'
        yield f'<tuv xml:lang="zh"><seg>{_xml(zh)}</seg></tuv><tuv xml:lang="en"><seg>{_xml(en)}</seg></tuv></tu>\n'
    yield "</body>\n</tmx>\n"


def _xml(text: str) -> str:
    return escape(text.translate(_NOT_IN_XML))


def _markdown(run: Run) -> bytes:
    lines = [f"# {len(run.findings)} findings", ""]
    for finding in run.findings:
        lines.append(f"- [ ] **{finding.severity}** {finding.kind} in `{finding.document}`: {_plain(finding.message.en)}")
        for lang, claims in zip(LANGS, run.concerned(finding), strict=True):
            for claim in claims:
                place = _plain(place_of(run, run.segment[claim.segment]))
                lines.append(f"  - {lang} {place}: {_plain(claim.surface)} ({_plain(describe(claim))})")
    return ("\n".join(lines) + "\n").encode()


def _plain(text: str) -> str:
    """On one line, with Markdown's marks escaped."""
    escaped = "".join(f"\\{mark}" if mark in "\\`*_[]<>#|" else mark for mark in text)
    return " ".join(escaped.split())


_TABLES = ("documents", "segments", "alignments", "claims", "findings")


def _sqlite(run: Run) -> bytes:
    """One table a file: plain columns for what is looked up, the whole row as JSON in `row`."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE TABLE documents (id TEXT PRIMARY KEY, document TEXT, path TEXT, encoding TEXT, row TEXT)")
        database.execute(
            "CREATE TABLE segments (id TEXT PRIMARY KEY, document TEXT, source TEXT, lang TEXT, start INT, end INT, line INT, "
            "unit TEXT, text TEXT, row TEXT)"
        )
        database.execute("CREATE TABLE alignments (id TEXT PRIMARY KEY, document TEXT, relation TEXT, score REAL, row TEXT)")
        database.execute(
            "CREATE TABLE claims (id TEXT, document TEXT, source TEXT, segment TEXT, lang TEXT, kind TEXT, "
            "surface TEXT, start INT, end INT, row TEXT, PRIMARY KEY (id, source))"
        )
        database.execute(
            "CREATE TABLE findings (id TEXT PRIMARY KEY, document TEXT, alignment TEXT, kind TEXT, severity TEXT, score REAL, "
            "status TEXT, row TEXT)"
        )
        for table in _TABLES:
            records: tuple[Record, ...] = getattr(run, table)
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")][:-1]
            marks = ", ".join("?" * (len(columns) + 1))
            database.executemany(
                f"INSERT OR IGNORE INTO {table} VALUES ({marks})",  # noqa: S608 - table names are ours
                [[*(getattr(record, column) for column in columns), to_json(record).decode()] for record in records],
            )
        database.commit()
        return database.serialize()
    finally:
        database.close()
