"""DOCX: paragraphs, tables and footnotes of a Word document, in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.errors import FormatError
from duizhao.ingest.archives import DAMAGE, MAX_TOTAL, SAVE_AGAIN, check_archive
from duizhao.ingest.source import Line
from duizhao.ingest.tables import lines_of_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Not text of the document: what tracked changes took out, field codes, the older twin of a newer drawing.
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr", f"{_COMPATIBLE}Fallback"}
)


def read_docx(data: bytes, max_bytes: int, max_total: int = MAX_TOTAL) -> tuple[Line, ...]:
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
    reader = _Reader()
    lines = list(reader.blocks(document.element.body))
    for part in document.part.package.iter_parts():
        for kind in ("footnote", "endnote"):
            if str(part.partname).endswith(f"/{kind}s.xml"):
                lines += reader.notes(part.blob, kind)
    return tuple(lines)


@dataclass(slots=True)
class _Reader:
    """Goes through a document in reading order and counts paragraphs that hold text, tables, and text boxes.

    What stands in a table, a text box or a note is placed by that (`within`) and is no paragraph of the text.
    """

    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0

    def blocks(self, parent: _Element, within: str = "") -> Iterator[Line]:
        """Lines of the paragraphs and tables below `parent`; content controls and the like are looked into."""
        for child in parent:
            yield from self._block(child, within)

    def notes(self, blob: bytes, kind: str) -> Iterator[Line]:
        """Footnotes or endnotes, numbered in their order; separators have no text."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(blob, parser)
        except etree.XMLSyntaxError:
            return
        notes = (note for note in root if note.get(f"{_W}type") in {None, "normal"})
        for number, note in enumerate(notes, start=1):
            yield from self.blocks(note, f"{kind} {number}")

    def _block(self, element: _Element, within: str) -> Iterator[Line]:
        if element.tag == f"{_W}p":
            yield from self._paragraph(element, within)
        elif element.tag == f"{_W}tbl":
            yield from self._table(element, within)
        elif isinstance(element.tag, str) and element.tag not in _SKIPPED:
            yield from self.blocks(element, within)

    def _paragraph(self, element: _Element, within: str) -> Iterator[Line]:
        """A paragraph's lines (a manual break ends one), then those of the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[_Element] = []
        _collect(element, pieces, boxes)
        lines = [line.strip() for line in "".join(pieces).split("\n") if line.strip()]
        if lines and not within:
            self.paragraphs += 1
        place = within or f"paragraph {self.paragraphs}"
        yield from (Line(line, place) for line in lines)
        for box in boxes:
            self.boxes += not within
            yield from self.blocks(box, within or f"text box {self.boxes}")

    def _table(self, element: _Element, within: str) -> Iterator[Line]:
        self.tables += not within
        number = self.tables
        rows = list(element.iter(f"{_W}tr"))
        cells = [list(row.iter(f"{_W}tc")) for row in rows]
        if any(cell.find(f".//{_W}tbl") is not None for row in cells for cell in row):
            # A table used for layout: its cells are read one after the other.
            for index, row in enumerate(element.iterchildren(f"{_W}tr"), start=1):
                for cell in row.iterchildren(f"{_W}tc"):
                    yield from self.blocks(cell, within or f"table {number}, row {index}")
            return
        texts = [["\n".join(line.text for line in self.blocks(cell, "cell")) for cell in row] for row in cells]
        for index, text in lines_of_table(texts):
            yield from (Line(line, within or f"table {number}, row {index + 1}") for line in text.split("\n"))


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
