"""The tables of the language model, and what is added to the dictionary they come from."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from duizhao.normalize.channels import Variety
from duizhao.normalize.language import load_language_model
from duizhao.normalize.names_behind import likeness, words_behind
from duizhao.normalize.ngrams import load_ngrams
from duizhao.normalize.symbols import symbols, symbols_digest
from duizhao.normalize.tables import facts_digest, load_tables


@pytest.mark.parametrize("variety", ["hans", "hant"])
def test_the_tables_were_derived_from_the_facts_that_are_here(variety: Variety) -> None:
    assert load_tables(variety).digest == facts_digest(), "run benchmarks/language_tables.py again"


def test_runs_were_counted_in_the_symbols_that_text_becomes_here() -> None:
    assert load_ngrams().digest == symbols_digest(), "run benchmarks/counted_table.py again"


@pytest.mark.parametrize(
    ("before", "right", "wrong", "behind"),
    [
        ("遇难人数已升至", "近", "进", " 40 人"),
        ("遇難人數已升至", "近", "進", " 40 人"),
        ("工程总投资", "约", "纹", "3.2亿元"),
        ("她在谈起自己", "的", "四", "家乡时"),
        ("她在談起自己", "的", "四", "家鄉時"),
    ],
)
def test_running_text_tells_function_words_beside_figures_and_words(before: str, right: str, wrong: str, behind: str) -> None:
    ngrams = load_ngrams()
    assert ngrams.score("", symbols(before + right + behind)) > ngrams.score("", symbols(before + wrong + behind))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("據 2019 年的統計", "据Y年的统计"),
        ("约３.5万人，占 12%", "约9万人，占9％"),
        ("歌手 Ella Fitzgerald 说：“好。”", "歌手A说：“好。”"),
        ("歌手 Ella Fitzgerald 說：「好。」", "歌手A说：“好。”"),
        ("等一等……再說——好嗎?", "等一等…再说—好吗？"),
    ],
)
def test_text_of_both_scripts_becomes_the_same_symbols(text: str, found: str) -> None:
    assert symbols(text) == found


def test_a_symbol_never_counted_is_unlikelier_than_any_that_was() -> None:
    ngrams = load_ngrams()
    assert ngrams.score("", "歱") < min(ngrams.score("", char) for char in "的魇，9A")


def test_every_modern_word_is_a_word_of_its_model() -> None:
    facts = tomllib.loads(files("duizhao.normalize").joinpath("modern.toml").read_text("utf-8"))
    for group in facts["words"]:
        model = load_language_model(group.get("script", "hans"))
        missing = [word for word in group["all"].replace("·", " ").split() if not model.words.frequency(word)]
        assert missing == []


@pytest.mark.parametrize("variety", ["hans", "hant"])
def test_shares_beside_figures_are_shares(variety: Variety) -> None:
    for name, table in load_tables(variety).beside.items():
        assert all(0.0 < share < 1.0 for share in table.values()), name


@pytest.mark.parametrize(
    ("before", "behind", "right", "wrong"),
    [
        ("強", " (Johnson) 說", "森", "河"),
        ("瓦", "(Kavanaugh)", "諾", "說"),
        ("朗", "（Trump）", "普", "時"),
        ("米", " (Milan)", "蘭", "圖"),
        ("容", " (Ri Yong-ho)", "浩", "海"),
        ("納", " (Anna Meyer-Lee)", "李", "村"),
        ("瑪", "(Roma)", "瑪", "卡"),
        ("伏", " (Volvo)", "沃", "巴"),
    ],
)
def test_a_name_behind_tells_the_last_character_of_its_chinese_form(before: str, behind: str, right: str, wrong: str) -> None:
    words = words_behind(behind)
    assert likeness(before, right, words) > likeness(before, wrong, words)


@pytest.mark.parametrize("behind", [" (WHO)", "（NATO）", "(UNICEF EU)"])
def test_an_abbreviation_is_no_name_told_by_its_sounds(behind: str) -> None:
    assert words_behind(behind) == ()


def test_without_a_name_behind_there_is_nothing_to_go_by() -> None:
    assert words_behind("（見附圖）") == ()
    assert words_behind("說 (Trump)") == ()


@pytest.mark.parametrize("before", ["", "，", "「", "：", "A", "9", "的", "国", "國", "の", "─", "α", "★", "\ufffd"])
@pytest.mark.parametrize("chars", ["中国國的一", "，。「」", "ひらが、★", "─│☆", "αβ的，", "の", "\ue000ж"])
@pytest.mark.parametrize("variety", ["hans", "hant"])
def test_many_characters_at_once_are_as_likely_as_one_by_one(variety: Variety, before: str, chars: str) -> None:
    model = load_language_model(variety)
    one_by_one = [model.log_probability(before, char) for char in chars]
    assert model.log_probabilities(before, [*chars, ""]) == [*one_by_one, 0.0]
    assert model.best(before, model.group(chars)) == pytest.approx(max(one_by_one))
