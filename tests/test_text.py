"""The map from clean text to raw text holds for any text and any chain of edits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.errors import EditError, LoneSurrogateError
from duizhao.text import Edit, MappedText, find_lone_surrogate, line_of, line_starts, replay

# Any Unicode but lone surrogates, and much of what breaks offsets: astral and combining characters, line ends, NUL, Han.
PLAIN = st.text(
    st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("\r\n\0\u0301\u200d😀𠮷中國ä(?)")), max_size=40
)


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    """Disjoint edits of a text: replacements, insertions, deletions, some that change nothing."""
    points = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    edits = []
    for start, end in zip(points[::2], points[1::2], strict=False):
        if edits and edits[-1].start == edits[-1].end == start == end:
            continue
        edits.append(Edit(start, end, draw(PLAIN), draw(st.sampled_from(("a/1", "b/1", "c/2"))), draw(st.floats(0, 1))))
    return draw(st.permutations(edits))


@st.composite
def chains(draw: st.DrawFn) -> MappedText:
    """A text after up to four rounds of edits and exchanges of single characters."""
    text = MappedText.of(draw(PLAIN))
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            text = text.apply(draw(edits_of(len(text.text))))
        else:
            other = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=len(text.text), max_size=len(text.text)))
            keep = draw(st.lists(st.booleans(), min_size=len(other), max_size=len(other)))
            mixed = "".join(old if kept else new for old, new, kept in zip(text.text, other, keep, strict=True))
            text = text.substituted(mixed, "script/1")
    return text


@given(chains())
def test_replaying_the_repairs_on_the_raw_text_gives_the_clean_text(text: MappedText) -> None:
    assert replay(text.raw, text.repairs()) == text.text


@given(chains())
def test_repairs_are_disjoint_in_order_and_say_what_stood_there(text: MappedText) -> None:
    end = 0
    for repair in text.repairs():
        assert end <= repair.start <= repair.end <= len(text.raw)
        assert repair.before == text.raw[repair.start : repair.end]
        assert repair.before != repair.after
        assert repair.rules
        assert 0 <= repair.confidence <= 1
        end = repair.end


@given(chains(), st.data())
def test_every_span_of_the_clean_text_leads_to_a_span_of_the_raw_text(text: MappedText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    raw_start, raw_end = text.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(text.raw)
    text_start, text_end = text.to_text(raw_start, raw_end)
    assert 0 <= text_start <= text_end <= len(text.text)


@given(chains(), st.data())
def test_a_wider_span_of_clean_text_has_a_wider_span_of_raw_text(text: MappedText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    inner_start = data.draw(st.integers(start, end))
    inner_end = data.draw(st.integers(inner_start, end))
    outer, inner = text.to_raw(start, end), text.to_raw(inner_start, inner_end)
    if inner_start < inner_end:
        assert outer[0] <= inner[0] <= inner[1] <= outer[1]


@given(chains())
def test_positions_never_go_backwards(text: MappedText) -> None:
    singles = [text.to_raw(at, at + 1) for at in range(len(text.text))]
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(singles))
    points = [text.to_raw(at, at)[0] for at in range(len(text.text) + 1)]
    assert points == sorted(points)
    back = [text.to_text(at, at)[0] for at in range(len(text.raw) + 1)]
    assert back == sorted(back)


@given(chains())
def test_between_repairs_both_texts_say_the_same_and_map_onto_each_other(text: MappedText) -> None:
    raw = clean = 0
    for repair in (*text.repairs(), None):
        stop = len(text.raw) if repair is None else repair.start
        length = stop - raw
        assert text.raw[raw:stop] == text.text[clean : clean + length]
        for at in range(length):
            assert text.to_raw(clean + at, clean + at + 1) == (raw + at, raw + at + 1)
            assert text.to_text(raw + at, raw + at + 1) == (clean + at, clean + at + 1)
        if repair is not None:
            raw, clean = repair.end, clean + length + len(repair.after)


@given(PLAIN, st.data())
def test_edits_in_one_round_are_those_of_plain_string_surgery(raw: str, data: st.DataObject) -> None:
    edits = data.draw(edits_of(len(raw)))
    expected = raw
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        expected = expected[: edit.start] + edit.replacement + expected[edit.end :]
    assert MappedText.of(raw).apply(edits).text == expected


@given(PLAIN)
def test_text_without_edits_maps_onto_itself(raw: str) -> None:
    text = MappedText.of(raw)
    assert text.text == raw
    assert text.repairs() == ()
    assert text.to_raw(0, len(raw)) == (0, len(raw))


@given(PLAIN, st.integers(0xD800, 0xDFFF), PLAIN)
def test_half_a_character_is_refused_with_its_place(before: str, code: int, after: str) -> None:
    raw = before + chr(code) + after
    assert find_lone_surrogate(raw) == len(before)
    with pytest.raises(LoneSurrogateError, match=f"Character {len(before)} .*U\\+{code:04X}"):
        MappedText.of(raw)


def test_a_replacement_with_half_a_character_is_refused() -> None:
    with pytest.raises(LoneSurrogateError, match="a/1"):
        MappedText.of("x").apply([Edit(0, 1, "\ud800", "a/1")])


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, "x", "a/1"), Edit(1, 3, "y", "b/1")],
        [Edit(1, 1, "x", "a/1"), Edit(1, 1, "y", "b/1")],
        [Edit(2, 9, "x", "a/1")],
        [Edit(-1, 1, "x", "a/1")],
        [Edit(2, 1, "x", "a/1")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        MappedText.of("abc").apply(edits)


@pytest.mark.parametrize("span", [(-1, 0), (0, 4), (2, 1)])
def test_spans_outside_the_text_are_refused(span: tuple[int, int]) -> None:
    text = MappedText.of("abc")
    with pytest.raises(EditError):
        text.to_raw(*span)
    with pytest.raises(EditError):
        text.to_text(*span)


def test_a_substitution_of_another_length_is_refused() -> None:
    with pytest.raises(EditError, match="keep the length"):
        MappedText.of("abc").substituted("ab", "script/1")


def test_edits_of_later_rounds_lead_back_through_all_rounds() -> None:
    text = MappedText.of("ab(x)cd").apply([Edit(2, 5, "", "a/1")])
    text = text.substituted("ABCD", "b/1").apply([Edit(1, 3, "—", "c/1")])
    assert text.text == "A—D"
    assert text.to_raw(1, 2) == (1, 6)
    assert text.to_text(1, 6) == (1, 2)


@given(st.text(st.sampled_from("a\n\r中"), max_size=30))
def test_line_numbers_count_line_feeds(text: str) -> None:
    starts = line_starts(text)
    for offset in range(len(text) + 1):
        assert line_of(starts, offset) == text.count("\n", 0, offset) + 1
