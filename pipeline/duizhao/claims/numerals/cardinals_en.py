"""English cardinals: figures and number words read from left to right, with hundreds, scales and suffixes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.numerals.number_words_en import DENOMINATOR, DENOMINATORS, DOZENS, HUNDREDS, SCALES, SUFFIXES, TENS, UNITS
from duizhao.claims.tokens_en import Tokens, figure_value
from duizhao.claims.units import english_units

# A text that chains scales beyond this means no number.
_LARGEST = 10**40


@dataclass(frozen=True, slots=True)
class Cardinal:
    """What was read: the value (None where there are too many digits), the token after it, and its last scale."""

    value: Fraction | None
    last: int
    scale: Fraction


def _names_money(tokens: Tokens, at: int) -> bool:
    """Whether a currency's name stands at token `at` (375m rupees)."""
    return any(
        word.kind == "money" and tuple(tokens.words[at : at + len(phrase)]) == phrase
        for phrase, word in english_units().phrases.get(tokens.word(at), ())
    )


class Cardinals:
    """Reads cardinals from tokens; one object a reading.

    `group` is what is below the next scale (three hundred and four), `total` what the scales before it have made.
    """

    def __init__(self, tokens: Tokens, *, money: bool = False, depth: int = 0) -> None:
        self.depth = depth  # how many "and" this reading lies behind
        self.tokens = tokens
        self.money = money
        self.total = Fraction(0)
        self.group: Fraction | None = None
        self.tens = False  # the last word was one of twenty to ninety
        self.hundred = False  # the last word was hundred
        self.room = Fraction(_LARGEST)  # the next scale must be smaller
        self.scale = Fraction(1)
        self.start = self.end = 0

    def read(self, at: int) -> Cardinal | None:
        """The longest cardinal that starts at token `at`."""
        self.start = self.end = i = at
        while i < len(self.tokens):
            ended = self._take(i)
            if isinstance(ended, Cardinal):
                return ended
            if ended <= i:
                break
            i = ended
        if self.end == at:
            return None
        return Cardinal(self.total + (self.group or 0), self.end, self.scale)

    def _take(self, i: int) -> int | Cardinal:
        """Take the token at `i`: the token to go on with, `i` itself when the number ends before it, or the finished number."""
        word = self.tokens.words[i]
        if self.tokens.figures[i]:
            return self._figure(i)
        if word in UNITS:
            return self._below_hundred(i, Fraction(UNITS[word]), tens=False)
        if word in TENS:
            return self._below_hundred(i, Fraction(TENS[word]), tens=True)
        if word == "hundred":
            return self._hundred(i)
        if word in SCALES or (word in HUNDREDS and word != "hundreds" and self.group is not None and self._ends_in_plural(i)):
            return self._scale(i, Fraction(SCALES.get(word) or HUNDREDS[word]))
        if (
            word == "grand"
            and self.group is not None
            and self.end > self.start
            and self.tokens.word(i + 1) not in lexicon.english_words().grand_of
        ):
            return Cardinal(self.total + self.group * 1000, i + 1, Fraction(1000))
        if word in DOZENS and self.group is not None and (word != "score" or not self.tokens.figure(i - 1)):
            return self._dozens(i, Fraction(DOZENS[word]))
        if word == "and" and self.end > self.start:
            return self._and(i)
        if word == "," and self.group is None and self.total and self.depth == 0:
            return self._comma(i)
        if word == "-" and self.end > self.start:
            return self._hyphen(i)
        if word == "point" and self.end > self.start and not self.tokens.figure(self.start):
            return self.decimals(i + 1) or i
        return i

    def _dozens(self, i: int, dozen: Fraction) -> int | Cardinal:
        """three dozen, four score and seven, five gross of pencils."""
        tokens = self.tokens
        if tokens.words[i] == "gross" and tokens.word(i + 1) != "of":
            return i
        value = self.total + (self.group or 0) * dozen
        if tokens.words[i] == "score" and tokens.word(i + 1) == "and" and self.depth == 0:
            rest = Cardinals(tokens, depth=1).read(i + 2)
            if rest is not None and rest.value is not None and rest.value < dozen and not tokens.figure(i + 2):
                return Cardinal(value + rest.value, rest.last, Fraction(1))
        return Cardinal(value, i + 1, dozen)

    def _ends_in_plural(self, i: int) -> bool:
        """5 millions, three thousands: the plural behind a number counts as its singular does, where nothing goes on."""
        return self.tokens.word(i + 1) != "more" and self.tokens.word(i - 1) not in {"one", "1"}

    def _step(self, i: int) -> int:
        self.end = i + 1
        return self.end

    def _figure(self, i: int) -> int | Cardinal:
        """Figures begin a number, or stand behind hundred (3 hundred and 21); a suffix ends it."""
        after_scale = self.end > self.start and self.group is None
        if self.end > self.start and not (self.hundred or after_scale):
            return i
        value = figure_value(self.tokens.words[i])
        if value is None:
            return Cardinal(None, i + 1, Fraction(1)) if self.end == self.start else i
        if self.end > self.start and (value >= (100 if self.hundred else self.room) or value.denominator != 1 or value == 0):
            return i
        self.group = value if self.group is None else self.group + value
        self.tens = self.hundred = False
        suffix = self._suffix(i + 1)
        if suffix is not None:
            return Cardinal(self.total + self.group * suffix[0], suffix[1], Fraction(suffix[0]))
        self._step(i)
        return self.end

    def _below_hundred(self, i: int, value: Fraction, *, tens: bool) -> int:
        if self.end > self.start and (
            self.tokens.figure(i - 1)
            or (self.tokens.figure(self.start) and not self.tens and self.tokens.words[i - 1] not in {"and", "hundred"})
        ):
            return i
        if self.group is None:
            self.group = value
        elif (self.tens and not tens and 0 < value < 10) or (self.hundred and value > 0):
            self.group += value
        else:
            return i
        self.tens, self.hundred = tens, False
        return self._step(i)

    def _hundred(self, i: int) -> int:
        if self.group is None:
            if self.end > self.start:
                return i
            self.group = Fraction(100)
        elif 0 < self.group < 100 or self.tokens.figure(i - 1):
            self.group *= 100
        else:
            return i
        self.tens, self.hundred = False, True
        return self._step(i)

    def _scale(self, i: int, scale: Fraction) -> int:
        if self.group is None and self.total:
            if self.total * scale > _LARGEST:
                return i
            self.total *= scale
        elif scale < self.room:
            self.total += (Fraction(1) if self.group is None else self.group) * scale
        else:
            return i
        self.room = self.scale = scale
        self.group = None
        self.tens = self.hundred = False
        return self._step(i)

    def _and(self, i: int) -> int:
        """two hundred and four, twenty-one trillion and three hundred; not 300 and 2.12 hundred."""
        if self.depth > 2 or not (self.hundred or (self.group is None and self.total)):
            return i
        following = self.tokens.word(i + 1)
        if following in UNITS or following in TENS:
            ahead = Cardinals(self.tokens, depth=self.depth + 1).read(i + 1)
            if ahead is None or ahead.value is None or ahead.value == 0:
                return i
            below = ahead.value / ahead.scale if self.hundred and ahead.scale < self.room else ahead.value
            if below >= (100 if self.hundred else self.room):
                return i
            if self._fraction_ahead(ahead.last, ahead.value):
                return i
            return i + 1
        if self.tokens.figure(i + 1) and self.hundred:
            value = figure_value(self.tokens.words[i + 1])
            return (
                i + 1
                if value is not None
                and value.denominator == 1
                and 0 < value < 100
                and self.tokens.word(i + 2) not in SCALES
                and self.tokens.word(i + 2) != "hundred"
                else i
            )
        return i

    def _comma(self, i: int) -> int:
        """one million, two hundred thousand and forty: hundreds or a smaller scale may stand behind a comma."""
        following = self.tokens.word(i + 1)
        if self.tokens.figure(self.start) or (following not in UNITS and following not in TENS):
            return i
        ahead = Cardinals(self.tokens, depth=1).read(i + 1)
        return i + 1 if ahead is not None and ahead.value is not None and 100 <= ahead.value < self.room else i

    def _fraction_ahead(self, at: int, value: Fraction) -> bool:
        """and one half, and three fifths: what follows is a part, not more of the number."""
        k = at + 1 if self.tokens.word(at) == "-" else at
        word = self.tokens.word(k)
        return (word in DENOMINATORS and value < DENOMINATORS[word]) or (value == 1 and word in DENOMINATOR)

    def _hyphen(self, i: int) -> int:
        following = self.tokens.word(i + 1)
        if (self.tens and 0 < UNITS.get(following, 0) < 10) or (
            (following in SCALES or following == "hundred") and not self.tokens.figure(i - 1)
        ):
            return i + 1
        if following in SCALES and self.tokens.touching(i):
            return i + 1
        return i

    def decimals(self, at: int) -> Cardinal | None:
        """The number with the decimals at token `at`: five point five, nought point nought three, one thousand point two."""
        digits = ""
        i = at
        while i < len(self.tokens) and len(digits) < 60:
            value = UNITS.get(self.tokens.words[i], TENS.get(self.tokens.words[i]))
            if self.tokens.words[i] in {"oh", "o"}:
                value = 0
            if value is None:
                break
            digits += str(value)
            i += 1
        if not digits:
            return None
        whole = self.total + (self.group or 0) + Fraction(int(digits), 10 ** len(digits))
        scale = SCALES.get(self.tokens.word(i))
        if scale is not None:
            return Cardinal(whole * scale, i + 1, Fraction(scale))
        return Cardinal(whole, i, Fraction(1))

    def _suffix(self, at: int) -> tuple[int, int] | None:
        """A scale suffix at token `at` (2.8bn, 40k, 10M): its factor and the token after it."""
        tokens = self.tokens
        if at >= len(tokens):
            return None
        word = tokens.words[at]
        touching = tokens.touching(at)
        if word in SUFFIXES:
            return SUFFIXES[word], at + 1
        if (
            word == "k"
            and (touching or self.money or (at + 1 == len(tokens) and tokens.original(at) == "k"))  # 350 K is a temperature
            and tokens.word(at + 1) not in {"run", "race", "walk", "swim"}
        ):
            return 1000, at + 1
        if word == "m" and (touching or self.money):
            million = (
                self.money
                or tokens.original(at) == "M"
                or tokens.word(at + 1) in lexicon.english_words().millions_of
                or _names_money(tokens, at + 1)
                or tokens.capital(at + 1)
            )
            return (10**6, at + 1) if million else None
        if word == "mm" and (self.money or _names_money(tokens, at + 1)):
            return 10**6, at + 1
        if word == "b" and touching and (self.money or tokens.word(at + 1) not in {"/"}):
            return 10**9, at + 1
        if word == "t" and touching and self.money:
            return 10**12, at + 1
        if word in {"g", "t"} and tokens.original(at).isupper() and self._alone(at):
            return (10**9 if word == "g" else 10**12), at + 1
        return None

    def _alone(self, at: int) -> bool:
        """10G and 1,674.5 T: the text is this figure and its letter, and the figure no generation of a network (5G)."""
        tokens = self.tokens
        first = at - 2 if tokens.word(at - 2) == "-" else at - 1
        return (
            first == 0
            and at + 1 == len(tokens)
            and tokens.original(at - 1) + tokens.original(at) not in lexicon.english_words().generations
        )
