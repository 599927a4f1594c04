"""Is a claim without a partner said in the other text all the same, in words that are no claim?

"Both", 双方, "a pair", a figure inside a name: extraction rightly or wrongly leaves them out, and a reviewer would not call
the figure missing. The search runs over the other side's text outside the claims that have a partner already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from duizhao.consistency.data import read_toml
from duizhao.consistency.numerals import chinese_numeral, english_words, written_figures
from duizhao.consistency.people import named_in_chinese, named_in_english
from duizhao.consistency.quantities import figure
from duizhao.edtf import parse
from duizhao.model import AnyClaim, DateValue, Lang, NumericValue, PersonValue, TimeValue

Span = tuple[int, int]
# Characters of the other text that are searched for one claim.
_LONG = 3000


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    strength: float


@cache
def _lexicon() -> dict[tuple[Lang, Fraction], _Words]:
    found: dict[tuple[Lang, Fraction], _Words] = {}
    for row in read_toml("evidence.toml")["word"]:
        number, strength = Fraction(row["number"]), float(row["strength"])
        english = "|".join(row["en"])
        found["en", number] = _Words(re.compile(rf"(?<![A-Za-z])(?:{english})(?![A-Za-z])", re.I), strength)
        found["zh", number] = _Words(re.compile("|".join(re.escape(word) for word in row["zh"])), strength)
    return found


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


# What stands inside a figure, and the Chinese figures that make up one.
_POINTS = frozenset(",.")
_HAN_FIGURES = frozenset("〇零一二两三四五六七八九十百千万亿")


def locate(claims: Iterable[AnyClaim], text: str) -> list[Span | None]:
    """Where each claim stands in the text of its bead, in reading order; None for one that is not found.

    Claims count offsets in their source file, a bead's text is its sentences put together: the order of the claims and
    their words find the place again.
    """
    cursor = 0
    spans: list[Span | None] = []
    for claim in claims:
        start = _find(claim.normalized, text, cursor)
        if start < 0:
            start = _find(claim.normalized, text, 0)
        if start < 0:
            start = text.find(claim.normalized, cursor)
        if start < 0:
            spans.append(None)
            continue
        spans.append((start, start + len(claim.normalized)))
        cursor = max(cursor, start)
    return spans


def _find(words: str, text: str, start: int) -> int:
    """Where words stand in a text from `start` on, no figure cut in two; -1 when they do not.

    >>> _find("500 yuan", "from 3,500 yuan to 500 yuan", 0), _find("五千元", "三万五千元和五千元", 0)
    (19, 6)
    """
    while (start := text.find(words, start)) >= 0:
        end = start + len(words)
        if not (_goes_on(text[max(0, start - 2) : start][::-1], words[:1]) or _goes_on(text[end : end + 2], words[-1:])):
            return start
        start = end
    return -1


def _goes_on(outside: str, edge: str) -> bool:
    """Whether a figure with `edge` at its border goes on outside: the two characters beside it, the nearest first."""
    if edge.isdigit():
        return outside[:1].isdigit() or (outside[:1] in _POINTS and outside[1:].isdigit())
    return edge in _HAN_FIGURES and outside[:1] in _HAN_FIGURES


def strength(
    claim: AnyClaim,
    text: str,
    lang: Lang,
    taken: Iterable[Span],
    beside: tuple[str, str] = ("", ""),
    place: float = 0.5,
    *,
    words: bool = True,
) -> float:
    """How far the words of `text` outside `taken` explain a claim of the other language: 0 not at all, 1 fully.

    Args:
        claim: the claim without a partner.
        text: the other side's text.
        lang: the language of `text`.
        taken: spans of `text` that have a partner already.
        beside: the characters right before and right after the claim in its own text.
        words: whether other words than numerals count (both, 双, they); they explain why a figure is missing, but not why
            another figure stands in its place.
        place: 0 to 1, where the claim stands in its own text; of a very long text only what stands about there is searched.
    """
    covered = list(taken)
    if len(text) > _LONG:
        middle = int(place * len(text))
        start = max(0, min(middle - _LONG // 2, len(text) - _LONG))
        text = text[start : start + _LONG]
        covered = [(first - start, last - start) for first, last in covered]

    def is_free(span: Span) -> bool:
        return not any(start < span[1] and span[0] < end for start, end in covered)

    if isinstance(claim.value, DateValue):
        said = max(_said_part(claim.value, text, lang, is_free), _said_day(claim.normalized, text, lang)) if words else 0.0
        return max(said, _date_strength(claim.value, text, lang, is_free, words=words))
    if isinstance(claim.value, PersonValue):
        return named_in_chinese(claim.value, text) if lang == "zh" else named_in_english(claim.value, text)
    if words and lang == "zh" and _COUPLE.match(claim.normalized) and _A_FEW.search(text):
        return _VAGUELY
    if words and lang == "zh" and _more_than_one(claim) and _SEVERAL.search(text):
        return _MANY
    if words and lang == "en" and claim.normalized in _TEENS and _TEENAGED.search(text):
        return _MANY
    best = _in_name(claim.normalized, beside, text) if lang == "en" else 0.0
    if words and _is_vague(claim) and any(is_free(found.span()) for found in _many(lang).finditer(text)):
        return _MANY
    ends = _ends(claim)
    if ends:
        return max(best, min(_number_strength(end, text, lang, is_free, words=words) for end in ends))
    return max([best, *(_number_strength(number, text, lang, is_free, words=words) for number in _numbers(claim))])


# How far words for very many explain another such word: 成千上万 and "tens of thousands".
_MANY = 0.9


@cache
def _many(lang: Lang) -> re.Pattern[str]:
    words = "|".join(read_toml("evidence.toml")["many"][lang])
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])" if lang == "en" else words, re.I)


def _is_vague(claim: AnyClaim) -> bool:
    """Whether a claim is an order of size: hundreds, tens of thousands, 数以百计."""
    value = claim.value
    if not isinstance(value, NumericValue) or value.number is not None or value.low is None or value.low < 20:
        return False
    return value.high is None or value.high >= 4 * value.low


def _ends(claim: AnyClaim) -> list[Fraction]:
    """The two figures of a range, which both have to be explained."""
    value = claim.value
    if not isinstance(value, NumericValue) or value.number is not None or value.low is None or value.high is None:
        return []
    return [value.low, value.high]


_TEENS = frozenset({"十几岁", "10几岁", "十多岁", "十来岁", "10多岁"})
_TEENAGED = re.compile(r"(?<![a-z])teen(?:s|age[rd]?|agers)?(?![a-z])", re.I)
# "More than one" is many, or of several kinds.
_SEVERAL = re.compile("[多跨各数几复两二双互些]|不止|若干|任意|哪些")


def _more_than_one(claim: AnyClaim) -> bool:
    """Whether a claim only says that there are several: more than one."""
    value = claim.value
    return (
        isinstance(value, NumericValue) and value.number == 1 and claim.qualifier == "over" and claim.kind in ("count", "number")
    )


# "A couple of days" is a few as often as two: 数天, 几天, 好几天.
_COUPLE = re.compile("(?:a|another|the (?:last|past|next)) couple(?![a-z])", re.I)
_A_FEW = re.compile("[几数](?![百千万亿十目字据量值学码])|若干|一些|少数")
_VAGUELY = 0.8
_TWO_IN_ENGLISH = re.compile(r"(?<![A-Za-z])(?:both|pairs?|couples?|twice|double|doubled|doubling|duo|twins?)(?![A-Za-z])", re.I)
_TWO_IN_CHINESE = re.compile("[两二双俩对倍翻兩雙2]")


def two_turned(claim: AnyClaim, zh_text: str, en_text: str) -> bool:
    """Whether a Chinese figure that has no partner stands where the English says two in a word: both, a pair, twice.

    "Both churches" beside 六座教堂, with no 两 in the Chinese: the word was no claim, but it contradicts.
    """
    number = figure(claim)
    if claim.lang != "zh" or number is None or not 2 < number <= 10:
        return False
    return _TWO_IN_ENGLISH.search(en_text) is not None and _TWO_IN_CHINESE.search(zh_text) is None


_HAN_NUMERAL = re.compile(r"[一二三四五六七八九十百千万两]{1,2}")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)*")


def _in_name(words: str, beside: tuple[str, str], text: str) -> float:
    """Whether a Chinese numeral is part of a name that the English spells in pinyin: 小四 in Luo Xiaosi, 三亚 in Sanya."""
    if not _HAN_NUMERAL.fullmatch(words[:2]) or not any(beside):
        return 0.0
    names = [re.sub(r"[^a-z]", "", name.lower()) for name in _CAPITALISED.findall(text)]
    if not names:
        return 0.0
    before, after = beside
    pieces = [before + words[0]] if before else []
    if len(words) > 1 or after:
        pieces.append(words[0] + (words[1:2] or after))
    spelled = {_pinyin(piece) for piece in pieces if len(piece) == 2}
    return 0.9 if any(piece in name for piece in spelled if piece for name in names) else 0.0


@cache
def _pinyin(characters: str) -> str:
    """Pinyin without tones of Han characters; empty for anything else."""
    if not all("\u4e00" <= character <= "\u9fff" for character in characters):
        return ""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(characters))


def _number_strength(number: Fraction, text: str, lang: Lang, is_free: Callable[[Span], bool], *, words: bool = True) -> float:
    if any(found == number and is_free((start, end)) for start, end, found in written_figures(text)):
        return 1.0
    best = 0.0
    for pattern, value in _patterns(number, lang, words=words):
        if value > best and any(is_free(found.span()) for found in pattern.finditer(text)):
            best = value
    return best


# A year that the text leaves to its own date.
_RELATIVE_YEAR: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("[今去明本当次]年|[前上]一?年|同年|翌年|年[内初底末]"),
    "en": re.compile(r"(?<![a-z])(?:(?:this|last|next|same|previous|following|coming) year|a year (?:ago|earlier|later))", re.I),
}


@cache
def _said_parts(lang: Lang) -> dict[tuple[int, int], re.Pattern[str]]:
    """Words for parts of the year, by their first and last month."""
    rows = read_toml("evidence.toml")["part_of_year"]
    edges = ("(?<![a-z])(?:", ")(?![a-z])") if lang == "en" else ("(?:", ")")
    return {tuple(row["months"]): re.compile("|".join(row[lang]).join(edges), re.I) for row in rows}


@cache
def _days() -> tuple[dict[Lang, re.Pattern[str]], ...]:
    rows = read_toml("evidence.toml")["day"]
    return tuple({"zh": re.compile(row["zh"]), "en": re.compile(rf"(?<![a-z])(?:{row['en']})", re.I)} for row in rows)


def _said_day(words: str, text: str, lang: Lang) -> float:
    """Whether the text has the name of the holiday that a date is told by: 国庆节 and "National Day"."""
    told: Lang = "en" if lang == "zh" else "zh"
    return 0.9 if any(day[told].search(words) and day[lang].search(text) for day in _days()) else 0.0


def _said_part(value: DateValue, text: str, lang: Lang, is_free: Callable[[Span], bool]) -> float:
    """Whether the text names a part of the year that a date without a year covers: 1-6月 and "the first half"."""
    dates = parse(value.edtf)
    if dates is None or any(point.year is not None or point.day is not None or not point.months for point in dates.points):
        return 0.0
    pattern = _said_parts(lang).get((dates.points[0].months[0], dates.points[-1].months[-1]))
    return 0.9 if pattern is not None and any(is_free(found.span()) for found in pattern.finditer(text)) else 0.0


# Seasons, quarters and halves of a year in other words.
_PARTS_OF_YEAR: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("[春夏秋冬]|季|半年"),
    "en": re.compile(r"(?<![a-z])(?:spring|summer|autumn|fall|winter|quarters?|half|[1-4]q|q[1-4])(?![a-z])", re.I),
}


def _date_strength(value: DateValue, text: str, lang: Lang, is_free: Callable[[Span], bool], *, words: bool) -> float:
    """A date is explained as far as its least explained part is: year, month and day all have to be there, of both ends."""
    dates = parse(value.edtf)
    found = []
    for point in dates.points if dates else ():
        parts = []
        if point.year is not None:
            relative = words and _RELATIVE_YEAR[lang].search(text) is not None
            parts.append(max(_number_strength(Fraction(point.year), text, lang, is_free), 0.5 if relative else 0.0))
        if point.month is not None and 1 <= point.month <= 12:
            named = (f"{point.month}月", f"{point.month} 月", f"{chinese_numeral(point.month)}月")
            here = _MONTHS[point.month - 1] in text.lower() if lang == "en" else any(name in text for name in named)
            parts.append(0.9 if here else 0.0)
        elif point.month is not None:
            parts.append(0.8 if words and _PARTS_OF_YEAR[lang].search(text) else 0.0)
        if point.day is not None:
            parts.append(_number_strength(Fraction(point.day), text, lang, is_free))
        if parts:
            found.append(min(parts))
    return min(found, default=0.0)


def _numbers(claim: AnyClaim) -> list[Fraction]:
    if isinstance(claim.value, TimeValue):
        hours = [int(part[1:3]) for part in claim.value.iso.split("/") if part[1:3].isdigit()]
        return [Fraction(hour) for hour in hours] + [Fraction(hour - 12) for hour in hours if hour > 12]
    number = figure(claim)
    if number is None:
        return []
    return [number, number / 100] if claim.kind == "percent" else [number]


def _patterns(number: Fraction, lang: Lang, *, words: bool) -> Iterator[tuple[re.Pattern[str], float]]:
    listed = _lexicon().get((lang, number)) if words else None
    if listed is not None:
        yield listed.pattern, listed.strength
    if number.denominator == 1:
        pattern = _numeral(number.numerator, lang)
        if pattern is not None:
            yield pattern, 0.95 if abs(number) > 10 else 0.75
        if words and lang == "zh" and 1 <= number <= 10:
            yield _early_day(number.numerator), 0.95


@cache
def _early_day(day: int) -> re.Pattern[str]:
    """初三: the days up to the tenth are told so."""
    return re.compile(f"初{chinese_numeral(day)}(?!中|级|等|步|期|恋|始|衷)")


# What an English numeral may be joined to in one word: foursomes, fourballs, threefold, sixpence.
_COMPOUNDS = "s|(?:some|ball|fold|pence|pack|way|man|day|year|piece|score)s?"


@cache
def _numeral(number: int, lang: Lang) -> re.Pattern[str] | None:
    if lang == "en":
        words = "|".join(re.escape(word) for word in english_words(number))
        return re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?:{_COMPOUNDS})?(?![A-Za-z0-9])", re.I) if words else None
    numeral = chinese_numeral(number)
    # The numeral must not be a part of a longer one: 十 in 三十.
    return re.compile(rf"(?<![〇零一二三四五六七八九十百千万]){numeral}(?![〇零一二三四五六七八九十百千万])") if numeral else None
