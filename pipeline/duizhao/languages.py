"""Languages other than Chinese and English, told by their script or, within the Latin one, by function words."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import regex

HAN = regex.compile(r"[\p{Han}〇]")
LATIN_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}'’]*+")
KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
# Letters of scripts that neither Chinese nor English is written in.
FOREIGN_LETTER = regex.compile(r"[\p{L}--\p{Latin}--\p{Han}--\p{Hiragana}--\p{Katakana}--\p{Bopomofo}]", regex.V1)
# The share of kana from which a text with Chinese characters is Japanese; a Chinese text quotes a kana word now and then.
JAPANESE_SHARE = 0.15
# From this many words on, function words are trusted to tell English from other languages in Latin script.
_MIN_WORDS = 5
# A text is plainly in another language with so many of its function words, this share of all words, and so many times those that
# are English.
_PLAIN_WORDS, _PLAIN_SHARE, _PLAINLY = 3, 0.2, 3
# Of longer texts this much is looked at.
_LOOKED_AT = 4000
_SCRIPTS = {
    "Cyrillic letters": regex.compile(r"\p{Cyrillic}"),
    "Greek letters": regex.compile(r"\p{Greek}"),
    "Arabic letters": regex.compile(r"\p{Arabic}"),
    "Hebrew letters": regex.compile(r"\p{Hebrew}"),
    "Devanagari letters": regex.compile(r"\p{Devanagari}"),
    "Thai letters": regex.compile(r"\p{Thai}"),
    "Korean": regex.compile(r"\p{Hangul}"),
}
_LEAST_LETTERS = 4
_QUOTED = regex.compile("“[^“”]{0,80}+”")


@cache
def _languages() -> dict[str, tuple[str, frozenset[str]]]:
    """Name and function words by the language's code; see `languages.toml`."""
    text = files("duizhao").joinpath("languages.toml").read_text(encoding="utf-8")
    return {code: (row["name"], frozenset(row["words"])) for code, row in tomllib.loads(text).items()}


def function_words() -> frozenset[str]:
    """Those of English."""
    return _languages()["en"][1]


def _counts(words: Sequence[str]) -> Counter[str]:
    return Counter({code: sum(word in known for word in words) for code, (_, known) in _languages().items()})


def is_english(words: Sequence[str]) -> bool:
    """Whether English explains as many of some words in lower case as any other language in Latin script does.

    >>> is_english("the head of the medical team".split()), is_english("le chef de la mission est dans le pays".split())
    (True, False)
    """
    if len(words) < _MIN_WORDS:
        return True
    counts = _counts(words)
    best = max(counts.values())
    return counts["en"] == best or best < 2 or best <= counts["en"] + 1


def third_language(text: str) -> str | None:
    """What a text is plainly in when it is neither Chinese nor English, in words; None where that is not plain.

    >>> third_language("Der Bau des neuen Hafens begann im Mai mit zwei Schiffen.")
    'German'
    >>> third_language("Los Angeles and La Paz lie far from the sea.") is None
    True
    """
    text = _QUOTED.sub(" ", text[:_LOOKED_AT])
    han, kana, foreign = len(HAN.findall(text)), len(KANA.findall(text)), len(FOREIGN_LETTER.findall(text))
    words = LATIN_WORD.findall(text)
    if kana >= _LEAST_LETTERS and kana >= JAPANESE_SHARE * (kana + han) and kana > len(words):
        return "Japanese"
    if foreign >= _LEAST_LETTERS and foreign > max(han * 2, sum(map(len, words))):
        return next((name for name, script in _SCRIPTS.items() if script.search(text)), "another script")
    if han or len(words) < _MIN_WORDS:
        return None
    counts = _counts(words)  # with a capital they are parts of names: Los Angeles, El Paso
    (code, best), *_ = counts.most_common(1)
    plain = best >= max(_PLAIN_WORDS, _PLAIN_SHARE * len(words)) and best >= _PLAINLY * counts["en"]
    return _languages()[code][0] if plain and code != "en" else None
