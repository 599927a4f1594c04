"""Which characters a writer uses: what stands in the text around makes the same characters likelier, and all others less so."""

from __future__ import annotations

import math
from collections import Counter
from typing import NamedTuple

from duizhao.normalize.language import load_language_model

MARKS = "，。、；：？！「」『』（）《》“”‘’—…·　"
_TRUST = 0.5  # how far the characters of a long text are believed about what stands in it,
_SHORT = 300  # and of a text of so many characters half as far


class Surroundings(NamedTuple):
    """What it adds, in nats, that a character stands in the text around, and that it does not."""

    there: dict[str, float]
    missing: float

    def of(self, char: str) -> float:
        """What it adds to a character or mark."""
        return self.there.get(char, self.missing)


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """The characters of a stretch of Traditional text, some of which may be damaged."""
    model = load_language_model("hant")
    counts = Counter(char for char in text[start:end] if char in model or char in MARKS)
    total = counts.total()
    trust = _TRUST * total / (total + _SHORT)
    added = {char: math.log(1 - trust + trust * count / total * math.exp(-model.unigram(char))) for char, count in counts.items()}
    return Surroundings(added, math.log(1 - trust))
