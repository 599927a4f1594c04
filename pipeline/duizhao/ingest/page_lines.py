"""What a reader sees of a web page, line by line, and what of it stands beside the text proper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from duizhao.ingest.tables import lines_of_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile("[ \t\r\n\f\u00a0]++")
_LINE_END = re.compile("\r\n|\r|\n")
# Elements that begin and end a line.
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "figcaption"}
    | {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol"}
    | {"option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}
)
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea", "button"}
)
_ASIDE = frozenset({"nav", "aside", "footer", "menu", "dialog"})
_ASIDE_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "banner", "menu"})
_ASIDE_NAMES = frozenset(
    {
        "nav",
        "navbar",
        "navigation",
        "menu",
        "footer",
        "foot",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "crumbs",
        "share",
        "copyright",
    }
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page.

    Attributes:
        text: its spaces collapsed, not empty.
        element: the block it stands in.
        aside: it stands in a menu, a sidebar or a footer, or is nothing but links.
        line: of the markup on which it begins, from 1.
        row: `table 2, row 3` where it is a row of a table of figures, else empty.
    """

    text: str
    element: _Element
    aside: bool
    line: int
    row: str = ""


def page_lines(tree: _Element) -> list[PageLine]:
    """All visible text in order: a block, a line of preformatted text, or a row of a table of figures, is a line; see
    `lines_of_table` for the latter."""
    walk = _Walk(tree)
    # Without recursion: pages nest as deep as they like.
    stack: list[tuple[bool, _Element]] = [(True, tree)]
    while stack:
        opening, element = stack.pop()
        if not opening:
            walk.end(element)
        elif walk.start(element):
            stack.append((False, element))
            stack += [(True, child) for child in reversed(element)]
    walk.flush()
    return walk.lines


def collapsed(text: str) -> str:
    """Runs of white space as one space, none at the ends."""
    return _SPACE.sub(" ", text).strip()


@dataclass(slots=True)
class _Walk:
    block: _Element
    lines: list[PageLine] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _linked: int = 0  # characters of the current line that stand in links
    _links: int = 0  # how many links we are in
    _listings: int = 0  # how many preformatted blocks we are in
    _asides: int = 0
    _tables: int = 0  # how many tables of figures there were
    _line: int = 0  # of the markup, where the current line begins

    def start(self, element: _Element) -> bool:
        """Enter an element; False where it is not to be looked into (its tail has been taken then)."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or "hidden" in element.attrib:
            self._text(element.tail, element)
            return False
        if tag == "table" and _holds_data(element):
            self.flush()
            self._tables += 1
            self.lines += [
                PageLine(text, element, self._asides > 0, line, f"table {self._tables}, row {number}")
                for number, line, text in _table(element)
            ]
            self._text(element.tail, element)
            return False
        if tag in _BLOCKS:
            self.flush()
            self.block = element
        self._asides += _is_aside(element)
        self._links += tag == "a"
        self._listings += tag == "pre"
        self._text(element.text, element)
        return True

    def end(self, element: _Element) -> None:
        """Leave an element."""
        if element.tag in _BLOCKS:
            self.flush()
            parent = element.getparent()
            self.block = element if parent is None else parent
        self._asides -= _is_aside(element)
        self._links -= element.tag == "a"
        self._listings -= element.tag == "pre"
        self._text(element.tail, element)

    def flush(self) -> None:
        """End the current line."""
        text = collapsed("".join(self._pieces))
        if text:
            only_links = self._linked * 10 > len(text) * 9
            self.lines.append(PageLine(text, self.block, self._asides > 0 or only_links, self._line))
        self._pieces.clear()
        self._linked = 0

    def _text(self, text: str | None, element: _Element) -> None:
        """Text that stands in an element or behind it."""
        for number, piece in enumerate(_LINE_END.split(text or "") if self._listings else [text or ""]):
            if number:
                self.flush()
            if not any(map(str.strip, self._pieces)):
                self._line = (element.sourceline or 0) + number
            self._pieces.append(piece)
            self._linked += len(piece.strip()) if self._links else 0


def _is_aside(element: _Element) -> bool:
    if element.tag in _ASIDE or element.get("role") in _ASIDE_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return not _ASIDE_NAMES.isdisjoint(names)


def _holds_data(table: _Element) -> bool:
    """A table of cells, not one that lays out a page: nothing nested in it, no cell with several paragraphs."""
    for cell in table.iter("td", "th"):
        blocks = 0
        for inner in cell.iter():
            if inner.tag in {"table", "ul", "ol", "h1", "h2", "h3", "form", "div"}:
                return False
            blocks += inner.tag in {"p", "br"}
        if blocks > 2:
            return False
    return table.find(".//tr") is not None


def _table(table: _Element) -> Iterator[tuple[int, int, str]]:
    """The lines of a table, each with the number of its row, from 1, and the line of the markup."""
    elements = list(table.iter("tr"))
    rows = [[collapsed(" ".join(cell.itertext())) for cell in row.iter("td", "th")] for row in elements]
    for index, text in lines_of_table(rows):
        yield index + 1, elements[index].sourceline or 0, text
