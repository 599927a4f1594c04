"""More of a numeral beside what was read: 83 behind 9秒, "and a half" behind "seven". What was read proves nothing then.

The other language has to say the rest too: the 二 behind 22公斤 in 22公斤二氧化碳 is a word's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from duizhao.consistency.data import read_toml
from duizhao.consistency.evidence import Span
from duizhao.consistency.items import Item, Part
from duizhao.consistency.numerals import chinese_numeral, english_words
from duizhao.model import NumericValue

_FACTS = read_toml("leeway.toml")["ragged"]
_HAN, _UNITS, _WORDS = _FACTS["digits"], _FACTS["units"], "|".join(_FACTS["words"])
_ZH_BEHIND = re.compile(rf" ?零?(?:[0-9{_HAN}]{{1,9}}|[个度]?半(?![{_FACTS['not_half']}]))")
_ZH_BEFORE = re.compile(rf"(?:[0-9{_HAN}{_FACTS['larger']}]|一(?=[{_UNITS}]))(?:[{_UNITS}] ?)?\Z")
# Not "seven one-sided sessions", "three 30-minute talks", "150 yuan and one point".
_EN_BEHIND = re.compile(
    rf"(?: (?:{'|'.join(_FACTS['joints'])})(?! one(?![a-z])))?[ -]"
    rf"(?:[0-9]{{1,9}}(?![0-9]|-[a-z])|(?:{_WORDS})(?![a-z]|-(?!(?:{_WORDS})(?![a-z]))[a-z]))",
    re.I,
)
_EN_BEFORE = re.compile(rf"(?:[0-9]|(?<![a-z])(?:{_WORDS}))(?: (?:{'|'.join(_FACTS['joints_before'])}))?[ -]\Z", re.I)
_NUMERALS = re.compile(rf"[0-9]+|[〇零一{_HAN}]+|半|(?<![a-z])(?:{_WORDS})(?![a-z])", re.I)
_ENGLISH = {word: number for number in (*range(20), *range(20, 100, 10)) for word in english_words(number)}


def is_ragged(item: Item, text: str, taken: Sequence[Span], other: str) -> bool:
    """Whether more of a numeral stands right beside an item.

    Args:
        item: what was read.
        text: where it stands.
        taken: spans of `text` that have a partner, or a unit of their own.
        other: the text of the other language.
    """
    if item.span is None or item.claim.kind == "person":
        return False
    start, end = item.span
    zh = item.claim.lang == "zh"
    behind = (_ZH_BEHIND if zh else _EN_BEHIND).match(text, end)
    if behind is not None and behind[0].lower() == " one" and is_whole(item):
        behind = None  # the 512 GB one
    # 29场四球赛: behind a measure word another numeral begins.
    counted = zh and is_whole(item) and item.claim.kind == "count" and behind is not None and "半" not in behind[0]
    if behind is not None and not counted and not _covered(behind.end() - 1, taken) and _says_too(other, behind[0], "end"):
        return True
    head = max(0, start - 12)
    before = (_ZH_BEFORE if zh else _EN_BEFORE).search(text[head:start])
    return before is not None and not _covered(head + before.start(), taken) and _says_too(other, before[0], "start")


def is_whole(item: Item) -> bool:
    """Whether a claim is surely one by itself: it has a unit, or names a class that is counted."""
    value = item.view.value
    return not item.unread and not (isinstance(value, NumericValue) and value.unit in (None, "item"))


def _covered(at: int, taken: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in taken)


def _says_too(text: str, words: str, part: Part) -> bool:
    """Whether a text says one of the numerals in `words`, in the words of either language; a scale word needs no partner.

    `part`: which end of the whole figure the words would be.
    """
    found = [pattern for word in _NUMERALS.findall(words.lower()) if (pattern := _said(word, part)) is not None]
    return not found or any(pattern.search(text) for pattern in found)


@cache
def _said(word: str, part: Part) -> re.Pattern[str] | None:
    """What a numeral is in figures and in words; None for "hundred" and for what is none."""
    if word in _FACTS["parts"]:
        return re.compile(_FACTS["parts"][word], re.I)
    number = int(word) if word.isascii() and word.isdigit() else _ENGLISH.get(word) if word.isascii() else _han(word)
    if number is None:
        return None
    # "forty" may go on to "forty-eight".
    figures = f"{number // 10}[0-9]" if number in range(20, 100, 10) else f"{number}0*"
    # 1 opens 1.89 and 89 closes it.
    figures = rf"(?<![0-9]){figures}(?![0-9]|[.,][0-9])" if part == "end" else rf"(?<![0-9])(?<![0-9][.,]){figures}(?![0-9])"
    forms = [figures, *(f"(?<![a-z]){form}(?![a-z])" for form in english_words(number))]
    return re.compile("|".join([*forms, chinese_numeral(number)]), re.I)


def _han(word: str) -> int | None:
    """八九 is 89 behind a unit, 二十 and 十二 are what they are; None for other Chinese numerals."""
    digits = word.replace("〇", "零").replace("两", "二")
    if "十" not in digits:
        return int("".join(str("零一二三四五六七八九".index(digit)) for digit in digits))
    return next((number for number in range(10, 100) if chinese_numeral(number) == digits), None)
