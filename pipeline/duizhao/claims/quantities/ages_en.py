"""English ages without a unit: aged 45, the age of 18, Olga Ivanova, 79, and who is 45."""

from __future__ import annotations

import re

from duizhao.claims import lexicon
from duizhao.claims.mention import Mention
from duizhao.claims.numerals.numeral import Found
from duizhao.claims.tokens_en import Tokens
from duizhao.claims.units import noun_classes_en

_OLDEST = 120
_LIST = re.compile(", (?:and )?| and ")
_BEHIND_VERB = frozenset(
    {
        ",",
        ".",
        ";",
        "and",
        "when",
        "years",
        "on",
        "this",
        "",
        "at",
        "in",
        "but",
        "or",
        "now",
        "last",
        "next",
        "that",
        "the",
        "today",
        "soon",
    }
)


# Events of a life that are told by age, those who may be older or younger, and what may follow an age.
_AGE_VERBS = frozenset({"was", "is", "to", "from", "at", "were"})
_BOUNDS = frozenset({"under", "over", "below", "above"})
_LIFE = frozenset(
    {"died", "married", "school", "retired", "retire", "retiring", "widowed", "orphaned", "divorced", "debut", "debuted"}
)
_ONE_PERSON = frozenset(
    {"man", "woman", "boy", "girl", "lad", "child", "youth", "widow", "widower", "bachelor", "lady", "gentleman"}
)
_MANY = frozenset({"people", "men", "women", "children", "staff", "crew", "personnel", "population", "police", "dead", "chinese"})
_WHO = frozenset({"nobody", "anyone", "those", "everyone", "all", "someone", "anybody", "everybody"})
_AFTER_AGE = frozenset(
    {
        ",",
        ".",
        ";",
        ")",
        "",
        "and",
        "is",
        "are",
        "was",
        "were",
        "or",
        "who",
        "in",
        "with",
        "worldwide",
        "must",
        "can",
        "may",
        "do",
        "have",
        "will",
    }
)


def _ends(tokens: Tokens, at: int) -> bool:
    return tokens.word(at) in _AFTER_AGE


def _people(tokens: Tokens, at: int) -> bool:
    return noun_classes_en().get(tokens.word(at)) == "person"


def age_start(tokens: Tokens, found: Found, previous: Mention | None) -> int | None:
    """The token that an age without a unit starts with, or None where the number is no age.

    Args:
        previous: the claim before, for lists (aged 33, 34 and 39).
    """
    number, first = found.numeral, found.first
    if number.form not in {"arabic", "words", "vague", "fraction"} or not 0 < number.base <= _OLDEST:
        return None
    before = tokens.word(first - 1)
    if number.base.denominator != 1:
        return first - 1 if before == "aged" else None
    if before in {"aged", "ages"}:
        return first - 1
    if before == "between" and tokens.word(first - 2) in {"aged", "ages"}:
        return first - 2
    if (
        before == "of"
        and tokens.word(first - 2) == "age"
        and tokens.word(first - 4) in _BOUNDS
        and tokens.word(first - 3) == "the"
    ):
        return first - 4  # under the age of eighteen
    if before == "age" or (before in _AGE_VERBS and tokens.word(first - 2) == "age" and tokens.word(found.last) in _AFTER_AGE):
        return first
    if before == "of" and (
        tokens.word(first - 2) == "age" or (tokens.word(first - 2) in _ONE_PERSON and _ends(tokens, found.last))
    ):
        return first  # at the age of 18, a man of 60
    named = tokens.capital(found.last + 1) or tokens.word(found.last + 1) in {"he", "she"}
    if before == "at" and first == 1 and tokens.word(found.last) == "," and number.base >= 13 and named:
        return first  # At seventeen, Marco
    if before == "as" and tokens.word(first - 2) in {"young", "old"} and tokens.word(found.last) in _AFTER_AGE:
        return first  # children as young as six
    told = tokens.figure(first) or (number.base >= 10 and _people(tokens, first - 2))
    bounded = before in {"under", "over", "above", "below"} and told and tokens.word(found.last) in _AFTER_AGE
    if bounded and (_people(tokens, first - 2) or (tokens.word(first - 2) in _WHO and number.base <= 25)):
        return first  # children under 12, nobody under 16
    if (
        before == "at"
        and tokens.word(found.last) in _AFTER_AGE
        and not _LIFE.isdisjoint(tokens.words[max(0, first - 4) : first - 1])
    ):
        return first  # married at 19, left school at 14
    if _apposition(tokens, found) or _superlative(tokens, found) or _is_old(tokens, found) or _listed(tokens, first, previous):
        return first
    return None


def _apposition(tokens: Tokens, found: Found) -> bool:
    """A name or a person's noun, a comma, one number between 1 and 110, and a comma or the end."""
    first, last = found.first, found.last
    number = found.numeral.number
    if number is None or not 1 <= number <= 110 or last - first != 1 or not tokens.figure(first):
        return False
    also = tokens.word(first - 1) in {"also", "then", "now", "just", "only"}
    if tokens.word(first - 2 if also else first - 1) != ",":
        return False
    if tokens.word(last) not in {",", ".", ";", ")", ""} or (tokens.touching(last + 1) and tokens.figure(last + 1)):
        return False
    at = first - 3 if also else first - 2
    word = tokens.word(at)
    calendar = lexicon.calendar()
    if word in calendar.months or word in calendar.weekdays:
        return False
    return word in {"male", "female"} or noun_classes_en().get(word) == "person" or _name_ends(tokens, at)


def _superlative(tokens: Tokens, found: Found) -> bool:
    """the oldest was 61 and the youngest just 26: a number that a superlative of age leads to."""
    k = found.first - 1
    if tokens.word(found.last) not in _AFTER_AGE or found.last - found.first > 3:
        return False
    for passed in ({"just", "only", "barely", "about"}, {"is", "was", "being", "at", "a"}):
        if tokens.word(k) in passed:
            k -= 1
    if k == found.first - 1:
        return False  # the oldest 20
    if _people(tokens, k):
        k -= 1
    return tokens.word(k) in {"oldest", "youngest", "eldest"} and tokens.word(k - 1) != "'s"


def _name_ends(tokens: Tokens, at: int) -> bool:
    """Whether a name ends at token `at`: a capitalised word, or one tied to it by hyphens (Yuen-yee)."""
    while tokens.word(at - 1) == "-" and tokens.word(at - 2).isalpha():
        at -= 2
    return tokens.capital(at) and tokens.word(at).isalpha() and len(tokens.word(at)) > 1


def _listed(tokens: Tokens, first: int, previous: Mention | None) -> bool:
    """aged 33, 34 and 39."""
    if previous is None or previous.rule != "en.age.aged/2" or not tokens.figure(first):
        return False
    return _LIST.fullmatch(tokens.folded[previous.end : tokens.starts[first]]) is not None


def _is_old(tokens: Tokens, found: Found) -> bool:
    """he is 45, who was 14 when, turned 60: a bare number behind a verb whose subject is a person."""
    first, last = found.first, found.last
    if tokens.word(first - 1) in {"just", "only"}:
        first -= 1
    verb = tokens.word(first - 1)
    if verb in {"pushing", "approaching"}:
        verb = "turned" if tokens.word(first - 2) in {"is", "was", "he's", "she's", "i'm"} else verb
    if verb not in {"is", "was", "am", "turned", "turns", "turning", "i'm", "he's", "she's"} or last - found.first > 3:
        return False
    if tokens.word(last) not in _BEHIND_VERB or found.numeral.base < 3:
        return False
    if verb in {"i'm", "he's", "she's", "turned", "turning", "turns"}:
        return tokens.word(last) != "in"
    if tokens.word(last) == "when" and tokens.capital(first - 2):
        return True
    subject = tokens.word(first - 2)
    if noun_classes_en().get(subject) == "person" and not subject.endswith("s") and subject not in _MANY:
        return True  # my grandpa is eighty-three
    return subject in {"he", "she", "who", "i"} or (subject == "," and _name_ends(tokens, first - 3))
