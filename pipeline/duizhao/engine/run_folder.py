"""The run folder: complete or absent. It is written beside its place and renamed at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from duizhao.errors import OutputError, OutputExistsError
from duizhao.model import json_lines

MANIFEST = "run.json"


def check_target(folder: Path, *, force: bool) -> None:
    """Refuse early what could not be written at the end.

    Raises:
        OutputExistsError: the folder exists and `force` is off, or it is not a run folder (which is never deleted).
        OutputError: it cannot be created where it should be.
    """
    if folder.exists() or folder.is_symlink():
        is_run = folder.is_dir() and (folder / MANIFEST).is_file()
        is_empty = folder.is_dir() and not any(folder.iterdir())
        if not is_run and not is_empty:
            raise OutputExistsError(
                f"{folder} exists and is not a run folder; it is left as it is.", hint="Choose another --out."
            )
        if is_run and not force:
            raise OutputExistsError(f"{folder} holds an earlier run.", hint="Use --force to replace it, or choose another --out.")
    parent = folder.resolve().parent
    nearest = next((place for place in (parent, *parent.parents) if place.exists()), parent)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(f"{folder} cannot be written: no permission in {nearest}.", hint="Choose another --out.")


@contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` to write into; it takes its place when the block ends well, and vanishes when it does not.

    Raises:
        OutputError: something could not be written.
    """
    folder = folder.resolve()
    partial = folder.with_name(f".{folder.name}.partial-{os.getpid()}")
    try:
        partial.mkdir(parents=True)
        yield partial
        _take_place(partial, folder)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _take_place(partial: Path, folder: Path) -> None:
    if not folder.exists():
        partial.rename(folder)
        return
    old = folder.with_name(f".{folder.name}.old-{os.getpid()}")
    folder.rename(old)
    partial.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def write_rows(path: Path, records: Iterable[object]) -> int:
    """Write records as JSON lines; gives their number."""
    count = 0
    with path.open("wb") as file:
        for row in json_lines(records):
            file.write(row)
            count += 1
    return count
