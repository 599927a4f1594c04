"""Plant one error at a time in line-parallel text, by rules of this benchmark's own that know nothing of the program.

A rule gets a sound pair and a random generator and gives a changed pair, or None where the pair offers nothing to change.
Only text is looked at: runs of digits, number words, numerals. What a rule changes is really changed in value; figures inside
words, codes, phone numbers, clock times and versions are left alone.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from planting_names import are_dotted, full_names

Pair = tuple[str, str]
Rule = Callable[[str, str, random.Random], Pair | None]


@dataclass(frozen=True, slots=True)
class Planted:
    """A sound pair with one error in it."""

    line: int
    kind: str
    zh: str
    en: str


DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))


_FIGURE = r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?"
_DIGITS = re.compile(rf"(?<![A-Za-z0-9.,:/\-–#]){_FIGURE}(?![0-9A-Za-z:/#–]|-[0-9]|\.[0-9]|,[0-9])")
_ZH_DIGITS = re.compile(rf"(?<![A-Za-z0-9.,:：/\-–]){_FIGURE}(?![0-9A-Za-z:：/–]|-[0-9]|\.[0-9]|,[0-9])")
_MONTHS: list[str] = DATA["months"]
# May and March are months only beside a figure.
_MONTH = re.compile(
    rf"(?<![A-Za-z])(?:{_any(month for month in _MONTHS if month not in ('May', 'March'))})(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:May|March)(?= [0-9])|(?<=[0-9] )(?:May|March)(?![A-Za-z])"
)
_BANDS: list[list[str]] = DATA["words"]
_WORD = re.compile(rf"(?<![A-Za-z\-])(?:{_any(word for band in _BANDS for word in band)})(?![A-Za-z\-])", re.I)
_SCALE = re.compile(rf"(?<=[0-9])( ?)({_any(DATA['scales'])})(?![A-Za-z])")
_ZH_SCALE = re.compile(rf"(?<=[0-9])(?:{_any(DATA['zh_scales'])})")
_HAN = re.compile(
    rf"(?<![〇零一二三四五六七八九十百千万亿两第几数多])([二两三四五六七八九])(?=(?:{_any(DATA['measure_words'])})(?!之间))"
)
_QUALIFIERS = re.compile(rf"(?<![A-Za-z])(?:(?:{_any(DATA['qualifiers'])}) )(?=[£$€]?[0-9])", re.I)
# Nothing is lost by the translation where the Chinese never had it.
_ZH_QUALIFIERS = re.compile("[约約近超逾余餘多]|左右|以上|至少|至多|最多|最高|几乎|幾乎|大概|不到|不足|上下|高达|高達")
_UNIT = re.compile(rf"(?<=[0-9])([ \-]?)({_any(DATA['units'])})(?![A-Za-z])")
_CURRENCY = re.compile(r"[£$€](?=[0-9])")
# How names were found before planting_names.py: two capitalised words, mostly a person's; kept to compare figures with.
_OLD_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{2,}) ([A-Z][a-z]{2,})(?![A-Za-z\-]| [A-Z])")
_DOTTED = re.compile(r"[一-鿿]{1,8}[·．・•][一-鿿]{1,8}")
# The same with both ends certain: a given name of the list, and after it a mark or a word that ends a name.
_CLEAR = re.compile(
    rf"(?:(?<![一-鿿])|(?<=[员官长统相理家手星者人的由与和对向为队任师授]))({_any(DATA['zh_given'])})([·．・•])([一-鿿]{{2,6}}?)(?=[（(、，。：；”]|{_any(DATA['zh_after'])})"
)


def _replace(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def _pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _with_commas(number: int, like: str) -> str:
    return f"{number:,}" if "," in like else str(number)


def _year_like(found: re.Match[str]) -> bool:
    return found.group(2) is None and len(found.group(1)) == 4 and found.group(1)[:2] in ("18", "19", "20")


def _step(number: int, rng: random.Random) -> int:
    return number + 1 if number <= 1 or rng.random() < 0.5 else number - 1


def _plus_minus_one(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_DIGITS, en, rng)
    if found is None:
        return None
    whole = int(found.group(1).replace(",", ""))
    return zh, _replace(en, found, _with_commas(_step(whole, rng), found.group(1)) + (found.group(2) or ""))


def _swapped(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = [match for match in _DIGITS.finditer(en) if len(set(match.group().replace(",", "").replace(".", ""))) > 1]
    if not found:
        return None
    chosen = rng.choice(found)
    text = chosen.group()
    places = [i for i in range(len(text)) if text[i].isdigit()]
    pairs = [(a, b) for a, b in pairwise(places) if text[a] != text[b] and not (a == 0 and text[b] == "0")]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    letters = list(text)
    letters[a], letters[b] = letters[b], letters[a]
    return zh, _replace(en, chosen, "".join(letters))


def _zero_added(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_DIGITS, en, rng)
    if found is None or found.group(2) or _year_like(found):
        return None
    return zh, _replace(en, found, _with_commas(int(found.group(1).replace(",", "")) * 10, found.group(1)))


def _zero_dropped(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = [
        match for match in _DIGITS.finditer(en) if match.group(1).endswith("0") and len(match.group(1)) > 1 and not match.group(2)
    ]
    if not found:
        return None
    chosen = rng.choice(found)
    return zh, _replace(en, chosen, _with_commas(int(chosen.group(1).replace(",", "")) // 10, chosen.group(1)))


def _random_figure(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_DIGITS, en, rng)
    if found is None:
        return None
    whole = found.group(1).replace(",", "")
    new = whole
    while new == whole:
        new = str(rng.randint(10 ** (len(whole) - 1), 10 ** len(whole) - 1)) if len(whole) > 1 else str(rng.randint(2, 9))
    return zh, _replace(en, found, _with_commas(int(new), found.group(1)) + (found.group(2) or ""))


def _month(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_MONTH, en, rng)
    if found is None:
        return None
    return zh, _replace(en, found, rng.choice([month for month in _MONTHS if month != found.group()]))


def _day(zh: str, en: str, rng: random.Random) -> Pair | None:
    months = "|".join([*_MONTHS, *(f"{month[:3]}\\.?" for month in _MONTHS if month != "May"), "Sept\\.?"])
    after = re.compile(rf"(?<![A-Za-z])(?:{months}) ([0-9]{{1,2}})(?![0-9:,.]?[0-9])")
    before = re.compile(rf"(?<![0-9A-Za-z.,])([0-9]{{1,2}})(?= (?:{months})(?![A-Za-z]))")
    found = [*after.finditer(en), *before.finditer(en)]
    if not found:
        return None
    chosen = rng.choice(found)
    day = int(chosen.group(1))
    new = day - 1 if day >= 28 or (day > 1 and rng.random() < 0.5) else day + 1
    return zh, en[: chosen.start(1)] + str(new) + en[chosen.end(1) :]


def _scale(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_SCALE, en, rng)
    return None if found is None else (zh, _replace(en, found, found.group(1) + DATA["scales"][found.group(2)]))


def _english_word(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_WORD, en, rng)
    if found is None:
        return None
    word = found.group().lower()
    band = next(band for band in _BANDS if word in band)
    new = rng.choice([other for other in band if other != word])
    return zh, _replace(en, found, new.capitalize() if found.group()[0].isupper() else new)


def _zh_digits(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_ZH_DIGITS, zh, rng)
    if found is None:
        return None
    whole = found.group(1).replace(",", "")
    place = rng.randrange(len(whole))
    choices = [digit for digit in "0123456789" if digit != whole[place] and not (place == 0 and digit == "0")]
    new = whole[:place] + rng.choice(choices) + whole[place + 1 :]
    return _replace(zh, found, _with_commas(int(new), found.group(1)) + (found.group(2) or "")), en


def _zh_scale(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_ZH_SCALE, zh, rng)
    return None if found is None else (_replace(zh, found, DATA["zh_scales"][found.group()]), en)


def _zh_numeral(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_HAN, zh, rng)
    if found is None:
        return None
    same = "二两" if found.group() in "二两" else found.group()
    return _replace(zh, found, rng.choice([digit for digit in "三四五六七八九" if digit not in same])), en


def _unit(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = [*_UNIT.finditer(en), *_CURRENCY.finditer(en)]
    if not found:
        return None
    chosen = rng.choice(found)
    if chosen.group() in DATA["currencies"]:
        return zh, _replace(en, chosen, DATA["currencies"][chosen.group()])
    return zh, _replace(en, chosen, chosen.group(1) + DATA["units"][chosen.group(2)])


def _qualifier(zh: str, en: str, rng: random.Random) -> Pair | None:
    found = _pick(_QUALIFIERS, en, rng) if _ZH_QUALIFIERS.search(zh) else None
    return None if found is None else (zh, _replace(en, found, ""))


def _dropped(zh: str, en: str, rng: random.Random) -> Pair | None:
    """Leave a figure of two digits or more out of the English; the rest of the sentence stays."""
    found = [
        match for match in _DIGITS.finditer(en) if len(match.group()) > 1 and not en[: match.start()].endswith(("£", "$", "€"))
    ]
    if not found:
        return None
    chosen = rng.choice(found)
    rest = re.sub(r"\A ?(?:%|percent|per cent|million|billion|[kK]m|mph)(?![A-Za-z])", "", en[chosen.end() :])
    return zh, (en[: chosen.start()].rstrip() + rest if rest[:1] in " .,;)" else en[: chosen.start()] + rest.lstrip())


Span = tuple[int, int]
# Finds the people that both sides name: where they stand in the English, and where their family names begin.
Finder = Callable[[str, str], list[tuple[Span, int]]]


def _people(zh: str, en: str) -> list[tuple[Span, int]]:
    """Whom the English names in full, where the Chinese has as many dotted names; and where the family names begin."""
    found = full_names(en)
    return [((name.start, name.end), name.family) for name in found] if are_dotted(found, zh) else []


def _old_people(zh: str, en: str) -> list[tuple[Span, int]]:
    found = [match for match in _OLD_NAME.finditer(en) if not set(match.groups()) & set(DATA["not_names"])]
    return [(match.span(), match.start(2)) for match in found] if len(found) == len(_DOTTED.findall(zh)) else []


def _name(people: Finder, zh: str, en: str, rng: random.Random) -> Pair | None:
    """Another person's name, in the English."""
    found = people(zh, en)
    if not found:
        return None
    (start, end), _ = rng.choice(found)
    return zh, f"{en[:start]}{rng.choice(DATA['given'])} {rng.choice(DATA['family'])}{en[end:]}"


def _family_name(people: Finder, zh: str, en: str, rng: random.Random) -> Pair | None:
    """Another family name after the same given name, in the English."""
    found = people(zh, en)
    if not found:
        return None
    (_, end), family = rng.choice(found)
    return zh, en[:family] + rng.choice(DATA["family"]) + en[end:]


def _chinese_name(zh: str, en: str, rng: random.Random) -> Pair | None:
    """In the Chinese another family name after the same given name, or somebody else altogether."""
    found = _pick(_CLEAR, zh, rng)
    if found is None:
        return None
    if rng.random() < 0.5:
        family = rng.choice([name for name in DATA["zh_family"] if name != found.group(3)])
        return _replace(zh, found, found.group(1) + found.group(2) + family), en
    return _replace(zh, found, rng.choice(DATA["zh_names"])), en


def _name_of_another(people: Finder, zh: str, en: str, rng: random.Random) -> Pair | None:
    """In the English one of two people twice, the other not at all."""
    found = people(zh, en)
    names = [en[start:end] for (start, end), _ in found]
    if len(set(names)) < 2:
        return None
    (start, end), _ = rng.choice(found)
    return zh, en[:start] + rng.choice([name for name in names if name != en[start:end]]) + en[end:]


# Value errors first: the share of all of them that is found is the main figure. Those of OTHER_RULES are reported by themselves.
VALUE_RULES: dict[str, Rule] = {
    "plus or minus one": _plus_minus_one,
    "digits swapped": _swapped,
    "zero added": _zero_added,
    "zero dropped": _zero_dropped,
    "random figure": _random_figure,
    "month": _month,
    "day": _day,
    "million/billion": _scale,
    "English number word": _english_word,
    "Chinese digits": _zh_digits,
    "万/亿": _zh_scale,
    "Chinese numeral": _zh_numeral,
}
OTHER_RULES: dict[str, Rule] = {
    "unit or currency": _unit,
    "qualifier dropped": _qualifier,
    "number dropped": _dropped,
    "name swapped": partial(_name, _people),
    "family name swapped": partial(_family_name, _people),
    "Chinese name swapped": _chinese_name,
    "name of another": partial(_name_of_another, _people),
}
# The same by the old rule of what a name is, which took places and bodies for people and cut at accents.
OLD_NAME_RULES: dict[str, Rule] = {
    "name swapped": partial(_name, _old_people),
    "family name swapped": partial(_family_name, _old_people),
    "name of another": partial(_name_of_another, _old_people),
}
# Those that put another person in the place of one.
NAMES = ("name swapped", "family name swapped", "Chinese name swapped", "name of another")


def plant(
    pairs: list[Pair], first_line: int, rules: Mapping[str, Rule] = VALUE_RULES | OTHER_RULES, *, seed: int = 13
) -> list[Planted]:
    """Every rule once on every pair; the same seed gives the same errors.

    Args:
        pairs: sound (zh, en) pairs.
        first_line: the line number of the first, for reports.
        rules: by the name of the kind of error.
        seed: of the generators, one for each line and kind.
    """
    planted = []
    for offset, (zh, en) in enumerate(pairs):
        for kind, rule in rules.items():
            changed = rule(zh, en, random.Random(f"{seed}:{first_line + offset}:{kind}"))
            if changed is not None and changed != (zh, en):
                planted.append(Planted(first_line + offset, kind, changed[0], changed[1]))
    return planted
