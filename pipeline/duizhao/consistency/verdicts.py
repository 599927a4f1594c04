"""What comparing two claims can come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["equal", "compatible", "converted", "looser", "tighter", "contradicts", "incomparable"]

# Verdicts under which the two sides say the same thing, as far as both say it.
AGREEING: frozenset[Verdict] = frozenset({"equal", "compatible", "converted", "looser", "tighter"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on a Chinese and an English claim.

    Attributes:
        verdict: `equal` the same in every part; `compatible` the same in other words, or one of them says less without
            saying otherwise; `converted` the same in another unit; `looser` the English says it less exactly than the
            Chinese; `tighter` more exactly; `contradicts` both cannot be true of one thing; `incomparable` they are about
            different things.
        reason: a code from `reasons.toml` for what differs; empty when nothing does.
        affinity: 0 to 1, how likely it is, from kind, unit and value alone, that the two are meant to be the same claim.
    """

    verdict: Verdict
    reason: str = ""
    affinity: float = 1.0

    @property
    def agrees(self) -> bool:
        """Whether both sides may be true of one thing."""
        return self.verdict in AGREEING


INCOMPARABLE = Comparison("incomparable", affinity=0.0)


def flipped(comparison: Comparison) -> Comparison:
    """The same seen from the other side: looser becomes tighter."""
    if comparison.verdict == "looser":
        return Comparison("tighter", comparison.reason, comparison.affinity)
    if comparison.verdict == "tighter":
        return Comparison("looser", comparison.reason, comparison.affinity)
    return comparison


def weaker(comparison: Comparison, factor: float) -> Comparison:
    """The same comparison of claims that are less likely the same one: `equal` becomes `compatible`."""
    verdict = "compatible" if comparison.verdict == "equal" and factor < 0.9 else comparison.verdict
    return Comparison(verdict, comparison.reason, comparison.affinity * factor)
