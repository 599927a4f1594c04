"""What looks like an English claim and is none: identifiers, labels, addresses, names, telephone numbers."""

from __future__ import annotations

import re
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.mention import Rejection
from duizhao.claims.numerals.numeral import Found
from duizhao.claims.numerals.numerals_en import STARTS
from duizhao.claims.patterns import PATH, any_of
from duizhao.claims.quantities.counts_en import head_noun
from duizhao.claims.quantities.units_en import unit_at
from duizhao.claims.tokens_en import Tokens, split_words
from duizhao.claims.units import Phrase

# Behind 4K these make it a resolution.
_SCREENS = "TV|[Vv]ideo|[Rr]esolution|UHD|Ultra|[Dd]isplay|[Ss]creen|[Mm]onitor|[Cc]amera|[Ff]ootage|HDR?|[Mm]ovie|[Ss]tream"
# Behind 3.2 at the head of a text these measure; other capitals begin a heading.
_SYMBOLS = "[KMGTP]B|Hz|[GMT](?:Hz|bps|W|Wh|V|Pa|J)|MP|V|W|C|F|K|USD|EUR|GBP|RMB|CNY|HKD|JPY|Thousand|Million|Billion|Trillion"
_ADDRESS = r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
# make(1), make (1); but three (3) days
_MANUAL = (
    r"|(?<![A-Za-z])(?!(?:one|two|three|four|five|six|seven|eight|nine|ten|of|the|and|or|by|in|to|at|on) \()"
    r"[a-z][a-z0-9_.-]{1,30} ?\([1-9]\)(?! (?:[a-z]+ )?(?:days?|weeks?|months?|years?|hours?|copies|copy)(?![a-z]))"
)
_SPANS_TEXT = (
    r"(?P<url>(?:https?://|www\.)[^\s<>\"]{1,300}"
    rf"{_ADDRESS})"
    # (2023) Lin 0203 Civil First Instance No. 4587
    r"|(?P<docnumber>[（(\[〔]\d{4}[)）\]〕] ?[A-Z][A-Za-z]*(?: [A-Za-z0-9]{1,16}){0,8}? No\.? ?\d+"
    r"|[\[(〔]\d{4}[\])〕] ?No\.? ?\d+)"
    r"|(?P<phone>(?<![\d.,])\+\d{1,3}(?:[ -]\d{2,4}){2,4}(?!\d)"
    r"|(?<![\d.,])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,5}\)[ -]?)?(?:0\d{2,4}[ -]\d{6,8}|0\d{2,4} \d{3,4} \d{3,4}"
    r"|[2-9]\d{2}-\d{3}-\d{4}|1-\d{3}-\d{3}-\d{4}|[48]00-\d{3}-?\d{4}|\d{4} \d{4}(?=[ .]*$))(?![\d.,]\d|\d))"
    r"|(?P<contact>(?<![A-Za-z])(?:ISBN(?:-1[03])?|ISSN)[: ]{0,2}\d[\dX -]{6,16}[\dX](?!\d))"
    r"|(?P<version>(?<![\d.])(?![1-9]\d{0,2}\.\d{3}\.\d{3}(?![\d.]))\d{1,3}(?:\.\d{1,3}){2,3}(?!\d|\.\d)|(?<![A-Za-z])[vV]\d+(?:\.\d+)+)"
    r"|(?P<event>(?<![\d/])(?:24/7|9/11|7/7)(?![\d/]))"
    r"|(?P<heading>\A[ 　#*]{0,4}(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?= [A-Z])"
    rf"(?! (?:{_SYMBOLS})(?![A-Za-z]))|\(\d{1, 2}\)))"
    rf"|(?P<path>{PATH})"
    # [12], [3, 4], [5-7]; but in the range [0, 10]
    r"|(?P<footnote>(?<!range )(?<!interval )\[\d{1,3}(?: ?[,;–-] ?\d{1,3}){0,12}\])"
    r"|(?P<item>(?<![A-Za-z0-9] )(?<![A-Za-z0-9])\((?:\d{1,2}|[ivx]{1,4})\)(?= [A-Za-z]))"
    # %.250s, %0A, 0x6c, apt.conf(5), ISO 8601, SOCKSv5
    r"|(?P<placeholder>(?<![0-9０-９])%[-+0#]?\d{0,4}(?:\.\d{1,4})?[a-zA-Z](?![A-Za-z])|(?<![0-9])%[0-9A-F]{2}(?![0-9])|(?<![A-Za-z0-9])0x[0-9A-Fa-f]+"
    rf"{_MANUAL}|(?<=[A-Z]{{2}})[vV]\d+(?:\.\d+)*)"
    r"|(?P<standard>(?<![A-Za-z])(?:ISO|IEC|GB/T|GB|RFC|IEEE|DIN|ANSI|JIS|ASTM)(?:/[A-Z]{1,4})?[ -]?\d{2,6}(?:[-:.]\d{1,4}){0,3})"
    # X.509, B.3.4, carbon-14
    r"|(?P<code>(?<![A-Za-z0-9.])[A-Z](?:\.\d{1,4}){1,4}(?!\d|\.\d|[A-Za-z])"
    r"|(?<![A-Za-z])(?i:carbon|uranium|plutonium|iodine|caesium|cesium|strontium|cobalt|potassium|radium|omega)-\d{1,3}(?![\d-]))"
    # COVID-19, N95, 5G, A380, B2B, w3m, 1080p
    r"|(?P<identifier>(?<![A-Za-z0-9$£€¥.])(?:[A-Z]{1,4}\d+[A-Za-z0-9-]*|[A-Za-z]*\d+[A-Za-z]+\d[A-Za-z0-9-]*"
    r"|(?!ca?\d{4})[a-z]+\d+[A-Za-z][A-Za-z0-9-]*"
    rf"|(?!(?i:{any_of(lexicon.refusals().en.glued)})\d)[A-Za-z][a-z]+\d+(?:/\d+)?(?![\w,.-]*\d)|[2-6]G(?![A-Za-z0-9])"
    rf"|(?:720|1080|1440|2160|4320)[pi](?![A-Za-z0-9])(?! (?:an?|per|each|share))"
    rf"|(?:144|240|360|480|540|576)[pi](?= (?:{_SCREENS}))"
    rf"|[48]K(?= (?:{_SCREENS}))|[23]D(?![A-Za-z0-9])|[A-Z][A-Za-z'’]*-\d+[A-Za-z]?(?![\w,.-]*\d))(?![A-Za-z]))"
)
_SPANS = re.compile(_SPANS_TEXT)
# Without @ and (1) the two that look at every letter cannot match, and behind a small letter only an address of the web begins.
_SPANS_PLAIN = re.compile(f"(?!(?<=[a-z])[a-gi-vx-z])(?:{_SPANS_TEXT.replace(_ADDRESS, '').replace(_MANUAL, '')})")
# Before a label that may be a verb these make it one.
_BEFORE_VERBS = frozenset(
    {
        "i",
        "we",
        "you",
        "they",
        "he",
        "she",
        "it",
        "who",
        "to",
        "can",
        "could",
        "will",
        "would",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "not",
        "never",
        "please",
    }
)
# What any of these stretches holds: a figure, a placeholder, the mark of an item or of an address.
_SPAN_CUE = re.compile(r"[\d%(@]|www\.|://")
_PAGE = re.compile(r"\([1-9]\)")
# Money codes, months and prefixes written together with figures are no identifiers.
_TIED = re.compile(
    r"(?:USD|RMB|CNY|EUR|GBP|JPY|HKD|TWD|AUD|CAD|SGD|INR|NTD|CHF|US|HK|NT|RM|Rs|Dec|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|May"
    r"|January|February|March|April|June|July|August|September|October|November|December"
    r"|Q|H|FY|CY|AD|BC|Mid|Early|Late|Post|Pre|Under|Over|Sub)-?\d.*"
    r"|(?:UTC|GMT)-\d{1,2}|\d{1,2}m\d{1,2}s|(?:(?:19|20)\d\d)?W[0-5]\d(?:-[1-7])?|[1-4][QHqh]\d{2,4}|(?:19|20)\d\d[QHqh][1-4]|[FCS]Y\d{2,4}|\d{1,2}(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\d{2,4}|\d{1,2}T\d{2}|\d{1,2}h[0-5]\d(?:m(?:ins?)?)?(?:[0-5]\d)?s?|\d+[eE][+-]?\d+",
    re.S,
)


def find_spans(tokens: Tokens) -> list[Rejection]:
    """Stretches of a text that hold figures but state nothing, in reading order."""
    found: list[Rejection] = []
    text = tokens.text
    pattern = _SPANS if "@" in text or ("(" in text and _PAGE.search(text)) else _SPANS_PLAIN
    for match in pattern.finditer(text) if _SPAN_CUE.search(text) else ():
        reason = match.lastgroup or "identifier"
        if reason != "identifier" or not _TIED.fullmatch(match[0]):
            found.append(Rejection(match.start(), match.end(), reason, f"en.refuse.{reason}/1"))
    if not _idiom_words().isdisjoint(tokens.words):
        found += [Rejection(match.start(), match.end(), "idiom", "en.refuse.idiom/1") for match in _idioms().finditer(text)]
    return sorted(found, key=lambda one: one.start)


@cache
def _idiom_words() -> frozenset[str]:
    """Words of which every idiom holds one: its longest that is no number, or else its rarest number."""

    def rarest(word: str) -> tuple[bool, bool, int]:
        return len(word) > 3 and word not in STARTS, word in STARTS and word not in {"a", "one"}, len(word)

    return frozenset(max(split_words(idiom), key=rarest) for idiom in lexicon.refusals().en.idioms)


@cache
def _idioms() -> re.Pattern[str]:
    phrases = sorted(lexicon.refusals().en.idioms, key=len, reverse=True)
    told = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in phrases)
    return re.compile(rf"(?<![A-Za-z])(?:{told})(?![A-Za-z])", re.IGNORECASE)


@cache
def _names() -> dict[str, tuple[Phrase, ...]]:
    """Names with number words, by each of their tokens."""
    table: dict[str, list[Phrase]] = {}
    for name in lexicon.refusals().en.names:
        phrase = split_words(name)
        for word in set(phrase):
            table.setdefault(word, []).append(phrase)
    return {word: tuple(phrases) for word, phrases in table.items()}


@cache
def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    facts = lexicon.refusals().en
    return frozenset(facts.labels), frozenset(facts.contacts), frozenset(facts.roads), frozenset(facts.levels)


@cache
def _countable() -> frozenset[str]:
    """Labels that refuse only a number with nothing counted behind it."""
    return frozenset(lexicon.refusals().en.countable_labels)


def level_before(tokens: Tokens, at: int) -> bool:
    """Category 1, Phase 3, World War II: a label before the token that ranks."""
    return tokens.word(at - 1) in _sets()[3] or (tokens.word(at - 1) == "war" and tokens.word(at - 2) == "world")


def named(tokens: Tokens, found: Found) -> bool:
    """Whether the numeral is part of a name of the list (First Lady, Three Gorges, one another)."""
    for k in range(found.first, found.last):
        for phrase in _names().get(tokens.words[k], ()):
            for begin in range(max(0, k - len(phrase) + 1), k + 1):
                if tuple(tokens.words[begin : begin + len(phrase)]) == phrase:
                    return True
    return False


def refused_figure(tokens: Tokens, found: Found, *, counted: bool) -> str | None:
    """Why figures are no claim because of what stands beside them: a label, a telephone, an address, a name.

    Args:
        counted: a unit or a counted noun stands behind the number, or a money sign before it.
    """
    first, last = found.first, found.last
    words = lexicon.english_words()
    previous = tokens.word(first - 1)
    label = _label(tokens, found, counted=counted)
    if label is not None:
        return label
    if tokens.touching(first):
        prefixed = previous == "-" and tokens.touching(first - 1) and tokens.capital(first - 2)
        if prefixed and tokens.word(first - 2) not in words.prefixes and tokens.word(first - 2).isalpha():
            return "identifier"
        if previous.isalpha() and previous != "x" and not counted:
            return "identifier"
    if previous == "+" and tokens.word(first - 2) in {"utc", "gmt"}:
        return "identifier"
    if _address(tokens, last):
        return "address"
    following = tokens.word(last)
    if (
        tokens.touching(last)
        and following.isalpha()
        and following not in {"s", "x", "th", "st", "nd", "rd"}
        and unit_at(tokens, last) is None
    ):
        return "identifier"
    return "name" if not counted and _name_number(tokens, found) else None


def _label(tokens: Tokens, found: Found, *, counted: bool) -> str | None:
    """No. 12, Section 3, telephone 12345."""
    labels, contacts, _, _ = _sets()
    first = found.first
    previous = tokens.word(first - 1)
    if previous in {"#", "§"}:
        return "label"
    before = tokens.word(first - 2) if previous in {".", ":"} else previous
    stop = previous == "."
    known = before in labels or _countable_label(tokens, first - 2 if previous in {".", ":"} else first - 1)
    label = known and previous != ":" and not (stop and len(before) > 4)
    lettered = tokens.touching(found.last) and len(tokens.word(found.last)) == 1 and tokens.capital(found.last)
    counted = counted and not lettered  # seat 5A
    plain_word = not stop and (before == "no" or (counted and before in _countable()))
    if label and not plain_word:
        return "label"
    number = found.numeral.number
    if not counted and re.fullmatch("12[0-9]{3}", tokens.words[first]) and found.last - first == 1:
        return "contact"  # a public service number, 12306
    return "contact" if before in contacts and number is not None and number >= 100 else None


def _countable_label(tokens: Tokens, at: int) -> bool:
    """Whether the label at token `at` is one, and no verb: we count 12."""
    return tokens.word(at) in _countable() and tokens.word(at - 1) not in _BEFORE_VERBS


def labelled_word(tokens: Tokens, found: Found) -> bool:
    """Chapter Five, platform three: a number word behind a label, with nothing counted behind it."""
    before = tokens.word(found.first - 1)
    known = before in _sets()[0] or _countable_label(tokens, found.first - 1)
    return known and before != "no" and unit_at(tokens, found.last) is None and head_noun(tokens, found.last) is None


def _address(tokens: Tokens, at: int) -> bool:
    """116 Yuguang Road: up to three capitalised words and a word for a street."""
    for k in range(at, at + 4):
        if not tokens.capital(k):
            return False
        if tokens.word(k) in _sets()[2] and k > at:
            return True
    return False


def _name_number(tokens: Tokens, found: Found) -> bool:
    """Yunyou 9, Apollo 11: a bare small number behind a capitalised word."""
    first, value = found.first, found.numeral.number
    if value is None or value.denominator != 1 or value >= 10000 or found.last - first != 1 or "," in tokens.words[first]:
        return False
    if not tokens.capital(first - 1) or tokens.touching(first) or tokens.word(first - 1) in lexicon.english_words().plain_before:
        return False
    return tokens.word(found.last) not in {"%", "-", "–", "to", "of"} and not tokens.figure(found.last)
