"""English text cut into words, figures and marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from fractions import Fraction

from duizhao.claims.digits import MAX_POWER, from_digits
from duizhao.claims.fold import fold_english

# 3,5 kg and 12,50 €: a decimal comma, where a unit stands behind
_DECIMAL_COMMA = (
    r"(?<![0-9.,'])[0-9]{1,4},[0-9]{1,2}(?= ?(?:[%‰€£°]|(?:per ?cent|euros?|[kcm]?m|[km]?g|[kcmd]?l|km/h|[km]w|kwh|ha|mb|gb|tb"
    r"|[mb]illion|tonnes|hectares|litres|liters|met(?:re|er)s|kilomet(?:re|er)s|kilos|kilograms|degrees)(?![a-z])))"
)
_TOKENS = (
    r"(?P<word>[^\W\d_]++(?:'[^\W\d_]{1,3}(?![^\W\d_]))?)"
    # figures of other countries: 1.250.000 · 1.250,50 · 1'250'000
    r"|(?P<foreign>(?<![0-9.,'])[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2}(?:,[0-9]{1,4})?|\.[0-9]{3},[0-9]{1,2}|(?:'[0-9]{3}){1,4}(?:\.[0-9]{1,4})?)"
    r"(?![0-9]|[.,'][0-9]))"
    # figures: 1,054 · 12,34,567.89 · 1 054 000 · 1054.5 · .5, each with an exponent
    r"|(?P<number>(?:[0-9]{1,2}(?:,[0-9]{2}(?=,)){1,6}+,[0-9]{3}(?![0-9,])"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,40}+(?![0-9])"
    r"|(?<![0-9.,a-z])[1-9][0-9]{0,2}(?: [0-9]{3}){1,5}+(?![0-9,]|\.[0-9]{3}| [0-9]| (?:bc|ad)(?![a-z]))"
    r"|[0-9]++)(?:\.[0-9]++(?!\.[0-9]))?|(?<![0-9a-z.])\.[0-9]++)"
    r"(?P<exponent>e[+-]?[0-9]{1,6}(?![0-9a-z])|\^[+-]{0,2}[0-9]{1,6}(?![0-9.])"
    r"| ?[x×*·] ?10(?:\^[+-]?[0-9]{1,6}(?![0-9.])|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6})|(?<=(?<![0-9.,])10)[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6})?"
    r"|(?P<mark>[^\s])"
)
_TOKEN = re.compile(_TOKENS)
_COMMA = re.compile(r"[0-9],[0-9]{1,2}(?![0-9])")
_TOKEN_COMMA = re.compile(_TOKENS.replace("(?P<foreign>", f"(?P<comma>{_DECIMAL_COMMA})|(?P<foreign>"))


_NO_FIGURE = frozenset({"word", "mark"})
_FOREIGN = re.compile(
    r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2}(?:,[0-9]{1,4})?|\.[0-9]{3},[0-9]{1,2}|(?:'[0-9]{3}){1,4}(?:\.[0-9]{1,4})?)"
    r"|[0-9]{1,4},[0-9]{1,2}"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")


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
        pattern = _TOKEN_COMMA if "," in self.folded and _COMMA.search(self.folded) else _TOKEN
        matches = list(pattern.finditer(self.folded))
        self.words = [match[0] for match in matches]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.figures = [match.lastgroup not in _NO_FIGURE for match in matches]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The token, or an empty string outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def figure(self, index: int) -> bool:
        """Whether the token is made of figures; False outside the text."""
        return 0 <= index < len(self.words) and self.figures[index]

    def index(self, start: int) -> int:
        """The token that starts at or first behind an offset."""
        return bisect_left(self.starts, start)

    def touching(self, index: int) -> bool:
        """No space between token `index - 1` and token `index`."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]

    def original(self, index: int) -> str:
        """The token as written, with its capitals."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def capital(self, index: int) -> bool:
        """Whether the token is a word written with a first capital."""
        return 0 <= index < len(self.words) and self.text[self.starts[index]].isupper()


def split_words(phrase: str) -> tuple[str, ...]:
    """The tokens of a lexicon phrase, in lower case."""
    return tuple(Tokens(phrase.lower(), phrase.lower()).words)


def figure_value(token: str) -> Fraction | None:
    """The value of a figure token, exponent and all; None when it is too long to work with.

    >>> figure_value("1,054.5"), figure_value("1.3x10^6"), figure_value("2^-1"), figure_value("1 414 021 100")
    (Fraction(2109, 2), Fraction(1300000, 1), Fraction(1, 2), Fraction(1414021100, 1))
    """
    if token.isascii() and token.isdigit():
        return from_digits(token)
    if _FOREIGN.fullmatch(token):
        return from_digits(token.replace(".", "").replace(",", ".") if "'" not in token else token.replace("'", ""))
    token = _raised(token)
    for mark in ("x10^", "^", "e"):
        compact = token.replace(" ", "").replace("×", "x").replace("*", "x").replace("·", "x")
        base_text, found, exponent_text = compact.partition(mark)
        if found:
            return _power(base_text, mark, exponent_text)
    return from_digits(token.replace(" ", ""))


def _raised(token: str) -> str:
    """10⁶ as 10^6."""
    plain = token.translate(_SUPERSCRIPTS)
    if plain == token:
        return token
    at = next(index for index, character in enumerate(token) if character != plain[index])
    return f"{token[:at]}^{plain[at:]}"


def _power(base_text: str, mark: str, exponent_text: str) -> Fraction | None:
    base = from_digits(base_text)
    exponent = int(exponent_text.lstrip("+-")) * (-1 if exponent_text.count("-") % 2 else 1)
    if base is None or abs(exponent) > MAX_POWER or (base == 0 and exponent < 0):
        return None
    return base**exponent if mark == "^" else base * Fraction(10) ** exponent
