"""What somebody is called without a full name: 周 of 周医生, 小王, 老李, 阿强, 张某, 赵某甲.

The English may write it out (Xiao Wang, Zhang Moumou), translate it (Old Li), leave it off (Wang) or give the full name.
"""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.consistency.names_chinese import read

# Beside a name among people who know each other, and of one that is hidden; folded.
BESIDE = frozenset(("old", "little", "young", "big", "xiao", "lao", "da", "ah", "a", "mou", "moumou", "x", "xx"))
_FAMILIAR = "小老大阿"
# What tells hidden names apart.
_ORDER = {
    "甲": ("a", "jia", "moujia"),
    "乙": ("b", "yi", "mouyi"),
    "丙": ("c", "bing", "moubing"),
    "丁": ("d", "ding", "mouding"),
}
_MARKS = frozenset(mark for marks in _ORDER.values() for mark in marks)
# How much a family name says alone, beside somebody's full name, and of another of the hidden.
_ALONE = 0.85
_OF_FULL = 0.7
_OTHER = 0.3


def called(name: str, family: str | None, tokens: Sequence[str]) -> float:
    """How likely a Chinese name that gives the family name only, or half a given name, is the folded English one, 0 to 1.

    >>> called("小王", "王", ["wang"]), called("老李", "李", ["old", "li"]), called("周", "周", ["zhou", "lin"])
    (0.85, 0.85, 0.7)
    >>> called("小王", "王", ["xiao", "li"]), called("赵某甲", "赵", ["zhao", "b"]), called("周林", "周", ["zhou"])
    (0.0, 0.3, 0.0)
    """
    given = ""
    if family is None and name[0] in _FAMILIAR and len(name) == 2:
        given = name[1:]
    elif family is None or not _holds_no_given(name, family):
        return 0.0
    marks = _ORDER.get(name[-1], ())
    rest = [token for token in tokens if token not in BESIDE and not (marks and token in _MARKS)] or list(tokens)
    if not _spelled(family or "", given, rest):
        return 0.0
    if marks and not _MARKS.isdisjoint(tokens) and not set(marks) & set(tokens):
        return _OTHER
    return _ALONE if len(rest) == 1 else _OF_FULL


def _holds_no_given(name: str, family: str) -> bool:
    """周; 小王; 张某, 李某某, 赵某甲."""
    if name == family:
        return True
    return (name[0] in _FAMILIAR and name[1:] == family) or name.startswith(family + "某")


def _spelled(family: str, given: str, tokens: Sequence[str]) -> bool:
    """Whether the whole, the first or the last of the tokens spells the part that the Chinese gives."""
    if given:
        return any(way.given == 1.0 for way in read("", given, ["".join(tokens)]))
    parts = {"".join(tokens), tokens[0], tokens[-1]} if len(family) > 1 else {tokens[0], tokens[-1]}
    return any(way.family == 1.0 and way.given is None for part in parts for way in read(family, "", [part]))
