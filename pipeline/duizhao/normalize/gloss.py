"""Pinyin glosses that a mirror site's script wrote behind Traditional characters: 續(xù), 醫(yī).

A reader's help looks alike, and is kept. What tells them apart: the script knows Traditional characters only, uses brackets of
half width, and does not care what it glosses; a teacher glosses the character he speaks of, in quotation marks or with
讀作 or 音同 beside it, a writer glosses a rare one, once, and a textbook glosses every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duizhao.normalize.characters import common_han, script_sets
from duizhao.normalize.readings import LETTERS, readings
from duizhao.text import Edit

RULE = "gloss.pinyin/2"
_GLOSS = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
_OPENING = "“「『‘\"'《【〈〔"
_SPOKEN_OF = re.compile(r"(?:讀作|讀為|讀音|音同|念作|念做|唸作|注音|拼音|發音)[^\n]{0,4}$")
_BEHIND = re.compile(r"[”」』’\"'》】〉〕]|[讀念唸]作")
_FEW = 3  # fewer glosses than this in a text can be a writer's own
_LINE = 2000  # characters that are taken for a line where no line ends
_TAUGHT = 0.2  # a share of glosses behind characters of both scripts from which a passage is a textbook's


def gloss_edits(text: str, openings: Iterable[int], *, known: bool = False) -> Iterator[Edit]:
    """Edits that remove the script's glosses.

    `openings` are offsets of brackets to look at; `known` says that the script was certainly at work on this text.

    >>> [(edit.start, edit.end) for edit in gloss_edits("隨著形勢持續(xù)向好", [6])]
    [(6, 10)]
    >>> list(gloss_edits("「經(jīng)」字", [2]))
    []
    """
    found = [match for start in openings if (match := _GLOSS.match(text, start)) and _is_reading(text, match)]
    if not found:
        return
    _, traditional = script_sets()
    ours = [match for match in found if text[match.start() - 1] in traditional]
    if len(found) - len(ours) > _TAUGHT * len(found):
        taught = {_line(text, match) for match in found if match not in ours}
        ours = [match for match in ours if _line(text, match) not in taught]
    known = known or len(ours) >= _FEW
    for match in ours:
        if not _is_taught(text, match) and (known or not _is_a_writers(text, match)):
            yield Edit(match.start(), match.end(), "", RULE, 0.99 if known else 0.9)


def _is_reading(text: str, match: re.Match[str]) -> bool:
    return match.start() > 0 and match[1] in readings(text[match.start() - 1])


def _line(text: str, match: re.Match[str]) -> int:
    """Where the line begins, or what counts as one in a text without line ends."""
    first = match.start() - match.start() % _LINE
    return max(first, text.rfind("\n", first, match.start()) + 1)


def _is_taught(text: str, match: re.Match[str]) -> bool:
    """Whether the character is spoken of."""
    before = text[max(0, match.start() - 9) : match.start() - 1]
    behind = _BEHIND.match(text, match.end())
    if before and before[-1] in _OPENING:
        return behind is not None
    return bool(_SPOKEN_OF.search(before)) or (behind is not None and behind[0][-1] == "作")


def _is_a_writers(text: str, match: re.Match[str]) -> bool:
    """Whether a writer may have glossed the character: a rare one, or one that stands elsewhere without."""
    char = text[match.start() - 1]
    return char not in common_han() or text.count(char) > text.count(f"{char}(")
