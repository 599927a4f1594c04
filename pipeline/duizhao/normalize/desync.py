"""Gloss desync: pinyin glosses that a script wrote into the bytes of GBK text, one of them inside a character.

The script looked for the two bytes of a character anywhere, across two characters too: 當 is AE 94, 地 is B5 D8, and 94 B5 is
數, so `(shù)` was written inside 地. What was shown of that: B5 and the bracket made no character and became a question mark;
the bytes after the gloss were read one off, until a byte of the ASCII range ended a pair and was shown as a letter; pairs that
are in no table vanished.

The repair puts the bytes back in their order and reads them again. A gloss behind a question mark names the matched character:
its first byte is the last byte before the mark, so its second, the lost one, is known, or one of few. Where a pair vanished,
two bytes are unknown, and the language model chooses among the pairs that no table has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from duizhao.normalize.channels import decode_table, encode_table, reads
from duizhao.normalize.characters import HAN, common_han, script_sets
from duizhao.normalize.language import LanguageModel, follow, load_language_model
from duizhao.normalize.ngrams import load_ngrams
from duizhao.normalize.readings import LETTERS, by_reading, readings
from duizhao.normalize.surroundings import MARKS, Surroundings, surroundings
from duizhao.normalize.symbols import symbols
from duizhao.text import Edit

RULE = "gloss.desync/4"
_EVENT = re.compile(rf"\?([{LETTERS}]{{1,6}})\)")
_TOKEN = re.compile(
    rf"(?P<event>\?(?P<hidden>[{LETTERS}]{{1,6}})\))|(?P<gloss>\((?P<reading>[{LETTERS}]{{1,6}})\))|(?P<char>[\s\S])"
)
_WIDTH = 60
_WITHIN = 18.0
_LITERAL = 25.0  # the price of taking what looks like a gloss for plain text
# That a pair of bytes is gone costs less than nothing: a reading with it is a character longer, which costs enough three times.
_VANISHED = -2.5
_RARE = 2.5  # of a character outside everyday use, for which the dictionary's few names would speak too loudly
_EATEN = 3.0  # of an ASCII character that went with the byte before it
_CHOICES = 10
_PAIRS = 50  # vanished pairs that are followed up; the next character tells most of them apart
_FRONT = 3  # by so many readings; the others follow up fewer
_FEW_PAIRS = 8
_CONTEXT = 3  # characters before one that tell how likely it is
_HISTORY = 8  # characters that may differ between two readings that go on alike
_SETTLED = 3  # characters in step after which the readings are compared
_FINAL = 40  # readings that are compared word by word
# What readings are weighed by: character pairs and what is counted in running text, and the last of them by words too.
_BY_PAIRS = 0.7
_COUNTED = 1.0
_WORDS = 1.0
_READER = "gbk"
_FAR = 2000  # characters on each side that tell which ones a writer uses, and whether figures have spaces around them
# A writer who sets spaces around words in Latin letters, or behind figures, sets them before figures too.
_SPACED_FIGURE = re.compile(rf"[{HAN}] [0-9A-Za-z]|[0-9A-Za-z] [{HAN}]")
_PLAIN_FIGURE = re.compile(rf"[{HAN}][0-9A-Za-z]|[0-9A-Za-z][{HAN}]")
_BEFORE = 12  # characters that are read before an event, for their context
_LONGEST = 2000  # and at most behind it: a line further out of step is no text


class _Node(NamedTuple):
    """A point at which a reading is in step: where it is in the text, and what was read since the one before."""

    parent: _Node | None
    end: int
    text: str


class _Reading(NamedTuple):
    """What a stretch may read so far; `tail` is the end of it, and `read` what was read since the node."""

    score: float
    pending: bytes
    tail: str
    node: _Node
    read: str


def desync_edits(text: str, openings: Iterable[int]) -> Iterator[Edit]:
    """Edits that put stretches back in step, the glosses in them removed; `openings` are offsets of question marks to look at."""
    done = 0
    for start in openings:
        if start < done or not _EVENT.match(text, start):
            continue
        stop = text.find("\n", start, start + _LONGEST)
        stop = min(len(text), start + _LONGEST) if stop < 0 else stop
        first = max(done, text.rfind("\n", max(0, start - _BEFORE), start) + 1, start - _BEFORE)
        edits, done = _in_step(text, first, start, stop)
        yield from edits


def _in_step(text: str, first: int, event: int, stop: int) -> tuple[list[Edit], int]:
    """Read on from a little before an event, until every reading is in step again."""
    model = load_language_model("hant")
    around = surroundings(text, max(0, first - _FAR), stop + _FAR)
    root = _Node(None, first, "")
    live = [_Reading(0.0, b"", "", root, "")]
    position = first
    shown = ""
    settled = 0
    for token in _TOKEN.finditer(text, first, stop):
        position = token.end()
        grown: dict[tuple[bytes, str], _Reading] = {}
        for rank, reading in enumerate(live):
            for new in _continued(reading, token, shown, around, model, _PAIRS if rank < _FRONT else _FEW_PAIRS):
                key = (new.pending, new.tail)
                old = grown.get(key)
                if old is None or old.score < new.score:
                    grown[key] = new
        if not grown:
            break
        live = _pruned(grown.values())
        shown = token[0] if token["char"] else shown
        # A gloss may follow the character that was just completed, and what follows tells which of several readings is right.
        in_step = position > event + 2 and all(not reading.pending for reading in live) and not _EVENT.match(text, position)
        settled = settled + 1 if in_step and text[position : position + 1] != "(" else 0
        if settled and (len(live) == 1 or settled > _SETTLED):
            break
    best = _best([_ended(reading, position, model) for reading in live], text[position : position + _SETTLED], model)
    return list(_edits(text, best)), position


def _weighed(reading: _Reading, behind: str, model: LanguageModel) -> float:
    """Log-probability of a reading and what stands behind it, by words too."""
    text = _text(reading) + (reading.read if reading.pending else "") + behind
    score, tail = reading.score, reading.tail
    for char in behind:
        score += _likely(tail[-_CONTEXT:], char)
        tail += char
    return score + _WORDS * model.words.score(text)


def _best(readings_: list[_Reading], behind: str, model: LanguageModel) -> _Reading:
    """The likeliest reading, by character pairs, by what is counted in running text and by words."""
    front = sorted(readings_, key=lambda reading: -reading.score)[:_FINAL]
    if len(front) == 1:
        return front[0]
    return max(front, key=lambda reading: _weighed(reading, behind, model))


@lru_cache(maxsize=200_000)
def _likely(tail: str, char: str) -> float:
    """Log-probability of a character behind some others, by pairs and by what is counted in running text, added up."""
    previous = ""
    for one in tail:
        previous = follow(previous, one)
    counted = symbols(tail + char)[len(symbols(tail)) :]
    by_pairs = load_language_model("hant").log_probability(previous, char)
    if not counted:
        # Further digits and letters are the same symbol; what kind of space it is, only the pairs tell.
        return (_BY_PAIRS + (0.0 if char.isascii() else _COUNTED)) * by_pairs
    return _BY_PAIRS * by_pairs + _COUNTED * load_ngrams().score(symbols(tail), counted)


def _text(reading: _Reading) -> str:
    pieces: list[str] = []
    node: _Node | None = reading.node
    while node is not None:
        pieces.append(node.text)
        node = node.parent
    return "".join(reversed(pieces))


def _continued(
    reading: _Reading, token: re.Match[str], shown: str, around: Surroundings, model: LanguageModel, pairs: int
) -> Iterator[_Reading]:
    end = token.end()
    if token["event"]:
        for byte in _second_bytes(reading, token["hidden"]):
            yield from _fed(reading, bytes([byte]), end, around, 0.0)
        if reading.pending:
            for pair in _vanished_before(reading.pending[0], reading.tail[-1:], token["hidden"]):
                yield from _fed(reading, pair, end, around, _VANISHED)
        if not reading.pending:
            yield _plain(reading, token[0], end, _LITERAL)
        return
    if token["gloss"]:
        glossed = shown if reading.pending else reading.tail[-1:]
        if token["reading"] in readings(glossed) and glossed in script_sets()[1]:
            if reading.pending:
                yield reading
            else:
                yield _Reading(reading.score, b"", reading.tail, _Node(reading.node, end, ""), "")
        elif not reading.pending:
            yield _plain(reading, token[0], end, 0.0)
        return
    char = token[0]
    if not reading.pending:
        yield _plain(reading, char, end, 0.0)
        return
    if char == "?":
        yield from _eaten(reading, end, token.string, model)
    unit = char.encode() if char < "\x80" else encode_table("gbk").get(char)
    if unit is None or (len(unit) == 1 and unit[0] < 0x40):
        return
    yield from _fed(reading, unit, end, around, 0.0)
    if len(unit) == 2 or unit[0] >= 0x40:
        for before in _vanished(reading, unit[0], around, pairs):
            yield from _fed(before, unit, end, around, 0.0)


def _plain(reading: _Reading, text: str, end: int, price: float) -> _Reading:
    score, tail = reading.score - price, reading.tail
    for char in text:
        score += _likely(tail[-_CONTEXT:], char)
        tail = (tail + char)[-_HISTORY:]
    return _Reading(score, b"", tail, _Node(reading.node, end, text), "")


def _fed(reading: _Reading, unit: bytes, end: int, around: Surroundings, price: float) -> Iterator[_Reading]:
    """Read the bytes of a unit in the true order."""
    table = decode_table("gbk")
    everyday = _everyday()
    there, missing = around
    score, pending, tail, read = reading.score - price, reading.pending, reading.tail, reading.read
    for byte in unit:
        if not pending:
            if byte < 0x80:
                return
            pending = bytes([byte])
            continue
        char = table.get(pending + bytes([byte]))
        if char is None:
            return
        score += _likely(tail[-_CONTEXT:], char) + there.get(char, missing) - (0.0 if char in everyday else _RARE)
        tail, pending, read = (tail + char)[-_HISTORY:], b"", read + char
    if pending:
        yield _Reading(score, pending, tail, reading.node, read)
    else:
        yield _Reading(score, b"", tail, _Node(reading.node, end, read), "")


def _second_bytes(reading: _Reading, hidden: str) -> tuple[int, ...]:
    """What the lost byte of a gloss behind a question mark can be."""
    if reading.pending:
        last = reading.pending[-1]
    else:
        pair = encode_table("gbk").get(reading.tail[-1:])
        if pair is None:
            return ()
        last = pair[1]
    return by_reading().get(hidden, {}).get(last, ())


def _eaten(reading: _Reading, end: int, text: str, model: LanguageModel) -> Iterator[_Reading]:
    """A question mark that is a byte and an ASCII character behind it; which character, the surroundings tell at best."""
    for char in _best_chars(reading, model, None):
        gone = _gone(char, end, text)
        score = reading.score + _likely(reading.tail[-_CONTEXT:], char) - _EATEN
        yield _Reading(
            score, b"", (reading.tail + char + gone)[-_HISTORY:], _Node(reading.node, end, reading.read + char + gone), ""
        )
    single = decode_table("gbk").get(reading.pending + b"\x80")
    if single is not None:
        score = reading.score + _likely(reading.tail[-_CONTEXT:], single) - _EATEN
        yield _Reading(score, b"", (reading.tail + single)[-_HISTORY:], _Node(reading.node, end, reading.read + single), "")


def _gone(before: str, end: int, text: str) -> str:
    """The likeliest ASCII character between two others; a question mark where nothing tells."""
    following = text[end : end + 1]
    if before in "。！？」”" and "\n" in text:
        return "\n"
    if following == "(" or (following.isascii() and following.isalpha()):
        return " "
    if following.isdigit():
        around = text[max(0, end - _FAR) : end + _FAR]
        return " " if len(_SPACED_FIGURE.findall(around)) > len(_PLAIN_FIGURE.findall(around)) else "?"
    return "?"


def _vanished(reading: _Reading, following: int, around: Surroundings, pairs: int) -> Iterator[_Reading]:
    """A character ended and another began in a pair of bytes that no table has."""
    for _, char, second in _pairs_gone(reading.pending[0], reading.tail[-1:], following)[:pairs]:
        score = reading.score + _likely(reading.tail[-_CONTEXT:], char) + around.of(char) - _VANISHED
        yield _Reading(score, bytes([second]), (reading.tail + char)[-_HISTORY:], reading.node, reading.read + char)


@lru_cache(maxsize=20_000)
def _pairs_gone(lead: int, previous: str, following: int) -> tuple[tuple[float, str, int], ...]:
    """The likeliest pairs, best first: log-probability and text of the character that ended, first byte of the one that began."""
    table = decode_table("gbk")
    model = load_language_model("hant")
    firsts = [
        (model.log_probability(previous, char), char, trail) for trail in _holes() if (char := table.get(bytes([lead, trail])))
    ]
    firsts.sort(reverse=True)
    found = [
        (score + model.log_probability(char, after), score, char, second)
        for score, char, trail in firsts[:_CHOICES]
        for second, after in _seconds(trail, following)
    ]
    found.sort(reverse=True)
    return tuple((score, char, second) for _, score, char, second in found[:_PAIRS])


@lru_cache(maxsize=20_000)
def _vanished_before(pending: int, previous: str, hidden: str) -> tuple[bytes, ...]:
    """The bytes up to a glossed character of which the first byte went with the pair before it, likeliest first."""
    table = decode_table("gbk")
    model = load_language_model("hant")
    found: list[tuple[float, bytes]] = []
    for lead, trails in by_reading().get(hidden, {}).items():
        for first, seconds in _holes().items():
            char = table.get(bytes([pending, first]))
            if char is not None and lead in seconds:
                score = model.log_probability(previous, char)
                found += [
                    (score + model.log_probability(char, table[bytes([lead, trail])]), bytes([first, lead, trail]))
                    for trail in trails
                ]
    found.sort(reverse=True)
    return tuple(data for _, data in found[:_CHOICES])


@cache
def _seconds(first: int, following: int) -> tuple[tuple[int, str], ...]:
    """Second bytes of a vanished pair, and the character each begins; the commonest only."""
    table = decode_table("gbk")
    model = load_language_model("hant")
    found = [(second, char) for second in _holes()[first] if (char := table.get(bytes([second, following])))]
    found.sort(key=lambda item: -model.unigram(item[1]))
    return tuple(found[:24])


@cache
def _holes() -> dict[int, tuple[int, ...]]:
    """Pairs of bytes that no table has: first bytes to second ones; both can stand in a character of two bytes."""
    found = {
        first: tuple(second for second in range(0x81, 0xFF) if not reads(_READER, first, second)) for first in range(0x80, 0xFF)
    }
    return {first: seconds for first, seconds in found.items() if seconds}


@cache
def _everyday() -> frozenset[str]:
    return common_han() | frozenset(MARKS)


def _best_chars(reading: _Reading, model: LanguageModel, following: str | None) -> list[str]:
    table = decode_table("gbk")
    lead = reading.pending[0]
    chars = [char for trail in range(0x80, 0xFF) if (char := table.get(bytes([lead, trail])))]
    scored = [
        (
            model.log_probability(reading.tail[-1:], char) + (model.log_probability(char, following) if following else 0.0),
            char,
        )
        for char in chars
    ]
    scored.sort(reverse=True)
    return [char for _, char in scored[:_CHOICES]]


def _ended(reading: _Reading, end: int, model: LanguageModel) -> _Reading:
    """At the end of a line the last byte of a reading that is out of step is gone."""
    if not reading.pending:
        return reading
    for char in _best_chars(reading, model, "\n")[:1]:
        score = reading.score + _likely(reading.tail[-_CONTEXT:], char) - _VANISHED
        return _Reading(score, b"", reading.tail + char, _Node(reading.node, end, reading.read + char), "")
    return _Reading(reading.score - 30.0, b"", reading.tail, reading.node, "")


def _pruned(found: Iterable[_Reading]) -> list[_Reading]:
    readings_ = sorted(found, key=lambda reading: -reading.score)
    limit = readings_[0].score - _WITHIN
    return [reading for reading in readings_[:_WIDTH] if reading.score >= limit]


def _edits(text: str, best: _Reading) -> Iterator[Edit]:
    nodes: list[_Node] = []
    node: _Node | None = best.node
    while node is not None:
        nodes.append(node)
        node = node.parent
    nodes.reverse()
    for before, after in pairwise(nodes):
        if text[before.end : after.end] != after.text:
            yield Edit(before.end, after.end, after.text, RULE, 0.9)
