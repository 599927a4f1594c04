"""Processor time of a call, for the tests that hold time to grow linearly."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def processor_seconds(work: Callable[[], object]) -> float:
    """Seconds that `work` takes of this process, garbage of other tests left out: collecting it can take longer than the work."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()
