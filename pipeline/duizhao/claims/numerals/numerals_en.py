"""English numerals, one pass over the tokens of a text: figures, words, suffixes, fractions, ordinals, vague plurals.

`parse` reads the longest numeral that starts at a token. All work is linear in the tokens read.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.numerals.cardinals_en import Cardinals
from duizhao.claims.numerals.fractions_en import build, extended, half, negative, of_article, with_scale
from duizhao.claims.numerals.number_words_en import DOZENS, HUNDREDS, ORDINALS, SCALE_ORDINALS, SCALES, SIGNS, TENS, UNITS, VAGUE
from duizhao.claims.numerals.numeral import Found, Numeral
from duizhao.claims.tokens_en import Tokens, figure_value

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
        "point",
    }
)

# What a few, several and a couple of can stand before; larger scales may follow (several hundred thousand), up to this product.
_SCALES_OF_FEW = {"hundred": 100, "dozen": 12} | SCALES
_LARGEST_OF_FEW = 10**18
# Plurals that count before "of" alone: scores of people, but test scores; tens of thousands, but three perfect tens.
_ONLY_OF = frozenset({"scores", "tens"})
# Between two of one order or another: thousands upon thousands, hundreds and thousands.
_AND_AGAIN = frozenset({"and", "upon", "on", "or"})


def parse(tokens: Tokens, at: int, *, money: bool = False) -> Found | None:
    """The longest numeral that starts at token `at`.

    `money` says that a currency sign stands before it, which makes the suffix m a million.

    >>> parse(Tokens("two and a half million people"), 0).numeral.number
    Fraction(2500000, 1)
    """
    if not tokens.figures[at] and tokens.words[at] not in STARTS:
        return None
    return _Reader(tokens, money).read(at)


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
            return negative(tokens, at, rest)
        if word == "point":
            return self._point(at)
        if word in VAGUE:
            return self._vague(at)
        if word in {"a", "an"}:
            return self._article(at)
        if word in SIGNS:
            return with_scale(tokens, at, at + 1, SIGNS[word], "fraction")
        if word == "several":
            return self._few(at, at + 1)
        if word == "quarter":
            of_scale = tokens.word(at + 1) == "of" and tokens.word(at + 2) == "a" and tokens.word(at + 3) in SCALES
            return with_scale(tokens, at, at + 1, Fraction(1, 4), "fraction") if of_scale else None
        if word == "half":
            return half(tokens, at, at)
        ordinal = self._ordinal(at)
        if ordinal is not None:
            return ordinal
        if tokens.word(at + 1) == "and" and (told := self._ones_first(at)) is not None:
            return told
        cardinal = Cardinals(tokens, money=self.money).read(at)
        if cardinal is None:
            return None
        if cardinal.value is None:
            place = tokens.starts[at], tokens.ends[cardinal.last - 1]
            return Found(at, cardinal.last, Numeral(*place, None, None, None, "too-long"))
        return extended(tokens, at, cardinal.last, cardinal.value, cardinal.scale)

    def _article(self, at: int) -> Found | None:
        """a hundred, a dozen, a third, a half, a couple, a pair; a bare a is no number."""
        tokens = self.tokens
        word = tokens.word(at + 1)
        part = of_article(tokens, at)
        if part is not None:
            return part
        if word in {"couple", "few"}:
            scaled = self._few(at, at + 2)
            if scaled is not None or word == "few":
                return scaled
        if word in {"couple", "pair"}:
            return build(tokens, at, at + 2, Fraction(2), "words")
        if word == "score" and tokens.figure(at + 3):
            return None  # a score of 70
        if word in DOZENS and tokens.word(at + 2) != "draws":
            return (
                build(tokens, at, at + 2, Fraction(DOZENS[word]), "words")
                if word == "dozen" or tokens.word(at + 2) == "of"
                else None
            )
        if word == "baker's" and tokens.word(at + 2) == "dozen":
            return build(tokens, at, at + 3, Fraction(13), "words")
        if (word == "hundred" or word in SCALES) and tokens.word(at + 2) not in SCALE_ORDINALS:  # a hundred thousandth visitor
            cardinal = Cardinals(tokens, money=self.money).read(at + 1)
            if cardinal is not None and cardinal.value is not None:
                found = extended(tokens, at + 1, cardinal.last, cardinal.value, cardinal.scale)
                return Found(
                    at,
                    found.last,
                    replace(found.numeral, start=tokens.starts[at], plain=False),
                )
        return None

    def _point(self, at: int) -> Found | None:
        """point five, where no noun makes it the point that is meant."""
        tokens = self.tokens
        before = tokens.word(at - 1)
        if before not in lexicon.english_words().point_before or not tokens.original(at).islower():
            return None
        decimals = Cardinals(tokens).decimals(at + 1)
        return None if decimals is None else build(tokens, at, decimals.last, decimals.value or Fraction(0), "words")

    def _few(self, at: int, last: int) -> Found | None:
        """a few hundred, several hundred thousand: two to nine of them, as 几百 and 几十万; a couple of thousand is about two."""
        tokens = self.tokens
        couple = tokens.word(last - 1) == "couple"
        k = last + 1 if couple and tokens.word(last) == "of" else last
        scale = _SCALES_OF_FEW.get(tokens.word(k))
        if scale is None:
            return None
        while (larger := SCALES.get(tokens.word(k + 1))) is not None and larger > scale and scale * larger <= _LARGEST_OF_FEW:
            scale, k = scale * larger, k + 1
        start, end, of = tokens.starts[at], tokens.ends[k], Fraction(scale)
        if couple:
            return Found(at, k + 1, Numeral(start, end, 2 * of, None, None, "words", "about", of))
        return Found(at, k + 1, Numeral(start, end, None, 2 * of, 9 * of, "vague", "about", of))

    def _vague(self, at: int) -> Found | None:
        """hundreds, tens of thousands, hundreds of millions, hundreds and thousands."""
        tokens = self.tokens
        if tokens.word(at) in _ONLY_OF and (tokens.word(at + 1) != "of" or tokens.figure(at + 2)):
            return None  # test scores, scores of 9, three perfect tens
        low, high, last = self._order(at)
        while tokens.word(last) in _AND_AGAIN and tokens.word(last + 1) in VAGUE and tokens.word(last + 1) not in _ONLY_OF:
            lower, higher, last = self._order(last + 1)
            low, high = min(low, lower), max(high, higher)
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

    def _ones_first(self, at: int) -> Found | None:
        """four and twenty years, as verse and old prose count; not between four and twenty."""
        tokens = self.tokens
        ones, tens = UNITS.get(tokens.word(at), 0), TENS.get(tokens.word(at + 2), 0)
        following = tokens.word(at + 3)
        if not 0 < ones < 10 or not tens or tokens.word(at - 1) in {"between", "both", "-"}:
            return None
        return build(tokens, at, at + 3, Fraction(ones + tens), "words") if following.isalpha() and following != "per" else None

    def _order(self, at: int) -> tuple[int, int, int]:
        """The bounds of tens of thousands, and the token after it."""
        tokens = self.tokens
        low, high = VAGUE[tokens.word(at)]
        last = at + 1
        while tokens.word(last) == "of" and tokens.word(last + 1) in HUNDREDS and last - at < 5:
            factor = HUNDREDS[tokens.word(last + 1)]
            low, high = low * factor, (high + 1) * factor - 1
            last += 2
        return low, high, last

    def _ordinal(self, at: int) -> Found | None:
        """first, 30th, twenty-first, one hundred twenty-fifth."""
        tokens = self.tokens
        word = tokens.word(at)
        if tokens.figure(at):
            if tokens.word(at + 1) in {"st", "nd", "rd", "th"} and tokens.touching(at + 1) and "." not in word:
                value = figure_value(word)
                if tokens.word(at + 1) == "st" and (not word.endswith("1") or word.endswith("11")):
                    return None  # 12st is twelve stone
                return None if value is None else build(tokens, at, at + 2, value, "ordinal")
            return None
        if word in ORDINALS or word in SCALE_ORDINALS:
            return build(
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
        if tuple(tokens.words[last : last + 3]) == ("-", "and", "-"):
            k = last + 3  # two-hundred-and-first
        end = tokens.word(k)
        if end in ORDINALS:
            tail = ORDINALS[end]
            if value % (10 if tail < 10 else 100) == 0 and value >= 20 and value % 100 != 10:
                return build(tokens, at, k + 1, value + tail, "ordinal")
        if end in SCALE_ORDINALS and value != 1 and tokens.word(last) != "and":
            return build(tokens, at, k + 1, value * SCALE_ORDINALS[end], "ordinal")
        return None
