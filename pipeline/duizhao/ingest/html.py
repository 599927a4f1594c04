"""HTML pages: the article's paragraphs, its date and its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.errors import FormatError
from duizhao.ingest.tables import lines_of_table

if TYPE_CHECKING:
    from lxml.etree import _Element

# What no XML tree can hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DATE = re.compile(r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]++")
# Where pages state their date, most trustworthy first.
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "date",
)
# Elements that end a line, when a page is read without an extractor.
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "fieldset"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre"}
    | {"section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}
)
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select"})


@dataclass(frozen=True, slots=True)
class Page:
    """Paragraphs of a page, in order; its date (ISO) and address where its metadata state them."""

    paragraphs: tuple[str, ...]
    date: str | None
    url: str | None


def read_page(markup: str) -> Page:
    """The article of a page.

    trafilatura finds it (recall favoured, nothing removed as a duplicate: the same short sentence may stand twice in a
    bilingual page); where it finds nothing, all visible text is taken.

    Raises:
        FormatError: there is no markup to read, or no text in it.

    >>> read_page("<html><body><p>新泊位12个。</p><p>Twelve new berths.</p></body></html>").paragraphs
    ('新泊位12个。', 'Twelve new berths.')
    """
    tree = _parse(markup)
    date, url = _date(tree), _url(tree)
    paragraphs = _article(tree)
    if not paragraphs:
        paragraphs = [line for line in _visible_lines(tree) if line]
    if not paragraphs:
        raise FormatError("The page holds no text.", hint="Save the page after it has been shown in a browser.")
    return Page(tuple(paragraphs), date, url)


def _parse(markup: str) -> _Element:
    from lxml import etree, html

    cleaned = _NOT_XML.sub(" ", _XML_DECLARATION.sub("", markup))
    try:
        tree: _Element = html.document_fromstring(cleaned.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(f"The page cannot be read as HTML: {error}.") from error
    return tree


def _article(tree: _Element) -> list[str]:
    from copy import deepcopy

    from trafilatura import bare_extraction

    document = bare_extraction(
        deepcopy(tree), favor_recall=True, include_comments=False, include_tables=True, include_links=False, deduplicate=False
    )
    body = getattr(document, "body", None)
    if body is None:
        return []
    lines = list(_lines(body))
    heading = _heading(tree)
    if heading and lines and heading not in lines[:3]:
        lines.insert(0, heading)
    return lines


def _heading(tree: _Element) -> str | None:
    """The page's one main heading, which stands outside what extractors take for the article."""
    found = [_collapsed("".join(element.itertext())) for element in tree.iter("h1")]
    found = [text for text in found if text]
    return found[0] if len(found) == 1 else None


def _lines(element: _Element) -> Iterator[str]:
    """Paragraphs of trafilatura's tree; `lb` ends a line, a table is laid out by `lines_of_table`."""
    if element.tag == "table":
        rows = [[_collapsed("".join(cell.itertext())) for cell in row.iter("cell")] for row in element.iter("row")]
        yield from lines_of_table(rows)
        return
    if element.tag not in {"body", "main", "list", "quote", "div", "item", "p"} or not len(element):
        text = _collapsed("".join(element.itertext()))
        if text:
            yield text
        return
    inline: list[str] = [element.text or ""]
    for child in element:
        if child.tag in {"table", "list", "p", "head", "quote", "item", "div", "code"}:
            yield from _flushed(inline)
            yield from _lines(child)
        elif child.tag == "lb":
            yield from _flushed(inline)
        else:
            inline.append("".join(child.itertext()))
        inline.append(child.tail or "")
    yield from _flushed(inline)


def _flushed(pieces: list[str]) -> Iterator[str]:
    text = _collapsed("".join(pieces))
    pieces.clear()
    if text:
        yield text


def _visible_lines(tree: _Element) -> Iterator[str]:
    """All text that a reader would see, a line a block."""
    pieces: list[str] = []
    for event, element in _events(tree):
        if isinstance(element.tag, str) and element.tag in _BLOCKS:
            yield from _flushed(pieces)
        if event == "start":
            pieces.append(element.text or "")
        else:
            pieces.append(element.tail or "")
    yield from _flushed(pieces)


def _events(tree: _Element) -> Iterator[tuple[str, _Element]]:
    """Start and end of every visible element, without recursion: pages nest as deep as they like."""
    stack: list[tuple[str, _Element]] = [("start", tree)]
    while stack:
        event, element = stack.pop()
        if event == "start":
            if not isinstance(element.tag, str) or element.tag in _SILENT:
                yield "end", element
                continue
            yield "start", element
            stack.append(("end", element))
            stack += [("start", child) for child in reversed(element)]
        else:
            yield "end", element


def _date(tree: _Element) -> str | None:
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        stated.setdefault(name, element.get("content") or "")
    candidates = [stated[name] for name in _DATE_NAMES if name in stated]
    candidates += [found for script in tree.iter("script") for found in _published(script)]
    candidates += [element.get("datetime") or "" for element in tree.iter("time") if element.get("pubdate") is not None]
    for candidate in candidates:
        found = _DATE.match(candidate)
        if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return None


def _published(script: _Element) -> Iterator[str]:
    """`datePublished` of schema.org's JSON."""
    if (script.get("type") or "").lower() != "application/ld+json" or not script.text:
        return
    try:
        waiting: list[object] = [json.loads(script.text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found = value.get("datePublished")
            if isinstance(found, str):
                yield found
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _url(tree: _Element) -> str | None:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and (element.get("href") or "").startswith("http"):
            return str(element.get("href"))
    for element in tree.iter("meta"):
        if (element.get("property") or "").lower() == "og:url" and (element.get("content") or "").startswith("http"):
            return str(element.get("content"))
    return None


def _collapsed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
