"""What the words of a stretch say by themselves of its being a person: lists they stand in, their shape, their parts.

Each sign is a key of `lexicon/people-weights.toml`. Signs are rows of tables: of a chain the first that holds counts, of the
others all that hold, and those of single words once for each word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from duizhao.claims.people.lexicon import EnglishWords, census_key
from duizhao.claims.people.pinyin import chinese_parts, syllables
from duizhao.claims.people.words_en import Word, is_last

__all__ = ["signs_of_words"]

_FAMILY_SHAPE = regex.compile(
    r"(?:Mc|Mac|O['\N{RIGHT SINGLE QUOTATION MARK}]|Fitz)\p{Lu}"
    r"|.{2,}(?:son|sen|stein|berg|man|mann|ski|sky|skaya|vić|vic|vich|ova|ov|ev|enko|ez|ini|oni|elli|ides|poulos|shvili|feld|thal|baum)$"
)
_PEOPLE_SHAPE = regex.compile(r".{3,}(?:ish|ese|ians|eans|ism|ist|ists)$")


@dataclass(frozen=True)
class _Stretch:
    """Words that may be a person, with what is asked of them more than once."""

    parts: Sequence[Word]
    known: frozenset[str]
    lexicon: EnglishWords

    @cached_property
    def names(self) -> list[str]:
        return [part.text for part in self.parts]

    @cached_property
    def first(self) -> str:
        return self.parts[0].text

    @cached_property
    def last(self) -> str:
        return self.parts[-1].text

    @cached_property
    def given(self) -> bool:
        """Whether the first word is a sure given name; of Anne-Marie and Jean-Claude the first half decides."""
        front = self.first.split("-")[0] if self.first not in self.lexicon.given else self.first
        return front in self.lexicon.given and front not in self.lexicon.weak_given

    @cached_property
    def first_key(self) -> str:
        return census_key(self.first)

    @cached_property
    def last_key(self) -> str:
        return census_key(self.last)


_Signs = tuple[tuple[str, Callable[[_Stretch], bool]], ...]
# Rows of which the first that holds counts, and the sign where none does. `None` is no sign.
_Chain = tuple[tuple[tuple[str | None, Callable[[_Stretch], bool]], ...], str | None]

# Which list a single word stands in. Where no list of ours has it, how common it is as a family name; a place, a common word
# and a town that is rarely a name say so by signs of their own.
_SINGLE_LIST: _Chain = (
    (
        ("single.public", lambda stretch: stretch.first in stretch.lexicon.public),
        ("single.given", lambda stretch: stretch.given),
        (
            "single.weak",
            lambda stretch: stretch.first in stretch.lexicon.weak_given or stretch.first in stretch.lexicon.weak_family,
        ),
        ("single.family", lambda stretch: stretch.first in stretch.lexicon.family),
        (None, lambda stretch: stretch.first in stretch.lexicon.places or stretch.first in stretch.lexicon.common),
        ("single.unknown", lambda stretch: len(stretch.first) < 4 or stretch.first.isupper()),
        ("single.census-word", lambda stretch: stretch.first_key in stretch.lexicon.census_words),
        ("single.census", lambda stretch: stretch.first_key in stretch.lexicon.census),
        (None, lambda stretch: stretch.first in stretch.lexicon.towns),
        ("single.rare", lambda stretch: stretch.first_key in stretch.lexicon.family_rare),
        ("single.rare-given", lambda stretch: stretch.first_key in stretch.lexicon.given_rare),
    ),
    "single.unknown",
)
_SINGLE_ORIGIN: _Chain = (
    (
        ("single.chinese", lambda stretch: stretch.first.lower() in stretch.lexicon.pinyin_surnames),
        (
            "single.east-asian",
            lambda stretch: (
                stretch.first.lower() in stretch.lexicon.other_surnames and stretch.first not in stretch.lexicon.census_words
            ),
        ),
        (
            "single.pinyin",
            lambda stretch: stretch.first not in stretch.lexicon.given and syllables(stretch.first.lower()) > 1,
        ),
    ),
    None,
)
_FIRST_LIST: _Chain = (
    (
        ("first.given", lambda stretch: stretch.given),
        ("first.weak-given", lambda stretch: stretch.first in stretch.lexicon.weak_given),
        ("first.census", lambda stretch: stretch.first_key in stretch.lexicon.census_given),
        ("first.rare", lambda stretch: stretch.first_key in stretch.lexicon.given_rare),
        (
            "first.family",
            lambda stretch: stretch.first_key in stretch.lexicon.family_rare or stretch.first_key in stretch.lexicon.census,
        ),
    ),
    "first.unknown",
)
_LAST_LIST: _Chain = (
    (
        ("last.family", lambda stretch: stretch.last in stretch.lexicon.family or stretch.last in stretch.lexicon.public),
        ("last.census", lambda stretch: stretch.last_key in stretch.lexicon.census),
        ("last.rare", lambda stretch: stretch.last_key in stretch.lexicon.family_rare),
    ),
    "last.unknown",
)
_SINGLE_CHAINS = (_SINGLE_LIST, _SINGLE_ORIGIN)
_MULTI_CHAINS = (_FIRST_LIST, _LAST_LIST)

_SINGLE_SIGNS: _Signs = (
    ("single.common", lambda stretch: stretch.first in stretch.lexicon.common),
    (
        "single.town",
        lambda stretch: (
            stretch.first in stretch.lexicon.towns and not stretch.given and stretch.first not in stretch.lexicon.public
        ),
    ),
    ("known", lambda stretch: stretch.first in stretch.known),
)
_MULTI_SIGNS: _Signs = (
    ("word.firm", lambda stretch: " ".join(stretch.names) in stretch.lexicon.firms),
    ("chinese", lambda stretch: chinese_parts(stretch.names) is not None),
    ("initial", lambda stretch: any(part.point and len(part.text) == 1 for part in stretch.parts[:-1])),
    ("suffix", lambda stretch: stretch.last in stretch.lexicon.suffixes or is_last(stretch.parts[-1])),
    ("particle", lambda stretch: any(name in stretch.lexicon.particles for name in stretch.names[:-1])),
    ("long", lambda stretch: len(stretch.parts) > 3),
)
_SIGNS: _Signs = (
    ("shape.family", lambda stretch: _FAMILY_SHAPE.match(stretch.last) is not None),
    ("shape.people", lambda stretch: _PEOPLE_SHAPE.match(stretch.last) is not None),
    ("word.letter", lambda stretch: len(stretch.last) == 1),
)


def signs_of_words(parts: Sequence[Word], known: frozenset[str], lexicon: EnglishWords) -> Iterator[str]:
    """The signs of a stretch by its words alone.

    Args:
        parts: the words of the stretch, at least one.
        known: words that are people elsewhere in the document.
        lexicon: the lists of English names and words.

    Yields:
        Keys of `people-weights.toml`; a sign of a word comes once for each word that has it.
    """
    stretch = _Stretch(parts, known, lexicon)
    single = len(parts) == 1
    for rows, otherwise in _SINGLE_CHAINS if single else _MULTI_CHAINS:
        sign = next((sign for sign, holds in rows if holds(stretch)), otherwise)
        if sign is not None:
            yield sign
    for signs in (_SINGLE_SIGNS if single else _MULTI_SIGNS, _SIGNS):
        yield from (sign for sign, holds in signs if holds(stretch))
    for index, name in enumerate(stretch.names):
        yield from _of_word(name, index, single, lexicon)


def _of_word(name: str, index: int, single: bool, lexicon: EnglishWords) -> Iterator[str]:
    weak = name in lexicon.weak_given
    given = name in lexicon.given
    if _is_place(name, lexicon) and (not given or weak) and (single or not weak):
        yield "word.place"
    if len(name) > 1 and name.isupper() and name not in lexicon.suffixes:
        yield "word.capitals"
    family = index > 0 and name in lexicon.family
    if name in lexicon.common and not (family or given or weak):
        yield "word.common"


def _is_place(name: str, lexicon: EnglishWords) -> bool:
    """Vietnam, Welsh, Mexicans, Franco-German."""
    if "-" in name:
        name = name.rpartition("-")[2]
    return name in lexicon.places or (name.endswith("s") and name[:-1] in lexicon.places)
