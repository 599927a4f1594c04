"""The role that stands beside a name in English text.

Before it (`prime minister Abdalla Hamdok`; `the head of the clinic, Ana Lopez,`; `Chairman: Gu Weimin`; `the clerk is Tang Yu`),
in apposition or in brackets after it (`Zhou Lin, 51, head of the team,`; `Tan Jing (Director, Museum)`). Without its article and
its owner, in the singular: `the city's safety managers` are each `safety manager`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from duizhao.claims.people.lexicon import english_words
from duizhao.claims.people.models import FoundName
from duizhao.claims.people.words_en import PAST

# A determiner is no part of the role.
_ARTICLE = regex.compile(
    r"^(?:(?:the|a|an|its|their|his|her|our|my|then|now|one of the) )?(?:then-)?(?:\d+-year-old )?", regex.IGNORECASE
)
_BRACKET = regex.compile(r" \(([^()\d]{3,100}+)\)")
_PLAIN = '[^,.;:()"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]'
_APPOSITION = regex.compile(
    r"(?:, (?:aged )?\d{1,3}(?: years old)?)?, (?:who (?:is|was) )?(?!and |or |but |who |which )"
    rf"({_PLAIN}{{3,140}}+)(?=[,.;:()]|$)"
)
# What a list in an apposition goes on with, and its parts.
_MORE = regex.compile(rf"(?:, {_PLAIN}{{3,60}}?){{0,2}}?,? and {_PLAIN}{{3,80}}+(?=[,.;:()]|$)")
_PARTS = regex.compile(r",? and |, ")
# Where the role in an apposition ends: a clause, a second predicate, where somebody is from; an expert in law is one.
_ROLE_END = regex.compile(
    r" (?:who|that|which|whose|where|when|as|after|before|since|until|during|while|with|by|has|had|is|was|will|says?|said|told|"
    r"and now|and then|from|based|living|born|(?:in|on)(?= (?:the|a|an|his|her|its|case|\p{Lu}|\d)))(?!\p{L})"
)
# By video link, online: how somebody took part is no role.
_ATTENDING = regex.compile(r",? (?:by|via|through|over|from|online|remotely|absent|present|in absentia)(?!\p{L}).*$")
_APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]"
_OWNER = regex.compile(
    rf"^(?:(?:the|its|their|his|her|our|a) (?!(?:people|women|men|children){_APOSTROPHE})(?:[\p{{L}}-]+ ){{0,3}}?[\p{{L}}-]+|"
    rf"\p{{Lu}}[\p{{L}}.-]*(?: [\p{{L}}-]+){{0,3}}?)(?:{_APOSTROPHE}s|(?<=s){_APOSTROPHE}) "
)
# The clerk is Tang Yu: who holds an office, the other way round.
_HELD_BY = regex.compile(r"(?:^|[.;:,\n] ?)[Tt]he ([\p{L} '\N{RIGHT SINGLE QUOTATION MARK}-]{3,60}+)$")
_COPULAS = (" is ", " was ")
# People's assessor, women's coach: no owners.
_COLLECTIVE = frozenset(("people", "women", "men", "children"))
# What joins the names that share a role.
_LISTED = regex.compile(r", |,? and | & |; ")
_LABEL = regex.compile(r"(?:^|[\n;,(.] ?)([\p{L} '\-]{3,60}+): ?$")
# The clause before `, NAME`: back to a mark, a verb of speech or a conjunction.
_COMMA = regex.compile(rf"({_PLAIN}{{3,140}}), $")
# Sudan's prime minister, Ana Lopez: what somebody has needs no article.
_OWNERS = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s", "s'", "s\N{RIGHT SINGLE QUOTATION MARK}")
_TAILS = frozenset(("of", "for", "at", "in", "from", "with", "to", "on", "by"))
# What may stand between the capitals of a role, and the words of rank before its first.
_INSIDE = frozenset(("of", "for", "and", "the", "in", "at", "on"))
_RANKS = frozenset(
    (
        "acting",
        "deputy",
        "vice",
        "assistant",
        "associate",
        "former",
        "interim",
        "first",
        "senior",
        "chief",
        "executive",
        "prime",
        "foreign",
        "permanent",
        "special",
        "resident",
        "managing",
    )
)
# How far back a role may reach.
_REACH = 160


def english_role(text: str, start: int, end: int, floor: int = 0) -> str | None:
    """The role beside the name `text[start:end]`, as written, or None.

    It does not reach back over `floor`, where the name before ends.

    >>> english_role("We met with spokeswoman Ana Lopez, who agreed.", 24, 33)
    'spokeswoman'
    >>> english_role("Zhou Lin, head of the medical team, spoke.", 0, 8)
    'head of the medical team'
    >>> english_role("Minister of Health Ana Lopez agreed.", 19, 28)
    'Minister of Health'
    >>> english_role("Tan Jing (Director, City Museum); Bo Li", 0, 8)
    'Director, City Museum'
    """
    head = text[max(floor, start - _REACH) : start]
    tail = text[end : end + _REACH]
    role = (
        _directly_before(head)
        or _of_something(head)
        or _in_brackets(tail)
        or _apposed(tail)
        or _before_comma(head, tail)
        or _held_by(head)
        or _label(head)
    )
    return _singular(role) if role is not None else None


def share_roles(text: str, found: Sequence[FoundName]) -> list[FoundName]:
    """The same people; those listed after a role of several have it too: the assessors Ana Lopez and Bo Li."""
    shared: str | None = None
    result: list[FoundName] = []
    for index, name in enumerate(found):
        listed = index > 0 and _LISTED.fullmatch(text, found[index - 1].end, name.start) is not None
        if listed and name.role is None and shared is not None:
            name = replace(name, role=shared)
        elif not (listed and name.role == shared):
            before = text[: name.start].rstrip().rpartition(" ")[2].lower()
            shared = name.role if _is_plural(before) else None
        result.append(name)
    return result


def _is_plural(word: str) -> bool:
    roles = english_words().roles
    return word.endswith("s") and word not in roles and word[:-1] in roles


def _singular(role: str) -> str:
    """Of a role of several, the role of one of them: people's assessors."""
    head, space, last = role.rpartition(" ")
    return f"{head}{space}{last[:-1]}" if _is_plural(last.lower()) else role


def _ends_role(word: str) -> bool:
    """Whether a word is the last of a role: minister, assessors, wife, President-elect, Sen."""
    lexicon = english_words()
    bare = word.strip("'\N{RIGHT SINGLE QUOTATION MARK}").lower()
    if bare.rstrip(".") in lexicon.offices:
        return True
    parts = (bare, bare.rpartition("-")[2], bare.removesuffix("-elect").removesuffix("-designate"))
    return any(part in lexicon.roles or part in lexicon.kin or _is_plural(part) for part in parts)


def _is_role(phrase: str) -> bool:
    """Whether the head of a noun phrase is a role: the last word before its first preposition."""
    lexicon = english_words()
    head: list[str] = []
    for word in phrase.split():
        if word.lower() in _TAILS:
            break
        head.append(word)
    if not head or len(head) > 6:
        return False
    if any(word in lexicon.verbs or (word.endswith("ed") and word not in lexicon.role_adjectives) for word in head):
        return False
    return _ends_role(head[-1])


def _directly_before(head: str) -> str | None:
    lexicon = english_words()
    if not head.endswith(" "):
        return None
    words = head.rstrip().split(" ")
    address = False
    while words and words[-1].rstrip(".").lower() in lexicon.personal - lexicon.offices:
        words.pop()
        address = True
    if not words or not (_ends_role(words[-1]) or (address and words[-1] not in lexicon.role_stops)):
        return None
    taken: list[str] = []
    for index in range(len(words) - 1, max(-1, len(words) - (11 if address else 7)), -1):
        word = words[index]
        if (
            not word
            or (word[-1] in ',.;:()"' and (taken or not _ends_role(word)))
            or (word.endswith(_OWNERS[:2]) and word[:-2].lower() not in _COLLECTIVE)
        ):
            break
        if _is_verb(word):
            break
        if word.lower() in lexicon.role_stops and not (address and word.lower() in _INSIDE) and not _in_title(words, index):
            break
        taken.append(word)
    taken.extend(_joined_office(words[: len(words) - len(taken)]))
    phrase = _without_article(" ".join(reversed(taken)))
    return phrase if _is_role(phrase) or (taken and _ends_role(taken[0]) and len(taken) < 7) else None


def _joined_office(words: Sequence[str]) -> list[str]:
    """Founder and CEO Ana Lopez: an office of the same person before `and`, last word first; a determiner makes it another's."""
    if len(words) < 2 or words[-1] != "and" or not _ends_role(words[-2]) or not words[-2][-1:].isalpha():
        return []
    first = len(words) - 2
    while first > 0 and _belongs_before(words[first - 1], capital=words[first][:1].isupper()):
        first -= 1
    if first > 0 and words[first - 1][-1:].isalpha():
        return []
    return list(reversed(words[first:]))


def _is_verb(word: str) -> bool:
    lexicon = english_words()
    if word in lexicon.role_adjectives or word[:1].isupper():
        return False
    return (
        word in lexicon.verbs
        or word in lexicon.human_verbs
        or word.endswith("ing")
        or (word != "left" and PAST.match(word) is not None)
    )


def _in_title(words: Sequence[str], index: int) -> bool:
    """Game of Thrones star: a small word between capitals, none of them the opening of the sentence."""
    small = words[index] in ("of", "the", "for")
    return small and 0 < index < len(words) - 2 and words[index - 1][:1].isupper() and words[index + 1][:1].isupper()


def _of_something(head: str) -> str | None:
    """Minister of Health Ana Lopez, Head of the Council and chairman of the Committee Ana Lopez: capitals up to the name."""
    if not head.endswith(" "):
        return None
    words = head.rstrip().split(" ")[-20:]
    if not words[-1][:1].isupper():
        return None
    first = _first_of_office(words, len(words))
    if first is None:
        return None
    while first > 1 and words[first - 1] == "and":
        earlier = _first_of_office(words, first - 1)
        if earlier is None:
            break
        first = earlier
    return " ".join(words[first:])


def _first_of_office(words: Sequence[str], end: int) -> int | None:
    """Where `Commissioner General of …` begins that reaches to `end` in capitals and small words; None where none does."""
    index = end - 1
    while index > 0 and words[index][-1:].isalpha() and (words[index][:1].isupper() or words[index] in (*_INSIDE, "to")):
        if words[index] in ("of", "for", "to") and _ends_role(words[index - 1]) and words[index - 1][-1:].isalpha():
            first = index - 1
            capital = words[first][:1].isupper()
            while first > 0 and words[first - 1][-1:].isalpha() and _belongs_before(words[first - 1], capital=capital):
                first -= 1
            return _first_of_office(words, first - 1) or first if words[first - 1 : first] == ["of"] else first
        index -= 1
    return None


def _belongs_before(word: str, *, capital: bool) -> bool:
    """Whether a word before an office is a part of it: Acting Secretary, Commissioner General, Chinese Ambassador."""
    lexicon = english_words()
    if word.lower() in _RANKS:
        return word[:1].isupper() == capital
    return word[:1].isupper() and (_ends_role(word) or word in lexicon.places or (word.isupper() and len(word) > 1))


def _in_brackets(tail: str) -> str | None:
    match = _BRACKET.match(tail)
    if match is None:
        return None
    phrase = _ATTENDING.sub("", str(match.group(1)))
    return phrase if _is_role(phrase.split(",")[0]) else None


def _apposed(tail: str) -> str | None:
    match = _APPOSITION.match(tail)
    if match is None:
        return None
    phrase = _without_article(str(match.group(1)).strip())
    more = _MORE.match(tail, match.end())
    if more is not None and _continues(phrase, [part for part in _PARTS.split(str(more.group())) if part]):
        phrase += str(more.group())
    # `A. B, prime minister of X Mr. C`: the role belongs to the next name.
    if phrase.rsplit(" ", 1)[-1].rstrip(".").lower() in english_words().personal - english_words().offices:
        return None
    end = _ROLE_END.search(phrase)
    if end is not None:
        phrase = phrase[: end.start()]
    front, joined, rest = phrase.partition(" and ")
    if joined and _is_role(front) and not _is_role(_without_article(rest)) and not rest[:1].isupper():
        phrase = front
    return phrase if _is_role(phrase) and not _is_plural(phrase.split(" of ")[0].rpartition(" ")[2].lower()) else None


def _continues(phrase: str, parts: Sequence[str]) -> bool:
    """Whether a list goes on in `, president and CEO` or in `Minister for Education, Culture and Sport`."""
    if not _is_role(phrase):
        return False
    if all(_is_role(part) and _without_article(part) == part for part in parts):
        return True
    return " for " in phrase and phrase[:1].isupper() and all(word[:1].isupper() for part in parts for word in part.split(" "))


def _held_by(head: str) -> str | None:
    if not head.endswith(_COPULAS):
        return None
    match = _HELD_BY.search(head.rstrip().rpartition(" ")[0])
    if match is None:
        return None
    phrase = str(match.group(1)).strip()
    return phrase if _is_role(phrase) else None


def _before_comma(head: str, tail: str) -> str | None:
    match = _COMMA.search(head)
    if match is None or not (tail[:1] in (",", ".", ";") or tail.startswith((" of ", " from "))):
        return None
    words = str(match.group(1)).strip().split(" ")
    for index in range(len(words)):
        phrase = " ".join(words[index:])
        owned = index > 0 and words[index - 1].endswith(_OWNERS)
        if (owned or _without_article(phrase) != phrase) and _is_role(_without_article(phrase)):
            if _is_plural(words[-1].lower()):
                return None
            return _without_article(phrase)
    return None


def _label(head: str) -> str | None:
    match = _LABEL.search(head)
    if match is None:
        return None
    phrase = str(match.group(1)).strip()
    return phrase if _is_role(phrase) else None


def _without_article(phrase: str) -> str:
    return str(_ARTICLE.sub("", _OWNER.sub("", phrase, count=1), count=1))
