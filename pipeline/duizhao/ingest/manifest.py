"""`corpus.toml`: which files make a document, how they are related, when they were published."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from duizhao.errors import ManifestError
from duizhao.model import Failure, Relation

NAME = "corpus.toml"
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_HINT = "docs/ingest.md shows the fields."


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that belong together.

    Attributes:
        id: name of the document.
        paths: its files, as the program names them (the given folder and the name inside it).
        relation: how its texts are related, where that is known.
        date: publication date (ISO), where it is known.
        title: for people, or None.
        origin: the manifest, or the files' own names.
    """

    id: str
    paths: tuple[Path, ...]
    relation: Relation | None = None
    date: str | None = None
    title: str | None = None
    origin: Literal["manifest", "names"] = "manifest"


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    files: tuple[str, ...]
    title: str | None = None
    relation: Relation | None = None
    date: str | None = None


class _Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    document: tuple[_Entry, ...] = ()


def read_manifest(path: Path) -> tuple[tuple[FileGroup, ...], tuple[Failure, ...]]:
    """The groups a manifest declares; a file it names that is not there is a failure, and the rest goes on.

    Raises:
        ManifestError: it is not TOML, lacks a field, has one that is not known, or names a document or a file twice.
    """
    try:
        manifest = msgspec.toml.decode(path.read_bytes(), type=_Manifest)
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path} is not valid: {error}.", hint=_HINT) from error
    groups: list[FileGroup] = []
    failures: list[Failure] = []
    ids: set[str] = set()
    homes: dict[str, str] = {}
    for entry in manifest.document:
        _check(entry, ids, homes, path)
        present: list[Path] = []
        for name in entry.files:
            file = path.parent / name
            if os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises for what may not be entered, and for odd names
                present.append(file)
            else:
                message = f"{path.name} names {name} for the document {entry.id}, which is not there."
                failures.append(Failure(path=str(file), code=ManifestError.code, message=message))
        if present:
            groups.append(FileGroup(entry.id, tuple(present), entry.relation, entry.date, entry.title))
    return tuple(groups), tuple(failures)


def _check(entry: _Entry, ids: set[str], homes: dict[str, str], path: Path) -> None:
    if not entry.id.strip():
        raise ManifestError(f"{path}: a document has an empty id.", hint=_HINT)
    if entry.id in ids:
        raise ManifestError(f"{path}: two documents have the id {entry.id}.", hint="Ids must differ.")
    ids.add(entry.id)
    if not entry.files:
        raise ManifestError(f"{path}: the document {entry.id} names no files.", hint=_HINT)
    if entry.date is not None and not _DATE.fullmatch(entry.date):
        raise ManifestError(f"{path}: the date of {entry.id} is {entry.date!r}.", hint="Dates are written 2023-11-06.")
    for name in entry.files:
        if name in homes:
            raise ManifestError(f"{path}: {name} is in {homes[name]} and in {entry.id}.", hint="A file belongs to one document.")
        homes[name] = entry.id
