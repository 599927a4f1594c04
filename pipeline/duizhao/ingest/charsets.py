"""The encodings known here, and what Python's codecs leave to be said about Chinese ones."""

from __future__ import annotations

import codecs
import re
from typing import Final

UTF_8: Final = "utf-8"
UTF_16_LE: Final = "utf-16-le"
UTF_16_BE: Final = "utf-16-be"
UTF_32_LE: Final = "utf-32-le"
UTF_32_BE: Final = "utf-32-be"
# GB2312 and GBK are subsets of it.
GB18030: Final = "gb18030"
# Read as Big5-HKSCS, which adds Hong Kong's characters to Taiwan's Big5.
BIG5: Final = "big5"
BIG5_HKSCS: Final = "big5hkscs"
WINDOWS_1252: Final = "windows-1252"

# Longer marks first: UTF-32's little-endian mark begins like UTF-16's.
BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, UTF_32_LE),
    (codecs.BOM_UTF32_BE, UTF_32_BE),
    (codecs.BOM_UTF16_LE, UTF_16_LE),
    (codecs.BOM_UTF16_BE, UTF_16_BE),
    (b"\x84\x31\x95\x33", GB18030),
)
# In these a line feed is the byte 0A and nothing else is.
BY_LINE = frozenset({UTF_8, GB18030, BIG5, BIG5_HKSCS, WINDOWS_1252})

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Windows writes the euro sign as the single byte 80 in "GBK" files; GB18030 itself has it elsewhere.
_EURO_IN_GBK = 0x80
_HANDLER = "duizhao.gb18030"
# A3 A0, the full-width space of many Chinese programs, which the standard gives to private use.
_GBK_SPACE = "\ue5e5"

# Python's Big5 tables come from before Windows: A1 45 is a bullet there, on every Taiwanese machine it is the dot inside
# a foreign name; A1 E3 is a mathematical tilde there and the dash of a range in print.
_NAME_DOT = re.compile(r"(?<=[A-Za-z\u3400-\u9fff])\N{BULLET}(?=[A-Za-z\u3400-\u9fff])")


def _replace_or_euro(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.object[error.start] == _EURO_IN_GBK:
        return "€", error.start + 1
    return REPLACEMENT, error.end


codecs.register_error(_HANDLER, _replace_or_euro)


_CANONICAL = {
    "utf-8": UTF_8,
    "utf-16": UTF_16_LE,
    "utf-16-le": UTF_16_LE,
    "utf-16-be": UTF_16_BE,
    "gb2312": GB18030,
    "gbk": GB18030,
    "gb18030": GB18030,
    "big5": BIG5,
    "big5hkscs": BIG5,
    "cp950": BIG5,
    "cp1252": WINDOWS_1252,
    # As the WHATWG Encoding Standard has it: pages that say Latin-1 mean Windows.
    "iso8859-1": WINDOWS_1252,
    "ascii": WINDOWS_1252,
}


def canonical(name: str) -> str | None:
    """The name used here for an encoding that a file states; None for one not known here.

    >>> canonical("GB2312"), canonical("Big5-HKSCS"), canonical("latin1"), canonical("koi8-r")
    ('gb18030', 'big5', 'windows-1252', None)
    """
    try:
        return _CANONICAL.get(codecs.lookup(name).name)
    except LookupError:
        return None


def byte_order_mark(data: bytes) -> tuple[bytes, str | None]:
    """The mark that `data` begins with and the encoding it stands for; `(b"", None)` where there is none."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark) and not (encoding.startswith("utf-32") and len(data) % 4):
            return mark, encoding
    return b"", None


def python_codec(encoding: str) -> str:
    """The codec Python is asked for."""
    return BIG5_HKSCS if encoding == BIG5 else encoding


def decoding_handler(encoding: str) -> str:
    """How errors are handled when every byte must become something."""
    return _HANDLER if encoding == GB18030 else "replace"


def _as_printed(text: str, encoding: str) -> str:
    """What the standard's table leaves otherwise than the machines that wrote the file meant it; nothing changes in length."""
    if encoding == GB18030 and _GBK_SPACE in text:
        return text.replace(_GBK_SPACE, "\N{IDEOGRAPHIC SPACE}")
    if encoding in {BIG5, BIG5_HKSCS}:
        if "\N{TILDE OPERATOR}" in text:
            text = text.replace("\N{TILDE OPERATOR}", "\N{FULLWIDTH TILDE}")
        if "\N{BULLET}" in text:
            text = _NAME_DOT.sub("\N{HYPHENATION POINT}", text)
    return text


def decode_strictly(data: bytes | memoryview, encoding: str) -> str | None:
    """The text, or None where a byte does not fit."""
    try:
        text = str(data, python_codec(encoding))
    except UnicodeDecodeError:
        return None
    return _as_printed(text, encoding)


def decode_with_replacement(data: bytes | memoryview, encoding: str) -> str:
    """The text with U+FFFD for what does not fit."""
    text = str(data, python_codec(encoding), decoding_handler(encoding))
    return _as_printed(text, encoding)


def count_replaced(data: bytes, text: str, encoding: str) -> int:
    """How many U+FFFD of `text` were made by decoding; a file may hold the character itself."""
    made = text.count(REPLACEMENT)
    if made == 0 or encoding in {BIG5, BIG5_HKSCS, WINDOWS_1252}:
        return made
    return max(0, made - data.count(REPLACEMENT.encode(encoding)))
