"""What an English numeral counts: percent, money, measure, duration, age, ordinal, count, or a bare number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.numeral import Found, Numeral
from duizhao.claims.numerals.numerals_en import parse
from duizhao.claims.quantities import counts_en
from duizhao.claims.quantities.ages_en import age_start
from duizhao.claims.quantities.compounds_en import and_a_part, coins, compound, longer
from duizhao.claims.quantities.qualifiers import bounded, english_after, english_before
from duizhao.claims.quantities.units_en import sign_before, unit_at, unit_stands
from duizhao.claims.tokens_en import Tokens
from duizhao.claims.units import LENGTHS
from duizhao.model import ClaimKind, NumericValue, Qualifier

_AGE_UNITS = frozenset({"day", "week", "month", "year"})
# Behind `the` these say when: 14 times the year after.
# May stand between a number and its stretch of time.
# Behind these over says where: spread over 40 hectares.
_SPREAD = frozenset(
    {
        "spread",
        "spreads",
        "stretch",
        "stretches",
        "stretching",
        "stretched",
        "extends",
        "extending",
        "extended",
        "flew",
        "fly",
        "flying",
        "climbs",
    }
    | {
        "runs",
        "distributed",
        "scattered",
        "laid",
        "travelled",
        "traveled",
        "metres",
        "meters",
        "kilometres",
        "kilometers",
        "miles",
        "feet",
    }
)
# There are no more countries than this.
COUNTRIES = 250
_BETWEEN_UNIT = frozenset(
    {"straight", "consecutive", "successive", "full", "whole", "solid", "entire", "long", "short", "further", "additional"}
    | {"more", "extra", "calendar", "business", "working"}
)
_WHEN = frozenset(
    {"year", "month", "week", "day", "season", "following", "next", "first", "same", "previous", "past", "last", "other"}
)
_CLOSING = frozenset({"", ".", ",", ";", ")", "and", "but", "in", "over", "within", "by", "during", "when", "while", "as"})
_RATE_BASES = frozenset(Fraction(10**power) for power in range(3, 7))
# How many tokens around pounds a word that speaks of money may stand.
_POUND_REACH = 25
_INCH_WORDS = frozenset({"long", "wide", "tall", "high", "deep", "thick", "screen", "display", "x", "×", "by", "diameter"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with what was found for it; `first` and `last` (exclusive) are tokens, `number.start` may lie before them."""

    number: Numeral
    first: int
    last: int
    kind: ClaimKind
    unit: str | None
    rule: str
    subject: str | None = None
    confidence: float = 0.92
    anchor: str | None = None


def quantity(tokens: Tokens, found: Found, count: Mention | None = None, previous: Mention | None = None) -> Mention:
    """The claim that a numeral makes together with the tokens behind it and before it.

    Args:
        count: the last count of the same text, whose class a bare number takes over (20 members, six of them women).
        previous: the claim before this one; what it covers is not read again.
    """
    floor = previous.end if previous is not None and previous.end <= tokens.starts[found.first] else 0
    sign = sign_before(tokens, found.first, floor)
    if sign is not None:
        return claim(tokens, _money(tokens, found, *sign))
    start = age_start(tokens, found, previous)
    age = _age(tokens, found, start) if start is not None else None
    if age is not None:
        return claim(tokens, age)
    if found.numeral.form == "ordinal":
        return _ordinal(tokens, found)
    if tuple(tokens.words[found.last : found.last + 2]) == ("below", "zero") and found.numeral.base > 0:
        below = found.numeral.scaled(Fraction(-1))
        return claim(tokens, Amount(below, found.first, found.last + 2, "measure", "deg", "en.measure.below-zero/1"))
    found = _qualified_unit(tokens, found)
    shared = _shared_unit(tokens, found)
    if shared is not None:
        return claim(tokens, shared)
    return claim(
        tokens,
        _rate(tokens, found)
        or _percent_of(tokens, found)
        or _measured(tokens, found)
        or _carried_unit(tokens, found, previous)
        or _counted(tokens, found, count),
    )


def _shared_unit(tokens: Tokens, found: Found) -> Amount | None:
    """from 3,500 to 5,000 yuan: where a change makes two claims of it, the first has the unit of the second."""
    k, by = found.last, False
    while tokens.word(k) == "-" and tokens.touching(k):
        k += 1
    if tokens.word(k) in {"by", "x", "×"} and tokens.figures[found.first] == tokens.figure(k + 1 + (tokens.word(k + 1) == "-")):
        by, k = True, k + (2 if tokens.word(k + 1) == "-" else 1)
    elif tokens.word(found.first - 1) == "from" and tokens.word(found.last) == "to":
        k = found.last + 1
    else:
        return None
    second = parse(tokens, k) if k < len(tokens) else None
    if second is None or second.numeral.form not in {"arabic", "words"}:
        return None
    if by and tokens.word(second.last) in {"x", "×"} and tokens.figure(second.last + 1):
        second = parse(tokens, second.last + 1)  # 3 x 4 x 5 cm
        if second is None:
            return None
    unit = unit_at(tokens, second.last)
    if unit is None or unit[1].kind not in {"money", "measure", "percent", "duration"} or unit[1].factor != 1:
        return None
    if not unit_stands(tokens, second.numeral, second.last, *unit) or (by and unit[1].unit not in LENGTHS):
        return None
    return Amount(found.numeral, found.first, found.last, unit[1].kind, unit[1].unit, "en.shared-unit/1", confidence=0.85)


def _carried_unit(tokens: Tokens, found: Found, previous: Mention | None) -> Amount | None:
    """from 10 hours to 6, from 5% to 8: where a change ends in a bare number, that has the unit of where it began."""
    first, last = found.first, found.last
    if previous is None or tokens.word(first - 1) != "to" or tokens.ends[first - 2] != previous.end:
        return None
    start = tokens.index(previous.start)
    value = previous.value
    if previous.kind not in {"measure", "percent", "duration"} or tokens.word(start - 1) != "from":
        return None
    if found.numeral.form not in {"arabic", "words"} or tokens.word(last) not in _CLOSING or not isinstance(value, NumericValue):
        return None
    kind = previous.kind
    return Amount(found.numeral, first, last, kind, value.unit, f"en.{kind}.carried/1", confidence=0.8)


def _qualified_unit(tokens: Tokens, found: Found) -> Found:
    """three or more times, 20-plus years: a qualifier between the number and its unit."""
    behind = english_after(tokens, found.last)
    if behind is None or found.numeral.qualifier != "exact" or unit_at(tokens, behind[0]) is None:
        return found
    return Found(found.first, behind[0], replace(found.numeral, qualifier=behind[1]))


def _money(tokens: Tokens, found: Found, start: int, iso: str) -> Amount:
    number, last = found.numeral, found.last
    unit = unit_at(tokens, last)
    named = unit is not None and unit[1].kind == "money" and unit[1].factor == 1 and not tokens.figure(unit[0])
    if unit is not None and named and iso in {"USD", unit[1].unit}:
        last, iso = unit[0], unit[1].unit or iso
    number, last = coins(tokens, number, last)
    first = found.first
    while first > 0 and tokens.starts[first - 1] >= start:
        first -= 1
    anchor = (
        "money:dollar"
        if iso == "USD" and tokens.starts[found.first - 1] == start and tokens.word(found.first - 1) == "$"
        else None
    )
    return Amount(replace(number, start=start), first, last, "money", iso, "en.money.sign/1", confidence=0.97, anchor=anchor)


def _age(tokens: Tokens, found: Found, first: int) -> Amount | None:
    last, unit = found.last, "year"
    if tokens.word(first) in {"under", "over", "below", "above"} and first < found.first:  # under the age of eighteen
        qualifier: Qualifier = "under" if tokens.word(first) in {"under", "below"} else "over"
        return Amount(replace(found.numeral, qualifier=qualifier), first, last, "age", unit, "en.age.aged/2")
    behind = unit_at(tokens, last)
    if behind is not None:
        if behind[1].kind == "duration" and behind[1].unit in _AGE_UNITS:
            last, unit = behind[0], behind[1].unit or unit
        elif behind[1].kind != "measure":
            return None
    return Amount(found.numeral, first, last, "age", unit, "en.age.aged/2")


def _ordinal(tokens: Tokens, found: Found) -> Mention:
    begin = found.first - 1 if tokens.word(found.first - 1) == "the" else found.first
    before = english_before(tokens, begin) if tokens.word(begin - 1) in {"than", "above", "below"} else None
    if before is not None and before[1] in {"over", "under"}:
        value = bounded(found.numeral, before[1], None)
        return Mention(
            tokens.starts[before[0]], found.numeral.end, "ordinal", value, before[1], rule="en.ordinal.bounded/1", confidence=0.7
        )
    batch = tokens.word(found.last) in {"batch", "batches"}
    number = found.numeral
    value = NumericValue(number=number.number, low=number.low, high=number.high, unit="batch" if batch else None)
    return Mention(number.start, number.end, "ordinal", value, rule="en.ordinal.written/1", confidence=0.93)


def _rate(tokens: Tokens, found: Found) -> Amount | None:
    """12.6 per 100,000, 3.1 per 1,000 and per thousand: a rate to a fixed base is a number of its own."""
    if tokens.word(found.last) != "per" or found.last + 1 >= len(tokens):
        return None
    base = parse(tokens, found.last + 1)
    if base is None or base.numeral.number not in _RATE_BASES:
        return None
    return Amount(found.numeral, found.first, base.last, "number", f"per-{int(base.numeral.base)}", "en.number.rate/1")


def _percent_of(tokens: Tokens, found: Found) -> Amount | None:
    """percent of 10: the word first, at the head of the text."""
    head = tuple(tokens.words[: found.first]) if found.first in {2, 3} else ()
    if head not in {("percent", "of"), ("percents", "of"), ("per", "cent", "of"), ("percentage", "of")}:
        return None
    return Amount(found.numeral, found.first, found.last, "percent", "%", "en.percent.of/1", confidence=0.5)


def _measured(tokens: Tokens, found: Found) -> Amount | None:
    """The unit behind the number, compound units taken together."""
    number, at = found.numeral, found.last
    first = found.first
    if tokens.word(at) == '"' and tokens.figure(at - 1) and tokens.word(at + 1) in _INCH_WORDS:
        return Amount(number, first, at + 1, "measure", "[in_i]", "en.measure.unit/1")
    at = _unit_place(tokens, found)
    unit = unit_at(tokens, at)
    if unit is None or not unit_stands(tokens, number, at, *unit):
        return None
    last, word = unit
    kind, code = word.kind, word.unit
    scaled = number.scaled(word.factor)
    if kind == "count" and code == "time":
        when = tokens.word(last) in {"the", "that"} and tokens.word(last + 1) in _WHEN
        fold = tokens.word(last) in lexicon.english_words().fold_after and not when
        rule = "en.number.fold/1" if fold else "en.count.times/1"
        return Amount(scaled, first, last, "number" if fold else "count", "fold" if fold else "time", rule)
    if code == "[lb_av]" and tokens.word(last - 1) in {"pound", "pounds"} and _pounds_are_money(tokens, number):
        kind, code = "money", "GBP"
    if code == "GRD" and not lexicon.english_words().weighing.isdisjoint(tokens.words):
        kind, code = "measure", "[dr_ap]"  # a coin weighing one drachma
    if kind == "money":
        scaled, last = coins(tokens, scaled, last)
    elif kind == "duration":
        scaled, code, last = longer(tokens, scaled, code, last)
        scaled, last = and_a_part(tokens, scaled, last, word)
    elif kind == "measure" and code is not None:
        scaled, last = and_a_part(tokens, scaled, last, word)
        scaled, code, last = compound(tokens, scaled, code, last)
    if tokens.word(at - 1) == "[" and tokens.word(last) == "]":
        last += 1
    return Amount(scaled, first, last, kind, code, f"en.{kind}.unit/1", confidence=0.97)


def _unit_place(tokens: Tokens, found: Found) -> int:
    """Where the unit may stand: half an hour, dozens of miles, a couple of days, 20 [kg]."""
    at, number = found.last, found.numeral
    following = tokens.word(at)
    if number.form in {"half", "fraction"} and following in {"a", "an", "one"}:
        return at + 1
    of_a = following == "of" and tokens.word(at + 1) in {"a", "an", "one", "1"} and number.base < 1
    if of_a and number.form in {"half", "fraction"} and unit_at(tokens, at + 2) is not None:
        return at + 2  # three-quarters of an hour
    if following == "of" and (number.form == "vague" or tokens.word(at - 1) in {"couple", "pair", "dozen"}):
        return at + 1
    if following in _BETWEEN_UNIT and (unit := unit_at(tokens, at + 1)) is not None and unit[1].kind == "duration":
        return at + 1  # three straight months
    return at + 1 if following == "[" else at


@cache
def _pound_words() -> frozenset[str]:
    return lexicon.english_words().pound_money


def _pounds_are_money(tokens: Tokens, number: Numeral) -> bool:
    at = tokens.index(number.start)
    near = tokens.words[max(0, at - _POUND_REACH) : at + _POUND_REACH]
    return number.scale >= 1000 or "£" in near or not _pound_words().isdisjoint(near)


def _counted(tokens: Tokens, found: Found, count: Mention | None) -> Amount:
    """A noun behind the number, people by what befell them, the class of the count before, or a bare number."""
    number, first, last = found.numeral, found.first, found.last
    if (number.form in {"half", "fraction"} and number.base < 1) or number.base < 0:
        return Amount(number, first, last, "number", None, "en.number.fraction/1" if number.base > 0 else "en.number.bare/1")
    after = last
    behind = english_after(tokens, last)
    if behind is not None and not _number_follows(tokens, behind[0]):
        after = behind[0]
    hyphen = tokens.word(after) == "-" and tokens.touching(after) and tokens.touching(after + 1)
    noun = after + 1 if hyphen else after
    if "magnitude" in {tokens.word(noun), tokens.word(noun + 1), tokens.word(first - 1)}:
        return Amount(number, first, last, "number", None, "en.number.magnitude/1")
    head = counts_en.head_noun(tokens, noun, single=hyphen or number.number == 1)
    if tokens.word(noun) == "strong" or (head is None and counts_en.people_before(tokens, first)):
        return Amount(number, first, last, "count", "person", "en.count.people/1")
    if head is not None:
        klass = "person-time" if counts_en.carried(tokens, first, head) else head.klass or "item"
        subject = tokens.text[tokens.starts[head.first] : tokens.ends[head.last - 1]]
        return Amount(number, first, last, "count", klass, "en.count.head-noun/2", subject)
    if counts_en.people_by_fate(tokens, after):
        return Amount(number, first, last, "count", "person", "en.count.fate/1")
    return _elliptic(tokens, found, after, count)


def _elliptic(tokens: Tokens, found: Found, after: int, count: Mention | None) -> Amount:
    """A number without a noun of its own: nine of whom, 23 of them, 2,380 in production, of these 18,000 are large plants."""
    number, first, last = found.numeral, found.first, found.last
    before = getattr(count.value, "unit", None) if count is not None else None
    if tokens.word(after) == "of" and tokens.word(after + 1) in {"whom", "them", "which", "us", "you"}:
        klass = "person" if tokens.word(after + 1) in {"whom", "us", "you"} else before
        return Amount(number, first, last, "count", klass or "item", "en.count.of-them/1")
    deed = counts_en.people_by_deed(tokens, after)
    plain = number.base.denominator == 1 and number.form in {"arabic", "words"}
    if not plain or (counts_en.figure_by_itself(tokens, first) and not deed):
        return Amount(number, first, last, "number", None, "en.number.bare/1", confidence=0.8)
    klass = counts_en.class_before(tokens, first) or before
    if klass == "country" and number.base > COUNTRIES:
        klass = before  # from twelve countries: 5,000 for the long race
    if klass in {None, "country", "item"} and deed:
        klass = "person"
    if klass is None and tokens.word(after) in {"are", "were", "is", "was"}:
        head = counts_en.head_noun(tokens, after + 1)
        klass = head.klass if head is not None else None
    return Amount(number, first, last, "count", klass or "item", "en.count.elliptic/2", confidence=0.7)


def claim(tokens: Tokens, amount: Amount) -> Mention:
    """The record of an amount, with the qualifiers on both sides taken in."""
    first, last, number = amount.first, amount.last, amount.number
    start, end = min(number.start, tokens.starts[first]), tokens.ends[last - 1]
    qualifier: Qualifier = number.qualifier
    before = english_before(tokens, first)
    if before is not None and _ends_age(tokens, before[0]):
        before = None
    if before is not None and _qualifies(tokens, before[0], first, last, amount.kind):
        start = tokens.starts[before[0]]
        qualifier = before[1]
    behind = english_after(tokens, last)
    if behind is not None and tokens.word(last) == "plus" and tokens.word(behind[0])[:1].isalpha():
        behind = None  # £6m plus interest
    if behind is not None and (not _number_follows(tokens, behind[0]) or _ends_age(tokens, behind[0] - 1)):
        end = tokens.ends[behind[0] - 1]
        qualifier = behind[1] if qualifier in {"exact", "about"} else qualifier
    value = bounded(number, qualifier, amount.unit)
    return Mention(start, end, amount.kind, value, qualifier, amount.subject, amount.confidence, amount.rule, amount.anchor)


def _ends_age(tokens: Tokens, at: int) -> bool:
    """Whether the qualifier at `at` closes an age: those aged 65 and above 13.5 percent."""
    return tokens.word(at - 1) in {"and", "or"} and tokens.figure(at - 2) and tokens.word(at - 3) in {"aged", "ages", "age"}


def _number_follows(tokens: Tokens, at: int) -> bool:
    """above 1000 and below 1500: the words belong to the next number."""
    return tokens.word(at - 1) in {"below", "above", "over", "under"} and at < len(tokens) and parse(tokens, at) is not None


def _qualifies(tokens: Tokens, begin: int, first: int, last: int, kind: ClaimKind) -> bool:
    """over four decades and under 3,413 metres of ice are about time and place, not about how many."""
    word = tokens.word(begin)
    if first - begin > 1:
        return True
    if word == "over" and kind == "duration":
        cue = tokens.word(begin - 1) in lexicon.english_words().over_after
        return cue or tokens.word(last) in {"ago", "old", "later", "earlier", "long"}
    if word in {"over", "above"} and kind == "measure":
        return tokens.word(begin - 1) not in _SPREAD
    if word in {"under", "below", "beyond"} and kind == "measure":
        return tokens.word(last) != "of"
    if word == "under" and kind == "count":
        # under seven mechanisms is a preposition; those who mean fewer write figures, or fewer than seven
        return tokens.figure(first)
    return True
