"""Whose language is a sentence: `zh`, `en` or `other`, by script first and by function words within the Latin script."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import regex

from duizhao.model import Lang

HAN = regex.compile(r"[\p{Han}〇]")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_LATIN_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}'’]*+")
_FOREIGN_LETTER = regex.compile(r"[\p{L}--\p{Latin}--\p{Han}--\p{Hiragana}--\p{Katakana}--\p{Bopomofo}]", regex.V1)
_GLOSS = regex.compile(r"[(（\[【][^()（）\[\]【】]{0,80}+[)）\]】]")
# The share of kana from which a text with Chinese characters is Japanese; a Chinese text quotes a kana word now and then.
_JAPANESE_SHARE = 0.15
# From this many words on, function words are trusted to tell English from other languages in Latin script.
_MIN_WORDS = 5


@cache
def _function_words() -> dict[str, frozenset[str]]:
    text = files("duizhao.segment").joinpath("lexicon", "latin.toml").read_text(encoding="utf-8")
    return {lang: frozenset(words) for lang, words in tomllib.loads(text).items()}


def script_of(text: str) -> Lang | None:
    """The language a piece of text is written in, or None where it holds no letter at all (figures, rules, punctuation).

    >>> script_of("重庆 COVID-19 疫情"), script_of("Zhou Lin (周林) said so."), script_of("Это другое"), script_of("* * *")
    ('zh', 'en', 'other', None)
    """
    bare = _GLOSS.sub(" ", text)  # what stands in brackets is often the other language's name for the same thing
    lang = _script_of(bare)
    return lang if lang is not None or bare == text else _script_of(text)


def _script_of(text: str) -> Lang | None:
    han = len(HAN.findall(text))
    words = [word.casefold() for word in _LATIN_WORD.findall(text)]
    kana = len(_KANA.findall(text))
    foreign = len(_FOREIGN_LETTER.findall(text))
    if kana and kana >= _JAPANESE_SHARE * (kana + han):
        return "other"
    letters = sum(map(len, words))
    if foreign > max(han * 2, letters):
        return "other"
    if han >= len(words) or (han and not _reads_as_english(words)):
        return "zh" if han else None
    return "en" if is_english(words) else "other"


def _reads_as_english(words: list[str]) -> bool:
    """Two function words of English: a sentence, rather than a name inside a Chinese one."""
    english = _function_words()["en"]
    return sum(word in english for word in words) >= 2


def is_english(words: list[str]) -> bool:
    """Whether English explains as many of the words as any other language in Latin script does.

    >>> is_english("the head of the medical team".split()), is_english("le chef de la mission est dans le pays".split())
    (True, False)
    """
    if len(words) < _MIN_WORDS:
        return True
    counts = {lang: sum(word in known for word in words) for lang, known in _function_words().items()}
    best = max(counts.values())
    return counts["en"] == best or best < 2 or best <= counts["en"] + 1
