"""What lost bytes can have been: those that give characters, and that the reader showed nothing of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise

from duizhao.normalize.channels import Channel, decode_table, encode_table, reads
from duizhao.normalize.language import LanguageModel

_MOST = 80  # readings of lost bytes that are weighed at all


@dataclass(frozen=True, slots=True)
class Hole:
    """Lost bytes in the characters they belong to.

    Attributes:
        start: the known bytes of these characters before the lost ones.
        count: how many bytes are lost.
        end: the known bytes behind them.
        hidden_before: the byte before, where that is lost too.
        shown_after: the byte behind, where that is known.
    """

    start: bytes
    count: int
    end: bytes
    hidden_before: int | None
    shown_after: int | None


@lru_cache(maxsize=20_000)
def alternatives(hole: Hole, channel: Channel, reader: str, model: LanguageModel) -> tuple[str, ...]:
    """The texts that a hole allows, those of the commonest characters where they are many."""
    if hole.count > 1:
        return tuple(islice(_commonest(hole, channel, reader, model), _MOST))
    found: list[str] = []
    for byte in range(0x80, 0x100):
        if _is_hidden(bytes([byte]), hole, reader):
            found += _text(hole.start + bytes([byte]) + hole.end, channel)
    if len(found) > _MOST:
        found.sort(key=lambda text: -sum(model.unigram(char) for char in text))
        del found[_MOST:]
    return tuple(found)


def _is_hidden(values: bytes, hole: Hole, reader: str) -> bool:
    """Whether a reader shows nothing of some bytes, each of which it takes for the first of a pair."""
    before, after = hole.hidden_before, hole.shown_after
    if before is not None and reads(reader, before, values[0]):
        return False
    if any(reads(reader, one, other) for one, other in pairwise(values)):
        return False
    return after is None or not reads(reader, values[-1], after)


def _commonest(hole: Hole, channel: Channel, reader: str, model: LanguageModel) -> Iterator[str]:
    """Characters of which several bytes are lost, the commonest first."""
    size = len(hole.start) + hole.count + len(hole.end)
    for data, char in _by_frequency(channel.written, model):
        if len(data) == size and data.startswith(hole.start) and data.endswith(hole.end):
            values = data[len(hole.start) : len(hole.start) + hole.count]
            if min(values) >= 0x80 and _is_hidden(values, hole, reader):
                yield char


@cache
def _by_frequency(written: str, model: LanguageModel) -> tuple[tuple[bytes, str], ...]:
    """Every character that the model knows with its bytes, the commonest first."""
    table = {} if written == "utf-8" else encode_table(written)
    found = []
    for char in model.characters():
        data = char.encode() if written == "utf-8" else table.get(char, b"")
        if len(data) > 1:
            found.append((model.unigram(char), data, char))
    found.sort(key=lambda item: (-item[0], item[1]))
    return tuple((data, char) for _, data, char in found)


def _text(data: bytes, channel: Channel) -> Iterator[str]:
    if channel.written == "utf-8":
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            return
        return
    table = decode_table(channel.written)
    pieces: list[str] = []
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            pieces.append(chr(data[at]))
            at += 1
            continue
        char = table.get(data[at : at + 2])
        if char is None:
            return
        pieces.append(char)
        at += 2
    yield "".join(pieces)
