"""What a Chinese measure word counts: the noun behind it, found in jieba's word list."""

from __future__ import annotations

import re

from duizhao.claims import lexicon
from duizhao.claims.numerals.positional_zh import DIGITS
from duizhao.claims.patterns import any_of
from duizhao.claims.units import noun_classes_zh
from duizhao.claims.words_zh import common_words, dictionary, longest_from, words_from, words_to

# 摄影师, 铁匠, 化学家, 外交官, 恐怖分子; not 会师, 国家, 器官, 高分子
_CALLINGS = "[^会出京雄水誓兵甲克一]师|匠|..[^国人]家|[学作画专]家|.[^器感]官|[军法警考]官|[^高大氧]分子|教徒|信徒"
_PERSON = re.compile(f"(?:{any_of(lexicon.chinese_words().person_endings)}|[^或]者|[^主]员|[^器法木]人|{_CALLINGS})$")
# Words that may stand before the head noun, by jieba's tags: nouns, adjectives, verbs used as such, names, abbreviations.
_TAGS = frozenset("nabvljs")
_NO_TAGS = frozenset({"v", "vd", "ad", "vshi", "vyou", "vi"})
_NOUNS = frozenset({"n", "nz", "nt", "l", "j", "ng", "nrt"})
_NOUN_WORDS = 4
# Words that end a phrase, though their tag is one of a verb; and what is held ends in one of these.
_NO_PHRASE = frozenset({"vshi", "vyou", "ad", "vd"})
_HELD = lexicon.chinese_words().held
# A phrase for something held is no shorter than this.
_EVENT = 4
# Behind 代表 what a figure stands for; delegates attend, or are of a body.
_STANDS_FOR = re.compile("[一-鿿](?<![出参与到投团大们中和及的来共齐欢聚会])")
# Behind 块 these end the phrase, so that it is money.
_NO_PIECE = frozenset("的钱多左就买人以上下起每一二三四五六七八九")


def noun_behind(text: str, at: int) -> tuple[str | None, str | None]:
    """The noun at `at` as written, and its class where the lexicon knows it; of the words behind, the last noun is the head.

    Adjectives, verbs, names and places only stand before a noun: 47个非洲国家工作 ends at 国家.
    """
    classes = noun_classes_zh()
    end = at
    found: str | None = None
    for begin, stop, tag in words_from(text, at, _NOUN_WORDS):
        word = text[begin:stop]
        noun = word in classes or tag in _NOUNS or (end == at and tag == "vn")
        if not noun and (found is not None or not tag or tag[0] not in _TAGS or tag in _NO_TAGS):
            break
        if not noun:
            continue
        if found is None and word == "代表" and end == at and _STANDS_FOR.match(text, stop):
            break  # 1到7代表工作日
        found = classes.get(word) or ("person" if tag in {"n", "nz"} and _PERSON.search(word) else None)
        end = stop
        if text[end : end + 1] in {"员", "者"} and found is None:
            found, end = "person", end + 1
            break
    if end > at and dictionary().get(text[end - 1 : end + 1]) == "n" and longest_from(text, end) == end + 1:
        end += 1  # 协调会 begins 协调会议
    return (text[at:end] or None), found


def noun_before(text: str, at: int) -> str | None:
    """The noun that a count stands behind, as lists tell it: 医疗机构 of 医疗机构23家次, 技术交流会 of 举办技术交流会56次."""
    begin, seen = at, False
    for start, end, tag in words_to(text, at, _NOUN_WORDS):
        noun = tag in _NOUNS or text[start:end] in noun_classes_zh()
        if text[start:end] in lexicon.chinese_words().no_subject or not (noun or (seen and tag in {"vn", "an", "a", "b", "s"})):
            break
        if noun:
            begin, seen = start, True
    told = text[begin:at]
    return told if seen and len(told) > 1 else None


def event_behind(text: str, at: int, stop: int) -> int:
    """Where the noun phrase from `at` on ends, which `noun_behind` has read up to `stop`: 疫情防控交流视频会 is a meeting.

    What follows must be nouns and verbs without a break, up to a word for something held, and the phrase must end there.
    """
    end = stop
    for _, last, tag in words_from(text, stop, _NOUN_WORDS):
        if not tag or tag[0] not in "nvajlb" or tag in _NO_PHRASE:
            break
        end = last
        if text[at:end].endswith(_HELD) and end - at >= _EVENT and not "\u4e00" <= text[end : end + 1] <= "\u9fff":
            return end
    return stop


def measure_stands(text: str, at: int, end: int) -> bool:
    """Whether a measure word of one character is one here, and does not begin a noun (120万群众, 两部分; but 三名医生)."""
    if end - at != 1 or text[at] == "个":
        return True
    stop = longest_from(text, at)
    word = text[at:stop]
    if stop == end or (word not in noun_classes_zh() and (dictionary().get(word) != "n" or word not in common_words())):
        return True
    return longest_from(text, end) > stop


def pieces(text: str, at: int) -> bool:
    """块 counts pieces where a noun follows, and money where the phrase ends."""
    following = text[at : at + 1]
    if following.isascii() and following.isalpha():
        return True  # 8块GPU
    if not "\u4e00" <= following <= "\u9fff":
        return False
    if following in _NO_PIECE and not (following in DIGITS and longest_from(text, at) - at > 2):  # 18块六边形镜片
        return False
    return next((tag[:1] in {"n", "v", "a", "b"} for _, _, tag in words_from(text, at, 1)), False)
