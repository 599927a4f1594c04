"""Parts that the Chinese patterns of several kinds are built from."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Between the two ends of a range: 5月13日至6月11日, 3到5名.
JOIN = re.compile(" ?(?:至(?!少|多|今)|到|-|—|–|~|──|——) ?")


def any_of(words: Iterable[str]) -> str:
    """An alternative of words for a pattern, the longest first.

    >>> any_of(["月", "月份"])
    '月份|月'
    """
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def behind_any(words: Iterable[str]) -> str:
    """An alternative of look-behinds, one for each length of the words, as patterns need it.

    >>> behind_any(["注", "附件", "附录"])
    '(?<=注)|(?<=附件|附录)'
    """
    lengths: dict[int, list[str]] = {}
    for word in words:
        lengths.setdefault(len(word), []).append(word)
    return "|".join(f"(?<={any_of(lengths[length])})" for length in sorted(lengths))
