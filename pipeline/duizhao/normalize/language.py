"""How plausible a stretch of Chinese is: a character-bigram model derived from jieba's dictionary (`tables.py`).

jieba's dictionary gives words with frequencies. Reading a text as words drawn one after another, the chance that `b` follows
`a` is the chance that they stand together inside a word, plus the chance that a word ends with `a` and the next begins with
`b`. The Traditional model is the same dictionary put through OpenCC, in Taiwan's and Hong Kong's forms.

Log-probabilities are natural logarithms. Characters that no word of the dictionary holds get a floor by their kind.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import add

from duizhao.normalize.beside import Beside
from duizhao.normalize.channels import Variety
from duizhao.normalize.tables import Tables, load_tables
from duizhao.normalize.words import Words

# A share of the probability is kept for what the dictionary does not know, spread by how frequent characters are.
_UNSEEN = 0.02
# Greek, Cyrillic, Armenian to Lao, kana, hangul, box drawing, bopomofo.
_BLOCKS = (
    ("\u0370", "\u03ff"),
    ("\u0400", "\u052f"),
    ("\u0530", "\u0fff"),
    ("\u3041", "\u30ff"),
    ("\uac00", "\ud7a3"),
    ("\u2500", "\u257f"),
    ("\u3105", "\u312f"),
)
_SAME_BLOCK = -4.5
# Pairs of characters that are remembered, some 100 bytes each: memory stays flat on any text.
_MEMO = 500_000
# Symbols that stand in prose, tables and instructions; of the others of their blocks nothing is known.
_USUAL_SYMBOLS = frozenset("←↑→↓⇒①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ★☆●○■□▲△▼◆◇※√×÷±≈≤≥℃№§©®™")
_SYMBOL = -11.0
# Of all figures that may begin, one; of all letters, one.
_ONE_DIGIT = -1.0
_ONE_LETTER = -2.0
_MONEY = ("$", "£", "€", "¥", "￥")
_PERCENT = ("%", "％", "℃", "°")
# What is counted in halves or hundredths is not numbered.
_QUANTITY = re.compile(r" ?[0-9,]{1,9}[.%]")
_NO_ORDINAL = -9.0
_FIGURE = re.compile(r"[0-9]")
# A year, or a month; not so many years or months.
_DATE = re.compile(r" ?(?:[12][0-9]{3} ?年|[0-9]{1,2} ?月)")
# A year or a number with a colon begins an entry; a time or a score goes on with figures.
_ENTRY = re.compile(r" ?[0-9]{1,4} ?[:：](?![0-9])")
_COUNTED = {"、": 1.5, "，": 0.5, "。": -1.0}
# How much commoner names are before a name in brackets than elsewhere.
_NAMED_MORE = 8
_NONE = -99.0  # of no character at all
_SPEECH = ('"', "“", "「", "『", "'", "‘")


@dataclass(frozen=True, slots=True)
class CharGroup:
    """Some characters, see `LanguageModel.group`.

    Attributes:
        han: Han characters that the model knows, each with its share at the beginning of a word and by itself.
        front: those shares of which no other pair is larger in both.
        marks: the other characters, none of them in ASCII, each with its log-probability anywhere, the likeliest first.
        blocks: those of them that are in a script or block of their own, by its number.
    """

    han: Mapping[str, tuple[float, float]]
    front: tuple[tuple[float, float], ...]
    marks: Mapping[str, float]
    blocks: Mapping[int, frozenset[str]]


class _Memo(dict[str, float]):
    """Log-probabilities that were asked for: of the last character of a key, behind those before it."""

    def __init__(self, log_probability: Callable[[str, str], float]) -> None:
        self._log_probability = log_probability

    def __missing__(self, key: str) -> float:
        if len(self) > _MEMO:
            self.clear()
        self[key] = found = self._log_probability(key[:-1], key[-1:])
        return found


class LanguageModel:
    """Character bigrams with word boundaries; `words` divides into words.

    `log_probability` is the hot spot of all repairs: it is memoized for each pair of characters.
    """

    def __init__(self, tables: Tables) -> None:
        beside = Beside(tables.beside)
        self._singles = tables.singles
        self._pairs = tables.pairs
        self._starts = {char: count / tables.tokens for char, count in tables.starts.items()}
        self._ends = tables.ends
        total = self._total = sum(tables.singles.values())
        facts = _facts()
        self._marks = {char: math.log(share) for char, share in facts["frequency"].items()}
        self._beside = beside
        self._contexts = {name: table for name, table in facts.items() if name.startswith("after ")}
        self._context_of = {char: name for name in self._contexts for char in name.removeprefix("after ")}
        self._contexts[""] = facts["first"]
        self._counters = {
            char: 0.3e-4 * tables.counters.get(char, 0.0) + 0.7 * beside.after_figure.get(char, 0.0)
            for char in {*tables.counters, *beside.after_figure}
        }
        self._memo = _Memo(self._log_probability)
        self.words = Words(tables, self._behind, self._mark_behind)
        self._name_pairs = tables.name_pairs
        self._name_singles = tables.name_singles
        self._name_ends = tables.name_ends
        self._name_total = sum(tables.name_singles.values())
        self._names = tables.names
        self._unigram: dict[str, float] = {char: math.log(count / total) for char, count in tables.singles.items()}

    def __contains__(self, char: str) -> bool:
        return char in self._singles

    def characters(self) -> tuple[str, ...]:
        """Every character that the model knows by itself, marks too."""
        return (*self._singles, *self._marks)

    def unigram(self, char: str) -> float:
        """Log-probability of a character by itself."""
        found = self._unigram.get(char)
        return self._floor(char) if found is None else found

    def log_probability(self, previous: str, char: str) -> float:
        """Log-probability of a character after another; `previous` is empty at the beginning."""
        return self._memo[previous + char]

    def name_probability(self, previous: str, char: str) -> float:
        """Probability that a name from another language goes on with a character, and ends with it."""
        before = self._name_singles.get(previous, 0.0)
        follows = self._name_pairs.get(previous + char, 0.0) / before if before else 0.0
        ends = self._name_ends.get(char, 0.0) / self._names
        return 0.5 * follows + 0.3 * ends + 0.2 * self._name_singles.get(char, 0.0) / self._name_total + 1e-6

    def name_share(self, char: str) -> float:
        """The chance that a character before a name in brackets is part of one itself; 0.9 of a mark between names."""
        if char not in self._singles:
            return 0.9
        in_names = _NAMED_MORE * self._name_singles.get(char, 0.0) / self._name_total
        return in_names / (in_names + self._singles[char] / self._total)

    def score(self, text: str, previous: str = "") -> float:
        """Log-probability of a text."""
        known = self._memo
        if " " not in text:
            return sum(map(known.__getitem__, map(add, (previous, *text[:-1]), text)), 0.0)
        total = 0.0
        for char in text:
            total += known[previous + char]
            previous = char if char != " " else follow(previous, char)
        return total

    def group(self, chars: Iterable[str]) -> CharGroup:
        """Characters of which the likeliest will be asked for."""
        han: dict[str, tuple[float, float]] = {}
        marks: dict[str, float] = {}
        for char in chars:
            single = self._singles.get(char)
            if single is None:
                marks[char] = self._floor(char)
            else:
                han[char] = self._starts.get(char, 0.0), single / self._total
        front: list[tuple[float, float]] = []
        for start, alone in sorted(set(han.values()), reverse=True):
            if not front or alone > front[-1][1]:
                front.append((start, alone))
        blocks: dict[int, frozenset[str]] = {}
        for block in {*map(_block, marks)} - {-1}:
            blocks[block] = frozenset(char for char in marks if _block(char) == block)
        ordered = dict(sorted(marks.items(), key=lambda item: (-item[1], item[0])))
        return CharGroup(han, tuple(front), ordered, blocks)

    def log_probabilities(self, previous: str, chars: Sequence[str]) -> list[float]:
        """The log-probability of each of many characters behind another; 0.0 of an empty one.

        As `log_probability`, but nothing is remembered: most of them are asked for once.
        """
        before = previous[:1]
        known = self._singles.get(before)
        if known is None or len(previous) > 1:
            return [self._memo[previous + char] if char else 0.0 for char in chars]
        ends = self._ends.get(before, 0.0)
        found: list[float] = []
        for char in chars:
            single = self._singles.get(char)
            if single is not None:
                inside, across = self._pairs.get(before + char, 0.0), ends * self._starts.get(char, 0.0)
                found.append(math.log((1 - _UNSEEN) * (inside + across) / known + _UNSEEN * (single / self._total)))
            else:
                found.append(self._mark_probability(before, char, known) if char else 0.0)
        return found

    def best(self, previous: str, group: CharGroup) -> float:
        """The log-probability of the likeliest character of a group behind another; a very low one where it is empty.

        As `log_probability`, but of most characters nothing has to be worked out, or remembered.
        """
        before = previous[:1]
        known = self._singles.get(before)
        if known is None:
            found = self._best_mark(before, group)
        else:
            ends = self._ends.get(before, 0.0) / known
            found = [math.log(0.05 + 0.95 * ends) + next(iter(group.marks.values()))] if group.marks else []
        if known is not None and len(previous) < 2:
            ends, pairs = self._ends.get(before, 0.0), self._pairs
            shares = [(1 - _UNSEEN) * (ends * start) / known + _UNSEEN * alone for start, alone in group.front]
            for char, (start, alone) in group.han.items():
                inside = pairs.get(before + char)
                if inside is not None:
                    shares.append((1 - _UNSEEN) * (inside + ends * start) / known + _UNSEEN * alone)
        elif before.isascii() and before.isalnum():
            shares = []
            found += [self._memo[previous + char] for char in group.han]
        else:
            shares = [(1 - _UNSEEN) * start + _UNSEEN * alone for start, alone in group.front]
        if shares:
            found.append(math.log(max(shares)))
        return max(found, default=_NONE)

    def _best_mark(self, before: str, group: CharGroup) -> list[float]:
        """Log-probabilities of marks of a group behind what is no Han character, the best among them."""
        table = self._marks_after(before)
        same = group.blocks.get(_block(before), frozenset())
        others = (floor for char, floor in group.marks.items() if char not in table and char not in same)
        found = [math.log(share) for char, share in table.items() if char in group.marks]
        return [*found, *([] if same <= table.keys() else [_SAME_BLOCK]), next(others, _NONE)]

    def _marks_after(self, before: str) -> Mapping[str, float]:
        """The shares of what stands behind a character that is no Han one."""
        if before.isascii() and before.isalnum():
            return self._contexts["after 9" if before.isdigit() else "after A"]
        return self._contexts.get(self._context_of.get(before, ""), {})

    def likeliest(self, texts: Sequence[str], before: str, behind: str) -> str:
        """The likeliest of some texts between two characters; `behind` is empty where it is not known."""
        if len(texts) == 1:
            return texts[0]
        scores = [self.score(text, before) + (self.log_probability(text[-1], behind) if behind else 0.0) for text in texts]
        return texts[scores.index(max(scores))]

    def _mark_behind(self, before: str, mark: str) -> float:
        """Log-probability of what is no Han character, by what stands before it; `mark` begins with it and goes on."""
        char = mark[:1]
        if char.isascii() and char.isalnum():
            before = before.rstrip(" ")
            if before[-1:] in self._singles:
                if not char.isdigit():
                    return self._beside.before_latin(before, 1.0) + _ONE_LETTER
                table = self._beside.before_date if _DATE.match(mark) else self._beside.before_figure
                return table(before, 1.0) + _ONE_DIGIT
        return self._floor(char)

    def _log_probability(self, previous: str, char: str) -> float:
        spaced = len(previous) == 2
        before = previous[:1]
        known, single = self._singles.get(before), self._singles.get(char)
        if single is None:
            return self._mark_probability(before, char, known)
        unseen = single / self._total
        start = self._starts.get(char, 0.0)
        if known is None or spaced:
            start = self._behind(before, char, start)
            return math.log((1 - _UNSEEN) * start + _UNSEEN * unseen)
        inside = self._pairs.get(before + char, 0.0)
        across = self._ends.get(before, 0.0) * start
        return math.log((1 - _UNSEEN) * (inside + across) / known + _UNSEEN * unseen)

    def _mark_probability(self, before: str, char: str, known: float | None) -> float:
        """Of what is no Han character, behind anything."""
        if known is None:
            table = self._marks_after(before)
            share = table.get(char)
            if share is None and char.isascii() and char.isalnum():
                share = table.get("9" if char.isdigit() else "A")
            if share is None and char >= "\u0370" and _block(char) == _block(before) >= 0:
                # Another script goes on, or a line is drawn: likely enough, once begun.
                return _SAME_BLOCK
            return self._floor(char) if share is None else math.log(share)
        # It stands where a word ends.
        ends = self._ends.get(before, 0.0) / known
        if char.isascii() and char.isalnum():
            if char.isdigit():
                return self._beside.before_figure(before, ends) + _ONE_DIGIT
            return self._beside.before_latin(before, ends) + _ONE_LETTER
        return math.log(0.05 + 0.95 * ends) + self._floor(char)

    def _behind(self, before: str, char: str, start: float) -> float:
        """The chance of a character where a word begins, behind a figure or a word in Latin letters."""
        if before.isascii() and before.isalnum():
            if before.isdigit():
                return 0.4 * start + 0.6 * self._counters.get(char, 0.0)
            return 0.5 * start + 0.5 * self._beside.after_latin.get(char, 0.0)
        return start

    def in_place(self, left: str, previous: str, text: str, right: str) -> float:
        """Log-probability of characters between others, of which several count where the right side is no Chinese.

        Args:
            left: the last twelve characters before, or fewer.
            previous: what `follow` makes of them.
            text: the characters.
            right: the first eight behind, or fewer; none at the end of the text.
        """
        if not right:
            right = "\n"
        seen_before = left.rstrip(" ")[-1:]
        behind = right.lstrip(" ")[:1]
        figure = behind in _MONEY or (behind.isascii() and behind.isdigit())
        if len(text) == 1 and figure and (seen_before in _PERCENT or (seen_before.isascii() and seen_before.isdigit())):
            between = self._beside.between_figures.get(text, 0.0)
            return math.log(0.9 * between + 0.1 * math.exp(self.score(text, previous) - 4.0))
        total = self.score(text, previous)
        last = text[-1]
        known = self._singles.get(last)
        if text == "：" and behind in _SPEECH:
            return self._beside.before_speech(left)
        if figure and text in _COUNTED and not _DATE.match(right) and not _ENTRY.match(right) and _FIGURE.search(left):
            # One of several things that are counted; a sentence that begins with a figure mostly begins with a year.
            return total + self.score(right[:2], last) + _COUNTED[text]
        if known is None or not behind:
            return total + self.score(right[:2], last)
        ends = self._ends.get(last, 0.0) / known
        if figure:
            if last == "第" and _QUANTITY.match(right):
                return total + _NO_ORDINAL
            if _DATE.match(right):
                return total + self._beside.before_date(left + text, ends)
            return total + self._beside.before_figure(left + text, ends)
        if behind.isalpha() and behind < "\u0250":
            return total + self._beside.before_latin(left + text, ends)
        if behind in ":：":
            return total + self._beside.before_speech(left + text)
        if behind in "?？":
            return total + self._beside.before_question(left + text)
        return total + self.score(right[:2], last)

    def _floor(self, char: str) -> float:
        mark = self._marks.get(char)
        if mark is not None:
            return mark
        if char in _USUAL_SYMBOLS:
            return _SYMBOL
        code = ord(char) if char else 0
        if code < 0x80:
            return -5.5 if char.isalnum() else -7.0
        if 0x4E00 <= code < 0xA000:
            return -17.0
        if 0x3040 <= code < 0x3100 or 0xAC00 <= code < 0xD7A4:
            return -9.0
        if 0xE000 <= code < 0xF900 or 0x80 <= code < 0xA0:
            return -22.0
        if code == 0xFFFD:
            return -16.0
        if 0xA0 <= code < 0x250:
            return -9.5
        return -13.0


def _block(char: str) -> int:
    """The script or block of a character that is neither Han nor ASCII; -1 for all others."""
    if not char:
        return -1
    return next((at for at, (start, end) in enumerate(_BLOCKS) if start <= char <= end), -1)


def follow(previous: str, char: str) -> str:
    """What stands before the next character: a space keeps what stood before it in view, `第 3` being like `第3`.

    >>> follow("第", " "), follow("第 ", "3")
    ('第 ', '3')
    """
    return previous[:1] + " " if char == " " and previous else char


@cache
def _facts() -> dict[str, dict[str, float]]:
    return tomllib.loads(files("duizhao.normalize").joinpath("marks.toml").read_text("utf-8"))


@cache
def load_language_model(variety: Variety) -> LanguageModel:
    """The model of a script; built once a process."""
    return LanguageModel(load_tables(variety))
