"""The stage's data files, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_toml(name: str) -> dict[str, Any]:
    """A TOML file of this package."""
    return tomllib.loads((resources.files("duizhao.consistency") / name).read_text(encoding="utf-8"))
