"""Claims as they are matched: where they stand in the text of their bead, and how they are compared there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from duizhao.consistency.compare import TAKEN_OFF
from duizhao.consistency.data import read_toml
from duizhao.consistency.evidence import Span, locate
from duizhao.consistency.folds import in_context
from duizhao.consistency.unit_words import numbered
from duizhao.model import AnyClaim, NumericValue

Part = Literal["whole", "start", "end"]


@dataclass(frozen=True, slots=True)
class Item:
    """A claim as it is matched: the whole of it, or one end of a range.

    Attributes:
        claim: the claim as it was handed in.
        view: the claim as it is compared; differs from `claim` for an end of a range.
        part: which part of the claim it is.
        place: 0 to 1, where in its text it stands.
        span: where it stands in the bead's text, or None when that is not known.
        unread: whether it is a figure or a day of the week that is no claim.
    """

    claim: AnyClaim
    view: AnyClaim
    part: Part
    place: float
    span: Span | None
    unread: bool = False


def items(claims: Sequence[AnyClaim], text: str, unread: Sequence[AnyClaim] = ()) -> list[Item]:
    """Claims, and figures that are none, with their places."""
    size = max(1, len(text))
    also = {id(claim) for claim in unread}
    placed = sorted((*claims, *unread), key=lambda claim: claim.start) if unread else claims
    spans = locate(placed, text)
    found = []
    for index, (claim, span) in enumerate(zip(placed, spans, strict=True)):
        place = span[0] / size if span else index / max(1, len(placed))
        view = working(claim)
        if span:
            before, after = text[max(0, span[0] - 24) : span[0]], text[span[1] : span[1] + 16]
            view = numbered(working(taken_off(in_context(claim, before, after), before, after)), after)
        found.append(Item(claim, view, "whole", place, span, id(claim) in also))
    return found


_WORKING = re.compile("|".join(read_toml("leeway.toml")["working"]["words"]), re.I)
WORKDAY = "workday"


_OFF_BEFORE = re.compile(r"(?:discount|reduction|markdown) of (?:about |up to |at least |nearly |over )?$", re.I)
_OFF_BEHIND = re.compile(r" ?(?:off|discount|reduction|markdown|cheaper|less)(?![a-z])", re.I)


def taken_off(claim: AnyClaim, before: str, after: str) -> AnyClaim:
    """An English percentage marked as one that is taken off a price, where the words beside it say so: 30% off."""
    if claim.kind != "percent" or claim.lang != "en" or not (_OFF_BEHIND.match(after) or _OFF_BEFORE.search(before)):
        return claim
    marked: AnyClaim = msgspec.structs.replace(claim, rule=TAKEN_OFF)
    return marked


def working(claim: AnyClaim) -> AnyClaim:
    """A stretch of working days with a unit of its own: five of them are a week, not five days; other claims as they are."""
    value = claim.value
    if (
        claim.kind != "duration"
        or not isinstance(value, NumericValue)
        or value.unit != "day"
        or not _WORKING.search(claim.normalized)
    ):
        return claim
    days: AnyClaim = msgspec.structs.replace(claim, value=msgspec.structs.replace(value, unit=WORKDAY))
    return days
