"""What people call the two languages, in file names, column heads, JSON fields and language tags."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Side = Literal["zh", "en"]
Role = Literal["zh", "en", "source", "target", "id", "text", "lang"]

# A longer cell is no head.
_LONGEST_HEAD = 40
# What stands between the words of a head.
_BETWEEN = r"[\s_()（）\[\]/:：.\-]"
# Of several words in a head the first of these decides: the Chinese translation is the Chinese.
_DECIDING: tuple[Role, ...] = ("zh", "en", "source", "target")


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    data = files("duizhao.ingest").joinpath("data/names.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


@cache
def _column_roles() -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for role, names in _names()["column"].items():
        for name in names:
            roles[name] = role  # type: ignore[assignment]
    return roles


@cache
def _column_words() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """What a head put together of known words looks like, one such word, and what each stands for."""
    stands_for = {word: role for role, words in _names()["column_word"].items() for word in words}
    # Letters of a longer word are none; Chinese words stand side by side.
    words = sorted(map(re.escape, stands_for), key=len, reverse=True)
    word = f"(?:{'|'.join(words)})(?![a-z])"
    return re.compile(f"(?:{_BETWEEN}|(?<![a-z]){word})++"), re.compile(f"(?<![a-z]){word}"), stands_for


@cache
def _file_languages() -> dict[str, tuple[Side, int]]:
    languages: dict[str, tuple[Side, int]] = {}
    for language, names in _names()["file"].items():
        for rank, name in enumerate(names):
            languages[name] = ("zh" if language == "zh" else "en", rank)
    return languages


def column_role(name: str) -> Role | None:
    """What a column holds, by its head.

    >>> column_role("ZH_CN"), column_role("English "), column_role("notes")
    ('zh', 'en', None)
    >>> column_role("Source (en-US)"), column_role("中文译文"), column_role("Target segment"), column_role("Source of funds")
    ('en', 'zh', 'target', None)
    """
    head = name.strip().lower()
    role = _column_roles().get(head.replace("_", "-"))
    if role is not None or not head or len(head) > _LONGEST_HEAD:
        return role
    whole, word, stands_for = _column_words()
    if not whole.fullmatch(head):
        return None
    meant = {stands_for[found[0]] for found in word.finditer(head)}
    if {"zh", "en"} <= meant:
        return None
    return next((role for role in _DECIDING if role in meant), None)


def file_language(token: str) -> tuple[Side, int] | None:
    """The language a part of a file name stands for, and its rank among the names of that language (0 first).

    >>> file_language("EN"), file_language("zh_CN"), file_language("final")
    (('en', 0), ('zh', 1), None)
    """
    return _file_languages().get(token.lower().replace("_", "-"))


def language_of_tag(tag: str | None) -> Side | None:
    """The language of a BCP 47 tag (TMX's `xml:lang`, XLIFF's `srcLang`); None for any other language.

    >>> language_of_tag("zh-Hant-TW"), language_of_tag("EN_us"), language_of_tag("de"), language_of_tag(None)
    ('zh', 'en', None, None)
    """
    if not tag:
        return None
    primary = tag.strip().lower().replace("_", "-").split("-")[0]
    if primary in {"zh", "zho", "chi", "cmn", "cn", "chinese"}:
        return "zh"
    return "en" if primary in {"en", "eng", "english"} else None
