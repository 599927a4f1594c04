"""Chinese numerals, one pass: Arabic, Chinese, capital and mixed forms, short forms, vague ones, fractions, percentages.

`parse` reads the longest numeral at a place; `TRIGGER` says where one may start. Both work on text folded by `fold.fold_chinese`.
Every step is bounded or possessive, so a text of any kind is read in linear time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.digits import BIT_SIZES, MAX_DIGITS, MAX_POWER, from_digits
from duizhao.claims.numerals.numeral import Numeral, exact
from duizhao.claims.numerals.positional_zh import BIG, CAPITALS, CHARACTERS, DIGITS, LITERAL, SMALL, Positional, pair

__all__ = ["BIG", "CAPITALS", "DIGITS", "SMALL", "TRIGGER", "parse"]

_SIGNS = {sign: Fraction(value) for sign, value in lexicon.numerals().signs.items()}
TRIGGER = re.compile(rf"[0-9{CHARACTERS}半几数{''.join(_SIGNS)}]|(?<![0-9A-Za-z.])\.[0-9]")
_ROW = re.compile("[零〇一二三四五六七八九两][零〇一二三四五六七八九]++")
_PERCENT = re.compile("(?P<capital>[百千万佰仟]|万 ?万) {0,3}分 {0,3}之 {0,3}(?P<sign>负|-)?")
_PARTS = re.compile(" {0,3}分 {0,3}之 {0,3}(?P<sign>负|-)?(?=[^ ])")
_AND = re.compile(" {0,3}又 {0,3}")
# 3/5; but 16/32 位图像 names two sizes.
_SLASH = re.compile(f"/(?!(?:{'|'.join(map(str, sorted(BIT_SIZES)))}) ?位)(?P<below>[0-9]{{1,9}})(?![0-9/])")
_MIXED_SLASH = re.compile(" {1,2}(?P<above>[0-9]{1,9})/(?P<below>[0-9]{1,9})(?![0-9/])")
_POWER = re.compile(r"(?P<mark>[eE]|\^|[x×*]10\^)(?P<sign>[+-]{0,2})(?P<digits>[0-9]{1,6})(?![0-9.])")
# 10的6次方, 二的十次方
_RAISED = re.compile(" ?的 ?(?P<sign>负|-)? ?(?P<digits>[0-9]{1,4}|[〇零一二两三四五六七八九十百]{1,5}) ?次(?:方|幂)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED_SIGN = re.compile("(?P<times>[x×*·]10)?(?P<digits>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})")
_RAISERS = frozenset("x×*·⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_COUNTED_SCALE = re.compile("个(?P<more>多)?(?P<scale>亿|百万|千万)(?!人次|[一二三四五六七八九十])")
_COUNTED = {"亿": 10**8, "百万": 10**6, "千万": 10**7}
_FIGURES = re.compile("[0-9]++")
# 2M, 百分之15G: letters of a text that is a figure and nothing else.
_LARGE_SUFFIX = re.compile(" ?(?P<letter>[MGTB]) ?(?:%|个?百分点)?")
_ALONE = re.compile(" *(?:百分之)?[-负+]?")
_LARGE = {"M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12}
# 10.2 Million in a Chinese text
_WORD_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDED = re.compile(f" ?(?P<word>{'|'.join(_WORD_SCALES)})(?![A-Za-z])", re.I)
# Some hundreds or thousands, as people say it.
_LOOSE = {"百儿八十": (80, 100), "千儿八百": (800, 1000), "万儿八千": (8000, 10000)}
_SUFFIX = re.compile(" ?[kK](?![A-Za-z0-9]|黄?金)|[wW](?![A-Za-z0-9])")


def parse(text: str, start: int) -> Numeral | None:
    """The longest numeral that starts at `start` of folded text, or None.

    >>> number = parse("三十多万人", 0)
    >>> (number.end, number.number, number.low, number.high, number.qualifier)
    (4, Fraction(300000, 1), Fraction(300000, 1), Fraction(400000, 1), 'over')
    """
    percent = _PERCENT.match(text, start)
    if percent is not None:
        return _percent(text, start, percent)
    character = text[start]
    if text.startswith("儿", start + 1) and (loose := _LOOSE.get(text[start : start + 4])) is not None:
        return Numeral(start, start + 4, None, Fraction(loose[0]), Fraction(loose[1]), "vague", "about")
    if character in _SIGNS:
        return exact(start, start + 1, _SIGNS[character], "fraction")
    if character == "半":
        if text.startswith("数", start + 1) and not text.startswith("数学", start + 1):
            return exact(start, start + 2, Fraction(1, 2), "fraction")  # 半数以上
        hundred = text.startswith("百", start + 1)
        return exact(start, start + 2, Fraction(50), "words") if hundred else exact(start, start + 1, Fraction(1, 2), "half")
    if text.startswith("一半", start):
        return exact(start, start + 2, Fraction(1, 2), "fraction")
    number = _whole(text, start)
    if number is not None:
        number = _signed_half(text, number) or _raised(text, number) or _spoken(text, number)
    return number if number is None or number.form == "too-long" else _fraction(text, number)


def _signed_half(text: str, number: Numeral) -> Numeral | None:
    """2½: a whole number with a sign for its fraction."""
    sign = _SIGNS.get(text[number.end : number.end + 1])
    if sign is None or number.form != "arabic" or number.number is None or number.number.denominator != 1:
        return None
    return exact(number.start, number.end + 1, number.number + sign, "fraction")


def _raised(text: str, number: Numeral) -> Numeral | None:
    """10的6次方, 10⁶ and 3.5×10⁶; 12² is no number that a text states but a footnote's mark."""
    following = text[number.end : number.end + 2]
    if not following or (following[0] not in _RAISERS and "的" not in following):
        return None
    value = number.number
    if value is None or number.low != number.high:
        return None
    if "的" in following and (match := _RAISED.match(text, number.end)) is not None:
        told = parse(match["digits"], 0)
        power = -1 if told is None or told.end != len(match["digits"]) or told.number is None else int(told.number)
        return (
            _to_power(number.start, match.end(), value, Fraction(1), -power if match["sign"] else power) if power >= 0 else None
        )
    if number.form != "arabic" or following[0] not in _RAISERS:
        return None
    match = _RAISED_SIGN.match(text, number.end)
    if match is None or not (match["times"] or value == 10):
        return None
    base, factor = (Fraction(10), value) if match["times"] else (value, Fraction(1))
    return _to_power(number.start, match.end(), base, factor, int(match["digits"].translate(_SUPERSCRIPTS)))


def _to_power(start: int, end: int, base: Fraction, factor: Fraction, power: int) -> Numeral | None:
    """`factor` times `base` to `power`, or a numeral without a value where that is too long to work with."""
    if base == 0 and power < 0:
        return None
    digits = len(str(max(abs(base.numerator), base.denominator)))
    if digits * abs(power) > MAX_POWER:
        return Numeral(start, end, None, None, None, "too-long")
    return exact(start, end, factor * base**power, "arabic")


def _spoken(text: str, number: Numeral) -> Numeral:
    """三个亿, 两个多亿, 几十个亿, 五个百分点 left alone: a counted scale word, as people speak of money."""
    match = _COUNTED_SCALE.match(text, number.end)
    if match is None or number.scale != 1 or number.form in {"digits", "too-long"}:
        return number
    scaled = number.scaled(Fraction(_COUNTED[match["scale"]]))
    more = bool(match["more"]) and number.number is not None
    return replace(
        scaled,
        end=match.end(),
        low=scaled.number if more else scaled.low,
        high=None if more else scaled.high,
        qualifier="over" if more else number.qualifier,
        form="mixed" if number.form == "arabic" else "words",
        scale=Fraction(_COUNTED[match["scale"]]),
        plain=False,
    )


def _percent(text: str, start: int, match: re.Match[str]) -> Numeral | None:
    """百分之五, 千分之二, 万分之三, 万万分之七: in percent."""
    above = _whole(text, match.end()) if match.end() < len(text) and TRIGGER.match(text, match.end()) else None
    if above is None or above.form == "too-long":
        return None
    below = {"百": 1, "佰": 1, "千": 10, "仟": 10, "万": 100}.get(match["capital"], 10**6)
    factor = Fraction(-1 if match["sign"] else 1, below)
    return replace(above.scaled(factor), start=start, form="percent", plain=False)


def _fraction(text: str, number: Numeral) -> Numeral:
    """Go on to 分之, or to 又 and a fraction (一又二分之一), where they follow."""
    joined = _AND.match(text, number.end)
    if joined is None or number.number is None or TRIGGER.match(text, joined.end()) is None:
        return _parts(text, number)
    whole = _whole(text, joined.end())
    rest = _parts(text, whole) if whole is not None and whole.form != "too-long" else None
    if rest is not None and rest.form == "fraction" and rest.number is not None:
        return exact(number.start, rest.end, number.number + rest.number, "fraction")
    return number


def _parts(text: str, number: Numeral) -> Numeral:
    """Go on to 分之 where it follows. 零分之一 keeps its place and has no value."""
    parts = _PARTS.match(text, number.end)
    if parts is not None and TRIGGER.match(text, parts.end()):
        above = _whole(text, parts.end())
        if above is None or above.form == "too-long" or number.number is None:
            return number
        if number.number == 0:
            return Numeral(number.start, above.end, None, None, None, "fraction")
        factor = Fraction(-1 if parts["sign"] else 1) / number.number
        return replace(above.scaled(factor), start=number.start, form="fraction", plain=False)
    return number


def _whole(text: str, start: int) -> Numeral | None:
    """A numeral without fractions: figures, a row of digits, or a positional one."""
    if text[start] in "0123456789.":
        behind_stop = text[start - 1 : start] == "." and text[start - 2 : start - 1].isdigit() and start > 1
        literal = (_FIGURES if behind_stop else LITERAL).match(text, start)  # 2222.2222.222 has no decimals
        if literal is None:
            return None
        value = from_digits(literal[0].replace(" ", ""))
        if value is None:
            return Numeral(start, literal.end(), None, None, None, "too-long")
        special = _written_out(text, start, literal.end(), value)
        return special or Positional(text, start).read(literal.end(), value)
    row = _ROW.match(text, start)
    number = _row(text, start, row) if row is not None else None
    return number or Positional(text, start).read()


def _written_out(text: str, start: int, end: int, value: Fraction) -> Numeral | None:
    """Forms of figures alone: 3/5, 1 3/5, 1e6, 2^-1, 40k, 10w."""
    following = text[end : end + 1]
    integer = text[start:end].isdigit()
    if following == "/" and integer and text[start - 1 : start] != "/":
        slash = _SLASH.match(text, end)
        if slash is not None:
            below = int(slash["below"])
            place = (start, slash.end())
            return exact(*place, value / below, "fraction") if below else Numeral(*place, None, None, None, "fraction")
    if following == " " and integer:
        mixed = _MIXED_SLASH.match(text, end)
        if mixed is not None and int(mixed["below"]):
            return exact(start, mixed.end(), value + Fraction(int(mixed["above"]), int(mixed["below"])), "fraction")
    power = _POWER.match(text, end) if following and following in "eE^x×*" else None
    if power is not None:
        return _power(start, power, value)
    suffix = _SUFFIX.match(text, end) if following and following in "kKwW " else None
    if suffix is not None and not (suffix[0].strip() == "K" and not integer):  # 2.7K is a temperature
        scale = Fraction(10**4 if suffix[0] in "wW" else 1000)
        return exact(start, suffix.end(), value * scale, "arabic", scale=scale)
    worded = _WORDED.match(text, end) if following and following in " TMBtmb" else None
    if worded is not None:
        scale = Fraction(_WORD_SCALES[worded["word"].lower()])
        return exact(start, worded.end(), value * scale, "arabic", scale=scale)
    large = _LARGE_SUFFIX.fullmatch(text, end) if following and following in "MGTBmgtb " else None
    if large is not None and _ALONE.fullmatch(text, 0, start):
        scale = Fraction(_LARGE[large["letter"]])
        return exact(start, large.end("letter"), value * scale, "arabic", scale=scale)
    return None


def _power(start: int, match: re.Match[str], value: Fraction) -> Numeral | None:
    exponent = int(match["digits"]) * (-1 if match["sign"].count("-") % 2 else 1)
    if abs(exponent) > MAX_POWER:
        return Numeral(start, match.end(), None, None, None, "too-long")
    if match["mark"] != "^":
        return exact(start, match.end(), value * Fraction(10) ** exponent, "arabic")
    return None if value == 0 and exponent < 0 else exact(start, match.end(), value**exponent, "arabic")


def _row(text: str, start: int, match: re.Match[str]) -> Numeral | None:
    """Two or more digits in a row: a pair of neighbours (三四) is left to `Positional`, others are read one by one (二〇一一)."""
    row = match[0]
    following = text[match.end() : match.end() + 1]
    if following in SMALL or following in BIG:
        return None
    if len(row) == 2 and 0 not in (DIGITS[row[0]], DIGITS[row[1]]) and pair(DIGITS[row[0]], DIGITS[row[1]]):
        return None
    if len(row) > MAX_DIGITS:
        return Numeral(start, match.end(), None, None, None, "too-long")
    return exact(start, match.end(), Fraction(int("".join(str(DIGITS[digit]) for digit in row))), "digits")
