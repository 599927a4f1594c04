"""Apply a function to many items, in order, on one core, on many, or on a Ray cluster.

The results come in the order of the items whatever finishes first, so that a run is the same on any number of workers.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import Literal, Protocol, TypeVar

from duizhao.errors import ModelMissingError

Item = TypeVar("Item")
Result = TypeVar("Result")
EngineName = Literal["local", "ray"]

# One BLAS thread a process: the models' matrices are small, and workers would fight over the cores.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# Below this many items a worker's start (models loaded again) costs more than it saves.
_ITEMS_WORTH_A_WORKER = 12
# Tasks handed to a cluster ahead of the one waited for, for each of its cores: busy, but not all in memory.
_TASKS_AHEAD = 4


class Workers(Protocol):
    """Something that maps a picklable function over items and keeps their order."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, one an item, in the order of the items."""
        ...


class InProcess:
    """No other process: the simplest, and the quickest for a few files."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """See `Workers.map`."""
        return map(function, items)


class Processes:
    """A pool of processes on this machine."""

    def __init__(self, count: int) -> None:
        self._count = count

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """See `Workers.map`; the pool lives as long as the iteration."""
        # Spawned, not forked: the models' runtimes keep threads, which a fork would lose.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._count, mp_context=context) as pool:
            yield from pool.map(function, items)


class Ray:
    """A Ray cluster, or this machine under Ray when none is named (`RAY_ADDRESS`)."""

    def __init__(self) -> None:
        try:
            import ray
        except ImportError as error:
            raise ModelMissingError(
                "The engine `ray` needs Ray, which is not installed.", hint="Install it with: pip install 'duizhao[ray]'."
            ) from error
        self._ray = ray

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """See `Workers.map`."""
        ray = self._ray
        if not ray.is_initialized():
            ray.init(log_to_driver=False, configure_logging=False, include_dashboard=False)
        remote = ray.remote(_apply)
        shared = ray.put(function)
        ahead = _TASKS_AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
        waiting = iter(items)
        pending = deque(remote.remote(shared, item) for item in islice(waiting, ahead))
        while pending:
            result: Result = ray.get(pending.popleft())
            pending.extend(remote.remote(shared, item) for item in islice(waiting, 1))
            yield result


def _apply(function: Callable[[Item], Result], item: Item) -> Result:
    return function(item)


def choose_workers(engine: EngineName, count: int | None, items: int) -> Workers:
    """The workers for a run.

    Args:
        engine: `local` or `ray`.
        count: processes asked for; None takes as many as there are cores, when there is work enough for them.
        items: how many files there are.
    """
    if engine == "ray":
        return Ray()
    if count is None:
        count = min(os.cpu_count() or 1, items // _ITEMS_WORTH_A_WORKER + 1)
    if count <= 1 or items <= 1:
        return InProcess()
    for name, value in _ONE_THREAD.items():
        os.environ.setdefault(name, value)
    return Processes(min(count, items))
