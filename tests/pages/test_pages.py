"""The pages in a real Chromium: sorting, filters, side by side, the error browser, a phone, the dark, no console errors, axe."""

import http.server
import shutil
import subprocess
import sys
import threading
from functools import partial

import pytest

from tests.conftest import ROOT

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; .ci/run installs Debian's")
playwright = pytest.importorskip("playwright.sync_api", reason="nox installs it on the first interpreter")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "leaderboard" / "site", folder / "site")
    subprocess.run([sys.executable, "-m", "dateline", "show", "-o", str(folder / "site" / "gold.html")], check=True, capture_output=True)
    predictions = ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl"
    subprocess.run(
        [sys.executable, "-m", "dateline", "show", str(predictions), "-o", str(folder / "site" / "errors.html")],
        check=True,
        capture_output=True,
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = ("index.html", "compare.html", "systems/rules.html", "systems/empty.html", "gold.html", "errors.html")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    context = browser.new_context()
    found = context.new_page()
    found.complaints = []
    found.on("console", lambda message: found.complaints.append(message.text) if message.type in {"error", "warning"} else None)
    found.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.on(
        "request", lambda request: None if request.url.startswith(("http://127.0.0.1", "data:")) else found.complaints.append(request.url)
    )
    yield found
    assert not [c for c in found.complaints if "favicon" not in c]
    context.close()


def open_(page, address):
    page.goto(address)
    page.complaints[:] = [c for c in page.complaints if "404" not in c]


def told_apart(texts):
    """Figures, and the dashes, which stand after them."""
    figures = [float(text) for text in texts if text != "–"]
    assert texts[len(figures) :] == ["–"] * (len(texts) - len(figures))
    return figures, len(texts) - len(figures)


def test_sorting_by_click_and_by_keyboard(page, site):
    open_(page, f"{site}/index.html")
    heads = page.locator("table.sortable").first.locator("th button")
    column = [t.strip() for t in heads.all_inner_texts()].index("Quote(match=joint)")
    heads.nth(column).click()
    cells = page.locator("table.sortable").first.locator(f"tbody tr td:nth-child({column + 1})")
    down, untried = told_apart(cells.all_inner_texts())
    assert down == sorted(down, reverse=True)
    assert untried
    heads.nth(column).focus()
    page.keyboard.press("Enter")
    assert told_apart(cells.all_inner_texts()) == (sorted(down), untried)  # what was not attempted stays last
    assert page.locator("th[aria-sort=ascending]").count() == 1
    assert page.locator("table.sortable").first.locator("tfoot td").first.inner_text() == "items of gold"


def test_filters(page, site):
    open_(page, f"{site}/index.html")
    page.select_option("#layer", "quotes")
    page.select_option("#slice", "slices")
    shown = page.locator("tr[data-layer]:visible")
    assert shown.count() > 0
    assert {row.get_attribute("data-layer") for row in shown.all()} == {"quotes"}
    assert page.locator("#shown").inner_text() == f"{shown.count()} rows"


def test_two_systems_side_by_side(page, site):
    open_(page, f"{site}/compare.html")
    page.select_option("#left", "rules")
    page.select_option("#right", "empty")
    row = page.locator("#sides tbody tr").first
    values = [float(t) for t in row.locator("td:visible").all_inner_texts()]
    assert len(values) == 3
    assert values[2] == pytest.approx(values[0] - values[1], abs=0.0011)


def test_the_error_browser(page, site):
    open_(page, f"{site}/systems/rules.html")
    assert page.locator("article").count() == 2
    assert page.locator(".text .missed").count() > 0
    page.locator("aside button").first.click()
    assert page.locator(".text .chain").count() > 1
    page.locator('input[data-layer="mentions"]').uncheck()
    assert page.locator("body.no-mentions").count() == 1


def test_the_gold_page(page, site):
    open_(page, f"{site}/gold.html")
    assert page.locator("svg.graph").count() == 2
    assert page.locator(".timeline > li").count() > 6
    page.locator("aside button").first.click()
    assert page.locator("aside button[aria-pressed=true]").count() == 1
    assert page.locator(".text .chain").count() > 5


def test_pages_read_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{site}/{path}")
        assert page.locator("table tbody tr").count() > 0
        assert page.locator("h1").inner_text()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_in_one_direction_only(browser, site, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{site}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, path
    context.close()


AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.skipif(not AXE.exists(), reason="npm install axe-core; nox does")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser, site, path, scheme):
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site}/{path}")
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run()")
    assert not [(v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"]]
    context.close()
