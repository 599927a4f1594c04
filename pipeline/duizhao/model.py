"""The records that leave the program: what others import, what the JSON Schemas (`report.schema_files`) are made from.

All offsets count Unicode code points in the decoded source file, half-open, as Python slices do. Numbers that a text states
are exact: `Fraction` in the program, an exact JSON number in a file (`"1/3"` where no decimal is exact).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar, get_args

import msgspec

from duizhao.exact_numbers import decode_exact, encode_exact, plain_exact

Lang = Literal["zh", "en", "other"]
Relation = Literal["translation", "comparable"]
ClaimKind = Literal["date", "time", "duration", "age", "count", "measure", "money", "percent", "ordinal", "number", "person"]
Qualifier = Literal["exact", "about", "nearly", "over", "at_least", "under", "at_most", "early", "mid", "late"]
FindingKind = Literal[
    "value-mismatch",
    "unit-mismatch",
    "qualifier-mismatch",
    "missing-in-en",
    "missing-in-zh",
    "person-mismatch",
    "arithmetic",
]
Severity = Literal["critical", "major", "minor", "info"]
Status = Literal["open", "confirmed", "dismissed"]

# The two languages that are put side by side.
LANGS: tuple[Lang, Lang] = ("zh", "en")
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
FINDING_KINDS: tuple[FindingKind, ...] = get_args(FindingKind)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
STATUSES: tuple[Status, ...] = get_args(Status)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every record: immutable, fields by name, written in the order they are declared."""

    def to_dict(self) -> dict[str, Any]:
        """What the record is in a file, as plain values that `json.dumps` takes.

        Numbers are exact there, too: a number that no binary fraction stands for in full, digit for digit, is `"p/q"`.

        >>> NumericValue(number=Fraction(25, 2), low=Fraction(1, 3)).to_dict()
        {'number': 12.5, 'low': '1/3', 'high': None, 'unit': None}
        """
        plain: dict[str, Any] = msgspec.to_builtins(self, enc_hook=plain_exact)
        return plain


class DateValue(Record, frozen=True, kw_only=True):
    """A point or stretch of the calendar.

    Attributes:
        edtf: Extended Date/Time Format (ISO 8601-2), unknown parts as `X`: `XXXX-05-13/XXXX-06-11`, `197X`, `2011-11`.
        resolved: the same with the year (and month) filled in, or null when the text gives none to go by.
        resolved_from: where the missing parts came from: `text`, `document`, `metadata`, `nearest`; null when nothing was
            missing or nothing was found.
    """

    edtf: str
    resolved: str | None = None
    resolved_from: str | None = None


class TimeValue(Record, frozen=True, kw_only=True):
    """A time of day, ISO 8601 with a leading T (`T19:30`), a range as `T09:00/T17:00`."""

    iso: str


class NumericValue(Record, frozen=True, kw_only=True):
    """A number with the bounds the words allow.

    Attributes:
        number: the value the words name; null when they name none (几十) or two (3至5).
        low: lower bound, null for open.
        high: upper bound, null for open.
        unit: ISO 4217 for money, UCUM for measures, `day`, `month`, `year`… for durations and ages, an English class noun
            for counts (`person`, `batch`), `%` for percent; null when there is none.
    """

    number: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str | None = None


class PersonValue(Record, frozen=True, kw_only=True):
    """A name as one language writes it; parts that are not known are null."""

    name: str
    family: str | None = None
    given: str | None = None
    role: str | None = None


Value = DateValue | TimeValue | NumericValue | PersonValue
V = TypeVar("V", bound=Value, covariant=True)


class Claim(Record, Generic[V], frozen=True, kw_only=True):
    """One thing a text states, with its exact place.

    Attributes:
        id: the same for the same source bytes, span and kind, whatever else changed (see `claim_id`).
        document: the set of texts that belong together.
        source: id of the source file.
        segment: id of the sentence it stands in.
        surface: `source_text[start:end]`, damage and all.
        normalized: the same after repair and conversion to Simplified; it stands at `segment_start` in the segment's text.
        subject: what is counted or dated, as written, or null.
        confidence: 0 to 1, calibrated against `annotations/`.
        rule: name and version of the rule that found it.
    """

    id: str
    document: str
    source: str
    segment: str
    lang: Lang
    kind: ClaimKind
    surface: str
    start: int
    end: int
    normalized: str
    value: V
    qualifier: Qualifier = "exact"
    subject: str | None = None
    confidence: float = 1.0
    rule: str
    segment_start: int = 0


AnyClaim = Claim[Value]


class Message(Record, frozen=True, kw_only=True):
    """One sentence for the reviewer in each language."""

    en: str
    zh: str


class Finding(Record, frozen=True, kw_only=True):
    """A place where the two languages, or two figures of one text, disagree.

    Attributes:
        id: stable, so that a reviewer's decision survives a new run (see `finding_id`).
        alignment: id of the bead, or null for findings inside one text.
        score: calibrated probability that a careful reviewer would confirm it.
        zh: ids of the Chinese claims concerned.
        en: ids of the English claims concerned.
        reason: a code from `consistency/reasons.toml`, such as `date.day-differs`.
        rule: name and version of the rule that made it.
    """

    id: str
    document: str
    alignment: str | None
    relation: Relation | None
    kind: FindingKind
    severity: Severity
    score: float
    zh: tuple[str, ...]
    en: tuple[str, ...]
    reason: str
    message: Message
    status: Status = "open"
    rule: str


class Document(Record, frozen=True, kw_only=True):
    """One source file as the run saw it.

    Attributes:
        id: what claims call `source`.
        document: name of the set of texts that belong together.
        path: as given on the command line.
        sha256: of the file's bytes.
        encoding: the encoding it was decoded with.
        chars: length of the decoded text in code points.
        langs: languages with a share of the sentences worth naming, the largest first.
        script: of its Chinese before conversion: `hans` (Simplified), `hant` (Traditional), `mixed`, or null.
        date: the document's own date (ISO), where one is known.
        repairs: number of repairs by rule.
        format: `text`, `markdown`, `html`, `docx`, …
        text: path of the extracted text in the run folder, for container formats.
    """

    id: str
    document: str
    path: str
    sha256: str
    encoding: str
    chars: int
    langs: tuple[str, ...]
    script: str | None
    date: str | None
    repairs: dict[str, int]
    format: str
    text: str | None = None


class Segment(Record, frozen=True, kw_only=True):
    """A sentence; `text` is the normalized sentence, the span is the raw one in the source.

    Attributes:
        line: line of the file on which the span begins, from 1: of its unit, where the file has units (spreadsheets: the row);
            of the extracted text in DOCX, which has no lines.
        unit: what holds it in the file: the id of a translation unit or row, the time of a cue, `paragraph 12` or
            `table 2, row 3` of a page or DOCX; null in plain text.
    """

    id: str
    document: str
    source: str
    lang: Lang
    start: int
    end: int
    line: int
    text: str
    unit: str | None = None


class Alignment(Record, frozen=True, kw_only=True):
    """A bead: which segments say the same; an empty side is an omission."""

    id: str
    document: str
    relation: Relation
    zh: tuple[str, ...]
    en: tuple[str, ...]
    score: float


class RepairSpan(Record, frozen=True, kw_only=True):
    """`raw[start:end]`, which was `before`, became `after`; replaying all of a text gives the normalized text.

    Attributes:
        score: by how much the repaired stretch is likelier than the damaged one, in nats; null where the rule weighs nothing.
        margin: how much of that is more than the settings ask for.
    """

    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]
    confidence: float
    score: float | None = None
    margin: float | None = None


class FlagSpan(Record, frozen=True, kw_only=True):
    """A raw span that was left as it is and that a reviewer should know of."""

    start: int
    end: int
    kind: str
    note: str
    alternatives: tuple[str, ...]


class SourceRepair(RepairSpan, frozen=True, kw_only=True):
    """A row of `repairs.jsonl`; `source` is the id of the file."""

    source: str


class SourceFlag(FlagSpan, frozen=True, kw_only=True):
    """A row of `flags.jsonl`; `source` is the id of the file."""

    source: str


class Failure(Record, frozen=True, kw_only=True):
    """An input, or a part of one, that was refused or needs a remark.

    Attributes:
        path: as given.
        code: stable short name; `run.json` counts by it.
        message: one sentence for the user.
        line: where in the file, from 1, or null.
        read: the input was read all the same (bytes replaced, sides swapped); false where it was left out.
    """

    path: str
    code: str
    message: str
    line: int | None = None
    read: bool = False

    def __str__(self) -> str:
        """Place, message and code on a line; a message that begins with the path is not given it twice.

        >>> print(Failure(path="a.tsv", code="row.empty-side", message="The row is empty.", line=3))
        a.tsv, line 3: The row is empty. [row.empty-side]
        >>> print(Failure(path="a.tsv", code="input.unreadable", message="a.tsv cannot be opened."))
        a.tsv cannot be opened. [input.unreadable]
        """
        place = "" if self.message.startswith(f"{self.path} ") else f"{self.path}: "
        if self.line is not None:
            place = f"{self.path}, line {self.line}: "
        return f"{place}{self.message} [{self.code}]"


class RunManifest(Record, frozen=True, kw_only=True):
    """`run.json`: what made this folder, and what was counted on the way."""

    signature: dict[str, Any]
    inputs: tuple[str, ...]
    counts: dict[str, Any]
    rejected: dict[str, int]
    failures: tuple[Failure, ...]
    seconds: dict[str, float]


AnyValueType = type[DateValue] | type[TimeValue] | type[NumericValue] | type[PersonValue]


def _value_of(kind: ClaimKind) -> AnyValueType:
    match kind:
        case "date":
            return DateValue
        case "time":
            return TimeValue
        case "person":
            return PersonValue
        case _:
            return NumericValue


VALUE_OF_KIND: dict[ClaimKind, AnyValueType] = {kind: _value_of(kind) for kind in CLAIM_KINDS}


_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=encode_exact)


def to_json(record: object) -> bytes:
    """One JSON row without a line end; numbers exact, keys in the order of declaration."""
    return _ENCODER.encode(record)


class _Peek(msgspec.Struct):
    kind: ClaimKind


_CLAIM_DECODERS = {
    value: msgspec.json.Decoder(Claim[value], dec_hook=decode_exact, float_hook=Decimal)  # type: ignore[valid-type]
    for value in set(VALUE_OF_KIND.values())
}
_KIND_DECODER = msgspec.json.Decoder(_Peek)
R = TypeVar("R", bound=Record)


def claim_from_json(row: bytes | str) -> AnyClaim:
    """Read one claim; its kind decides the type of its value.

    Raises:
        msgspec.ValidationError: the row is no claim.
        msgspec.DecodeError: the row is no JSON.
    """
    kind = _KIND_DECODER.decode(row).kind
    claim: AnyClaim = _CLAIM_DECODERS[VALUE_OF_KIND[kind]].decode(row)
    return claim


def from_json(row: bytes | str, record: type[R]) -> R:
    """Read one record of any other type; raises as `claim_from_json` does."""
    return msgspec.json.decode(row, type=record, dec_hook=decode_exact)


def json_lines(records: Iterable[object]) -> Iterator[bytes]:
    """JSON rows with line ends."""
    for record in records:
        yield to_json(record) + b"\n"


def stable_id(prefix: str, *parts: str | int) -> str:
    """`prefix-` and 12 hex digits that depend on the parts alone."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{prefix}-{digest[:12]}"


def claim_id(sha256: str, start: int, end: int, kind: str) -> str:
    """Id of a claim: the source's bytes, the span and the kind decide it, and nothing else."""
    return stable_id("c", sha256, start, end, kind)


def finding_id(kind: str, zh: Iterable[str], en: Iterable[str]) -> str:
    """Id of a finding: its kind and the claims concerned decide it."""
    return stable_id("f", kind, *sorted(zh), "|", *sorted(en))
