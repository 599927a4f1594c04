"""Words that translate each other, and where sentences hold them."""

from __future__ import annotations

import numpy as np

from duizhao.align.words import read_words

ZH = ["医院里没有床位。", "银行昨天关门。", "……"]
EN = ["The bank was closed.", "There were no beds in the hospital.", "Hospitals and banks are open."]


def test_a_word_is_found_where_the_other_text_translates_it() -> None:
    zh, en = read_words(ZH, EN, 0, 0)
    single, pair = zh.translated(1, 3, 1, 3, 2)
    assert single[0, 1] > single[0, 0]
    assert single[1, 0] > single[1, 1]
    assert np.all(pair >= single)
    assert not single[2].any()
    assert en.translated(1, 3, 1, 3, 1)[0][1, 0] > 0
    assert np.all(zh.totals(1, 3) >= single.max(axis=1) - 1e-6)


def test_places_outside_the_parts_hold_nothing() -> None:
    zh, _ = read_words(ZH, EN, 10, 20)
    (table,) = zh.translated(5, 20, 15, 20, 1)
    assert table.shape == (20, 20)
    assert table[6, 7] == zh.translated(11, 1, 22, 1, 1)[0][0, 0] > 0
    assert np.count_nonzero(table.sum(axis=1)) == 2
    assert zh.totals(0, 11).sum() == 0
    assert zh.totals(11, 1).sum() > 0


def test_texts_without_known_words_are_no_trouble() -> None:
    zh, en = read_words(["", "……"], ["", "…"], 0, 0)
    assert not zh.translated(0, 4, 0, 4, 2)[1].any()
    assert not en.totals(0, 4).any()
