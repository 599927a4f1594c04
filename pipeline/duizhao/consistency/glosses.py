"""A name that the Chinese gives twice: in characters, and in Latin letters in brackets behind it, 大卫·约翰逊（David Johnson）.

The two are one person. The characters are what is compared with the English; the letters only help where the characters sound
somewhat alike but not enough, for some people's Chinese names follow no system.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from duizhao.consistency.compare import compare, same_value
from duizhao.consistency.items import Item
from duizhao.consistency.match import Match, Matching
from duizhao.consistency.people import NOT_ALIKE
from duizhao.consistency.verdicts import Comparison

# Below this likeness the characters are somebody else's name, whatever stands in brackets.
_SOMEBODY_ELSE = 1e-3
_OPENING = "(\N{FULLWIDTH LEFT PARENTHESIS}"
_CLOSING = (")", "\N{FULLWIDTH RIGHT PARENTHESIS}")


def set_apart(zh: Sequence[Item], text: str) -> tuple[list[Item], dict[int, Item]]:
    """The items without glosses, and the gloss of each name that has one, by the identity of the name's item.

    Args:
        zh: items of the Chinese side, in reading order.
        text: the text they stand in.
    """
    people = [item for item in zh if item.claim.kind == "person" and item.span]
    glosses: dict[int, Item] = {}
    for name, gloss in pairwise(people):
        assert name.span is not None
        assert gloss.span is not None
        between = text[name.span[1] : gloss.span[0]].strip()
        if between and between in _OPENING and gloss.claim.normalized[0].isascii() and not name.claim.normalized[0].isascii():
            glosses[id(name)] = gloss
    apart = {id(gloss) for gloss in glosses.values()}
    return [item for item in zh if id(item) not in apart], glosses


_NUMERALS = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"


def contradicted(matching: Matching, text: str) -> Iterator[tuple[Item, Match]]:
    """Figures in brackets behind a numeral that says another, 九十（60）日, each with the pair that the numeral has found.

    Args:
        matching: of the bead.
        text: its Chinese.
    """
    behind = {pair.zh.span[1]: pair for pair in matching.agreed if pair.zh.span and text[pair.zh.span[1] - 1] in _NUMERALS}
    for item in matching.zh:
        if item.unread and item.span and text[item.span[0] - 1] in _OPENING and text[item.span[1] : item.span[1] + 1] in _CLOSING:
            pair = behind.get(item.span[0] - 1)
            if pair is not None and not same_value(item.view, pair.zh.view):
                yield item, pair


def settled(matching: Matching, glosses: dict[int, Item]) -> Matching:
    """The same matching with names agreed whose gloss is the English name and whose characters sound like it at all."""
    if not glosses:
        return matching
    left = [*matching.zh, *(pair.zh for pair in matching.changed)]
    right = [*matching.en, *(pair.en for pair in matching.changed)]
    agreed: list[Match] = []
    used: set[int] = set()
    for name in left:
        gloss = glosses.get(id(name))
        if gloss is None:
            continue
        for other in right:
            if other.claim.kind != "person" or id(other) in used or not compare(gloss.view, other.view).agrees:
                continue
            if compare(name.view, other.view).affinity - NOT_ALIKE >= _SOMEBODY_ELSE:
                agreed.append(Match(name, other, Comparison("compatible", "", 0.6)))
                used |= {id(name), id(other)}
                break
    changed = [pair for pair in matching.changed if not used & {id(pair.zh), id(pair.en)}]
    kept = {id(item) for pair in changed for item in (pair.zh, pair.en)}
    return Matching(
        (*matching.agreed, *agreed),
        tuple(changed),
        tuple(item for item in left if id(item) not in used | kept),
        tuple(item for item in right if id(item) not in used | kept),
        tuple(gloss.span for gloss in glosses.values() if gloss.span),
    )
