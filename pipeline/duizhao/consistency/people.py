"""Two people: the name by `names.match_names`, as a comparison like any other."""

from __future__ import annotations

from duizhao.consistency.verdicts import Comparison
from duizhao.model import AnyClaim, PersonValue


def compare_people(zh: AnyClaim, en: AnyClaim) -> Comparison:
    """Compare a Chinese and an English name; the affinity of a contradiction is how alike the names sound."""
    assert isinstance(zh.value, PersonValue)
    assert isinstance(en.value, PersonValue)
    try:
        from duizhao.consistency.names import match_names
    except ImportError:
        return Comparison("compatible", "", 0.5)
    verdict = match_names(zh.value, en.value)
    if verdict.score >= 0.5:
        return Comparison("equal" if verdict.score >= 0.9 else "compatible", "", max(0.5, verdict.score))
    return Comparison("contradicts", "person.name-differs", 0.3 + verdict.score)
