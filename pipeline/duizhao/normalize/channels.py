"""Which bytes stand behind a character on the screen, when text was read in the wrong East Asian encoding.

A channel is one such accident: the encoding a text was written in, and the one it was read in. Reading loses bytes where the
reader's table has a hole: a lone replacement mark, a question mark or nothing stands for them. What a channel knows about a
hole is much: a byte is lost only where it forms no character with the byte after it, so few values are left to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

Variety = Literal["hans", "hant"]
# Latin-1 and Windows-1252 in one: a character for each byte but five.
LATIN_READER = "latin"
# Between two readers of which either may have shown a text.
_OR = "|"
# Readers of an encoding, the fullest last.
_READERS = {"gbk": ("gbk", "gb18030"), "big5": ("big5", "cp950", "big5hkscs")}
# In a text so long the fullest reader would have shown something that only it has; a hole, of which it has fewer, is as good
# as so many characters.
_LONG = 500
_HOLE = 50
# Bytes that Windows-1252 has no character for.
_UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_MONEY = str.maketrans("￠￡￥", "¢£¥")
_LEADS = range(0x81, 0xFF)
_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@dataclass(frozen=True, slots=True)
class Step:
    """What reading one byte does: bytes still open, and the character that was completed, empty if none."""

    pending: bytes
    emitted: str


@dataclass(frozen=True, eq=False)
class Channel:
    """Text written in `written` and read as `shown`.

    Attributes:
        name: stands in the rule of a repair, such as `utf8-as-gbk`.
        written: the encoding of the bytes.
        shown: the encoding they were read in.
        varieties: scripts that texts written so are in; the first is tried first.
    """

    name: str
    written: Literal["utf-8", "gbk", "big5"]
    shown: Literal["gbk", "big5", "latin"]
    varieties: tuple[Variety, ...]

    def step(self, pending: bytes, byte: int) -> Step | None:
        """Read one more byte of the original; None where the bytes are no text."""
        key = (self.written, pending, byte)
        if key not in _STEPS:
            _STEPS[key] = _utf8_step(pending, byte) if self.written == "utf-8" else _pair_step(self.written, pending, byte)
        return _STEPS[key]

    def lost(self, pending: bytes, following: int | None, reader: str) -> tuple[tuple[int, Step], ...]:
        """What one byte without a trace can have been, and what reading it does.

        `following` is the byte after it, if that is known.

        `reader` is the codec that showed the text, see `reader_of`.
        """
        return _lost(self, pending, following, reader)


UTF8_AS_GBK = Channel("utf8-as-gbk", "utf-8", "gbk", ("hans", "hant"))
UTF8_AS_BIG5 = Channel("utf8-as-big5", "utf-8", "big5", ("hant", "hans"))
BIG5_AS_GBK = Channel("big5-as-gbk", "big5", "gbk", ("hant",))
GBK_AS_BIG5 = Channel("gbk-as-big5", "gbk", "big5", ("hans", "hant"))
UTF8_AS_LATIN = Channel("utf8-as-latin", "utf-8", "latin", ("hans", "hant"))
GBK_AS_LATIN = Channel("gbk-as-latin", "gbk", "latin", ("hans", "hant"))
BIG5_AS_LATIN = Channel("big5-as-latin", "big5", "latin", ("hant",))

_STEPS: dict[tuple[str, bytes, int], Step | None] = {}


def _utf8_step(pending: bytes, byte: int) -> Step | None:
    if not pending:
        if byte < 0x80:
            return Step(b"", chr(byte))
        return Step(bytes([byte]), "") if 0xC2 <= byte <= 0xF4 else None
    if not 0x80 <= byte <= 0xBF:
        return None
    taken = pending + bytes([byte])
    length = 2 if taken[0] < 0xE0 else 3 if taken[0] < 0xF0 else 4
    if len(taken) < length:
        # E0, ED, F0 and F4 allow only part of the second bytes.
        probe = taken + (b"\x80" * (length - len(taken)))
        return Step(taken, "") if _utf8(probe) else None
    char = _utf8(taken)
    return Step(b"", char) if char else None


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _pair_step(written: str, pending: bytes, byte: int) -> Step | None:
    if not pending:
        if byte < 0x80:
            return Step(b"", chr(byte))
        return Step(bytes([byte]), "") if 0x81 <= byte <= 0xFE else None
    char = decode_table(written).get(pending + bytes([byte]))
    return Step(b"", char) if char else None


@cache
def _codec_table(codec: str) -> dict[bytes, str]:
    """The pairs of bytes that a codec has characters for."""
    table: dict[bytes, str] = {}
    for lead in _LEADS:
        pairs = [bytes([lead, trail]) for trail in _TRAILS]
        # A line end is never the second byte of a pair.
        chars = b"\n".join(pairs).decode(codec, "replace").split("\n")
        table.update((pair, char) for pair, char in zip(pairs, chars, strict=True) if len(char) == 1 and char != "\ufffd")
    return table


@cache
def decode_table(encoding: str) -> dict[bytes, str]:
    """Pairs of bytes to characters.

    For Big5, Microsoft's table with the others' where that has holes: `‧` in names, not `•`. The signs of money are those that
    stand before figures of half width, which writing in Big5 makes one with those of full width.
    """
    if encoding == "gbk":
        return _codec_table("gbk")
    table: dict[bytes, str] = {}
    for codec in ("big5hkscs", "big5", "cp950"):
        # Private-use characters of code page 950 are holes in the standard table.
        table |= {pair: char.translate(_MONEY) for pair, char in _codec_table(codec).items() if not "\ue000" <= char < "\uf900"}
    return dict(sorted(table.items()))


@cache
def encode_table(encoding: str) -> dict[str, bytes]:
    """Characters to the pair of bytes that writes them; the reverse of `decode_table`."""
    table: dict[str, bytes] = {}
    for pair, char in decode_table(encoding).items():
        table.setdefault(char, pair)
    return table


def decoded(data: bytes, encoding: str) -> str:
    """The characters of bytes, up to where they are no text."""
    if encoding == "utf-8":
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            return data[: error.start].decode("utf-8")
    table = decode_table(encoding)
    chars: list[str] = []
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            chars.append(chr(data[at]))
            at += 1
            continue
        char = table.get(data[at : at + 2])
        if char is None:
            break
        chars.append(char)
        at += 2
    return "".join(chars)


@cache
def shown_table(reader: str) -> dict[str, tuple[bytes, ...]]:
    """Characters on the screen to the pairs of bytes that can stand behind them, the reader's own first."""
    table: dict[str, tuple[bytes, ...]] = {}
    if reader == LATIN_READER:
        table = {chr(code): (bytes([code]),) for code in range(0x80, 0x100)}
        for code in set(range(0x80, 0xA0)) - _UNDEFINED:
            table[bytes([code]).decode("cp1252")] = (bytes([code]),)
        return table
    first = reader.rpartition(_OR)[2]
    names = ("gb18030", "gbk") if first.startswith("gb") else (first, "big5", "cp950", "big5hkscs")
    for name in names:
        for pair, char in _codec_table(name).items():
            known = table.get(char, ())
            if pair not in known:
                table[char] = (*known, pair)
    return table


class _Behind(dict[int, str]):
    """The bytes behind characters that were met, in Latin-1, by code point; those of others as a given text."""

    def __init__(self, reader: str, other: str) -> None:
        self._table = shown_table(reader)
        self._other = other

    def __missing__(self, code: int) -> str:
        units = self._table.get(chr(code)) if code >= 0x80 else (bytes([code]),)
        self[code] = found = units[0].decode("latin-1") if units else self._other
        return found


@cache
def _behind(reader: str, other: str) -> _Behind:
    return _Behind(reader, other)


def bytes_behind(shown: str, reader: str, other: str = "") -> bytes:
    """The bytes behind a text on the screen; `other`, in Latin-1, stands for what the reader never shows.

    >>> bytes_behind("ÖÐ¹ú", LATIN_READER).decode("gbk")
    '中国'
    """
    return shown.translate(_behind(reader, other)).encode("latin-1")


@cache
def _lost(channel: Channel, pending: bytes, following: int | None, reader: str) -> tuple[tuple[int, Step], ...]:
    found = []
    for byte in range(0x80, 0x100):
        if following is not None and reads(reader, byte, following):
            continue
        step = channel.step(pending, byte)
        if step is not None:
            found.append((byte, step))
    return tuple(found)


def reads(reader: str, lead: int, trail: int) -> bool:
    """Whether a reader's table has a character for a pair of bytes; of two readers, whether both have one."""
    return bool(readable(reader)[lead][trail])


@cache
def readable(reader: str) -> tuple[bytes, ...]:
    """For each first byte, a one for each second byte that makes a character with it."""
    if reader == LATIN_READER:
        return tuple(bytes([lead not in _UNDEFINED]) * 256 for lead in range(256))
    rows = [bytearray(256) for _ in range(256)]
    first, *others = (_codec_table(codec) for codec in reader.split(_OR))
    for pair in first:
        if all(pair in other for other in others):
            rows[pair[0]][pair[1]] = 1
    return tuple(map(bytes, rows))


@cache
def _chars(codec: str) -> frozenset[str]:
    """Every character that a codec shows for a pair of bytes."""
    return frozenset(_codec_table(codec).values())


@cache
def _any_chars(codecs: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(_chars(codec) for codec in codecs))


def reader_of(channel: Channel, text: str) -> str:
    """The codec that showed a text, as far as its characters tell; those that may have, joined, where they do not."""
    if channel.shown == "latin":
        return LATIN_READER
    readers = _READERS[channel.shown]
    known = frozenset(text) & _any_chars(readers)
    fitting = [codec for codec in readers if known <= _chars(codec)] or [readers[-1]]
    if len(fitting) > 1 and fitting[-1] == readers[-1]:
        holes = text.count("\ufffd" if "\ufffd" in text else "?")
        if len(text) + _HOLE * holes >= _LONG:
            fitting.pop()
    return _OR.join(fitting)
