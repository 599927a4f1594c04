"""How reliably encodings are told apart, beside the detectors there are.

    .venv/bin/python benchmarks/detect_encodings.py [--half even|odd|all] [--no-peers]

NTREX (en as it is and with the quotes and dashes of print, zh-CN, zh-TW) is encoded in each encoding that can hold it, by four
characters, by sentence, by ten sentences and by document, and decoded again. A piece counts as right when the decoded text is
the text that was encoded; ASCII pieces, which are the same bytes in most encodings, are left out of those. Documents of even
index are the figure that counts: those of odd index gave the character model.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from character_model import typeset

from duizhao.errors import NotTextError
from duizhao.ingest import decode
from duizhao.settings import IngestSettings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
PEERS = ROOT / "benchmarks" / ".venv-peers-encodings"
PEER_NAMES = ("charset-normalizer", "chardet", "cchardet", "chardetng")
OURS = "duizhao"

# Python's codec, and what the row is called. `-sig` and `utf-16` write a byte order mark.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8, mark",
    "utf-16": "UTF-16, mark",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "gb18030": "GB18030",
    "gbk": "GBK",
    "big5": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "cp1252": "Windows-1252",
}
LIKE_ASCII = {"utf-8", "gb18030", "gbk", "big5", "big5hkscs", "cp1252"}
CHINESE = {"gb18030", "gbk", "big5", "big5hkscs"}
# Lines a piece has; a snippet is four characters from the middle of a sentence.
SIZES = {"snippet": 1, "sentence": 1, "ten sentences": 10, "document": None}
SNIPPET = 4
# What a detector names, as the column it falls into.
FAMILIES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb2312": "GB18030",
    "gbk": "GB18030",
    "gb18030": "GB18030",
    "big5": "Big5",
    "big5hkscs": "Big5",
    "cp950": "Big5",
    "cp1252": "Windows-1252",
    "windows-1252": "Windows-1252",
    "iso8859-1": "Windows-1252",
    "ascii": "UTF-8",
}
COLUMNS = ("UTF-8", "UTF-16", "GB18030", "Big5", "Windows-1252", "other", "none")


@dataclass(frozen=True)
class Piece:
    """A text of a language at a size, and its bytes in an encoding."""

    lang: str
    size: str
    encoding: str
    text: str
    data: bytes


def pieces(half: str) -> Iterator[Piece]:
    """All pieces of the documents asked for."""
    folder = SHARED / "bench" / "ntrex"
    names = (folder / "document_ids.tsv").read_text(encoding="utf-8").split()
    index = {name: number for number, name in enumerate(dict.fromkeys(names))}
    for lang in ("en", "en, print", "zh-CN", "zh-TW"):
        documents: dict[str, list[str]] = {}
        text = (folder / f"{lang.split(',')[0]}.txt").read_text(encoding="utf-8")
        for name, line in zip(names, (typeset(text) if "print" in lang else text).splitlines(), strict=True):
            if half == "all" or index[name] % 2 == (half == "odd"):
                documents.setdefault(name, []).append(line)
        for size, count in SIZES.items():
            for lines in documents.values():
                step = count or len(lines)
                for start in range(0, len(lines), step):
                    text = "\n".join(lines[start : start + step])
                    if size == "snippet":
                        text = text[len(text) // 2 : len(text) // 2 + SNIPPET].strip()
                    for encoding in ENCODINGS:
                        if text.isascii() and encoding in LIKE_ASCII:
                            continue
                        if "print" in lang and encoding in CHINESE:
                            continue  # nobody prints English in them
                        try:
                            yield Piece(lang, size, encoding, text, text.encode(encoding))
                        except UnicodeEncodeError:
                            continue


def ours(all_pieces: list[Piece]) -> tuple[list[tuple[str, bool]], float]:
    """For each piece the family found and whether the text came back; the seconds."""
    settings = IngestSettings()
    found = []
    decode("中".encode("gbk"), settings)
    began = time.perf_counter()
    for piece in all_pieces:
        try:
            decoded = decode(piece.data, settings)
        except NotTextError:
            found.append(("none", False))
            continue
        found.append(
            (FAMILIES.get(decoded.encoding, FAMILIES.get(decoded.encoding.split("+")[0], "other")), decoded.text == piece.text)
        )
    return found, time.perf_counter() - began


def theirs(all_pieces: list[Piece]) -> tuple[list[list[tuple[str, bool]]], list[float]]:
    """The same for each peer; its text is what Python's codec of the name it gives makes of the bytes."""
    import codecs

    stdin = b"\n".join(base64.b64encode(piece.data) for piece in all_pieces)
    script = ROOT / "benchmarks" / "peers_encodings.py"
    done = subprocess.run([PEERS / "bin" / "python", script], input=stdin, stdout=subprocess.PIPE, check=True)
    *rows, last = [json.loads(line) for line in done.stdout.splitlines()]
    outcomes: list[list[tuple[str, bool]]] = [[] for _ in PEER_NAMES]
    for piece, names in zip(all_pieces, rows, strict=True):
        for peer, name in enumerate(names):
            if name is None:
                outcomes[peer].append(("none", False))
                continue
            try:
                codec = codecs.lookup(name).name
                text = piece.data.decode(codec).removeprefix("\ufeff")
            except (LookupError, UnicodeDecodeError):
                outcomes[peer].append((FAMILIES.get(name.lower(), "other"), False))
                continue
            outcomes[peer].append((FAMILIES.get(codec, "other"), text == piece.text))
    return outcomes, last


def install_peers() -> None:
    """The peers' environment, made once."""
    if (PEERS / "bin" / "python").exists():
        return
    venv.create(PEERS, with_pip=True)
    requirements = ROOT / "benchmarks" / "requirements-peers-encodings.txt"
    subprocess.run([PEERS / "bin" / "python", "-m", "pip", "install", "-q", "-r", requirements], check=True)


def print_scores(all_pieces: list[Piece], outcomes: dict[str, list[tuple[str, bool]]], seconds: dict[str, float]) -> None:
    """Share of pieces that came back, by size and encoding."""
    print("Pieces that came back exactly, in percent\n")
    print(f"| size | encoding | pieces | {' | '.join(outcomes)} |")
    print(f"| --- | --- | ---: | {' | '.join('---:' for _ in outcomes)} |")
    for size in SIZES:
        for encoding, name in ENCODINGS.items():
            chosen = [number for number, piece in enumerate(all_pieces) if (piece.size, piece.encoding) == (size, encoding)]
            if chosen:
                shares = [100 * sum(found[number][1] for number in chosen) / len(chosen) for found in outcomes.values()]
                print(f"| {size} | {name} | {len(chosen)} | {' | '.join(f'{share:.2f}' for share in shares)} |")
        chosen = [number for number, piece in enumerate(all_pieces) if piece.size == size]
        shares = [100 * sum(found[number][1] for number in chosen) / len(chosen) for found in outcomes.values()]
        print(f"| **{size}** | **all** | **{len(chosen)}** | {' | '.join(f'**{share:.2f}**' for share in shares)} |")
    total = sum(len(piece.data) for piece in all_pieces)
    print(f"\nMegabytes a second: {', '.join(f'{name} {total / 1e6 / spent:.1f}' for name, spent in seconds.items())}\n")


def print_confusions(all_pieces: list[Piece], outcomes: dict[str, list[tuple[str, bool]]]) -> None:
    """What each encoding was taken for, sentences only."""
    for name, found in outcomes.items():
        print(f"Sentences by what {name} took them for\n")
        print(f"| encoded in | {' | '.join(COLUMNS)} |")
        print(f"| --- | {' | '.join('---:' for _ in COLUMNS)} |")
        for encoding, label in ENCODINGS.items():
            counts = Counter(
                family
                for piece, (family, _) in zip(all_pieces, found, strict=True)
                if piece.size == "sentence" and piece.encoding == encoding
            )
            print(f"| {label} | {' | '.join(str(counts[column] or '') for column in COLUMNS)} |")
        print()


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["even", "odd", "all"], default="even")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    if not (SHARED / "bench" / "ntrex").is_dir():
        sys.exit(f"The shared benchmark data is not at {SHARED}.")
    all_pieces = list(pieces(options.half))
    outcomes: dict[str, list[tuple[str, bool]]] = {}
    seconds: dict[str, float] = {}
    outcomes[OURS], seconds[OURS] = ours(all_pieces)
    if not options.no_peers:
        install_peers()
        found, spent = theirs(all_pieces)
        outcomes |= dict(zip(PEER_NAMES, found, strict=True))
        seconds |= dict(zip(PEER_NAMES, spent, strict=True))
    print(f"NTREX, documents: {options.half}\n")
    print_scores(all_pieces, outcomes, seconds)
    print_confusions(all_pieces, outcomes)
    wrong = [piece for piece, (_, right) in zip(all_pieces, outcomes[OURS], strict=True) if not right]
    for piece in wrong[:20]:
        print(f"not right: {piece.lang} {piece.size} {piece.encoding} {len(piece.data)} bytes")


if __name__ == "__main__":
    main()
