"""The commands of the README do what it says they do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from duizhao.engine import RunOptions, extract_run
from duizhao.report import Run
from duizhao.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
# Language, code and what it prints; `…` at its end stands for the rest.
BLOCKS = re.findall(
    r"^```(sh|python)\n(.*?)^```\n\n^```text\n(.*?)^```",
    (ROOT / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def place(corpus_run: Run, tmp_path: Path) -> Path:
    """A folder that looks like the checkout after `make extract`."""
    (tmp_path / "out").symlink_to(corpus_run.folder)
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    program = tmp_path / ".venv" / "bin" / "duizhao"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m duizhao "$@"\n')
    program.chmod(0o755)
    return tmp_path


def test_the_readme_has_examples() -> None:
    assert len(BLOCKS) >= 5
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(BLOCKS) == len(re.findall(r"^```(?:sh|python)$", text, re.MULTILINE)), "an example shows what it prints"


@pytest.mark.xdist_group("corpus")
@pytest.mark.parametrize(
    ("language", "block", "shown"), BLOCKS, ids=[block.strip().splitlines()[0][:40] for _, block, _ in BLOCKS]
)
def test_an_example_prints_what_is_shown(place: Path, language: str, block: str, shown: str) -> None:
    for tool in ("jq", "sqlite3"):
        if re.search(rf"(?:^|\| ){tool} ", block, re.MULTILINE) and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    command = [sys.executable, "-c", block] if language == "python" else ["sh", "-e", "-c", block]
    done = subprocess.run(
        command, cwd=place, capture_output=True, check=False, timeout=120, env={**os.environ, "PYTHONWARNINGS": ""}
    )
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout.decode()
    if shown.endswith("…\n"):
        assert printed.startswith(shown.removesuffix("…\n"))
    else:
        assert printed == shown


def test_the_example_leads_to_the_finding_it_shows(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    page, story = re.findall(r"^> (.+)$", text, re.MULTILINE)
    (tmp_path / "page.txt").write_text(page + "\n", encoding="utf-8")
    (tmp_path / "story.txt").write_text(story + "\n", encoding="utf-8")
    found = extract_run([tmp_path], RunOptions(out=tmp_path / "out"), Settings())
    shown = re.findall(r"^(critical|major)  (.+)$", text, re.MULTILINE)
    assert [(finding.severity, finding.message.en) for finding in found.findings] == shown


@pytest.mark.xdist_group("corpus")
def test_every_file_the_readme_names_is_written(corpus_run: Run) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+\.(?:jsonl|json|html))`", text))
    assert named
    assert named <= {path.name for path in corpus_run.folder.iterdir()}
