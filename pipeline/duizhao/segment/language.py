"""Whose language is a sentence: `zh`, `en` or `other`, by script first and by function words within the Latin script."""

from __future__ import annotations

import regex

from duizhao.languages import FOREIGN_LETTER, HAN, JAPANESE_SHARE, KANA, LATIN_WORD, function_words, is_english
from duizhao.model import Lang

_GLOSS = regex.compile(r"[(（\[【][^()（）\[\]【】]{0,80}+[)）\]】]")


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
    words = [word.casefold() for word in LATIN_WORD.findall(text)]
    kana = len(KANA.findall(text))
    foreign = len(FOREIGN_LETTER.findall(text))
    if kana and kana >= JAPANESE_SHARE * (kana + han):
        return "other"
    letters = sum(map(len, words))
    if foreign > max(han * 2, letters):
        return "other"
    if han >= len(words) or (han and not _reads_as_english(words)):
        return "zh" if han else None
    return "en" if is_english(words) else "other"


def _reads_as_english(words: list[str]) -> bool:
    """Two function words of English: a sentence, rather than a name inside a Chinese one."""
    english = function_words()
    return sum(word in english for word in words) >= 2
