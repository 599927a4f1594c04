"""The signs that a stretch of English words is, or is not, a person: of the model, of the words, before them and after them.

Each sign is a key of `lexicon/people-weights.toml`; those of the words themselves are in `signs_en`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from duizhao.claims.people.lexicon import EnglishWords, census_key, english_words
from duizhao.claims.people.models import Labelled
from duizhao.claims.people.pinyin import syllables
from duizhao.claims.people.signs_en import signs_of_words
from duizhao.claims.people.words_en import PAST, Word, beside, is_role, is_title

__all__ = ["evidence"]

_AGE = regex.compile(r", (?:aged )?\d{1,2}(?:[,.;)]|$| years)")
_AGE_BRACKET = regex.compile(r" \((?:aged )?\d{1,2}\)")
# `My name is`, `call me`, `a man called`: what follows is a name.
_NAMING = regex.compile(
    r"(?:(?:[Mm]y|[Hh]is|[Hh]er|[Yy]our|whose) (?:first |last |real |full )?name(?:['\N{RIGHT SINGLE QUOTATION MARK}]s| is| was)"
    r"|[Cc]all(?:ed|s)? (?:me|him|her)|(?:I['\N{RIGHT SINGLE QUOTATION MARK}]m|I am)"
    r"|(?:man|woman|boy|girl|guy|child|baby|someone|somebody|friend|lady|student) (?:named|called)) $"
)
# `"No," said Zárate`: a verb of speech after what is quoted.
_QUOTED = regex.compile("[,.?!]\\s?[\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}] \\p{Ll}+ $")
# Who is meant by what follows in the same sentence: he, she, who, or it.
_HE_OR_IT = regex.compile(
    r" (?:(he|his|him|himself|she|her|hers|herself|whose?)|its?|itself|which)(?![\p{L}'\N{RIGHT SINGLE QUOTATION MARK}-])"
)
_SENTENCE_END = regex.compile(r"[.!?][\"'\N{RIGHT DOUBLE QUOTATION MARK})]? \p{Lu}")
# How far a pronoun is looked for.
_SIGHT = 200
# What stands before a family name among people who know each other, in English and in pinyin.
_FAMILIAR = frozenset(("Old", "Little", "Young", "Big"))
_FAMILIAR_SOUND = frozenset(("Lao", "Xiao", "Ah"))
# Wang and colleagues, Beckham and his wife.
_AND_OTHERS = (" et al", " and colleagues", " and co-workers", " and coworkers", " and his ", " and her ")
# Baker's law firm is no law of Baker's.
_OF_LAWYERS = frozenset(
    ("firm", "firms", "degree", "school", "licence", "license", "practice", "office", "offices", "partner", "career", "clerk")
)
# A finite verb after a possessive: McCoy's said. Whose it is is a firm.
_FINITE = frozenset(("said", "says", "is", "was", "has", "had", "will", "would", "were", "are", "did", "plans", "expects"))
# The words of weather reports, where a given name is a storm.
_STORM = regex.compile(
    r"(?i)(?<!\p{L})(?:hurricanes?|typhoons?|cyclones?|(?:tropical|winter|snow|rain|thunder)[ -]?storms?|landfall|rainfall|mph|"
    r"gusts|floods?|flooding|winds|meteorologists?|forecasters?)(?!\p{L})"
)
# Between a name and its verb: Lopez also denied, Lopez has reportedly asked.
_BETWEEN = frozenset(
    (
        "also",
        "then",
        "now",
        "later",
        "still",
        "already",
        "just",
        "once",
        "never",
        "always",
        "often",
        "soon",
        "again",
        "has",
        "had",
    )
)
# Hello, thanks, come on: what is said to somebody.
_GREETING = regex.compile(
    r"(?:^|[.!?,;:\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\n] ?)(?i:hi|hey|hello|(?:my )?dear|thanks|"
    r"thank you|sorry|oh|come on|okay|ok|yes|no|please|bye|goodbye|good (?:morning|afternoon|evening|night)|well done|"
    r"congratulations|welcome|look|listen|wait),? $"
)
_GREETED = regex.compile(r"[,.!?;]|$")
# Tom, are you there? Lucy, can I ask you something?
_CALLED = regex.compile(
    r", (?:(?:are|do|did|have|can|could|will|would|were|don't|won't|didn't|aren't|what|where|when|why|how|if|thank|please|so|"
    r"this is|it's) ){0,3}(?:you|your|you're|you've|you'll|please|I|I'm|I've|me|we|let's|come|wait|look|listen|stop|get|give|"
    r"help|tell)(?!\p{L})"
)
# The owner, Ana, remembers: a role before a name between commas.
_AFTER_COMMA = regex.compile(r"(\p{L}+), $")
_CLOSING = regex.compile(r"[,.;:)]|$")
# The Count of Monte Cristo: what a noble is lord of, or a learned body sits in, is a place.
_OF_PLACE = regex.compile(
    r"(?i:counts?|countess|dukes?|duchess|earls?|kings?|queens?|princes?|princess|bishops?|archbishop|baron(?:ess)?|marquis|marquess|"
    r"viscount|emperor|empress|sultan|emir|patriarch|university|city|town|village|district|county|province|state|kingdom|republic|"
    r"bay|gulf|isle|battle|siege|treaty|port|mayor|governor) of $"
)
# Of Han ethnicity, of Hui nationality.
_ETHNIC = regex.compile(r" (?:ethnicity|ethnic|nationality|descent|origin|dynasty|Dynasty|Chinese|minority)(?!\p{L})")
# Shorter words in -ing are names as often as participles: King, Ming, Ling.
_SHORTEST_PARTICIPLE = 6
_ARTICLES = frozenset(("the", "a", "an"))
_PLACING = frozenset(("in", "at", "near", "into", "across", "throughout", "around", "outside"))
_TO_AGENTS = frozenset(("by", "with", "against", "between", "like", "for", "when", "that", "as"))
_AUXILIARIES = frozenset(("has", "had", "is", "was", "will", "would", "could", "did", "does", "who"))


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """A word beside a stretch."""

    word: Word
    lexicon: EnglishWords

    @property
    def lowered(self) -> str:
        return self.word.text.lower()


_Kinds = tuple[tuple[str, Callable[[_Neighbour], bool]], ...]
# What the word before a stretch is: the first that holds counts.
_KINDS_BEFORE: _Kinds = (
    ("saint", lambda near: near.lowered in ("st", "saint")),
    ("personal", lambda near: near.lowered in near.lexicon.personal),
    ("title", lambda near: is_title(near.word, near.lexicon)),
    ("role", lambda near: is_role(near.lowered, near.lexicon)),
    ("kin", lambda near: near.lowered in near.lexicon.kin),
    ("verb", lambda near: near.lowered in near.lexicon.verbs),
    ("article", lambda near: near.lowered in _ARTICLES),
    ("place", lambda near: near.lowered in _PLACING),
    ("agent", lambda near: near.lowered in _TO_AGENTS),
    ("possessive", lambda near: near.word.possessive),
    ("object", lambda near: near.word.text in near.lexicon.object_verbs),
    ("thing", lambda near: near.word.text in near.lexicon.organisations),
    ("capital", lambda near: near.word.capital),
)
# What the word after a stretch says that the stretch does: the first that holds counts.
_DEEDS: _Kinds = (
    ("verb", lambda near: near.word.text in near.lexicon.verbs),
    ("human-verb", lambda near: near.word.text in near.lexicon.human_verbs),
    ("past", lambda near: PAST.match(near.word.text) is not None),
    ("auxiliary", lambda near: near.word.text in _AUXILIARIES),
)


def evidence(
    text: str,
    words: Sequence[Word],
    span: tuple[int, int],
    chunk: tuple[int, int],
    entities: Sequence[Labelled],
    known: frozenset[str],
) -> Iterator[str]:
    """The signs that `words[first:last]` is, or is not, a person; each is a key of `people-weights.toml`."""
    lexicon = english_words()
    parts = words[span[0] : span[1]]
    yield "single" if len(parts) == 1 else "multi"
    label = _label(entities, parts[0].start, parts[-1].end)
    yield label
    yield from signs_of_words(parts, known, lexicon)
    if _in_place_phrase(words, span, lexicon):
        yield "word.place-phrase"
    yield from _before(text, words, span[0], parts[-1].tail, len(parts) == 1, lexicon)
    if len(parts) == 1 and _is_participle(text, parts[0], lexicon):
        yield "single.common"
    yield from _after(text, words, span[1], chunk[1], lexicon)
    yield from _of_sentence(text, parts[0].start, parts[-1].tail, len(parts) == 1)


def _is_participle(text: str, word: Word, lexicon: EnglishWords) -> bool:
    """Whether a word in -ing that is no known name opens a sentence: Saying her father …"""
    lists = (lexicon.given, lexicon.weak_given, lexicon.family, lexicon.weak_family, lexicon.public)
    if not word.text.endswith("ing") or len(word.text) < _SHORTEST_PARTICIPLE or any(word.text in names for names in lists):
        return False
    return (word.start == 0 or _opens_sentence(text, word.start)) and census_key(word.text) not in lexicon.census


def _in_place_phrase(words: Sequence[Word], span: tuple[int, int], lexicon: EnglishWords) -> bool:
    """Whether a stretch is the name of a place, or part of one: Hong Kong, Zealand in New Zealand, Ho Chi Minh in that City."""
    for first in range(max(0, span[0] - 2), span[0] + 1):
        for last in range(span[1], min(len(words), span[1] + 2) + 1):
            if last - first > 1 and " ".join(word.text for word in words[first:last]) in lexicon.place_phrases:
                return True
    return False


def _label(entities: Sequence[Labelled], start: int, end: int) -> str:
    """What the model says of a span."""
    result = "label.none"
    for entity in entities:
        if entity.start < end and entity.end > start:
            if entity.label == "PERSON":
                return "label.person" if abs(entity.start - start) + abs(entity.end - end) <= 2 else "label.person-part"
            result = {"ORG": "label.org", "GPE": "label.gpe", "NORP": "label.norp"}.get(entity.label, "label.other")
    return result


def is_familiar(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether `words[first:last]` is a Chinese family name after what people who know each other put before it: Old Li."""
    if last - first != 1 or first == 0 or words[first - 1].point or words[first - 1].possessive:
        return False
    if words[first].start - words[first - 1].tail != 1:
        return False
    name = words[first].text.lower()
    if words[first - 1].text in _FAMILIAR_SOUND:
        return syllables(name) == 1
    return words[first - 1].text in _FAMILIAR and name in english_words().pinyin_surnames


def _before(text: str, words: Sequence[Word], first: int, tail: int, single: bool, lexicon: EnglishWords) -> Iterator[str]:
    abbreviated = first > 0 and words[first - 1].point and beside(text, words[first - 1], words[first])
    if first == 0 or (not abbreviated and _opens_sentence(text, words[first].start)):
        yield "before.opening"
        return
    previous = words[first - 1]
    if not beside(text, previous, words[first]):
        apposed = _AFTER_COMMA.search(text, max(0, words[first].start - 25), words[first].start)
        if apposed is not None and is_role(apposed.group(1).lower(), lexicon) and _CLOSING.match(text, tail):
            yield "before.role+comma"
        return
    head = text[max(0, words[first].start - 60) : words[first].start]
    if _OF_PLACE.search(head):
        yield "before.of-place"
    if single and is_familiar(words, first, first + 1):
        yield "before.familiar"
    if _NAMING.search(head):
        yield "before.naming"
    elif previous.text.lower() in lexicon.verbs and _QUOTED.search(head):
        yield "before.quoted"
    kind = _kind(previous, _KINDS_BEFORE, lexicon)
    if kind == "place" and not single:
        kind = "place+multi"
    if kind is not None:
        yield f"before.{kind}"
    if kind == "capital" and _after_article(words, first, lexicon):
        yield "before.article+capital"


def _kind(word: Word, kinds: _Kinds, lexicon: EnglishWords) -> str | None:
    """The first of `kinds` that a word beside a stretch belongs to."""
    near = _Neighbour(word, lexicon)
    return next((kind for kind, holds in kinds if holds(near)), None)


def _of_sentence(text: str, start: int, end: int, single: bool) -> Iterator[str]:
    """What the rest of the sentence calls the stretch, whether it is spoken to, and whether the sentence is about the weather."""
    stop = _SENTENCE_END.search(text, end, end + _SIGHT)
    found = _HE_OR_IT.search(text, end, stop.start() if stop is not None else min(len(text), end + _SIGHT))
    if found is not None:
        yield f"text.{'he' if found.group(1) else 'it'}-{'single' if single else 'multi'}"
    if not single:
        return
    if _GREETED.match(text, end) and _GREETING.search(text[max(0, start - 20) : start]):
        yield "before.greeting"
    if _opens_sentence(text, start) and _CALLED.match(text, end):
        yield "after.call"
    if _STORM.search(text):
        yield "text.storm"


def _is_adverb(word: Word) -> bool:
    return word.text in _BETWEEN or (len(word.text) > 5 and word.text.endswith("ly") and not word.capital)


def _after_article(words: Sequence[Word], first: int, lexicon: EnglishWords) -> bool:
    """The Great Wall, the New York Giants: an article before the capitals that stand before, none of them a title."""
    index = first - 1
    while index >= 0 and first - index <= 4 and words[index].capital and words[index].text.lower() != "the":
        if is_title(words[index], lexicon):
            return False
        index -= 1
    return index >= 0 and words[index].text.lower() == "the"


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}(")
    return not before or before[-1] in ".!?:\N{BULLET}\n"


def _after(text: str, words: Sequence[Word], last: int, chunk_end: int, lexicon: EnglishWords) -> Iterator[str]:
    end = words[last - 1].tail
    if words[last - 1].possessive:
        yield "after.possessive"
    kind = _kind_after(text, words, last, chunk_end, lexicon)
    if kind is not None:
        yield f"after.{kind}"
    if _ETHNIC.match(text, end):
        yield "after.ethnic"
    if _AGE.match(text, end) or _AGE_BRACKET.match(text, end):
        yield "after.age"
    if text.startswith((", who ", ", whose "), end):
        yield "after.who"
    if text.startswith(":", end) and _opens_sentence(text, words[last - 1].start):
        yield "after.colon"
    if text.startswith(_AND_OTHERS, end):
        yield "after.et-al"
    if text.startswith(("-", "/"), end):
        yield "after.hyphen"


def _kind_after(text: str, words: Sequence[Word], last: int, chunk_end: int, lexicon: EnglishWords) -> str | None:
    """What the word after `words[:last]` says of the stretch: a thing of its kind, what people do, or nothing."""
    if last == len(words) or not beside(text, words[last - 1], words[last]):
        return None
    following, later = words[last], words[last + 1] if last + 1 < len(words) else None
    if later is not None and _is_adverb(following) and beside(text, following, later) and not later.capital:
        following = later
    if last < chunk_end:
        if following.text in lexicon.led_by:
            return "led-by"
        return "thing" if any(word.text in lexicon.organisations for word in words[last:chunk_end]) else "capital"
    possessive = words[last - 1].possessive
    of_lawyers = later is not None and later.text in _OF_LAWYERS
    if following.text in (lexicon.eponyms if possessive else lexicon.attributed) and not of_lawyers:
        return "thing"
    if possessive and following.text in _FINITE:
        return "firm"
    return _kind(following, _DEEDS, lexicon)
