"""Two figures of one claim the other way round: one score of several (25比21、19比25 · 25-21, 25-19), 52%至38% · "38% to 52%".

A score or a range is compared by its bounds alone, whichever stands first: "lost 4-1" is 1比4负. What tells a slip is a list of
scores, in which all stand round the same way, and the other language naming the two ends one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.consistency.items import Item
from duizhao.consistency.match import Match
from duizhao.consistency.numerals import written_figures
from duizhao.model import AnyClaim, NumericValue

# What stands between the scores of one match.
_LISTED = re.compile(r"[,，、;；/ ]*(?:and|和|及|以及)?[ ]*")


def turned_scores(agreed: Sequence[Match], zh_text: str, en_text: str) -> Iterator[Match]:
    """Scores that stand round the other way than the others of their list do.

    Args:
        agreed: what agrees in a bead.
        zh_text: the Chinese of the bead.
        en_text: the English.
    """
    scores = sorted(
        (pair for pair in agreed if _is_score(pair.zh) and _is_score(pair.en)), key=lambda pair: pair.zh.span or (0, 0)
    )
    for listed in _lists(scores, zh_text, en_text):
        alike = [_falls(pair.zh.claim) == _falls(pair.en.claim) for pair in listed]
        yield from (pair for pair, same in zip(listed, alike, strict=True) if same != (2 * sum(alike) >= len(alike)))


def turned_ends(agreed: Sequence[Match], zh_text: str) -> Iterator[tuple[Match, Match]]:
    """The ends of a range of figures that the other language gives one by one in another order, the first of that one first.

    Odds are no range: 一赔六 is 6-1.
    """
    ends = [pair for pair in agreed if {pair.zh.part, pair.en.part} & {"start", "end"} and _is_figure(pair.zh)]
    if "赔" in zh_text:
        return
    for index, one in enumerate(ends):
        for other in ends[index + 1 :]:
            ranged, single = ("zh", "en") if one.zh.claim is other.zh.claim else ("en", "zh")
            falls = _falls(getattr(one, ranged).claim)
            spans = [getattr(pair, single).span for pair in (one, other)]
            if getattr(one, ranged).claim is not getattr(other, ranged).claim or falls is None or None in spans:
                continue
            first, second = (one, other) if spans[0] < spans[1] else (other, one)
            if (getattr(first, ranged).part == "end") != falls:
                yield first, second


def _is_figure(item: Item) -> bool:
    return isinstance(item.view.value, NumericValue)


def _is_score(item: Item) -> bool:
    value = item.view.value
    return item.part == "whole" and isinstance(value, NumericValue) and value.unit == "score" and value.low != value.high


def _falls(claim: AnyClaim) -> bool | None:
    """Whether the larger of two figures stands first in a claim; None where they are not in digits."""
    figures = {start: number for start, _, number in reversed(written_figures(claim.normalized))}
    if len(figures) != 2:
        return None
    first, second = (figures[start] for start in sorted(figures))
    return first > second


def _lists(scores: Sequence[Match], zh_text: str, en_text: str) -> Iterator[list[Match]]:
    """Two and more scores with nothing but marks between them in both languages."""
    run: list[Match] = []
    for pair in scores:
        if run and not _follows(run[-1], pair, zh_text, en_text):
            yield run
            run = []
        run.append(pair)
    yield run


def _follows(one: Match, other: Match, zh_text: str, en_text: str) -> bool:
    assert one.zh.span
    assert other.zh.span
    assert one.en.span
    assert other.en.span
    return all(
        _LISTED.fullmatch(text, before[1], after[0]) is not None
        for text, before, after in ((zh_text, one.zh.span, other.zh.span), (en_text, one.en.span, other.en.span))
    )
