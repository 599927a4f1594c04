"""English number words and their values, from the lexicon."""

from __future__ import annotations

from fractions import Fraction

from duizhao.claims import lexicon

_FACTS = lexicon.numerals()
UNITS = _FACTS.en.units
TENS = _FACTS.en.tens
SCALES = _FACTS.en.scales
SUFFIXES = _FACTS.en.suffixes
DOZENS = _FACTS.en.dozens
ORDINALS = _FACTS.en.ordinals
SCALE_ORDINALS = _FACTS.en.scale_ordinals
VAGUE = _FACTS.en.vague
SIGNS = {sign: Fraction(value) for sign, value in _FACTS.signs.items()}
# A half, a quarter, a third, a hundredth; `second` divides nothing.
DENOMINATOR = {word: value for word, value in (ORDINALS | SCALE_ORDINALS).items() if value > 2} | {"half": 2, "quarter": 4}
DENOMINATORS = {f"{word}s": value for word, value in DENOMINATOR.items() if word != "half"} | {"halves": 2}
# Scale words in the plural, for tens of thousands and hundreds of millions.
HUNDREDS = {f"{word}s": value for word, value in ({"hundred": 100} | SCALES).items()}
