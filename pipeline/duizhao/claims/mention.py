"""What the claims stage hands on: a claim in one text, before it has a document, a source and an id."""

from __future__ import annotations

from dataclasses import dataclass, replace

from duizhao.model import ClaimKind, NumericValue, Qualifier, Value

# Signs of money that a minus may stand before.
MONEY_SIGNS = frozenset("$£€¥￥")


@dataclass(frozen=True, slots=True)
class Mention:
    """One claim of a text; `text[start:end]` is its surface.

    Attributes:
        start: offset in code points.
        end: offset, exclusive.
        kind: what sort of claim it is; it decides the type of `value` (`duizhao.model.VALUE_OF_KIND`).
        value: what the words say.
        qualifier: how exactly they say it.
        subject: what is counted or dated, as written, or None.
        confidence: 0 to 1.
        rule: name and version of the rule that found it, such as `zh.date.month-day/1`.
        anchor: what an incomplete date or an amount leans on, for `resolve`: `year:-1` (去年5月), `month:0` (同月), `day:-1`
            (昨日), `lunar:05-05` (农历五月初五), `money:yuan` (元 of whichever currency the document counts in); else None.
    """

    start: int
    end: int
    kind: ClaimKind
    value: Value
    qualifier: Qualifier = "exact"
    subject: str | None = None
    confidence: float = 1.0
    rule: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A stretch that looks like a claim and is none.

    Attributes:
        start: offset in code points.
        end: offset, exclusive.
        reason: stable short code, such as `word` (一定, 万一) or `identifier` (COVID-19); `run.json` counts by it.
        rule: name and version of the rule that refused it.
    """

    start: int
    end: int
    reason: str
    rule: str


def with_minus(mention: Mention, text: str) -> Mention:
    """An amount below nothing with the minus before its money sign taken in: -$300."""
    value, start = mention.value, mention.start
    if mention.kind != "money" or not isinstance(value, NumericValue) or value.number is None or value.number >= 0:
        return mention
    apart = text[start : start + 1] in MONEY_SIGNS and text[start - 1 : start] == "-"
    return replace(mention, start=start - 1) if apart else mention


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text, in reading order, and all that was refused."""

    mentions: tuple[Mention, ...]
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What is known about a document from outside its text.

    Attributes:
        date: the document's own date in ISO form (`2020-06-12`), or None.
    """

    date: str | None = None
