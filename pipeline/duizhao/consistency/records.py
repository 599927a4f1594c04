"""What the stage is handed: the claims of a bead, and the claims of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.model import AnyClaim, Lang, Relation


@dataclass(frozen=True, slots=True)
class BeadClaims:
    """A bead with the claims of both sides; beads that stand beside each other in the text are handed in in that order.

    Attributes:
        alignment: id of the bead.
        document: name of the set of texts that belong together.
        relation: `translation` or `comparable`. For comparable texts, sentences without a link may be handed in as beads
            with one empty side: silence is no finding, but their claims keep others from being called different.
        zh: Chinese claims in reading order.
        en: English claims in reading order.
        zh_text: the normalized Chinese sentences of the bead, put together; empty for an omission.
        en_text: the same in English.
        score: the aligner's score of the bead, 0 to 1; None when the alignment was given.
        zh_unread: figures and days of the week of the Chinese that are no claims (`duizhao.claims.unread`), in the form of
            claims, in reading order.
        en_unread: the same of the English.
    """

    alignment: str | None
    document: str
    relation: Relation
    zh: tuple[AnyClaim, ...]
    en: tuple[AnyClaim, ...]
    zh_text: str
    en_text: str
    score: float | None = None
    zh_unread: tuple[AnyClaim, ...] = ()
    en_unread: tuple[AnyClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceClaims:
    """A sentence with its claims, in reading order; `text` is the normalized sentence."""

    segment: str
    lang: Lang
    text: str
    claims: tuple[AnyClaim, ...]
