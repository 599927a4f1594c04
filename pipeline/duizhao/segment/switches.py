"""Where one line changes from Chinese to English without a full stop: headings and captions set beside their translation."""

from __future__ import annotations

from collections.abc import Iterator

import regex

_WORD = regex.compile(r"\p{Latin}{2,}+")
_TAIL = regex.compile(r"[\p{Han}\d）)”』」》％%]*+[ \u00a0\u3000/|]++(?=[\p{Latin}\d\"“'‘(])")
_HAN = regex.compile(r"\p{Han}")
# Han characters and the punctuation of a Chinese sentence that goes on.
_CHINESE = regex.compile(r"[\p{Han}，、；：]")
# How a sentence ends; a translation of one ends likewise.
_ENDED = regex.compile(r"[.!?。！？][”’」』\"'）)]*+\s*+$")
# English letters and blanks a Chinese character of translated text takes; outside of this the Latin part is a name or a
# quotation.
_MIN_RATIO, _MAX_RATIO = 1.6, 9.0


def switches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut `text[start:end]`, which holds no sentence end, where a Chinese half meets an English one.

    Only at a blank or a slash, only into two halves, and only when the English one is of the length of a translation: names
    in the other script stay inside their sentence.

    >>> text = "对外捐赠抗疫物资 Donating supplies abroad"
    >>> [text[left:right] for left, right in switches(text, 0, len(text))]
    ['对外捐赠抗疫物资 ', 'Donating supplies abroad']
    """
    cut = _switch(text, start, end)
    if cut is None:
        yield start, end
    else:
        yield start, cut
        yield cut, end


def _switch(text: str, start: int, end: int) -> int | None:
    if end - start > 2000:
        return None
    piece = text[start:end]
    han = [match.start() for match in _HAN.finditer(piece)]
    if len(han) < 2 or not _WORD.search(piece):
        return None
    first, last = han[0], han[-1]
    tail = _cut_before_tail(piece, last)
    if tail is not None and _is_translation(piece[:tail], piece[tail:]):
        return start + tail
    head = _cut_after_head(piece, first)
    ended = _ENDED.search(piece) is not None and _ENDED.search(piece[:head]) is None
    if head is not None and not ended and _is_translation(piece[head:], piece[:head]):
        return start + head
    return None


def _cut_before_tail(piece: str, last_han: int) -> int | None:
    """After the last Chinese character and its closing marks, at a blank or slash."""
    match = _TAIL.match(piece, last_han)
    return match.end() if match else None


def _cut_after_head(piece: str, first_han: int) -> int | None:
    """Before the first Chinese character and its opening marks, at a blank or slash."""
    position = first_han
    while position > 0 and (piece[position - 1] in '“「『《（("' or piece[position - 1].isdigit()):
        position -= 1
    return position if position > 0 and piece[position - 1] in " \u00a0\u3000/|" else None


def _is_translation(chinese: str, english: str) -> bool:
    """By words and length: three words or more, no Chinese among them, and as long as a translation would be."""
    han = len(_HAN.findall(chinese))
    words = _WORD.findall(english)
    if han < 2 or _CHINESE.search(english) or len(words) < (2 if han <= 6 else 3):
        return False
    latin_inside = len(_WORD.findall(chinese))
    letters = len(english.strip())
    return latin_inside * 2 <= len(words) and _MIN_RATIO * han <= letters <= _MAX_RATIO * han
