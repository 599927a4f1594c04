"""Pinyin glosses that a mirror site's script wrote behind Traditional characters: 續(xù), 醫(yī)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duizhao.normalize.characters import script_sets
from duizhao.normalize.readings import LETTERS, readings
from duizhao.text import Edit

RULE = "gloss.pinyin/1"
_GLOSS = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
_UNTONED = ("men)", "me)", "zhe)")


def gloss_edits(text: str, openings: Iterable[int]) -> Iterator[Edit]:
    """Edits that remove the glosses; `openings` are offsets of brackets to look at.

    A gloss is removed when it is a reading of a Traditional character before it.
    """
    _, traditional = script_sets()
    for start in openings:
        match = _GLOSS.match(text, start)
        if match is None:
            continue
        char = text[start - 1 : start]
        if char in traditional and match[1] in readings(char):
            yield Edit(match.start(), match.end(), "", RULE, 0.99)


def untoned(text: str) -> list[int]:
    """Offsets of brackets and question marks before the few readings that carry no tone mark: 們(men), 麼(me)."""
    found: list[int] = []
    for ending in _UNTONED:
        at = text.find(ending)
        while at > 0:
            if text[at - 1] in "(?":
                found.append(at - 1)
            at = text.find(ending, at + 1)
    return found
