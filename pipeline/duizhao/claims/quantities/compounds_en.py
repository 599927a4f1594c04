"""English amounts told in several units: 3 dollars 50 cents, 2 hours 25 minutes, 6-foot-6, one metre ninety, 50 km/ms."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from duizhao.claims.numerals.number_words_en import TENS
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.numerals.numerals_en import parse
from duizhao.claims.quantities.counts_en import head_noun
from duizhao.claims.quantities.units_en import sign_before, unit_at
from duizhao.claims.tokens_en import Tokens
from duizhao.claims.units import LENGTHS, UnitWord, rate

_SMALLER = {"hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12), "day": ("hour", 24), "week": ("day", 7)}
# The same of metric measures and yards, where nothing stands between: 3 kg 200 g; with a comma they are a list.
_PARTS = {"kg": ("g", 1000), "km": ("m", 1000), "m": ("cm", 100), "cm": ("mm", 10), "t": ("kg", 1000), "[yd_i]": ("[ft_i]", 3)}
# Letters that stand for time behind a stroke: ft/s, L/h.
_LETTERS = {"s": UnitWord("duration", "second"), "h": UnitWord("duration", "hour"), "hr": UnitWord("duration", "hour")}
# The next smaller weight, and how many of it make one.
_WEIGHTS = {"[lb_av]": ("[oz_av]", 16), "[stone_av]": ("[lb_av]", 14)}
_AN_HOUR = frozenset({"hour", "second", "minute"})
_PAUSE = frozenset({"", ".", ","})
# What goes on behind three dollars and fifty; a noun there is counted by itself (50 yuan and one penalty point).
_AFTER_COINS = frozenset(
    {
        "for",
        "in",
        "to",
        "on",
        "at",
        "and",
        "or",
        "but",
        "from",
        "of",
        "with",
        "per",
        "each",
        "a",
        "an",
        "the",
        ";",
        ":",
        "?",
        "!",
        ")",
        "-",
    }
)
# The same behind an hour and a quarter; a third of the votes is a share of its own.
_AFTER_PART = frozenset(
    {"later", "ago", "long", "old", "away", "after", "before", "until", "by", "during", "than"}
    | {"tall", "high", "wide", "deep", "thick"}
)
_DETERMINERS = frozenset(
    {"the", "a", "an", "all", "its", "his", "her", "their", "our", "my", "your", "those", "these", "them", "us"}
)


def plus(number: Numeral, more: Fraction) -> Numeral:
    """The numeral with something added to the value and to both bounds."""
    if number.number is None or number.low is None or number.high is None:
        return replace(number, number=None if number.number is None else number.number + more)
    return replace(number, number=number.number + more, low=number.low + more, high=number.high + more)


def coins(tokens: Tokens, number: Numeral, last: int) -> tuple[Numeral, int]:
    """The coins behind an amount: 3 dollars 50 cents, 15 dollars and 15, one kuai and five mao five; the token after them."""
    per = Fraction(1)
    for _ in range(2):
        k = last + 1 if tokens.word(last) == "and" else last
        rest = _small(tokens, k, 100)
        if number.number is None or rest is None:
            break
        value, end = rest
        unit = unit_at(tokens, end)
        following = tokens.word(end)
        if unit is not None and unit[1].kind == "money" and unit[1].factor < per:
            per = unit[1].factor
            number, last = plus(number, value * per), unit[0]
        elif unit is None and per < 1 and value < 10 and following in {"", "."}:
            return plus(number, value * per / 10), end
        elif unit is None and per == 1 and _bare_coins(tokens, last, k, end):
            return plus(number, value / 100), end
        else:
            break
    return number, last


def _bare_coins(tokens: Tokens, last: int, k: int, end: int) -> bool:
    """15 dollars 50: a number behind the currency's name with nothing of its own."""
    following = tokens.word(end)
    words = k > last and tokens.word(k) in TENS and following in _PAUSE  # $100 and fifty
    if (tokens.word(last - 1)[0].isdigit() and not words) or sign_before(tokens, k, tokens.ends[last - 1]) is not None:
        return False
    return following in _PAUSE or (k > last and following in _AFTER_COINS and head_noun(tokens, end) is None)


def _small(tokens: Tokens, at: int, below: int) -> tuple[Fraction, int] | None:
    """A plain number between 0 and `below` at token `at`, and the token after it."""
    if at >= len(tokens) or tokens.words[at] in {"a", "an"}:
        return None
    found = parse(tokens, at)
    if found is None or found.numeral.number is None or found.numeral.form not in {"arabic", "words"}:
        return None
    return (found.numeral.number, found.last) if 0 < found.numeral.number < below else None


def longer(tokens: Tokens, number: Numeral, unit: str | None, last: int) -> tuple[Numeral, str | None, int]:
    """2 hours 25 minutes 48 seconds, three years and two months: one stretch in the smallest of its units."""
    while number.number is not None and number.low == number.high and unit in _SMALLER:
        small, factor = _SMALLER[unit]
        k = last + 1 if tokens.word(last) in {"and", ","} else last
        k = k + 1 if tokens.word(last) == "," and tokens.word(k) == "and" else k
        rest = _small(tokens, k, 1000)
        if rest is None:
            break
        found = unit_at(tokens, rest[1])
        if found is None and k == last and unit in {"hour", "minute"} and rest[0] < 60 and tokens.word(rest[1]) in _PAUSE:
            return plus(number.scaled(Fraction(factor)), rest[0]), small, rest[1]  # in two minutes thirty.
        if found is None or found[1].kind != "duration" or found[1].unit != small or found[1].factor != 1:
            break
        number, unit, last = plus(number.scaled(Fraction(factor)), rest[0]), small, found[0]
    return number, unit, last


def part_behind(tokens: Tokens, last: int) -> tuple[Fraction, int] | None:
    """The part of a unit that stands behind its word, and the token after it: and a half, and three quarters.

    Not: and a half million, and a third of the votes, and three quarters say yes.
    """
    if tokens.word(last) != "and" or last + 1 >= len(tokens):
        return None
    found = parse(tokens, last + 1)
    if found is None or found.numeral.form not in {"half", "fraction"} or not 0 < found.numeral.base < 1:
        return None
    if found.numeral.base == Fraction(1, 2) and tokens.word(last + 1) == "half":
        return None  # two hours and half the team
    following = tokens.word(found.last)
    shares = following == "of" and tokens.word(found.last + 1) in _DETERMINERS
    ends = found.numeral.form == "half" or following in _PAUSE | _AFTER_COINS | _AFTER_PART
    return (found.numeral.base, found.last) if ends and not shares else None


def and_a_part(tokens: Tokens, number: Numeral, last: int, word: UnitWord) -> tuple[Numeral, int]:
    """two years and a half, three hours and a quarter."""
    part = part_behind(tokens, last) if number.number is not None else None
    return (number, last) if part is None else (plus(number, word.factor * part[0]), part[1])


def compound(tokens: Tokens, number: Numeral, code: str, last: int) -> tuple[Numeral, str, int]:
    """5 ft 2 in, 6-foot-6, one metre ninety, 50 km/ms, 15 metres per second, 10 degrees below zero; the token after it."""
    following = tokens.word(last)
    if code == "[ft_i]" and number.number is not None:
        feet = _feet(tokens, number, last)
        if feet is not None:
            return feet[0], code, feet[1]
    if code in _WEIGHTS | _PARTS and number.number is not None and number.number.denominator == 1:
        small, many = (_WEIGHTS | _PARTS)[code]
        rest = _small(tokens, last + 1 if following in {"and", ","} and code in _WEIGHTS else last, many)
        below = unit_at(tokens, rest[1]) if rest is not None else None
        if rest is not None and below is not None and below[1].unit == small:
            return plus(number, rest[0] / many), code, below[0]  # 2 lbs 3 oz, eleven stone four pounds
    if code == "m" and number.number is not None and number.number.denominator == 1:
        centimetres = _centimetres(tokens, last)
        if centimetres is not None:
            return plus(number, centimetres), code, last + 1
    slash = following == "/" and tokens.touching(last) and tokens.touching(last + 1)
    if slash or following == "per" or (following in {"an", "a"} and tokens.word(last + 1) in _AN_HOUR and code in LENGTHS):
        letter = _LETTERS.get(tokens.word(last + 1))
        below = (last + 2, letter) if letter is not None else unit_at(tokens, last + 1)
        told = rate(code, below[1]) if below is not None else None
        if told is not None and below is not None:
            return number, told, below[0]
    if code in {"Cel", "[degF]", "deg"} and following == "below" and tokens.word(last + 1) in {"zero", "freezing"}:
        return number.scaled(Fraction(-1)), code, last + 2
    if code == "deg" and following in {"c", "f"} and tokens.capital(last):
        return number, "Cel" if following == "c" else "[degF]", last + 1
    return number, code, last


def _centimetres(tokens: Tokens, last: int) -> Fraction | None:
    """The hundredths behind a metre without a unit of their own: one metre ninety, 1 metre 75."""
    rest = _small(tokens, last, 100)
    if rest is None or rest[0] < 10 or rest[0].denominator != 1 or rest[1] != last + 1:
        return None
    ends = tokens.word(rest[1]) in {*_PAUSE, *_AFTER_PART, "and", ";", ")"}
    return rest[0] / 100 if ends and tokens.word(last - 1) in {"metre", "meter", "metres", "meters", "m"} else None


def _feet(tokens: Tokens, number: Numeral, last: int) -> tuple[Numeral, int] | None:
    hyphen = tokens.word(last) == "-"
    rest = _small(tokens, last + 1 if hyphen or tokens.word(last) in {",", "and"} else last, 12)
    if rest is None:
        return None
    value, end = rest
    inches = tokens.word(end) in {"in", "ins", "inch", "inches"}
    if tokens.word(last) == "and" and tokens.word(end) not in {"inch", "inches"}:
        return None
    spoken = tokens.word(last - 1) == "foot" and not tokens.figure(last - 2) and tokens.word(end) in {*_PAUSE, "tall", "and", ";"}
    if not inches and not spoken and not (hyphen and tokens.word(end) != "-"):
        return None
    return plus(number, value / 12), end + 1 if inches else end
