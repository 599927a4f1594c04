"""People: the right one, another one, one who is named all the same."""

from __future__ import annotations

import msgspec
import pytest

from duizhao.consistency import check_pair
from duizhao.consistency.people import named_in_chinese, named_in_english, same_person
from duizhao.model import AnyClaim, PersonValue
from duizhao.settings import ConsistencySettings
from tests.consistency.by_hand import claim

SETTINGS = ConsistencySettings()


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Cao Min", "副县长曹敏说", True),
        ("Cao Ming", "副县长曹敏说", False),
        ("He Jianzhong", "贺建中三人组成", True),
        ("Gwyneth Paltrow", "格温妮丝·帕特罗的品牌", True),
        ("Dan Baldwin", "丈夫 Dan Baldwin 与琼斯", True),
        ("Thomas Rosenberg", "格温妮丝·帕特罗的品牌", False),
    ],
)
def test_a_name_is_looked_for_in_the_whole_chinese_text(name: str, text: str, there: bool) -> None:
    assert (named_in_chinese(PersonValue(name=name), text) >= 0.5) == there


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("曹敏", "said Mr. Cao, deputy county head", True),
        ("曹敏", "said Cao Min, deputy county head", True),
        ("曹敏", "said Cao Ming, deputy county head", False),
        ("格温妮丝·帕特罗", "likened to Gwyneth Paltrow's brand", True),
        ("格温妮丝·帕特罗", "likened to Thomas Rosenberg's brand", False),
    ],
)
def test_a_name_is_looked_for_in_the_whole_english_text(name: str, text: str, there: bool) -> None:
    assert (named_in_english(PersonValue(name=name), text) >= 0.5) == there


def test_a_short_form_is_the_same_person() -> None:
    assert same_person(PersonValue(name="Zhou Lin"), PersonValue(name="Zhou"))
    assert same_person(PersonValue(name="霍莉·威洛比"), PersonValue(name="威洛比"))
    assert not same_person(PersonValue(name="Zhou Lin"), PersonValue(name="Li Wei"))


def test_another_person_is_a_mismatch_that_names_both() -> None:
    zh, en = claim("zh", "person", "李伟", "李伟"), claim("en", "person", "Zhou Lin", "Zhou Lin")
    (row,) = check_pair([zh], [en], "团长李伟", "Zhou Lin, head of the team", SETTINGS)
    assert (row.kind, row.severity, row.reason) == ("person-mismatch", "critical", "person.name-differs")
    assert "李伟" in row.message.en
    assert "Zhou Lin" in row.message.zh


def test_the_same_person_is_nothing() -> None:
    zh, en = claim("zh", "person", "周林", "周林"), claim("en", "person", "Zhou Lin", "Zhou Lin")
    assert check_pair([zh], [en], "团长周林", "Zhou Lin, head of the team", SETTINGS) == []


def test_no_name_is_read_out_of_another_and_the_word_beside_it() -> None:
    zh, en = claim("zh", "person", "蒋美玲", "蒋美玲", start=2), claim("en", "person", "Jiang Ruolan", "Jiang Ruolan", start=9)
    (row,) = check_pair([zh], [en], "作家蒋美玲获奖", "Novelist Jiang Ruolan won the prize", SETTINGS)
    assert row.reason == "person.name-differs"


def person(lang: str, name: str, role: str, start: int) -> AnyClaim:
    """A person with a role, at a place of their text."""
    plain = claim(lang, "person", name, name, start=start)  # type: ignore[arg-type]
    return msgspec.structs.replace(plain, value=PersonValue(name=name, role=role))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("zh_role", "en_role", "told"),
    [
        ("外交部长", "Foreign Minister", False),
        ("外交部长", "Defence Minister", True),
        ("德国总理", "German Chancellor", False),
        ("德国总理", "German President", True),
        ("市长", "deputy mayor", True),
        ("副总统", "Vice President", False),
        ("副总统", "President", True),
        ("首席财务官", "Chief Operating Officer", True),
        ("大学校长", "university president", False),
        ("院长", "president of the court", False),
        ("省委书记", "secretary", False),
        ("队长", "team leader", False),
    ],
)
def test_another_office_of_the_same_person_is_told(zh_role: str, en_role: str, told: bool) -> None:
    zh, en = person("zh", "周林", zh_role, len(zh_role)), person("en", "Zhou Lin", en_role, 0)
    found = check_pair([zh], [en], f"{zh_role}周林", f"Zhou Lin, {en_role}", SETTINGS)
    assert [row.reason for row in found] == ["person.role-differs"] * told
    assert all(zh_role in row.message.en and en_role in row.message.zh for row in found)


def test_roles_that_changed_places_are_told() -> None:
    zh = [person("zh", "周林", "市长", 2), person("zh", "李伟", "副主任", 8)]
    en = [person("en", "Zhou Lin", "deputy director", 0), person("en", "Li Wei", "mayor", 30)]
    texts = ("市长周林和副主任李伟", "Zhou Lin, deputy director, and Li Wei, the mayor")
    (row,) = check_pair(zh, en, *texts, SETTINGS)
    assert row.reason == "person.role-moved"
    right = [person("en", "Zhou Lin", "mayor", 0), person("en", "Li Wei", "deputy director", 30)]
    assert check_pair(zh, right, *texts, SETTINGS) == []


def people(lang: str, text: str, *names: str) -> list[object]:
    return [claim(lang, "person", name, name, start=text.index(name)) for name in names]  # type: ignore[arg-type]


def check(zh_text: str, zh: tuple[str, ...], en_text: str, en: tuple[str, ...]) -> list[str]:
    rows = check_pair(people("zh", zh_text, *zh), people("en", en_text, *en), zh_text, en_text, SETTINGS)  # type: ignore[arg-type]
    return [row.reason for row in rows if row.severity in ("critical", "major")]


def test_a_gloss_in_brackets_is_the_name_before_it() -> None:
    zh, names = "工程师汉斯·林德伯格（Hans Lindbergh）退休了。", ("汉斯·林德伯格", "Hans Lindbergh")
    assert check(zh, names, "Engineer Hans Lindbergh has retired.", ("Hans Lindbergh",)) == []
    assert check(zh, names, "Engineer Peter Costello has retired.", ("Peter Costello",)) == ["person.name-differs"]


def test_a_chinese_name_that_its_own_gloss_belies_is_a_mismatch() -> None:
    zh, names = "工程师李伟（Hans Lindbergh）退休了。", ("李伟", "Hans Lindbergh")
    assert check(zh, names, "Engineer Hans Lindbergh has retired.", ("Hans Lindbergh",)) == ["person.name-differs"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("汉斯·林德伯格", "Hans Costello"),
        ("汉斯·科斯特洛", "Hans Lindbergh"),
        ("李伟", "Hans Lindbergh"),
        ("周小林", "Hans Lindbergh"),
        ("周小林", "Wang Xiaolin"),
    ],
)
def test_another_family_name_is_a_mismatch(zh: str, en: str) -> None:
    assert check(f"工程师{zh}退休了。", (zh,), f"Engineer {en} has retired.", (en,)) == ["person.name-differs"]


@pytest.mark.parametrize(
    ("zh", "en"), [("汉斯·林德伯格", "Hans Lindbergh"), ("林德伯格", "Hans Lindbergh"), ("周小林", "Zhou Xiaolin")]
)
def test_a_name_that_only_one_side_was_found_to_name_is_looked_for_in_the_other_text(zh: str, en: str) -> None:
    assert check(f"工程师{zh}退休了。", (), f"Engineer {en} has retired.", (en,)) == []
    assert check(f"工程师{zh}退休了。", (zh,), f"Engineer {en} has retired.", ()) == []


def test_a_full_name_is_put_beside_a_full_name() -> None:
    zh, en = "林德伯格和安娜·门多萨谈话。", "Lindbergh talked to Peter Costello."
    rows = check_pair(people("zh", zh, "安娜·门多萨"), people("en", en, "Peter Costello"), zh, en, SETTINGS)  # type: ignore[arg-type]
    assert [row.reason for row in rows] == ["person.name-differs"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("罗伯特·史密斯", "Daniel Smith"),
        ("莫扎特", "Beethoven"),
        ("约翰逊", "Jackson"),
        ("李伟", "Wang Fang"),
        ("李国强", "Li Guodong"),
    ],
)
def test_a_shared_part_or_a_fixed_form_does_not_hide_another_person(zh: str, en: str) -> None:
    assert check(f"记者拍到了{zh}。", (zh,), f"The reporter photographed {en}.", (en,)) == ["person.name-differs"]


def test_a_figure_is_judged_alike_whether_or_not_people_were_found_beside_it() -> None:
    zh_text, en_text = "林德伯格和门多萨带来45箱苹果。", "Lindbergh, Costello and Mary Jones brought some apples."
    figure = claim("zh", "count", "45箱", "45 item", start=10)
    names = people("zh", zh_text, "林德伯格", "门多萨"), people("en", en_text, "Lindbergh", "Costello", "Mary Jones")

    def score(zh: list[AnyClaim], en: list[AnyClaim]) -> list[float]:
        rows = check_pair(zh, en, zh_text, en_text, SETTINGS)
        return [row.score for row in rows if not row.reason.startswith("person.")]

    alone = score([figure], [])
    assert len(alone) == 1
    assert score([*names[0], figure], list(names[1])) == alone


@pytest.mark.parametrize(
    ("zh", "en"), [("李维", "Kevin Eldon"), ("陈静", "Johanna Linden"), ("刘洋", "Jordan Lee Yates"), ("马丽", "Martin Leigh")]
)
def test_what_a_chinese_name_shares_by_sound_with_a_foreign_one_does_not_excuse_it(zh: str, en: str) -> None:
    zh_text, en_text = f"记者{zh}昨天到了。", f"The reporter {en} arrived yesterday."
    row = claim("zh", "person", zh, zh, start=2)
    known = msgspec.structs.replace(row, value=PersonValue(name=zh, family=zh[0], given=zh[1:]))
    rows = check_pair([known], people("en", en_text, en), zh_text, en_text, SETTINGS)  # type: ignore[arg-type]
    assert [row.reason for row in rows if row.severity in ("critical", "major")] == ["person.name-differs"]
