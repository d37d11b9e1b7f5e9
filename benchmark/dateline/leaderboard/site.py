"""The leaderboard's pages: the table, a page a system, systems side by side. Static, readable without scripts."""

from collections import Counter
from collections.abc import Callable, Iterable

from dateline.analysis.errors import Error, errors_of
from dateline.corpus.gold import shipped_gold
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from dateline.leaderboard.plot import Bar, bars
from dateline.leaderboard.submissions import Entry
from dateline.leaderboard.ties import leaders
from dateline.metrics import headlines
from dateline.metrics.whole import Dateline
from dateline.pages.article import compared, legend, switches
from dateline.pages.html import asset, attribute, page, table, tag, text
from dateline.reporting.figures import attempted, figure, items_of_gold
from dateline.version import __version__

WHOLE = str(Dateline())
MOST = 5_000  # rows of a table that a page can bear
BOLD = (
    "Bold leads its column: the best, and every system that these texts cannot tell from it (randomisation over paragraphs, Holm, 5 %). "
    "Two articles are too few to say so of coreference and of the whole."
)
WHISKERS = "F1, with its 95 % interval over paragraphs where there is one; a system stands only where it attempted the layer."
HUMBLE = "Two articles, one event: differences of a few points between systems are not evidence of anything."
STATELESS = (
    "Annotations: made by language models under guidelines, adjudicated, not human ones; CC BY 4.0. "
    "The articles' publishers and licences are unknown."
)


def site(found: list[Entry], *, without_texts: bool) -> dict[str, str]:
    """Every page by its path."""
    pages = {"index.html": index(found), "compare.html": compare(found)}
    return pages | {f"systems/{e.folder}.html": system(e, without_texts=without_texts) for e in found}


def columns() -> list[str]:
    """The metrics of the table."""
    return [WHOLE, *map(str, headlines().values())]


def standing() -> str:
    """What every number rests on."""
    gold = shipped_gold()
    return tag(
        "p",
        text(f"Gold {gold.name}#{gold.digest}, dateline {__version__}. Every row is re-scored from its stored predictions. {HUMBLE}"),
        class_="soft",
    )


def leading(figure: str, leads: bool) -> str:  # noqa: FBT001 - a cell and whether it is bold
    """A figure, strong where its system leads the column."""
    return tag("strong", figure) if leads else figure


def index(found: list[Entry]) -> str:
    """The board."""
    first = leaders(found, columns())
    rows = []
    for e in found:
        cells = [leading(attempted(e.report, m), e.folder in first[m]) for m in columns()]
        rows.append([tag("a", text(e.system.name), href=f"systems/{e.folder}.html"), *cells, coverage(e)])
    behind = ["items of gold", *map(items_of_gold(found[0].report), columns()), ""] if found else []
    main = table(["system", *columns(), "articles"], rows, "F1 of the whole and of each layer", range(1, len(columns()) + 1), behind)
    plotted = bars([(str(m), [drawn(e, str(m)) for e in found]) for m in headlines().values()])
    body = (
        sortable(main)
        + tag("h2", "Layers by system")
        + tag("p", WHISKERS, class_="soft")
        + plotted
        + tag("h2", "All scores")
        + filters()
        + everything(found)
        + how()
    )
    lead = standing() + tag("p", BOLD, class_="soft") + tag("p", tag("a", "systems side by side", href="compare.html"))
    return page("dateline leaderboard", body, lead=lead, code=asset("site.js", __package__), notice=STATELESS)


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
    """Controls for the long table; shown when scripts run."""
    layers = "".join(tag("option", name, value=name) for name in (*headlines(), "whole"))
    first = tag("label", "layer ", tag("select", tag("option", "all", value=""), layers, id="layer"))
    kinds = "".join(tag("option", name, value=name) for name in ("total", "slices", "all"))
    second = tag("label", "rows ", tag("select", kinds, id="slice"))
    return tag(
        "fieldset", tag("legend", "show"), first, second, tag("span", "", id="shown", role="status", class_="soft"), id="filters", hidden=""
    )


def everything(found: list[Entry]) -> str:
    """Every metric and slice of every system."""
    head = ["system", "layer", "metric", "slice", "P", "R", "F1"]
    rows = []
    few = sum(len(e.report.lines) for e in found) <= MOST
    for e in found:
        for line in [line for line in e.report.lines if few or not line.slice]:
            cells = [text(e.system.name), line.metric.layer, text(line.metric), text(line.slice), *map(figure, line.score[:3])]
            inner = "".join(tag("td", c, class_="n" if n > 3 else None) for n, c in enumerate(cells))
            rows.append(tag("tr", inner, data_layer=line.metric.layer, data_slice=line.slice))
    heads = tag("thead", tag("tr", *(tag("th", name, scope="col", class_="n" if n > 3 else None) for n, name in enumerate(head))))
    caption = "all scores" if few else "all scores; the slices are on each system's page, and in scores.csv"
    whole = tag("table", tag("caption", caption), heads, tag("tbody", *rows), class_="sortable")
    return tag("div", whole, class_="scroll tall", tabindex="0", role="region", aria_label="all scores")


def how() -> str:
    """How to be on the board."""
    steps = "dateline leaderboard add predictions.jsonl --name my-system --author Me; dateline leaderboard check; open a pull request"
    return tag("h2", "Submit") + tag("p", "Predictions are accepted, never scores: ", tag("code", text(steps)), ".")


def system(entry: Entry, *, without_texts: bool) -> str:
    """A system's page: who, how, scores by layer and slice, errors, and the errors on the articles."""
    rows = [[line.metric.layer, text(line.metric), text(line.slice), *map(figure, line.score[:3])] for line in entry.report.lines]
    scores = sortable(table(["layer", "metric", "slice", "P", "R", "F1"], rows, "scores", (3, 4, 5)))
    metrics = [metric for metric in headlines().values() if isinstance(metric, ItemMetric)]
    pairs = [Pair.of(gold, pred) for gold, pred in entry.pairs]
    errors = [list(errors_of(pair, metrics)) for pair in pairs]
    parts = [facts(entry), tag("h2", "Scores"), scores, tag("h2", "Errors"), breakdown(errors)]
    if without_texts:
        parts.append(tag("p", "This board is built without the articles' texts.", class_="note"))
    else:
        parts += [tag("h2", "On the articles"), legend([("missed-b", "missed"), ("extra-b", "extra or wrong")]), switches()]
        parts += [browser(pair, own, metrics) for pair, own in zip(pairs, errors, strict=True)]
    lead = standing() + tag("p", tag("a", "all systems", href="../index.html"))
    notice = STATELESS if without_texts else STATELESS + " Their texts, shown here, are not this project's to license."
    return page(f"{entry.system.name}: dateline", "".join(parts), lead=lead, code=asset("site.js", __package__), notice=notice)


def facts(entry: Entry) -> str:
    """What is known of the system."""
    s = entry.system
    known: list[tuple[str, str]] = [
        ("authors", text(", ".join(s.authors))),
        ("link", f'<a href="{attribute(s.link)}" rel="nofollow noopener">{text(s.link)}</a>' if s.link else ""),
        ("licence", text(s.licence)),
        ("parameters", text(s.parameters)),
        ("cost", text(s.cost)),
        ("latency", text(s.latency)),
        ("articles seen in training", text(s.texts_seen)),
        ("articles answered", coverage(entry)),
        ("reproduced by", tag("code", text(s.command)) if s.command else ""),
        ("notes", text(s.notes)),
        ("signature", tag("code", text(entry.report.signature()))),
    ]
    return table(["field", "known of the system"], [[name, value] for name, value in known if value], "the system")


def breakdown(errors: Iterable[Iterable[Error]]) -> str:
    """Errors by layer and kind."""
    counts = Counter((e.layer, e.kind) for own in errors for e in own)
    rows = [
        [layer, text(kind), str(number)]
        for (layer, kind), number in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    ]
    return sortable(table(["layer", "error", "items"], rows, "errors of the item headlines", (2,)))


def browser(pair: Pair, errors: list[Error], metrics: Iterable[ItemMetric]) -> str:
    """One article with the system's errors."""
    right = {metric.layer: len(metric.matching(pair).pairs) for metric in metrics}
    return compared(pair, errors, right)


def compare(found: list[Entry]) -> str:
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
            cells = "".join(tag("td", figure(e.report[str(line.metric)].f1), class_="n", data_system=e.folder) for e in found)
            rows.append(tag("tr", tag("th", text(line.metric), scope="row"), cells, tag("td", "", class_="n gap", hidden="")))
    whole = tag("table", tag("caption", "F1"), tag("thead", head), tag("tbody", *rows), id="sides")
    body = pair + tag("div", whole, class_="scroll", tabindex="0", role="region", aria_label="systems side by side")
    lead = standing() + tag("p", tag("a", "the board", href="index.html"))
    return page("dateline: systems side by side", body, lead=lead, code=asset("site.js", __package__), notice=STATELESS)


def option(entry: Entry, chosen: bool) -> str:  # noqa: FBT001 - the signature is the table's
    """One system to choose."""
    return tag("option", text(entry.system.name), value=entry.folder, selected="" if chosen else None)
