"""How likely a text is as Chinese or English, in bits: what tells the right encoding from a wrong one.

An encoding maps text to bytes one to one, so the bytes are as likely under it as the text they decode to. The text model is
small: a character's class depends on the class before it, the character on its class (`data/characters.toml`, derived from
jieba's word frequencies and counted news text). Chinese read with the wrong encoding is Chinese of rare characters, or leaves
the assigned characters altogether; either costs several bits a character more.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from duizhao.ingest.character_classes import ASTRAL_HAN, CLASSES, TABLE_SIZE, class_table, table_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What a character costs inside its class where the data file does not name it.
_DEFAULT_BITS = {
    "letter": 15,
    "digit": 4,
    "space": 6,
    "mark": 14,
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
    "nothing": 13,
}


@dataclass(frozen=True, slots=True)
class _Model:
    """`bits[row]`: of the character in its class; `follow[a, b]`: of class b after class a."""

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
    follow = np.array([data["follow"][name] for name in CLASSES], dtype=np.float32) / np.float32(10)
    assert len(bits) == TABLE_SIZE
    return _Model(bits, follow)


def bits_of(text: str) -> float:
    """-log2 of the chance of `text`, taken to begin a line; lower is more plausible.

    >>> bits_of("中国人民") < bits_of("笢弊鏍")
    True
    """
    if not text:
        return 0.0
    import numpy as np

    model = _model()
    rows = table_rows(text)
    kinds = class_table()[rows]
    before = np.empty_like(kinds)
    before[0] = CLASSES.index("space")
    before[1:] = kinds[:-1]
    return float(model.bits[rows].sum(dtype=np.float64) + model.follow[before, kinds].sum(dtype=np.float64))
