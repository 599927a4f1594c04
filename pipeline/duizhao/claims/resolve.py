"""What only the document knows: the year of a date that gives none, the currency of 元 and $, the full form of a short name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duizhao.claims.calendar import relative
from duizhao.claims.calendar.dates import Point, impossible
from duizhao.claims.calendar.lunar import lunar_days
from duizhao.claims.mention import DocumentContext, Mention
from duizhao.claims.people.link import link_people
from duizhao.model import DateValue, NumericValue

# Currencies whose unit is 元 in everyday Chinese, and those that are dollars in English.
_YUAN = frozenset({"TWD", "HKD", "MOP", "SGD"})
_DOLLARS = frozenset({"HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "FJD", "MOP"})
_PART = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2}))?(?:-(?P<day>[0-9]{2}))?")
# A full date named in the text speaks for this many sentences more strongly than the document's own date.
_NEAR = 3


@dataclass(slots=True)
class _Known:
    """What the reading has learnt so far.

    Attributes:
        document: year and month of the document's own date.
        last: year and month last named together, and the sentence they stood in.
        bare: a year last named alone, and its sentence.
    """

    document: tuple[int, int] | None
    last: tuple[int, int, int] | None = None
    bare: tuple[int, int] | None = None

    def learn(self, resolved: str, sentence: int) -> None:
        """Take note of a date that is complete."""
        for part in _PART.finditer(resolved):
            year, month = part["year"], part["month"]
            if not year.isdigit():
                continue
            self.bare = (int(year), sentence)
            if month and month.isdigit() and int(month) <= 12:
                self.last = (int(year), int(month), sentence)


def resolve(mentions: Sequence[Sequence[Mention]], context: DocumentContext) -> list[list[Mention]]:
    """The same mentions with dates completed, currencies settled and short names linked, as far as the document tells.

    Args:
        mentions: those of each sentence of one source, in reading order.
        context: what is known about the document.

    Returns:
        One list a sentence; `resolved_from` is `document` where something was filled in.
    """
    settle = _currencies(mentions)
    known = _Known(_document_date(context.date))
    result: list[list[Mention]] = []
    for index, sentence in enumerate(mentions):
        row: list[Mention] = []
        for mention in sentence:
            mention = _with_currency(mention, settle)
            value = mention.value
            if mention.anchor is not None and mention.anchor.startswith(relative.PREFIX):
                told = _told(mention.anchor, context.date)
                if told is None:
                    continue
                mention = replace(
                    mention, value=DateValue(edtf=getattr(value, "edtf", ""), resolved=told, resolved_from="document")
                )
                row.append(mention)
                continue
            if isinstance(value, DateValue):
                if value.resolved is None and value.resolved_from is None:
                    mention = replace(mention, value=_completed(value, mention.anchor, known, index))
                resolved = getattr(mention.value, "resolved", None)
                if resolved:
                    known.learn(resolved, index)
            row.append(mention)
        result.append(row)
    return link_people(result)


def _told(anchor: str, written: str | None) -> str | None:
    """The date that an anchor names from the document's own full date, or None where that is not known."""
    try:
        return relative.moved(anchor, date.fromisoformat((written or "")[:10]))
    except (ValueError, OverflowError):
        return None


def _document_date(written: str | None) -> tuple[int, int] | None:
    """Year and month of an ISO date; a year alone counts as its end."""
    match = re.match("([0-9]{4})(?:-([0-9]{2}))?", written or "")
    return (int(match[1]), int(match[2] or 12)) if match is not None else None


def _completed(value: DateValue, anchor: str | None, known: _Known, sentence: int) -> DateValue:
    """The date with its year, and month where that is missing too, or as it was."""
    parts = value.edtf.split("/")
    first = _PART.fullmatch(parts[0])
    if first is None or not first["year"].startswith("XXXX"):
        return value
    if anchor is not None and anchor.startswith("lunar:"):
        return _from_lunar(value, anchor, known, sentence)
    month = int(first["month"]) if first["month"] and first["month"].isdigit() else None
    year, filled = _year_and_month(anchor, month, bool(first["day"]), known, sentence)
    if year is None or (month is None and filled is None):
        return value
    later = _PART.fullmatch(parts[-1])
    over = later is not None and later["month"] and month is not None and later["month"].isdigit() and int(later["month"]) < month
    years = [year] * (len(parts) - 1) + [year + 1 if over else year]
    resolved = "/".join(_filled(part, its, filled) for part, its in zip(parts, years, strict=True))
    if "X" in resolved or impossible(resolved):
        return value
    return DateValue(edtf=value.edtf, resolved=resolved, resolved_from="document")


def _from_lunar(value: DateValue, anchor: str, known: _Known, sentence: int) -> DateValue:
    """A day or a month of the Chinese calendar in the year that the sentence names, or the document's."""
    near = known.bare is not None and sentence - known.bare[1] <= _NEAR
    year = known.bare[0] if known.bare is not None and near else known.document[0] if known.document is not None else None
    days = _lunar_days(year, anchor) if year is not None else None
    if days is not None and year is not None and not near and known.document is not None:
        begins = days[0]
        if _after(int(begins.year or year), begins.month or 1, known.document, 1):
            days = _lunar_days(year - 1, anchor)  # the twelfth month runs into the next year
    if days is None:
        return value
    told = "/".join(dict.fromkeys(day.edtf() for day in days))
    return DateValue(edtf=value.edtf, resolved=told, resolved_from="document")


def _lunar_days(year: int, anchor: str) -> tuple[Point, Point] | None:
    """First and last day of what `lunar:08-15` or `lunar:08` names in the Chinese year that begins in `year`."""
    month, _, day = anchor.removeprefix("lunar:").partition("-")
    return lunar_days(year, int(month), int(day) if day else None)


def _filled(part: str, year: int, month: int | None) -> str:
    part = part.replace("XXXX", f"{year:04d}")
    return part.replace("-XX-", f"-{month:02d}-") if month is not None else part


def _year_and_month(
    anchor: str | None, month: int | None, exact_day: bool, known: _Known, sentence: int
) -> tuple[int | None, int | None]:
    """The year a date lies in, and the month for a day that names none."""
    if anchor is not None:
        unit, _, offset = anchor.partition(":")
        if unit in {"year", "month"} and known.document is not None:
            return _moved(*known.document, unit, int(offset))
        if unit == "text-year" and known.bare is not None:
            return known.bare[0] + int(offset), None
        if unit == "text-month" and known.last is not None:
            return _moved(known.last[0], known.last[1], "month", int(offset))
    if month is None:
        named = known.last[:2] if known.last is not None else known.document
        return named if named is not None else (None, None)
    if month > 12:
        return _year_of_part(known, sentence), None
    return _nearest(month, exact_day, known, sentence), None


def _nearest(month: int, exact_day: bool, known: _Known, sentence: int) -> int | None:
    """The year that puts a month nearest to the dates named around it, and not after the document's own date."""
    if known.bare is not None and known.bare[1] == sentence and (known.last is None or known.last[2] < sentence):
        return known.bare[0]
    near = known.last is not None and sentence - known.last[2] <= _NEAR
    if known.last is not None and (near or known.document is None):
        year, anchor, _ = known.last
        years = sorted((year - 1, year, year + 1), key=lambda y: (abs((y - year) * 12 + month - anchor), y))
        if known.document is None or _after(year, anchor, known.document, 1):
            return years[0]
        return next((y for y in years if not _after(y, month, known.document, 1 if exact_day else 0)), years[0])
    if known.document is not None:
        year = known.document[0]
        return year - 1 if _after(year, month, known.document, 1 if exact_day else 0) else year
    return known.bare[0] if known.bare is not None else None


def _after(year: int, month: int, document: tuple[int, int], ahead: int) -> bool:
    """Whether a month lies more than `ahead` months after the document's date."""
    return year * 12 + month > document[0] * 12 + document[1] + ahead


def _year_of_part(known: _Known, sentence: int) -> int | None:
    """The year of a quarter or season that names none: the one named last, else the year before the document's date."""
    if known.bare is not None and (sentence - known.bare[1] <= _NEAR or known.document is None):
        return known.bare[0]
    return known.document[0] - 1 if known.document is not None else None


def _moved(year: int, month: int, unit: str, offset: int) -> tuple[int, int | None]:
    if unit == "year":
        return year + offset, None
    months = year * 12 + month - 1 + offset
    return months // 12, months % 12 + 1


def _currencies(mentions: Iterable[Iterable[Mention]]) -> dict[str, str]:
    """Which currency 元 and $ stand for: the only one of its kind that the source names in full."""
    named: set[str] = set()
    for sentence in mentions:
        for mention in sentence:
            if (
                mention.kind == "money"
                and mention.anchor is None
                and isinstance(mention.value, NumericValue)
                and mention.value.unit
            ):
                named.add(mention.value.unit)
    settled: dict[str, str] = {}
    yuan, dollars = named & _YUAN, named & _DOLLARS
    if len(yuan) == 1 and "CNY" not in named:
        settled["money:yuan"] = next(iter(yuan))
    if len(dollars) == 1 and "USD" not in named:
        settled["money:dollar"] = next(iter(dollars))
    return settled


def _with_currency(mention: Mention, settled: dict[str, str]) -> Mention:
    unit = settled.get(mention.anchor or "")
    value = mention.value
    if unit is None or not isinstance(value, NumericValue):
        return mention
    return replace(mention, value=NumericValue(number=value.number, low=value.low, high=value.high, unit=unit))
