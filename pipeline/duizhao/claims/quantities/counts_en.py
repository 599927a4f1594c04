"""What an English number counts: the head noun behind it, the noun before it, or the people that its verb speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from duizhao.claims import lexicon
from duizhao.claims.numerals.number_words_en import TENS, UNITS
from duizhao.claims.tokens_en import Tokens
from duizhao.claims.units import noun_classes_en, person_nouns_en

# How many tokens behind a number its noun may stand, and before a bare one.
_REACH = 7
_BACK = 8
# Peoples whose name has no plural of its own, and describes as often as it counts.
_PEOPLES = frozenset(
    {
        "chinese",
        "japanese",
        "vietnamese",
        "portuguese",
        "taiwanese",
        "burmese",
        "lebanese",
        "sudanese",
        "maltese",
        "british",
        "french",
    }
    | {"irish", "dutch", "swiss", "spanish", "english", "welsh", "polish", "danish", "swedish", "turkish", "scottish", "finnish"}
)
_NO_PERSONS = frozenset(
    {"assists", "lists", "mists", "fists", "wrists", "twists", "waists", "heists", "checklists", "playlists", "cists"}
)


@dataclass(frozen=True, slots=True)
class Head:
    """The noun phrase that is counted: its first token, the token after it, and its class where the lexicon knows it."""

    first: int
    last: int
    klass: str | None


@cache
def _irregular() -> frozenset[str]:
    return frozenset(lexicon.counts().general.irregular)


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun.

    >>> is_plural("sessions"), is_plural("was"), is_plural("process"), is_plural("species")
    (True, False, False, True)
    """
    if word in _irregular():
        return True
    if not word.endswith("s") or len(word) <= 3 or word.endswith(("ss", "us", "is", "'s")):
        return False
    return word not in lexicon.english_words().not_plural


def stands_for_many(word: str) -> bool:
    """people, men, casualties, staff; a singular (worker) before a plural (unions) does not."""
    if is_plural(word) or word in lexicon.english_words().many:
        return True
    if not word.endswith(("men", "children", "wives", "lives")):
        return False
    return word in noun_classes_en() or word in person_nouns_en()


def head_noun(tokens: Tokens, at: int, *, single: bool = False) -> Head | None:
    """The noun that is counted from token `at` on; `single` takes a singular one (one adapter, a 12-member team)."""
    classes = noun_classes_en()
    words = lexicon.english_words()
    first = at
    if tokens.word(first) == "of":
        first += 1
        if tokens.word(first) in {"the", "these", "those", "its", "his", "her", "their", "our", "my", "your"}:
            first += 1
        if tokens.word(first) in {"them", "whom", "which", "us", "you", "it"}:
            return None
    i = first
    while i < len(tokens) and i < first + _REACH:
        word = tokens.words[i]
        following = tokens.word(i + 1)
        if word == "-" and i > first:
            i += 1
            continue
        if len(word) == 1 and following == "." and tokens.touching(i + 1):
            i += 2  # U.S.
            continue
        if word in {"and", "or"} and i > first and not tokens.words[i - 1].endswith("ed") and following not in words.stops:
            i += 1  # online and offline sessions
            continue
        if word in words.stops or word in UNITS or word in TENS or not word[0].isalpha():
            return None
        if word in words.sizes and not (following[:1].isalpha() or following == "-"):
            return None
        if word in _PEOPLES and _noun_ahead(tokens, i + 1):
            i += 1  # 900 Chinese medical team members
            continue
        if stands_for_many(word) or f"{word} {following}" in classes or (single and i + 1 >= len(tokens)):
            return _extended(tokens, first, i)
        if single and (following in words.stops or not following[:1].isalpha() or word in classes):
            return Head(first, i + 1, _class_of(word))
        i += 1
    return None


def _noun_ahead(tokens: Tokens, at: int) -> bool:
    """Whether a plural follows within the same phrase, so that the word before it only describes it."""
    stops = lexicon.english_words().stops
    for k in range(at, min(len(tokens), at + 5)):
        word = tokens.words[k]
        if word in stops or not word[0].isalpha() or word in lexicon.english_words().fates:
            return False
        if stands_for_many(word) and word not in _PEOPLES:
            return True
    return False


def _extended(tokens: Tokens, first: int, i: int) -> Head:
    """The head of a compound is its last noun: police officers, training sessions."""
    classes = noun_classes_en()
    stops = lexicon.english_words().stops
    pair = f"{tokens.words[i]} {tokens.word(i + 1)}"
    if pair in classes:
        return Head(first, i + 2, classes[pair])
    if tokens.words[i] in {"people", "men", "women", "children"}:
        return Head(first, i + 1, "person")
    last = i
    while last + 1 < len(tokens) and tokens.words[last + 1] not in stops and stands_for_many(tokens.words[last + 1]):
        last += 1
    word = tokens.words[last]
    if word in lexicon.english_words().containers and tokens.word(last + 1) == "of":
        inside = _contents(tokens, last + 1)
        if inside is not None:
            return Head(inside.first, inside.last, classes.get(word) or inside.klass)
    klass = classes.get(f"{tokens.word(last - 1)} {word}") if last > first else None
    person = word.endswith(("ists", "icians")) and word not in _NO_PERSONS
    return Head(first, last + 1, klass or _class_of(word) or ("person" if person else None))


def _class_of(word: str) -> str | None:
    """The class of a head noun, of the lists that count and of those that name people."""
    return noun_classes_en().get(word) or ("person" if word in person_nouns_en() else None)


def _contents(tokens: Tokens, of: int) -> Head | None:
    """What ten boxes hold: the noun behind `of`, a plural or not (masks, brown rice)."""
    plural = head_noun(tokens, of)
    if plural is not None:
        return plural
    stops = lexicon.english_words().stops
    last = of + 1
    while last < len(tokens) and last < of + 4 and tokens.words[last][0].isalpha() and tokens.words[last] not in stops:
        last += 1
    return Head(of + 1, last, None) if last > of + 1 else None


def people_by_fate(tokens: Tokens, at: int) -> bool:
    """Whether what follows the number says that it counts people: were missing, injured, have been rescued."""
    return _verb_ahead(tokens, at, 4, lexicon.english_words().fates)


def people_by_deed(tokens: Tokens, at: int) -> bool:
    """Whether what follows the number is what only people do: had applied, later resigned."""
    words = lexicon.english_words()
    behind = tokens.word(at + 1)
    if at == 1 and tokens.word(at) in words.deeds_now and (behind in words.stops or not behind[:1].isalpha()):
        return True  # 9,000 Run in the Rain; not a 5 run lead
    return _verb_ahead(tokens, at, 3, words.deeds)


def _verb_ahead(tokens: Tokens, at: int, reach: int, verbs: frozenset[str]) -> bool:
    """Whether one of `verbs` stands within `reach` tokens from `at`, with nothing but auxiliaries before it."""
    auxiliaries = lexicon.english_words().auxiliaries
    for k in range(at, at + reach):
        if tokens.word(k) in verbs:
            return True
        if tokens.word(k) not in auxiliaries:
            return False
    return False


def people_before(tokens: Tokens, first: int) -> bool:
    """Whether what stands before the number says so: killing nine, a mother of two."""
    words = lexicon.english_words()
    previous = tokens.word(first - 1)
    return previous in words.harming or (previous == "of" and tokens.word(first - 2) in words.groups)


def class_before(tokens: Tokens, first: int) -> str | None:
    """The class of the nearest noun before a bare number in its sentence: employees: 2,380 in production; a death toll of 832."""
    classes = noun_classes_en()
    words = lexicon.english_words()
    for k in range(first - 1, max(-1, first - _BACK - 1), -1):
        word = tokens.words[k]
        if word in {".", "!", "?"}:
            return None
        if word in words.people_figures or word in words.many:
            return "person" if word != "chinese" else None
        if word in classes and is_plural(word) and word != "times":
            return classes[word]
    return None


def figure_by_itself(tokens: Tokens, first: int) -> bool:
    """An index, a score, a reading before the number: it counts nothing."""
    words = lexicon.english_words()
    return first == 0 or any(tokens.word(k) in words.figures_of for k in range(max(0, first - 5), first))


def carried(tokens: Tokens, first: int, head: Head) -> bool:
    """Passengers carried are counted by the trip: 2,400 passengers an hour, carried 40 million passengers."""
    words = lexicon.english_words()
    if tokens.word(head.last - 1) not in words.carried:
        return False
    if tokens.word(head.last) in {"an", "a", "per"} and tokens.word(head.last + 1) in {"hour", "day", "year", "week", "month"}:
        return True
    return any(tokens.word(k) in words.carrying for k in (*range(max(0, first - 6), first), *range(head.last, head.last + 4)))
