"""What lost bytes can have been: those that give characters, and that the reader showed nothing of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from duizhao.normalize.channels import Channel, decode_table, reads
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
    found: list[str] = []
    for values in _hidden(reader, hole.hidden_before, hole.count, hole.shown_after):
        found += _text(hole.start + values + hole.end, channel)
    if len(found) > _MOST:
        found.sort(key=lambda text: -sum(model.unigram(char) for char in text))
        del found[_MOST:]
    return tuple(found)


@lru_cache(maxsize=1000)
def _hidden(reader: str, before: int | None, count: int, after: int | None) -> tuple[bytes, ...]:
    """Bytes of which the reader shows nothing between two others; None where a neighbour is not known."""
    leads = [byte for byte in range(0x80, 0x100) if before is None or not reads(reader, before, byte)]
    if count == 1:
        return tuple(bytes([byte]) for byte in leads if after is None or not reads(reader, byte, after))
    trails = [byte for byte in range(0x80, 0x100) if after is None or not reads(reader, byte, after)]
    return tuple(bytes([lead, trail]) for lead in leads for trail in trails if not reads(reader, lead, trail))


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
