"""More errors, planted on either side: what another maker of planted errors might change.

Every figure in digits may be hit, inside names and codes too, and words that the first set leaves alone: ordinals, days of the
week, units, fractions. The judge is trained on the kinds of `TRAINED`; the others are planted only to measure.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

from planting import Pair, Rule

DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

Change = Callable[[re.Match[str], random.Random], str | None]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))


def _on(side: str, pattern: str, change: Change) -> Rule:
    """A rule that changes one match of a pattern in one side."""
    compiled = re.compile(pattern)

    def rule(zh: str, en: str, rng: random.Random) -> Pair | None:
        text = zh if side == "zh" else en
        found = list(compiled.finditer(text))
        rng.shuffle(found)
        for match in found:
            new = change(match, rng)
            if new is not None and new != match[0]:
                text = text[: match.start()] + new + text[match.end() :]
                return (text, en) if side == "zh" else (zh, text)
        return None

    return rule


def _listed(name: str, *, border: bool) -> tuple[str, Change]:
    """A pattern for the words of a table of the data file, and the change to the word beside; capitals are kept."""
    words: dict[str, str] = DATA[name]

    def change(match: re.Match[str], _rng: random.Random) -> str | None:
        new = words.get(match[0]) or words.get(match[0].lower())
        return new.capitalize() if new and match[0][0].isupper() else new

    return _bordered(_any(list(words)), border=border), change


def _ring(name: str, *, border: bool) -> tuple[str, Change]:
    """A pattern for the words of a list of the data file, and the change to another of them."""
    words: list[str] = DATA[name]

    def change(match: re.Match[str], rng: random.Random) -> str | None:
        new = rng.choice([word for word in words if word.lower() != match[0].lower()])
        return new.capitalize() if border and match[0][0].isupper() else new

    return _bordered(_any(words), border=border), change


def _bordered(words: str, *, border: bool) -> str:
    return rf"(?i:(?<![A-Za-z\-])(?:{words})(?![A-Za-z\-]))" if border else words


def _another(choices: str) -> Change:
    """Another numeral of `choices`; in figures where the match is in figures."""

    def change(match: re.Match[str], rng: random.Random) -> str | None:
        if match[0].isascii():
            return rng.choice([digit for digit in "23456789" if digit != match[0]])
        return rng.choice([digit for digit in choices if digit != match[0].replace("两", "二")])

    return change


def _to(table: Mapping[str, str]) -> Change:
    """What a table says, or for a second group of the pattern what it says for that, with the first group kept."""

    def change(match: re.Match[str], _rng: random.Random) -> str | None:
        return match[1] + table[match[2]] if match.lastindex == 2 else table.get(match[0])

    return change


def _same_form(match: re.Match[str], rng: random.Random) -> str | None:
    """Every digit by another at random; the first is no nought where it was none."""
    new = "".join(
        character if not character.isdigit() else rng.choice("123456789" if character != "0" or index == 0 else "0123456789")
        for index, character in enumerate(match[0])
    )
    return None if new == match[0] else new


_LIKE = {"3": "8", "8": "3", "6": "9", "9": "6", "1": "7", "7": "1", "5": "6", "0": "6", "2": "5", "4": "9"}


def _similar(match: re.Match[str], rng: random.Random) -> str | None:
    places = [index for index, character in enumerate(match[0]) if character in _LIKE]
    place = rng.choice(places)
    return match[0][:place] + _LIKE[match[0][place]] + match[0][place + 1 :]


def _decade_off(match: re.Match[str], rng: random.Random) -> str | None:
    return str(int(match[0]) + rng.choice([-10, 10]))


def _month_off(match: re.Match[str], rng: random.Random) -> str | None:
    return str(rng.choice([month for month in range(1, 13) if str(month) != match[0]]))


def _clock(match: re.Match[str], rng: random.Random) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if rng.random() < 0.5:
        return f"{hour - 1 if hour > 1 else hour + 1}{match[0][len(match[1])]}{match[2]}"
    return f"{match[1]}{match[0][len(match[1])]}{(minute + rng.choice([5, 10, 15, 30])) % 60:02d}"


def _half_of_day(match: re.Match[str], _rng: random.Random) -> str | None:
    return match[0].translate(str.maketrans("apAP", "paPA"))


def _points(match: re.Match[str], _rng: random.Random) -> str | None:
    """Percent and percentage points, each into the other."""
    if match[0] in ("%", "个百分点") and match.re.pattern.endswith("个百分点)"):
        return "个百分点" if match[0] == "%" else "%"
    return " percent" if "points" in match[0] else " percentage points"


def _nothing(_match: re.Match[str], _rng: random.Random) -> str | None:
    return ""


def _english_swap(match: re.Match[str], _rng: random.Random) -> str | None:
    """March 5 becomes May 3."""
    months, day = DATA["months"], int(match[2])
    month = months.index(match[1]) + 1
    return None if day > 12 or day == month else f"{months[day - 1]} {month}"


def _chinese_swap(match: re.Match[str], _rng: random.Random) -> str | None:
    return None if int(match[2]) > 12 or match[1] == match[2] else f"{match[2]}月{match[1]}日"


def _figures_swapped(zh: str, en: str, rng: random.Random) -> Pair | None:
    """Two figures of the English, as long as each other, in each other's place."""
    found = [(one, other) for one, other in combinations(re.finditer(_RUN, en), 2) if one[0] != other[0]]
    found = [(one, other) for one, other in found if len(one[0]) == len(other[0]) and other.start() - one.end() < 60]
    if not found:
        return None
    one, other = rng.choice(found)
    return zh, en[: one.start()] + other[0] + en[one.end() : other.start()] + one[0] + en[other.end() :]


_RUN = r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)*(?![0-9])"
_MONTHS = _any(DATA["months"])
_HAN = "〇零一二三四五六七八九十百千万亿两"
_MEASURES = _any(DATA["measure_words"])
_ONES, _MANY = "一二三四五六七八九", "三四五六七八九"
_EN_UNITS, _ZH_UNITS = _any(list(DATA["en_units"])), _any(list(DATA["zh_units"]))

OTHER_MAKERS: dict[str, Rule] = {
    "en: digits of the same form": _on("en", _RUN, _same_form),
    "zh: digits of the same form": _on("zh", _RUN, _same_form),
    "en: a digit like it": _on("en", _RUN, _similar),
    "zh: a digit like it": _on("zh", _RUN, _similar),
    "en: ten years off": _on("en", r"(?<![0-9.,$£€])(?:1[89]|20)[0-9]{2}(?![0-9,.][0-9]|[0-9])", _decade_off),
    "zh: ten years off": _on("zh", r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?= ?年)", _decade_off),
    "en: scale word": _on("en", *_listed("en_scales", border=True)),
    "zh: scale": _on("zh", rf"(?<=[0-9{_HAN}])[十百千万亿](?!分|一)", _to(DATA["zh_scales"])),
    "en: number word": _on("en", *_ring("en_words", border=True)),
    "zh: numeral with a measure word": _on(
        "zh", rf"(?<![第{_HAN}])[二两三四五六七八九](?=(?:多|余)?(?:{_MEASURES}))", _another(_MANY)
    ),
    "zh: tens": _on("zh", rf"(?<![{_HAN}])[二三四五六七八九](?=十)", _another("二三四五六七八九")),
    "en: ordinal word": _on("en", *_ring("en_ordinals", border=True)),
    "zh: ordinal": _on("zh", rf"(?<=第)[{_ONES}](?![{_HAN}])", _another(_ONES)),
    "en: weekday": _on("en", *_ring("en_weekdays", border=True)),
    "zh: weekday": _on("zh", r"(?<=星期|礼拜)[一二三四五六]|(?<=[上下本这]周|，周)[一二三四五六]", _another("一二三四五六")),
    "en: month": _on("en", rf"(?<![A-Za-z])(?:{_MONTHS})(?= [0-9])", _ring("months", border=True)[1]),
    "zh: month": _on("zh", r"(?<![0-9])1?[0-9](?= ?月(?!球))", _month_off),
    "en: day and month swapped": _on("en", rf"(?<![A-Za-z])({_MONTHS}) ([0-9]{{1,2}})(?![0-9])", _english_swap),
    "zh: day and month swapped": _on("zh", r"(?<![0-9])([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日", _chinese_swap),
    "en: decade": _on("en", r"(?<![0-9])(?:1[89]|20)[0-9]0(?=s)", _decade_off),
    "zh: decade": _on("zh", r"(?<![0-9])[2-9](?=0 ?年代)|[二三四五六七八九](?=十年代)", _another("二三四五六七八九")),
    "en: clock": _on("en", r"(?<![0-9:.])([0-9]{1,2})[:.]([0-5][0-9])(?= ?[ap]\.?m)", _clock),
    "zh: clock": _on("zh", r"(?<![0-9:：.])([0-9]{1,2})[:：]([0-5][0-9])(?![0-9:：])", _clock),
    "en: am and pm": _on("en", r"(?<=[0-9]) ?[apAP]\.?[mM](?![A-Za-z])", _half_of_day),
    "zh: half of the day": _on("zh", *_listed("zh_halves", border=False)),
    "en: percent": _on("en", r"(?<=[0-9]) ?(?:%|percent(?!age)|per cent)| percentage points", _points),
    "zh: percent": _on("zh", r"(?<=[0-9])(?:%|个百分点)", _points),
    "en: currency": _on("en", *_listed("en_currencies", border=True)),
    "zh: currency": _on("zh", *_listed("zh_currencies", border=False)),
    "en: unit word": _on("en", rf"(?<=[0-9a-z] )(?:{_EN_UNITS})(?![A-Za-z])", _to(DATA["en_units"])),
    "zh: unit word": _on("zh", rf"(?<=[0-9{_HAN}])( ?)({_ZH_UNITS})", _to(DATA["zh_units"])),
    "en: multiple": _on("en", *_listed("en_multiples", border=True)),
    "zh: multiple": _on("zh", r"[两二三四五六七八九](?=倍)|(?<![0-9.])[2-9](?= ?倍)", _another(_MANY)),
    "en: fraction": _on("en", *_listed("en_fractions", border=True)),
    "zh: fraction": _on("zh", r"(?<=分之)[一二三](?!十)|[二三四五六七八九](?=分之)", _another("一二三四五六七")),
    "en: qualifier reversed": _on("en", *_listed("en_reversed", border=True)),
    "zh: qualifier reversed": _on("zh", *_listed("zh_reversed", border=False)),
    "en: two figures swapped": _figures_swapped,
    "zh: number dropped": _on("zh", rf"(?<![0-9.,第])[0-9]{{2,}}(?:[.,][0-9]+)*[十百千万亿]* ?(?=(?:{_MEASURES}))", _nothing),
}

TRAINED = frozenset(
    {
        *("en: digits of the same form", "zh: digits of the same form", "en: number word", "zh: numeral with a measure word"),
        *("en: ordinal word", "zh: ordinal", "en: weekday", "zh: weekday", "en: scale word", "zh: scale", "zh: number dropped"),
        *("en: two figures swapped", "en: unit word", "en: qualifier reversed", "zh: qualifier reversed"),
    }
)
