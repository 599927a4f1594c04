"""Texts with known beads for `align.py`: MAC, NTREX documents, both with lines lost, and bilingual files made from NTREX."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from duizhao.align import Evidence
from duizhao.align.formats import read_ladder
from duizhao.engine.analysis import AnalysedSentence, TextInput, analyse_texts
from duizhao.engine.evidence import evidence_of_sides
from duizhao.model import LANGS, Lang
from duizhao.segment import segment
from duizhao.settings import SegmentSettings, Settings

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True)
class Case:
    """`tiled`: a gold bead is a line; beads that tile it are as right as one bead."""

    zh: list[str]
    en: list[str]
    gold: Beads
    tiled: bool = False


def mac(shared: Path, numbers: tuple[int, ...]) -> list[Case]:
    """MAC dev documents; 001, 003, 005 were tuned on, 002, 004, 006 were not."""
    cases = []
    for number in numbers:
        stem = shared / "bench" / "mac-dev" / f"dev-anno.{number:03d}"
        zh, en, gold = (stem.parent / f"{stem.name}.{kind}" for kind in ("zh", "en", "gold"))
        beads = [
            tuple(tuple(ast.literal_eval(part)) for part in line.split(":")[:2])
            for line in gold.read_text(encoding="utf-8").splitlines()
        ]
        cases.append(Case(zh.read_text(encoding="utf-8").splitlines(), en.read_text(encoding="utf-8").splitlines(), beads))
    return cases


def ntrex(shared: Path, script: str, half: int) -> list[Case]:
    """NTREX documents; half 0 (first, third…) was tuned on, half 1 was not."""
    folder = shared / "bench" / "ntrex"
    lines = zip(
        (folder / f"zh-{script}.txt").read_text(encoding="utf-8").splitlines(),
        (folder / "en.txt").read_text(encoding="utf-8").splitlines(),
        (folder / "document_ids.tsv").read_text(encoding="utf-8").split(),
        strict=True,
    )
    documents: dict[str, list[tuple[str, str]]] = {}
    convert = _simplified if script == "TW" else str
    for zh, en, document in lines:
        documents.setdefault(document, []).append((convert(zh), en))
    return [lines_case(rows) for index, rows in enumerate(documents.values()) if index % 2 == half]


def _simplified(text: str) -> str:
    import opencc

    return str(opencc.OpenCC("tw2sp").convert(text))


def _sentences(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in segment(text, SegmentSettings())] or [text]


def lines_case(rows: list[tuple[str, str]]) -> Case:
    """A document of lines that translate each other, cut into sentences."""
    zh: list[str] = []
    en: list[str] = []
    gold: Beads = []
    for left, right in rows:
        zh_part, en_part = _sentences(left), _sentences(right)
        gold.append((tuple(range(len(zh), len(zh) + len(zh_part))), tuple(range(len(en), len(en) + len(en_part)))))
        zh, en = zh + zh_part, en + en_part
    return Case(zh, en, gold, tiled=True)


def with_losses(case: Case, seed: int, side: int) -> Case:
    """One line in ten lost on a side (0 Chinese, 1 English): sentences of MAC, whole lines of NTREX. What is left alone is an
    omission."""
    rng = np.random.default_rng(seed)
    texts = (case.zh, case.en)[side]
    if case.tiled:
        lost = {index for bead in case.gold if rng.random() < 0.1 for index in bead[side]}
    else:
        lost = {index for index in range(len(texts)) if rng.random() < 0.1}
    kept = [index for index in range(len(texts)) if index not in lost]
    place = {old: new for new, old in enumerate(kept)}
    gold: Beads = []
    for bead in case.gold:
        sides = [bead[0], bead[1]]
        sides[side] = tuple(place[index] for index in bead[side] if index in place)
        zh, en = sides
        if (zh and en) or (case.tiled and (zh or en)):
            gold.append((zh, en))
        else:
            gold += [((i,), ()) for i in zh] + [((), (j,)) for j in en]
    left = [texts[index] for index in kept]
    return replace(case, zh=left, gold=gold) if side == 0 else replace(case, en=left, gold=gold)


def _ends(line: str) -> bool:
    return line.rstrip("\"'”’」』）) “").endswith((".", "。", "!", "！", "?", "？", "…"))


LAYOUTS = ("under each paragraph", "after each sentence", "table", "second half")


@dataclass(frozen=True)
class File:
    """A bilingual file: its text, and where each gold line stands in it: start, end, number of the line."""

    text: str
    places: list[tuple[int, int, int]]


def bilingual(case: Case, layout: str, seed: int) -> File:
    """One file of a document, one line in ten without its English; paragraphs hold one to four lines."""
    rng = np.random.default_rng(seed)
    lines = [("".join(case.zh[i] for i in zh), " ".join(case.en[j] for j in en)) for zh, en in case.gold]
    paragraphs: list[list[int]] = []
    room = 0
    for number, (zh_line, en_line) in enumerate(lines):
        # A heading, or a line that ends without a mark, is a paragraph by itself: nothing else would tell where it ends.
        whole = _ends(zh_line) and _ends(en_line)
        if room == 0 or not whole:
            paragraphs.append([])
            room = int(rng.integers(1, 5)) if whole else 1
        paragraphs[-1].append(number)
        room -= 1
    by_paragraph = layout in {"under each paragraph", "second half"}
    untranslated: set[int] = set()
    for paragraph in paragraphs:
        if by_paragraph:
            untranslated |= set(paragraph) if rng.random() < 0.1 else set()
        else:
            untranslated |= {number for number in paragraph if rng.random() < 0.1}
    pieces: list[tuple[str, int]] = []  # text and the number of its line, -1 for what stands between
    second: list[tuple[str, int]] = []
    for paragraph in paragraphs:
        zh = [(lines[number][0], number) for number in paragraph] + [("\n", -1)]
        en = [part for number in paragraph if number not in untranslated for part in ((lines[number][1], number), (" ", -1))]
        en = [*en[:-1], ("\n", -1)] if en else []
        if layout == "under each paragraph":
            pieces += zh + en
        elif layout == "second half":
            pieces += zh
            second += en
        else:
            joint, end = ("\t", "\n") if layout == "table" else (" ", " ")
            for number in paragraph:
                pieces += [(lines[number][0], number), (joint, -1)]
                pieces += [(lines[number][1], number)] if number not in untranslated else []
                pieces.append((end, -1))
            pieces += [("\n", -1)] if layout != "table" else []
    text = ""
    places = []
    for piece, number in pieces + second:
        if number >= 0:
            places.append((len(text), len(text) + len(piece), number))
        text += piece
    return File(text, places)


@dataclass(frozen=True)
class Accounts:
    """Two accounts of one event.

    Attributes:
        half: `tuning` (weights are learned from it), `reporting`, or `corpus` (weights are learned from it, too).
        evidence: what each Chinese and each English sentence states, as a run finds it.
        gold: pairs of sentences that report the same fact.
    """

    name: str
    half: str
    zh: list[str]
    en: list[str]
    evidence: tuple[Sequence[Evidence], Sequence[Evidence]]
    gold: frozenset[tuple[int, int]]


def accounts(annotations: Path, corpus: Path) -> list[Accounts]:
    """The pairs of `annotations/links`, and the comparable documents of the corpus."""
    result = []
    for row in tomllib.loads((annotations / "links" / "links.toml").read_text(encoding="utf-8"))["pair"]:
        stem = annotations / "links" / row["id"]
        zh, en = (analysed_lines(_read(stem.with_name(f"{stem.name}.{lang}.txt")).splitlines(), lang) for lang in LANGS)
        links = read_ladder(_read(stem.with_name(f"{stem.name}.links")).splitlines())
        gold = frozenset((i, j) for bead in links for i in bead.zh for j in bead.en)
        result.append(told(row["id"], row["half"], zh, en, gold))
    for folder in sorted((annotations / "gold").iterdir()):
        rows = [json.loads(line) for line in _read(folder / "beads.jsonl").splitlines() if line]
        rows = [row for row in rows if row["relation"] == "comparable"]
        if rows:
            sides, places = [], []
            for lang in LANGS:
                text = _read(corpus / next(span["source"] for row in rows for span in row[lang]))
                (analysed,) = analyse_texts([TextInput(text)], Settings())
                own = [sentence for sentence in analysed.sentences if sentence.lang == lang]
                sides.append(own)
                places.append({(sentence.start, sentence.end): k for k, sentence in enumerate(own)})
            gold = frozenset(
                (places[0][one["start"], one["end"]], places[1][other["start"], other["end"]])
                for row in rows
                for one in row["zh"]
                for other in row["en"]
            )
            result.append(told(folder.name, "corpus", *sides, gold))
    return result


def told(
    name: str, half: str, zh: Sequence[AnalysedSentence], en: Sequence[AnalysedSentence], gold: frozenset[tuple[int, int]]
) -> Accounts:
    """Two analysed texts with their evidence."""
    return Accounts(
        name, half, [sentence.text for sentence in zh], [sentence.text for sentence in en], evidence_of_sides(zh, en), gold
    )


def analysed_lines(lines: Sequence[str], lang: Lang) -> list[AnalysedSentence]:
    """Lines read as a run reads them, one sentence each, whatever the segmenter would make of them."""
    settings = Settings()
    result = []
    (analysed,) = analyse_texts([TextInput("\n".join(lines), lang=lang)], settings)
    by_line: list[list[AnalysedSentence]] = [[] for _ in lines]
    ends = np.cumsum([len(line) + 1 for line in lines])
    for sentence in analysed.sentences:
        by_line[int(np.searchsorted(ends, sentence.start, side="right"))].append(sentence)
    for line, parts in zip(lines, by_line, strict=True):
        mentions = tuple(mention for part in parts for mention in part.mentions)
        text = ("" if lang == "zh" else " ").join(part.text for part in parts) or line
        result.append(AnalysedSentence(lang, 0, 0, 0, text, mentions))
    return result


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
