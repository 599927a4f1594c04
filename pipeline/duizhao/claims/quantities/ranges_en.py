"""English numbers with two ends (10 to 15, two or three), and claims that are one with their neighbour."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.cover import joined
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.number_words_en import SCALES, TENS, UNITS
from duizhao.claims.numerals.numeral import Found, Numeral
from duizhao.claims.numerals.numerals_en import parse
from duizhao.claims.quantities.units_en import sign_before
from duizhao.claims.tokens_en import Tokens, figure_value
from duizhao.claims.units import english_units
from duizhao.model import NumericValue

_LINKS = frozenset({"to", "through", "thru", "-", "–", "—", "~", "or"})
_TEN = 10
# What two numbers of a range may share.
_SCALE_WORDS = frozenset({"hundred", "dozen", "-", *SCALES})
_ALSO = re.compile(r"[, ]{0,2}(?:and|but) ?")
_TO = re.compile(r" (?:to|and) | ?[-–—] ?")
# How far before a range its verb of change may stand, in characters.
_CHANGE_REACH = 60


@cache
def _change() -> re.Pattern[str]:
    return re.compile(f"(?<![a-z])(?:{'|'.join(sorted(lexicon.english_words().change))})(?![a-z])")


def changes(folded: str, start: int) -> bool:
    """Whether a verb of change stands before `from … to …`: rose from 8 percent to 9 percent is two claims."""
    return _change().search(folded[max(0, start - _CHANGE_REACH) : start]) is not None


def ranged(tokens: Tokens, first: Found) -> Found:
    """The numeral with two ends that starts with `first`, the scale of the second shared; `first` itself where there is none."""
    low = first.numeral.number
    k = first.last
    hyphens = tuple(tokens.words[k : k + 3]) == ("-", "to", "-")  # 3-to-5-year
    if low is None or not (hyphens or _linked(tokens, first)):
        return first
    k, at = (k + 1, k + 3) if hyphens else (k, k + 1)
    between = tokens.words[k] == "and"
    if between and tokens.word(at) == "the":
        at += 1
    money = sign_before(tokens, first.first) is not None
    if money and tokens.word(at) in english_units().signs:
        at += 1
    negative = low < 0 and tokens.word(at) == "-" and tokens.touching(at + 1)
    at += negative
    second = parse(tokens, at, money=money) if at < len(tokens) else None
    if second is None or second.numeral.number is None or second.numeral.form in {"half", "too-long"}:
        return first
    if not _alike(tokens, first, second, k, at):
        return first
    if tokens.words[k] == "-" and _in_hundreds(tokens, first, second):
        value = low * 100 + second.numeral.number  # three-fifty a day
        return Found(first.first, second.last, Numeral(first.numeral.start, second.numeral.end, value, value, value, "words"))
    high = -second.numeral.number if negative else second.numeral.number
    if high < low < 0:
        low, high = high, low  # from -5 to -10 degrees
    step = second.numeral.scale
    shared = _shared(tokens, first, second, at)
    if shared is not None:
        low, step = low * shared, _step(low, shared, high)
    elif first.numeral.scale == 1 and second.numeral.scale > 1 and low < high / second.numeral.scale:
        low *= second.numeral.scale
    if low >= high or (tokens.words[k] == "or" and high != low + step):
        return first
    if tokens.words[k] == "or" and tokens.word(first.first - 1) == "," and tokens.figure(first.first - 2):
        return first  # 1, 2, 3 or 4
    previous = tokens.word(first.first - 2 if money else first.first - 1)
    verbs = (tokens.word(first.first - 2), tokens.word(first.first - 3))
    moved = previous == "by" and (money or any(_change().fullmatch(verb) for verb in verbs))
    if tokens.words[k] == "to" and (moved or _change().fullmatch(previous)):
        return first  # fell $1.27 to $82.41, raised by 30 yuan to 640 yuan; but punishable by three to five years
    if tokens.words[k] == "to" and tokens.word(first.first - 1) == "from" and changes(tokens.folded, tokens.starts[first.first]):
        return first
    return Found(first.first, second.last, Numeral(first.numeral.start, second.numeral.end, None, low, high, "vague"))


def _shared(tokens: Tokens, first: Found, second: Found, at: int) -> Fraction | None:
    """The words behind the second number that the first shares: two or three hundred thousand, 20 to 30 million.

    A hundred by itself is shared by neighbours alone: one to three hundred may begin with one.
    """
    low, high, words = first.numeral.number, second.numeral.number, tokens.words[at + 1 : second.last]
    if low is None or high is None or first.numeral.scale != 1 or not words or not _SCALE_WORDS.issuperset(words):
        return None
    lead = (
        figure_value(tokens.words[at])
        if tokens.figures[at]
        else Fraction(UNITS.get(tokens.words[at], TENS.get(tokens.words[at], 0)))
    )
    if not lead or not 0 < low < lead:
        return None
    alone = words == ["hundred"] and lead < _TEN and not (first.numeral.plain and lead == low + 1)
    return None if alone else high / lead


def _step(low: Fraction, shared: Fraction, high: Fraction) -> Fraction:
    """How far apart the two ends joined by `or` stand: the next one, or the next ten (20 or 30 thousand)."""
    tens = low % _TEN == 0 and (high / shared) % _TEN == 0
    return shared * _TEN if tens else shared


def _linked(tokens: Tokens, first: Found) -> bool:
    link = tokens.word(first.last)
    number = first.numeral
    if number.form in {"half", "too-long"} or (number.form == "fraction" and number.base < 1 and link not in {"to", "and"}):
        return False
    before, earlier = tokens.word(first.first - 1), tokens.word(first.first - 2)
    return link in _LINKS or (link == "and" and (before == "between" or (before == "the" and earlier == "between")))


def _alike(tokens: Tokens, first: Found, second: Found, k: int, at: int) -> bool:
    """Ordinals go with ordinals; a hyphen ties words only when it touches both."""
    link = tokens.words[k]
    ordinal = first.numeral.form == "ordinal"
    if ordinal != (second.numeral.form == "ordinal") or (ordinal and link not in {"and", "to", "-", "–"}):
        return False
    touching = tokens.touching(k) and tokens.touching(k + 1)
    return link != "-" or touching or (tokens.figures[first.first] and tokens.figures[at])


def _in_hundreds(tokens: Tokens, first: Found, second: Found) -> bool:
    """three-fifty, two-twenty: the hundreds and the rest, as prices are spoken."""
    low, rest = first.numeral, second.numeral
    words = not tokens.figure(first.first) and not tokens.figure(second.first)
    return words and low.plain and rest.number is not None and 1 <= low.base <= 9 and 20 <= rest.number <= 99


def merged(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Neighbours that are one claim: 10% to 15%, greater than 10 and smaller than 20; no two of the result overlap."""
    return joined(mentions, lambda first, last: _both(tokens.folded, first, last))


def _both(folded: str, first: Mention, last: Mention) -> Mention | None:
    a, b = first.value, last.value
    if not isinstance(a, NumericValue) or not isinstance(b, NumericValue) or a.number is None or b.number is None:
        return None
    gap = folded[first.end : last.start]
    bare = (
        first.rule == "en.count.elliptic/2" and last.kind == "number"
    )  # greater than 30 and less than 40, of whatever was counted
    if len(gap) > 6 or (first.kind not in {last.kind, "number"} and not bare):
        return None
    exact = last.qualifier == "exact" and first.qualifier in {"exact", "about"}
    rising = a.number < b.number or b.number < a.number < 0
    if exact and a.unit == b.unit and first.kind == last.kind and rising and _TO.fullmatch(gap):
        before = folded[max(0, first.start - 10) : first.start]
        previous = before.rstrip().rpartition(" ")[2]
        if " to " in gap and (previous == "by" or _change().fullmatch(previous)):
            return None
        if ("and" in gap and not before.endswith("between ")) or (before.endswith("from ") and changes(folded, first.start)):
            return None
        low, high = sorted((a.number, b.number))
        value = NumericValue(number=None, low=low, high=high, unit=a.unit)
        return replace(first, end=last.end, value=value, subject=last.subject, confidence=min(first.confidence, last.confidence))
    if (a.unit in {b.unit, None} or bare) and (_ALSO.fullmatch(gap) or gap in {" ", ", "}):
        return _bounds(first, last, a, b)
    return None


def _bounds(first: Mention, last: Mention, a: NumericValue, b: NumericValue) -> Mention | None:
    """above 1000 and below 1500, at most 100 and at least 20."""
    if first.qualifier in {"over", "at_least"} and last.qualifier in {"under", "at_most"}:
        low, high = a.number, b.number
    elif first.qualifier == "at_most" and last.qualifier == "at_least":
        low, high = b.number, a.number
    else:
        return None
    if low is None or high is None or low >= high:
        return None
    value = NumericValue(number=None, low=low, high=high, unit=b.unit)
    return replace(last, start=first.start, value=value, qualifier="exact")
