"""What could have been read or converted otherwise: guessed bytes, and titles on which OpenCC's configurations differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.normalize.records import Flag
from duizhao.normalize.script import convert
from duizhao.text import MappedText, Repair

# Configurations that a title may have been meant for: plain, Taiwan's, Taiwan's with its own words, Hong Kong's.
_CONFIGURATIONS = ("t2s", "tw2s", "tw2sp", "hk2s")
_TITLE = re.compile(r"[《〈]([^《》〈〉\n]{1,60}+)[》〉]")
# Written by, not continuing: a 著 that names an author keeps its form.
_AUTHORED = re.compile(r"著(?=有|述|者|《)|(?<=[所合編编原])著")
_DOUBTFUL = 0.75  # below this, a guessed byte is reported; of those, one in three is wrong


def doubtful(repairs: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """Repairs in which a byte was guessed that could well have been another."""
    return tuple(
        repair
        for repair in repairs
        if repair.confidence < _DOUBTFUL and any(rule.startswith("mojibake.") for rule in repair.rules)
    )


def guessed_flags(mapped: MappedText, repairs: tuple[Repair, ...]) -> Iterator[Flag]:
    """Flags for guessed bytes, in the text as it is now."""
    for repair in repairs:
        start, end = mapped.to_text(repair.start, repair.end)
        if start < end:
            yield Flag(start, end, "ambiguous", f"A byte was lost here and guessed; the guess is {repair.confidence:.0%} sure.")


def conversion_flags(before: str, after: str) -> Iterator[Flag]:
    """Flags for titles and authors that another configuration converts otherwise; both texts are of one length."""
    spans = [match.span(1) for at in places(before, "《〈") if (match := _TITLE.match(before, at))]
    titles = "\n".join(before[start:end] for start, end in spans)
    if spans:
        others = [convert(name, titles).split("\n") for name in _CONFIGURATIONS]
        for at, (start, end) in enumerate(spans):
            alternatives = tuple(dict.fromkeys(other[at] for other in others if other[at] != after[start:end]))
            if alternatives:
                yield Flag(start, end, "ambiguous", "Another configuration converts this otherwise.", alternatives)
    for at in places(before, "著"):
        if after[at] == "着" and _AUTHORED.match(before, at):
            yield Flag(at, at + 1, "ambiguous", "Written by, or an aspect marker?", ("著",))


def places(text: str, chars: str) -> Iterator[int]:
    """Offsets of some characters, one after another."""
    for char in chars:
        at = text.find(char)
        while at >= 0:
            yield at
            at = text.find(char, at + 1)
