"""The role that stands beside a name in English text.

Before it (`prime minister Abdalla Hamdok`; `the head of the clinic, Ana Lopez,`; `Chairman: Gu Weimin`), in apposition or in
brackets after it (`Zhou Lin, head of the team,`; `Tan Jing (Director, Museum)`).
"""

from __future__ import annotations

import regex

from duizhao.claims.people_lexicon import english_words

# A determiner is no part of the role.
_ARTICLE = regex.compile(r"^(?:(?:the|a|an|its|their|his|her|our|my|then|now|one of the) )?(?:\d+-year-old )?", regex.IGNORECASE)
_BRACKET = regex.compile(r" \(([^()\d]{3,100}+)\)")
_PLAIN = '[^,.;:()"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]'
_APPOSITION = regex.compile(rf", (?:who (?:is|was) )?(?!and |or |but |who |which )({_PLAIN}{{3,140}}+)(?=[,.;:)]|$)")
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
    )
)
# How far back a role may reach.
_REACH = 160


def english_role(text: str, start: int, end: int) -> str | None:
    """The role beside the name `text[start:end]`, as written, or None.

    >>> english_role("We met with spokeswoman Ana Lopez, who agreed.", 24, 33)
    'spokeswoman'
    >>> english_role("Zhou Lin, head of the medical team, spoke.", 0, 8)
    'head of the medical team'
    >>> english_role("Minister of Health Ana Lopez agreed.", 19, 28)
    'Minister of Health'
    >>> english_role("Tan Jing (Director, City Museum); Bo Li", 0, 8)
    'Director, City Museum'
    """
    head = text[max(0, start - _REACH) : start]
    tail = text[end : end + _REACH]
    return (
        _directly_before(head)
        or _of_something(head)
        or _in_brackets(tail)
        or _apposed(tail)
        or _before_comma(head, tail)
        or _label(head)
    )


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
    last = head[-1].strip("'\N{RIGHT SINGLE QUOTATION MARK}").lower()
    roles = lexicon.roles
    return last in roles or last.rpartition("-")[2] in roles


def _directly_before(head: str) -> str | None:
    lexicon = english_words()
    if not head.endswith(" "):
        return None
    words = head.rstrip().split(" ")
    address = False
    while words and words[-1].rstrip(".").lower() in lexicon.personal:
        words.pop()
        address = True
    if not words:
        return None
    if words[-1].lower() in lexicon.roles or (address and words[-1] not in lexicon.role_stops):
        taken: list[str] = []
        for word in reversed(words[-10:] if address else words[-5:]):
            verb = (
                word in lexicon.verbs
                or word in lexicon.human_verbs
                or (word.endswith("ing") and word not in lexicon.role_adjectives)
            )
            stops = not word or verb or word[-1] in ',.;:()"' or word.endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s"))
            if stops or (word.lower() in lexicon.role_stops and not (address and word.lower() in ("of", "for", "the", "and"))):
                break
            taken.append(word)
        phrase = " ".join(reversed(taken))
        return _without_article(phrase) if _is_role(_without_article(phrase)) else None
    return None


def _of_something(head: str) -> str | None:
    """Minister of Health Ana Lopez, Director-General of the World Food Council Ana Lopez: capitals up to the name."""
    lexicon = english_words()
    if not head.endswith(" "):
        return None
    words = head.rstrip().split(" ")[-12:]
    index = len(words) - 1
    while index > 0 and (words[index][:1].isupper() or words[index] in _INSIDE) and words[index][-1:].isalpha():
        before = words[index - 1]
        if words[index] in ("of", "for") and before[:1].isupper() and before.lower() in lexicon.roles:
            first = index - 1
            while first > 0 and words[first - 1][:1].isupper() and words[first - 1].lower() in _RANKS:
                first -= 1
            return " ".join(words[first:]) if words[-1][:1].isupper() else None
        index -= 1
    return None


def _in_brackets(tail: str) -> str | None:
    match = _BRACKET.match(tail)
    if match is None:
        return None
    phrase = str(match.group(1))
    return phrase if _is_role(phrase.split(",")[0]) else None


def _apposed(tail: str) -> str | None:
    match = _APPOSITION.match(tail)
    if match is None:
        return None
    phrase = _without_article(str(match.group(1)).strip())
    # `A. B, prime minister of X Mr. C`: the role belongs to the next name.
    if phrase.rsplit(" ", 1)[-1].rstrip(".") in english_words().honorifics:
        return None
    return phrase if _is_role(phrase) else None


def _before_comma(head: str, tail: str) -> str | None:
    match = _COMMA.search(head)
    if match is None or tail[:1] not in (",", "."):
        return None
    words = str(match.group(1)).strip().split(" ")
    for index in range(len(words)):
        phrase = " ".join(words[index:])
        owned = index > 0 and words[index - 1].endswith(_OWNERS)
        if (owned or _without_article(phrase) != phrase) and _is_role(_without_article(phrase)):
            return _without_article(phrase)
    return None


def _label(head: str) -> str | None:
    match = _LABEL.search(head)
    if match is None:
        return None
    phrase = str(match.group(1)).strip()
    return phrase if _is_role(phrase) else None


def _without_article(phrase: str) -> str:
    return str(_ARTICLE.sub("", phrase, count=1))
