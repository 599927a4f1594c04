"""HTML pages: the article's paragraphs, its date and its address."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from duizhao.errors import FormatError
from duizhao.ingest.page_lines import PageLine, page_lines
from duizhao.ingest.source import Line

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.etree import _Element

# What no XML tree can hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DATE = re.compile(r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_ALL_SPACE = re.compile("[ \t\r\n\f\u00a0]++")
_STOP = re.compile("[。！？；.!?;]")
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
# Longer markup is no article among menus but a document of its own, and trafilatura takes ten seconds for a megabyte.
_LONGEST_ARTICLE = 1_000_000
# An element that holds so much of what was found is the article's.
_MOST = 0.8
# So much prose beside it, measured by its own, belongs to it.
_NEIGHBOUR = 0.25
# A line shorter than this is a label.
_SENTENCE = 10


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page's article, in order; its date (ISO) and address where its metadata state them."""

    lines: tuple[Line, ...]
    date: str | None
    url: str | None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of the lines."""
        return tuple(line.text for line in self.lines)


def read_page(markup: str) -> Page:
    """The article of a page.

    trafilatura says where on the page the article is (recall favoured); the paragraphs are then read from the page itself,
    because extractors drop what is short, repeated or in no paragraph element, and in a bilingual page that is half of a pair.

    Raises:
        FormatError: there is no markup to read, or no text in it.

    >>> read_page("<html><body><p>新泊位12个。</p><p>Twelve new berths.</p></body></html>").paragraphs
    ('新泊位12个。', 'Twelve new berths.')
    """
    tree = _parse(markup)
    lines = page_lines(tree)
    located = _located(tree) if len(markup) <= _LONGEST_ARTICLE else frozenset()
    article = _article(lines, located) or [line for line in lines if not line.aside] or lines
    if not article:
        raise FormatError("The page holds no text.", hint="Save the page after it has been shown in a browser.")
    return Page(tuple(_numbered(article)), _date(tree), _url(tree))


def _parse(markup: str) -> _Element:
    from lxml import etree, html

    # The line breaks stay, so that elements know the line they stand on.
    cleaned = _NOT_XML.sub(" ", _XML_DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), markup))
    # Unclosed elements nest by the hundred in old pages; libxml2 stops at 256 levels otherwise, and still does at 2048.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree: _Element = html.document_fromstring(cleaned.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(f"The page cannot be read as HTML: {error}.") from error
    if any("depth" in fault.message for fault in parser.error_log):
        raise FormatError("The page nests more than 2,048 elements deep.", hint="Save it again from a browser.")
    return tree


def _located(tree: _Element) -> frozenset[str]:
    """Lines of what trafilatura takes for the article, without their spaces."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            deepcopy(tree),
            favor_recall=True,
            fast=True,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            config=_trafilatura_settings(),
        )
    except RecursionError:
        return frozenset()
    body = getattr(document, "body", None)
    if body is None:
        return frozenset()
    found: set[str] = set()
    for element in body.iter():
        found |= {_squeezed(text) for text in (element.text, element.tail, "".join(element.itertext())) if text}
    return frozenset(found - {""})


@cache
def _trafilatura_settings() -> ConfigParser:
    """Its own, but that a Chinese article may be short: 250 characters are a page there, not a failure."""
    from copy import deepcopy

    from trafilatura.settings import DEFAULT_CONFIG

    config: ConfigParser = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "10"
    return config


def _numbered(lines: Sequence[PageLine]) -> Iterator[Line]:
    """Lines with their places: rows of tables by their tables, anything else is a paragraph, counted from 1."""
    paragraphs = 0
    for line in lines:
        paragraphs += not line.row
        yield Line(line.text, line.row or f"paragraph {paragraphs}", line.line or None)


def _article(lines: Sequence[PageLine], found: frozenset[str]) -> list[PageLine]:
    """The lines of the smallest element that holds the article, what was found outside it, and the page's heading."""
    marked = {index for index, line in enumerate(lines) if not line.aside and _squeezed(line.text) in found}
    if not marked:
        return []
    home = _home(lines, marked)
    headings = [index for index, line in enumerate(lines) if line.element.tag == "h1" and not line.aside]
    kept = marked | {index for index, line in enumerate(lines) if not line.aside and line.element in home}
    if len(headings) == 1:
        kept.add(headings[0])
    return [lines[index] for index in sorted(kept)]


def _home(lines: Sequence[PageLine], marked: set[int]) -> set[_Element]:
    """The elements inside the smallest one that holds most of the article, or a neighbour that is as much of an article.

    An extractor may take one of two columns, the Chinese one, and leave the English one as a thing apart.
    """
    found: Counter[_Element] = Counter()
    prose: Counter[_Element] = Counter()
    for index, line in enumerate(lines):
        prose[line.element] += _weight(line)
        found[line.element] += len(line.text) if index in marked else 0
    # The sums over everything inside an element, from the last element of the page to the first.
    depths: dict[_Element, int] = {}
    elements = list(lines[0].element.getroottree().iter())
    for element in elements:
        depths[element] = depths.get(element.getparent(), 0) + 1
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None:
            found[parent] += found[element]
            prose[parent] += prose[element]
    enough = _MOST * found[elements[0]]
    home = max((element for element in elements if found[element] >= enough), key=lambda element: depths[element])
    for outer in home.iterancestors():
        if prose[outer] >= (1 + _NEIGHBOUR) * prose[home]:
            home = outer
    return set(home.iter())


def _weight(line: PageLine) -> int:
    """How much prose a line is: sentences count, labels do not; a Chinese character says as much as three Latin letters."""
    if line.aside or len(line.text) < _SENTENCE or not _STOP.search(line.text):
        return 0
    return len(line.text.encode("utf-8"))


def _squeezed(text: str) -> str:
    return _ALL_SPACE.sub("", text)


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
