"""Sentences of a text, each with its language, its paragraph and its exact place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from duizhao.model import Lang
from duizhao.segment.boundaries import sentence_ends
from duizhao.segment.language import script_of
from duizhao.segment.layout import cells
from duizhao.segment.switches import switches
from duizhao.settings import SegmentSettings

# Marks without width that crawlers leave at line ends.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_WIDE_MARK = regex.compile(r"[\u3000-\u303f\uff01-\uff5e]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]`, surrounding white space left out.

    Attributes:
        start: offset in code points.
        end: offset, exclusive.
        lang: `zh`, `en`, or `other` for every other language.
        paragraph: counts from 0; sentences and table cells of one line share it.
    """

    start: int
    end: int
    lang: Lang
    paragraph: int


def segment(text: str, settings: SegmentSettings) -> list[Sentence]:
    """Cut a text into sentences and tell their languages.

    The spans are in reading order, disjoint, and cover everything but white space. A sentence never crosses a
    line end, unless the lines were wrapped at a fixed width.

    >>> for sentence in segment("项目概况\\n2020年初，疫情暴发。It began in early 2020.", SegmentSettings()):
    ...     print(sentence)
    Sentence(start=0, end=4, lang='zh', paragraph=0)
    Sentence(start=5, end=17, lang='zh', paragraph=1)
    Sentence(start=17, end=40, lang='en', paragraph=1)
    """
    del settings  # nothing to choose yet
    spans = list(_spans(text))
    scripts = [script_of(text[start:end]) for start, end, _ in spans]
    langs = _fill(text, spans, scripts)
    return [Sentence(start, end, lang, paragraph) for (start, end, paragraph), lang in zip(spans, langs, strict=True)]


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    for cell in cells(text):
        cuts = sorted({*sentence_ends(text, cell.start, cell.end)})
        position = cell.start
        for cut in [*cuts, cell.end]:
            for start, end in switches(text, position, cut):
                start, end = _trimmed(text, start, end)
                if start < end:
                    yield start, end, cell.paragraph
            position = cut


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _fill(text: str, spans: list[tuple[int, int, int]], scripts: list[Lang | None]) -> list[Lang]:
    """Pieces without a letter take the language of a neighbour, of their own paragraph first."""
    langs: list[Lang] = []
    for index, script in enumerate(scripts):
        if script is not None:
            langs.append(script)
            continue
        piece = text[spans[index][0] : spans[index][1]]
        if _WIDE_MARK.search(piece):
            langs.append("zh")
        elif index and spans[index - 1][2] == spans[index][2]:
            langs.append(langs[-1])
        else:
            following = next((lang for lang in scripts[index + 1 : index + 8] if lang is not None), None)
            langs.append(following or (langs[-1] if langs else "other"))
    return langs
