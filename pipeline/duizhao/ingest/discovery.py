"""Which files a run reads: files, folders and manifests given on the command line, resolved without surprises."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from duizhao.errors import UnreadableError, UnsupportedError
from duizhao.ingest.formats import ALIGNED, format_of_name, holds_rows, unsupported
from duizhao.ingest.groups import by_names
from duizhao.ingest.manifest import NAME, FileGroup, read_manifest
from duizhao.ingest.source import Format
from duizhao.model import Failure
from duizhao.settings import IngestSettings
from duizhao.text import find_lone_surrogate

# What systems and office programs leave in folders; hidden files begin with a dot.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
# Bytes of a file in which its rows begin.
_HEAD = 16 * 1024
# Code of the remark on files of a folder that hold nothing to check.
PASSED_OVER = "input.passed-over"
# Files that speak about a folder and are no document of it; given by name they are read.
_ABOUT = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing"})


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found.

    Attributes:
        files: in the order given, those of a folder sorted by name; each file once, by the first path that leads to it.
        groups: files that belong together, by manifest and by name; content is looked at later.
        failures: paths that cannot be read, and kinds of files that are not.
    """

    files: tuple[Path, ...]
    groups: tuple[FileGroup, ...]
    failures: tuple[Failure, ...]


def discover(paths: Sequence[Path], settings: IngestSettings) -> Discovery:  # noqa: ARG001 - every stage takes its section
    """Find the files to read.

    Folders are searched to any depth; hidden files and folders, and files that speak about a folder (README, LICENSE), are left
    out; links are followed once. A `corpus.toml`, given itself or lying in a folder on the way, says which files belong
    together; files beside it that it does not name are read too where the folder was given, and left out where the manifest was.

    Args:
        paths: files, folders, manifests.
        settings: the ingest section.

    Raises:
        ManifestError: a `corpus.toml` is not valid.
    """
    search = _Search()
    for path in paths:
        search.add(path)
    free = [path for path in search.files if path not in search.grouped]
    return Discovery(tuple(search.files), (*search.groups, *by_names(free)), tuple(search.failures))


def discover_aligned(paths: Sequence[Path], form: Format | None = None) -> Discovery:
    """Find files of aligned rows: files as given, and those in folders whose names say that they hold such rows.

    Folders are searched as `discover` does, without heed of a `corpus.toml`; how many files were passed over is a remark.

    Args:
        paths: files and folders; a file that is given is not looked at here.
        form: of folders, only files of this format.
    """
    search = _Search(manifests=False)
    for path in paths:
        if path.is_dir():
            search.add_aligned(path, ALIGNED if form is None else frozenset({form}))
        elif path not in search.files:
            search.files.append(path)
    return Discovery(tuple(search.files), (), tuple(search.failures))


@dataclass(slots=True)
class _Search:
    files: list[Path] = field(default_factory=list)
    groups: list[FileGroup] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    grouped: set[Path] = field(default_factory=set)
    manifests: bool = True
    _known: dict[tuple[int, int], Path] = field(default_factory=dict)
    _folders: set[tuple[int, int]] = field(default_factory=set)

    def add(self, path: Path) -> None:
        """A path as given on the command line."""
        try:
            status = path.stat()
        except OSError as error:
            self._fail(path, UnreadableError.code, f"{path} cannot be read: {error.strerror or error}.")
            return
        if stat.S_ISDIR(status.st_mode):
            for file in self._walk(path):
                self._add_file(file)
        elif path.name == NAME:
            self._add_manifest(path)
        else:
            self._add_file(path)

    def add_aligned(self, folder: Path, forms: frozenset[Format]) -> None:
        """The files of a folder that hold aligned rows, by their names."""
        found = list(self._walk(folder))
        chosen = [path for path in found if unsupported(path) is None and format_of_name(path) in forms and _holds_rows(path)]
        for path in chosen:
            self._add_file(path)
        if not chosen:
            self._fail(folder, UnsupportedError.code, "The folder holds no file of aligned rows.")
        elif others := len(found) - len(chosen):
            message = f"{others:,} file{'' if others == 1 else 's'} without aligned rows passed over."
            self._fail(folder, PASSED_OVER, message, read=True)

    def _add_manifest(self, path: Path) -> None:
        groups, failures = read_manifest(path)
        self.failures += failures
        for group in groups:
            kept = [kept for file in group.paths if (kept := self._add_file(file)) is not None]
            kept = [file for file in kept if file not in self.grouped]
            if kept:
                self.grouped.update(kept)
                self.groups.append(FileGroup(group.id, tuple(kept), group.relation, group.date, group.title))

    def _add_file(self, path: Path) -> Path | None:
        """Take a file in; the path under which it is known, or None where it is refused."""
        if find_lone_surrogate(str(path)) is not None:
            # Everything written names the file, and what is written is UTF-8.
            self._fail(path, UnreadableError.code, "The file's name is not UTF-8; rename it (convmv -f gbk -t utf-8 does it).")
            return None
        try:
            status = path.stat()
        except OSError as error:
            self._fail(path, UnreadableError.code, f"{path} cannot be read: {error.strerror or error}.")
            return None
        if not stat.S_ISREG(status.st_mode):
            self._fail(path, UnsupportedError.code, f"{path} is no regular file.")
            return None
        refused = unsupported(path)
        if refused:
            self._fail(path, UnsupportedError.code, f"{path.name} is {refused[0]}. {refused[1]}".rstrip())
            return None
        identity = (status.st_dev, status.st_ino)
        if identity not in self._known:
            self._known[identity] = path
            self.files.append(path)
        return self._known[identity]

    def _walk(self, folder: Path) -> Iterator[Path]:
        """The files below a folder, sorted; its manifest's first."""
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            try:
                status = current.stat()
                entries = sorted(path.name for path in current.iterdir())
            except OSError as error:
                self._fail(current, UnreadableError.code, f"The folder {current} cannot be read: {error.strerror or error}.")
                continue
            identity = (status.st_dev, status.st_ino)
            if identity in self._folders:
                continue
            self._folders.add(identity)
            if self.manifests and NAME in entries:
                self._add_manifest(current / NAME)
            below: list[Path] = []
            for name in entries:
                if _is_passed_over(name):
                    continue
                path = current / name
                if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where the folder may be listed and not entered
                    below.append(path)
                else:
                    yield path
            waiting += reversed(below)

    def _fail(self, path: Path, code: str, message: str, *, read: bool = False) -> None:
        shown = os.fsencode(path).decode("utf-8", "replace")
        self.failures.append(Failure(path=shown, code=code, message=message, read=read))


def _is_passed_over(name: str) -> bool:
    return name == NAME or name.startswith((".", "~$")) or name.lower() in _LITTER or name.lower().split(".", 1)[0] in _ABOUT


def _holds_rows(path: Path) -> bool:
    """Whether a file is worth opening for its rows; one that cannot be opened is, so that the failure is told."""
    try:
        with path.open("rb") as file:
            return holds_rows(path, file.read(_HEAD).decode("utf-8", "replace"))
    except OSError:
        return True
