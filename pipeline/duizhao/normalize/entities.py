"""HTML entities in running text, escaped once or more often: `&#20013;`, `&amp;#20013;`, `&amp;amp;`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from duizhao.text import Edit

RULE = "entity.html/1"
_ENTITY = re.compile(r"&(?:amp;){0,8}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,24}[0-9]{0,2});")
_NEAR = 500  # characters that are looked at on each side
_TAG = re.compile(r"<[/!a-zA-Z]")


def entity_edits(text: str) -> Iterator[Edit]:
    """Edits that put characters for entities, except in lines of HTML or code, where they are meant."""
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        char = match[0]
        for _ in range(10):
            plain = html.unescape(char)
            if plain == char:
                break
            char = plain
        if (
            char == match[0]
            or "\ufffd" in char
            or any("\ud800" <= one < "\ue000" for one in char)
            or _is_markup(text, match.start())
        ):
            continue
        yield Edit(match.start(), match.end(), char, RULE, 0.95)


def _is_markup(text: str, position: int) -> bool:
    """Whether the line, or what is near in a long one, is HTML or code."""
    first, last = max(0, position - _NEAR), min(len(text), position + _NEAR)
    stop = text.find("\n", position, last)
    line = text[max(first, text.rfind("\n", first, position) + 1) : last if stop < 0 else stop]
    return "`" in line or bool(_TAG.search(line))
