"""Words that say a figure, a part of the day or a unit without being a claim: 翻一番, semi-finals, 今天下午, "an ounce".

The words are in `lexicon/unread.toml`. Rules, with the values by which `consistency` compares them:

- `zh.unread.number/1` a number inside a word: 十四五, 腊月;
- `*.unread.fold/1` how many times as much: unit `fold`;
- `*.unread.stage/1` how many sides are left in a competition: unit `stage`; `*.unread.podium/1` who came first: unit `podium`;
- `*.unread.compared/1` what a change is measured against, in months: unit `compared`;
- `*.unread.half/1` which half of a match or a year: unit `half-of`;
- `*.unread.away/1` how many days, weeks, months or years away from today: units `away-day` to `away-year`;
- `*.unread.part/1` a part of the day: a time from its first to its last hour;
- `*.unread.per/1` what a price or rate is for one of: a measure of one; `*.unread.alone/1` a unit whose figures stand elsewhere:
  a measure or duration without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.model import Lang, NumericValue, TimeValue

_TIME_UNITS = frozenset({"us", "ms", "second", "minute", "hour"})
# What a number of some sorts counts, where it is not the sort's own name: nothing, and halves of a time.
_UNITS = {"number": None, "half": "half-of"}
_NUMBERS = ("number", "fold", "stage", "podium", "half", "compared")
# Words with other meanings: 秒杀, golden; "double room", "Good morning", a double-click, "Saturday Night Live".
_ZH_NOT = {
    "fold": "(?!房|床|休)",
    "away": "(?![之黄花])",
    "compared": "(?!例)",
    "part": "(?!好|安|会|茶|班|[几一二三四五六七八九])",
    "podium": "(?!赛)",
    "stage": "(?!调|化|制|大|度|力|烈|震|降|势|弱|健)",
}
_EN_NOT = {
    "fold": r"(?![ -](?:click|room|bed|standard|check|digit|glaz|deck|agent|life|take|door|quot|espresso|bass|negative|crochet"
    r"|fault|bogey|decker|up|dose|fill|down|jab|act|figure|header|play))",
    "part": r"(?! (?:news|post|herald|star|show|live|sky|shift|club|market|stand|standard|school|gown))",
    "podium": r"(?! (?:mine|coin|price|futures|bar|dollar|standard|lining|screen|age|statue|rush|jewell?ery|card|coast))",
}


@dataclass(frozen=True, slots=True)
class _Words:
    """One alternation for all words of a sort, what each group of them stands for, and letters of which a text holds one."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    values: tuple[NumericValue | TimeValue, ...]


def said(text: str, folded: str, lang: Lang) -> Iterator[Mention]:
    """The words of a text that say a figure, a part of the day or a unit, sort by sort.

    Args:
        text: the text; offsets count its code points.
        folded: the same as the lists are written: Chinese folded (`fold.fold_chinese`), English as it is.
        lang: `zh` or `en`.
    """
    searched = folded if lang == "zh" else text.lower()
    for sort, words in _lists(lang).items():
        if not _hinted(words.hints, searched):
            continue
        for match in words.pattern.finditer(folded if lang == "zh" else text):
            value = words.values[(match.lastindex or 1) - 1]
            start, end = match.span(match.lastindex or 0)
            timed = isinstance(value, NumericValue) and value.unit in _TIME_UNITS
            kind = "time" if sort == "part" else "number" if sort in (*_NUMBERS, "away") else "duration" if timed else "measure"
            yield Mention(start, end, kind, value, confidence=0.5, rule=f"{lang}.unread.{sort}/1")  # type: ignore[arg-type]


def _hinted(hints: tuple[str, ...], text: str) -> bool:
    """Whether a text holds one of the hints; a plain loop, for it runs over all of them in most texts."""
    for hint in hints:  # noqa: SIM110
        if hint in text:
            return True
    return False


@cache
def _lists(lang: Lang) -> dict[str, _Words]:
    data = lexicon.unread()
    found = {}
    for sort, rows in zip(_NUMBERS, (data.number, data.fold, data.stage, data.podium, data.half, data.compared), strict=True):
        unit = _UNITS.get(sort, sort)
        pairs = [(row.zh if lang == "zh" else row.en, _figure(Fraction(row.number), unit, row.high)) for row in rows]
        if any(words for words, _ in pairs):
            found[sort] = _words(pairs, lang, sort)
    away = [(row.zh if lang == "zh" else row.en, _figure(Fraction(row.number), f"away-{row.unit}")) for row in data.away]
    found["away"] = _words(away, lang, "away")
    parts = [(row.zh if lang == "zh" else row.en, TimeValue(iso=f"T{row.hours[0]:02}/T{row.hours[1]:02}")) for row in data.part]
    found["part"] = _words(parts, lang, "part")
    per = [(row.zh if lang == "zh" else row.en, _figure(Fraction(1), row.unit)) for row in data.per]
    alone = [(row.zh if lang == "zh" else row.en, NumericValue(number=None, unit=row.unit)) for row in data.alone]
    if lang == "zh":
        found["per"] = _words(per, lang, "per", before="每一?", after="")
        found["alone"] = _words(
            alone, lang, "alone", before="(?:单位[为是：:]? ?|以)", after="(?=[计，。；）)]|为单位|来?表示|为准)"
        )
    else:
        found["per"] = _words(per, lang, "per", before=r"(?<![a-z])(?:per|an?|each|every|/) ?", after="(?![a-z'’-])")
        found["alone"] = _words(alone, lang, "alone", before=r"(?<![A-Za-z])in ", after=r"(?=[),.;]|\Z)")
    return found


def _figure(number: Fraction, unit: str | None, high: str | None = None) -> NumericValue:
    if high is not None:
        return NumericValue(number=None, low=number, high=Fraction(high), unit=unit)
    return NumericValue(number=number, low=number, high=number, unit=unit)


def _words(
    rows: Iterable[tuple[tuple[str, ...], NumericValue | TimeValue]],
    lang: Lang,
    sort: str,
    before: str = "",
    after: str | None = None,
) -> _Words:
    groups, values = [], []
    hints: set[str] = set()
    # A longer word goes first: 平方公里 before 公里 is settled by the sign before it, 翻了一番 before 翻番 by its length.
    for words, value in rows:
        if words:
            ordered = sorted(words, key=len, reverse=True)
            groups.append("(" + "|".join(map(re.escape, ordered) if lang == "zh" else ordered) + ")")
            values.append(value)
            hints.update(words if lang == "zh" else map(_hint, words))
    # 十八强 is no 八强.
    numeral = "(?<![0-9〇零一二三四五六七八九十大])" if sort in ("stage", "number") else ""
    border = (numeral, _ZH_NOT.get(sort, "")) if lang == "zh" else (r"(?<![A-Za-z-])", r"(?![A-Za-z])" + _EN_NOT.get(sort, ""))
    pattern = (before or border[0]) + "(?:" + "|".join(groups) + ")" + (border[1] if after is None else after)
    return _Words(re.compile(pattern, re.I if lang == "en" else 0), tuple(sorted(hints)), tuple(values))


def _hint(word: str) -> str:
    """The longest letters that every match of a word's pattern holds; nothing where there are none.

    >>> _hint("doubl(?:e|es|ed|ing)"), _hint("kilomet(?:re|er)s"), _hint("mornings?")
    ('doubl', 'kilomet', 'morning')
    """
    plain = word
    while (shorter := re.sub(r"\([^()]*\)", " ", plain)) != plain:
        plain = shorter
    runs = re.findall("[a-z]+", re.sub(r"[A-Za-z]\?", " ", plain).lower())
    return max(reversed(runs), key=len, default="")
