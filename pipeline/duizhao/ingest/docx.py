"""DOCX: paragraphs, tables and footnotes of a Word document, in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.errors import FormatError
from duizhao.ingest.archives import DAMAGE, MAX_TOTAL, SAVE_AGAIN, check_archive
from duizhao.ingest.tables import lines_of_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Not text of the document: what tracked changes took out, field codes, the older twin of a newer drawing.
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr", f"{_COMPATIBLE}Fallback"}
)


def read_docx(data: bytes, max_bytes: int, max_total: int = MAX_TOTAL) -> tuple[str, ...]:
    """The lines of a DOCX in reading order, footnotes at the end.

    Its date is not asked for: what its properties state is when the file was made, not when the text was published.

    Args:
        data: the file.
        max_bytes: what the parts that become a tree may unpack to.
        max_total: what all of them may, pictures included.

    Raises:
        FormatError: the file is cut off, damaged, or no DOCX.
        TooLargeError: it unpacks to more than that.
    """
    check_archive(data, "DOCX", "word/document", max_bytes, max_total)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, etree.LxmlError, *DAMAGE) as error:
        raise FormatError(f"The file is no sound DOCX: {error}.", hint=SAVE_AGAIN) from error
    lines = list(_blocks(document.element.body))
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if name.endswith(("/footnotes.xml", "/endnotes.xml")):
            lines += _notes(part.blob)
    return tuple(lines)


def _blocks(parent: _Element) -> Iterator[str]:
    """Lines of the paragraphs and tables below `parent`; content controls and the like are looked into."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tbl":
            yield from _table(child)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _blocks(child)


def _paragraph(element: _Element) -> Iterator[str]:
    """A paragraph's lines (a manual break ends one), then those of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[_Element] = []
    _collect(element, pieces, boxes)
    for line in "".join(pieces).split("\n"):
        if line.strip():
            yield line.strip()
    for box in boxes:
        yield from _blocks(box)


def _collect(element: _Element, pieces: list[str], boxes: list[_Element]) -> None:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == f"{_W}t":
            pieces.append(child.text or "")
        elif tag == f"{_W}tab":
            pieces.append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        else:
            _collect(child, pieces, boxes)


def _table(element: _Element) -> Iterator[str]:
    rows: list[list[str]] = []
    nested = False
    for row in element.iter(f"{_W}tr"):
        cells = list(row.iter(f"{_W}tc"))
        nested = nested or any(cell.find(f".//{_W}tbl") is not None for cell in cells)
        rows.append(["\n".join(line for child in cell for line in _blocks_of_one(child)) for cell in cells])
    if nested:
        # A table used for layout: its cells are read one after the other.
        for cell in element.iterchildren(f"{_W}tr"):
            for inner in cell.iterchildren(f"{_W}tc"):
                yield from _blocks(inner)
        return
    for line in lines_of_table(rows):
        yield from line.split("\n")


def _blocks_of_one(element: _Element) -> Iterator[str]:
    if element.tag == f"{_W}p":
        yield from _paragraph(element)
    elif isinstance(element.tag, str) and element.tag not in _SKIPPED:
        yield from _blocks(element)


def _notes(blob: bytes) -> Iterator[str]:
    """Footnotes or endnotes; separators have no text."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(blob, parser)
    except etree.XMLSyntaxError:
        return
    for note in root:
        yield from _blocks(note)
