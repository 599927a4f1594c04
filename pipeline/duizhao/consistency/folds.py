"""Multiples: 增加两倍 is three times as much, 是两倍 twice, "increased by two times" three times, "tripled" three.

Which of them a multiple is, only the words around it say. `in_context` marks it in the unit of the claim as it is compared:
`fold` the value is N times the other, `fold+` it grew by N times, `fold~` the words leave it open ("increased twofold",
"two times more than").
"""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from duizhao.consistency.quantities import Quantity, compare_quantities
from duizhao.consistency.verdicts import Comparison
from duizhao.model import AnyClaim, NumericValue

FOLD = "fold"
# "Three times" may be occasions, or three times as much.
OCCASION = "time"
_ZH_GROWN = re.compile(
    "(?:增长|增加|上升|上涨|提高|提升|扩大|膨胀|激增|暴涨|增|涨|升|多|高|大)(?:出|了|上)?[约近将超过达整足]{0,2}$"
)
# 快三倍: strictly four times as fast, and in many mouths three times.
_ZH_COMPARED = re.compile(
    "[快长重贵强远宽厚深久](?:出|了|上)?[约近将超过达整足]{0,2}$"
    "|(?<![对相之占])比(?![例如赛重价率较特方分])[^，。；：！？]{1,20}[^，。；：！？是为达到有成的]$"
)
# From here on nobody tells ten times as much from ten times more.
_LARGE = 10
_EN_GROWN_BY = re.compile(
    r"(?:increas|gr[oe]w|ris|rose|climb|expand|jump|up)[a-z]* by (?:about |nearly |over |more than )?$", re.I
)
_EN_GROWN = re.compile(r"(?:increas|gr[oe]w|ris|rose|climb|expand|jump|up)[a-z]*(?: (?:about|nearly|over|more than))? $", re.I)
# three times more than, ten times faster than; not "three times more often".
_EN_MORE = re.compile(r" (?:more|[a-z]{2,10}er)(?![a-z])(?! often)", re.I)
_EN_FACTOR = re.compile(r"(?:a|the) factor of (?:about |nearly |over |more than )?$", re.I)


def in_context(claim: AnyClaim, before: str, after: str) -> AnyClaim:
    """The claim with its unit marked by the words before and behind it; other claims as they are."""
    value = claim.value
    # 增加双倍, doubling: the word says the outcome, whatever stands before it.
    if not isinstance(value, NumericValue) or ".unread." in claim.rule:
        return claim
    mark = ""
    if value.unit is None and claim.lang == "en" and _EN_FACTOR.search(before):
        return msgspec.structs.replace(claim, kind="number", value=msgspec.structs.replace(value, unit=FOLD))
    if value.unit != FOLD and not (value.unit == OCCASION and claim.lang == "en"):
        return claim
    if claim.lang == "zh":
        mark = "+" if _ZH_GROWN.search(before) else "~" if _ZH_COMPARED.search(before) else ""
    elif _EN_GROWN_BY.search(before):
        mark = "+"
    elif _EN_GROWN.search(before) or _EN_MORE.match(after):
        mark = "~"
    if value.unit == OCCASION and not mark:
        return claim
    if mark == "+" and value.number is not None and value.number >= _LARGE:
        mark = "~"
    marked: AnyClaim = msgspec.structs.replace(claim, value=msgspec.structs.replace(value, unit=FOLD + mark)) if mark else claim
    return marked


def may_be_folds(one: AnyClaim, other: AnyClaim) -> bool:
    """Whether two claims are multiples, or one is and the other says so many times: 三倍 and "three times last year's"."""
    return (is_fold(one) or is_fold(other)) and all(is_fold(claim) or _unit(claim) == OCCASION for claim in (one, other))


def is_fold(claim: AnyClaim) -> bool:
    """Whether a claim is a multiple, marked or not."""
    return _unit(claim).rstrip("+~") == FOLD


def _unit(claim: AnyClaim) -> str:
    return (claim.value.unit or "") if isinstance(claim.value, NumericValue) else ""


def compare_folds(zh: AnyClaim, en: AnyClaim) -> Comparison:
    """Compare two multiples by what they make of the value before."""
    verdicts = [compare_quantities(left, right) for left in _readings(zh) for right in _readings(en)]
    agreeing = [verdict for verdict in verdicts if verdict.agrees]
    if agreeing:
        return agreeing[0]
    left, right = _readings(zh)[-1], _readings(en)[-1]
    same_words = isinstance(zh.value, NumericValue) and isinstance(en.value, NumericValue) and zh.value.number == en.value.number
    if same_words:
        return Comparison("contradicts", "number.fold", 0.7)
    return compare_quantities(left, right)


def compare_growth(percent: AnyClaim, fold: AnyClaim) -> Comparison:
    """A percentage against a multiple: what grew by 200%, or to 300%, tripled; both the growth and the outcome are called so."""
    assert isinstance(percent.value, NumericValue)
    share = Quantity.of(percent.value, percent.qualifier, percent.normalized).scaled(Fraction(1, 100))
    agreeing = [
        verdict
        for reading in _readings(fold)
        for amount in (share, share.shifted(Fraction(1)))
        if (verdict := compare_quantities(amount, reading)).agrees
    ]
    if agreeing:
        return Comparison("compatible", agreeing[0].reason, 0.9)
    return Comparison("contradicts", "number.differs", 0.5)


def _readings(claim: AnyClaim) -> list[Quantity]:
    assert isinstance(claim.value, NumericValue)
    plain = Quantity.of(claim.value, claim.qualifier, claim.normalized)
    grown = plain.shifted(Fraction(1))
    unit = claim.value.unit or ""
    if unit.endswith("+"):
        return [grown]
    return [plain, grown] if unit.endswith("~") else [plain]
