"""What the language model of a script counts, as one file: words, characters, pairs of characters.

`benchmarks/language_tables.py` derives the files from jieba's dictionary, OpenCC and `modern.toml`. They hold counts and nothing
else, and load in a fraction of a second.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import msgspec

from duizhao.normalize.channels import Variety


@dataclass(frozen=True, slots=True)
class Tables:
    """The counts of one script, on the scale of jieba's dictionary.

    Attributes:
        digest: of `modern.toml` and `beside.toml`, as they were when the tables were derived.
        words: words.
        tags: their parts of speech, by jieba's letters.
        singles: characters.
        starts: characters that words begin with.
        ends: characters that words end with.
        pairs: two characters in a row, within words.
        name_singles: characters of names from other languages, a name counted once.
        name_ends: characters that such names end with.
        name_pairs: two characters in a row, within such names.
        counters: characters that measure words begin with, in ten thousandths.
        affinities: how much likelier a part of speech is behind another than by itself, as logarithms.
        beside: the tables of `beside.toml`, in this script.
        names: how many names there are.
        tokens: all words together.
    """

    digest: str
    words: Mapping[str, float]
    tags: Mapping[str, str]
    singles: Mapping[str, float]
    starts: Mapping[str, float]
    ends: Mapping[str, float]
    pairs: Mapping[str, float]
    name_singles: Mapping[str, float]
    name_ends: Mapping[str, float]
    name_pairs: Mapping[str, float]
    counters: Mapping[str, float]
    affinities: Mapping[tuple[str, str], float]
    beside: Mapping[str, Mapping[str, float]]
    names: int
    tokens: float


class _File(msgspec.Struct, frozen=True, array_like=True):
    """As written: keys of one length run together, those of several with spaces between; counts as bytes, see `_coded`."""

    digest: str
    words: str
    word_counts: bytes
    tags: tuple[str, ...]
    word_tags: bytes
    tables: tuple[tuple[int, str, bytes], ...]
    affinities: tuple[tuple[str, str, float], ...]
    beside: dict[str, dict[str, float]]
    names: int
    tokens: float


# A byte for a count: its logarithm, in so many steps a nat from the least on.
_STEPS = 10.0
_LEAST = 0.1
_TABLES = ("singles", "starts", "ends", "pairs", "name_singles", "name_ends", "name_pairs", "counters")


def tables_path(variety: Variety) -> Path:
    """Where the tables of a script are."""
    return Path(str(files("duizhao.normalize").joinpath("data", f"{variety}.bin")))


def facts_digest() -> str:
    """Sixteen hex digits of what the tables are derived from here; tables with another digest are out of date."""
    folder = files("duizhao.normalize")
    digest = hashlib.sha256()
    for name in ("modern.toml", "beside.toml"):
        digest.update(folder.joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def written(tables: Tables) -> bytes:
    """The file of some tables."""
    tags = tuple(sorted(set(tables.tags.values()) | {""}))
    codes = {tag: at for at, tag in enumerate(tags)}
    found = []
    for name in _TABLES:
        table: Mapping[str, float] = getattr(tables, name)
        length = len(next(iter(table)))
        found.append((length, "".join(table), _coded(table)))
    file = _File(
        tables.digest,
        " ".join(tables.words),
        _coded(tables.words),
        tags,
        bytes(codes[tables.tags.get(word, "")] for word in tables.words),
        tuple(found),
        tuple((one, other, value) for (one, other), value in tables.affinities.items()),
        {name: dict(table) for name, table in tables.beside.items()},
        tables.names,
        tables.tokens,
    )
    return zlib.compress(msgspec.msgpack.encode(file), 9)


def load_tables(variety: Variety) -> Tables:
    """The tables of a script, in about a third of a second."""
    file = msgspec.msgpack.decode(zlib.decompress(tables_path(variety).read_bytes()), type=_File)
    words = file.words.split(" ")
    tables = {
        name: dict(zip([keys[at : at + length] for at in range(0, len(keys), length)], _counts(counts), strict=True))
        for name, (length, keys, counts) in zip(_TABLES, file.tables, strict=True)
    }
    return Tables(
        file.digest,
        dict(zip(words, _counts(file.word_counts), strict=True)),
        dict(zip(words, [file.tags[code] for code in file.word_tags], strict=True)),
        affinities={(one, other): value for one, other, value in file.affinities},
        beside=file.beside,
        names=file.names,
        tokens=file.tokens,
        **tables,
    )


def _coded(table: Mapping[str, float]) -> bytes:
    """Counts from 0.1 to ten billion, a byte each, five per cent apart at most."""
    return bytes(max(0, min(255, round(_STEPS * math.log(count / _LEAST)))) for count in table.values())


def _counts(data: bytes) -> list[float]:
    values = [_LEAST * math.exp(code / _STEPS) for code in range(256)]
    return [values[code] for code in data]
