"""One unit of an aligned file, and what is said when it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from duizhao.model import Failure

# Codes of `Failure.code` for rows; `run.json` counts by them.
NOT_READABLE: Final = "row.not-readable"
MISSING_FIELD: Final = "row.missing-field"
TOO_LONG: Final = "row.too-long"
EMPTY_SIDE: Final = "row.empty-side"
UNTRANSLATED: Final = "row.untranslated"
CUT_OFF: Final = "row.cut-off"
SAME_LANGUAGE: Final = "row.same-language"
SIDES_SWAPPED: Final = "row.sides-swapped"
DUPLICATE_ID: Final = "row.duplicate-id"
OTHER_LANGUAGES: Final = "row.other-languages"
# Codes of notes about a whole file.
REPLACED: Final = "text.replaced-bytes"
MIXED: Final = "text.mixed-encodings"
OTHER_LANGUAGE: Final = "text.other-language"
# Remarks on what was read all the same, and on what is no fault: work in progress has units without a translation.
REMARKS: Final = frozenset({SIDES_SWAPPED, DUPLICATE_ID, UNTRANSLATED, REPLACED, MIXED, OTHER_LANGUAGE})

Id = str | int
Lines = Iterator[tuple[int, str | None]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A row or translation unit as the file has it; a side that is not there is None.

    Attributes:
        id: the unit's own, or its line in the file where it has none.
        line: where it begins, from 1.
        scope: part of the file inside which ids must differ (XLIFF numbers its units a file).
        named: the id is the unit's own.
        others: further languages it is in, as the file calls them.
        cut_off: the file ends inside it.
    """

    id: Id
    zh: str | None
    en: str | None
    line: int
    scope: str = ""
    named: bool = True
    others: tuple[str, ...] = ()
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Reporter:
    """Makes `Failure` rows for one input.

    Attributes:
        path: as given, or `<stdin>`.
    """

    path: str

    def __call__(self, code: str, line: int | None, message: str) -> Failure:
        """A failure at a line."""
        return Failure(path=self.path, code=code, message=message, line=line, read=code in REMARKS)

    def too_long(self, line: int, limit: int) -> Failure:
        """A row longer than the settings allow."""
        return self(TOO_LONG, line, f"The row is longer than {limit:,} bytes and was skipped.")
