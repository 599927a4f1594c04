"""Repair of damaged text, script and width, with every change explained and every span traceable to the raw characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from duizhao.normalize.desync import desync_edits
from duizhao.normalize.entities import entity_edits
from duizhao.normalize.explain import diff_lines, explain
from duizhao.normalize.gloss import gloss_edits
from duizhao.normalize.latin import latin_edits
from duizhao.normalize.mojibake import mojibake_edits
from duizhao.normalize.records import Flag, FlagKind, Normalized, Script
from duizhao.normalize.scan import scan
from duizhao.normalize.script import detect_script, to_simplified
from duizhao.normalize.width import WIDTH_RULE, narrowed, stray_edits
from duizhao.settings import NormalizeSettings
from duizhao.text import MappedText

__all__ = ["Flag", "FlagKind", "Normalized", "Script", "diff_lines", "explain", "normalize", "normalize_stream"]

# A text may have been misread more than once.
_ROUNDS = 3


def normalize(text: str, settings: NormalizeSettings) -> Normalized:
    """Repair a text and convert it to Simplified Chinese.

    Raises:
        LoneSurrogateError: the text holds half a character.

    >>> normalize("形勢持續(xù)向好", NormalizeSettings()).mapped.text
    '形势持续向好'
    """
    mapped = _without_glosses(MappedText.of(text))
    mapped = mapped.apply(entity_edits(mapped.text))
    for _ in range(_ROUNDS):
        before = mapped
        found = scan(mapped.text)
        if found.odd or found.latin:
            mapped = mapped.apply(mojibake_edits(mapped.text, found, settings))
        mapped = mapped.apply(latin_edits(mapped.text))
        if mapped is before:
            break
        mapped = _without_glosses(mapped)
    mapped = mapped.apply(stray_edits(mapped.text))
    mapped = mapped.substituted(narrowed(mapped.text), WIDTH_RULE)
    script = detect_script(mapped.text)
    if settings.simplify:
        mapped = to_simplified(mapped)
    return Normalized(mapped, (), script)


def _without_glosses(mapped: MappedText) -> MappedText:
    mapped = mapped.apply(desync_edits(mapped.text))
    return mapped.apply(gloss_edits(mapped.text))


def normalize_stream(lines: Iterable[str], settings: NormalizeSettings) -> Iterator[Normalized]:
    """Normalize line by line, in order; memory does not grow with the number of lines."""
    for line in lines:
        yield normalize(line, settings)
