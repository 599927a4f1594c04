"""Language facts as data: the TOML files of this folder, read once and checked against one schema.

Each file says in its comments where its facts come from. A linguist edits the files; nothing here knows a word.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table: immutable, unknown keys in a file are an error."""


class Unit(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure: its UCUM code and its names. `symbol` is case-sensitive and used in both languages."""

    code: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()


class Subunit(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A small coin; `per` of them make one of the main unit."""

    per: int
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()


class Currency(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A currency: ISO 4217 code, names, symbols; `prefix` are Chinese names that may stand before the number."""

    iso: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    sub: tuple[Subunit, ...] = ()


class Duration(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of time; one of it is `scale` of the unit `to` (itself when not said)."""

    name: str
    to: str | None = None
    scale: str = "1"
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    symbol: tuple[str, ...] = ()


class QualifierWords(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one qualifier, before and after a number."""

    name: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class QualifierList(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The qualifiers of one language."""

    qualifier: tuple[QualifierWords, ...]


class CountClass(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of counted things and the words of both languages that belong to it."""

    name: str
    measure: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class GeneralMeasures(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Measure words that leave the class to the noun."""

    measure: tuple[str, ...]


class Holiday(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A holiday with a fixed date, a computed one (`easter-2`, `11-4-4`: fourth Thursday of November) or a lunar one."""

    date: str | None = None
    rule: str | None = None
    lunar: str | None = None
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Calendar(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of the calendar."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    eras: dict[str, int]
    eras_en: dict[str, int]
    holiday: tuple[Holiday, ...]


class UnitFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`units.toml`."""

    unit: tuple[Unit, ...]


class MoneyFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`money.toml`."""

    currency: tuple[Currency, ...]


class DurationFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`durations.toml`."""

    unit: tuple[Duration, ...]


class QualifierFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`qualifiers.toml`."""

    zh: QualifierList
    en: QualifierList


class CountFile(_Table, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`counts.toml`. Named `class` in the file, which Python does not allow as a field."""

    classes: tuple[CountClass, ...] = msgspec.field(name="class")
    general: GeneralMeasures


@cache
def units() -> tuple[Unit, ...]:
    """All measures."""
    return msgspec.toml.decode(_read("units.toml"), type=UnitFile).unit


@cache
def currencies() -> tuple[Currency, ...]:
    """All currencies; of a name that several share, the first one listed is meant."""
    return msgspec.toml.decode(_read("money.toml"), type=MoneyFile).currency


@cache
def durations() -> tuple[Duration, ...]:
    """All stretches of time."""
    return msgspec.toml.decode(_read("durations.toml"), type=DurationFile).unit


@cache
def qualifiers() -> QualifierFile:
    """Words that say how exactly a number is meant."""
    return msgspec.toml.decode(_read("qualifiers.toml"), type=QualifierFile)


@cache
def counts() -> CountFile:
    """Classes of counted things, and measure words."""
    return msgspec.toml.decode(_read("counts.toml"), type=CountFile)


@cache
def calendar() -> Calendar:
    """Months, weekdays, seasons, eras, holidays."""
    return msgspec.toml.decode(_read("calendar.toml"), type=Calendar)


def _read(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()
