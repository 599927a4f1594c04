"""Sound text of the benchmark data is left alone, at every length."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.normalize import normalize
from duizhao.normalize.width import narrowed, without_strays
from duizhao.settings import NormalizeSettings


def folded(text: str) -> str:
    """Without what the stage is meant to change."""
    return narrowed(without_strays(text))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ntrex/en.txt", "ntrex/zh-CN.txt", "ntrex/zh-TW.txt", "mac-dev/*.zh", "mac-dev/*.en"])
def test_sound_text_comes_back_as_it_was(name: str, shared: Path, keep_script: NormalizeSettings) -> None:
    changed = []
    for path in sorted((shared / "bench").glob(name)):
        text = path.read_text("utf-8")
        lines = text.splitlines()
        passages = [text, *lines[::7], *("".join(lines[at : at + 5]) for at in range(0, len(lines), 35))]
        changed += [
            (path.name, passage[:80])
            for passage in passages
            if folded(normalize(passage, keep_script).mapped.text) != folded(passage)
        ]
    assert changed == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ntrex/zh-CN.txt", "mac-dev/*.zh"])
def test_simplified_text_is_not_converted(name: str, shared: Path, simplify: NormalizeSettings) -> None:
    for path in sorted((shared / "bench").glob(name)):
        text = path.read_text("utf-8")
        assert folded(normalize(text, simplify).mapped.text) == folded(text), path.name
