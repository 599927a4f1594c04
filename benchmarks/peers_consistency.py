"""The peers of `consistency.py`, run by the interpreter of their own environment (requirements-peers-consistency.txt).

Reads JSON lines `[zh, en]` from standard input, writes a JSON line `[pofilter, three_lines]` of flags for each, and the
seconds each took as the last line.

- pofilter: the numbers check of Translate Toolkit, as a Chinese translator would run it (source English, target Chinese).
- three lines: the English values of the best number recognizer that its Chinese values do not contain.
"""

from __future__ import annotations

import json
import sys
import time

from recognizers_number import recognize_number
from recognizers_text import Culture
from translate.filters import checks

CHECKER = checks.StandardChecker(checks.CheckerConfig(targetlanguage="zh_CN"))


def pofilter(zh: str, en: str) -> bool:
    """Whether Translate Toolkit's numbers check fails on the pair."""
    try:
        return not CHECKER.numbers(en, zh)
    except checks.FilterFailure:
        return True


def values(text: str, culture: str) -> set[str]:
    """The values that the recognizer finds."""
    return {str(float(found.resolution["value"])) for found in recognize_number(text, culture) if found.resolution.get("value")}


def three_lines(zh: str, en: str) -> bool:
    """Whether the English has a value that the Chinese has not."""
    chinese = values(zh, Culture.Chinese)
    english = values(en, Culture.English)
    return bool(english - chinese)


def main() -> None:
    """Run both peers over all pairs, each over the whole list, so that both are timed alike."""
    pairs = [json.loads(line) for line in sys.stdin]
    pofilter("一", "one")
    three_lines("一", "one")
    flags, seconds = [], []
    for peer in (pofilter, three_lines):
        began = time.perf_counter()
        flags.append([peer(zh, en) for zh, en in pairs])
        seconds.append(time.perf_counter() - began)
    for row in zip(*flags, strict=True):
        print(json.dumps(row))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
