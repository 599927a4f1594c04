"""People in Chinese text: candidates from the model, from dots, titles and verbs of speech, weighed by what stands around them.

As in English, every sign for or against a person is a named piece of evidence with a fitted weight in
`lexicon/people-weights.toml`; the sum is the log-odds that the candidate names a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from duizhao.claims.people import english
from duizhao.claims.people.address_zh import addressed
from duizhao.claims.people.candidates_zh import (
    DOT,
    Candidate,
    can_hold_name,
    candidates,
    chinese_shape,
    foreign_part,
    japanese_shape,
)
from duizhao.claims.people.lexicon import ChineseWords, chinese_words, english_words, weights
from duizhao.claims.people.models import FoundName, Labelled
from duizhao.claims.people.pinyin import split_name as split_latin
from duizhao.claims.people.roles_zh import as_tuple, chinese_role, ends_with_title, share_roles
from duizhao.claims.words_zh import dictionary

__all__ = ["can_hold_name", "evidence", "find", "is_foreign", "split_name"]

# Log-odds from which a candidate is taken.
ACCEPT = 0.0
_RULES = {
    "model": "zh.person.model/4",
    "dot": "zh.person.dotted/4",
    "title": "zh.person.title/4",
    "speech": "zh.person.speech/4",
    "list": "zh.person.famous/4",
    "run": "zh.person.transcription/4",
    "known": "zh.person.known/4",
}
# Words of `thing_after` that are verbs too: 蓬佩奥计划出访.
_ALSO_VERBS = frozenset(("计划",))
_RULE_LATIN = "zh.person.latin/4"
_QUOTES = {
    "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "「": "」",
    "『": "』",
    '"': '"',
    "《": "》",
    "〈": "〉",
}
_GLOSS = regex.compile(r"[（(]\s?(?:[\p{Latin} .·'’\-]{3,40}+[）)]|\d{2}岁|[男女])")
_NAME_IN_BRACKETS = regex.compile(r"\s?[（(]\s?(\p{Lu}[\p{Latin}\p{M}.'’\-]*+(?: [\p{Latin}\p{M}.'’\-]++){0,4})\s?[）)]")
_ORDINAL = regex.compile(r"[一二三四五六七八九十]{1,3}世$")
_LATIN = regex.compile(r"\p{Lu}[\p{Latin}\p{M}]")


def find(text: str, words: Sequence[Labelled], known: frozenset[str] = frozenset()) -> list[FoundName]:
    """The people of one Chinese text, in reading order, disjoint.

    `words` are the model's words; `known` holds names that the same document has used with confidence.
    """
    table = weights("zh")
    judged = []
    for candidate in candidates(text, words, known):
        signs = frozenset(evidence(text, words, candidate, known))
        score = table["bias"] + sum(table.get(sign, 0.0) for sign in signs)
        if score > ACCEPT:
            judged.append((score, candidate))
    judged = [(score, candidate) for score, candidate in judged if not any(_swallows(other, candidate) for _, other in judged)]
    found = [name for name in addressed(text, words) if not any(_is_whole(candidate, name) for _, candidate in judged)]
    # A whole dotted name goes before its parts, whatever these score.
    for score, candidate in sorted(judged, key=lambda pair: (DOT not in pair[1].name, -pair[0], pair[1].start - pair[1].end)):
        if all(candidate.end <= other.start or candidate.start >= other.end for other in found):
            found.append(_name(text, words, candidate, score))
    found.extend(_glosses(text, found))
    found.extend(name for name in _latin(text, words) if all(name.end <= o.start or name.start >= o.end for o in found))
    return share_roles(text, sorted(found, key=lambda name: name.start))


def _is_whole(candidate: Candidate, name: FoundName) -> bool:
    """Whether what looks like a form of address is, or belongs to, a name of another kind: 唐僧, 老舍."""
    if candidate.end <= name.start or candidate.start >= name.end:
        return False
    return "list" in candidate.sources or DOT in candidate.name


def _of_dictionary(text: str, start: int, end: int, name: str) -> Iterator[str]:
    """What the dictionary calls the name, and whether its first or last character makes a word with what stands outside."""
    known = dictionary()
    tag = known.get(name)
    if tag is not None:
        yield (
            "dictionary.person"
            if tag.startswith("nr")
            else "dictionary.place"
            if tag in ("ns", "nt", "nz")
            else "dictionary.word"
        )
    if DOT not in name:
        if len(name) > 2 and text[end - 1 : end + 1] in known:
            yield "joined.after"
        # 申明中: the first two characters are a word, and no name.
        if len(name) == 3 and known.get(name[:2], "nr").startswith(("v", "d", "a", "c", "p")):
            yield "dictionary.front"
        if start > 0 and text[start - 1 : start + 1] in known and text[start - 1] not in "说对和与":
            yield "joined.before"


def _swallows(outer: Candidate, inner: Candidate) -> bool:
    """Of a name from the list and a longer or shorter one at the same place the longer is meant: 唐纳德特朗普, 泽连斯基."""
    longer = outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start
    return longer and ("list" in outer.sources or ("list" in inner.sources and len(outer.name) - len(inner.name) > 1))


def evidence(text: str, words: Sequence[Labelled], candidate: Candidate, known: frozenset[str]) -> Iterator[str]:
    """The signs that a candidate is, or is not, a person; each is a key of `people-weights.toml`."""
    lexicon = chinese_words()
    start, end, name = candidate.start, candidate.end, candidate.name
    for source in sorted(candidate.sources):
        yield f"source.{source}"
    label = _label(words, start, end)
    yield label
    if label == "label.noun" and candidate.sources == {"speech"}:
        yield "speech+noun"
    if len(name) > 2 and (text[end - 1 : end + 1] in lexicon.joined or name[-2:] in lexicon.joined):
        yield "word.never-last"
    yield from _of_dictionary(text, start, end, name)
    yield from _of_name(name, known, lexicon)
    yield from _before(text, words, start, lexicon)
    foreign = DOT in name or not chinese_shape(name, lexicon) or is_foreign(name) or name in lexicon.famous
    follows = list(_after(text, words, end, foreign, lexicon))
    yield from follows
    # 福格先生, 切斯勒教授: a transcription in address.
    if "after.title" in follows and foreign and DOT not in name:
        yield "foreign+title"
    if chinese_shape(name, lexicon) and len(name) == 2 and not is_foreign(name):
        yield from _support(text, words, start, end, lexicon)
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before in lexicon.dots) or (after and after in lexicon.dots):
        yield "beside.dot"
    if before in _QUOTES and _QUOTES[before] == after:
        yield "quoted"
    if any(word.start < start and word.end > end and word.label in ("ORG", "LOC", "nw") for word in words):
        yield "inside.thing"


def _support(text: str, words: Sequence[Labelled], start: int, end: int, lexicon: ChineseWords) -> Iterator[str]:
    """A name of two characters is often a word: whether anything beside it says that it is a person."""
    signs = {*_before(text, words, start, lexicon), *_after(text, words, end, False, lexicon)}
    if signs & {"before.title", "after.title", "after.speech", "after.bracket", "before.person-list", "after.person-list"}:
        yield "short+support"


def _label(words: Sequence[Labelled], start: int, end: int) -> str:
    """What the model says of a span: `PER` where it labels exactly this, else what it labels the first word of it."""
    for word in words:
        if word.end > start and word.start < end:
            if word.label == "PER":
                return "label.person" if (word.start, word.end) == (start, end) else "label.person-part"
            if word.start == start and word.end == start + 1 < end and word.label in ("d", "p", "c", "u", "r", "v", "vd"):
                return "label.function"
            if (word.start, word.end) == (start, end):
                return {
                    "LOC": "label.place",
                    "ORG": "label.organisation",
                    "n": "label.noun",
                    "nz": "label.noun",
                    "v": "label.verb",
                }.get(word.label, "label.other")
            return "label.cut"
    return "label.other"


def _of_name(name: str, known: frozenset[str], lexicon: ChineseWords) -> Iterator[str]:
    yield from _of_shape(name, lexicon)
    if DOT not in name:
        yield from _of_one_word(name, lexicon)
    if name in lexicon.not_person:
        yield "word.not-person"
    if name in lexicon.famous:
        yield "word.famous"
    if name in lexicon.given_foreign or name.split(DOT)[0] in lexicon.given_foreign:
        yield "word.given"
    if name in lexicon.towns and name not in lexicon.given_foreign | lexicon.famous | lexicon.foreign_names:
        yield "word.town"
    if name in known:
        yield "known"


def _of_shape(name: str, lexicon: ChineseWords) -> Iterator[str]:
    """How the name is written: with the dot of foreign names, as a Chinese, foreign or Japanese name, or otherwise."""
    if DOT in name:
        plain = name.replace(DOT, "")
        yield "shape.dotted"
        if all(foreign_part(part, lexicon) for part in name.split(DOT)):
            yield "shape.dotted+transcription"
        elif sum(character in lexicon.transcription for character in plain) >= 0.6 * len(plain):
            yield "shape.dotted+mostly"
    elif chinese_shape(name, lexicon) and not is_foreign(name):
        yield f"shape.chinese-{min(len(name), 4)}"
        if name[0] in lexicon.weak_surnames:
            yield "shape.weak-surname"
    elif foreign_part(name, lexicon):
        yield f"shape.foreign-{min(len(name), 5)}"
    elif japanese_shape(name, lexicon):
        yield "shape.japanese"
    else:
        yield "shape.mostly-foreign" if _mostly(name, lexicon) else "shape.other"


def _of_one_word(name: str, lexicon: ChineseWords) -> Iterator[str]:
    """What the first and the last character say of a name without a dot, and what it holds that is no person."""
    if name not in lexicon.not_person and any(place in name for place in lexicon.not_person if len(place) > 2):
        yield "word.not-person"
    if name[0] == "圣" and len(name) > 2:
        yield "word.saint"
    if name[-1] in lexicon.place_endings and len(name) > 2:
        yield "word.thing-ending" if name[-1] in lexicon.thing_endings else "word.place-ending"
    if name[-1] in lexicon.never_last:
        yield "word.never-last"


def _mostly(name: str, lexicon: ChineseWords) -> bool:
    """Transcription but for a character or an ordinal: 米尔济约耶夫, 阿卜杜拉二世."""
    bare = _ORDINAL.sub("", name)
    known = sum(character in lexicon.transcription for character in bare)
    return len(bare) > 2 and known >= 0.7 * len(bare)


def _before(text: str, words: Sequence[Labelled], start: int, lexicon: ChineseWords) -> Iterator[str]:
    head = text[:start].rstrip(' \u3000\N{LEFT DOUBLE QUOTATION MARK}"「『')
    if not head:
        yield "before.opening"
        return
    if head.endswith(as_tuple(lexicon.storm_before)):
        yield "before.storm"
    previous = next((word for word in reversed(words) if word.end <= len(head) and text[word.start : word.end].strip()), None)
    piece = text[previous.start : previous.end] if previous is not None else ""
    if ends_with_title(head, previous, piece, lexicon):
        yield "before.title"
    elif head.endswith(as_tuple(lexicon.object_verbs)):
        yield "before.object"
    elif piece in lexicon.place_before:
        yield "before.place"
    elif _listed_after_person(text, words, previous, piece, start):
        yield "before.person-list"
    elif previous is not None and previous.label == "w":
        yield "before.mark"
    elif previous is not None and previous.label in ("LOC", "ORG"):
        yield "before.organisation"


def _listed_after_person(text: str, words: Sequence[Labelled], previous: Labelled | None, piece: str, start: int) -> bool:
    """周林、李文; 周林和李文; 周林 李文."""
    if previous is None:
        return False
    if previous.label == "PER":
        return text[previous.end : start].isspace()
    return piece in ("、", "和", "与", "及", "以及", "跟", "同") and _person_ends(words, previous.start)


def _person_ends(words: Sequence[Labelled], end: int) -> bool:
    return any(word.label == "PER" and word.end == end for word in words)


def _after(text: str, words: Sequence[Labelled], end: int, foreign: bool, lexicon: ChineseWords) -> Iterator[str]:
    tail = text[end:].lstrip(" ")
    following = next((word for word in words if word.start >= end and text[word.start : word.end].strip()), None)
    piece = text[following.start : following.end] if following is not None else ""
    if not tail:
        yield "after.end"
        return
    if (
        (
            piece in lexicon.thing_after
            and tail[:2] not in ("赛后", "赛前")
            and not (piece in _ALSO_VERBS and following is not None and following.label == "v")
        )
        or tail[0] in "省市县州郡"
        or (
            foreign
            and tail.startswith(_long_things())
            and not (piece in _ALSO_VERBS and following is not None and following.label == "v")
        )
    ):
        yield "after.thing"
    elif tail.removeprefix("副").startswith(as_tuple(lexicon.after)):
        yield "after.title"
    elif tail.startswith(as_tuple(lexicon.speech)):
        yield "after.speech"
    elif tail[0] in "（(":
        yield "after.gloss" if _GLOSS.match(tail) else "after.bracket"
    elif tail[0] in "：:":
        yield "after.colon"
    elif tail[0] == "的":
        yield "after.possessive"
    elif tail[0] in "、和与及" and any(word.label == "PER" and word.start == end + 1 for word in words):
        yield "after.person-list"
    elif following is not None and following.label in ("v", "d", "vd"):
        yield "after.verb"
    elif following is not None and following.label == "w":
        yield "after.mark"
    elif following is not None and following.label in ("n", "nz", "s", "f", "LOC", "ORG"):
        yield "after.noun"


@lru_cache(maxsize=1)
def _long_things() -> tuple[str, ...]:
    return tuple(sorted(word for word in chinese_words().thing_after if len(word) > 1))


def _name(text: str, words: Sequence[Labelled], candidate: Candidate, score: float) -> FoundName:
    family, given = split_name(candidate.name)
    rule = next(rule for source, rule in _RULES.items() if source in candidate.sources)
    role = chinese_role(text, words, candidate.start, candidate.end)
    return FoundName(candidate.start, candidate.end, candidate.name, family, given, role, score, rule)


def _glosses(text: str, found: Sequence[FoundName]) -> list[FoundName]:
    """The name in Latin letters in brackets after a transcribed one: 大卫·约翰逊（David Johnson）."""
    glosses = []
    for name in found:
        match = _NAME_IN_BRACKETS.match(text, name.end)
        if match is not None and not _is_thing(match.group(1).split()):
            family, given = split_latin(match.group(1).split())
            start, end = match.span(1)
            glosses.append(FoundName(start, end, match.group(1), family, given, None, name.score, _RULE_LATIN))
    return glosses


def _is_thing(words: Sequence[str]) -> bool:
    """Whether words in Latin letters name a place or an organisation."""
    lexicon = english_words()
    return any(word in lexicon.organisations or word in lexicon.places for word in words)


def _latin(text: str, words: Sequence[Labelled]) -> Iterator[FoundName]:
    """Names in Latin letters inside Chinese text, by the English rules with the Chinese model's word for it."""
    if _LATIN.search(text) is None:
        return
    entities = [Labelled(word.start, word.end, "PERSON") for word in words if word.label == "PER"]
    entities += [Labelled(word.start, word.end, "ORG") for word in words if word.label in ("ORG", "LOC", "nw")]
    for name in english.find(text, entities):
        yield FoundName(name.start, name.end, name.name, name.family, name.given, None, name.score, _RULE_LATIN)


def split_name(name: str) -> tuple[str | None, str | None]:
    """(family, given) of a Chinese name or of a name transcribed into Chinese.

    >>> split_name("周林"), split_name("欧阳修文"), split_name("阿卜杜拉·哈姆多克"), split_name("特朗普")
    (('周', '林'), ('欧阳', '修文'), ('哈姆多克', '阿卜杜拉'), ('特朗普', None))
    """
    if DOT in name:
        parts = name.split(DOT)
        return parts[-1], DOT.join(parts[:-1])
    lexicon = chinese_words()
    if is_foreign(name) or not chinese_shape(name, lexicon):
        return name, None
    cut = 2 if name[:2] in lexicon.double_surnames and len(name) > 2 else 1
    return name[:cut], name[cut:]


def is_foreign(name: str) -> bool:
    """Whether an undotted name of two or three characters reads as a transcription: 罗比 yes, 周林 no.

    >>> is_foreign("罗比"), is_foreign("周林"), is_foreign("马克龙")
    (True, False, True)
    """
    lexicon = chinese_words()
    if name in lexicon.foreign_names or name in lexicon.given_foreign:
        return True
    if not all(character in lexicon.transcription for character in name):
        return False
    return name[0] not in lexicon.surnames or any(character in lexicon.foreign for character in name[1:])
