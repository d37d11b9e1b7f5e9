"""The pages in a real Chromium: what is switched, filtered, linked, lit and drawn; a phone, the dark, no console errors, axe."""

import http.server
import shutil
import threading
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from dateline.document import Document, Mention
from dateline.formats import native
from tests.conftest import ROOT, cli

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
    rules, spacy = (str(ROOT / "leaderboard" / "submissions" / name / "predictions.jsonl") for name in ("rules", "spacy"))
    many = str(folder / "many.jsonl")
    own = Document(id="x", text=f"{SCRIPT} Kim met Ola.", mentions=(Mention(start=len(SCRIPT) + 1, end=len(SCRIPT) + 4, type="HERO"),))
    Path(many).write_bytes(native.write([replace(own, id=f"doc{number:03}") for number in range(500)]))
    for what, place in {
        (): "gold.html",
        (rules,): "errors.html",
        (rules, spacy): "two.html",
        (many, "--gold", many): "many",
    }.items():
        assert cli("show", *what, "-o", str(folder / "site" / place))[0] == 0
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
PAGES = (
    *("index.html", "compare.html", "systems/rules.html", "systems/spacy.html", "gold.html", "errors.html", "two.html"),
    "many/index.html",
)
VISIBLE = "visible=true"
SCRIPT = "<script>alert(1)</script>"


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
    firsts = [text.split()[0] for text in texts]
    figures = [float(text) for text in firsts if text != "–"]
    assert firsts[len(figures) :] == ["–"] * (len(firsts) - len(figures))
    return figures, len(firsts) - len(figures)


def test_sorting_by_click_and_by_keyboard(page, site):
    open_(page, f"{site}/index.html")
    heads = page.locator("table.sortable").first.locator("th button")
    column = [t.split()[0] for t in heads.all_inner_texts()].index("quotes")
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


def test_the_board_is_searched_and_filtered(page, site):
    open_(page, f"{site}/index.html")
    rows = page.locator("table.sortable tbody tr")
    page.select_option("#kind", "pipeline")
    shown = rows.locator(VISIBLE)
    assert {row.locator("td").nth(1).inner_text() for row in shown.all()} == {"pipeline"}
    assert page.locator("#shown").inner_text() == f"{shown.count()} of {rows.count()}"
    page.fill("#search", "spacy")
    assert [row.locator("a").first.inner_text() for row in shown.all()] == ["spacy baseline"]


def test_what_the_board_links_to_is_there(page, site):
    open_(page, f"{site}/index.html")
    for place in [a.get_attribute("href") for a in page.locator("a[href]").all()]:
        if not place.startswith("#"):
            assert page.request.get(f"{site}/{place}").ok, place


def test_two_systems_side_by_side(page, site):
    open_(page, f"{site}/compare.html")
    page.select_option("#left", "rules")
    page.select_option("#right", "empty")
    row = page.locator("#sides tbody tr").first
    values = [float(t) for t in row.locator("td:visible").all_inner_texts()]
    assert len(values) == 3
    assert values[2] == pytest.approx(values[0] - values[1], abs=0.0011)


def shadow(locator):
    return locator.evaluate("mark => getComputedStyle(mark).boxShadow")


def test_sides_layers_and_labels_are_switched(page, site):
    open_(page, f"{site}/errors.html")
    article = page.locator("article").first
    missed = article.locator(".text .errors1-missed-entities").first
    assert shadow(missed) != "none"
    article.locator(".on-entities").uncheck()
    assert shadow(missed) == "none"
    article.locator(".on-entities").check()
    article.locator(".on-errors").uncheck()
    assert shadow(missed) == "none"
    article.locator(".see0").check()
    assert article.locator(".label.of0:visible").count() > 100
    article.locator(".on-labels").uncheck()
    assert article.locator(".label:visible").count() == 0
    article.get_by_role("button", name="none").click()
    colour = "mark => getComputedStyle(mark).backgroundColor"
    assert article.locator(".text .entities0").first.evaluate(colour) == "rgba(0, 0, 0, 0)"


def test_errors_are_filtered_and_linked_to_their_place_and_back(page, site):
    open_(page, f"{site}/errors.html")
    article = page.locator("article").first
    errors = article.locator(".errors > li")
    article.locator("[data-filter=layer]").select_option("quotes")
    article.locator("[data-filter=kind]").select_option("wrong speaker")
    shown = errors.locator(VISIBLE)
    assert 0 < shown.count() < errors.count()
    assert article.locator(".shown").inner_text() == f"{shown.count()} of {errors.count()} errors"
    assert "Kremlin" in shown.first.inner_text()
    place = shown.first.locator("a.jump").get_attribute("href")
    article.locator(".words").fill("sacrifices")
    assert article.locator(".shown").inner_text().startswith("1 of ")
    article.get_by_role("button", name="reset").click()
    assert article.locator(".shown").inner_text() == f"{errors.count()} of {errors.count()} errors"
    errors.locator(f"a.jump[href='{place}']").first.click()
    assert page.url.endswith(place)
    assert article.locator(".text .here").count() > 0
    article.locator(".text .here").first.click()
    assert "wrong speaker" in article.locator(".chosen").inner_text()


def test_arcs_of_an_event_and_of_a_relation(page, site):
    open_(page, f"{site}/gold.html")
    article = page.locator("article").first
    for layer in ("events", "relations"):
        block = article.locator("aside details").filter(has=page.locator("summary", has_text=layer))
        line = block.locator("li[data-arcs]").first
        wanted = len(line.get_attribute("data-arcs").split())
        line.click()
        assert article.locator(".page svg path").count() == wanted
        assert article.locator(".page svg text").first.text_content()
    page.keyboard.press("Escape")
    assert article.locator(".page svg").count() == 0


def test_a_chain_is_lit(page, site):
    open_(page, f"{site}/gold.html")
    button = page.locator("button[data-chain]").first
    button.click()
    assert page.locator("button[data-chain][aria-pressed=true]").count() == 1
    assert page.locator(".text .chain").count() > 5
    button.click()
    assert page.locator(".text .chain").count() == 0


def test_errors_by_keyboard(page, site):
    open_(page, f"{site}/errors.html")
    for key, number in (("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        on = page.locator(".errors > li.on")
        assert on.count() == 1
        assert on.evaluate("item => [...item.parentElement.children].indexOf(item)") == number - 1


def test_two_systems_on_the_text(page, site):
    open_(page, f"{site}/two.html")
    article = page.locator("article").nth(1)
    for side, name in enumerate(("gold", "rules", "spacy")):
        article.locator(f".see{side}").check()
        assert article.locator(f"label:has(.see{side})").inner_text().strip() == name
        assert article.locator(f".label.of{side}:visible").count() > 20
        assert article.locator(f".label:not(.of{side}):visible").count() == 0
    drawn = "marks => marks.map(mark => getComputedStyle(mark).textDecorationStyle)"
    article.locator(".on-errors").check()
    for side, other in ((1, 2), (2, 1)):  # what is wrong with one system is not drawn on the other's side
        article.locator(f".see{side}").check()
        theirs = article.locator(f".text [class*='errors{other}-wrong']:not([class*='errors{side}-wrong'])")
        assert theirs.count() > 0
        assert "wavy" not in theirs.evaluate_all(drawn)
        assert "wavy" in article.locator(f".text [class*='errors{side}-wrong']").evaluate_all(drawn)
    article.locator("[data-filter=system]").select_option("spacy")
    shown = article.locator(".errors > li").locator(VISIBLE)
    assert {*shown.evaluate_all("errors => errors.map(error => error.dataset.system)")} == {"spacy", "both"}


def test_five_hundred_articles(page, site):
    chromium = page.context.new_cdp_session(page)
    chromium.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU time: others use the machine too
    open_(page, f"{site}/many/index.html")
    assert page.locator("table.sortable tbody tr").count() == 500
    spent = {metric["name"]: metric["value"] for metric in chromium.send("Performance.getMetrics")["metrics"]}
    assert 0 < spent["TaskDuration"] < 1
    page.fill("#search", "doc123")
    assert [row.locator("td").nth(1).inner_text() for row in page.locator("tbody tr").locator(VISIBLE).all()] == ["doc123"]
    page.locator("tbody tr:visible a").click()
    assert page.locator("article").count() == 1
    assert SCRIPT in page.locator(".text").inner_text()
    assert (
        page.locator("footer").inner_text().startswith("made by dateline")
    )  # nothing of this project's articles is said of somebody's own
    assert page.locator("fieldset input[type=checkbox]").count() == 3  # entities, labels, errors
    assert page.locator(".text .entities1.k1-0").count() == 1  # a label of the user's own has a colour
    page.get_by_text("all articles").click()
    assert page.url.endswith("many/index.html")


def test_a_phone_shows_what_stands_at_a_place_without_hovering(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site}/errors.html")
    page.locator(".text .events1").first.tap()
    box = page.locator(".chosen.open").bounding_box()
    assert box["y"] + box["height"] == pytest.approx(800, abs=1)
    assert "Meet" in page.locator(".chosen.open").inner_text()
    page.get_by_role("button", name="close").tap()
    assert page.locator(".chosen.open").count() == 0
    context.close()


def test_pages_read_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{site}/{path}")
        assert page.locator("table tbody tr, aside li").count() > 0
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


def test_two_files_of_one_name_are_two_systems(tmp_path):
    from dateline.pages.show import titles

    assert titles(["a/x.jsonl", "b/x.jsonl"]) == ["a", "b"]
    assert titles(["a/c/x.jsonl", "b/c/x.jsonl"]) == ["a/c/x.jsonl", "b/c/x.jsonl"]
    assert titles(["rules/predictions.jsonl"]) == ["rules"]
    assert titles(["predictions.jsonl"]) == ["predictions.jsonl"]
    rules = str(ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl")
    assert cli("show", rules, rules, "-o", str(tmp_path / "x.html"))[0] == 0
    assert (tmp_path / "x.html").read_text("utf-8").count('class="see2"') == 2  # one an article
