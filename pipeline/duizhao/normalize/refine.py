"""Second thoughts about lost bytes: with the right-hand context, whole words, pairs of quotation marks and the rest of the text.

The beam search knows two characters at a time. Where it had to guess a byte, each value that the hole allows is weighed again
in its surroundings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from operator import add

from duizhao.normalize.channels import Channel, encode_table, shown_table
from duizhao.normalize.holes import Hole, alternatives
from duizhao.normalize.language import LanguageModel
from duizhao.normalize.ranking import Seen, ranked
from duizhao.normalize.reread import LOST, Group

_NEAR = 6  # groups in which a guess matters to another
REACH = 300  # characters on each side that are looked at


def refine(
    text: str,
    groups: Sequence[Group],
    channel: Channel,
    model: LanguageModel,
    reader: str,
    seen: Seen,
    before: str = "",
    behind: str = "",
) -> tuple[Group, ...]:
    """The groups with every guessed byte weighed again.

    Args:
        text: the damaged text that the groups cover.
        groups: of `reread`.
        channel: of the damage.
        model: of the script of the text.
        reader: the codec that showed the text.
        seen: what stands in the whole text without a guess.
        before: what stands before the text, as far as it matters.
        behind: what stands behind it.
    """
    result = list(groups)
    texts = _Texts(groups, before, behind)
    places = [index for index, group in enumerate(groups) if group.damaged and group.guessed]
    changed: set[int] = set()
    for again in (False, True):
        for index in places:
            # What stands behind was a rough guess the first time.
            if again and not any(abs(index - other) <= _NEAR for other in changed - {index}):
                continue
            group = result[index]
            left, right = texts.around(index)
            following = text[group.end : group.end + 1]
            if index + 1 < len(result) and not result[index + 1].damaged and following >= "\x80":
                following = ""  # the bytes ended here
            result[index] = _refined(text, group, left, right, channel, model, reader, seen, following)
            if result[index].text != group.text:
                texts.put(index, result[index].text)
                changed.add(index)
    return tuple(result)


def unguessed(groups: Sequence[Group]) -> Iterator[str]:
    """What stands in groups in a row without a guess, in pieces."""
    for guessed, members in groupby(groups, key=lambda group: group.guessed > 0):
        if not guessed:
            yield "".join([group.text for group in members])


def count_runs(text: str, counted: Counter[str]) -> None:
    """Count one, two and three characters in a row."""
    counted.update(text)
    counted.update(map(add, text, text[1:]))
    counted.update(text[at : at + 3] for at in range(len(text) - 2))


class _Texts:
    """The texts of groups in a row, and what stands before them and behind them."""

    def __init__(self, groups: Sequence[Group], before: str, behind: str) -> None:
        self._texts = [group.text for group in groups]
        self._before, self._behind = before[-REACH:], behind[:REACH]
        self._offsets = [0, *accumulate(map(len, self._texts))]

    def put(self, index: int, text: str) -> None:
        """Give a group another text."""
        grown = len(text) != len(self._texts[index])
        self._texts[index] = text
        if grown:
            self._offsets = [0, *accumulate(map(len, self._texts))]

    def around(self, index: int) -> tuple[str, str]:
        """What stands before a group and behind it, as far as it is looked at."""
        offsets, texts = self._offsets, self._texts
        start, end = offsets[index] - REACH, offsets[index + 1] + REACH
        left = "".join(texts[max(0, bisect_right(offsets, start) - 1) : index])
        right = "".join(texts[index + 1 : bisect_left(offsets, end)])
        return (self._before + left if start < 0 else left), (right + self._behind if end > offsets[-1] else right)


def _refined(
    text: str,
    group: Group,
    left: str,
    right: str,
    channel: Channel,
    model: LanguageModel,
    reader: str,
    seen: Seen,
    behind: str,
) -> Group:
    data = _encoded(group.text, channel)
    following = _first_byte(behind, reader)
    lost = _lost_places(text[group.start : group.end], data, reader)
    holes = {place for places in lost for place in places}
    confidence = group.confidence
    current = group.text
    for places in lost:
        start, end, first, last = _characters(current, places, channel)
        after = places[-1] + 1
        around = Hole(
            data[start : places[0]],
            len(places),
            data[after:end],
            data[places[0] - 1] if places[0] - 1 in holes else None,
            (data + following)[after] if after < len(data + following) and after not in holes else None,
        )
        found = alternatives(around, channel, reader, model)
        if len(found) < 2:
            continue
        (best, share), *_ = ranked(found, left + current[:first], current[last:] + right, model, seen)
        confidence = min(confidence, share)
        if best != current[first:last]:
            current = current[:first] + best + current[last:]
            data = data[:start] + _encoded(best, channel) + data[end:]
    return replace(group, text=current, confidence=confidence)


def _characters(text: str, places: tuple[int, ...], channel: Channel) -> tuple[int, int, int, int]:
    """The bytes and the characters, from and to, in which some bytes of a text lie."""
    at = 0
    start = end = first = last = -1
    for index, char in enumerate(text):
        size = len(char.encode()) if channel.written == "utf-8" else 1 if char < "\x80" else 2
        if start < 0 and places[0] < at + size:
            start, first = at, index
        at += size
        if places[-1] < at:
            end, last = at, index + 1
            break
    return start, end, first, last


def _encoded(text: str, channel: Channel) -> bytes:
    if channel.written == "utf-8":
        return text.encode()
    table = encode_table(channel.written)
    return b"".join(char.encode() if char < "\x80" else table[char] for char in text)


def _lost_places(shown: str, data: bytes, reader: str) -> list[tuple[int, ...]]:
    """Offsets of lost bytes in the bytes of a group, those of one character together; empty where bytes left no mark."""
    table = shown_table(reader)
    places: list[int] = []
    at = 0
    for char in shown:
        if char == LOST or (char == "?" and data[at : at + 1] != b"?"):
            places.append(at)
            at += 1
        elif char < "\x80":
            at += 1
        else:
            at += len(next((unit for unit in table.get(char, ()) if data.startswith(unit, at)), b""))
    if at != len(data):
        return []
    joined: list[tuple[int, ...]] = []
    for place in places:
        if joined and joined[-1][-1] == place - 1 and len(joined[-1]) == 1:
            joined[-1] = (*joined[-1], place)
        else:
            joined.append((place,))
    return joined


def _first_byte(char: str, reader: str) -> bytes:
    """The byte behind a group, which its last lost byte must not make a character with; empty where it is not known."""
    if char < "\x80" and char != "?":
        return char.encode()
    units = shown_table(reader).get(char, ())
    return units[0][:1] if len(units) == 1 else b""
