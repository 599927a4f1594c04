"""English numerals, one pass over the tokens of a text: figures, words, suffixes, fractions, ordinals, vague plurals.

`Tokens` splits folded text once; `parse` reads the longest numeral that starts at a token. All work is linear in the tokens read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from duizhao.claims.fold import fold_english
from duizhao.claims.numeral import MAX_POWER, Form, Numeral, from_digits
from duizhao.claims.numerals_zh import VULGAR

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"nought": 0, "naught": 0}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "lakh": 10**5,
    "crore": 10**7,
}
SHORT_SCALES = {"bn": 10**9, "tn": 10**12, "trn": 10**12, "mn": 10**6, "mln": 10**6, "mil": 10**6, "bln": 10**9}
DOZENS = {"dozen": 12}
VAGUE = {
    "dozens": (24, 99),
    "tens": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 999_999),
    "millions": (2 * 10**6, 999_999_999),
    "billions": (2 * 10**9, 999_999_999_999),
    "trillions": (2 * 10**12, 999_999_999_999_999),
    "scores": (40, 99),
}
_VAGUE_SCALE = {"hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9, "trillions": 10**12}
ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
        ]
    )
} | {
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
}
SCALE_ORDINALS = {"hundredth": 100, "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12}
DENOMINATORS = {f"{word}s": value for word, value in (ORDINALS | SCALE_ORDINALS).items() if value > 2} | {
    "halves": 2,
    "quarters": 4,
}
DENOMINATOR = {word: value for word, value in (ORDINALS | SCALE_ORDINALS).items() if value > 2} | {"half": 2, "quarter": 4}
WORDS = {
    *UNITS,
    *TENS,
    *SCALES,
    *DOZENS,
    *VAGUE,
    *ORDINALS,
    *SCALE_ORDINALS,
    *DENOMINATORS,
    "hundred",
    "half",
    "quarter",
    "couple",
    "pair",
    "score",
    "minus",
    "negative",
}

_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,300}+(?![0-9])(?:\.[0-9]++)?|[0-9]{1,2}(?:,[0-9]{2}){1,6}+,[0-9]{3}(?![0-9,])(?:\.[0-9]++)?|[0-9]++(?:\.[0-9]++)?|(?<![0-9a-z])\.[0-9]++)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]{1,3}(?![^\W\d_]))?)|(?P<mark>[^\s])"
)
_SPACE_GROUPS = re.compile("(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3}){1,5}(?![0-9,.]|\\.[0-9])")


class Tokens:
    """A text cut into words, figures and marks.

    Attributes:
        text: the text as given.
        folded: `fold_english(text)`.
        words: the tokens, folded.
        starts: where each starts, in code points.
        ends: where each ends, exclusive.
        figures: True for tokens that are figures.
    """

    __slots__ = ("ends", "figures", "folded", "starts", "text", "words")

    def __init__(self, text: str, folded: str | None = None) -> None:
        self.text = text
        self.folded = fold_english(text) if folded is None else folded
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.figures: list[bool] = []
        for match in _TOKEN.finditer(self.folded):
            self.words.append(match[0])
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.figures.append(match.lastgroup == "number")

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The token, or an empty string outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def touching(self, index: int) -> bool:
        """No space between token `index - 1` and token `index`."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]


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
    return _Reader(tokens, money).read(at)


def _build(tokens: Tokens, first: int, last: int, value: Fraction, form: Form, scale: Fraction = Fraction(1)) -> Found:
    plain = last - first == 1 and form == "words"
    return Found(
        first, last, Numeral(tokens.starts[first], tokens.ends[last - 1], value, value, value, form, scale=scale, plain=plain)
    )


class _Reader:
    def __init__(self, tokens: Tokens, money: bool) -> None:
        self.tokens = tokens
        self.money = money
        self.form: Form = "words"
        self.scale = Fraction(1)

    def read(self, at: int) -> Found | None:
        tokens = self.tokens
        word = tokens.word(at)
        if word in {"minus", "negative"}:
            rest = self.read(at + 1)
            if rest is None or rest.numeral.form in {"ordinal", "vague"}:
                return None
            return Found(at, rest.last, replace(rest.numeral.scaled(Fraction(-1)), start=tokens.starts[at]))
        if word in VAGUE:
            return self._vague(at)
        if word in {"a", "an"}:
            return self._article(at)
        if word in VULGAR:
            above, below = VULGAR[word]
            return self._with_scale(at, at + 1, Fraction(above, below), "fraction")
        if word == "half":
            return self._half(at, at)
        ordinal = self._ordinal(at)
        if ordinal is not None:
            return ordinal
        cardinal = self._cardinal(at)
        if cardinal is None:
            return None
        value, last = cardinal
        if value is None:
            return Found(at, last, Numeral(tokens.starts[at], tokens.ends[last - 1], None, None, None, "too-long"))
        return self._extended(at, last, value)

    def _extended(self, at: int, last: int, value: Fraction) -> Found:
        """What may follow a cardinal: a fraction, `and a half`, an ordinal end, `in five`."""
        tokens = self.tokens
        # 3/4, 2 1/4
        if tokens.figures[last - 1]:
            written = self._slash(at, last, value)
            if written is not None:
                return written
        if tokens.word(last) in VULGAR and tokens.touching(last):
            return self._with_scale(at, last + 1, value + Fraction(*VULGAR[tokens.word(last)]), "fraction")
        # two thirds, one-fifth
        k = last + 1 if tokens.word(last) == "-" and not tokens.figures[last - 1] else last
        below = DENOMINATORS.get(tokens.word(k)) or (
            DENOMINATOR.get(tokens.word(k)) if value == 1 and last - at == 1 and not tokens.figures[at] else None
        )
        if below is not None and not tokens.figures[last - 1]:
            return self._with_scale(at, k + 1, value / below, "fraction")
        # two and a half, five and two thirds
        if tokens.word(last) == "and":
            fraction = self._part(last + 1)
            if fraction is not None:
                part, end = fraction
                if self.scale > 1 and tokens.word(end) not in SCALES:
                    part *= self.scale
                elif tokens.word(end) in SCALES and self.scale > 1:
                    part *= SCALES[tokens.word(end)]
                    return _build(tokens, at, end + 1, value + part, "fraction", self.scale)
                return self._with_scale(at, end, value + part, "fraction")
        # one in five, two out of three
        k = last
        if tokens.word(k) == "out" and tokens.word(k + 1) == "of":
            k += 2
        elif tokens.word(k) in {"in", "over"}:
            k += 1
        if k > last and value >= 1:
            rest = _Reader(tokens, False)._cardinal(k)
            if rest is not None and rest[0] is not None and value < rest[0] <= 1000 and rest[0].denominator == 1:
                return _build(tokens, at, rest[1], value / rest[0], "fraction")
        return _build(tokens, at, last, value, self.form, self.scale)

    def _with_scale(self, at: int, last: int, value: Fraction, form: Form) -> Found:
        """A fraction may go on to a scale: two and a half million, two thirds of a million."""
        tokens = self.tokens
        k = last
        if tokens.word(k) == "of" and tokens.word(k + 1) in {"a", "one"} and tokens.word(k + 2) in SCALES:
            k += 2
        scale = SCALES.get(tokens.word(k))
        if scale is None:
            return _build(tokens, at, last, value, form)
        return _build(tokens, at, k + 1, value * scale, form, Fraction(scale))

    def _part(self, at: int) -> tuple[Fraction, int] | None:
        """A fraction below one at token `at`: a half, two thirds, 3/4."""
        tokens = self.tokens
        word = tokens.word(at)
        if word in {"a", "an", "one"} and tokens.word(at + 1) in DENOMINATOR:
            return Fraction(1, DENOMINATOR[tokens.word(at + 1)]), at + 2
        if word in {"a", "one"} and tokens.word(at + 1) == "-" and tokens.word(at + 2) in DENOMINATOR:
            return Fraction(1, DENOMINATOR[tokens.word(at + 2)]), at + 3
        if word in VULGAR:
            return Fraction(*VULGAR[word]), at + 1
        rest = _Reader(tokens, False)._cardinal(at)
        if rest is not None and rest[0] is not None and not tokens.figures[rest[1] - 1] and tokens.word(rest[1]) in DENOMINATORS:
            value = rest[0] / DENOMINATORS[tokens.word(rest[1])]
            return (value, rest[1] + 1) if value < 1 else None
        return None

    def _slash(self, at: int, last: int, value: Fraction) -> Found | None:
        tokens = self.tokens
        if (
            tokens.word(last) == "/"
            and tokens.touching(last)
            and tokens.touching(last + 1)
            and last + 1 < len(tokens)
            and tokens.figures[last + 1]
        ):
            below = from_digits(tokens.words[last + 1])
            if (
                last - at == 1
                and below
                and value.denominator == 1
                and below.denominator == 1
                and not (tokens.word(last + 2) == "/" and tokens.touching(last + 2))
            ):
                return self._with_scale(at, last + 2, value / below, "fraction")
        if (
            last + 2 < len(tokens)
            and tokens.figures[last]
            and tokens.word(last + 1) == "/"
            and tokens.touching(last + 1)
            and tokens.touching(last + 2)
            and tokens.figures[last + 2]
            and last - at == 1
        ):
            above, below = from_digits(tokens.words[last]), from_digits(tokens.words[last + 2])
            if above and below and above < below <= 64:
                return self._with_scale(at, last + 3, value + above / below, "fraction")
        return None

    def _half(self, at: int, half: int) -> Found:
        """half, half a million, half a dozen."""
        tokens = self.tokens
        k = half + 1
        if tokens.word(k) == "-" and tokens.word(k + 1) in {*SCALES, *DOZENS}:
            k += 1
        if tokens.word(k) in {"a", "an"} and tokens.word(k + 1) in {*SCALES, *DOZENS}:
            k += 1
        scale = (SCALES | DOZENS).get(tokens.word(k))
        if scale is not None:
            return _build(tokens, at, k + 1, Fraction(scale, 2), "words", Fraction(scale))
        return _build(tokens, at, half + 1, Fraction(1, 2), "half")

    def _article(self, at: int) -> Found | None:
        """a hundred, a dozen, a third, half a…, a couple, a pair; a bare a is no number."""
        tokens = self.tokens
        word = tokens.word(at + 1)
        if word == "half" or (word in DENOMINATOR and word not in SCALE_ORDINALS and self._fraction_here(at + 1)):
            if word == "half":
                return replace(self._half(at, at + 1))
            return self._with_scale(at, at + 2, Fraction(1, DENOMINATOR[word]), "fraction")
        if word in SCALE_ORDINALS:
            return _build(tokens, at, at + 2, Fraction(1, SCALE_ORDINALS[word]), "fraction")
        if word in {"couple", "pair"}:
            return _build(tokens, at, at + 2, Fraction(2), "words")
        if word in {"hundred", *SCALES, *DOZENS}:
            cardinal = self._cardinal(at + 1)
            if cardinal is not None and cardinal[0] is not None:
                found = self._extended(at + 1, cardinal[1], cardinal[0])
                return Found(at, found.last, replace(found.numeral, start=tokens.starts[at], plain=False))
        return None

    def _fraction_here(self, at: int) -> bool:
        """a third, a fifth: a fraction where `of` follows, or a pause; otherwise a third time, a fifth player."""
        tokens = self.tokens
        if tokens.word(at) == "quarter":
            return tokens.word(at + 1) not in {"-", "final", "finals", "back"}
        return (
            tokens.word(at + 1) in {"of", "", ".", ",", ";", ")", "more", "less", "higher", "lower", "the", "to", "in", "from"}
            or tokens.word(at + 1) in SCALES
        )

    def _vague(self, at: int) -> Found:
        """hundreds, tens of thousands, hundreds of millions."""
        tokens = self.tokens
        low, high = VAGUE[tokens.word(at)]
        last = at + 1
        while tokens.word(last) == "of" and tokens.word(last + 1) in _VAGUE_SCALE and last - at < 5:
            factor = _VAGUE_SCALE[tokens.word(last + 1)]
            low, high = low * factor, high * factor
            last += 2
        numeral = Numeral(tokens.starts[at], tokens.ends[last - 1], None, Fraction(low), Fraction(high), "vague", "about")
        return Found(at, last, numeral)

    def _ordinal(self, at: int) -> Found | None:
        """first, 30th, twenty-first, one hundred twenty-fifth."""
        tokens = self.tokens
        word = tokens.word(at)
        if tokens.figures[at] if at < len(tokens) else False:
            if tokens.word(at + 1) in {"st", "nd", "rd", "th"} and tokens.touching(at + 1) and "." not in word:
                value = from_digits(word)
                if value is not None:
                    return _build(tokens, at, at + 2, value, "ordinal")
            return None
        if word in ORDINALS or word in SCALE_ORDINALS:
            return _build(tokens, at, at + 1, Fraction((ORDINALS | SCALE_ORDINALS)[word]), "ordinal")
        if word not in UNITS and word not in TENS and word != "hundred" and word not in SCALES:
            return None
        cardinal = self._cardinal(at)
        if cardinal is None or cardinal[0] is None:
            return None
        value, last = cardinal
        if value is None or tokens.figures[last - 1]:
            return None
        k = last + 1 if tokens.word(last) in {"-", "and"} else last
        end = tokens.word(k)
        if end in ORDINALS and ORDINALS[end] > 0:
            tail = ORDINALS[end]
            room = 10 if tail < 10 else 100
            if value % room == 0 and (value >= 20) and (value == 1) is False and not (value % 100 == 10 and tail < 10):
                return _build(tokens, at, k + 1, value + Fraction(tail), "ordinal")
        if end in SCALE_ORDINALS and value != 1 and tokens.word(last) != "and":
            return _build(tokens, at, k + 1, value * Fraction(SCALE_ORDINALS[end]), "ordinal")
        return None

    def _cardinal(self, at: int) -> tuple[Fraction | None, int] | None:
        """Value and end of the longest cardinal; None as value where there are too many digits."""
        tokens = self.tokens
        words = tokens.words
        total = Fraction(0)
        group: Fraction | None = None
        tens = False  # the last word was twenty…ninety
        last_scale = Fraction(10**30)
        self.scale = Fraction(1)
        i = at
        end = at
        while i < len(words):
            word = words[i]
            if tokens.figures[i]:
                if group is not None or (end > at and words[end - 1] not in SCALES and words[end - 1] != "hundred"):  # noqa: SIM102
                    if not (group is not None and group % 100 == 0 and group > 0 and words[end - 1] == "hundred"):
                        break
                value = from_digits(word)
                if value is None:
                    return (None, i + 1) if end == at else (total + (group or 0), end)
                if end > at and (value >= last_scale or (group is not None and value >= 100)):
                    break
                group = value if group is None else group + value
                self.form = "arabic"
                i += 1
                end = i
                short = self._suffix(i)
                if short is not None:
                    self.scale = Fraction(short[0])
                    return total + group * self.scale, short[1]
                if words[i - 1] and not (
                    i < len(words)
                    and (
                        words[i] in SCALES
                        or words[i] == "hundred"
                        or words[i] in {"dozen", "dozens"}
                        or (words[i] == "-" and i + 1 < len(words) and words[i + 1] in SCALES)
                    )
                ):
                    if tokens.word(i) == "and":
                        break
                    break
                continue
            if word in UNITS:
                value = Fraction(UNITS[word])
                if group is None:
                    group = value
                elif (tens and 0 < value < 10) or (group > 0 and group % 100 == 0 and words[end - 1] in {"hundred"}):
                    group += value
                else:
                    break
                tens = False
            elif word in TENS:
                if group is None:
                    group = Fraction(TENS[word])
                elif group > 0 and group % 100 == 0 and words[end - 1] == "hundred":
                    group += TENS[word]
                else:
                    break
                tens = True
            elif word == "hundred":
                if group is None:
                    if end > at:
                        break
                    group = Fraction(100)
                elif group < 1000 and (group < 100 or tokens.figures[end - 1]):
                    group *= 100
                else:
                    break
                tens = False
            elif word in SCALES:
                scale = Fraction(SCALES[word])
                if group is None and end > at and total and words[end - 1] in SCALES:
                    if total * scale > 10**40:
                        break
                    total *= scale
                elif scale < last_scale:
                    total += (Fraction(1) if group is None else group) * scale
                else:
                    break
                last_scale = scale
                self.scale = scale
                group = None
                tens = False
            elif word in {"dozen", "dozens"} and (group is not None):
                return total + group * 12, i + 1
            elif word == "score" and group is not None and not tokens.figures[i - 1]:
                return total + group * 20, i + 1
            elif word == "and" and end > at and (words[end - 1] == "hundred" or words[end - 1] in SCALES):
                following = tokens.word(i + 1)
                if (
                    following in UNITS
                    or following in TENS
                    or (i + 1 < len(words) and tokens.figures[i + 1] and words[end - 1] == "hundred")
                ):
                    ahead = _Reader(tokens, False)._cardinal(i + 1)
                    if (
                        ahead is None
                        or ahead[0] is None
                        or (tokens.word(ahead[1]) in DENOMINATORS and ahead[0] < DENOMINATORS[tokens.word(ahead[1])])
                    ):
                        break
                    if tokens.figures[i + 1] and (ahead[0] >= 100 or ahead[0].denominator != 1):
                        break
                    i += 1
                    continue
                break
            elif (
                word == "-"
                and end > at
                and (
                    tens
                    or words[end - 1] == "hundred"
                    or words[end - 1] in SCALES
                    or tokens.word(i + 1) in SCALES
                    or tokens.word(i + 1) == "hundred"
                )
            ):
                following = tokens.word(i + 1)
                if (tens and following in UNITS and 0 < UNITS[following] < 10) or following in SCALES or following == "hundred":
                    i += 1
                    continue
                break
            elif (
                word == "point" and end > at and group is not None and (tokens.word(i + 1) in UNITS or tokens.word(i + 1) in TENS)
            ):
                return self._decimals(i + 1, total + group)
            elif word in {"oh"}:
                break
            else:
                break
            i += 1
            end = i
        if end == at:
            return None
        return total + (group or 0), end

    def _decimals(self, at: int, whole: Fraction) -> tuple[Fraction, int]:
        tokens = self.tokens
        digits = ""
        i = at
        while i < len(tokens) and (tokens.words[i] in UNITS or tokens.words[i] in TENS) and len(digits) < 60:
            digits += str(UNITS.get(tokens.words[i], TENS.get(tokens.words[i])))
            i += 1
        value = whole + Fraction(int(digits), 10 ** len(digits))
        scale = SCALES.get(tokens.word(i))
        if scale is not None:
            self.scale = Fraction(scale)
            return value * scale, i + 1
        return value, i

    def _suffix(self, at: int) -> tuple[int, int] | None:
        """A scale suffix at token `at`: its factor and the token after it."""
        tokens = self.tokens
        if at >= len(tokens):
            return None
        word = tokens.words[at]
        touching = tokens.touching(at)
        if word in SHORT_SCALES and (touching or self.money or word in {"bn", "tn", "mn"}):
            return SHORT_SCALES[word], at + 1
        raw = tokens.text[tokens.starts[at] : tokens.ends[at]]
        if word == "k" and (touching or self.money) and tokens.word(at + 1) not in {"run", "race", "walk"}:
            return 1000, at + 1
        if (
            word == "m"
            and (touching or self.money)
            and (self.money or raw == "M" or tokens.word(at + 1) in {"people", "euros", "dollars", "pounds", "yuan"})
        ):
            return 10**6, at + 1
        if word == "mm" and self.money:
            return 10**6, at + 1
        if word == "b" and touching:
            return 10**9, at + 1
        if word == "t" and touching and self.money:
            return 10**12, at + 1
        return None


def space_groups(folded: str) -> list[tuple[int, int]]:
    """Spans of figures grouped by spaces (1 054 000)."""
    return [match.span() for match in _SPACE_GROUPS.finditer(folded)]


def power(text: str) -> Fraction | None:
    """The value of scientific notation, `1e6` or `2^-1`, or None when it is too large to write out."""
    match = re.fullmatch(r"(?P<base>-?[0-9.]{1,40})(?P<mark>e|\^|x10\^)(?P<sign>[+-]{0,2})(?P<digits>[0-9]{1,6})", text)
    if match is None:
        return None
    exponent = int(match["digits"]) * (-1 if match["sign"].count("-") % 2 else 1)
    base = from_digits(match["base"].lstrip("-"))
    if abs(exponent) > MAX_POWER or base is None:
        return None
    value = base**exponent if match["mark"] == "^" and not (base == 0 and exponent < 0) else base * Fraction(10) ** exponent
    return -value if match["base"].startswith("-") else value
