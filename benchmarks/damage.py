"""Damage as it happens: each kind made from sound text by the mechanism that makes it on real pages.

Used by `benchmarks/normalize.py` and by the tests. Every function takes sound text and gives damaged text, or None where the
text cannot have been written in the encoding concerned, or where the accident does not happen to it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

Source = Literal["hans", "hant"]
Goal = Literal["exact", "nearly", "beyond", "mixed"]


@dataclass(frozen=True, slots=True)
class Damage:
    """A kind of damage.

    Attributes:
        name: stands in the table.
        goal: `exact` where nothing is lost, `nearly` where bytes are lost that the language tells, `beyond` for variants that
            lose more than the goals speak of, `mixed` where sound text stands beside damaged text.
        source: the script it is made from.
        make: the mechanism.
    """

    name: str
    goal: Goal
    source: Source
    make: Callable[[str], str | None]


def misread(
    written: str, shown: str, *, times: int = 1, errors: str = "replace", mark: str = "\ufffd"
) -> Callable[[str], str | None]:
    """Text written in one encoding and read in another, `times` times over; `mark` is shown for what cannot be read."""

    def make(text: str) -> str | None:
        for _ in range(times):
            try:
                data = text.encode(written)
            except UnicodeEncodeError:
                return None
            text = sloppy(data) if shown == "cp1252" else data.decode(shown, errors).replace("\ufffd", mark)
        return text

    return make


def sloppy(data: bytes) -> str:
    """Windows-1252 as browsers read it: bytes it has no character for come out as control characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def pieces(text: str) -> list[str]:
    """The lines of a text, or the sentences of a line, or the clauses of a sentence, each with the mark that ends it."""
    for pattern in (r"(?<=\n)", r"(?<=[。！？])", r"(?<=[，；：])"):
        found = [piece for piece in re.split(pattern, text) if piece]
        if len(found) > 1:
            return found
    return [text]


def inside(make: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """One damaged line, sentence or clause in the middle of sound ones."""

    def made(text: str) -> str | None:
        parts = pieces(text)
        at = len(parts) // 2
        damaged = make(parts[at])
        if len(parts) < 2 or damaged is None or damaged == parts[at]:
            return None
        return "".join([*parts[:at], damaged, *parts[at + 1 :]])

    return made


def several(*makes: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Lines or sentences damaged in one way after another, with a sound one between any two."""

    def made(text: str) -> str | None:
        parts = pieces(text)
        if len(parts) < 3:
            return None
        for at in range(0, len(parts), 2):
            damaged = makes[at // 2 % len(makes)](parts[at])
            if damaged is None:
                return None
            parts[at] = damaged
        return "".join(parts)

    return made


def entities(*, times: int = 1, hexadecimal: bool = False) -> Callable[[str], str | None]:
    """Every character outside ASCII as a numeric entity, and the ampersand escaped again for each time more."""

    def make(text: str) -> str | None:
        pattern = "&#x{:x};" if hexadecimal else "&#{};"
        shown = "".join(char if char < "\x80" else pattern.format(ord(char)) for char in html.escape(text, quote=True))
        for _ in range(times - 1):
            shown = shown.replace("&", "&amp;")
        return shown

    return make


@cache
def gloss_table(size: int) -> Mapping[bytes, bytes]:
    """The glossing script's table: the GBK pairs of the commonest Traditional characters, and their readings in GBK."""
    from pypinyin import Style, pinyin

    from duizhao.normalize.characters import script_sets
    from duizhao.normalize.language import load_language_model

    model = load_language_model("hant")
    chars = sorted((char for char in script_sets()[1] if encodable(char, "gbk")), key=lambda char: (-model.unigram(char), char))
    table: dict[bytes, bytes] = {}
    for char in chars:
        reading = pinyin(char, style=Style.TONE)[0][0]
        if encodable(reading, "gbk") and len(table) < size:
            table[char.encode("gbk")] = f"({reading})".encode("gbk")
    return table


def encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def glosses(size: int) -> Callable[[str], str | None]:
    """Glosses behind the characters of the table, nothing out of step."""

    def make(text: str) -> str | None:
        table = {pair.decode("gbk"): gloss.decode("gbk") for pair, gloss in gloss_table(size).items()}
        shown = "".join(char + table.get(char, "") for char in text)
        return shown if shown != text else None

    return make


def desync(size: int) -> Callable[[str], str | None]:
    """The same script at work on bytes: it matches across two characters too, and what it cuts apart is read out of step."""

    def make(text: str) -> str | None:
        try:
            data = text.encode("gbk")
        except UnicodeEncodeError:
            return None
        table = gloss_table(size)
        written = bytearray()
        at = 0
        while at < len(data):
            gloss = table.get(data[at : at + 2])
            if gloss is None:
                written.append(data[at])
                at += 1
            else:
                written += data[at : at + 2] + gloss
                at += 2
        shown = shown_from_gbk(bytes(written))
        return shown if "?" in shown.replace("?", "", text.count("?")) else None

    return make


def shown_from_gbk(data: bytes) -> str:
    """GBK bytes as the mirror site shows them: pairs outside the table vanish, a lead byte takes a wrong trail byte with it."""
    shown: list[str] = []
    at = 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            shown.append(chr(lead))
            at += 1
        elif at + 1 == len(data):
            at += 1
        elif not 0x40 <= data[at + 1] <= 0xFE or data[at + 1] == 0x7F:
            shown.append("?")
            at += 2
        else:
            shown.append(data[at : at + 2].decode("gbk", "ignore") if encodable_pair(data[at : at + 2]) else "")
            at += 2
    return "".join(shown)


def encodable_pair(pair: bytes) -> bool:
    try:
        pair.decode("gbk")
    except UnicodeDecodeError:
        return False
    return True


KINDS = (
    Damage("UTF-8 as Windows-1252", "exact", "hans", misread("utf-8", "cp1252")),
    Damage("UTF-8 as Windows-1252, twice", "exact", "hans", misread("utf-8", "cp1252", times=2)),
    Damage("entities", "exact", "hans", entities()),
    Damage("entities, escaped twice", "exact", "hant", entities(times=2, hexadecimal=True)),
    Damage("GBK as Latin-1", "exact", "hans", misread("gbk", "latin-1")),
    Damage("pinyin glosses", "exact", "hant", glosses(400)),
    Damage("UTF-8 as GB18030", "nearly", "hans", misread("utf-8", "gb18030")),
    Damage("UTF-8 as GB18030, Traditional, ?", "nearly", "hant", misread("utf-8", "gb18030", mark="?")),
    Damage("Big5 as GB18030", "nearly", "hant", misread("cp950", "gb18030")),
    Damage("GBK as Big5-HKSCS", "nearly", "hans", misread("gbk", "big5hkscs")),
    Damage("gloss desync", "nearly", "hant", desync(200)),
    Damage("UTF-8 as GBK", "beyond", "hans", misread("utf-8", "gbk")),
    Damage("Big5 as GBK", "beyond", "hant", misread("cp950", "gbk")),
    Damage("GBK as Big5", "beyond", "hans", misread("gbk", "cp950")),
    Damage("GBK as Windows-1252, Traditional", "beyond", "hant", misread("gbk", "cp1252")),
    Damage("UTF-8 as GB18030, one piece", "mixed", "hans", inside(misread("utf-8", "gb18030"))),
    Damage("UTF-8 as Windows-1252, one piece", "mixed", "hans", inside(misread("utf-8", "cp1252"))),
    Damage("GBK as Latin-1, one piece", "mixed", "hans", inside(misread("gbk", "latin-1"))),
    Damage("GBK as Big5-HKSCS, one piece", "mixed", "hans", inside(misread("gbk", "big5hkscs"))),
    Damage("Big5 as GB18030, one piece", "mixed", "hant", inside(misread("cp950", "gb18030"))),
    Damage(
        "four kinds, every other piece",
        "mixed",
        "hans",
        several(misread("utf-8", "gb18030"), misread("utf-8", "cp1252"), misread("gbk", "latin-1"), misread("gbk", "big5hkscs")),
    ),
    Damage("Big5 as Latin-1", "beyond", "hant", misread("cp950", "latin-1")),
)
