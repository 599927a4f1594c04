"""A total and its parts: no part is larger than the whole, and parts that are meant to be all of it add up to it.

Whether parts are all of a whole is seldom said. It is taken as said where the text says "the rest", and where the sum of at
least three parts is the total miswritten: a digit off, two digits swapped, ten times as much. Rule `arithmetic.sum/1`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

import msgspec

from duizhao.consistency.figures import Misfit, Placed, both, cue, number_of, placed_claims, unit_of
from duizhao.consistency.quantities import digit_distance, number_reason
from duizhao.consistency.records import SentenceClaims
from duizhao.model import AnyClaim, NumericValue

_KINDS = ("count", "money", "measure")
# How many sentences after the one with the total may hold its parts, where they begin with a cue.
_REACH = 2
# The cue follows its total closely.
_FAR = 30
# A part more often larger than its whole than this is no part of it.
_ABSURD = 30
_RULE = "arithmetic.sum/1"


def sums(sentences: Sequence[SentenceClaims]) -> Iterator[Misfit]:
    """Totals with parts that do not fit, in reading order."""
    for index, sentence in enumerate(sentences):
        if sentence.lang == "other":
            continue
        placed = placed_claims(sentence)
        for number, total in enumerate(placed):
            if _is_figure(total.claim) and total.claim.qualifier == "exact":
                yield from _in_sentence(sentence, total, placed[number + 1 :])
        last = next((one for one in reversed(placed) if _is_figure(one.claim) and one.claim.qualifier == "exact"), None)
        totals = {id(one): one for one in (*_first_figures(placed), *([last] if last else []))}
        for total in totals.values():
            yield from _in_following(
                total, [one for one in sentences[index + 1 : index + 1 + _REACH] if one.lang == sentence.lang]
            )


def _first_figures(placed: Sequence[Placed]) -> list[Placed]:
    """The first figure of a sentence, which what follows may break down."""
    return [one for one in placed if _is_figure(one.claim) and one.claim.qualifier == "exact"][:1]


def _is_figure(claim: AnyClaim) -> bool:
    number = number_of(claim)
    return claim.kind in _KINDS and number is not None and number > 0


def _same_class(one: AnyClaim, other: AnyClaim) -> bool:
    return one.kind == other.kind and unit_of(one) == unit_of(other) and one.source == other.source


def _in_sentence(sentence: SentenceClaims, total: Placed, after: Sequence[Placed]) -> Iterator[Misfit]:
    figures = [one for one in after if _same_class(one.claim, total.claim) and _is_figure(one.claim)]
    if not figures:
        return
    begins = cue("of_them", sentence.lang).search(sentence.text, total.span[1], figures[0].span[0])
    if begins is None or begins.start() - total.span[1] > _FAR or after[0].span[0] < begins.start():
        return
    rest = bool(cue("the_rest", sentence.lang).search(sentence.text, begins.end(), figures[-1].span[0]))
    yield from _misfits(total.claim, [one.claim for one in figures], rest=rest, told_apart=True)


def _in_following(total: Placed, sentences: Sequence[SentenceClaims]) -> Iterator[Misfit]:
    for sentence in sentences:
        begins = cue("of_that", sentence.lang).match(sentence.text)
        if begins is None:
            continue
        figures = [one for one in placed_claims(sentence) if _same_class(one.claim, total.claim) and _is_figure(one.claim)]
        if figures:
            rest = bool(cue("the_rest", sentence.lang).search(sentence.text, begins.end(), figures[-1].span[0]))
            yield from _misfits(total.claim, [one.claim for one in figures], rest=rest, told_apart=False)
        return


def _misfits(total: AnyClaim, parts: Sequence[AnyClaim], *, rest: bool, told_apart: bool) -> Iterator[Misfit]:
    """Misfits of one total; `told_apart` where the cue stands between total and parts, so that the first is surely a part."""
    whole = number_of(total)
    assert whole is not None
    # A breakdown ends with its first vague figure: "… the remaining £240,000, most of it in gifts of under £30".
    exact = list(takewhile(lambda part: part.qualifier == "exact", parts))
    figures = [number for part in exact if (number := number_of(part)) is not None]
    running = [sum(figures[:size], Fraction(0)) for size in range(1, len(figures) + 1)]
    if whole in running:
        # Complete: what comes after is something else.
        return
    if told_apart and unit_of(total) not in (None, "item", "time"):
        for part in parts:
            number = number_of(part)
            if number is not None and whole < number < whole * _ABSURD:
                yield Misfit("arithmetic.part-exceeds-total", _RULE, (total, part), (both(total), both(part)), 0.75)
                return
    if any(number >= whole for number in figures):
        return
    for size in range(len(figures), 1, -1):
        found = running[size - 1]
        slip = size >= 3 and _is_slip(whole, found)
        if slip or (rest and size == len(figures) and found > whole * Fraction(4, 5)):
            claims = (total, *exact[:size])
            assert isinstance(total.value, NumericValue)
            summed: AnyClaim = msgspec.structs.replace(
                total, value=NumericValue(number=found, low=found, high=found, unit=total.value.unit)
            )
            yield Misfit("arithmetic.sum", _RULE, claims, (both(total), both(summed)), 0.8 if slip else 0.6)
            return


def _is_slip(whole: Fraction, found: Fraction) -> bool:
    if min(whole, found) < 20:
        return False
    return number_reason(whole, found) != "number.differs" or digit_distance(whole, found) == 1
