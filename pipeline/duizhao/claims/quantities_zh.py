"""What a Chinese numeral counts: percent, money, measure, duration, age, ordinal, count, or a bare number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numeral import Numeral
from duizhao.claims.words_zh import words_from
from duizhao.model import ClaimKind, NumericValue, Qualifier


@dataclass(frozen=True, slots=True)
class UnitWord:
    """What a word behind a numeral makes of it."""

    kind: ClaimKind
    unit: str | None
    factor: Fraction = Fraction(1)
    open: bool = False  # a general measure word: the noun behind it decides the class


@cache
def unit_words() -> dict[str, UnitWord]:
    """Every word that may stand right behind a numeral; the longest one counts."""
    table: dict[str, UnitWord] = {}
    counts = lexicon.counts()
    for word in counts.general.measure:
        table[word] = UnitWord("count", "item", open=True)
    for group in counts.classes:
        for word in group.measure:
            table[word] = UnitWord("count", group.name)
        for word in group.zh:
            table.setdefault(word, UnitWord("count", group.name))
    for unit in lexicon.units():
        for word in (*unit.zh, *unit.symbol):
            table[word] = UnitWord("measure", unit.code)
    for duration in lexicon.durations():
        for word in (*duration.zh, *duration.symbol):
            table[word] = UnitWord("duration", duration.to or duration.name, Fraction(duration.scale))
    for currency in lexicon.currencies():
        for word in (*currency.zh, *currency.symbol):
            table.setdefault(word, UnitWord("money", currency.iso))
    table |= {word: UnitWord("money", "CNY") for word in ("元", "块", "块钱", "元人民币")}
    table |= {word: UnitWord("percent", "%") for word in ("%", "％", "个百分比")}
    table |= {"‰": UnitWord("percent", "%", Fraction(1, 10))}
    table |= {
        word: UnitWord("percent", "percentage-point") for word in ("个百分点", "百分点", "个百分 点", "个 百 分 点", "个 百分点")
    }
    table |= {word: UnitWord("percent", "percentage-point", Fraction(1, 100)) for word in ("个基点", "基点", "BP", "个BP")}
    table |= {word: UnitWord("age", "year") for word in ("岁", "周岁", "岁大", "虚岁")}
    table |= {word: UnitWord("age", "month") for word in ("个月大", "月龄", "个月龄")}
    table |= {word: UnitWord("age", "week") for word in ("周大", "个星期大", "周龄", "孕周")}
    table |= {word: UnitWord("age", "day") for word in ("天大", "日龄", "日大")}
    table |= {word: UnitWord("age", "year") for word in ("年大",)}
    table |= {word: UnitWord("number", "fold") for word in ("倍", "倍多")}
    table["分"] = UnitWord("number", None)
    for word in ("晚", "夜", "日", "天", "度", "方", "年代", "季度", "级", "号"):
        table.pop(word, None)
    table["天"] = table["日"] = UnitWord("duration", "day")
    table["晚"] = table["夜"] = UnitWord("duration", "day")
    return table


@cache
def _longest_unit() -> int:
    return max(map(len, unit_words()))


@cache
def _noun_classes() -> dict[str, str]:
    return {word: group.name for group in lexicon.counts().classes for word in group.zh}


@cache
def qualifier_words() -> tuple[dict[str, Qualifier], dict[str, Qualifier], int, int]:
    """Words before and after a number with the qualifier they give, and the longest of each."""
    before: dict[str, Qualifier] = {}
    after: dict[str, Qualifier] = {}
    for row in lexicon.qualifiers().zh.qualifier:
        before |= dict.fromkeys(row.before, row.name)  # type: ignore[arg-type]
        after |= dict.fromkeys(row.after, row.name)  # type: ignore[arg-type]
    return before, after, max(map(len, before)), max(map(len, after))


def unit_at(text: str, at: int) -> tuple[int, UnitWord] | None:
    """The longest unit word at `at`, and where it ends."""
    table = unit_words()
    for end in range(min(len(text), at + _longest_unit()), at, -1):
        word = table.get(text[at:end])
        if word is not None:
            if (
                text[end - 1].isascii()
                and text[end - 1].isalpha()
                and text[end : end + 1].isascii()
                and text[end : end + 1].isalnum()
            ):
                continue
            return end, word
    return None


def qualifier_before(text: str, start: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier word that ends at `start`."""
    before, _, longest, _ = qualifier_words()
    at = start - 1 if text[start - 1 : start] == " " else start
    for begin in range(max(0, at - longest), at):
        name = before.get(text[begin:at])
        if name is not None:
            return begin, name
    return None


def qualifier_after(text: str, end: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier word that starts at `end`."""
    _, after, _, longest = qualifier_words()
    for stop in range(min(len(text), end + longest), end, -1):
        name = after.get(text[end:stop])
        if name is not None:
            return stop, name
    return None


def bounded(number: Numeral, qualifier: Qualifier) -> NumericValue:
    """Number and bounds as the record wants them: a qualifier opens the side it leaves open."""
    value, low, high = number.number, number.low, number.high
    match qualifier:
        case "about":
            if low == high:
                low = high = None
        case "nearly" | "under" | "at_most":
            low = None
        case "over" | "at_least":
            if low == high or number.qualifier != "over":
                high = None
    return NumericValue(number=value, low=low, high=high)


_TEN_PERCENT = re.compile("成(?![立为功员就果分长年人绩都本交品份因型熟群])(?P<half>半)?| ?折(?![扣合磨叠线断返射腾])")


def quantity(text: str, number: Numeral) -> Mention | None:
    """The claim that a numeral makes together with the words right behind it and before it."""
    start, end = number.start, number.end
    kind: ClaimKind = "number"
    unit: str | None = None
    rule = "zh.number.bare/1"
    subject: str | None = None
    if number.form == "percent":
        kind, unit, rule = "percent", "%", "zh.percent.hundredths/1"
    else:
        after = end + 1 if text[end : end + 1] == " " else end
        found = unit_at(text, after)
        tenths = _TEN_PERCENT.match(text, after)
        if tenths is not None:
            return _tenths(text, number, tenths)
        if found is not None:
            stop, word = found
            number = number.scaled(word.factor)
            end, kind, unit = stop, word.kind, word.unit
            rule = f"zh.{kind}.unit/1"
            if kind in {"duration", "measure", "age"} and text[end : end + 1] == "半" and number.number is not None:
                number = replace(
                    number,
                    number=number.number + word.factor / 2,
                    low=number.base + word.factor / 2,
                    high=number.base + word.factor / 2,
                )
                end += 1
            if kind == "count":
                rule = "zh.count.measure-word/1"
                subject, head = _noun(text, end)
                if word.open and head is not None:
                    unit = head
    value, qualifier, start, end = _qualified(text, number, start, end)
    return Mention(start, end, kind, msgspec_replace(value, unit), qualifier, subject, 0.9, rule)


def msgspec_replace(value: NumericValue, unit: str | None) -> NumericValue:
    """The same value with a unit."""
    return NumericValue(number=value.number, low=value.low, high=value.high, unit=unit)


def _qualified(text: str, number: Numeral, start: int, end: int) -> tuple[NumericValue, Qualifier, int, int]:
    qualifier: Qualifier = number.qualifier
    before = qualifier_before(text, start)
    if before is not None:
        start, name = before
        if qualifier == "exact":
            qualifier = name
    behind = qualifier_after(text, end)
    if behind is not None:
        end, name = behind
        if qualifier == "exact":
            qualifier = name
    return bounded(number, qualifier), qualifier, start, end


def _tenths(text: str, number: Numeral, match: re.Match[str]) -> Mention:
    """成 and 折: tenths, with a half or a second digit (三成半, 五五折)."""
    factor = Fraction(10) if not (number.form == "digits" or (number.number is not None and number.number > 10)) else Fraction(1)
    number = number.scaled(factor)
    if match.groupdict().get("half") and number.number is not None:
        number = replace(number, number=number.number + 5, low=number.number + 5, high=number.number + 5)
    value, qualifier, start, end = _qualified(text, number, number.start, match.end())
    return Mention(start, end, "percent", msgspec_replace(value, "%"), qualifier, None, 0.9, "zh.percent.tenths/1")


def _noun(text: str, at: int) -> tuple[str | None, str | None]:
    """The noun behind a measure word as written, and its class where the lexicon knows it."""
    start = end = at
    klass: str | None = None
    classes = _noun_classes()
    for begin, stop, tag in words_from(text, at, 4):
        word = text[begin:stop]
        if word in classes:
            klass = classes[word]
        elif not tag or tag[0] not in "nabvljs" or tag in {"v", "vd", "ad", "vshi", "vyou"}:
            break
        else:
            klass = None
        end = stop
    return (text[start:end] or None), klass
