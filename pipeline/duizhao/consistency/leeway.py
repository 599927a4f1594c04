"""What a translator may leave out, add or say otherwise, so that nothing is lost: before a claim is called missing or changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from duizhao.consistency.compare import compare, same_value
from duizhao.consistency.data import read_toml
from duizhao.consistency.items import Item
from duizhao.consistency.match import Match, Matching
from duizhao.consistency.parts import SCALE_TOPS
from duizhao.consistency.records import BeadClaims
from duizhao.edtf import parse
from duizhao.model import AnyClaim, DateValue, Lang, NumericValue

# Parts of a date that one side may leave out.
PARTS_OF_DATES = {f"date.{field}-{change}" for field in ("day", "month", "year") for change in ("lost", "added")}
_ADDED = {reason for reason in PARTS_OF_DATES if reason.endswith("-added")}
_FACTS = read_toml("leeway.toml")


def _any(words: Sequence[str]) -> str:
    return "|".join(words)


# A name right before a year: Tokyo 2020, but not "In 2020", "June 2020" or "Oct 2020".
_EVENT = re.compile(
    rf"(?<![A-Za-z.])(?!(?:{_any(_FACTS['event']['not_names'])}|[A-Z][a-z]{{2}})(?![A-Za-z]))[A-Z][A-Za-z]{{1,16}} \Z"
)
_SCALE_BEFORE = re.compile(rf"(?:{_any(_FACTS['scale']['before'])})\Z")
_NOTHING = re.compile(f"[{_FACTS['nothing']['words']}]")
_TOTAL = re.compile(rf"(?<![a-z])(?:{_any(_FACTS['total']['words'])})(?![a-z])", re.I)
# Of so many things one may say all, and leave their number out.
_FEW = (2, 3, 4, 5, 6)
_TAKEN_UP_EN = re.compile(_FACTS["taken_up"]["en"], re.I)
_TAKEN_UP_ZH = re.compile(_FACTS["taken_up"]["zh"])
# Characters between a figure and its gloss.
_BRACKET = 24
# So far from a figure a word that makes it less may stand, and from the beginning of a note.
_BESIDE, _NOTE_LENGTH = 16, 120
# Characters between two ways of giving one date.
_APPOSED = 6
# Between a figure and the same figure in other words or another unit: thirty (30), 180°C (350°F), 壹佰元整（¥100）.
_GLOSS = re.compile(
    r"[^0-9A-Za-z一-鿿]{0,3}(?:[a-z]{1,7}|[元圆整正]{1,3})?[^0-9A-Za-z一-鿿]{0,2}[(（\[/][^0-9A-Za-z一-鿿]{0,3}"
    rf"(?:{_any(_FACTS['gloss']['openings'])})?"
    r"[^0-9A-Za-z一-鿿]{0,3}(?:[A-Z][A-Za-z]{1,10} )?"
)


def is_carried(pair: Match, bead: BeadClaims) -> bool:
    """Whether a month or year that one side leaves out stands with another date of the same side: 12月21日或22日."""
    field = pair.comparison.reason.removeprefix("date.").removesuffix("-lost").removesuffix("-added")
    if field not in ("month", "year"):
        return False
    fuller, others = (pair.zh, bead.en) if pair.comparison.reason.endswith("-lost") else (pair.en, bead.zh)
    wanted = _dated(fuller.view, field)
    return wanted is not None and any(_dated(other, field) == wanted for other in others)


def _dated(claim: AnyClaim, field: str) -> int | None:
    dates = parse(claim.value.edtf) if isinstance(claim.value, DateValue) else None
    if dates is None or dates.start is None:
        return None
    return dates.start.month if field == "month" else dates.start.year


_NOT_EN = re.compile(rf"(?<![a-z])(?:{_any(_FACTS['negated']['en'])})(?![a-z])[^.;:!?]{{0,60}}\Z", re.I)
_NOT_ZH = re.compile(rf"(?:{_any(_FACTS['negated']['zh'])})[^。；：！？，]{{0,16}}\Z")


def is_negated(pair: Match, agreed: Sequence[Match], bead: BeadClaims) -> bool:
    """Whether a bound is turned by a word before it: 最多三本 and "no one may borrow more than three"."""
    if pair.comparison.reason != "qualifier.opposite" or pair.zh.span is None or pair.en.span is None:
        return False
    zh_not = _is_turned(pair.zh, _before(pair.zh.span[0], bead.zh_text, 20, [other.zh for other in agreed]), _NOT_ZH)
    en_not = _is_turned(pair.en, _before(pair.en.span[0], bead.en_text, 72, [other.en for other in agreed]), _NOT_EN)
    return zh_not != en_not


def _before(at: int, text: str, reach: int, items: Sequence[Item]) -> str:
    """The text before a place, as far back as `reach` and no further than the claim before: its "not less than" is its own."""
    ends = (item.span[1] for item in items if item.span and item.span[1] <= at)
    return text[max(0, at - reach, *ends) : at]


def _is_turned(item: Item, before: str, words: re.Pattern[str]) -> bool:
    """Whether such a word turns a strict bound; 不得超过 has been read with it, as at most."""
    return item.view.qualifier in ("over", "under") and words.search(before) is not None


_LESS = {lang: re.compile(words) for lang, words in _FACTS["sign"]["less"].items()}
_SIGN = re.compile(r"[-−–—] ?[$£€¥]?\Z")


def is_signed_otherwise(pair: Match, bead: BeadClaims) -> bool:
    """Whether one side tells by a sign what the other tells by a word or by a sign that stands apart: -40% · 40% less."""
    zh, en = _number(pair.zh), _number(pair.en)
    if zh is None or en is None or not zh or zh != -en:
        return False
    plain = pair.zh if zh > 0 else pair.en
    if plain.span is None:
        return False
    start, end = plain.span
    text = bead.zh_text if plain.claim.lang == "zh" else bead.en_text
    if _SIGN.search(text, max(0, start - 3), start):
        return True
    return _LESS[plain.claim.lang].search(text, max(0, start - _BESIDE), end + _BESIDE) is not None


_NOTE = {lang: re.compile(words, re.I) for lang, words in _FACTS["note"]["openings"].items()}


def is_note(item: Item, bead: BeadClaims) -> bool:
    """Whether an item stands in a note that the translator has added in brackets: （译注：…）."""
    if item.span is None:
        return False
    text, other = (bead.zh_text, bead.en_text) if item.claim.lang == "zh" else (bead.en_text, bead.zh_text)
    before = text[max(0, item.span[0] - _NOTE_LENGTH) : item.span[0]]
    if "note" in other.lower() or "注" in other:
        return False
    openings = (found.end() for found in _BRACKET_OPEN.finditer(before))
    return any(_NOTE[item.claim.lang].match(before, at) and _is_open(before[at:]) for at in openings)


_BRACKET_OPEN = re.compile(r"[(（\[【]")
_BRACKET_CLOSED = re.compile(r"[)）\]】]")


def _is_open(text: str) -> bool:
    """Whether a bracket that was opened before a text has not been closed at its end."""
    return len(_BRACKET_CLOSED.findall(text)) <= len(_BRACKET_OPEN.findall(text))


def is_some_day(pair: Match, bead: BeadClaims) -> bool:
    """Whether 一天 is some day (早春的一天, 有一天) and the English tells how often: yearly, daily."""
    if pair.en.claim.rule != "en.unread.rate/1" or " " in pair.en.claim.normalized or pair.zh.span is None:
        return False
    start = pair.zh.span[0]
    return pair.zh.claim.normalized in ("一天", "一日") and bead.zh_text[start - 1 : start] in tuple("的有那这某")


def is_one(item: Item) -> bool:
    """Whether an item is a one in words, which the other language says in an article or not at all."""
    value = item.view.value
    if item.view.kind in ("percent", "money", "measure", "age"):
        return False
    return isinstance(value, NumericValue) and value.number == 1 and not any(letter.isdigit() for letter in item.claim.normalized)


def is_free(item: Item, bead: BeadClaims, weekdays: set[Lang]) -> bool:
    """Whether a translator may leave an item out, or say it otherwise, without anything being lost."""
    if item.unread:
        return True  # what is no claim is compared with its like, and never missed
    text = bead.zh_text if item.claim.lang == "zh" else bead.en_text
    if item.claim.kind == "date":
        # A day of the week for a date; the year of Tokyo 2020.
        named = (
            item.span is not None and item.claim.lang == "en" and _EVENT.search(text[max(0, item.span[0] - 24) : item.span[0]])
        )
        edition = named and re.fullmatch("[0-9]{4}", item.claim.normalized) is not None
        return bool(edition) or (bool(weekdays - {item.claim.lang}) and _has_day(item.view))
    value = item.view.value
    if not isinstance(value, NumericValue):
        return False
    if item.claim.normalized.casefold() == "zero":
        return _NOTHING.search(bead.zh_text) is not None  # zero length files, 空文件
    if _opens_count(item, bead):
        return True
    if value.unit == "score" and item.part != "whole" and value.number == 0:
        return True  # 2-0 behind: two goals
    # 9.6 out of 10, 满分十分: the top of a scale goes without saying.
    before = text[max(0, item.span[0] - 7) : item.span[0]] if item.span else ""
    return _sums_up(item, text) or (value.number in SCALE_TOPS and _SCALE_BEFORE.search(before) is not None)


_FIRST_OF = re.compile(rf" (?:few|couple|[0-9]|(?:{_any(_FACTS['first_of']['en'])})(?![a-z]))", re.I)
_FIRST_OF_ZH = re.compile(_FACTS["first_of"]["zh"])


def _opens_count(item: Item, bead: BeadClaims) -> bool:
    """Whether an English first only says which of those counted behind it: the first seven months, 前七个月."""
    if item.claim.lang == "zh" or item.claim.kind != "ordinal" or item.span is None:
        return False
    behind = _FIRST_OF.match(bead.en_text, item.span[1])
    return behind is not None and _FIRST_OF_ZH.search(bead.zh_text) is not None


def _sums_up(item: Item, text: str) -> bool:
    """Whether a figure only takes up what has been named: the two, the three and the four of "all three" and 三者."""
    value, span = item.view.value, item.span
    if not isinstance(value, NumericValue) or value.number not in _FEW or span is None or value.unit not in (None, "item"):
        return False
    if item.claim.lang == "zh":
        return _TAKEN_UP_ZH.search(text, max(0, span[0] - 2), span[1] + 1) is not None
    return _TAKEN_UP_EN.search(text[max(0, span[0] - 6) : span[1] + 24]) is not None


def _has_day(claim: AnyClaim) -> bool:
    dates = parse(claim.value.edtf) if isinstance(claim.value, DateValue) else None
    return dates is not None and any(point.day for point in dates.points)


def holds(item: Item, others: Sequence[AnyClaim]) -> bool:
    """Whether a century or decade holds a date of the other side: 20 世纪 beside 30 年代, for "the 1930s"."""
    span = _years(item.view)
    if span is None or span[0] == span[1]:
        return False
    return any(years is not None and span[0] <= years[0] and years[1] <= span[1] for years in map(_years, others))


def is_gloss(item: Item, matching: Matching, bead: BeadClaims) -> bool:
    """Whether an item only repeats its neighbour, in brackets: the same figure in words, or converted for the reader."""
    if item.span is None:
        return False
    is_zh = item.claim.lang == "zh"
    text = bead.zh_text if is_zh else bead.en_text
    for pair in matching.agreed:
        own, partner = (pair.zh, pair.en) if is_zh else (pair.en, pair.zh)
        if own.span is None or own.unread:
            continue
        first, second = sorted((own.span, item.span))
        if item.view.kind == "date" and same_value(item.view, own.view) and 0 <= second[0] - first[1] <= _APPOSED:
            return True  # In 1368, the first year of the Hongwu reign
        if not first[1] <= second[0] <= first[1] + _BRACKET or not _GLOSS.fullmatch(text, first[1], second[0]):
            continue
        comparison = compare(item.view, partner.view) if is_zh else compare(partner.view, item.view)
        if comparison.agrees and comparison.affinity >= 0.4:
            return True
    return False


def _years(claim: AnyClaim) -> tuple[int, int] | None:
    dates = parse(claim.value.edtf) if isinstance(claim.value, DateValue) else None
    return dates.start.years if dates is not None and dates.start is not None and not dates.interval else None


def is_total(pair: Match, matching: Matching, bead: BeadClaims) -> bool:
    """Whether one side gives a total where the other gives its parts: 72名乘客和6名机组人员, "78 people, including six crew"."""
    zh, en = _number(pair.zh), _number(pair.en)
    if zh is None or en is None or pair.comparison.reason != "number.differs":
        return False
    smaller, larger = (pair.zh, pair.en) if zh < en else (pair.en, pair.zh)
    text = bead.zh_text if larger.claim.lang == "zh" else bead.en_text
    if _TOTAL.search(text) is None:
        return False
    # The other part has its partner: the total names it, too.
    whole = [match for match in matching.agreed if not (match.zh.unread or match.en.unread)]
    parts = [match.zh if smaller.claim.lang == "zh" else match.en for match in whole]
    return any(part.view.kind == smaller.view.kind and _number(part) == abs(zh - en) for part in parts)


def _number(item: Item) -> Fraction | None:
    value = item.view.value
    return value.number if isinstance(value, NumericValue) else None


def is_repeated(item: Item, matching: Matching) -> bool:
    """Whether the same value stands in the same text with a partner: said twice here, once there."""
    side = [pair.zh if item.claim.lang == "zh" else pair.en for pair in matching.agreed]
    return any(
        (_of_one_sort(item.view, other.view) and same_value(item.view, other.view)) or _shortened(item.view, other.view)
        for other in side
    )


def _of_one_sort(claim: AnyClaim, other: AnyClaim) -> bool:
    """Whether two figures may be one figure said twice: five leaders and five years are not."""
    return claim.kind == other.kind or {claim.kind, other.kind} <= _BARE or "number" in (claim.kind, other.kind)


# Kinds without a unit: what is counted may go unsaid the second time.
_BARE = {"count", "number", "ordinal"}


def _shortened(claim: AnyClaim, other: AnyClaim) -> bool:
    """Whether a date repeats part of another: 27日 after 12月27日."""
    if not isinstance(claim.value, DateValue) or not isinstance(other.value, DateValue):
        return False
    return compare(claim, other).reason in _ADDED
