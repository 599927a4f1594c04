"""Stretches of time reckoned another way: 三天前 · "three days later", 十五日内 · "after 15 days". Rule `bead.reckoning/1`.

The figures agree; what is wrong is the word right beside them (`reckoning.toml`). A finding only where both languages say it, and
where one way excludes the other: a limit may be told as what is left before it, and "in three days" is either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from duizhao.consistency.data import read_toml
from duizhao.consistency.items import Item
from duizhao.consistency.judge import size_class
from duizhao.consistency.match import Match

# The reason of each contradiction, by the way of the Chinese and of the English.
_REASONS = {
    ("back", "on"): "time.later-in-english",
    ("on", "back"): "time.earlier-in-english",
    ("within", "on"): "time.after-in-english",
    ("within", "from"): "time.after-in-english",
    ("on", "within"): "time.within-in-english",
}
# So far before a stretch its word may begin.
_BEFORE = 32


def reckoned_otherwise(agreed: Sequence[Match], zh_text: str, en_text: str) -> Iterator[tuple[Match, str]]:
    """Pairs of one stretch of time that the two languages reckon another way, with the reason.

    Args:
        agreed: what agrees in a bead.
        zh_text: the Chinese of the bead.
        en_text: the English.
    """
    for pair in agreed:
        if not (pair.zh.view.kind == pair.en.view.kind == "duration" and pair.zh.span and pair.en.span):
            continue
        if size_class(pair.zh.view) == "vague" or pair.zh.unread or pair.en.unread:
            continue
        zh = _first(_patterns("zh"), zh_text, pair.zh.span[1])
        if zh is not None:
            reason = _REASONS.get((zh, _english(pair.en, en_text) or ""))
            if reason is not None:
                yield pair, reason


def _english(item: Item, text: str) -> str | None:
    assert item.span
    behind = _first(_patterns("behind"), text, item.span[1])
    before = text[max(0, item.span[0] - _BEFORE) : item.span[0]]
    ahead = next((way for way, pattern in _patterns("before").items() if pattern.search(before)), None)
    # "within three days after", "three days before": what stands behind says from where, what stands before how far.
    return ahead or behind


def _first(patterns: Mapping[str, re.Pattern[str]], text: str, at: int) -> str | None:
    return next((way for way, pattern in patterns.items() if pattern.match(text, at)), None)


@cache
def _patterns(place: str) -> Mapping[str, re.Pattern[str]]:
    """The words of one place by the way they reckon: `zh` and `behind` the stretch, `before` it."""
    facts = read_toml("reckoning.toml")
    frames = {"zh": "(?:{})", "behind": " (?:{})(?![A-Za-z])", "before": r"(?<![A-Za-z])(?:{}) \Z"}
    words = facts["zh"] if place == "zh" else facts["en"][place]
    return {way: re.compile(frames[place].format(pattern), re.I) for way, pattern in words.items()}
