"""What was changed, for a reader at a terminal: one line a repair, or a whole text as a coloured difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from duizhao.normalize.records import Normalized
from duizhao.text import Repair, line_of, line_starts

_RED, _GREEN, _YELLOW, _DIM, _RESET = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[2m", "\x1b[0m"
_MARKS = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\u3000": "␣"}


def explain(normalized: Normalized, *, colour: bool = False, script: bool = False) -> Iterator[str]:
    """One line for each repair and each flag, in the order of the text, without line ends.

    Args:
        normalized: what `normalize` gave.
        colour: mark what went red and what came green, with terminal escapes.
        script: list script conversion too, which touches every third character of a Traditional text.

    >>> from duizhao.normalize import normalize
    >>> from duizhao.settings import NormalizeSettings
    >>> for line in explain(normalize("形勢持續(xù)向好", NormalizeSettings())):
    ...     print(line)
    1:4-8 gloss.pinyin/2 0.90 「(xù)」 → 「」
    """
    mapped = normalized.mapped
    starts = line_starts(mapped.raw)
    notes: list[tuple[int, str]] = []
    for repair in joined(mapped.repairs()):
        if not script and all(rule.startswith("script.") for rule in repair.rules):
            continue
        place = _place(starts, repair.start, repair.end)
        before, after = _shown(repair.before, _RED, colour), _shown(repair.after, _GREEN, colour)
        weighed = "" if repair.score is None else f" (+{repair.score:.0f}, {repair.margin:.0f} to spare)"
        notes.append((repair.start, f"{place} {'+'.join(repair.rules)} {repair.confidence:.2f}{weighed} {before} → {after}"))
    for flag in normalized.flags:
        start, end = mapped.to_raw(flag.start, flag.end)
        surface = _shown(mapped.raw[start:end], _YELLOW, colour)
        others = f" ({' / '.join(flag.alternatives)})" if flag.alternatives else ""
        notes.append((start, f"{_place(starts, start, end)} {flag.kind} {surface} {flag.note}{others}"))
    notes.sort(key=lambda note: note[0])
    for _, note in notes:
        yield note


def diff_lines(normalized: Normalized, *, colour: bool = True) -> Iterator[str]:
    """The whole text, line by line, with what went and what came side by side in it.

    Without colour, what went stands in `[-…-]` and what came in `{+…+}`.
    """
    mapped = normalized.mapped
    pieces: list[str] = []
    copied = 0
    for repair in joined(mapped.repairs()):
        pieces.append(mapped.raw[copied : repair.start])
        if repair.before:
            pieces.append(f"{_RED}{_visible(repair.before)}{_RESET}" if colour else f"[-{_visible(repair.before)}-]")
        if repair.after:
            pieces.append(f"{_GREEN}{repair.after}{_RESET}" if colour else f"{{+{repair.after}+}}")
        copied = repair.end
    pieces.append(mapped.raw[copied:])
    yield from "".join(pieces).split("\n")


def joined(repairs: Iterable[Repair]) -> Iterator[Repair]:
    """Repairs by the same rules side by side as one, so that a damaged line is one repair and not one for each character."""
    last: Repair | None = None
    for repair in repairs:
        if last is not None and last.end == repair.start and (last.rules, last.score) == (repair.rules, repair.score):
            last = Repair(
                last.start,
                repair.end,
                last.before + repair.before,
                last.after + repair.after,
                last.rules,
                min(last.confidence, repair.confidence),
                last.score,
                last.margin,
            )
            continue
        if last is not None:
            yield last
        last = repair
    if last is not None:
        yield last


def _place(starts: list[int], start: int, end: int) -> str:
    line = line_of(starts, start)
    column = start - starts[line - 1]
    return f"{line}:{column}-{column + end - start}"


def _shown(text: str, escape: str, colour: bool) -> str:
    visible = f"「{_visible(text)}」"
    return f"{escape}{visible}{_RESET}" if colour else visible


def _visible(text: str) -> str:
    """Invisible characters by a mark or their number, so that a reader sees what is there."""
    return "".join(_MARKS.get(char) or (char if char.isprintable() else f"<U+{ord(char):04X}>") for char in text)
