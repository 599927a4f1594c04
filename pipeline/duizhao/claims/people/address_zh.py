"""People whom Chinese text names without a full name: 刘医生, 陈队, 小王, 老李, 阿强, 张某, C罗.

Of a family name with a title or a word of address behind it the family name is the name, as in 周林教授; 小王 and 张某 are what
somebody is called and stay whole. Mostly the model knows that a person is meant, and only where the name ends has to be said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from duizhao.claims.people.lexicon import ChineseWords, chinese_words
from duizhao.claims.people.models import FoundName, Labelled
from duizhao.claims.people.roles_zh import chinese_role
from duizhao.claims.words_zh import dictionary

__all__ = ["addressed"]

_RULE_TITLE = "zh.person.address/1"
_RULE_FAMILIAR = "zh.person.familiar/1"
_RULE_HIDDEN = "zh.person.hidden/1"
# Log-odds where the model says that it is a person, and where only the words do.
_SURE = 3.2
_LIKELY = 1.7
# 某 and what tells several hidden names apart: 赵某甲, 李某某, 王某1.
_HIDDEN = regex.compile(r"某(?:某(?!某)|[甲乙丙丁戊己庚辛]|[A-Za-z0-9Ａ-Ｚ０-９](?![A-Za-z0-9]))?")
_LETTER_NAME = regex.compile(r"\p{Lu}\p{Han}{1,3}")
# Words of these tags may be a name or its beginning.
_OPEN = frozenset(("PER", "n", "nz", "nr", "a", "LOC", "ORG", "nw"))


def addressed(text: str, words: Sequence[Labelled]) -> Iterator[FoundName]:
    """The people of one Chinese text who are named by a form of address, in reading order, disjoint.

    `words` are the model's words; offsets are code points.
    """
    lexicon = chinese_words()
    ends = {word.end for word in words}
    stop = 0
    for index, word in enumerate(words):
        if word.start < stop or word.label not in _OPEN:
            continue
        found = _familiar(text, words, index, ends, lexicon) or _of_family(text, words, index, ends, lexicon)
        if found is not None:
            yield found
            stop = found.end


def _of_family(text: str, words: Sequence[Labelled], index: int, ends: set[int], lexicon: ChineseWords) -> FoundName | None:
    """刘医生, 欧阳先生; 张某, 李某某."""
    start, person = words[index].start, words[index].label == "PER"
    end = _family_end(text, start, lexicon)
    if end is None:
        return None
    hidden = _HIDDEN.match(text, end)
    if hidden is not None:
        following = text[hidden.end() : hidden.end() + 1]
        if (person or hidden.end() in ends) and following not in lexicon.not_hidden:
            return _name(text, words, (start, hidden.end()), text[start:end], _SURE if person else _LIKELY, _RULE_HIDDEN)
        return None
    size = _title(text, end, ends, lexicon)
    if size == 0 or text[start : end + size] in lexicon.not_familiar:
        return None
    if not person and (size == 1 or not _may_be_family(text, words[index], end, size, lexicon)):
        return None
    return _name(text, words, (start, end), text[start:end], _SURE if person else _LIKELY, _RULE_TITLE)


def _may_be_family(text: str, word: Labelled, end: int, size: int, lexicon: ChineseWords) -> bool:
    """Whether without the model's word for it a character is a family name: a sure one, that makes no word with the title."""
    start = word.start
    if text[start:end] in lexicon.weak_surnames or word.label == "a":
        return False
    if word.label in ("LOC", "ORG") and word.end < end + size:
        return False  # 韩|总统, of a country
    return text[start : end + size] not in dictionary() and text[start : end + 1] not in dictionary()


def _familiar(text: str, words: Sequence[Labelled], index: int, ends: set[int], lexicon: ChineseWords) -> FoundName | None:
    """小王, 老李, 大刘, 小欧阳, 阿强; 老张家; C罗."""
    word = words[index]
    start, surface = word.start, text[word.start : word.end]
    if word.label == "PER" and _LETTER_NAME.fullmatch(surface) and surface[1:] not in lexicon.after:
        return _name(text, words, (start, word.end), surface, _SURE, _RULE_FAMILIAR)
    if surface[0] not in lexicon.familiar:
        return None
    family_end = _family_end(text, start + 1, lexicon)
    end = family_end if family_end is not None else start + 2
    if text[start:end] in lexicon.not_familiar or surface in lexicon.not_familiar:
        return None
    if surface in lexicon.familiar and family_end is not None:
        # 小|欧阳, 小|何, 老|张家: the model has cut it off.
        following = next((later.label for later in words[index + 1 :] if (later.start, later.end) == (start + 1, end)), "")
        house = surface == "老" and text.startswith("家", end) and end + 1 in ends and text[end - 1] not in lexicon.weak_surnames
        if not (end - start > 2 or following == "PER" or house):
            return None
    elif word.label != "PER" or word.end not in (end, end + _title(text, end, ends, lexicon)):
        return None
    half_given = family_end is None or surface[0] == "阿" or text[start + 1 : end] in lexicon.half_given
    return _name(text, words, (start, end), None if half_given else text[start + 1 : end], _SURE, _RULE_FAMILIAR)


def _family_end(text: str, start: int, lexicon: ChineseWords) -> int | None:
    """Where a family name that begins at `start` ends."""
    if text[start : start + 2] in lexicon.double_surnames:
        return start + 2
    return start + 1 if text[start : start + 1] in lexicon.surnames else None


def _title(text: str, start: int, ends: set[int], lexicon: ChineseWords) -> int:
    """The length of the longest title or word of address at `start` that ends where a word ends; 0 for none."""
    rank = text.startswith("副", start)
    for size in range(min(_longest(), len(text) - start), 0, -1):
        if start + size in ends:
            title = text[start + rank : start + size]
            if title in lexicon.address or (len(title) > 1 and title in lexicon.before):
                return 0 if text[start + size : start + size + 1] in lexicon.not_after else size
    return 0


@lru_cache(maxsize=1)
def _longest() -> int:
    words = chinese_words()
    return 1 + max(map(len, words.address | words.before))


def _name(text: str, words: Sequence[Labelled], span: tuple[int, int], family: str | None, score: float, rule: str) -> FoundName:
    start, end = span
    name = text[start:end]
    given = name if family is None else None
    return FoundName(start, end, name, family, given, chinese_role(text, words, start, end), score, rule)
