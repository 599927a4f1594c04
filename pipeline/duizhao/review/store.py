"""Reviewers' decisions: an append-only table in SQLite, beside the run folder so that a new run does not lose them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from duizhao.errors import RunFolderError
from duizhao.model import STATUSES, Status

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY,
    finding TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'confirmed', 'dismissed')),
    decided_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS decisions_of_finding ON decisions (finding, number);
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer said of a finding, and when (ISO 8601, UTC)."""

    finding: str
    status: Status
    decided_at: str


def decisions_path(run: Path) -> Path:
    """Where the decisions on a run folder are kept: `out.decisions.sqlite` for `out`."""
    run = run.resolve()
    return run.with_name(f"{run.name}.decisions.sqlite")


class DecisionStore:
    """The decisions on the findings of a run folder.

    Args:
        path: the SQLite file; made when the first decision is recorded.

    Raises:
        RunFolderError: any method, when the file is no store of decisions or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def record(self, finding: str, status: Status) -> Decision:
        """Add a decision; the newest of a finding is in force."""
        if status not in STATUSES:
            raise ValueError(f"no such status: {status}")
        decision = Decision(finding, status, datetime.now(UTC).isoformat(timespec="seconds"))
        with self._open() as database:
            database.executescript(_SCHEMA)
            database.execute(
                "INSERT INTO decisions (finding, status, decided_at) VALUES (?, ?, ?)",
                (decision.finding, decision.status, decision.decided_at),
            )
        return decision

    def history(self) -> list[Decision]:
        """Every decision, the oldest first."""
        if not self._path.exists():
            return []
        with self._open() as database:
            rows = database.execute("SELECT finding, status, decided_at FROM decisions ORDER BY number").fetchall()
        return [Decision(finding, cast(Status, status), decided_at) for finding, status, decided_at in rows]

    def current(self) -> dict[str, Status]:
        """The decision in force, by finding id."""
        return {decision.finding: decision.status for decision in self.history()}

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as database, database:
                yield database
        except sqlite3.Error as error:
            raise RunFolderError(f"The decisions in {self._path} cannot be read or written: {error}.") from error
