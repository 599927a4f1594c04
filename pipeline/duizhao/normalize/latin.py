"""UTF-8 read as Latin-1 or Windows-1252, once or more often: ftfy's half of the work.

ftfy is asked line by line and only about encodings. Its other steps stay off: width fixing would turn Chinese punctuation into
ASCII, the others change text that is sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from duizhao.normalize.scan import Span
from duizhao.text import Edit

RULE = "mojibake.latin/2"
_PIECES = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_PIECE = re.compile("[^\N{REPLACEMENT CHARACTER}]+")
_LONG = 2000  # a line longer than this is compared as a whole


def latin_edits(text: str, lines: Iterable[Span]) -> Iterator[Edit]:
    """Edits that undo Latin-1 and Windows-1252 chains in some lines of a text."""
    for start, end in lines:
        # What was lost on the way stops ftfy; the pieces between are sound enough for it.
        for piece in _PIECE.finditer(text, start, end):
            yield from _line_edits(piece[0], piece.start())


def _line_edits(line: str, offset: int) -> Iterator[Edit]:
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(line):
        return
    fixed = fix_encoding(line, TextFixerConfig(explain=False))
    if fixed == line:
        return
    before, after = _PIECES.findall(line), _PIECES.findall(fixed)
    if len(before) == len(after) and all(old == new for old, new in zip(before, after, strict=True) if old.isascii()):
        start = 0
        for old, new in zip(before, after, strict=True):
            if old != new:
                yield Edit(offset + start, offset + start + len(old), new, RULE, 0.95)
            start += len(old)
    elif len(line) > _LONG:
        yield Edit(offset, offset + len(line), fixed, RULE, 0.9)
    else:
        matcher = SequenceMatcher(None, line, fixed, autojunk=False)
        for tag, start, end, new_start, new_end in matcher.get_opcodes():
            if tag != "equal":
                yield Edit(offset + start, offset + end, fixed[new_start:new_end], RULE, 0.95)
