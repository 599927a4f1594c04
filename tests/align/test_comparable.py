"""Links between accounts that do not translate each other: what fits is linked, what does not is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from duizhao.align import Encoder, Evidence, TextProfile, link, link_candidates, pair_documents, relation_of
from duizhao.align.comparable import _beads
from duizhao.align.evidence import Rarity, date_likeness
from duizhao.align.link_signs import headings, leaning, named_before, words_shared
from duizhao.align.near_words import near_words
from duizhao.align.pairing import _missing_values
from duizhao.align.romanised import spelled_names
from duizhao.align.sides import read_side
from duizhao.segment import segment
from duizhao.settings import AlignSettings, SegmentSettings

SETTINGS = AlignSettings()
ZH = ["7月9日夜里，河堤在石墩村决口。", "救援队有64名队员和18艘船。", "队长是修车的。", "演出门票今天开售。"]
EN = [
    "Sixty-four volunteers came with 18 boats.",
    "The levee at Shidun broke on the night of July 9.",
    "Its leader repairs cars.",
    "Wheat prices have risen again this spring.",
]


def test_accounts_in_another_order_are_linked_and_the_rest_is_left_alone(encoder: Encoder) -> None:
    evidence = (
        [Evidence(dates=frozenset({(None, 7, 9)})), Evidence(numbers=frozenset({"64", "18"})), Evidence(), Evidence()],
        [Evidence(numbers=frozenset({"64", "18"})), Evidence(dates=frozenset({(None, 7, 9)})), Evidence(), Evidence()],
    )
    links = {(bead.zh, bead.en) for bead in link(ZH, EN, encoder, SETTINGS, evidence)}
    assert {((0,), (1,)), ((1,), (0,))} <= links
    assert not any(3 in zh or 3 in en for zh, en in links)


def test_nothing_is_linked_when_nothing_fits(encoder: Encoder) -> None:
    assert link(ZH[3:], EN[3:], encoder, SETTINGS) == []
    assert link([], EN, encoder, SETTINGS) == []
    assert link(ZH, [], encoder, SETTINGS) == []


def test_each_sentence_of_a_bead_is_linked_with_all_of_its_other_side_and_no_link_is_in_two_beads(encoder: Encoder) -> None:
    beads = link(ZH * 3, EN * 3, encoder, SETTINGS)
    links = [(i, j) for bead in beads for i in bead.zh for j in bead.en]
    assert len(links) == len(set(links))


def test_days_near_one_another_are_alike_and_far_ones_are_not() -> None:
    assert date_likeness((2020, 5, 13), (None, 5, 13)) == 1.0
    assert date_likeness((None, 5, 31), (None, 6, 1)) == 0.9
    assert date_likeness((2020, 5, 13), (2021, 5, 13)) == 0.0
    assert date_likeness((None, 2, 30), (None, 3, 1)) == 0.0
    assert date_likeness((2020, None, None), (2020, 5, 1)) == 0.15


def test_a_rare_number_says_more_than_a_common_one_and_a_misprint_says_something() -> None:
    zh = [Evidence(numbers=frozenset({"5417", "2"}))] + [Evidence(numbers=frozenset({"2"}))] * 9
    rarity = Rarity(zh, [])
    assert rarity.number("5417") > 2 * rarity.number("2")
    assert rarity.numbers(zh[0], Evidence(numbers=frozenset({"5471"}))) > 0
    assert rarity.numbers(zh[0], Evidence(numbers=frozenset({"9000"}))) == 0


def test_documents_of_one_event_are_paired_and_others_are_not(encoder: Encoder) -> None:
    wheat = ["小麦价格今年春天再次上涨。", "出口商担心干旱。", "政府将释放储备。"]
    zh = [TextProfile("flood-a", ZH[:3]), TextProfile("wheat-a", wheat)]
    en = [
        TextProfile("prices", [*EN[3:], "Exporters fear a drought.", "The government will release reserves."]),
        TextProfile("levee", EN[:3]),
    ]
    assert {(pair.zh, pair.en) for pair in pair_documents(zh, en, encoder, SETTINGS)} == {(0, 1), (1, 0)}
    assert pair_documents(zh[:1], en[:1], encoder, SETTINGS) == []


def test_a_file_is_not_paired_with_itself(encoder: Encoder) -> None:
    assert pair_documents([TextProfile("both.txt", ZH)], [TextProfile("both.txt", EN)], encoder, SETTINGS) == []
    assert pair_documents([TextProfile("a", ())], [TextProfile("b", EN)], encoder, SETTINGS) == []


MONTHS = {"May": 5, "June": 6}


def dates_of(text: str) -> Evidence:
    """Month and day alone, read plainly: the claims stage is not known here."""
    found = {(None, int(month), int(day)) for month, day in re.findall(r"(\d+)月(\d+)日", text)}
    found |= {(None, MONTHS[month], int(day)) for month, day in re.findall(r"\b(May|June) (\d+)", text)}
    numbers = {number.replace(",", "") for number in re.findall(r"\d[\d,]*", text)}
    return Evidence(numbers=frozenset(numbers), dates=frozenset(found))


@pytest.mark.shared
def test_the_seeds_accounts_of_one_mission_are_linked_over_their_different_dates(shared: Path, encoder: Encoder) -> None:
    import opencc

    texts = [next((shared / "seeds").glob(f"{number}_*")).read_text(encoding="utf-8") for number in ("001", "000")]
    # The damage is the normalizer's; here the readings it left in brackets are cut out plainly.
    texts[0] = opencc.OpenCC("t2s").convert(re.sub(r"\([a-zǜ-ͯà-üā-ǜ]+\)", "", texts[0]))
    zh, en = (
        [text[sentence.start : sentence.end] for sentence in segment(text, SegmentSettings()) if sentence.lang == lang]
        for text, lang in zip(texts, ("zh", "en"), strict=True)
    )
    zh = zh[-10:]
    beads = link(zh, en, encoder, SETTINGS, ([dates_of(text) for text in zh], [dates_of(text) for text in en]))
    found = {(i, j) for bead in beads for i in bead.zh for j in bead.en}
    start = next(i for i, text in enumerate(zh) if "5月13日" in text)
    assert (start, next(j for j, text in enumerate(en) if "May 14th" in text)) in found
    assert (start, next(j for j, text in enumerate(en) if "June 12th" in text)) in found


@pytest.mark.parametrize(
    ("zh", "en", "name"),
    [
        ("渔港路凌晨起火。", "A fire broke out on Yugang Road.", "yugang"),
        ("西安的展览昨天开幕。", "The show opened in Xi’an yesterday.", "xi'an"),
        ("门将方可扑出点球。", "Fang Ke saved the kick.", "fang ke"),
        ("吕梁的客车改线。", "Coaches to Lüliang take another road.", "luliang"),
        ("巴西外援莫塔扳平。", "Mota drew level.", "mota"),
    ],
)
def test_a_chinese_name_spelled_in_the_english_is_found_by_its_sound(zh: str, en: str, name: str) -> None:
    chinese, english = spelled_names([zh, "今天下雨。"], [en, "It rained on Long Road."])
    assert name in chinese[0] & english[0]
    assert chinese[1] == english[1] == frozenset()


def test_links_in_a_chain_give_beads_that_share_a_sentence_and_claim_nothing_more() -> None:
    beads = _beads({(0, 0): 0.9, (1, 0): 0.8, (1, 1): 0.7, (5, 4): 0.6, (6, 4): 0.6})
    assert {(i, j) for bead in beads for i in bead.zh for j in bead.en} == {(0, 0), (1, 0), (1, 1), (5, 4), (6, 4)}
    assert ((5, 6), (4,)) in {(bead.zh, bead.en) for bead in beads}


def test_no_sentence_has_more_than_five_partners() -> None:
    beads = _beads({(0, j): 0.9 - 0.01 * j for j in range(9)})
    assert [(bead.zh, bead.en) for bead in beads] == [((0,), (0, 1, 2, 3, 4))]


def test_in_long_accounts_the_nearest_clusters_hold_what_a_full_comparison_finds(hashing: Encoder) -> None:
    zh, en = [f"第{k}号" for k in range(400)], [f"number {k}" for k in reversed(range(400))]
    sides = read_side(zh, hashing.encode_spans(zh)), read_side(en, hashing.encode_spans(en))
    nothing = [Evidence()] * 400
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_candidates, "COMPARED", 0)
        pairs, _, _ = link_candidates.candidates(*sides, nothing, nothing, hashing)
    assert {(k, 399 - k) for k in range(400)} <= set(map(tuple, pairs.tolist()))


def test_files_named_alike_are_two_accounts_only_where_their_sentences_say_so(encoder: Encoder) -> None:
    lines_zh = ["小麦价格上涨。", "河堤决口。", "队长修车。", "演出开售。", "桥梁合龙。", "学校放假。", "地铁开通。", "雨停了。"]
    lines_en = [
        "Wheat prices rose.",
        "The levee broke.",
        "The captain repairs cars.",
        "Tickets for the show went on sale.",
        "The two halves of the bridge were joined.",
        "The school is on holiday.",
        "The metro opened.",
        "The rain stopped.",
    ]
    other = [
        "Grain traders met on Monday.",
        "Nobody was hurt in the village.",
        "He is forty.",
        "The singer was late.",
        "Engineers drank tea.",
        "Children painted.",
        "A train was full.",
        "Umbrellas sold well.",
    ]
    assert relation_of(TextProfile("a.zh", lines_zh), TextProfile("a.en", lines_en), encoder) == "translation"
    assert relation_of(TextProfile("a.zh", lines_zh), TextProfile("a.en", other), encoder) == "comparable"
    assert relation_of(TextProfile("a.zh", lines_zh[:3]), TextProfile("a.en", other[:3]), encoder) == "translation"


def test_accounts_in_the_same_order_are_told_by_what_only_one_of_them_states() -> None:
    def stating(*numbers: str) -> TextProfile:
        return TextProfile("a", ["x"] * len(numbers), [Evidence(numbers=frozenset({number})) for number in numbers])

    zh = stating("118", "42", "3206", "52000", "280")
    assert _missing_values(zh, stating("118", "42", "3206", "52000", "280", "77")) == 0.0
    assert _missing_values(zh, stating("118", "42", "200", "63", "820")) > 0.15
    assert _missing_values(stating("7"), stating("8")) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "He was later named captain.",
        '"They lost," she said.',
        "None of them came.",
        "其中三人受傷。",
        "“他”輸了。",
        "该桥1958年建成。",
    ],
)
def test_a_sentence_that_begins_with_a_word_for_something_named_before_leans(text: str) -> None:
    assert leaning([text]).tolist() == [1.0]


@pytest.mark.parametrize("text", ["Hebei is dry.", "Item 4 was dropped.", "Thermal power fell.", "桥是他造的。", ""])
def test_a_sentence_that_names_what_it_tells_of_does_not_lean(text: str) -> None:
    assert leaning([text]).tolist() == [0.0]


def test_a_heading_is_a_sentence_without_a_closing_mark_among_others_that_have_one(hashing: Encoder) -> None:
    def found(*texts: str) -> list[float]:
        return headings(read_side(texts, hashing.encode_spans(texts))).tolist()

    assert found("Two die in fire", "The fire broke out at four.", "Nobody saw it.") == [1.0, 0.0, 0.0]
    assert found("仓库起火", "火于四时燃起。", "“没人看见。”") == [1.0, 0.0, 0.0]
    assert found("yes", "no", "who knows?") == [0.0, 0.0, 0.0]


def test_words_that_translate_each_other_are_shared_whichever_sentences_hold_them() -> None:
    pairs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    zh, en = ["渡轮停航。", "葡萄受损。"], ["The grapes were spoiled.", "The ferry stood still."]
    shared = words_shared(pairs, zh, en)
    assert shared[1] > shared[0]
    assert shared[2] > shared[3]
    assert words_shared(pairs[:0], zh, en).tolist() == []


def test_words_near_one_another_tell_a_pair_that_no_dictionary_joins(encoder: Encoder) -> None:
    pairs = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 0]])
    zh, en = ["果园里的葡萄受损。", "渡轮停航。", "12"], ["The vineyards were hit.", "Boats stayed in port.", "It is."]
    near = near_words(pairs, zh, en, encoder)
    assert near[0] > near[1]
    assert near[3] > near[2]
    assert near[4] == 0.0
    assert near_words(pairs[:0], zh, en, encoder).tolist() == []
    assert near_words(pairs, zh, ["", "1", ""], encoder).tolist() == [0.0] * 5


@pytest.mark.parametrize(
    "text",
    ["He won.", "In May she left.", '"His leg hurts," said the doctor.', "当时他十岁。", "其父是医生。", "她們的隊長是她。"],
)
def test_a_pronoun_for_a_person_brings_the_names_before_it(text: str) -> None:
    names = frozenset({"tang wei"})
    assert named_before(["x", text], [names, frozenset()])[1] == names
    assert named_before(["x", "y", text], [names, frozenset(), frozenset()])[2] == names
    assert named_before(["x", "y", "z", text], [names, *[frozenset[str]()] * 3])[3] == frozenset()


@pytest.mark.parametrize(
    "text", ["They won.", "The sheep left.", "其中三人受伤。", "其他球队获胜。", "他們贏了。", "土耳其队赢了。", ""]
)
def test_no_name_is_brought_by_what_stands_for_nobody(text: str) -> None:
    assert named_before(["x", text], [frozenset({"tang wei"}), frozenset()])[1] == frozenset()


def test_a_name_is_shared_with_the_pronoun_that_may_stand_for_it() -> None:
    named, pronoun = Evidence(names=frozenset({"tang wei"})), Evidence(before=frozenset({"tang wei"}))
    rarity = Rarity([named], [named])
    assert rarity.shared(named, pronoun) == (0.0, 0.0, 0.0, 0.0, 1.0)
    assert rarity.shared(pronoun, named) == (0.0, 0.0, 0.0, 0.0, 1.0)
    assert rarity.shared(named, named)[3:] == (1.0, 0.0)
    assert rarity.shared(pronoun, pronoun)[4] == 0.0
