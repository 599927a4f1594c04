"""Names that only the document itself puts together."""

from __future__ import annotations

import pytest

from duizhao.consistency import BeadClaims, check_beads
from duizhao.consistency.people import is_belied
from duizhao.model import Finding
from duizhao.settings import ConsistencySettings
from tests.consistency.by_hand import claim

SETTINGS = ConsistencySettings()


def bead(number: int, zh: str, zh_name: str, en: str, en_name: str) -> BeadClaims:
    zh_claim = claim("zh", "person", zh_name, zh_name, start=zh.index(zh_name) + 1000 * number)
    en_claim = claim("en", "person", en_name, en_name, start=en.index(en_name) + 1000 * number)
    return BeadClaims(f"b{number}", "novel", "translation", (zh_claim,), (en_claim,), zh, en)


def grave(rows: list[Finding]) -> list[str]:
    return [row.reason for row in rows if row.severity in ("critical", "major")]


def test_a_name_rendered_by_its_meaning_is_learnt_from_the_document() -> None:
    texts = ("秦小铃推开了门。", "秦小铃", "Tinker Bell pushed the door open.", "Tinker Bell")
    once = bead(0, *texts)
    assert grave(check_beads([once], SETTINGS)) == ["person.name-differs"]
    often = [
        bead(number, "秦小铃推开了门。", "秦小铃", "Tinker Bell pushed the door open.", "Tinker Bell") for number in range(4)
    ]
    assert grave(check_beads(often, SETTINGS)) == []


@pytest.mark.parametrize(
    ("name", "zh", "en", "belied"),
    [
        ("Liu", "李医生来了。", "Dr. Liu came.", True),
        ("Li", "李医生来了。", "Dr. Li came.", False),
        ("Lee", "李医生来了。", "Dr. Lee came.", False),
        ("Wang", "村里一半人姓方。", "Half the village was named Wang.", True),
        ("Zhang", "原告王某请求赔偿。", "The plaintiff Zhang claims damages.", True),
        ("Zhang", "原告请求赔偿。", "The plaintiff Zhang claims damages.", False),
        ("Costello", "李医生来了。", "Dr. Costello came.", False),
    ],
)
def test_a_family_name_in_address_belies_another(name: str, zh: str, en: str, belied: bool) -> None:
    assert is_belied(claim("en", "person", name, name), zh, en) == belied
