"""The commands that work row by row: memory does not grow with the number of rows, and their order is kept.

Rows go through the stages in small batches, because the name models are quicker with many sentences at once. What cannot be
read comes out as a `Failure` in its place among the rows; the rest goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

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
from duizhao.engine.workers import InProcess, choose_workers
from duizhao.errors import DuizhaoError, LoneSurrogateError, UsageError
from duizhao.ingest import (
    UNTRANSLATED,
    Format,
    Input,
    PairRow,
    TextRow,
    discover_aligned,
    language_of_text,
    read_file,
    read_pairs,
    read_rows,
)
from duizhao.model import SEVERITIES, Failure, Lang, Record, to_json
from duizhao.normalize import Normalized, explain, normalize, normalize_stream
from duizhao.settings import Settings
from duizhao.wording import probability

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
        empty = True
        for repaired in normalize_stream(lines, settings.normalize):
            empty = empty and not repaired.mapped.text.strip()
            yield repaired.mapped.text
    if empty:
        yield _nothing_to_read(opened.name)


def explain_text(source: Source, settings: Settings, *, colour: bool) -> Rows:
    """One line a repair, with line and column, and a remark on decoding and conversion; the text is held in memory."""
    with Input(source, settings.ingest) as opened:
        text = ""
        for number, line in opened.lines_with_ends():
            if line is None:
                yield _too_long(opened.name, number, settings)
            else:
                text += line
    normalized = normalize(text, settings.normalize)
    for note in explain(normalized, colour=colour):
        yield note + "\n"
    yield Failure(path=opened.name, code="normalize.read", message=_read_as(opened.encoding, normalized), read=True)


def _read_as(encoding: str, normalized: Normalized) -> str:
    """What was done to the text as a whole."""
    repairs = normalized.mapped.repairs()
    converted = [repair for repair in repairs if all(rule.startswith("script.") for rule in repair.rules)]
    changed = sum(
        sum(map(str.__ne__, repair.before, repair.after)) if len(repair.before) == len(repair.after) else len(repair.before)
        for repair in converted
    )
    script = f"; Traditional to Simplified, {_counted(changed, 'character')}" if changed else ""
    return f"Read as {encoding}{script}; {_counted(len(repairs) - len(converted), 'repair')}."


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
    if not text.strip():
        yield _nothing_to_read(opened.name)
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
        untranslated: how many wait for their translation.
        refused: how many messages there are about what could not be read.
        files: how many files were read; 0 where there is one alone.
        findings: how many findings there are of each severity.
    """

    pairs: int = 0
    untranslated: int = 0
    refused: int = 0
    files: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        files = f" in {_counted(self.files, 'file')}" if self.files else ""
        left_out = ((self.untranslated, "untranslated"), (self.refused, "refused"))
        rows = ", ".join([f"{_counted(self.pairs, 'pair')}{files} compared", *(f"{n:,} {what}" for n, what in left_out if n)])
        found = ", ".join(f"{self.findings[severity]:,} {severity}" for severity in SEVERITIES if self.findings[severity])
        return f"{rows}: {found or ('nothing found' if self.pairs else 'there was nothing to compare')}"

    def add(self, other: Tally) -> None:
        """Count what another has counted."""
        self.pairs += other.pairs
        self.untranslated += other.untranslated
        self.refused += other.refused
        self.files += other.files
        self.findings.update(other.findings)

    def note(self, failure: Failure) -> None:
        """Count a row that was left out."""
        self.untranslated += failure.code == UNTRANSLATED
        self.refused += not failure.read


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How pairs are read and findings told.

    Attributes:
        form: what the files are in; None to go by their names and beginnings.
        as_text: lines `file:line: severity: message` instead of JSON rows.
        named: JSON rows name their file.
    """

    form: Format | None = None
    as_text: bool = False
    named: bool = False


def check_rows(source: Source, options: CheckOptions, settings: Settings, tally: Tally) -> Rows:
    """The aligned pairs of one input to findings; `tally` counts them."""
    name = str(source) if isinstance(source, Path) else "<stdin>"
    file = source.as_posix() if isinstance(source, Path) else ""
    tell = _teller(name, options)
    for batch in _batches(read_pairs(source, options.form, settings.ingest)):
        for failure in batch:
            if isinstance(failure, Failure):
                tally.note(failure)
        yield from _in_order(batch, lambda pairs: _checked(pairs, file, settings, tally, tell))


def check_files(
    paths: Sequence[Path], options: CheckOptions, settings: Settings, tally: Tally, workers: int | None = None
) -> Rows:
    """Many files, and the files of folders, to findings, in the order in which they are given; findings name their file.

    A file that cannot be read is reported in its place, and the rest goes on.

    Args:
        paths: files and folders.
        options: how they are read.
        settings: the whole tree.
        tally: counts over all of them.
        workers: processes; None takes as many as the work needs. What comes out does not depend on it.
    """
    named = replace(options, named=True)
    found = discover_aligned(paths, options.form)
    for failure in found.failures:
        tally.note(failure)
        yield failure
    pool = choose_workers("local", workers, len(found.files))
    if isinstance(pool, InProcess):
        for path in found.files:
            yield from _check_file(path, named, settings, tally)
        return
    for rows, counted in pool.map(partial(_check_whole, options=named, settings=settings), found.files):
        tally.add(counted)
        yield from rows


def _check_whole(path: Path, options: CheckOptions, settings: Settings) -> tuple[list[str | Failure], Tally]:
    tally = Tally()
    return list(_check_file(path, options, settings, tally)), tally


def _check_file(path: Path, options: CheckOptions, settings: Settings, tally: Tally) -> Rows:
    try:
        yield from check_rows(path, options, settings, tally)
        tally.files += 1
    except DuizhaoError as error:
        failure = Failure(path=str(path), code=error.code, message=str(error))
        tally.note(failure)
        yield failure


def align_files(zh: Path, en: Path, settings: Settings, *, one_a_line: bool, jsonl: bool) -> Rows:
    """Two files to beads, one a line; files given the wrong way round are exchanged, with a remark.

    Args:
        zh: the Chinese file.
        en: the English file.
        settings: the whole tree.
        one_a_line: the lines are the sentences; blank ones count, so that numbers are line numbers.
        jsonl: beads with texts and spans instead of ladder lines.

    Raises:
        UsageError: both files are plainly in one language.
    """
    sides = [cut_sentences(_text_of(path, settings), settings, one_a_line=one_a_line) for path in (zh, en)]
    langs = [language_of_text("\n".join(text for text, _ in side)) for side in sides]
    if langs[0] is not None and langs[0] == langs[1]:
        name = "Chinese" if langs[0] == "zh" else "English"
        said = f"{zh} is given twice" if zh == en else f"{zh} and {en} are both {name}"
        raise UsageError(f"{said}.", hint="Give a Chinese text and its English.")
    if langs == ["en", "zh"]:
        sides.reverse()
        message = (
            f"It is English, and {en} Chinese; they were read the other way round: the first numbers of a bead are the Chinese."
        )
        yield Failure(path=str(zh), code="align.sides-swapped", message=message, read=True)
    for bead in align_sentences(sides[0], sides[1], load_encoder(settings.align), settings):
        if jsonl:
            yield _line(bead)
        else:
            yield f"{list(bead.zh_indices)}:{list(bead.en_indices)}:{bead.score:.4f}\n"


def _text_of(path: Path, settings: Settings) -> str:
    """The text of one of two files; an error says of which."""
    try:
        return read_file(path, settings.ingest).text
    except DuizhaoError as error:
        if path.name not in error.message:
            error.message = f"{path}: {error.message}"
        raise


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


def _checked(
    pairs: list[PairRow], file: str, settings: Settings, tally: Tally, tell: Callable[[CheckFinding], str]
) -> list[list[str]]:
    found = check_pairs(pairs, settings, file)
    tally.pairs += len(pairs)
    tally.findings.update(finding.severity for findings in found for finding in findings)
    return [[tell(finding) for finding in findings] for findings in found]


def _teller(name: str, options: CheckOptions) -> Callable[[CheckFinding], str]:
    """What writes a finding of the file of that name."""
    if options.as_text:
        return partial(_told, name)
    if options.named:
        return lambda finding: _line(msgspec.structs.replace(finding, file=name))
    return _line


def _told(name: str, finding: CheckFinding) -> str:
    """A finding as compilers tell of an error; the row's id where it is not the line."""
    row = "" if finding.pair == finding.line else f" ({finding.pair})"
    return (
        f"{name}:{finding.line}: {finding.severity}: {finding.message.en} [{finding.reason}, {probability(finding.score)}]{row}\n"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lines(rows: Iterable[Sequence[Record]]) -> list[list[str]]:
    return [[_line(record) for record in records] for records in rows]


def _nothing_to_read(name: str) -> Failure:
    return Failure(path=name, code="input.empty", message="The text is empty: there was nothing to read.", read=True)


def _too_long(name: str, line: int, settings: Settings) -> Failure:
    message = f"The line is longer than {settings.ingest.max_row_bytes:,} bytes and was left out."
    return Failure(path=name, code="row.too-long", message=message, line=line)


def _line(record: Record) -> str:
    return to_json(record).decode() + "\n"
