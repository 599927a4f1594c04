"""Fuzz the numeric claims with atheris: coverage leads the fuzzer through the rules, and every claim must keep its promises.

    python -m venv FOLDER && FOLDER/bin/pip install atheris
    PYTHONPATH=pipeline:.venv/lib/python3.11/site-packages FOLDER/bin/python benchmarks/fuzz_claims.py -max_total_time=1800

Atheris lives in an environment of its own. What it finds goes to `tests/claims/data/fuzzed.jsonl` as rows `{lang, text}`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["duizhao.claims"]):
    from duizhao.claims import DocumentContext, extract_with_rejections, resolve
    from duizhao.model import DateValue, NumericValue, TimeValue
    from duizhao.settings import ClaimSettings

SETTINGS = ClaimSettings()
DATA = Path(__file__).resolve().parent.parent / "tests/claims/data"
PART = r"-?[0-9X]{4}(?:-[0-9X]{2})?(?:-[0-9]{2})?"
EDTF = re.compile(f"{PART}(?:/{PART})?")
CLOCK = r"T[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?"
ISO = re.compile(f"{CLOCK}(?:/{CLOCK})?")


def pieces(lang: str) -> list[str]:
    """Words and figures of the cases, which the fuzzer puts together."""
    found: set[str] = set()
    for name in ("numbers", "dates", "times", "units", "forms", "families", "genres", "extract"):
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["lang"] == lang:
                found |= set(re.findall(r"[A-Za-z']+|[0-9]+|[^\sA-Za-z0-9]", row["text"]))
    return sorted(found)


PIECES = {lang: pieces(lang) for lang in ("zh", "en")}


def check(text: str, lang: str) -> None:
    """Raise where a claim breaks a promise: order, places, forms of dates and times, bounds, or time."""
    begun = time.process_time()
    found = extract_with_rejections(text, lang, SETTINGS)
    at = 0
    for mention in found.mentions:
        assert at <= mention.start < mention.end <= len(text), (text, mention)
        at = mention.end
        value = mention.value
        if isinstance(value, DateValue):
            assert EDTF.fullmatch(value.edtf), (text, mention)
        elif isinstance(value, TimeValue):
            assert ISO.fullmatch(value.iso), (text, mention)
        elif isinstance(value, NumericValue) and value.low is not None and value.high is not None:
            assert value.low <= value.high, (text, mention)
        assert 0 < mention.confidence <= 1, (text, mention)
    resolve([list(found.mentions)], DocumentContext("2020-06-12"))
    assert time.process_time() - begun < 2, (text, "slow")


def one_input(data: bytes) -> None:
    """Build a text of pieces and a few characters of any kind, and check its claims."""
    provider = atheris.FuzzedDataProvider(data)
    lang = "zh" if provider.ConsumeBool() else "en"
    words = PIECES[lang]
    glue = "" if lang == "zh" else " "
    parts = []
    while provider.remaining_bytes() > 2 and len(parts) < 200:
        if provider.ConsumeIntInRange(0, 15):
            parts.append(words[provider.ConsumeIntInRange(0, len(words) - 1)])
        else:
            parts.append(provider.ConsumeUnicodeNoSurrogates(2))
        if provider.ConsumeIntInRange(0, 3):
            parts.append(glue)
    check("".join(parts), lang)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
