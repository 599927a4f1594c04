"""Derive `normalize/data/hans.bin` and `hant.bin`: the words and character pairs of the language model of the repairs.

    .venv/bin/python benchmarks/language_tables.py

From jieba's dictionary with its frequencies and parts of speech, and `normalize/modern.toml`. The dictionary is Simplified; that
of Traditional text is the same put through OpenCC, in the forms of Taiwan and Hong Kong, with the second spellings and Taiwan's
own words of `modern.toml`. Nothing else is read. Run it again when one of these changes.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
from command_line import read_files

from duizhao.normalize.channels import Variety
from duizhao.normalize.tables import Tables, facts_digest, tables_path, written

# Names from other languages are few in the dictionary and many in the news.
_NAMES = 8
_NAME = "nrt"
_AFTER_FIGURE = frozenset({"q", "mq"})
_NUMERALS = frozenset("一二三四五六七八九十两几")
# Words rarer than this, on the dictionary's scale, are kept as pairs of characters only.
_RAREST = 5.0
# What `beside.toml` lists is a word, if a rare one.
_BESIDE = 150.0
_LEAST = 0.5
# How Traditional text is written, and how much of it so.
_FORMS = (("s2tw", 0.5), ("s2twp", 0.1), ("s2hk", 0.3), ("s2t", 0.1))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a script.

    Attributes:
        words: each with its frequency.
        tags: parts of speech, by jieba's letters.
        names: names from other languages.
        counters: shares of the characters that measure words begin with.
    """

    words: Mapping[str, float]
    tags: Mapping[str, str]
    names: tuple[str, ...]
    counters: Mapping[str, float]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    count: float
    all: str
    script: Variety = "hans"
    name: bool = False


class _Modern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[_Words, ...]
    spellings: dict[str, str]


def load_vocabulary(variety: Variety) -> Vocabulary:
    """The words of a script."""
    words: dict[str, float] = {}
    tags: dict[str, str] = {}
    counters: dict[str, float] = defaultdict(float)
    for word, count, tag in _dictionary():
        words[word] = count * _NAMES if tag == _NAME else count
        tags[word] = tag
        if tag in _AFTER_FIGURE:
            counters[word[0]] += count
    modern = _modern()
    for group in modern.words:
        if group.script == "hans":
            _add(words, tags, group)
    for table in _beside().values():
        for word in table:
            if len(word) > 1 and all("\u4e00" <= char <= "\u9fff" for char in word):
                words[word] = max(_BESIDE, words.get(word, 0.0))
                tags.setdefault(word, "d")
    # What follows numerals follows figures too, which the dictionary has none of.
    for word in [word for word in words if len(word) == 2 and word[0] in _NUMERALS]:
        words[word[1]] = words.get(word[1], 0.0) + words[word] / 2
    # 第 stands before figures as it stands before numerals, which the dictionary joins it with.
    words["第"] = words.get("第", 0.0) + sum(count for word, count in words.items() if word[0] == "第")
    names = [word for word, tag in tags.items() if tag == _NAME]
    if variety == "hant":
        words, tags, names, counters = _traditional(words, tags, names, counters, modern)
    measured = sum(counters.values())
    return Vocabulary(words, tags, tuple(names), {char: count / measured for char, count in counters.items()})


@cache
def _dictionary() -> tuple[tuple[str, float, str], ...]:
    """jieba's dictionary: word, frequency, part of speech."""
    import jieba

    with jieba.get_module_res("dict.txt") as lines:
        rows = [line.split(" ") for line in lines.read().decode("utf-8").splitlines()]
    # Words such as T恤 would make letters and figures part of the language.
    return tuple((word, float(count), tag) for word, count, tag in rows if min(word) >= "\u3007")


@cache
def _modern() -> _Modern:
    return msgspec.convert(tomllib.loads(files("duizhao.normalize").joinpath("modern.toml").read_text("utf-8")), _Modern)


@cache
def _beside() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = tomllib.loads(files("duizhao.normalize").joinpath("beside.toml").read_text("utf-8"))
    return tables


def _add(words: dict[str, float], tags: dict[str, str], group: _Words) -> None:
    for word in _pieces(group.all):
        words[word] = max(group.count, words.get(word, 0.0))
        tags.setdefault(word, _NAME if group.name else "n")


def _pieces(listed: str) -> Iterator[str]:
    """Words between spaces; parts of a name are words by themselves."""
    yield from listed.replace("·", " ").split()


def _traditional(
    words: Mapping[str, float],
    tags: Mapping[str, str],
    names: list[str],
    counters: Mapping[str, float],
    modern: _Modern,
) -> tuple[dict[str, float], dict[str, str], list[str], dict[str, float]]:
    from opencc import OpenCC

    plain = list(words)
    joined = "\n".join(plain)
    result: dict[str, float] = defaultdict(float)
    classes: dict[str, str] = {}
    taiwans: dict[str, str] = {}
    for config, share in _FORMS:
        for word, other in zip(plain, OpenCC(config).convert(joined).split("\n"), strict=True):
            result[other] += share * words[word]
            classes.setdefault(other, tags.get(word, ""))
            taiwans.setdefault(word, other)
    for one, other in (("臺", "台"), *modern.spellings.items()):
        # 台 is written for 臺 more often than not, and for most of the others either is right.
        for word in [word for word in result if one in word]:
            spelled = word.replace(one, other)
            result[spelled] = max(result[spelled], result[word])
            classes.setdefault(spelled, classes[word])
    for group in modern.words:
        if group.script == "hant":
            _add(result, classes, group)
            if group.name:
                names = [*names, *_pieces(group.all)]
    measures: dict[str, float] = defaultdict(float)
    for char, count in counters.items():
        measures[taiwans.get(char, char)] += count
    return dict(result), classes, [taiwans.get(name, name) for name in names], measures


def tables(variety: Variety) -> Tables:
    """Everything that the model of a script counts."""
    vocabulary = load_vocabulary(variety)
    singles: dict[str, float] = defaultdict(float)
    starts: dict[str, float] = defaultdict(float)
    ends: dict[str, float] = defaultdict(float)
    pairs: dict[str, float] = defaultdict(float)
    for word, count in vocabulary.words.items():
        starts[word[0]] += count
        ends[word[-1]] += count
        for char in word:
            singles[char] += count
        for at in range(len(word) - 1):
            pairs[word[at : at + 2]] += count
    names = vocabulary.names
    return Tables(
        facts_digest(),
        _sorted({word: count for word, count in vocabulary.words.items() if count >= _RAREST}),
        {word: tag for word, tag in vocabulary.tags.items() if vocabulary.words[word] >= _RAREST},
        _sorted(singles),
        _sorted(starts),
        _sorted(ends),
        _sorted(pairs),
        _sorted(Counter(char for name in names for char in name)),
        _sorted(Counter(name[-1] for name in names)),
        _sorted(Counter(name[at : at + 2] for name in names for at in range(len(name) - 1))),
        _sorted({char: 10_000 * share for char, share in vocabulary.counters.items()}),
        affinities(),
        beside(variety),
        len(names),
        sum(vocabulary.words.values()),
    )


def affinities() -> dict[tuple[str, str], float]:
    """How much likelier a part of speech is behind another than by itself, as logarithms; from jieba's tagger."""
    from jieba.posseg import prob_trans

    joint: dict[tuple[str, str], float] = defaultdict(float)
    for (place, tag), following in prob_trans.P.items():
        if place in "ES":
            for (place_after, tag_after), probability in following.items():
                if place_after in "BS":
                    joint[tag, tag_after] += math.exp(probability) / 2
    share: dict[str, float] = defaultdict(float)
    for (_, after), probability in joint.items():
        share[after] += probability
    total = sum(share.values())
    found = {}
    for (tag, after), probability in sorted(joint.items()):
        alone = share[after] / total
        if alone > 0:
            found[tag, after] = round(max(-3.0, min(3.0, math.log((probability + 0.002 * alone) / alone))), 2)
    return found


def beside(variety: Variety) -> dict[str, dict[str, float]]:
    """The tables of `beside.toml`, those of Traditional text in all its forms."""
    from opencc import OpenCC

    tables = _beside()
    if variety == "hans":
        return tables
    converters = [OpenCC(config).convert for config in ("s2tw", "s2hk", "s2t")]
    return {
        name: {key if key == "default" else convert(key): share for key, share in table.items() for convert in converters}
        for name, table in tables.items()
    }


def _sorted(counts: Mapping[str, float]) -> dict[str, float]:
    return {key: counts[key] for key in sorted(counts) if counts[key] >= _LEAST}


def main() -> None:
    read_files(__doc__)
    for variety in ("hans", "hant"):
        data = written(tables(variety))
        tables_path(variety).write_bytes(data)
        print(f"{tables_path(variety)}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
