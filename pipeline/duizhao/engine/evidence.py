"""What the claims of a sentence offer to the alignment of comparable texts: numbers, dates and names in a common form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from duizhao.align import Evidence
from duizhao.consistency.names import match_names
from duizhao.consistency.units import units
from duizhao.dateline import dateline_end
from duizhao.exact_numbers import exact_json
from duizhao.model import ClaimKind, DateValue, NumericValue, PersonValue, TimeValue

if TYPE_CHECKING:
    from duizhao.engine.analysis import AnalysedSentence

_DATE = re.compile(r"(\d{4}|X{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?")
# Names of a side that are compared with all of the other; of longer texts only those that are spelled as they are read meet.
_MOST_NAMES = 200
# From this likeness on two names are one person's.
_SAME_NAME = 0.5


def evidence_of(sentence: AnalysedSentence) -> Evidence:
    """Numbers as exact decimal strings and with their units, dates as (year, month, day) with None for the unknown, names in
    lower case. The day of a dateline is when the account was written, and no part of it."""
    numbers: set[str] = set()
    quantities: set[str] = set()
    dates: set[tuple[int | None, int | None, int | None]] = set()
    names: set[str] = set()
    told_from = dateline_end(sentence.text)
    for mention in sentence.mentions:
        match mention.value:
            case NumericValue() as value:
                stated = [value.number] if value.number is not None else [value.low, value.high]
                for number in stated:
                    if number is not None:
                        numbers.add(str(exact_json(number)))
                        quantities.update(_quantity(mention.kind, number, value.unit))
            case TimeValue(iso=iso):
                quantities.update(iso.split("/"))
            case DateValue(edtf=edtf) if mention.offset >= told_from:
                found = _dates(edtf)
                dates.update(found)
                # The year of a whole date is most often the document's own.
                quantities.update(f"{year} year" for year, _, day in found if year and not day)
            case PersonValue() as person:
                names.update(_latin(person))
    return Evidence(frozenset(numbers), frozenset(dates), frozenset(names), frozenset(quantities))


def evidence_of_sides(zh: Sequence[AnalysedSentence], en: Sequence[AnalysedSentence]) -> tuple[list[Evidence], list[Evidence]]:
    """The evidence of two texts that are to be linked: people whom both name, in whatever transcription, have one name.

    >>> evidence_of_sides([], [])
    ([], [])
    """
    chinese, english = _people(zh), _people(en)
    same: dict[str, set[str]] = {}
    if len(chinese) <= _MOST_NAMES and len(english) <= _MOST_NAMES:
        for name, person in chinese.items():
            best = max((match_names(person, other).score for other in english.values()), default=0.0)
            if best >= _SAME_NAME:
                same[name] = set().union(
                    *(_latin(other) for other in english.values() if match_names(person, other).score == best)
                )
    zh_evidence = []
    for sentence in zh:
        found = evidence_of(sentence)
        more = set().union(*(same.get(name, set()) for name in _named(sentence)))
        zh_evidence.append(replace(found, names=found.names | more))
    return zh_evidence, [evidence_of(sentence) for sentence in en]


def _people(sentences: Sequence[AnalysedSentence]) -> dict[str, PersonValue]:
    return {name: person for sentence in sentences for name, person in _named(sentence).items()}


def _named(sentence: AnalysedSentence) -> dict[str, PersonValue]:
    return {mention.value.name: mention.value for mention in sentence.mentions if isinstance(mention.value, PersonValue)}


def _quantity(kind: ClaimKind, number: Fraction, unit: str | None) -> Iterator[str]:
    """A number with what it measures, in the first unit of its dimension: `40 cm` and `0.4 m` are one quantity."""
    if kind in ("ordinal", "count"):
        # What is counted has many names: 6840 `person` of one side may be 6840 `item` of the other.
        yield f"{exact_json(number)} {kind}"
    elif unit is None:
        if 0 < number < 1:
            yield f"{exact_json(number * 100)} %"
    elif kind == "age":
        yield f"{exact_json(number)} {unit} old"
    elif unit in ("month", "year"):
        yield f"{exact_json(number * (12 if unit == 'year' else 1))} month"
    elif unit in ("day", "week"):
        yield f"{exact_json(number * (7 if unit == 'week' else 1))} day"
    elif unit in units():
        known = units()[unit]
        yield f"{exact_json(known.base(number))} {known.dimension}"
    else:
        yield f"{exact_json(number)} {unit}"


def _dates(edtf: str) -> set[tuple[int | None, int | None, int | None]]:
    found = set()
    for part in edtf.split("/"):
        match = _DATE.fullmatch(part)
        if match:
            year, month, day = (int(group) if group and group.isdigit() else None for group in match.groups())
            found.add((year, month, day))
    return found


def _latin(person: PersonValue) -> set[str]:
    """The name in lower-case Latin letters, a Chinese one by its reading: `zhou lin`."""
    if person.name.isascii():
        return {" ".join(re.findall(r"[a-z]+", person.name.lower()))} - {""}
    parts = [_reading(part) for part in (person.family, person.given) if part] or [_reading(person.name)]
    return {" ".join(part for part in parts if part)} - {""}


def _reading(name: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(syllable for syllable in lazy_pinyin(name) if syllable.isascii() and syllable.isalpha())
