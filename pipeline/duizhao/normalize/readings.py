"""Readings of characters with tone marks, and the characters of a reading."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from duizhao.normalize.channels import encode_table
from duizhao.normalize.characters import script_sets

# Letters of Hanyu Pinyin with tone marks.
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿê"


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, with tone marks.

    >>> sorted(readings("續"))
    ['xù']
    """
    from pypinyin.constants import PINYIN_DICT

    found = PINYIN_DICT.get(ord(char), "") if len(char) == 1 else ""
    return frozenset(found.split(",")) - {""}


@cache
def by_reading() -> dict[str, dict[int, tuple[int, ...]]]:
    """Traditional characters of the GBK table by reading: first byte to second bytes."""
    _, traditional = script_sets()
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    table = encode_table("gbk")
    for char in sorted(traditional):
        pair = table.get(char)
        if pair:
            for reading in readings(char):
                found[reading][pair[0]].append(pair[1])
    return {reading: {lead: tuple(trails) for lead, trails in leads.items()} for reading, leads in found.items()}
