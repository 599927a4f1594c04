"""Pinyin glosses that a mirror site's script wrote behind Traditional characters: 續(xù), 醫(yī)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.normalize.characters import script_sets
from duizhao.normalize.readings import LETTERS, readings
from duizhao.text import Edit

RULE = "gloss.pinyin/1"
_GLOSS = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")


def gloss_edits(text: str) -> Iterator[Edit]:
    """Edits that remove the glosses; a gloss is removed when it is a reading of a Traditional character before it."""
    if "(" not in text:
        return
    _, traditional = script_sets()
    for match in _GLOSS.finditer(text):
        char = text[match.start() - 1 : match.start()]
        if char in traditional and match[1] in readings(char):
            yield Edit(match.start(), match.end(), "", RULE, 0.99)
