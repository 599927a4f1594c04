"""Gold annotations as they lie in `annotations/gold/<document>/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from duizhao.errors import FormatError
from duizhao.model import ClaimKind, FindingKind, Lang, Qualifier, Record, Relation, Severity

R = TypeVar("R")


class GoldClaim(Record, frozen=True, kw_only=True):
    """A claim that annotators agreed on; `source` is a path inside `corpus/`, `value` plain JSON of the contract's form."""

    id: str
    document: str
    source: str
    lang: Lang
    kind: ClaimKind
    surface: str
    start: int
    end: int
    normalized: str
    value: dict[str, Any]
    qualifier: Qualifier = "exact"
    subject: str | None = None


class GoldSpan(Record, frozen=True, kw_only=True):
    """A sentence of a bead."""

    source: str
    start: int
    end: int


class GoldBead(Record, frozen=True, kw_only=True):
    """Sentences that say the same; an empty side is an omission."""

    document: str
    relation: Relation
    zh: tuple[GoldSpan, ...]
    en: tuple[GoldSpan, ...]


class GoldFinding(Record, frozen=True, kw_only=True):
    """A discrepancy; those with a `group` share one cause (a sentence left out)."""

    id: str
    document: str
    kind: FindingKind
    severity: Severity
    zh: tuple[str, ...]
    en: tuple[str, ...]
    planted: bool = True
    note: str = ""
    group: str | None = None


class GoldText(Record, frozen=True, kw_only=True):
    """A damaged source as it should read: repaired and Simplified."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """All that is known of one corpus document."""

    id: str
    texts: tuple[GoldText, ...]
    beads: tuple[GoldBead, ...]
    claims: tuple[GoldClaim, ...]
    findings: tuple[GoldFinding, ...]


def load_gold(folder: Path) -> list[GoldDocument]:
    """Read `annotations/gold`; documents in order of name.

    Raises:
        FormatError: a row is not what it should be, or there is no gold at all.
    """
    folders = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if not folders:
        raise FormatError(f"There are no annotations in {folder}.", hint="Give the folder that holds a folder a document.")
    return [
        GoldDocument(
            path.name,
            _rows(path / "text.jsonl", GoldText),
            _rows(path / "beads.jsonl", GoldBead),
            _rows(path / "claims.jsonl", GoldClaim),
            _rows(path / "findings.jsonl", GoldFinding),
        )
        for path in folders
    ]


def _rows(path: Path, record: type[R]) -> tuple[R, ...]:
    if not path.is_file():
        return ()
    decode: Callable[[bytes], R] = msgspec.json.Decoder(record, float_hook=Decimal).decode
    rows = []
    for number, row in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            rows.append(decode(row))
        except msgspec.MsgspecError as error:
            raise FormatError(f"{path}, line {number}: {error}.") from error
    return tuple(rows)
