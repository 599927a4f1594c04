"""Paragraphs and cells: the pieces of a text that no sentence crosses.

A line is a paragraph, as editors and crawlers leave it; lines that were wrapped at a fixed width are put together again; a
line with tabulators, wide gaps or table bars is cut into its cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

# Everything that Python, Unicode and word processors take for a line end.
_LINE_END = regex.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Inside a line: tabulators, four blanks or more (three still stand inside a sloppy sentence), two ideographic blanks (an indent
# that lost its line end).
_GAP = regex.compile(r"[ \u00a0\u3000]*+\t\s*+|[ \u00a0]{4,}+|[ \u00a0]*+\u3000{2,}+[ \u00a0\u3000]*+")
_BAR = regex.compile(r"(?<!\\)\|")
_CELL_RULE = regex.compile(r"[\s:|=+_*~\-–—─━]*+")
_LIST_MARK = regex.compile(
    r"\s*+(?:[-*•·+#>]|\d{1,3}[.)、]|[(（]?[\da-zA-Z一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
)
_ENDS_SENTENCE = regex.compile(r"""[。！？!?.…:：;；]["'”’」』）)\]】》]{0,3}+\s*+$""")
_HAN = regex.compile(r"\p{Han}")
# A block of at least this many lines can be recognised as wrapped.
_MIN_WRAPPED = 3
# The narrowest and the widest column that mail programs, books and crawlers wrap at, in characters.
_MIN_WIDTH, _MAX_WIDTH = 24, 120


@dataclass(frozen=True, slots=True)
class Cell:
    """`text[start:end]` holds whole sentences; `paragraph` counts from 0 and rises by one a paragraph with text."""

    start: int
    end: int
    paragraph: int


def cells(text: str) -> Iterator[Cell]:
    """Cut a text at its line ends and table cells, blank ones left out.

    >>> [text[cell.start:cell.end] for text in ["一\\n\\n二\\tTwo"] for cell in cells(text)]
    ['一', '二', 'Two']
    """
    paragraph = 0
    for start, end in _paragraphs(text):
        found = False
        for left, right in _cells_of_line(text, start, end):
            found = True
            yield Cell(left, right, paragraph)
        paragraph += found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    block: list[tuple[int, int]] = []  # lines without a blank one between them
    for start, end in _lines(text):
        if text[start:end].strip():
            block.append((start, end))
        elif block:
            yield from _unwrapped(text, block)
            block = []
    yield from _unwrapped(text, block)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _unwrapped(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of a block, or the block as one paragraph where its lines were wrapped at a fixed width."""
    if len(block) >= _MIN_WRAPPED and _is_wrapped([text[start:end].rstrip() for start, end in block]):
        yield block[0][0], block[-1][1]
    else:
        yield from block


def _is_wrapped(lines: list[str]) -> bool:
    """Each line but the last is full: the next line's first word would not have fitted; and most break inside a sentence.

    Verse, lists and headings fail the test, because somewhere a short line is followed by a short word.
    """
    width = max(len(line) for line in lines)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or any("\t" in line or "|" in line or _LIST_MARK.match(line) for line in lines[1:]):
        return False
    if sum(bool(_ENDS_SENTENCE.search(line)) for line in lines[:-1]) * 2 > len(lines) - 1:
        return False
    for line, following in pairwise(lines):
        word = following.split(maxsplit=1)[0]
        if _HAN.match(word):
            if len(line) < width - 2:  # Chinese breaks anywhere, only a closing mark is drawn to its line
                return False
        elif len(line) + 1 + len(word) <= width:
            return False
    return True


def _cells_of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    line = text[start:end]
    bars = [match.start() for match in _BAR.finditer(line)] if line.count("|") > 1 and line.lstrip().startswith("|") else []
    cuts = sorted([(bar, bar + 1) for bar in bars] + [match.span() for match in _GAP.finditer(line)])
    position = 0
    for left, right in [*cuts, (len(line), len(line))]:
        if left > position and line[position:left].strip() and not (bars and _CELL_RULE.fullmatch(line, position, left)):
            yield start + position, start + left
        position = max(position, right)
