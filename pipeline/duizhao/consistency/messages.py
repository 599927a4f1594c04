"""The sentence a reviewer reads, made from `reasons.toml` and the two values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from duizhao.claim_words import date_words, render
from duizhao.consistency.data import read_toml
from duizhao.exact_numbers import exact_json
from duizhao.model import AnyClaim, FindingKind, Message, NumericValue, PersonValue, Severity
from duizhao.wording import Tongue


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of `reasons.toml`."""

    code: str
    kind: FindingKind
    severity: Severity
    en: str
    zh: str


@cache
def reasons() -> dict[str, Reason]:
    """All reasons by code."""
    rows = read_toml("reasons.toml")["reason"]
    return {
        code: Reason(code, cast(FindingKind, row["kind"]), cast(Severity, row["severity"]), row["en"], row["zh"])
        for code, row in rows.items()
    }


def message(code: str, zh: AnyClaim | None, en: AnyClaim | None, nearest: AnyClaim | None = None) -> Message:
    """The message of a finding.

    Args:
        code: the reason.
        zh: the Chinese claim, as it was compared.
        en: the English claim.
        nearest: for something missing, the nearest alternative considered on the other side; for two names of which one has
            another partner elsewhere, that partner.
    """
    reason = reasons()[code]
    return Message(en=_filled(code, reason.en, zh, en, nearest, "en"), zh=_filled(code, reason.zh, zh, en, nearest, "zh"))


def message_of_sentence(code: str, claims: Sequence[AnyClaim]) -> Message:
    """The message of a sentence without a counterpart, which names the claims that it makes.

    Args:
        code: the reason.
        claims: those claims, of one language, in reading order.
    """
    reason = reasons()[code]
    slot = "{zh}" if claims[0].lang == "zh" else "{en}"
    english = [render(claim, "en") for claim in claims]
    chinese = [render(claim, "zh") for claim in claims]
    said = " and ".join(filter(None, (", ".join(english[:-1]), english[-1])))
    return Message(en=reason.en.replace(slot, said), zh=reason.zh.replace(slot, "、".join(chinese)))


def _label(claim: AnyClaim, tongue: Tongue) -> str:
    """A figure in a name or label: no unit, no separators."""
    value = claim.value
    if not isinstance(value, NumericValue) or value.number is None or value.unit not in (None, "item"):
        return render(claim, tongue)
    return str(exact_json(value.number))


def _day(claim: AnyClaim, tongue: Tongue) -> str:
    """A date; an ordinal that was held against one is the day of a month."""
    number = claim.value.number if claim.kind == "ordinal" and isinstance(claim.value, NumericValue) else None
    words = date_words(f"XXXX-XX-{int(number):02}", "exact", tongue) if number is not None and 1 <= number <= 31 else ""
    return words or render(claim, tongue)


def _filled(code: str, template: str, zh: AnyClaim | None, en: AnyClaim | None, nearest: AnyClaim | None, tongue: Tongue) -> str:
    say = _label if code.startswith("figure.") else _day if code.startswith("date.") else render
    left = say(zh, tongue) if zh is not None else ""
    right = say(en, tongue) if en is not None else ""
    if zh is not None and en is not None and left == right:
        # The values read the same: the words themselves must show what differs.
        left, right = f"“{zh.normalized}”", f"“{en.normalized}”"
    near = ""
    if nearest is not None:
        words = render(nearest, tongue)
        near = f" (nearest there: {words})" if tongue == "en" else f"（最接近的是{words}）"
        names = (left, words) if nearest.lang == "en" else (words, right)
        template = template.replace("{known}", (" is " if tongue == "en" else "即").join(names))
    template = template.replace("{zh_role}", _role(zh)).replace("{en_role}", _role(en))
    return template.replace("{zh}", left).replace("{en}", right).replace("{near}", near)


def _role(claim: AnyClaim | None) -> str:
    return f"“{claim.value.role}”" if claim is not None and isinstance(claim.value, PersonValue) and claim.value.role else ""
