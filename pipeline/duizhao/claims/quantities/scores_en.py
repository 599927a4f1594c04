"""English scores and ratios: 4-1, won 3 to 2, carried by 51 to 49, three-nil, a ratio of two to one, fifty-fifty."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.number_words_en import TENS, UNITS
from duizhao.claims.numerals.numerals_en import parse
from duizhao.claims.quantities.counts_en import head_noun
from duizhao.claims.quantities.ranges_en import changes
from duizhao.claims.quantities.units_en import sign_before, unit_at
from duizhao.claims.tokens_en import Tokens
from duizhao.model import NumericValue

_SCORE = re.compile(
    r"(?P<a>[0-9]{1,3})(?: ?[-–&] ?|&)(?P<b>[0-9]{1,3})(?:[-–](?P<c>[0-9]{1,3}))?(?![0-9A-Za-z%/]|[-–.,:][0-9A-Za-z])"
)
# 50/50, 60-40
_SPLIT = re.compile(r"(?P<a>[1-9]0)[/–-](?P<b>[1-9]0)(?![0-9A-Za-z%/]|[-–.,:][0-9A-Za-z])")
# Behind two sides, no side, or as many.
_NIL = frozenset({"nil", "love"})
_ALL = "all"
# What two shares of something make, in hundredths.
_WHOLE = 100
_LINKS = _NIL | {"to", _ALL}
# How many tokens a side may have (one hundred and twenty), and the most it can score.
_LONGEST = 5
_MOST = 999
# How far around a score its match may be told, and before one told in words, in characters.
_REACH = 40
_TOLD_REACH = 34


@cache
def _match_words() -> re.Pattern[str]:
    return re.compile(f"(?<![a-z])(?:{'|'.join(sorted(lexicon.english_words().score))})(?![a-z])")


@cache
def _told_words() -> re.Pattern[str]:
    """Before a score in words, or one with "to": of a match, a vote or a ratio."""
    words = lexicon.english_words()
    return re.compile(f"(?<![a-z])(?:{'|'.join(sorted(words.score | words.score_before | words.ratio))})(?![a-z])")


def score(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """4-1, 31-27, 5-0-0, 2&1: a score is one claim, its ends as bounds; the claim, and the token after it."""
    if not tokens.figures[i]:
        return _told(tokens, i)
    if tokens.touching(i) and tokens.word(i - 1) not in {"(", "[", '"', "'", ","}:
        return None
    match = _SPLIT.match(tokens.folded, tokens.starts[i])
    if match is not None and int(match["a"]) + int(match["b"]) == _WHOLE:
        return _split(tokens, i, Fraction(int(match["a"])), Fraction(int(match["b"])))
    match = _SCORE.match(tokens.folded, tokens.starts[i])
    if match is None:
        return _told(tokens, i)
    last = i
    while last < len(tokens) and tokens.starts[last] < match.end():
        last += 1
    values = sorted(Fraction(int(part)) for part in match.groups() if part)
    if " " in match[0] and not (tokens.capital(i - 1) or tokens.capital(last)):
        return None
    unit = unit_at(tokens, last)
    if int(match["a"]) < int(match["b"]) and match["c"] is None and "&" not in match[0]:
        around = tokens.folded[max(0, match.start() - _REACH) : match.end() + 25]
        counted = unit is not None or head_noun(tokens, last) is not None or sign_before(tokens, i) is not None
        if counted or not _match_words().search(around):
            return None
    elif unit is not None and unit[1].kind != "duration":
        return None
    value = NumericValue(number=None, low=values[0], high=values[-1], unit="score")
    return Mention(match.start(), match.end(), "number", value, rule="en.number.score/1", confidence=0.85), last


def _told(tokens: Tokens, i: int) -> tuple[Mention, int] | None:
    """They won 3 to 2, passed by fifty-one to forty-nine, a three-to-one ratio, two-nil, one-all."""
    words = tokens.words
    if words[i] in TENS and tokens.word(i + 1) == "-" and TENS[words[i]] + TENS.get(tokens.word(i + 2), 0) == _WHOLE:
        return _split(tokens, i, Fraction(TENS[words[i]]), Fraction(TENS[words[i + 2]]))  # seventy-thirty
    link = next((k for k in range(i + 1, min(len(words), i + _LONGEST)) if words[k] in _LINKS), None)
    sides = link is None and words[i] in UNITS and tokens.word(i + 1) == "-" and tokens.word(i + 2) in UNITS  # three-two
    if words[i] in _NIL:
        first, k = Fraction(0), i + 1
    elif not sides and (link is None or not _promising(tokens, i, link)):
        return None
    else:
        found = parse(tokens, i)
        if found is None or found.numeral.number is None or found.numeral.form not in {"arabic", "words"}:
            return None
        first, k = found.numeral.number, found.last
    hyphen = tokens.word(k) in {"-", "–"}
    side = k + 1 if hyphen else k
    if tokens.word(side) == "to":
        return _two_sides(tokens, i, first, side + 1 + (hyphen and tokens.word(side + 1) in {"-", "–"}), hyphen=hyphen)
    if not _cue(tokens, i):
        return None
    if tokens.word(side) in _NIL:
        return _score_claim(tokens, i, side + 1, first, Fraction(0))
    if tokens.word(side) == _ALL and tokens.word(side + 1) not in {"of", "the", "-"}:
        return _score_claim(tokens, i, side + 1, first, first)
    return _two_sides(tokens, i, first, side, hyphen=True) if hyphen and not tokens.figures[i] else None


def _promising(tokens: Tokens, i: int, link: int) -> bool:
    """Whether anything beside a number and the word `link` makes a score of them; a quick look before the numbers are read."""
    near = tokens.words[link + 1 : link + _LONGEST]
    noun = not lexicon.english_words().score_after.isdisjoint(near)
    return noun or tokens.word(link - 1) == "-" or tokens.word(i - 1) == "by" or _cue(tokens, i)


def _two_sides(tokens: Tokens, i: int, first: Fraction, at: int, *, hyphen: bool) -> tuple[Mention, int] | None:
    """The score whose second side begins at token `at`: beside a word for it, and with nothing of its own counted behind."""
    second = parse(tokens, at) if at < len(tokens) else None
    if second is None or second.numeral.number is None or second.numeral.form not in {"arabic", "words"}:
        return None
    other, last = second.numeral.number, second.last
    noun = tokens.word(last + 1 if tokens.word(last) == "-" else last)
    named = noun in lexicon.english_words().score_after
    counted = unit_at(tokens, last) is not None or head_noun(tokens, last) is not None or tokens.word(last) in {"-", "–", "per"}
    if (counted and not named) or tokens.word(i - 1) in {"from", "between", "age", "aged"} or sign_before(tokens, i) is not None:
        return None
    moved = changes(tokens.folded, tokens.starts[i])
    falls = first > other and (hyphen or tokens.word(i - 1) == "by") and not moved
    if not (named or falls or (_cue(tokens, i) and not moved)):
        return None
    return _score_claim(tokens, i, last, first, other)


def _cue(tokens: Tokens, i: int) -> bool:
    start = tokens.starts[i]
    return _told_words().search(tokens.folded, max(0, start - _TOLD_REACH), start) is not None


def _split(tokens: Tokens, i: int, first: Fraction, second: Fraction) -> tuple[Mention, int] | None:
    """The shares of three tokens, 60-40; those of two equal parts are a half each, however they are told."""
    if first != second:
        return _score_claim(tokens, i, i + 3, first, second)
    half = Fraction(1, 2)
    value = NumericValue(number=half, low=half, high=half)
    return Mention(tokens.starts[i], tokens.ends[i + 2], "number", value, rule="en.number.even-split/1", confidence=0.8), i + 3


def _score_claim(tokens: Tokens, i: int, last: int, first: Fraction, second: Fraction) -> tuple[Mention, int] | None:
    low, high = sorted((first, second))
    if low < 0 or high > _MOST or low.denominator * high.denominator != 1:
        return None
    value = NumericValue(number=None, low=low, high=high, unit="score")
    place = tokens.starts[i], tokens.ends[last - 1]
    return Mention(*place, "number", value, rule="en.number.told-score/2", confidence=0.8), last
