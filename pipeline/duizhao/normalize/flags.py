"""What is reported and not changed: text that is gone for good, censored names, letters that stand for digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.normalize.characters import HAN
from duizhao.normalize.records import Flag

# UTF-8's replacement marks read as GBK, uninitialised memory of a debugger read as GBK, and marks for lost characters.
_LOSSY = re.compile(
    rf"(?:锟斤拷|锟斤|斤拷|锟)++|烫{{3,}}+|屯{{3,}}+|葺{{3,}}+|\ufffd++|\?{{4,}}+|(?<=[{HAN}])\?{{2,}}+(?=[{HAN}])"
)
_CENSORED = re.compile(rf"(?<![*])\*{{2,}}+(?![*])|(?<=[{HAN}])[×xX]{{2,}}+(?=[{HAN}，。、])")
_RUN = re.compile(r"\*{2,}+")
_NEAR = 300  # characters that are looked at on each side
_OCR_DIGIT = re.compile(r"(?<=[0-9])[OoIl](?=[0-9])")


def flags_of(text: str, *, marks: bool, lookalike: bool) -> tuple[Flag, ...]:
    """Flags in the order of the text.

    Args:
        text: the repaired text.
        marks: whether the scan saw marks of lost or censored text at all.
        lookalike: whether it saw a letter that looks like a digit between digits.
    """
    found: list[Flag] = []
    if marks:
        found += [Flag(*match.span(), "lossy", "What stood here is gone for good.") for match in _LOSSY.finditer(text)]
        found += _censored(text)
    if lookalike:
        found += [
            Flag(*match.span(), "ocr-digit", "A letter stands among digits.", ("0" if match[0] in "Oo" else "1",))
            for match in _OCR_DIGIT.finditer(text)
        ]
    found.sort(key=lambda flag: flag.start)
    return tuple(found)


def _censored(text: str) -> Iterator[Flag]:
    for match in _CENSORED.finditer(text):
        start, end = match.span()
        if text[start] == "*" and _is_markup(text, start, end):
            continue
        yield Flag(start, end, "censored", "Marks stand for letters that were taken out.")


def _is_markup(text: str, start: int, end: int) -> bool:
    """Whether asterisks are those of Markdown: a rule across the page, or a pair around words."""
    line = text.rfind("\n", max(0, start - _NEAR), start) + 1 or max(0, start - _NEAR)
    stop = text.find("\n", end, end + _NEAR)
    around = text[line : min(len(text), end + _NEAR) if stop < 0 else stop]
    if not around.strip("*-_ \r"):
        return True
    run = text[start:end]
    opens = text[end : end + 1].strip() and not text[end : end + 1].isdigit() and text[start - 1 : start].strip() == ""
    return bool(opens) or (len(_RUN.findall(around)) > 1 and len(set(_RUN.findall(around))) == 1 and len(run) < 4)
