"""The commands that work row by row: memory does not grow with the number of rows, and their order is kept.

Rows go through the stages in small batches, because the name models are quicker with many sentences at once. What cannot be
read comes out as a `Failure` in its place among the rows; the rest goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from duizhao.align import align, load_encoder
from duizhao.claims import extract_with_rejections
from duizhao.consistency import check_pair
from duizhao.engine.analysis import AnalysedText, TextInput, analyse_texts, claim_record, raw_flag, span_fields
from duizhao.errors import LoneSurrogateError
from duizhao.ingest import Format, Input, PairRow, TextRow, read_file, read_pairs, read_rows
from duizhao.model import (
    AnyClaim,
    Failure,
    Finding,
    FindingKind,
    FlagSpan,
    Lang,
    Message,
    Record,
    RepairSpan,
    Severity,
    stable_id,
    to_json,
)
from duizhao.normalize import Normalized, explain, normalize, normalize_stream
from duizhao.segment import segment
from duizhao.settings import Settings

# Rows that go through the models together: a few hundred sentences fill their batches, and a waiting reader is not kept long.
_BATCH = 64
Item = TypeVar("Item")
Rows = Iterator[str | Failure]
# A file by its path, or a stream of bytes.
Source = Path | BinaryIO


class NormalizedRow(Record, frozen=True, kw_only=True):
    """A row of `normalize --jsonl`; replaying `repairs` on the given text gives `text`."""

    id: str | int
    text: str
    repairs: tuple[RepairSpan, ...]
    flags: tuple[FlagSpan, ...]


class BeadRow(Record, frozen=True, kw_only=True):
    """A row of `align --jsonl`: sentence numbers, their texts, and their spans in the two files."""

    zh_indices: tuple[int, ...]
    en_indices: tuple[int, ...]
    score: float
    zh: tuple[str, ...]
    en: tuple[str, ...]
    zh_spans: tuple[tuple[int, int], ...]
    en_spans: tuple[tuple[int, int], ...]


class RejectionRow(Record, frozen=True, kw_only=True):
    """A row of `claims --rejected`: what looks like a claim and is none."""

    source: str | int
    lang: Lang
    start: int
    end: int
    surface: str
    reason: str
    rule: str


class CheckFinding(Record, frozen=True, kw_only=True):
    """A row of `check`: a finding with the claims themselves, and the row it is about."""

    id: str
    pair: str | int
    line: int
    kind: FindingKind
    severity: Severity
    score: float
    zh: tuple[AnyClaim, ...]
    en: tuple[AnyClaim, ...]
    reason: str
    message: Message
    rule: str


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
            yield _line(_normalized_row(row, normalize(row.text, settings.normalize)))
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


def check_rows(source: Source, form: Format | None, settings: Settings, seen: set[str]) -> Rows:
    """Aligned pairs to findings; the severities found are added to `seen`."""
    for batch in _batches(read_pairs(source, form, settings.ingest)):
        yield from _in_order(batch, lambda pairs: _checked(pairs, settings, seen))


def align_files(zh: Path, en: Path, settings: Settings, *, one_a_line: bool, jsonl: bool) -> Iterator[str]:
    """Two files to beads, one a line.

    Args:
        zh: the Chinese file.
        en: the English file.
        settings: the whole tree.
        one_a_line: the lines are the sentences; blank ones count, so that numbers are line numbers.
        jsonl: beads with texts and spans instead of ladder lines.
    """
    sides = [_cut(path, settings, one_a_line=one_a_line) for path in (zh, en)]
    texts = [[text for text, _ in side] for side in sides]
    for bead in align(texts[0], texts[1], load_encoder(settings.align), settings.align):
        if not jsonl:
            yield f"{list(bead.zh)}:{list(bead.en)}:{bead.score:.4f}\n"
            continue
        yield _line(
            BeadRow(
                zh_indices=bead.zh,
                en_indices=bead.en,
                score=round(bead.score, 4),
                zh=tuple(sides[0][index][0] for index in bead.zh),
                en=tuple(sides[1][index][0] for index in bead.en),
                zh_spans=tuple(sides[0][index][1] for index in bead.zh),
                en_spans=tuple(sides[1][index][1] for index in bead.en),
            )
        )


def _cut(path: Path, settings: Settings, *, one_a_line: bool) -> list[tuple[str, tuple[int, int]]]:
    """Sentences of a file, repaired, with their raw spans."""
    source = read_file(path, settings.ingest)
    mapped = normalize(source.text, settings.normalize).mapped
    if one_a_line:
        spans = []
        position = 0
        for line in mapped.text.removesuffix("\n").split("\n"):
            spans.append((position, position + len(line)))
            position += len(line) + 1
    else:
        spans = [(sentence.start, sentence.end) for sentence in segment(mapped.text, settings.segment)]
    return [(mapped.text[start:end].strip(), mapped.to_raw(start, end)) for start, end in spans]


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
    texts = [TextInput(row.text, row.lang or lang) for row in rows]
    return [
        _rejection_lines(row.id, text, settings) if rejected else _claim_lines(row, text)
        for row, text in zip(rows, analyse_texts(texts, settings), strict=True)
    ]


def _claim_lines(row: TextRow, text: AnalysedText) -> list[str]:
    return [_line(claim) for claim in _claims(text, row.id)]


def _claims(text: AnalysedText, source: str | int) -> list[AnyClaim]:
    """The claims of a text that is no file: its own characters stand for the file's bytes in their ids."""
    digest = hashlib.sha256(text.normalized.mapped.raw.encode()).hexdigest()
    # Rows name their own ids, numbers too; whoever joins on them wants them back as they were.
    name = cast(str, source)
    return [
        claim_record(mention, sentence.lang, digest, name, name, stable_id("s", digest, sentence.start, sentence.end))
        for sentence in text.sentences
        for mention in sentence.mentions
    ]


def _rejection_lines(source: str | int, text: AnalysedText, settings: Settings) -> list[str]:
    mapped = text.normalized.mapped
    lines = []
    for sentence in text.sentences:
        if sentence.lang == "other":
            continue
        offset = mapped.to_text(sentence.start, sentence.end)[0]
        for rejection in extract_with_rejections(sentence.text, sentence.lang, settings.claims).rejections:
            start, end = mapped.to_raw(offset + rejection.start, offset + rejection.end)
            lines.append(
                _line(
                    RejectionRow(
                        source=source,
                        lang=sentence.lang,
                        start=start,
                        end=end,
                        surface=mapped.raw[start:end],
                        reason=rejection.reason,
                        rule=rejection.rule,
                    )
                )
            )
    return lines


def _checked(pairs: list[PairRow], settings: Settings, seen: set[str]) -> list[list[str]]:
    zh = analyse_texts([TextInput(pair.zh, "zh") for pair in pairs], settings)
    en = analyse_texts([TextInput(pair.en, "en") for pair in pairs], settings)
    rows = []
    for pair, left, right in zip(pairs, zh, en, strict=True):
        zh_claims, en_claims = _claims(left, pair.id), _claims(right, pair.id)
        texts = (left.normalized.mapped.text, right.normalized.mapped.text)
        findings = check_pair(zh_claims, en_claims, *texts, settings.consistency, document=str(pair.id))
        by_id = {claim.id: claim for claim in (*zh_claims, *en_claims)}
        seen.update(finding.severity for finding in findings)
        rows.append([_line(_check_finding(finding, pair, by_id)) for finding in findings])
    return rows


def _check_finding(finding: Finding, pair: PairRow, claims: dict[str, AnyClaim]) -> CheckFinding:
    return CheckFinding(
        id=stable_id("f", str(pair.id), finding.id),
        pair=pair.id,
        line=pair.line,
        kind=finding.kind,
        severity=finding.severity,
        score=finding.score,
        zh=tuple(claims[name] for name in finding.zh),
        en=tuple(claims[name] for name in finding.en),
        reason=finding.reason,
        message=finding.message,
        rule=finding.rule,
    )


def _normalized_row(row: TextRow, normalized: Normalized) -> NormalizedRow:
    mapped = normalized.mapped
    return NormalizedRow(
        id=row.id,
        text=mapped.text,
        repairs=tuple(RepairSpan(**span_fields(repair)) for repair in mapped.repairs()),
        flags=tuple(FlagSpan(**span_fields(raw_flag(flag, mapped))) for flag in normalized.flags),
    )


def _too_long(name: str, line: int, settings: Settings) -> Failure:
    message = f"The line is longer than {settings.ingest.max_row_bytes:,} bytes and was left out."
    return Failure(path=name, code="row.too-long", message=message, line=line)


def _line(record: Record) -> str:
    return to_json(record).decode() + "\n"
