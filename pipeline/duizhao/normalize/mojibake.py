"""Chinese read in the wrong encoding: which accident happened, where it begins and ends, and what the text was.

The scan says where a text is suspicious. Each suspicious stretch is read again in the ways that could have made it; a reading
is taken where it is better Chinese than what is shown, by a margin that sound text never reaches.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import exp

from msgspec.structs import replace

from duizhao.normalize.channels import (
    BIG5_AS_GBK,
    BIG5_AS_LATIN,
    GBK_AS_BIG5,
    GBK_AS_LATIN,
    UTF8_AS_BIG5,
    UTF8_AS_GBK,
    UTF8_AS_LATIN,
    Channel,
    Variety,
    bytes_behind,
    reader_of,
)
from duizhao.normalize.characters import LATIN, ODD, TELLTALES, character_table, script_sets
from duizhao.normalize.language import LanguageModel, load_language_model
from duizhao.normalize.ranking import seen_of
from duizhao.normalize.refine import REACH, count_runs, refine, unguessed
from duizhao.normalize.reread import LOST, START, Group, reread
from duizhao.normalize.scan import Scan, Span
from duizhao.normalize.straight import read_straight
from duizhao.normalize.stretches import BETWEEN, Stretch, kept
from duizhao.settings import NormalizeSettings
from duizhao.text import Edit

VERSION = 7
_UTF8_CHAR = re.compile(rb"[\xe2-\xe9\xef][\x80-\xbf]{2}")
_UTF8_ANY = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_HIGH = bytes(range(0x80, 0x100))
# What is left of a character of UTF-8 that lost its last byte.
_CUT_SHORT = re.compile("[^\x00-\x7f\ufffd]{0,2}\ufffd")
# Where every character on the screen tells its byte, UTF-8 can be counted; a share above this is no accident.
_UTF8_SHARE = 0.45
# So many characters of a stretch are read again at a glance; a reading that is not better by so much a character, in nats, is
# not looked at closely.
_CORES = ((16, 0.5), (5, 1.5))
_BETWEEN_START = 0.0  # the price of a damaged stretch from the beginning of a line between damaged ones
# A reading that gains so much a character on the screen is the right one; no other is tried.
_PLAIN_GAIN = 3.0
# A reader with more holes is believed where the reading is better by so much, in nats.
_NARROWER = 5.0
_FAR = 400  # characters between two damaged lines that are read like them
_NEAR = 5000  # characters of sound text beside a damaged stretch that tell what stands in it
# A stretch with more guesses than this share of its characters has to be sure of them,
_MANY_GUESSED = 1 / 3
_MOST_GUESSED = 3 / 5  # and one with more than that is guesswork however sure they seem: each leans on the one before


@dataclass(frozen=True, slots=True)
class Reading:
    """Something suspicious read again: groups, and the damaged stretches of them, with offsets in it; what they gain together."""

    span: Span
    channel: Channel
    reader: str
    variety: Variety
    groups: tuple[Group, ...]
    stretches: tuple[Stretch, ...]
    gain: float


def mojibake_edits(text: str, found: Scan, settings: NormalizeSettings) -> list[Edit]:
    """Edits that put right what was read in the wrong East Asian encoding, or East Asian text read as Latin-1."""
    spans = [(span, _odd_channels) for span in found.odd]
    # Where the two overlap, what looks like bytes is looked at again once the other is repaired.
    spans += [(span, _latin_channels) for span in found.latin if not _overlaps(span, found.odd)]
    spans.sort(key=lambda item: item[0])
    suspicious = "".join(text[start:end] for (start, end), _ in spans)

    @cache
    def readers(channel: Channel) -> str:
        """The reader of a channel shows itself somewhere in a text, if not in each line."""
        return reader_of(channel, suspicious)

    readings = [
        reading
        for span, ways in spans
        if (reading := _best(text, span, ways(text[span[0] : span[1]]), readers, settings)) is not None
    ]
    readings = _with_neighbours(text, readings, readers, settings)
    return [edit for reading in _refined(text, readings) for edit in _edits(reading, settings.min_sure)]


def _refined(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with every guess weighed again, with the whole text in sight."""
    guessed = [any(group.guessed for group in reading.groups) for reading in readings]
    result = list(readings)
    if not any(guessed):
        return result
    runs: Counter[str] = Counter()
    for piece in _known(text, readings):
        count_runs(piece, runs)
    seen = seen_of(runs)
    for index, reading in enumerate(readings):
        if guessed[index]:
            start, end = reading.span
            shown = text[start:end]
            groups = refine(
                shown,
                reading.groups,
                reading.channel,
                load_language_model(reading.variety),
                reading.reader,
                seen,
                _repaired_before(text, result, index),
                _repaired_behind(text, result, index),
            )
            result[index] = replaced(reading, groups=groups)
    return result


def _known(text: str, readings: Sequence[Reading]) -> Iterator[str]:
    """What is known of a text, in pieces: what is sound, near enough to tell, and what was read without a guess."""
    at = 0
    for reading in readings:
        start, end = reading.span
        if start - at > 2 * _NEAR:
            yield text[at : at + _NEAR] if at else ""
            at = start - _NEAR
        yield text[at:start]
        yield from unguessed(reading.groups)
        at = end
    yield text[at : at + _NEAR]


def _repaired_before(text: str, readings: Sequence[Reading], index: int) -> str:
    """What stands before a reading, as it reads by now."""
    pieces: list[str] = []
    missing = REACH
    at = readings[index].span[0]
    while missing > 0 and at > 0:
        index -= 1
        end = readings[index].span[1] if index >= 0 else 0
        pieces.append(text[max(end, at - missing) : at])
        missing -= len(pieces[-1])
        if index < 0 or missing <= 0:
            break
        pieces.append("".join(group.text for group in readings[index].groups)[-missing:])
        missing -= len(pieces[-1])
        at = readings[index].span[0]
    return "".join(reversed(pieces))


def _repaired_behind(text: str, readings: Sequence[Reading], index: int) -> str:
    """What stands behind a reading, as it reads by now."""
    pieces: list[str] = []
    missing = REACH
    at = readings[index].span[1]
    while missing > 0 and at < len(text):
        index += 1
        start = readings[index].span[0] if index < len(readings) else len(text)
        pieces.append(text[at : min(start, at + missing)])
        missing -= len(pieces[-1])
        if index >= len(readings) or missing <= 0:
            break
        pieces.append("".join(group.text for group in readings[index].groups)[:missing])
        missing -= len(pieces[-1])
        at = readings[index].span[1]
    return "".join(pieces)


def _with_neighbours(
    text: str, readings: list[Reading], readers: Callable[[Channel], str], settings: NormalizeSettings
) -> list[Reading]:
    """What stands between two stretches of one damage, too short to tell by itself, is read like these."""
    easier = replace(settings, min_gain=BETWEEN, min_gain_each=0.0)
    result: list[Reading] = []
    for before, behind in pairwise((None, *readings, None)):
        if before is not None:
            result.append(before)
        known = before or behind
        if known is None or (before and behind and before.channel != behind.channel):
            continue
        start, end = before.span[1] if before else 0, behind.span[0] if behind else len(text)
        for span in _between(text, start, end, whole=before is not None and behind is not None):
            found = _best(text, span, (known.channel,), readers, easier, _BETWEEN_START)
            if found is not None:
                result.append(found)
    return result


def _between(text: str, start: int, end: int, *, whole: bool) -> Iterator[Span]:
    """The lines of a stretch that are not in ASCII alone: whole ones, and of others those in which nothing is Chinese.

    None are whole where the stretch is long, or is not between two others.
    """
    first = text.find("\n", start, end)
    if first < 0:
        if _is_marks(text[start:end]):
            yield start, end
        return
    last = text.rfind("\n", start, end) + 1
    if _is_marks(text[start:first]):
        yield start, first
    if whole and end - start <= _FAR:
        at = first + 1
        while at < last:
            stop = text.find("\n", at, last)
            if not text[at:stop].isascii():
                yield at, stop
            at = stop + 1
    if _is_marks(text[last:end]):
        yield last, end


def _is_marks(text: str) -> bool:
    """Whether what is not in ASCII is no Chinese: what is left of damaged marks between words in Latin letters."""
    return not text.isascii() and not any("\u3400" <= char <= "\u9fff" for char in text)


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    at = bisect_left(others, (span[1], span[1])) - 1
    return at >= 0 and others[at][1] > span[0]


def _odd_channels(shown: str) -> Sequence[Channel]:
    if (
        not any(char in shown for char in TELLTALES)
        and _utf8_share(shown, "gbk") == 0.0
        and _utf8_share(shown, "big5hkscs") == 0.0
    ):
        return (BIG5_AS_GBK, GBK_AS_BIG5)
    if is_utf8(shown):
        return (UTF8_AS_GBK,)
    if _utf8_share(shown, "big5hkscs") > _UTF8_SHARE:
        return (UTF8_AS_BIG5,)
    return (BIG5_AS_GBK, GBK_AS_BIG5, UTF8_AS_GBK)


def is_utf8(shown: str) -> bool:
    """Whether a text is mostly UTF-8 read as GBK."""
    return _utf8_share(shown, "gbk") > _UTF8_SHARE


def _latin_channels(shown: str) -> Sequence[Channel]:
    if _utf8_share(shown, "latin") > _UTF8_SHARE:
        return (UTF8_AS_LATIN,) if LOST in shown else ()
    if _utf8_share(_CUT_SHORT.sub("", shown), "latin", _UTF8_ANY) > 0.9:
        return ()
    return (GBK_AS_LATIN, BIG5_AS_LATIN)


def _utf8_share(shown: str, reader: str, pattern: re.Pattern[bytes] = _UTF8_CHAR) -> float:
    """The share of the bytes behind non-ASCII characters that stand in characters of UTF-8: Chinese ones, or any."""
    # Sound characters beside damaged ones are no bytes of a Western reader at all.
    data = bytes_behind(shown, reader, " " if reader == "latin" else "\xff")
    high = len(data) - len(data.translate(None, _HIGH))
    return sum(map(len, pattern.findall(data))) / high if high else 0.0


def _best(
    text: str,
    span: Span,
    channels: Iterable[Channel],
    readers: Callable[[Channel], str],
    settings: NormalizeSettings,
    start: float = START,
) -> Reading | None:
    shown = text[span[0] : span[1]]
    ways = [
        (channel, readers(channel), variety) for channel in channels for variety in _varieties(channel, shown, readers(channel))
    ]
    best: Reading | None = None
    for channel, reader, variety in ways:
        model = load_language_model(variety)
        ahead = 0.0
        # Of several readers the fullest, which leaves the fewest guesses, unless another makes much better Chinese.
        for codec in reversed(reader.split("|")):
            straight = read_straight(shown, channel, codec, model)
            if straight is not None:
                groups, stretches = kept(shown, straight, model, settings)
                gain = sum(stretch.gain for stretch in stretches)
                if stretches and (best is None or gain > best.gain + ahead):
                    best = Reading(span, channel, codec, variety, groups, stretches, gain)
                    ahead = _NARROWER
                if not any(group.guessed for group in straight):
                    break
        if best is not None and best.gain > _PLAIN_GAIN * len(shown):
            return best
    for channel, reader, variety in ways:
        model = load_language_model(variety)
        if start == START and not _promising(shown, channel, reader, model):
            continue
        groups, stretches = kept(shown, reread(shown, channel, model, reader, start), model, settings)
        gain = sum(stretch.gain for stretch in stretches)
        if stretches and (best is None or gain > best.gain):
            best = Reading(span, channel, reader, variety, groups, stretches, gain)
    return best


def _plain(shown: str, channel: Channel, reader: str) -> str:
    """The bytes read again in one go, without care for what is lost or sound."""
    return bytes_behind(shown, reader).decode(channel.written, "ignore")


def _varieties(channel: Channel, shown: str, reader: str) -> Sequence[Variety]:
    if len(channel.varieties) == 1:
        return channel.varieties
    only_simplified, only_traditional = script_sets()
    plain = _plain(shown, channel, reader)
    simplified = sum(map(only_simplified.__contains__, plain))
    traditional = sum(map(only_traditional.__contains__, plain))
    return ("hans",) if simplified >= traditional else ("hant",)


def _promising(shown: str, channel: Channel, reader: str, model: LanguageModel) -> bool:
    if channel.written == "utf-8":
        return _utf8_share(shown, "big5hkscs" if channel.shown == "big5" else channel.shown) > 0.05
    # In the most damaged part of a longer stretch, so that sound text around it does not hide it; a clause may be short.
    for size, margin in _CORES:
        part = _core(shown, size)
        floor = model.score(part) / len(part) + margin
        for plain in (_plain(part, channel, reader), _plain(part[1:], channel, reader)):
            if plain and model.score(plain) / len(plain) > floor:
                return True
    return False


@lru_cache(maxsize=8)
def _core(shown: str, size: int) -> str:
    """The characters in a row with most odd ones among them."""
    table = character_table()
    odd = [0, *accumulate(bool(table[min(ord(char), 0x10000)] & (ODD | LATIN)) for char in shown)]
    if len(shown) <= size:
        return shown
    counts = [after - before for before, after in zip(odd, odd[size:], strict=False)]
    at = counts.index(max(counts))
    return shown[at : at + size]


def _edits(reading: Reading, min_sure: float) -> Iterator[Edit]:
    """The edits of a reading but for stretches that are guesswork: too much of them was lost to say what stood there."""
    begin = reading.span[0]
    rule = f"mojibake.{reading.channel.name}/{VERSION}"
    sure = 1.0 - exp(-min(reading.gain, 50.0) / 10)
    plainly = round(sure, 4)
    groups = [group for group in reading.groups if group.damaged]
    starts = [group.start for group in groups]
    for stretch in reading.stretches:
        own = groups[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)]
        length = sum([len(group.text) for group in own])
        guessed = sum([group.guessed for group in own])
        if guessed > _MANY_GUESSED * length:
            sure_enough = sum([group.confidence * len(group.text) for group in own]) >= min_sure * length
            if guessed > _MOST_GUESSED * length or not sure_enough:
                continue
        score, margin = round(stretch.gain, 1), round(stretch.margin, 1)
        for group in own:
            confidence = plainly if group.confidence == 1.0 else round(sure * group.confidence, 4)
            yield Edit(begin + group.start, begin + group.end, group.text, rule, confidence, score, margin)
