"""The reviewers' page as a browser shows it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from duizhao.model import Failure
from duizhao.report import Run
from duizhao.report.page import render_page
from duizhao.review import DecisionStore, build_app, decisions_path
from duizhao.settings import ReportSettings
from duizhao.wording import probability

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


def test_where_no_finding_fits_the_page_says_so_and_offers_all(page: Page, corpus_run: Run) -> None:
    nothing = page.locator("#nothing")
    assert nothing.is_hidden()
    page.locator("input[name=words]").fill("no text says this")
    assert nothing.is_visible()
    assert page.locator("#no-documents").is_visible()
    page.locator("#all").click()
    assert nothing.is_hidden()
    assert page.locator(".card:visible").count() == len(corpus_run.findings)


def test_the_side_by_side_list_follows_the_document_and_the_words(page: Page, corpus_run: Run) -> None:
    views = page.locator(".document-view:visible strong")
    assert views.count() == len({document.document for document in corpus_run.documents})
    document = corpus_run.findings[0].document
    page.locator("select[name=document]").select_option(document)
    assert views.all_inner_texts() == [document]
    page.locator(".document-view:visible summary").click()
    rows = page.locator(".beads tbody tr:visible")
    words = "yuan"
    page.locator("input[name=words]").fill(words)
    assert all(words in row.lower() for row in rows.all_inner_texts())


@pytest.mark.parametrize(("width", "folded"), [(400, True), (800, True), (1300, False)])
def test_on_a_narrow_screen_the_filters_are_folded_and_the_first_finding_is_seen(
    browser: Browser, corpus_run: Run, width: int, folded: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((corpus_run.folder / "report.html").as_uri())
    assert page.locator("#filters").is_hidden() == folded
    assert page.locator("#shown").is_visible()
    first = page.locator(".card:visible .message").first.bounding_box()
    assert first is not None
    assert first["y"] < 500
    page.close()


def test_a_finding_says_what_its_figures_are_and_the_page_how_to_decide(page: Page, corpus_run: Run) -> None:
    head = page.locator(f"#{corpus_run.findings[0].id} .head").inner_text()
    assert f"probability {probability(corpus_run.findings[0].score)}" in head
    assert "review: open" not in head  # nothing can be decided on a page that is a file
    assert "duizhao review RUN" in page.locator("header").inner_text()


def test_what_was_refused_has_columns_that_can_be_read(browser: Browser, corpus_run: Run) -> None:
    failures = (
        Failure(
            path="letters/scans/1987-03-annual-report-of-the-harbour-office.en.txt",
            code="file.binary",
            message="It is a program.",
        ),
        Failure(
            path="empty.tmx", code="xml.damaged", message="The tag tuv is never closed; units behind it were not read.", line=1204
        ),
        Failure(path="b.txt", code="text.lossy", message="Bytes were replaced.", line=3, read=True),
    )
    manifest = msgspec.structs.replace(corpus_run.manifest, failures=failures)
    html = render_page(replace(corpus_run, manifest=manifest), ReportSettings())
    for width in (1300, 800, 400):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.set_content(html)
        assert "2 refused, 1 remark" in page.locator("header").inner_text()
        line = page.locator(".failures td").filter(has_text="1204").bounding_box()
        name = page.get_by_text("empty.tmx", exact=True).bounding_box()
        assert line is not None
        assert name is not None
        assert line["height"] < 70
        assert name["width"] > 90
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_the_keyboard_walks_from_finding_to_finding(page: Page, corpus_run: Run) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == corpus_run.findings[0].id


def test_findings_may_stand_in_the_order_of_the_texts(page: Page, corpus_run: Run) -> None:
    page.get_by_label("Order").select_option("place")
    shown = page.eval_on_selector_all(".card", "cards => cards.map((card) => [card.dataset.document, card.id])")
    documents = list(dict.fromkeys(document.document for document in corpus_run.documents))
    assert [documents.index(name) for name, _ in shown] == sorted(documents.index(name) for name, _ in shown)
    beads = [bead.id for bead in corpus_run.alignments]
    found = {finding.id: finding.alignment for finding in corpus_run.findings}
    places = [beads.index(str(found[name])) for _, name in shown if found[name] is not None]
    assert places == sorted(places)
    page.keyboard.press("j")
    page.get_by_label("Order").select_option("severity")
    assert page.locator(".card").first.get_attribute("id") == corpus_run.findings[0].id


def test_the_sentences_side_by_side_lead_to_their_findings(page: Page, corpus_run: Run) -> None:
    quiet = next(finding for finding in corpus_run.findings if finding.severity == "info" and finding.alignment)
    page.evaluate("for (const view of document.querySelectorAll('.document-view')) view.open = true")
    link = page.locator(f".beads a[href='#{quiet.id}']")
    marks = link.locator("xpath=ancestor::tr").locator("mark.concerned")
    assert marks.count() >= len([name for name in (*quiet.zh, *quiet.en) if name in corpus_run.claim])
    assert page.locator(f"#{quiet.id}").is_hidden()
    link.click()
    page.wait_for_function("id => document.activeElement.id === id", arg=quiet.id)
    assert page.locator(f"#{quiet.id}").is_visible()


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
    assert page.evaluate("document.activeElement.id") == corpus_run.findings[2].id
    assert page.locator("[data-count=confirmed]").inner_text() == page.locator("[data-count=dismissed]").inner_text() == "1"
    assert page.locator("[data-count=open]").inner_text() == str(len(corpus_run.findings) - 2)
    store: Path = decisions_path(corpus_run.folder)
    assert DecisionStore(store).current() == {first: "confirmed", second: "dismissed"}
    page.reload()
    assert page.locator(f"#{first}").get_attribute("data-status") == "confirmed"
    page.close()
