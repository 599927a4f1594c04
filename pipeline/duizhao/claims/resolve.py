"""What only the document knows: the year of a date that gives none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duizhao.claims.mention import DocumentContext, Mention
from duizhao.claims.people_link import link_people
from duizhao.model import DateValue


def resolve(mentions: Sequence[Sequence[Mention]], context: DocumentContext) -> list[list[Mention]]:
    """The same mentions with dates resolved, as far as the document gives a year to go by.

    Args:
        mentions: those of each sentence, in reading order.
        context: what is known about the document.
    """
    year = context.date[:4] if context.date else None
    result: list[list[Mention]] = []
    for sentence in mentions:
        row: list[Mention] = []
        for mention in sentence:
            value = mention.value
            if isinstance(value, DateValue):
                if value.resolved and value.resolved[:4].isdigit():
                    year = value.resolved[:4]
                elif value.edtf.startswith("XXXX-") and year and not value.edtf.startswith("XXXX-XX"):
                    resolved = value.edtf.replace("XXXX", year)
                    mention = replace(mention, value=DateValue(edtf=value.edtf, resolved=resolved, resolved_from="document"))
            row.append(mention)
        result.append(row)
    return link_people(result)
