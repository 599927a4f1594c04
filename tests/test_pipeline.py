"""The library gives what the commands give."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import duizhao
from duizhao import Pipeline, Settings, load_run
from duizhao.errors import UnreadableError, UsageError
from duizhao.model import NumericValue, to_json
from duizhao.pipeline import PairWarning
from duizhao.settings import ClaimSettings

WITHOUT_PEOPLE = Pipeline(Settings(claims=ClaimSettings(people=False)))


def test_what_the_package_names_is_there() -> None:
    for name in duizhao.__all__:
        assert getattr(duizhao, name) is not None
    with pytest.raises(AttributeError):
        duizhao.nothing_of_the_kind  # noqa: B018


def test_a_claim_of_a_damaged_text_keeps_its_place_in_it() -> None:
    text = "累計培訓(xùn)約5400人次，由十名醫(yī)生完成。"
    claims = WITHOUT_PEOPLE.claims(text)
    assert [text[claim.start : claim.end] for claim in claims] == [claim.surface for claim in claims] == ["約5400人次", "十名"]


def test_texts_and_lists_of_sentences_give_the_same_beads() -> None:
    zh = ["今天下雨。", "他没有出门。", "晚上雪停了，街上很安静。"]
    en = ["It rained today.", "He did not go out.", "In the evening the snow stopped and the street was quiet."]
    from_lists = WITHOUT_PEOPLE.align(zh, en)
    from_texts = WITHOUT_PEOPLE.align("".join(zh), " ".join(en))
    assert [(bead.zh_indices, bead.en_indices) for bead in from_lists] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert [(bead.zh, bead.en) for bead in from_texts] == [(bead.zh, bead.en) for bead in from_lists]
    text = "".join(zh)
    assert [text[start:end] for bead in from_texts for start, end in bead.zh_spans] == zh


def test_a_side_without_sentences_gives_omissions_only() -> None:
    assert [(bead.zh_indices, bead.en_indices) for bead in WITHOUT_PEOPLE.align(["今天下雨。"], [])] == [((0,), ())]
    assert WITHOUT_PEOPLE.align([], []) == []


def test_an_empty_sentence_keeps_the_numbers_of_the_others() -> None:
    beads = WITHOUT_PEOPLE.align(["今天下雨。", ""], ["It rained today.", ""])
    assert ((0,), (0,)) in [(bead.zh_indices, bead.en_indices) for bead in beads]
    assert {index for bead in beads for index in bead.zh_indices} <= {0, 1}


def test_a_sentence_with_a_line_break_is_refused() -> None:
    with pytest.raises(UsageError, match="Sentence 1"):
        WITHOUT_PEOPLE.align(["一", "二\n三"], ["one", "two"])


def test_pairs_are_checked_in_order_and_by_themselves() -> None:
    pairs = [("共有20名成员", "There are 20 members"), ("共有20名成员", "There are 30 members")] * 40
    found = list(WITHOUT_PEOPLE.check_pairs(pairs))
    assert len(found) == len(pairs)
    assert [bool(findings) for findings in found] == [False, True] * 40
    assert found[1] == [finding for finding in found[1] if finding.pair == 2]
    assert [finding.reason for finding in found[1]] == [finding.reason for finding in WITHOUT_PEOPLE.check(*pairs[1])]


def test_sides_that_are_swapped_are_read_the_other_way_round_with_a_warning() -> None:
    with pytest.warns(PairWarning, match="other way round"):
        (finding,) = WITHOUT_PEOPLE.check("There were 13 people.", "共12人。")
    assert (finding.zh[0].surface, finding.en[0].surface) == ("12人", "13")


def test_a_pair_in_one_language_is_not_compared_and_those_behind_it_are() -> None:
    pairs = [("我们有三只猫。", "他们有四只猫。"), ("共12人", "13 people")]
    with pytest.warns(PairWarning, match="both sides are Chinese"):
        found = list(WITHOUT_PEOPLE.check_pairs(pairs))
    assert [[finding.pair for finding in findings] for findings in found] == [[], [2]]


def test_pairs_may_be_rows_with_ids() -> None:
    rows = [{"id": "u7", "zh": "共12人", "en": "13 people"}, {"source": "13 people", "target": "共12人"}]
    found = list(WITHOUT_PEOPLE.check_pairs(rows))
    assert [[finding.pair for finding in findings] for findings in found] == [["u7"], [2]]
    with pytest.raises(UsageError, match="Pair 1 has no en"):
        next(WITHOUT_PEOPLE.check_pairs([{"id": "u7", "zh": "共12人"}]))


@pytest.mark.parametrize("wrong", [None, b"5 chats", 5])
def test_what_is_no_text_is_a_type_error_that_says_so(wrong: Any) -> None:
    for call in (
        lambda: WITHOUT_PEOPLE.claims(wrong, lang="en"),
        lambda: WITHOUT_PEOPLE.normalize(wrong),
        lambda: WITHOUT_PEOPLE.check(wrong, "5 chats"),
        lambda: WITHOUT_PEOPLE.align(wrong, "5 chats"),
        lambda: WITHOUT_PEOPLE.align(["五次"], [wrong]),
    ):
        with pytest.raises(TypeError, match=f"A text is a str, not {type(wrong).__name__}"):
            call()


@pytest.mark.parametrize("wrong", ["ab", None, ("一", "one", "eins")])
def test_what_is_no_pair_is_a_type_error_that_says_so(wrong: Any) -> None:
    with pytest.raises(TypeError, match="Pair 1 is a"):
        next(WITHOUT_PEOPLE.check_pairs([wrong]))


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr'"):
        WITHOUT_PEOPLE.claims("5 chats", lang="fr")  # type: ignore[arg-type]


def test_the_package_lists_its_public_names() -> None:
    assert set(duizhao.__all__) <= set(dir(duizhao))


def test_a_claim_as_plain_values_is_the_row_of_the_file() -> None:
    claims = WITHOUT_PEOPLE.claims("约5400人次，1.87亿元，0.1%，三分之一，5月13日，晚上7点半", lang="zh")
    assert len(claims) == 6
    assert [json.loads(json.dumps(claim.to_dict())) for claim in claims] == [json.loads(to_json(claim)) for claim in claims]


def test_a_figure_that_no_float_stands_for_stays_exact_as_plain_values() -> None:
    number = Fraction("0.12345678901234567890123")
    value = NumericValue(number=number, low=Fraction(1, 3), high=Fraction(10**30))
    plain = json.loads(json.dumps(value.to_dict()))
    assert (Fraction(plain["number"]), plain["low"], plain["high"]) == (number, "1/3", 10**30)


def test_a_run_is_the_same_when_it_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where nobody has a run in `out` already
    (tmp_path / "a.zh.txt").write_text("5月13日，专家组抵达。\n", encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("The team arrived on May 14.\n", encoding="utf-8")
    run = WITHOUT_PEOPLE.extract([tmp_path / "a.zh.txt", tmp_path / "a.en.txt"], tmp_path / "run")
    assert [finding.reason for finding in run.findings] == ["date.day-differs"]
    with pytest.raises(UnreadableError, match="nosuch"):
        WITHOUT_PEOPLE.extract(str(tmp_path / "nosuch"))
    assert load_run(tmp_path / "run").findings == load_run(str(tmp_path / "run")).findings == run.findings
