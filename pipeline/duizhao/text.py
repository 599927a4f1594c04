"""Text that remembers where each character came from.

`MappedText` holds a raw text, the text that became of it, and a map between the two. Edits never touch the raw text: they
are applied to the current text and composed into the map, so that any span of the repaired text leads back to the exact raw
characters, however many stages have worked on it.

The map is kept as *runs*, sorted and disjoint: stretches where a raw span was replaced by other characters. Between two runs
the texts correspond one to one, position by position; characters there may still differ, where `substituted` has exchanged
single characters (script conversion of a whole book costs no run that way). Look-ups are a binary search over the runs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from duizhao.errors import EditError, LoneSurrogateError


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` of the text it is applied to.

    Attributes:
        start: offset in code points.
        end: offset, exclusive; equal to `start` for an insertion.
        replacement: what stands there afterwards; empty for a deletion.
        rule: name and version of the rule, such as `gloss.pinyin/1`.
        confidence: 0 to 1.
        score: by how much the repaired stretch is likelier than the damaged one, in nats; None where the rule weighs nothing.
        margin: how much of that is more than the settings ask for.
    """

    start: int
    end: int
    replacement: str
    rule: str
    confidence: float = 1.0
    score: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A stretch of raw text that reads otherwise now; replaying all of them on the raw text gives the repaired text.

    Attributes:
        start: offset in the raw text, in code points.
        end: offset, exclusive.
        before: `raw[start:end]`.
        after: what stands for it in the repaired text.
        rules: names and versions of the rules that had a part in it, in the order they were applied.
        confidence: the lowest confidence of them.
        score: the lowest score of those that weigh one reading against another; None where none does.
        margin: the lowest margin of them.
    """

    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]
    confidence: float
    score: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """`raw[raw_start:raw_end]` became `text[start:end]`."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    rules: tuple[str, ...]
    confidence: float
    score: float | None
    margin: float | None


@dataclass(frozen=True)
class MappedText:
    """A raw text and what became of it.

    Build one with `MappedText.of(raw)`, then chain `apply` and `substituted`; each gives a new object.

    >>> text = MappedText.of("持續(xù)向好").apply([Edit(2, 6, "", "gloss.pinyin/1")])
    >>> text.text
    '持續向好'
    >>> text.to_raw(1, 3)
    (1, 7)
    >>> text.raw[1:7]
    '續(xù)向'
    """

    raw: str
    text: str
    _runs: tuple[_Run, ...] = ()
    _substitutions: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(cls, raw: str) -> MappedText:
        """The text as it is, with no edit.

        Raises:
            LoneSurrogateError: `raw` holds a code point from U+D800 to U+DFFF.
        """
        position = find_lone_surrogate(raw)
        if position is not None:
            raise LoneSurrogateError(
                f"Character {position} of the text is a lone surrogate (U+{ord(raw[position]):04X}), which is half a character.",
                hint="Decode the bytes again with the encoding they were written in.",
            )
        return cls(raw, raw)

    def apply(self, edits: Iterable[Edit]) -> MappedText:
        """Apply edits to the current text, all at once; offsets are those of the text before any of them.

        Raises:
            EditError: an edit lies outside the text, or two edits overlap.
            LoneSurrogateError: a replacement holds a lone surrogate.
        """
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self._check(ordered)
        ordered = [edit for edit in ordered if edit.replacement != self.text[edit.start : edit.end]]
        if not ordered:
            return self
        return self._compose(ordered)

    def substituted(self, text: str, rule: str, confidence: float = 1.0) -> MappedText:
        """The same map with the current text exchanged for one of the same length, character for character.

        Raises:
            EditError: the lengths differ.
        """
        if len(text) != len(self.text):
            raise EditError(f"A substitution must keep the length: {len(self.text)} characters became {len(text)}.")
        if text == self.text:
            return self
        return MappedText(self.raw, text, self._runs, (*self._substitutions, (rule, confidence)))

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of `text[start:end]`.

        Total and monotonic. A span that touches part of a replaced stretch gets the whole raw stretch; characters deleted at
        either edge of the span are left outside, those deleted inside it are covered.

        Raises:
            EditError: not `0 <= start <= end <= len(text)`.
        """
        _check_span(start, end, len(self.text))
        if start == end:
            position = self._raw_of_first(start)
            return position, position
        return self._raw_of_first(start), self._raw_of_last(end)

    def to_text(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The span of the current text that `raw[raw_start:raw_end]` became; the inverse of `to_raw`.

        Raises:
            EditError: not `0 <= raw_start <= raw_end <= len(raw)`.
        """
        _check_span(raw_start, raw_end, len(self.raw))
        start = self._text_of_first(raw_start)
        if raw_start == raw_end:
            return start, start
        return start, max(start, self._text_of_last(raw_end))

    def repairs(self) -> tuple[Repair, ...]:
        """Everything that reads otherwise than the raw text, in raw order, disjoint; see `replay`."""
        return tuple(self._repairs())

    @cached_property
    def _ends(self) -> list[int]:
        return [run.end for run in self._runs]

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self._runs]

    @cached_property
    def _raw_ends(self) -> list[int]:
        return [run.raw_end for run in self._runs]

    @cached_property
    def _raw_starts(self) -> list[int]:
        return [run.raw_start for run in self._runs]

    def _raw_of_first(self, position: int) -> int:
        """Where the raw characters of `text[position]` begin."""
        index = bisect_right(self._ends, position)  # the first run that ends after the position
        if index < len(self._runs) and self._runs[index].start <= position:
            return self._runs[index].raw_start
        return self._shifted(index, position)

    def _raw_of_last(self, end: int) -> int:
        """Where the raw characters of `text[end - 1]` end."""
        index = bisect_right(self._ends, end - 1)
        if index < len(self._runs) and self._runs[index].start <= end - 1:
            return self._runs[index].raw_end
        return self._shifted(index, end - 1) + 1

    def _shifted(self, index: int, position: int) -> int:
        """Raw position of a text position that lies between run `index - 1` and run `index`."""
        if index == 0:
            return position
        before = self._runs[index - 1]
        return before.raw_end + position - before.end

    def _text_of_first(self, raw_position: int) -> int:
        index = bisect_right(self._raw_ends, raw_position)
        if index < len(self._runs) and self._runs[index].raw_start <= raw_position:
            return self._runs[index].start
        return self._text_shifted(index, raw_position)

    def _text_of_last(self, raw_end: int) -> int:
        index = bisect_right(self._raw_ends, raw_end - 1)
        if index < len(self._runs) and self._runs[index].raw_start <= raw_end - 1:
            return self._runs[index].end
        return self._text_shifted(index, raw_end - 1) + 1

    def _text_shifted(self, index: int, raw_position: int) -> int:
        if index == 0:
            return raw_position
        before = self._runs[index - 1]
        return before.end + raw_position - before.raw_end

    def _check(self, ordered: Sequence[Edit]) -> None:
        for edit in ordered:
            _check_span(edit.start, edit.end, len(self.text))
        if find_lone_surrogate("".join([edit.replacement for edit in ordered])) is not None:
            rule = next(edit.rule for edit in ordered if find_lone_surrogate(edit.replacement) is not None)
            raise LoneSurrogateError(f"Rule {rule} would write a lone surrogate.")
        for left, right in pairwise(ordered):
            if right.start < left.end or (left.start == left.end == right.start == right.end):
                raise EditError(
                    f"Two edits overlap: {left.rule} on {left.start}-{left.end} and {right.rule} on {right.start}-{right.end}."
                )

    def _compose(self, edits: Sequence[Edit]) -> MappedText:
        return self._compose_on_runs(edits) if self._runs else self._compose_first(edits)

    def _compose_first(self, edits: Sequence[Edit]) -> MappedText:
        """The text with its first edits: each of them is a run of its own."""
        pieces: list[str] = []
        runs: list[_Run] = []
        copied = written = 0
        for edit in edits:
            start, end, replacement = edit.start, edit.end, edit.replacement
            pieces += [self.text[copied:start], replacement]
            written += start - copied
            copied = end
            after = written + len(replacement)
            if self.raw[start:end] != replacement:
                runs.append(_Run(written, after, start, end, (edit.rule,), edit.confidence, edit.score, edit.margin))
            written = after
        pieces.append(self.text[copied:])
        return MappedText(self.raw, "".join(pieces), tuple(runs), self._substitutions)

    def _compose_on_runs(self, edits: Sequence[Edit]) -> MappedText:
        pieces: list[str] = []
        runs: list[_Run] = []
        copied = 0  # how much of the old text stands in `pieces`
        written = 0  # its length there
        last: _Run | None = None  # the last old run met
        for start, end, old, new in _clusters(self._runs, edits):
            raw_start = old[0].raw_start if old and old[0].start == start else _after(last, start)
            last = old[-1] if old else last
            raw_end = last.raw_end if old and last is not None and last.end == end else _after(last, end)
            pieces.append(self.text[copied:start])
            written += start - copied
            replacement = _replaced(self.text, start, end, new)
            pieces.append(replacement)
            copied = end
            if self.raw[raw_start:raw_end] != replacement:
                rules = dict.fromkeys(rule for run in old for rule in run.rules) | dict.fromkeys(edit.rule for edit in new)
                confidence = min([run.confidence for run in old] + [edit.confidence for edit in new])
                score = _least([run.score for run in old] + [edit.score for edit in new])
                margin = _least([run.margin for run in old] + [edit.margin for edit in new])
                runs.append(
                    _Run(written, written + len(replacement), raw_start, raw_end, tuple(rules), confidence, score, margin)
                )
            written += len(replacement)
        pieces.append(self.text[copied:])
        return MappedText(self.raw, "".join(pieces), tuple(runs), self._substitutions)

    def _repairs(self) -> Iterator[Repair]:
        start = raw_start = 0
        for run in self._runs:
            yield from self._differences(start, run.start, raw_start)
            yield Repair(
                run.raw_start,
                run.raw_end,
                self.raw[run.raw_start : run.raw_end],
                self.text[run.start : run.end],
                run.rules,
                run.confidence,
                run.score,
                run.margin,
            )
            start, raw_start = run.end, run.raw_end
        yield from self._differences(start, len(self.text), raw_start)

    def _differences(self, start: int, end: int, raw_start: int) -> Iterator[Repair]:
        """Stretches of exchanged characters in `text[start:end]`, which corresponds to the raw text one to one."""
        if not self._substitutions:
            return
        shift = raw_start - start
        rules = tuple(dict.fromkeys(rule for rule, _ in self._substitutions))
        confidence = min(confidence for _, confidence in self._substitutions)
        position = start
        while position < end:
            if self.text[position] == self.raw[position + shift]:
                position += 1
                continue
            first = position
            while position < end and self.text[position] != self.raw[position + shift]:
                position += 1
            raw_first, raw_last = first + shift, position + shift
            yield Repair(raw_first, raw_last, self.raw[raw_first:raw_last], self.text[first:position], rules, confidence)


def replay(raw: str, repairs: Sequence[Repair]) -> str:
    """The repaired text that a list of repairs makes of the raw text it was taken from.

    >>> text = MappedText.of("２０２０年").apply([Edit(0, 4, "2020", "width.ascii/1")])
    >>> replay("２０２０年", text.repairs())
    '2020年'
    """
    pieces: list[str] = []
    copied = 0
    for repair in repairs:
        pieces += [raw[copied : repair.start], repair.after]
        copied = repair.end
    pieces.append(raw[copied:])
    return "".join(pieces)


def find_lone_surrogate(text: str) -> int | None:
    """Offset of the first lone surrogate, or None. One pass in C for text that has none."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None


def _least(values: Iterable[float | None]) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _check_span(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise EditError(f"Span {start}-{end} lies outside a text of {length} characters.")


def _after(run: _Run | None, position: int) -> int:
    """Raw position of a text position behind `run` with no other run between them."""
    return position if run is None else run.raw_end + position - run.end


def _replaced(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces = []
    for edit in edits:
        pieces += [text[start : edit.start], edit.replacement]
        start = edit.end
    pieces.append(text[start:end])
    return "".join(pieces)


def _clusters(runs: Sequence[_Run], edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[_Run], list[Edit]]]:
    """Join runs and edits that share a character, or of which one is empty and lies inside the other.

    Both lists are sorted and disjoint. Two empty ones at the same place are joined too: what was deleted there and what is
    inserted there become one run.
    """
    items: list[_Run | Edit] = sorted([*runs, *edits], key=lambda item: (item.start, item.end))
    index = 0
    while index < len(items):
        start, end = items[index].start, items[index].end
        members = [items[index]]
        index += 1
        while index < len(items):
            item = items[index]
            if not (item.start < end or (start == end == item.start == item.end)):
                break
            end = max(end, item.end)
            members.append(item)
            index += 1
        old = [item for item in members if isinstance(item, _Run)]
        new = [item for item in members if isinstance(item, Edit)]
        yield start, end, old, new


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a text begin (`\\n` ends a line); the first is 0."""
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return starts


def line_of(starts: Sequence[int], offset: int) -> int:
    """1-based line number of an offset, given `line_starts`."""
    return bisect_right(starts, offset)
