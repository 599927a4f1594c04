"""A claim's value in the words of either language, for messages and pages: 13 May, 5月13日; about 5,400 people, 约5400人."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from duizhao.edtf import Point, is_weekday, parse
from duizhao.model import AnyClaim, ClaimKind, DateValue, NumericValue, PersonValue, Qualifier, TimeValue
from duizhao.wording import Tongue, figure, with_unit

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TEMPERATURES = frozenset({"Cel", "[degF]", "K"})
_FIGURES = re.compile("[0-9]+")
_PARTS: tuple[Qualifier, ...] = ("early", "mid", "late")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((resources.files("duizhao") / "claim_words.toml").read_text(encoding="utf-8"))


def weekday_name(day: int, tongue: Tongue) -> str:
    """A day of the week, 0 for Monday."""
    return str(_words()["weekday"][tongue][day])


def render(claim: AnyClaim, tongue: Tongue) -> str:
    """A claim's value as a reviewer of that language would write it.

    Falls back to the claim's own words where the value cannot be said (an unreadable date).
    """
    value = claim.value
    if isinstance(value, DateValue):
        return date_words(value.edtf, claim.qualifier, tongue) or claim.normalized
    if ".unread." in claim.rule and (isinstance(value, TimeValue) or says_itself(getattr(value, "unit", None))):
        return f"“{claim.normalized}”"
    if isinstance(value, TimeValue):
        return (" to " if tongue == "en" else "至").join(part.removeprefix("T") for part in value.iso.split("/"))
    if isinstance(value, NumericValue):
        return _numeric(claim, value, tongue)
    assert isinstance(value, PersonValue)
    return claim.normalized if claim.normalized else value.name


def says_itself(unit: str | None) -> bool:
    """Whether a figure of this unit is told by words that no figure stands for: semi-finals, 亚军, 去年, 下半场."""
    return unit in ("stage", "podium", "half-of", "compared") or (unit or "").startswith("away-")


def date_words(edtf: str, qualifier: Qualifier, tongue: Tongue) -> str:
    """A date as people write it; empty where it cannot be read.

    >>> date_words("XXXX-05-13/XXXX-06-11", "exact", "en"), date_words("2020-05", "early", "zh")
    ('13 May to 11 June', '2020年5月上旬')
    """
    if is_weekday(edtf):
        return weekday_name(int(edtf[-1]) - 1, tongue)
    dates = parse(edtf)
    if dates is None:
        return ""
    if not dates.interval:
        assert dates.start is not None
        return _point(dates.start, qualifier, tongue)
    start = _point(dates.start, "exact", tongue) if dates.start else ""
    end = _point(dates.end, "exact", tongue) if dates.end else ""
    if tongue == "en":
        return f"{start} to {end}" if start and end else f"since {start}" if start else f"until {end}"
    return f"{start}至{end}" if start and end else f"{start}以来" if start else f"截至{end}"


def _point(point: Point, qualifier: Qualifier, tongue: Tongue) -> str:
    text = _english_point(point) if tongue == "en" else _chinese_point(point)
    if not text or qualifier not in _PARTS:
        return text
    terms = _words()
    if tongue == "zh" and point.month is not None and point.day is None:
        return text + str(terms["month_part"][qualifier])
    return str(terms["qualifier"][qualifier][tongue]).format(text)


def _season(code: int, tongue: Tongue) -> str:
    return str(_words()["season"].get(str(code), {}).get(tongue, ""))


def _english_point(point: Point) -> str:
    if point.month is not None and point.month > 12:
        season = _season(point.month, "en")
        return f"the {season} of {_english_years(point)}" if point.years else f"the {season}"
    month = _MONTHS[point.month - 1] if point.month else ""
    if point.day is not None and not month:
        return (
            f"the {point.day}th"
            if 10 <= point.day % 100 <= 20
            else f"the {point.day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(point.day % 10, 'th') }"
        )
    return " ".join(part for part in (str(point.day or ""), month, _english_years(point)) if part)


def _english_years(point: Point) -> str:
    if point.years is None:
        return ""
    low, high = point.years
    if high - low == 9:
        return f"the {low}s"
    if high - low == 99:
        century = low // 100 + 1
        return (
            f"the {century}th century"
            if century not in (21, 22, 23)
            else f"the {century}{ {21: 'st', 22: 'nd', 23: 'rd'}[century] } century"
        )
    return str(low) if low == high else f"{low} to {high}"


def _chinese_point(point: Point) -> str:
    years = ""
    if point.years is not None:
        low, high = point.years
        if high - low == 9:
            years = f"{low // 100 + 1}世纪{low % 100}年代"
        elif high - low == 99:
            years = f"{low // 100 + 1}世纪"
        else:
            years = f"{low}年" if low == high else f"{low}至{high}年"
    if point.month is not None and point.month > 12:
        return years + _season(point.month, "zh")
    return years + (f"{point.month}月" if point.month else "") + (f"{point.day}日" if point.day else "")


def _score(claim: AnyClaim) -> str:
    """A score as it stands, home side first: the record keeps its bounds, 6-4 and 4-6 alike."""
    figures = _FIGURES.findall(claim.normalized)
    return "-".join(figures) if len(figures) > 1 else f"“{claim.normalized}”"


def _numeric(claim: AnyClaim, value: NumericValue, tongue: Tongue) -> str:
    if value.unit == "score" and value.number is None:
        return _score(claim)
    if value.number is None and (value.low is None or value.high is None or claim.qualifier != "exact"):
        bounds = [bound for bound in (value.low, value.high) if bound is not None]
        if len(bounds) != 1:
            # 几十, "dozens": the words themselves say it best.
            return f"“{claim.normalized}”"
    low = value.number if value.number is not None else value.low
    high = None if value.number is not None else value.high
    figures = figure(low, tongue) if low is not None else ""
    if high is not None:
        joint = " to " if tongue == "en" else "至"
        figures = f"{figures}{joint}{figure(high, tongue)}" if figures else figure(high, tongue)
    text = _with_unit(figures, claim, value, high if high is not None else low, tongue)
    qualifier = claim.qualifier
    if qualifier == "exact" and value.number is None and (value.low is None or value.high is None):
        qualifier = "at_most" if value.low is None else "at_least"
    form = _form(claim.kind, qualifier, value.unit, tongue)
    if not form or qualifier in _PARTS:
        return text
    if tongue == "zh" and qualifier == "over" and form == _words()["qualifier"]["over"]["zh"]:
        # 多 stands behind a round figure, before its unit: 40多岁, 3万多元; 17岁 has no such form.
        if figures[-1] in "0万亿" and "." not in figures:
            return _with_unit(f"{figures}多", claim, value, low, tongue)
        return f"超过{text}"
    return form.format(text)


# Before the time that an ordinal is of (the fourth month), in the unit of a claim as the consistency stage compares it.
OF_TIME = "of-"


def _form(kind: ClaimKind, qualifier: Qualifier, unit: str | None, tongue: Tongue) -> str:
    """How a qualifier is said of a kind of claim; empty for one that has no words."""
    words = _words()
    own = words["qualifier_of"].get("temperature" if unit in _TEMPERATURES else kind, {}).get(qualifier, {})
    return str(own.get(tongue) or words["qualifier"].get(qualifier, {}).get(tongue, ""))


def _with_unit(figures: str, claim: AnyClaim, value: NumericValue, number: Fraction | None, tongue: Tongue) -> str:
    if claim.kind == "ordinal":
        ranked = _ordinal(figures, number, tongue)
        time = (value.unit or "").removeprefix(OF_TIME)
        return with_unit(ranked, time, Fraction(1), tongue) if time != (value.unit or "") else ranked
    if claim.kind == "age":
        unit = value.unit or "year"
        if unit == "year":
            years = "year" if number == 1 else "years"
            return f"{figures} {years} old" if tongue == "en" else f"{figures}岁"
    if value.unit is None:
        return figures
    return with_unit(figures, value.unit, number, tongue)


def _ordinal(figures: str, number: Fraction | None, tongue: Tongue) -> str:
    if tongue == "zh":
        return f"第{figures}"
    if number is None or number.denominator != 1:
        return figures
    value = int(number)
    suffix = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{figures}{suffix}"
