"""Simplified or Traditional, and conversion with OpenCC.

Everything is converted with OpenCC's `t2s`, whose phrases get 乾/干, 後/后, 餘/余 and their like right. One character is not its
business: Taiwan writes 著 where the mainland and Hong Kong write 着 (看著), and 著 where all do (著作). The surroundings
of each 著 in Traditional text go through `tw2s`, which has the phrases for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from duizhao.normalize.characters import script_sets
from duizhao.normalize.records import Script
from duizhao.normalize.scan import Scan
from duizhao.text import Edit, MappedText

if TYPE_CHECKING:
    from opencc import OpenCC

RULE = "script.t2s/2"
_ZHE = "著"
_PHRASE = 6  # characters on each side of a 著 that decide what it is
_LINE = 40  # and within which the script of the text shows
_MIXED = 0.1  # a share of the other script from which a text is called mixed
_PLAINLY = 0.02  # and up to which no stretch of it is looked at for itself
_PIECE = 4000  # characters compared at a time where lengths differ


@cache
def _converter(config: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(config)


def convert(config: str, text: str) -> str:
    """Text converted with one of OpenCC's configurations; some of them end at a NUL, which is therefore kept from them.

    >>> convert("tw2s", "看著\\0看著")
    '看着\\x00看着'
    """
    convert_part = _converter(config).convert
    if "\0" not in text:
        whole: str = convert_part(text)
        return whole
    return "\0".join(convert_part(part) for part in text.split("\0"))


def script_of(found: Scan) -> Script | None:
    """`hans`, `hant`, `mixed`, or None where no character tells."""
    if found.simplified == found.traditional == 0:
        return None
    share = found.traditional / (found.simplified + found.traditional)
    if share > 1 - _MIXED:
        return "hant"
    return "hans" if share < _MIXED else "mixed"


def to_simplified(mapped: MappedText, found: Scan) -> MappedText:
    """Convert to Simplified Chinese; phrases of unequal length become edits."""
    text = mapped.text
    if not found.traditional and (found.simplified or _ZHE not in text):
        return mapped
    converted = convert("t2s", text)
    if len(converted) == len(text):
        return mapped.substituted(_with_aspect(text, converted, found), RULE)
    return mapped.apply(_edits(text, converted))


def _with_aspect(text: str, converted: str, found: Scan) -> str:
    """The converted text with Taiwan's 著 set right; only the few characters around each are converted again."""
    places = list(_places(text, _ZHE))
    if found.simplified > _PLAINLY * found.traditional:
        places = [at for at in places if _is_traditional(text[max(0, at - _LINE) : at + _LINE])]
    if not places:
        return converted
    windows = "\n".join(text[max(0, at - _PHRASE) : at + _PHRASE].replace("\n", " ") for at in places)
    pieces: list[str] = []
    copied = 0
    for at, window in zip(places, convert("tw2s", windows).split("\n"), strict=True):
        pieces += [converted[copied:at], window[min(at, _PHRASE)]]
        copied = at + 1
    pieces.append(converted[copied:])
    return "".join(pieces)


def _is_traditional(text: str) -> bool:
    """Whether a stretch is rather Traditional than Simplified, or could be either."""
    only_simplified, only_traditional = script_sets()
    if only_simplified.isdisjoint(text):
        return True
    return sum(char in only_traditional for char in text) > sum(char in only_simplified for char in text)


def _places(text: str, char: str) -> Iterator[int]:
    position = text.find(char)
    while position >= 0:
        yield position
        position = text.find(char, position + 1)


def _edits(text: str, converted: str) -> Iterator[Edit]:
    """Compare line by line, long lines in pieces, so that time grows with the length."""
    before, after = text.split("\n"), converted.split("\n")
    if len(before) != len(after):
        yield Edit(0, len(text), converted, RULE)
        return
    start = 0
    for old, new in zip(before, after, strict=True):
        if len(old) == len(new):
            yield from _changes(old, new, start)
        elif len(old) <= _PIECE:
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            for tag, first, last, new_first, new_last in matcher.get_opcodes():
                if tag != "equal":
                    yield Edit(start + first, start + last, new[new_first:new_last], RULE)
        else:
            yield from _pieces(old, start)
        start += len(old) + 1


def _changes(old: str, new: str, start: int) -> Iterator[Edit]:
    for at, (one, other) in enumerate(zip(old, new, strict=True)):
        if one != other:
            yield Edit(start + at, start + at + 1, other, RULE)


def _pieces(line: str, start: int) -> Iterator[Edit]:
    """A very long line, converted again in pieces that no phrase is likely to cross."""
    at = 0
    while at < len(line):
        cut = max(line.rfind(mark, at, at + _PIECE) for mark in "。，；！？、 ")
        end = cut + 1 if cut > at else min(at + _PIECE, len(line))
        piece = line[at:end]
        for edit in _edits(piece, convert("t2s", piece)):
            yield replace(edit, start=start + at + edit.start, end=start + at + edit.end)
        at = end
