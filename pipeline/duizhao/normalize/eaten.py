"""A bracket that went with a lost byte: `浠婂ぉ鐨勬柊闂?/title>` was `今天的新闻</title>`.

Some readers take the byte behind one they cannot read for its second half and show one question mark for both. Of UTF-8 read as
GBK that is the last byte of a character, and before a tag of HTML it is the bracket that opens it. The bracket is put back, so
that the question mark stands for the lost byte alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duizhao.normalize.mojibake import is_utf8
from duizhao.normalize.scan import Span
from duizhao.text import Edit

RULE = "mojibake.eaten/1"
_OPENED = "br|p|b|i|u|em|strong|span|div|a|li|ul|ol|td|tr|h[1-6]|font|img"
_EATEN = re.compile(
    rf"(?<=[^\x00->@-\x7f])[?\ufffd](?=/[a-z][a-z0-9]{{0,9}}+>|(?:{_OPENED})(?: [^<>\n]{{0,80}}+)?+/?>)", re.IGNORECASE
)


def eaten_edits(text: str, spans: Iterable[Span]) -> Iterator[Edit]:
    """Edits that put the bracket back in stretches that are UTF-8 read as GBK."""
    for start, end in spans:
        if "?" not in text[start:end] and "\ufffd" not in text[start:end]:
            continue
        if _EATEN.search(text, start, end) and is_utf8(text[start:end]):
            for match in _EATEN.finditer(text, start, end):
                yield Edit(match.end(), match.end(), "<", RULE, 0.9)
