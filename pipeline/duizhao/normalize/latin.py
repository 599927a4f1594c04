"""UTF-8 read as Latin-1 or Windows-1252, once or more often, and HTML entities: ftfy's half of the work.

ftfy is asked line by line and only about encodings and entities. Its other steps stay off: width fixing would turn Chinese
punctuation into ASCII, the others change text that is sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from duizhao.text import Edit

RULE = "mojibake.latin/1"
_CANDIDATE = re.compile(r"[\x80-\u024f\u02c6\u02dc\u2018-\u203a\u20ac\u2122]|&#?[0-9A-Za-z]{2,31}+;")


def latin_edits(text: str) -> Iterator[Edit]:
    """Edits that undo Latin-1 and Windows-1252 chains and entities."""
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.isascii() or "&" in line:
            yield from _line_edits(line, start)
        start += len(line)


def _line_edits(line: str, offset: int) -> Iterator[Edit]:
    if not _CANDIDATE.search(line):
        return
    from ftfy import TextFixerConfig, fix_text

    fixed = fix_text(
        line,
        TextFixerConfig(
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            remove_control_chars=False,
            normalization=None,
            explain=False,
        ),
    )
    if fixed == line:
        return
    matcher = SequenceMatcher(None, line, fixed, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield Edit(offset + start, offset + end, fixed[new_start:new_end], RULE, 0.95)
