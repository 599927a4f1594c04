"""Runs as a whole: what belongs together, what is kept, what a failure costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.engine import RunOptions, extract_run
from duizhao.engine.analysis import analyse_or_fail
from duizhao.engine.run_folder import writing
from duizhao.errors import OutputError
from duizhao.model import Failure
from duizhao.report import Run
from duizhao.settings import ClaimSettings, Settings

NO_PEOPLE = Settings(claims=ClaimSettings(people=False))
ZH = "粮食产量达到3120吨，比上年增长百分之八。\n合作社共有社员412人，分布在6个村。\n仓库于2021年9月20日建成，耗资85万元。\n"
EN = (
    "The grain harvest reached 3,120 tonnes, eight percent more than the year before.\n"
    "The cooperative has 412 members in six villages.\n"
    "The warehouse was finished on 20 September 2021 and cost 850,000 yuan.\n"
)
OTHER_ZH = "火车站的候车大厅在冬天总是很冷。\n值班员给每位旅客倒一杯热茶。\n大家坐在长椅上聊天，等着夜里的最后一班车。\n"
OTHER_EN = "Gulls had nested on the roof of the theatre.\nThe actors rehearsed to the sound of their cries.\nNobody minded.\n"


def run(folder: Path, out: Path) -> Run:
    return extract_run([folder], RunOptions(out=out), NO_PEOPLE)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def documents(found: Run) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {}
    for source in found.documents:
        members.setdefault(source.document, set()).add(Path(source.path).name)
    return members


def test_files_named_after_their_languages_are_one_document(tmp_path: Path) -> None:
    found = run(write(tmp_path / "in", {"harvest.zh.txt": ZH, "harvest.en.txt": EN}), tmp_path / "out")
    assert documents(found) == {"harvest": {"harvest.zh.txt", "harvest.en.txt"}}
    assert [(len(bead.zh), len(bead.en)) for bead in found.alignments] == [(1, 1)] * 3
    assert found.findings == ()


def test_a_file_of_both_languages_is_a_document_by_itself(tmp_path: Path) -> None:
    both = "\n".join(line for pair in zip(ZH.splitlines(), EN.splitlines(), strict=True) for line in pair)
    found = run(write(tmp_path / "in", {"both.txt": both}), tmp_path / "out")
    assert len(found.alignments) == 3
    assert {bead.relation for bead in found.alignments} == {"translation"}


@pytest.mark.parametrize("translated", ["zh", "en"])
def test_what_a_translator_has_not_come_to_yet_is_compared_with_nothing(tmp_path: Path, translated: str) -> None:
    zh, en = ZH.splitlines(), EN.splitlines()
    texts = {"zh": [*zh[:1], *en[1:]], "en": en} if translated == "zh" else {"zh": zh, "en": [*en[:1], *zh[1:]]}
    files = {f"harvest.{lang}.txt": "\n\n".join(lines) for lang, lines in texts.items()}
    found = run(write(tmp_path / "in", files), tmp_path / "out")
    assert documents(found) == {"harvest": {"harvest.zh.txt", "harvest.en.txt"}}
    assert [(len(bead.zh), len(bead.en)) for bead in found.alignments] == [(1, 1)]
    assert found.findings == ()
    assert found.manifest.rejected["align.untranslated"] == 2


def test_translations_under_names_that_say_nothing_are_paired_by_content(tmp_path: Path) -> None:
    files = {"a1.txt": ZH, "a2.txt": OTHER_EN, "a3.txt": EN, "a4.txt": OTHER_ZH}
    found = run(write(tmp_path / "in", files), tmp_path / "out")
    assert {"a1.txt", "a3.txt"} in documents(found).values()
    assert {"a2.txt"} in documents(found).values()


def test_files_of_one_name_in_two_folders_are_two_documents(tmp_path: Path) -> None:
    found = run(write(tmp_path / "in", {"x/note.txt": EN, "y/note.txt": OTHER_EN}), tmp_path / "out")
    assert len(documents(found)) == 2


def test_copies_of_a_document_have_findings_of_their_own(tmp_path: Path) -> None:
    copies = {
        f"{folder}/r.{name}": text for folder in "xy" for name, text in (("zh.txt", "共12人。"), ("en.txt", "13 people in all."))
    }
    found = run(write(tmp_path / "in", copies), tmp_path / "out")
    assert len(found.findings) == len({finding.id for finding in found.findings}) == 2
    for finding in found.findings:
        assert {claim.document for claims in found.concerned(finding) for claim in claims} == {finding.document}


@pytest.mark.parametrize(
    ("name", "text", "unit"),
    [
        ("talk.srt", "1\n00:00:01,500 --> 00:00:03,000\n共12人参加。\n", "00:00:01.500"),
        ("page.html", "<html><body><p>港口开工。</p><p>共12人参加。</p></body></html>", "paragraph 2"),
        ("note.txt", "港口开工。\n共12人参加。\n", None),
    ],
)
def test_a_sentence_is_placed_by_what_holds_it_in_its_file(name: str, text: str, unit: str | None, tmp_path: Path) -> None:
    found = run(write(tmp_path / "in", {name: text}), tmp_path / "out")
    (claim,) = found.claims
    assert found.segment[claim.segment].unit == unit


def test_the_manifest_is_trusted_over_names(tmp_path: Path) -> None:
    manifest = '[[document]]\nid = "kept"\nfiles = ["p.txt", "q.txt"]\nrelation = "comparable"\ndate = "2021-10-01"\n'
    found = run(write(tmp_path / "in", {"corpus.toml": manifest, "p.txt": ZH, "q.txt": EN}), tmp_path / "out")
    assert documents(found) == {"kept": {"p.txt", "q.txt"}}
    assert {bead.relation for bead in found.alignments} == {"comparable"}
    assert {source.date for source in found.documents} == {"2021-10-01"}


def test_a_file_that_vanishes_costs_only_itself(tmp_path: Path) -> None:
    outcome = analyse_or_fail(tmp_path / "was-here.txt", NO_PEOPLE)
    assert isinstance(outcome, Failure)
    assert outcome.code == "input.unreadable"


def test_a_run_that_breaks_leaves_nothing_behind(tmp_path: Path) -> None:
    def break_off() -> None:
        with writing(tmp_path / "out") as folder:
            (folder / "claims.jsonl").write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_a_resumed_run_reads_finished_files_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", {"harvest.zh.txt": ZH, "harvest.en.txt": EN})
    options = RunOptions(out=tmp_path / "out", cache=tmp_path / "cache", force=True)
    first = extract_run([folder], options, NO_PEOPLE)

    def fail(*_arguments: object) -> Failure:
        raise AssertionError("a finished file was read again")

    monkeypatch.setattr("duizhao.engine.run.analyse_or_fail", fail)
    second = extract_run([folder], options, NO_PEOPLE)
    assert second.claims == first.claims
    (folder / "harvest.en.txt").write_text(EN.replace("412", "421"), encoding="utf-8")
    with pytest.raises(AssertionError, match="read again"):
        extract_run([folder], options, NO_PEOPLE)


def test_other_settings_do_not_use_the_same_cache_entries(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"note.txt": EN})
    cache = tmp_path / "cache"
    extract_run([folder], RunOptions(out=tmp_path / "a", cache=cache), NO_PEOPLE)
    extract_run([folder], RunOptions(out=tmp_path / "b", cache=cache), Settings())
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": ZH}, "All that was read is Chinese"),
        ({"a.txt": EN, "b.md": OTHER_EN}, "All that was read is English"),
        ({"a.txt": ZH, "b.txt": OTHER_EN}, "No Chinese and English that belong together"),
        ({"a.txt": "12\n"}, "Nothing that was read is Chinese or English"),
    ],
)
def test_a_run_in_which_nothing_could_be_compared_says_so(files: dict[str, str], said: str, tmp_path: Path) -> None:
    found = run(write(tmp_path / "in", files), tmp_path / "out")
    (remark,) = found.manifest.failures
    assert (remark.code, remark.read) == ("run.nothing-compared", True)
    assert remark.message.startswith(said)
    assert found.manifest.counts["failures"] == 0


def test_a_unit_without_a_translation_is_no_omission_and_keeps_its_place(tmp_path: Path) -> None:
    rows = 'msgid ""\nmsgstr "Language: zh_CN\\n"\n\nmsgid "Twelve doctors came."\nmsgstr ""\n\n'
    folder = write(tmp_path / "in", {"a.po": rows + 'msgid "Thirteen nurses came."\nmsgstr "来了十三名护士。"\n'})
    found = run(folder, tmp_path / "out")
    assert not found.findings
    assert [failure.code for failure in found.manifest.failures] == ["row.untranslated"]
    assert [(segment.unit, segment.line) for segment in found.segments if segment.lang == "en"] == [
        ("Twelve doctors came.", 4),
        ("Thirteen nurses came.", 7),
    ]


def test_what_was_refused_is_counted_by_reason(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"note.txt": "COVID-19 spread in 2020; 27 teams wore N95 masks."})
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = run(folder, tmp_path / "out")
    rejected = found.manifest.rejected
    assert rejected["input.empty"] == 1
    assert sum(count for reason, count in rejected.items() if reason.startswith("claims.")) >= 2
    assert {Path(failure.path).name for failure in found.manifest.failures if not failure.read} == {"empty.txt", "picture.png"}
