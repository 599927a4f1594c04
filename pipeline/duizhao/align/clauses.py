"""Where a sentence can be cut into clauses, in either language: the units that a translator moves between sentences."""

from __future__ import annotations

import regex

# After a mark, in its wide or its narrow form, but not inside figures (1,054 and 19:30); a full stop only before a blank.
# Dashes, and a few
# conjunctions. The tokenizer writes blanks as U+2581.
_BREAK = regex.compile(
    r"(?:[，。！？；：、…]|[,;:!?](?!\d)|\.(?=[\s▁\"'”’]))++[”’」』）)\"]*+"
    r"|[—–]++"
    r"|(?<=\p{L})(?=[ ▁](?:and|but|while|which|when|because|so that|as)[ ▁])"
)
_HAN = regex.compile(r"\p{Han}")
# The shortest clause worth a vector, in characters of Chinese and of English.
_MIN_HAN, _MIN_LATIN = 4, 14


def clause_cuts(text: str) -> list[int]:
    """Offsets at which the sentence falls into clauses; ends not included, pieces too short to mean much joined to a neighbour.

    >>> clause_cuts("他停下来，看了看表，就走了。"), clause_cuts("He stopped for a moment, looked at his watch and left.")
    ([5, 10], [24])
    """
    shortest = _MIN_HAN if _HAN.search(text) else _MIN_LATIN
    cuts: list[int] = []
    position = 0
    for match in _BREAK.finditer(text):
        cut = match.end()
        if cut - position >= shortest and len(text) - cut >= shortest:
            cuts.append(cut)
            position = cut
    return cuts
