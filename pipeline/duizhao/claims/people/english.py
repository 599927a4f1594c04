"""People in English text: stretches of capitalised words, weighed by what the model says of them and what stands around them.

Every sign for or against a person is a named piece of evidence with a weight in `lexicon/people-weights.toml`; the sum is the
log-odds that the stretch names a person. The weights are fitted by a script, so that a new sign needs no guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from duizhao.claims.people.evidence_en import evidence, is_familiar
from duizhao.claims.people.lexicon import EnglishWords, census_key, english_words, weights
from duizhao.claims.people.models import FoundName, Labelled
from duizhao.claims.people.pinyin import chinese_parts, split_name, syllables
from duizhao.claims.people.roles_en import english_role, share_roles
from duizhao.claims.people.words_en import Word, can_hold_name, chunks, is_headline, is_last, is_role, stretches, words_of

__all__ = ["can_hold_name", "candidates", "evidence", "find", "in_company"]

# A candidate: `words[first:last]` and its signs.
Weighed = tuple[int, int, frozenset[str]]

# Which rule a find is credited to: the first of these signs that it shows.
_RULES = (
    ("before.personal", "en.person.address/4"),
    ("label.person", "en.person.model/4"),
    ("label.person-part", "en.person.model/4"),
    ("chinese", "en.person.chinese-name/4"),
    ("first.given", "en.person.given-name/4"),
    ("before.title", "en.person.title/4"),
    ("before.role", "en.person.title/4"),
    ("known", "en.person.known/4"),
    ("after.verb", "en.person.speech/4"),
    ("single.public", "en.person.public/4"),
)
# Log-odds from which a candidate is taken; below even odds, because a missed name costs as much as a wrong one.
ACCEPT = -0.3
# Signs of which one is enough to vouch for a neighbour in a list, and signs that are enough to doubt one.
_CLEAR = frozenset(("label.person", "first.given", "chinese", "single.public", "before.personal", "known", "after.age"))
_UNCLEAR = frozenset(("word.place", "after.thing", "word.capitals", "before.saint"))
_LISTED = regex.compile(r" ?(?:,|&|/|;|,? and|,? or|,? nor|and|versus|vs\.?) ?")


def find(text: str, entities: Sequence[Labelled], known: frozenset[str] = frozenset()) -> list[FoundName]:
    """The people of one English text, in reading order, disjoint.

    `entities` are the model's; `known` holds family names that the same document has used in a full name.
    """
    words = words_of(text)
    table = weights("en")
    found: list[FoundName] = []
    for first, last, signs in in_company(text, words, list(candidates(text, words, entities, known))):
        score = table["bias"] + sum(table.get(sign, 0.0) for sign in signs)
        if score > ACCEPT:
            first -= is_familiar(words, first, last)
            found.append(_name(text, words[first:last], score, signs, found[-1].end if found else 0))
    return share_roles(text, found)


def in_company(text: str, words: Sequence[Word], found: Sequence[Weighed]) -> Iterator[Weighed]:
    """The same candidates with the signs that they lend each other.

    In `Ross and Phoebe Green` and in `Baldwin, Jones and Ana Lopez` one name speaks for the others, in `Belt and Road` a thing
    speaks against; and a family name that the same text has in a full name is known: `Ana Lopez said … Lopez added`.
    """
    lexicon = english_words()
    full = {words[last - 1].text for first, last, signs in found if "multi" in signs and _CLEAR & signs and not _UNCLEAR & signs}
    for index, (first, last, signs) in enumerate(found):
        lent = set()
        if "single" in signs and words[first].text in full:
            lent.add("known")
        for other in (index - 1, index + 1):
            if 0 <= other < len(found):
                left, right = found[min(index, other)], found[max(index, other)]
                between = words[left[1] - 1].tail, words[right[0]].start
                if _LISTED.fullmatch(text, *between):
                    theirs = found[other][2]
                    if _UNCLEAR & theirs or theirs & {"label.gpe", "label.org", "label.norp"}:
                        lent.add("beside.thing")
                    elif _CLEAR & theirs:
                        lent.add("beside.person")
                    if "&" in text[between[0] : between[1]] and "single" in signs and "single" in theirs:
                        lent.add("beside.firm")
        after = words[last] if last < len(words) else None
        if after is not None and after.text in ("and", "or") and last + 1 < len(words) and words[last + 1].capital:
            word = words[last + 1].text
            if word in lexicon.organisations or word in lexicon.places:
                lent.add("beside.thing")
        if lent:
            size = "single" if "single" in signs else "multi"
            signs = signs | lent | {f"{size}&{sign}" for sign in lent if sign != "known"}
        yield first, last, signs


def candidates(
    text: str, words: Sequence[Word], entities: Sequence[Labelled], known: frozenset[str] = frozenset()
) -> Iterator[Weighed]:
    """Every stretch `words[first:last]` that could be a name, with the evidence for and against it."""
    lexicon = english_words()
    headline = is_headline(words)
    for chunk in chunks(text, words):
        for first, last in stretches(words, chunk, lexicon):
            first, last = _trimmed(words, first, last, entities, lexicon)
            if headline:
                last = _headline_end(words, first, last, lexicon)
            signs = joined(evidence(text, words, (first, last), chunk, entities, known))
            yield first, last, frozenset(sign for sign in signs if not sign.endswith(".capital")) if headline else signs


def joined(signs: Iterable[str]) -> frozenset[str]:
    """The signs, and those pairs of them that say more, or less, together: a name of one word needs other support.

    >>> sorted(joined(["single", "label.gpe", "after.verb"]))
    ['after.verb', 'label.gpe', 'single', 'single&after.verb', 'single&label.gpe']
    """
    found = frozenset(signs)
    size = "single" if "single" in found else "multi"
    label = next((sign for sign in found if sign.startswith("label.")), "")
    pairs = {f"{size}&{sign}" for sign in found if sign.startswith(("label.", "before.", "after."))}
    pairs |= {f"{label}&{sign}" for sign in found if sign == "before.opening" or sign.startswith("single.")}
    if "before.opening" in found:
        pairs |= {f"before.opening&{sign}" for sign in found if sign.startswith("single.")}
    if "text.storm" in found:
        pairs |= {f"text.storm&{sign}" for sign in found if sign.startswith("single.")}
    return found | pairs


def _trimmed(
    words: Sequence[Word], first: int, last: int, entities: Sequence[Labelled], lexicon: EnglishWords
) -> tuple[int, int]:
    """Cut off what stands before the model's person and is neither a given name nor an initial, and places at the front."""
    while (
        last - first > 1 and words[first].text in lexicon.places and words[first].text not in lexicon.given | lexicon.weak_given
    ):
        first += 1
    if last - first > 1 and _opening_verb(words, first, last, lexicon):
        first += 1
    while last - first > 2 and _ends_office(words, first, last, lexicon):
        first += 1
    start, end = words[first].start, words[last - 1].end
    person = next((e for e in entities if e.label == "PERSON" and e.start < end and e.end > start), None)
    if person is not None:
        inner = next(i for i in range(first, last) if words[i].end > person.start)
        if inner > first and not any(_opens_name(words[i], lexicon) for i in range(first, inner)):
            first = inner
    return first, last


def _opening_verb(words: Sequence[Word], first: int, last: int, lexicon: EnglishWords) -> bool:
    """Watch Zhang Yi, Ask Ana Lopez: a capital that only opens the sentence, before a whole name."""
    word, rest = words[first].text, [part.text for part in words[first + 1 : last]]
    if word in lexicon.given or word in lexicon.weak_given or word.lower() in lexicon.pinyin_surnames:
        return False
    if len(rest) < 2 or syllables(word.lower()):
        return False
    if chinese_parts(rest) is not None:
        return rest[0].lower() in lexicon.pinyin_surnames
    return rest[0] in lexicon.given and (word in lexicon.census_words or word.lower() in lexicon.openers)


def _ends_office(words: Sequence[Word], first: int, last: int, lexicon: EnglishWords) -> bool:
    """Director of Sales and Marketing Ana Lopez: the first word is the last of an office, and a whole name follows."""
    word, rest = words[first].text, [part.text for part in words[first + 1 : last]]
    chinese = chinese_parts(rest) is not None
    names = lexicon.census_given | lexicon.given_rare
    if not chinese and all(census_key(part) not in names and part not in lexicon.given for part in rest[:-1]):
        return False
    if word in lexicon.given and not (chinese and word in lexicon.places):
        return False
    for index in range(first - 1, max(0, first - 12), -1):
        part = words[index]
        if part.text in ("of", "for", "to") and is_role(words[index - 1].text.lower(), lexicon):
            return True
        if not part.capital and part.text not in ("of", "for", "to", "and", "the"):
            return False
    return False


def _headline_end(words: Sequence[Word], first: int, last: int, lexicon: EnglishWords) -> int:
    """Kanye West Embarked on: the name ends after the first family name."""
    if last - first > 2 and words[first].text in lexicon.given:
        for index in range(first + 1, last - 1):
            if words[index].text in lexicon.family and words[index + 1].text not in lexicon.suffixes | lexicon.family:
                return index + 1
    if last - first > 1 and words[first].text in lexicon.public and words[first].text not in lexicon.given:
        return first + 1
    return last


def _opens_name(word: Word, lexicon: EnglishWords) -> bool:
    if word.text in lexicon.given or word.point or word.text.lower() in lexicon.pinyin_surnames:
        return True
    return census_key(word.text) in lexicon.census_given and word.text not in lexicon.places


def _name(text: str, parts: Sequence[Word], score: float, signs: frozenset[str], floor: int) -> FoundName:
    start, end = parts[0].start, parts[-1].end
    if parts[-1].point and is_last(parts[-1]):
        end += 1
    family, given = split_name([part.text for part in parts])
    if len(parts) == 2 and is_familiar(parts, 1, 2):
        family, given = parts[1].text, None
    rule = next((rule for sign, rule in _RULES if sign in signs), "en.person.context/4")
    return FoundName(
        start, end, " ".join(text[start:end].split()), family, given, english_role(text, start, end, floor), score, rule
    )
