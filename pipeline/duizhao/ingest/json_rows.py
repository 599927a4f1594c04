"""JSONL, a JSON object a line, or one JSON array of objects; each with both sides of a pair or one text."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import msgspec

from duizhao.ingest.names import Role, column_role, language_of_tag
from duizhao.ingest.sides import source_language
from duizhao.ingest.units import MISSING_FIELD, NOT_READABLE, Id, Lines, Reporter, Unit
from duizhao.model import Failure

Side = Literal["zh", "en"]


# How an array of objects begins, and what stands between two of them.
_ARRAY = re.compile(r"\ufeff?\s*\[\s*\{")
_BETWEEN = re.compile(r"[\s,]*")
_ISO_DATE = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}(?:T|$)")


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row `{id, text}` or `{id, lang, text}`, perhaps with a `date`.

    Attributes:
        id: the row's own, or its line where it has none.
        lang: `zh` or `en` where the row says so (`zh-CN` and the like count), None where it does not.
        line: from 1.
        named: the id is the row's own.
        date: when the text was written (ISO), None where the row does not say.
    """

    id: Id
    text: str
    lang: Side | None
    line: int
    named: bool = True
    date: str | None = None


def units(lines: Lines, report: Reporter, limit: int) -> Iterator[Unit | Failure]:
    """Rows with both sides: `{id, zh, en}`, `{id, source, target}`, or `{id, translation: {zh, en}}` as data hubs have it."""
    for row in read_rows(lines, report, limit):
        yield row if isinstance(row, Failure) else unit(row, report)


def texts(lines: Lines, report: Reporter, limit: int) -> Iterator[TextRow | Failure]:
    """Rows with one text: `{id, text}`, `{id, lang, text}`."""
    for row in read_rows(lines, report, limit):
        yield row if isinstance(row, Failure) else text(row, report)


@dataclass(frozen=True, slots=True)
class Row:
    """A JSON object and its line; `fields` by what they hold."""

    line: int
    fields: Mapping[Role, object]
    names: tuple[str, ...]
    date: str | None = None

    def named(self) -> bool:
        """Whether it has an id of its own: a string or a whole number."""
        found = self.fields.get("id")
        return isinstance(found, str | int) and not isinstance(found, bool)

    def id(self) -> Id:
        """The row's own id, or its line."""
        found = self.fields.get("id")
        return found if isinstance(found, str | int) and self.named() else self.line


def read_rows(lines: Lines, report: Reporter, limit: int) -> Iterator[Row | Failure]:
    """The objects of JSONL, or of one JSON array of objects; blank lines are no rows."""
    read = ((number, line) for number, line in lines if line is None or line.strip())
    first = next(read, None)
    if first is None:
        return
    second = next(read, None)
    rest = chain((line for line in (first, second) if line is not None), read)
    begins = "".join(line or "" for _, line in (first, second or (0, "")))
    if _ARRAY.match(begins):
        yield from _array(rest, report, limit)
        return
    for number, line in rest:
        if line is None:
            yield report.too_long(number, limit)
            continue
        try:
            value = msgspec.json.decode(line)
        except (msgspec.MsgspecError, UnicodeError) as error:
            yield report(NOT_READABLE, number, f"The line is no JSON: {error}.")
            continue
        except RecursionError:
            yield report(NOT_READABLE, number, "The line nests too deeply.")
            continue
        yield _row(value, number, report)


def _array(lines: Iterator[tuple[int, str | None]], report: Reporter, limit: int) -> Iterator[Row | Failure]:
    """The objects of an array, each with the line it begins in; behind a fault nothing more is read."""
    text, starts, numbers, size = [], [], [], 0
    for number, line in lines:
        if line is None:
            yield report.too_long(number, limit)
            continue
        starts.append(size)
        numbers.append(number)
        text.append(line)
        size += len(line) + 1
    whole, decoder = "\n".join(text), json.JSONDecoder()
    at = whole.index("[") + 1
    while (begin := _BETWEEN.match(whole, at).end()) < len(whole) and whole[begin] != "]":  # type: ignore[union-attr]
        number = numbers[bisect_right(starts, begin) - 1]
        try:
            value, at = decoder.raw_decode(whole, begin)
        except ValueError as error:
            yield report(NOT_READABLE, number, f"The array is no JSON from here on: {error}.")
            return
        except RecursionError:
            yield report(NOT_READABLE, number, "The array nests too deeply.")
            return
        yield _row(value, number, report)


def _row(value: object, number: int, report: Reporter) -> Row | Failure:
    if not isinstance(value, dict):
        return report(NOT_READABLE, number, f"The row is {_kind(value)}, not an object with fields.")
    written = value.get("date")
    date = written if isinstance(written, str) and _ISO_DATE.match(written) else None
    return Row(number, _roles(value), tuple(value), date)


def row_of(fields: Mapping[str, object], line: int) -> Row:
    """A row whose fields are there already."""
    return Row(line, _roles(fields), tuple(fields))


def _roles(value: Mapping[str, object]) -> dict[Role, object]:
    roles: dict[Role, object] = {}
    for name, field in value.items():
        role = column_role(name)
        if role is not None and role not in roles:
            roles[role] = field
    nested = value.get("translation")
    if isinstance(nested, dict) and "zh" not in roles and "en" not in roles:
        for name, field in nested.items():
            side = language_of_tag(str(name))
            if side is not None:
                roles.setdefault(side, field)
    if not roles.keys() & {"zh", "en", "text"} and {"source", "target"} <= roles.keys():
        roles |= _by_language(roles["source"], roles["target"])
    return roles


def _by_language(source: object, target: object) -> dict[Role, object]:
    """Source and target as the Chinese and the English side."""
    texts = [side if isinstance(side, str) else "" for side in (source, target)]
    return {"zh": source, "en": target} if source_language(*texts) == "zh" else {"zh": target, "en": source}


def unit(row: Row, report: Reporter) -> Unit | Failure:
    """The row as a pair."""
    sides: dict[Side, str | None] = {}
    for side in ("zh", "en"):
        value = row.fields.get(side)
        if value is not None and not isinstance(value, str):
            return report(NOT_READABLE, row.line, f"The field {side} holds {_kind(value)}, not text.")
        sides[side] = value
    if sides["zh"] is None and sides["en"] is None:
        return report(MISSING_FIELD, row.line, f"The row has neither zh and en nor source and target, but {listed(row.names)}.")
    return Unit(row.id(), sides["zh"], sides["en"], row.line, named=row.named())


def text(row: Row, report: Reporter) -> TextRow | Failure:
    """The row as one text."""
    words = row.fields.get("text")
    if words is None:
        return report(MISSING_FIELD, row.line, f"The row has no text, but {listed(row.names)}.")
    if not isinstance(words, str):
        return report(NOT_READABLE, row.line, f"The field text holds {_kind(words)}, not text.")
    stated = row.fields.get("lang")
    lang = language_of_tag(stated) if isinstance(stated, str) else None
    if stated is not None and lang is None:
        return report(NOT_READABLE, row.line, f"The field lang is {stated!r}; zh or en is read.")
    return TextRow(row.id(), words, lang, row.line, named=row.named(), date=row.date)


def listed(names: tuple[str, ...]) -> str:
    """Names of fields, for a message."""
    if not names:
        return "no field at all"
    shown = ", ".join(name[:40] for name in names[:6])
    return shown if len(names) <= 6 else f"{shown} and {len(names) - 6} more"


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"
