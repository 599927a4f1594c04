"""Subtitles (SubRip, WebVTT, SubStation Alpha): what is spoken, cue by cue, without times, styles and drawings.

Where cues hold both languages, one line above the other or two cues at one time, a cue is an aligned unit; its id is the time
it appears. Where they do not, the file is running text, a cue a line.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from duizhao.ingest.sides import language
from duizhao.ingest.source import Line
from duizhao.ingest.units import NOT_READABLE, Reporter, Unit
from duizhao.model import Failure
from duizhao.text import line_of, line_starts

if TYPE_CHECKING:
    from pysubs2 import SSAEvent

# A line that begins a cue: the times of SubRip and WebVTT, an event of SubStation Alpha.
_TIMES = re.compile(r"^[^\n]{0,40}?\d\d[:.,][^\n]{0,40}?-->", re.MULTILINE)
_EVENT = re.compile(r"^[ \t]*(?:Dialogue|Comment):", re.MULTILINE)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
# The file is bilingual when this share of its cues is.
_BILINGUAL = 0.5


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is on the screen from one time to another: its lines by language."""

    time: str
    line: int
    sides: dict[Literal["zh", "en"], str]
    lines: list[str]

    def both(self) -> bool:
        return len(self.sides) == 2


def units(text: str, report: Reporter) -> Iterator[Unit | Line | Failure]:
    """Cues in the order of their times: units where the file holds both languages, else their lines as running text.

    Args:
        text: the file.
        report: makes the failures.
    """
    cues = [_cue(events) for _, events in groupby(_events(text), key=lambda event: (event[1].start, event[1].end))]
    if not cues:
        yield report(NOT_READABLE, None, "The file holds no cue of SubRip, WebVTT or SubStation Alpha.")
    bilingual = sum(cue.both() for cue in cues) >= _BILINGUAL * len(cues)
    for cue in cues:
        if bilingual and cue.sides:
            yield Unit(cue.time, cue.sides.get("zh"), cue.sides.get("en"), cue.line)
        else:
            yield from (Line(text, cue.time, cue.line) for text in cue.lines)


def _events(text: str) -> list[tuple[int, SSAEvent]]:
    """What the file shows, with the line it stands on, in the order of the times."""
    from pysubs2 import SSAFile

    head = text[:4096].lstrip("\N{ZERO WIDTH NO-BREAK SPACE} \t\r\n")
    form = "vtt" if head.startswith("WEBVTT") else "ass" if "[script info]" in head.lower() else "srt"
    begins = _EVENT if form == "ass" else _TIMES
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        events = list(SSAFile.from_string(text, format_=form))
    starts = line_starts(text)
    numbers = (line_of(starts, found.start()) for found in begins.finditer(text))
    placed = [(next(numbers, 0), event) for event in events]
    return sorted(
        ((line, event) for line, event in placed if not (event.is_comment or event.is_drawing)),
        key=lambda item: (item[1].start, item[1].end),
    )


def _cue(events: Iterator[tuple[int, SSAEvent]]) -> _Cue:
    placed = list(events)
    lines = [
        line
        for _, event in placed
        for raw in event.plaintext.splitlines()
        if any(map(str.isalnum, line := _MARKUP.sub("", raw).strip()))
    ]
    sides: dict[Literal["zh", "en"], list[str]] = {}
    for line in lines:
        spoken = language(line) or next(reversed(sides), None)
        if spoken is not None:
            sides.setdefault(spoken, []).append(line)
    joined = {spoken: " ".join(own) for spoken, own in sides.items()}
    return _Cue(_time(placed[0][1].start), placed[0][0], joined, list(joined.values()) or lines)


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
