"""Parts that the Chinese patterns of several kinds are built from."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Between the two ends of a range: 5月13日至6月11日, 3到5名.
JOIN = re.compile(" ?(?:至(?!少|多|今)|到|-|—|–|~|──|——) ?")

# Paths and names of files: /usr/lib/x86_64/libfoo.so, libfoo-1.tar.gz, libfoo.so.1.
PATH = (
    r"(?<![A-Za-z0-9_./])(?:~|\.{1,2})?(?:/[A-Za-z._][A-Za-z0-9_.+-]{0,60}){1,12}/[A-Za-z0-9_.+-]{1,60}"
    r"|(?<![A-Za-z0-9_.])[a-z][A-Za-z0-9_+-]{1,60}(?:\.[A-Za-z0-9_+-]{1,20}){2,6}(?![A-Za-z0-9_])"
)


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
