"""Match the claims of two texts that say the same: first what agrees, then what is left and looks like the same claim changed.

Both steps are optimal assignments (Kuhn–Munkres, `scipy.optimize.linear_sum_assignment`) on how well two claims agree, with
their place in the text deciding between equals. A range that has no range for a partner is taken apart into its two ends
first, so that 3月10日至9月初 meets "on 10 March … in early September".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from duizhao.consistency.compare import compare
from duizhao.consistency.evidence import Span
from duizhao.consistency.items import Item
from duizhao.consistency.parts import is_range, out_of, range_and_single, spelled_out, taken_apart, whole_again
from duizhao.consistency.times import parts_of_day
from duizhao.consistency.units import units
from duizhao.consistency.verdicts import INCOMPARABLE, Comparison
from duizhao.model import AnyClaim, DateValue, NumericValue, TimeValue

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
# Up to how many of a unit "years" or 几天 may be.
_MANY = 60
# The same for a claim and a figure that is none: only a plain slip.
_MIXED = 0.7
# More pairs than this are not all tried, but part by part, so many in each.
_LARGE = 4000
_PART = 600


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
    left, right = spelled_out(left, right), spelled_out(right, left)
    more = _agreeing(left, right, _SURE)
    agreed += more
    left, right = _rest(left, more, "zh"), _rest(right, more, "en")
    # 两年前 against "two days ago" is one claim changed, though 两家 stands beside it and two is what that says.
    units_changed = _changed(left, right, unit=True)
    left, right = _rest(left, units_changed, "zh"), _rest(right, units_changed, "en")
    more = _agreeing(left, right)
    agreed += more
    left, right = _rest(left, more, "zh"), _rest(right, more, "en")
    parted = out_of(left, right), out_of(right, left)
    if parted != (left, right):
        more = _agreeing(*parted)
        agreed += more
        left, right = whole_again(_rest(parted[0], more, "zh")), whole_again(_rest(parted[1], more, "en"))
    if left and right and any(is_range(item.view) for item in (*left, *right)):
        left, right = taken_apart(left, right)
        more = _agreeing(left, right)
        agreed += more
        left, right = whole_again(_rest(left, more, "zh")), whole_again(_rest(right, more, "en"))
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


def _rest(found: list[Item], matches: Sequence[Match], side: Literal["zh", "en"]) -> list[Item]:
    used = {id(pair.zh if side == "zh" else pair.en) for pair in matches}
    return [item for item in found if id(item) not in used]


def _agreeing(zh: list[Item], en: list[Item], least: float = 0.0) -> list[Match]:
    def worth(comparison: Comparison, left: Item, right: Item) -> float:
        # A part of the day has two ends, and yet is no range.
        whole = (
            left.unread
            or right.unread
            or comparison.reason == "number.vague"
            or {left.view.kind, right.view.kind} == {"date", "duration"}
        )
        if not comparison.agrees or (not whole and range_and_single(left.view, right.view)):
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
    if _names_time(labels[0]) or _names_time(labels[1]):
        return _times_named(left, right, labels, verdict)
    if verdict.verdict == "contradicts" and any(labels):
        return _labelled(left, right, verdict) if _belong(labels) else INCOMPARABLE
    # A name is spelled out: X.509 and 509, 70/1 and 70.
    spelled = verdict.verdict == "contradicts" and _digits(left) == _digits(right) != ""
    return Comparison("compatible", "", 0.9) if spelled else verdict


def _label(item: Item) -> str:
    """What an item counts where its words say the figure: `fold`, `stage`, `podium`, `half-of`, `compared`, `away-year`.

    Of a claim also `ordinal` and `share`.
    """
    value = item.view.value
    if not isinstance(value, NumericValue):
        return ""
    unit = (value.unit or "").rstrip("+~")
    if unit in ("fold", "stage", "podium"):
        # Halved is a share too, doubled is none.
        return "half" if unit == "fold" and value.number is not None and value.number < 1 else unit
    if _names_time(unit):
        return unit
    if item.view.kind == "ordinal":
        return "" if item.unread else "ordinal"
    return "share" if value.number is not None and 0 < value.number < 1 else ""


def _names_time(label: str) -> bool:
    """Whether a label is one of time: a half, what a change is measured against, or so many units away from today."""
    return label in ("half-of", "compared") or label.startswith("away-")


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


def _times_named(left: Item, right: Item, labels: tuple[str, str], verdict: Comparison) -> Comparison:
    """去年 and "next year" contradict each other, 上个月 and "last year" too; 明年 is no one year, nor 下半场 a second."""
    if labels[0] == labels[1]:
        return Comparison(verdict.verdict, verdict.reason, 0.9)
    away = all(label.startswith("away-") for label in labels)
    numbers = {getattr(item.view.value, "number", None) for item in (left, right)}
    return Comparison("contradicts", "number.differs", 0.8) if away and len(numbers) == 1 and 0 not in numbers else INCOMPARABLE


def both_name_time(pair: Match) -> bool:
    """Whether both items of a pair say how far away from today something is, or which half of it."""
    return _names_time(_label(pair.zh)) and _names_time(_label(pair.en))


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
