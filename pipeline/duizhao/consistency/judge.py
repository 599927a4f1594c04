"""How likely a careful reviewer would confirm a finding: a logistic model over features that can be read.

`features` turns a case into named numbers, `weights.toml` holds a weight for each, trained by `benchmarks/train_judge.py` on
errors planted in tuning text and on the corpus gold. The score is a probability; a finding whose score is below
`ConsistencySettings.major_score` is shown as `info`, whatever its reason says.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Literal

from duizhao.consistency.data import read_toml
from duizhao.consistency.people import NOT_ALIKE, have_other_forms, is_chinese_beside_foreign, is_full, is_spelled
from duizhao.consistency.quantities import figure
from duizhao.edtf import parse
from duizhao.model import AnyClaim, DateValue, Relation, Severity

# From here on two names that are spelled have a syllable in common.
_PARTLY = 0.37

Family = Literal[
    "changed",
    "missing-in-en",
    "missing-in-zh",
    "qualifier",
    "part",
    "omitted",
    "person",
    "person-missing",
    "figure",
    "weekday",
    "places",
    "direction",
]


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the judge looks at.

    Attributes:
        family: what sort of finding it would be.
        reason: its reason code.
        zh, en: the claims as compared; one of them is None for something missing.
        affinity: how alike the two are (`Comparison.affinity`); 0 for something missing.
        zh_explained: how far the English text explains the Chinese claim in other words (`evidence.strength`).
        en_explained: the same the other way round.
        repeated: whether a claim of the same value stands matched in the same text.
        agreed: how many other claims of the bead agree.
        unmatched: how many other claims of the bead have no partner.
        unread: how many other figures that are no claims have no partner.
        other_side: how many of the unmatched claims are in the other language.
        distance: how far apart the two stand in their texts, 0 to 1.
        relation: of the bead.
        linked: of comparable texts, whether the two stand in linked passages.
        alignment: score of the bead, 1 when it was given.
        bare: whether the English has the unit of a Chinese figure without one (`unit_words.lost_its_figure`).
        ragged: whether more of a numeral stands beside one of them (`ragged.is_ragged`), so that it was hardly read whole.
        two_turned: whether the English says two in a word where the Chinese gives another figure (`evidence.two_turned`).
        acquainted: whether both names have partners of their own elsewhere in the document.
        otherwise: whether one of two names has a certain partner elsewhere in the document that this bead does not name.
        belied: whether an English family name stands where the Chinese addresses somebody by another (`people.is_belied`).
        signs: of two that may have changed places, what speaks for and against it (`places.Exchange`).
        untranslated: how many beads in a row have the same empty side; a whole passage left out was left out on purpose.
    """

    family: Family
    reason: str
    zh: AnyClaim | None
    en: AnyClaim | None
    affinity: float = 0.0
    zh_explained: float = 0.0
    en_explained: float = 0.0
    repeated: bool = False
    agreed: int = 0
    unmatched: int = 0
    unread: int = 0
    other_side: int = 0
    distance: float = 0.0
    relation: Relation = "translation"
    linked: bool = True
    alignment: float = 1.0
    untranslated: int = 0
    two_turned: bool = False
    bare: bool = False
    ragged: bool = False
    acquainted: bool = False
    otherwise: bool = False
    belied: bool = False
    signs: Mapping[str, float] = field(default_factory=dict)


def score(case: Case) -> float:
    """Probability that a reviewer would confirm the case."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features(case).items())
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    if case.relation == "comparable":
        # Two accounts may differ and both be right: no nearness makes up for that.
        probability *= _near_misses()["linked" if case.linked else "apart"]
    return round(probability, 4)


def severity(by_reason: Severity, probability: float, threshold: float, below: Severity = "info") -> Severity:
    """The reason's severity where the score stands by it, else `below`."""
    return below if by_reason in ("critical", "major") and probability < threshold else by_reason


@cache
def _weights() -> dict[str, float]:
    files = ("weights.toml", "weights-people.toml", "weights-places.toml")
    return {name: float(weight) for file in files for name, weight in read_toml(file)["weights"].items()}


@cache
def _near_misses() -> dict[str, float]:
    """The share of near misses between two accounts that are errors, within a link and across links."""
    return {name: float(share) for name, share in read_toml("weights.toml")["near_miss"].items()}


def features(case: Case) -> dict[str, float]:
    """The features of a case by name; those that are nothing are left out."""
    family = case.family
    if family in ("person", "person-missing"):
        return {name: value for name, value in people_features(case).items() if value}
    if family == "places":
        return {name: value for name, value in _places_features(case).items() if value}
    found: dict[str, float] = {family: 1.0, f"{family}:explained": max(case.zh_explained, case.en_explained)}
    if family == "changed":
        found["changed:affinity"] = case.affinity
        found["changed:both-explained"] = min(case.zh_explained, case.en_explained)
        found["changed:distance"] = case.distance
        assert case.zh is not None
        assert case.en is not None
        found[f"changed:{case.reason.partition('.')[0]}"] = 1.0
        found["changed:same-kind"] = float(case.zh.kind == case.en.kind)
        found["changed:unnamed-currency"] = float(case.reason == "unit.currency-unnamed")
        found["changed:words"] = float(not _has_digit(case.zh) and not _has_digit(case.en))
        for claim in (case.zh, case.en):
            found["changed:" + size_class(claim)] = found.get("changed:" + size_class(claim), 0.0) + 0.5
    elif family in ("figure", "weekday"):
        assert case.zh is not None
        assert case.en is not None
        found[f"{family}:affinity"] = case.affinity
        found[f"{family}:both-explained"] = min(case.zh_explained, case.en_explained)
        found[f"{family}:distance"] = case.distance
        found[f"{family}:unread"] = min(case.unread, 4) / 4
        found[f"{family}:words"] = float(not _has_digit(case.zh) or not _has_digit(case.en))
        found[f"{family}:same-length"] = float(len(case.zh.normalized) == len(case.en.normalized))
        if family == "figure":
            stretch = case.zh.kind == case.en.kind == "duration"
            found["figure:" + ("stretch" if stretch else size_class(case.en))] = 1.0
    elif family in ("qualifier", "part"):
        found[f"{family}:{case.reason}"] = 1.0
        found[f"{family}:affinity"] = 1 - case.affinity
        assert case.zh is not None
        found[f"{family}:{size_class(case.zh)}"] = 1.0
        found[f"{family}:distance"] = case.distance
    else:
        alone = case.zh if case.zh is not None else case.en
        assert alone is not None
        found[f"{family}:{size_class(alone)}"] = 1.0
        found[f"{family}:{alone.kind}"] = 1.0
        # Digits are not passed over lightly, unless something else says them.
        found[f"{family}:digits"] = float(_has_digit(alone)) * (1 - max(case.zh_explained, case.en_explained))
        found[f"{family}:two-turned"] = float(case.two_turned)
        found[f"{family}:bare"] = float(case.bare)
    found[f"{family}:repeated"] = float(case.repeated)
    found[f"{'missing' if 'missing' in family else family}:ragged"] = float(case.ragged)
    found["passage"] = min(max(0, case.untranslated - 1), 4) / 4
    found["agreed"] = min(case.agreed, 4) / 4
    found[f"{family}:unmatched"] = min(case.unmatched, 4) / 4
    if "missing" in family and case.other_side:
        found[f"{family}:other-side"] = 1.0
    found["comparable"] = float(case.relation == "comparable")
    # Sound beads are scored from one half upward.
    found["misaligned"] = max(0.0, 1 - 2 * case.alignment)
    confidence = min(claim.confidence for claim in (case.zh, case.en) if claim is not None)
    found["unsure"] = 1 - confidence
    return {name: value for name, value in found.items() if value}


def people_features(case: Case) -> dict[str, float]:
    """The features of a name beside another, or of a name alone; they share none with claims of other kinds."""
    family: str = case.family
    if family == "person":
        assert case.zh is not None
        assert case.en is not None
        # What a Chinese name and a foreign one happen to share by sound is nothing.
        foreign = is_chinese_beside_foreign(case.zh, case.en)
        alike = 0.0 if foreign else max(0.0, case.affinity - NOT_ALIKE)
        # In pinyin one syllable off is a slip: other people's names have nothing in common. Transcriptions are looser.
        spelled = is_spelled(case.zh, case.en)
        near = float(spelled and _PARTLY <= case.affinity < 0.85)
        found = {
            "person": 1.0,
            "person:unlike": min(1.0, -math.log(max(alike, 1e-4)) / 8) * (1 - near),
            "person:nothing-alike": float(alike < 1e-3),
            "person:chinese": float(spelled and not near),
            "person:of-elsewhere": float(not spelled and foreign),
            "person:fixed": float(alike < 0.05 and have_other_forms(case.zh, case.en)),
            "person:near": near,
            "person:acquainted": float(case.acquainted),
            "person:otherwise": float(case.otherwise),
            "person:belied": float(case.belied),
            "person:zh-explained": case.zh_explained,
            "person:en-explained": case.en_explained,
            "person:zh-full": float(is_full(case.zh)),
            "person:en-full": float(is_full(case.en)),
            "person:both-full": float(is_full(case.zh) and is_full(case.en)),
        }
        claims = [case.zh, case.en]
    else:
        alone = case.zh if case.zh is not None else case.en
        assert alone is not None
        family = "person-missing-in-en" if case.zh is not None else "person-missing-in-zh"
        found = {
            family: 1.0,
            f"{family}:explained": max(case.zh_explained, case.en_explained),
            f"{family}:full": float(is_full(alone)),
            f"{family}:other-side": float(bool(case.other_side)),
            f"{family}:belied": float(case.belied),
        }
        claims = [alone]
    latin = any(
        character.isascii() and character.isalpha() for claim in claims if claim.lang == "zh" for character in claim.normalized
    )
    return found | {
        f"{family}:latin": float(latin),
        f"{family}:repeated": float(case.repeated),
        f"{family}:agreed": min(case.agreed, 4) / 4,
        f"{family}:unmatched": min(case.unmatched, 4) / 4,
        f"{family}:unsure": 1 - min(claim.confidence for claim in claims),
        "person:comparable": float(case.relation == "comparable"),
        "person:misaligned": max(0.0, 1 - 2 * case.alignment),
    }


def _places_features(case: Case) -> dict[str, float]:
    """The features of two that may have changed places; they share none with other cases."""
    claims = [claim for claim in (case.zh, case.en) if claim is not None]
    return {f"places:{name}": value for name, value in case.signs.items()} | {
        "places": 1.0,
        "places:agreed": min(case.agreed, 4) / 4,
        "places:unsure": 1 - min(claim.confidence for claim in claims),
        "places:misaligned": max(0.0, 1 - 2 * case.alignment),
    }


def _has_digit(claim: AnyClaim) -> bool:
    return any(character.isdigit() and character.isascii() for character in claim.normalized)


def size_class(claim: AnyClaim) -> str:
    """How informative a value is: `one`, `two`, `few` (3 to 10), `small` (to 100), `large`, `vague`, `date`, `fraction`."""
    if isinstance(claim.value, DateValue):
        dates = parse(claim.value.edtf)
        points = dates.points if dates else ()
        return "day" if any(point.day for point in points) else "date"
    number = figure(claim)
    if number is None:
        return "other"
    if getattr(claim.value, "number", None) is None:
        return "vague"
    if number == 1:
        return "one"
    if number == 2:
        return "two"
    if number.denominator != 1 and abs(number) < 1:
        return "fraction"
    return "few" if abs(number) <= 10 else "small" if abs(number) < Fraction(100) else "large"
