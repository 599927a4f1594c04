"""Chinese numerals, one pass: Arabic, Chinese, capital and mixed forms, short forms, vague ones, fractions, percentages.

`parse` reads the longest numeral at a place; `TRIGGER` says where one may start. Both work on text folded by `fold.fold_chinese`.
Every step is bounded or possessive, so a text of any kind is read in linear time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from duizhao.claims.fold import plain_capitals
from duizhao.claims.numeral import MAX_DIGITS, MAX_POWER, Form, Numeral, exact, from_digits
from duizhao.model import Qualifier

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "幺": 1,
}
SMALL = {"十": 10, "百": 100, "千": 1000}
TENS = {"廿": 20, "卅": 30, "卌": 40}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
VULGAR = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_CAPITAL = "壹贰叁肆伍陆柒捌玖拾佰仟弍弎弌"
CHARACTERS = "零〇一二三四五六七八九两俩仨幺十百千万亿兆廿卅卌" + _CAPITAL

TRIGGER = re.compile(rf"[0-9{CHARACTERS}半几数½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\.[0-9]")
_LITERAL = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,300}+(?![0-9])(?:\.[0-9]++)?|[0-9]++(?:\.[0-9]++)?|\.[0-9]++")
_ROW = re.compile("[零〇一二三四五六七八九两]{2,}+")
_PERCENT = re.compile("(?P<capital>[百千万佰仟]|万 ?万) {0,3}分 {0,3}之 {0,3}(?P<sign>负|-)?")
_PARTS = re.compile(" {0,3}分 {0,3}之 {0,3}(?P<sign>负|-)?(?=[^ ])")
_AND = re.compile(" {0,3}又 {0,3}")
_POINT = re.compile(
    rf" {{0,3}}点 {{0,3}}(?P<digits>[零〇一二三四五六七八九0-9{_CAPITAL}](?: {{0,2}}[零〇一二三四五六七八九0-9{_CAPITAL}]){{0,60}})"  # noqa: E501
)
_SLASH = re.compile(r"(?P<whole> {1,2}[0-9]{1,6})?/(?P<below>[0-9]{1,9})(?![0-9/])")
_MIXED_SLASH = re.compile(r" {1,2}(?P<above>[0-9]{1,9})/(?P<below>[0-9]{1,9})(?![0-9/])")
_POWER = re.compile(r"(?P<mark>[eE]|\^|[x×*]10\^|[x×*]10)(?P<sign>[+-]{0,2})(?P<digits>[0-9]{1,6})(?![0-9.])")
_SUFFIX = re.compile(r" ?[kK](?![A-Za-z0-9])|[wW](?![A-Za-z0-9])")
_UNIT_AHEAD = re.compile(
    "千(?:克|米|瓦|伏|赫|帕|卡|字节|兆|安|焦|吨位)|兆(?:瓦|赫|字节|帕|比特|欧|位|伏|焦)|万(?:向|维|用|科|达|豪|宝|物|事|众|岁|能|能|象)|两(?![个十百千万亿])|百(?:帕|升|分)"
)
_NOT_LAI = set("自到源说看临得往历年讲去")
_ORDER_PAIRS = {(3, 5)}


def parse(text: str, start: int) -> Numeral | None:
    """The longest numeral that starts at `start` of folded text, or None.

    >>> parse("三十多万人", 0)
    Numeral(start=0, end=4, number=Fraction(300000, 1), low=Fraction(300000, 1), high=Fraction(400000, 1), form='words', qualifier='over', scale=Fraction(10000, 1), plain=False)
    """  # noqa: E501
    percent = _PERCENT.match(text, start)
    if percent is not None:
        return _percent(text, start, percent)
    if text[start] in VULGAR:
        above, below = VULGAR[text[start]]
        return exact(start, start + 1, Fraction(above, below), "fraction")
    if text[start] == "半":
        return _half(text, start)
    if text.startswith("一半", start):
        return exact(start, start + 2, Fraction(1, 2), "fraction")
    number = _whole(text, start)
    if number is None or number.form == "too-long":
        return number
    return _fraction(text, number)


def _half(text: str, start: int) -> Numeral:
    if text.startswith("半百", start):
        return exact(start, start + 2, Fraction(50), "words")
    return exact(start, start + 1, Fraction(1, 2), "half")


def _percent(text: str, start: int, match: re.Match[str]) -> Numeral | None:
    at = match.end()
    if at >= len(text) or TRIGGER.match(text, at) is None:
        return None
    above = _whole(text, at)
    if above is None or above.form == "too-long":
        return None
    below = {"百": 1, "佰": 1, "千": 10, "仟": 10, "万": 100}.get(match["capital"], 10**6)
    factor = Fraction(-1 if match["sign"] else 1, below)
    return replace(above.scaled(factor), start=start, form="percent")


def _fraction(text: str, number: Numeral) -> Numeral:
    """Go on to 分之 and 又, where they follow."""
    parts = _PARTS.match(text, number.end)
    if parts is not None and TRIGGER.match(text, parts.end()):
        above = _whole(text, parts.end())
        if above is not None and above.form != "too-long" and number.number is not None:
            if number.number == 0:
                return replace(above, start=number.start, number=None, low=None, high=None, form="fraction")
            factor = Fraction(-1 if parts["sign"] else 1) / number.number
            return replace(above.scaled(factor), start=number.start, form="fraction")
        return number
    joined = _AND.match(text, number.end)
    if joined is not None and number.number is not None and TRIGGER.match(text, joined.end()):
        rest = parse(text, joined.end())
        if rest is not None and rest.form == "fraction" and rest.number is not None:
            return exact(number.start, rest.end, number.number + rest.number, "fraction")
    return number


def _whole(text: str, start: int) -> Numeral | None:
    """A numeral without fractions: a literal, a row of digits, or a positional one."""
    if text[start] in "0123456789.":
        literal = _LITERAL.match(text, start)
        if literal is None:
            return None
        value = from_digits(literal[0])
        if value is None:
            return Numeral(start, literal.end(), None, None, None, "too-long")
        special = _written_out(text, start, literal.end(), value, "." not in literal[0] and "," not in literal[0])
        if special is not None:
            return special
        return _Positional(text, start).read(literal.end(), value)
    row = _ROW.match(text, start)
    if row is not None:
        number = _row(text, start, row)
        if number is not None:
            return number
    return _Positional(text, start).read()


def _written_out(text: str, start: int, end: int, value: Fraction, integer: bool) -> Numeral | None:
    """Forms of literals alone: 3/5, 1 3/5, 1e6, 2^-1, 40k, 10w."""
    following = text[end : end + 1]
    if not following:
        return None
    if following == "/" and integer:
        slash = _SLASH.match(text, end)
        if slash is not None and text[start - 1 : start] not in {"/", "-"}:
            below = int(slash["below"])
            return (
                exact(start, slash.end(), value / below, "fraction")
                if below
                else Numeral(start, slash.end(), None, None, None, "fraction")
            )
    if following == " " and integer:
        mixed = _MIXED_SLASH.match(text, end)
        if mixed is not None and int(mixed["below"]):
            return exact(start, mixed.end(), value + Fraction(int(mixed["above"]), int(mixed["below"])), "fraction")
    if following in "eE^x×*":
        power = _POWER.match(text, end)
        if power is not None:
            return _power(start, power, value)
    if following in "kKwW ":
        suffix = _SUFFIX.match(text, end)
        if suffix is not None:
            scale = Fraction(10**4 if suffix[0] in "wW" else 1000)
            return exact(start, suffix.end(), value * scale, "arabic", scale=scale)
    return None


def _power(start: int, match: re.Match[str], value: Fraction) -> Numeral | None:
    exponent = int(match["digits"]) * (-1 if match["sign"].count("-") % 2 else 1)
    if abs(exponent) > MAX_POWER:
        return Numeral(start, match.end(), None, None, None, "too-long")
    if match["mark"] == "^":
        if value == 0 and exponent < 0:
            return None
        return exact(start, match.end(), value**exponent, "arabic")
    return exact(start, match.end(), value * Fraction(10) ** exponent, "arabic")


def _row(text: str, start: int, match: re.Match[str]) -> Numeral | None:
    """Two or more Chinese digits in a row: a pair of neighbours (三四), or digits read one by one (二〇一一)."""
    row = match[0]
    following = text[match.end() : match.end() + 1]
    if len(row) == 2 and _pair(DIGITS[row[0]], DIGITS[row[1]]) and "零" not in row and "〇" not in row:
        return None
    if following in SMALL or following in BIG:
        return None
    if len(row) > MAX_DIGITS:
        return Numeral(start, match.end(), None, None, None, "too-long")
    if row[0] in "零〇" and following == "点" and len(row) == 1:
        return None
    value = Fraction(int("".join(str(DIGITS[digit]) for digit in row)))
    return exact(start, match.end(), value, "digits")


def _pair(first: int, second: int) -> bool:
    return second == first + 1 or (first, second) in _ORDER_PAIRS


class _Positional:
    """Reads digits and units from left to right.

    `low` and `high` walk together and part where the text is vague (三四十, 几百); `named` follows the value that the words name.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.end = start
        self.total = self.section = (Fraction(0), Fraction(0))
        self.pending: tuple[Fraction, Fraction] | None = None
        self.pending_literal = False
        self.unit = 1  # the last unit read, for short forms
        self.section_unit = 10**4  # units fall inside a section
        self.big = 0  # the last big unit read
        self.zero = False
        self.named = True
        self.marker: tuple[Qualifier, Fraction] | None = None
        self.arabic = self.chinese = False
        self.items = 0
        self.scale = Fraction(1)
        self.done = False

    def read(self, end: int | None = None, value: Fraction | None = None) -> Numeral | None:
        if end is not None and value is not None:
            self._literal(end, value)
        while not self.done and self._step():
            pass
        return self._result()

    def _literal(self, end: int, value: Fraction) -> None:
        self.pending = (value, value)
        self.pending_literal = self.arabic = True
        self.end = end
        self.items += 1

    def _step(self) -> bool:
        """Take one item; False when the numeral ends here."""
        at = self.end
        text = self.text
        if at >= len(text):
            return False
        character = text[at]
        if character == " ":
            at = self._past_spaces(at)
            if at < 0:
                return False
            character = text[at]
        if character in _CAPITAL:
            character = plain_capitals(character)
        if character in DIGITS:
            return self._digit(at, DIGITS[character])
        if character in SMALL:
            return self._small(at, SMALL[character], character)
        if character in TENS:
            return self._tens(at, TENS[character])
        if character in BIG:
            return self._large(at, BIG[character])
        if character in "几数":
            return self._several(at, character)
        if character in "多余来":
            return self._more(at, character)
        if character == "点":
            return self._point(at)
        if character in "0123456789" and self.chinese and self.pending is None:
            literal = _LITERAL.match(text, at)
            if literal is not None and len(literal[0]) <= 12 and self.items:
                value = from_digits(literal[0])
                if value is not None and value < max(self.unit, 1) and (at == self.end):
                    self._literal(literal.end(), value)
                    return True
        return False

    def _past_spaces(self, at: int) -> int:
        """Where the numeral goes on after up to three spaces, or -1: a unit after digits, digits after a unit."""
        text = self.text
        k = at
        while k < len(text) and text[k] == " " and k - at < 4:
            k += 1
        if k >= len(text) or not self.items or text[k] == " ":
            return -1
        character = text[k]
        if self.pending is not None and (character in SMALL or character in BIG or character in "拾佰仟点"):
            if character == "点" and self.pending_literal:
                return -1
            return k if self.pending_literal is False or character in BIG else -1
        if self.pending is None and self.chinese and character in CHARACTERS and character not in "两":
            return k
        if self.pending is None and self.chinese and character in "点多余几":
            return k
        return -1

    def _digit(self, at: int, digit: int) -> bool:
        if self.pending is not None:
            if self.pending_literal or self.pending[0] != self.pending[1] or at != self.end:
                return False
            first = int(self.pending[0])
            if not _pair(first, digit) or first == 0 or self.text[at + 1 : at + 2] in DIGITS:
                return False
            self.pending = (Fraction(first), Fraction(digit))
            self.named = False
            self.end = at + 1
            return True
        if digit == 0:
            if self.items and (self.text[at + 1 : at + 2] == "" or self.text[at + 1] not in CHARACTERS + "几0123456789 "):
                return False
            if self.items:
                self.zero = True
                self.end = at + 1
                return True
        if self.items and self.unit == 1 and not self.zero:
            return False
        if self.text[at] == "两" and self.items and self.text[at + 1 : at + 2] not in {*SMALL, *BIG}:
            return False  # 三千两百两: the last 两 is a weight
        self.pending = (Fraction(digit), Fraction(digit))
        self.pending_literal = False
        self.chinese = True
        self.items += 1
        self.end = at + 1
        return True

    def _small(self, at: int, unit: int, character: str) -> bool:
        if self.pending is None:
            if character != "十" and self.items:
                return False
            if unit >= self.section_unit:
                return False
            if self.items and self.unit == 1:
                return False
            pending = (Fraction(1), Fraction(1))
        else:
            pending = self.pending
            if self.pending_literal and pending[0] >= 10:
                return False
        if unit >= self.section_unit or (pending[0] == 0 and pending[1] == 0):
            return False
        if self.pending_literal and _UNIT_AHEAD.match(self.text, at):
            return False
        if self.pending is not None and character == "千" and _UNIT_AHEAD.match(self.text, at):
            return False
        self.section = (self.section[0] + pending[0] * unit, self.section[1] + pending[1] * unit)
        self.pending = None
        self.unit = self.section_unit = unit
        self.zero = False
        self.chinese = True
        self.items += 1
        self.end = at + 1
        return True

    def _tens(self, at: int, value: int) -> bool:
        if self.pending is not None or self.section_unit <= 10:
            return False
        self.section = (self.section[0] + value, self.section[1] + value)
        self.unit = self.section_unit = 10
        self.chinese = True
        self.zero = False
        self.items += 1
        self.end = at + 1
        return True

    def _large(self, at: int, unit: int) -> bool:
        if _UNIT_AHEAD.match(self.text, at):
            return False
        section = self._closed_section(short=False)
        if not any(section) and not self.big:
            return False
        if not any(section):
            if self.total[1] * unit > 10**48:
                return False
            self.total = (self.total[0] * unit, self.total[1] * unit)
            self.scale *= unit
        elif not self.big or unit < self.big:
            self.total = (self.total[0] + section[0] * unit, self.total[1] + section[1] * unit)
            self.scale = Fraction(unit)
        elif unit > self.big:
            self.total = ((self.total[0] + section[0]) * unit, (self.total[1] + section[1]) * unit)
            self.scale = Fraction(unit)
        else:
            return False
        if self.marker is not None:
            self.marker = (self.marker[0], self.marker[1] * unit)
        self.section = (Fraction(0), Fraction(0))
        self.pending = None
        self.pending_literal = False
        self.big = self.unit = unit
        self.section_unit = 10**4
        self.zero = False
        self.chinese = True
        self.items += 1
        self.end = at + 1
        return True

    def _several(self, at: int, character: str) -> bool:
        following = self.text[at + 1 : at + 2]
        if following == " ":
            following = self.text[at + 2 : at + 3]
        scaled = following in SMALL or following in BIG or following in {"拾", "佰", "仟"}
        if self.pending is not None or (character == "数" and self.items):
            return False
        if not self.items:
            if not scaled:
                return False
            self.pending = (Fraction(2), Fraction(9))
            self.named = False
        elif self.chinese and (self.unit >= 10 or self.zero):
            step = (
                1
                if self.zero
                else (self.unit // 10 if self.unit >= 100 and following not in BIG and self.unit in SMALL.values() else self.unit)
            )
            if following in BIG or self.unit not in SMALL.values():
                self.marker = ("over", Fraction(self.unit if not self.zero else 10))
            else:
                step = 1 if self.unit == 10 or self.zero else self.unit // 10
                self.pending = (Fraction(step), Fraction(9 * step))
                self.pending_literal = True  # no short form: the value is complete
                self.named = not (self.unit == 10 and self.section[0] == 10 and not self.big)
                self.marker = ("about", Fraction(0))
        else:
            return False
        self.chinese = True
        self.items += 1
        self.end = at + 1
        return True

    def _more(self, at: int, character: str) -> bool:
        """多, 余, 来 after a unit: inside (三十多万) or at the end (三十多)."""
        if self.marker is not None and not self.marker[1]:
            return False
        text = self.text
        k = at + 1
        while k < len(text) and text[k] == " " and k < at + 3:
            k += 1
        following = text[k : k + 1]
        literal_unit = (
            self.pending is not None and self.pending_literal and self.pending[0] >= 10 and self.pending[0].denominator == 1
        )
        if not (literal_unit or (self.pending is None and self.items and self.unit >= 10)):
            return False
        inner = following in BIG and _UNIT_AHEAD.match(text, k) is None
        if character == "来" and not inner and (following in _NOT_LAI or literal_unit or self.unit > 1000):
            return False
        if character == "余" and following in set("额下地款热"):
            return False
        step = Fraction(self._step_of_literal() if literal_unit else self.unit)
        if character == "来":
            self.marker = ("about", Fraction(0))
        else:
            self.marker = ("over", step if inner else Fraction(0))
        self.items += 1
        self.end = at + 1
        self.done = not inner
        return True

    def _step_of_literal(self) -> int:
        """The unit that a literal's trailing zeros leave open: 10 for 230, 100 for 500."""
        assert self.pending is not None
        value = int(self.pending[0])
        step = 1
        while value and value % 10 == 0 and step < 10**6:
            value //= 10
            step *= 10
        return step

    def _point(self, at: int) -> bool:
        if not self.chinese or self.pending_literal:
            return False
        match = _POINT.match(self.text, at)
        if match is None:
            return False
        following = self.text[match.end() : match.end() + 1]
        if following in SMALL or following in {"分", "刻"}:
            return False
        digits = [str(DIGITS[d]) if d in DIGITS else d for d in plain_capitals(match["digits"]) if d != " "]
        decimals = Fraction(int("".join(digits)), 10 ** len(digits))
        section = self._closed_section(short=True)
        value = (self.total[0] + section[0] + decimals, self.total[1] + section[1] + decimals)
        self.end = match.end()
        self.items += 1
        self.total = (Fraction(0), Fraction(0))
        self.section = (Fraction(0), Fraction(0))
        self.pending = value
        self.pending_literal = True
        big = following if following in BIG else ""
        if not big or self.big:
            self.done = True
        self.zero = False
        self.unit = 1
        return True

    def _closed_section(self, *, short: bool) -> tuple[Fraction, Fraction]:
        """The section with what is pending, a short form worked out (两百五 is 250)."""
        if self.pending is None:
            return self.section
        low, high = self.pending
        if short and not self.pending_literal and not self.zero and self.unit >= 100:
            factor = self.unit // 10
            low, high = low * factor, high * factor
        elif (
            short
            and self.pending_literal
            and self.arabic
            and not self.zero
            and self.unit >= 100
            and high < 10
            and self.items > 1
            and low == high
            and low.denominator == 1
            and self.marker is None
        ):
            low, high = low * (self.unit // 10), high * (self.unit // 10)
        return self.section[0] + low, self.section[1] + high

    def _result(self) -> Numeral | None:
        if not self.items:
            return None
        section = self._closed_section(short=True)
        low, high = self.total[0] + section[0], self.total[1] + section[1]
        number: Fraction | None = low if low == high else None
        qualifier: Qualifier = "exact"
        form: Form = "mixed" if self.arabic and self.chinese else "arabic" if self.arabic else "words"
        plain = self.items == 1 and form == "words" and low == high
        if low != high:
            form = "vague" if self.marker is None else form
            if self.marker is None:
                return Numeral(self.start, self.end, None, low, high, form, "exact", self._final_scale())
            base = self.total[0] + self.section[0]
            return Numeral(self.start, self.end, base if self.named else None, low, high, form, "about", self._final_scale())
        if self.marker is not None:
            qualifier, width = self.marker
            if qualifier == "about":
                return Numeral(self.start, self.end, number, None, None, form, "about", self._final_scale())
            upper = low + width if width else None
            if not self.named:
                number = None
            return Numeral(self.start, self.end, number, low, upper, form, "over", self._final_scale())
        return Numeral(self.start, self.end, number, low, high, form, "exact", self._final_scale(), plain)

    def _final_scale(self) -> Fraction:
        return self.scale if self.pending is None and not any(self.section) else Fraction(1)
