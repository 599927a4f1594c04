"""Files whose names say that one is the other's translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from duizhao.ingest.formats import has_known_suffix
from duizhao.ingest.manifest import FileGroup
from duizhao.ingest.names import file_language

# 报告中文版, 报告（英文）: Chinese names need no separator.
_CHINESE_SUFFIX = re.compile(r"[(（\[【]?(中文|英文|汉语|漢語|英语|英語|简体|繁体|繁體)(?:版|本|稿|译文|譯文|原文)?[)）\]】]?$")
_SEPARATORS = " ._-"
_BRACKETS = "()（）[]【】"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file and what its name says.

    Attributes:
        key: what it shares with its counterpart, folders included.
        title: the same as a document's name.
        lang: the language its name states, or None.
        rank: how usual that way of stating it is, 0 first.
    """

    path: Path
    key: tuple[str, ...]
    title: str
    lang: Literal["zh", "en"] | None
    rank: int = 0


def by_names(paths: Sequence[Path]) -> tuple[FileGroup, ...]:
    """Pairs of files whose names differ in their language alone.

    `report.zh.txt` and `report.en.md`, `报告_中文.docx` and `报告_英文.docx`, `zh/a.txt` and `en/a.txt`; also `report.md` with
    `report.zh.md`, where only the translation says what it is.

    A file is in one pair at most; where there are several Chinese versions, the most general name is taken
    (`zh` before `zh-CN` before `zh-TW`).
    """
    known = [named for path in paths for named in _readings(path)]
    sides: dict[tuple[str, ...], dict[str, list[NamedFile]]] = {}
    for named in known:
        sides.setdefault(named.key, {}).setdefault(named.lang or "bare", []).append(named)
    taken: set[Path] = set()
    groups: list[FileGroup] = []
    for found in sides.values():
        zh, en = _first(found.get("zh", []), taken), _first(found.get("en", []), taken)
        bare = _first(found.get("bare", []), taken)
        if zh and en:
            pair = (zh, en)
        elif zh and bare:
            pair = (zh, bare)
        elif en and bare:
            pair = (bare, en)
        else:
            continue
        taken |= {named.path for named in pair}
        groups.append(FileGroup(pair[0].title, tuple(named.path for named in pair), origin="names"))
    order = {path: index for index, path in enumerate(paths)}
    return tuple(sorted(groups, key=lambda group: min(order[path] for path in group.paths)))


def _first(files: Sequence[NamedFile], taken: set[Path]) -> NamedFile | None:
    free = [named for named in files if named.path not in taken]
    return min(free, key=lambda named: (named.rank, str(named.path)), default=None)


def _readings(path: Path) -> Iterator[NamedFile]:
    """What a name may mean, the most telling first."""
    stem = path.stem if has_known_suffix(path) and file_language(path.suffix[1:]) is None else path.name
    folders = path.parent.parts
    for rest, token in _splits(stem):
        found = file_language(token)
        if found and rest:
            yield NamedFile(path, (*folders, rest.casefold()), rest, *found)
            return
    for index in range(len(folders) - 1, -1, -1):
        found = file_language(folders[index])
        if found:
            key = (*folders[:index], "*", *folders[index + 1 :], stem.casefold())
            yield NamedFile(path, key, stem, *found)
            break
    yield NamedFile(path, (*folders, stem.casefold()), stem, None)


def _splits(stem: str) -> Iterator[tuple[str, str]]:
    """A name cut in two at each separator: what comes before, and what may be a language; then the same from the front."""
    found = _CHINESE_SUFFIX.search(stem)
    if found:
        yield stem[: found.start()].rstrip(_SEPARATORS), found[1]
    for index, char in enumerate(stem):
        if char in _SEPARATORS or char in _BRACKETS:
            yield stem[:index].rstrip(_SEPARATORS + _BRACKETS), stem[index + 1 :].strip(_BRACKETS)
    for index, char in enumerate(stem):
        if char in _SEPARATORS:
            yield stem[index + 1 :].lstrip(_SEPARATORS), stem[:index]
