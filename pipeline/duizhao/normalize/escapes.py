"""Text that a program wrote in escapes and nobody read back: `\\u4e2d\\u56fd`, `%E4%B8%AD%E5%9B%BD`.

Escapes are meant in code, in JSON and in addresses. A passage is repaired where it is nothing but escapes and what needs none,
and where they make Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.text import Edit

UNICODE_RULE = "escape.unicode/1"
PERCENT_RULE = "escape.percent/1"
# What a line with escapes of Chinese has somewhere.
_SIGN = re.compile(r"\\[uU]|%E")
_UNIT = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4}))")
_UNICODE = re.compile(rf"(?:{_UNIT.pattern})++")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})++")
# What stands in code and addresses, and not in a passage that was escaped as a whole.
_CODE = re.compile(r"[`{}=<>\[\];$|#@&]|://|www\.|[\"'] ?[:,+)]|[(+] ?[\"']|\\\\|\\x|\\n|\\t")
_ADDRESS = re.compile(r"/|[A-Za-z0-9-]\.[A-Za-z]{2}")
_FEW = 4  # fewer Han characters than this in a line are no passage
_SHARE = 0.5  # of the characters of the line that the escapes must be


def escape_edits(text: str) -> Iterator[Edit]:
    """Edits that put characters for escapes, line by line.

    >>> [edit.replacement for edit in escape_edits(r"\\u4eca\\u5929\\u5f88\\u51b7\\u3002")]
    ['今天很冷。']
    >>> list(escape_edits(r'name = "\\u4eca\\u5929\\u5f88\\u51b7"'))
    []
    """
    done = 0
    while (sign := _SIGN.search(text, done)) is not None:
        start = max(done, text.rfind("\n", done, sign.start()) + 1)
        end = text.find("\n", sign.start())
        done = len(text) if end < 0 else end
        line = text[start:done]
        yield from _percent_edits(line, start) if sign[0] == "%E" else _unicode_edits(line, start)


def _unicode_edits(line: str, offset: int) -> Iterator[Edit]:
    if not _CODE.search(line) and "\\" not in _UNICODE.sub("", line):
        yield from _passage(line, offset, [(match, _from_units(match[0])) for match in _UNICODE.finditer(line)], UNICODE_RULE)


def _percent_edits(line: str, offset: int) -> Iterator[Edit]:
    if not _CODE.search(line) and not _ADDRESS.search(line):
        yield from _passage(line, offset, [(match, _from_bytes(match[0])) for match in _PERCENT.finditer(line)], PERCENT_RULE)


def _passage(line: str, offset: int, found: list[tuple[re.Match[str], str]], rule: str) -> Iterator[Edit]:
    """The edits of a line, where all of its escapes can be read, and make up most of it and Chinese."""
    escaped = sum(len(match[0]) for match, _ in found)
    han = sum("\u4e00" <= char <= "\u9fff" for _, read in found for char in read)
    if han < _FEW or escaped < _SHARE * len(line.strip()) or not all(read.isprintable() and read for _, read in found):
        return
    for match, read in found:
        yield Edit(offset + match.start(), offset + match.end(), read, rule, 0.95)


def _from_units(escapes: str) -> str:
    """The text of units of sixteen or thirty-two bits; empty where one is half a character."""
    text = "".join(chr(int(unit[1] or unit[2], 16)) for unit in _UNIT.finditer(escapes))
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return ""


def _from_bytes(escapes: str) -> str:
    """The text of bytes in UTF-8; empty where they are none."""
    try:
        return bytes.fromhex(escapes.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return ""
