"""Text read in the wrong East Asian encoding: find the stretches, and read their bytes again.

A beam search goes through the characters on the screen. Each is taken either for what it is, or for the bytes behind it, from
which the original characters are read; the language model says which of the two makes better Chinese, and which of the bytes
that a hole allows belongs there. Going from one way of reading to the other costs something, so that a repair needs a
stretch that gains from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from duizhao.normalize.channels import Channel, Step, decode_table, decoded, reads, shown_table
from duizhao.normalize.language import CharGroup, LanguageModel, follow

LOST = "\ufffd"
_WIDTH = 48  # hypotheses kept a step
_CHOICES = 12  # readings of one lost byte that are followed up
_WITHIN = 24.0  # and how far, in nats, they may lie behind the best
_STRIDE = 18  # characters on the screen that are read in one go where nothing is lost
_PLAIN_MEAN = -8.5  # plain Chinese is likelier than this, in nats a character
_PLAIN = -12.5  # and no character of plain Chinese is less likely than this, in nats
START = 3.0  # the price of a damaged stretch from the beginning of a line
SWITCH = 9.0  # the price of beginning or ending a damaged stretch
_MARK_PRICE = 2.0  # of taking a question mark for a lost byte
_VANISHED_PRICE = 9.0  # of taking it that bytes are gone without a mark
_TRUNCATED_PRICE = 12.0
_ENDING_PRICE = 1.5  # of taking a lost byte for the last one before sound text


@dataclass(frozen=True, slots=True)
class Group:
    """The smallest stretch that can be read by itself.

    Attributes:
        start: offset in the damaged text.
        end: offset, exclusive.
        text: what it reads.
        damaged: whether its bytes were read again.
        guessed: how many lost bytes had to be guessed.
        confidence: the least sure guess, 0 to 1.
    """

    start: int
    end: int
    text: str
    damaged: bool
    guessed: int
    confidence: float = 1.0


class _Node:
    __slots__ = ("damaged", "end", "guessed", "parent", "text")

    def __init__(self, parent: _Node | None, end: int, text: str, damaged: bool, guessed: int) -> None:
        self.parent, self.end, self.text, self.damaged, self.guessed = parent, end, text, damaged, guessed


# score, last character, node of the last point in step, characters read since, lost bytes since
_Hypothesis = tuple[float, str, _Node, str, int]
_Key = tuple[bool, bytes, str]
# bytes that are pending behind it, characters read, price, lost bytes guessed
_Way = tuple[bytes, str, float, int]


class _Beam:
    def __init__(self) -> None:
        self.best: dict[_Key, _Hypothesis] = {}
        self.top = float("-inf")

    def add(self, damaged: bool, pending: bytes, hypothesis: _Hypothesis) -> None:
        key = (damaged, pending, hypothesis[1])
        old = self.best.get(key)
        if old is None or old[0] < hypothesis[0]:
            self.best[key] = hypothesis
            self.top = max(self.top, hypothesis[0])

    def pruned(self) -> list[tuple[_Key, _Hypothesis]]:
        items = list(self.best.items())
        if len(items) == 1:
            return items
        limit = max(item[1][0] for item in items) - _WITHIN
        items = [item for item in items if item[1][0] >= limit]
        if len(items) > _WIDTH:
            items.sort(key=lambda item: -item[1][0])
            del items[_WIDTH:]
        return items


def reread(text: str, channel: Channel, model: LanguageModel, reader: str, start_price: float = START) -> tuple[Group, ...]:
    """The best reading of a text of which any part may be damaged in the way of a channel; the groups cover it.

    `reader` is the codec that showed it, see `reader_of`. `start_price` is that of a damaged stretch at the very beginning:
    less than that of one in the middle, for damage mostly covers whole lines.
    """
    return _Search(text, channel, model, reader).groups(start_price)


class _Search:
    """The beam search over one text; arguments as for `reread`."""

    def __init__(self, text: str, channel: Channel, model: LanguageModel, reader: str) -> None:
        self.text, self.channel, self.model, self.reader = text, channel, model, reader
        table = shown_table(reader)
        self.units = [(char.encode(),) if char < "\x80" else table.get(char, ()) for char in text]
        self.units.append(())
        # A reader shows all that it cannot read in one way: beside replacement marks, question marks are question marks.
        mark = LOST if LOST in text else "?"
        self.marked = [char == mark for char in text] + [False]

    def groups(self, start_price: float) -> tuple[Group, ...]:
        """The groups of the best reading."""
        root = _Node(None, 0, "", False, 0)
        live: list[tuple[_Key, _Hypothesis]] = [
            ((False, b"", ""), (0.0, "", root, "", 0)),
            ((True, b"", ""), (-start_price, "", root, "", 0)),
        ]
        at = 0
        while at < len(self.text):
            if len(live) == 1 and live[0][0][0] and not live[0][0][1]:
                stride = _stride(live[0], self.text, at, self.units, self.marked, self.channel, self.model)
                if stride is not None:
                    live = [stride]
                    at = stride[1][2].end
                    continue
            live = self._step(live, at)
            at += 1
        return tuple(_groups(self._ended(live), self.text))

    def _step(self, live: list[tuple[_Key, _Hypothesis]], index: int) -> list[tuple[_Key, _Hypothesis]]:
        """All hypotheses, one character on the screen further."""
        char, end, beam = self.text[index], index + 1, _Beam()
        log_probability = self.model.log_probability
        for (damaged, pending, previous), (score, _, node, read, guessed) in live:
            if not pending:
                cost = score + log_probability(previous, char) - (SWITCH if damaged else 0.0)
                beam.add(False, b"", (cost, follow(previous, char), _Node(node, end, char, False, 0), "", 0))
            if not damaged and char < "\x80":
                continue
            start = score if damaged else score - SWITCH
            for new_pending, emitted, price, lost in self._ways(index, damaged, pending, previous):
                total = start - price
                if total < beam.top - _WITHIN:
                    continue  # no character is likelier than certain
                last = previous
                for one in emitted:
                    total += log_probability(last, one)
                    last = follow(last, one)
                new_read, new_guessed = read + emitted, guessed + lost
                if new_pending:
                    beam.add(True, new_pending, (total, last, node, new_read, new_guessed))
                else:
                    beam.add(True, b"", (total, last, _Node(node, end, new_read, True, new_guessed), "", 0))
        return beam.pruned() if beam.best else _restart(live, self.text, end)

    def _ways(self, index: int, damaged: bool, pending: bytes, previous: str) -> list[_Way]:
        """What the character at `index` may be read as, its bytes taken behind those that are pending."""
        if self.marked[index] and (damaged or self.text[index] == LOST):
            return self._lost(index, pending, previous)
        ways: list[_Way] = []
        for unit in self.units[index]:
            first = _feed(self.channel, pending, unit)
            if first is not None:
                ways.append((first.pending, first.emitted, 0.0, 0))
            elif damaged and self.channel.written == "utf-8":
                ways += _vanished(self.channel, pending, unit, self.reader)
        return ways

    def _lost(self, index: int, pending: bytes, previous: str) -> list[_Way]:
        """What a mark for a lost byte may stand for."""
        char, after, channel = self.text[index], self.units[index + 1], self.channel
        following = after[0][0] if after and not self.marked[index + 1] else None
        price = 0.0 if char == LOST else _MARK_PRICE
        # Where the byte before is lost too, the two must not have made a character either.
        lost_before = bool(pending) and index > 0 and self.marked[index - 1]
        found = _likely(channel, self.model, self.reader, previous, pending, following, lost_before, self.marked[index + 1])
        ways: list[_Way] = [(step.pending, step.emitted, price, 1) for step in found]
        if pending and following is not None and following >= 0x80:
            # The bytes may have ended here, and what follows be sound.
            ends = _likely(channel, self.model, self.reader, previous, pending, None, False, False)
            ways += [(b"", step.emitted, price + _ENDING_PRICE, 1) for step in ends if step.emitted]
        if char == "?" and not pending:
            ways.append((b"", "?", 0.0, 0))
        return ways

    def _ended(self, live: list[tuple[_Key, _Hypothesis]]) -> list[tuple[_Key, _Hypothesis]]:
        """The hypotheses at the end of the text, where bytes that are pending may have lost their last."""
        ended = _Beam()
        for (damaged, pending, previous), hypothesis in live:
            ended.add(damaged, pending, hypothesis)
            if not pending:
                continue
            score, _, node, read, guessed = hypothesis
            for step in _likely(self.channel, self.model, self.reader, previous, pending, None, False, False):
                if not step.pending:
                    total = score - _VANISHED_PRICE + self.model.log_probability(previous, step.emitted)
                    done = _Node(node, len(self.text), read + step.emitted, True, guessed + 1)
                    ended.add(True, b"", (total, step.emitted, done, "", 0))
        return list(ended.best.items())


def _stride(
    found: tuple[_Key, _Hypothesis],
    text: str,
    start: int,
    units: list[tuple[bytes, ...]],
    marked: list[bool],
    channel: Channel,
    model: LanguageModel,
) -> tuple[_Key, _Hypothesis] | None:
    """Read on in one go where nothing is lost and what comes out is plainly Chinese; None where that is not so."""
    (_, _, previous), (score, _, node, _, _) = found
    shown: dict[int, int] = {0: start}  # offsets in the bytes to offsets in the text
    pieces: list[bytes] = []
    size = 0
    for index in range(start, min(start + _STRIDE, len(text))):
        if marked[index] or len(units[index]) != 1:
            break
        pieces.append(units[index][0])
        size += len(pieces[-1])
        shown[size] = index + 1
    if len(pieces) < _STRIDE // 2:
        return None
    data = b"".join(pieces)
    read = "".join(decoded(data, channel.written))
    if not read or model.score(read, previous) < _PLAIN_MEAN * len(read):
        return None
    at = 0
    since = ""
    for char in read:
        probability = model.log_probability(previous, char)
        if probability < _PLAIN:
            break
        if char >= "\x80" and at in shown and probability < model.log_probability(previous, text[shown[at]]):
            # The damage may have ended here.
            break
        at += len(char.encode()) if channel.written == "utf-8" else 1 if char < "\x80" else 2
        score += probability
        previous = follow(previous, char)
        since += char
        if at in shown:
            node = _Node(node, shown[at], since, True, 0)
            since = ""
    if node.end == start:
        return None
    if since:
        # The last characters are not in step with what is shown; they are read again in the next stride.
        score -= model.score(since, "")
        previous = node.text[-1:]
    return (True, b"", previous), (score, previous, node, "", 0)


def _restart(live: list[tuple[_Key, _Hypothesis]], text: str, end: int) -> list[tuple[_Key, _Hypothesis]]:
    """No reading goes on: what was open stays as it is shown."""
    _, (score, _, node, _, _) = max(live, key=lambda item: item[1][0])
    kept = _Node(node, end, text[node.end : end], False, 0)
    return [((False, b"", text[end - 1]), (score - _TRUNCATED_PRICE, text[end - 1], kept, "", 0))]


def _feed(channel: Channel, pending: bytes, unit: bytes) -> Step | None:
    emitted = ""
    for byte in unit:
        step = channel.step(pending, byte)
        if step is None:
            return None
        pending = step.pending
        emitted += step.emitted
    return Step(pending, emitted)


@lru_cache(maxsize=20_000)
def _vanished(channel: Channel, pending: bytes, unit: bytes, reader: str) -> tuple[_Way, ...]:
    """Readings with one lost byte, or a lost pair of bytes, before a character that does not fit."""
    return tuple(dict.fromkeys(_without(channel, pending, unit, reader)))


def _without(channel: Channel, pending: bytes, unit: bytes, reader: str) -> Iterator[_Way]:
    for _, one in channel.lost(pending, unit[0], reader):
        step = _feed(channel, one.pending, unit)
        if step is not None:
            yield step.pending, one.emitted + step.emitted, _VANISHED_PRICE, 1
    if unit[0] < 0x80:
        return
    for pair in _lost_pairs(channel, pending, reader):
        step = _feed(channel, pair.pending, unit)
        if step is not None:
            yield step.pending, pair.emitted + step.emitted, _VANISHED_PRICE, 2


_PAIRS: dict[tuple[str, str, bytes], tuple[Step, ...]] = {}


def _lost_pairs(channel: Channel, pending: bytes, reader: str) -> tuple[Step, ...]:
    key = (channel.name, reader, pending)
    if key not in _PAIRS:
        found = []
        for lead in range(0x81, 0xFF):
            if channel.step(pending, lead) is None:
                continue
            for trail in range(0x80, 0xFF):
                if not reads(reader, lead, trail):
                    step = _feed(channel, pending, bytes([lead, trail]))
                    if step is not None:
                        found.append(step)
        _PAIRS[key] = tuple(found)
    return _PAIRS[key]


@lru_cache(maxsize=50_000)
def _likely(
    channel: Channel,
    model: LanguageModel,
    reader: str,
    previous: str,
    pending: bytes,
    following: int | None,
    lost_before: bool,
    lost_behind: bool,
) -> tuple[Step, ...]:
    """The best of many readings of a lost byte, by the character it makes: at once, or with the byte after it.

    `lost_before` and `lost_behind` say whether the bytes beside it are lost too.
    """
    choices = channel.lost(pending, following, reader)
    if lost_before:
        choices = tuple(choice for choice in choices if not reads(reader, pending[-1], choice[0]))
    if len(choices) <= _CHOICES:
        return tuple(step for _, step in choices)
    if following is None and lost_behind and not pending and channel.written != "utf-8":
        steps = [step for _, step in choices]
        scores = [_best_hidden(channel, model, previous, byte, reader) for byte, _ in choices]
    else:
        steps, chars = [], []
        for _, step in choices:
            after = step if step.emitted or following is None else channel.step(step.pending, following)
            if after is not None:
                steps.append(step)
                chars.append(after.emitted)
        scores = model.log_probabilities(previous, chars)
    order = sorted(range(len(steps)), key=lambda at: -scores[at])
    return tuple(steps[at] for at in order[:_CHOICES])


@lru_cache(maxsize=100_000)
def _best_hidden(channel: Channel, model: LanguageModel, previous: str, lead: int, reader: str) -> float:
    """The best character with a given first byte of which the reader shows neither byte."""
    return model.best(previous, _hidden(channel, model, lead, reader))


@cache
def _hidden(channel: Channel, model: LanguageModel, lead: int, reader: str) -> CharGroup:
    table = decode_table(channel.written)
    pairs = (bytes([lead, trail]) for trail in range(0x80, 0xFF) if not reads(reader, lead, trail))
    return model.group(table[pair] for pair in pairs if pair in table)


def _groups(live: list[tuple[_Key, _Hypothesis]], text: str) -> Iterator[Group]:
    best_score, best_node = float("-inf"), None
    for (_, pending, _), (score, _, node, _, _) in live:
        total = score - (_TRUNCATED_PRICE if pending else 0.0)
        if total > best_score:
            best_score, best_node = total, node
    nodes: list[_Node] = []
    while best_node is not None and best_node.parent is not None:
        nodes.append(best_node)
        best_node = best_node.parent
    start = 0
    for node in reversed(nodes):
        yield Group(start, node.end, node.text, node.damaged, node.guessed)
        start = node.end
    if start < len(text):
        yield Group(start, len(text), text[start:], False, 0)
