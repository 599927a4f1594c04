"""What one program writes another reads: ladders, rungs, InterText and TMX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.align import Bead, read_intertext, read_ladder, read_rungs, read_tmx, write_ladder, write_rungs, write_tmx
from duizhao.errors import FormatError

INDICES = st.lists(st.integers(0, 99), max_size=4).map(tuple)


@given(st.lists(st.builds(Bead, INDICES, INDICES, st.integers(0, 10_000).map(lambda value: value / 10_000))))
def test_a_ladder_reads_back_as_it_was_written(beads: list[Bead]) -> None:
    assert read_ladder(write_ladder(beads)) == beads


def test_ladders_of_other_programs_are_read() -> None:
    assert read_ladder(["[0, 1]:[0]", "", "[]:[2]:0.250", "[3]:[]:-1e-3"]) == [
        Bead((0, 1), (0,), 1.0),
        Bead((), (2,), 0.25),
        Bead((3,), (), -0.001),
    ]


def test_rungs_read_back_as_they_were_written() -> None:
    beads = [Bead((0,), (0, 1), 0.5), Bead((1,), (), 0.25), Bead((), (2,), 0.125)]
    assert read_rungs(write_rungs(beads)) == beads


@pytest.mark.parametrize("lines", [["a b c"], ["0\t0\tx", "1\t1\t1"], ["3\t3\t1", "1\t1\t1"]])
def test_a_line_that_is_no_rung_is_named(lines: list[str]) -> None:
    with pytest.raises(FormatError):
        read_rungs(lines)


@pytest.mark.parametrize("line", ["[0:[1]", "0:1", "[a]:[b]:1"])
def test_a_line_that_is_no_bead_is_named(line: str) -> None:
    with pytest.raises(FormatError, match="Line 2"):
        read_ladder(["[0]:[0]", line])


def test_intertext_links_are_read() -> None:
    found = read_intertext(
        b"<linkGrp toDoc='t.en.xml' fromDoc='t.zh.xml'><link type='1-2' xtargets='1:1;1:1 1:2' status='man'/>"
        b"<link type='0-1' xtargets=';1:3' status='auto'/></linkGrp>"
    )
    assert (found.to_doc, found.from_doc) == ("t.en.xml", "t.zh.xml")
    assert found.links == ((("1:1",), ("1:1", "1:2"), "man"), ((), ("1:3",), "auto"))


def test_a_translation_memory_reads_back_as_it_was_written() -> None:
    lines = write_tmx([Bead((0, 1), (0,), 0.9), Bead((2,), (), 1.0)], ["甲<乙", "&丙\x00", "丁"], ['A "quoted" & <b>'])
    assert read_tmx("\n".join(lines).encode()) == [("甲<乙&丙", 'A "quoted" & <b>')]


@pytest.mark.parametrize("data", [b"", b"plain", b"<tmx><body></tmx>", b"<other/>"])
def test_what_is_no_translation_memory_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_tmx(data)


def test_entities_are_not_followed() -> None:
    entity = b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = entity + b'<tmx><body><tu><tuv xml:lang="zh"><seg>&x;</seg></tuv></tu></body></tmx>'
    assert all("root" not in zh for zh, _ in read_tmx(data))
