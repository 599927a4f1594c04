"""English text to claims."""

from __future__ import annotations

import re
from dataclasses import replace

from duizhao.claims.dates_en import find_dates, find_times
from duizhao.claims.mention import Extraction, Mention, Rejection
from duizhao.claims.numeral import Numeral
from duizhao.claims.numerals_en import Found, Tokens, parse
from duizhao.claims.quantities_en import quantity, sign_before

_IDENTIFIER = re.compile(
    r"https?://[^\s]+|(?<![A-Za-z0-9$£€])(?!US\$)[A-Z][A-Za-z]*-[0-9][A-Za-z0-9-]*|(?<![A-Za-z0-9])[A-Z][0-9]+[A-Za-z0-9]*|(?<![0-9])[2-6]G(?![A-Za-z])|24/7|9/11"
)


def extract_en(text: str) -> Extraction:
    """All claims but people of an English text, and what was refused."""
    tokens = Tokens(text)
    mentions: list[Mention] = []
    rejections: list[Rejection] = []
    taken: list[tuple[int, int]] = []
    for match in _IDENTIFIER.finditer(text):
        taken.append(match.span())
        rejections.append(Rejection(match.start(), match.end(), "identifier", "en.refuse.identifier/1"))
    candidates = sorted([*find_dates(tokens.folded, text), *find_times(tokens.folded)], key=lambda m: (m.start - m.end, m.start))
    for candidate in candidates:
        if all(candidate.end <= a or b <= candidate.start for a, b in taken):
            taken.append((candidate.start, candidate.end))
            mentions.append(candidate)
    taken.sort()
    i = 0
    index = 0
    while i < len(tokens):
        start = tokens.starts[i]
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] <= start:
            i += 1
            continue
        found = parse(tokens, i, money=sign_before(tokens, i) is not None if tokens.figures[i] else False)
        if found is None:
            i += 1
            continue
        found = _range(tokens, found)
        i = max(found.last, i + 1)
        reason = _refused(tokens, found)
        if reason is not None:
            rejections.append(Rejection(found.numeral.start, found.numeral.end, reason, "en.refuse.word/1"))
            continue
        mention = quantity(tokens, found)
        if mention is not None:
            mentions.append(mention)
            while i < len(tokens) and tokens.starts[i] < mention.end:
                i += 1
    mentions.sort(key=lambda m: (m.start, m.end))
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            if mention.end <= kept[-1].end:
                continue
            mention = replace(mention, start=kept[-1].end)
        kept.append(mention)
    return Extraction(tuple(kept), tuple(rejections))


def _range(tokens: Tokens, first: Found) -> Found:
    k = first.last
    if tokens.word(k) not in {"to", "-", "–", "—"} or first.numeral.number is None or first.numeral.form == "ordinal":
        return first
    second = parse(tokens, k + 1) if k + 1 < len(tokens) else None
    if second is None or second.numeral.number is None or second.numeral.form in {"ordinal", "half"}:
        return first
    low, high = first.numeral.number, second.numeral.number
    if first.numeral.scale == 1 and second.numeral.scale > 1 and low < high / second.numeral.scale:
        low *= second.numeral.scale
    if low >= high:
        return first
    return Found(first.first, second.last, Numeral(first.numeral.start, second.numeral.end, None, low, high, "vague", "exact"))


def _refused(tokens: Tokens, found: Found) -> str | None:
    if found.numeral.form == "too-long":
        return "too-long"
    word = tokens.word(found.first)
    if found.last - found.first == 1:
        if word == "one":
            return "pronoun"
        if word == "second" and tokens.word(found.first - 1) in {"a", "per"}:
            return "unit"
        if word in {"half", "quarter"} and found.numeral.form == "half" and tokens.word(found.last) in {"-", "time"}:
            return "half"
    return None
