"""Chinese claims that are no plain numeral: 首次, 对折, 百分百, 过半, 数以万计, 一年半载, 年过花甲, 大两轮, 隔天一次."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.numerals_zh import DIGITS
from duizhao.claims.patterns import any_of
from duizhao.claims.quantities.compounds_zh import unit_at
from duizhao.claims.units import UnitWord
from duizhao.model import ClaimKind, NumericValue, Qualifier

_WORDS = lexicon.chinese_words()
_FIRST = re.compile(f"首(?P<unit>[{_WORDS.first_units}])")
_HALF_OFF = re.compile("(?<![应相])对折")
_ALL = re.compile("百分百(?!分|货|合)")
# A 码 of interest is a quarter of a point: 升息一码, 降息半码.
_NOTCH = re.compile("(?:[升降加减]息|调[升降]|利率[升降])了?(?P<claim>(?P<number>半|[一二两三四五六]|[1-6])码)")
# 过半 of a time or a way is a half gone by; behind 难 and 不 it is none; 近半年 is a stretch of time.
_MAJORITY = re.compile(
    "(?:(?P<over>(?<![不难未越错])[过超])|(?P<near>将近|接近|近))半(?:数(?!学)|(?![百年天夜路山空场程途月载价径导岛球成自封身个小辈生世]))"
)
# 数以百万计, 以千计; behind 数以 what is counted may stand before 计: 数以百万美元计.
_BY_THE = re.compile("(?P<many>数)?(?<![可所足难加予用何])以(?P<few>[十百千]?)(?P<scale>万亿|[万亿兆]?)")
_COUNTED = re.compile("计(?![划算量程时较谋策])|(?=的)")
_FEW = {"": 1, "十": 10, "百": 100, "千": 1000}
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "兆": 10**12, "万亿": 10**12}
_STRETCH = re.compile("一年半载|(?P<low>[二两三])年(?P<high>[两三五])载|(?P<days>十天半个?月)")
_AGES = any_of(_WORDS.told_ages)
_AGE = re.compile(f"年(?P<how>[近过逾届满已至])?(?P<age>{_AGES})|(?P<past>(?<!刚)[过近逾满届])?(?P<of>{_AGES})(?=之年|老人|高龄)")
_AGE_QUALIFIERS: dict[str | None, Qualifier] = {"近": "nearly", "过": "over", "逾": "over"}
# Twelve years of the animals of the year: how much older or younger somebody is.
_ROUNDS = re.compile(
    "(?<![最第扩增加放生成])(?:[大小长差]|相隔)[你我他她它咱您俺人家们了整足近快差不多着两人父哥姐自己]{0,5}?(?P<n>[一二两三四])轮(?P<more>多)?(?![一-鿿]|比赛)"
)
# 五五开, 三七分: shares of ten, told in hundredths as English does; of two equal parts, a half each.
_SHARES = re.compile(
    "(?<![零一二三四五六七八九十百千万第])(?P<one>[一二三四五六七八九])(?P<other>[一二三四五六七八九])(?:开(?![始心会业头])|分(?![钟之米钱裤球数制]))"
)
_WHOLE = 100
_OTHER = re.compile("(?<![每间相])隔(?P<unit>[天日周年月])(?=一?[次回趟期]|[上服发举出进])")
_OTHER_UNITS = {"天": "day", "日": "day", "周": "week", "月": "month", "年": "year"}
# A letter of one of these in a text lets it hold one of these claims though it holds no numeral.
WITHOUT_NUMERAL = f"首|对折|隔[天日周年月]|{_AGES}"


def special(text: str) -> Iterator[Mention]:
    """The claims of folded text that no numeral makes, or whose numerals mean another number, in no order."""
    for signs, read in _READERS:
        if any(sign in text for sign in signs):
            yield from read(text)


def _firsts(text: str) -> Iterator[Mention]:
    """首批, 首次."""
    for match in _FIRST.finditer(text):
        yield _told(match, "ordinal", 1, "batch" if match["unit"] == "批" else None, "zh.ordinal.first/1", 0.9)


def _half_off(text: str) -> Iterator[Mention]:
    """对折."""
    for match in _HALF_OFF.finditer(text):
        yield _told(match, "percent", 50, "%", "zh.percent.half-off/1", 0.9)


def _all(text: str) -> Iterator[Mention]:
    """百分百."""
    for match in _ALL.finditer(text):
        yield _told(match, "percent", 100, "%", "zh.percent.all/1", 0.9)


def _notches(text: str) -> Iterator[Mention]:
    """升息一码, 降息半码."""
    for match in _NOTCH.finditer(text):
        notches = Fraction(1, 2) if match["number"] == "半" else Fraction(DIGITS.get(match["number"]) or int(match["number"]))
        points = notches / 4
        value = NumericValue(number=points, low=points, high=points, unit="percentage-point")
        yield Mention(*match.span("claim"), "percent", value, rule="zh.percent.notches/1", confidence=0.85)


def _rounds(text: str) -> Iterator[Mention]:
    """大一轮: twelve years older."""
    for match in _ROUNDS.finditer(text):
        years = Fraction(12 * DIGITS[match["n"]])
        more = match["more"] is not None
        value = NumericValue(number=years, low=years, high=None if more else years, unit="year")
        qualifier: Qualifier = "over" if more else "exact"
        yield Mention(match.start("n"), match.end(), "duration", value, qualifier, rule="zh.duration.rounds/1", confidence=0.8)


def _shares(text: str) -> Iterator[Mention]:
    """三七开, 五五分."""
    for match in _SHARES.finditer(text):
        shares = sorted(Fraction(10 * DIGITS[match[name]]) for name in ("one", "other"))
        if shares[0] == shares[1] and sum(shares) == _WHOLE:
            value = NumericValue(number=Fraction(1, 2), low=Fraction(1, 2), high=Fraction(1, 2))
            yield Mention(*match.span(), "number", value, rule="zh.number.even-split/1", confidence=0.8)
        elif sum(shares) == _WHOLE:
            yield _between(match, "number", shares[0], shares[1], "score", "zh.number.shares/1", "exact")


def _every_other(text: str) -> Iterator[Mention]:
    """隔天, 隔周."""
    for match in _OTHER.finditer(text):
        yield _told(match, "duration", 2, _OTHER_UNITS[match["unit"]], "zh.duration.other/1", 0.8)


def _by_the(text: str) -> Iterator[Mention]:
    """数以百计 and 数以百的 are hundreds, 数以万亿计 trillions, 数以百万美元计 millions of dollars."""
    for match in _BY_THE.finditer(text):
        scale = Fraction(_FEW[match["few"]] * _SCALES[match["scale"]])
        if scale == _FEW[""] or (scale == _FEW["十"] and not match["many"]):
            continue
        named = unit_at(text, match.end()) if match["many"] else None
        end, word = named or (match.end(), UnitWord("number", None))
        counted = _COUNTED.match(text, end)
        if counted is not None and (counted[0] or match["many"]):
            low, high = scale * word.factor, (10 * scale - 1) * word.factor
            value = NumericValue(number=None, low=low, high=high, unit=word.unit)
            yield Mention(match.start(), counted.end(), word.kind, value, "about", rule="zh.number.by-the/2", confidence=0.8)


def _halves(text: str) -> Iterator[Mention]:
    """过半, 近半数."""
    for match in _MAJORITY.finditer(text):
        if unit_at(text, match.end()) is not None:
            continue  # 过半英寸
        half, over = Fraction(1, 2), match["over"] is not None
        value = NumericValue(number=half, low=half if over else None, high=None if over else half)
        yield Mention(*match.span(), "number", value, "over" if over else "nearly", rule="zh.number.majority/1", confidence=0.8)


def _stretches(text: str) -> Iterator[Mention]:
    """一年半载 is half a year to a year, 三年五载 three to five, 十天半个月 ten days to fifteen."""
    for match in _STRETCH.finditer(text):
        low, high, unit = Fraction(1, 2), Fraction(1), "year"
        if match["low"]:
            low, high = sorted((Fraction(DIGITS[match["low"]]), Fraction(DIGITS[match["high"]])))
        elif match["days"]:
            low, high, unit = Fraction(10), Fraction(15), "day"
        yield _between(match, "duration", low, high, unit, "zh.duration.or-so/1", "about")


def _ages(text: str) -> Iterator[Mention]:
    """年过花甲, 古稀之年: the decade of a life by its name."""
    for found in _AGE.finditer(text):
        low, high = (Fraction(years) for years in _WORDS.told_ages[found["age"] or found["of"]])
        qualifier = _AGE_QUALIFIERS.get(found["how"] or found["past"], "exact")
        start = next(found.start(name) for name in ("how", "past", "age", "of") if found[name])
        match qualifier:
            case "nearly":
                value = NumericValue(number=low, low=None, high=low, unit="year")
            case "over":
                value = NumericValue(number=low, low=low, high=None, unit="year")
            case _:
                value = NumericValue(number=low if low == high else None, low=low, high=high, unit="year")
        yield Mention(start, found.end(), "age", value, qualifier, rule="zh.age.named/1", confidence=0.8)


def _told(match: re.Match[str], kind: ClaimKind, number: int, unit: str | None, rule: str, confidence: float) -> Mention:
    told = Fraction(number)
    return Mention(
        *match.span(), kind, NumericValue(number=told, low=told, high=told, unit=unit), rule=rule, confidence=confidence
    )


def _between(
    match: re.Match[str], kind: ClaimKind, low: Fraction, high: Fraction, unit: str | None, rule: str, how: Qualifier
) -> Mention:
    value = NumericValue(number=None, low=low, high=high, unit=unit)
    return Mention(*match.span(), kind, value, how, rule=rule, confidence=0.8)


# A text is read by those of whose signs it holds one.
_READERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[Mention]]], ...] = (
    (("首",), _firsts),
    (("对折",), _half_off),
    (("百分百",), _all),
    (("码",), _notches),
    (("半",), _halves),
    (("计", "数以"), _by_the),
    (("载", "半"), _stretches),
    (("年", "老人", "高龄"), _ages),
    (("轮",), _rounds),
    (("开", "分"), _shares),
    (("隔",), _every_other),
)
