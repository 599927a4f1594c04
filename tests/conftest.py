"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of benchmark data beside the checkout, or where `DUIZHAO_SHARED` points; tests that need it skip without it."""
    folder = Path(os.environ.get("DUIZHAO_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        message = f"the shared benchmark data is not at {folder}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The bilingual documents written for this project."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def gold() -> Path:
    """Their annotations, a folder a document."""
    return ROOT / "annotations" / "gold"
