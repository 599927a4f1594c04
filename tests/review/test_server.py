"""The reviewers' server: decisions are kept, strangers are kept out."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from duizhao.engine import RunOptions, extract_run
from duizhao.report import Run
from duizhao.review import DecisionStore, build_app, decisions_path
from duizhao.settings import ReportSettings, Settings

pytestmark = pytest.mark.xdist_group("corpus")


@pytest.fixture
def client(corpus_run: Run) -> TestClient:
    return TestClient(build_app(corpus_run.folder, ReportSettings()), base_url="http://localhost")


@pytest.fixture
def finding(corpus_run: Run) -> str:
    return corpus_run.findings[0].id


@pytest.fixture(autouse=True)
def no_decisions_left(corpus_run: Run) -> None:
    decisions_path(corpus_run.folder).unlink(missing_ok=True)


def test_a_decision_is_stored_and_shown(client: TestClient, corpus_run: Run, finding: str) -> None:
    answer = client.put(f"/api/findings/{finding}", json={"status": "dismissed"})
    assert answer.status_code == 200
    assert DecisionStore(decisions_path(corpus_run.folder)).current() == {finding: "dismissed"}
    shown = {row["id"]: row["status"] for row in client.get("/api/findings").json()}
    assert shown[finding] == "dismissed"
    assert f'id="{finding}"' in client.get("/").text
    assert 'data-status="dismissed"' in client.get("/").text


def test_the_newest_decision_is_in_force_and_the_history_is_kept(client: TestClient, corpus_run: Run, finding: str) -> None:
    for status in ("confirmed", "dismissed", "open"):
        client.put(f"/api/findings/{finding}", json={"status": status})
    store = DecisionStore(decisions_path(corpus_run.folder))
    assert store.current() == {finding: "open"}
    assert [decision.status for decision in store.history()] == ["confirmed", "dismissed", "open"]


@pytest.mark.parametrize(
    ("body", "code"),
    [(b'{"status": "maybe"}', 422), (b"{}", 422), (b"no json", 422), (b'{"status": "open", "x": "' + b"y" * 2000 + b'"}', 413)],
)
def test_what_is_no_decision_is_refused(client: TestClient, finding: str, body: bytes, code: int) -> None:
    answer = client.put(f"/api/findings/{finding}", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == code


def test_a_finding_that_is_not_in_the_run_is_refused(client: TestClient) -> None:
    assert client.put("/api/findings/f-000000000000", json={"status": "open"}).status_code == 404


def test_a_form_of_another_site_is_refused(client: TestClient, finding: str) -> None:
    answer = client.put(f"/api/findings/{finding}", content=b'{"status": "open"}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


def test_another_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "example.org"}).status_code == 400


def test_decisions_survive_a_new_run(corpus: Path, tmp_path: Path) -> None:
    files = [corpus / "yunping-harvest-survey.zh.txt", corpus / "yunping-harvest-survey.en.txt"]
    out = tmp_path / "run"
    first = extract_run(files, RunOptions(out=out), Settings())
    store = DecisionStore(decisions_path(out))
    store.record(first.findings[0].id, "confirmed")
    second = extract_run(files, RunOptions(out=out, force=True, decisions=store.current()), Settings())
    assert [finding.status for finding in second.findings if finding.id == first.findings[0].id] == ["confirmed"]
