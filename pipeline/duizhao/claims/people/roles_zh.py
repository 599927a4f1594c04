"""The role that stands beside a name in Chinese text.

Before it (市疾控中心副主任周林, 前外交部长, 院长、党委书记), in brackets after it (（市规划局总工程师）), or an office
directly after it (周林副市长).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from duizhao.claims.people.lexicon import ChineseWords, chinese_words
from duizhao.claims.people.models import FoundName, Labelled

# What may stand in the role before a name: nouns, names of places and organisations.
_ROLE_TAGS = frozenset(("n", "nz", "ORG", "LOC", "vn", "an", "s", "a", "nw"))
# What joins two roles of one person.
_JOINING = frozenset("、兼")
_BRACKET = regex.compile(r"[（(](\p{Han}{2,30}+)(?:[，,；;、][^（）()]{1,30}+)?[）)]")
# The name in Latin letters between a name and its title: 大卫（David）牧师.
_GLOSS = regex.compile(r"(?:\s?[（(]\s?[\p{Latin}\p{M} .'’\-]{2,40}+[）)])?\s?")
# Last characters of the names of organisations that the model cuts off: 拓展|署, 街坊|会.
_ORGANISATION = frozenset("署局厅部委会院校所处科社团组")
# Titles that are verbs too, and what shows it: 王明导演的影片.
_ALSO_VERBS = frozenset(("导演", "指挥", "代表", "领队", "编辑", "记者"))
_AS_VERB = frozenset("的了过出着")
# Of former offices, and the words of time that end the same way: 目前.
_FORMER = frozenset("前原")
_NOT_FORMER = (
    "目前",
    "此前",
    "日前",
    "年前",
    "之前",
    "以前",
    "天前",
    "月前",
    "先前",
    "赛前",
    "战前",
    "会前",
    "提前",
    "当前",
    "从前",
    "生前",
)
_LISTED = frozenset(("、", "和", "与", "及", "以及"))


def chinese_role(text: str, words: Sequence[Labelled], start: int, end: int) -> str | None:
    """The role beside the name `text[start:end]`, as written, or None; `words` are the model's."""
    lexicon = chinese_words()
    bracket = _BRACKET.match(text, end)
    if bracket is not None and any(bracket.group(1).endswith(title) for title in lexicon.before):
        return str(bracket.group(1))
    return _before(text, words, start, lexicon) or _after(text, end, lexicon)


def share_roles(text: str, found: Sequence[FoundName]) -> list[FoundName]:
    """The same people; those listed after a role that several can hold have it too: 陪审员苏婉、贺建中."""
    shared = frozenset(chinese_words().shared_roles)
    result: list[FoundName] = []
    for index, name in enumerate(found):
        if index > 0 and name.role is None and text[found[index - 1].end : name.start].strip() in _LISTED:
            role = result[-1].role
            stands_before = role is not None and text.endswith(role, 0, found[index - 1].start)
            if role is not None and role[-1] in shared and (stands_before or _inherited(result)):
                name = replace(name, role=role)
        result.append(name)
    return result


def _inherited(result: Sequence[FoundName]) -> bool:
    """Whether the last name has its role from the one before."""
    return len(result) > 1 and result[-1].role == result[-2].role


def _before(text: str, words: Sequence[Labelled], start: int, lexicon: ChineseWords) -> str | None:
    stop = start
    while stop > 0 and text[stop - 1] in " \u3000：:为是":
        stop -= 1
    if stop == 0:
        return None
    index = next((i for i, word in enumerate(words) if word.start < stop <= word.end), None)
    if index is None:
        return None
    last = words[index]
    begin = last.start
    if last.end != stop:
        # The model has cut words across the border of the name: the title, and what stands before where a word begins with it.
        titles = [title for title in lexicon.before - lexicon.naming if text.endswith(title, 0, stop)]
        title = max(titles, key=len, default=None)
        if title is None:
            return None
        begin = stop - len(title)
        index = next((i for i, word in enumerate(words) if word.start == begin), -1)
        if index < 0:
            return title
    elif (title := _cut_title(text, last, stop, lexicon)) is not None:
        begin = stop - len(title)
        index = next((i for i, word in enumerate(words) if word.start == begin), -1)
        if index < 0:
            return title
    elif not ends_with_title(text[:stop], last, text[begin:stop], lexicon) or text[:stop].endswith(as_tuple(lexicon.naming)):
        return None
    for number in range(index - 1, -1, -1):
        word = words[number]
        piece = text[word.start : word.end]
        # 驻苏丹大使; 院长、党委书记; 董事长兼总经理; 外交与贸易部长
        joins = (
            piece == "驻"
            or _joins_fields(text, words, number, start)
            or (
                piece in _JOINING
                and number > 0
                and ends_with_title(text[: word.start], words[number - 1], _of(text, words[number - 1]), lexicon)
            )
        )
        cut = (
            number > 0
            and words[number - 1].label in _ROLE_TAGS
            and (piece in _ORGANISATION or piece == "组织" or (word.label == "v" and text[begin] in _ORGANISATION))
        )
        if (word.label not in _ROLE_TAGS and not joins and not cut and piece not in lexicon.ranks) or word.end != begin:
            break
        if word.label == "LOC" and text[begin:stop].endswith(as_tuple(lexicon.callings)):
            break
        begin = word.start
    if begin > 0 and text[begin - 1] in _FORMER and not text.endswith(_NOT_FORMER, 0, begin):
        begin -= 1
    return text[begin:stop].strip() or None


def _cut_title(text: str, last: Labelled, stop: int, lexicon: ChineseWords) -> str | None:
    """议|长, 议 a verb: the title of which the model's last word is only the end."""
    if last.end - last.start > 1:
        return None
    return next(
        (text[stop - size : stop] for size in (4, 3, 2) if text[stop - size : stop] in lexicon.before - lexicon.naming), None
    )


def _joins_fields(text: str, words: Sequence[Labelled], number: int, name: int) -> bool:
    """Whether a conjunction joins what one office is for, 外交与贸易部长, and not two people or a country and its officer."""
    if _of(text, words[number]) not in ("和", "与", "及", "暨") or number == 0 or number + 2 >= len(words):
        return False
    left, right, later = words[number - 1], words[number + 1], words[number + 2]
    lexicon = chinese_words()
    if left.label == "PER" or right.label == "PER" or text[: left.end].endswith(as_tuple(lexicon.before)):
        return False
    if right.label in ("LOC", "ORG"):
        return (
            left.label == right.label and later.end < name and not text[later.start : name].startswith(as_tuple(lexicon.before))
        )
    return left.label in ("n", "vn", "an") and right.label in ("n", "vn", "an") and later.start < name


def _after(text: str, end: int, lexicon: ChineseWords) -> str | None:
    """周林副市长, 扎埃夫总理: an office, not a word of address."""
    gloss = _GLOSS.match(text, end)
    start = gloss.end() if gloss is not None else end
    for size in (5, 4, 3, 2):
        title = text[start : start + size]
        office = title in lexicon.after or (title[:1] == "副" and title[1:] in lexicon.after)
        if len(title) == size and office and title in lexicon.before and title not in lexicon.naming | lexicon.kin:
            following = text[start + size : start + size + 1]
            return None if following in (_AS_VERB if title in _ALSO_VERBS else lexicon.not_after) else title
    return None


def ends_with_title(head: str, previous: Labelled | None, piece: str, lexicon: ChineseWords) -> bool:
    """Whether what stands before a name is a title or role: in the list, or a noun with the ending of one (演奏者, 陪审员)."""
    bare = head.rstrip("：:")
    if bare.endswith(as_tuple(lexicon.before)):
        return True
    if bare != head and bare.endswith(as_tuple(lexicon.labels)):
        return True
    noun = previous is not None and previous.label in ("n", "nz", "PER", "vn") and len(piece) > 1
    return noun and piece[-1] in lexicon.title_endings


@lru_cache(maxsize=8)
def as_tuple(words: frozenset[str]) -> tuple[str, ...]:
    """The words as `str.startswith` takes them."""
    return tuple(sorted(words))


def _of(text: str, word: Labelled) -> str:
    return text[word.start : word.end]
