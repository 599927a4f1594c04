"""The sentence a reviewer reads, made from `reasons.toml` and the two values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from duizhao.consistency.data import read_toml
from duizhao.consistency.render import render
from duizhao.model import AnyClaim, FindingKind, Message, PersonValue, Severity
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
    return Message(en=_filled(reason.en, zh, en, nearest, "en"), zh=_filled(reason.zh, zh, en, nearest, "zh"))


def _filled(template: str, zh: AnyClaim | None, en: AnyClaim | None, nearest: AnyClaim | None, tongue: Tongue) -> str:
    left = render(zh, tongue) if zh is not None else ""
    right = render(en, tongue) if en is not None else ""
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
