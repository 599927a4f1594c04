"""Texts and pairs that are no files, through the stages: the records of the commands that work row by row, and of the library.

Everything here takes what was read and gives records; `streams` reads and writes the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import cast

import msgspec

from duizhao.align import Encoder, align
from duizhao.claims import extract_with_rejections
from duizhao.consistency import check_pair
from duizhao.engine.analysis import (
    AnalysedSentence,
    AnalysedText,
    PlacedMention,
    TextInput,
    analyse_texts,
    claim_record,
    raw_flag,
    span_fields,
)
from duizhao.ingest import PairRow, TextRow
from duizhao.model import (
    AnyClaim,
    Finding,
    FindingKind,
    FlagSpan,
    Lang,
    Message,
    Record,
    RepairSpan,
    Severity,
    stable_id,
)
from duizhao.normalize import normalize
from duizhao.segment import segment
from duizhao.settings import Settings


class NormalizedRow(Record, frozen=True, kw_only=True):
    """A row of `normalize --jsonl`; replaying `repairs` on the given text gives `text`."""

    id: str | int
    text: str
    repairs: tuple[RepairSpan, ...]
    flags: tuple[FlagSpan, ...]


class BeadRow(Record, frozen=True, kw_only=True):
    """A row of `align --jsonl`: sentence numbers, their texts, and their spans in the two texts."""

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
    """A row of `check`: a finding with the claims themselves, and the row it is about; `file` where several are checked."""

    id: str
    file: str | msgspec.UnsetType = msgspec.UNSET
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


def normalized_row(row: TextRow, settings: Settings) -> NormalizedRow:
    """A text repaired, with its repairs and flags.

    Raises:
        LoneSurrogateError: the text holds half a character.
    """
    normalized = normalize(row.text, settings.normalize)
    mapped = normalized.mapped
    return NormalizedRow(
        id=row.id,
        text=mapped.text,
        repairs=tuple(RepairSpan(**span_fields(repair)) for repair in mapped.repairs()),
        flags=tuple(FlagSpan(**span_fields(raw_flag(flag, mapped))) for flag in normalized.flags),
    )


def claims_of_rows(rows: Sequence[TextRow], lang: Lang | None, settings: Settings) -> list[list[AnyClaim]]:
    """The claims of each row; `lang` is the language of the rows that do not name their own."""
    texts = analyse_texts([TextInput(row.text, row.lang or lang, row.date) for row in rows], settings)
    return [_claims(text, row.id) for row, text in zip(rows, texts, strict=True)]


def rejections_of_rows(rows: Sequence[TextRow], lang: Lang | None, settings: Settings) -> list[list[RejectionRow]]:
    """What each row holds that looks like a claim and is none, with the reason."""
    texts = analyse_texts([TextInput(row.text, row.lang or lang) for row in rows], settings)
    return [_rejections(row.id, text, settings) for row, text in zip(rows, texts, strict=True)]


def check_pairs(pairs: Sequence[PairRow], settings: Settings, file: str = "") -> list[list[CheckFinding]]:
    """The findings of each pair; a pair is one bead, however many sentences it has.

    Args:
        pairs: in their order.
        settings: the whole tree.
        file: that they are from, which tells findings of one file from those of another; empty where they are from none.
    """
    zh = analyse_texts([TextInput(pair.zh, "zh") for pair in pairs], settings)
    en = analyse_texts([TextInput(pair.en, "en") for pair in pairs], settings)
    found = []
    for pair, left, right in zip(pairs, zh, en, strict=True):
        zh_claims, en_claims = _claims(left, pair.id), _claims(right, pair.id)
        zh_unread, en_unread = (_records(text, pair.id, lambda sentence: sentence.unread) for text in (left, right))
        findings = check_pair(
            zh_claims,
            en_claims,
            left.normalized.mapped.text,
            right.normalized.mapped.text,
            settings.consistency,
            document=str(pair.id),
            zh_unread=zh_unread,
            en_unread=en_unread,
        )
        by_id = {claim.id: claim for claim in (*zh_claims, *en_claims, *zh_unread, *en_unread)}
        found.append([_check_finding(finding, pair, by_id, file) for finding in findings])
    return found


# A sentence, repaired, and its span in the raw text.
PlacedText = tuple[str, tuple[int, int]]


def cut_sentences(text: str, settings: Settings, *, one_a_line: bool) -> list[PlacedText]:
    """The sentences of a text, repaired, with their raw spans.

    Args:
        text: as decoded.
        settings: the whole tree.
        one_a_line: the lines are the sentences; blank ones count, so that numbers are line numbers.

    Raises:
        LoneSurrogateError: the text holds half a character.
    """
    mapped = normalize(text, settings.normalize).mapped
    if one_a_line:
        spans = []
        position = 0
        for line in mapped.text.removesuffix("\n").split("\n"):
            spans.append((position, position + len(line)))
            position += len(line) + 1
    else:
        spans = [(sentence.start, sentence.end) for sentence in segment(mapped.text, settings.segment)]
    return [(mapped.text[start:end].strip(), mapped.to_raw(start, end)) for start, end in spans]


def align_sentences(zh: Sequence[PlacedText], en: Sequence[PlacedText], encoder: Encoder, settings: Settings) -> list[BeadRow]:
    """The beads of two texts, with the sentences themselves."""
    beads = align([text for text, _ in zh], [text for text, _ in en], encoder, settings.align)
    return [
        BeadRow(
            zh_indices=bead.zh,
            en_indices=bead.en,
            score=round(bead.score, 4),
            zh=tuple(zh[index][0] for index in bead.zh),
            en=tuple(en[index][0] for index in bead.en),
            zh_spans=tuple(zh[index][1] for index in bead.zh),
            en_spans=tuple(en[index][1] for index in bead.en),
        )
        for bead in beads
    ]


def _claims(text: AnalysedText, source: str | int) -> list[AnyClaim]:
    return _records(text, source, lambda sentence: sentence.mentions)


def _records(
    text: AnalysedText, source: str | int, chosen: Callable[[AnalysedSentence], Sequence[PlacedMention]]
) -> list[AnyClaim]:
    """The chosen mentions of a text that is no file: its own characters stand for the file's bytes in their ids."""
    digest = hashlib.sha256(text.normalized.mapped.raw.encode()).hexdigest()
    # Rows name their own ids, numbers too; whoever joins on them wants them back as they were.
    name = cast(str, source)
    return [
        claim_record(mention, sentence.lang, digest, name, name, stable_id("s", digest, sentence.start, sentence.end))
        for sentence in text.sentences
        for mention in chosen(sentence)
    ]


def _rejections(source: str | int, text: AnalysedText, settings: Settings) -> list[RejectionRow]:
    mapped = text.normalized.mapped
    rows = []
    for sentence in text.sentences:
        if sentence.lang == "other":
            continue
        offset = mapped.to_text(sentence.start, sentence.end)[0]
        for rejection in extract_with_rejections(sentence.text, sentence.lang, settings.claims).rejections:
            start, end = mapped.to_raw(offset + rejection.start, offset + rejection.end)
            rows.append(
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
    return rows


def _check_finding(finding: Finding, pair: PairRow, claims: dict[str, AnyClaim], file: str) -> CheckFinding:
    where = (part for part in (file, pair.scope) if part)
    return CheckFinding(
        id=stable_id("f", *where, str(pair.id), finding.id),
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
