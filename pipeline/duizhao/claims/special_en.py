"""English claims that are no plain numeral: decades, twice, threefold, a year and a half, in his 40s, Phase II, 1:12:30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.number_words_en import SCALES, TENS, UNITS
from duizhao.claims.numerals.numeral import Numeral, exact
from duizhao.claims.quantities.compounds_en import longer, part_behind
from duizhao.claims.quantities.qualifiers import english_after, english_before
from duizhao.claims.quantities.quantities_en import Amount, claim
from duizhao.claims.quantities.units_en import unit_at
from duizhao.claims.refusals_en import level_before
from duizhao.claims.tokens_en import Tokens
from duizhao.claims.units import noun_classes_en
from duizhao.model import NumericValue

_CLOCK = re.compile(r"(?<![0-9:.])(?P<h>[0-9]{1,3}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])(?![0-9:])")
_LIFE_DECADES = {
    **{"teens": 13, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60},
    **{"seventies": 70, "eighties": 80, "nineties": 90},
}
_LEFT = re.compile(r"(?<![0-9:.])(?P<m>[0-9]{1,2}):(?P<s>[0-5][0-9])(?= (?:left|remaining|to go|to play))")
_MARKS = re.compile(r"""(?P<feet>[3-8])' ?(?P<inches>1[01]|[0-9])(?:"|''|”)""")
_SHORT = re.compile(
    r"(?<![0-9a-z.])(?P<h>[0-9]{1,2}) ?h ?(?P<m>[0-5]?[0-9])(?: ?m(?:ins?)?(?: ?(?P<s>[0-5]?[0-9]) ?s)?)?(?![0-9a-z/])"
)
# 2m30s, 5 m 10 s
_SHORTEST = re.compile(r"(?<![0-9a-z.:])(?P<m>[0-9]{1,2}) ?m ?(?P<s>[0-5]?[0-9]) ?s(?![0-9a-z/])")
_APART = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_EVERY = re.compile(
    rf"(?<![a-z])(?:every (?P<n>{'|'.join(_APART)}) (?P<unit>day|week|month|year|hour|minute)"
    r"|alternate (?P<units>day|week|month|year)s)(?![a-z])"
)
_HALF_OF_DAY = re.compile(r" ?[ap]\.?m")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_WAR = {"one": 1, "two": 2, "three": 3}
_PENCE = lexicon.english_words().pence
_FOLD = re.compile(r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)[- ]?fold")
_FOLDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
    "hundred": 100,
}
# Before decades: a number of its own, or a vague few.
_COUNTED = frozenset(
    {
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "few",
        "several",
        "many",
        "recent",
        "past",
        "last",
        "some",
        "of",
    }
)
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_TWICE_FOLD = frozenset({"as", "the", "its", "their", "that", "what", "more"})
_ARTICLES = frozenset({"a", "an", "another", "the", "any", "every"})
# No things of which there may be one or two.
_NUMBERS = frozenset({"dozen", "hundred", "half", *SCALES, *UNITS, *TENS})
_TENS = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})

# The words that a special claim may begin with, beside figures and words with fold.
SPECIAL_STARTS = frozenset({*_LIFE_DECADES, *_PENCE, *_FOLDS, *_ROMAN, *_WAR, "decades", "centuries", *_TIMES, *_ARTICLES})


def clock_durations(folded: str) -> Iterator[Mention]:
    """1:12:30 is a stretch of time in seconds, unless a.m. or p.m. stands behind it."""
    for match in _CLOCK.finditer(folded) if ":" in folded else ():
        if _HALF_OF_DAY.match(folded, match.end()):
            continue
        seconds = Fraction(int(match["h"]) * 3600 + int(match["m"]) * 60 + int(match["s"]))
        value = NumericValue(number=seconds, low=seconds, high=seconds, unit="second")
        yield Mention(match.start(), match.end(), "duration", value, rule="en.duration.clock/1", confidence=0.85)
    for match in _SHORT.finditer(folded) if "h" in folded else ():
        if match["m"] == match["m"].zfill(2) or "m" in match[0]:
            minutes = Fraction(int(match["h"]) * 60 + int(match["m"]))
            told = 60 * minutes + int(match["s"]) if match["s"] else minutes
            value = NumericValue(number=told, low=told, high=told, unit="second" if match["s"] else "minute")
            yield Mention(*match.span(), "duration", value, rule="en.duration.hours/1", confidence=0.85)

    for match in _SHORTEST.finditer(folded) if "m" in folded else ():
        seconds = Fraction(60 * int(match["m"]) + int(match["s"]))
        value = NumericValue(number=seconds, low=seconds, high=seconds, unit="second")
        yield Mention(*match.span(), "duration", value, rule="en.duration.hours/1", confidence=0.85)


def every_other(folded: str) -> Iterator[Mention]:
    """every other day, every third year, on alternate days: how far apart, as a stretch of time."""
    for match in _EVERY.finditer(folded) if "every " in folded or "alternate " in folded else ():
        number = Fraction(_APART.get(match["n"], 2))
        value = NumericValue(number=number, low=number, high=number, unit=match["unit"] or match["units"])
        yield Mention(*match.span(), "duration", value, rule="en.duration.every/1", confidence=0.85)


def left_durations(folded: str) -> Iterator[Mention]:
    """1:12 left: minutes and seconds of a match."""
    for match in _LEFT.finditer(folded) if ":" in folded else ():
        seconds = Fraction(int(match["m"]) * 60 + int(match["s"]))
        value = NumericValue(number=seconds, low=seconds, high=seconds, unit="second")
        yield Mention(match.start(), match.end("s"), "duration", value, rule="en.duration.left/1", confidence=0.8)


def special(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """The special claim that starts at token `i`, and the token after it."""
    word = tokens.words[i]
    if tokens.figures[i] and tokens.word(i + 1) == "'":
        return _feet_and_inches(tokens, i)
    if tokens.figures[i] and tokens.word(i + 1) == "-" and tokens.word(i + 2) == "something":
        return _something(tokens, i)
    if tokens.figures[i]:
        return _decade_of_life(tokens, i) if tokens.word(i + 1) == "s" else None
    if word in _LIFE_DECADES:
        return _decade_in_words(tokens, i)
    if word in {"decades", "centuries"}:
        return _decades(tokens, i)
    if word in _TIMES and (word != "once" or english_before(tokens, i) is not None):  # once there was a king; at least once
        fold = tokens.word(i + 1) in _TWICE_FOLD and word != "once"
        number = exact(tokens.starts[i], tokens.ends[i], Fraction(_TIMES[word]), "words")
        kind, unit = ("number", "fold") if fold else ("count", "time")
        return _claim(
            tokens, Amount(number, i, i + 1, "number" if kind == "number" else "count", unit, "en.count.twice/1", confidence=0.8)
        )
    if tokens.word(i + 1) in TENS and word in UNITS and (found := _price(tokens, i)) is not None:
        return found
    if word in _PENCE:
        number = exact(tokens.starts[i], tokens.ends[i], Fraction(_PENCE[word], 100), "words")
        return _claim(tokens, Amount(number, i, i + 1, "money", "GBP", "en.money.pence/1", confidence=0.9))
    if "fold" in word or tokens.word(i + 2) == "fold":
        return _fold(tokens, i)
    if word in {"a", "an", "another"} and (found := _and_a_part(tokens, i)) is not None:
        return found
    if word in _ARTICLES and (found := _or_two(tokens, i)) is not None:
        return found
    if word in {"a", "an"}:
        return _and_more(tokens, i) or _article(tokens, i)
    if word in _ROMAN and level_before(tokens, i) and tokens.original(i).isupper() and (word != "i" or _is_one(tokens, i)):
        return _ordinal(tokens, i, _ROMAN[word])
    if word in _WAR and tokens.word(i - 1) == "war" and tokens.word(i - 2) == "world":
        return _ordinal(tokens, i, _WAR[word])
    return None


def _price(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """It costs twelve eighty, twelve eighty a kilo: units and hundredths, where a word near speaks of a price."""
    words = lexicon.english_words()
    whole, part, last = UNITS[tokens.words[i]], TENS[tokens.words[i + 1]], i + 2
    k = last + 1 if tokens.word(last) == "-" else last
    if 0 < UNITS.get(tokens.word(k), 0) < 10:
        last, part = k + 1, part + UNITS[tokens.word(k)]
    following = tokens.word(last)
    each = following in {"each", "apiece"} or (following in {"a", "an", "per"} and tokens.word(last + 1) in words.priced_by)
    closed = following in words.stops or not following[:1].isalpha()
    told = closed and not words.priced.isdisjoint(tokens.words[max(0, i - 3) : i])
    if not (each or told) or not whole or following == "-" or tokens.word(i - 1) in {"-", "and"}:
        return None
    number = exact(tokens.starts[i], tokens.ends[last - 1], whole + Fraction(part, 100), "words")
    return _claim(tokens, Amount(number, i, last, "number", None, "en.number.price/1", confidence=0.75))


def _is_one(tokens: Tokens, i: int) -> bool:
    """World War I, a Phase I trial, Volume I: no "part I played", nor "Part I did not like"."""
    if tokens.word(i - 1) == "war":
        return True
    levels = lexicon.english_words()
    return tokens.capital(i - 1) and tokens.word(i - 1) not in levels.spoken_levels and tokens.word(i + 1) not in levels.behind_i


def _claim(tokens: Tokens, amount: Amount) -> tuple[Mention, int]:
    return claim(tokens, amount), amount.last


def _ordinal(tokens: Tokens, i: int, value: int) -> tuple[Mention, int]:
    number = exact(tokens.starts[i], tokens.ends[i], Fraction(value), "roman")
    return _claim(tokens, Amount(number, i, i + 1, "ordinal", None, "en.ordinal.roman/2", confidence=0.8))


def _decades(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """decades is 20 to 90 years, as 几十年 is."""
    if tokens.word(i - 1) in _COUNTED or tokens.figure(i - 1):
        return None
    factor = 10 if tokens.words[i] == "decades" else 100
    number = Numeral(tokens.starts[i], tokens.ends[i], None, Fraction(2 * factor), Fraction(9 * factor), "vague", "about")
    return _claim(tokens, Amount(number, i, i + 1, "duration", "year", "en.duration.decades/1", confidence=0.75))


def _fold(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    match = _FOLD.match(tokens.folded, tokens.starts[i])
    if match is None:
        return None
    last = i
    while last < len(tokens) and tokens.starts[last] < match.end():
        last += 1
    number = exact(match.start(), match.end(), Fraction(_FOLDS[match["n"]]), "words")
    return _claim(tokens, Amount(number, i, last, "number", "fold", "en.number.fold/1", confidence=0.85))


def _and_a_part(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """a year and a half, an hour and three quarters."""
    unit = unit_at(tokens, i + 1) if "and" in tokens.words[i + 2 : i + 5] else None
    if unit is None or unit[1].kind not in {"duration", "measure"}:
        return None
    part = part_behind(tokens, unit[0])
    if part is None:
        return None
    last = part[1]
    number = exact(tokens.starts[i], tokens.ends[last - 1], unit[1].factor * (1 + part[0]), "words")
    old = unit[1].kind == "duration" and tokens.word(last) == "old"
    kind = "age" if old else unit[1].kind
    return _claim(tokens, Amount(number, i, last + old, kind, unit[1].unit, "en.duration.and-a-part/1", confidence=0.9))


def _and_more(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """an hour and ten minutes, a year and three months: the article counts beside a number of the next smaller unit."""
    unit = unit_at(tokens, i + 1)
    if unit is None or unit[1].kind != "duration" or unit[1].factor != 1 or tokens.word(unit[0]) not in {"and", ","}:
        return None
    one = exact(tokens.starts[i], tokens.ends[unit[0] - 1], Fraction(1), "words")
    number, code, last = longer(tokens, one, unit[1].unit, unit[0])
    if last == unit[0]:
        return None
    return _claim(tokens, Amount(number, i, last, "duration", code, "en.duration.and-more/1", confidence=0.85))


def _or_two(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """a day or two, a kind word or two: one or two of what stands between."""
    if "or" not in tokens.words[i + 2 : i + 5]:
        return None
    at = next((k for k in range(i + 2, i + 5) if tokens.word(k) == "or" and tokens.word(k + 1) == "two"), None)
    if at is None or not all(tokens.words[k].isalpha() for k in range(i + 1, at)):
        return None
    if len(tokens.words[at - 1]) == 1 or tokens.words[at - 1] in _NUMBERS:
        return None  # an A or two, a dozen or two
    if tokens.word(at + 2) in _NUMBERS or unit_at(tokens, at + 2) is not None:
        return None  # an hour or two hours
    number = Numeral(tokens.starts[i], tokens.ends[at + 1], None, Fraction(1), Fraction(2), "vague")
    unit = next((found for k in range(i + 1, at) if (found := unit_at(tokens, k)) is not None and found[0] == at), None)
    if unit is not None and unit[1].kind in {"duration", "measure", "money"}:
        word = unit[1]
        number = replace(number, low=word.factor, high=2 * word.factor)
        return _claim(tokens, Amount(number, i, at + 2, word.kind, word.unit, f"en.{word.kind}.or-two/1", confidence=0.85))
    klass = noun_classes_en().get(tokens.words[at - 1], "item")
    return _claim(tokens, Amount(number, i, at + 2, "count", klass, "en.count.or-two/1", confidence=0.75))


def _article(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """over an hour, nearly a kilometre: behind a qualifier the article counts."""
    unit = unit_at(tokens, i + 1)
    if unit is None or unit[1].kind not in {"duration", "measure"}:
        return None
    if english_before(tokens, i) is None and english_after(tokens, unit[0]) is None:
        return None
    last, word = unit
    # a second opinion, a day's work; a symbol is no word (a V, a T); 418 fewer than a year earlier
    if tokens.words[i + 1] == "second" or tokens.word(last) in {"-", "'", "earlier"} or len(tokens.words[i + 1]) < 3:
        return None
    number = exact(tokens.starts[i], tokens.ends[last - 1], word.factor, "words")
    mention = claim(tokens, Amount(number, i, last, word.kind, word.unit, f"en.{word.kind}.article/1", confidence=0.75))
    # over a century is a stretch that passes by, and counts nothing
    return (mention, last) if mention.qualifier != "exact" else None


def _feet_and_inches(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """6'2" is a length in feet, with its marks."""
    match = _MARKS.match(tokens.folded, tokens.starts[i])
    if match is None or (tokens.touching(i) and tokens.word(i - 1) not in {"(", '"'}):
        return None
    last = i
    while last < len(tokens) and tokens.starts[last] < match.end():
        last += 1
    feet = Fraction(int(match["feet"])) + Fraction(int(match["inches"]), 12)
    number = exact(match.start(), match.end(), feet, "arabic")
    return _claim(tokens, Amount(number, i, last, "measure", "[ft_i]", "en.measure.feet-marks/1", confidence=0.9))


def _decade_in_words(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """in my twenties: an age of 20 to 29."""
    k = i - 1
    while tokens.word(k) in {"early", "mid", "late", "-"}:
        k -= 1
    if tokens.word(k) not in {"his", "her", "their", "my", "our", "your"}:
        return None
    low = Fraction(_LIFE_DECADES[tokens.words[i]])
    value = NumericValue(number=None, low=low, high=Fraction(19) if low == 13 else low + 9, unit="year")
    return Mention(tokens.starts[i], tokens.ends[i], "age", value, "about", rule="en.age.decade/1", confidence=0.8), i + 1


def _something(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """a 30-something couple: an age of 30 to 39."""
    if tokens.words[i] not in _TENS:
        return None
    low = Fraction(int(tokens.words[i]))
    value = NumericValue(number=None, low=low, high=low + 9, unit="year")
    return Mention(tokens.starts[i], tokens.ends[i + 2], "age", value, "about", rule="en.age.decade/1", confidence=0.7), i + 3


def _decade_of_life(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """in his 40s: an age of 40 to 49."""
    if tokens.words[i] not in _TENS or not tokens.touching(i + 1):
        return None
    k = i - 1
    while tokens.word(k) in {"early", "mid", "late", "-"} and i - k < 3:
        k -= 1
    if tokens.word(k) not in {"his", "her", "their", "my", "our", "your"}:
        return None
    low = Fraction(int(tokens.words[i]))
    value = NumericValue(number=None, low=low, high=low + 9, unit="year")
    return Mention(tokens.starts[i], tokens.ends[i + 1], "age", value, "about", rule="en.age.decade/1", confidence=0.8), i + 2
