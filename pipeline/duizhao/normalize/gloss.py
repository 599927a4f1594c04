"""Pinyin glosses that a mirror site's script wrote behind Traditional characters: 續(xù), 醫(yī)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from duizhao.normalize.characters import script_sets
from duizhao.text import Edit

RULE = "gloss.pinyin/1"
_TONED = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿê"
_GLOSS = re.compile(rf"(?<=[\u4e00-\u9fff])\(([{_TONED}]{{1,6}})\)")


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, with tone marks.

    >>> sorted(readings("數"))
    ['shuò', 'shù', 'shǔ']
    """
    from pypinyin import Style, pinyin

    (found,) = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore") or [[]]
    return frozenset(found)


def gloss_edits(text: str) -> Iterator[Edit]:
    """Edits that remove the glosses; a gloss is removed when it is a reading of a Traditional character before it."""
    _, traditional = script_sets()
    for match in _GLOSS.finditer(text):
        char = text[match.start() - 1]
        if char in traditional and match[1] in readings(char):
            yield Edit(match.start(), match.end(), "", RULE, 0.99)
