"""Where sentences end inside a cell, for Chinese, English and the two mixed in one line.

Every mark that can end a sentence is looked at once, with what stands before and after it; the word lists are in `lexicon/`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

_CLOSERS = "\"'”’」』）)]】》〉"
# A run of marks; an ellipsis may be spaced (". . ."), and closing quotes may stand a blank apart ("。 ”").
_MARKS = regex.compile(r"(?:[。！？｡!?…．]|\.(?:[ \u00a0]\.)*+)++")
_CLOSING = regex.compile(r"[\"'”’」』）)\]】]*+(?:[ \u00a0](?=[”’」』）])[”’」』）]++)?+(?:\*{1,2}|_{1,2})?+(?:\[\d{1,3}\])?+")
# A stop set after the quotation that has its own: `“快走！”。`
_STOP_AFTER_QUOTE = regex.compile(r"[。｡](?![。｡…])[”’」』]*+")
_WORD_BEFORE = regex.compile(r"[\p{Latin}\p{M}\d.&'’-]++$")
_HAN_BEFORE = regex.compile(r"[\p{Han}〇\u3000-\u303f\uff00-\uffef”’·]$")
_OPENING = regex.compile(r"[\s\"'“‘「『（(\[【《〈*_\-–—•¿¡]*+")
_NUMBERED = regex.compile(r"\s*+[\"'“‘(（\[]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})$")
_ACRONYM = regex.compile(r"(?:\p{Latin}\.){2,}+\p{Latin}?+$|^(?:\p{Latin}\.)+\p{Latin}$")
_CONTENT = regex.compile(r"[\p{L}\p{N}]")
_LOWER = regex.compile(r"\p{Ll}")
_WORD_AFTER = regex.compile(r"[\p{Latin}'’]++")
_LOST_BLANK = regex.compile(r"\p{Lu}\p{Ll}*+[ ,]")
_FOREIGN_NAME = regex.compile(r"\p{Han}{1,5}\.\p{Han}{1,5}[，,、（(）)]")
_CONTINUES = frozenset("，、；：,;:—–·％%")
_WORD_OR_MARK = regex.compile(r"[\p{Latin}.'’-]++|[^\p{Latin}\s]")
_FIGURE_BEFORE = regex.compile(r"\d[ \u00a0]?+\p{Lu}$")
_CAMEL = regex.compile(r"\p{Ll}\p{Lu}")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "《": "》", "〈": "〉"}
# How far a bracket may run before it is taken for one that was never closed.
_MAX_BRACKET = 240


@dataclass(frozen=True, slots=True)
class _English:
    never: frozenset[str]
    titles: frozenset[str]
    before_number: frozenset[str]
    sometimes: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]


@cache
def _english() -> _English:
    text = files("duizhao.segment").joinpath("lexicon", "english.toml").read_text(encoding="utf-8")
    return _English(**{name: frozenset(words) for name, words in tomllib.loads(text).items()})


@cache
def _speaker_zh(after: str) -> regex.Pattern[str]:
    """A speaker and a verb of speech, then one of the marks `after`. A colon is never among them: it opens the next quotation."""
    text = files("duizhao.segment").joinpath("lexicon", "chinese.toml").read_text(encoding="utf-8")
    verbs = "|".join(sorted(tomllib.loads(text)["speech"], key=len, reverse=True))
    return regex.compile(rf"[ \u00a0]?+[\p{{Han}}\p{{Latin}}·• ]{{0,16}}?(?:{verbs})(?:着|了|过|道)?+[{after}]")


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets after which a new sentence begins, inside `text[start:end]`; neither `start` nor `end` is among them.

    >>> text = "他来了。“真的？”她问。Mr. Li came at 5 p.m. on Monday. He left."
    >>> list(sentence_ends(text, 0, len(text)))
    [4, 12, 44]
    """
    cell = text[start:end]
    inside = _bracketed(cell)
    length = len(cell.rstrip())
    begin = 0  # of the sentence under way
    for match in _MARKS.finditer(cell):
        if match.start() < begin:
            continue
        close = _closing_end(cell, match.end(), begin)
        if close >= length or (length - close <= 3 and not _CONTENT.search(cell, close)):
            return
        if inside[match.start()] and not _closes_whole(cell, begin, match.end(), close):
            continue
        if _is_end(cell, begin, match.start(), match.end(), close):
            yield start + close
            begin = close


def _closing_end(cell: str, position: int, begin: int) -> int:
    """The end of the closing quotes and brackets after the marks; a straight quote closes only what was opened."""
    if cell.startswith("“", position) and cell.count("“", begin, position) > cell.count("”", begin, position):
        position += 1  # an opening quote set for a closing one
    match = _CLOSING.match(cell, position)
    close = match.end() if match else position
    stop = _STOP_AFTER_QUOTE.match(cell, close) if close > position else None
    if stop:
        return int(stop.end())
    for index in range(position, close):
        mark = cell[index]
        opened_here = mark in "\"'" and cell.count(mark, begin, index) % 2 == 0
        # No blank after it: it opens the next sentence, unless one like it stands open in this one.
        if opened_here and index + 1 < len(cell) and not cell[index + 1].isspace() and cell[index + 1] not in _CLOSERS:
            return index
    return close


def _bracketed(cell: str) -> bytearray:
    """One byte a character: 1 where it stands between two brackets that match."""
    inside = bytearray(len(cell))
    stack: list[tuple[str, int]] = []
    for index, mark in enumerate(cell):
        if mark in _BRACKETS:
            stack.append((_BRACKETS[mark], index))
        elif stack and mark in ")]）】》〉":
            for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
                if stack[depth][0] == mark:
                    opened = stack[depth][1]
                    if index - opened <= _MAX_BRACKET:
                        inside[opened : index + 1] = b"\1" * (index + 1 - opened)
                    del stack[depth:]
                    break
        if len(stack) > 64:
            stack.clear()
    return inside


def _closes_whole(cell: str, begin: int, marks_end: int, close: int) -> bool:
    """Whether the bracket that closes right after the marks was opened where the sentence began: （注：……。）"""
    opened = _OPENING.match(cell, begin)
    return opened is not None and any(mark in cell[begin : opened.end()] for mark in "（([【") and close > marks_end


def _is_end(cell: str, begin: int, start: int, end: int, close: int) -> bool:
    following = cell[close]
    if following in _CONTINUES or (following in "》〉" and not following.isspace()):
        return False
    marks = cell[start:end]
    if any(mark in "。！？｡．" for mark in marks):
        if marks == "．" and (start == 0 or not _HAN_BEFORE.search(cell, 0, start)):
            return False
        return not _speaker_follows(cell, marks, end, close)
    if "…" in marks and not any(mark in "!?." for mark in marks):
        return _ellipsis_ends(cell, begin, start, end, close)
    if start > 0 and _HAN_BEFORE.search(cell, max(0, start - 1), start):
        return _is_end_after_han(cell, marks, start, end, close)
    return _is_english_end(cell, begin, start, end, close)


def _speaker_follows(cell: str, marks: str, end: int, close: int) -> bool:
    """`“……吗？”他问。`: the quotation and its speaker are one sentence."""
    if close == end or not any(mark in cell[end:close] for mark in "”’」』\"'"):
        return False
    if marks.endswith(("。", "｡")):
        return _speaker_zh("。！？").match(cell, close) is not None
    return _speaker_zh("。，,！!？?…").match(cell, close) is not None or _english_speaker_follows(cell, close)


def _ellipsis_ends(cell: str, begin: int, start: int, end: int, close: int) -> bool:
    """An ellipsis trails off (end) or hesitates (no end): it ends a quotation, or what a blank and a new sentence follow."""
    if close > end:
        return not _speaker_follows(cell, "…", end, close) and not _LOWER.match(cell, close)
    after = _OPENING.match(cell, close)
    position = after.end() if after else close
    if position >= len(cell):
        return False
    if cell[close].isspace():
        return start - begin >= 8 and not _LOWER.match(cell, position)
    return cell[close] in "“「『" and start - begin >= 4


def _is_end_after_han(cell: str, marks: str, start: int, end: int, close: int) -> bool:
    """ASCII marks in Chinese text: `!` and `?` always end, a full stop where it is not the dot inside a foreign name."""
    if any(mark in "!?" for mark in marks):
        if _LOWER.match(cell, close):
            return False  # a question mark that stands for a lost character
        return not _speaker_follows(cell, marks, end, close)
    if cell[close].isspace() or close > end:
        return True
    if cell[close].isdigit() or cell[close].isascii():
        return cell[close].isupper()
    return "。" not in cell and end - start == 1 and start >= 6 and not _FOREIGN_NAME.search(cell, max(0, start - 5), close + 7)


def _is_english_end(cell: str, begin: int, start: int, end: int, close: int) -> bool:
    marks = cell[start:end]
    before = _WORD_BEFORE.search(cell, max(begin, start - 40), start)
    word = before.group() if before else ""
    if not cell[close].isspace():
        if _HAN_BEFORE.match(cell, close):
            return not (marks == "." and word[-1:].isdigit() and close == end)
        # A blank that got lost: `…the end.Next`, never `example.Com` or `e.g.This`.
        if close > end or not _LOST_BLANK.match(cell, close):
            return False
        return marks != "." or (len(word) > 3 and word.isalpha() and word[1:].islower())
    opening = _OPENING.match(cell, close)
    position = opening.end() if opening else close
    if position >= len(cell):
        return True
    following = cell[position]
    if _LOWER.match(following):
        return _CAMEL.match(cell, position) is not None and marks != "..."
    if marks != "." and close > end and _english_speaker_follows(cell, close):
        return False
    if marks != ".":
        return True
    return _full_stop_ends(cell, begin, start, word, position)


def _full_stop_ends(cell: str, begin: int, start: int, word: str, position: int) -> bool:
    """A single full stop, a blank, then something that could open a sentence."""
    lists = _english()
    if _NUMBERED.fullmatch(cell, begin, start):
        return False  # `1. Introduction`
    match = _WORD_AFTER.match(cell, position)
    following = match.group() if match else ""
    opens = following.casefold() in lists.starters and (len(following) > 1 or following in "AI")
    name = word.casefold().strip("'’-&")
    if name in lists.titles and word[0].isupper():
        return False
    if name in lists.never:
        # `No.` is an abbreviation before a figure alone; the others before anything.
        return name in {"no", "ex", "ch", "art", "v", "st", "ed", "trans"} and not cell[position].isdigit() and opens
    if cell[position].isdigit() and name in lists.before_number:
        return False
    if name in lists.sometimes or _ACRONYM.search(word):
        return opens or (not match and not cell[position].isdigit())
    if len(name) == 1 and name.isalpha() and word[-1].isupper() and name != "i":
        return opens or _FIGURE_BEFORE.search(cell, begin, start) is not None  # an initial, or the unit of a figure: 2,100 W.
    return True


def _english_speaker_follows(cell: str, close: int) -> bool:
    """`"Is it?" Wang asked.`"""
    position = close
    while position < len(cell) and cell[position].isspace():
        position += 1
    speech = _english().speech
    words = _WORD_OR_MARK.findall(cell, position, position + 60)[:4]
    for index, word in enumerate(words):
        if not word[0].isalpha():
            return False
        if index and word.strip(".'’-") in speech:
            return True
    return False
