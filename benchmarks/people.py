"""People: how many are found, how many finds are people, and what the rules cost beside the models.

Run `python benchmarks/people.py`. The peers are the models themselves, taken at their word: spaCy's PERSON, LAC's PER. Gold:
100 sentences of NTREX a language (`gold/ntrex-people.jsonl`, annotated by reading before any rule was tuned), and the corpus
documents that `fit_people.py` does not learn from. A find counts when its span is exactly the gold's. Of the people found, the
role counts when it is word for word the gold's: all corpus documents, and lines 1 to 1000 of NTREX (`gold/ntrex-roles.jsonl`, by
offset).
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from command_line import read_files

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fit_people import ROOT, SHARED, TEXT, corpus_sentences

from duizhao.claims.people.find import find_people
from duizhao.claims.people.models import PeopleModels, load_people_models
from duizhao.model import PersonValue
from duizhao.settings import ClaimSettings

Language = Literal["zh", "en"]
Spans = set[tuple[int, int]]
Roles = tuple[str, dict[tuple[int, int], str | None]]
Finder = Callable[[Sequence[str], bool], list[Spans]]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
MODEL = {"en": ("spaCy PERSON", "PERSON"), "zh": ("LAC PER", "PER")}


def main() -> None:
    """Print both tables."""
    read_files(__doc__)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    settings = ClaimSettings()
    models = load_people_models(settings)
    print(f"{'gold':34} {'by':16} {'people':>6} {'P':>7} {'R':>7} {'F1':>7}")
    for lang in LANGUAGES:
        label = models.english if lang == "en" else models.chinese
        name, tag = MODEL[lang]

        def project(texts: Sequence[str], together: bool, lang: Language = lang) -> list[Spans]:
            found = find_people(texts, lang, models, settings, together=together)
            return [{(mention.start, mention.end) for mention in mentions} for mentions in found]

        def model(texts: Sequence[str], together: bool, tag: str = tag, label: object = label) -> list[Spans]:
            del together
            return [{(e.start, e.end) for e in found if e.label == tag} for found in label(texts)]  # type: ignore[operator]

        for title, documents in (
            ("NTREX, 100 sentences", [_sample(lang)]),
            ("corpus, documents not learnt from", list(_corpus(lang))),
        ):
            together = len(documents) > 1
            for by, finder in (("this project", project), (name, model)):
                _row(f"{lang} {title}", by, documents, finder, together)
    print(f"\n{'roles':34} {'found':>6} {'exact':>7} {'with role':>9} {'exact':>7}")
    for lang in LANGUAGES:
        corpus = [list(corpus_sentences(folder, lang)) for folder in _documents()]
        for heading, texts in (("NTREX, lines 1 to 1000", [_sample_roles(lang)]), ("corpus, all documents", corpus)):
            _roles(lang, heading, texts, models, settings)
    print("\nsentences a second of processor time; ratio of the times; share of the sentences that the model is shown")
    print(f"{'language':10} {'models':>9} {'with people':>12} {'ratio':>6} {'asked':>7}")
    for lang in LANGUAGES:
        _speed(lang, models.english if lang == "en" else models.chinese, settings)


def _sample(lang: Language) -> list[tuple[str, Spans]]:
    lines = (SHARED / "bench/ntrex" / TEXT[lang]).read_text(encoding="utf-8").split("\n")
    rows = map(json.loads, (ROOT / "benchmarks/gold/ntrex-people.jsonl").read_text(encoding="utf-8").splitlines())
    return [(lines[row["line"] - 1], {(s, e) for s, e in row["people"]}) for row in rows if row["lang"] == lang]


def _corpus(lang: Language) -> Iterable[list[tuple[str, Spans]]]:
    for folder in _documents():
        if zlib.crc32(folder.name.encode()) % 2:
            yield [(text, set(spans)) for text, spans in corpus_sentences(folder, lang)]


def _documents() -> list[Path]:
    return [folder for folder in sorted((ROOT / "annotations/gold").iterdir()) if (folder / "claims.jsonl").exists()]


def _roles(
    lang: Language, title: str, documents: Sequence[Sequence[Roles]], models: PeopleModels, settings: ClaimSettings
) -> None:
    found = right = held = told = 0
    for document in documents:
        mentions = find_people([text for text, _ in document], lang, models, settings, together=len(documents) > 1)
        for (_, gold), people in zip(document, mentions, strict=True):
            for person in people:
                if isinstance(person.value, PersonValue) and (person.start, person.end) in gold:
                    role = gold[person.start, person.end]
                    found += 1
                    right += role == person.value.role
                    held += role is not None
                    told += role is not None and role == person.value.role
    print(f"{lang} {title:31} {found:6} {right / max(1, found):7.1%} {held:9} {told / max(1, held):7.1%}")


def _sample_roles(lang: Language) -> list[Roles]:
    lines = (SHARED / "bench/ntrex" / TEXT[lang]).read_text(encoding="utf-8").split("\n")
    rows = map(json.loads, (ROOT / "benchmarks/gold/ntrex-roles.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        (line, {(s, e): None if first is None else line[first:last] for s, e, first, last in row["people"]})
        for row in rows
        if row["lang"] == lang
        for line in (lines[row["line"] - 1],)
    ]


def _row(title: str, by: str, documents: Sequence[Sequence[tuple[str, Spans]]], finder: Finder, together: bool) -> None:
    right = found = gold = 0
    for document in documents:
        for (_, truth), spans in zip(document, finder([text for text, _ in document], together), strict=True):
            right += len(truth & spans)
            found += len(spans)
            gold += len(truth)
    precision, recall = right / max(1, found), right / max(1, gold)
    print(f"{title:34} {by:16} {gold:6} {precision:7.1%} {recall:7.1%} {2 * right / max(1, found + gold):7.1%}")


def _speed(lang: Language, label: Callable[[Sequence[str]], object], settings: ClaimSettings) -> None:
    from duizhao.claims.people import chinese, english

    texts = (SHARED / "bench/ntrex" / TEXT[lang]).read_text(encoding="utf-8").splitlines()
    models = load_people_models(settings)
    find_people(texts[:64], lang, models, settings)
    model = project = float("inf")
    for _ in range(2):
        start = time.process_time()
        label(texts)
        model = min(model, time.process_time() - start)
        start = time.process_time()
        find_people(texts, lang, models, settings)
        project = min(project, time.process_time() - start)
    asked = sum(map((english if lang == "en" else chinese).can_hold_name, texts)) / len(texts)
    print(f"{lang:10} {len(texts) / model:9.0f} {len(texts) / project:12.0f} {project / model:6.2f} {asked:7.1%}")


if __name__ == "__main__":
    main()
