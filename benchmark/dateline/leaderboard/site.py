"""The leaderboard's pages: the table, a page a system, systems side by side. Static, readable without scripts."""

from collections.abc import Callable, Sequence

from dateline.analysis.findings import Errors
from dateline.corpus.loading import shipped_gold
from dateline.leaderboard import remembering
from dateline.leaderboard.plot import Bar, bars
from dateline.leaderboard.submissions import KINDS, Entry
from dateline.leaderboard.ties import leaders
from dateline.metrics import headlines
from dateline.metrics.whole import Dateline
from dateline.pages.html import asset, attribute, page, table, tag, text
from dateline.pages.palette import rules
from dateline.pages.show import HELP, Shown, explained
from dateline.reporting.errors import GAIN
from dateline.reporting.figures import attempted, between, figure, items_of_gold
from dateline.version import __version__

WHOLE = str(Dateline())
BOLD = (
    "Bold leads its column: the best, and every system that these texts cannot tell from it (randomisation over paragraphs, Holm, 5 %). "
    "Two articles are too few to say so of coreference and of the whole."
)
WHAT = (
    "What systems find in two news articles: who and what is named (entities), which mentions are one (coreference), what each is in "
    "Wikidata (linking), who is to whom what (relations), when (times), who did what (events), who claims it (claims), who said it in "
    "which words (quotes). F1, from 0 to 1, against annotations that language models made under guidelines and adjudicated; the whole "
    "is the layers' mean. The articles' day is assumed, and given to every system."
)
SIDES = (
    "A difference is no evidence by itself: dateline compare leaderboard/submissions/FIRST leaderboard/submissions/SECOND says which "
    "of them these texts can tell from chance."
)
WHISKERS = "F1, with its 95 % interval over paragraphs where there is one; a system stands only where it attempted the layer."
DASH = "A dash is a layer that the system did not attempt; it counts 0 in the whole."
HUMBLE = "Two articles, one event: differences of a few points between systems are not evidence of anything."
STATELESS = (
    "Annotations: made by language models under guidelines, adjudicated, not human ones; CC BY 4.0. "
    "The articles' publishers and licences are unknown."
)


def site(found: list[Entry], *, without_texts: bool) -> dict[str, str]:
    """Every page by its path."""
    pages = {"index.html": index(found), "compare.html": compare(found)}
    return pages | {f"systems/{e.folder}.html": system(e, without_texts=without_texts) for e in found}


def columns() -> dict[str, str]:
    """The metrics of the table, by what people call them."""
    return {"whole": WHOLE} | {layer: str(metric) for layer, metric in headlines().items()}


def standing() -> str:
    """What every number rests on."""
    gold = shipped_gold()
    return tag(
        "p",
        text(f"Gold {gold.name}#{gold.digest}, dateline {__version__}. Every row is re-scored from its stored predictions. {HUMBLE}"),
        class_="soft",
    )


def index(found: list[Entry]) -> str:
    """The board."""
    names = columns()
    first = leaders(found, list(names.values()))
    rows = [row(e, first) for e in found]
    layers = [text(layer) + tag("small", text(name)) for layer, name in names.items()]
    heads = ["system", "kind", *layers, "date", "licence", "articles"]
    behind = ["items of gold", "", *map(items_of_gold(found[0].report), names.values()), "", "", ""] if found else []
    main = table(heads, rows, "F1 of the whole and of each layer", range(2, 2 + len(names)), behind)
    plotted = bars([(str(m), [drawn(e, str(m)) for e in found]) for m in headlines().values()])
    body = filters() + sortable(main) + tag("h2", "Layers by system") + tag("p", WHISKERS, class_="soft") + plotted
    body += remembering.section(found) + how()
    more = [("systems side by side", "compare.html"), ("every score and slice as CSV", "scores.csv")]
    links = tag("p", " · ".join(tag("a", name, href=place) for name, place in more))
    lead = tag("p", text(WHAT)) + standing() + tag("p", f"{DASH} {BOLD}", class_="soft") + links
    return page("dateline leaderboard", body, lead=lead, code=asset("page.js", "dateline.pages"), notice=STATELESS)


def row(e: Entry, first: dict[str, frozenset[str]]) -> list[str]:
    """A system's row: what it is, and its scores; how it is reproduced and what it got wrong stands on its page."""
    s = e.system
    name = tag("a", text(s.name), href=f"systems/{e.folder}.html") + tag("small", "has seen the articles") * (s.texts_seen == "yes")
    scores = [cell(e, m, e.folder in first[m]) for m in columns().values()]
    return [name, text(s.kind), *scores, text(s.date), text(s.licence), coverage(e)]


def cell(entry: Entry, name: str, leads: bool) -> str:  # noqa: FBT001 - a cell and whether it is bold
    """A score, strong where its system leads the column, with its interval where there is one."""
    shown = attempted(entry.report, name)
    interval = entry.report.intervals.get(name) if shown != figure(None) else None
    return (tag("strong", shown) if leads else shown) + (tag("small", between(interval)) if interval else "")


def drawn(entry: Entry, name: str) -> Bar:
    """A system's bar in a layer's group: without a value where it did not attempt the layer."""
    there = attempted(entry.report, name) != figure(None)
    interval = entry.report.intervals.get(name)
    ends = (interval.low, interval.high) if interval else (None, None)
    return Bar(entry.system.name, entry.report[name].f1 if there else None, *ends)


def sortable(html: str) -> str:
    """A table whose heads sort it."""
    return html.replace("<table>", '<table class="sortable">', 1)


def coverage(entry: Entry) -> str:
    """How many articles were answered; what is missing counts as missed."""
    return text(f"{entry.covered} of {len(entry.pairs)}")


def filters() -> str:
    """Controls for the table; shown when scripts run."""
    kinds = "".join(tag("option", text(name or "all"), value=name) for name in ("", *KINDS))
    search = tag("label", "search ", tag("input", type="search", id="search"))
    choice = tag("label", "kind ", tag("select", kinds, id="kind"))
    hint = tag("span", "a click on a column's head sorts", class_="soft")
    return tag("fieldset", search, choice, tag("span", "", id="shown", role="status", class_="soft"), hint, id="searching", hidden="")


def how() -> str:
    """How to be on the board."""
    steps = "dateline leaderboard add predictions.jsonl --name my-system --author Me; dateline leaderboard check; open a pull request"
    return tag("h2", "Submit") + tag("p", "Predictions are accepted, never scores: ", tag("code", text(steps)), ".")


def system(entry: Entry, *, without_texts: bool) -> str:
    """A system's page: what it is, its scores by layer and slice, its errors by kind, and on the articles."""
    lines = entry.report.lines
    rows = [
        [text(line.metric.layer), text(line.metric), text(line.slice), *map(figure, line.score[:3])] for line in lines if line.attempted
    ]
    scores = sortable(table(["layer", "metric", "slice", "P", "R", "F1"], rows, "scores", (3, 4, 5)))
    shown = Shown(shipped_gold(), [gold for gold, _ in entry.pairs], [(entry.system.name, entry.report)])
    untried = [layer for layer in headlines() if layer not in entry.report.result.attempted]
    parts = [facts(entry), tag("h2", "Scores")]
    parts += [tag("p", text(f"Not attempted: {', '.join(untried)}."), class_="soft")] if untried else []
    parts += [scores, remembering.own(entry.report), tag("h2", "Errors"), breakdown(entry.report.errors)]
    if without_texts:
        parts.append(tag("p", "This board is built without the articles' texts.", class_="note"))
    else:
        parts += [tag("h2", "On the articles"), shown.legend(), explained(), tag("p", HELP, class_="soft", id="keys", hidden="")]
        parts += [shown.browser(number, document) for number, document in enumerate(shown.documents)]
    lead = standing() + tag("p", tag("a", "all systems", href="../index.html"))
    notice = STATELESS if without_texts else STATELESS + " Their texts, shown here, are not this project's to license."
    title = f"{entry.system.name}: scores and errors · dateline leaderboard"
    return page(title, "".join(parts), lead=lead, code=asset("page.js", "dateline.pages"), style=rules(), notice=notice)


def facts(entry: Entry) -> str:
    """What is known of the system."""
    s = entry.system
    known: list[tuple[str, str]] = [
        ("authors", text(", ".join(s.authors))),
        ("kind", text(s.kind)),
        ("date", text(s.date)),
        ("link", f'<a href="{attribute(s.link)}" rel="nofollow noopener">{text(s.link)}</a>' if s.link else ""),
        ("licence", text(s.licence)),
        ("parameters", text(s.parameters)),
        ("cost", text(s.cost)),
        ("latency", text(s.latency)),
        ("articles seen, in training or by its makers", text(s.texts_seen)),
        ("articles answered", coverage(entry)),
        ("reproduced by", tag("code", text(s.command)) if s.command else ""),
        ("notes", text(s.notes)),
        ("signature", tag("code", text(entry.report.signature()))),
    ]
    return table(["field", "known of the system"], [[name, value] for name, value in known if value], "the system")


def breakdown(errors: Errors) -> str:
    """Errors by layer and kind, and what would be gained."""
    rows = [
        [text(kind.layer), text(kind.kind), str(kind.items), f"{kind.gain:+.4f}" if kind.gain is not None else "–"]
        for kind in errors.by_kind()
    ]
    return sortable(table(["layer", "error", "items", "gain"], rows, f"errors by kind; gain: {GAIN[errors.layers > 1]}", (2, 3)))


def compare(found: Sequence[Entry]) -> str:
    """Every metric by system; with scripts two are chosen and their difference shown."""
    pick: Callable[[str, int], str] = lambda name, chosen: tag(  # noqa: E731 - shorter than a function of its own
        "label", f"{name} ", tag("select", *(option(e, n == chosen) for n, e in enumerate(found)), id=name)
    )
    pair = tag("fieldset", tag("legend", "compare"), pick("left", 0), pick("right", min(1, len(found) - 1)), id="pair", hidden="")
    names = "".join(tag("th", text(e.system.name), scope="col", class_="n", data_system=e.folder) for e in found)
    head = tag("tr", tag("th", "metric", scope="col"), names, tag("th", "difference", scope="col", class_="n gap", hidden=""))
    rows = []
    for line in found[0].report.lines if found else []:
        if not line.slice:
            name = str(line.metric)
            cells = "".join(tag("td", attempted(e.report, name), class_="n", data_system=e.folder) for e in found)
            rows.append(tag("tr", tag("th", text(name), scope="row"), cells, tag("td", "", class_="n gap", hidden="")))
    whole = tag("table", tag("caption", "F1"), tag("thead", head), tag("tbody", *rows), id="sides")
    body = pair + tag("div", whole, class_="scroll", tabindex="0", role="region", aria_label="systems side by side")
    lead = standing() + tag("p", text(f"{DASH} {SIDES}"), class_="soft") + tag("p", tag("a", "the board", href="index.html"))
    return page("Systems side by side · dateline leaderboard", body, lead=lead, code=asset("page.js", "dateline.pages"), notice=STATELESS)


def option(entry: Entry, chosen: bool) -> str:  # noqa: FBT001 - a choice and whether it is made
    """A system to choose."""
    return tag("option", text(entry.system.name), value=entry.folder, selected="" if chosen else None)
