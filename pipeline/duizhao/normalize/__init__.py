"""Repair of damaged text, script and width, with every change explained and every span traceable to the raw characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from duizhao.normalize.ambiguous import conversion_flags, doubtful, guessed_flags
from duizhao.normalize.desync import desync_edits
from duizhao.normalize.eaten import eaten_edits
from duizhao.normalize.entities import entity_edits
from duizhao.normalize.escapes import escape_edits
from duizhao.normalize.explain import diff_lines, explain
from duizhao.normalize.flags import flags_of
from duizhao.normalize.gloss import gloss_edits
from duizhao.normalize.latin import latin_edits
from duizhao.normalize.mojibake import mojibake_edits
from duizhao.normalize.passages import Passage, Region, passages
from duizhao.normalize.records import Flag, FlagKind, Normalized, Script
from duizhao.normalize.scan import Scan, scan
from duizhao.normalize.script import script_of, to_simplified
from duizhao.normalize.width import spacing_edits, stray_edits, width_edits
from duizhao.settings import NormalizeSettings
from duizhao.text import MappedText

__all__ = [
    "Flag",
    "FlagKind",
    "Normalized",
    "Passage",
    "Region",
    "Script",
    "diff_lines",
    "explain",
    "normalize",
    "normalize_stream",
    "passages",
]

# A text may have been misread more than once.
_ROUNDS = 3
# Characters a block of a stream.
_BLOCK = 100_000


def normalize(text: str, settings: NormalizeSettings) -> Normalized:
    """Repair a text and convert it to Simplified Chinese.

    Raises:
        LoneSurrogateError: the text holds half a character.

    >>> normalize("形勢持續(xù)向好", NormalizeSettings()).mapped.text
    '形势持续向好'
    """
    mapped, found = _repaired(MappedText.of(text), settings)
    if found.spaced:
        mapped = mapped.apply(spacing_edits(mapped.text, found.spaced))
    if found.stray:
        mapped = mapped.apply(stray_edits(mapped.text))
        mapped = mapped.apply(width_edits(mapped.text))
    guesses = doubtful(mapped.repairs())
    script = script_of(found)
    before = mapped.text
    if settings.simplify:
        mapped = to_simplified(mapped, found)
    flags = [*flags_of(mapped.text, marks=found.marks, lookalike=found.lookalike), *guessed_flags(mapped, guesses)]
    if mapped.text is not before and len(mapped.text) == len(before):
        flags += conversion_flags(before, mapped.text)
    return Normalized(mapped, tuple(sorted(flags, key=lambda flag: (flag.start, flag.end))), script)


def _repaired(mapped: MappedText, settings: NormalizeSettings) -> tuple[MappedText, Scan]:
    """Damage undone, and what a scan of the result finds."""
    mapped = mapped.apply(entity_edits(mapped.text))
    found = scan(mapped.text)
    if found.escapes:
        mapped = mapped.apply(escape_edits(mapped.text))
        found = scan(mapped.text)
    for _ in range(_ROUNDS):
        before = mapped
        if found.openings:
            mapped = mapped.apply(desync_edits(mapped.text, found.openings))
            desynced = mapped is not before
            if desynced:
                found = scan(mapped.text)
            in_step = mapped
            mapped = mapped.apply(gloss_edits(mapped.text, found.openings, known=desynced))
            if mapped is not in_step:
                found = scan(mapped.text)
        glossless = mapped
        if found.odd:
            mapped = mapped.apply(eaten_edits(mapped.text, found.odd))
            if mapped is not glossless:
                found = scan(mapped.text)
        if found.odd or found.latin:
            mapped = mapped.apply(mojibake_edits(mapped.text, found, settings))
            if mapped is not glossless:
                found = scan(mapped.text)
        if found.pairs:
            mapped = mapped.apply(latin_edits(mapped.text, found.pairs))
        if mapped is glossless:
            break
        found = scan(mapped.text)
    return mapped, found


def normalize_stream(lines: Iterable[str], settings: NormalizeSettings) -> Iterator[Normalized]:
    """Normalize lines, given with their ends, block by block and in order; the texts of the blocks joined are the whole text.

    A block is some lines together, so that a line is read beside its neighbours; memory does not grow with the number of lines.
    """
    block: list[str] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line)
        if size >= _BLOCK:
            yield normalize("".join(block), settings)
            block, size = [], 0
    if block:
        yield normalize("".join(block), settings)
