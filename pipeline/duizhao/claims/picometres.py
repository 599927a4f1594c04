"""Whether `2 pm` is a length: in a text about atoms, and where no word before it makes it a time."""

from __future__ import annotations

import re

from duizhao.claims import lexicon
from duizhao.claims.patterns import any_of

_ATOMIC = re.compile(f"(?<![a-z])(?:{any_of(lexicon.english_words().atomic)})(?![a-z])")
_WHEN = re.compile("(?<![a-z])(?:at|by|until|till|before|after|from|since|around) $")
# The longest of those words with its space, in characters.
_REACH = 8
_SYMBOL = re.compile("[0-9.,]{1,12} ?pm(?![a-z.])")


def picometres(folded: str, at: int) -> bool:
    """Whether the figure at `at` of folded English text with pm behind it counts picometres.

    >>> picometres("an ionic radius of 53 pm", 19), picometres("the atomic clock stopped at 2 pm", 28)
    (True, False)
    """
    if _SYMBOL.match(folded, at) is None or _ATOMIC.search(folded) is None:
        return False
    return _WHEN.search(folded, max(0, at - _REACH), at) is None
