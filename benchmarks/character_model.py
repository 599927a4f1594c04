"""Derive `ingest/data/characters.toml`: how likely characters are in Chinese and English text.

    .venv/bin/python benchmarks/character_model.py

Han characters: word frequencies of jieba's dictionary, summed by character, half as they are and half after conversion to
Traditional by OpenCC's Taiwan and Hong Kong configurations; Cantonese characters are added. Everything else, and which kind of
character follows which: counted in the documents of odd index of NTREX (en, zh-CN, zh-TW) and in `corpus/`. Only counts are
kept.
"""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import jieba
import opencc
from command_line import read_files

from duizhao.ingest.character_classes import CLASSES, class_table, table_rows

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
TARGET = ROOT / "pipeline" / "duizhao" / "ingest" / "data" / "characters.toml"

# Markup and code use marks and capitals that news does not.
CAP = {"mark": 9, "letter": 11, "typographic": 11}
EUROPEAN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÀÁÂÄÅÇÈÉÊÍÎÓÔÖØÚÜŒœŠšŽž€£¥©®™§°·–—‘’“”„…•"
# Scripts that the counted texts hardly hold: once a text is in one of them it stays, and their letters are equally likely.
FOREIGN = {"greek": 6, "cyrillic": 6, "kana": 6, "hangul": 9, "script": 8}
# What Cantonese is written with and a dictionary of Mandarin lacks or thinks rare; in Hong Kong's pages they are common.
CANTONESE = "嘅係喺唔咗嘢啲佢哋冇嚟咁噉㗎喎啫嗰呢咩睇俾畀攞揾搵瞓乜嘥嗌噃啱揸咪嘞囉啦喇噶咋吖嘛嬲靚仔冧攰邨埗滘涌埔磡鰂氹"


def han_bits() -> dict[int, list[str]]:
    """Characters by -log2 of their share among the Han characters of running text, rounded."""
    words: list[tuple[str, int]] = []
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency = line.split(" ")[:2]
        words.append((word, int(frequency)))
    text = "\n".join(word for word, _ in words)
    share: Counter[str] = Counter()
    for config, weight in (("s2s", 2), ("s2tw", 1), ("s2hk", 1)):
        converted = text if config == "s2s" else opencc.OpenCC(config).convert(text)
        counts: Counter[str] = Counter()
        for word, (_, frequency) in zip(converted.split("\n"), words, strict=True):
            for char in word:
                if "\u3400" <= char <= "\u9fff":
                    counts[char] += frequency
        total = counts.total()
        for char, count in counts.items():
            share[char] += weight * count / total / 4
    for char in CANTONESE:
        share[char] = max(share[char], 2**-13)
    rows: dict[int, list[str]] = {}
    for char, part in sorted(share.items()):
        rows.setdefault(round(-math.log2(part)), []).append(char)
    return dict(sorted(rows.items()))


def counted_text() -> dict[str, list[str]]:
    """The texts to count in, by language; a line with a Han character is Chinese."""
    ntrex = SHARED / "bench" / "ntrex"
    names = (ntrex / "document_ids.tsv").read_text(encoding="utf-8").split()
    odd = {name for index, name in enumerate(dict.fromkeys(names)) if index % 2}
    lines: list[str] = []
    for language in ("en", "zh-CN", "zh-TW"):
        texts = (ntrex / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        lines += [line for line, name in zip(texts, names, strict=True) if name in odd]
    for path in sorted((ROOT / "corpus").iterdir()):
        if path.suffix in {".txt", ".md"} and _is_utf8(path.read_bytes()):
            lines += path.read_text(encoding="utf-8").splitlines()
    zh = "\n".join(line for line in lines if any("\u3400" <= char <= "\u9fff" for char in line))
    en = "\n".join(line for line in lines if not any("\u3400" <= char <= "\u9fff" for char in line))
    # These translations are typed with straight quotes; what is printed is mostly not.
    return {"zh": [zh], "en": [en, typeset(en)]}


def typeset(text: str) -> str:
    """The same with the quotes and dashes of print."""
    text = re.sub(r'(^|[\s(])"', r"\1“", text, flags=re.MULTILINE).replace('"', "”")
    text = re.sub(r"(^|[\s(])'", r"\1‘", text).replace("'", "’")
    return text.replace(" - ", " – ").replace("...", "…")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def main() -> None:
    read_files(__doc__)
    table = class_table()
    texts = counted_text()
    out = ["# Derived by benchmarks/character_model.py; do not edit by hand.", ""]
    out += [
        "# -log2 of a Han character's share among the Han characters of Chinese text, half Simplified, half Traditional.",
        "[han]",
    ]
    for bits, chars in han_bits().items():
        out.append(f'{bits} = "{"".join(chars)}"')
    out += ["", "# The same for other characters, each among the characters of its own class.", "[other]"]
    # The letters and signs that names and prices of other languages bring into a text, should the counted ones lack them.
    seen: Counter[str] = Counter(dict.fromkeys(EUROPEAN, 3))
    for text in [*texts["zh"], *texts["en"]]:
        seen.update(text)
    rows: dict[int, list[str]] = {}
    totals: Counter[int] = Counter()
    for char, count in seen.items():
        totals[int(table[table_rows(char)][0])] += count
    for char, count in sorted(seen.items()):
        kind = int(table[table_rows(char)][0])
        if CLASSES[kind] in {"han", "nothing", "control"} or CLASSES[kind] in FOREIGN or char < " ":
            continue
        bits = min(round(-math.log2(count / totals[kind])), CAP.get(CLASSES[kind], 99))
        rows.setdefault(bits, []).append(char)
    for bits, chars in sorted(rows.items()):
        escaped = "".join(chars).replace("\\", "\\\\").replace('"', '\\"')
        out.append(f'{bits} = "{escaped}"')
    for language, counted in texts.items():
        out += [
            "",
            f"# -log2 of the chance that a class follows a class in a line of {language}, in tenths of a bit;",
            "# columns in the order of the rows.",
            f"[follow.{language}]",
            *follow_rows(counted),
        ]
    TARGET.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


def follow_rows(texts: list[str]) -> list[str]:
    """The table of one language, smoothed for what the counted texts do not hold."""
    table = class_table()
    follow: Counter[tuple[int, int]] = Counter()
    for text in texts:
        follow.update(pairwise(table[table_rows(text)].tolist()))
    rows = []
    for first, name in enumerate(CLASSES):
        weights = []
        for second, other in enumerate(CLASSES):
            prior = 0.5
            if name in FOREIGN and first == second:
                prior = 400.0
            elif name in FOREIGN and other in {"space", "mark", "digit", "cjk-mark"}:
                prior = 40.0
            elif name == other == "latin":
                prior = 0.05
            elif name == "han" and first == second:
                prior = 20.0
            elif other in FOREIGN:
                prior = 0.3
            elif other == "control":
                prior = 0.01
            elif other == "nothing":
                prior = 0.001
            weights.append(follow[first, second] + prior)
        total = sum(weights)
        rows.append(f"{name} = [{', '.join(str(round(-10 * math.log2(weight / total))) for weight in weights)}]")
    return rows


if __name__ == "__main__":
    main()
