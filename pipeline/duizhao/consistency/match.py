"""Match the claims of two texts that say the same: first what agrees, then what is left and looks like the same claim changed.

Both steps are optimal assignments (Kuhn–Munkres, `scipy.optimize.linear_sum_assignment`) on how well two claims agree, with
their place in the text deciding between equals. A range that has no range for a partner is taken apart into its two ends
first, so that 3月10日至9月初 meets "on 10 March … in early September".
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import msgspec

from duizhao.consistency.compare import compare
from duizhao.consistency.data import read_toml
from duizhao.consistency.evidence import Span, locate
from duizhao.consistency.folds import in_context, is_fold
from duizhao.consistency.times import parts_of_day
from duizhao.consistency.units import units
from duizhao.consistency.verdicts import INCOMPARABLE, Comparison
from duizhao.model import AnyClaim, DateValue, NumericValue, TimeValue

Part = Literal["whole", "start", "end"]

_AGREEMENT: dict[str, float] = {"equal": 1.0, "converted": 0.95, "compatible": 0.9, "looser": 0.8, "tighter": 0.8}
_SAME_FIGURE = 0.94
# From here on two claims are the same in value, kind and unit.
_EQUAL = 0.96
# From here on two claims agree in more than the figure: their kinds are those that languages and readers blur.
_SURE = 0.6
# From here on the same figure in another unit is one claim changed.
_UNIT_CHANGED = 0.9
# How much the place in the text may add: never enough to prefer a worse agreement.
_PLACE = 0.05
# Two leftovers less alike than this are two things missing, not one thing changed.
_CHANGED = 0.25
# What marks are given out of.
SCALE_TOPS = (5, 10, 100)
# Up to how many of a unit "years" or 几天 may be.
_MANY = 60
# The same for a claim and a figure that is none: only a plain slip.
_MIXED = 0.7
# More pairs than this are not all tried, but part by part, so many in each.
_LARGE = 4000
_PART = 600


@dataclass(frozen=True, slots=True)
class Item:
    """A claim as it is matched: the whole of it, or one end of a range.

    Attributes:
        claim: the claim as it was handed in.
        view: the claim as it is compared; differs from `claim` for an end of a range.
        part: which part of the claim it is.
        place: 0 to 1, where in its text it stands.
        span: where it stands in the bead's text, or None when that is not known.
        unread: whether it is a figure or a day of the week that is no claim.
    """

    claim: AnyClaim
    view: AnyClaim
    part: Part
    place: float
    span: Span | None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A Chinese and an English item that belong together."""

    zh: Item
    en: Item
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of two sets of claims.

    Attributes:
        agreed: pairs that say the same, qualifiers aside.
        changed: pairs left over on both sides that look like one claim changed.
        zh, en: items without any partner.
        glosses: where the Chinese text repeats a name in Latin letters (`glosses.set_apart`).
    """

    agreed: tuple[Match, ...]
    changed: tuple[Match, ...]
    zh: tuple[Item, ...]
    en: tuple[Item, ...]
    glosses: tuple[Span, ...] = ()


def match(left: list[Item], right: list[Item]) -> Matching:
    """Match the items of the Chinese side with those of the English side, each in reading order (`items`)."""
    if len(left) * len(right) > _LARGE:
        return _by_parts(left, right)
    return _matched(left, right)


def _by_parts(left: list[Item], right: list[Item]) -> Matching:
    """A bead too large to try every pair (a whole chapter in one cell): what is written alike first, then part by part."""
    agreed: list[Match] = []
    waiting: dict[tuple[object, ...], deque[Item]] = {}
    for item in right:
        waiting.setdefault(_key(item.view), deque()).append(item)
    for item in left:
        queue = waiting.get(_key(item.view))
        if queue:
            partner = queue.popleft()
            comparison = compare(item.view, partner.view)
            if comparison.agrees:
                agreed.append(Match(item, partner, comparison))
    left, right = _rest(left, agreed, "zh"), _rest(right, agreed, "en")
    parts = max(1, int((len(left) * len(right) / _PART) ** 0.5) + 1)
    matchings = [
        _matched(
            [item for item in left if part <= item.place * parts < part + 1 or (part == parts - 1 and item.place >= 1)],
            [item for item in right if part <= item.place * parts < part + 1 or (part == parts - 1 and item.place >= 1)],
        )
        for part in range(parts)
    ]
    return Matching(
        (*agreed, *(pair for matching in matchings for pair in matching.agreed)),
        tuple(pair for matching in matchings for pair in matching.changed),
        tuple(item for matching in matchings for item in matching.zh),
        tuple(item for matching in matchings for item in matching.en),
    )


def _key(claim: AnyClaim) -> tuple[object, ...]:
    """What claims of both languages share when they are written alike."""
    value = claim.value
    if isinstance(value, NumericValue):
        return ("number", value.number, value.low, value.high)
    if isinstance(value, DateValue):
        return ("date", value.edtf, claim.qualifier)
    return (claim.kind, value.iso) if isinstance(value, TimeValue) else (claim.kind, id(claim))


def _matched(left: list[Item], right: list[Item]) -> Matching:
    zh_unread, en_unread = ([item for item in side if item.unread] for side in (left, right))
    left, right = ([item for item in side if not item.unread] for side in (left, right))
    # What is equal to the letter first: 45英里（72公里） against 46 miles (72 kilometers) must not cross over by conversion.
    agreed = _agreeing(left, right, _EQUAL)
    left, right = _rest(left, agreed, "zh"), _rest(right, agreed, "en")
    left, right = _spelled_out(left, right), _spelled_out(right, left)
    more = _agreeing(left, right, _SURE)
    agreed += more
    left, right = _rest(left, more, "zh"), _rest(right, more, "en")
    # 两年前 against "two days ago" is one claim changed, though 两家 stands beside it and two is what that says.
    units_changed = _changed(left, right, unit=True)
    left, right = _rest(left, units_changed, "zh"), _rest(right, units_changed, "en")
    more = _agreeing(left, right)
    agreed += more
    left, right = _rest(left, more, "zh"), _rest(right, more, "en")
    parted = _out_of(left, right), _out_of(right, left)
    if parted != (left, right):
        more = _agreeing(*parted)
        agreed += more
        left, right = _whole_again(_rest(parted[0], more, "zh")), _whole_again(_rest(parted[1], more, "en"))
    if left and right and any(is_range(item.view) for item in (*left, *right)):
        left, right = _taken_apart(left, right)
        more = _agreeing(left, right)
        agreed += more
        left, right = _whole_again(_rest(left, more, "zh")), _whole_again(_rest(right, more, "en"))
    # 下午三点半 against "2:30 this afternoon" is another time, though it lies in that afternoon.
    times_changed = _changed(*([item for item in side if item.view.kind == "time"] for side in (left, right)))
    left, right = _rest(left, times_changed, "zh"), _rest(right, times_changed, "en")
    if zh_unread or en_unread:
        more = _agreeing([*left, *zh_unread], [*right, *en_unread])
        agreed += more
        left, right = _rest(left, more, "zh"), _rest(right, more, "en")
        zh_unread, en_unread = _rest(zh_unread, more, "zh"), _rest(en_unread, more, "en")
    # A claim that changed is sooner another claim than a figure in a name.
    changed = units_changed + times_changed + _changed(left, right)
    left, right = [*_rest(left, changed, "zh"), *zh_unread], [*_rest(right, changed, "en"), *en_unread]
    if zh_unread or en_unread:
        more = _changed(left, right)
        changed += more
        left, right = _rest(left, more, "zh"), _rest(right, more, "en")
    return Matching(tuple(agreed), tuple(changed), tuple(left), tuple(right))


def items(claims: Sequence[AnyClaim], text: str, unread: Sequence[AnyClaim] = ()) -> list[Item]:
    """Claims, and figures that are none, with their places."""
    size = max(1, len(text))
    also = {id(claim) for claim in unread}
    placed = sorted((*claims, *unread), key=lambda claim: claim.start) if unread else claims
    spans = locate(placed, text)
    found = []
    for index, (claim, span) in enumerate(zip(placed, spans, strict=True)):
        place = span[0] / size if span else index / max(1, len(placed))
        view = (
            working(in_context(claim, text[max(0, span[0] - 24) : span[0]], text[span[1] : span[1] + 16]))
            if span
            else working(claim)
        )
        found.append(Item(claim, view, "whole", place, span, id(claim) in also))
    return found


_WORKING = re.compile("|".join(read_toml("leeway.toml")["working"]["words"]), re.I)
WORKDAY = "workday"


def working(claim: AnyClaim) -> AnyClaim:
    """A stretch of working days with a unit of its own: five of them are a week, not five days; other claims as they are."""
    value = claim.value
    if (
        claim.kind != "duration"
        or not isinstance(value, NumericValue)
        or value.unit != "day"
        or not _WORKING.search(claim.normalized)
    ):
        return claim
    days: AnyClaim = msgspec.structs.replace(claim, value=msgspec.structs.replace(value, unit=WORKDAY))
    return days


def _rest(found: list[Item], matches: Sequence[Match], side: Literal["zh", "en"]) -> list[Item]:
    used = {id(pair.zh if side == "zh" else pair.en) for pair in matches}
    return [item for item in found if id(item) not in used]


def _agreeing(zh: list[Item], en: list[Item], least: float = 0.0) -> list[Match]:
    def worth(comparison: Comparison, left: Item, right: Item) -> float:
        # A part of the day has two ends, and yet is no range.
        whole = left.unread or right.unread or comparison.reason == "number.vague"
        if not comparison.agrees or (not whole and _range_and_single(left.view, right.view)):
            return 0.0
        # The same figure with another qualifier is the same claim sooner than another unit's.
        same = comparison.reason.startswith("qualifier.")
        agreement = (_SAME_FIGURE if same else _AGREEMENT[comparison.verdict]) * comparison.affinity
        return agreement + _PLACE * (1 - abs(left.place - right.place)) if agreement >= least else 0.0

    return _assign(zh, en, worth)


def _changed(zh: list[Item], en: list[Item], *, unit: bool = False) -> list[Match]:
    """What contradicts and looks like one claim changed; `unit`: only the same figure in another unit."""

    def worth(comparison: Comparison, left: Item, right: Item) -> float:
        if unit and not (comparison.reason.startswith("unit.") and comparison.affinity >= _UNIT_CHANGED):
            return 0.0
        if comparison.verdict != "contradicts" or (left.unread != right.unread and comparison.affinity < _MIXED):
            return 0.0
        worth = comparison.affinity - 2 * _PLACE * abs(left.place - right.place)
        return worth if worth >= _CHANGED else 0.0

    return _assign(zh, en, worth)


def _assign(zh: list[Item], en: list[Item], worth: Callable[[Comparison, Item, Item], float]) -> list[Match]:
    """The pairs of the best assignment that are worth anything."""
    if not zh or not en:
        return []
    verdicts = [[_compared(left, right) for right in en] for left in zh]
    values = [[worth(verdicts[i][j], left, right) for j, right in enumerate(en)] for i, left in enumerate(zh)]
    pairs = _best(values)
    return [Match(zh[i], en[j], verdicts[i][j]) for i, j in pairs]


def _compared(left: Item, right: Item) -> Comparison:
    verdict = compare(left.view, right.view)
    if not (left.unread or right.unread):
        return verdict
    if left.view.kind == right.view.kind == "time":
        return parts_of_day(left.view, right.view)
    if left.view.kind == right.view.kind and left.view.kind in ("duration", "measure"):
        if left.view.kind == "duration" or left.unread == right.unread:
            return _stretches(left, right, verdict)
        return verdict if verdict.agrees else INCOMPARABLE
    labels = _label(left), _label(right)
    if verdict.verdict == "contradicts" and any(labels):
        return _labelled(left, right, verdict) if _belong(labels) else INCOMPARABLE
    # A name is spelled out: X.509 and 509, 70/1 and 70.
    spelled = verdict.verdict == "contradicts" and _digits(left) == _digits(right) != ""
    return Comparison("compatible", "", 0.9) if spelled else verdict


def _label(item: Item) -> str:
    """What an item counts where its words say the figure: `fold`, `stage`, `podium`; of a claim also `ordinal` and `share`."""
    value = item.view.value
    if not isinstance(value, NumericValue):
        return ""
    unit = (value.unit or "").rstrip("+~")
    if unit in ("fold", "stage", "podium"):
        # Halved is a share too, doubled is none.
        return "half" if unit == "fold" and value.number is not None and value.number < 1 else unit
    if item.view.kind == "ordinal":
        return "" if item.unread else "ordinal"
    return "share" if value.number is not None and 0 < value.number < 1 else ""


# Labels whose figures contradict each other: a semi-final is no eighth place, but the runner-up is not the third.
_BELONGING = frozenset(
    {
        ("fold", "fold"),
        ("fold", "half"),
        ("half", "share"),
        ("share", "share"),
        ("stage", "stage"),
        ("podium", "podium"),
        ("ordinal", "podium"),
    }
    | {("", "ordinal")}
)


def _belong(labels: tuple[str, str]) -> bool:
    one, other = sorted(labels)
    return (one, other) in _BELONGING


def both_folds(pair: Match) -> bool:
    """Whether both items of a pair are multiples."""
    return {_label(pair.zh), _label(pair.en)} <= {"fold", "half"}


def _labelled(left: Item, right: Item, verdict: Comparison) -> Comparison:
    """A contradiction between figures that both words say: as plain as one of figures."""
    return Comparison(verdict.verdict, verdict.reason, max(verdict.affinity, 0.8)) if _label(left) or _label(right) else verdict


def _stretches(left: Item, right: Item, verdict: Comparison) -> Comparison:
    """Stretches of time, or units alone, of which at least one has no figure: 几天 and "days" agree, "months" does not."""
    zh, en = left.view.value, right.view.value
    assert isinstance(zh, NumericValue)
    assert isinstance(en, NumericValue)
    vague = [value for value in (zh, en) if value.low is None and value.high is None and value.number is None]
    if not vague:
        return verdict
    if len(vague) == 2:
        return Comparison("equal") if zh.unit == en.unit else Comparison("contradicts", "unit.differs", 0.8)
    stated = en if vague[0] is zh else zh
    bounds = [bound for bound in (stated.number, stated.low, stated.high) if bound is not None]
    own, other = units().get(vague[0].unit or ""), units().get(stated.unit or "")
    # "years" is no word for 18年, but for 几十年 it is.
    if own is None or other is None or not bounds or stated.number is not None:
        return INCOMPARABLE
    ratios = [bound * other.factor / own.factor for bound in bounds]
    return Comparison("compatible", "", 0.6) if min(ratios) <= _MANY and max(ratios) > 1 else INCOMPARABLE


def _digits(item: Item) -> str:
    return "".join(character for character in item.claim.normalized if character.isdigit() and character.isascii())


def _best(values: list[list[float]]) -> list[tuple[int, int]]:
    """Row and column of each pair of the best assignment with a value above nothing."""
    positive = [(i, j) for i, row in enumerate(values) for j, value in enumerate(row) if value > 0]
    rows, columns = {i for i, _ in positive}, {j for _, j in positive}
    if len(rows) == len(columns) == len(positive):
        return positive
    from scipy.optimize import linear_sum_assignment

    chosen = linear_sum_assignment(values, maximize=True)
    return [(int(i), int(j)) for i, j in zip(*chosen, strict=True) if values[i][j] > 0]


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
        two = value.number is None and value.low is not None and value.high is not None
        return exact and two and (value.low != value.high or value.unit == "score")
    return False


def _range_and_single(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether one claim names two ends and the other a single value, so that an end would be lost in the match."""
    if is_range(one) == is_range(other):
        return False
    single = other if is_range(one) else one
    return not (isinstance(single.value, NumericValue) and single.value.number is None)


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
    views: list[AnyClaim] = [msgspec.structs.replace(claim, value=part, qualifier="exact") for part in values]
    return Item(claim, views[0], "start", item.place, item.span), Item(claim, views[1], "end", item.place, item.span)


def _spelled_out(found: list[Item], others: list[Item]) -> list[Item]:
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


def _out_of(found: list[Item], others: list[Item]) -> list[Item]:
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


def _taken_apart(zh: list[Item], en: list[Item]) -> tuple[list[Item], list[Item]]:
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


def _whole_again(found: list[Item]) -> list[Item]:
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
