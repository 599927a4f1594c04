"""Who is named: people in Chinese and English sentences.

A model proposes (spaCy for English, LAC for Chinese), rules dispose: words of address, titles, family names, verbs of speech
confirm a candidate or bring up one that the model missed; places, peoples, organisations and storms are turned away.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from duizhao.claims.mention import Mention
from duizhao.claims.people import chinese, english
from duizhao.claims.people.link import link_people
from duizhao.claims.people.models import FoundName, PeopleModels, cut_long, load_people_models
from duizhao.model import Lang, PersonValue
from duizhao.settings import ClaimSettings

# A full name with this much evidence lends its family name to the rest of the document.
KNOWN = 2.0
# How often a document has a word in small letters that is no name there.
_OFTEN = 2
_SMALL = regex.compile(r"(?<![\p{L}\d'’])\p{Ll}{2,40}+(?!['’]?\p{L})")
_LETTERS = regex.compile(r"\p{L}++")

__all__ = ["PeopleModels", "find_people", "link_people", "load_people_models"]


def find_people(
    texts: Sequence[str], lang: Lang, models: PeopleModels, settings: ClaimSettings, *, together: bool = False
) -> list[list[Mention]]:
    """The people named in each text, in reading order, disjoint; the span is the name without title or form of address.

    Texts are normalized sentences (Simplified Chinese, or English); any other language gives empty lists. With `together`
    they are one document in reading order: a family name that one sentence has used in a full name is known in all.
    Offsets are code points in each text.

    >>> from duizhao.settings import ClaimSettings
    >>> settings = ClaimSettings()
    >>> found = find_people(["Mr. Zhou Lin handed over the supplies."], "en", load_people_models(settings), settings)
    >>> [(mention.start, mention.end, mention.value.family, mention.value.role) for mention in found[0]]
    [(4, 12, 'Zhou', None)]
    """
    if not settings.people or lang not in ("zh", "en"):
        return [[] for _ in texts]
    # A text of many thousand characters without an end is looked at piece by piece, so that time stays linear.
    pieces = [(index, start, text[start:end]) for index, text in enumerate(texts) for start, end in cut_long(text)]
    found: list[list[Mention]] = [[] for _ in texts]
    for (index, start, _), names in zip(pieces, _find([piece for _, _, piece in pieces], lang, models, together), strict=True):
        found[index].extend(_mention(name, start) for name in names)
    return found


def _find(texts: Sequence[str], lang: Lang, models: PeopleModels, together: bool) -> list[list[FoundName]]:
    stage = english if lang == "en" else chinese
    asked = [index for index, text in enumerate(texts) if stage.can_hold_name(text)]
    label = models.english if lang == "en" else models.chinese
    labels = dict(zip(asked, label([texts[index] for index in asked]), strict=True))
    known: frozenset[str] = frozenset()
    if together:
        known = known_names(name for index in asked for name in stage.find(texts[index], labels[index], known))
    found = [stage.find(text, labels[index], known) if index in labels else [] for index, text in enumerate(texts)]
    return _without_common_words(found, texts) if together and lang == "en" else found


def _without_common_words(found: list[list[FoundName]], texts: Sequence[str]) -> list[list[FoundName]]:
    """Names without those that are doubtful and made of words that the document has in small letters, too.

    Menus and headings are written with capitals: Layer Modes, Color Picker.
    """
    small = Counter(word for text in texts for word in _SMALL.findall(text))

    def is_common(name: FoundName) -> bool:
        words = _LETTERS.findall(name.name)
        return name.score < KNOWN and bool(words) and all(small[word.lower()] >= _OFTEN for word in words)

    return [[name for name in names if not is_common(name)] for names in found]


def known_names(found: Iterable[FoundName]) -> frozenset[str]:
    """Names found with confidence, and the family names of those that are foreign or English."""
    names: set[str] = set()
    for name in found:
        if name.score >= KNOWN:
            names.add(name.name)
            if name.family and name.given:
                names.add(name.family)
    return frozenset(names)


def _mention(name: FoundName, offset: int) -> Mention:
    value = PersonValue(name=name.name, family=name.family, given=name.given, role=name.role)
    return Mention(offset + name.start, offset + name.end, "person", value, confidence=_confidence(name.score), rule=name.rule)


def _confidence(score: float) -> float:
    return round(1.0 / (1.0 + math.exp(-score)), 3)
