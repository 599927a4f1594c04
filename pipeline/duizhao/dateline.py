"""Where a report's dateline ends: the place and the day on which it was written, and who wrote it, before it tells anything."""

from __future__ import annotations

import regex

# 本报石门12月6日讯, 新华社…5月18日电; QINGYA, Oct. 20 (Coast Wire) —
_DATELINE = regex.compile(
    r"[^。！？]{0,40}?日[电電讯訊](?![话話台臺视視])"
    r"|[A-Z][A-Z'’ -]{2,30}(?:, [^—–!?()]{1,40}?)?(?: ?\([^()]{1,30}\))? ?(?:—|–|--|- )"
)


def dateline_end(text: str) -> int:
    """The offset at which a sentence's dateline ends, exclusive; 0 where it has none.

    >>> dateline_end("QINGYA, Oct. 20 — They had eaten well."), dateline_end("They left on Oct. 20.")
    (17, 0)
    """
    match = _DATELINE.match(text)
    return match.end() if match else 0
