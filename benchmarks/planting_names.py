"""Where an English sentence names a person in full, for planting.py: by lists and capitals, knowing nothing of the program.

A name is a given name of an independent list and a family name, with given names, initials or particles between them. Nothing
with a capital may stand beside it but a title, a role, a people or the word that opens the sentence; headlines, where every word
has a capital, name nobody.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

_HERE = Path(__file__).resolve().parent
_DATA: dict[str, list[str]] = tomllib.loads((_HERE / "planting_names.toml").read_text(encoding="utf-8"))
_APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]"
_QUOTE = '["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]'
# LeBron, O'Neill, McDonald, Jean-Claude, Müller.
_WORD = rf"(?:\p{{Lu}}{_APOSTROPHE})?\p{{Lu}}\p{{Ll}}++(?:(?:-|{_APOSTROPHE})?\p{{Lu}}\p{{Ll}}++){{0,3}}"
_PART = rf"(?:{_WORD}\.?|\p{{Lu}}\.|(?:{'|'.join(_DATA['particles'])})(?= ))"
# Words that stand together, none of them a part of a word, and no nickname behind them: Johannes "Hans" Geiger.
_RUN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.&/@#-]|{_APOSTROPHE}){_PART}(?: {_PART}){{1,7}}+"
    rf"(?![\p{{L}}\p{{N}}&/@-]| {_QUOTE}\p{{Lu}}\p{{Ll}}+{_QUOTE} \p{{Lu}})"
)
_WORDS_OF = regex.compile(_PART)
_CAPITALISED = regex.compile(r"(?<![\p{L}'\N{RIGHT SINGLE QUOTATION MARK}])(?:(\p{Lu})|\p{Ll})\p{L}{3,}")
_SUFFIXES = ("Jr", "Sr", "II", "III")
# From this share of longer words with a capital on, and so many of them, a sentence is a headline.
_HEADLINE, _WORDS = 0.6, 5
_OPENS = regex.compile(r"(?:^|[.!?:\N{BULLET}]) *[\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}(\[]*$")
_DOT = "[·．・•]"
_DOTTED = regex.compile(rf"[一-鿿]{{1,8}}(?:{_DOT}[一-鿿]{{1,8}})++")


@cache
def _given_names() -> frozenset[str]:
    return frozenset((_HERE / "given_names.txt").read_text(encoding="utf-8").split()) - {*map(_plain, _DATA["no_given"])}


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if letter.isalpha()).lower()


@dataclass(frozen=True, slots=True)
class Name:
    """A full name: where it stands, and where its last word, the family name, begins."""

    start: int
    end: int
    family: int


def full_names(en: str) -> list[Name]:
    """Where a sentence names people in full, in its order.

    >>> text = "Rapper Ana Lopez and the Mayor of Salem Plaza met Zoë van der Berg."
    >>> [text[name.start : name.end] for name in full_names(text)]
    ['Ana Lopez', 'Zoë van der Berg']
    """
    words = [match.group(1) is not None for match in _CAPITALISED.finditer(en)]
    if len(words) >= _WORDS and sum(words) >= _HEADLINE * len(words):
        return []
    return [name for run in _RUN.finditer(en) for part in _sentences(run) if (name := _name(part, en)) is not None]


def _sentences(run: regex.Match[str]) -> Iterator[list[regex.Match[str]]]:
    """The words of a run, cut where a sentence ends: a point stands behind a title or a letter only."""
    part: list[regex.Match[str]] = []
    for word in _WORDS_OF.finditer(run.string, run.start(), run.end()):
        part.append(word)
        text = word.group()
        if text.endswith(".") and len(text) > 2 and text[:-1] not in _DATA["titles"]:
            yield part
            part = []
    yield part


def _name(words: list[regex.Match[str]], en: str) -> Name | None:
    """The name that the words end with, behind titles, peoples, and a word that opens the sentence."""
    texts = [word.group().rstrip(".") for word in words]
    opens = bool(words) and _OPENS.search(en[: words[0].start()]) is not None
    first = 1 if opens and texts[0] in _DATA["openers"] else 0
    titled = False
    for index, text in enumerate(texts[:-1]):
        if _is_title(text):
            first, titled = index + 1, text in _DATA["titles"]
    while len(texts) > 2 and texts[-1] in _SUFFIXES:
        words, texts = words[:-1], texts[:-1]
    given, middle, family = texts[first : first + 1], texts[first + 1 : -1], texts[-1:]
    if len(texts) - first < 2 or (opens and first == 0 and given[0] in _DATA["no_beginning"]):
        return None
    if not ((_plain(given[0]) in _given_names() or titled) and all(map(_may_be_inside, middle))):
        return None
    if {given[0], family[0]} & {*_DATA["things"], *_DATA["titles"], *_DATA["particles"]} or len(family[0]) == 1:
        return None
    return Name(words[first].start(), words[-1].start() + len(family[0]), words[-1].start())


def _may_be_inside(word: str) -> bool:
    return len(word) == 1 or word in _DATA["particles"] or _plain(word) in _given_names()


def _is_title(word: str) -> bool:
    return word in _DATA["titles"] or word in _DATA["peoples"] or (len(word) > 5 and word.endswith(tuple(_DATA["people_ends"])))


def are_dotted(names: Sequence[Name], zh: str) -> bool:
    """Whether the Chinese may write as many names with a dot: 安娜·洛佩斯和约翰·史密斯 is two, or one of three parts."""
    runs = [run.group() for run in _DOTTED.finditer(zh)]
    dots = sum(len(regex.findall(_DOT, run)) for run in runs)
    return len(runs) <= len(names) <= dots
