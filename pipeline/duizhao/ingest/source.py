"""What ingest hands on: one file's text, and where the file itself says what stands beside what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from duizhao.model import Failure

Format = Literal["text", "markdown", "html", "jsonl", "csv", "tsv", "xlsx", "tmx", "xliff", "docx", "subtitles", "po"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """One unit of a file that already is aligned: a row of a table, a translation unit.

    Attributes:
        id: the unit's own id, or its line in the file where it has none.
        zh: span of the Chinese in `SourceText.text`, end exclusive; None where that side is empty.
        en: span of the English.
        line: where the unit stands in the file, counted from 1.
        compared: its sides are held against each other; not so where it waits for its translation, is cut off, or is in one
            language twice.
    """

    id: str
    zh: Span | None
    en: Span | None
    line: int | None = None
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text that was taken out of a container.

    Attributes:
        text: without a line break.
        place: what a reader finds it by: `paragraph 12`, `table 2, row 3`, the time of a cue, the id of a row.
        line: where it stands in the file, counted from 1; None where the file has no lines (DOCX).
    """

    text: str
    place: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What a reader finds a stretch of the text by: `name` and `line` as `Line` has them, `span` in `SourceText.text`."""

    span: Span
    name: str
    line: int | None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as the later stages see it.

    Attributes:
        id: depends on the bytes and the path, and on nothing else.
        path: as given.
        sha256: of the file's bytes, hexadecimal.
        encoding: what the bytes were decoded with; `+` joins two where lines differ (`gb18030+utf-8`).
        text: the decoded file without its byte order mark, line ends as they are; for a container the extracted text.
            All offsets count in it, in code points.
        format: what kind of file it is.
        container: the text was extracted, so that offsets do not count in the file itself.
        date: the document's own date (ISO), where its metadata state one.
        url: where it came from, where its metadata say so.
        pairs: alignment that the file gives, in its order; empty for running text.
        places: where the lines of running text stand in the container they were taken from.
        notes: rows that could not be read, bytes that were replaced: reported, never fatal.
    """

    id: str
    path: str
    sha256: str
    encoding: str
    text: str
    format: Format
    container: bool
    date: str | None = None
    url: str | None = None
    pairs: tuple[Pair, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[Failure, ...] = ()


@dataclass(slots=True)
class TextBuilder:
    """Puts units one below the other, one a line, and remembers their spans.

    >>> builder = TextBuilder()
    >>> builder.add("甲"), builder.add("one")
    ((0, 1), (2, 5))
    >>> builder.text()
    '甲\\none\\n'
    """

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str) -> Span:
        """Append one unit; its span."""
        start = self._length
        self._pieces.append(text)
        self._length += len(text) + 1
        return start, start + len(text)

    def place(self, line: Line) -> Place:
        """Append a line of running text; where it stands."""
        return Place(self.add(line.text), line.place, line.line)

    def used(self) -> bool:
        """Whether anything was added."""
        return bool(self._pieces)

    def text(self) -> str:
        """Everything so far, each unit ended by a line feed."""
        return "\n".join([*self._pieces, ""])
