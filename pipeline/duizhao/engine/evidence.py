"""What the claims of a sentence offer to the alignment of comparable texts: numbers, dates and names in a common form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from duizhao.align import Evidence
from duizhao.model import DateValue, NumericValue, PersonValue, exact_json

if TYPE_CHECKING:
    from duizhao.engine.analysis import AnalysedSentence

_DATE = re.compile(r"(\d{4}|X{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?")


def evidence_of(sentence: AnalysedSentence) -> Evidence:
    """Numbers as exact decimal strings, dates as (year, month, day) with None for the unknown, names in lower case."""
    numbers: set[str] = set()
    dates: set[tuple[int | None, int | None, int | None]] = set()
    names: set[str] = set()
    for mention in sentence.mentions:
        match mention.value:
            case NumericValue(number=number, low=low, high=high):
                stated = [number] if number is not None else [low, high]
                numbers.update(str(exact_json(value)) for value in stated if value is not None)
            case DateValue(edtf=edtf):
                dates.update(_dates(edtf))
            case PersonValue() as person:
                names.update(_latin(person))
            case _:
                pass
    return Evidence(numbers=frozenset(numbers), dates=frozenset(dates), names=frozenset(names))


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
