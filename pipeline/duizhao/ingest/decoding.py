"""Bytes to text: the encoding found, the text decoded, what did not fit counted."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from duizhao.errors import NotTextError
from duizhao.ingest.charsets import (
    BIG5,
    BIG5_HKSCS,
    BY_LINE,
    GB18030,
    UTF_8,
    UTF_16_BE,
    UTF_16_LE,
    WINDOWS_1252,
    byte_order_mark,
    count_replaced,
    decode_strictly,
    decode_with_replacement,
)
from duizhao.ingest.detection import CONTROLS, detect
from duizhao.ingest.plausibility import bits_of
from duizhao.ingest.signatures import binary_format
from duizhao.settings import IngestSettings

# Blocks that are decoded at once; one that does not fit is looked at line by line.
_BLOCK = 1 << 20
# Characters of a line that are weighed; the rest of a longer line follows them.
_WEIGHED = 16 * 1024
# What it takes for one line to be in another encoding than the file, in bits.
_SWITCH_BITS = 24.0
# A line that takes fewer bits a byte is plainly in an encoding that has come up before.
_PLAIN_BITS = 6.0
# A line with fewer misfits than this, for each character beyond ASCII, is in the file's encoding and merely damaged.
_DAMAGE = 1 / 8
# So many lines in another encoding, and none in the one assumed, settle what the file is in.
_SETTLED = 20
_ASCII_LETTERS = string.ascii_letters.encode()
# What share of control characters, and in UTF-16, where any bytes are characters, of code points that no character has, is still
# a text with a stain.
_CONTROL_SHARE = 0.05
_CONTROL = re.compile(f"[{re.escape(CONTROLS.decode())}]")
_NO_CHARACTER = regex.compile(rf"[{re.escape(CONTROLS.decode())}\p{{Cn}}\p{{Co}}\ufffd]")
# In a file of another encoding: a run that is most likely UTF-8. GBK makes such runs once in a book.
_UTF_8_RUN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}|\xef\xbc[\x80-\xbf]|\xe3\x80[\x80-\xbf]|\xe2\x80[\x93-\xa6]")
# Some of what no paragraph of Chinese or typeset English is without, in UTF-8: found a hundred times faster than a pattern.
_UTF_8_SIGNS = tuple(char.encode() for char in "，。、：的一是在不了有人年“”’–")
_UTF_8_IN_LATIN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file.

    Attributes:
        text: without the byte order mark; line ends as they are.
        encoding: `utf-8`, `utf-16-le`, `utf-16-be`, `gb18030` (GB2312 and GBK too), `big5`, `big5hkscs`, `windows-1252`;
            where lines differ, the names joined by `+`, the most frequent first.
        bom: it began with a byte order mark.
        confidence: 0 to 1.
        replaced: how many characters stand as U+FFFD because their bytes fit no encoding known here.
        lines: for each encoding found, how many lines beyond ASCII; empty where all of the file is in one.
    """

    text: str
    encoding: str
    bom: bool
    confidence: float
    replaced: int = 0
    lines: tuple[tuple[str, int], ...] = ()


def decode(data: bytes, settings: IngestSettings, declared: str | None = None) -> Decoded:
    """Find the encoding of a file and decode it; nothing is lost, what does not fit becomes U+FFFD and is counted.

    Args:
        data: the whole file.
        settings: the ingest section.
        declared: the encoding the file states itself (HTML's `charset`), which counts as evidence and no more.

    Raises:
        NotTextError: the bytes are no text in any encoding known here.

    >>> decode("一帶一路".encode("big5"), IngestSettings()).encoding
    'big5'
    """
    mark, encoding = byte_order_mark(data)
    body = data[len(mark) :]
    if not body:
        return Decoded("", encoding or UTF_8, bool(mark), 1.0)
    confidence = 1.0
    if encoding is None:
        refuse_binary(body)
        guess = detect(body, settings.max_bits_a_byte, declared)
        if guess is None:
            raise NotTextError(
                "The bytes are no text in UTF-8, UTF-16, GB18030, Big5 or Windows-1252.", hint="Convert the file to UTF-8."
            )
        encoding, confidence = guess.encoding, guess.confidence
    decoder = LineDecoder(encoding)
    text = "".join(decoder.decode(block) for block in _blocks(body, encoding))
    refuse_what_is_no_text(text, encoding)
    return Decoded(text, decoder.name(), bool(mark), confidence, decoder.replaced, decoder.mixture())


@dataclass(slots=True)
class LineDecoder:
    """Decodes a file piece by piece, in its own encoding and, where a line plainly is in another, in that one.

    Attributes:
        encoding: the file's, one of those in `charsets`.
        replaced: how many characters became U+FFFD so far.
    """

    encoding: str
    replaced: int = 0
    _lines: Counter[str] = field(default_factory=Counter)
    _beyond_big5: bool = False

    def decode(self, block: bytes) -> str:
        """The text of some whole lines (for UTF-16: of the whole file)."""
        if self.encoding == BIG5 and not self._beyond_big5:
            self._beyond_big5 = decode_strictly(block, "cp950") is None and decode_strictly(block, BIG5_HKSCS) is not None
        if not self._is_suspicious(block):
            text = decode_strictly(block, self.encoding)
            if text is not None:
                return text
        if self.encoding not in BY_LINE:
            return self._replacing(block, self.encoding)
        return "".join(self._line(line) for line in block.splitlines(keepends=True))

    def name(self) -> str:
        """The encoding, or those found joined by `+`."""
        main = BIG5_HKSCS if self._beyond_big5 else self.encoding
        others = [name for name, _ in self._lines.most_common() if name != self.encoding]
        return "+".join([main, *others])

    def mixture(self) -> tuple[tuple[str, int], ...]:
        """Lines by encoding where more than one was found."""
        return tuple(self._lines.most_common()) if len(self._lines) > 1 else ()

    def _is_suspicious(self, block: bytes) -> bool:
        """Whether lines of a block may be in UTF-8 although the file is not, and all of it decodes."""
        if self.encoding in {GB18030, BIG5}:
            return any(sign in block for sign in _UTF_8_SIGNS)
        return self._may_be_utf_8(block)

    def _may_be_utf_8(self, line: bytes) -> bool:
        if self.encoding in {GB18030, BIG5}:
            return _UTF_8_RUN.search(line) is not None
        return self.encoding == WINDOWS_1252 and _UTF_8_IN_LATIN.search(line) is not None

    def _line(self, line: bytes) -> str:
        if line.isascii():
            return line.decode("ascii")
        text = None if self._may_be_utf_8(line) else decode_strictly(line, self.encoding)
        if text is None and self._is_merely_damaged(line):
            encoding = self.encoding
        elif text is None:
            encoding = self._encoding_of(line)
        else:
            encoding = self.encoding
        self._lines[encoding] += 1
        if encoding != self.encoding and self._lines[encoding] >= _SETTLED and not self._lines[self.encoding]:
            # The beginning, plain ASCII, told nothing.
            self.encoding = encoding
        return self._replacing(line, encoding) if text is None else text

    def _is_merely_damaged(self, line: bytes) -> bool:
        if self._may_be_utf_8(line):
            return False
        text = decode_with_replacement(line[:_WEIGHED], self.encoding)
        beyond = len(text) - len(text.encode("ascii", "ignore"))
        return count_replaced(line[:_WEIGHED], text, self.encoding) <= beyond * _DAMAGE

    def _encoding_of(self, line: bytes) -> str:
        weighed = line[:_WEIGHED].rstrip(b"\r\n")
        for encoding, _ in self._lines.most_common(2):
            text = decode_strictly(weighed, encoding) if encoding != self.encoding else None
            if text is not None and bits_of(text) < _PLAIN_BITS * len(weighed):
                return encoding
        costs = {}
        candidates = dict.fromkeys([self.encoding, UTF_8, GB18030, BIG5])
        if len(weighed.translate(None, _ASCII_LETTERS)) * 2 < len(weighed):
            candidates[WINDOWS_1252] = None  # a line of Latin letters, or nothing but stray bytes
        for encoding in candidates:
            costs[encoding] = bits_of(decode_with_replacement(weighed, encoding))
            if encoding != self.encoding and encoding not in self._lines:
                costs[encoding] += _SWITCH_BITS
        return min(costs, key=lambda encoding: costs[encoding])

    def _replacing(self, block: bytes, encoding: str) -> str:
        text = decode_with_replacement(block, encoding)
        self.replaced += count_replaced(block, text, encoding)
        return text


def _blocks(data: bytes, encoding: str) -> Iterator[bytes]:
    """`data` in pieces that end with a line, so that one bad byte does not cost the whole file the fast way."""
    if encoding not in BY_LINE or len(data) <= _BLOCK:
        yield data
        return
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _BLOCK) + 1 or len(data)
        yield data[start:end]
        start = end


def refuse_binary(data: bytes) -> None:
    """Name the commonest things that are no text.

    Raises:
        NotTextError: the bytes begin like one of them, or are all zero.
    """
    found = binary_format(data)
    if found:
        hint = "Unpack it first." if found.endswith("archive") else "Save its text as .txt, .html or .docx."
        raise NotTextError(f"The file is {found}, not text.", hint=hint)
    if data and not data.strip(b"\x00"):
        raise NotTextError(f"The file holds nothing but {len(data):,} zero bytes.", hint="It may not have been copied whole.")


def refuse_what_is_no_text(text: str, encoding: str) -> None:
    """A text may carry a stray control character; a file full of them is something else.

    Raises:
        NotTextError: more than one character in twenty is one.
    """
    found = len((_NO_CHARACTER if encoding in {UTF_16_LE, UTF_16_BE} else _CONTROL).findall(text))
    if found > _CONTROL_SHARE * len(text) and (found > 2 or found * 2 >= len(text)):
        raise NotTextError(
            f"The file holds {found:,} characters that are no part of a text among {len(text):,}: it is no text.",
            hint="Convert it to a text file.",
        )
