"""English numerals, one pass over the tokens of a text: figures, words, suffixes, fractions, ordinals, vague plurals.

`parse` reads the longest numeral that starts at a token. All work is linear in the tokens read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from duizhao.claims.cardinals_en import Cardinals
from duizhao.claims.number_words_en import (
    DENOMINATOR,
    DENOMINATORS,
    DOZENS,
    HUNDREDS,
    ORDINALS,
    SCALE_ORDINALS,
    SCALES,
    SIGNS,
    TENS,
    UNITS,
    VAGUE,
)
from duizhao.claims.numeral import Form, Numeral
from duizhao.claims.tokens_en import Tokens, figure_value

# Before a tenth, a fifth these make it a part whatever follows.
_BEFORE_PART = frozenset({"about", "nearly", "around", "roughly", "almost", "only", "barely", "least", "approximately"})
STARTS = frozenset(
    {
        *UNITS,
        *TENS,
        *SCALES,
        *VAGUE,
        *ORDINALS,
        *SCALE_ORDINALS,
        *SIGNS,
        "hundred",
        "half",
        "quarter",
        "several",
        "a",
        "an",
        "minus",
        "negative",
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral and the tokens it covers, `first` to `last` exclusive."""

    first: int
    last: int
    numeral: Numeral


def parse(tokens: Tokens, at: int, *, money: bool = False) -> Found | None:
    """The longest numeral that starts at token `at`.

    `money` says that a currency sign stands before it, which makes the suffix m a million.

    >>> parse(Tokens("two and a half million people"), 0).numeral.number
    Fraction(2500000, 1)
    """
    if not tokens.figures[at] and tokens.words[at] not in STARTS:
        return None
    return _Reader(tokens, money).read(at)


def _build(
    tokens: Tokens,
    first: int,
    last: int,
    value: Fraction,
    form: Form,
    scale: Fraction = Fraction(1),
) -> Found:
    plain = last - first == 1 and form == "words"
    return Found(
        first,
        last,
        Numeral(
            tokens.starts[first],
            tokens.ends[last - 1],
            value,
            value,
            value,
            form,
            scale=scale,
            plain=plain,
        ),
    )


class _Reader:
    def __init__(self, tokens: Tokens, money: bool) -> None:
        self.tokens = tokens
        self.money = money

    def read(self, at: int) -> Found | None:
        tokens = self.tokens
        word = tokens.word(at)
        if word in {"minus", "negative"}:
            rest = self.read(at + 1) if tokens.word(at + 1) not in {"", "minus", "negative"} else None
            if rest is None or rest.numeral.form in {"ordinal", "vague"}:
                return None
            return Found(
                at,
                rest.last,
                replace(
                    rest.numeral.scaled(Fraction(-1)),
                    start=tokens.starts[at],
                    plain=False,
                ),
            )
        if word in VAGUE:
            return self._vague(at)
        if word in {"a", "an"}:
            return self._article(at)
        if word in SIGNS:
            return self._with_scale(at, at + 1, SIGNS[word], "fraction")
        if word == "several":
            return self._few(at, at + 1)
        if word == "quarter":
            of_scale = tokens.word(at + 1) == "of" and tokens.word(at + 2) == "a" and tokens.word(at + 3) in SCALES
            return self._with_scale(at, at + 1, Fraction(1, 4), "fraction") if of_scale else None
        if word == "half":
            return self._half(at, at)
        ordinal = self._ordinal(at)
        if ordinal is not None:
            return ordinal
        cardinal = Cardinals(tokens, money=self.money).read(at)
        if cardinal is None:
            return None
        if cardinal.value is None:
            return Found(
                at,
                cardinal.last,
                Numeral(
                    tokens.starts[at],
                    tokens.ends[cardinal.last - 1],
                    None,
                    None,
                    None,
                    "too-long",
                ),
            )
        return self._extended(at, cardinal.last, cardinal.value, cardinal.scale)

    def _and_twenty(self, at: int, last: int, value: Fraction) -> Found | None:
        """five-and-twenty, as people of old counted."""
        tokens = self.tokens
        if not 0 < value < 10 or last - at != 1 or tokens.figures[at]:
            return None
        if tuple(tokens.words[last : last + 3]) != ("-", "and", "-") or tokens.word(last + 3) not in TENS:
            return None
        return _build(tokens, at, last + 4, value + TENS[tokens.word(last + 3)], "words")

    def _tolerance(self, at: int, last: int, value: Fraction) -> Found | None:
        """5,730 ± 40: the value, bounded on both sides."""
        tokens = self.tokens
        plus_minus = tokens.word(last) == "±" or tuple(tokens.words[last : last + 3]) == ("+", "/", "-")
        k = last + (1 if tokens.word(last) == "±" else 3)
        apart = figure_value(tokens.words[k]) if plus_minus and tokens.figure(k) else None
        if apart is None:
            return None
        numeral = Numeral(tokens.starts[at], tokens.ends[k], value, value - apart, value + apart, "arabic")
        return Found(at, k + 1, numeral)

    def _extended(self, at: int, last: int, value: Fraction, scale: Fraction) -> Found:
        """What may follow a cardinal: a fraction, `and a half`, `in five`."""
        tokens = self.tokens
        special = self._and_twenty(at, last, value) or self._tolerance(at, last, value)
        if special is not None:
            return special
        written = self._slash(at, last, value) if tokens.figure(last - 1) else None
        if written is not None:
            return written
        if tokens.word(last) in SIGNS and (tokens.touching(last) or tokens.figure(last - 1)):
            return self._with_scale(at, last + 1, value + SIGNS[tokens.word(last)], "fraction")
        parts = self._parts(at, last, value)
        if parts is not None:
            return parts
        if tokens.word(last) == "and":
            mixed = self._and_part(at, last, value, scale)
            if mixed is not None:
                return mixed
        return self._out_of(at, last, value) or _build(tokens, at, last, value, "arabic" if tokens.figure(at) else "words", scale)

    def _parts(self, at: int, last: int, value: Fraction) -> Found | None:
        """two thirds, one-fifth, twenty-three fifths, one hundred thirty fifths (100/35)."""
        tokens = self.tokens
        if tokens.figure(last - 1):
            return None
        k = last + 1 if tokens.word(last) == "-" else last
        below = DENOMINATORS.get(tokens.word(k))
        if below is None and value == 1 and last - at == 1:
            below = DENOMINATOR.get(tokens.word(k))
        if below is None:
            return None
        ties = tokens.word(last - 1) in TENS and below < 10 and last - at > 1 and tokens.word(last - 2) not in {"and", "-"}
        if ties and value > TENS[tokens.word(last - 1)]:
            tens = TENS[tokens.word(last - 1)]
            return _build(tokens, at, k + 1, (value - tens) / (tens + below), "fraction")
        room = Cardinals(tokens).read(at)
        split = self._own_fraction(at, last, value, below) if room is not None else None
        if split is not None:
            return _build(tokens, at, k + 1, split, "fraction")
        return self._with_scale(at, k + 1, value / below, "fraction")

    def _own_fraction(self, at: int, last: int, value: Fraction, below: int) -> Fraction | None:
        """two hundred and fifty-four hundredths is 200.54: what follows the last "and" is a fraction of its own below one."""
        words = self.tokens.words
        for k in range(last - 1, at, -1):
            if words[k] == "and":
                tail = Cardinals(self.tokens).read(k + 1)
                if tail is not None and tail.value is not None and tail.last == last and tail.value < below:
                    return value - tail.value + tail.value / below
                return None
        return None

    def _and_part(self, at: int, last: int, value: Fraction, scale: Fraction) -> Found | None:
        """two and a half, five and two thirds, six million and a quarter (of a million), one billion and a half million."""
        tokens = self.tokens
        fraction = self._part(last + 1)
        if fraction is None:
            return None
        part, end = fraction
        own = SCALES.get(tokens.word(end))
        if scale > 1 and own is not None:
            return _build(tokens, at, end + 1, value + part * own, "fraction", scale)
        if scale > 1:
            return _build(tokens, at, end, value + part * scale, "fraction", scale)
        return self._with_scale(at, end, value + part, "fraction")

    def _out_of(self, at: int, last: int, value: Fraction) -> Found | None:
        """one in five, two out of three, one over twenty: a fraction when it is below one."""
        tokens = self.tokens
        k = last
        if tokens.word(k) == "times" and tokens.word(k + 1) == "out":
            k += 1  # nine times out of ten
        if tokens.word(k) == "out" and tokens.word(k + 1) == "of":
            k += 2
        elif tokens.word(k) in {"in", "over"} or (tokens.word(k) == "of" and tokens.word(k + 1) == "every"):
            k += 2 if tokens.word(k + 1) == "every" else 1
        if k == last or value < 1 or value.denominator != 1 or k >= len(tokens):
            return None
        rest = Cardinals(tokens).read(k)
        if rest is None or rest.value is None or not value < rest.value or rest.value.denominator != 1:
            return None
        if tokens.word(k - 1) == "in" and (1000 <= rest.value <= 2100 or rest.value > 10**6 or value > 20):
            return None
        following = tokens.word(rest.last)
        if tokens.word(k - 1) == "in" and following in {
            "year",
            "years",
            "months",
            "month",
            "days",
            "day",
            "weeks",
            "week",
            "hours",
            "hour",
            "minutes",
            "games",
            "matches",
            "seasons",
            "years'",
        }:
            return None
        return _build(tokens, at, rest.last, value / rest.value, "fraction")

    def _with_scale(self, at: int, last: int, value: Fraction, form: Form) -> Found:
        """A fraction may go on to a scale: two and a half million, two thirds of a million."""
        tokens = self.tokens
        k = last
        if tokens.word(k) == "of" and tokens.word(k + 1) in {"a", "one"} and tokens.word(k + 2) in SCALES:
            k += 2
        elif tokens.word(k) == "-" and tokens.word(k + 1) in SCALES:
            k += 1
        scale = SCALES.get(tokens.word(k))
        if scale is None:
            return _build(tokens, at, last, value, form)
        return _build(tokens, at, k + 1, value * scale, form, Fraction(scale))

    def _part(self, at: int) -> tuple[Fraction, int] | None:
        """A fraction below one at token `at`: a half, two thirds; its value, and the token after it."""
        tokens = self.tokens
        word = tokens.word(at)
        if word in {"a", "an", "one"}:
            k = at + 2 if tokens.word(at + 1) == "-" else at + 1
            if tokens.word(k) in DENOMINATOR:
                return Fraction(1, DENOMINATOR[tokens.word(k)]), k + 1
        if word in SIGNS:
            return SIGNS[word], at + 1
        rest = Cardinals(tokens).read(at) if at < len(tokens) else None
        if rest is not None and rest.value is not None and not tokens.figure(rest.last - 1):
            k = rest.last + 1 if tokens.word(rest.last) == "-" else rest.last
            if tokens.word(k) in DENOMINATORS:
                value = rest.value / DENOMINATORS[tokens.word(k)]
                return (value, k + 1) if value < 1 else None
        return None

    def _slash(self, at: int, last: int, value: Fraction) -> Found | None:
        """3/4 and 2 1/4."""
        tokens = self.tokens
        if last - at != 1:
            return None
        if self._slashed(last):
            below = figure_value(tokens.words[last + 1])
            if below and value.denominator == 1 and below.denominator == 1:
                return self._with_scale(at, last + 2, value / below, "fraction")
        hyphen = tokens.word(last) == "-" and tokens.touching(last) and tokens.touching(last + 1) and self._slashed(last + 2)
        if hyphen:  # 3-3/4
            above, below = figure_value(tokens.words[last + 1]), figure_value(tokens.words[last + 3])
            if above and below and above < below <= 64 and value < 100 and value.denominator == 1:
                return self._with_scale(at, last + 4, value + above / below, "fraction")
        if tokens.figure(last) and self._slashed(last + 1):
            above, below = (
                figure_value(tokens.words[last]),
                figure_value(tokens.words[last + 2]),
            )
            if above and below and (above < below <= 64 or last + 3 == len(tokens)):
                return self._with_scale(at, last + 3, value + above / below, "fraction")
        return None

    def _slashed(self, at: int) -> bool:
        """A slash at `at` that touches figures on both sides, and no second slash."""
        tokens = self.tokens
        return (
            tokens.word(at) == "/"
            and tokens.figure(at + 1)
            and tokens.touching(at)
            and tokens.touching(at + 1)
            and not (tokens.word(at + 2) == "/" and tokens.touching(at + 2))
            and tokens.word(at - 2) != "/"
        )

    def _half(self, at: int, half: int) -> Found:
        """half, half a million, half a dozen."""
        tokens = self.tokens
        k = half + 1
        if tokens.word(k) == "-" and (tokens.word(k + 1) in SCALES or tokens.word(k + 1) in DOZENS):
            k += 1
        if tokens.word(k) in {"a", "an"} and (tokens.word(k + 1) in SCALES or tokens.word(k + 1) in DOZENS):
            k += 1
        scale = SCALES.get(tokens.word(k)) or DOZENS.get(tokens.word(k))
        if scale is not None:
            return _build(tokens, at, k + 1, Fraction(scale, 2), "words", Fraction(scale))
        return _build(tokens, at, half + 1, Fraction(1, 2), "half")

    def _article(self, at: int) -> Found | None:
        """a hundred, a dozen, a third, a half, a couple, a pair; a bare a is no number."""
        tokens = self.tokens
        word = tokens.word(at + 1)
        if word == "half":
            return self._half(at, at + 1)
        if word in SCALE_ORDINALS:
            return _build(tokens, at, at + 2, Fraction(1, SCALE_ORDINALS[word]), "fraction")
        if word in DENOMINATOR and self._fraction_here(at + 1):
            return self._with_scale(at, at + 2, Fraction(1, DENOMINATOR[word]), "fraction")
        if word in TENS and tokens.word(at + 2) == "-" and tokens.word(at + 3) in ORDINALS and at + 4 >= len(tokens):
            return _build(
                tokens,
                at,
                at + 4,
                Fraction(1, TENS[word] + ORDINALS[tokens.word(at + 3)]),
                "fraction",
            )
        if word in {"couple", "few"}:
            scaled = self._few(at, at + 2)
            if scaled is not None or word == "few":
                return scaled
        if word in {"couple", "pair"}:
            return _build(tokens, at, at + 2, Fraction(2), "words")
        if word == "score" and tokens.figure(at + 3):
            return None  # a score of 70
        if word in DOZENS and tokens.word(at + 2) != "draws":
            return (
                _build(tokens, at, at + 2, Fraction(DOZENS[word]), "words")
                if word == "dozen" or tokens.word(at + 2) == "of"
                else None
            )
        if word == "hundred" or word in SCALES:
            cardinal = Cardinals(tokens, money=self.money).read(at + 1)
            if cardinal is not None and cardinal.value is not None:
                found = self._extended(at + 1, cardinal.last, cardinal.value, cardinal.scale)
                return Found(
                    at,
                    found.last,
                    replace(found.numeral, start=tokens.starts[at], plain=False),
                )
        return None

    def _few(self, at: int, last: int) -> Found | None:
        """a few hundred, several thousand: two to nine of them, as 几百 and 几千; a couple of thousand is about two."""
        tokens = self.tokens
        word = tokens.word(last)
        k = last + 1 if word == "of" and tokens.word(last - 1) == "couple" else last
        scale = SCALES.get(tokens.word(k)) or (100 if tokens.word(k) == "hundred" else 12 if tokens.word(k) == "dozen" else None)
        if scale is None:
            return None
        start, end = tokens.starts[at], tokens.ends[k]
        if tokens.word(last - 1) == "couple":
            return Found(at, k + 1, Numeral(start, end, Fraction(2 * scale), None, None, "words", "about", Fraction(scale)))
        return Found(
            at, k + 1, Numeral(start, end, None, Fraction(2 * scale), Fraction(9 * scale), "vague", "about", Fraction(scale))
        )

    def _fraction_here(self, at: int) -> bool:
        """a third, a fifth: a fraction where `of` follows, or a pause; otherwise a third time, a fifth player."""
        tokens = self.tokens
        following = tokens.word(at + 1)
        if tokens.word(at) != "quarter" and tokens.word(at - 2) in _BEFORE_PART and tokens.word(at) not in {"second", "first"}:
            return True  # about a tenth Christian
        if tokens.word(at) == "quarter":
            return following not in {
                "-",
                "final",
                "finals",
                "back",
                "century",
            } or tokens.word(at + 2) in {*SCALES}
        return following in SCALES or following in {
            "of",
            "",
            ".",
            ",",
            ";",
            ")",
            "more",
            "less",
            "higher",
            "lower",
            "the",
            "to",
            "from",
            "are",
            "were",
            "by",
            "larger",
            "smaller",
        }

    def _vague(self, at: int) -> Found:
        """hundreds, tens of thousands, hundreds of millions."""
        tokens = self.tokens
        low, high = VAGUE[tokens.word(at)]
        last = at + 1
        while tokens.word(last) == "of" and tokens.word(last + 1) in HUNDREDS and last - at < 5:
            factor = HUNDREDS[tokens.word(last + 1)]
            low, high = low * factor, (high + 1) * factor - 1
            last += 2
        numeral = Numeral(
            tokens.starts[at],
            tokens.ends[last - 1],
            None,
            Fraction(low),
            Fraction(high),
            "vague",
            "about",
        )
        return Found(at, last, numeral)

    def _ordinal(self, at: int) -> Found | None:
        """first, 30th, twenty-first, one hundred twenty-fifth."""
        tokens = self.tokens
        word = tokens.word(at)
        if tokens.figure(at):
            if tokens.word(at + 1) in {"st", "nd", "rd", "th"} and tokens.touching(at + 1) and "." not in word:
                value = figure_value(word)
                return None if value is None else _build(tokens, at, at + 2, value, "ordinal")
            return None
        if word in ORDINALS or word in SCALE_ORDINALS:
            return _build(
                tokens,
                at,
                at + 1,
                Fraction((ORDINALS | SCALE_ORDINALS)[word]),
                "ordinal",
            )
        cardinal = Cardinals(tokens).read(at)
        if cardinal is None or cardinal.value is None or tokens.figure(cardinal.last - 1):
            return None
        value, last = cardinal.value, cardinal.last
        k = last + 1 if tokens.word(last) in {"-", "and"} else last
        end = tokens.word(k)
        if end in ORDINALS:
            tail = ORDINALS[end]
            if value % (10 if tail < 10 else 100) == 0 and value >= 20 and value % 100 != 10:
                return _build(tokens, at, k + 1, value + tail, "ordinal")
        if end in SCALE_ORDINALS and value != 1 and tokens.word(last) != "and":
            return _build(tokens, at, k + 1, value * SCALE_ORDINALS[end], "ordinal")
        return None
