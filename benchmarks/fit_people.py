"""Fit the weights of the signs for people; the output replaces `pipeline/duizhao/claims/lexicon/people-weights.toml`.

Logistic regression with a ridge penalty, one for each language. It learns from three sources, none of them used for reporting:

- NTREX lines outside the sample of `gold/ntrex-people.jsonl`. `gold/ntrex-people-tuning.jsonl` says by line and offset which
  candidates are people; it was made by matching the names of the two languages and corrected by reading where they disagreed.
- sentences written for it, Chinese as the Chinese write it and English about China (`gold/people-sentences.tsv`, people in
  brackets);
- the gold of the corpus documents whose id has an even CRC-32, each row counted several times, for there are few.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from command_line import read_files
from scipy.optimize import minimize

from duizhao.claims.people import chinese, english
from duizhao.claims.people.candidates_zh import candidates
from duizhao.claims.people.models import Labelled, load_people_models
from duizhao.claims.people.words_en import words_of
from duizhao.settings import ClaimSettings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
TEXT = {"en": "en.txt", "zh": "zh-CN.txt"}
PENALTY = 0.5
# How often a row of the corpus counts: its documents are few, and the Chinese ones are Chinese, not translations.
COPIES = {"en": 2, "zh": 5}
# Signs that the data says too little of, kept where knowledge of the language puts them.
FIXED = {
    "en": {
        "known": 4.0,
        "after.thing": -6.0,
        "after.age": 3.2,
        "before.saint": -3.0,
        "single&before.thing": -3.0,
        "after.et-al": 4.0,
        "single.common": -2.0,
        "before.greeting": 2.0,
        "after.call": 2.0,
        "before.role+comma": 2.5,
        "before.familiar": 2.0,
        "after.firm": -3.0,
        "beside.firm": -4.0,
        "word.firm": -8.0,
        "word.place-phrase": -8.0,
        "before.of-place": -3.0,
        "after.ethnic": -4.0,
        "before.opening&single.census-word": -1.5,
    },
    "zh": {
        "known": 3.0,
        "word.not-person": -8.0,
        "shape.dotted+transcription": 3.5,
        "before.storm": -6.0,
        "after.thing": -5.0,
        "word.thing-ending": -5.0,
        "speech+noun": -3.0,
        "label.function": -3.0,
        "word.famous": 3.0,
        "joined.after": -1.2,
        "word.saint": -2.5,
        "word.never-last": -4.0,
        "foreign+title": 1.5,
    },
}
HEAD = """\
# What each sign for or against a person weighs, in log-odds; positive speaks for a person. The sum with `bias` is the
# log-odds that a candidate is one. Written by benchmarks/fit_people.py (logistic regression with a ridge penalty); signs
# that it keeps fixed stand first.

schema = "people-weights/1"
"""
Row = tuple[frozenset[str], bool]


def main() -> None:
    """Print the weights of both languages as TOML."""
    read_files(__doc__)
    models = load_people_models(ClaimSettings())
    print(HEAD, end="")
    for lang in ("en", "zh"):
        label = models.english if lang == "en" else models.chinese
        rows: list[Row] = []
        for text, spans, copies in _texts(lang):
            for signs, span in _candidates(lang, text, label([text])[0]):
                rows.extend([(signs, span in spans)] * copies)
        print(f"\n[{lang}]")
        print("\n".join(_fit(rows, FIXED[lang])))


def _texts(lang: str) -> Iterator[tuple[str, set[tuple[int, int]], int]]:
    """Texts with the spans of their people, and how often each counts."""
    lines = (SHARED / "bench/ntrex" / TEXT[lang]).read_text(encoding="utf-8").split("\n")
    for row in map(json.loads, (ROOT / "benchmarks/gold/ntrex-people-tuning.jsonl").read_text(encoding="utf-8").splitlines()):
        if row["lang"] == lang:
            yield lines[row["line"] - 1], {(start, end) for start, end in row["people"]}, 1
    for line in (ROOT / "benchmarks/gold/people-sentences.tsv").read_text(encoding="utf-8").splitlines():
        language, marked = line.split("\t")
        if language == lang:
            yield *_unmarked(marked), COPIES[lang]
    for folder in sorted((ROOT / "annotations/gold").iterdir()):
        if zlib.crc32(folder.name.encode()) % 2 == 0 and (folder / "claims.jsonl").exists():
            for text, spans in corpus_sentences(folder, lang):
                yield text, set(spans), COPIES[lang]


def _unmarked(marked: str) -> tuple[str, set[tuple[int, int]]]:
    """A sentence without the brackets around its people, and their spans."""
    text = ""
    spans = set()
    for index, piece in enumerate(marked.replace("]", "[").split("[")):
        if index % 2:
            spans.add((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


def corpus_sentences(folder: Path, lang: str) -> Iterator[tuple[str, dict[tuple[int, int], str | None]]]:
    """Sentences of one language of a gold document, normalized, with the spans of their people and the role of each."""
    from duizhao.ingest import decode
    from duizhao.normalize import normalize
    from duizhao.segment import segment
    from duizhao.settings import Settings

    settings = Settings()
    people: dict[str, dict[tuple[int, int], str | None]] = defaultdict(dict)
    sources = set()
    for claim in map(json.loads, (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()):
        sources.add(claim["source"])
        if claim["kind"] == "person" and claim["lang"] == lang:
            people[claim["source"]][claim["start"], claim["end"]] = claim["value"]["role"]
    for source in sorted(sources):
        mapped = normalize(decode((ROOT / "corpus" / source).read_bytes(), settings.ingest).text, settings.normalize).mapped
        roles = {mapped.to_text(start, end): role for (start, end), role in people[source].items()}
        for sentence in segment(mapped.text, settings.segment):
            if sentence.lang == lang:
                start, end = sentence.start, sentence.end
                inside = {(s - start, e - start): role for (s, e), role in roles.items() if start <= s and e <= end}
                yield mapped.text[start:end], inside


def _candidates(lang: str, text: str, labels: list[Labelled]) -> Iterator[tuple[frozenset[str], tuple[int, int]]]:
    if lang == "zh":
        for candidate in candidates(text, labels, frozenset()):
            signs = frozenset(chinese.evidence(text, labels, candidate, frozenset()))
            yield signs, (candidate.start, candidate.end)
        return
    words = words_of(text)
    for first, last, signs in english.in_company(text, words, list(english.candidates(text, words, labels))):
        yield signs, (words[first].start, words[last - 1].end)


def _fit(rows: list[Row], fixed: dict[str, float]) -> Iterator[str]:
    signs = sorted({sign for found, _ in rows for sign in found})
    index = {sign: column for column, sign in enumerate(signs)}
    matrix = np.zeros((len(rows), len(signs) + 1))
    matrix[:, -1] = 1.0
    for row, (found, _) in enumerate(rows):
        matrix[row, [index[sign] for sign in found]] = 1.0
    truth = np.array([float(person) for _, person in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ weights
        error = np.logaddexp(0, -odds) * truth + np.logaddexp(0, odds) * (1 - truth)
        slope = matrix.T @ (1 / (1 + np.exp(-odds)) - truth) + np.append(2 * PENALTY * weights[:-1], 0.0)
        return float(error.sum() + PENALTY * np.sum(weights[:-1] ** 2)), slope

    weights = minimize(loss, np.zeros(len(signs) + 1), jac=True, method="L-BFGS-B").x
    taken = matrix @ weights > 0
    score = 2 * (taken & (truth > 0)).sum() / (taken.sum() + truth.sum())
    print(f"{len(rows)} candidates, {int(truth.sum())} people, F1 on these {score:.4f}", file=sys.stderr)
    yield f"bias = {weights[-1]:.2f}"
    yield from (f'"{sign}" = {weight:.2f}' for sign, weight in fixed.items())
    yield from (f'"{sign}" = {weights[index[sign]]:.2f}' for sign in signs if sign not in fixed)


if __name__ == "__main__":
    main()
