"""Translation memories and localisation files to units."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from duizhao.ingest import PairRow, read_file, read_pairs
from duizhao.ingest.units import Reporter, Unit
from duizhao.ingest.xml_units import units
from duizhao.model import Failure
from duizhao.settings import IngestSettings
from tests.ingest.builders import tmx, xliff_1, xliff_2

SETTINGS = IngestSettings()
ZH, EN = "门票四十元。", "Tickets cost 40 yuan."


def read(markup: str) -> tuple[list[Unit], list[Failure]]:
    rows = list(units(iter([markup.encode()]), Reporter("a.tmx")))
    return [row for row in rows if isinstance(row, Unit)], [row for row in rows if isinstance(row, Failure)]


def test_units_of_tmx_keep_their_ids_and_lines() -> None:
    found, failures = read(tmx([("u-1", [("en-US", EN), ("zh-CN", ZH)]), (None, [("zh", "二号线"), ("en", "Line 2")])]))
    assert not failures
    assert [(unit.id, unit.zh, unit.en, unit.named) for unit in found] == [("u-1", ZH, EN, True), (5, "二号线", "Line 2", False)]
    assert [unit.line for unit in found] == [4, 5]


def test_codes_of_the_original_format_are_no_text_and_text_inside_them_is() -> None:
    zh = '<bpt i="1">&lt;b&gt;</bpt>门票<ept i="1">&lt;/b&gt;</ept><ph x="1">{0<sub>提示</sub>}</ph>四十元&amp;更多'
    found, _ = read(tmx([("u", [("zh", zh), ("en", "<hi>Tickets</hi> cost 40 yuan &#x26; more")])]))
    assert (found[0].zh, found[0].en) == ("门票提示四十元&更多", "Tickets cost 40 yuan & more")


def test_other_languages_of_a_unit_are_passed_over_and_a_unit_of_others_alone_is_reported() -> None:
    found, failures = read(tmx([("a", [("de", "Guten Tag"), ("zh", ZH), ("en", EN)]), ("b", [("de", "Tag"), ("fr", "jour")])]))
    assert [(unit.id, unit.zh, unit.en) for unit in found] == [("a", ZH, EN)]
    assert [(failure.code, failure.line) for failure in failures] == [("row.other-languages", 5)]
    assert "de, fr" in failures[0].message


def test_a_unit_of_another_language_pair_and_an_untranslated_one_are_remarked_on_and_not_compared(tmp_path: Path) -> None:
    memory = tmx([("a", [("zh", ZH), ("en", EN)]), ("b", [("en", EN), ("de", "Vierzig")]), ("c", [("en", EN), ("zh", "")])])
    path = tmp_path / "a.tmx"
    path.write_text(memory, encoding="utf-8")
    rows = list(read_pairs(path, None, SETTINGS))
    source = read_file(path, SETTINGS)
    remarks = [row for row in rows if isinstance(row, Failure)]
    assert [(row.code, row.read) for row in remarks] == [("row.untranslated", True)] * 2
    assert "has no Chinese side, but de" in remarks[0].message
    assert source.notes == tuple(remarks)
    assert [(pair.id, pair.compared) for pair in source.pairs] == [("a", True), ("b", False), ("c", False)]


def test_a_target_that_is_a_copy_of_its_source_waits_for_its_translation(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    source, other = "Tickets are sold at the gate.", "Tickets were sold at the harbour."
    path.write_text(xliff_1([("a", source, source), ("b", source, other), ("c", "iPhone 15", "iPhone 15")]), encoding="utf-8")
    rows = list(read_pairs(path, None, SETTINGS))
    assert [(row.code, row.read) for row in rows if isinstance(row, Failure)] == [
        ("row.untranslated", True),
        ("row.same-language", False),
    ]
    assert [row.id for row in rows if isinstance(row, PairRow)] == ["c"]


def test_a_memory_that_names_no_language_goes_by_the_script() -> None:
    found, failures = read(tmx([("a", [("", ZH), ("", EN)]), ("b", [("", "12"), ("", "12")])]))
    assert [(unit.zh, unit.en) for unit in found] == [(ZH, EN)]
    assert [failure.message for failure in failures] == [
        "The unit's languages are not named, and its script tells none; Chinese and English are read."
    ]


def test_the_first_chinese_variant_counts() -> None:
    found, _ = read(tmx([("a", [("zh-TW", "門票四十元。"), ("zh-CN", ZH), ("en", EN)])]))
    assert found[0].zh == "門票四十元。"


def test_xliff_1_goes_by_the_languages_of_the_file_and_leaves_alternatives_out() -> None:
    found, failures = read(xliff_1([("1", EN, ZH), ("2", "Line <g id='1'>2</g><x id='2'/>", None)]))
    assert not failures
    assert [(unit.id, unit.zh, unit.en) for unit in found] == [("1", ZH, EN), ("2", None, "Line 2")]


def test_xliff_2_gives_each_segment_of_a_unit_its_own_id() -> None:
    found, failures = read(xliff_2([("1", [(ZH, EN)]), ("2", [("二号线", "Line 2"), ("<pc id='1'>三</pc>号线", "Line 3")])]))
    assert not failures
    assert [(unit.id, unit.zh, unit.en) for unit in found] == [
        ("1", ZH, EN),
        ("2/1", "二号线", "Line 2"),
        ("2/2", "三号线", "Line 3"),
    ]


def test_xliff_of_other_languages_is_reported() -> None:
    found, failures = read(xliff_1([("1", "Guten Tag", "Bonjour")], source="de", target="fr"))
    assert not found
    assert [failure.code for failure in failures] == ["row.other-languages", "row.not-readable"][: len(failures)]


def test_xliff_without_a_target_language_goes_by_the_script() -> None:
    markup = xliff_1([("1", ZH, EN)]).replace(' source-language="en" target-language="zh-CN"', "")
    found, _ = read(markup)
    assert (found[0].zh, found[0].en) == (ZH, EN)


def test_line_breaks_of_a_pretty_printed_file_are_no_text() -> None:
    found, _ = read(tmx([("a", [("zh", "\n    门票\n    四十元。\n  "), ("en", "\n    Tickets\n    cost 40 yuan.\n  ")])]))
    assert (found[0].zh, found[0].en) == (ZH, EN)


def test_a_stray_ampersand_or_control_character_costs_a_message_and_no_unit() -> None:
    found, failures = read(tmx([("a", [("zh", ZH), ("en", "Fish & chips \x0b &#x1F; 40")]), ("b", [("zh", ZH), ("en", EN)])]))
    assert [unit.id for unit in found] == ["a", "b"]
    assert failures
    assert {failure.line for failure in failures} == {4}


def test_a_file_cut_off_gives_its_whole_units_and_a_message() -> None:
    markup = tmx([(f"u{number}", [("zh", ZH), ("en", EN)]) for number in range(5)])
    found, failures = read(markup[: markup.rindex("u4") + 30])
    assert [unit.id for unit in found][:4] == ["u0", "u1", "u2", "u3"]
    assert failures


@pytest.mark.parametrize("markup", ["", "not XML at all", "<tmx version='1.4'/>", "<html><body>x</body></html>", "\x00\x00"])
def test_what_holds_no_units_is_reported(markup: str) -> None:
    found, failures = read(markup)
    assert not found
    assert failures


def test_entities_are_not_expanded_and_files_are_not_fetched() -> None:
    names = "abcdefghij"
    chain = "".join(f'<!ENTITY {right} "{f"&{left};" * 10}">' for left, right in pairwise(names))
    laughs = f'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "lol">{chain}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = tmx([("x", [("zh", ZH), ("en", "&j; &f; end")])]).split("\n", 2)[2]
    found, failures = read(laughs + body)
    assert all(len(unit.en or "") < 1000 for unit in found)
    assert all("lol" not in (unit.en or "") for unit in found)
    assert found or failures


def test_a_text_longer_than_the_parser_takes_is_reported() -> None:
    found, failures = read(tmx([("a", [("zh", ZH), ("en", "x" * 10_100_000)]), ("b", [("zh", ZH), ("en", EN)])]))
    assert failures
    assert all(len(unit.en or "") < 10_000_001 for unit in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_any_encoding_is_read_whatever_the_file_says(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "记忆库.tmx"
    path.write_bytes(tmx([("u-1", [("en", EN), ("zh-CN", ZH)])], '<?xml version="1.0" encoding="big5"?>').encode(encoding))
    rows = list(read_pairs(path, None, SETTINGS))
    assert rows == [PairRow("u-1", ZH, EN, 4)]
    source = read_file(path, SETTINGS)
    assert (source.format, source.container, source.text) == ("tmx", True, f"{ZH}\n{EN}\n")
    zh, en = source.pairs[0].zh, source.pairs[0].en
    assert zh is not None
    assert en is not None
    assert (source.text[slice(*zh)], source.text[slice(*en)], source.pairs[0].id) == (ZH, EN, "u-1")


def test_ids_of_two_files_in_one_xliff_may_be_the_same(tmp_path: Path) -> None:
    first, second = xliff_1([("1", EN, ZH)], original="a.txt"), xliff_1([("1", "Line 2", "二号线")], original="b.txt")
    body = second[second.index("<file") : second.index("</xliff>")]
    path = tmp_path / "two.xlf"
    path.write_text(first.replace("</xliff>", body + "</xliff>"), encoding="utf-8")
    assert [row.id if isinstance(row, PairRow) else row.code for row in read_pairs(path, None, SETTINGS)] == ["1", "1"]
