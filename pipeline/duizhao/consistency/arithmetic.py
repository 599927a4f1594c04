"""Figures of one text that the text itself puts together: do they fit?"""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.consistency.records import SentenceClaims
from duizhao.model import Finding
from duizhao.settings import ConsistencySettings


def check_arithmetic(document: str, sentences: Sequence[SentenceClaims], settings: ConsistencySettings) -> list[Finding]:
    """Check the figures of a document among themselves.

    Args:
        document: name of the document.
        sentences: its sentences in reading order, each language after the other or mixed.

    Returns:
        Findings of kind `arithmetic`.
    """
    del document, sentences, settings
    return []
