"""A wholly damaged stretch read from end to end in one go: what `reread.py` finds by searching, where nothing needs a search.

Most damage covers whole lines. Then the bytes behind the characters on the screen are known but for those that left a mark, and
they fall into characters in one way only. A stretch in which they do not, or in which what comes out is no plain Chinese, is left
to the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.normalize.channels import Channel, decode_table, shown_table
from duizhao.normalize.holes import Hole, alternatives
from duizhao.normalize.language import LanguageModel, follow
from duizhao.normalize.reread import LOST, Group

_UNKNOWN = -1
_GONE = 5  # marks in a row, of which none is guessed
_WINDOW = 12  # characters that are plain Chinese together
_PLAIN = -9.0  # and each of them is likelier than this, in nats, on the mean
_BETTER = 12.0  # or all of them are likelier by so much than what is shown


@dataclass(frozen=True, slots=True)
class _Character:
    """A character that was written: its bytes, from and to, and its text; empty where bytes of it are lost."""

    start: int
    end: int
    text: str


def read_straight(shown: str, channel: Channel, reader: str, model: LanguageModel) -> tuple[Group, ...] | None:
    """The groups of a stretch that is damaged from end to end; None where that is not plain to see."""
    if LOST * _GONE in shown:
        return None
    data, ends = _bytes_of(shown, reader)
    if data is None:
        return None
    written = _characters(data, channel)
    if written is None:
        return None
    texts = _filled(data, written, channel, reader, model)
    if texts is None:
        return None
    groups = _groups(written, texts, ends, shown)
    return groups if groups and _is_plain(groups, shown, model) else None


def _bytes_of(shown: str, reader: str) -> tuple[list[int] | None, list[int]]:
    """The bytes, with `_UNKNOWN` for lost ones, and for each character on the screen the offset where its bytes end."""
    table = shown_table(reader)
    mark = LOST if LOST in shown else "?"
    data: list[int] = []
    ends: list[int] = []
    for char in shown:
        if char == mark:
            data.append(_UNKNOWN)
        elif char < "\x80":
            data.append(ord(char))
        else:
            units = table.get(char)
            if units is None:
                return None, ends
            data += units[0]
        ends.append(len(data))
    return data, ends


def _characters(data: list[int], channel: Channel) -> list[_Character] | None:
    """The bytes in characters; None where they do not fall into them in one way.

    A question mark is first taken for a lost byte; where it cannot be one, it is what it is.
    """
    found: list[_Character] = []
    unicode = channel.written == "utf-8"
    table = decode_table(channel.written) if not unicode else {}
    at, size = 0, len(data)
    while at < size:
        first = data[at]
        if 0 <= first < 0x80:
            found.append(_Character(at, at + 1, chr(first)))
            at += 1
            continue
        length = _length(data, at) if unicode else 2
        end = at + length
        if length == 0 or end > size:
            return None
        pair = data[at:end]
        if _UNKNOWN in pair:
            found.append(_Character(at, end, ""))
        elif unicode:
            try:
                found.append(_Character(at, end, bytes(pair).decode()))
            except UnicodeDecodeError:
                return None
        else:
            text = table.get(bytes(pair))
            if text is None:
                return None
            found.append(_Character(at, end, text))
        at = end
    return found


def _length(data: list[int], at: int) -> int:
    """How many bytes a character of UTF-8 has, of which the first may be lost; 0 where it is none."""
    first = data[at]
    behind = 0
    for byte in data[at + 1 : at + 4]:
        if byte != _UNKNOWN and not 0x80 <= byte < 0xC0:
            break
        behind += 1
    if first == _UNKNOWN:
        return behind + 1 if behind in (1, 2) else 0
    length = 2 if 0xC2 <= first < 0xE0 else 3 if 0xE0 <= first < 0xF0 else 4 if 0xF0 <= first < 0xF5 else 0
    return length if length <= behind + 1 else 0


def _filled(
    data: list[int], written: Sequence[_Character], channel: Channel, reader: str, model: LanguageModel
) -> list[str] | None:
    """The text of each character, the likeliest one where bytes are lost."""
    texts: list[str] = []
    previous = ""
    for index, character in enumerate(written):
        text = character.text
        if not text:
            hole = _hole(data, character)
            found = alternatives(hole, channel, reader, model)
            if not found:
                return None
            behind = written[index + 1].text if index + 1 < len(written) else "\n"
            text = model.likeliest(found, previous, behind)
        texts.append(text)
        for char in text[-2:]:
            previous = follow(previous, char)
    return texts


def _hole(data: list[int], character: _Character) -> Hole:
    start, end = character.start, character.end
    lost = [at for at in range(start, end) if data[at] == _UNKNOWN]
    first, after = lost[0], lost[-1] + 1
    return Hole(
        bytes(data[start:first]),
        after - first,
        bytes(data[after:end]),
        None,
        data[after] if after < len(data) and data[after] != _UNKNOWN else None,
    )


def _groups(written: Sequence[_Character], texts: Sequence[str], ends: Sequence[int], shown: str) -> tuple[Group, ...]:
    """The characters in groups that begin and end where characters on the screen do."""
    at_byte = {end: index + 1 for index, end in enumerate(ends)}
    groups: list[Group] = []
    start, read, guessed = 0, "", 0
    for character, text in zip(written, texts, strict=True):
        read += text
        if not character.text:
            guessed += 1
        end = at_byte.get(character.end)
        if end is not None:
            groups.append(Group(start, end, read, True, guessed))
            start, read, guessed = end, "", 0
    return tuple(groups) if start == len(shown) else ()


def _is_plain(groups: Sequence[Group], shown: str, model: LanguageModel) -> bool:
    """Whether what comes out is Chinese from end to end, and no stretch of it was better as it is shown."""
    start, text = 0, ""
    previous = ""
    for index, group in enumerate(groups):
        text += group.text
        if len(text) >= _WINDOW or index + 1 == len(groups):
            score = model.score(text, previous)
            if score < _PLAIN * len(text) and score < model.score(shown[start : group.end]) + _BETTER:
                return False
            previous = text[-1:]
            start, text = group.end, ""
    return True
