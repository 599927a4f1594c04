"""Sixteen kinds of characters: the coarse alphabet in which readable text is told from what a wrong encoding makes."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLASSES = (
    "letter",  # ASCII
    "digit",  # ASCII
    "space",  # ASCII space, tab, line end
    "mark",  # ASCII punctuation
    "han",
    "cjk-mark",  # CJK punctuation, full-width and half-width forms
    "latin",  # Latin letters outside ASCII
    "typographic",  # quotes, dashes, currency and the other signs that print shops use
    "greek",
    "cyrillic",
    "kana",  # with bopomofo
    "hangul",
    "script",  # letters and combining marks of every other script
    "symbol",  # arrows, boxes, dingbats, emoji
    "control",  # C0 but tab and line ends, C1, DEL
    "nothing",  # unassigned, private use, U+FFFD
)
# Text beyond the Basic Multilingual Plane is looked up as one of these.
ASTRAL_HAN, ASTRAL_SYMBOL, ASTRAL_OTHER = 0x10000, 0x10001, 0x10002
TABLE_SIZE = 0x10003

# Later rows win.
_RANGES = (
    (0x0000, 0x0020, "control"),
    (0x0009, 0x000E, "space"),
    (0x0020, 0x0021, "space"),
    (0x0021, 0x007F, "mark"),
    (0x0030, 0x003A, "digit"),
    (0x0041, 0x005B, "letter"),
    (0x0061, 0x007B, "letter"),
    (0x007F, 0x00A0, "control"),
    (0x00A0, 0x00C0, "typographic"),
    (0x00C0, 0x0250, "latin"),
    (0x00D7, 0x00D8, "typographic"),
    (0x00F7, 0x00F8, "typographic"),
    (0x0250, 0x0370, "script"),
    (0x0370, 0x0400, "greek"),
    (0x0400, 0x0530, "cyrillic"),
    (0x0530, 0x1E00, "script"),
    (0x1100, 0x1200, "hangul"),
    (0x1E00, 0x1F00, "latin"),
    (0x1F00, 0x2000, "greek"),
    (0x2000, 0x20D0, "typographic"),
    (0x20D0, 0x2E80, "symbol"),
    (0x2100, 0x2200, "typographic"),
    (0x2E80, 0x3000, "symbol"),
    (0x3000, 0x3040, "cjk-mark"),
    (0x3040, 0x3130, "kana"),
    (0x3007, 0x3008, "han"),
    (0x3005, 0x3006, "han"),
    (0x3130, 0x3190, "hangul"),
    (0x3190, 0x3400, "symbol"),
    (0x3400, 0xA000, "han"),
    (0x4DC0, 0x4E00, "symbol"),
    (0xA000, 0xAC00, "script"),
    (0xAC00, 0xD7B0, "hangul"),
    (0xD7B0, 0xF900, "nothing"),
    (0xF900, 0xFB00, "han"),
    (0xFB00, 0xFE10, "script"),
    (0xFE10, 0xFE20, "cjk-mark"),
    (0xFE20, 0xFE30, "script"),
    (0xFE30, 0xFE70, "cjk-mark"),
    (0xFE70, 0xFF00, "script"),
    (0xFF00, 0xFFF0, "cjk-mark"),
    (0xFFF0, 0x10000, "nothing"),
    (0xFEFF, 0xFF00, "typographic"),
    (ASTRAL_HAN, ASTRAL_HAN + 1, "han"),
    (ASTRAL_SYMBOL, ASTRAL_SYMBOL + 1, "symbol"),
    (ASTRAL_OTHER, ASTRAL_OTHER + 1, "nothing"),
)


@cache
def class_table() -> NDArray[np.uint8]:
    """Index into `CLASSES` for each code point of the basic plane, then for the three stand-ins of the others."""
    import numpy as np

    table = np.full(TABLE_SIZE, CLASSES.index("nothing"), dtype=np.uint8)
    for start, end, name in _RANGES:
        table[start:end] = CLASSES.index(name)
    unassigned = [point for point in range(0xA0, 0x10000) if unicodedata.category(chr(point)) == "Cn"]
    table[unassigned] = CLASSES.index("nothing")
    return table


def table_rows(text: str) -> NDArray[np.uint32]:
    """Where each character of `text` stands in a table of `TABLE_SIZE` rows; shape (len(text),)."""
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if len(points) == 0 or points.max() < 0x10000:
        return points
    rows = points.copy()
    rows[(points >= 0x20000) & (points < 0x40000)] = ASTRAL_HAN
    rows[(points >= 0x1F000) & (points < 0x1FB00)] = ASTRAL_SYMBOL
    rows[(points >= 0x10000) & (rows == points)] = ASTRAL_OTHER
    return rows
