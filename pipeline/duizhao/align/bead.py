"""A bead: which sentences of the two sides say the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences `zh` of the Chinese side and `en` of the English side correspond; an empty side is an omission or an addition.

    Attributes:
        zh: indices of Chinese sentences, ascending.
        en: indices of English sentences, ascending.
        score: 0 to 1, the probability that exactly these sentences belong together.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float
