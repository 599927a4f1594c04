"""How plausible a stretch of Chinese is: a character-bigram model derived at load time from jieba's dictionary.

jieba's dictionary gives words with frequencies. Reading a text as words drawn one after another, the chance that `b` follows
`a` is the chance that they stand together inside a word, plus the chance that a word ends with `a` and the next begins with
`b`. The Traditional model is the same dictionary put through OpenCC, in Taiwan's and Hong Kong's forms.

Log-probabilities are natural logarithms. Characters that no word of the dictionary holds get a floor by their kind.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from duizhao.normalize.channels import Variety

# A share of the probability is kept for what the dictionary does not know, spread by how frequent characters are.
_UNSEEN = 0.02
# Part of speech tags of jieba's dictionary: what follows a figure is mostly a measure word or a unit of time.
_NAMES = 8
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
_NUMERALS = frozenset("一二三四五六七八九十两几")
_AFTER_FIGURE = frozenset({"q", "mq"})


class LanguageModel:
    """Character bigrams with word boundaries.

    `log_probability` is the hot spot of all repairs: it is memoized for each pair of characters.
    """

    def __init__(self, words: dict[str, float], counters: dict[str, float], names: Sequence[str] = ()) -> None:
        singles: dict[str, float] = defaultdict(float)
        starts: dict[str, float] = defaultdict(float)
        ends: dict[str, float] = defaultdict(float)
        pairs: dict[str, float] = defaultdict(float)
        for word, count in words.items():
            starts[word[0]] += count
            ends[word[-1]] += count
            previous = ""
            for char in word:
                singles[char] += count
                if previous:
                    pairs[previous + char] += count
                previous = char
        tokens = sum(words.values())
        total = sum(singles.values())
        self.words = words
        self._singles = dict(singles)
        self._pairs = dict(pairs)
        self._starts = {char: count / tokens for char, count in starts.items()}
        self._ends = dict(ends)
        self._total = total
        self._tokens = tokens
        self._word_logs = {word: math.log(count / tokens) for word, count in words.items() if count}
        self._rarest = math.log(0.5 / tokens)
        facts = _facts()
        self._marks = {char: math.log(share) for char, share in facts["frequency"].items()}
        self._before_figure = facts["before-figure"]
        self._contexts = {name: table for name, table in facts.items() if name.startswith("after ")}
        self._context_of = {char: name for name in self._contexts for char in name.removeprefix("after ")}
        self._contexts[""] = facts["first"]
        self._counters = counters
        self._memo: dict[str, float] = {}
        self._name_pairs = Counter(name[at : at + 2] for name in names for at in range(len(name) - 1))
        self._name_singles = Counter(char for name in names for char in name)
        self._name_ends = Counter(name[-1] for name in names)
        self._names = max(1, len(names))
        self._unigram: dict[str, float] = {char: math.log(count / total) for char, count in singles.items()}

    def __contains__(self, char: str) -> bool:
        return char in self._singles

    def unigram(self, char: str) -> float:
        """Log-probability of a character by itself."""
        found = self._unigram.get(char)
        return self._floor(char) if found is None else found

    def log_probability(self, previous: str, char: str) -> float:
        """Log-probability of a character after another; `previous` is empty at the beginning."""
        key = previous + char
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) > _MEMO:
                self._memo.clear()
            found = self._memo[key] = self._log_probability(previous, char)
        return found

    def name_probability(self, previous: str, char: str) -> float:
        """Probability that a name from another language goes on with a character, and ends with it."""
        follows = self._name_pairs[previous + char] / self._name_singles[previous] if self._name_singles[previous] else 0.0
        return 0.6 * follows + 0.4 * self._name_ends[char] / self._names + 1e-9

    def score(self, text: str, previous: str = "") -> float:
        """Log-probability of a text."""
        total = 0.0
        known = self._memo
        for char in text:
            found = known.get(previous + char)
            total += self.log_probability(previous, char) if found is None else found
            previous = char if char != " " else follow(previous, char)
        return total

    def words_score(self, text: str) -> float:
        """Log-probability of the best division of a text into words, each by itself."""
        best = [0.0] + [-math.inf] * len(text)
        get = self._word_logs.get
        for start, char in enumerate(text):
            base = best[start]
            single = get(char)
            if single is None:
                single = self._rarest if char in self._singles else self._floor(char)
            best[start + 1] = max(best[start + 1], base + single)
            if char not in self._singles:
                continue
            for end in range(start + 2, min(start + 5, len(text)) + 1):
                found = get(text[start:end])
                if found is not None and base + found > best[end]:
                    best[end] = base + found
        return best[-1]

    def _log_probability(self, previous: str, char: str) -> float:
        spaced = len(previous) == 2
        before = previous[:1]
        known, single = self._singles.get(before), self._singles.get(char)
        if single is None:
            return self._mark_probability(before, char, known)
        unseen = single / self._total
        start = self._starts.get(char, 0.0)
        if known is None or spaced:
            if before.isdigit():
                start = 0.4 * start + 0.6 * self._counters.get(char, 0.0)
            return math.log((1 - _UNSEEN) * start + _UNSEEN * unseen)
        inside = self._pairs.get(before + char, 0.0)
        across = self._ends.get(before, 0.0) * start
        return math.log((1 - _UNSEEN) * (inside + across) / known + _UNSEEN * unseen)

    def _mark_probability(self, before: str, char: str, known: float | None) -> float:
        """Of what is no Han character, behind anything."""
        if known is None:
            if before.isascii() and before.isalnum():
                table = self._contexts["after 9" if before.isdigit() else "after A"]
            else:
                table = self._contexts.get(self._context_of.get(before, ""), {})
            share = table.get(char)
            if share is None and char.isascii() and char.isalnum():
                share = table.get("9" if char.isdigit() else "A")
            if share is None and char >= "\u0370" and _block(char) == _block(before) >= 0:
                # Another script goes on, or a line is drawn: likely enough, once begun.
                return _SAME_BLOCK
            return self._floor(char) if share is None else math.log(share)
        if char.isdigit() and char.isascii() and before in self._before_figure:
            return math.log(self._before_figure[before]) - 1.0  # one digit among those that are likely first
        # It stands where a word ends.
        ending = math.log(0.05 + 0.95 * self._ends.get(before, 0.0) / known)
        return ending + self._floor(char)

    def _floor(self, char: str) -> float:
        mark = self._marks.get(char)
        if mark is not None:
            return mark
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
    """The model of a script; built once a process, in about a second."""
    words: dict[str, float] = {}
    counters: dict[str, float] = defaultdict(float)
    for word, count, tag in _dictionary():
        # Names from other languages are few in the dictionary and many in the news.
        words[word] = count * _NAMES if tag == "nrt" else count
        if tag in _AFTER_FIGURE:
            counters[word[0]] += count
    names = [word for word, _, tag in _dictionary() if tag == "nrt"]
    # What follows numerals follows figures too, which the dictionary has none of.
    for word in [word for word in words if len(word) == 2 and word[0] in _NUMERALS]:
        words[word[1]] = words.get(word[1], 0.0) + words[word] / 2
    # 第 stands before figures as it stands before numerals, which the dictionary joins it with.
    words["第"] = words.get("第", 0.0) + sum(count for word, count in words.items() if word[0] == "第")
    measured = sum(counters.values())
    counters = {char: 0.3 * count / measured for char, count in counters.items()}
    listed = _facts()["after-figure"]
    for char, share in listed.items():
        counters[char] = counters.get(char, 0.0) + 0.7 * share / sum(listed.values())
    if variety == "hant":
        words = _traditional(words)
        names = _plainly_traditional(names)
        counters = _traditional_counters(counters)
    return LanguageModel(words, counters, names)


@cache
def _dictionary() -> tuple[tuple[str, float, str], ...]:
    """jieba's dictionary: word, frequency, part of speech."""
    import jieba

    rows: list[tuple[str, float, str]] = []
    with jieba.get_module_res("dict.txt") as lines:
        for line in lines:
            word, count, *tag = line.decode("utf-8").split()
            # Words such as T恤 would make letters and figures part of the language.
            if min(word) >= "\u3007":
                rows.append((word, float(count), tag[0] if tag else ""))
    return tuple(rows)


def _traditional(words: dict[str, float]) -> dict[str, float]:
    from opencc import OpenCC

    plain = list(words)
    joined = "\n".join(plain)
    result: dict[str, float] = defaultdict(float)
    for config, share in (("s2tw", 0.6), ("s2hk", 0.3), ("s2t", 0.1)):
        for word, other in zip(plain, OpenCC(config).convert(joined).split("\n"), strict=True):
            result[other] += share * words[word]
    # 台 is written for 臺 more often than not.
    for word in [word for word in result if "臺" in word]:
        result[word.replace("臺", "台")] += result[word]
    return dict(result)


def _plainly_traditional(words: list[str]) -> list[str]:
    from opencc import OpenCC

    converted: str = OpenCC("s2tw").convert("\n".join(words))
    return converted.split("\n")


def _traditional_counters(counters: dict[str, float]) -> dict[str, float]:
    from opencc import OpenCC

    convert = OpenCC("s2tw").convert
    result: dict[str, float] = defaultdict(float)
    for char, count in counters.items():
        result[convert(char)] += count
    return result
