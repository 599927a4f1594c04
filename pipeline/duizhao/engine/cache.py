"""Analyses of files kept from run to run, so that only what changed is read again.

An entry is named by the file's bytes, its path, its date, and the run's signature (program, packages, settings); nothing else
goes into an analysis. Entries are MessagePack, not pickles: reading a cache folder can never run code.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from duizhao.engine.analysis import AnalysedSentence, Analysis, PlacedMention
from duizhao.errors import OutputError
from duizhao.exact_numbers import decode_exact, encode_exact
from duizhao.model import VALUE_OF_KIND, Failure


class AnalysisCache:
    """A folder of analyses.

    Args:
        folder: made when it does not exist.
        signature: of the run; see `duizhao.engine.run`.

    Raises:
        OutputError: the folder cannot be made.
    """

    def __init__(self, folder: Path, signature: dict[str, Any]) -> None:
        self._folder = folder
        self._signature = msgspec.json.encode(signature, order="deterministic")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"The cache folder {folder} cannot be written: {error.strerror}.") from error

    def get_or_make(self, path: Path, date: str | None, make: Callable[[], Analysis | Failure]) -> Analysis | Failure:
        """The kept analysis of a file, or a new one, which is kept; failures are not."""
        try:
            digest = hashlib.sha256(path.read_bytes())
        except OSError:
            return make()
        digest.update(b"\x1f".join([str(path).encode(), str(date).encode(), self._signature]))
        entry = self._folder / f"{digest.hexdigest()[:32]}.msgpack"
        if entry.is_file():
            try:
                return _decode(entry.read_bytes())
            except (OSError, msgspec.MsgspecError, KeyError, TypeError, ValueError):
                pass  # a damaged entry is made again
        outcome = make()
        if isinstance(outcome, Analysis):
            partial = entry.with_suffix(f".{os.getpid()}")
            partial.write_bytes(msgspec.msgpack.encode(outcome, enc_hook=encode_exact))
            partial.rename(entry)
        return outcome


def _decode(data: bytes) -> Analysis:
    """Field by field: the values are read by the kind of their mention, which their union alone could not tell."""
    fields = msgspec.msgpack.decode(data)
    types = get_type_hints(Analysis)
    sentences = tuple(
        AnalysedSentence(
            **{**sentence, **{name: tuple(_mention(mention) for mention in sentence[name]) for name in ("mentions", "unread")}}
        )
        for sentence in fields.pop("sentences")
    )
    read = {name: msgspec.convert(value, types[name], dec_hook=decode_exact) for name, value in fields.items()}
    return Analysis(**read, sentences=sentences)


def _mention(fields: dict[str, Any]) -> PlacedMention:
    value = msgspec.convert(fields["value"], VALUE_OF_KIND[fields["kind"]], dec_hook=decode_exact)
    return PlacedMention(**{**fields, "value": value})
