"""Beads and the findings they lead to, built by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from duizhao.consistency import BeadClaims, check_beads, check_pair
from duizhao.model import AnyClaim, Claim, ClaimKind, Lang
from duizhao.settings import ConsistencySettings
from tests.consistency.by_hand import bead, claim
from tests.timing import processor_seconds

SETTINGS = ConsistencySettings()
CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "beads.jsonl").read_text(encoding="utf-8").splitlines()]


def placed(lang: Any, text: str, rows: list[list[str]]) -> list[Any]:
    """Claims at their places in a text."""
    found, cursor = [], 0
    for kind, words, *rest in rows:
        cursor = text.index(words, cursor)
        found.append(claim(lang, kind, words, *rest, start=cursor))  # type: ignore[arg-type]
    return found


def of_case(case: dict[str, Any], name: str = "b") -> BeadClaims:
    """The bead of a row of data/beads.jsonl."""
    zh, en = placed("zh", case["zh"], case["zh_claims"]), placed("en", case["en"], case["en_claims"])
    made = bead(case["zh"], zh, case["en"], en, name)
    return replace(
        made,
        zh_unread=tuple(placed("zh", case["zh"], case.get("zh_unread", []))),
        en_unread=tuple(placed("en", case["en"], case.get("en_unread", []))),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_bead_leads_to_the_findings_a_reviewer_expects(case: dict[str, Any]) -> None:
    found = [row for row in check_beads([of_case(case)], SETTINGS) if row.severity != "info"]
    assert sorted([row.kind, row.severity, row.reason] for row in found) == sorted(case["findings"])


def test_a_finding_names_both_sides_in_both_languages() -> None:
    zh = claim("zh", "date", "5月13日", "XXXX-05-13")
    en = claim("en", "date", "May 14th", "XXXX-05-14")
    (row,) = check_pair([zh], [en], "5月13日启程", "left on May 14th", SETTINGS)
    assert row.message.en == "The Chinese says 13 May, the English 14 May."
    assert row.message.zh == "中文为5月13日，英文为5月14日。"
    assert (row.zh, row.en) == ((zh.id,), (en.id,))


def test_a_sentence_left_out_names_all_that_it_says_in_reading_order() -> None:
    zh = placed("zh", "出动消防车12辆、救援人员203人", [["count", "12辆", "12 vehicle"], ["count", "203人", "203 person"]])
    (row,) = check_beads([bead("出动消防车12辆、救援人员203人", zh, "", [], "b")], SETTINGS)
    assert row.message.en == "The Chinese sentence that says 12 vehicles and 203 people has no English counterpart."
    assert row.message.zh == "含有12辆、203人的中文句子没有对应的英文。"
    assert (row.zh, row.en) == (tuple(one.id for one in zh), ())


def test_a_score_is_told_as_it_stands() -> None:
    zh, en = claim("zh", "number", "6-4", "4..6 score"), claim("en", "number", "7-5", "5..7 score")
    (row,) = check_pair([zh], [en], "以6-4获胜", "won 7-5", SETTINGS)
    assert "the Chinese says 6-4, the English 7-5" in row.message.en


def test_what_is_missing_names_the_nearest_alternative() -> None:
    zh = claim("zh", "count", "1350人次", "1350 person-time")
    first = claim("en", "count", "1,350", "1350 person-time")
    second = claim("en", "count", "1,400", "1400 person-time", start=20)
    row = next(
        row
        for row in check_pair([zh], [first, second], "培训1350人次", "1,350 were trained and 1,400 came", SETTINGS)
        if row.kind == "missing-in-zh"
    )
    assert "1,350" in row.message.en


def test_a_claim_that_moved_to_the_neighbouring_bead_is_not_missing() -> None:
    first = bead("设座位350个。", [claim("zh", "count", "350个", "350 item")], "The hall is new.", [], "b1")
    second = bead("大厅是新建的。", [], "It has 350 seats.", [claim("en", "count", "350", "350 item")], "b2")
    assert check_beads([first, second], SETTINGS) == []


def test_beads_of_another_document_are_no_neighbours() -> None:
    first = bead("设座位350个。", [claim("zh", "count", "350个", "350 item")], "The hall is new.", [], "b1")
    other = BeadClaims("b2", "other", "translation", (), (claim("en", "count", "350", "350 item"),), "大厅", "It has 350 seats.")
    assert {row.kind for row in check_beads([first, other], SETTINGS)} == {"missing-in-en", "missing-in-zh"}


def test_the_same_beads_give_the_same_findings_whatever_stands_around_them() -> None:
    alone = check_beads([of_case(CASES[0], "b1")], SETTINGS)
    again = check_beads([of_case(CASES[0], "b1")], SETTINGS)
    assert alone == again


def test_a_score_below_the_threshold_is_shown_as_info() -> None:
    strict = ConsistencySettings(major_score=1.0)
    assert {row.severity for row in check_beads([of_case(CASES[0])], strict)} == {"info"}


def test_findings_below_the_least_score_are_left_out() -> None:
    assert check_beads([of_case(CASES[0])], ConsistencySettings(min_score=1.0)) == []


def test_empty_and_swapped_sides_are_taken_as_they_come() -> None:
    assert check_pair([], [], "", "", SETTINGS) == []
    swapped = check_pair([claim("zh", "count", "15人", "15 person")], [], "", "15人", SETTINGS)
    assert all(isinstance(row.message.en, str) for row in swapped)


def test_a_bead_of_a_thousand_claims_is_checked_in_one_go() -> None:
    zh = [claim("zh", "count", f"{n}人", f"{n} person", start=n * 8) for n in range(100, 400)]
    en = [claim("en", "count", f"{n}", f"{n} person", start=n * 8) for n in range(100, 400)]
    assert check_pair(zh, en, " ".join(c.normalized for c in zh), " ".join(c.normalized for c in en), SETTINGS) == []


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        (("date", "5月13日", "XXXX-05-13"), ("date", "May 14", "XXXX-05-14"), ["date.day-differs"]),
        (("date", "5月13日", "XXXX-05-13"), ("date", "August 2", "XXXX-08-02"), []),
        (("count", "2317人", "2317 person"), ("count", "2,371", "2371 person"), ["number.digits-swapped"]),
        (("count", "15人", "15 person"), ("count", "40", "40 person"), []),
        (("count", "15人", "15 person"), ("count", "15", "15 person"), []),
        (("count", "14人", "14 person"), ("count", "forty", "40 person"), ["number.differs"]),
        (("count", "90人", "90 person"), ("count", "nineteen", "19 person"), ["number.differs"]),
        (("count", "九十七人", "97 person"), ("count", "over 90", "90 person", "over"), []),
        (("count", "52740人", "52740 person"), ("count", "some 52,700", "52700 person", "about"), []),
        (("count", "约2300人", "2300 person", "about"), ("count", "2,317", "2317 person"), []),
        (("count", "2317人", "2317 person"), ("count", "about 2,371", "2371 person", "about"), ["number.digits-swapped"]),
    ],
)
def test_comparable_texts_report_near_misses_and_nothing_else(zh: Any, en: Any, expected: list[str]) -> None:
    row = bead(zh[1], [claim("zh", *zh)], en[1], [claim("en", *en)], relation="comparable")
    assert [found.reason for found in check_beads([row], SETTINGS)] == expected


def test_what_comparable_texts_say_alike_elsewhere_is_out_of_the_way() -> None:
    # The English of the first link is the Chinese of the second: nothing contradicts.
    rows = []
    for name, zh_day, en_day, start in (("b1", 10, 12, 0), ("b2", 12, 10, 40)):
        zh = claim("zh", "date", f"6月{zh_day}日", f"XXXX-06-{zh_day}", start=start)
        en = claim("en", "date", f"June {en_day}", f"XXXX-06-{en_day}", start=start)
        rows.append(bead(zh.normalized, [zh], en.normalized, [en], name, "comparable"))
    assert check_beads(rows, SETTINGS) == []


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        # The only figure of its unit, in passages that agree in something else.
        (["6.42 CNY", "8 %"], ["5.9 CNY", "8 %"], ["number.differs"]),
        (["6.42 CNY", "8 %"], ["5.9 CNY", "40 %"], []),
        (["6.42 CNY", "8 %", "70 CNY"], ["5.9 CNY", "8 %"], []),
        (["6.42 CNY", "8 %"], ["5.9 USD", "8 %"], []),
        (["6.42 item", "8 %"], ["5.9 item", "8 %"], []),
        # A rise told by its size, a whole told by its parts.
        (["60 CNY", "85 CNY"], ["25 CNY"], []),
        (["48 person"], ["31 person", "17 person"], []),
        (["60 CNY", "85 CNY"], ["58 CNY"], ["number.digits-swapped"]),
    ],
)
def test_figures_of_two_accounts_are_weighed_with_those_beside_them(zh: list[str], en: list[str], expected: list[str]) -> None:
    def claims(lang: Lang, values: list[str]) -> list[AnyClaim]:
        kinds: dict[str, ClaimKind] = {"%": "percent", "CNY": "money", "USD": "money"}
        return [claim(lang, kinds.get(v.split()[1], "count"), v.split()[0], v, start=9 * n) for n, v in enumerate(values)]

    row = bead(" ".join(zh), claims("zh", zh), " ".join(en), claims("en", en), relation="comparable")
    assert [found.reason for found in check_beads([row], SETTINGS)] == expected


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        # Another month; the only month or year that the passage has left.
        (("7月1日", "XXXX-07-01"), ("June 1", "XXXX-06-01"), ["date.month-differs"]),
        (("7月1日", "2021-07-01"), ("June 1, 2022", "2022-06-01"), []),
        (("7月1日", "XXXX-07-01"), ("May 20", "XXXX-05-20"), []),
        (("今年3月", "2024-03"), ("May", "XXXX-05"), ["date.month-differs"]),
        (("1948年", "1948"), ("1949", "1949"), ["date.year-differs"]),
        (("1987年", "1987"), ("1978", "1978"), ["date.year-differs"]),
        (("1948年", "1948"), ("1912", "1912"), []),
        (("1948年", "1948"), ("May 1949", "1949-05"), []),
        # The only duration, in a link that is sure.
        (("四个月", "4 month"), ("fourteen months", "14 month"), ["number.differs"]),
        (("四个月", "4 month"), ("sixteen months", "16 month"), []),
        (("8829秒", "8829 second"), ("8947 seconds", "8947 second"), ["number.differs"]),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_a_sure_link_leaves_alone_is_compared(
    zh: tuple[str, str], en: tuple[str, str], expected: list[str], turned: bool
) -> None:
    zh, en = ((zh[0], en[1]), (en[0], zh[1])) if turned else (zh, en)
    sides = [
        claim(lang, "duration" if " " in value else "date", words, value) for lang, (words, value) in (("zh", zh), ("en", en))
    ]
    linked = replace(bead(zh[0], sides[:1], en[0], sides[1:], relation="comparable"), score=0.97)
    assert [found.reason for found in check_beads([linked], SETTINGS)] == expected


def test_two_years_of_one_passage_are_not_alone() -> None:
    zh = [claim("zh", "date", "1948年", "1948"), claim("zh", "date", "1950年", "1950", start=9)]
    linked = bead("1948年和1950年", zh, "1949", [claim("en", "date", "1949", "1949")], relation="comparable")
    assert check_beads([replace(linked, score=0.97)], SETTINGS) == []


@pytest.mark.parametrize("dateline", ["SHIPU, Aug. 15 — ", "SHIPU, Aug. 15 (Coast Wire) - "])
def test_the_day_on_which_an_account_was_written_contradicts_nothing(dateline: str) -> None:
    zh = claim("zh", "date", "8月14日", "XXXX-08-14")
    en = claim("en", "date", "Aug. 15", "XXXX-08-15", start=7)
    told = bead("8月14日，台风登陆。", [zh], "The typhoon came ashore on Aug. 15.", [en], relation="comparable")
    written = bead("8月14日，台风登陆。", [zh], f"{dateline}The typhoon came ashore.", [en], relation="comparable")
    assert [found.reason for found in check_beads([told], SETTINGS)] == ["date.day-differs"]
    assert check_beads([written], SETTINGS) == []


def test_a_figure_elsewhere_answers_only_one_of_its_sort() -> None:
    # Seven satellites are not the seven months that the other account calls nine.
    zh = [claim("zh", "duration", "七个月", "7 month")]
    linked = bead(
        "用了七个月", zh, "It took nine months", [claim("en", "duration", "nine months", "9 month")], "b1", "comparable"
    )
    other = bead("", [], "Seven satellites", [claim("en", "count", "Seven", "7 item")], "b2", "comparable")
    assert [found.reason for found in check_beads([linked, other], SETTINGS)] == ["number.differs"]


def test_findings_carry_ids_that_survive_a_new_run() -> None:
    first, second = (check_beads([of_case(CASES[0], name)], SETTINGS)[0].id for name in ("b1", "other"))
    assert first == second
    assert isinstance(of_case(CASES[0]).zh[0], Claim)


def test_a_sentence_without_a_translation_is_not_missing_where_a_comparable_text_tells_of_it() -> None:
    seats = claim("zh", "count", "350个", "350 item")
    left_out = bead("设座位350个。", [seats], "", [], "b1")
    linked = bead("设座位350个。", [seats], "It seats 350.", [claim("en", "count", "350", "350 item")], "b2", "comparable")
    assert [row.reason for row in check_beads([left_out], SETTINGS)] == ["missing.sentence-in-english"]
    assert check_beads([left_out, linked], SETTINGS) == []


def test_a_whole_passage_without_a_translation_is_no_omission_to_report() -> None:
    beads = [
        bead(f"座位3{n}0个。", [claim("zh", "count", f"3{n}0个", f"3{n}0 item", start=n * 9)], "", [], f"b{n}") for n in range(6)
    ]
    assert {row.severity for row in check_beads(beads, SETTINGS)} <= {"info"}


def test_a_chapter_in_one_cell_is_checked_in_time_that_grows_with_its_length() -> None:
    def seconds(size: int) -> float:
        zh_text = "".join(f"第{n}队有{n * 7}人。" for n in range(1, size))
        en_text = " ".join(f"Team {n} had {n * 7 + (n == 40)} people." for n in range(1, size))
        zh = placed("zh", zh_text, [["count", f"{n * 7}人", f"{n * 7} person"] for n in range(1, size)])
        en = placed("en", en_text, [["count", f"{n * 7 + (n == 40)}", f"{n * 7 + (n == 40)} person"] for n in range(1, size)])
        assert "value-mismatch" in {row.kind for row in check_pair(zh, en, zh_text, en_text, SETTINGS)}
        return processor_seconds(lambda: check_pair(zh, en, zh_text, en_text, SETTINGS))

    seconds(100)
    assert seconds(3200) < 40 * max(0.02, seconds(200))


@pytest.mark.parametrize(("confidence", "told"), [(0.97, True), (0.6, False)])
def test_a_sentence_left_out_is_told_of_by_a_name_that_surely_is_one(confidence: float, told: bool) -> None:
    name = msgspec.structs.replace(claim("en", "person", "Ada Marsh", "Ada Marsh"), confidence=confidence)
    found = check_beads([bead("", [], "Ada Marsh", [name], "b1")], SETTINGS)
    assert any(row.severity == "major" for row in found) is told
