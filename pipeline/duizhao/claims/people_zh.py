"""People in Chinese text: what the model labels, names with a dot, and family names beside titles and verbs of speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from duizhao.claims import people_en
from duizhao.claims.people_lexicon import ChineseWords, chinese_words
from duizhao.claims.people_models import FoundName, Labelled

RULE_MODEL = "zh.person.model/1"
RULE_DOT = "zh.person.dotted/1"
RULE_TITLE = "zh.person.title/1"
RULE_SPEECH = "zh.person.speech/1"
RULE_LATIN = "zh.person.latin/1"
RULE_KNOWN = "zh.person.known/1"
DOT = "\N{MIDDLE DOT}"

_LATIN = regex.compile(r"\p{Lu}[\p{Latin}\p{M}]")
# Words of these tags are no part of a name: verbs, prepositions, conjunctions, particles, marks, numerals, pronouns, times.
_CLOSED = frozenset(("v", "vd", "p", "c", "u", "w", "d", "m", "q", "r", "xc", "TIME", "t", "f", "a", "ad"))
# What may stand in the role before a name: nouns, names of places and organisations, and what ties them together.
_ROLE_TAGS = frozenset(("n", "nz", "ORG", "LOC", "nt", "ns", "vn", "an", "s", "f", "a", "nw", "m"))


@lru_cache(maxsize=1)
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """(a dotted name, any character that a Chinese name could begin with)."""
    words = chinese_words()
    dots = regex.escape(words.dots, special_only=False)
    part = r"(?:\p{Han}{1,10}|\p{Lu}[\p{Latin}\p{M}.]{0,15})"
    dotted = regex.compile(rf"{part}(?:\s?[{dots}]\s?{part}){{1,6}}+")
    openers = "".join(sorted(words.surnames | words.transcription))
    return dotted, regex.compile(rf"[{openers}{dots}]\p{{Han}}|[{dots}]")


def can_hold_name(text: str) -> bool:
    """Whether a sentence can name a person at all.

    >>> can_hold_name("周林说"), can_hold_name("共15.3%")
    (True, False)
    """
    return _patterns()[1].search(text) is not None or _LATIN.search(text) is not None


def find(text: str, words: Sequence[Labelled], known: frozenset[str] = frozenset()) -> list[FoundName]:
    """The people of one Chinese text, in reading order, disjoint.

    `words` are the model's words; `known` holds names that the same document has used beside a title or in full.
    """
    lexicon = chinese_words()
    found: list[FoundName] = []
    for proposals in (
        _dotted(text, words, lexicon),
        _labelled(text, words, lexicon),
        _by_rule(text, words, lexicon),
        _latin(text, words),
        _known(text, words, known, lexicon),
    ):
        for name in proposals:
            if all(name.end <= other.start or name.start >= other.end for other in found):
                found.append(name)
    return sorted(found, key=lambda name: name.start)


def _dotted(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[FoundName]:
    """阿卜杜拉·哈姆多克: the dot says where a name is, the model's words and the characters say where it begins and ends."""
    for match in _patterns()[0].finditer(text):
        start, end = match.span()
        surface = match.group()
        first = next(i for i, c in enumerate(surface) if c in lexicon.dots) + start
        last = max(i for i, c in enumerate(surface) if c in lexicon.dots) + start
        begin = _part_start(text, words, start, first, lexicon)
        stop = _part_end(text, words, last + 1, end, lexicon)
        if begin >= first or stop <= last + 1:
            continue
        if (
            text[begin - 1 : begin] in ("《", "〈")
            and text[stop : stop + 1] in ("》", "〉")
            and not _labelled_person(words, begin, stop)
        ):
            continue
        name = _written(text[begin:stop], lexicon)
        parts = name.split(DOT)
        person = _labelled_person(words, begin, stop)
        foreign = all(_foreign_part(part, lexicon) for part in parts)
        if not (person or foreign) or _is_thing(text, begin, stop, words, lexicon):
            continue
        family, given = split_name(name)
        yield FoundName(begin, stop, name, family, given, _role(text, words, begin), 3.0 + person + foreign, RULE_DOT)


def _part_start(text: str, words: Sequence[Labelled], start: int, dot: int, lexicon: ChineseWords) -> int:
    """Where the part before the first dot begins."""
    while dot > start and text[dot - 1].isspace():
        dot -= 1
    begin = dot
    for word in reversed([word for word in words if word.start < dot and word.end > start]):
        if word.end > dot and word.label != "PER":
            # A word that runs over the dot: take the characters before it.
            begin = max(word.start, start)
            continue
        piece = text[max(word.start, start) : min(word.end, dot)]
        if begin < dot and (word.label in _CLOSED or piece in lexicon.before or not _foreign_part(piece, lexicon)):
            break
        if piece in lexicon.before:
            break
        begin = max(word.start, start)
        if word.label == "PER":
            break
    for size in range(min(6, dot - begin - 1), 1, -1):
        if text[begin : begin + size] in lexicon.before:
            return begin + size
    return begin


def _part_end(text: str, words: Sequence[Labelled], start: int, end: int, lexicon: ChineseWords) -> int:
    """Where the part after the last dot ends."""
    while start < end and text[start].isspace():
        start += 1
    stop = start
    for word in words:
        if word.end <= start or word.start >= end:
            continue
        piece = text[max(word.start, start) : min(word.end, end)]
        if stop > start and (
            word.label in _CLOSED or piece in lexicon.after or piece in lexicon.speech or not _foreign_part(piece, lexicon)
        ):
            break
        stop = min(word.end, end)
        if word.label == "PER":
            break
    for size in range(min(4, stop - start - 1), 1, -1):
        if text[stop - size : stop] in lexicon.after:
            return stop - size
    return stop


def _foreign_part(part: str, lexicon: ChineseWords) -> bool:
    if part[:1].isascii():
        return True
    return bool(part) and all(character in lexicon.transcription for character in part)


def _labelled_person(words: Sequence[Labelled], start: int, end: int) -> bool:
    return any(word.label == "PER" and word.start < end and word.end > start for word in words)


def _labelled(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[FoundName]:
    """What the model labels as a person, trimmed and checked."""
    for word in words:
        if word.label != "PER":
            continue
        start, end = word.start, word.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        surface = text[start:end]
        if not surface or not all(_is_han(character) or character in lexicon.dots for character in surface):
            continue
        for size in range(min(4, len(surface) - 2), 1, -1):
            if surface[-size:] in lexicon.after:
                end -= size
                surface = surface[:-size]
                break
        name = _written(surface, lexicon)
        if _refused(text, start, end, name, words, lexicon):
            continue
        family, given = split_name(name)
        yield FoundName(start, end, name, family, given, _role(text, words, start), 2.5, RULE_MODEL)


def _refused(text: str, start: int, end: int, name: str, words: Sequence[Labelled], lexicon: ChineseWords) -> bool:
    if len(name) < 2 or name in lexicon.not_person:
        return True
    if len(name) > 2 and name[-1] in lexicon.place_endings and name[0] not in lexicon.surnames:
        return True
    if len(name) > 3 and name[-1] in "省市县州郡区镇乡村岛":
        return True
    if len(name) == 2 and name[0] in lexicon.surnames and name[1] in "某氏姓":
        return name[1] != "某"
    return _is_thing(text, start, end, words, lexicon)


def _is_thing(text: str, start: int, end: int, words: Sequence[Labelled], lexicon: ChineseWords) -> bool:
    """The name is part of the name of a thing: 诺贝尔奖, 飓风罗莎."""
    before = text[:start].rstrip('“"「『 ')
    if any(before.endswith(word) for word in lexicon.storm_before):
        return True
    for word in words:
        if word.start == end:
            return text[word.start : word.end] in lexicon.thing_after
        if word.start < start and word.end > end and word.label in ("ORG", "LOC", "nw"):
            return True
    return False


def _by_rule(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[FoundName]:
    """Names the model misses, between a title and a verb of speech: of Chinese shape, or all of transcription characters."""
    for index, word in enumerate(words):
        if text[word.start : word.end] not in lexicon.before:
            continue
        start = word.end
        end = start
        for following in words[index + 1 : index + 4]:
            piece = text[following.start : following.end]
            if following.label in _CLOSED or piece in lexicon.speech or piece in lexicon.after:
                break
            end = following.end
        name = text[start:end]
        if not 2 <= len(name) <= 8 or _labelled_person(words, start, end) or not all(map(_is_han, name)):
            continue
        if not (_chinese_shape(name, lexicon) or (len(name) >= 3 and _foreign_part(name, lexicon))):
            continue
        tail = words[index + 1 :]
        after = next((text[w.start : w.end] for w in tail if w.start == end), "")
        if after not in lexicon.speech and after not in lexicon.after:
            continue
        if _refused(text, start, end, name, words, lexicon) or name in lexicon.before:
            continue
        family, given = split_name(name)
        yield FoundName(start, end, name, family, given, _role(text, words, start), 1.6, RULE_TITLE)


def _chinese_shape(name: str, lexicon: ChineseWords) -> bool:
    if name[:2] in lexicon.double_surnames:
        return 3 <= len(name) <= 4
    return name[0] in lexicon.surnames and 2 <= len(name) <= 3


def _latin(text: str, words: Sequence[Labelled]) -> Iterator[FoundName]:
    """Names in Latin letters inside Chinese text, by the English rules with the Chinese model's word for it."""
    if _LATIN.search(text) is None:
        return
    entities = [Labelled(word.start, word.end, "PERSON") for word in words if word.label == "PER"]
    entities += [Labelled(word.start, word.end, "ORG") for word in words if word.label in ("ORG", "LOC", "nw")]
    for name in people_en.find(text, entities):
        yield FoundName(name.start, name.end, name.name, name.family, name.given, None, name.score, RULE_LATIN)


def _known(text: str, words: Sequence[Labelled], known: frozenset[str], lexicon: ChineseWords) -> Iterator[FoundName]:
    """Names that the same document has used elsewhere, where whole words cover them."""
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for name in sorted(known, key=len, reverse=True):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if len(name) > 1 and start in starts and end in ends and not _refused(text, start, end, name, words, lexicon):
                family, given = split_name(name)
                yield FoundName(start, end, name, family, given, _role(text, words, start), 2.0, RULE_KNOWN)
            start = text.find(name, end)


def _role(text: str, words: Sequence[Labelled], start: int) -> str | None:
    """The title or role that stands directly before a name: 市疾控中心副主任."""
    lexicon = chinese_words()
    index = next((i for i, word in enumerate(words) if word.end >= start), len(words)) if words else 0
    if not words or index == len(words):
        return None
    if words[index].end > start:
        index -= 1
    if index < 0 or words[index].end != start:
        return None
    last = text[words[index].start : words[index].end]
    if not any(last.endswith(title) for title in lexicon.before):
        return None
    begin = words[index].start
    for word in reversed(words[:index]):
        if word.label not in _ROLE_TAGS:
            break
        begin = word.start
    return text[begin:start].strip() or None


def split_name(name: str) -> tuple[str | None, str | None]:
    """(family, given) of a Chinese name or of a name transcribed into Chinese.

    >>> split_name("周林"), split_name("欧阳修文"), split_name("阿卜杜拉·哈姆多克"), split_name("特朗普")
    (('周', '林'), ('欧阳', '修文'), ('哈姆多克', '阿卜杜拉'), ('特朗普', None))
    """
    if DOT in name:
        parts = name.split(DOT)
        return parts[-1], DOT.join(parts[:-1])
    lexicon = chinese_words()
    if is_foreign(name) or not _chinese_shape(name, lexicon):
        return name, None
    cut = 2 if name[:2] in lexicon.double_surnames and len(name) > 2 else 1
    return name[:cut], name[cut:]


def is_foreign(name: str) -> bool:
    """Whether an undotted name of two or three characters reads as a transcription: 罗比 yes, 周林 no.

    >>> is_foreign("罗比"), is_foreign("周林"), is_foreign("马克龙")
    (True, False, True)
    """
    lexicon = chinese_words()
    if name in lexicon.foreign_names:
        return True
    if not all(character in lexicon.transcription for character in name):
        return False
    return name[0] not in lexicon.surnames or name[1] in lexicon.foreign or name[-1] in lexicon.foreign


def _written(surface: str, lexicon: ChineseWords) -> str:
    """The name with one kind of dot and no spaces around it."""
    name = "".join(DOT if character in lexicon.dots else character for character in surface)
    return DOT.join(part.strip() for part in name.split(DOT))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff" or character == "\u3007"
