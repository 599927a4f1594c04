"""One text of one language to claims."""

from __future__ import annotations

from dataclasses import replace

from duizhao.claims import lexicon
from duizhao.claims.extract_en import extract_en
from duizhao.claims.extract_zh import extract_zh
from duizhao.claims.mention import Extraction, Mention
from duizhao.model import Lang
from duizhao.settings import ClaimSettings


def extract(text: str, lang: Lang, settings: ClaimSettings) -> list[Mention]:
    """The numeric claims of a text, in reading order, none overlapping; offsets count code points in `text`.

    Args:
        text: one sentence, or a whole text.
        lang: its language; `other` has no claims.
        settings: the stage's own section.

    >>> [m.value.number for m in extract("约5400人次", "zh", ClaimSettings())]
    [Fraction(5400, 1)]
    """
    return list(extract_with_rejections(text, lang, settings).mentions)


def extract_with_rejections(text: str, lang: Lang, settings: ClaimSettings) -> Extraction:
    """As `extract`, with everything that looked like a claim and was refused, each with its reason."""
    found = by_rules(text, lang, relative=settings.relative_dates)
    table = lexicon.confidence()
    mentions = tuple(
        replace(mention, confidence=table[mention.rule]) if mention.rule in table else mention for mention in found.mentions
    )
    return Extraction(mentions, found.rejections)


def by_rules(text: str, lang: Lang, *, relative: bool = False) -> Extraction:
    """What the rules of a language find, each with the confidence that stands with it; `relative` reads today and 昨日 too."""
    match lang:
        case "zh":
            return extract_zh(text, relative=relative)
        case "en":
            return extract_en(text, relative=relative)
        case _:
            return Extraction((), ())
