"""Which files a run reads, and which belong together."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from duizhao.errors import ManifestError, UnsupportedError
from duizhao.ingest import Discovery, discover, discover_aligned, read_file
from duizhao.settings import IngestSettings

CASES = tomllib.loads((Path(__file__).parent / "data" / "file_names.toml").read_text(encoding="utf-8"))["case"]


def find(*paths: Path) -> Discovery:
    return discover(paths, IngestSettings())


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲")


def below(folder: Path, paths: tuple[Path, ...] | list[Path]) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_names_say_which_files_belong_together(tmp_path: Path, case: dict[str, list[str]]) -> None:
    make(tmp_path, *case["files"])
    found = find(tmp_path)
    assert sorted(below(tmp_path, group.paths) for group in found.groups) == sorted(case["pairs"])
    assert all(group.origin == "names" for group in found.groups)


def test_a_folder_is_read_to_any_depth_in_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a 二.txt", "深/层/c.md", "深/a.html", ".hidden.txt", ".git/x.txt", "~$b.docx", "README.md")
    assert below(tmp_path, find(tmp_path).files) == ["a 二.txt", "b.txt", "深/a.html", "深/层/c.md"]


def test_paths_are_kept_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "in/a.txt", "b.txt")
    monkeypatch.chdir(tmp_path)
    assert [str(path) for path in find(Path("in"), Path("b.txt")).files] == ["in/a.txt", "b.txt"]


def test_what_is_given_by_name_is_read_even_if_hidden(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.txt", "README.md")
    assert len(find(tmp_path / ".hidden.txt", tmp_path / "README.md").files) == 2


def test_a_file_is_read_once_however_often_it_is_given(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    found = find(tmp_path, tmp_path / "a.txt", tmp_path)
    assert below(tmp_path, found.files) == ["a.txt"]
    assert not found.failures


def test_kinds_that_are_not_read_are_counted_with_the_reason(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "报告.pdf", "photo.PNG", "all.zip", "old.doc", "sheet.xls", "data.yaml")
    found = find(tmp_path)
    assert below(tmp_path, found.files) == ["a.txt"]
    assert len(found.failures) == 6
    assert {failure.code for failure in found.failures} == {"input.unsupported"}
    assert any("报告.pdf is a PDF" in failure.message for failure in found.failures)


def test_paths_that_are_not_there_and_links_to_nowhere_are_reported(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = find(tmp_path, tmp_path / "missing")
    assert below(tmp_path, found.files) == ["a.txt"]
    assert {Path(failure.path).name for failure in found.failures} == {"gone.txt", "missing"}
    assert {failure.code for failure in found.failures} == {"input.unreadable"}


def test_a_name_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "报告.txt".encode("gbk")))).write_text("甲")
    found = find(tmp_path)
    assert below(tmp_path, found.files) == ["a.txt"]
    assert "convmv" in found.failures[0].message
    found.failures[0].path.encode("utf-8")


def test_a_pipe_in_a_folder_is_passed_over_with_a_message(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found = find(tmp_path)
    assert not found.files
    assert len(found.failures) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_is_not_readable_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "locked/b.txt")
    (tmp_path / "locked").chmod(0)
    found = find(tmp_path)
    (tmp_path / "locked").chmod(0o700)
    assert below(tmp_path, found.files) == ["a.txt"]
    assert [failure.code for failure in found.failures] == ["input.unreadable"]


def test_a_folder_that_cannot_be_listed_is_reported_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "locked/b.txt", "open/c.txt")
    listing = Path.iterdir

    def guarded(folder: Path) -> Iterator[Path]:
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return listing(folder)

    monkeypatch.setattr(Path, "iterdir", guarded)
    found = find(tmp_path)
    assert below(tmp_path, found.files) == ["a.txt", "open/c.txt"]
    assert [(failure.code, Path(failure.path).name) for failure in found.failures] == [("input.unreadable", "locked")]
    assert "Permission denied" in found.failures[0].message


def test_an_empty_folder_is_nothing(tmp_path: Path) -> None:
    assert find(tmp_path) == Discovery((), (), ())
    assert find() == Discovery((), (), ())


MANIFEST = """
[[document]]
id = "bridge"
title = "Bridge"
files = ["bridge.zh.txt", "sub/english.md"]
relation = "comparable"
date = "2023-11-06"

[[document]]
id = "alone"
files = ["alone.txt"]
"""


def test_a_manifest_says_what_belongs_together_and_names_the_rest(tmp_path: Path) -> None:
    make(tmp_path, "bridge.zh.txt", "bridge.en.txt", "sub/english.md", "alone.txt", "x.zh.txt", "x.en.txt")
    (tmp_path / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    found = find(tmp_path)
    first = found.groups[0]
    assert (first.id, first.relation, first.date, first.title) == ("bridge", "comparable", "2023-11-06", "Bridge")
    assert below(tmp_path, first.paths) == ["bridge.zh.txt", "sub/english.md"]
    assert [group.id for group in found.groups] == ["bridge", "alone", "x"]
    assert below(tmp_path, found.files) == [
        "bridge.zh.txt",
        "sub/english.md",
        "alone.txt",
        "bridge.en.txt",
        "x.en.txt",
        "x.zh.txt",
    ]


def test_a_manifest_given_itself_reads_its_own_files_only(tmp_path: Path) -> None:
    make(tmp_path, "bridge.zh.txt", "sub/english.md", "alone.txt", "other.txt")
    (tmp_path / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    assert below(tmp_path, find(tmp_path / "corpus.toml").files) == ["bridge.zh.txt", "sub/english.md", "alone.txt"]


def test_a_file_the_manifest_names_and_that_is_not_there_is_reported(tmp_path: Path) -> None:
    make(tmp_path, "bridge.zh.txt")
    (tmp_path / "corpus.toml").write_text(MANIFEST, encoding="utf-8")
    found = find(tmp_path)
    assert [group.id for group in found.groups] == ["bridge"]
    assert [(Path(failure.path).name, failure.code) for failure in found.failures] == [
        ("english.md", "input.bad-manifest"),
        ("alone.txt", "input.bad-manifest"),
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[document]\nid = 3", "corpus.toml"),
        ('[[document]]\nid = "a"', "files"),
        ('[[document]]\nid = "a"\nfiles = []', "no files"),
        ('[[document]]\nid = ""\nfiles = ["a.txt"]', "empty id"),
        ('[[document]]\nid = "a"\nfiles = ["a.txt"]\n[[document]]\nid = "a"\nfiles = ["b.txt"]', "two documents"),
        ('[[document]]\nid = "a"\nfiles = ["a.txt"]\n[[document]]\nid = "b"\nfiles = ["a.txt"]', "a.txt"),
        ('[[document]]\nid = "a"\nfiles = ["a.txt"]\nrelation = "copy"', "relation"),
        ('[[document]]\nid = "a"\nfiles = ["a.txt"]\ndate = "6.11.2023"', "2023-11-06"),
        ('[[document]]\nid = "a"\nfiles = ["a.txt"]\ndat = "2023-11-06"', "dat"),
        ('[[document]]\nid = "a"\nfiles = "a.txt"', "files"),
        ('[[documents]]\nid = "a"\nfiles = ["a.txt"]', "documents"),
    ],
)
def test_a_manifest_that_is_not_valid_is_refused_with_the_reason(tmp_path: Path, text: str, word: str) -> None:
    make(tmp_path, "a.txt", "b.txt")
    (tmp_path / "corpus.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match=word):
        find(tmp_path)


def test_the_projects_own_manifest_is_valid(corpus: Path) -> None:
    found = find(corpus)
    assert found.groups
    assert not found.failures


def test_json_of_a_folder_is_read_where_it_holds_rows(tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text('[{"zh": "三月", "en": "March"}]', encoding="utf-8")
    (tmp_path / "package.json").write_text('{\n  "name": "三月"\n}\n', encoding="utf-8")
    found = discover_aligned([tmp_path], None)
    assert below(tmp_path, found.files) == ["rows.json"]
    assert len(read_file(tmp_path / "rows.json", IngestSettings()).pairs) == 1
    with pytest.raises(UnsupportedError, match="holds no rows"):
        read_file(tmp_path / "package.json", IngestSettings())
