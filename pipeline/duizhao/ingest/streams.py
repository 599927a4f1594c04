"""Files and pipes read piece by piece: lines of text in any encoding, in memory that does not grow with the file."""

from __future__ import annotations

import codecs
import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from duizhao.errors import NotTextError, TooLargeError, UnreadableError
from duizhao.ingest.charsets import BY_LINE, UTF_8, byte_order_mark, canonical, decoding_handler, python_codec
from duizhao.ingest.decoding import LineDecoder, refuse_binary, refuse_what_is_no_text
from duizhao.ingest.detection import detect
from duizhao.settings import IngestSettings

_HEAD = 64 * 1024
_CHUNK = 256 * 1024
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,20})""")


class Input:
    """An open file or pipe whose encoding is known from its beginning.

    Use it as a context manager; a file given by its path is closed at the end, a stream is left open.

    Attributes:
        name: for messages.
        encoding: what the beginning is in; lines that plainly are in another encoding are read in that.
        head: the beginning of the text.

    Raises:
        UnreadableError: the file cannot be opened or read.
        NotTextError: it is no text.
    """

    def __init__(self, source: Path | BinaryIO, settings: IngestSettings, name: str | None = None) -> None:
        self.name = name or (str(source) if isinstance(source, Path) else "<stdin>")
        self._settings = settings
        self._own = isinstance(source, Path)
        self._stream = _opened(source) if isinstance(source, Path) else source
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, if it was opened here."""
        if self._own:
            self._stream.close()

    def lines(self) -> Iterator[tuple[int, str | None]]:
        """Lines with their numbers, from 1, without line ends; None for one longer than `max_row_bytes`."""
        end = self._line_end.decode()
        for number, line in self.lines_with_ends():
            yield number, None if line is None else line.removesuffix(end).removesuffix("\r")

    def lines_with_ends(self, *, split_long: bool = False) -> Iterator[tuple[int, str | None]]:
        """The same with the line ends that stand in the file; put together they are the text.

        Args:
            split_long: give a line longer than `max_row_bytes` in pieces, all with its number, instead of None.
        """
        decoder = LineDecoder(self.encoding if self.encoding in BY_LINE else UTF_8)
        chunks = self._chunks() if self.encoding in BY_LINE else self.utf_8()
        end = self._line_end.decode()
        number = 0
        codec = python_codec(decoder.encoding) if split_long else None
        for whole in _whole_lines(chunks, self._line_end, self._settings.max_row_bytes, codec):
            if whole is None:
                number += 1
                yield number, None
                continue
            *ended, rest = decoder.decode(whole).split(end)
            for text in ended:
                yield number + 1, text + end
                number += 1
            if rest:
                yield number + 1, rest

    def utf_8(self) -> Iterator[bytes]:
        """The text as UTF-8 without a byte order mark, in pieces; for parsers that want bytes."""
        decoder = codecs.getincrementaldecoder(python_codec(self.encoding))(decoding_handler(self.encoding))
        for chunk in self._chunks():
            yield decoder.decode(chunk).encode("utf-8", "replace")
        yield decoder.decode(b"", True).encode("utf-8", "replace")

    def _start(self) -> None:
        self._head = self._read(_HEAD)
        while len(self._head) < _HEAD and b"\n" not in self._head and (more := self._read(_HEAD)):
            self._head += more  # a pipe may begin with half a character
        mark, encoding = byte_order_mark(self._head)
        self._head = self._head[len(mark) :]
        if encoding is None:
            refuse_binary(self._head)
            declared = _DECLARED.search(self._head[:1024])
            guess = detect(
                _whole(self._head), self._settings.max_bits_a_byte, canonical(declared[1].decode("ascii")) if declared else None
            )
            if guess is None:
                raise NotTextError(
                    f"{self.name} is no text in UTF-8, UTF-16, GB18030, Big5 or Windows-1252.", hint="Convert it to UTF-8."
                )
            encoding = guess.encoding
        self.encoding = encoding
        head = _whole(self._head) if encoding in BY_LINE else self._head[: len(self._head) // 2 * 2]
        self.head = head.decode(python_codec(encoding), decoding_handler(encoding))
        if encoding not in BY_LINE:
            refuse_what_is_no_text(self.head, encoding)
        self._line_end = b"\r" if "\r" in self.head and "\n" not in self.head else b"\n"

    def _chunks(self) -> Iterator[bytes]:
        yield self._head
        while chunk := self._read(_CHUNK):
            yield chunk

    def _read(self, size: int) -> bytes:
        """What is there, at least one byte before the end: a pipe that trickles is worked on as it comes."""
        read = getattr(self._stream, "read1", self._stream.read)
        try:
            data: bytes = read(size)
        except OSError as error:
            raise UnreadableError(f"{self.name} cannot be read: {error.strerror or error}.") from error
        return data


def whole(source: Path | BinaryIO, limit: int, setting: str) -> bytes:
    """All bytes of a file, or of a stream, that may hold so many.

    Args:
        source: a path, or a stream of bytes.
        limit: the most bytes that are read.
        setting: which of the ingest settings sets the limit.

    Raises:
        UnreadableError: it cannot be opened or read, or is no regular file.
        TooLargeError: it holds more.
    """
    try:
        if not isinstance(source, Path):
            data = source.read(limit + 1)
            size = len(data)
        else:
            with source.open("rb") as file:
                status = source.stat()
                if not stat.S_ISREG(status.st_mode):
                    raise UnreadableError(f"{source} is no regular file.")
                data = file.read(limit + 1) if status.st_size <= limit else b""
                size = max(status.st_size, len(data))
    except OSError as error:
        raise UnreadableError(f"{source} cannot be read: {error.strerror or error}.") from error
    if size > limit:
        raise TooLargeError(f"The file holds {size:,} bytes; {limit:,} are read.", hint=f"Cut it up, or raise ingest.{setting}.")
    return data


class ByteReader(io.RawIOBase):
    """A file object over pieces of bytes, for parsers that call `read`; `ended` when the parser has been told of the end."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._rest = b""
        self.ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; empty at the end only."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                self.ended = True
                return b""
            self._rest = chunk
        if size < 0:
            size = len(self._rest)
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {error.strerror or error}.") from error


def _whole(head: bytes) -> bytes:
    """The beginning of a file, cut where no character is cut."""
    end = head.rfind(b"\n") + 1 or (head.rfind(b" ") + 1 if len(head) >= _HEAD // 2 else 0)
    return head[:end] if end else head


def _whole_lines(chunks: Iterator[bytes], line_end: bytes, limit: int, codec: str | None) -> Iterator[bytes | None]:
    """Blocks that end with a line end (but for the last); in place of a line longer than `limit` None, or its pieces.

    With a codec, pieces are given, and none of them ends inside a character.
    """
    pending: list[bytes] = []
    size = 0
    skipping = False
    for chunk in chunks:
        cut = chunk.rfind(line_end) + 1
        if not cut:
            if not skipping:
                pending.append(chunk)
                size += len(chunk)
            if size > limit and codec is not None:
                piece, rest = _cut(b"".join(pending), codec)
                yield piece
                pending, size = [rest], len(rest)
            elif size > limit:
                pending, size, skipping = [], 0, True
            continue
        first = chunk.find(line_end) + 1
        if skipping or (size + first > limit and codec is None):
            yield None
            block = chunk[first:cut]
        else:
            block = b"".join([*pending, chunk[:cut]])
        skipping = False
        if block:
            yield block
        pending, size = [chunk[cut:]], len(chunk) - cut
    if skipping:
        yield None
    elif size:
        yield b"".join(pending)


def _cut(data: bytes, codec: str) -> tuple[bytes, bytes]:
    """Whole characters, and the bytes of one that is not whole yet."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    decoder.decode(data)
    waiting = len(decoder.getstate()[0])
    return data[: len(data) - waiting], data[len(data) - waiting :]
