"""What the stage hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from duizhao.text import MappedText

FlagKind = Literal["lossy", "censored", "ocr-digit", "ambiguous"]
Script = Literal["hans", "hant", "mixed"]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should know about a stretch that was not changed, or could have been changed otherwise.

    Attributes:
        start: offset in the repaired text, in code points.
        end: offset, exclusive.
        kind: `lossy` (characters are gone for good), `censored` (asterisks stand for a name), `ocr-digit` (a letter stands for
            a digit), `ambiguous` (another reading is as good).
        note: one sentence.
        alternatives: other readings of the stretch, best first; empty where none is known.
    """

    start: int
    end: int
    kind: FlagKind
    note: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Normalized:
    """A repaired text.

    Attributes:
        mapped: the raw text, the repaired one, and the map between them.
        flags: in the order of the text.
        script: what the text was written in before conversion: `hans` (Simplified), `hant` (Traditional), `mixed`, or None
            where no Han character tells.
    """

    mapped: MappedText
    flags: tuple[Flag, ...]
    script: Script | None
