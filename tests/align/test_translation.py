"""Beads of translations: every sentence in exactly one, omissions on their own, honest scores, time and memory in proportion."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.align import Bead, Encoder, align
from duizhao.align.corridor import chain, corridor
from duizhao.settings import AlignSettings

SETTINGS = AlignSettings()
ZH = ["水库昨天开闸放水。", "下游三个村庄的居民提前撤离。", "没有人受伤。", "明天将恢复供电。", "市长感谢了志愿者。"]
EN = [
    "The reservoir opened its gates yesterday.",
    "Residents of three villages downstream had left in time.",
    "Nobody was hurt.",
    "Power will be back tomorrow.",
    "The mayor thanked the volunteers.",
]


def test_sentences_of_a_translation_find_each_other(encoder: Encoder) -> None:
    assert [(bead.zh, bead.en) for bead in align(ZH, EN, encoder, SETTINGS)] == [((k,), (k,)) for k in range(5)]


def test_a_sentence_left_out_stands_alone(encoder: Encoder) -> None:
    beads = align(ZH, EN[:1] + EN[2:], encoder, SETTINGS)
    assert Bead((1,), (), 0.0).zh in [bead.zh for bead in beads if not bead.en]
    assert [bead.zh for bead in beads if bead.en] == [(0,), (2,), (3,), (4,)]


def test_two_sentences_told_in_the_other_order_cross(encoder: Encoder) -> None:
    en = [EN[0], EN[2], EN[1], EN[3], EN[4]]
    assert [(bead.zh, bead.en) for bead in align(ZH, en, encoder, SETTINGS)] == [
        ((0,), (0,)),
        ((1,), (2,)),
        ((2,), (1,)),
        ((3,), (3,)),
        ((4,), (4,)),
    ]


def test_a_sentence_told_after_the_next_two_is_found(encoder: Encoder) -> None:
    en = [EN[0], EN[2], EN[3], EN[1], EN[4]]
    assert ((1,), (3,)) in [(bead.zh, bead.en) for bead in align(ZH, en, encoder, SETTINGS)]


def test_a_sentence_told_in_two_shares_a_bead(encoder: Encoder) -> None:
    zh = [ZH[0], "下游三个村庄的居民提前撤离，没有人受伤。", ZH[3]]
    assert [(bead.zh, bead.en) for bead in align(zh, EN[:4], encoder, SETTINGS)] == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))]


def test_an_empty_side_leaves_every_sentence_alone(hashing: Encoder) -> None:
    assert align([], [], hashing, SETTINGS) == []
    assert [(bead.zh, bead.en) for bead in align(["一"], [], hashing, SETTINGS)] == [((0,), ())]
    assert [(bead.zh, bead.en) for bead in align([], ["a", "b"], hashing, SETTINGS)] == [((), (0,)), ((), (1,))]


def test_a_side_in_the_wrong_order_finds_few_partners_and_says_so(hashing: Encoder, caplog: pytest.LogCaptureFixture) -> None:
    zh = [f"第{k}句" for k in range(60)]
    beads = align(zh, [f"sentence {k}" for k in reversed(range(60))], hashing, SETTINGS)
    assert sum(bead.score for bead in beads if bead.zh and bead.en) < 20
    assert "out of order" in caplog.text
    caplog.clear()
    align(zh, [f"sentence {k}" for k in range(60)], hashing, SETTINGS)
    assert not caplog.text


def test_both_sides_in_one_language_are_no_trouble(encoder: Encoder) -> None:
    beads = align(ZH, ZH, encoder, SETTINGS)
    assert sorted(i for bead in beads for i in bead.zh) == list(range(5))


def test_a_sentence_of_a_hundred_thousand_characters_is_read(encoder: Encoder) -> None:
    beads = align([ZH[0], "水" * 100_000, ZH[2]], [EN[0], "water " * 16_000, EN[2]], encoder, SETTINGS)
    assert sorted(j for bead in beads for j in bead.en) == [0, 1, 2]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 30), max_size=40), st.lists(st.integers(0, 30), max_size=40))
def test_every_sentence_is_in_exactly_one_bead_and_the_chinese_order_is_kept(zh: list[int], en: list[int]) -> None:
    from tests.align.conftest import HashEncoder

    beads = align([f"句{k}" for k in zh], [f"sentence {k}" for k in en], HashEncoder(), SETTINGS)
    assert [i for bead in beads for i in bead.zh] == list(range(len(zh)))
    assert sorted(j for bead in beads for j in bead.en) == list(range(len(en)))
    assert all(0 <= bead.score <= 1 for bead in beads)
    assert all(bead.zh or bead.en for bead in beads)


def test_a_long_text_is_aligned_in_parts_with_the_same_result(hashing: Encoder) -> None:
    zh = [f"第{k}句" for k in range(2400)]
    en = [f"sentence {k}" for k in range(2400) if k % 50]
    beads = align(zh, en, hashing, SETTINGS)
    places = {bead.zh[0]: bead.en for bead in beads if bead.zh}
    wrong = [k for k in range(2400) if places[k] != (() if k % 50 == 0 else (k - k // 50 - 1,))]
    assert not wrong


def test_work_grows_with_the_number_of_sentences_and_not_with_its_square(hashing: Encoder) -> None:
    def cells(count: int) -> int:
        zh = hashing.encode([f"第{k}句" for k in range(count)])
        en = hashing.encode([f"sentence {k}" for k in range(count) if k % 7])
        blocks = corridor(*chain(zh, en), len(zh), len(en), 12)
        assert all(above.bottom == below.top for above, below in pairwise(blocks))
        return sum((block.bottom - block.top) * (block.right - block.left) for block in blocks)

    assert cells(8000) < 2.5 * cells(4000)
