"""People in English text: capitalised chunks, what the model says of them, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from duizhao.claims.people_lexicon import EnglishWords, english_words
from duizhao.claims.people_models import FoundName, Labelled
from duizhao.claims.people_roles import english_role

RULE_MODEL = "en.person.model/1"
RULE_TITLE = "en.person.title/1"
RULE_GIVEN = "en.person.given-name/1"
RULE_CHINESE = "en.person.chinese-name/1"
RULE_SPEECH = "en.person.speech/1"
RULE_KNOWN = "en.person.known/1"

# A word with its inner apostrophes and hyphens, or an initial; a following full stop is looked at separately.
_WORD = regex.compile(r"[\p{L}\p{M}]++(?:['\N{RIGHT SINGLE QUOTATION MARK}\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}][\p{L}\p{M}]++)*+")
_POSSESSIVE = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s", "'S", "\N{RIGHT SINGLE QUOTATION MARK}S")
_SPACE = frozenset((" ", "\N{NO-BREAK SPACE}"))
_HYPHENS = regex.compile(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
_ELIDED = regex.compile(r"(?:\p{Ll}{1,4}['\N{RIGHT SINGLE QUOTATION MARK}\-\N{HYPHEN}])\p{Lu}")
# Organisations named after who leads them: the name in them is still a person's.
_LED_BY = frozenset(("Administration", "Government", "Cabinet", "Team"))
ACCEPT = 1.5


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` without a possessive ending; `tail` is where what belongs to it (a point, an 's) ends."""

    start: int
    end: int
    tail: int
    text: str
    capital: bool
    point: bool
    possessive: bool


def can_hold_name(text: str) -> bool:
    """Whether a sentence can name a person at all: a capitalised word that is no common word, place or acronym.

    >>> can_hold_name("They held 23 meetings on Monday."), can_hold_name("Later, Patton disagreed.")
    (False, True)
    """
    lexicon = english_words()
    never = lexicon.common | lexicon.places
    first = True
    for match in _WORD.finditer(text):
        word = match.group()
        opening, first = first, False
        if not word[0].isupper():
            if "-" in word and _ELIDED.match(word):
                return True
            continue
        if word.endswith(_POSSESSIVE):
            word = word[:-2]
        if word in never and word not in lexicon.weak_given:
            continue
        if opening and word.lower() in _opening_words():
            continue
        return True
    return False


def find(text: str, entities: Sequence[Labelled], known: frozenset[str] = frozenset()) -> list[FoundName]:
    """The people of one English text, in reading order, disjoint.

    `entities` are the model's; `known` holds family names that the same document has used in a full name.
    """
    words = list(_words(text))
    lexicon = english_words()
    found: list[FoundName] = []
    taken = 0
    for chunk in _chunks(text, words):
        for first, last in _runs(words, chunk, lexicon):
            name = _judge(text, words, first, last, chunk, entities, known, lexicon)
            if name is not None and name.start >= taken:
                found.append(name)
                taken = name.end
    return found


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        possessive = len(word) > 3 and word.endswith(_POSSESSIVE)
        core = word[:-2] if possessive else word
        stop = start + len(core)
        point = not possessive and text[end : end + 1] == "." and _takes_point(core)
        # The bare apostrophe of a plural or of a name in s: Davis' son.
        bare = not possessive and core.endswith("s") and text[end : end + 1] in ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
        capital = core[0].isupper() or _ELIDED.match(core) is not None
        yield Word(start, stop, end + (1 if point or bare else 0), core, capital, point, possessive or bare)


def _takes_point(word: str) -> bool:
    if len(word) == 1:
        return word.isupper()
    lowered = word.lower()
    return lowered in english_words().honorifics or lowered in ("jr", "sr", "jnr", "snr")


def _chunks(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs `words[first:last]` of capitalised words one space apart, with particles inside; a possessive ends a run."""
    particles = english_words().particles
    index = 0
    while index < len(words):
        if not words[index].capital:
            index += 1
            continue
        last = index
        while not words[last].possessive:
            step = last + 1
            while step < len(words) and step - last <= 3 and _joined(text, words[step - 1], words[step]):
                if words[step].capital:
                    break
                if words[step].text not in particles:
                    step = len(words)
                    break
                step += 1
            else:
                break
            if step >= len(words) or step - last > 3 or not words[step].capital:
                break
            last = step
        yield index, last + 1
        index = last + 1


def _joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.tail : right.start]
    if gap in _SPACE:
        return True
    if not gap:
        return left.point  # J.K. Rowling
    return gap == ", " and right.text in ("Jr", "Sr")


def _runs(words: Sequence[Word], chunk: tuple[int, int], lexicon: EnglishWords) -> Iterator[tuple[int, int]]:
    """Stretches of a chunk that can be a name: no words of address, no common words."""
    start, end = chunk
    index = start
    while index < end:
        if _skipped(words, index, end, lexicon):
            index += 1
            continue
        last = index
        while last < end and not _breaks(words[last], lexicon):
            last += 1
        if last == index:
            index += 1
            continue
        stop = last
        while stop > index and words[stop - 1].text in lexicon.particles:
            stop -= 1
        while index < stop and words[index].text in lexicon.particles and not words[index].capital:
            index += 1
        if stop > index:
            yield index, stop
        index = max(last, index + 1)


def _skipped(words: Sequence[Word], index: int, end: int, lexicon: EnglishWords) -> bool:
    word = words[index]
    lowered = word.text.lower()
    if lowered in lexicon.honorifics or (word.capital and lowered in lexicon.roles):
        # King, Dean, Earl, Prince are also names; alone before another name they are titles.
        return word.text not in lexicon.weak_given or index + 1 < end
    return False


def _breaks(word: Word, lexicon: EnglishWords) -> bool:
    if word.text in lexicon.given or word.text in lexicon.weak_given:
        return False
    return word.text in lexicon.common or word.text in lexicon.organisations


def _judge(
    text: str,
    words: Sequence[Word],
    first: int,
    last: int,
    chunk: tuple[int, int],
    entities: Sequence[Labelled],
    known: frozenset[str],
    lexicon: EnglishWords,
) -> FoundName | None:
    """Weigh the evidence for `words[first:last]`."""
    start, end = words[first].start, words[last - 1].end
    label, matched = _label(entities, start, end)
    if label == "PERSON" and matched is not None:
        inner = [i for i in range(first, last) if words[i].start < matched.end and words[i].end > matched.start]
        before = range(first, inner[0])
        if before and not any(words[i].text in lexicon.given or words[i].point for i in before):
            first = inner[0]
    parts = [words[i] for i in range(first, last)]
    start, end = parts[0].start, parts[-1].end
    if parts[-1].point and parts[-1].text.lower() in ("jr", "sr", "jnr", "snr"):
        end += 1
    names = [part.text for part in parts]
    score, rule = 0.0, RULE_MODEL
    single = len(parts) == 1
    if label == "PERSON":
        score += 2.0
    elif label is not None:
        score -= 1.0
    previous = words[first - 1] if first > 0 else None
    if previous is not None and text[previous.tail : start] in _SPACE:
        lowered = previous.text.lower()
        if lowered in lexicon.personal:
            score, rule = score + 3.0, RULE_TITLE
        elif lowered in lexicon.honorifics or lowered in lexicon.roles:
            score, rule = score + 1.2, (rule if label == "PERSON" else RULE_TITLE)
        elif lowered in lexicon.kin:
            score += 1.0
        elif lowered in lexicon.verbs:
            score += 0.7
        elif lowered in ("the", "a", "an") or (single and label != "PERSON" and lowered in ("in", "at", "near", "from", "to")):
            score -= 0.7
    if not single:
        if names[0] in lexicon.given and names[0] not in lexicon.weak_given:
            score, rule = score + 2.0, (rule if label == "PERSON" else RULE_GIVEN)
        elif names[0] in lexicon.weak_given:
            score += 0.8
        if any(part.point and len(part.text) == 1 for part in parts[:-1]):
            score += 1.0
        if names[-1] in lexicon.suffixes or names[-1].rstrip(".") in ("Jr", "Sr"):
            score += 1.0
        if any(name in lexicon.particles for name in names[1:-1]):
            score += 0.5
    elif names[0] in lexicon.given and names[0] not in lexicon.weak_given:
        score, rule = score + 1.0, (rule if label == "PERSON" else RULE_GIVEN)
    chinese = _chinese_parts(names)
    if chinese is not None and not single:
        score, rule = score + 2.2, (rule if label == "PERSON" else RULE_CHINESE)
    following = words[last] if last < len(words) else None
    if following is not None and text[parts[-1].tail : following.start] in _SPACE and following.text in lexicon.verbs:
        score, rule = score + 1.2, (rule if label == "PERSON" else RULE_SPEECH)
    if _age_follows(text, parts[-1].tail):
        score += 1.2
    if single and names[0] in known:
        score, rule = score + 2.5, (rule if label == "PERSON" else RULE_KNOWN)
    score -= _against(names, single, lexicon)
    if (
        last < chunk[1]
        and not parts[-1].possessive
        and words[last].text in lexicon.organisations
        and words[last].text not in _LED_BY
    ):
        score -= 4.0
    if score < ACCEPT:
        return None
    family, given = split_name(names)
    return FoundName(start, end, _written(text[start:end]), family, given, english_role(text, start, end), score, rule)


def _label(entities: Sequence[Labelled], start: int, end: int) -> tuple[str | None, Labelled | None]:
    """The model's label for a span: PERSON where it overlaps one, else any other label it touches."""
    other: Labelled | None = None
    for entity in entities:
        if entity.start < end and entity.end > start:
            if entity.label == "PERSON":
                return "PERSON", entity
            other = entity
    return (other.label, other) if other is not None else (None, None)


def _against(names: Sequence[str], single: bool, lexicon: EnglishWords) -> float:
    minus = 0.0
    for name in names:
        if name in lexicon.places and not (name in lexicon.given or name in lexicon.weak_given):
            minus += 3.0 if single else 1.5
        if name in lexicon.common and name not in lexicon.given:
            minus += 2.0
        if len(name) > 1 and name.isupper() and name not in lexicon.suffixes:
            minus += 2.0
    return minus


def _age_follows(text: str, position: int) -> bool:
    return regex.compile(r", (?:aged )?\d{1,2}(?:,|\.|$| years)").match(text, position) is not None


def _chinese_parts(names: Sequence[str]) -> tuple[str, str] | None:
    """(family, given) of a Chinese name in any romanisation, family first or last; None when it is none."""
    if len(names) not in (2, 3):
        return None
    rest = " ".join(names[1:])
    if names[0].lower() in english_words().pinyin_surnames and _is_pinyin_given(names[1:]):
        return names[0], rest
    if _is_chinese_surname(names[0]) and len(names) == 2 and _hyphenated_given(names[1]):
        return names[0], names[1]
    if (
        len(names) == 2
        and _is_chinese_surname(names[1])
        and (_is_pinyin_given(names[:1], least=2) or _hyphenated_given(names[0]))
    ):
        return names[1], names[0]
    return None


def _is_chinese_surname(name: str) -> bool:
    lowered = name.lower()
    lexicon = english_words()
    return lowered in lexicon.pinyin_surnames or lowered in lexicon.other_surnames


def _hyphenated_given(name: str) -> bool:
    parts = _HYPHENS.split(name)
    return len(parts) == 2 and all(1 < len(part) <= 6 for part in parts) and not parts[1][1:].isupper()


def _is_pinyin_given(names: Sequence[str], least: int = 1) -> bool:
    syllables = 0
    for name in names:
        for part in _HYPHENS.split(name.lower().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")):
            count = pinyin_syllables(part)
            if count == 0:
                return False
            syllables += count
    return least <= syllables <= 3 if len(names) == 1 else syllables <= 3


@lru_cache(maxsize=4096)
def pinyin_syllables(word: str) -> int:
    """Into how few syllables of pinyin a lower-case word can be cut; 0 when it cannot.

    >>> pinyin_syllables("zhou"), pinyin_syllables("xiaoping"), pinyin_syllables("smith")
    (1, 2, 0)
    """
    if len(word) > 18:
        return 0
    syllables = english_words().syllables
    best = [0] + [99] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            if best[start] + 1 < best[end] and word[start:end] in syllables:
                best[end] = best[start] + 1
    return best[-1] if best[-1] < 99 else 0


def split_name(names: Sequence[str]) -> tuple[str | None, str | None]:
    """(family, given) of the words of a name.

    >>> split_name(["Zhou", "Lin"]), split_name(["Abdalla", "Hamdok"]), split_name(["Martin", "Luther", "King", "Jr"])
    (('Zhou', 'Lin'), ('Hamdok', 'Abdalla'), ('King', 'Martin Luther'))
    """
    lexicon = english_words()
    chinese = _chinese_parts(names)
    if chinese is not None and names[0] not in lexicon.given:
        return chinese
    core = list(names)
    while len(core) > 1 and (core[-1] in lexicon.suffixes or core[-1] in ("Jr", "Sr", "Jnr", "Snr")):
        core.pop()
    if len(core) == 1:
        if core[0] in lexicon.given and len(names) == len(core):
            return None, core[0]
        return core[0], None
    cut = len(core) - 1
    while cut > 1 and core[cut - 1] in lexicon.particles:
        cut -= 1
    return " ".join(core[cut:]), " ".join(core[:cut])


def _written(name: str) -> str:
    return " ".join(name.split())


@lru_cache(maxsize=1)
def _opening_words() -> frozenset[str]:
    """Lower-case words that open a sentence with a capital without naming anybody."""
    return frozenset(word.lower() for word in english_words().common)
