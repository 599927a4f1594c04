"""What the tests of this stage share: the generators of damage, and the settings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from duizhao.settings import NormalizeSettings

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))


@pytest.fixture(scope="session")
def keep_script() -> NormalizeSettings:
    """Repair, and leave the script as it is."""
    return NormalizeSettings(simplify=False)


@pytest.fixture(scope="session")
def simplify() -> NormalizeSettings:
    """The defaults."""
    return NormalizeSettings()
