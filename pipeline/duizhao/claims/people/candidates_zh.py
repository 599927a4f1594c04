"""Where a name could stand in Chinese text, before anything is weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from duizhao.claims.people.lexicon import ChineseWords, chinese_words
from duizhao.claims.people.models import Labelled
from duizhao.claims.words_zh import dictionary

DOT = "\N{MIDDLE DOT}"
# Words of these tags are no part of a name: verbs, prepositions, conjunctions, particles, marks, numerals, pronouns, times.
_CLOSED = frozenset(("v", "vd", "p", "c", "u", "w", "d", "m", "q", "r", "xc", "TIME", "t", "f", "a", "ad"))
_LETTER = regex.compile(r"\p{Lu}[\p{Latin}\p{M}]")
_ORDINAL = regex.compile(r"[一二三四五六七八九十]{1,3}世")
_SOLID = regex.compile(r"\S+")
_LONGEST_PART = 10
# 陈某 hides a name; 伍佰 is a sum.
_NEVER = frozenset("某佰仟")
_CONJUNCTIONS = "和与及、跟同"
# Adverbs that the model takes for the last character of a dotted name.
_ADVERBS = "曾将已也就都还又则亦均便才刚正再仍"
# 李和奥林 between two dots; and what no name ends with.
_TWO_NAMES = regex.compile(r"[·•‧・．･∙⋅]\p{Han}{1,8}[和与及跟同]\p{Han}{1,8}[·•‧・．･∙⋅]")
_THING = regex.compile(
    r"[·•‧・．･∙⋅].*(?:出版社|公司|集团|大学|学院|医院|银行|基金会|俱乐部|酒店|餐厅|法案|机场|中学|小学|博物馆|研究所|事务所)$"
)
# What may stand directly after a Chinese name of unsure length.
_STOPS = frozenset(
    '，。、；：？！,.;:?!（）()“”"《》〈〉 \u3000的和与及等在于是为从向到对将把被曾已也就都还又不说称道问答任率于以因则'
)
_COUNTED = regex.compile(r"[二两三四五六七八九十\d]{1,2}[人名位]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text[start:end]` could be a name; `name` is it with one kind of dot; `sources` say who proposes it."""

    start: int
    end: int
    name: str
    sources: frozenset[str]


@lru_cache(maxsize=1)
def _openers() -> regex.Pattern[str]:
    words = chinese_words()
    characters = "".join(sorted(words.surnames | words.transcription))
    dots = regex.escape(words.dots, special_only=False)
    return regex.compile(rf"[{characters}]\p{{Han}}|[{dots}]|[{''.join(sorted(words.familiar))}]\p{{Han}}")


def can_hold_name(text: str) -> bool:
    """Whether a sentence can name a person at all.

    >>> can_hold_name("周林说"), can_hold_name("共15.3%")
    (True, False)
    """
    return _openers().search(text) is not None or _LETTER.search(text) is not None


def candidates(text: str, words: Sequence[Labelled], known: frozenset[str]) -> list[Candidate]:
    """All candidates, each span once, with everything that proposes it."""
    lexicon = chinese_words()
    sources: dict[tuple[int, int], set[str]] = {}
    proposals = (
        ("dot", _dotted(text, words, lexicon)),
        ("model", _labelled(text, words, lexicon)),
        ("title", _after_titles(text, words, lexicon)),
        ("speech", _before_speech(text, words, lexicon)),
        ("run", _transcribed(text, words, lexicon)),
        ("list", _listed(text)),
        ("known", _known(text, words, known)),
    )
    for source, spans in proposals:
        for span in spans:
            if not _titled(text[span[0] : span[1]], lexicon) and not _takes_in_verb(text, *span, lexicon):
                sources.setdefault(span, set()).add(source)
    return [
        Candidate(start, end, written(text[start:end], lexicon), frozenset(found))
        for (start, end), found in sorted(sources.items())
    ]


def _titled(surface: str, lexicon: ChineseWords) -> bool:
    """周团长, 陈队: a family name and a title is not a whole name, and 房东 a title that begins like one."""
    if surface in lexicon.before or surface[:2] in lexicon.before or not _NEVER.isdisjoint(surface):
        return True
    return any(surface[1:] in titles for titles in (lexicon.after, lexicon.before, lexicon.address))


def written(surface: str, lexicon: ChineseWords) -> str:
    """The name with one kind of dot and no spaces around it."""
    name = "".join(DOT if character in lexicon.dots else character for character in surface)
    return DOT.join(part.strip() for part in name.split(DOT))


def is_han(character: str) -> bool:
    """Whether a character is a Han character of a name."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def foreign_part(part: str, lexicon: ChineseWords) -> bool:
    """Whether a name part is all transcription characters, or Latin letters."""
    if part[:1].isascii():
        return part[:1].isalpha()
    return bool(part) and all(character in lexicon.transcription or character == "-" for character in part)


def chinese_shape(name: str, lexicon: ChineseWords) -> bool:
    """Whether a name is a family name and one or two characters."""
    if name[:2] in lexicon.double_surnames:
        return 3 <= len(name) <= 4
    return bool(name) and name[0] in lexicon.surnames and 2 <= len(name) <= 3


def japanese_shape(name: str, lexicon: ChineseWords) -> bool:
    """Whether a name is a Japanese family name and one to three characters."""
    return any(name[:size] in lexicon.japanese_surnames and size < len(name) <= size + 3 for size in (2, 3))


def _dotted(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[tuple[int, int]]:
    """阿卜杜拉·哈姆多克: the dot says where a name is, the model's words and the characters say where it begins and ends."""
    dots = [
        i for i, c in enumerate(text) if (c in lexicon.dots or (c == "." and _after_initial(text, i))) and 0 < i < len(text) - 1
    ]
    index = 0
    while index < len(dots):
        last = index
        while last + 1 < len(dots) and _one_part(text, words, dots[last] + 1, dots[last + 1], lexicon):
            last += 1
        start, end = _part_start(text, words, dots[index], lexicon), _part_end(text, words, dots[last] + 1, lexicon)
        # Two names in one word of the model, 迈克·李和奥林·哈奇: each ends, or begins, at the conjunction between two dots.
        if last + 1 < len(dots) and dots[last + 1] < end:
            cut = next((i for i in range(dots[last] + 2, dots[last + 1]) if text[i] in _CONJUNCTIONS), end)
            end = min(end, cut)
        if index > 0 and start <= dots[index - 1]:
            start = next((i + 1 for i in range(dots[index] - 2, dots[index - 1], -1) if text[i] in _CONJUNCTIONS), start)
        while end - dots[last] > 2 and text[end - 1] in _ADVERBS:
            end -= 1
        if _THING.search(text[start:end]):
            index = last + 1
            continue
        sound = text[start : dots[index]].strip() and text[dots[last] + 1 : end].strip() and not text[start:end][0].isspace()
        if sound and "、" not in text[start:end]:
            yield start, end
        index = last + 1


def _after_initial(text: str, position: int) -> bool:
    """J.K.罗琳, 乔治·W.布什: a full stop after an initial, with a Chinese name after it."""
    return (
        text[position - 1].isascii()
        and text[position - 1].isupper()
        and (position < 2 or not text[position - 2].isascii() or text[position - 2] == ".")
        and (is_han(text[position + 1]) or text[position + 1 : position + 2].isupper())
        if position + 1 < len(text) and position > 0
        else False
    )


def _one_part(text: str, words: Sequence[Labelled], start: int, end: int, lexicon: ChineseWords) -> bool:
    part = text[start:end].strip()
    if not part or len(part) > _LONGEST_PART or not (is_han(part[0]) or part[0].isupper()):
        return False
    if len(part) < 3 and part.isascii():
        return True
    if any(word.label == "PER" and word.start < start and word.end > end for word in words):
        return all(is_han(character) and character not in "和与及、跟同" for character in part)
    return foreign_part(part, lexicon) and not any(
        word.start > start and word.end < end and word.label in _CLOSED for word in words
    )


def _part_start(text: str, words: Sequence[Labelled], dot: int, lexicon: ChineseWords) -> int:
    """Where the part before the first dot begins."""
    limit = dot
    while limit > 0 and text[limit - 1] == " ":
        limit -= 1
    if limit and text[limit - 1].isascii() and text[limit - 1].isalpha():
        begin = limit
        while begin > 0 and text[begin - 1].isascii() and text[begin - 1].isalpha():
            begin -= 1
        return begin if text[begin].isupper() else dot
    begin = limit
    for word in reversed([word for word in words if word.start < limit]):
        piece = text[word.start : min(word.end, limit)]
        person = word.label == "PER"
        if begin < limit and piece != "-" and (word.label in _CLOSED or piece in lexicon.before):
            break
        if not person and not foreign_part(piece, lexicon):
            # A word of which only the last characters are transcription: 总统阿卜杜拉 cut wrongly.
            tail = len(piece)
            while tail > 0 and piece[tail - 1] in lexicon.transcription:
                tail -= 1
            if begin == limit and tail < len(piece):
                begin = word.start + tail
            break
        begin = word.start
        if limit - begin >= _LONGEST_PART or (person and not _continues_left(text, words, begin, lexicon)):
            break
    for size in range(min(6, limit - begin - 1), 1, -1):
        if text[begin : begin + size] in lexicon.before:
            return begin + size
    return begin


def _continues_left(text: str, words: Sequence[Labelled], begin: int, lexicon: ChineseWords) -> bool:
    """格温|妮丝·帕特罗: the model has cut a name, and its first half is no word of its own."""
    if text[begin - 1 : begin] == "-":
        return True
    previous = next((word for word in words if word.end == begin), None)
    if previous is None or previous.label not in ("n", "nz", "nw", "PER"):
        return False
    piece = text[previous.start : previous.end]
    return len(piece) > 1 and piece not in lexicon.before | lexicon.not_person and foreign_part(piece, lexicon)


def _part_end(text: str, words: Sequence[Labelled], start: int, lexicon: ChineseWords) -> int:
    """Where the part after the last dot ends."""
    first = start
    while first < len(text) and text[first] == " ":
        first += 1
    stop = first
    for word in words:
        if word.end <= first:
            continue
        piece = text[max(word.start, first) : word.end]
        person = word.label == "PER"
        if stop > first and (word.label in _CLOSED or piece in lexicon.after or piece in lexicon.speech):
            break
        if not person and not foreign_part(piece, lexicon):
            size = 0
            while size < len(piece) and piece[size] in lexicon.transcription:
                size += 1
            if stop == first:
                stop = first + size
            break
        stop = word.end
        if person or stop - first >= _LONGEST_PART:
            break
    for size in range(min(4, stop - first - 1), 1, -1):
        if text[stop - size : stop] in lexicon.after:
            return stop - size
    return stop - 1 if stop - first > 2 and _begins_title(text, stop - 1, lexicon) else stop


def _labelled(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[tuple[int, int]]:
    """What the model labels as a person, without a title at its end, and where its end is in doubt the other ends as well."""
    for start, end in _pieces(text, words):
        surface = text[start:end]
        if not all(is_han(c) or c in lexicon.dots or c == "-" for c in surface):
            continue
        for size in range(min(4, len(surface) - 1), 1, -1):
            if surface[-size:] in lexicon.after:
                end -= size
                break
        # 周瑞家的, somebody's wife; 周林主|任, the title cut.
        if end - start > 2 and (text.startswith("家的", end - 1) or _begins_title(text, end - 1, lexicon)):
            end -= 1
        end -= _takes_in_verb(text, start, end, lexicon)
        surface = text[start:end]
        if len(surface) < 2 or _TWO_NAMES.search(surface) or _THING.search(surface):
            continue
        ordinal = _ORDINAL.match(text, end)
        if ordinal is not None:
            yield start, ordinal.end()
            continue
        yield start, end
        third = text[end : end + 1]
        if (
            len(surface) == 2
            and chinese_shape(surface, lexicon)
            and third not in ("", "家")
            and not _begins_title(text, end, lexicon)
            and is_han(third)
            and not any(word.start == end and word.end == end + 1 and word.label == "v" for word in words)
            and _may_end(text, end + 1)
        ):
            yield start, end + 1
        taken_in = surface[-1] in lexicon.never_last or text[end - 1 : end + 1] in lexicon.joined
        if len(surface) > 2 and taken_in and surface[:2] not in lexicon.double_surnames:
            yield start, end - 1


def _takes_in_verb(text: str, start: int, end: int, lexicon: ChineseWords) -> bool:
    """总统卢拉|访问: the model has taken the first character of a verb for the last one of a transcription."""
    head, last = text[start : end - 1], text[end - 1]
    if len(head) < 2 or last in lexicon.transcription or not all(character in lexicon.transcription for character in head):
        return False
    return dictionary().get(text[end - 1 : end + 1], "").startswith("v")


def _begins_title(text: str, start: int, lexicon: ChineseWords) -> bool:
    """Whether a title of two characters or more begins here: 周林|主任医师."""
    return any(text[start : start + size] in titles for size in range(2, 6) for titles in (lexicon.after, lexicon.before))


def _pieces(text: str, words: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """The model's people, cut at spaces."""
    for word in words:
        if word.label == "PER":
            for match in _SOLID.finditer(text, word.start, word.end):
                yield match.span()


def _may_end(text: str, end: int) -> bool:
    """Whether a name may end here: a mark, a verb of speech, a title, a count of people."""
    if end >= len(text) or text[end] in _STOPS:
        return True
    tail = text[end : end + 6]
    return tail.startswith(_enders()) or _COUNTED.match(tail) is not None


@lru_cache(maxsize=1)
def _enders() -> tuple[str, ...]:
    words = chinese_words()
    return tuple(sorted(words.after | words.speech))


def _after_titles(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[tuple[int, int]]:
    """董事长：周一林, 司机马全周（52岁）: between a title and where a name may end, of Chinese shape or all of transcription."""
    for match in _titles().finditer(text):
        start = match.end()
        while start < len(text) and text[start] in " \u3000：:":
            start += 1
        for size in (5, 4, 3, 2):
            name = text[start : start + size]
            if (
                len(name) == size
                and all(map(is_han, name))
                and (chinese_shape(name, lexicon) or (size > 3 and japanese_shape(name, lexicon)))
                and not lexicon.never_in.intersection(name[1:])
                and _may_end_verb(text, words, start + size)
            ):
                yield start, start + size
        stop = start
        while stop < len(text) and stop - start < _LONGEST_PART and text[stop] in lexicon.transcription:
            stop += 1
        if stop - start >= 2 and _may_end_verb(text, words, stop):
            yield start, stop


def _may_end_verb(text: str, words: Sequence[Labelled], end: int) -> bool:
    if _may_end(text, end):
        return True
    return any(word.start == end and word.label in ("v", "d", "p", "TIME", "c", "u", "vd") for word in words)


@lru_cache(maxsize=1)
def _titles() -> regex.Pattern[str]:
    """Every title at once, the longest first."""
    words = chinese_words()
    labels = [f"{label}[：:]" for label in words.labels]
    return regex.compile("|".join([*labels, *sorted(map(regex.escape, words.before), key=len, reverse=True)]))


def _before_speech(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[tuple[int, int]]:
    """周小林说: a Chinese name from the beginning of a clause up to a verb of speech."""
    for word in words:
        if text[word.start : word.end] not in lexicon.speech:
            continue
        for size in (2, 3, 4):
            start = word.start - size
            if (
                start < 0
                or not chinese_shape(text[start : word.start], lexicon)
                or lexicon.never_in.intersection(text[start : word.start])
            ):
                continue
            opening = start == 0 or text[start - 1] in '，。、；：？！,;:?!（(“”"》 \u3000'
            if opening and all(map(is_han, text[start : word.start])):
                yield start, word.start


def _transcribed(text: str, words: Sequence[Labelled], lexicon: ChineseWords) -> Iterator[tuple[int, int]]:
    """Words that are all transcription characters and that the model takes for something else."""
    for word in words:
        piece = text[word.start : word.end]
        if (
            word.label in ("nz", "n", "LOC", "ORG", "nw")
            and 2 <= len(piece) <= 8
            and all(c in lexicon.transcription for c in piece)
        ):
            yield word.start, word.end


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """People everybody knows by one name (鲁迅, 屈原, 方济各), which the model often does not."""
    for match in _famous().finditer(text):
        yield match.span()


@lru_cache(maxsize=1)
def _famous() -> regex.Pattern[str]:
    return regex.compile("|".join(sorted(map(regex.escape, chinese_words().famous), key=len, reverse=True)))


def _known(text: str, words: Sequence[Labelled], known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Names that the same document has used elsewhere, where whole words cover them or none but the name's own."""
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for name in known:
        start = text.find(name) if len(name) > 1 else -1
        while start >= 0:
            end = start + len(name)
            if len(name) > 2 or (start in starts and end in ends):
                yield start, end
            start = text.find(name, end)
