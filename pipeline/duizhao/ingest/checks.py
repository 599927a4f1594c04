"""What is said of a unit that cannot be compared as it stands; `check` and `extract` say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from duizhao.ingest.sides import trouble
from duizhao.ingest.source import Format, Line
from duizhao.ingest.units import CUT_OFF, OTHER_LANGUAGES, SAME_LANGUAGE, SIDES_SWAPPED, UNTRANSLATED, Reporter, Unit
from duizhao.languages import third_language
from duizhao.model import Failure

# Formats of translators' tools, in which a unit without a translation is work to be done.
_TRANSLATORS: Final = frozenset({"tmx", "xliff", "po"})
# What stands where the bytes of the last character are not all there.
_BROKEN: Final = "\N{REPLACEMENT CHARACTER}"
Row = TypeVar("Row", Unit | Failure, Unit | Line | Failure)


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit, its sides the right way round.

    Attributes:
        found: what there is to say of it.
        compared: its sides are held against each other.
    """

    unit: Unit
    found: tuple[Failure, ...] = ()
    compared: bool = True


def mark_cut_off(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows; the last of the file is marked as cut off where a side of it ends in half a character."""
    last: Row | None = None
    for row in rows:
        if last is not None:
            yield last
        last = row
    if isinstance(last, Unit) and any((side or "").endswith(_BROKEN) for side in (last.zh, last.en)):
        last = replace(last, cut_off=True)
    if last is not None:
        yield last


def judge(unit: Unit, form: Format, report: Reporter) -> Judged:
    """Whether a unit is fit to be compared; sides that are swapped are exchanged."""
    empty = empty_sides(unit)
    if unit.cut_off:
        message = f"Row {unit.id} is cut off by the end of the file; it was not compared."
        return Judged(unit, (report(CUT_OFF, unit.line, message),), compared=False)
    if len(empty) == 1 and form in _TRANSLATORS:
        return Judged(unit, (report(UNTRANSLATED, unit.line, _untranslated(unit, empty[0])),), compared=False)
    for name, text in (("Chinese", unit.zh), ("English", unit.en)):
        if language := third_language(text or ""):
            message = f"Row {unit.id}: the {name} side is in {language}; it was not compared."
            return Judged(unit, (report(OTHER_LANGUAGES, unit.line, message),), compared=False)
    match trouble(unit.zh or "", unit.en or ""):
        case "swapped":
            message = f"Row {unit.id}: English stands as Chinese and Chinese as English; it was read the other way round."
            return Judged(replace(unit, zh=unit.en, en=unit.zh), (report(SIDES_SWAPPED, unit.line, message),))
        case "both-chinese":
            return _same_language(unit, "Chinese", form, report)
        case "both-english":
            return _same_language(unit, "English", form, report)
        case None:
            return Judged(unit)


def empty_sides(unit: Unit) -> list[str]:
    """The languages in which the unit says nothing."""
    return [name for name, text in (("Chinese", unit.zh), ("English", unit.en)) if not (text or "").strip()]


def _untranslated(unit: Unit, empty: str) -> str:
    if unit.others:
        return f"Row {unit.id} has no {empty} side, but {', '.join(unit.others[:5])}; it was not compared."
    return f"Row {unit.id} is not translated: the {empty} side is empty."


def _same_language(unit: Unit, language: str, form: Format, report: Reporter) -> Judged:
    if form in _TRANSLATORS and unit.zh == unit.en:
        # Translators' tools fill the target with the source until somebody translates it.
        message = f"Row {unit.id} is not translated: both sides are the same {language} text."
        return Judged(unit, (report(UNTRANSLATED, unit.line, message),), compared=False)
    message = f"Row {unit.id}: both sides are {language}; they were not compared."
    return Judged(unit, (report(SAME_LANGUAGE, unit.line, message),), compared=False)
