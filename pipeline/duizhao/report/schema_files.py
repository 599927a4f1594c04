"""The JSON Schemas of the output files, as files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from duizhao.errors import OutputError
from duizhao.model import schemas


def schema_files() -> dict[str, str]:
    """File name to content, one a record."""
    return {
        f"{name}.schema.json": msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"
        for name, schema in schemas().items()
    }


def write_schemas(folder: Path) -> None:
    """Write them into a folder.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in schema_files().items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}.") from error


def stale_schemas(folder: Path) -> list[str]:
    """Names of the files in a folder that do not match the records, or are missing."""
    stale = []
    for name, content in schema_files().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            stale.append(name)
    return stale
