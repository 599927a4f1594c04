"""Simplified or Traditional, and conversion with OpenCC."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from duizhao.normalize.characters import script_sets
from duizhao.normalize.records import Script
from duizhao.text import Edit, MappedText

if TYPE_CHECKING:
    from opencc import OpenCC

RULE = "script.t2s/1"


@cache
def _converter(config: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(config)


def detect_script(text: str) -> Script | None:
    """`hans`, `hant`, `mixed`, or None where no character tells."""
    only_simplified, only_traditional = script_sets()
    simplified = sum(char in only_simplified for char in text)
    traditional = sum(char in only_traditional for char in text)
    if simplified == traditional == 0:
        return None
    share = traditional / (simplified + traditional)
    if share > 0.9:
        return "hant"
    return "hans" if share < 0.1 else "mixed"


def to_simplified(mapped: MappedText) -> MappedText:
    """Convert to Simplified Chinese; phrases of unequal length become edits."""
    text = mapped.text
    converted: str = _converter("tw2s").convert(text)
    if len(converted) == len(text):
        return mapped.substituted(converted, RULE)
    matcher = SequenceMatcher(None, text, converted, autojunk=False)
    return mapped.apply(
        Edit(start, end, converted[new_start:new_end], RULE)
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    )
