"""The peers of `detect_encodings.py`, run by the interpreter of their own environment (requirements-peers-encodings.txt).

Reads pieces from standard input, one a line in base64; writes the encodings that each peer names, one JSON list a line, and the
seconds each took as the last line.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Callable

import cchardet
import chardet
import chardetng_py
from charset_normalizer import from_bytes


def normalizer(data: bytes) -> str | None:
    """charset-normalizer: its best guess."""
    best = from_bytes(data).best()
    return best.encoding if best else None


PEERS: dict[str, Callable[[bytes], str | None]] = {
    "charset-normalizer": normalizer,
    "chardet": lambda data: chardet.detect(data)["encoding"],
    "cchardet": lambda data: cchardet.detect(data)["encoding"],
    "chardetng": lambda data: chardetng_py.detect(data, allow_utf8=True),
}


def main() -> None:
    """Run every peer over all pieces, each over the whole list, so that all are timed alike."""
    pieces = [base64.b64decode(line) for line in sys.stdin]
    named, seconds = [], []
    for detect in PEERS.values():
        began = time.perf_counter()
        named.append([detect(piece) for piece in pieces])
        seconds.append(time.perf_counter() - began)
    for row in zip(*named, strict=True):
        print(json.dumps(row))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
