"""Language facts as data: the TOML files of this folder, read once and checked against one schema.

Each file says in its comments where its facts come from. A linguist edits the files; nothing here knows a word.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from duizhao.claims.lexicon.schema import (
    Calendar,
    ChineseWords,
    ConfidenceFile,
    CountFile,
    Currency,
    Duration,
    DurationFile,
    EnglishWords,
    MoneyFile,
    NumeralFile,
    PersonNounFile,
    QualifierFile,
    RefusalFile,
    UnitFile,
    UnreadFile,
)


@cache
def units() -> UnitFile:
    """All listed measures, and the metric prefixes; `duizhao.claims.measures` makes the other forms."""
    return msgspec.toml.decode(_read("units.toml"), type=UnitFile)


def currencies() -> tuple[Currency, ...]:
    """All currencies; of a name that several share, the first one listed is meant."""
    return _money().currency


def word_codes() -> frozenset[str]:
    """Codes of currencies that are also words (TRY, TOP, ALL)."""
    return _money().word_codes


@cache
def _money() -> MoneyFile:
    return msgspec.toml.decode(_read("money.toml"), type=MoneyFile)


@cache
def durations() -> tuple[Duration, ...]:
    """All stretches of time."""
    return msgspec.toml.decode(_read("durations.toml"), type=DurationFile).unit


@cache
def qualifiers() -> QualifierFile:
    """Words that say how exactly a number is meant."""
    return msgspec.toml.decode(_read("qualifiers.toml"), type=QualifierFile)


@cache
def numerals() -> NumeralFile:
    """Number words and signs."""
    return msgspec.toml.decode(_read("numerals.toml"), type=NumeralFile)


@cache
def english_words() -> EnglishWords:
    """Word lists of the English rules."""
    return msgspec.toml.decode(_read("en_words.toml"), type=EnglishWords)


@cache
def chinese_words() -> ChineseWords:
    """Word lists of the Chinese rules."""
    return msgspec.toml.decode(_read("zh_words.toml"), type=ChineseWords)


@cache
def refusals() -> RefusalFile:
    """What looks like a claim and is none."""
    return msgspec.toml.decode(_read("refusals.toml"), type=RefusalFile)


@cache
def unread() -> UnreadFile:
    """Words that say a figure, a part of the day or a unit without being a claim."""
    return msgspec.toml.decode(_read("unread.toml"), type=UnreadFile)


@cache
def counts() -> CountFile:
    """Classes of counted things, and measure words."""
    return msgspec.toml.decode(_read("counts.toml"), type=CountFile)


@cache
def person_nouns() -> frozenset[str]:
    """English nouns that mean a person first, in the singular."""
    return frozenset(msgspec.toml.decode(_read("person-nouns.toml"), type=PersonNounFile).person.split())


@cache
def confidence() -> dict[str, float]:
    """How often a claim of each rule is right, where the gold says it."""
    return msgspec.toml.decode(_read("confidence.toml"), type=ConfidenceFile).rule


@cache
def calendar() -> Calendar:
    """Months, weekdays, seasons, eras, holidays."""
    return msgspec.toml.decode(_read("calendar.toml"), type=Calendar)


def _read(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()
