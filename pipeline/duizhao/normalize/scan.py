"""One pass over a text, at the speed of the machine: where is it worth looking for damage?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.normalize.characters import FOREIGN, HANS, HANT, LATIN, ODD, STRAY, character_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WITHIN = 8  # three suspicious characters within so many are worth a look
_JOIN = 24  # suspicious places closer than this are looked at together
_CONTEXT = 40  # with so many characters on each side, where the line is longer

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a pass over a text found.

    Attributes:
        odd: stretches with many characters that are rare in Chinese.
        latin: stretches with many characters that look like bytes.
        stray: whether there are invisible marks or full-width ASCII at all.
        simplified: how many characters only Simplified text uses.
        traditional: how many only Traditional text uses.
    """

    odd: tuple[Span, ...]
    latin: tuple[Span, ...]
    stray: bool
    simplified: int
    traditional: int


def scan(text: str) -> Scan:
    """Look at every character once."""
    if text.isascii():
        return Scan((), (), False, 0, 0)
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    bits = character_table().take(codes, mode="clip")
    suspicious = np.flatnonzero(bits & (ODD | LATIN | STRAY))
    kinds = bits[suspicious]
    odd = suspicious[(kinds & ODD) != 0]
    latin = suspicious[(kinds & LATIN) != 0]
    windows = _windows(text, odd)
    if len(windows):
        foreign = (bits & FOREIGN) != 0
        windows = tuple(span for span in windows if not _only_foreign(foreign, odd, span))
    return Scan(
        windows,
        _windows(text, latin),
        bool((kinds & STRAY).any()),
        int(np.count_nonzero(bits & HANS)),
        int(np.count_nonzero(bits & HANT)),
    )


def _only_foreign(foreign: NDArray[np.bool_], odd: NDArray[np.int64], span: Span) -> bool:
    import numpy as np

    start, end = np.searchsorted(odd, span)
    return bool(foreign[odd[start:end]].all())


def _windows(text: str, places: NDArray[np.int64]) -> tuple[Span, ...]:
    """Stretches around three suspicious characters that stand close together; to the ends of the line where it is short."""
    import numpy as np

    if len(places) < 3:
        return ()
    dense = np.flatnonzero(places[2:] - places[:-2] < _WITHIN)
    if not len(dense):
        return ()
    starts, ends = places[dense], places[dense + 2] + 1
    breaks = np.flatnonzero(starts[1:] - ends[:-1] > _JOIN)
    firsts = starts[np.concatenate(([0], breaks + 1))]
    lasts = ends[np.concatenate((breaks, [len(ends) - 1]))]
    spans: list[Span] = []
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        start = max(text.rfind("\n", 0, first) + 1, first - _CONTEXT)
        stop = text.find("\n", last)
        end = min(len(text) if stop < 0 else stop, last + _CONTEXT)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
