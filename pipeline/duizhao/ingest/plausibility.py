"""How likely a text is as Chinese or English, in bits: what tells the right encoding from a wrong one.

An encoding maps text to bytes one to one, so the bytes are as likely under it as the text they decode to. The text model is
small: a character's class depends on the class before it and on the language of the line, the character on its class
(`data/characters.toml`, derived from jieba's word frequencies and counted news text). Chinese read with the wrong encoding is
Chinese of rare characters, or leaves the assigned characters altogether; either costs several bits a character more.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from duizhao.ingest.character_classes import ASTRAL_HAN, CLASSES, class_table, table_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What a character costs inside its class where the data file does not name it.
_DEFAULT_BITS = {
    "letter": 15,
    "digit": 4,
    "space": 6,
    "mark": 9,
    "han": 28,
    "cjk-mark": 14,
    "latin": 10,
    "typographic": 14,
    "greek": 7,
    "cyrillic": 7,
    "kana": 7,
    "hangul": 11,
    "script": 11,
    "symbol": 12,
    "control": 6,
    "nothing": 18,
}

# What `strangeness_of` allows a printable ASCII character.
_ASCII_BITS = 6.0


@dataclass(frozen=True, slots=True)
class _Model:
    """`bits[row]`: of the character in its class; `follow[l, a, b]`: of class b after class a in language l."""

    bits: NDArray[np.float32]
    follow: NDArray[np.float32]


@cache
def _model() -> _Model:
    import numpy as np

    data = tomllib.loads(files("duizhao.ingest").joinpath("data/characters.toml").read_text(encoding="utf-8"))
    default = np.array([_DEFAULT_BITS[name] for name in CLASSES], dtype=np.float32)
    bits = default[class_table()]
    for table in (data["han"], data["other"]):
        for value, chars in table.items():
            bits[table_rows(chars)] = float(value)
    bits[ASTRAL_HAN] = _DEFAULT_BITS["han"] + 2
    follow = np.array([[rows[name] for name in CLASSES] for rows in data["follow"].values()], dtype=np.float32) / np.float32(10)
    return _Model(bits, follow)


def bits_of(text: str) -> float:
    """-log2 of the chance of `text`, taken to begin a line; lower is more plausible.

    >>> bits_of("中国人民") < bits_of("笢弊鏍")
    True
    """
    if not text:
        return 0.0
    costs, starts, _ = _costs(text)
    return _total(costs, starts)


def strangeness_of(text: str) -> float:
    """`bits_of`, but a printable ASCII character costs no more than an average one of the rest.

    Codes, markup and tables of figures are unlike any prose and text all the same; what is to be judged is the rest.
    """
    if not text:
        return 0.0
    import numpy as np

    costs, starts, rows = _costs(text)
    costs = np.where((rows >= 0x20) & (rows < 0x7F), np.minimum(costs, _ASCII_BITS), costs)
    return _total(costs, starts)


def _costs(text: str) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.uint32]]:
    """Bits of each character in each language (2, n); where lines start; rows of the table."""
    import numpy as np

    model = _model()
    rows = table_rows(text)
    kinds = class_table()[rows]
    before = np.empty_like(kinds)
    before[0] = CLASSES.index("space")
    before[1:] = kinds[:-1]
    starts = np.flatnonzero(rows == ord("\n")) + 1
    starts = np.concatenate(([0], starts[starts < len(rows)]))
    return model.follow[:, before, kinds] + model.bits[rows], starts, rows


def _total(costs: NDArray[np.float32], starts: NDArray[np.intp]) -> float:
    """Each line in the language that fits it better, which takes one bit to say."""
    import numpy as np

    by_line = np.add.reduceat(costs, starts, axis=1, dtype=np.float64)
    return float(by_line.min(axis=0).sum() + len(starts))
