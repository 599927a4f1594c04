"""Units behind an English number and money signs before it, read from the tables of the lexicon."""

from __future__ import annotations

import re

from duizhao.claims import lexicon
from duizhao.claims.numerals.numeral import Numeral
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
    """10 in. wide, 27 in diagonal: the short form counts inches before a size only."""
    if not tokens.figure(at - 1):
        return None
    last = at + 2 if tokens.word(at + 1) == "." else at + 1
    sized = tokens.word(last) in lexicon.english_words().sizes - {"old"} or tokens.word(last) in {
        "diameter",
        "diagonal",
        "across",
    }
    return (last, UnitWord("measure", "[in_i]")) if sized else None


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
