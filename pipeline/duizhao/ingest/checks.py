"""What is said of a pair whose sides are plainly not a Chinese and an English one."""

from __future__ import annotations

from dataclasses import replace

from duizhao.ingest.sides import trouble
from duizhao.ingest.units import SAME_LANGUAGE, SIDES_SWAPPED, Reporter, Unit
from duizhao.model import Failure


def put_right(unit: Unit, report: Reporter) -> tuple[list[Failure], Unit]:
    """Exchange sides that are swapped; report that, and two sides in one language, which are no pair."""
    match trouble(unit.zh or "", unit.en or ""):
        case "swapped":
            message = f"Row {unit.id}: English stands as Chinese and Chinese as English; it was read the other way round."
            return [report(SIDES_SWAPPED, unit.line, message)], replace(unit, zh=unit.en, en=unit.zh)
        case "both-chinese":
            return [report(SAME_LANGUAGE, unit.line, f"Row {unit.id}: both sides are Chinese; they were not compared.")], unit
        case "both-english":
            return [report(SAME_LANGUAGE, unit.line, f"Row {unit.id}: both sides are English; they were not compared.")], unit
        case None:
            return [], unit
