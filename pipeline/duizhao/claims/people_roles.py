"""The role that stands beside a name in English: before it (`prime minister Abdalla Hamdok`) or in apposition after it."""

from __future__ import annotations

import regex

from duizhao.claims.people_lexicon import english_words

_BEFORE = regex.compile(r"((?:[\p{L}'’-]+ ){0,5}+)$")
_AFTER = regex.compile(r", (?:the |a |an |its |their |his |her |then |now )?([^,.;:()\"“”]{3,120}+)")


def english_role(text: str, start: int, end: int) -> str | None:
    """The role beside the name `text[start:end]`, as written, or None.

    >>> english_role("We met with spokeswoman Ana Lopez, who agreed.", 24, 33)
    'spokeswoman'
    >>> english_role("Zhou Lin, head of the medical team, spoke.", 0, 8)
    'head of the medical team'
    """
    return _before(text, start) or _after(text, end)


def _before(text: str, start: int) -> str | None:
    words = text[max(0, start - 80) : start].rstrip().split(" ")
    if text[:start][-1:] != " ":
        return None
    lexicon = english_words()
    roles = lexicon.roles
    while words and words[-1].rstrip(".").lower() in lexicon.personal:
        words.pop()
    if not words or words[-1].lower() not in roles:
        return None
    taken: list[str] = []
    for word in reversed(words[-5:]):
        if not word or word[-1] in ',.;:()"“”' or word.lower() in lexicon.role_stops or word.endswith(("'s", "’s")):
            break
        taken.append(word)
    return " ".join(reversed(taken)) or None


def _after(text: str, end: int) -> str | None:
    match = _AFTER.match(text, end)
    if match is None:
        return None
    phrase: str = match.group(1).strip()
    heads = phrase.split(" of ")[0].split(" for ")[0].split(" at ")[0].lower().replace("-", " ").split()
    if heads and len(heads) <= 6 and (heads[-1] in english_words().roles or heads[0] in english_words().roles):
        return phrase
    return None
