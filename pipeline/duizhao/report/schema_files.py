"""The JSON Schemas of the output files, made from the records, and as files."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from duizhao.errors import OutputError
from duizhao.model import (
    CLAIM_KINDS,
    VALUE_OF_KIND,
    Alignment,
    Claim,
    Document,
    Finding,
    RunManifest,
    Segment,
    SourceFlag,
    SourceRepair,
)


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


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema (draft 2020-12) of each file of a run folder, by the name of the record."""
    result: dict[str, dict[str, Any]] = {}
    for record in (Document, Segment, Alignment, Finding, SourceRepair, SourceFlag, RunManifest):
        result[record.__name__.lower()] = msgspec.json.schema(record, schema_hook=_schema_hook)
    result["claim"] = _claim_schema()
    for name, schema in result.items():
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = name
    return result


def _claim_schema() -> dict[str, Any]:
    """A claim's value depends on its kind, which a plain struct schema cannot say: one variant for each value type."""
    variants = []
    definitions: dict[str, Any] = {}
    for value in dict.fromkeys(VALUE_OF_KIND.values()):
        schema = msgspec.json.schema(Claim[value], schema_hook=_schema_hook)  # type: ignore[valid-type]
        definitions |= schema["$defs"]
        variant = definitions.pop(schema["$ref"].removeprefix("#/$defs/"))
        variant["properties"]["kind"] = {"enum": [kind for kind in CLAIM_KINDS if VALUE_OF_KIND[kind] is value]}
        variant["title"] = f"claim with a {value.__name__}"
        variants.append(variant)
    return {"oneOf": variants, "$defs": definitions}


def _schema_hook(expected: type) -> dict[str, object]:
    if expected is Fraction:
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]+/[0-9]+$"}]}
    raise NotImplementedError(f"no schema for {expected}")
