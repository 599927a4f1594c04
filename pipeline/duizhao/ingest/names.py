"""What people call the two languages, in file names, column heads, JSON fields and language tags."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Role = Literal["zh", "en", "id", "text", "lang"]


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
def _file_languages() -> dict[str, tuple[Literal["zh", "en"], int]]:
    languages: dict[str, tuple[Literal["zh", "en"], int]] = {}
    for language, names in _names()["file"].items():
        for rank, name in enumerate(names):
            languages[name] = ("zh" if language == "zh" else "en", rank)
    return languages


def column_role(name: str) -> Role | None:
    """What a column holds, by its head.

    >>> column_role("ZH_CN"), column_role("English "), column_role("notes")
    ('zh', 'en', None)
    """
    return _column_roles().get(name.strip().lower().replace("_", "-"))


def file_language(token: str) -> tuple[Literal["zh", "en"], int] | None:
    """The language a part of a file name stands for, and its rank among the names of that language (0 first).

    >>> file_language("EN"), file_language("zh_CN"), file_language("final")
    (('en', 0), ('zh', 1), None)
    """
    return _file_languages().get(token.lower().replace("_", "-"))


def language_of_tag(tag: str | None) -> Literal["zh", "en"] | None:
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
