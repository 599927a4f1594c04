"""The script of each passage: Simplified, or Traditional as Taiwan or as Hong Kong writes it.

Hong Kong writes some characters otherwise than Taiwan (裏, 着, 衞); OpenCC's tables of the two say which, less those that
Taiwan writes as well (台, 煙). What only Taiwan writes is less: 裡, 臺, 菸, and 著 for 着. Cantonese is written in Hong Kong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from duizhao.normalize.characters import script_sets
from duizhao.normalize.records import Script

Region = Literal["tw", "hk"]
# Characters of written Cantonese that Mandarin does not use.
_CANTONESE = frozenset("嘅係喺唔咗嘢啲佢哋冇嚟噉喎啫嗰咩睇畀攞揾搵瞓嘥嗌噃啱嘞")
# Forms of Hong Kong's table that are common in Taiwan too.
_BOTH = frozenset("台煙污泄檐涌敍温叁")
_TAIWAN = frozenset("裡臺菸汙")
# 著 that is no aspect marker is 著 everywhere.
_ASPECT = re.compile(r"(?<![名顯原編合專卓昭土所])著(?![名作者述稱書有])")
_MIXED = 0.1  # a share of the other script from which a passage is mixed


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines in a row that are written alike.

    Attributes:
        start: offset in code points.
        end: offset, exclusive; the ends of lines between two passages are of the first.
        script: `hans`, `hant`, `mixed`, or None where no character tells.
        region: of Traditional text, `tw` or `hk` where one of them shows.
    """

    start: int
    end: int
    script: Script | None
    region: Region | None


def passages(text: str) -> Iterator[Passage]:
    """The passages of a text; lines in which nothing tells go with the one before.

    >>> [(passage.script, passage.region) for passage in passages("我們在那裡看著。\\n我們在那裏看着。\\n我们在那里看着。")]
    [('hant', 'tw'), ('hant', 'hk'), ('hans', None)]
    """
    lines: list[tuple[int, int, tuple[Script | None, Region | None]]] = []
    start = 0
    last: tuple[Script | None, Region | None] = (None, None)
    for line in text.splitlines(keepends=True):
        script, region = _script(line), _region(line)
        if script is None:
            kind = last
        elif script == "hans":
            kind = (script, None)
        else:
            # A line of the same script in which no region shows is of the region that showed before.
            kind = (script, region or (last[1] if last[0] == script else None))
        lines.append((start, start + len(line), kind))
        start += len(line)
        last = kind
    for kind, members in groupby(lines, key=lambda item: item[2]):
        found = list(members)
        yield Passage(found[0][0], found[-1][1], *kind)


def _script(line: str) -> Script | None:
    only_simplified, only_traditional = script_sets()
    simplified = sum(char in only_simplified for char in line)
    traditional = sum(char in only_traditional or char in _CANTONESE for char in line)
    if not simplified + traditional:
        return None
    share = traditional / (simplified + traditional)
    return "hant" if share > 1 - _MIXED else "hans" if share < _MIXED else "mixed"


def _region(line: str) -> Region | None:
    hong_kong = _hong_kong()
    ours = sum(char in _TAIWAN for char in line) + len(_ASPECT.findall(line))
    theirs = sum(char in hong_kong for char in line)
    return None if ours == theirs else "tw" if ours > theirs else "hk"


@cache
def _hong_kong() -> frozenset[str]:
    """Characters that tell Hong Kong."""
    from opencc import OpenCC

    plain = "\n".join(chr(code) for code in range(0x4E00, 0xA000))
    taiwan, hong_kong = (OpenCC(config).convert(plain).split("\n") for config in ("t2tw", "t2hk"))
    differing = [(one, other) for one, other in zip(taiwan, hong_kong, strict=True) if one != other and len(other) == 1]
    return frozenset({other for _, other in differing} - {one for one, _ in differing} - _BOTH) | _CANTONESE
