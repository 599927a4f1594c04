"""Duizhao (对照, side by side): where do the Chinese and the English of a text disagree?

`Pipeline` is the library, `load_run` reads what `duizhao extract` wrote.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.pipeline import Pipeline
    from duizhao.report import Run, load_run
    from duizhao.settings import Settings, load_settings

__version__ = "0.1.0"
__all__ = ["Pipeline", "Run", "Settings", "__version__", "load_run", "load_settings"]

_HOMES = {
    "Pipeline": "duizhao.pipeline",
    "Run": "duizhao.report",
    "Settings": "duizhao.settings",
    "load_run": "duizhao.report",
    "load_settings": "duizhao.settings",
}


def __getattr__(name: str) -> object:
    """What the library offers, imported when it is asked for: `duizhao --help` needs none of it."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
