"""Claims taken apart into what the other side says one by one (ends of a range, figures of a share), and put together again."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from duizhao.consistency.folds import is_fold
from duizhao.consistency.items import Item, Part
from duizhao.model import AnyClaim, DateValue, NumericValue, Qualifier, TimeValue

# What marks are given out of.
SCALE_TOPS = (5, 10, 100)


_BETWEEN_ENDS = re.compile("[至到~～—–-]|(?<![a-z])(?:to|and|or)(?![a-z])|[一二两三四五六七八九]{2}|、|或")


def is_range(claim: AnyClaim) -> bool:
    """Whether a claim names two ends: an interval of dates or times, or 3至5.

    >>> from duizhao.model import Claim, DateValue
    >>> is_range(Claim(id="", document="", source="", segment="", lang="zh", kind="date", surface="", start=0, end=0,
    ...     normalized="", value=DateValue(edtf="2011/2012"), rule=""))
    True
    """
    value = claim.value
    if isinstance(value, DateValue):
        return "/" in value.edtf and not value.edtf.startswith("..") and not value.edtf.endswith("..")
    if isinstance(value, TimeValue):
        return "/" in value.iso
    if isinstance(value, NumericValue):
        # 十几 and "dozens" have bounds too, but are one vague figure: their qualifier is not exact.
        exact = claim.qualifier == "exact"
        # 古稀 and "in her seventies" are ten years by one word.
        decade = claim.kind == "age" and not _BETWEEN_ENDS.search(claim.normalized)
        two = value.number is None and value.low is not None and value.high is not None and not decade
        return exact and two and (value.low != value.high or value.unit == "score")
    return False


def range_and_single(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether one claim names two ends and the other a single value, so that an end would be lost in the match."""
    if is_range(one) == is_range(other):
        return False
    single = other if is_range(one) else one
    return not (isinstance(single.value, NumericValue) and single.value.number is None)


# 三年以上七年以下: each end says which way it is open.
_BOUNDED = re.compile("以上.+(?:以下|以内|之内)|不(?:少|低|小)于.+不(?:超过|高于|多于|大于)")


def ends(item: Item) -> tuple[Item, Item]:
    """The two ends of a range as items of their own."""
    claim = item.claim
    value = claim.value
    if isinstance(value, DateValue):
        start, _, end = value.edtf.partition("/")
        values: tuple[object, object] = (DateValue(edtf=start), DateValue(edtf=end))
    elif isinstance(value, TimeValue):
        start, _, end = value.iso.partition("/")
        values = (TimeValue(iso=start), TimeValue(iso=end if end.startswith("T") else f"T{end}"))
    else:
        assert isinstance(value, NumericValue)
        low, high = value.low, value.high
        values = (
            NumericValue(number=low, low=low, high=low, unit=value.unit),
            NumericValue(number=high, low=high, high=high, unit=value.unit),
        )
    bounds: tuple[Qualifier, Qualifier] = ("at_least", "at_most") if _BOUNDED.search(claim.normalized) else ("exact", "exact")
    views: list[AnyClaim] = [
        msgspec.structs.replace(claim, value=part, qualifier=bound) for part, bound in zip(values, bounds, strict=True)
    ]
    return Item(claim, views[0], "start", item.place, item.span), Item(claim, views[1], "end", item.place, item.span)


def spelled_out(found: list[Item], others: list[Item]) -> list[Item]:
    """Take apart vague figures whose bounds the other side gives one by one: 一二十个, "between ten and twenty"."""
    figures = {other.view.value.number for other in others if isinstance(other.view.value, NumericValue)} - {None}
    if len(figures) < 2:
        return found
    result: list[Item] = []
    for item in found:
        value = item.view.value
        vague = isinstance(value, NumericValue) and value.number is None and not is_range(item.view)
        if vague and isinstance(value, NumericValue) and value.low != value.high and {value.low, value.high} <= figures:
            result.extend(ends(item))
        else:
            result.append(item)
    return result


# Half is said as half: no two of anything.
_HALF = re.compile("半|half|halves", re.I)


def out_of(found: list[Item], others: list[Item]) -> list[Item]:
    """Take apart fractions whose parts the other side counts: "nine out of ten", 十个里有九个; "one in four", 每四个."""
    counted = [other.view for other in others if other.view.kind in ("count", "number") and not is_fold(other.view)]
    figures = {claim.value.number for claim in counted if isinstance(claim.value, NumericValue)}
    whole = {number for number in figures if number is not None and number.denominator == 1}
    result: list[Item] = []
    for item in found:
        value = item.view.value
        share = value.number if isinstance(value, NumericValue) and item.view.kind == "number" else None
        parts = (
            _parts(share, whole, marks="out of" in item.claim.normalized.lower())
            if share is not None and share.denominator > 1 and 0 < share < 1 and not _HALF.search(item.claim.normalized)
            else None
        )
        if parts is None:
            result.append(item)
            continue
        views: list[AnyClaim] = [
            msgspec.structs.replace(item.claim, value=NumericValue(number=part, low=part, high=part)) for part in parts
        ]
        ends_of: tuple[Part, Part] = ("start", "end")
        result.extend(
            Item(item.claim, view, part, item.place, item.span) for view, part in zip(views, ends_of[-len(views) :], strict=True)
        )
    return result


def _parts(share: Fraction, whole: set[Fraction], *, marks: bool) -> tuple[Fraction, ...] | None:
    """Numerator and denominator, as they stand among the other side's figures; the numerator one need not.

    `marks`: the words say so many out of so many.
    """
    for total in sorted(whole):
        part = share * total
        if part.denominator == 1 and total > 1 and (part in whole or part == 1):
            return (part, total) if part in whole and part != total else (total,)
    # Nine out of ten: 九分, the top of the scale goes without saying.
    return next(((share * top,) for top in SCALE_TOPS if share * top in whole), None) if marks else None


def taken_apart(zh: list[Item], en: list[Item]) -> tuple[list[Item], list[Item]]:
    """Take ranges apart, on the side where they have no range of the same kind left to be compared with."""
    zh_kinds = {item.view.kind for item in zh if is_range(item.view)}
    en_kinds = {item.view.kind for item in en if is_range(item.view)}
    both = zh_kinds & en_kinds

    def split(found: list[Item]) -> list[Item]:
        result: list[Item] = []
        for item in found:
            if is_range(item.view) and item.view.kind not in both:
                result.extend(ends(item))
            else:
                result.append(item)
        return result

    return split(zh), split(en)


def whole_again(found: list[Item]) -> list[Item]:
    """Put together ends of one range that both stayed without a partner."""
    by_claim: dict[int, list[Item]] = {}
    for item in found:
        by_claim.setdefault(id(item.claim), []).append(item)
    result: list[Item] = []
    for group in by_claim.values():
        if len(group) == 2:
            first = group[0]
            result.append(Item(first.claim, first.claim, "whole", first.place, first.span))
        else:
            result.extend(group)
    return result
