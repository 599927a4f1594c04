"""Chinese read in the wrong encoding: which accident happened, where it begins and ends, and what the text was.

The scan says where a text is suspicious. Each suspicious stretch is read again in the ways that could have made it; a reading
is taken where it is better Chinese than what is shown, by a margin that sound text never reaches.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
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
    reader_of,
    shown_table,
)
from duizhao.normalize.characters import LATIN, ODD, TELLTALES, character_table, script_sets
from duizhao.normalize.language import LanguageModel, load_language_model
from duizhao.normalize.refine import refine, runs_of
from duizhao.normalize.reread import LOST, START, Group, reread
from duizhao.normalize.scan import Scan, Span
from duizhao.settings import NormalizeSettings
from duizhao.text import Edit

VERSION = 1
_UTF8_CHAR = re.compile(rb"[\xe2-\xe9\xef][\x80-\xbf]{2}")
_UTF8_ANY = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
# Where every character on the screen tells its byte, UTF-8 can be counted; a share above this is no accident.
_UTF8_SHARE = 0.45
# So many characters of a stretch are read again at a glance; a reading that is not better by so much a character, in nats, is
# not looked at closely.
_CORES = ((16, 0.5), (5, 1.5))
# Lines between damaged ones, up to so many characters, are likely damaged too: a smaller gain is enough, in nats.
_BETWEEN = 2.0
_BETWEEN_START = 0.0
_FAR = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """A suspicious stretch read again: groups with offsets in the stretch, and how much better the reading is, in nats."""

    span: Span
    channel: Channel
    groups: tuple[Group, ...]
    gain: float


def mojibake_edits(text: str, found: Scan, settings: NormalizeSettings) -> list[Edit]:
    """Edits that put right what was read in the wrong East Asian encoding, or East Asian text read as Latin-1."""
    spans = [(span, _odd_channels) for span in found.odd]
    # Where the two overlap, what looks like bytes is looked at again once the other is repaired.
    spans += [(span, _latin_channels) for span in found.latin if not _overlaps(span, found.odd)]
    readings = [
        reading
        for span, ways in sorted(spans, key=lambda item: item[0])
        if (reading := _best(text, span, ways(text[span[0] : span[1]]), settings)) is not None
    ]
    readings = _with_neighbours(text, readings, settings)
    seen: Counter[str] = Counter()
    for reading in readings:
        seen += runs_of(reading.groups)
    edits: list[Edit] = []
    for reading in readings:
        edits += _edits(text, reading, seen)
    return edits


def _with_neighbours(text: str, readings: list[Reading], settings: NormalizeSettings) -> list[Reading]:
    """Short lines between damaged ones, too short to tell by themselves, are read like these."""
    result: list[Reading] = []
    for reading in readings:
        if result and result[-1].channel == reading.channel:
            for span in _lines_between(text, result[-1].span[1], reading.span[0]):
                found = _best(
                    text, span, (reading.channel,), replace(settings, min_gain=_BETWEEN, min_gain_each=0.0), _BETWEEN_START
                )
                if found is not None:
                    result.append(found)
        result.append(reading)
    return result


def _lines_between(text: str, start: int, end: int) -> list[Span]:
    """The whole lines, not in ASCII alone, of a stretch between two others; none where it is long."""
    if end - start > _FAR or text.count("\n", start, end) < 2:
        return []
    lines: list[Span] = []
    at = text.find("\n", start, end) + 1
    while 0 < at < end:
        stop = text.find("\n", at, end)
        if stop < 0:
            break
        if not text[at:stop].isascii():
            lines.append((at, stop))
        at = stop + 1
    return lines


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
    if _utf8_share(shown, "gbk") > _UTF8_SHARE:
        return (UTF8_AS_GBK,)
    if _utf8_share(shown, "big5hkscs") > _UTF8_SHARE:
        return (UTF8_AS_BIG5,)
    return (BIG5_AS_GBK, GBK_AS_BIG5, UTF8_AS_GBK)


def _latin_channels(shown: str) -> Sequence[Channel]:
    if _utf8_share(shown, "latin") > _UTF8_SHARE:
        return (UTF8_AS_LATIN,) if LOST in shown else ()
    if _utf8_share(shown, "latin", _UTF8_ANY) > 0.9:
        return ()
    return (GBK_AS_LATIN, BIG5_AS_LATIN)


def _utf8_share(shown: str, reader: str, pattern: re.Pattern[bytes] = _UTF8_CHAR) -> float:
    """The share of the bytes behind non-ASCII characters that stand in characters of UTF-8: Chinese ones, or any."""
    table = shown_table(reader)
    data = b"".join(char.encode() if char < "\x80" else table.get(char, (b"\xff",))[0] for char in shown)
    high = sum(byte >= 0x80 for byte in data)
    return sum(map(len, pattern.findall(data))) / high if high else 0.0


def _best(
    text: str, span: Span, channels: Iterable[Channel], settings: NormalizeSettings, start: float = START
) -> Reading | None:
    shown = text[span[0] : span[1]]
    best: Reading | None = None
    for channel in channels:
        for variety in _varieties(channel, shown):
            model = load_language_model(variety)
            if start == START and not _promising(shown, channel, model):
                continue
            groups, gain = _kept(shown, reread(shown, channel, model, start), model, settings)
            if gain > 0 and (best is None or gain > best.gain):
                best = Reading(span, channel, groups, gain)
    return best


def _plain(shown: str, channel: Channel) -> str:
    """The bytes read again in one go, without care for what is lost or sound."""
    table = shown_table(reader_of(channel, shown))
    data = b"".join(char.encode() if char < "\x80" else table.get(char, (b"",))[0] for char in shown)
    return data.decode(channel.written, "ignore")


def _varieties(channel: Channel, shown: str) -> Sequence[Variety]:
    if len(channel.varieties) == 1:
        return channel.varieties
    only_simplified, only_traditional = script_sets()
    plain = _plain(shown, channel)
    simplified = sum(char in only_simplified for char in plain)
    traditional = sum(char in only_traditional for char in plain)
    return ("hans",) if simplified >= traditional else ("hant",)


def _promising(shown: str, channel: Channel, model: LanguageModel) -> bool:
    if channel.written == "utf-8":
        return _utf8_share(shown, "big5hkscs" if channel.shown == "big5" else channel.shown) > 0.05
    # In the most damaged part of a longer stretch, so that sound text around it does not hide it; a clause may be short.
    for size, margin in _CORES:
        part = _core(shown, size)
        floor = model.score(part) / len(part) + margin
        for plain in (_plain(part, channel), _plain(part[1:], channel)):
            if plain and model.score(plain) / len(plain) > floor:
                return True
    return False


def _core(shown: str, size: int) -> str:
    """The characters in a row with most odd ones among them."""
    table = character_table()
    odd = [bool(table[min(ord(char), 0x10000)] & (ODD | LATIN)) for char in shown]
    at = max(range(max(1, len(shown) - size + 1)), key=lambda start: sum(odd[start : start + size]))
    return shown[at : at + size]


def _kept(
    shown: str, groups: Sequence[Group], model: LanguageModel, settings: NormalizeSettings
) -> tuple[tuple[Group, ...], float]:
    """The groups, with damaged stretches that gain too little put back, and what the others gain together."""
    result: list[Group] = []
    total = 0.0
    for damaged, members in groupby(groups, key=lambda group: group.damaged):
        stretch = list(members)
        if not damaged:
            result += stretch
            continue
        start, end = stretch[0].start, stretch[-1].end
        after = "".join(group.text for group in stretch)
        gain = model.score(after) - model.score(shown[start:end])
        han = sum("\u4e00" <= char <= "\u9fff" for char in after)
        telling = any(char in shown[start:end] for char in TELLTALES)
        if (
            gain < settings.min_gain
            or gain < settings.min_gain_each * han
            or (han < (2 if settings.min_gain > _BETWEEN else 1) and not telling)
        ):
            result.append(Group(start, end, shown[start:end], False, 0))
        else:
            result += stretch
            total += gain
    return tuple(result), total


def _edits(text: str, reading: Reading, seen: Counter[str]) -> list[Edit]:
    start, end = reading.span
    shown = text[start:end]
    groups = reading.groups
    rule = f"mojibake.{reading.channel.name}/{VERSION}"
    if any(group.guessed for group in groups):
        model = load_language_model(_varieties(reading.channel, shown)[0])
        groups = refine(shown, groups, reading.channel, model, reader_of(reading.channel, shown), seen)
    sure = 1.0 - exp(-min(reading.gain, 50.0) / 10)
    return [
        Edit(start + group.start, start + group.end, group.text, rule, round(sure * group.confidence, 4))
        for group in groups
        if group.damaged
    ]
