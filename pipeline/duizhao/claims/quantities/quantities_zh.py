"""What a Chinese numeral counts: percent, money, measure, duration, age, ordinal, count, or a bare number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from duizhao.claims import lexicon
from duizhao.claims.digits import BIT_SIZES
from duizhao.claims.mention import Mention, with_minus
from duizhao.claims.numerals.numeral import Numeral
from duizhao.claims.numerals.numerals_zh import DIGITS, TRIGGER, parse
from duizhao.claims.patterns import any_of
from duizhao.claims.quantities.ages_zh import TOLD_AGE, told_age
from duizhao.claims.quantities.compounds_zh import coins, longer, parts, plus, sign_before, unit_at
from duizhao.claims.quantities.counts_zh import event_behind, measure_stands, noun_before, noun_behind, pieces
from duizhao.claims.quantities.memory_zh import stored
from duizhao.claims.quantities.qualifiers import bounded, chinese_after, chinese_before
from duizhao.claims.quantities.rates_zh import every_other, large_half, speed, told_by
from duizhao.claims.quantities.tenths_zh import tenths
from duizhao.claims.units import LENGTHS, UnitWord
from duizhao.claims.words_zh import dictionary, longest_from
from duizhao.model import ClaimKind, Qualifier

_WORDS = lexicon.chinese_words()
# 两个多月, 5个多小时, 3年多: 多 between measure word and noun.
_INNER_MORE = re.compile("个?(?P<more>多|来)(?=(?:小时|月|世纪|星期|礼拜|钟头|年|天|分钟|公里|公斤|亿|万))")
_HALF_UNIT = re.compile("个半(?=(?:月|小时|世纪|星期|礼拜|钟头|学期))")
# 一种半自动步枪, 一个半小时: behind 半 a word of its own begins.
_HALF_WORDS = {word[1:] for word in lexicon.refusals().zh.words if word[0] == "半"} | set("年天数个成程") | {"小时"}
_AFTER_HALF = re.compile(f"半(?!{any_of(_HALF_WORDS)})")
_SPACED_POINTS = re.compile(" {0,4}个? {0,2}百 {0,2}分 {0,2}点")
_RANKED = re.compile("级(?!别|方程式|市场|棒|联|数|差|长|任|配|台阶|石阶|阶梯|楼梯|阶)")
_QUAKE = re.compile("级(?:以上)?(?:大?地震|余震|强震)")
_COMPARED = re.compile(" ?(?:还要|要|还|更)?(?:(?P<more>[大高多长重])(?!于|量|型|约|达)|(?P<less>[小低少短轻])(?!于|量|型))")
_NOT_COMPARED = frozenset({"对", "相", "占", "同", "环", "百", "性", "例"})
_DECIMALS = re.compile(
    "(?P<digits>[0-9]{1,2}|[〇零一二三四五六七八九]{1,2})(?P<more>[几多])?(?![0-9〇零一二三四五六七八九十百千万亿个名人年月日%.,:岁天次点])"
)
# 三尺五, 一丈二, 三斤二: tenths whose unit is left out.
_TENTH = re.compile("([一二三四五六七八九1-9])(?=$|[，。；、的高长宽重])")
_TENTHS = frozenset({"[jin_cn]", "[chi_cn]", "[zhang_cn]", "[mu_cn]"})
_FLAT = re.compile("平(?=$|[，。；、的左多大小])")
_HOME = re.compile("室|厅|房|面积|住宅|公寓|户型|店面|家里|租")
_BITS = re.compile(
    # 8位程序员, 64位机组人员 are people
    "位(?![^，。；、]{0,4}(?:[员师者]|机手|机长|机组|作手))"
    "(?=的?(?:系统|处理|操作|偏移|整数|整型|版|加密|密钥|浮点|程序|架构|CPU|芯片|机|色|地址|寄存器|无符号|有符号|哈希"
    "|位图|图像|图片|灰度|通道|采样|音频|颜色|精度|字长|总线|像素|透明))"
)
# What has a size in 码, which are no yards there.
_WORN = re.compile(any_of(_WORDS.worn))
# 毫 and 仙 are coins where the phrase ends.
_COIN_ENDS = re.compile("[毫仙蚊](?![一-鿿])|[毫仙](?=[钱硬铜的])|[毫蚊](?=[子鸡一二三四五六七八九])|(?<=[毫])子")
# Behind 角 these make a shape or a word: 三角帽, 七角星.
_ANGLED = re.compile(f"(?<=角)(?:{any_of(_WORDS.angled)})")
_BEGINNING = frozenset({"角", *(word[0] for word in _WORDS.no_measure)})
# Before N块 these leave pieces: 切成八块; but 换成八百块.
_CUT = re.compile("[切分碎裂砍剁掰卸炸摔劈拆锯撕断剪割]成")
# So far from a share may stand what it is of.
_OF_WHAT = 10
# What a size is of, behind 多.
_SIZES = frozenset("重高长宽深厚远")
# Only where the bound is plainly one may its 的 be left out: 不低于造价1.5%, but 超过全国5%.
_NOT_BEYOND = re.compile("不[得能可应]?(?:低于|少于|超过|高于|多于)")
# 至少要睡八小时, 大概能撑六小时; 至少在第三天 and 最多的三个 say something else.
_DOING = re.compile(
    "(?<![大很许]多说)(?:(?<=至少|最少|起码|至多|最多|顶多|少说|多说|大约|大概|约莫|大致)|(?<=差不多|充其量))"
    "((?!的|第|在|于|数|有|是)[一-鿿][一-鿿]{0,2})\\Z"
)
_BOUNDS = frozenset({"over", "under", "at_least", "at_most", "nearly"})
_MONTHS_AND_MORE = re.compile("月有?余(?![下额款粮生地])")
_MINUTES = re.compile("分(?=[0-9]{1,2}秒|[零一二三四五六七八九十]{1,3}秒)")
_RATE = re.compile(" ?/ ?(?P<base>10万|百万|100万|万|千|1000|10000|100000)(?!元|吨|亩)")
_RATES = {"10万": 10**5, "百万": 10**6, "100万": 10**6, "万": 10**4, "千": 1000, "1000": 1000, "10000": 10**4, "100000": 10**5}
_PEOPLE = re.compile("人(?![口民类员士工力生群才均家数体])")
_TEMPERATURE = re.compile(any_of(_WORDS.temperature))
_ELECTRICITY = re.compile(any_of(_WORDS.electricity))
_POPULATION = re.compile(f"(?:{any_of(_WORDS.population)})(?:约|近|达|为|已达|超过|是|超|有|共)?$")
_TIMES = re.compile(" ?(?:[×xX*]|乘以?) ?")
_OLD_LENGTHS = frozenset({"[chi_cn]", "[cun_cn]", "[zhang_cn]"})
# The scale of a temperature, told before the number.
_SCALES = {"华氏": "[degF]", "摄氏": "Cel"}
# Points of a match or an index have no noun before them.
_SCORED = frozenset("分点")
# Measure words of what is held: 场, 次, 届, 期.
_EVENTS = frozenset("场次届期轮")
_BORN = re.compile(f"(?:{any_of(_WORDS.born)})(?:才|仅|刚|刚满|不到|不足|后|已)?$")
# How far around a number its context is looked for, in characters.
_AROUND = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with what was found for it, `start` to `end` in the text, qualifiers not yet taken in."""

    number: Numeral
    start: int
    end: int
    kind: ClaimKind
    unit: str | None
    rule: str
    subject: str | None = None
    confidence: float = 0.95
    anchor: str | None = None


def quantity(text: str, number: Numeral) -> Mention:
    """The claim that a numeral makes together with the words right behind it and before it.

    Args:
        text: folded text.
        number: a numeral of it, its sign taken in.
    """
    mention = _claim(text, _amount(text, number))
    return mention if number.number is None or number.number >= 0 else with_minus(mention, text)


def _amount(text: str, number: Numeral) -> Amount:
    start, end = number.start, number.end
    if number.form == "percent" and _part_of_unit(text, end):
        number = replace(number.scaled(Fraction(1, 100)), form="fraction")  # 千分之一秒
    if number.form == "percent":
        return Amount(number, start, end, "percent", "%", "zh.percent.hundredths/1", confidence=0.97)
    rate = _RATE.match(text, end)
    if rate is not None and number.form in {"arabic", "mixed"}:
        return Amount(number, start, rate.end(), "number", f"per-{_RATES[rate['base']]}", "zh.number.rate/1")
    points = _SPACED_POINTS.match(text, end)
    if points is not None:
        return Amount(number, start, points.end(), "percent", "percentage-point", "zh.percent.points/1")
    after = end + 1 if text[end : end + 1] == " " else end
    if _RANKED.match(text, after) and number.form in {"arabic", "words"} and number.number is not None:
        ranked = number.number.denominator == 1 and not _QUAKE.match(text, after)
        return Amount(number, start, after + 1, "ordinal" if ranked else "number", None, "zh.ordinal.level/1", confidence=0.85)
    if _BITS.match(text, after) and number.base in BIT_SIZES:
        return Amount(number, start, after + 1, "measure", "bit", "zh.measure.bits/1", confidence=0.85)
    if text.startswith("年级", after) and _ranks(text, number):
        return Amount(number, start, after + 2, "ordinal", None, "zh.ordinal.grade/2")
    number, found = _unit(text, number, after)
    sign = sign_before(text, start)
    if found is None:
        return _without_unit(text, number, after, sign)
    stop, word = found
    if word.unit == "%" and word.factor == 10:
        parts = tenths(text, number, stop)
        if parts is None:
            return Amount(number, start, end, "number", None, "zh.number.bare/1", confidence=0.7)
        return Amount(parts[0], parts[0].start, parts[1], "percent", "%", "zh.percent.tenths/1", confidence=0.9)
    return _with_unit(text, number, stop, word, sign)


def _ranks(text: str, number: Numeral) -> bool:
    """Whether a numeral names whole places: 六年级, 六至八年级; not 几年级."""
    ends = (number.number,) if number.number is not None else (number.low, number.high)
    return text[number.start] not in "几数" and all(end is not None and end.denominator == 1 for end in ends)


def _part_of_unit(text: str, end: int) -> bool:
    found = unit_at(text, end)
    return (
        found is not None and found[1].kind in {"duration", "measure"} and found[1].unit not in {"deg", "[li_cn]", "[liang_cn]"}
    )


def _tail(text: str, number: Numeral, stop: int, unit: str | None) -> tuple[Numeral, int]:
    """一米七五, 9秒83, 39度2, 三尺五: what stands behind a unit goes on with its decimals; and where it ends."""
    if unit in _TENTHS:
        tenth = _TENTH.match(text, stop) if number.number is not None and number.number.denominator == 1 else None
        return (plus(number, Fraction(DIGITS.get(tenth[1]) or int(tenth[1]), 10)), tenth.end()) if tenth else (number, stop)
    match = _DECIMALS.match(text, stop) if unit in {"m", "second", "Cel", "deg"} and text[stop - 1] in "米秒度" else None
    if match is None or number.number is None or number.number.denominator != 1 or number.low != number.high:
        return number, stop
    if unit_at(text, match.end()) is not None and not match["more"]:
        return number, stop
    digits = "".join(str(DIGITS[c]) if c in DIGITS else c for c in match["digits"])
    told = plus(number, Fraction(int(digits), 10 ** len(digits)))
    return (replace(told, qualifier="over", high=None) if match["more"] else told), match.end()


def _unit(text: str, number: Numeral, after: int) -> tuple[Numeral, tuple[int, UnitWord] | None]:
    """The unit word at `after` and where it ends, with 半 and 多 inside it taken into the number."""
    half = _HALF_UNIT.match(text, after)
    if half is not None and number.number is not None:
        return plus(number, Fraction(1, 2)), _bare_unit(text, half.end())
    more = _INNER_MORE.match(text, after)
    if more is not None:
        over = more["more"] == "多"
        inexact = replace(number, qualifier="over" if over else "about", low=number.low if over else None, high=None)
        return inexact, _bare_unit(text, more.end())
    if _MONTHS_AND_MORE.match(text, after):
        return number, (after + 1, UnitWord("duration", "month"))  # 三月有余
    if _MINUTES.match(text, after):
        return number, (after + 1, UnitWord("duration", "minute"))  # 1分12秒
    found = unit_at(text, after)
    behind = chinese_after(text, after) if found is not None else None
    if behind is not None and found is not None and behind[0] > found[0]:
        return number, None  # 一百挂零: no 挂
    if found is not None and found[1].kind == "count" and number.form == "fraction" and not _PEOPLE.match(text, after):
        return number, None  # 其中一半位于, 一半人口
    if (
        found is not None
        and found[1].kind == "money"
        and text[found[0] - 1] in "毫仙蚊"
        and not _COIN_ENDS.match(text, found[0] - 1)
    ):
        return number, None  # 一丝一毫, 八仙过海
    if found is not None and text[found[0] - 1] in _BEGINNING and _opens_word(text, after, found[0]):
        return number, None
    if found is not None and found[1].open and not measure_stands(text, after, found[0]):
        return number, None
    return number, found


def _opens_word(text: str, at: int, end: int) -> bool:
    """Whether the unit at `at` begins a word: the 角 of 三角帽, the 口 of .45口径."""
    return _ANGLED.match(text, end) is not None or text.startswith(_WORDS.no_measure, at)


def _bare_unit(text: str, at: int) -> tuple[int, UnitWord] | None:
    """月 and 世纪 without their 个."""
    if text.startswith("月", at):
        old = text.startswith("大", at + 1) and text[at + 2 : at + 3] not in {"约", "概", "多"}
        return at + 1 + old, UnitWord("age" if old else "duration", "month")
    if text.startswith("世纪", at):
        return at + 2, UnitWord("duration", "year", Fraction(100))
    return unit_at(text, at)


def _without_unit(text: str, number: Numeral, after: int, sign: tuple[int, str] | None) -> Amount:
    """Money by its sign, a noun that follows at once (5.2亿居民), 人口8.7亿, 比三十大, or a bare number."""
    start, end = number.start, number.end
    if sign is not None:
        return Amount(number, sign[0], end, "money", sign[1], "zh.money.sign/1")
    by = _by(text, end)
    if by is not None and number.form in {"arabic", "words", "mixed"}:
        return Amount(number, start, end, "measure", by, "zh.measure.by/1", None, 0.85)
    noun, klass = noun_behind(text, after)
    if klass is not None and number.form not in {"fraction", "half"}:
        return Amount(number, start, end, "count", klass, "zh.count.noun/1", noun, 0.9)
    if _POPULATION.search(text[max(0, start - 6) : start]):
        return Amount(number, start, end, "count", "person", "zh.count.population/1", None, 0.9)
    compared = _COMPARED.match(text, end)
    than = start - 2 if text[start - 1 : start] == " " else start - 1
    aged = told_age(text, number)
    if aged is not None:
        return Amount(aged[0], start, aged[1], "age", "year", TOLD_AGE, None, 0.85)
    if _FLAT.match(text, end) and number.base >= 10 and _HOME.search(text[max(0, start - _AROUND) : end + _AROUND]):
        return Amount(number, start, end + 1, "measure", "m2", "zh.measure.flat/1", None, 0.8)
    memory = stored(text, number)
    if memory is not None:
        return Amount(memory[0], start, memory[1], "measure", memory[2], "zh.measure.memory/1", None, 0.8)
    more = text[end - 1 : end] == "多" and number.qualifier == "over" and not text[end : end + 1].isalnum()
    if more and than >= 0 and text[than] == "比" and text[than - 1 : than] not in _NOT_COMPARED:  # 比30多
        return Amount(number, than, end, "number", None, "zh.number.compared/2", None, 0.8)
    if compared is not None and than >= 0 and text[than] == "比" and text[than - 1 : than] not in _NOT_COMPARED:
        qualifier: Qualifier = "over" if compared["more"] else "under"
        return Amount(
            replace(number, qualifier=qualifier), than, compared.end(), "number", None, "zh.number.compared/1", None, 0.8
        )
    return Amount(number, start, end, "number", None, "zh.number.bare/1", confidence=0.8)


def _by(text: str, at: int) -> str | None:
    """The length unit that a number shares with the one it is multiplied by: 10×12厘米, 3乘4乘5米."""
    for _ in range(2):
        mark = _TIMES.match(text, at)
        if mark is None or mark.end() >= len(text) or TRIGGER.match(text, mark.end()) is None:
            return None
        second = parse(text, mark.end())
        if second is None or second.form not in {"arabic", "words", "mixed"}:
            return None
        at = second.end
        unit = unit_at(text, at + 1 if text[at : at + 1] == " " else at)
        if unit is not None:
            return unit[1].unit if unit[1].unit in LENGTHS or unit[1].unit in _OLD_LENGTHS else None
    return None


def _with_unit(text: str, number: Numeral, stop: int, word: UnitWord, sign: tuple[int, str] | None) -> Amount:
    start, kind, unit = number.start, word.kind, word.unit
    if unit == "[cun_cn]" and number.form == "arabic" and text[stop - 2] != "市":
        unit = "[in_i]"  # 28寸的箱子, 55寸电视: in figures the inch is meant, 三寸 is the Chinese one
    scaled = number.scaled(word.factor)
    rule = f"zh.{kind}.unit/1"
    match kind:
        case "count":
            return _count(text, scaled, stop, word)
        case "money":
            if sign is not None:
                start, unit = sign[0], sign[1] if unit == "CNY" else unit
            elif text[stop - 1] == "块" and (pieces(text, stop) or _CUT.search(text, max(0, start - 2), start)):
                return _count(text, scaled, stop, UnitWord("count", "item", open=True))
            anchor = (
                "money:yuan" if sign is None and text[stop - 1] in "元圆块" and stop - number.end <= 2 and unit == "CNY" else None
            )
            scaled, stop = coins(text, scaled, stop, unit)
            return Amount(scaled, start, stop, kind, unit, rule, anchor=anchor)
        case "duration":
            scaled, unit, stop = longer(text, scaled, unit, stop)
            scaled, stop = _tail(text, scaled, stop, unit)
            kind = "age" if _BORN.search(text[max(0, start - 5) : start]) else kind
            scaled = every_other(text, scaled, unit)
            start, scaled = large_half(text, scaled)
        case "measure" if text[stop - 1] == "码" and _WORN.search(text, max(0, start - _AROUND), stop + _AROUND):
            return Amount(scaled, start, stop, "number", None, "zh.number.size/1", confidence=0.85)
        case "measure":
            scale = text[start - 2 : start] if unit == "deg" else ""
            if scale in _SCALES:
                return Amount(scaled, start - 2, stop, kind, _SCALES[scale], rule)
            unit = _measure(text, number, stop, unit)
            if unit is None:
                return Amount(scaled, start, stop, "count", "time", "zh.count.measure-word/1")
            scaled, stop = parts(text, scaled, unit, stop)
            scaled, stop = _tail(text, scaled, stop, unit)
            start, unit = speed(text, start, unit)
            unit, stop = told_by(text, unit, stop)
            rule = "zh.measure.speed/1" if unit.endswith("/h") else rule
        case "age" if unit == "year":
            scaled, unit, stop = longer(text, scaled, unit, stop)
            stop += unit == "month" and text.startswith("大", stop)
        case _:
            pass
    if (kind in {"duration", "measure", "age"} or unit == "fold") and _AFTER_HALF.match(text, stop) and scaled.number is not None:
        scaled, stop = plus(scaled, word.factor / 2), stop + 1
    return Amount(scaled, start, stop, kind, unit, rule)


def _measure(text: str, number: Numeral, stop: int, unit: str | None) -> str | None:
    """度 by what the sentence speaks of, degrees or electricity; None where it counts times (再度, 三度)."""
    if unit != "deg" or text[stop - 1] != "度":
        return unit
    around = text[max(0, number.start - _AROUND) : stop + _AROUND // 2]
    if _TEMPERATURE.search(around):
        return "Cel"
    if _ELECTRICITY.search(around):
        return "kW.h"
    return None if number.plain and number.base < 5 else "deg"


def _count(text: str, number: Numeral, stop: int, word: UnitWord) -> Amount:
    rule = "zh.count.measure-word/1"
    if text[stop - 1] == "个" and text[stop : stop + 1] == "人" and longest_from(text, stop) == stop + 1:
        return Amount(number, number.start, stop + 1, "count", "person", rule)
    if word.open and _AFTER_HALF.match(text, stop) and number.number is not None and not _half_of_next(text, stop):
        number, stop = plus(number, word.factor / 2), stop + 1  # 七圈半, 一打半
    subject, klass = noun_behind(text, stop)
    unit = klass if word.open and klass is not None else word.unit
    if text[stop - 1] in _EVENTS and "\u4e00" <= text[stop : stop + 1] <= "\u9fff":
        subject = text[stop : event_behind(text, stop, stop + len(subject or ""))] or None
    elif subject is None and text[stop - 1] not in _SCORED and not "\u4e00" <= text[stop : stop + 1] <= "\u9fff":
        told = chinese_before(text, number.start)
        subject = noun_before(text, number.start if told is None else told[0])
    return Amount(number, number.start, stop, "count", unit, rule, subject)


def _half_of_next(text: str, at: int) -> bool:
    """一场半小时的戏: the half belongs to the unit behind it."""
    behind = unit_at(text, at + 1)
    return behind is not None and behind[1].kind in {"duration", "measure", "money"}


def _claim(text: str, amount: Amount) -> Mention:
    """The record of an amount, with the qualifiers on both sides taken in."""
    start, end, number = amount.start, amount.end, amount.number
    qualifier: Qualifier = number.qualifier
    before = chinese_before(text, start)
    if before is None and qualifier == "exact":
        qualifier = _bound_of_share(text, start) if amount.kind == "percent" else qualifier
        qualifier = _bound_of_doing(text, start) if qualifier == "exact" else qualifier
    if before is not None:
        start = before[0]
        qualifier = before[1] if qualifier == "exact" or before[1] != "about" else qualifier
    behind = chinese_after(text, end)
    tall = amount.kind == "measure" and text[end + 1 : end + 2] in _SIZES  # 五斤多重
    if behind is not None and (tall or not _begins_word(text, end, behind[0])):
        end = behind[0]
        qualifier = behind[1] if qualifier in {"exact", "about"} else qualifier
    elif number.form == "fraction" and text[end : end + 1] in {"强", "弱"}:
        qualifier = "over" if text[end] == "强" else "nearly"
        end += 1
    value = bounded(number, qualifier, amount.unit)
    return Mention(start, end, amount.kind, value, qualifier, amount.subject, amount.confidence, amount.rule, amount.anchor)


def _bound_of_share(text: str, start: int) -> Qualifier:
    """不得超过车价的10%, 不低于造价1.5%: what the share is of stands between the bound and the figure."""
    linked = text[start - 1 : start] == "的"
    for at in range(start - 1 - linked, max(0, start - _OF_WHAT), -1):
        if not "\u4e00" <= text[at] <= "\u9fff":
            break
        bound = chinese_before(text, at)
        if bound is not None and bound[1] in _BOUNDS and not _begins_word(text, bound[0], at):  # 逾期未付金额的5%
            return bound[1] if linked or _NOT_BEYOND.match(text, bound[0]) else "exact"
    return "exact"


def _bound_of_doing(text: str, start: int) -> Qualifier:
    """至少准备四升水, 顶多花两百块: a verb of up to three characters stands between the bound and the figure."""
    found = _DOING.search(text, max(0, start - _OF_WHAT), start)
    bound = chinese_before(text, found.start(1)) if found is not None else None
    return bound[1] if bound is not None else "exact"


def _begins_word(text: str, at: int, stop: int) -> bool:
    """多 and 余 behind a unit do not count inside a longer word: 三次多边会谈, 五年余下的."""
    words = dictionary()
    return stop - at == 1 and any(text[at:end] in words for end in (at + 2, at + 3) if end <= len(text))
