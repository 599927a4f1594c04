"""The commands that work row by row: memory does not grow with the number of rows, and their order is kept.

Rows go through the stages in small batches, because the name models are quicker with many sentences at once. What cannot be
read comes out as a `Failure` in its place among the rows; the rest goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from duizhao.align import load_encoder
from duizhao.engine.rows import (
    CheckFinding,
    align_sentences,
    check_pairs,
    claims_of_rows,
    cut_sentences,
    normalized_row,
    rejections_of_rows,
)
from duizhao.errors import LoneSurrogateError
from duizhao.ingest import Format, Input, PairRow, TextRow, read_file, read_pairs, read_rows
from duizhao.model import SEVERITIES, Failure, Lang, Record, to_json
from duizhao.normalize import explain, normalize, normalize_stream
from duizhao.settings import Settings

# Rows that go through the models together: a few hundred sentences fill their batches, and a waiting reader is not kept long.
_BATCH = 64
Item = TypeVar("Item")
Rows = Iterator[str | Failure]
# A file by its path, or a stream of bytes.
Source = Path | BinaryIO


def normalize_text(source: Source, settings: Settings) -> Rows:
    """A whole text, repaired line by line; an enormous line is repaired in pieces."""
    with Input(source, settings.ingest) as opened:
        lines = (line for _, line in opened.lines_with_ends(split_long=True) if line is not None)
        for repaired in normalize_stream(lines, settings.normalize):
            yield repaired.mapped.text


def explain_text(source: Source, settings: Settings, *, colour: bool) -> Rows:
    """One line a repair, with line and column; the text is held in memory."""
    with Input(source, settings.ingest) as opened:
        text = ""
        for number, line in opened.lines_with_ends():
            if line is None:
                yield _too_long(opened.name, number, settings)
            else:
                text += line
    for note in explain(normalize(text, settings.normalize), colour=colour):
        yield note + "\n"


def normalize_rows(source: Source, settings: Settings) -> Rows:
    """Rows `{id, text}` to `{id, text, repairs, flags}`."""
    for row in read_rows(source, settings.ingest):
        if isinstance(row, Failure):
            yield row
            continue
        try:
            yield _line(normalized_row(row, settings))
        except LoneSurrogateError as error:
            yield Failure(path=str(source), code=error.code, message=f"Row {row.id}: {error}", line=row.line)


def claims_of_text(source: Source, lang: Lang | None, settings: Settings, *, rejected: bool) -> Rows:
    """The claims of one text; offsets count in it as decoded."""
    with Input(source, settings.ingest) as opened:
        text = ""
        for number, line in opened.lines_with_ends():
            if line is None:
                yield _too_long(opened.name, number, settings)
            else:
                text += line
    for lines in _per_row([TextRow(opened.name, text, None, 1)], lang, settings, rejected=rejected):
        yield from lines


def claim_rows(source: Source, lang: Lang | None, settings: Settings, *, rejected: bool) -> Rows:
    """Rows `{id, lang, text}` to claims, each with the row's id as its source."""
    for batch in _batches(read_rows(source, settings.ingest)):
        yield from _in_order(batch, lambda rows: _per_row(rows, lang, settings, rejected=rejected))


@dataclass(slots=True)
class Tally:
    """What became of the rows of a check.

    Attributes:
        pairs: how many were compared.
        findings: how many findings there are of each severity.
    """

    pairs: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        found = ", ".join(f"{self.findings[severity]:,} {severity}" for severity in SEVERITIES if self.findings[severity])
        return f"{self.pairs:,} pair{'' if self.pairs == 1 else 's'} compared: {found or 'nothing found'}"


def check_rows(source: Source, form: Format | None, settings: Settings, tally: Tally, *, as_text: bool = False) -> Rows:
    """Aligned pairs to findings, as JSON rows or, `as_text`, as lines `file:line: severity: message`; `tally` counts them."""
    name = str(source) if isinstance(source, Path) else "<stdin>"
    for batch in _batches(read_pairs(source, form, settings.ingest)):
        yield from _in_order(batch, lambda pairs: _checked(pairs, settings, tally, name if as_text else None))


def align_files(zh: Path, en: Path, settings: Settings, *, one_a_line: bool, jsonl: bool) -> Iterator[str]:
    """Two files to beads, one a line.

    Args:
        zh: the Chinese file.
        en: the English file.
        settings: the whole tree.
        one_a_line: the lines are the sentences; blank ones count, so that numbers are line numbers.
        jsonl: beads with texts and spans instead of ladder lines.
    """
    sides = [cut_sentences(read_file(path, settings.ingest).text, settings, one_a_line=one_a_line) for path in (zh, en)]
    for bead in align_sentences(sides[0], sides[1], load_encoder(settings.align), settings):
        if jsonl:
            yield _line(bead)
        else:
            yield f"{list(bead.zh_indices)}:{list(bead.en_indices)}:{bead.score:.4f}\n"


def _batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _in_order(batch: list[Item | Failure], work: Callable[[list[Item]], list[list[str]]]) -> Rows:
    """What `work` makes of the readable rows of a batch, failures in their places."""
    results = iter(work([row for row in batch if not isinstance(row, Failure)]))
    for row in batch:
        if isinstance(row, Failure):
            yield row
        else:
            yield from next(results)


def _per_row(rows: list[TextRow], lang: Lang | None, settings: Settings, *, rejected: bool) -> list[list[str]]:
    work = rejections_of_rows if rejected else claims_of_rows
    return _lines(work(rows, lang, settings))


def _checked(pairs: list[PairRow], settings: Settings, tally: Tally, name: str | None) -> list[list[str]]:
    found = check_pairs(pairs, settings)
    tally.pairs += len(pairs)
    tally.findings.update(finding.severity for findings in found for finding in findings)
    if name is None:
        return _lines(found)
    return [[_told(finding, name) for finding in findings] for findings in found]


def _told(finding: CheckFinding, name: str) -> str:
    """A finding as compilers tell of an error; the row's id where it is not the line."""
    row = "" if finding.pair == finding.line else f" ({finding.pair})"
    return f"{name}:{finding.line}: {finding.severity}: {finding.message.en} [{finding.reason} {finding.score:.2f}]{row}\n"


def _lines(rows: Iterable[Sequence[Record]]) -> list[list[str]]:
    return [[_line(record) for record in records] for records in rows]


def _too_long(name: str, line: int, settings: Settings) -> Failure:
    message = f"The line is longer than {settings.ingest.max_row_bytes:,} bytes and was left out."
    return Failure(path=name, code="row.too-long", message=message, line=line)


def _line(record: Record) -> str:
    return to_json(record).decode() + "\n"
