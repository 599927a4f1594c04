"""People in English text: stretches of capitalised words, weighed by what the model says of them and what stands around them.

Every sign for or against a person is a named piece of evidence with a weight in `lexicon/people-weights.toml`; the sum is the
log-odds that the stretch names a person. The weights are fitted by a script, so that a new sign needs no guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from duizhao.claims.people_en_words import (
    Word,
    beside,
    can_hold_name,
    chunks,
    is_headline,
    is_last,
    is_title,
    stretches,
    words_of,
)
from duizhao.claims.people_lexicon import EnglishWords, english_words, weights
from duizhao.claims.people_models import FoundName, Labelled
from duizhao.claims.people_roles import english_role
from duizhao.claims.pinyin import chinese_parts, split_name, syllables

__all__ = ["can_hold_name", "candidates", "evidence", "find", "in_company"]

# A candidate: `words[first:last]` and its signs.
Weighed = tuple[int, int, frozenset[str]]

# Which rule a find is credited to: the first of these signs that it shows.
_RULES = (
    ("before.personal", "en.person.address/2"),
    ("label.person", "en.person.model/2"),
    ("label.person-part", "en.person.model/2"),
    ("chinese", "en.person.chinese-name/2"),
    ("first.given", "en.person.given-name/2"),
    ("before.title", "en.person.title/2"),
    ("before.role", "en.person.title/2"),
    ("known", "en.person.known/2"),
    ("after.verb", "en.person.speech/2"),
    ("single.public", "en.person.public/2"),
)
# Particles that a name may begin with in running text: von der Leyen, de Klerk.
_OPENING = frozenset(("von", "van", "der", "de", "della", "di", "da", "dos", "bin", "ibn"))
# Log-odds from which a candidate is taken; below even odds, because a missed name costs as much as a wrong one.
ACCEPT = -0.3
_AGE = regex.compile(r", (?:aged )?\d{1,2}(?:[,.;)]|$| years)")
_AGE_BRACKET = regex.compile(r" \((?:aged )?\d{1,2}\)")
_FAMILY_SHAPE = regex.compile(
    r"(?:Mc|Mac|O['\N{RIGHT SINGLE QUOTATION MARK}]|Fitz)\p{Lu}"
    r"|.{2,}(?:son|sen|stein|berg|man|mann|ski|sky|skaya|vić|vic|vich|ova|ov|ev|enko|ez|ini|oni|elli|ides|poulos|shvili|feld|thal|baum)$"
)
# A verb in the past, regular or one of those that people do.
_PAST = regex.compile(
    r"\p{Ll}{2,}ed$|(?:took|made|found|gave|ran|saw|kept|led|met|went|got|became|began|left|won|lost|hit|struck|came|felt|held|knew|"
    r"sent|sat|stood|spent|thought|threw|drove|fell|flew|grew|rose|sang|shot|slept|sold|spoke|swam|taught|wore|wrote|broke|brought|"
    r"built|bought|caught|chose|drew|ate|fought|forgot|heard|hid|laid|lay|lit|paid|read|rode|sought|shook|stole|swore|understood)$"
)
# Signs of which one is enough to vouch for a neighbour in a list, and signs that are enough to doubt one.
_CLEAR = frozenset(("label.person", "first.given", "chinese", "single.public", "before.personal", "known", "after.age"))
_UNCLEAR = frozenset(("word.place", "after.thing", "word.capitals", "before.saint"))
_LISTED = regex.compile(r" ?(?:,|&|/|;|,? and|,? or|,? nor|and|versus|vs\.?) ?")
# `My name is`, `call me`, `a man called`: what follows is a name.
_NAMING = regex.compile(
    r"(?:(?:[Mm]y|[Hh]is|[Hh]er|[Yy]our|whose) (?:first |last |real |full )?name(?:['\N{RIGHT SINGLE QUOTATION MARK}]s| is| was)"
    r"|[Cc]all(?:ed|s)? (?:me|him|her)|(?:I['\N{RIGHT SINGLE QUOTATION MARK}]m|I am)"
    r"|(?:man|woman|boy|girl|guy|child|baby|someone|somebody|friend|lady|student) (?:named|called)) $"
)
# `"No," said Zárate`: a verb of speech after what is quoted.
_QUOTED = regex.compile("[,.?!]\\s?[\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}] \\p{Ll}+ $")
_PEOPLE_SHAPE = regex.compile(r".{3,}(?:ish|ese|ians|eans|ism|ist|ists)$")


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
            found.append(_name(text, words[first:last], score, signs))
    return found


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
                if _LISTED.fullmatch(text, words[left[1] - 1].tail, words[right[0]].start):
                    theirs = found[other][2]
                    if _UNCLEAR & theirs or theirs & {"label.gpe", "label.org", "label.norp"}:
                        lent.add("beside.thing")
                    elif _CLEAR & theirs:
                        lent.add("beside.person")
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
    return word.text in lexicon.given or word.point or word.text.lower() in lexicon.pinyin_surnames


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
    names = [part.text for part in parts]
    yield "single" if len(parts) == 1 else "multi"
    label = _label(entities, parts[0].start, parts[-1].end)
    yield label
    yield from _of_words(names, parts, known, lexicon)
    yield from _before(text, words, span[0], len(parts) == 1, lexicon)
    yield from _after(text, words, span[1], chunk[1], lexicon)


def _label(entities: Sequence[Labelled], start: int, end: int) -> str:
    """What the model says of a span."""
    result = "label.none"
    for entity in entities:
        if entity.start < end and entity.end > start:
            if entity.label == "PERSON":
                return "label.person" if abs(entity.start - start) + abs(entity.end - end) <= 2 else "label.person-part"
            result = {"ORG": "label.org", "GPE": "label.gpe", "NORP": "label.norp"}.get(entity.label, "label.other")
    return result


def _of_words(names: Sequence[str], parts: Sequence[Word], known: frozenset[str], lexicon: EnglishWords) -> Iterator[str]:
    first, last = names[0], names[-1]
    # Anne-Marie, Jean-Claude: the first half decides.
    front = first.split("-")[0] if first not in lexicon.given else first
    given = front in lexicon.given and front not in lexicon.weak_given
    if len(names) == 1:
        if first in lexicon.common:
            yield "single.common"
        if first in lexicon.public:
            yield "single.public"
        elif given:
            yield "single.given"
        elif first in lexicon.weak_given or first in lexicon.weak_family:
            yield "single.weak"
        elif first in lexicon.family:
            yield "single.family"
        elif first in lexicon.census:
            yield "single.census-word" if first in lexicon.census_words else "single.census"
        if first in lexicon.towns and not given and first not in lexicon.public:
            yield "single.town"
        if first in known:
            yield "known"
        if first.lower() in lexicon.pinyin_surnames:
            yield "single.chinese"
        elif first.lower() in lexicon.other_surnames and first not in lexicon.census_words:
            yield "single.east-asian"
        elif first not in lexicon.given and syllables(first.lower()) > 1:
            yield "single.pinyin"
    else:
        if given:
            yield "first.given"
        elif first in lexicon.weak_given:
            yield "first.weak-given"
        if last in lexicon.family or last in lexicon.public:
            yield "last.family"
        elif last in lexicon.census:
            yield "last.census"
        if not given and first not in lexicon.weak_given and first in lexicon.census_given:
            yield "first.census"
        if chinese_parts(names) is not None:
            yield "chinese"
        if any(part.point and len(part.text) == 1 for part in parts[:-1]):
            yield "initial"
        if last in lexicon.suffixes or is_last(parts[-1]):
            yield "suffix"
        if any(name in lexicon.particles for name in names[:-1]):
            yield "particle"
        if len(names) > 3:
            yield "long"
    if _FAMILY_SHAPE.match(last):
        yield "shape.family"
    if _PEOPLE_SHAPE.match(last):
        yield "shape.people"
    for index, name in enumerate(names):
        if (
            name in lexicon.places
            and name not in lexicon.given - lexicon.weak_given
            and (len(names) == 1 or name not in lexicon.weak_given)
        ):
            yield "word.place"
        if len(name) > 1 and name.isupper() and name not in lexicon.suffixes:
            yield "word.capitals"
        family = index > 0 and name in lexicon.family
        if name in lexicon.common and not family and name not in lexicon.given and name not in lexicon.weak_given:
            yield "word.common"
    if len(last) == 1:
        yield "word.letter"


def _before(text: str, words: Sequence[Word], first: int, single: bool, lexicon: EnglishWords) -> Iterator[str]:
    abbreviated = first > 0 and words[first - 1].point and beside(text, words[first - 1], words[first])
    if first == 0 or (not abbreviated and _opens_sentence(text, words[first].start)):
        yield "before.opening"
        return
    previous = words[first - 1]
    if not beside(text, previous, words[first]):
        return
    lowered = previous.text.lower()
    head = text[max(0, words[first].start - 60) : words[first].start]
    if _NAMING.search(head):
        yield "before.naming"
    elif lowered in lexicon.verbs and _QUOTED.search(head):
        yield "before.quoted"
    if lowered in ("st", "saint"):
        yield "before.saint"
    elif lowered in lexicon.personal:
        yield "before.personal"
    elif is_title(previous, lexicon):
        yield "before.title"
    elif lowered in lexicon.roles:
        yield "before.role"
    elif lowered in lexicon.kin:
        yield "before.kin"
    elif lowered in lexicon.verbs:
        yield "before.verb"
    elif lowered in ("the", "a", "an"):
        yield "before.article"
    elif lowered in ("in", "at", "near", "into", "across", "throughout", "around", "outside"):
        yield "before.place" if single else "before.place+multi"
    elif lowered in ("by", "with", "against", "between", "like", "for", "when", "that", "as"):
        yield "before.agent"
    elif previous.possessive:
        yield "before.possessive"
    elif previous.text in lexicon.object_verbs:
        yield "before.object"
    elif previous.text in lexicon.organisations:
        yield "before.thing"
    elif previous.capital:
        yield "before.capital"
        if _after_article(words, first, lexicon):
            yield "before.article+capital"


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
    following = words[last] if last < len(words) else None
    if following is not None and beside(text, words[last - 1], following):
        if last < chunk_end:
            if following.text in lexicon.led_by:
                yield "after.led-by"
            elif any(words[index].text in lexicon.organisations for index in range(last, chunk_end)):
                yield "after.thing"
            else:
                yield "after.capital"
        elif following.text in lexicon.verbs:
            yield "after.verb"
        elif following.text in lexicon.human_verbs:
            yield "after.human-verb"
        elif _PAST.match(following.text):
            yield "after.past"
        elif following.text in ("has", "had", "is", "was", "will", "would", "could", "did", "does", "who"):
            yield "after.auxiliary"
    if _AGE.match(text, end) or _AGE_BRACKET.match(text, end):
        yield "after.age"
    if text.startswith((", who ", ", whose "), end):
        yield "after.who"
    if text.startswith(":", end) and _opens_sentence(text, words[last - 1].start):
        yield "after.colon"
    if text.startswith(" et al", end):
        yield "after.et-al"
    if text.startswith("-", end) or text.startswith("/", end):
        yield "after.hyphen"


def _name(text: str, parts: Sequence[Word], score: float, signs: frozenset[str]) -> FoundName:
    start, end = parts[0].start, parts[-1].end
    if parts[-1].point and is_last(parts[-1]):
        end += 1
    family, given = split_name([part.text for part in parts])
    rule = next((rule for sign, rule in _RULES if sign in signs), "en.person.context/2")
    return FoundName(start, end, " ".join(text[start:end].split()), family, given, english_role(text, start, end), score, rule)
