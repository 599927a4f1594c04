"""Each kind of damage, made by its mechanism from sound text, comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from damage import KINDS, Damage, desync, glosses, inside, misread, several, shown_from_gbk

from duizhao.normalize import normalize
from duizhao.normalize.width import narrowed, without_strays
from duizhao.settings import NormalizeSettings

SAMPLE = 6


def documents(shared: Path, damage: Damage) -> list[list[str]]:
    """Lines by document, of documents of even index, in the script the damage is made from."""
    name = "zh-CN" if damage.source == "hans" else "zh-TW"
    folder = shared / "bench" / "ntrex"
    lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
    ids = (folder / "document_ids.tsv").read_text("utf-8").splitlines()
    grouped: dict[str, list[str]] = {}
    for line, document in zip(lines, ids, strict=True):
        grouped.setdefault(document, []).append(line)
    return list(grouped.values())[::2]


def restored(sound: list[str], damage: Damage, settings: NormalizeSettings) -> tuple[int, int, float]:
    """Passages, exact ones, and the share of characters that came back."""
    from rapidfuzz.distance import Levenshtein

    passages = exact = wrong = length = 0
    for text in sound:
        damaged = damage.make(text)
        if damaged is None:
            continue
        got = normalize(damaged, settings).mapped.text
        expected = narrowed(without_strays(text))
        passages += 1
        exact += got == expected
        wrong += Levenshtein.distance(got, expected)
        length += len(expected)
    return passages, exact, 1 - wrong / max(1, length)


@pytest.mark.shared
@pytest.mark.parametrize("damage", [kind for kind in KINDS if kind.goal == "exact"], ids=lambda kind: kind.name)
def test_what_lost_nothing_comes_back_exactly(damage: Damage, shared: Path, keep_script: NormalizeSettings) -> None:
    texts = documents(shared, damage)
    sentences = [lines[0] for lines in texts[:SAMPLE]]
    whole = ["\n".join(lines) for lines in texts[:2]]
    passages, exact, _ = restored(sentences + whole, damage, keep_script)
    assert passages >= SAMPLE
    assert exact == passages


@pytest.mark.shared
@pytest.mark.parametrize("damage", [kind for kind in KINDS if kind.goal == "nearly"], ids=lambda kind: kind.name)
def test_what_lost_bytes_comes_back_nearly(damage: Damage, shared: Path, keep_script: NormalizeSettings) -> None:
    texts = documents(shared, damage)
    _, _, characters = restored(["\n".join(lines) for lines in texts[:SAMPLE]], damage, keep_script)
    assert characters > 0.98


def test_the_script_cuts_a_character_where_its_table_matches_across_two() -> None:
    # 當 is AE 94, 地 is B5 D8, and 94 B5 is 數: the gloss of 數 lands inside 地.
    data = "當地".encode("gbk")
    assert shown_from_gbk(data[:3] + "(shù)".encode("gbk") + data[3:]) == "當?shù)"


def test_generators_leave_alone_what_their_accident_cannot_happen_to() -> None:
    assert misread("gbk", "latin-1")("😀") is None
    assert glosses(10)("plain") is None
    assert desync(10)("plain") is None


def test_one_piece_of_a_text_is_damaged_and_the_others_are_not() -> None:
    text = "今天开会。明天放假。后天上班。"
    shown = inside(misread("gbk", "latin-1"))(text)
    assert shown is not None
    assert shown.startswith("今天开会。")
    assert shown.endswith("后天上班。")
    assert "明天放假" not in shown


def test_several_kinds_of_damage_have_sound_pieces_between_them() -> None:
    text = "今天开会。\n明天放假。\n后天上班。\n"
    shown = several(misread("gbk", "latin-1"), misread("utf-8", "cp1252"))(text)
    assert shown is not None
    lines = shown.splitlines()
    assert lines[1] == "明天放假。"
    assert lines[0] != "今天开会。"
    assert lines[2] != "后天上班。"
    assert inside(misread("gbk", "latin-1"))("一句") is None
