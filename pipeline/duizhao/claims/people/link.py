"""Short forms linked to the full name that the same document has used: Mr. Zhou is Zhou Lin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duizhao.claims.mention import Mention
from duizhao.model import PersonValue


def link_people(sentences: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The same mentions with family name, given name and role of short forms taken from the latest full name that fits.

    `sentences` holds the mentions of one document and one language, sentence by sentence in reading order; mentions of
    other kinds pass through. `name` stays as written.
    """
    full: dict[str, list[PersonValue]] = {}
    result: list[list[Mention]] = []
    for mentions in sentences:
        linked = []
        for mention in mentions:
            if isinstance(mention.value, PersonValue):
                mention = replace(mention, value=_linked(mention.value, full))
            linked.append(mention)
        result.append(linked)
    return result


def _linked(value: PersonValue, full: dict[str, list[PersonValue]]) -> PersonValue:
    if value.family and value.given:
        earlier = next((known for known in full.get(value.family, ()) if known.given == value.given), None)
        if earlier is None:
            full.setdefault(value.family, []).insert(0, value)
            full.setdefault(value.given, []).append(value)
            return value
        return PersonValue(name=value.name, family=value.family, given=value.given, role=value.role or earlier.role)
    candidates = full.get(value.name, [])
    if not candidates:
        return value
    known = candidates[0]
    if known.family == value.name:
        return PersonValue(name=value.name, family=known.family, given=value.given, role=value.role or known.role)
    return PersonValue(name=value.name, family=None, given=value.name, role=value.role or known.role)
