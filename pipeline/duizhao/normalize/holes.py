"""What lost bytes can have been: those that give characters, and that the reader showed nothing of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise

from duizhao.normalize.channels import Channel, decode_table, encode_table, readable
from duizhao.normalize.language import LanguageModel

_MOST = 80  # readings of lost bytes that are weighed at all
_READS_NOTHING = bytes(256)


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
    """The texts that a hole allows, those of the commonest characters where they are many.

    The reader showed nothing of the bytes, each of which it takes for the first of a pair.
    """
    rows = readable(reader)
    before = rows[hole.hidden_before] if hole.hidden_before is not None else _READS_NOTHING
    after = hole.shown_after
    if hole.count > 1:
        unread = _unread(channel.written, model, reader, hole.start, hole.count, hole.end)
        allowed = (char for first, last, char in unread if not before[first] and (after is None or not rows[last][after]))
        return tuple(islice(allowed, _MOST))
    found: list[str] = []
    for byte in range(0x80, 0x100):
        if not before[byte] and (after is None or not rows[byte][after]):
            text = _text(hole.start + bytes([byte]) + hole.end, channel)
            if text is not None:
                found.append(text)
    if len(found) > _MOST:
        found.sort(key=lambda text: -sum(model.unigram(char) for char in text))
        del found[_MOST:]
    return tuple(found)


@lru_cache(maxsize=2_000)
def _unread(
    written: str, model: LanguageModel, reader: str, start: bytes, count: int, end: bytes
) -> tuple[tuple[int, int, str], ...]:
    """Characters between known bytes of which a reader shows no two lost bytes in a row, the commonest first.

    Each with the first and the last of its lost bytes.
    """
    rows = readable(reader)
    first, size = len(start), len(start) + count + len(end)
    found: list[tuple[int, int, str]] = []
    for data, char in _by_frequency(written, model):
        if len(data) == size and data.startswith(start) and data.endswith(end):
            values = data[first : first + count]
            if min(values) >= 0x80 and not any(rows[one][other] for one, other in pairwise(values)):
                found.append((values[0], values[-1], char))
    return tuple(found)


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


def _text(data: bytes, channel: Channel) -> str | None:
    """The characters of some bytes; None where they are none."""
    if channel.written == "utf-8":
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return None
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
            return None
        pieces.append(char)
        at += 2
    return "".join(pieces)
