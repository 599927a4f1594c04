"""What the rules of `arithmetic` share: claims with their places, cues, and a misfit before it becomes a finding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from duizhao.claim_words import render
from duizhao.consistency.data import read_toml
from duizhao.consistency.evidence import Span, locate
from duizhao.consistency.quantities import unit_of
from duizhao.consistency.records import SentenceClaims
from duizhao.model import AnyClaim, NumericValue


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim and where it stands in its sentence."""

    claim: AnyClaim
    span: Span


@dataclass(frozen=True, slots=True)
class Misfit:
    """A rule's finding before it becomes a record; `words` fills {a}, {b}, {c} of the reason, each in English and Chinese."""

    reason: str
    rule: str
    claims: tuple[AnyClaim, ...]
    words: tuple[tuple[str, str], ...]
    score: float


def both(claim: AnyClaim) -> tuple[str, str]:
    """A claim in the words of both languages, English first."""
    return render(claim, "en"), render(claim, "zh")


def placed_claims(sentence: SentenceClaims) -> list[Placed]:
    """The claims of a sentence with their places, those left out that cannot be found in its text."""
    spans = locate(sentence.claims, sentence.text)
    return [Placed(claim, span) for claim, span in zip(sentence.claims, spans, strict=True) if span is not None]


@cache
def cue(section: str, name: str) -> re.Pattern[str]:
    """A pattern of `arithmetic.toml`."""
    return re.compile(read_toml("arithmetic.toml")[section][name], re.I)


def number_of(claim: AnyClaim) -> Fraction | None:
    """The figure that a numeric claim names."""
    return claim.value.number if isinstance(claim.value, NumericValue) else None


__all__ = ["Misfit", "Placed", "both", "cue", "number_of", "placed_claims", "unit_of"]
