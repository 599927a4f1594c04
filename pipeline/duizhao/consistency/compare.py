"""Compare a Chinese claim with an English claim by meaning.

`TABLE` says, for each pair of kinds, how the two are compared; a pair that is not in it is `incomparable`. The table is
written once with the kinds in the order of `CLAIM_KINDS`; comparing is the same either way round, only `looser` and
`tighter` change places.

| kinds | compared by | may come to |
| --- | --- | --- |
| date, date | fields both give; ends of ranges; early, mid, late | all but `converted` |
| time, time | clock reading; twelve hours apart where one side leaves out the half of the day | equal, compatible, contradicts |
| duration, duration · age, age · duration, age | seconds, with the slack of months and years | all |
| count, count | figure; the class counted may differ between the languages | all but `converted` |
| measure, measure | figure in one unit of the dimension | all |
| money, money | figure where the currency is the same; else the unit differs | all but `converted` |
| percent, percent | figure; points are no percent | all but `converted` |
| ordinal, ordinal · number, number | figure | all but `converted` |
| percent, number | figure, or the fraction it is of one (五分之一, 20%) | equal, compatible, contradicts |
| any two numeric kinds else | figure alone: a bare number may be anything counted | compatible, contradicts |
| date · time, number · ordinal · count | whether the figure is the year, month, day or hour | compatible, contradicts |
| date, duration | months from January on (前三季度 · nine months); the year as the figure (2016个月) | compatible, contradicts |
| person, person | `names.match_names` | equal, compatible, contradicts |
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from duizhao.consistency.conversions import in_unit
from duizhao.consistency.dates import compare_dates
from duizhao.consistency.dates_and_figures import date_and_figure, date_and_stretch
from duizhao.consistency.folds import compare_folds, compare_growth, is_fold, may_be_folds
from duizhao.consistency.people import compare_people, same_person
from duizhao.consistency.quantities import (
    compare_quantities,
    figure,
    quantity_of,
    unit_of,
)
from duizhao.consistency.times import compare_times, time_and_duration, time_and_figure
from duizhao.consistency.unit_words import of_other_times
from duizhao.consistency.units import same_currency, unnamed_currency
from duizhao.consistency.verdicts import INCOMPARABLE, Comparison, flipped, weaker
from duizhao.model import AnyClaim, ClaimKind, DateValue, NumericValue, PersonValue

Comparer = Callable[[AnyClaim, AnyClaim], Comparison]

# How likely two claims of different kinds are the same one: extraction and language both blur these borders.
_KIND_AFFINITY: dict[frozenset[ClaimKind], float] = {
    frozenset({"count", "number"}): 0.9,
    frozenset({"measure", "number"}): 0.8,
    frozenset({"money", "number"}): 0.8,
    frozenset({"duration", "number"}): 0.75,
    frozenset({"age", "number"}): 0.85,
    frozenset({"age", "count"}): 0.6,
    frozenset({"age", "duration"}): 0.85,
    frozenset({"percent", "number"}): 0.8,
    frozenset({"ordinal", "number"}): 0.75,
    frozenset({"ordinal", "count"}): 0.6,
    frozenset({"count", "duration"}): 0.5,
    frozenset({"count", "measure"}): 0.6,
    frozenset({"count", "money"}): 0.5,
}
# Per cent and percentage points: the same figure in the other of them is a wrong unit.
_POINTS = {"%", "percentage-point"}


def compare(zh: AnyClaim, en: AnyClaim) -> Comparison:
    """Compare two claims; see the module's table.

    Args:
        zh: the Chinese claim.
        en: the English claim; `looser` and `tighter` tell how the English stands to the Chinese.

    Returns:
        Verdict, reason code and affinity.
    """
    if isinstance(zh.value, NumericValue) and isinstance(en.value, NumericValue):
        as_shares = _shares(zh, en)
        if as_shares is not None:
            return as_shares
        if _couple(zh, en):
            return Comparison("compatible", "number.vague", 0.6)
    comparer = TABLE.get((zh.kind, en.kind))
    if comparer is not None:
        return comparer(zh, en)
    comparer = TABLE.get((en.kind, zh.kind))
    return INCOMPARABLE if comparer is None else flipped(comparer(en, zh))


def _couple(zh: AnyClaim, en: AnyClaim) -> bool:
    """Whether the English says "a couple of" for a small vague figure: 三五年, 几天."""
    vague = isinstance(zh.value, NumericValue) and zh.value.number is None and (zh.value.high or 10) <= 10
    return vague and "couple" in en.normalized and (zh.kind == en.kind or "count" in (zh.kind, en.kind))


def _dates(one: AnyClaim, other: AnyClaim) -> Comparison:
    assert isinstance(one.value, DateValue)
    assert isinstance(other.value, DateValue)
    left, right = one.value, other.value
    verdict = compare_dates(left.edtf, one.qualifier, right.edtf, other.qualifier)
    if verdict.verdict == "incomparable" and left.resolved and right.resolved:
        # One side names the year, the other says "last year": the resolved dates can be compared.
        resolved = compare_dates(left.resolved, one.qualifier, right.resolved, other.qualifier)
        if resolved.agrees:
            return Comparison("compatible", "", 0.9)
    if verdict.reason == "date.month-differs" and (left.resolved or left.edtf, right.resolved or right.edtf) != (
        left.edtf,
        right.edtf,
    ):
        # A month under a reign is told as it is written, and resolved to the days that it had.
        resolved = compare_dates(left.resolved or left.edtf, one.qualifier, right.resolved or right.edtf, other.qualifier)
        if resolved.agrees:
            return Comparison("compatible", "", 0.9)
    if verdict.reason in ("date.year-lost", "date.year-added") and left.resolved and left.resolved == right.resolved:
        # The text around says the year, and the date was resolved with it.
        return Comparison("compatible", "", 0.95)
    return verdict


def _counts(one: AnyClaim, other: AnyClaim) -> Comparison:
    """The class counted differs between languages (家次 is a visit and an item): it lowers the affinity, no more."""
    verdict = compare_quantities(quantity_of(one), quantity_of(other))
    if not verdict.agrees and (_by_the_dozen(one, other) or _past_counting(one, other)):
        verdict = Comparison("compatible", "number.rounded", 0.9)
    left, right = unit_of(one), unit_of(other)
    if left == right:
        return verdict
    loose = {left, right} & {None, "item", "time", "session", "batch"} or {left, right} == {"person", "person-time"}
    return weaker(verdict, 0.95 if loose else 0.8)


def _by_the_dozen(one: AnyClaim, other: AnyClaim) -> bool:
    """十来个 and "a dozen", 二十多个 and "two dozen": who says dozen does not count, nor who says tens and a little."""
    zh, en = (one, other) if one.lang == "zh" else (other, one)
    rough, dozens = quantity_of(zh), quantity_of(en)
    if (
        "dozen" not in en.normalized.lower()
        or rough.qualifier not in ("about", "over", "nearly")
        or None in (rough.number, dozens.number)
    ):
        return False
    assert rough.number is not None
    assert dozens.number is not None
    return abs(dozens.number - rough.number) * 4 <= dozens.number


# 八百遍, 一千次, 千百回; "a thousand times".
_OFTEN_ZH = re.compile("[一八百千万]{1,3}[遍回次]")
_OFTEN_EN = re.compile(r"(?:a|one) (?:hundred|thousand|million) times", re.I)


def _past_counting(one: AnyClaim, other: AnyClaim) -> bool:
    """八百遍 and "a thousand times" of what was said too often: neither counts."""
    zh, en = (one, other) if one.lang == "zh" else (other, one)
    return _OFTEN_ZH.fullmatch(zh.normalized) is not None and _OFTEN_EN.fullmatch(en.normalized) is not None


def _money(one: AnyClaim, other: AnyClaim) -> Comparison:
    left, right = unit_of(one), unit_of(other)
    verdict = compare_quantities(quantity_of(one), quantity_of(other))
    if left is None or right is None:
        return weaker(verdict, 0.9)
    if left == right or same_currency(left, one.normalized, right, other.normalized):
        return verdict
    if not verdict.agrees:
        return Comparison("contradicts", "number.and-currency", 0.5)
    zh, en = (one, other) if one.lang == "zh" else (other, one)
    unnamed = unnamed_currency(zh.normalized, unit_of(en) or "")
    return Comparison("contradicts", "unit.currency-unnamed" if unnamed else "unit.currency", 0.9)


# The rule of a percentage that its words say is taken off a price, as `items` marks it.
TAKEN_OFF = "en.percent.off"
_HALF = 50


def _percents(one: AnyClaim, other: AnyClaim) -> Comparison:
    verdict = compare_quantities(quantity_of(one), quantity_of(other))
    left, right = unit_of(one), unit_of(other)
    if verdict.agrees and {left, right} == _POINTS:
        return Comparison("contradicts", "unit.percentage-point", 0.9)
    discounts = "折" in one.normalized + other.normalized
    if discounts and TAKEN_OFF in (one.rule, other.rule) and verdict.agrees and quantity_of(one).number != _HALF:
        return Comparison("contradicts", "number.differs", 0.9)  # 七折 is 30% off
    if not verdict.agrees and discounts:
        # 八折: what is left of the price; "20% off": what is taken off it.
        off = quantity_of(other).scaled(Fraction(-1)).shifted(Fraction(100))
        if off.number is not None and off.number == quantity_of(one).number:
            return Comparison("compatible", "", 0.9)
    return verdict


# Shares of a whole by the unit they are given in.
_SHARES = {"%": Fraction(1, 100), "per-1000": Fraction(1, 1000), "[ppm]": Fraction(1, 10**6), "[ppb]": Fraction(1, 10**9)}


def _shares(one: AnyClaim, other: AnyClaim) -> Comparison | None:
    """Two shares of a whole in different units, 千分之一 (0.1%) and 1‰, 百万分之五 and 5 ppm; None where they are not."""
    left, right = unit_of(one), unit_of(other)
    if left == right or not (left in _SHARES or right in _SHARES):
        return None
    if (left or "") not in _SHARES | {"": 1} or (right or "") not in _SHARES | {"": 1} or {left, right} == {"%", None}:
        return None
    return compare_quantities(
        quantity_of(one).scaled(_SHARES.get(left or "", Fraction(1))),
        quantity_of(other).scaled(_SHARES.get(right or "", Fraction(1))),
    )


def _percent_and_number(one: AnyClaim, other: AnyClaim) -> Comparison:
    """A percentage against a bare figure: 20% is one fifth, or the percent sign got lost."""
    if one.kind != "percent":
        return flipped(_percent_and_number(other, one))
    if is_fold(other):
        return compare_growth(one, other)
    percent, bare = quantity_of(one), quantity_of(other)
    share = percent.scaled(Fraction(1, 100))
    if unit_of(one) == "percentage-point" and compare_quantities(percent, bare).verdict == "equal":
        return Comparison("compatible", "", 0.9)  # 25个基点, a quarter point
    if any("基点" in claim.normalized or "basis" in claim.normalized for claim in (one, other)):
        percent = percent.scaled(Fraction(100))
    as_share, as_written = compare_quantities(share, bare), compare_quantities(percent, bare)
    if as_share.agrees:
        return Comparison("compatible" if as_share.verdict == "equal" else as_share.verdict, as_share.reason, 0.95)
    # 33% and a third: no decimal is exact.
    endless = bare.number is not None and bare.number.denominator in (3, 6, 7, 9)
    # 三成 is as near to a third as tenths come
    near = 29 if any("成" in claim.normalized for claim in (one, other)) else 50
    if endless and bare.number is not None and share.number is not None and abs(share.number - bare.number) * near <= 1:
        return Comparison("compatible", "number.rounded", 0.9)
    if as_written.agrees:
        return weaker(as_written, 0.7)
    is_share = bare.number is not None and 0 < abs(bare.number) < 1
    return weaker(as_share, 0.8) if is_share else weaker(as_written, 0.6)


def _figures(one: AnyClaim, other: AnyClaim) -> Comparison:
    """Two numeric kinds that are not the same: the figure alone."""
    if may_be_folds(one, other):
        return compare_folds(one, other) if one.lang == "zh" else flipped(compare_folds(other, one))
    verdict = compare_quantities(quantity_of(one), quantity_of(other))
    if "ordinal" in (one.kind, other.kind) and one.kind != other.kind and _is_part(one, other):
        return Comparison("compatible", "", 0.6)
    if verdict.agrees and (_other_dimension(one, other) or of_other_times(one, other)):
        return Comparison("contradicts", "unit.differs", 0.9)
    affinity = 1.0 if one.kind == other.kind else _KIND_AFFINITY.get(frozenset({one.kind, other.kind}), 0.35)
    if verdict.verdict == "contradicts" and affinity < 0.5:
        return INCOMPARABLE
    return weaker(verdict, affinity)


def _other_dimension(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether the same figure is of two things that no language takes for each other: 3.6% and 3.6 degrees, 5 kg and $5.

    Spirits are an exception in Chinese: 40度 is 40% by volume.
    """
    kinds = {one.kind, other.kind}
    if kinds == {"measure", "percent"}:
        zh = one if one.lang == "zh" else other
        shares = {unit_of(one), unit_of(other)} <= _SHARES.keys()
        return not shares and not (zh.kind == "measure" and unit_of(zh) == "deg")
    return kinds == {"measure", "money"} and not _are_pounds(one, other)


def _are_pounds(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether a weight and a sum may be one: pounds are both."""
    return {unit_of(one), unit_of(other)} == {"GBP", "[lb_av]"}


def _is_part(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether an ordinal names the part that the other claim gives: "the remaining third", 三分之一."""
    numbers = [quantity_of(claim).number for claim in (one, other)]
    return None not in numbers and numbers[0] != 0 and numbers[1] == 1 / numbers[0] and numbers[0] != 1  # type: ignore[operator]


def _people(one: AnyClaim, other: AnyClaim) -> Comparison:
    return compare_people(one, other) if one.lang == "zh" else compare_people(other, one)


_NUMERIC: tuple[ClaimKind, ...] = ("duration", "age", "count", "measure", "money", "percent", "ordinal", "number")


def _table() -> dict[tuple[ClaimKind, ClaimKind], Comparer]:
    table: dict[tuple[ClaimKind, ClaimKind], Comparer] = {}
    table["date", "number"] = table["date", "ordinal"] = table["date", "count"] = date_and_figure
    table["date", "duration"] = date_and_stretch
    table["time", "duration"] = time_and_duration
    table["time", "number"] = table["time", "count"] = time_and_figure
    for index, first in enumerate(_NUMERIC):
        for second in _NUMERIC[index:]:
            table[first, second] = _figures
    table["date", "date"] = _dates
    table["time", "time"] = compare_times
    table["duration", "duration"] = table["duration", "age"] = table["age", "age"] = in_unit
    table["measure", "measure"] = in_unit
    table["count", "count"] = _counts
    table["money", "money"] = _money
    table["percent", "percent"] = _percents
    table["percent", "number"] = _percent_and_number
    table["count", "percent"] = _percent_and_number
    table["person", "person"] = _people
    return table


TABLE: dict[tuple[ClaimKind, ClaimKind], Comparer] = _table()


def same_value(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether two claims of one language state the same figure, date, time or name."""
    left, right = figure(one), figure(other)
    if left is not None or right is not None:
        return left == right
    if isinstance(one.value, PersonValue) and isinstance(other.value, PersonValue):
        return same_person(one.value, other.value)
    return one.kind == other.kind and one.value == other.value
