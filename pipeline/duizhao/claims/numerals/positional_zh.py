"""Chinese positional numerals (三千五百万, 1.2万, 二十七八, 三十多万), read from left to right: one small step a character."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from duizhao.claims import lexicon
from duizhao.claims.digits import from_digits
from duizhao.claims.fold import plain_capitals
from duizhao.claims.numerals.anew_zh import begins_anew
from duizhao.claims.numerals.numeral import Form, Numeral
from duizhao.claims.patterns import any_of
from duizhao.model import Qualifier

_FACTS = lexicon.numerals().zh
DIGITS = _FACTS.digits
SMALL = _FACTS.small
TENS = _FACTS.tens
BIG = _FACTS.big
CAPITALS = _FACTS.capitals
CHARACTERS = "".join([*DIGITS, *SMALL, *TENS, *BIG, CAPITALS])

# Figures with commas and a point; a second point makes no decimal (2222.2222.2222).
LITERAL = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,40}+(?![0-9])(?:\.[0-9]++(?!\.[0-9]))?"
    r"|(?<![0-9.,A-Za-z])(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]{3}){2,5}+(?![0-9,年]|\.[0-9]{3}| [0-9])(?:\.[0-9]++(?!\.[0-9]))?"
    r"|[0-9]++(?:\.[0-9]++(?!\.[0-9]))?|\.[0-9]++"
)
_POINT_DIGIT = f"[零〇一二三四五六七八九0-9{''.join(c for c in CAPITALS if plain_capitals(c) in DIGITS)}]"
_POINT = re.compile(f" {{0,3}}点 {{0,3}}(?P<digits>{_POINT_DIGIT}(?: {{0,2}}{_POINT_DIGIT}){{0,60}})")
# A scale character that begins a unit instead: 12千米, 50兆瓦, 五万维.
# and words that begin with 万; 十万用户 and 三百万用于 count.
_UNIT_AHEAD = re.compile(
    "千(?:克|米|瓦|伏|赫|帕|卡(?![车片通号券位])|字节|兆|安(?![置全保家装徽排])|焦|吨位)|兆(?:瓦|赫|字节|帕|比特|欧|位|伏|焦)"
    "|万(?:向(?:节|轮|集团|钱潮)|维(?:网|空间)|用(?:表|刀|锅|电表|扳手)|科(?:集团|企业|地产|物业|股份)|岁(?![入出])"
    "|达(?:广场|影|院线|集团|电影|商业|茂|文旅|股份)|豪(?:酒店|国际|集团)|宝(?:路|龙)|物(?:皆|有灵|互联|生长|复苏)"
    "|事(?:达|通|如意|俱备|大吉|胜意)|众(?:一心|瞩目|创新)|能(?:钥匙|胶|充|险|公式|药|遥控)|象(?:更新|城|天地))"
    "|百(?:帕|升|分)"
)
# 来 before these is a verb, and 余 before those begins a noun.
_NOT_LAI = frozenset("自到源说看临得往历年讲去")
# 千把人, 万把块: about a thousand, ten thousand; 百把刀 counts knives.
_OR_SO = re.compile("[百千万]把(?=[块元人斤里年米公个天亩吨字号])")
_NOT_YU = frozenset("额下地款热")
# 两 after another digit is one of a pair only before these measure words (一两个); elsewhere it weighs (三千两百两).
_PAIR_UNITS = frozenset(lexicon.chinese_words().pair_units)
# 30来个: 来 behind figures is one of these measure words' only.
_LAI_UNITS = _PAIR_UNITS | frozenset("岁吨斤公米里亩元块号")
# 10万+, 100+人; not 3+2, 3+X.
_PLUS = re.compile(r"\+(?! ?[0-9A-Za-z〇零一二三四五六七八九十+(=])")
_YOU = re.compile("有[一二三四五六七八九](?=[岁载年，。；、]|$)")
_ENDS = re.compile(" {0,3}(?:[十百千万亿兆又点拾佰仟，。；、）)]|$)")
# 三千一星期 is three thousand a week: the digit belongs to what follows.
_ONE_OF = re.compile("一(?=星期|个|天|年|晚|夜|小时|次|位|张|斤|平|人|件|瓶|盒|包|斤|吨|周|节|场|套|台|部)")
# Before a bare 万 or 亿 these make it a number: 近万人, 突破万亿元.
_BARE_BEFORE = frozenset("近超逾破上达约过")
# 打了八点六分, 贬值四点五分: so many points, and tenths of them; a time has a nought there (八点零六分).
MARKED = re.compile(f"(?:{any_of(lexicon.chinese_words().marked_before)})[了过出到为是至约近的]{{0,2}}$")
_LARGEST = 10**48


class _Span(NamedTuple):
    """A value that may be vague: its lower and its upper bound."""

    low: Fraction
    high: Fraction

    def times(self, factor: int) -> _Span:
        return _Span(self.low * factor, self.high * factor)

    def plus(self, other: _Span) -> _Span:
        if self is _ZERO or other is _ZERO:
            return other if self is _ZERO else self
        return _Span(self.low + other.low, self.high + other.high)


_ZERO = _Span(Fraction(0), Fraction(0))


def pair(first: int, second: int) -> bool:
    """Whether two digits in a row name a vague number: neighbours (三四), and 三五."""
    return second == first + 1 or (first, second) == (3, 5)


class Positional:
    """Reads one numeral.

    `total` holds what the big units (万, 亿) have closed, `section` what is below, `pending` the digits that wait for a unit.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = self.end = start
        self.total = self.section = _ZERO
        self.pending: _Span | None = None
        self.complete = False  # the pending value is no single Chinese digit, so that no short form applies
        self.unit = 1  # the last unit, which a short form falls back on (两百五)
        self.room = 10**4  # units inside a section must get smaller
        self.big = 0
        self.zero = False
        self.decimal = False  # decimals stand before the big unit (12.8亿)
        self.named = True  # the words name a value (三十多万 does, 几十 does not)
        self.vague = False  # 几 or 数 stands in it
        self.marker: Qualifier | None = None
        self.width = Fraction(0)  # how far 多 and 几 inside a number may reach
        self.arabic = self.chinese = False
        self.items = 0
        self.scale = Fraction(1)
        self.done = False

    def read(self, end: int | None = None, value: Fraction | None = None) -> Numeral | None:
        """The numeral, or None; `value` are figures already read up to `end`."""
        if end is not None and value is not None:
            self._literal(end, value)
        while not self.done and self._step():
            pass
        return self._result() if self.items else None

    def _taken(self, end: int) -> bool:
        self.items += 1
        self.end = end
        return True

    def _literal(self, end: int, value: Fraction) -> bool:
        self.pending = _Span(value, value)
        self.complete = self.arabic = True
        return self._taken(end)

    def _step(self) -> bool:
        """Take one item; False when the numeral ends here."""
        at, text = self.end, self.text
        if at >= len(text):
            return False
        if text[at] == " ":
            at = self._past_spaces(at)
            if at < 0:
                return False
        if self.big == self.unit and self.pending is None and not self.zero and begins_anew(text, at, decimal=self.decimal):
            return False
        character = plain_capitals(text[at]) if text[at] in CAPITALS else text[at]
        if character in DIGITS:
            return self._digit(at, DIGITS[character])
        if character in SMALL:
            return self._small(at, SMALL[character])
        if character in TENS:
            return self._tens(at, TENS[character])
        if character in BIG:
            return self._large(at, BIG[character])
        if character in "几数":
            return self._several(at)
        if character == "有" and self.unit == 10 and self.pending is None and _YOU.match(text, at):
            self.end = at + 1  # 二十有九
            return True
        if character == "好" and text.startswith("好几", at):
            return self._quite_a_few(at)
        if character in "多余来" or (character == "把" and _OR_SO.match(self.text, at - 1)):
            return self._more(at)
        if character == "点":
            return self._point(at)
        if character == "+":
            return self._plus(at)
        return character in "0123456789" and self._figures(at)

    def _past_spaces(self, at: int) -> int:
        """Where the numeral goes on after up to three spaces, or -1: a unit after digits, digits after a unit."""
        text = self.text
        k = at
        while k < len(text) and text[k] == " " and k - at < 4:
            k += 1
        if k >= len(text) or not self.items or text[k] == " ":
            return -1
        character = text[k]
        if self.pending is None:
            return k if self.chinese and character in CHARACTERS + "点多余几" and character != "两" else -1
        if character in BIG or (self.pending.high < 10 and character in "百千" and text[k + 1 : k + 2] in BIG):
            return k  # 3 百万
        return k if not self.complete and (character in SMALL or character in "拾佰仟点") else -1

    def _figures(self, at: int) -> bool:
        """Figures behind a Chinese unit: 3万4000."""
        match = LITERAL.match(self.text, at) if self.chinese and self.pending is None and at == self.end else None
        if match is None or len(match[0]) > 12:
            return False
        value = from_digits(match[0])
        return value is not None and value < self.unit and self._literal(match.end(), value)

    def _digit(self, at: int, digit: int) -> bool:
        following = self.text[at + 1 : at + 2]
        if (
            self.text[at] == "两"
            and self.items
            and following not in SMALL
            and following not in BIG
            and following not in _PAIR_UNITS
        ):
            return False
        if self.pending is not None:
            return self._second_digit(at, digit)
        if self.items and not self.zero and self.unit >= 100 and at > self.end and not _ENDS.match(self.text, at + 1):
            return False  # 三千 一分半: no short form across a space
        if self.items and not self.zero and self.unit >= 100 and _ONE_OF.match(self.text, at):
            return False
        if digit == 0 and self.items:
            if following == "" or following not in CHARACTERS + "几0123456789 ":
                return False
            self.zero = True
            self.end = at + 1
            return True
        if self.items and self.unit == 1 and not self.zero:
            return False
        self.pending = _Span(Fraction(digit), Fraction(digit))
        self.complete = False
        self.chinese = True
        return self._taken(at + 1)

    def _second_digit(self, at: int, digit: int) -> bool:
        """三四 and 七八: the second digit of a vague pair."""
        assert self.pending is not None
        if self.complete or self.pending.low != self.pending.high or at != self.end:
            return False
        first = int(self.pending.low)
        few = first == 3 and self.text[at] == "两"  # 三两个 is two or three
        if first == 0 or not (few or pair(first, digit)) or self.text[at + 1 : at + 2] in DIGITS.keys() - {"两"}:
            return False
        self.pending = _Span(Fraction(min(first, digit)), Fraction(max(first, digit)))
        self.named = False
        self.end = at + 1
        return True

    def _small(self, at: int, unit: int) -> bool:
        """十, 百, 千; a bare 十 is ten, a bare 百 or 千 only begins a numeral."""
        pending = self.pending
        if pending is None:
            if (unit > 10 and self.items) or (self.items and self.unit == 1):
                return False
            pending = _Span(Fraction(1), Fraction(1))
        elif (self.complete and pending.low >= 10) or pending.high == 0:
            return False
        # 三千米 are three kilometres, 三万六千米 thirty-six thousand metres.
        ahead = self.pending is not None and (self.complete or (unit == 1000 and self.big != 10**4))
        if unit >= self.room or (ahead and _UNIT_AHEAD.match(self.text, at)):
            return False
        return self._closed(at, pending.times(unit), unit)

    def _tens(self, at: int, value: int) -> bool:
        if self.pending is not None or self.room <= 10:
            return False
        return self._closed(at, _Span(Fraction(value), Fraction(value)), 10)

    def _closed(self, at: int, value: _Span, unit: int) -> bool:
        self.section = self.section.plus(value)
        self.pending = None
        self.unit = self.room = unit
        self.zero = False
        self.chinese = True
        return self._taken(at + 1)

    def _large(self, at: int, unit: int) -> bool:
        """万, 亿, 兆 close the section; chained they multiply (万亿)."""
        if _UNIT_AHEAD.match(self.text, at):
            return False
        section = self._open_section(short=False)
        self.decimal = section.low.denominator != 1
        bare = not self.items and (
            (at > 0 and self.text[at - 1] in _BARE_BEFORE)
            or self.text.startswith(("万亿", "亿分之"), at)
            or _OR_SO.match(self.text, at) is not None
        )
        if bare:
            section = _Span(Fraction(1), Fraction(1))
        if not any(section):
            if not self.big or self.total.high * unit > _LARGEST:
                return False
            self.total = self.total.times(unit)
            self.scale *= unit
        else:
            if unit == self.big:
                return False
            if not self.big or unit < self.big:
                self.total = self.total.plus(section.times(unit))
            else:
                self.total = self.total.plus(section).times(unit)
            self.scale = Fraction(unit)
        self.width *= unit
        self.section = _ZERO
        self.pending = None
        self.complete = self.zero = False
        self.big = self.unit = unit
        self.room = 10**4
        self.chinese = True
        return self._taken(at + 1)

    def _following(self, at: int, spaces: int = 2) -> tuple[int, str]:
        """Place and value of the character behind `at`, a few spaces passed."""
        k = at + 1
        while k < len(self.text) and self.text[k] == " " and k <= at + spaces:
            k += 1
        return k, self.text[k : k + 1]

    def _several(self, at: int) -> bool:
        """几 and 数: 几十, 数百万, 十几, 二十几万."""
        _, following = self._following(at)
        if self.pending is not None:
            return self._teens(at, following)
        if not self.items:
            if following not in SMALL and following not in BIG and following not in {"拾", "佰", "仟"}:
                return False
            self.pending = _Span(Fraction(2), Fraction(9))
            self.named = False
            self.vague = True
        elif self.text[at] == "数" or not self.chinese or (self.unit < 10 and not self.zero):
            return False
        elif following == "十" and self.unit > 10:  # 一百几十
            self.pending, self.complete = _Span(Fraction(2), Fraction(9)), False
            self.vague, self.named = True, False
        elif following in BIG or self.unit not in SMALL.values():
            self.marker, self.width = "over", Fraction(10 if self.zero else self.unit)
        else:
            step = 1 if self.unit == 10 or self.zero else self.unit // 10
            self.pending = _Span(Fraction(step), Fraction(9 * step))
            self.complete = True
            self.named = not (self.unit == 10 and self.section.low == 10 and not self.big)
            self.vague = True
        self.chinese = True
        return self._taken(at + 1)

    def _teens(self, at: int, following: str) -> bool:
        """10几岁, 20几个: tens in figures, and so many more."""
        assert self.pending is not None
        tens = self.pending.low
        if self.text[at] != "几" or self.items > 1 or not self.arabic or following in {"何", "乎", "率"}:
            return False
        if tens % 10 or not 0 < tens < 100 or at != self.end:
            return False
        self.pending = _Span(tens + 1, tens + 9)
        self.named, self.vague, self.chinese, self.done = False, True, True, True
        return self._taken(at + 1)

    def _quite_a_few(self, at: int) -> bool:
        """三十好几, 一百好几: well over the ten or the hundred before it."""
        if self.pending is not None or not self.items or self.unit < 10:
            return False
        self.marker = "over"
        self.done = True
        return self._taken(at + 2)

    def _more(self, at: int) -> bool:
        """多, 余, 来, 把 behind a unit: inside (三十多万, bounded by the unit) or at the end (三十多, open)."""
        character = self.text[at]
        figures = self.pending is not None and self.complete and self.pending.low >= 10 and self.pending.low.denominator == 1
        if self.marker == "about" or not (figures or (self.pending is None and self.items and self.unit >= 10)):
            return False
        k, following = self._following(at)
        inner = following in BIG and _UNIT_AHEAD.match(self.text, k) is None
        if character == "来" and not inner and (following in _NOT_LAI or self.unit > 1000):
            return False
        if character == "来" and not inner and figures and not (following in _LAI_UNITS and self._open_place() > 1):
            return False
        if character == "余" and following in _NOT_YU:
            return False
        self.marker = "about" if character in "来把" else "over"
        if inner and self.marker == "over":
            self.width = Fraction(self._open_place() if figures else self.unit)
        self.done = not inner
        return self._taken(at + 1)

    def _plus(self, at: int) -> bool:
        """10万+, 100+: no fewer than so many, and open above."""
        if not self.arabic or self.marker is not None or at != self.end or not _PLUS.match(self.text, at):
            return False
        self.marker, self.done = "over", True
        return self._taken(at + 1)

    def _open_place(self) -> int:
        """The place that the zeros of figures leave open: 10 for 230, 100 for 500."""
        assert self.pending is not None
        value, step = int(self.pending.low), 1
        while value and value % 10 == 0 and step < 10**6:
            value //= 10
            step *= 10
        return step

    def _point(self, at: int) -> bool:
        """Decimals in Chinese: 十二点五, 两点五亿; not 三点十分."""
        match = _POINT.match(self.text, at) if self.chinese and not self.complete else None
        if match is None:
            return False
        following = self.text[match.end() : match.end() + 1]
        mark = following == "分" and MARKED.search(self.text, max(0, self.start - 8), self.start) is not None
        if following in SMALL or (following in {"分", "刻"} and not mark):
            return False
        digits = "".join(str(DIGITS.get(digit, digit)) for digit in plain_capitals(match["digits"]) if digit != " ")
        decimals = Fraction(int(digits), 10 ** len(digits))
        self.pending = self.total.plus(self._open_section(short=True)).plus(_Span(decimals, decimals))
        self.total = self.section = _ZERO
        self.complete = True
        self.done = following not in BIG or self.big > 0
        self.zero = False
        self.unit = 1
        return self._taken(match.end())

    def _open_section(self, *, short: bool) -> _Span:
        """The section with what is pending, a short form worked out (两百五 is 250, 3万4 is 34000)."""
        if self.pending is None:
            return self.section
        pending = self.pending
        digit = not self.complete or (
            self.arabic and self.items > 1 and pending.low == pending.high < 10 and pending.low.denominator == 1
        )
        if short and digit and not self.zero and self.unit >= 100 and self.marker is None:
            pending = pending.times(self.unit // 10)
        return self.section.plus(pending)

    def _result(self) -> Numeral:
        low, high = self.total.plus(self._open_section(short=True))
        form: Form = "mixed" if self.arabic and self.chinese else "arabic" if self.arabic else "words"
        scale = self.scale if self.pending is None and not any(self.section) else Fraction(1)
        if low != high:
            number = self.total.low + self.section.low if self.vague and self.named and self.items > 1 else None
            qualifier: Qualifier = "about" if self.vague else "exact"
            return Numeral(self.start, self.end, number, low, high, form if number is not None else "vague", qualifier, scale)
        if self.marker == "about":
            return Numeral(self.start, self.end, low, None, None, form, "about", scale)
        if self.marker is not None:
            return Numeral(self.start, self.end, low, low, low + self.width if self.width else None, form, "over", scale)
        plain = self.items == 1 and form == "words"
        return Numeral(self.start, self.end, low, low, low, form, scale=scale, plain=plain)
