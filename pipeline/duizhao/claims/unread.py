"""What states no figure and is yet carried over by a translator: Article 3, Boeing 737, 第三条, on Tuesday, hours later, 每周.

These are no claims: nothing is counted, measured or dated. But a translation that says Article 4 for 第三条 or Thursday for
周三 is wrong, so `consistency` is handed them beside the claims. Rules:

- `*.unread.figure/1` digits outside every claim, `zh.unread.ordinal/1` a numeral behind 第 or in a name (嫦娥五号),
  `en.unread.name/1` a capitalised number word or a Roman numeral, `zh.unread.stars/1` a mark in stars;
- `zh.unread.great/1` the digit of 四大武器;
- `*.unread.weekday/1` a day of the week;
- `*.unread.span/1` a stretch of time without a figure (几天, "hours later"), `*.unread.rate/1` how often (每周, "a week") and for
  how long ("week-long");
- words that say a figure, a part of the day or a unit (`unread_words`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.fold import fold_chinese
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.number_words_en import UNITS
from duizhao.claims.numerals.numerals_zh import parse
from duizhao.claims.patterns import any_of, behind_any
from duizhao.claims.unread_words import said
from duizhao.model import DateValue, Lang, NumericValue

# Figures that nobody reads are no names: a key, a hash.
_LONGEST = 24
_FIGURE = re.compile(r"[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+")
_FACTS = lexicon.unread().words
_HAN = "〇零一二三四五六七八九"
# 第三条, 附件二, names: 嫦娥五号, 神舟十三号, and without one: 三号线, 二号会议室; points of a law: （三）.
_ZH_ORDINAL = re.compile(
    rf"(?:{behind_any(_FACTS.zh_labels)})(?=[一二三四五六七八九十]{{1,3}}(?:[{_FACTS.zh_label_after}]|[^一-鿿0-9]|\Z))|"
    f"第 ?(?=[{_HAN}十百千两])|(?<=[一-鿿])(?<![{_HAN}十])(?=[一二三四五六七八九十]{{1,3}}号)"
    f"|(?<![一-鿿0-9])(?=[一二三四五六七八九十]{{1,3}}号(?:{any_of(_FACTS.zh_numbered)}))"
    "|(?<=[(（])(?=[一二三四五六七八九十]{1,3}[)）])"
    # 十八楼, 二审, 三读, 三站台
    f"|(?<![{_HAN}十百千万第])(?=[一二三四五六七八九十]{{1,3}}(?:{any_of(_FACTS.zh_behind_number)}))"
    f"|(?<![{_HAN}十百千万])(?=[二三四五六七八九十]{{1,3}}楼(?![上下梯道层])|[一二]审|[一二三]读(?![书完懂]))"
)
# 四大武器, 五大联赛
_ZH_GREAT = re.compile(rf"(?<![{_HAN}十百千万第\d])([二两三四五六七八九十])大(?=[一-鿿])(?![{_FACTS.zh_not_great}])")
_LABELS = re.compile(any_of((*_FACTS.zh_labels, *_FACTS.zh_behind_number)))
_ZH_STARS = re.compile(
    f"(?<=[{_FACTS.zh_stars_before}])([一二两三四五六七])颗?星(半)?(?![期辰球])"
    f"|(?<![{_HAN}十第])([一二两三四五六七])颗?星(?={any_of(_FACTS.zh_stars_behind)})(半)?"
)
_ZH_WEEKDAY = re.compile(
    # 两周一次, 每周一篇 and 一周三天 are no days of the week; 本周三 and 每周三 are.
    "(?:星期|礼拜|禮拜|(?<![0-9一二两三四五六七八九十几数半多个])[周週])([一二三四五六日天])"
    f"(?![{_FACTS.zh_times}{_FACTS.zh_lasts}])"
    # 每周二、四、六
    f"((?:、[一二三四五六日](?![一-鿿])|、[一二三四五六日](?=[{_FACTS.zh_after_days}]))*+)"
)
_DAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_WORDS = {word: value for word, value in UNITS.items() if 1 <= value <= 12}
_I_VERBS = sorted(word for word in lexicon.english_words().behind_i if word.isalpha())
# World War Two, the Four Corners, Chapter IV, Louis XIV; a single I, V or X only behind a word that is numbered.
_EN_NAME = re.compile(
    rf"(?<=[a-z,] )(?:{'|'.join(word.capitalize() for word in _WORDS)})(?=[ ,.;:!?)]|\Z)(?! [a-z])"
    r"|(?<=[A-Za-z] )(?=[XVI]{2})X{0,3}(?:IX|IV|V?I{0,3})(?![A-Za-z])"
    r"|(?<=War )I(?![A-Za-z])"
    rf"|(?:{'|'.join(f'(?<={label} )' for label in _FACTS.en_labels)})"
    rf"(?:[VX]|I(?!['’]| (?:{'|'.join(_I_VERBS)})(?![a-z])))(?![A-Za-z])"
)
# platform three, chapter five
_EN_LABELLED = re.compile(
    rf"(?<![A-Za-z])(?:{any_of((*lexicon.refusals().en.labels, *lexicon.refusals().en.countable_labels))}) "
    rf"(?P<word>{'|'.join(_WORDS)})(?![A-Za-z-])",
    re.I,
)
_ZH_UNITS = any_of(_FACTS.zh_units)
_ZH_SPAN = re.compile(rf"(?<![0-9{_HAN}十百千万])(?:{any_of(_FACTS.zh_some)})个?({_ZH_UNITS})(?![0-9一-九]?[月日号])")
_ZH_RATE = re.compile(
    rf"(?:每个?|按(?=[日天周月年季](?![程期照])))({_ZH_UNITS})(?!(?<=[周週])期(?![间間]))(?![0-9一二三四五六日](?![{_FACTS.zh_times}]))"
)
_EN_UNITS = "|".join(_FACTS.en_units)
_EN_SPAN = re.compile(rf"(?<![A-Za-z0-9-])((?:{_EN_UNITS})s|{'|'.join(_FACTS.en_long)})(?![A-Za-z-])", re.I)
_EN_RATE = re.compile(
    rf"(?<![A-Za-z])(?:(?:per|an?|every|each|another)[ -](?:(?:whole|full|entire|solid) )?({_EN_UNITS})"
    rf"(?![A-Za-z-]| (?:{'|'.join(_FACTS.en_once)}))"
    rf"|({_EN_UNITS})-long|({'|'.join(_FACTS.en_often)}))(?![A-Za-z])",
    re.I,
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


def unread(text: str, lang: Lang, mentions: Sequence[Mention]) -> list[Mention]:
    """Figures and days of the week that are no claims of a text, in reading order.

    Args:
        text: the text that was read; offsets count code points in it.
        lang: its language; `other` has none.
        mentions: what `extract` found in it.

    Returns:
        Mentions of kind `number`; of kind `date` for days of the week, whose `edtf` is an ISO 8601 week date of which only
        the day is known: `XXXX-WXX-3`; of kind `duration` for stretches of time, with no number.

    >>> [(m.value.number, m.start) for m in unread("Article 3 and the Boeing 737", "en", [])]
    [(Fraction(3, 1), 8), (Fraction(737, 1), 25)]
    """
    if lang == "other":
        return []
    folded = fold_chinese(text) if lang == "zh" else text
    covered = sorted((mention.start, mention.end) for mention in mentions if mention.kind != "person")
    starts = [start for start, _ in covered]

    def taken(start: int, end: int) -> bool:
        before = bisect_right(starts, start) - 1
        after = before + 1
        return (before >= 0 and covered[before][1] > start) or (after < len(covered) and covered[after][0] < end)

    found = [mention for mention in said(text, folded, lang) if not taken(mention.start, mention.end)]
    words = [(mention.start, mention.end) for mention in found]
    found += [
        mention
        for mention in _figures(text, lang)
        if not taken(mention.start, mention.end) and not any(start < mention.end and mention.start < end for start, end in words)
    ]
    names = [*_zh_ordinals(text, folded), *_zh_stars(folded), *_zh_great(folded)] if lang == "zh" else _en_names(text)
    found += [mention for mention in names if not taken(mention.start, mention.end)]
    found += _zh_weekdays(text) if lang == "zh" else _en_weekdays(text)
    times = _zh_times(text) if lang == "zh" else _en_times(text)
    found += [mention for mention in times if not taken(mention.start, mention.end)]
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def _number(start: int, end: int, digits: str, rule: str) -> Mention:
    return _mention(start, end, Fraction(digits.replace(",", "")), rule)


def _mention(start: int, end: int, number: Fraction, rule: str) -> Mention:
    return Mention(start, end, "number", NumericValue(number=number, low=number, high=number), confidence=0.5, rule=rule)


def _figures(text: str, lang: Lang) -> Iterator[Mention]:
    for match in _FIGURE.finditer(text):
        if match.end() - match.start() <= _LONGEST:
            yield _number(match.start(), match.end(), match[0], f"{lang}.unread.figure/1")


def _zh_ordinals(text: str, folded: str) -> Iterator[Mention]:
    if not any(mark in text for mark in "第号附楼樓审審读讀)）") and not _LABELS.search(folded):
        return
    for match in _ZH_ORDINAL.finditer(folded):
        numeral = parse(folded, match.end())
        if numeral is not None and numeral.number is not None and numeral.number.denominator == 1:
            yield _mention(match.start(), numeral.end, numeral.number, "zh.unread.ordinal/1")


def _zh_great(folded: str) -> Iterator[Mention]:
    """四大武器: so many of the best known."""
    if "大" not in folded:
        return
    for match in _ZH_GREAT.finditer(folded):
        number = Fraction(10 if match[1] == "十" else _HAN.index(match[1].replace("两", "二")) - 1)
        yield _mention(match.start(), match.end(1), number, "zh.unread.great/1")


def _en_names(text: str) -> Iterator[Mention]:
    for match in _EN_NAME.finditer(text):
        number = _WORDS.get(match[0].lower()) or _roman(match[0])
        yield _mention(match.start(), match.end(), Fraction(number), "en.unread.name/1")
    for match in _EN_LABELLED.finditer(text):
        yield _mention(*match.span("word"), Fraction(_WORDS[match["word"].lower()]), "en.unread.label/1")


def _zh_stars(text: str) -> Iterator[Mention]:
    """Marks in stars; a half star counts."""
    if "星" not in text:
        return
    for match in _ZH_STARS.finditer(text):
        digit, half = (match[1], match[2]) if match[1] else (match[3], match[4])
        number = Fraction("零一二三四五六七".index(digit.replace("两", "二"))) + (Fraction(1, 2) if half else 0)
        yield _mention(match.start(), match.end(), number, "zh.unread.stars/1")


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def _span(start: int, end: int, unit: str, lang: Lang, number: Fraction | None = None) -> Mention:
    value = NumericValue(number=number, low=number, high=number, unit=unit)
    return Mention(start, end, "duration", value, confidence=0.5, rule=f"{lang}.unread.{'span' if number is None else 'rate'}/1")


def _zh_times(text: str) -> Iterator[Mention]:
    for match in _ZH_SPAN.finditer(text):
        yield _span(match.start(), match.end(), _FACTS.zh_units[match[1]], "zh")
    for match in _ZH_RATE.finditer(text):
        yield _span(match.start(), match.end(), _FACTS.zh_units[match[1]], "zh", Fraction(1))


def _en_times(text: str) -> Iterator[Mention]:
    for match in _EN_SPAN.finditer(text):
        unit = _FACTS.en_long.get(match[1].lower()) or match[1][:-1].lower()
        yield _span(match.start(), match.end(), unit, "en")
    for match in _EN_RATE.finditer(text):
        unit = match[1] or match[2]
        # A night of a hotel is its day, as 晚 is.
        yield _span(
            match.start(),
            match.end(),
            unit.lower().replace("night", "day") if unit else _FACTS.en_often[match[3].lower()],
            "en",
            Fraction(1),
        )


def _weekday(start: int, end: int, day: int, lang: Lang) -> Mention:
    return Mention(start, end, "date", DateValue(edtf=f"XXXX-WXX-{day}"), confidence=0.5, rule=f"{lang}.unread.weekday/1")


def _zh_weekdays(text: str) -> Iterator[Mention]:
    for match in _ZH_WEEKDAY.finditer(text):
        yield _weekday(match.start(), match.end(1), _DAYS[match[1]], "zh")
        for offset, character in enumerate(match[2]):
            if character in _DAYS:
                yield _weekday(match.start(2) + offset, match.start(2) + offset + 1, _DAYS[character], "zh")


@cache
def _en_days() -> tuple[re.Pattern[str], dict[str, int]]:
    """Full names only: Sat and Sun are words of their own."""
    days = {name: day for name, day in lexicon.calendar().weekdays.items() if name.endswith("day")}
    names = "|".join(name.capitalize() for name in days)
    return re.compile(rf"(?<![A-Za-z])({names})s?(?![A-Za-z])"), days


def _en_weekdays(text: str) -> Iterator[Mention]:
    pattern, days = _en_days()
    for match in pattern.finditer(text):
        yield _weekday(match.start(), match.end(1), days[match[1].lower()], "en")
