"""The commands that others' programs call: what they read, write, and exit with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMANDS = ["extract", "normalize", "align", "claims", "check", "report", "review", "export", "schema", "evaluate"]


def run(*args: str | Path, stdin: str | bytes = "", code: int = 0) -> str:
    """Standard output of a command that must exit with `code`, and never with a traceback."""
    return both(*args, stdin=stdin, code=code)[0]


def both(*args: str | Path, stdin: str | bytes = "", code: int = 0) -> tuple[str, str]:
    """The same, and standard error."""
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run(
        [sys.executable, "-m", "duizhao", *map(str, args)], input=data, capture_output=True, check=False, timeout=300
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    assert "Example: " in run(command, "--help")


def test_an_unknown_command_is_a_wrong_call() -> None:
    run("extrakt", code=2)


def test_normalize_repairs_and_simplifies_standard_input() -> None:
    assert run("normalize", stdin="疫情形勢持續(xù)向好") == "疫情形势持续向好"


def test_normalize_says_that_there_was_nothing_to_read() -> None:
    out, said = both("normalize", stdin="  \n")
    assert out == "  \n"
    assert "[input.empty]" in said


def test_normalize_keeps_the_script_when_asked() -> None:
    assert run("normalize", "--keep-script", stdin="形勢持續(xù)向好\n") == "形勢持續向好\n"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_normalize_decodes_what_is_not_utf_8(encoding: str) -> None:
    text = "二〇二〇年五月十三日，专家组一行二十人抵达首都，受到当地民众的热烈欢迎。\n" * 3
    assert run("normalize", stdin=text.encode(encoding)) == text


def test_normalize_rows_keep_ids_and_order_and_say_what_was_repaired() -> None:
    given = [{"id": "b", "text": "經(jīng)驗交流"}, {"id": 7, "text": "plain"}]
    found = rows(run("normalize", "--jsonl", stdin="\n".join(map(json.dumps, given)) + "\n"))
    assert [row["id"] for row in found] == ["b", 7]
    assert [row["text"] for row in found] == ["经验交流", "plain"]
    assert found[1]["repairs"] == []
    raw, pieces, position = given[0]["text"], [], 0
    for repair in found[0]["repairs"]:
        assert raw[repair["start"] : repair["end"]] == repair["before"]
        pieces += [raw[position : repair["start"]], repair["after"]]
        position = repair["end"]
    assert "".join([*pieces, raw[position:]]) == "经验交流"


def test_normalize_explains_each_repair() -> None:
    assert "xù" in run("normalize", "--explain", stdin="持續(xù)向好\n")


def test_normalize_explains_decoding_and_conversion_in_a_remark() -> None:
    told, said = both("normalize", "--explain", stdin="專家組走訪當地醫院，共二十三家次，形勢持續向好。\n".encode("big5"))
    assert not told
    assert said.startswith("duizhao: <stdin>: Read as big5")
    assert "Traditional to Simplified, 7 characters; 0 repairs." in said


def test_align_writes_one_bead_a_line(tmp_path: Path) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("专家组共有二十名成员。\n他们在当地工作了三十天。\n", encoding="utf-8")
    en.write_text("The team had twenty members.\nThey worked there for thirty days.\n", encoding="utf-8")
    lines = run("align", zh, en, "--sentences").splitlines()
    assert [re.sub(r":[0-9.]+$", "", line) for line in lines] == ["[0]:[0]", "[1]:[1]"]
    assert all(re.fullmatch(r"\[[\d, ]*\]:\[[\d, ]*\]:\d\.\d+", line) for line in lines)
    found = rows(run("align", zh, en, "--jsonl"))
    assert found[0]["zh"] == ["专家组共有二十名成员。"]
    assert found[0]["en"] == ["The team had twenty members."]
    assert found[0]["en_spans"] == [[0, 28]]


def test_align_reads_files_given_the_wrong_way_round_and_refuses_one_language_twice(tmp_path: Path) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("专家组共有二十名成员。\n他们在当地工作了三十天。\n", encoding="utf-8")
    en.write_text("The team had twenty members. They worked there for thirty days.\n", encoding="utf-8")
    found, said = both("align", en, zh, "--jsonl")
    assert [row["zh"] for row in rows(found)] == [["专家组共有二十名成员。"], ["他们在当地工作了三十天。"]]
    assert said.startswith(f"duizhao: {en}: It is English, and {zh} Chinese;")
    assert "given twice" in both("align", zh, zh, code=2)[1]
    en.write_text("他们共有二十人。\n", encoding="utf-8")
    assert "are both Chinese" in both("align", zh, en, code=2)[1]


def test_align_says_which_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.zh.txt").write_text("今天下雨。", encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("")
    _, said = both("align", tmp_path / "a.zh.txt", tmp_path / "a.en.txt", code=1)
    assert said == f"duizhao: {tmp_path / 'a.en.txt'}: The file is empty.\n"


def test_claims_carry_exact_places_in_the_given_text() -> None:
    text = "累計培訓約5400人次，5月13日結束。"
    found = rows(run("claims", "--lang", "zh", "--no-people", stdin=text))
    assert [(row["kind"], row["surface"]) for row in found] == [("count", "約5400人次"), ("date", "5月13日")]
    for row in found:
        assert text[row["start"] : row["end"]] == row["surface"]
    assert found[0]["value"] == {"number": 5400, "low": None, "high": None, "unit": "person-time"}
    assert found[0]["qualifier"] == "about"
    assert found[1]["value"]["edtf"] == "XXXX-05-13"


def test_claims_of_rows_name_the_row_as_their_source() -> None:
    given = [
        {"id": "r1", "lang": "en", "text": "US$50 million for 27 countries"},
        {"id": "r2", "lang": "zh", "text": "没有数字"},
        {"id": 3, "lang": "zh", "text": "三十余场"},
    ]
    stdin = "\n".join(json.dumps(row, ensure_ascii=False) for row in given)
    found = rows(run("claims", "--jsonl", "--no-people", stdin=stdin))
    assert [(row["source"], row["kind"]) for row in found] == [("r1", "money"), ("r1", "count"), (3, "count")]
    assert found[0]["value"] == {"number": 50000000, "low": 50000000, "high": 50000000, "unit": "USD"}


def test_claims_tell_what_was_refused_and_why() -> None:
    found = rows(run("claims", "--lang", "en", "--no-people", "--rejected", stdin="COVID-19 and N95 masks"))
    assert found
    assert all(row["reason"] for row in found)


PAIRS = "5月13日，共有20名成员。\tOn 14 May there were 20 members.\n投资4029万元。\tAn investment of 40.29 million yuan.\n"


def test_check_finds_a_changed_day_and_nothing_else() -> None:
    found = rows(run("check", "--no-people", stdin=PAIRS))
    assert [(row["pair"], row["kind"], row["severity"]) for row in found] == [(1, "value-mismatch", "critical")]
    assert found[0]["zh"][0]["surface"] == "5月13日"
    assert found[0]["en"][0]["surface"].endswith("14 May")
    assert found[0]["message"]["en"]
    assert found[0]["message"]["zh"]


def test_check_fails_a_build_when_asked() -> None:
    run("check", "--no-people", "--fail-on", "major", stdin=PAIRS, code=3)
    run("check", "--no-people", "--fail-on", "major", stdin=PAIRS.splitlines(keepends=True)[1])


def test_check_reads_json_rows_and_reports_the_broken_ones() -> None:
    given = '{"id": "a", "zh": "共20人", "en": "21 people"}\n{"id": "b", "zh": \n{"id": "c", "zh": "共30人", "en": "30 people"}\n'
    found = rows(run("check", "--no-people", stdin=given, code=1))
    assert [row["pair"] for row in found] == ["a"]


TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header segtype="sentence" srclang="zh" datatype="plaintext" adminlang="en" o-tmf="x" creationtool="x"
 creationtoolversion="1"/><body>
<tu tuid="unit-7"><tuv xml:lang="zh-CN"><seg>共有23家医院。</seg></tuv>
<tuv xml:lang="en"><seg>There are 32 hospitals.</seg></tuv></tu>
</body></tmx>
"""


def test_check_keeps_the_unit_ids_of_a_translation_memory(tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    file.write_text(TMX, encoding="utf-8")
    assert [row["pair"] for row in rows(run("check", file, "--no-people"))] == ["unit-7"]


@pytest.mark.xdist_group("corpus")
@pytest.mark.parametrize("export_format", ["csv", "tmx", "sqlite", "markdown"])
def test_a_run_is_exported(corpus_run: Any, tmp_path: Path, export_format: str) -> None:
    out = tmp_path / "export"
    run("export", corpus_run.folder, "--to", export_format, "--out", out)
    assert out.stat().st_size > 1000


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    run("report", tmp_path, code=2)
    run("export", tmp_path, "--to", "csv", code=2)


def test_the_schemas_are_printed_and_written(tmp_path: Path) -> None:
    assert '"title": "claim"' in run("schema")
    run("schema", "--out", tmp_path / "schemas")
    run("schema", "--check", tmp_path / "schemas")
    (tmp_path / "schemas" / "claim.schema.json").write_text("{}")
    run("schema", "--check", tmp_path / "schemas", code=1)


def test_the_published_schemas_are_those_of_the_records() -> None:
    run("schema", "--check", Path(__file__).parent.parent / "docs" / "schemas")


def test_check_tells_findings_as_lines_for_people(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    zh, en = "共有1324家医院、25所学校、7座桥、310人。", "There are 1,342 hospitals, 25 schools, 7 bridges and 310 people."
    path.write_text(json.dumps({"id": "u7", "zh": zh, "en": en}), encoding="utf-8")
    told, counted = both("check", "--text", "--no-people", path)
    assert told.startswith(f"{path}:1: critical: The digits are in another order: ")
    assert told.endswith(", over 99.9%] (u7)\n")
    assert counted == "duizhao: 1 pair compared: 1 critical.\n"


def test_a_unit_without_a_translation_fails_no_build(tmp_path: Path) -> None:
    path = tmp_path / "work.xlf"
    unit = '<trans-unit id="{}"><source>{}</source>{}</trans-unit>'
    units = unit.format("a", "There are 13 hospitals.", "<target>共有13家医院。</target>") + unit.format("b", "Two more.", "")
    path.write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original="f" source-language="en" target-language="zh-CN"><body>{units}</body></file></xliff>',
        encoding="utf-8",
    )
    _, counted = both("check", "--no-people", "--fail-on", "major", path)
    assert "Row b is not translated: the Chinese side is empty. [row.untranslated]" in counted
    assert counted.endswith("duizhao: 1 pair compared, 1 untranslated: nothing found.\n")


def test_a_head_is_no_pair_and_rows_left_out_are_counted_apart() -> None:
    given = "source,target\nThere are 13 dogs.,有13只狗。\nTwo more.,\nonly one cell\n有三只猫。,有四只猫。\n"
    _, counted = both("check", "--no-people", stdin=given, code=1)
    assert counted.splitlines()[-1] == "duizhao: 1 pair compared, 3 refused: nothing found."


def test_ids_of_findings_differ_over_files_and_over_rows_of_one_id_and_stay_what_they_are(tmp_path: Path) -> None:
    rows_of_one_id = b"id\tzh\ten\na\t\xe5\x85\xb112\xe4\xba\xba\t13 people\na\t\xe5\x85\xb112\xe4\xba\xba\t13 people\n"
    for name in ("one.tsv", "two.tsv"):
        (tmp_path / name).write_bytes(rows_of_one_id)
    found = [row["id"] for row in rows(run("check", "--no-people", tmp_path / "one.tsv", tmp_path / "two.tsv"))]
    assert len(set(found)) == len(found) == 4
    assert [row["id"] for row in rows(run("check", "--no-people", tmp_path / "one.tsv"))] == found[:2]


def test_check_takes_files_and_folders_and_gives_the_same_on_any_number_of_workers(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    (folder / "more").mkdir(parents=True)
    (folder / "b.tsv").write_text(PAIRS, encoding="utf-8")
    (folder / "more" / "c.tmx").write_text(TMX, encoding="utf-8")
    (folder / "notes.txt").write_text("Ask about unit 7.", encoding="utf-8")
    first = tmp_path / "a.csv"
    first.write_text("en,zh\nThere are 13 dogs.,有14只狗。\n", encoding="utf-8")
    paths = [str(first), str(folder), str(tmp_path / "none.tsv")]
    found, said = both("check", "--no-people", *paths, code=1)
    assert [(row["file"], row["pair"]) for row in rows(found)] == [
        (str(first), 2),
        (str(folder / "b.tsv"), 1),
        (str(folder / "more" / "c.tmx"), "unit-7"),
    ]
    assert said.splitlines() == [
        f"duizhao: {folder}: 1 file without aligned rows passed over. [input.passed-over]",
        f"duizhao: {tmp_path / 'none.tsv'} cannot be opened: No such file or directory. [input.unreadable]",
        "duizhao: 4 pairs in 3 files compared, 1 refused: 3 critical.",
    ]
    assert both("check", "--no-people", "--workers", "2", *paths, code=1) == (found, said)
    told = run("check", "--no-people", "--text", "--fail-on", "major", *paths, code=3)
    assert [line.split(": ")[0] for line in told.splitlines()] == [
        f"{first}:2",
        f"{folder / 'b.tsv'}:1",
        f"{folder}/more/c.tmx:4",
    ]


def test_one_file_is_told_as_ever_and_a_folder_without_rows_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(PAIRS, encoding="utf-8")
    assert "file" not in rows(run("check", "--no-people", path))[0]
    (tmp_path / "empty").mkdir()
    assert "no file of aligned rows" in both("check", tmp_path / "empty", code=1)[1]
    assert "by itself" in both("check", path, "-", code=2)[1]


def test_a_wrong_value_is_told_without_the_words_of_a_library() -> None:
    said = both("check", "--format", "docx", code=2)[1]
    assert "'docx' is not one of" in said
    assert "Value error" not in said
    assert "3" in run("check", "--help")


def test_a_path_that_is_not_there_writes_no_run(tmp_path: Path) -> None:
    _, said = both("extract", tmp_path / "nosuch", "--out", tmp_path / "out", code=1)
    assert "nosuch" in said
    assert not (tmp_path / "out").exists()
