"""Names of things that stand to the letter in both texts: section B.4.1, package XYZ-3.7, address 00:1B:44:11:3A:B7.

What one language reads as a figure there and the other leaves alone is no difference between the texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from duizhao.consistency.evidence import Span
from duizhao.consistency.items import Item
from duizhao.consistency.quantities import figure, unit_of

# Letters, figures and what joins them in one name, without a mark at its end.
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.,:;/@+_&'=()-]+[A-Za-z0-9]+)*")
# Of figures alone, so many joints make it a name or a list, and no number.
_JOINTS = 2
_RANGE = ".."
_JOINT = re.compile("[^A-Za-z0-9]+")


def without_verbatim(zh: Sequence[Item], en: Sequence[Item], zh_text: str, en_text: str) -> tuple[list[Item], list[Item]]:
    """The claims without those in a token that both texts have, unless both read the same figure there (50km, up to 5GB).

    Args:
        zh: the claims of the Chinese, with their places in `zh_text`.
        en: the claims of the English, with their places in `en_text`.

    Returns:
        The claims that are left of either side, in their order.
    """
    if zh_text.strip() == en_text.strip():
        return [], []
    aside = {
        id(item)
        for first, other in _shared(zh_text, en_text)
        for one, two in [(_in_token(zh, first, zh_text), _in_token(en, other, en_text))]
        if _values(one) != _values(two)
        for item in (*one, *two)
    }
    return [item for item in zh if id(item) not in aside], [item for item in en if id(item) not in aside]


def _shared(zh_text: str, en_text: str) -> list[tuple[Span, Span]]:
    """The places of each token that both texts have, the first of it with the first, the second with the second."""
    places: dict[str, list[Span]] = defaultdict(list)
    for found in _TOKEN.finditer(en_text):
        places[found[0]].append(found.span())
    seen: dict[str, int] = defaultdict(int)
    shared = []
    for found in _TOKEN.finditer(zh_text):
        token, nth = found[0], seen[found[0]]
        seen[token] += 1
        named = any(character.isalpha() for character in token) or len(_JOINT.findall(token)) >= _JOINTS or _RANGE in token
        if named and nth < len(places[token]):
            shared.append((found.span(), places[token][nth]))
    return shared


def _in_token(items: Sequence[Item], token: Span, text: str) -> list[Item]:
    """The claims that a token makes: of letters, those inside it (Feb, zero); with figures, those that reach beyond it too.

    "Up to 5GB" and "4 节" of B.3.4 节 have their figure in the token, 120 km/h has not.
    """
    figures = any(character.isdigit() for character in text[slice(*token)])
    return [
        item
        for item in items
        if item.claim.kind != "person"
        and item.span
        and (
            (item.span[0] < token[1] and token[0] < item.span[1])
            if figures
            else (token[0] <= item.span[0] and item.span[1] <= token[1])
        )
    ]


def _values(items: Sequence[Item]) -> list[object]:
    return [(figure(item.claim) or item.claim.value, unit_of(item.claim)) for item in items]
