"""Settings: documented, immutable, refused when unknown."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from duizhao.errors import SettingsError
from duizhao.settings import Settings, load_settings

DOCS = Path(__file__).resolve().parent.parent / "docs" / "settings.md"


def test_every_setting_stands_in_the_manual_with_its_section_and_default() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for section, fields in Settings().as_dict().items():
        part = re.search(rf"^## `\[{section}\]`.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert part is not None, section
        assert set(re.findall(r"^\| `(\w+)` \|", part[0], re.MULTILINE)) == set(fields)


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[claims]\npeople = false\n")
    settings = load_settings(file)
    assert not settings.claims.people
    assert settings.normalize == Settings().normalize
    assert settings.signature() != Settings().signature()


@pytest.mark.parametrize("content", ["[claims]\npeeple = false\n", "[claims]\npeople = 3\n", "not toml"])
def test_what_is_no_setting_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        load_settings(file)


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        Settings().claims.people = False  # type: ignore[misc]
    assert msgspec.structs.replace(Settings().claims, people=False).people is False
