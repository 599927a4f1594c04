"""What an English numeral counts: percent, money, measure, duration, age, ordinal, count, or a bare number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numeral import Numeral
from duizhao.claims.numerals_en import Found, Tokens
from duizhao.claims.quantities_zh import UnitWord, bounded
from duizhao.model import ClaimKind, NumericValue, Qualifier

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnglishUnits:
    """Unit phrases by their first token, longest first; symbols by length; money signs before a number."""

    phrases: dict[str, tuple[tuple[Phrase, UnitWord], ...]]
    symbols: dict[str, UnitWord]
    longest_symbol: int
    signs: dict[str, str]
    longest_sign: int


def _plural(phrase: str) -> str:
    if phrase.endswith(("s", "x", "ch", "sh")):
        return phrase + "es"
    if phrase.endswith("y") and phrase[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + "s"


def _split(phrase: str) -> Phrase:
    return tuple(Tokens(phrase, phrase).words)


@cache
def english_units() -> EnglishUnits:
    """Every phrase and symbol that may stand right behind a numeral, or before it."""
    table: dict[Phrase, UnitWord] = {}
    symbols: dict[str, UnitWord] = {}
    signs: dict[str, str] = {}

    def add(words: tuple[str, ...], word: UnitWord) -> None:
        for phrase in words:
            table.setdefault(_split(phrase), word)
            table.setdefault(_split(_plural(phrase)), word)

    for currency in lexicon.currencies():
        add(currency.en, UnitWord("money", currency.iso))
        for sub in currency.sub:
            add(sub.en, UnitWord("money", currency.iso, Fraction(1, sub.per)))
            for symbol in sub.symbol:
                symbols.setdefault(symbol, UnitWord("money", currency.iso, Fraction(1, sub.per)))
        for symbol in currency.symbol:
            symbols.setdefault(symbol, UnitWord("money", currency.iso))
            signs.setdefault(symbol, currency.iso)
    for unit in lexicon.units():
        if unit.code != "[lb_av]":
            add(unit.en, UnitWord("measure", unit.code))
        for symbol in unit.symbol:
            symbols.setdefault(symbol, UnitWord("measure", unit.code))
    add(("pound",), UnitWord("measure", "[lb_av]"))
    for duration in lexicon.durations():
        word = UnitWord("duration", duration.to or duration.name, Fraction(duration.scale))
        add(duration.en, word)
        for symbol in duration.symbol:
            symbols.setdefault(symbol, word)
        for phrase in duration.en:
            age = UnitWord("age", word.unit, word.factor)
            for form in (phrase, _plural(phrase)):
                for tail in ("old", "olds", "of age"):
                    table[_split(f"{form} {tail}")] = age
    percent = UnitWord("percent", "%")
    add(("percent", "per cent", "pct", "percentage"), percent)
    symbols["%"] = percent
    add(("percentage point", "percent point", "per cent point"), UnitWord("percent", "percentage-point"))
    symbols["pp"] = symbols["ppt"] = UnitWord("percent", "percentage-point")
    add(("basis point",), UnitWord("percent", "percentage-point", Fraction(1, 100)))
    symbols["bps"] = UnitWord("percent", "percentage-point", Fraction(1, 100))
    symbols["‰"] = UnitWord("percent", "%", Fraction(1, 10))
    add(("time",), UnitWord("count", "time"))
    for group in lexicon.counts().classes:
        if group.name == "person-time":
            add(group.en, UnitWord("count", group.name))
    phrases: dict[str, list[tuple[Phrase, UnitWord]]] = {}
    for words, word in table.items():
        phrases.setdefault(words[0], []).append((words, word))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    return EnglishUnits(ordered, symbols, max(map(len, symbols)), signs, max(map(len, signs)))


@cache
def noun_classes() -> dict[str, str]:
    """Head nouns, singular and plural, to the class counted."""
    table: dict[str, str] = {}
    for group in lexicon.counts().classes:
        for word in group.en:
            head = word.rpartition(" ")[2]
            table.setdefault(head if " " not in word else word, group.name)
            table.setdefault(_plural(word), group.name)
    return table


@cache
def qualifier_phrases() -> tuple[
    dict[str, tuple[tuple[Phrase, Qualifier], ...]], dict[str, tuple[tuple[Phrase, Qualifier], ...]]
]:
    """Qualifier phrases before a number by their last token, and behind it by their first, longest first."""
    before: dict[str, list[tuple[Phrase, Qualifier]]] = {}
    after: dict[str, list[tuple[Phrase, Qualifier]]] = {}
    for row in lexicon.qualifiers().en.qualifier:
        for phrase in map(_split, row.before):
            before.setdefault(phrase[-1], []).append((phrase, row.name))  # type: ignore[arg-type]
        for phrase in map(_split, row.after):
            after.setdefault(phrase[0], []).append((phrase, row.name))  # type: ignore[arg-type]
    return (
        {last: tuple(sorted(rows, key=lambda r: -len(r[0]))) for last, rows in before.items()},
        {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in after.items()},
    )


def unit_at(tokens: Tokens, at: int) -> tuple[int, UnitWord] | None:
    """The longest unit phrase or symbol at token `at` (a hyphen before it is passed), and the token after it."""
    units = english_units()
    if tokens.word(at) == "-" and tokens.word(at + 1):
        at += 1
    best = _phrase_at(tokens, at, units.phrases.get(tokens.word(at), ()))
    if at < len(tokens):
        start = tokens.starts[at]
        for end in range(min(len(tokens.text), start + units.longest_symbol), start, -1):
            word = units.symbols.get(tokens.text[start:end])
            if word is None or (tokens.text[end - 1].isalnum() and tokens.text[end : end + 1].isalnum()):
                continue
            k = at
            while k < len(tokens) and tokens.ends[k] <= end:
                k += 1
            if k > at and tokens.ends[k - 1] == end and (best is None or end > tokens.ends[best[0] - 1]):
                best = (k, word)
            break
    return best


def _phrase_at(tokens: Tokens, at: int, rows: tuple[tuple[Phrase, UnitWord], ...]) -> tuple[int, UnitWord] | None:
    for phrase, word in rows:
        k = at
        for part in phrase:
            if tokens.word(k) == "-" and part != "-":
                k += 1
            if tokens.word(k) != part:
                break
            k += 1
        else:
            return k, word
    return None


def sign_before(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """The longest money sign that ends before token `at`: where it starts in the text, and its ISO code."""
    units = english_units()
    end = tokens.starts[at] if at < len(tokens) else 0
    while end > 0 and tokens.text[end - 1] in " \u00a0":
        end -= 1
    for start in range(max(0, end - units.longest_sign), end):
        iso = units.signs.get(tokens.text[start:end])
        if iso is not None and not (tokens.text[start].isalnum() and tokens.text[start - 1 : start].isalnum()):
            return start, iso
    return None


def qualifier_before(tokens: Tokens, at: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier phrase that ends before token `at`, and the token it starts with."""
    for phrase, name in qualifier_phrases()[0].get(tokens.word(at - 1), ()):
        begin = at - len(phrase)
        if begin >= 0 and tuple(tokens.words[begin:at]) == phrase:
            return begin, name
    return None


def qualifier_after(tokens: Tokens, at: int) -> tuple[int, Qualifier] | None:
    """The longest qualifier phrase that starts at token `at`, and the token after it."""
    for phrase, name in qualifier_phrases()[1].get(tokens.word(at), ()):
        if tuple(tokens.words[at : at + len(phrase)]) == phrase:
            return at + len(phrase), name
    return None


_STOPS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "for",
        "by",
        "with",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "as",
        "than",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "it",
        "they",
        "we",
        "he",
        "she",
        "you",
        "i",
        "not",
        "no",
        "so",
        "if",
        "when",
        "while",
        "after",
        "before",
        "during",
        "since",
        "until",
        "into",
        "over",
        "under",
        "about",
        "between",
        "among",
        "through",
        "against",
        "per",
        "each",
        "every",
        "all",
        "also",
        "only",
        "just",
        "more",
        "most",
        "less",
        "said",
        "says",
        "say",
        "told",
        "according",
        "because",
        "there",
        "here",
        "where",
        "what",
        "how",
        "why",
        "both",
        "then",
    ]
)
_NOT_PLURAL = frozenset(
    [
        "is",
        "was",
        "has",
        "this",
        "his",
        "its",
        "us",
        "yes",
        "thus",
        "always",
        "perhaps",
        "across",
        "less",
        "unless",
        "besides",
        "towards",
        "news",
        "gas",
        "bus",
        "plus",
        "versus",
        "series",
        "species",
    ]
)


def head_noun(tokens: Tokens, at: int) -> tuple[int, int, str | None]:
    """The noun that is counted from token `at` on: its last token (exclusive), and its class where the lexicon knows it."""
    classes = noun_classes()
    best = at
    klass: str | None = None
    i = at
    if tokens.word(i) == "of" and tokens.word(i + 1) in {"the", "these", "those", "its", "his", "her", "their", "our"}:
        i += 2
    elif tokens.word(i) == "of":
        i += 1
    begin = i
    while i < len(tokens) and i < begin + 6:
        word = tokens.words[i]
        if word in _STOPS or not word[0].isalpha():
            if word == "-":
                i += 1
                continue
            break
        known = classes.get(word) or classes.get(f"{word} {tokens.word(i + 1)}")
        plural = word.endswith("s") and len(word) > 3 and word not in _NOT_PLURAL and not word.endswith(("ss", "'s"))
        if known is not None or plural:
            best, klass = i + 1, known
            if plural or known is not None:
                following = tokens.word(i + 1)
                if not (following.endswith("s") or following in classes) or following in _STOPS:
                    break
        i += 1
    return begin, best, klass


def quantity(tokens: Tokens, found: Found) -> Mention | None:
    """The claim that a numeral makes together with the tokens right behind it and before it."""
    number: Numeral = found.numeral
    first, last = found.first, found.last
    start, end = number.start, number.end
    kind: ClaimKind = "number"
    unit: str | None = None
    subject: str | None = None
    rule = "en.number.bare/1"
    if number.form == "ordinal":
        value = NumericValue(number=number.number, low=number.low, high=number.high)
        return Mention(start, end, "ordinal", value, "exact", None, 0.9, "en.ordinal.written/1")
    sign = sign_before(tokens, first)
    unit_found = unit_at(tokens, last)
    if sign is not None:
        start, unit = sign
        while first > 0 and tokens.starts[first - 1] >= start:
            first -= 1
        kind, rule = "money", "en.money.sign/1"
        if unit_found is not None and unit_found[1].kind == "money":
            last, unit = unit_found[0], unit_found[1].unit if unit == "USD" else unit
            end = tokens.ends[last - 1]
    elif unit_found is not None:
        last, word = unit_found
        number = number.scaled(word.factor)
        kind, unit = word.kind, word.unit
        end = tokens.ends[last - 1]
        rule = f"en.{kind}.unit/1"
    elif number.form not in {"half", "fraction"}:
        begin, stop, klass = head_noun(tokens, last)
        if stop > begin:
            kind, unit = "count", klass or "item"
            subject = tokens.text[tokens.starts[begin] : tokens.ends[stop - 1]]
            rule = "en.count.head-noun/1"
    qualifier: Qualifier = number.qualifier
    before = qualifier_before(tokens, first)
    if before is not None:
        start = tokens.starts[before[0]]
        qualifier = before[1]
    behind = qualifier_after(tokens, last)
    if behind is not None:
        end = tokens.ends[behind[0] - 1]
        if qualifier == "exact":
            qualifier = behind[1]
    value = bounded(number, qualifier)
    value = NumericValue(number=value.number, low=value.low, high=value.high, unit=unit)
    return Mention(start, end, kind, value, qualifier, subject, 0.85, rule)
