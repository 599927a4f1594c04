"""Chinese text to claims."""

from __future__ import annotations

import re

from duizhao.claims.dates_zh import find_dates, find_times
from duizhao.claims.fold import fold_chinese
from duizhao.claims.mention import Extraction, Mention, Rejection
from duizhao.claims.numeral import Numeral
from duizhao.claims.numerals_zh import DIGITS, TRIGGER, parse
from duizhao.claims.quantities_zh import quantity
from duizhao.claims.words_zh import dictionary
from duizhao.model import NumericValue

_TO = re.compile(" ?(?:至(?!少|多|今)|到|-|—|–|~) ?")
_IDENTIFIER = re.compile(r"https?://[^\s，。]+|[A-Za-z][A-Za-z]*-?[0-9][A-Za-z0-9-]*|[0-9]+G(?![A-Za-z])")


def extract_zh(text: str) -> Extraction:
    """All claims but people of a Chinese text, and what was refused."""
    folded = fold_chinese(text)
    mentions: list[Mention] = []
    rejections: list[Rejection] = []
    if TRIGGER.search(folded) is None:
        return Extraction((), ())
    taken: list[tuple[int, int]] = []
    for match in _IDENTIFIER.finditer(folded):
        taken.append(match.span())
        rejections.append(Rejection(match.start(), match.end(), "identifier", "zh.refuse.identifier/1"))
    candidates = sorted([*find_dates(folded), *find_times(folded)], key=lambda m: (m.start - m.end, m.start))
    for candidate in candidates:
        if all(candidate.end <= a or b <= candidate.start for a, b in taken):
            taken.append((candidate.start, candidate.end))
            mentions.append(candidate)
    taken.sort()
    at = 0
    index = 0
    while (trigger := TRIGGER.search(folded, at)) is not None:
        start = trigger.start()
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] <= start:
            at = taken[index][1]
            continue
        number = parse(folded, start)
        if number is None:
            at = start + 1
            continue
        at = number.end
        number = _range(folded, number)
        at = number.end
        reason = _refused(folded, number)
        if reason is not None:
            rejections.append(Rejection(number.start, number.end, reason, "zh.refuse.word/1"))
            continue
        mention = _ordinal(folded, number) or quantity(folded, number)
        if mention is not None:
            mentions.append(mention)
            at = max(at, mention.end)
    mentions.sort(key=lambda m: (m.start, m.end))
    return Extraction(tuple(mentions), tuple(rejections))


def _range(text: str, first: Numeral) -> Numeral:
    link = _TO.match(text, first.end)
    if link is None or link.end() >= len(text) or TRIGGER.match(text, link.end()) is None or first.number is None:
        return first
    second = parse(text, link.end())
    if second is None or second.number is None or second.form in {"half", "percent"}:
        return first
    low, high = first.number, second.number
    if first.scale == 1 and second.scale > 1 and low < high / second.scale:
        low *= second.scale
    if low >= high:
        return first
    return Numeral(first.start, second.end, None, low, high, "vague", "exact")


def _refused(text: str, number: Numeral) -> str | None:
    if number.form == "too-long":
        return "too-long"
    if number.form == "half":
        return "half" if text[number.end : number.end + 1] not in set("年天个小数") else None
    if number.form in {"words", "digits", "vague"}:
        words = dictionary()
        for begin in range(max(0, number.start - 3), number.start + 1):
            for end in range(min(len(text), number.end + 4), number.end - 1, -1):
                word = text[begin:end]
                if len(word) > 1 and word in words and (begin < number.start or end > number.end) and not _is_quantity(word):
                    return "word"
    if number.plain and text[number.start] == "一":
        return "article"
    return None


def _is_quantity(word: str) -> bool:
    if word.startswith("第"):
        return True
    if word[0] in DIGITS or word[0] in "十百千万亿":
        number = parse(word, 0)
        if number is not None:
            from duizhao.claims.quantities_zh import unit_words

            return word[number.end :] in unit_words() or number.end == len(word)
    return False


def _ordinal(text: str, number: Numeral) -> Mention | None:
    if text[number.start - 1 : number.start] != "第" or number.number is None:
        return None
    end = number.end
    from duizhao.claims.quantities_zh import unit_at

    found = unit_at(text, end)
    unit = None
    if found is not None and found[1].kind == "count":
        end = found[0]
        unit = found[1].unit if found[1].unit == "batch" else None
    value = NumericValue(number=number.number, low=number.number, high=number.number, unit=unit)
    return Mention(number.start - 1, end, "ordinal", value, "exact", None, 0.95, "zh.ordinal.di/1")
