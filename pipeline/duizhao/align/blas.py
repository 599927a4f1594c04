"""One thread for matrix products.

The products here are small; on a busy machine the threads of OpenBLAS spend more time waiting for one another than multiplying
(a run took ten
times as long), and work is spread over processes anyway. Environment variables would have to be set before numpy is imported;
this asks
the library that numpy has loaded.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np

# The names that numpy's wheels give the function: with 64-bit integers, with 32-bit ones, and OpenBLAS by itself.
_NAMES = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "openblas_set_num_threads",
)


def use_one_thread() -> bool:
    """Limit this process's OpenBLAS to one thread; False where numpy came with another library, which is left as it is."""
    folder = Path(np.__file__).parent.with_name("numpy.libs")
    for path in sorted(folder.glob("*openblas*")):
        try:
            library = ctypes.CDLL(str(path))
        except OSError:
            continue
        for name in _NAMES:
            function = getattr(library, name, None)
            if function is not None:
                function.argtypes = [ctypes.c_int]
                function.restype = None
                function(1)
                return True
    return False
