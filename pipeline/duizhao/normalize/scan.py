"""One pass over a text, at the speed of the machine: where is it worth looking for damage?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from duizhao.normalize.characters import (
    DIGIT,
    ESCAPE,
    FOREIGN,
    HANS,
    HANT,
    LATIN,
    LOOKALIKE,
    MARK,
    ODD,
    STRAY,
    TELLTALE,
    UNCOMMON,
    character_table,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WITHIN = 8  # three suspicious characters within so many are worth a look
_ORDINARY = 6  # or so many that are not frequent
_JOIN = 24  # suspicious places closer than this are looked at together
_CONTEXT = 40  # with so many characters on each side, where the line is longer
_LONG = 4000  # a stretch longer than this is looked at in parts
_FEW = 5000  # up to so many suspicious places are looked at one by one
_SYLLABLE = 6  # letters of the longest syllable of pinyin
_SPACED = 3  # so many single characters between spaces in a row are justified text

_SENTENCE = 600  # up to so many characters, a text is first asked whether anything in it is suspicious at all

_GOES_ON = tuple(map(ord, "uUE"))
# What the scan reports and no single character shows: marks of lost text, a letter between digits, the beginning of an escape,
# a bracket that closes behind a syllable, a question mark before one, single characters between spaces.
_WORTH_A_LOOK = re.compile(
    r"[?*×\ufffd锟斤拷烫屯葺]{2}|[0-9][OoIl][0-9]|[\\%][uUE]|[(?][a-z].{0,4}\)|[^\0-\u33ff] [^ ] [^ ] ", re.S
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a pass over a text found.

    Attributes:
        odd: stretches with many characters that are rare in Chinese.
        latin: stretches with many characters that look like bytes.
        pairs: lines, or parts of long ones, with two of them side by side.
        openings: offsets of brackets and question marks with what may be pinyin behind them.
        spaced: stretches in which single characters stand between spaces.
        stray: whether there are invisible marks, full-width ASCII or half-width punctuation at all.
        marks: whether marks of lost or censored text stand side by side, or a replacement mark anywhere.
        lookalike: whether a letter that looks like a digit stands between digits.
        simplified: how many characters only Simplified text uses.
        traditional: how many only Traditional text uses.
        escapes: whether anything may be an escape (`\\u4e2d`, `%E4%B8%AD`).
    """

    odd: tuple[Span, ...] = ()
    latin: tuple[Span, ...] = ()
    pairs: tuple[Span, ...] = ()
    openings: tuple[int, ...] = ()
    spaced: tuple[Span, ...] = ()
    stray: bool = False
    marks: bool = False
    lookalike: bool = False
    simplified: int = 0
    traditional: int = 0
    escapes: bool = False


def scan(text: str) -> Scan:
    """Look at every character once."""
    found = sound(text) if len(text) <= _SENTENCE else None
    return searched(text) if found is None else found


def searched(text: str) -> Scan:
    """The scan of a text of any length, with arrays over all its characters."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    bits = character_table().take(codes, mode="clip")
    suspicious = np.flatnonzero(bits & (ODD | LATIN | STRAY | ESCAPE))
    kinds = bits[suspicious]
    odd = suspicious[(kinds & ODD) != 0]
    latin = suspicious[(kinds & LATIN) != 0]
    windows = _windows(text, odd, 3)
    if not windows and len(odd):
        # Some damage looks ordinary, a character by itself: too few of them are frequent ones.
        windows = _windows(text, np.flatnonzero(bits & (ODD | UNCOMMON)), _ORDINARY)
    if not windows:
        windows = _around(text, suspicious[(kinds & TELLTALE) != 0])
    if windows:
        foreign = (bits & FOREIGN) != 0
        windows = tuple(span for span in windows if not _only_foreign(foreign, odd, span))
    return Scan(
        windows,
        _windows(text, latin, 3),
        _pairs(text, latin),
        _openings(codes, latin),
        _spaced(codes),
        bool((kinds & STRAY).any()),
        _marks(bits) or bool((codes[odd] == 0xFFFD).any()),
        _lookalike(bits),
        int(np.count_nonzero(bits & HANS)),
        int(np.count_nonzero(bits & HANT)),
        _escapes(codes, suspicious[(kinds & ESCAPE) != 0]),
    )


def sound(text: str) -> Scan | None:
    """What the scan finds in a short text without anything suspicious, at a fraction of the cost; None where it has to look."""
    kinds = _kinds()
    seen = 0
    for letter in set(text):
        seen |= kinds[letter]
    if seen & (ODD | LATIN | STRAY) or _WORTH_A_LOOK.search(text):
        return None
    counted = [sum(1 for letter in text if kinds[letter] & script) if seen & script else 0 for script in (HANS, HANT)]
    return Scan(simplified=counted[0], traditional=counted[1])


class _Kinds(dict[str, int]):
    """The bits of characters that were met, by character: of a text's some forty a lookup each is faster than an array."""

    def __missing__(self, letter: str) -> int:
        table = character_table()
        self[letter] = bits = int(table[min(ord(letter), len(table) - 1)])
        return bits


@cache
def _kinds() -> _Kinds:
    return _Kinds()


def _escapes(codes: NDArray[np.uint32], places: NDArray[np.int64]) -> bool:
    """Whether a backslash or a per cent sign stands before what goes on with an escape of Chinese: u, U or E."""
    import numpy as np

    behind = codes[places[places + 1 < len(codes)] + 1]
    return bool(np.isin(behind, _GOES_ON).any())


def _only_foreign(foreign: NDArray[np.bool_], odd: NDArray[np.int64], span: Span) -> bool:
    import numpy as np

    start, end = np.searchsorted(odd, span)
    return bool(foreign[odd[start:end]].all())


def _windows(text: str, places: NDArray[np.int64], count: int) -> tuple[Span, ...]:
    """Stretches around some suspicious characters that stand close together; to the ends of the line where it is short."""
    import numpy as np

    if len(places) < count:
        return ()
    dense = np.flatnonzero(places[count - 1 :] - places[: 1 - count] < _WITHIN)
    if not len(dense):
        return ()
    # A rare word that comes twice is no damage.
    if len(dense) < _FEW:
        dense = np.array(
            [at for at in dense.tolist() if len({text[place] for place in places[at : at + count].tolist()}) > 2], dtype=int
        )
        if not len(dense):
            return ()
    starts, ends = places[dense], places[dense + count - 1] + 1
    breaks = np.flatnonzero(starts[1:] - ends[:-1] > _JOIN)
    firsts = starts[np.concatenate(([0], breaks + 1))]
    lasts = ends[np.concatenate((breaks, [len(ends) - 1]))]
    spans: list[Span] = []
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        line = text.rfind("\n", max(0, first - _CONTEXT), first) + 1
        start = line or max(0, first - _CONTEXT)
        stop = text.find("\n", last, last + _CONTEXT)
        end = min(len(text), last + _CONTEXT) if stop < 0 else stop
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(part for span in spans for part in _parts(text, span))


def _around(text: str, places: NDArray[np.int64]) -> tuple[Span, ...]:
    """Stretches around single places."""
    spans: list[Span] = []
    for place in places.tolist():
        start, end = _line(text, place, _CONTEXT)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(part for span in spans for part in _parts(text, span))


def _line(text: str, place: int, reach: int) -> Span:
    """The line of a place, and of a long one so many characters on each side."""
    first = max(0, place - reach)
    last = min(len(text), place + reach)
    stop = text.find("\n", place, last)
    return max(first, text.rfind("\n", first, place) + 1), last if stop < 0 else stop


def _parts(text: str, span: Span) -> list[Span]:
    """A stretch line by line, and very long lines in pieces that end at a space where there is one."""
    parts: list[Span] = []
    start, end = span
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop - start > _LONG:
            space = text.rfind(" ", start + _LONG // 2, start + _LONG)
            stop = start + _LONG if space < 0 else space
        if stop > start:
            parts.append((start, stop))
        start = stop + 1 if stop < end and text[stop] in "\n " else stop
    return parts


def _pairs(text: str, latin: NDArray[np.int64]) -> tuple[Span, ...]:
    import numpy as np

    spans: list[Span] = []
    for place in latin[np.flatnonzero(np.diff(latin) <= 2)].tolist():
        if spans and place < spans[-1][1]:
            continue
        start, end = _line(text, place, _LONG)
        spans.append((max(start, spans[-1][1] if spans else 0), end))
    return tuple(spans)


def _openings(codes: NDArray[np.uint32], latin: NDArray[np.int64]) -> tuple[int, ...]:
    """Brackets and question marks with a toned letter close behind, or with a bracket that closes after a bare syllable."""
    import numpy as np

    found: set[int] = set()
    for back in range(1, _SYLLABLE + 1):
        places = latin[latin >= back] - back
        marks = codes[places]
        found.update(places[np.logical_or(marks == 0x28, marks == 0x3F)].tolist())
    places = np.flatnonzero(np.logical_or(codes == 0x28, codes == 0x3F))
    for ahead in range(2, _SYLLABLE + 1):
        places = places[places + ahead < len(codes)]
        closed = places[codes[places + ahead] == 0x29]
        letters = codes[closed + 1]
        found.update(closed[(letters >= 0x61) & (letters <= 0x7A)].tolist())
    return tuple(sorted(found))


def _marks(bits: NDArray[np.uint16]) -> bool:
    marks = (bits & MARK) != 0
    return bool((marks[1:] & marks[:-1]).any())


def _lookalike(bits: NDArray[np.uint16]) -> bool:
    import numpy as np

    letters = np.flatnonzero(bits == LOOKALIKE)
    letters = letters[(letters > 0) & (letters < len(bits) - 1)]
    return bool(((bits[letters - 1] & bits[letters + 1]) == DIGIT).any())


def _spaced(codes: NDArray[np.uint32]) -> tuple[Span, ...]:
    """Stretches `a b c d`, from the first single character to behind the last."""
    import numpy as np

    spaces = np.flatnonzero(codes == 0x20)
    if len(spaces) < _SPACED:
        return ()
    single = np.diff(spaces) == 2
    dense = np.flatnonzero(single[1:] & single[:-1])
    spans: list[Span] = []
    for start, end in zip((spaces[dense] - 1).tolist(), (spaces[dense + 2] + 2).tolist(), strict=True):
        if start < 0 or codes[start] < 0x3400:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], min(end, len(codes)))
        else:
            spans.append((start, min(end, len(codes))))
    return tuple(spans)
