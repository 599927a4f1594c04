"""CSV and TSV to units."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.ingest.files import read_file
from duizhao.ingest.tables import csv_cells, lines_of_table, tsv_cells, units
from duizhao.ingest.units import Reporter, Unit
from duizhao.model import Failure
from duizhao.settings import IngestSettings

REPORT = Reporter("rows")
LIMIT = 1000
ROWS = [("门票四十元。", "Tickets cost 40 yuan."), ("全长五公里。", "It is five kilometres long."), ("二号线", "Line 2")]


def read_tsv(text: str) -> tuple[list[Unit], list[Failure]]:
    return split(units(tsv_cells(enumerate(text.split("\n"), 1), REPORT, LIMIT), REPORT))


def read_csv(text: str) -> tuple[list[Unit], list[Failure]]:
    return split(units(csv_cells(enumerate(text.split("\n"), 1), REPORT, LIMIT), REPORT))


def split(rows: itertools.chain[Unit | Failure] | object) -> tuple[list[Unit], list[Failure]]:
    found = list(rows)  # type: ignore[call-overload]
    return [row for row in found if isinstance(row, Unit)], [row for row in found if isinstance(row, Failure)]


def sides(found: list[Unit]) -> list[tuple[str | None, str | None]]:
    return [(unit.zh, unit.en) for unit in found]


def test_two_columns_are_chinese_and_english() -> None:
    found, failures = read_tsv("\n".join(f"{zh}\t{en}" for zh, en in ROWS))
    assert sides(found) == ROWS
    assert [unit.id for unit in found] == [1, 2, 3]
    assert not failures


def test_heads_name_the_columns_in_any_order() -> None:
    found, failures = read_csv("Notes,English,编号,中文\n" + "\n".join(f"x,{en},k{n},{zh}" for n, (zh, en) in enumerate(ROWS)))
    assert sides(found) == ROWS
    assert [(unit.id, unit.line) for unit in found] == [("k0", 2), ("k1", 3), ("k2", 4)]
    assert not failures


def test_without_heads_the_script_tells_and_the_first_other_column_is_the_id() -> None:
    found, failures = read_tsv("\n".join(f"k{n}\t{zh}\t{en}\tnote" for n, (zh, en) in enumerate(ROWS)))
    assert sides(found) == ROWS
    assert [unit.id for unit in found] == ["k0", "k1", "k2"]
    assert not failures


def test_a_file_with_english_first_is_read_that_way_round_and_says_so_once() -> None:
    found, failures = read_tsv("\n".join(f"{en}\t{zh}" for zh, en in ROWS))
    assert sides(found) == ROWS
    assert [failure.code for failure in failures] == ["row.sides-swapped"]


HEADS = [
    ("Source", "Target"),
    ("source_text", "translation"),
    ("SRC", "TGT"),
    ("原文", "译文"),
    ("Source (en-US)", "Target (zh-CN)"),
    ("English original", "Chinese translation"),
    ("英文原文", "中文译文"),
    ("Source segment", "Target segment"),
]


@pytest.mark.parametrize("head", HEADS, ids="-".join)
@pytest.mark.parametrize("row", [("There were 20 cats.", "有20只猫。"), ("Line 2", "二号线")])
def test_heads_of_source_and_target_are_no_row_and_either_order_is_in_order(head: tuple[str, str], row: tuple[str, str]) -> None:
    for separator, read in (("\t", read_tsv), (";", read_csv)):
        found, failures = read(f"{separator.join(head)}\n{separator.join(row)}")
        assert [(unit.zh, unit.en, unit.line) for unit in found] == [(row[1], row[0], 2)]
        assert not failures


def test_a_source_column_in_chinese_is_the_chinese_side() -> None:
    found, _ = read_tsv("id\tsource\ttarget\n" + "\n".join(f"k{n}\t{zh}\t{en}" for n, (zh, en) in enumerate(ROWS)))
    assert sides(found) == ROWS
    assert [unit.id for unit in found] == ["k0", "k1", "k2"]


@pytest.mark.parametrize("head", [("Quelle", "Ziel"), ("Master copy", "Local copy"), ("乙方稿", "甲方稿")])
def test_heads_in_other_words_are_no_row_either(head: tuple[str, str]) -> None:
    found, _ = read_tsv("\n".join("\t".join(row) for row in [head, *((en, zh) for zh, en in ROWS)]))
    assert sides(found) == ROWS


@pytest.mark.parametrize(
    "first", [("iPhone", "iPhone"), ("ISO 9001", "ISO"), ("Tickets cost 40 yuan.", "Sold out."), ("12", "12")]
)
def test_a_first_row_that_is_not_translated_is_no_head(first: tuple[str, str]) -> None:
    found, _ = read_tsv("\n".join("\t".join(row) for row in [first, *ROWS]))
    assert sides(found) == [first, *ROWS]


def test_one_word_of_a_glossary_is_no_head() -> None:
    found, _ = read_tsv("来源\tsource\n目标\ttarget\n二号线\tLine 2")
    assert len(found) == 3


def test_a_column_that_says_where_a_row_is_from_is_no_side() -> None:
    found, _ = read_tsv("id\tsource\tzh\ten\n" + "\n".join(f"{n}\tweb\t{zh}\t{en}" for n, (zh, en) in enumerate(ROWS)))
    assert sides(found) == ROWS


def test_a_single_row_the_wrong_way_round_is_left_to_the_row_check() -> None:
    found, failures = read_tsv("Tickets cost 40 yuan.\t门票四十元。")
    assert sides(found) == [("Tickets cost 40 yuan.", "门票四十元。")]
    assert not failures


def test_quotes_are_characters_in_tsv_but_for_a_spreadsheets_own() -> None:
    found, _ = read_tsv('“好”\t"Fine" he said\n他说\t"He said ""fine"" twice"\n甲\t"a"')
    assert [unit.en for unit in found] == ['"Fine" he said', 'He said "fine" twice', '"a"']


def test_rows_too_short_are_reported_and_blank_lines_are_no_rows() -> None:
    found, failures = read_tsv("门票\tTickets\n\n   \n只有一列\n全长\tlength\textra")
    assert len(found) == 2
    assert [(failure.code, failure.line) for failure in failures] == [("row.not-readable", 4)]


def test_csv_cells_may_hold_commas_quotes_and_line_breaks() -> None:
    found, failures = read_csv('zh,en\n"甲，乙","a, ""b"""\n"两\n行","two\nlines"\n丙,c')
    assert sides(found) == [("甲，乙", 'a, "b"'), ("两\n行", "two\nlines"), ("丙", "c")]
    assert [unit.line for unit in found] == [2, 3, 6]
    assert not failures


def test_a_quote_never_closed_costs_its_own_row_only() -> None:
    found, failures = read_csv('zh,en\n甲,"never closed\n乙,b\n丙,c')
    assert sides(found) == [("乙", "b"), ("丙", "c")]
    assert [(failure.code, failure.line) for failure in failures] == [("row.not-readable", 2)]


def test_a_quote_inside_a_cell_opens_nothing() -> None:
    found, failures = read_csv('zh,en\n五寸管,a 5" pipe\n乙,b')
    assert sides(found) == [("五寸管", 'a 5" pipe'), ("乙", "b")]
    assert not failures


def test_a_lone_carriage_return_is_a_space() -> None:
    found, failures = read_csv("zh,en\n门\r票,tic\rket")
    assert sides(found) == [("门 票", "tic ket")]
    assert not failures


def test_semicolons_of_european_spreadsheets_separate() -> None:
    found, _ = read_csv("zh;en\n门票，四十元;Tickets, 40 yuan\n全长;length")
    assert sides(found) == [("门票，四十元", "Tickets, 40 yuan"), ("全长", "length")]


def test_a_separator_stated_in_the_first_line_is_taken() -> None:
    found, _ = read_csv("sep=;\nzh;en\n门票，四十元;Tickets, 40 yuan")
    assert sides(found) == [("门票，四十元", "Tickets, 40 yuan")]
    assert found[0].line == 3


def test_no_chinese_and_english_column_is_reported_once() -> None:
    found, failures = read_csv("a,b,c\n1,2,3\n4,5,6")
    assert not found
    assert [failure.code for failure in failures] == ["row.missing-field"]


def test_rows_too_long_are_reported() -> None:
    rows = iter([(1, "门票\tTickets"), (2, None), (3, "全长\tlength")])
    found, failures = split(units(tsv_cells(rows, REPORT, LIMIT), REPORT))
    assert len(found) == 2
    assert [(failure.code, failure.line) for failure in failures] == [("row.too-long", 2)]


_CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00\x1c\x1d\x1e\x85\u2028\u2029\x0b\x0c"), min_size=1, max_size=12
)


@given(st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=6))
def test_what_the_csv_writer_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([("zh", "en"), *rows])
    found, failures = read_csv(buffer.getvalue())
    assert sides(found) == rows
    assert not failures


@given(st.text(st.sampled_from('ab",;\t\r\n 甲'), max_size=60))
def test_any_lines_are_read_or_reported(text: str) -> None:
    for reader in (read_csv, read_tsv):
        found, failures = reader("zh,en\n" + text)
        assert all(unit.line >= 1 for unit in found)
        assert all(failure.code.startswith("row.") for failure in failures)


def test_tables_become_lines() -> None:
    assert lines_of_table([["甲方", "Party A"], ["乙方", "Party B"]]) == [
        *[(0, "甲方"), (0, "Party A")],
        *[(1, "乙方"), (1, "Party B")],
    ]
    assert lines_of_table([["年份", "产量"], ["2020", "12万吨"], ["", ""]]) == [(0, "年份\t产量"), (1, "2020\t12万吨")]


def test_a_table_whose_lines_end_with_a_carriage_return_alone_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "old.tsv"
    path.write_bytes("zh\ten\r工期三年。\tIt takes three years.\r".encode())
    assert [pair.line for pair in read_file(path, IngestSettings()).pairs] == [2]
