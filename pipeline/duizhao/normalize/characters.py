"""What there is to know about single characters: which are Han, which belong to one script only."""

from __future__ import annotations

from functools import cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


@cache
def script_sets() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Simplified, and characters that only Traditional text uses, by OpenCC's tables."""
    from opencc import OpenCC

    han = "".join(map(chr, range(0x4E00, 0xA000)))
    separated = "\n".join(han)
    simplified = OpenCC("t2s").convert(separated).split("\n")
    traditional = OpenCC("s2t").convert(separated).split("\n")
    only_traditional = {char for char, other in zip(han, simplified, strict=True) if other != char}
    only_simplified = {char for char, other in zip(han, traditional, strict=True) if other != char}
    return frozenset(only_simplified - only_traditional), frozenset(only_traditional - only_simplified)
