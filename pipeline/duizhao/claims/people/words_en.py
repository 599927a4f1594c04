"""English text as words, chunks of capitalised words, and stretches of a chunk that could be a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from duizhao.claims.people.lexicon import EnglishWords, english_words
from duizhao.claims.people.pinyin import chinese_parts

# A word with its inner apostrophes and hyphens; a full stop after an initial or an abbreviation is looked at separately.
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
# Han characters are no part of one: 54岁的Vladimir.
_LETTERS = r"[[\p{L}\p{M}]--[\p{Han}]]"
_WORD = regex.compile(rf"(?V1){_LETTERS}++(?:[{_APOSTROPHES}\-\N{{HYPHEN}}\N{{NON-BREAKING HYPHEN}}]{_LETTERS}++)*+")
_POSSESSIVE = tuple(f"{mark}{letter}" for mark in _APOSTROPHES for letter in "sS")
# al-Assad, d'Estaing, el-Sisi: a capital after a short lower-case opening.
_ELIDED = regex.compile(rf"\p{{Ll}}{{1,3}}[{_APOSTROPHES}\-\N{{HYPHEN}}]\p{{Lu}}")
# A verb in the past, regular or one of those that people do.
PAST = regex.compile(
    r"\p{Ll}{2,}ed$|(?:took|made|found|gave|ran|saw|kept|led|met|went|got|became|began|left|won|lost|hit|struck|came|felt|held|knew|"
    r"sent|sat|stood|spent|thought|threw|drove|fell|flew|grew|rose|sang|shot|slept|sold|spoke|swam|taught|wore|wrote|broke|brought|"
    r"built|bought|caught|chose|drew|ate|fought|forgot|heard|hid|laid|lay|lit|paid|read|rode|sought|shook|stole|swore|understood)$"
)
_PREFIXED = regex.compile(r"(?:anti|pro|non|pre|post|mid|ex|un|ultra)-", regex.IGNORECASE)
_KOREAN = regex.compile(r"\p{Lu}\p{Ll}{1,5}-\p{Ll}{2,5}")
# Joko "Jokowi" Widodo: a nickname between the parts of a name.
_QUOTES = frozenset(
    (
        "'",
        '"',
        "\N{LEFT DOUBLE QUOTATION MARK}",
        "\N{RIGHT DOUBLE QUOTATION MARK}",
        "\N{LEFT SINGLE QUOTATION MARK}",
        "\N{RIGHT SINGLE QUOTATION MARK}",
    )
)
_SPACES = frozenset((" ", "\N{NO-BREAK SPACE}"))
_ACRONYMS = frozenset(
    ("US", "UK", "UN", "DC", "EU", "NY", "LA", "PM", "AM", "UA", "AE", "NC", "SC", "NH", "NJ", "FB", "BI", "NF", "FL", "OK")
)
_ADDRESS = frozenset(("Mr", "Mrs", "Ms", "Miss", "Dr", "Messrs", "Mme", "Mlle"))
_LAST = frozenset(("jr", "sr", "jnr", "snr"))


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]`; what belongs to it but is not it (a point, an 's) ends at `tail`."""

    start: int
    end: int
    tail: int
    text: str
    capital: bool
    point: bool
    possessive: bool


def words_of(text: str) -> list[Word]:
    """The words of a text, possessive endings cut off.

    >>> [(word.text, word.possessive, word.point) for word in words_of("J. Adams's")]
    [('J', False, True), ('Adams', True, False)]
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        possessive = len(word) > 3 and word.endswith(_POSSESSIVE)
        core = word[:-2] if possessive else word
        point = not possessive and text[end : end + 1] == "." and _takes_point(core)
        # The bare apostrophe of a plural, or of a name in s: Davis' son.
        bare = not possessive and core.endswith("s") and text[end : end + 1] in _APOSTROPHES and end < len(text)
        capital = core[0].isupper() or _ELIDED.match(core) is not None
        yield Word(start, start + len(core), end + (point or bare), core, capital, point, possessive or bare)


def _takes_point(word: str) -> bool:
    if len(word) == 1:
        return word.isupper()
    return word in english_words().honorifics or word.lower() in _LAST


def is_last(word: Word) -> bool:
    """Whether a word is Jr or Sr, whose point belongs to the name."""
    return word.text.lower() in _LAST


def beside(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but a space stands between two words."""
    return text[left.tail : right.start] in _SPACES


def chunks(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs `words[first:last]` of capitalised words one space apart, with particles inside; a possessive ends a run.

    >>> words = words_of("Ludwig van Beethoven's brother met Ana")
    >>> [[word.text for word in words[first:last]] for first, last in chunks("Ludwig van Beethoven's brother met Ana", words)]
    [['Ludwig', 'van', 'Beethoven'], ['Ana']]
    """
    particles = english_words().particles
    index = 0
    while index < len(words):
        if not words[index].capital:
            index += 1
            continue
        last = index
        while not words[last].possessive:
            if nickname := _nickname(text, words, last):
                last += nickname + 1
                continue
            step = last + 1
            while step < len(words) and step - last <= 3 and _joined(text, words[step - 1], words[step]):
                if words[step].capital or words[step].text not in particles:
                    break
                step += 1
            if (
                step >= len(words)
                or step - last > 3
                or not words[step].capital
                or not _joined(text, words[step - 1], words[step])
            ):
                break
            last = step
        yield index, last + 1
        index = last + 1


def _nickname(text: str, words: Sequence[Word], index: int) -> int:
    """How many words of a nickname in quotation marks stand between a word and the rest of the name: Ana "The Boss" Lopez."""
    for last in range(index + 1, min(index + 4, len(words) - 1)):
        left, right = text[words[index].tail : words[index + 1].start], text[words[last].tail : words[last + 1].start]
        if len(left) != 2 or left[0] != " " or left[1] not in _QUOTES or not words[last].capital:
            return 0
        if len(right) == 2 and right[1] == " " and right[0] in _QUOTES:
            return last - index if words[last + 1].capital else 0
        if right != " ":
            return 0
    return 0


def _joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.tail : right.start]
    if gap in _SPACES:
        return True
    if not gap:
        return left.point  # J.K. Rowling
    return gap == ", " and is_last(right)


def stretches(words: Sequence[Word], chunk: tuple[int, int], lexicon: EnglishWords) -> Iterator[tuple[int, int]]:
    """Stretches of a chunk that could be a name: titles, common words and the words of organisations cut it."""
    index, end = chunk
    while index < end:
        last = index
        # The of a nickname, Ana "The Boss" Lopez: nothing else in a chunk has two marks before it.
        while last < end and not (
            _cuts(words, last, end, lexicon) and (last == chunk[0] or words[last].start - words[last - 1].tail < 2)
        ):
            last += 1
        first, stop = index, last
        while stop > first and words[stop - 1].text in lexicon.particles and not words[stop - 1].capital:
            stop -= 1
        while first < stop and words[first].text in lexicon.particles and not words[first].capital:
            first += 1
        if stop > first:
            yield first, stop
        index = last + 1


def is_title(word: Word, lexicon: EnglishWords) -> bool:
    """Whether a word is one of address or a role with a capital: Mr, President, Director."""
    return word.text in lexicon.honorifics or (word.capital and word.text[1:].islower() and is_role(word.text.lower(), lexicon))


def is_role(word: str, lexicon: EnglishWords) -> bool:
    """Whether a word in lower case is the last of a role, of one or several: senator, plaintiffs."""
    return word in lexicon.roles or (word.endswith("s") and word[:-1] in lexicon.roles)


def _cuts(words: Sequence[Word], index: int, end: int, lexicon: EnglishWords) -> bool:
    word = words[index]
    if not word.capital:
        return False
    if word.point and len(word.text) == 1:
        return _in_acronym(words, index)
    given = word.text in lexicon.given or word.text in lexicon.weak_given
    family = word.text in lexicon.family
    if is_title(word, lexicon):
        # King, Dean, Earl, Bishop are also names: before another name they are titles, after one they end the name.
        return not (given or family) or (index + 1 < end and not _after_name(words, index, lexicon))
    if _PREFIXED.match(word.text) or word.text in lexicon.after:
        return True
    if _addressed(words, index) and not word.text.isupper():
        return False
    if _korean(words, index, end):
        return False
    if word.text in lexicon.organisations:
        return not given and not (word.text in lexicon.also_family and _after_name(words, index, lexicon))
    if word.text in lexicon.common:
        return not given and not (family and _after_name(words, index, lexicon)) and not _in_chinese_name(words, index, end)
    return False


def _korean(words: Sequence[Word], index: int, end: int) -> bool:
    """Park Geun-hye, Moon Jae-in: a common word before a given name of two syllables with a hyphen."""
    return index + 1 < end and _KOREAN.fullmatch(words[index + 1].text) is not None


def _addressed(words: Sequence[Word], index: int) -> bool:
    """Mrs. Long, Dr. March, Mr House: after a word of address a common word is a name."""
    if index == 0 or words[index].start - words[index - 1].tail != 1:
        return False
    return words[index - 1].text in _ADDRESS


def _in_acronym(words: Sequence[Word], index: int) -> bool:
    """Whether an initial belongs to U.S., U.N., D.C.: letters with nothing between them that name no person."""
    word = words[index].text
    if index + 1 < len(words) and words[index + 1].start == words[index].tail and word + words[index + 1].text in _ACRONYMS:
        return True
    return index > 0 and words[index - 1].tail == words[index].start and words[index - 1].text + word in _ACRONYMS


def _in_chinese_name(words: Sequence[Word], index: int, end: int) -> bool:
    """He Jianzhong, Yu An: a common word that is half of a Chinese name."""
    if index + 1 < end and words[index + 1].capital and chinese_parts((words[index].text, words[index + 1].text)) is not None:
        return words[index + 1].start - words[index].tail == 1
    if (
        index == 0
        or not words[index - 1].capital
        or words[index - 1].possessive
        or words[index].start - words[index - 1].tail != 1
    ):
        return False
    return chinese_parts((words[index - 1].text, words[index].text)) is not None


def _after_name(words: Sequence[Word], index: int, lexicon: EnglishWords) -> bool:
    """Whether the word before could be a given name or initial of this one."""
    if index == 0:
        return False
    previous = words[index - 1]
    if previous.possessive or words[index].start - previous.tail != 1:
        return False
    return previous.text in lexicon.given or previous.text in lexicon.weak_given or (previous.point and len(previous.text) == 1)


def can_hold_name(text: str) -> bool:
    """Whether a sentence can name a person at all: a capitalised word that is no common word, place or acronym.

    >>> can_hold_name("They held 23 meetings on Monday."), can_hold_name("Later, Patton disagreed.")
    (False, True)
    """
    lexicon = english_words()
    opening = True
    for match in _WORD.finditer(text):
        word = match.group()
        first, opening = opening, False
        if not word[0].isupper():
            if _ELIDED.match(word):
                return True
            continue
        if word.endswith(_POSSESSIVE):
            word = word[:-2]
        if word in lexicon.given or word in lexicon.family:
            return True
        if word in lexicon.common or word in lexicon.places or word in lexicon.organisations:
            continue
        if first and word.lower() in lexicon.openers:
            continue
        return True
    return False


def is_headline(words: Sequence[Word]) -> bool:
    """Whether a text is set in title case: then a capital says nothing, and the words after a name may not belong to it."""
    long = [word for word in words if len(word.text) > 3]
    return len(long) > 3 and sum(word.capital for word in long) >= 0.8 * len(long)
