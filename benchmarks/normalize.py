"""How much damaged Chinese comes back, and whether sound text is left alone: this project beside ftfy.

    .venv/bin/python benchmarks/normalize.py [--sample N] [--half even|odd] [--kind NAME] [--show N] [--speed] [FILE...]

Data: NTREX-128 and the MAC development texts in the folder of shared benchmark data (`DUIZHAO_SHARED`, or `../shared` beside
the checkout). Documents of odd index are for tuning, those of even index are reported. Files given are tested for being left
alone, beside the benchmark's own.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from damage import KINDS, Damage

ROOT = Path(__file__).resolve().parent.parent
Repair = Callable[[str], str]
SHARED = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
LENGTHS = ("sentence", "paragraph", "document")


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind of damage at one length."""

    passages: int
    characters: float
    exact: float
    kilobytes_per_second: float


def documents(name: str, half: str) -> list[list[str]]:
    """Lines by document of an NTREX side; `half` is `even`, `odd` or `all`."""
    folder = SHARED / "bench" / "ntrex"
    lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
    ids = (folder / "document_ids.tsv").read_text("utf-8").splitlines()
    grouped = [[line for line, _ in members] for _, members in groupby(zip(lines, ids, strict=True), key=lambda pair: pair[1])]
    return [lines for index, lines in enumerate(grouped) if half == "all" or index % 2 == (half == "odd")]


def passages(texts: Sequence[Sequence[str]], length: str) -> list[str]:
    """Sentences, paragraphs of five sentences, or documents with a line a sentence."""
    if length == "sentence":
        return [line for lines in texts for line in lines]
    if length == "paragraph":
        return ["".join(lines[at : at + 5]) for lines in texts for at in range(0, len(lines), 5)]
    return ["\n".join(lines) for lines in texts]


def spread(items: Sequence[str], count: int) -> list[str]:
    """At most `count` items, evenly spread."""
    step = max(1, -(-len(items) // count))
    return list(items[::step])


def ours() -> Repair:
    from duizhao.normalize import normalize
    from duizhao.settings import NormalizeSettings

    settings = NormalizeSettings(simplify=False)
    return lambda text: normalize(text, settings).mapped.text


def ftfys() -> Repair:
    from ftfy import TextFixerConfig, fix_text

    # Width fixing and straight quotes would change sound Chinese; ftfy is shown at its best.
    config = TextFixerConfig(fix_character_width=False, uncurl_quotes=False, fix_latin_ligatures=False, normalization=None)
    return lambda text: fix_text(text, config)


def measure(damage: Damage, sound: Sequence[str], repair: Repair, show: int) -> Score | None:
    from rapidfuzz.distance import Levenshtein

    pairs = [(text, shown) for text in sound if (shown := damage.make(text)) is not None]
    if not pairs:
        return None
    started = time.process_time()
    repaired = [repair(shown) for _, shown in pairs]
    seconds = time.process_time() - started
    wrong = sum(Levenshtein.distance(text, got) for (text, _), got in zip(pairs, repaired, strict=True))
    exact = sum(text == got for (text, _), got in zip(pairs, repaired, strict=True))
    for (text, _), got in zip(pairs, repaired, strict=True):
        if show and text != got:
            show -= 1
            print("   ", differences(text, got))
    size = sum(len(shown.encode()) for _, shown in pairs)
    return Score(len(pairs), 1 - wrong / sum(len(text) for text, _ in pairs), exact / len(pairs), size / 1000 / seconds)


def differences(text: str, got: str) -> str:
    found = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, text, got, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append(f"{text[max(0, start - 3) : start]}[{text[start:end]}→{got[new_start:new_end]}]{text[end : end + 2]}")
    return " ".join(found[:6])


def sound_texts(files: Sequence[Path]) -> Iterator[tuple[str, list[list[str]]]]:
    for name in ("en", "zh-CN", "zh-TW"):
        yield f"NTREX {name}", documents(name, "all")
    for side in ("zh", "en"):
        found = sorted((SHARED / "bench" / "mac-dev").glob(f"*.{side}"))
        yield f"MAC {side}", [path.read_text("utf-8").splitlines() for path in found]
    for path in files:
        yield path.name, [path.read_text("utf-8").splitlines()]


def folded(text: str) -> str:
    """Without what the stage is meant to change in sound text: width and stray marks."""
    from duizhao.normalize.width import narrowed, without_strays

    return narrowed(without_strays(text))


def print_sound(files: Sequence[Path], repairs: dict[str, Repair], show: int) -> None:
    print(f"\n{'sound text changed':34}{'length':12}{'passages':>9}" + "".join(f"{name:>12}" for name in repairs))
    for name, texts in sound_texts(files):
        for length in LENGTHS:
            items = passages(texts, length)
            counts = []
            for repair in repairs.values():
                changed = [(text, got) for text in items if folded(got := repair(text)) != folded(text)]
                counts.append(len(changed))
                for text, got in changed[:show]:
                    print("   ", differences(text, got))
            print(f"{name:34}{length:12}{len(items):>9}" + "".join(f"{count:>12}" for count in counts))


def print_speed() -> None:
    """Sound Traditional text, 20 MB of it, beside OpenCC alone."""
    from opencc import OpenCC

    from duizhao.normalize import normalize
    from duizhao.settings import NormalizeSettings

    text = (SHARED / "bench" / "ntrex" / "zh-TW.txt").read_text("utf-8")
    text *= -(-20_000_000 // len(text.encode()))
    converter = OpenCC("t2s")
    normalize(text[:100_000], NormalizeSettings())
    times: dict[str, list[float]] = {"OpenCC t2s alone": [], "normalize": []}
    for _ in range(9):
        for name, call in (
            ("OpenCC t2s alone", converter.convert),
            ("normalize", lambda whole: normalize(whole, NormalizeSettings())),
        ):
            started = time.process_time()
            call(text)
            times[name].append(time.process_time() - started)
    print("\n20 MB of sound Traditional text, best of nine in turn, processor time")
    for name, seconds in times.items():
        print(f"{name:34}{min(seconds):8.2f} s {min(seconds) / min(times['OpenCC t2s alone']):8.2f} x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="sound texts of your own")
    parser.add_argument("--sample", type=int, default=150, help="passages a kind and length (default 150)")
    parser.add_argument("--half", choices=("even", "odd", "all"), default="even")
    parser.add_argument("--kind", help="only kinds whose name contains this")
    parser.add_argument("--show", type=int, default=0, help="print so many differences for each line of the table")
    parser.add_argument("--speed", action="store_true", help="only the speed on sound text")
    parser.add_argument("--sound", action="store_true", help="only whether sound text is left alone")
    arguments = parser.parse_args()
    if not (SHARED / "bench" / "ntrex").is_dir():
        sys.exit(f"The benchmark data is not at {SHARED}; set DUIZHAO_SHARED.")
    repairs = {"duizhao": ours(), "ftfy": ftfys()}
    if not arguments.speed and not arguments.sound:
        repairs["duizhao"]("涓浗")
        print_restored(arguments.sample, arguments.half, arguments.kind or "", repairs, arguments.show)
    if not arguments.speed and not arguments.kind:
        print_sound(arguments.files, repairs, arguments.show)
    if not arguments.kind and not arguments.sound:
        print_speed()


def print_restored(sample: int, half: str, kind: str, repairs: dict[str, Repair], show: int) -> None:
    print(
        f"{'damage restored':34}{'length':12}{'passages':>9}"
        + "".join(f"{f'{name} chars':>15}{'exact':>8}{'kB/s':>7}" for name in repairs)
    )
    texts = {"hans": documents("zh-CN", half), "hant": documents("zh-TW", half)}
    totals: dict[tuple[str, str], list[Score]] = {}
    for damage in KINDS:
        if kind not in damage.name:
            continue
        for length in LENGTHS:
            sound = spread(passages(texts[damage.source], length), sample)
            row = ""
            count = 0
            for name, repair in repairs.items():
                score = measure(damage, sound, repair, show if name == "duizhao" else 0)
                if score is None:
                    continue
                count = score.passages
                row += f"{score.characters:>15.2%}{score.exact:>8.1%}{score.kilobytes_per_second:>7.0f}"
                totals.setdefault((damage.goal, name), []).append(score)
            print(f"{damage.name:34}{length:12}{count:>9}{row}", flush=True)
    for (goal, name), scores in sorted(totals.items()):
        characters = sum(score.characters for score in scores) / len(scores)
        exact = sum(score.exact for score in scores) / len(scores)
        print(f"mean, {goal}, {name}: characters {characters:.2%}, exact {exact:.1%}")


if __name__ == "__main__":
    main()
