"""Which words and symbols may stand beside a numeral in each language, and what they make of it: tables from the lexicon."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.measures import measures
from duizhao.claims.tokens_en import split_words
from duizhao.model import ClaimKind

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitWord:
    """What a word behind a numeral makes of it.

    Attributes:
        kind: the kind of claim.
        unit: as the record wants it.
        factor: how many of `unit` one of the word is (a decade is 10 years, a cent 1/100 USD).
        open: a general measure word, the noun behind it decides the class.
    """

    kind: ClaimKind
    unit: str | None
    factor: Fraction = Fraction(1)
    open: bool = False


@dataclass(frozen=True, slots=True)
class EnglishUnits:
    """Unit phrases by their first token, longest first; symbols; money signs that stand before a number."""

    phrases: dict[str, tuple[tuple[Phrase, UnitWord], ...]]
    symbols: dict[str, UnitWord]
    longest_symbol: int
    signs: dict[str, str]
    longest_sign: int


# UCUM codes of the stretches of time that a rate may be told by.
_TIMES = {"millisecond": "ms", "second": "s", "minute": "min", "hour": "h"}
# Beside time, what a rate may be told by: amounts by volume, area or weight, distances by fuel.
_BASES = frozenset(
    {"L", "mL", "dL", "uL", "m3", "cm3", "dm3", "mm3", "m2", "cm2", "har", "kg", "g", "km", "[gal_us]", "[sin_i]", "[sft_i]", "t"}
)
LENGTHS = frozenset({"km", "m", "dm", "cm", "mm", "um", "nm", "[mi_i]", "[ft_i]", "[yd_i]", "[in_i]", "[nmi_i]"})

PERCENT = UnitWord("percent", "%")
POINTS = UnitWord("percent", "percentage-point")
_CHINESE_FIXED: dict[str, UnitWord] = {
    **dict.fromkeys(("%", "％"), PERCENT),
    **dict.fromkeys(("个百分点", "百分点"), POINTS),
    **dict.fromkeys(
        ("个基点", "基点", "个BP", "BP"),
        UnitWord("percent", "percentage-point", Fraction(1, 100)),
    ),
    "‰": UnitWord("number", "per-1000"),
    **dict.fromkeys(("岁", "周岁", "岁大", "虚岁", "年大"), UnitWord("age", "year")),
    **dict.fromkeys(("个月大", "月龄", "个月龄", "月大"), UnitWord("age", "month")),
    **dict.fromkeys(("周大", "个星期大", "周龄", "孕周"), UnitWord("age", "week")),
    **dict.fromkeys(("天大", "日龄", "日大"), UnitWord("age", "day")),
    "倍": UnitWord("number", "fold"),
    "成": UnitWord("percent", "%", Fraction(10)),
    "折": UnitWord("percent", "%", Fraction(10)),
    "打": UnitWord("count", "item", Fraction(12), open=True),
}


def rate(code: str, below: UnitWord) -> str | None:
    """The UCUM code of a measure told by another or by time (km/h, mg/L), or None where that is no rate.

    >>> rate("mg", UnitWord("measure", "L")), rate("m", UnitWord("duration", "second", Fraction(1, 1000)))
    ('mg/L', 'm/ms')
    """
    if "/" in code:
        return None
    if below.kind == "duration":
        time = "ms" if below.factor == Fraction(1, 1000) else _TIMES.get(below.unit or "") if below.factor == 1 else None
        return f"{code}/{time}" if time is not None else None
    if below.kind != "measure" or below.unit not in _BASES or below.unit == code:
        return None
    return None if code in LENGTHS and below.unit not in {"L", "[gal_us]"} else f"{code}/{below.unit}"


@cache
def chinese_units() -> dict[str, UnitWord]:
    """Every word that may stand right behind a Chinese numeral; the longest one counts."""
    table: dict[str, UnitWord] = {}
    counts = lexicon.counts()
    table |= {word: UnitWord("count", "item", open=True) for word in counts.general.measure}
    for group in counts.classes:
        table |= {word: UnitWord("count", group.name) for word in group.measure}
    for unit in reversed(measures()):
        table |= {name: UnitWord("measure", unit.code) for name in (*unit.zh, *unit.symbol)}
    for duration in lexicon.durations():
        word = UnitWord("duration", duration.to or duration.name, Fraction(duration.scale))
        table |= dict.fromkeys((*duration.zh, *duration.symbol), word)
    for currency in lexicon.currencies():
        table |= {name: UnitWord("money", currency.iso) for name in (*currency.zh, *currency.symbol)}
        for sub in currency.sub:
            for name in (*sub.zh, *sub.symbol):
                table.setdefault(name, UnitWord("money", currency.iso, Fraction(1, sub.per)))
    for symbol in ("p", "¥"):
        table.pop(symbol, None)
    return table | _CHINESE_FIXED


@cache
def chinese_signs() -> dict[str, str]:
    """Money words and symbols that may stand before a Chinese numeral, to their ISO code."""
    table: dict[str, str] = {}
    for currency in lexicon.currencies():
        for sign in (*currency.symbol, *currency.prefix):
            if sign not in {"元", "円"} and sign not in lexicon.word_codes():
                table.setdefault(sign, currency.iso)
    return table


@cache
def noun_classes_zh() -> dict[str, str]:
    """Chinese nouns to the class counted."""
    return {word: group.name for group in lexicon.counts().classes for word in group.zh}


def plural(phrase: str) -> str:
    """The regular English plural.

    >>> plural("country"), plural("box"), plural("square metre")
    ('countries', 'boxes', 'square metres')
    """
    if phrase.endswith(("s", "x", "ch", "sh")):
        return phrase + "es"
    if phrase.endswith("y") and phrase[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + "s"


@dataclass(slots=True)
class _UnitWords:
    """What `english_units` gathers: phrases, symbols, and signs that stand before a numeral. The first meaning given stays."""

    phrases: dict[Phrase, UnitWord] = field(default_factory=dict)
    symbols: dict[str, UnitWord] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)

    def add(self, phrases: tuple[str, ...], symbols: tuple[str, ...], word: UnitWord) -> None:
        for phrase in phrases:
            self.phrases.setdefault(split_words(phrase), word)
            self.phrases.setdefault(split_words(plural(phrase)), word)
        for symbol in symbols:
            self.symbols.setdefault(symbol, word)

    def add_currencies(self) -> None:
        for currency in lexicon.currencies():
            word = UnitWord("money", currency.iso)
            self.add(currency.en, (), word)
            for sub in currency.sub:
                self.add(sub.en, sub.symbol, UnitWord("money", currency.iso, Fraction(1, sub.per)))
            self.add((), currency.symbol, word)
            for symbol in currency.symbol:
                if symbol in lexicon.word_codes():
                    continue
                self.signs.setdefault(symbol, currency.iso)
                if len(symbol) == 3 and symbol.isascii() and symbol.isalpha() and symbol.isupper():
                    self.phrases.setdefault((symbol.lower(),), word)

    def add_durations(self) -> None:
        for duration in lexicon.durations():
            word = UnitWord("duration", duration.to or duration.name, Fraction(duration.scale))
            self.add(duration.en, duration.symbol, word)
            age = UnitWord("age", word.unit, word.factor)
            for phrase in duration.en:
                for form in (phrase, plural(phrase)):
                    self.phrases |= {split_words(f"{form} {tail}"): age for tail in ("old", "olds", "of age")}
        self.phrases |= {split_words(form): UnitWord("age", "year") for form in ("y/o", "yo", "years young")}

    def add_shares(self) -> None:
        per_mille = UnitWord("number", "per-1000")
        basis_point = UnitWord("percent", "percentage-point", Fraction(1, 100))
        self.add(("per mille", "permille", "per mil"), ("‰",), per_mille)
        self.add(("percent", "per cent", "pct", "percentage"), ("%",), PERCENT)
        self.add(("percentage point", "percent point", "per cent point"), ("pp", "ppt"), POINTS)
        self.add(("basis point",), ("bps",), basis_point)


@cache
def english_units() -> EnglishUnits:
    """Every phrase and symbol that may stand right behind an English numeral, or before it."""
    words = _UnitWords()
    words.add_currencies()
    for unit in measures():
        words.add(unit.en, unit.symbol, UnitWord("measure", unit.code))
    words.add_durations()
    words.add_shares()
    words.add(("time",), (), UnitWord("count", "time"))
    words.add(("fold",), (), UnitWord("number", "fold"))
    for group in lexicon.counts().classes:
        if group.name == "person-time":
            words.add(tuple(name for name in group.en if name.startswith("person")), (), UnitWord("count", group.name))
    phrases: dict[str, list[tuple[Phrase, UnitWord]]] = {}
    for phrase, word in words.phrases.items():
        phrases.setdefault(phrase[0], []).append((phrase, word))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    return EnglishUnits(ordered, words.symbols, max(map(len, words.symbols)), words.signs, max(map(len, words.signs)))


@cache
def person_nouns_en() -> frozenset[str]:
    """English nouns that mean a person first, singular and plural, beyond those of the classes counted.

    >>> {"blacksmith", "taxpayers", "watchmen"} <= person_nouns_en()
    True
    """
    nouns = lexicon.person_nouns()
    ends = (("man", "men"), ("child", "children"), ("wife", "wives"))
    irregular = {noun.removesuffix(end) + many for noun in nouns for end, many in ends if noun.endswith(end)}
    return nouns | {plural(noun) for noun in nouns} | irregular


@cache
def noun_classes_en() -> dict[str, str]:
    """English head nouns, singular and plural, to the class counted; a first word of two lines wins."""
    table: dict[str, str] = {}
    for group in lexicon.counts().classes:
        for word in group.en:
            table.setdefault(word, group.name)
            table.setdefault(plural(word), group.name)
    return table
