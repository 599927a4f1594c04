"""The reviewers' page as a browser shows it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from duizhao.report import Run
from duizhao.review import DecisionStore, build_app, decisions_path
from duizhao.settings import ReportSettings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("corpus"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, corpus_run: Run) -> Iterator[Page]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((corpus_run.folder / "report.html").as_uri())
    yield page
    assert errors == []
    assert all(url.startswith("file:") for url in requests), "the page must stand alone"
    page.close()


def test_each_finding_shows_both_sides_with_its_claims_marked(page: Page, corpus_run: Run) -> None:
    finding = next(finding for finding in corpus_run.findings if finding.zh and finding.en)
    card = page.locator(f"#{finding.id}")
    marked = card.locator("mark.concerned").all_text_contents()
    for claim in (*finding.zh, *finding.en):
        assert corpus_run.claim[claim].normalized in marked
    assert finding.message.en in card.inner_text()
    assert finding.message.zh in card.inner_text()


def test_the_filters_hide_what_they_should(page: Page, corpus_run: Run) -> None:
    critical = sum(finding.severity == "critical" for finding in corpus_run.findings)
    for severity in ("major", "minor", "info"):
        page.locator(f"input[name=severity][value={severity}]").uncheck()
    assert page.locator(".card:visible").count() == critical
    assert page.locator("#shown").inner_text() == str(critical)
    document = corpus_run.findings[0].document
    page.locator("select[name=document]").select_option(document)
    shown = page.locator(".card:visible .document").all_inner_texts()
    assert set(shown) == {document}


def test_the_keyboard_walks_from_finding_to_finding(page: Page, corpus_run: Run) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == corpus_run.findings[0].id


def test_nothing_overflows_the_page_on_a_phone(browser: Browser, corpus_run: Run) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((corpus_run.folder / "report.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.fixture
def server(corpus_run: Run) -> Iterator[str]:
    store = decisions_path(corpus_run.folder)
    store.unlink(missing_ok=True)
    app = build_app(corpus_run.folder, ReportSettings())
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(timeout=10)
    store.unlink(missing_ok=True)


def test_a_reviewer_confirms_with_a_button_and_dismisses_with_a_key(browser: Browser, server: str, corpus_run: Run) -> None:
    page = browser.new_page()
    page.goto(server)
    first, second = corpus_run.findings[0].id, corpus_run.findings[1].id
    page.locator(f"#{first} button[data-status=confirmed]").click()
    page.wait_for_function("id => document.getElementById(id).dataset.status === 'confirmed'", arg=first)
    page.locator(f"#{second}").focus()
    page.keyboard.press("d")
    page.wait_for_function("id => document.getElementById(id).dataset.status === 'dismissed'", arg=second)
    store: Path = decisions_path(corpus_run.folder)
    assert DecisionStore(store).current() == {first: "confirmed", second: "dismissed"}
    page.reload()
    assert page.locator(f"#{first}").get_attribute("data-status") == "confirmed"
    page.close()
