"""Bad input gets a clear message and the rest goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

DUIZHAO = [sys.executable, "-m", "duizhao"]
SOUND = "项目于2023年5月13日启动，共有20名成员。\nThe project began on 13 May 2023 with 20 members.\n"


def run(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*DUIZHAO, *map(str, args)], input=stdin, capture_output=True, check=False, timeout=300)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "sound.txt").write_text(SOUND, encoding="utf-8")
    return folder


def truncated_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 500)
    path.write_bytes(path.read_bytes()[:300])


def loop(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "empty": ("empty.txt", lambda path: path.write_bytes(b"")),
    "zeros": ("zeros.txt", lambda path: path.write_bytes(bytes(5000))),
    "binary": ("photo.txt", lambda path: path.write_bytes(os.urandom(4000))),
    "docx": ("cut.docx", truncated_docx),
    "rows": ("rows.jsonl", lambda path: path.write_text('{"zh": "二十人", "en": "20 people"}\n{"zh": "三\nnonsense\n')),
    "dangling": ("gone.txt", lambda path: path.symlink_to(path.parent / "nowhere.txt")),
    "xml": ("cut.tmx", lambda path: path.write_text('<?xml version="1.0"?><tmx version="1.4"><body><tu><tuv xml:lang="zh">')),
}


@pytest.mark.parametrize(("name", "make"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_reported_and_the_rest_is_read(
    folder: Path, tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    make(folder / name)
    out = tmp_path / "out"
    done = run("extract", folder, "--out", out, "--no-people")
    assert b"Traceback" not in done.stderr + done.stdout
    assert done.returncode == 1, done.stderr.decode()
    manifest = json.loads((out / "run.json").read_text())
    failures = [failure for failure in manifest["failures"] if name in failure["path"]]
    assert failures
    assert all(failure["code"] and failure["message"] for failure in failures)
    assert manifest["rejected"][failures[0]["code"]] >= 1
    claims = (out / "claims.jsonl").read_text()
    assert "13 May 2023" in claims


def test_a_folder_that_links_to_itself_is_read_once(folder: Path, tmp_path: Path) -> None:
    loop(folder / "again")
    done = run("extract", folder, "--out", tmp_path / "out", "--no-people")
    assert b"Traceback" not in done.stderr
    documents = (tmp_path / "out" / "documents.jsonl").read_text().splitlines()
    assert len(documents) == 1


def test_names_with_spaces_and_chinese_characters_are_names(folder: Path, tmp_path: Path) -> None:
    (folder / "sound.txt").rename(folder / "年 度 报告 (final) #1.txt")
    out = tmp_path / "出 口"
    done = run("extract", folder, "--out", out, "--no-people")
    assert done.returncode == 0, done.stderr.decode()
    assert "年 度 报告 (final) #1" in (out / "documents.jsonl").read_text()


def test_a_run_folder_is_replaced_only_when_asked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("extract", folder, "--out", out, "--no-people").returncode == 0
    before = (out / "claims.jsonl").read_bytes()
    refused = run("extract", folder, "--out", out, "--no-people")
    assert refused.returncode == 2
    assert b"--force" in refused.stderr
    assert (out / "claims.jsonl").read_bytes() == before
    assert run("extract", folder, "--out", out, "--no-people", "--force").returncode == 0


def test_a_folder_that_is_no_run_is_never_replaced(folder: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    done = run("extract", folder, "--out", precious, "--force", "--no-people")
    assert done.returncode == 2
    assert (precious / "thesis.txt").read_text() == "years of work"


def test_an_output_that_cannot_be_written_is_refused_before_the_work(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("extract", folder, "--out", tmp_path / "file" / "out", "--no-people")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"cannot be written" in done.stderr


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run("extract", tmp_path / "nothing-here", "--out", tmp_path / "out")
    assert done.returncode != 0
    assert b"nothing-here" in done.stderr + done.stdout
    assert b"Traceback" not in done.stderr


def test_a_broken_manifest_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "corpus.toml").write_text("[[document]\nid = 3")
    done = run("extract", folder, "--out", tmp_path / "out")
    assert done.returncode != 0
    assert b"corpus.toml" in done.stderr + done.stdout
    assert b"Traceback" not in done.stderr


def test_a_long_line_is_read(folder: Path, tmp_path: Path) -> None:
    (folder / "line.txt").write_text("The harvest was 5,400 tonnes. " * 8_000, encoding="utf-8")
    done = run("extract", folder, "--out", tmp_path / "out", "--no-people")
    assert done.returncode == 0, done.stderr.decode()
    manifest = json.loads((tmp_path / "out" / "run.json").read_text())
    assert manifest["counts"]["claims"]["measure"] == 8_000


def test_a_line_of_two_hundred_megabytes_is_refused_with_a_reason(folder: Path, tmp_path: Path) -> None:
    with (folder / "line.txt").open("wb") as file:
        file.write(b"no end of it ")
        file.truncate(200 * 1024 * 1024)
    done = run("extract", folder, "--out", tmp_path / "out", "--no-people")
    assert done.returncode == 1
    assert b"max_bytes" in done.stdout
    assert "13 May 2023" in (tmp_path / "out" / "claims.jsonl").read_text()


def test_an_unknown_setting_is_named(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[claims]\npeeple = false\n")
    done = run("extract", folder, "--out", tmp_path / "out", "--settings", settings)
    assert done.returncode == 2
    assert b"peeple" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_is_not_readable_is_reported(folder: Path, tmp_path: Path) -> None:
    locked = folder / "locked"
    locked.mkdir()
    locked.chmod(0)
    done = run("extract", folder, "--out", tmp_path / "out", "--no-people")
    locked.chmod(0o700)
    assert done.returncode == 1
    assert b"locked" in done.stdout + done.stderr


def test_a_text_without_anything_in_it_has_no_claims_and_says_so() -> None:
    done = run("claims", "--lang", "zh", "-", stdin=b" \n")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"input.empty" in done.stderr


def test_an_array_of_rows_is_compared_row_by_row(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "zh": "共有三人。", "en": "There are four people."},
        {"id": "b", "zh": "共有三人。", "en": "There are three people."},
    ]
    (tmp_path / "rows.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    done = run("check", tmp_path / "rows.json")
    assert [json.loads(line)["pair"] for line in done.stdout.decode().splitlines()] == ["a"]
    assert b"2 pairs compared" in done.stderr
