"""Two dates: field by field, as far as both sides say."""

from __future__ import annotations

from duizhao.consistency.verdicts import INCOMPARABLE, Comparison
from duizhao.edtf import CODE_MONTHS, Dates, Point, is_weekday, parse
from duizhao.model import Qualifier

# Third of a month by day, for 上旬 and "early September" against a day.
_THIRDS: dict[Qualifier, tuple[int, int]] = {"early": (1, 12), "mid": (8, 23), "late": (18, 31)}
_PARTS: tuple[Qualifier, ...] = ("early", "mid", "late")
# What an EDTF code in the place of the month says, by its first digit: 21 to 24 seasons, 33 to 36 quarters, 40 and 41 halves.
_PARTS_OF_YEAR = {2: "season", 3: "quarter", 4: "half"}


def compare_dates(zh: str, zh_qualifier: Qualifier, en: str, en_qualifier: Qualifier) -> Comparison:
    """Compare two EDTF strings.

    A range against a single date agrees when the date is one of its ends or lies inside it (`date.range-part`); otherwise
    the nearer end decides.

    >>> compare_dates("XXXX-05-13", "exact", "XXXX-05-14", "exact").reason
    'date.day-differs'
    >>> compare_dates("2020-05-13", "exact", "XXXX-05-13", "exact").verdict
    'looser'
    >>> compare_dates("2020-05-13", "exact", "2020-05", "exact").reason
    'date.day-lost'
    """
    left, right = parse(zh), parse(en)
    if left is None or right is None:
        if zh == en:
            return Comparison("equal")
        return Comparison("contradicts", "date.weekday-differs", 0.8) if is_weekday(zh) and is_weekday(en) else INCOMPARABLE
    if left.interval and right.interval:
        return _ranges(left, right)
    if left.interval or right.interval:
        return _range_and_point(left, right)
    assert left.start is not None
    assert right.start is not None
    return compare_points(left.start, zh_qualifier, right.start, en_qualifier)


def compare_points(zh: Point, zh_qualifier: Qualifier, en: Point, en_qualifier: Qualifier) -> Comparison:
    """Compare two single dates, each with its `early`, `mid` or `late`."""
    shared, differs = _fields(zh, en)
    if differs:
        return Comparison("contradicts", differs, _affinity(zh, en))
    if not shared:
        # A day of the Chinese calendar without a year (XXXX) says nothing that could differ.
        unsaid = Point(None, None, None) in (zh, en) and zh.years is None and en.years is None
        return Comparison("compatible", "", 0.7) if unsaid else INCOMPARABLE
    part = _parts(zh, zh_qualifier, en, en_qualifier)
    if part is not None:
        return part
    return _precision(zh, en)


def _fields(zh: Point, en: Point) -> tuple[int, str]:
    """How many fields both sides give, and the code of the first that differs."""
    shared = 0
    if zh.years is not None and en.years is not None:
        shared += 1
        if zh.years[0] > en.years[1] or en.years[0] > zh.years[1]:
            return shared, _year_reason(zh, en)
    if zh.months and en.months:
        shared += 1
        if not set(zh.months) & set(en.months):
            return shared, _month_reason(zh, en)
    if zh.day is not None and en.day is not None:
        shared += 1
        if zh.day != en.day:
            return shared, "date.day-differs"
    return shared, ""


def _year_reason(zh: Point, en: Point) -> str:
    widths = {_width(zh), _width(en)}
    if widths == {10}:
        return "date.decade-differs"
    if widths == {100}:
        return "date.century-differs"
    return "date.year-differs"


def _month_reason(zh: Point, en: Point) -> str:
    kinds = {_PARTS_OF_YEAR.get((point.month or 0) // 10, "month") for point in (zh, en)}
    return f"date.{kinds.pop()}-differs" if len(kinds) == 1 else "date.part-of-year-differs"


def _width(point: Point) -> int:
    return point.years[1] - point.years[0] + 1 if point.years else 0


def _affinity(zh: Point, en: Point) -> float:
    """How alike two contradicting dates are: the share of fields they have in common, and how near the differing one is."""
    pairs = [(zh.years, en.years), (zh.month, en.month), (zh.day, en.day)]
    given = [(one, other) for one, other in pairs if one is not None and other is not None]
    same = sum(one == other for one, other in given)
    alike_shape = sum((one is None) == (other is None) for one, other in pairs)
    affinity = 0.3 + 0.1 * alike_shape + 0.15 * same
    if zh.year is not None and en.year is not None and zh.year != en.year:
        affinity += 0.1 if _near_years(zh.year, en.year) else -0.1
    return max(0.1, min(0.95, affinity))


def _near_years(one: int, other: int) -> bool:
    """One year off, or one digit off, or two digits swapped."""
    if abs(one - other) <= 1:
        return True
    left, right = f"{abs(one):04d}", f"{abs(other):04d}"
    return sum(a != b for a, b in zip(left, right, strict=False)) == 1 or sorted(left) == sorted(right)


def _parts(zh: Point, zh_qualifier: Qualifier, en: Point, en_qualifier: Qualifier) -> Comparison | None:
    """`early`, `mid`, `late` against each other, or against a day or month; None where they say nothing."""
    zh_part, en_part = zh_qualifier in _PARTS, en_qualifier in _PARTS
    if zh_part and en_part:
        if zh_qualifier == en_qualifier:
            return None
        return Comparison("contradicts", "date.part-differs", 0.85)
    if not zh_part and not en_part:
        return None
    point, qualifier, other = (zh, zh_qualifier, en) if zh_part else (en, en_qualifier, zh)
    if point.day is None and point.month is not None and other.day is not None:
        low, high = _THIRDS[qualifier]
        if not low <= other.day <= high:
            return Comparison("contradicts", "date.part-differs", 0.6)
        return Comparison("tighter" if zh_part else "looser", "date.part", 0.8)
    if point.month is None and other.months:
        low, high = {"early": (1, 5), "mid": (4, 9), "late": (8, 12)}.get(qualifier, (1, 12))
        if not any(low <= month <= high for month in other.months):
            return Comparison("contradicts", "date.part-differs", 0.5)
        return Comparison("tighter" if zh_part else "looser", "date.part", 0.8)
    return Comparison("looser" if zh_part else "tighter", "date.part-lost" if zh_part else "date.part-added", 0.9)


def _precision(zh: Point, en: Point) -> Comparison:
    """The same as far as both say; what one of them leaves out is named by the reason."""
    if zh == en:
        return Comparison("equal")
    for field, left, right in (("day", zh.day, en.day), ("month", zh.month, en.month), ("year", zh.years, en.years)):
        season = field == "month" and isinstance(left or right, int) and (left or right) in CODE_MONTHS
        if left is not None and right is None:
            return Comparison("looser", "date.part-lost" if season else f"date.{field}-lost", 0.85)
        if left is None and right is not None:
            return Comparison("tighter", "date.part-added" if season else f"date.{field}-added", 0.85)
    narrower = _width(zh) - _width(en)
    if narrower:
        return Comparison("looser" if narrower < 0 else "tighter", "date.less-exact", 0.7)
    return Comparison("compatible", "", 0.9)


def _ranges(zh: Dates, en: Dates) -> Comparison:
    worst = Comparison("equal")
    shared = 0
    for left, right, end in ((zh.start, en.start, "start"), (zh.end, en.end, "end")):
        if left is None or right is None:
            continue
        verdict = compare_points(_filled(left, zh), "exact", _filled(right, en), "exact")
        if verdict.verdict == "incomparable":
            continue
        shared += 1
        if verdict.verdict == "contradicts":
            return Comparison("contradicts", f"date.{end}-differs", verdict.affinity)
        if verdict.verdict != "equal":
            # A year that one side gives once for both ends is no loss.
            worst = Comparison(verdict.verdict, "" if "year" in verdict.reason else verdict.reason, verdict.affinity)
    return worst if shared else INCOMPARABLE


def _filled(point: Point, dates: Dates) -> Point:
    """An end of a range with the year that only the other end names."""
    if point.years is not None or dates.start is None or dates.end is None:
        return point
    years = dates.start.years or dates.end.years
    return Point(years, point.month, point.day)


def _range_and_point(zh: Dates, en: Dates) -> Comparison:
    span, single = (zh, en) if zh.interval else (en, zh)
    assert single.start is not None
    looser = "looser" if zh.interval else "tighter"
    verdicts = [compare_points(_filled(end, span), "exact", single.start, "exact") for end in span.points]
    if any(verdict.agrees for verdict in verdicts) or _inside(span, single.start):
        return Comparison("looser" if looser == "looser" else "tighter", "date.range-part", 0.7)
    best = max(verdicts, key=lambda verdict: verdict.affinity)
    return Comparison(best.verdict, best.reason, best.affinity * 0.8)


def _inside(span: Dates, point: Point) -> bool:
    """Whether a year lies inside a range of years."""
    if span.start is None or span.end is None or point.years is None or span.start.years is None or span.end.years is None:
        return False
    return span.start.years[0] < point.years[0] and point.years[1] < span.end.years[1]
