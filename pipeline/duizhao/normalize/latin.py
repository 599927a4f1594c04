"""UTF-8 read as Latin-1 or Windows-1252, once or more often: ftfy's half of the work.

ftfy is asked line by line and only about encodings. Its other steps stay off: width fixing would turn Chinese punctuation into
ASCII, the others change text that is sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from duizhao.normalize.characters import HAN
from duizhao.normalize.scan import Span
from duizhao.text import Edit

RULE = "mojibake.latin/3"
_PIECES = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_STRAY_ACCENT = re.compile(r"(?<![^\W\d_])[\u0300-\u036f]")
_HAN = re.compile(f"[{HAN}]")
_PIECE = re.compile("[^\N{REPLACEMENT CHARACTER}]+")
_LONG = 2000  # a line longer than this is compared as a whole


def latin_edits(text: str, lines: Iterable[Span]) -> Iterator[Edit]:
    """Edits that undo Latin-1 and Windows-1252 chains in some lines of a text."""
    for start, end in lines:
        # What was lost on the way stops ftfy; the pieces between are sound enough for it.
        for piece in _PIECE.finditer(text, start, end):
            yield from _line_edits(piece[0], piece.start())


def _fixed(line: str) -> str:
    """A line with one accident undone, or as many as ftfy sees where it is damaged in parts."""
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import badness, is_bad

    whole = _read_again(line)
    # What is left may be text in another encoding, of which ftfy knows nothing; it is looked at before the next step.
    if whole and (len(_HAN.findall(whole)) > 1 or is_bad(line)):
        return whole
    if not is_bad(line):
        return line
    fixed = fix_encoding(line, TextFixerConfig(explain=False))
    # Bytes of some other encoding that happen to be UTF-8 in places: what comes of them is no better, or accents on nothing.
    no_better = 2 * badness(fixed) > badness(line) or _STRAY_ACCENT.search(fixed)
    return line if no_better and not _HAN.search(fixed) else fixed


def _read_again(line: str) -> str:
    """A line that is damaged from end to end, with its bytes read as UTF-8; empty where they are none."""
    for codec in ("sloppy-windows-1252", "latin-1"):
        try:
            return line.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def _line_edits(line: str, offset: int) -> Iterator[Edit]:
    fixed = _fixed(line)
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
