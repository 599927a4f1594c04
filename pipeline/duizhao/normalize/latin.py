"""UTF-8 read as Latin-1 or Windows-1252, once or more often: ftfy's half of the work.

ftfy is asked line by line and only about encodings. Its other steps stay off: width fixing would turn Chinese punctuation into
ASCII, the others change text that is sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from duizhao.text import Edit

RULE = "mojibake.latin/1"
_CANDIDATE = re.compile(r"[\x80-\u024f\u20ac]")
_SOUND = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_LONG = 2000  # a line longer than this is compared piece by piece


def latin_edits(text: str) -> Iterator[Edit]:
    """Edits that undo Latin-1 and Windows-1252 chains."""
    end = 0
    while match := _CANDIDATE.search(text, end):
        start = text.rfind("\n", end, match.start()) + 1 or end
        stop = text.find("\n", match.end())
        end = len(text) if stop < 0 else stop + 1
        yield from _line_edits(text[start:end], start)


def _line_edits(line: str, offset: int) -> Iterator[Edit]:
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(line):
        return
    fixed = fix_encoding(line, TextFixerConfig(explain=False))
    if fixed == line:
        return
    before, after = _SOUND.findall(line), _SOUND.findall(fixed)
    if [piece for piece in before if piece.isascii()] == [piece for piece in after if piece.isascii()] and len(before) == len(
        after
    ):
        start = 0
        for old, new in zip(before, after, strict=True):
            if old != new:
                yield Edit(offset + start, offset + start + len(old), new, RULE, 0.95)
            start += len(old)
        return
    if len(line) > _LONG:
        yield Edit(offset, offset + len(line), fixed, RULE, 0.9)
        return
    matcher = SequenceMatcher(None, line, fixed, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield Edit(offset + start, offset + end, fixed[new_start:new_end], RULE, 0.95)
