"""What stands beside figures, beside words in Latin letters and before speech, of which the dictionary knows nothing.

The shares are those of `beside.toml`. Log-probabilities are natural logarithms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

_LONGEST = 4
Table = Mapping[str, float]


class Beside:
    """The tables of one script."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._before_figure = tables["before-figure"]
        self._before_date = tables["before-date"]
        self._before_latin = tables["before-latin"]
        self._before_speech = tables["before-speech"]
        self._before_question = tables["before-question"]
        self.after_latin = _normed(tables["after-latin"])
        self.after_figure = _normed(tables["after-figure"])
        self.between_figures = _normed(tables["between-figures"])

    def before_figure(self, text: str, ending: float) -> float:
        """Log-probability that a figure that is no date follows a text; `ending`: the chance that a word ends with the text."""
        return _before(self._before_figure, text, ending)

    def before_date(self, text: str, ending: float) -> float:
        """Log-probability that a date in figures follows a text."""
        return _before(self._before_date, text, ending)

    def before_latin(self, text: str, ending: float) -> float:
        """Log-probability that a word in Latin letters follows a text."""
        return _before(self._before_latin, text, ending)

    def before_speech(self, text: str) -> float:
        """Log-probability that a colon and speech follow a text."""
        return _before(self._before_speech, text, 1.0)

    def before_question(self, text: str) -> float:
        """Log-probability that a question mark follows a text."""
        return _before(self._before_question, text, 1.0)


def _normed(table: Table) -> dict[str, float]:
    total = sum(table.values())
    return {key: share / total for key, share in table.items()}


def _before(table: Table, text: str, ending: float) -> float:
    for length in range(min(_LONGEST, len(text)), 0, -1):
        share = table.get(text[-length:])
        if share is not None:
            return math.log(share)
    return math.log(table["default"] * (0.05 + 0.95 * ending))
