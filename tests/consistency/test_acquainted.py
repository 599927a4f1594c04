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
    assert [row.reason for row in check_beads([once], SETTINGS)] == ["person.name-differs"]
    often = [
        bead(number, "秦小铃推开了门。", "秦小铃", "Tinker Bell pushed the door open.", "Tinker Bell") for number in range(4)
    ]
    assert check_beads(often, SETTINGS) == []


def surveyors(last: str) -> list[BeadClaims]:
    """Three sentences on one surveyor, whom the last one names as given."""
    return [
        bead(0, "测量员佩特罗·达涅夫走了。", "佩特罗·达涅夫", "The surveyor Petro Danev left.", "Petro Danev"),
        bead(1, "佩特罗·达涅夫没有回头。", "佩特罗·达涅夫", "Petro Danev did not look back.", "Petro Danev"),
        bead(2, "雪地上只有佩特罗·达涅夫的脚印。", "佩特罗·达涅夫", f"The only tracks in the snow were {last}'s.", last),
    ]


def test_a_name_that_the_document_renders_otherwise_elsewhere_is_the_surer_an_error_and_the_finding_says_how() -> None:
    (row,) = check_beads(surveyors("Ivan Stoyev"), SETTINGS)
    assert (row.reason, row.severity) == ("person.named-otherwise", "critical")
    assert row.message.en.endswith("elsewhere in this document 佩特罗·达涅夫 is Petro Danev.")
    assert row.message.zh.endswith("本文件别处佩特罗·达涅夫即Petro Danev。")
    (alone,) = check_beads(surveyors("Ivan Stoyev")[2:], SETTINGS)
    assert alone.reason == "person.name-differs"
    assert alone.score < row.score


def test_what_the_document_knows_of_names_does_not_hang_on_the_order_of_its_sentences() -> None:
    forth, back = (check_beads(beads, SETTINGS) for beads in (surveyors("Ivan Stoyev"), surveyors("Ivan Stoyev")[::-1]))
    assert [(row.reason, row.score, row.message) for row in forth] == [(row.reason, row.score, row.message) for row in back]


def test_a_part_of_the_partners_name_is_no_other_name() -> None:
    assert grave(check_beads(surveyors("Danev"), SETTINGS)) == []


def test_two_names_that_are_spelled_by_syllables_and_unlike_are_not_learnt() -> None:
    texts = ("周林推开了门。", "周林", "Ma Qiang pushed the door open.", "Ma Qiang")
    assert grave(check_beads([bead(number, *texts) for number in range(4)], SETTINGS)) == ["person.name-differs"] * 4


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
