"""Claims: every number, date and amount a text states, with its exact place and value.

`extract` reads one text (a sentence or more) of one language; `resolve` fills in what only the document knows, such as the year
of `5月13日`. What the languages know is data in `lexicon/`; the rules are small, named and versioned.
"""

from __future__ import annotations

from duizhao.claims.extract import extract, extract_with_rejections
from duizhao.claims.mention import DocumentContext, Extraction, Mention, Rejection
from duizhao.claims.people.find import find_people
from duizhao.claims.people.link import link_people
from duizhao.claims.people.models import load_people_models
from duizhao.claims.resolve import resolve
from duizhao.claims.unread import unread

__all__ = [
    "DocumentContext",
    "Extraction",
    "Mention",
    "Rejection",
    "extract",
    "extract_with_rejections",
    "find_people",
    "link_people",
    "load_people_models",
    "resolve",
    "unread",
]
