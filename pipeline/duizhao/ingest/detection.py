"""Which encoding a file is in: the one under which its bytes are the most plausible text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from duizhao.ingest.charsets import (
    BIG5,
    BY_LINE,
    GB18030,
    UTF_8,
    UTF_16_BE,
    UTF_16_LE,
    WINDOWS_1252,
    decode_strictly,
    decode_with_replacement,
)
from duizhao.ingest.plausibility import bits_of, strangeness_of

# What has to be overcome to believe in each, in bits. UTF-16 without its mark is rare.
_PRIOR_BITS = {UTF_8: 0.0, GB18030: 2.0, BIG5: 3.0, WINDOWS_1252: 1.5, UTF_16_LE: 12.0, UTF_16_BE: 14.0}
_LINE_PRIOR_BITS = {encoding: bits for encoding, bits in _PRIOR_BITS.items() if encoding in BY_LINE}
_ODD_BITS = 20.0
_WIDE = frozenset({UTF_16_LE, UTF_16_BE})
# What a page's own statement of its encoding is worth; pages are wrong about it often enough.
_DECLARED_BITS = 12.0
# Short texts may hold one odd character.
_SLACK_BITS = 48.0
# Valid UTF-8 is rarely an accident: a character of GBK is valid UTF-8 one time in four, `½` reads as 陆.
_VALID_BITS = 6.0
# So many UTF-8 continuation bytes, all in place, settle it.
_SURE_CONTINUATIONS = 32
# How far apart the two best must be for a confidence of one half.
_HALF_BITS = 4.0

# Control characters that no text holds.
CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a\x1b"))

# Of a file that is in no single encoding, so many lines are looked at.
_LINES = 400
_SAMPLE = 16 * 1024
_SAMPLES = 6
# Where a multi-byte character surely begins: behind a byte that is no part of one.
_CLEAN_START = re.compile(rb"[\x00-\x2f](?=[\x80-\xff])")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and how sure it is (0 to 1)."""

    encoding: str
    confidence: float


def detect(data: bytes, max_bits_a_byte: float, declared: str | None = None) -> Guess | None:
    """The encoding of bytes that carry no byte order mark; None where they are text in none of the known ones.

    Args:
        data: a whole file, or its beginning up to a line end.
        max_bits_a_byte: less plausible bytes are no text (`IngestSettings.max_bits_a_byte`).
        declared: what the file says of itself, as one of the names in `charsets`.
    """
    text = decode_strictly(data, UTF_8)
    if text is not None and not has_controls(data) and (data.isascii() or len(data) - len(text) >= _SURE_CONTINUATIONS):
        return Guess(UTF_8, 1.0)
    for_it = {UTF_8: _VALID_BITS} if text is not None else {}
    if declared is not None:
        for_it[declared] = for_it.get(declared, 0.0) + _DECLARED_BITS
    samples = {True: _wide_sample(data), False: _sample(data)}
    scored = sorted(
        (_bits(samples[encoding in _WIDE], len(data), encoding) + prior - for_it.get(encoding, 0.0), encoding)
        for encoding, prior in _PRIOR_BITS.items()
    )
    (best, encoding), (second, _) = scored[:2]
    sample = samples[encoding in _WIDE]
    if strangeness_of(decode_with_replacement(sample, encoding)) > max_bits_a_byte * len(sample) + _SLACK_BITS:
        return _guess_by_line(samples[False], max_bits_a_byte)
    return Guess(encoding, round(1.0 - 2.0 ** (-1.0 - (second - best) / _HALF_BITS), 4))


def _bits(sample: bytes, size: int, encoding: str) -> float:
    """Bits of the text in an encoding, for as many bytes as the samples for both widths may have."""
    extra = 0.0
    if encoding in _WIDE and len(sample) % 2:
        # The beginning of a stream may end inside a unit; a file does not.
        sample, extra = sample[:-1], _ODD_BITS
    return extra + bits_of(decode_with_replacement(sample, encoding)) * min(size, _SAMPLE * _SAMPLES) / max(1, len(sample))


def _guess_by_line(sample: bytes, max_bits_a_byte: float) -> Guess | None:
    """The most frequent encoding of a file whose lines are in different ones; None where they are no text either."""
    found: Counter[str] = Counter()
    bits = 0.0
    lines = sample.split(b"\n")[:_LINES]
    for line in lines:
        costs = {
            encoding: bits_of(decode_with_replacement(line, encoding)) + prior for encoding, prior in _LINE_PRIOR_BITS.items()
        }
        best = min(costs, key=lambda encoding: costs[encoding])
        bits += costs[best]
        if not line.isascii():
            found[best] += 1
    if len(found) < 2 or bits > max_bits_a_byte * sum(map(len, lines)):
        return None
    return Guess(found.most_common(1)[0][0], 0.5)


def has_controls(data: bytes) -> bool:
    """Whether bytes occur that are control characters in every encoding but UTF-16."""
    return len(data.translate(None, CONTROLS)) != len(data)


def _sample(data: bytes) -> bytes:
    """The beginning, and some stretches with non-ASCII bytes from further on."""
    if len(data) <= _SAMPLE * _SAMPLES:
        return data
    pieces = [data[:_SAMPLE]]
    for number in range(1, _SAMPLES):
        found = _CLEAN_START.search(data, max(_SAMPLE, len(data) * number // _SAMPLES))
        if found:
            pieces.append(data[found.end() : found.end() + _SAMPLE])
    return b" ".join(pieces)


def _wide_sample(data: bytes) -> bytes:
    """The same for encodings of two bytes a unit, which tell nothing of where to begin but by counting."""
    if len(data) <= _SAMPLE * _SAMPLES:
        return data
    starts = (len(data) * number // _SAMPLES & ~1 for number in range(_SAMPLES))
    return b"".join(data[start : start + _SAMPLE] for start in starts)
