"""The command line of the scripts that take files, or nothing, and print: `--help` prints what stands at their head."""

from __future__ import annotations

import argparse
from pathlib import Path


def read_files(about: str | None, **files: str) -> list[Path]:
    """The files named on the command line, in order.

    Args:
        about: the script's docstring.
        files: name of each file, and what it is. One that is missing ends the script with a sentence.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, said in files.items():
        parser.add_argument(name, type=Path, help=said)
    options = parser.parse_args()
    paths = [getattr(options, name) for name in files]
    for path in paths:
        if not path.exists():
            parser.error(f"{path} is not there.")
    return paths
