"""TMX 1.4 and XLIFF 1.2, 2.x: translation units, one after the other, in memory that does not grow.

The parser fetches nothing, resolves no entity of the file's own and keeps libxml2's limits; a fault in one place is reported
with its line, and what can still be read is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from duizhao.ingest.names import language_of_tag
from duizhao.ingest.sides import language
from duizhao.ingest.streams import ByteReader
from duizhao.ingest.units import EMPTY_SIDE, NOT_READABLE, OTHER_LANGUAGES, Reporter, Unit
from duizhao.model import Failure

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Inline elements whose content is markup of the original format, no text: TMX and XLIFF 1.2 have the same names.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
# ...but what these hold inside a code is text again.
_TEXT_IN_CODE = "sub"
_MAX_FAULTS = 50
# What a variant without a language tag is called.
_UNNAMED = "a language that is not named"
# Line breaks and indentation of a pretty-printed file are no part of the text.
_BREAK = re.compile(r"[ \t]*+[\r\n][ \t\r\n]*+")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*+[\r\n][ \t\r\n]*+(?=[\u3000-\u9fff\uff00-\uffef])")


def units(chunks: Iterator[bytes], report: Reporter) -> Iterator[Unit | Failure]:
    """The units of a TMX or XLIFF file.

    Args:
        chunks: the file as UTF-8, whatever it states itself, in pieces.
        report: makes the failures.
    """
    from lxml import etree

    reader = ByteReader(chunks)
    parser = etree.iterparse(
        reader,
        events=("start", "end"),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    found = 0
    try:
        for unit in _walk(parser, report):
            found += 1
            # What is sound has ended before the file does; the parser ends the rest itself.
            yield replace(unit, cut_off=True) if reader.ended and isinstance(unit, Unit) else unit
    except etree.XMLSyntaxError as error:
        yield report(NOT_READABLE, error.lineno, f"The XML cannot be read on from here: {error.msg}.")
    faults: dict[int, str] = {}
    for fault in parser.error_log:
        faults.setdefault(fault.line, fault.message)
    for line, message in list(faults.items())[:_MAX_FAULTS]:
        yield report(NOT_READABLE, line, f"The XML is damaged here: {message.strip().rstrip('.')}.")
    if len(faults) > _MAX_FAULTS:
        yield report(NOT_READABLE, None, f"The XML is damaged in {len(faults) - _MAX_FAULTS:,} more lines.")
    if not found:
        yield report(NOT_READABLE, None, "The file holds no translation unit of TMX or XLIFF.")


def _walk(parser: Iterator[tuple[str, _Element]], report: Reporter) -> Iterator[Unit | Failure]:
    number = 0
    languages: tuple[str | None, str | None] = (None, None)
    scope = ""
    inside_alternative = 0
    for event, element in parser:
        name = _local(element)
        if event == "start":
            if name == "alt-trans":
                inside_alternative += 1
            elif name == "xliff":
                languages = (element.get("srcLang"), element.get("trgLang"))
            elif name == "file":
                scope = str(element.get("original") or element.get("id") or "")
                if element.get("source-language"):
                    languages = (element.get("source-language"), element.get("target-language"))
            continue
        if name == "alt-trans":
            inside_alternative -= 1
        if inside_alternative:
            continue
        if name == "tu":
            number += 1
            yield _translation_unit(element, report)
            _forget(element)
        elif name == "trans-unit":
            number += 1
            yield _sides(element, str(element.get("id") or ""), languages, scope, report)
            _forget(element)
        elif name == "unit":
            number += 1
            yield from _segments(element, languages, scope, report)
            _forget(element)


def _translation_unit(element: _Element, report: Reporter) -> Unit | Failure:
    """TMX: a variant for each language, by its script where none is stated; the first Chinese and the first English one count."""
    texts: dict[str, str] = {}
    others: list[str] = []
    for variant in element:
        if _local(variant) != "tuv":
            continue
        tag = variant.get(_XML_LANG) or variant.get("lang")
        side = language_of_tag(tag)
        segment = next((child for child in variant if _local(child) == "seg"), None)
        if side is None and not tag:
            side = language(_text(segment)) if segment is not None else None
        if side is None:
            others.append(tag or _UNNAMED)
        elif segment is not None and side not in texts:
            texts[side] = _text(segment)
    line = element.sourceline or 0
    if not texts and others:
        named = ", ".join(other for other in others[:5] if other != _UNNAMED) or "not named, and its script tells none"
        return report(OTHER_LANGUAGES, line, f"The unit's languages are {named}; Chinese and English are read.")
    own = element.get("tuid") or ""
    return Unit(own or line, texts.get("zh"), texts.get("en"), line, named=bool(own), others=tuple(others))


def _segments(
    element: _Element, languages: tuple[str | None, str | None], scope: str, report: Reporter
) -> Iterator[Unit | Failure]:
    """XLIFF 2: a unit holds segments; with more than one, each is a unit of its own."""
    segments = [child for child in element if _local(child) == "segment"]
    own = str(element.get("id") or "")
    for number, segment in enumerate(segments, start=1):
        part = str(segment.get("id") or number)
        yield _sides(segment, own if len(segments) == 1 else f"{own}/{part}", languages, scope, report)


def _sides(element: _Element, own: str, languages: tuple[str | None, str | None], scope: str, report: Reporter) -> Unit | Failure:
    """XLIFF: source and target, whose languages the file states."""
    source = next((child for child in element if _local(child) == "source"), None)
    target = next((child for child in element if _local(child) == "target"), None)
    line = element.sourceline or 0
    if source is None:
        return report(EMPTY_SIDE, line, f"Unit {own or line} has no source.")
    texts = [_text(side) if side is not None else None for side in (source, target)]
    stated = (source.get(_XML_LANG) or languages[0], (target.get(_XML_LANG) if target is not None else None) or languages[1])
    sides = [language_of_tag(tag) for tag in stated]
    if any(tag and side is None for tag, side in zip(stated, sides, strict=True)):
        return report(OTHER_LANGUAGES, line, f"The languages are {stated[0]} and {stated[1]}; Chinese and English are read.")
    if sides[0] is None and sides[1] is None:
        sides[0] = language(texts[0] or "")
    if sides[0] is None:
        sides[0] = "en" if sides[1] == "zh" else "zh"
    if sides[0] == sides[1]:
        return report(OTHER_LANGUAGES, line, f"Source and target are both stated to be {stated[0]}.")
    zh, en = texts if sides[0] == "zh" else reversed(texts)
    return Unit(own or line, zh, en, line, scope, named=bool(own))


def _text(element: _Element) -> str:
    text = "".join(_pieces(element, in_code=False))
    if element.get(_XML_SPACE) == "preserve" or ("\n" not in text and "\r" not in text):
        return text
    return _BREAK.sub(" ", _HAN_BREAK.sub("", text)).strip()


def _pieces(element: _Element, *, in_code: bool) -> Iterator[str]:
    """What a reader of the unit sees: text, without the codes of the original format."""
    if element.text and not in_code:
        yield element.text
    for child in element:
        name = _local(child)
        if name == "cp":  # XLIFF 2: a character that XML cannot hold
            continue
        if not isinstance(child.tag, str):
            # A comment, a processing instruction; or an entity that only the file's own DTD explains, kept as it is written.
            if name == "entity" and not in_code:
                yield child.text or ""
        elif name == _TEXT_IN_CODE:
            yield from _pieces(child, in_code=False)
        else:
            yield from _pieces(child, in_code=in_code or name in _CODES)
        if child.tail and not in_code:
            yield child.tail


def _local(element: _Element) -> str:
    from lxml import etree

    if isinstance(element.tag, str):
        return element.tag.rpartition("}")[2]
    return "entity" if element.tag is etree.Entity else ""


def _forget(element: _Element) -> None:
    """Free what has been read; the tree behind a streaming parser grows otherwise."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        parent = element.getparent()
        if parent is None:
            return
        del parent[0]
