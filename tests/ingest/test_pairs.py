"""Aligned rows as a stream, with a message for each that cannot be used."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from duizhao.errors import NotTextError, UnreadableError, UnsupportedError
from duizhao.ingest import Format, PairRow, TextRow, read_file, read_pairs, read_rows
from duizhao.ingest.sides import trouble
from duizhao.model import Failure
from duizhao.settings import IngestSettings
from tests.ingest.builders import tmx, xliff_1, xliff_2

SETTINGS = IngestSettings()
CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "sides.jsonl").read_text(encoding="utf-8").splitlines()]
ZH, EN = "去年共接待游客三百万人次。", "Three million visitors came last year."


def jsonl(*rows: object) -> io.BytesIO:
    return io.BytesIO("\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode())


def outcome(rows: Iterator[PairRow | TextRow | Failure]) -> list[tuple[object, object]]:
    return [(row.code, row.line) if isinstance(row, Failure) else (row.id, row.line) for row in rows]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['zh'][:12]} | {case['en'][:20]}" for case in CASES])
def test_a_row_is_in_order_or_plainly_not(case: dict[str, str | None]) -> None:
    assert trouble(str(case["zh"]), str(case["en"])) == case["trouble"]


def test_rows_come_in_order_with_a_message_for_each_bad_one() -> None:
    rows = jsonl(
        {"id": "a", "zh": ZH, "en": EN},
        '{"id": "b", "zh": "断',
        {"id": "c", "zh": ZH},
        {"id": "d", "zh": "  ", "en": ""},
        {"id": "e", "zh": EN, "en": ZH},
        {"id": "f", "zh": ZH, "en": ZH},
        {"id": "g", "zh": EN, "en": EN},
        {"id": "a", "zh": ZH, "en": EN},
        "",
        {"id": 7, "zh": ["no"], "en": EN},
        [1, 2],
        {"id": "h", "source": ZH},
        {"zh": ZH, "en": EN},
    )
    assert outcome(read_pairs(rows, "jsonl", SETTINGS)) == [
        ("a", 1),
        ("row.not-readable", 2),
        ("row.empty-side", 3),
        ("row.empty-side", 4),
        ("row.sides-swapped", 5),
        ("e", 5),
        ("row.same-language", 6),
        ("row.same-language", 7),
        ("row.duplicate-id", 8),
        ("a", 8),
        ("row.not-readable", 10),
        ("row.not-readable", 11),
        ("row.missing-field", 12),
        (13, 13),
    ]


def test_rows_of_source_and_target_go_by_their_languages() -> None:
    rows = jsonl(
        {"id": 1, "source": EN, "target": ZH}, {"id": 2, "source": ZH, "target": EN}, {"id": 3, "src": "12", "tgt": "12"}
    )
    found = list(read_pairs(rows, "jsonl", SETTINGS))
    assert found == [PairRow(1, ZH, EN, 1), PairRow(2, ZH, EN, 2), PairRow(3, "12", "12", 3)]


def test_a_field_that_says_where_a_row_is_from_is_no_side() -> None:
    found = list(read_pairs(jsonl({"zh": ZH, "en": EN, "source": "web", "target": "x"}), "jsonl", SETTINGS))
    assert found == [PairRow(1, ZH, EN, 1)]


CATALOGUE = f'msgid ""\nmsgstr "Language: zh_CN\\n"\n\nmsgid "Line 2"\nmsgstr "二号线"\n\nmsgid "{EN}"\nmsgstr "{ZH}"\n'
CUES = f"1\n00:00:01,000 --> 00:00:02,000\n二号线\nLine 2\n\n2\n00:00:03,000 --> 00:00:04,000\n{EN}\n{ZH}\n"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("tmx", tmx([("a", [("en", "Line 2"), ("zh", "二号线")]), ("b", [("en", EN), ("zh", ZH)])])),
        ("xliff", xliff_1([("a", "Line 2", "二号线"), ("b", EN, ZH)])),
        ("xliff", xliff_2([("a", [("Line 2", "二号线")]), ("b", [(EN, ZH)])], "en", "zh")),
        ("po", CATALOGUE),
        ("subtitles", CUES),
        ("tsv", f"Line 2\t二号线\n{EN}\t{ZH}\n"),
    ],
)
def test_a_unit_in_which_the_file_ends_is_reported_and_not_compared(form: Format, text: str, tmp_path: Path) -> None:
    data = text.encode()
    cut = data[: data.index(ZH.encode()) + 4]  # inside the second character
    found = [row for row in read_pairs(io.BytesIO(cut), form, SETTINGS) if not row_is(row, "row.sides-swapped")]
    assert next(row.code for row in found if isinstance(row, Failure)) == "row.cut-off"
    assert len([row for row in found if isinstance(row, PairRow)]) == 1
    assert len([row for row in read_pairs(io.BytesIO(data), form, SETTINGS) if isinstance(row, PairRow)]) == 2
    path = tmp_path / f"cut.{'srt' if form == 'subtitles' else form}"
    path.write_bytes(cut)
    source = read_file(path, SETTINGS)
    assert [pair.compared for pair in source.pairs] == [True, False]
    assert "row.cut-off" in [note.code for note in source.notes]


def row_is(row: PairRow | Failure, code: str) -> bool:
    return isinstance(row, Failure) and row.code == code


def test_swapped_sides_are_put_right() -> None:
    rows = [row for row in read_pairs(jsonl({"zh": EN, "en": ZH}), "jsonl", SETTINGS) if isinstance(row, PairRow)]
    assert (rows[0].zh, rows[0].en) == (ZH, EN)


def test_messages_name_the_row_and_the_file() -> None:
    failures = [
        row for row in read_pairs(jsonl({"id": "k-9", "zh": ZH}), "jsonl", SETTINGS, "rows.jsonl") if isinstance(row, Failure)
    ]
    assert failures[0].path == "rows.jsonl"
    assert "k-9" in failures[0].message
    assert "English" in failures[0].message


def test_the_names_data_hubs_give_are_understood() -> None:
    rows = jsonl({"translation": {"zh": ZH, "en": EN}}, {"Chinese": ZH, "English": EN}, {"zh-CN": ZH, "en_US": EN})
    assert [row.zh for row in read_pairs(rows, "jsonl", SETTINGS) if isinstance(row, PairRow)] == [ZH] * 3


def test_cells_of_a_hundred_thousand_characters_are_read() -> None:
    zh, en = ZH * 8000, EN * 3000
    for rows, form in ((jsonl({"zh": zh, "en": en}), "jsonl"), (io.BytesIO(f"{zh}\t{en}\n".encode()), "tsv")):
        found = list(read_pairs(rows, form, SETTINGS))  # type: ignore[arg-type]
        assert isinstance(found[0], PairRow)
        assert (len(found[0].zh), len(found[0].en)) == (len(zh), len(en))


def test_a_row_longer_than_allowed_is_skipped_and_the_next_is_read() -> None:
    rows = io.BytesIO(b'{"zh": "' + b"x" * 1_000_000 + b'"}\n' + json.dumps({"id": "b", "zh": ZH, "en": EN}).encode())
    assert outcome(read_pairs(rows, "jsonl", IngestSettings(max_row_bytes=500_000))) == [("row.too-long", 1), ("b", 2)]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (f"{ZH}\t{EN}\n{ZH}\t{EN}\n", 2),
        (f'{{"zh": "{ZH}", "en": "{EN}"}}\n', 1),
        (f"zh,en\n{ZH},{EN}\n", 1),
        (f"<tmx><body><tu><tuv xml:lang='zh'><seg>{ZH}</seg></tuv><tuv xml:lang='en'><seg>{EN}</seg></tuv></tu></body></tmx>", 1),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_stream_tells_its_format_and_encoding_itself(data: str, count: int, encoding: str) -> None:
    rows = list(read_pairs(io.BytesIO(data.encode(encoding)), None, SETTINGS))
    assert [(row.zh, row.en) for row in rows if isinstance(row, PairRow)] == [(ZH, EN)] * count


def test_line_ends_of_windows_and_of_old_macs_end_rows() -> None:
    for end in ("\r\n", "\r"):
        rows = list(read_pairs(io.BytesIO(f"{ZH}\t{EN}{end}{ZH}\t{EN}{end}".encode()), "tsv", SETTINGS))
        assert rows == [PairRow(1, ZH, EN, 1), PairRow(2, ZH, EN, 2)]


def test_one_line_in_another_encoding_is_read() -> None:
    data = (f"{ZH}\t{EN}\n" * 5).encode() + f"{ZH}\t{EN}\n".encode("gb18030")
    rows = list(read_pairs(io.BytesIO(data), "tsv", SETTINGS))
    assert [row.zh for row in rows if isinstance(row, PairRow)] == [ZH] * 6


def test_what_is_no_text_and_what_holds_no_pairs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotTextError):
        list(read_pairs(io.BytesIO(bytes(5000)), None, SETTINGS))
    with pytest.raises(UnreadableError):
        list(read_pairs(tmp_path / "nowhere.tsv", None, SETTINGS))
    (tmp_path / "a.html").write_text("<p>x</p>")
    with pytest.raises(UnsupportedError):
        list(read_pairs(tmp_path / "a.html", None, SETTINGS))


def test_nothing_is_no_rows() -> None:
    assert list(read_pairs(io.BytesIO(b""), "tsv", SETTINGS)) == []
    assert list(read_rows(io.BytesIO(b"\n\n"), SETTINGS)) == []


def test_rows_with_one_text_are_read_with_the_same_care() -> None:
    rows = jsonl(
        {"id": 1, "text": ZH},
        {"id": "b", "lang": "zh-CN", "text": ""},
        {"id": "c", "lang": "de", "text": "Guten Tag"},
        {"id": "d", "txt": ZH},
        {"id": "e", "text": None},
        {"id": 1, "lang": "en", "text": EN},
        '{"id": "f", "text": "\\ud800"}',
        "nonsense",
    )
    found = list(read_rows(rows, SETTINGS))
    assert outcome(iter(found)) == [
        (1, 1),
        ("b", 2),
        ("row.not-readable", 3),
        ("row.missing-field", 4),
        ("row.missing-field", 5),
        ("row.duplicate-id", 6),
        (1, 6),
        ("row.not-readable", 7),
        ("row.not-readable", 8),
    ]
    assert [row.lang for row in found if isinstance(row, TextRow)] == [None, "zh", "en"]


class Trickle(io.RawIOBase):
    """A pipe that hands over a little at a time, and for ever."""

    def __init__(self) -> None:
        self.rows = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.rows += 1
        row = json.dumps({"id": self.rows, "zh": ZH, "en": EN}).encode() + b"\n"
        buffer[: len(row)] = row
        return len(row)


def test_a_pipe_is_worked_on_as_it_comes() -> None:
    pipe = Trickle()
    rows = read_pairs(io.BufferedReader(pipe), "jsonl", SETTINGS)
    for expected in range(1, 4):
        row = next(rows)
        assert isinstance(row, PairRow)
        assert row.id == expected
        assert pipe.rows <= expected + 2


PROGRAM = """
import json, resource, sys
from duizhao.ingest import read_pairs
from duizhao.settings import IngestSettings
import io, itertools

class Rows(io.RawIOBase):
    def __init__(self, make, count):
        self.chunks = (make(number) for number in range(count))
    def readable(self):
        return True
    def readinto(self, buffer):
        chunk = next(self.chunks, b"")
        buffer[:len(chunk)] = chunk
        return len(chunk)

makers = {
    "jsonl": lambda n: (json.dumps({"id": str(n), "zh": "共有%d人。" % n, "en": "There were %d people." % n}) + "\\n").encode(),
    "tsv": lambda n: ("共有%d人。\\tThere were %d people.\\n" % (n, n)).encode(),
    "tmx": lambda n: (("<tmx><body>" if n == 0 else "") + "<tu tuid='%d'><tuv xml:lang='zh'><seg>共有%d人。</seg></tuv>"
        "<tuv xml:lang='en'><seg>There were %d people.</seg></tuv></tu>\\n" % (n, n, n)).encode(),
}
form = sys.argv[1]
def peak(count):
    total = sum(1 for _ in read_pairs(io.BufferedReader(Rows(makers[form], count)), form, IngestSettings()))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
first = peak(2000)
print((peak(60000) - first) // 1024)
"""


@pytest.mark.parametrize("form", ["jsonl", "tsv", "tmx"])
def test_memory_does_not_grow_with_the_rows(form: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, form], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 16, "megabytes"
    assert resource.RUSAGE_SELF == 0
