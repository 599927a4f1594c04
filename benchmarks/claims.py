"""The claims stage measured: the peers own specification cases, the gold of the corpus and of NTREX, speed; peers in one run.

    python benchmarks/claims.py [--no-peers]

Peers run in `benchmarks/.venv-peers-claims`, made on first use from `requirements-peers-claims.txt`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from duizhao.claims import Mention, extract
from duizhao.claims.extract import by_rules
from duizhao.claims.fold import fold_chinese
from duizhao.ingest import read_file
from duizhao.model import DateValue, NumericValue, TimeValue
from duizhao.segment import segment
from duizhao.settings import ClaimSettings, IngestSettings, SegmentSettings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
SETTINGS = ClaimSettings()
LEXICON = ROOT / "pipeline/duizhao/claims/lexicon"
# How many sentences a language the slow peer is timed on.
PEER_SENTENCES = 100
Key = tuple[int, int, str]
# The specification counts small coins by themselves; we count them in the main unit.
COINS = {"Cent": 100, "Pence": 100, "Penny": 100, "Sen": 100, "Satoshi": 10**8}


def close(value: Fraction | None, wanted: Fraction) -> bool:
    """Equal to the eleven places that the specification writes."""
    return value is not None and abs(value - wanted) <= abs(wanted) / 10**11


def folded(text: str) -> str:
    """The specification's expected texts are in half width and small letters."""
    form = fold_chinese(text).lower()
    return form if len(form) == len(text) else text


def fits(expected: dict[str, Any], mention: Mention) -> bool:
    """Whether a claim says what the specification expects: same kind of value, same number."""
    value, kind = mention.value, expected["kind"]
    if kind == "date":
        return isinstance(value, DateValue) and value.edtf == expected["edtf"]
    if not isinstance(value, NumericValue):
        return False
    if kind == "range":
        low = Fraction(expected["low"]) if expected["low"] else None
        high = Fraction(expected["high"]) if expected["high"] else None
        if low is not None and low == high:
            return value.number == low
        return (value.low == low if low is not None else value.low is None) and (high is None or value.high == high)
    wanted = Fraction(expected["value"])
    if mention.kind == "money":
        wanted /= COINS.get(expected.get("unit", ""), 1)
    kinds = {"percent": {"percent"}, "age": {"age"}, "money": {"money"}, "dimension": {"measure", "duration"}}
    if kind in kinds and mention.kind not in kinds[kind]:
        return False
    if kind == "money" and expected.get("iso") not in {None, value.unit}:
        return False
    candidates = [value.number] if value.number is not None else [value.low, value.high]
    return any(close(one, wanted) for one in candidates)


def peer_fits(expected: dict[str, Any], found: list[Any]) -> bool:
    """The same for a peer's `[start, end, number, date]`."""
    if expected["kind"] == "date":
        return found[3] is not None and str(found[3]) == expected["edtf"]
    if expected["kind"] == "range" or found[2] is None:
        return False
    try:
        return close(Fraction(found[2]), Fraction(expected["value"]))
    except (ValueError, ZeroDivisionError):
        return False


def places(row: dict[str, Any]) -> list[list[tuple[int, int]]]:
    """Where each expected text stands. The cases give no offsets: a text that is expected as often as it occurs is taken
    in order; one that occurs more often (it may be in may) may be meant at any of its places."""
    text = folded(row["text"])
    wanted = [folded(expected["text"]) for expected in row["expect"]]
    seen: Counter[str] = Counter()
    result = []
    for one in wanted:
        spans = [(match.start(), match.end()) for match in re.finditer(re.escape(one), text)] or [(0, len(text))]
        result.append([spans[seen[one]]] if wanted.count(one) == len(spans) else spans)
        seen[one] += 1
    return result


def over(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a stretch shares a character with one of the spans."""
    return any(start < last and first < end for first, last in spans)


def specification(peers: bool) -> None:
    rows = [json.loads(line) for line in (SHARED / "bench/recognizers/dev.jsonl").read_text(encoding="utf-8").splitlines()]
    total: Counter[tuple[str, str]] = Counter()
    right: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    found = run_peers(rows) if peers else {}
    for index, row in enumerate(rows):
        key = (row["lang"], row["model"])
        mentions = extract(row["text"], row["lang"], SETTINGS)
        for expected, spans in zip(row["expect"], places(row), strict=True):
            total[key] += 1
            right["duizhao"][key] += any(over(m.start, m.end, spans) and fits(expected, m) for m in mentions)
            for name, results in found.items():
                right[name][key] += any(over(f[0], f[1], spans) and peer_fits(expected, f) for f in results[index])
    print("Specification cases, expected value at the expected place (percent)")
    print(f"{'':14}{'cases':>6}" + "".join(f"{name:>13}" for name in right))
    for key in sorted(total):
        figures = "".join(f"{100 * right[name][key] / total[key]:13.1f}" for name in right)
        print(f"{key[0]} {key[1]:11}{total[key]:6}{figures}")


def peer_python() -> Path:
    """The interpreter of the peers' environment, made on first use."""
    home = HERE / ".venv-peers-claims"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        requirements = HERE / "requirements-peers-claims.txt"
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", str(requirements)], check=True)
    return python


def run_peers(rows: list[dict[str, Any]]) -> dict[str, list[list[list[Any]]]]:
    """What each peer finds in each row; the environment is made on first use."""
    python = peer_python()
    payload = "\n".join(json.dumps({"lang": row["lang"], "model": row["model"], "text": row["text"]}) for row in rows)
    done = subprocess.run([str(python), str(HERE / "peers_claims.py")], input=payload, capture_output=True, text=True, check=True)
    results = {}
    for line in done.stdout.splitlines():
        if line.startswith('{"peer"'):
            record = json.loads(line)
            results[record["peer"]] = record["results"]
            print(f"{record['peer']}: {len(rows) / max(record['seconds'], 1e-9):.0f} rows a second, one model a row")
    return results


def gold_value(kind: str, value: dict[str, Any]) -> object:
    if kind == "date":
        return value["edtf"]
    if kind == "time":
        return value["iso"]
    return (*(None if value[name] is None else Fraction(str(value[name])) for name in ("number", "low", "high")), value["unit"])


def own_value(mention: Mention) -> object:
    value = mention.value
    if isinstance(value, DateValue):
        return value.edtf
    if isinstance(value, TimeValue):
        return value.iso
    assert isinstance(value, NumericValue)
    return value.number, value.low, value.high, value.unit


def show(title: str, counts: dict[str, list[int]]) -> None:
    print(f"{title}: F1, span, kind and value right (gold, found, right)")
    counts["all"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    for name, (gold, found, ok) in counts.items():
        print(f"  {name:14}{200 * ok / max(1, gold + found):6.1f}  ({gold}, {found}, {ok})")


def corpus_documents(
    half: str,
) -> Iterator[tuple[str, dict[Key, tuple[object, str]], dict[Key, tuple[Mention, str]], dict[Key, Mention]]]:
    """Sound texts of a half of the corpus: name, gold and found claims by place and kind, and these as the rules gave them.

    Documents in alphabetical order: the odd ones served for tuning, the even ones are reported.
    """
    documents = sorted(path for path in (ROOT / "annotations" / "gold").iterdir() if (path / "claims.jsonl").exists())
    for folder in documents[0::2] if half == "tuning" else documents[1::2]:
        rows = [json.loads(line) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
        for source in sorted({row["source"] for row in rows}):
            text = read_file(ROOT / "corpus" / source, IngestSettings()).text
            mine = [row for row in rows if row["source"] == source and row["kind"] != "person"]
            if any(row["surface"] != text[row["start"] : row["end"]] for row in mine) or any(
                row["surface"] != row["normalized"] and len(row["surface"]) != len(row["normalized"]) for row in mine
            ):
                continue  # damaged: claims are read after repair, which `duizhao evaluate` scores
            gold = {(row["start"], row["end"], row["kind"]): (gold_value(row["kind"], row["value"]), row["lang"]) for row in mine}
            found: dict[Key, tuple[Mention, str]] = {}
            plain: dict[Key, Mention] = {}
            for sentence in segment(text, SegmentSettings()):
                piece = text[sentence.start : sentence.end]
                for m in extract(piece, sentence.lang, SETTINGS):
                    found[(sentence.start + m.start, sentence.start + m.end, m.kind)] = (m, sentence.lang)
                for m in by_rules(piece, sentence.lang).mentions:
                    plain[(sentence.start + m.start, sentence.start + m.end, m.kind)] = m
            yield source, gold, found, plain


def corpus(half: str) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for _, gold, found, _ in corpus_documents(half):
        for key, (value, lang) in gold.items():
            counts[f"{lang} {key[2]}"][0] += 1
            counts[f"{lang} {key[2]}"][2] += key in found and own_value(found[key][0]) == value
        for key, (_, lang) in found.items():
            counts[f"{lang} {key[2]}"][1] += 1
    show(f"Corpus gold, {half} half", dict(sorted(counts.items())))


def judged(half: str, *, fitted: bool = True) -> Iterator[tuple[Mention, bool]]:
    """Each found claim of a half of the corpus, with the fitted confidence or the given one, and whether it is right."""
    for _, gold, found, plain in corpus_documents(half):
        for key, (mention, _) in found.items():
            yield (mention if fitted else plain[key]), key in gold and gold[key][0] == own_value(mention)


def calibration() -> None:
    """Brier score, and what the claims of each band of confidence were worth, on the half that nothing was fitted on."""
    for fitted in (False, True):
        rows = [(mention.confidence, right) for mention, right in judged("reporting", fitted=fitted)]
        brier = sum((confidence - right) ** 2 for confidence, right in rows) / len(rows)
        print(f"confidence {'fitted' if fitted else 'as given'}: Brier score {brier:.4f}; band, claims, mean, share right")
        for low, high in ((0, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
            band = [row for row in rows if low <= row[0] < high]
            if band:
                mean, share = sum(row[0] for row in band) / len(band), sum(row[1] for row in band) / len(band)
                print(f"  {low:.2f}-{min(high, 1):.2f}  {len(band):5}  {mean:.3f}  {share:.3f}")


def ntrex() -> None:
    texts = {
        lang: (SHARED / f"bench/ntrex/{name}.txt").read_text(encoding="utf-8").splitlines()
        for lang, name in (("en", "en"), ("zh", "zh-CN"))
    }
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in (HERE / "gold" / "ntrex-claims.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {(c["start"], c["end"], c["kind"]): gold_value(c["kind"], c["value"]) for c in row["claims"]}
        found = {
            (m.start, m.end, m.kind): own_value(m) for m in extract(texts[row["lang"]][row["line"] - 1], row["lang"], SETTINGS)
        }
        count = counts[row["lang"]]
        count[0] += len(gold)
        count[1] += len(found)
        count[2] += sum(found.get(key) == value for key, value in gold.items())
    show("NTREX gold, 200 sentences", dict(counts))


def speed(peers: bool) -> None:
    """Sentences of NTREX a second of processor time; Recognizers with all its models on some of them, in the same run."""
    texts = {
        lang: (SHARED / f"bench/ntrex/{name}.txt").read_text(encoding="utf-8").splitlines()
        for lang, name in (("en", "en"), ("zh", "zh-CN"))
    }
    theirs: dict[str, float] = {}
    if peers:
        rows = [{"lang": lang, "text": text} for lang, sentences in texts.items() for text in sentences[:PEER_SENTENCES]]
        payload = "\n".join(json.dumps(row) for row in rows)
        command = [str(peer_python()), str(HERE / "peers_claims.py"), "--speed"]
        done = subprocess.run(command, input=payload, capture_output=True, text=True, check=True)
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"lang"')]
        theirs = {line["lang"]: line["per_second"] for line in lines}
    for lang, sentences in texts.items():
        extract("3人一定 3 May", "zh" if lang == "zh" else "en", SETTINGS)
        begun = time.process_time()
        for sentence in sentences:
            extract(sentence, "zh" if lang == "zh" else "en", SETTINGS)
        own = len(sentences) / (time.process_time() - begun)
        print(f"speed {lang}: {own:.0f} sentences a second of processor time", end="")
        print(f"; Recognizers, all models: {theirs[lang]:.1f}, {own / theirs[lang]:.0f} times" if lang in theirs else "")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-peers", action="store_true", help="only this project")
    peers = not parser.parse_args().no_peers
    specification(peers=peers)
    corpus("tuning")
    corpus("reporting")
    calibration()
    ntrex()
    speed(peers=peers)


if __name__ == "__main__":
    main()
