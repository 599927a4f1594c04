"""Figures of one text that the text itself puts together: do they fit?

Each rule needs a cue in the words between the claims (`arithmetic.toml`); without it nothing is compared. What fits under any
reading in use (days counted with or without the first, Chinese nominal ages) is no finding.

| rule | claims put together | cue |
| --- | --- | --- |
| `arithmetic.range-duration/1` | a range of dates and a duration in one sentence | 为期, lasting |
| `arithmetic.weekday/1` | a full date and the weekday beside it | the weekday itself |
| `arithmetic.sum/1` (`sums.py`) | a total and the figures of one kind and unit after it | 其中, of whom; 其余, the rest |
| `arithmetic.growth/1` | from a to b, by c | 由…降至…, from … to … |
| `arithmetic.age/1` | year of birth, year of death, age | 生于, born; 享年, died |
| `arithmetic.anniversary/1` | founding year, present year, ordinal or count | 成立, founded; 周年, anniversary |
| `arithmetic.given-twice/1` | one subject, one unit, two figures a slip apart | the same subject, no other date |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Literal

from duizhao.claim_words import weekday_name
from duizhao.consistency.data import read_toml
from duizhao.consistency.evidence import Span
from duizhao.consistency.figures import Misfit, Placed, both, cue, number_of, placed_claims
from duizhao.consistency.messages import reasons
from duizhao.consistency.quantities import digit_distance, number_reason, written_place
from duizhao.consistency.records import SentenceClaims
from duizhao.consistency.sums import sums
from duizhao.edtf import Point, parse
from duizhao.model import AnyClaim, DateValue, Finding, Message, NumericValue, finding_id
from duizhao.settings import ConsistencySettings

_DAYS: dict[str, int] = {"day": 1, "week": 7}


def check_arithmetic(document: str, sentences: Sequence[SentenceClaims], settings: ConsistencySettings) -> list[Finding]:
    """Check the figures of a document among themselves.

    Args:
        document: name of the document.
        sentences: its sentences in reading order; the two languages may be mixed, no rule crosses them.

    Returns:
        Findings of kind `arithmetic` with `alignment` and `relation` null.
    """
    misfits: list[Misfit] = []
    for sentence in sentences:
        if sentence.lang == "other" or not sentence.claims:
            continue
        placed = placed_claims(sentence)
        for rule in (_range_and_duration, _weekday, _growth, _age, _anniversary):
            misfits.extend(rule(sentence, placed))
    misfits.extend(sums(sentences))
    misfits.extend(_given_twice(sentences))
    found = [_finding(document, misfit) for misfit in misfits]
    return [row for row in found if row.score >= settings.min_score]


def _finding(document: str, misfit: Misfit) -> Finding:
    reason = reasons()[misfit.reason]
    zh = tuple(claim.id for claim in misfit.claims if claim.lang == "zh")
    en = tuple(claim.id for claim in misfit.claims if claim.lang == "en")
    return Finding(
        id=finding_id(reason.kind, zh, en),
        document=document,
        alignment=None,
        relation=None,
        kind=reason.kind,
        severity=reason.severity,
        score=misfit.score,
        zh=zh,
        en=en,
        reason=misfit.reason,
        message=Message(en=_filled(reason.en, misfit.words, 0), zh=_filled(reason.zh, misfit.words, 1)),
        rule=misfit.rule,
    )


def _filled(template: str, words: Sequence[tuple[str, str]], which: int) -> str:
    for name, pair in zip(("{a}", "{b}", "{c}"), words, strict=False):
        template = template.replace(name, pair[which])
    return template


def _day(point: Point | None, year: int | None = None) -> date | None:
    """The calendar day of a point; `year` serves where it names none."""
    if point is None or point.month is None or point.day is None or point.month > 12:
        return None
    known = point.year if point.year is not None else year
    if known is None or not 1 <= known <= 9999:
        return None
    try:
        return date(known, point.month, point.day)
    except ValueError:
        return None


def _range_and_duration(sentence: SentenceClaims, placed: Sequence[Placed]) -> Iterator[Misfit]:
    """13 May to 11 June is 30 days with both ends; 10 to 18 June is nine days or eight nights."""
    for index, one in enumerate(placed):
        if not isinstance(one.claim.value, DateValue) or one.claim.qualifier != "exact":
            continue
        dates = parse(one.claim.value.resolved or one.claim.value.edtf)
        if dates is None or not dates.interval:
            continue
        # 2001 stands in for an unknown year: no leap day, and the years of both ends are the same then.
        start, end = _day(dates.start, 2001), _day(dates.end, 2001)
        if start is None or end is None or end <= start:
            continue
        following = placed[index + 1 : index + 2]
        for other in following:
            number, unit = number_of(other.claim), getattr(other.claim.value, "unit", None)
            if other.claim.kind != "duration" or number is None or unit not in _DAYS or other.claim.qualifier != "exact":
                continue
            between = sentence.text[one.span[1] : other.span[0]]
            if len(between) > 60 or not cue("lasting", sentence.lang).search(between):
                continue
            stated = number * _DAYS[unit]
            days = (end - start).days
            slack = 6 if unit == "week" else 0
            if not days - slack <= stated <= days + 1 + slack:
                words = (both(one.claim), (f"{days + 1} days", f"{days + 1}天"), both(other.claim))
                yield Misfit("arithmetic.range-duration", "arithmetic.range-duration/1", (one.claim, other.claim), words, 0.7)


@cache
def _weekdays(lang: Literal["zh", "en"]) -> re.Pattern[str]:
    names = "|".join(f"(?P<d{number}>{name})" for number, name in enumerate(read_toml("arithmetic.toml")["weekday"][lang]))
    return re.compile(rf"[\s,，(（]{{0,3}}(?:{names})(?![A-Za-z])" if lang == "zh" else rf"(?<![A-Za-z])(?:{names})(?![A-Za-z])")


def _weekday(sentence: SentenceClaims, placed: Sequence[Placed]) -> Iterator[Misfit]:
    for one in placed:
        if not isinstance(one.claim.value, DateValue):
            continue
        dates = parse(one.claim.value.resolved or one.claim.value.edtf)
        day = _day(dates.start) if dates is not None and not dates.interval else None
        if day is None:
            continue
        named = _weekday_beside(sentence, one.span)
        if named is None or named == day.weekday():
            continue
        words = (
            both(one.claim),
            (weekday_name(day.weekday(), "en"), weekday_name(day.weekday(), "zh")),
            (weekday_name(named, "en"), weekday_name(named, "zh")),
        )
        score = 0.8 if one.claim.value.resolved_from in (None, "text", "self") else 0.4
        yield Misfit("arithmetic.weekday", "arithmetic.weekday/1", (one.claim,), words, score)


def _weekday_beside(sentence: SentenceClaims, span: Span) -> int | None:
    """The day of the week named inside a date, right after it, or in English right before it."""
    start, end = span
    if sentence.lang == "zh":
        found = _weekdays("zh").match(sentence.text, end) or _weekdays("zh").search(sentence.text[start:end])
    else:
        before = re.search(r"([A-Za-z]{3,9})\.?,?\s(?:the\s)?\Z", sentence.text[max(0, start - 16) : start])
        after = re.match(r"\s?[(,]\s?([A-Za-z]{3,9})[.),]", sentence.text[end : end + 14])
        found = _weekdays("en").search(sentence.text[start:end])
        for beside in (before, after):
            if found is None and beside is not None:
                found = _weekdays("en").fullmatch(beside.group(1))
    if found is None:
        return None
    return next(number for number in range(7) if found.group(f"d{number}"))


def _growth(sentence: SentenceClaims, placed: Sequence[Placed]) -> Iterator[Misfit]:
    """由34.2%降至27.9%，下降6.3个百分点; from 40 to 50, up 25 percent."""
    for first, second, third in zip(placed, placed[1:], placed[2:], strict=False):
        start, end, change = number_of(first.claim), number_of(second.claim), number_of(third.claim)
        if start is None or end is None or change is None or start <= 0:
            continue
        if getattr(first.claim.value, "unit", None) != getattr(second.claim.value, "unit", None):
            continue
        text, lang = sentence.text, sentence.lang
        ahead = text[max(0, first.span[0] - 14) : first.span[0]]
        if (
            not cue("rise", f"{lang}_from").search(ahead)
            or not cue("rise", f"{lang}_to").search(text[first.span[1] : second.span[0]])
            or not cue("rise", f"{lang}_by").search(text[second.span[1] : third.span[0]])
        ):
            continue
        if third.claim.kind == "percent":
            points = first.claim.kind == "percent"
            expected = [abs(end - start)] if points else []
            expected.append(abs(end - start) / start * 100)
            place = written_place(third.claim.normalized) or Fraction(1)
        elif getattr(third.claim.value, "unit", None) == getattr(first.claim.value, "unit", None):
            expected, place = [abs(end - start)], written_place(third.claim.normalized) or Fraction(0)
        else:
            continue
        loose = {one.claim.qualifier for one in (first, second, third)} != {"exact"}
        allowed = max(place, change / 20 if loose else Fraction(0))
        if all(abs(value - change) > allowed for value in expected):
            claims = (first.claim, second.claim, third.claim)
            yield Misfit("arithmetic.growth", "arithmetic.growth/1", claims, tuple(both(claim) for claim in claims), 0.6)


def _years(placed: Sequence[Placed]) -> list[tuple[Placed, int]]:
    found = []
    for one in placed:
        if isinstance(one.claim.value, DateValue) and one.claim.qualifier == "exact":
            dates = parse(one.claim.value.edtf)
            if dates is not None and not dates.interval and dates.start is not None and dates.start.year is not None:
                found.append((one, dates.start.year))
    return found


def _cued(sentence: SentenceClaims, span: Span, section: str, reach: int = 12) -> bool:
    start, end = span
    around = sentence.text[max(0, start - reach) : start] + " " + sentence.text[end : end + reach]
    return bool(cue(section, sentence.lang).search(around))


def _age(sentence: SentenceClaims, placed: Sequence[Placed]) -> Iterator[Misfit]:
    """生于1930年，2001年去世，享年71岁: the nominal age may be one more, before the birthday one less."""
    years = _years(placed)
    ages = [one for one in placed if one.claim.kind == "age" and one.claim.qualifier == "exact"]
    if len(years) != 2 or len(ages) != 1:
        return
    (born, first), (died, last) = sorted(years, key=lambda row: row[1])
    age = number_of(ages[0].claim)
    if age is None or getattr(ages[0].claim.value, "unit", None) != "year":
        return
    if not _cued(sentence, born.span, "born") or not cue("died", sentence.lang).search(sentence.text):
        return
    if not last - first - 1 <= age <= last - first + 1:
        claims = (born.claim, died.claim, ages[0].claim)
        yield Misfit("arithmetic.age", "arithmetic.age/1", claims, tuple(both(claim) for claim in claims), 0.6)


def _anniversary(sentence: SentenceClaims, placed: Sequence[Placed]) -> Iterator[Misfit]:
    """成立于1949年……2019年……70周年."""
    years = _years(placed)
    if len(years) != 2 or not cue("anniversary", sentence.lang).search(sentence.text):
        return
    (founded, first), (present, last) = sorted(years, key=lambda row: row[1])
    if not _cued(sentence, founded.span, "founded", 16):
        return
    for one in placed:
        number = number_of(one.claim)
        after = sentence.text[one.span[0] : one.span[1] + 14]
        if number is None or number.denominator != 1 or not cue("anniversary", sentence.lang).search(after):
            continue
        if number not in (last - first, last - first + 1):
            claims = (founded.claim, present.claim, one.claim)
            words = (both(founded.claim), both(present.claim), (str(number), str(number)))
            yield Misfit("arithmetic.anniversary", "arithmetic.anniversary/1", claims, words, 0.5)


def _given_twice(sentences: Sequence[SentenceClaims]) -> Iterator[Misfit]:
    """One subject with two figures that are a slip apart, in sentences that name no other dates."""
    seen: dict[tuple[str, str, str, str], tuple[AnyClaim, frozenset[str]]] = {}
    for sentence in sentences:
        dates = frozenset(claim.value.edtf for claim in sentence.claims if isinstance(claim.value, DateValue))
        for claim in sentence.claims:
            number = number_of(claim)
            if not isinstance(claim.value, NumericValue) or number is None or claim.qualifier != "exact" or not claim.subject:
                continue
            if abs(number) < 100 or len(str(abs(int(number))).rstrip("0")) < 3 or len(claim.subject) < 2:
                continue
            key = (claim.source, claim.kind, claim.value.unit or "", claim.subject.lower())
            earlier = seen.setdefault(key, (claim, dates))
            other = number_of(earlier[0])
            if other is None or other == number or earlier[1] != dates:
                continue
            if number_reason(other, number) != "number.differs" or digit_distance(other, number) == 1:
                words = (both(earlier[0]), both(claim))
                yield Misfit("arithmetic.given-twice", "arithmetic.given-twice/1", (earlier[0], claim), words, 0.3)
