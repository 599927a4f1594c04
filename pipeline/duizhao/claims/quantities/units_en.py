"""Units behind an English number and money signs before it, read from the tables of the lexicon."""

from __future__ import annotations

import re

from duizhao.claims import lexicon
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.picometres import picometres
from duizhao.claims.tokens_en import Tokens
from duizhao.claims.units import Phrase, UnitWord, english_units

_SIGNS = frozenset("$£€¥￡₹₩₽₺₴₸₾₪₦₵₮৳៛₭₡₱₫฿₿元円")
_DOLLAR_PREFIX = re.compile(r"(?<![a-z0-9])(us|u\.s\.|hk|nt|au|ca|nz|sg|aud|usd|cad|hkd|nzd|sgd|u \. s \.|c|a|s|r|mex|fj) ?$")
_DOLLARS = {
    **dict.fromkeys(("us", "u.s.", "u . s .", "usd"), "USD"),
    **dict.fromkeys(("hk", "hkd"), "HKD"),
    **dict.fromkeys(("au", "aud", "a"), "AUD"),
    **dict.fromkeys(("ca", "cad", "c"), "CAD"),
    **dict.fromkeys(("nz", "nzd"), "NZD"),
    **dict.fromkeys(("sg", "sgd", "s"), "SGD"),
    "nt": "TWD",
    "r": "BRL",
    "mex": "MXN",
    "fj": "FJD",
}
# Behind 10 in. these say that it is a size.
_IN_BEFORE = frozenset({"diameter", "diagonal", "across", "x", "×"})
_FALLEN = frozenset({"rain", "rainfall", "snow", "snowfall", "water", "ice", "mercury", "soil", "topsoil", "mulch", "insulation"})
_MARKS = frozenset({'"', "″", "”", "'", "′", "’"})
# So far back a quotation that the mark would close may begin, in characters; so far off a word for heat may stand, in tokens.
_QUOTED = 120
_HEAT_REACH = 12
# The longest dollar prefix with its spaces, `u . s . `.
_PREFIX_LENGTH = 9


def unit_at(tokens: Tokens, at: int) -> tuple[int, UnitWord] | None:
    """The longest unit phrase or symbol at token `at` (a touching hyphen before it is passed), and the token after it."""
    units = english_units()
    if tokens.word(at) == "-" and tokens.touching(at) and tokens.touching(at + 1):
        at += 1
    if at >= len(tokens):
        return None
    if tokens.words[at] == "in":
        return _inches(tokens, at)
    if tokens.words[at] in _MARKS and tokens.figure(at - 1) and tokens.touching(at):
        return _mark(tokens, at)
    if tokens.words[at] == "c" and tokens.capital(at) and tokens.figure(at - 1):
        return _celsius(tokens, at)
    if tokens.words[at] == "pm":
        counts = tokens.figure(at - 1) and picometres(tokens.folded, tokens.starts[at - 1])
        return (at + 1, UnitWord("measure", "pm")) if counts else None
    if tokens.words[at] == "st" and tokens.figure(at - 1):
        return _stone(tokens, at)
    best = _phrase_at(tokens, at, units.phrases.get(tokens.words[at], ()))
    start = tokens.starts[at]
    for end in range(min(len(tokens.text), start + units.longest_symbol), start, -1):
        word = units.symbols.get(tokens.text[start:end])
        if word is None or (tokens.text[end - 1].isalnum() and tokens.text[end : end + 1].isalnum()):
            continue
        k = at
        while k < len(tokens) and tokens.ends[k] <= end:
            k += 1
        fits = k > at and tokens.ends[k - 1] == end and (best is None or end > tokens.ends[best[0] - 1])
        if fits and (end - start > 1 or not tokens.text[start].isalpha() or tokens.touching(at) or _stands_alone(tokens, k)):
            best = (k, word)
        break
    return best


def _inches(tokens: Tokens, at: int) -> tuple[int, UnitWord] | None:
    """10 in. wide, 27 in diagonal, 10 in (25 cm), 8 x 10 in, 2 in. of rain: the short form counts inches beside a size only."""
    if not tokens.figure(at - 1):
        return None
    last = at + 2 if tokens.word(at + 1) == "." else at + 1
    following = tokens.word(last)
    sized = following in lexicon.english_words().sizes - {"old"} or following in _IN_BEFORE
    sized = sized or (following == "(" and tokens.figure(last + 1)) or (following == "of" and tokens.word(last + 1) in _FALLEN)
    sized = sized or (tokens.word(at - 2) in {"x", "×"} and tokens.figure(at - 3))
    return (last, UnitWord("measure", "[in_i]")) if sized else None


def _mark(tokens: Tokens, at: int) -> tuple[int, UnitWord] | None:
    """12" pizza, 10' x 12': marks that close no quotation stand for inches and feet."""
    mark, place = tokens.words[at], tokens.starts[at]
    by = tokens.word(at + 1) in {"x", "×", "by"} or (tokens.word(at - 2) in {"x", "×", "by"})
    if mark in {"'", "′", "’"}:
        return (at + 1, UnitWord("measure", "[ft_i]")) if by else None
    opened = tokens.text.find(mark, max(0, place - _QUOTED), place) >= 0 or "“" in tokens.text[max(0, place - _QUOTED) : place]
    behind = tokens.text[place + 1 : place + 2]
    return (at + 1, UnitWord("measure", "[in_i]")) if by or not (opened or behind.isalnum()) else None


def _celsius(tokens: Tokens, at: int) -> tuple[int, UnitWord] | None:
    """37 C, where the text is this or speaks of heat."""
    around = tokens.words[max(0, at - _HEAT_REACH) : at + _HEAT_REACH]
    alone = len(tokens) <= 4
    return (at + 1, UnitWord("measure", "Cel")) if alone or not lexicon.english_words().heat.isdisjoint(around) else None


def _stone(tokens: Tokens, at: int) -> tuple[int, UnitWord] | None:
    """12 st 4 lb, 11st: stone, where pounds follow or the figure takes no st for its place."""
    pounds = tokens.figure(at + 1) and tokens.word(at + 2) in {"lb", "lbs", "pound", "pounds"}
    figure = tokens.words[at - 1]
    ranks = figure.endswith("1") and not figure.endswith("11")
    return (at + 1, UnitWord("measure", "[stone_av]")) if pounds or (tokens.touching(at) and not ranks) else None


def _stands_alone(tokens: Tokens, after: int) -> bool:
    """A one-letter symbol behind a space is a unit where no word makes it an article or a name (30 g; not: in 1990 A man)."""
    return tokens.text[tokens.starts[after - 1]].islower() or not tokens.word(after)[:1].isalpha()


def _phrase_at(tokens: Tokens, at: int, rows: tuple[tuple[Phrase, UnitWord], ...]) -> tuple[int, UnitWord] | None:
    for phrase, word in rows:
        k = at
        for part in phrase:
            if tokens.word(k) == "-" and part != "-" and k > at:
                k += 1
            if tokens.word(k) != part:
                break
            k += 1
        else:
            return k, word
    return None


def unit_stands(tokens: Tokens, number: Numeral, at: int, last: int, word: UnitWord) -> bool:
    """Whether a unit is one here: not `won` behind a small number, `Li` the name, `p` the letter, a bit of."""
    words = lexicon.english_words()
    k = at + 1 if tokens.word(at) == "-" else at
    name = tokens.word(k)
    if (name in words.small_units and tokens.capital(k)) or (name in words.large_units and number.base < 100):
        return False
    if word.kind == "money" and name == "p" and (not tokens.touching(k) or tokens.word(k + 1) in {".", "-"}):
        return False
    if name == "percentage" and last == k + 1 and tokens.word(last) in {"of", "points", "point"}:
        return False
    return not (name in {"bit", "bits"} and tokens.word(k + 1) in {"of", "more", "less"})


def sign_before(tokens: Tokens, at: int, floor: int = 0) -> tuple[int, str] | None:
    """A money sign or code right before token `at`: where it starts in the text, and its ISO code.

    `US $ 10`, `HK$10`, `RMB 10`, `€10`; a bare `$` is a US dollar. What lies before `floor` belongs to another number.
    """
    found = _sign(tokens, at)
    return found if found is not None and found[0] >= floor else None


def _sign(tokens: Tokens, at: int) -> tuple[int, str] | None:
    previous = tokens.word(at - 1)
    if not previous or not (previous[-1] in _SIGNS or previous.isalpha()):
        return None
    units = english_units()
    end = tokens.ends[at - 1]
    text = tokens.text
    if text[end - 1] == "$":
        return _dollar(tokens, end)
    for start in range(max(0, end - units.longest_sign), end):
        sign = text[start:end]
        iso = units.signs.get(sign) or (units.signs.get(sign.upper()) if sign.isalpha() and len(sign) == 3 else None)
        if iso is not None and not (sign[0].isalnum() and text[start - 1 : start].isalnum()):
            return start, iso
    if previous in {"dollar", "dollars"} and tokens.figure(at):
        return tokens.starts[at - 1], "USD"
    return None


def _dollar(tokens: Tokens, end: int) -> tuple[int, str]:
    """Whose dollar: the letters before the sign, with or without a space; a $4 billion and an $8 fee are no A$."""
    window = max(0, end - 1 - _PREFIX_LENGTH)
    match = _DOLLAR_PREFIX.search(tokens.folded[window : end - 1])
    if match is not None:
        start = window + match.start()
        letter = len(match[1]) == 1 and match[1] != "c"
        if not letter or (not match[0].endswith(" ") and tokens.text[start].isupper()):
            return start, _DOLLARS[match[1]]
    return end - 1, "USD"
