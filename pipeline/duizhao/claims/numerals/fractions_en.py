"""English fractions: two thirds, 3/4, two and a half million, one in five, three hundred-thousandths."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.digits import BIT_SIZES
from duizhao.claims.numerals.cardinals_en import Cardinals
from duizhao.claims.numerals.number_words_en import (
    DENOMINATOR,
    DENOMINATORS,
    DOZENS,
    ORDINALS,
    SCALE_ORDINALS,
    SCALES,
    SIGNS,
    TENS,
    UNITS,
)
from duizhao.claims.numerals.numeral import Form, Found, Numeral
from duizhao.claims.tokens_en import Tokens, figure_value

# What may stand before thousandths to make a part of its own: ten-thousandths, hundred-millionths.
_BEFORE_SCALE = {"ten": 10, "hundred": 100}
# a five-and-a-half-year contract
_HYPHENED_HALF = ("-", "and", "-", "a", "-", "half")
_SCALED_PARTS = {f"{word}{ending}": value for word, value in SCALE_ORDINALS.items() if value >= 1000 for ending in ("", "s")}


def build(tokens: Tokens, first: int, last: int, value: Fraction, form: Form, scale: Fraction = Fraction(1)) -> Found:
    """A numeral over the tokens `first` to `last` exclusive that means exactly `value`."""
    place = tokens.starts[first], tokens.ends[last - 1]
    plain = last - first == 1 and form == "words"
    return Found(first, last, Numeral(*place, value, value, value, form, scale=scale, plain=plain))


def extended(tokens: Tokens, at: int, last: int, value: Fraction, scale: Fraction) -> Found:
    """What may follow a cardinal over `at` to `last`: a fraction, `and a half`, `in five`; else the cardinal itself."""
    special = _and_twenty(tokens, at, last, value) or _tolerance(tokens, at, last, value)
    if special is not None:
        return special
    written = _slash(tokens, at, last, value) if tokens.figure(last - 1) else None
    if written is not None:
        return written
    if tokens.word(last) in SIGNS and (tokens.touching(last) or tokens.figure(last - 1)):
        return with_scale(tokens, at, last + 1, value + SIGNS[tokens.word(last)], "fraction")
    parts = _parts(tokens, at, last, value)
    if parts is not None:
        return with_scale(tokens, at, parts[1], parts[0], "fraction")
    if tuple(tokens.words[last : last + 6]) == _HYPHENED_HALF:
        return with_scale(tokens, at, last + 6, value + Fraction(1, 2), "fraction")
    if tokens.word(last) == "and":
        mixed = _and_part(tokens, at, last, value, scale)
        if mixed is not None:
            return mixed
    plain = build(tokens, at, last, value, "arabic" if tokens.figure(at) else "words", scale)
    return _out_of(tokens, at, last, value) or plain


def with_scale(tokens: Tokens, at: int, last: int, value: Fraction, form: Form) -> Found:
    """A fraction may go on to a scale: two and a half million, two thirds of a million, three and a half dozen."""
    k = last
    if tokens.word(k) == "of" and tokens.word(k + 1) in {"a", "one"} and tokens.word(k + 2) in SCALES:
        k += 2
    elif tokens.word(k) == "-" and tokens.word(k + 1) in SCALES:
        k += 1
    scale = SCALES.get(tokens.word(k)) or (12 if tokens.word(k) == "dozen" else None)
    if scale is None:
        return build(tokens, at, last, value, form)
    return build(tokens, at, k + 1, value * scale, form, Fraction(scale))


def half(tokens: Tokens, at: int, word: int) -> Found:
    """half, half a million, half of a million, half a dozen; `word` is the token `half`."""
    k = word + 1
    large = {*SCALES, *DOZENS}
    if tokens.word(k) == "of" and tokens.word(k + 1) in {"a", "one"} and tokens.word(k + 2) in large:
        k += 2
    elif tokens.word(k) == "-" and tokens.word(k + 1) in large:
        k += 1
    if tokens.word(k) in {"a", "an"} and tokens.word(k + 1) in large:
        k += 1
    scale = SCALES.get(tokens.word(k)) or DOZENS.get(tokens.word(k))
    if scale is not None:
        return build(tokens, at, k + 1, Fraction(scale, 2), "words", Fraction(scale))
    return build(tokens, at, word + 1, Fraction(1, 2), "half")


def of_article(tokens: Tokens, at: int) -> Found | None:
    """a third, a hundredth, a hundred trillionth, a twenty-fifth, where `at` is the article."""
    word = tokens.word(at + 1)
    if word == "half":
        return half(tokens, at, at + 1)
    small = _small_part(tokens, at + 1, open_form=True)
    if small is not None and fraction_here(tokens, small[1] - 1):
        return build(tokens, at, small[1], Fraction(1, small[0]), "fraction")
    if word in SCALE_ORDINALS:
        return build(tokens, at, at + 2, Fraction(1, SCALE_ORDINALS[word]), "fraction")
    if word in DENOMINATOR and fraction_here(tokens, at + 1):
        return with_scale(tokens, at, at + 2, Fraction(1, DENOMINATOR[word]), "fraction")
    return None


def _small_part(tokens: Tokens, at: int, *, open_form: bool = False) -> tuple[int, int] | None:
    """A denominator of several words at `at`, and the token after it: ten-thousandth, hundred-millionths, twenty-fifth.

    `open_form` takes ten thousandth, written without its hyphen.
    """
    word = tokens.word(at)
    k = at + 2 if tokens.word(at + 1) == "-" else at + 1
    tied = k == at + 2
    if word in _BEFORE_SCALE and (tied or (open_form and tokens.word(k) in SCALE_ORDINALS)) and tokens.word(k) in _SCALED_PARTS:
        return _BEFORE_SCALE[word] * _SCALED_PARTS[tokens.word(k)], k + 1
    below = ORDINALS.get(tokens.word(k).removesuffix("s"), 0)
    if word in TENS and 0 < below < 10 and (tied or tokens.word(k) != "seconds"):
        return TENS[word] + below, k + 1
    return None


def fraction_here(tokens: Tokens, at: int) -> bool:
    """Whether the ordinal at `at` is a part: a fifth where `of` follows, or a pause; otherwise a third time, a fifth player."""
    words = lexicon.english_words()
    following = tokens.word(at + 1)
    if tokens.word(at) != "quarter" and tokens.word(at - 2) in words.before_part and tokens.word(at) not in {"second", "first"}:
        return True  # about a tenth Christian
    if tokens.word(at - 2) == "by" and following in words.after_change:
        return True  # fell by a third since May
    if tokens.word(at) == "quarter":
        return following not in words.not_quarter or tokens.word(at + 2) in SCALES
    return following in SCALES or following in words.after_part


def _and_twenty(tokens: Tokens, at: int, last: int, value: Fraction) -> Found | None:
    """five-and-twenty, as people of old counted."""
    if not 0 < value < 10 or last - at != 1 or tokens.figures[at]:
        return None
    if tuple(tokens.words[last : last + 3]) != ("-", "and", "-") or tokens.word(last + 3) not in TENS:
        return None
    return build(tokens, at, last + 4, value + TENS[tokens.word(last + 3)], "words")


def _tolerance(tokens: Tokens, at: int, last: int, value: Fraction) -> Found | None:
    """5,730 ± 40: the value, bounded on both sides."""
    plus_minus = tokens.word(last) == "±" or tuple(tokens.words[last : last + 3]) == ("+", "/", "-")
    k = last + (1 if tokens.word(last) == "±" else 3)
    apart = figure_value(tokens.words[k]) if plus_minus and tokens.figure(k) else None
    if apart is None:
        return None
    return Found(at, k + 1, Numeral(tokens.starts[at], tokens.ends[k], value, value - apart, value + apart, "arabic"))


def _parts(tokens: Tokens, at: int, last: int, value: Fraction) -> tuple[Fraction, int] | None:
    """Value and end of two thirds, one-fifth, one hundred thirty fifths (100/35), seven hundred-thousandths."""
    if tokens.figure(last - 1):
        return None
    own = _small_part(tokens, last - 1) if tokens.word(last - 1) == "hundred" and last - at > 1 else None
    if own is not None and value % 100 == 0 and value < 10**4:
        return value / 100 / own[0], own[1]
    tens = _small_part(tokens, last + 1 if tokens.word(last) == "-" else last)
    if tens is not None and (tokens.word(tens[1] - 1).endswith("s") or (value == 1 and fraction_here(tokens, tens[1] - 1))):
        return value / tens[0], tens[1]
    k = last + 1 if tokens.word(last) == "-" else last
    below = DENOMINATORS.get(tokens.word(k))
    scaled = value > 1 and (tokens.word(k + 1) in SCALES or tokens.word(k + 1) == "of") and tokens.word(k) == "quarter"
    if below is None and ((value == 1 and last - at == 1) or scaled):
        below = DENOMINATOR.get(tokens.word(k))  # three quarter million
    if below is None:
        return None
    split = _tens_below(tokens, at, last, value, below) or _own_fraction(tokens, at, last, value, below)
    return value / below if split is None else split, k + 1


def _tens_below(tokens: Tokens, at: int, last: int, value: Fraction, below: int) -> Fraction | None:
    """one hundred thirty fifths: the tens belong to what is below."""
    tens = TENS.get(tokens.word(last - 1))
    if tens is None or below >= 10 or last - at <= 1 or tokens.word(last - 2) in {"and", "-"} or value <= tens:
        return None
    return (value - tens) / (tens + below)


def _own_fraction(tokens: Tokens, at: int, last: int, value: Fraction, below: int) -> Fraction | None:
    """two hundred and fifty-four hundredths is 200.54: what follows the last "and" is a fraction of its own below one."""
    for k in range(last - 1, at, -1):
        if tokens.words[k] == "and":
            tail = Cardinals(tokens).read(k + 1)
            if tail is not None and tail.value is not None and tail.last == last and tail.value < below:
                return value - tail.value + tail.value / below
            return None
    return None


def _and_part(tokens: Tokens, at: int, last: int, value: Fraction, scale: Fraction) -> Found | None:
    """two and a half, five and two thirds, six million and a quarter (of a million), one billion and a half million."""
    fraction = _part(tokens, last + 1)
    if fraction is None:
        return None
    part, end = fraction
    own = SCALES.get(tokens.word(end))
    if scale > 1 and own is not None:
        return build(tokens, at, end + 1, value + part * own, "fraction", scale)
    if scale > 1:
        counted = tokens.figure(last - 1) or tokens.word(last - 1) in {"hundred", *UNITS, *TENS}  # two thousand two hundred
        return build(tokens, at, end, value + part * (1 if counted else scale), "fraction", scale)
    return with_scale(tokens, at, end, value + part, "fraction")


def _part(tokens: Tokens, at: int) -> tuple[Fraction, int] | None:
    """A fraction below one at token `at`: a half, two thirds; its value, and the token after it."""
    word = tokens.word(at)
    if word in {"a", "an", "one"}:
        k = at + 2 if tokens.word(at + 1) == "-" else at + 1
        small = _small_part(tokens, k)
        if small is not None:
            return Fraction(1, small[0]), small[1]
        if tokens.word(k) in DENOMINATOR:
            return Fraction(1, DENOMINATOR[tokens.word(k)]), k + 1
    if word in SIGNS:
        return SIGNS[word], at + 1
    rest = Cardinals(tokens).read(at) if at < len(tokens) else None
    if rest is None or rest.value is None or tokens.figure(rest.last - 1):
        return None
    found = _parts(tokens, at, rest.last, rest.value)
    return found if found is not None and found[0] < 1 else None


def _out_of(tokens: Tokens, at: int, last: int, value: Fraction) -> Found | None:
    """one in five, two out of three, one over twenty: a fraction when it is below one."""
    k = last
    if tokens.word(k) == "times" and tokens.word(k + 1) == "out":
        k += 1  # nine times out of ten
    if tokens.word(k) == "out" and tokens.word(k + 1) == "of":
        k += 2
    elif tokens.word(k) in {"in", "over"} or (tokens.word(k) == "of" and tokens.word(k + 1) == "every"):
        k += 2 if tokens.word(k + 1) == "every" else 1
    if k == last or value < 1 or value.denominator != 1 or k >= len(tokens):
        return None
    if tokens.word(k) == "a" and tokens.word(k + 1) in {"hundred", *SCALES}:
        k += 1  # one in a thousand
    rest = Cardinals(tokens).read(k)
    if rest is None or rest.value is None or rest.value == 0 or rest.value.denominator != 1:
        return None
    if not value < rest.value and not (tokens.word(k - 1) == "over" and _stands_alone(tokens, at, rest.last)):
        return None
    inside = tokens.word(k - 1 - (tokens.word(k - 1) == "a")) == "in"
    year = 1000 <= rest.value <= 2100 and tokens.figure(k) and "," not in tokens.words[k]
    if inside and (year or rest.value > 10**6 or value > 20):
        return None
    if inside and tokens.word(rest.last) in lexicon.english_words().not_out_of:
        return None
    return build(tokens, at, rest.last, value / rest.value, "fraction")


def _stands_alone(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the tokens are all that the text holds but marks and words of equality: 20 over 3, x = five over two."""
    return tokens.word(first - 1) in {"", "=", "is", "equals", "("} and tokens.word(last) in {
        "",
        ".",
        ",",
        "=",
        ")",
        "is",
        "equals",
    }


def _slash(tokens: Tokens, at: int, last: int, value: Fraction) -> Found | None:
    """3/4 and 2 1/4."""
    if last - at != 1:
        return None
    if _slashed(tokens, last):
        below = figure_value(tokens.words[last + 1])
        if below and {value, below} <= BIT_SIZES and "bit" in (word.rstrip("s") for word in tokens.words[last + 2 : last + 4]):
            return None  # 16/32 bit, 8/16-bit: either of two
        if below and value.denominator == 1 and below.denominator == 1:
            return with_scale(tokens, at, last + 2, value / below, "fraction")
    hyphen = tokens.word(last) == "-" and tokens.touching(last) and tokens.touching(last + 1) and _slashed(tokens, last + 2)
    if hyphen:  # 3-3/4
        above, below = figure_value(tokens.words[last + 1]), figure_value(tokens.words[last + 3])
        if above and below and above < below <= 64 and value < 100 and value.denominator == 1:
            return with_scale(tokens, at, last + 4, value + above / below, "fraction")
    if tokens.figure(last) and _slashed(tokens, last + 1):
        above, below = figure_value(tokens.words[last]), figure_value(tokens.words[last + 2])
        if above and below and (above < below <= 64 or last + 3 == len(tokens)):
            return with_scale(tokens, at, last + 3, value + above / below, "fraction")
    return None


def _slashed(tokens: Tokens, at: int) -> bool:
    """A slash at `at` that touches figures on both sides, and no second slash."""
    return (
        tokens.word(at) == "/"
        and tokens.figure(at + 1)
        and tokens.touching(at)
        and tokens.touching(at + 1)
        and not (tokens.word(at + 2) == "/" and tokens.touching(at + 2))
        and tokens.word(at - 2) != "/"
    )


def negative(tokens: Tokens, at: int, rest: Found) -> Found:
    """minus two thirds: `rest` with the sign at token `at` taken in."""
    return Found(at, rest.last, replace(rest.numeral.scaled(Fraction(-1)), start=tokens.starts[at], plain=False))
