"""English nouns that mean a person first, as `claims/lexicon/person-nouns.toml`, from the WordNet database.

    python benchmarks/person_nouns.py FOLDER > pipeline/duizhao/claims/lexicon/person-nouns.toml

FOLDER holds `index.noun`, `data.noun` and `cntlist.rev` of WordNet 3.0 (Debian: wordnet-base, /usr/share/wordnet). Kept are
single words of small letters whose every sense is a person, or whose first one is, as are four fifths of the uses counted.
People and gods with a name of their own, and words that the glosses call offensive, are left out.
"""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from command_line import read_files

# The number of the lexicographers' file noun.person (lexnames.5WN).
PERSON = 18
# A synset with this pointer is an instance: Newton, Mars.
INSTANCE = "@i"
OFFENSIVE = re.compile("slur|offensive|disparag|derogat|obscene|insult|abuse|stupid|contempt|vulgar|promiscuous|prostitut|sexual")
# Shorter words are short forms as a rule.
SHORTEST = 4
# Of the counted uses so many must be of a person.
SHARE = 0.8
HEAD = """\
# English nouns that mean a person first, in the singular; words of counts.toml come before them. Written by
# benchmarks/person_nouns.py from WordNet 3.0, whose licence asks for this notice:
#
# This software and database is being provided to you, the LICENSEE, by Princeton University under the following license. By
# obtaining, using and/or copying this software and database, you agree that you have read, understood, and will comply with
# these terms and conditions.: Permission to use, copy, modify and distribute this software and database and its documentation
# for any purpose and without fee or royalty is hereby granted, provided that you agree to comply with the following copyright
# notice and statements, including the disclaimer, and that the same appear on ALL copies of the software, database and
# documentation, including modifications that you make for internal use or for distribution. WordNet 3.0 Copyright 2006 by
# Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO
# REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO
# REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED
# SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS. The
# name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution of the
# software and/or database. Title to copyright in this software, database and any associated documentation shall at all times
# remain with Princeton University and LICENSEE agrees to preserve same.
"""


def person_nouns(folder: Path) -> Iterator[str]:
    """The words kept, in alphabetical order."""
    files = {}
    left_out = set()
    for row in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if not row.startswith(" "):
            offset, number, _ = row.split(" ", 2)
            files[offset] = int(number)
            pointers, _, gloss = row.partition("|")
            if f" {INSTANCE} " in pointers or OFFENSIVE.search(gloss):
                left_out.add(offset)
    uses: dict[str, list[int]] = defaultdict(lambda: [0, 0])  # of a person, of all senses
    for row in (folder / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        key, _, count = row.split()
        lemma, _, place = key.partition("%")
        if place.startswith("1:"):
            uses[lemma][0] += int(count) * (int(place.split(":")[1]) == PERSON)
            uses[lemma][1] += int(count)
    for row in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        if row.startswith(" "):
            continue
        lemma, _, senses, pointers, *rest = row.split()
        if not lemma.isalpha() or len(lemma) < SHORTEST:
            continue
        synsets = rest[int(pointers) + 2 :][: int(senses)]
        if not left_out.isdisjoint(synsets):
            continue
        person = [files[offset] == PERSON for offset in synsets]
        counted, total = uses[lemma]
        if all(person) or (person[0] and total and counted >= SHARE * total):
            yield lemma


def main() -> None:
    (folder,) = read_files(__doc__, folder="holds index.noun, data.noun and cntlist.rev of WordNet 3.0")
    words = textwrap.fill(" ".join(person_nouns(folder)), 150)
    print(f"{HEAD}\nperson = '''\n{words}\n'''")


if __name__ == "__main__":
    main()
