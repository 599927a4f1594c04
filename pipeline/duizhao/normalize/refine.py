"""Second thoughts about lost bytes: with the right-hand context, whole words, pairs of quotation marks and the rest of the text.

The beam search knows two characters at a time. Where it had to guess a byte, each value that the hole allows is weighed again
in its surroundings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, log

from duizhao.normalize.channels import Channel, decode_table, encode_table, reads, shown_table
from duizhao.normalize.language import LanguageModel, follow
from duizhao.normalize.reread import LOST, Group

# What follows a name whose original is given behind it: 卡瓦諾 (Kavanaugh).
_FOREIGN_NAME = re.compile(r" ?[(（][A-Z]")
_CLEAR = 9.0  # a reading that is so far ahead, in nats, is not weighed any further
_SHORTLIST = 8  # readings that are weighed word by word
_WORDS = 0.4  # weight of the best division into words; character pairs have the rest
_SEEN = 0.7  # how far the rest of the text is believed about what follows two characters, or stands before them
_QUOTES = 2.5  # for a quotation mark that opens or closes rightly; quotations run over paragraphs and are not always closed
_BRACKETS = 6.0  # for a bracket or the mark of a title, which are
_MOST = 80  # readings of lost bytes that are weighed at all
_CONTEXT = 5  # characters on each side
_OPENING = {"”": "“", "」": "「", "’": "‘", "』": "『", "）": "（", "》": "《", "】": "【"}
_TIGHT = frozenset("（）《》【】")
_PAIRED = frozenset(_OPENING) | frozenset(_OPENING.values())
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}


@dataclass(frozen=True, slots=True)
class _Hole:
    """Lost bytes in the characters they belong to.

    Attributes:
        start: the known bytes of these characters before the lost ones.
        guess: what was put for the lost ones.
        end: the known bytes behind them.
        hidden_before: the byte before, where that is lost too.
        shown_after: the byte behind, where that is known.
    """

    start: bytes
    guess: bytes
    end: bytes
    hidden_before: int | None
    shown_after: int | None


Choice = tuple[str, float]


def refine(
    text: str, groups: Sequence[Group], channel: Channel, model: LanguageModel, reader: str, seen: Counter[str]
) -> tuple[Group, ...]:
    """The groups with every guessed byte weighed again.

    Args:
        text: the damaged text that the groups cover.
        groups: of `reread`.
        channel: of the damage.
        model: of the script of the text.
        reader: the codec that showed the text.
        seen: two and three characters in a row, of the whole text, that needed no guess, with how often they occur.
    """
    result = list(groups)
    for _ in range(2):
        for index, group in enumerate(result):
            if group.damaged and group.guessed:
                left = _before(result, index)
                right = _after(result, index)
                result[index] = _refined(text, group, left, right, channel, model, reader, seen)
    return tuple(result)


def runs_of(groups: Sequence[Group]) -> Counter[str]:
    """Two and three characters in a row that needed no guess."""
    counted: Counter[str] = Counter()
    run = ""
    for group in groups:
        if group.guessed:
            run = ""
            continue
        run = run[-2:] + group.text
        counted.update(run[at : at + 3] for at in range(len(run) - 2))
        counted.update(run[at : at + 2] for at in range(max(0, len(run) - len(group.text) - 1), len(run) - 1))
    return counted


def _before(groups: Sequence[Group], index: int) -> str:
    pieces: list[str] = []
    length = 0
    while index > 0 and length < 300:
        index -= 1
        pieces.append(groups[index].text)
        length += len(groups[index].text)
    return "".join(reversed(pieces))


def _after(groups: Sequence[Group], index: int) -> str:
    pieces: list[str] = []
    length = 0
    while index + 1 < len(groups) and length < 300:
        index += 1
        pieces.append(groups[index].text)
        length += len(groups[index].text)
    return "".join(pieces)


def _refined(
    text: str,
    group: Group,
    left: str,
    right: str,
    channel: Channel,
    model: LanguageModel,
    reader: str,
    seen: Counter[str],
) -> Group:
    data = _encoded(group.text, channel)
    following = _first_byte(text[group.end : group.end + 1], reader)
    lost = _lost_places(text[group.start : group.end], data, reader)
    holes = {place for places in lost for place in places}
    confidence = group.confidence
    current = group.text
    for places in lost:
        start, end, first, last = _characters(current, places, channel)
        after = places[-1] + 1
        around = _Hole(
            data[start : places[0]],
            data[places[0] : after],
            data[after:end],
            data[places[0] - 1] if places[0] - 1 in holes else None,
            (data + following)[after] if after < len(data + following) and after not in holes else None,
        )
        found = _alternatives(around, channel, reader, model)
        if len(found) < 2:
            continue
        (best, share), *_ = _ranked(found, left + current[:first], current[last:] + right, model, seen)
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


@lru_cache(maxsize=20_000)
def _alternatives(hole: _Hole, channel: Channel, reader: str, model: LanguageModel) -> tuple[str, ...]:
    """The texts that other values of the lost bytes give, those of the commonest characters where they are many."""
    found: list[str] = []
    for values in _hidden(reader, hole.hidden_before, len(hole.guess), hole.shown_after):
        # Within UTF-8 the guess is right about which bytes begin a character.
        if channel.written == "utf-8" and any((one ^ two) & 0x40 for one, two in zip(values, hole.guess, strict=True)):
            continue
        found += _text(hole.start + values + hole.end, channel)
    if len(found) > _MOST:
        found.sort(key=lambda text: -sum(model.unigram(char) for char in text))
        del found[_MOST:]
    return tuple(found)


@lru_cache(maxsize=1000)
def _hidden(reader: str, before: int | None, count: int, after: int | None) -> tuple[bytes, ...]:
    """Bytes, one or two, of which the reader shows nothing between two others; None where a neighbour is not known."""
    leads = [byte for byte in range(0x80, 0x100) if before is None or not reads(reader, before, byte)]
    if count == 1:
        return tuple(bytes([byte]) for byte in leads if after is None or not reads(reader, byte, after))
    trails = [byte for byte in range(0x80, 0x100) if after is None or not reads(reader, byte, after)]
    return tuple(bytes([lead, trail]) for lead in leads for trail in trails if not reads(reader, lead, trail))


def _text(data: bytes, channel: Channel) -> Iterator[str]:
    if channel.written == "utf-8":
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            return
        return
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
            return
        pieces.append(char)
        at += 2
    yield "".join(pieces)


def _ranked(found: Sequence[str], left: str, right: str, model: LanguageModel, seen: Counter[str]) -> list[Choice]:
    """The readings, best first, each with its share of the probability among them."""
    previous = ""
    for char in left[-2:]:
        previous = follow(previous, char)
    after = right[:2] or "\n"
    named = bool(_FOREIGN_NAME.match(right))
    rough = sorted(((_score(text, after, previous, model, named), text) for text in found), reverse=True)
    if rough[0][0] - rough[1][0] > _CLEAR and rough[0][1] not in _PAIRED:
        return [(rough[0][1], 1.0)]
    scored: list[tuple[float, str]] = []
    for score, text in rough[:_SHORTLIST]:
        words = model.words_score(left[-_CONTEXT:] + text + right[:_CONTEXT])
        scored.append(
            (
                (1 - _WORDS) * score + _WORDS * words + _elsewhere(left, text, right, model, seen) + _balance(left, text, right),
                text,
            )
        )
    scored.sort(reverse=True)
    total = sum(exp(score - scored[0][0]) for score, _ in scored)
    return [(text, exp(score - scored[0][0]) / total) for score, text in scored]


def _score(text: str, after: str, previous: str, model: LanguageModel, named: bool) -> float:
    """Log-probability of characters in their place; before a name in Latin letters they may end the same name in Chinese."""
    score = model.score(text + after, previous)
    if named and len(text) == 1 and len(previous) == 1:
        plain = model.log_probability(previous, text)
        score += log(0.5 * exp(plain) + 0.5 * model.name_probability(previous, text)) - plain
    return score


def _elsewhere(left: str, text: str, right: str, model: LanguageModel, seen: Counter[str]) -> float:
    """What the rest of the text adds: how often a character follows the same two, or stands before the same two."""
    if not seen or len(text) != 1:
        return 0.0
    total = 0.0
    for known, whole in ((left[-2:], left[-2:] + text), (right[:2], text + right[:2])):
        count = seen[known] if len(known) == 2 else 0
        if count:
            plain = exp(model.log_probability(left[-1:], text))
            total += log(1 - _SEEN + _SEEN * seen[whole] / (count * plain))
    return min(total, 12.0)


def _balance(left: str, text: str, right: str) -> float:
    bonus = 0.0
    for at, char in enumerate(text):
        if char not in _PAIRED:
            continue
        weight = _BRACKETS if char in _TIGHT else _QUOTES
        before, behind = left + text[:at], text[at + 1 :] + right
        if char in _OPENING:
            bonus += weight if _is_open(before, _OPENING[char], char) else -weight / 2
            continue
        closing = _CLOSING[char]
        closes, opens = behind.find(closing), behind.find(char)
        if _is_open(before, char, closing):
            bonus -= weight
        elif closes >= 0 and (opens < 0 or closes < opens):
            bonus += weight
    return bonus


def _is_open(text: str, opening: str, closing: str) -> bool:
    return text.rfind(opening) > text.rfind(closing)
