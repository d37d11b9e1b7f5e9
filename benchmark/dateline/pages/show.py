"""What `dateline show` makes: one page of a few articles, or an index with a page each."""

from collections.abc import Sequence
from pathlib import Path

from dateline.analysis.findings import Errors, Finding
from dateline.corpus.gold import Gold
from dateline.corpus.loading import shipped_gold
from dateline.document import Document
from dateline.evaluation.report import Report
from dateline.files.faults import printable
from dateline.files.output import write_bytes
from dateline.pages.browser import article, colours_of, headline
from dateline.pages.html import NOTICE, asset, attribute, page, table, tag, text
from dateline.pages.palette import rules
from dateline.reporting.figures import figure
from dateline.reporting.text import remarks, untried
from dateline.version import __version__

FEW = 10  # articles of one page
HELP = "Keys: j and k go to the next and the previous error, Escape lets go."
BOXES = (
    "Boxes are errors of entities, times and events, lines under the text those of quotes; those of links, chains, relations and claims "
    "are in the list."
)
WORDS = {
    "+0.0064": "what F1 would gain if this one error were right: of Dateline, the mean of all layers, where it was scored",
    "missed, spurious": "in gold and not predicted; predicted and not in gold",
    "twinless": "a mention in a chain that gold has no mention at",
    "split, merge": "one gold entity in several predicted ones; several in one",
    "demonym, metonym": "a people's name or adjective (Chinese); a place or body that stands for another (Moscow for Russia)",
    "claims, source": "who says that an event or relation is so (asserted_by); where nobody is named, the author",
    "realis": "whether an event took place (ACTUAL), is generic or of another kind (OTHER: planned, hoped, asked)",
    "NIL, UNKNOWN": "an entity that has no Wikidata item; one whose item nobody gave",
    "NAM, NOM, PRO": "a name, a noun phrase, a pronoun",
}


def notice(gold: Gold) -> str:
    """What the foot of a page says: of the shipped gold where it comes from, of a user's own nothing that this project knows."""
    return NOTICE if gold.documents.keys() == shipped_gold().documents.keys() else f"made by dateline {__version__}"


class Shown:
    """Articles with what systems answered about them: each system's name and report, and its errors by article."""

    def __init__(self, gold: Gold, documents: Sequence[Document], systems: Sequence[tuple[str, Report]]) -> None:
        self.gold, self.documents, self.systems = gold, documents, systems
        self.answers = [{pair.id: answered for pair, answered in report.pairs if answered is not None} for _, report in systems]
        self.errors = [by_article(report.errors) for _, report in systems]
        self.colours = colours_of([*documents, *(answer for answers in self.answers for answer in answers.values())])

    def browser(self, number: int, document: Document) -> str:
        """One article."""
        empty = Document(id=document.id)
        named = [(name, answers.get(document.id, empty)) for (name, _), answers in zip(self.systems, self.answers, strict=True)]
        return article(number, document, named, joined([errors.get(document.id, []) for errors in self.errors]), self.colours)

    def title(self) -> str:
        """What the pages are about, for people."""
        systems = " and ".join(name for name, _ in self.systems)
        return f"{systems} against gold" if systems else "Gold annotations"

    def lead(self) -> str:
        """What stands above the articles: scores, what they rest on, what a reader must know."""
        parts = [scores(name, report) for name, report in self.systems]
        notes = [tag("li", text(remark)) for _, report in self.systems for remark in dict.fromkeys(remarks(report))]
        if notes:
            parts.append(tag("details", tag("summary", "notes"), tag("ul", *notes)))
        if not self.systems:
            parts.append(tag("p", text(f"gold {self.gold.name}#{self.gold.digest}"), class_="soft"))
        return "".join(parts) + self.legend() + (explained() + tag("p", HELP, class_="soft", id="keys", hidden="") if self.systems else "")

    def legend(self) -> str:
        """The colours of the labels, and how errors are drawn."""
        kinds = "".join(tag("li", text(label), class_=f"k{number}") for label, number in self.colours.items())
        lines = [("events", "event"), ("times", "time"), ("quotes", "quote")]
        kinds += "".join(tag("li", tag("span", name, class_=f"key-{layer}")) for layer, name in lines)
        if self.systems:
            drawn = [("missed", "missed"), ("extra", "not in gold"), ("wrong", "wrong")]
            kinds += "".join(tag("li", tag("span", name, class_=f"key-{kind}")) for kind, name in drawn)
        return tag("ul", kinds, class_="legend", aria_label="legend")


def explained() -> str:
    """What the page's words mean."""
    words = "".join(tag("dt", text(word)) + tag("dd", text(meaning)) for word, meaning in WORDS.items())
    return tag("p", BOXES, class_="soft") + tag("details", tag("summary", "what the words mean"), tag("dl", words, class_="words"))


class Page:
    """A page that a notebook shows in a frame, and that is saved as a file."""

    def __init__(self, shown: Shown) -> None:
        self.html = one_page(shown).decode()

    def __repr__(self) -> str:
        return f"<Page of {len(self.html):,} characters; .save(path) writes it>"

    def save(self, path: str) -> None:
        """Write the page."""
        write_bytes(path, self.html.encode())

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{attribute(self.html)}" width="100%" height="700" title="annotations"></iframe>'


def by_article(errors: Errors) -> dict[str, list[Finding]]:
    """The errors of each article."""
    findings: dict[str, list[Finding]] = {}
    for error in errors:
        findings.setdefault(error.document, []).append(error)
    return findings


def joined(errors: Sequence[Sequence[Finding]]) -> list[tuple[int, Finding]]:
    """The errors of the systems in order of place; those that two make alike, whatever they cost each, once, under 0."""
    free = [[error._replace(gain=None) for error in own] for own in errors]
    both = [error for error in free[0] if error in free[1]] if len(errors) == 2 else []
    lit = [
        (number if key not in both else 0, error)
        for number, (own, keys) in enumerate(zip(errors, free, strict=True), 1)
        for key, error in zip(keys, own, strict=True)
        if number == 1 or key not in both
    ]
    return sorted(lit, key=lambda each: (each[1].place[0] < 0, each[1].place, each[1].layer, each[0]))


def scores(name: str, report: Report) -> str:
    """A system's headlines in a line."""
    told = [f"{line.metric} {figure(line.score.f1)}" for line in report.lines if not line.slice and not untried(report, line)]
    return tag("p", tag("strong", text(name)), text(": " + ", ".join(told))) + tag(
        "p", tag("code", text(report.signature())), class_="soft"
    )


def one_page(shown: Shown) -> bytes:
    """All articles on one page."""
    body = "".join(shown.browser(number, document) for number, document in enumerate(shown.documents))
    title = headline(shown.documents[0]) + " · " + shown.title() if len(shown.documents) == 1 else shown.title()
    return page(title, body, lead=shown.lead(), code=asset("page.js"), style=rules(), notice=notice(shown.gold)).encode()


def pages(shown: Shown) -> dict[str, bytes]:
    """An index, and a page an article."""
    files = {"index.html": index(shown)}
    for number, document in enumerate(shown.documents, 1):
        back = tag("p", tag("a", "all articles", href="index.html"))
        title = f"{headline(document)} · {shown.title()}"
        body = shown.browser(number, document)
        files[name_of(number)] = page(
            title, body, lead=back + shown.legend(), code=asset("page.js"), style=rules(), notice=notice(shown.gold)
        ).encode()
    return files


def name_of(number: int) -> str:
    """The file of an article."""
    return f"{number:05}.html"


def index(shown: Shown) -> bytes:
    """Every article with its scores, to search and to sort."""
    measured = [by_document(report) for _, report in shown.systems]
    metrics = list(dict.fromkeys(name for scored in measured for values in scored.values() for name in values))
    columns = [(side, name) for name in metrics for side in range(len(measured))]
    heads = [f"{name} {shown.systems[side][0]}" if len(measured) > 1 else name for side, name in columns]
    head = ["article", "id", *heads, "errors" if measured else "items"]
    rows = []
    for number, document in enumerate(shown.documents, 1):
        cells = [text(figure(measured[side].get(document.id, {}).get(name))) for side, name in columns]
        last = " / ".join(str(len(errors.get(document.id, ()))) for errors in shown.errors) if measured else str(items(document))
        rows.append([tag("a", text(headline(document)), href=name_of(number)), text(document.id), *cells, last])
    search = tag("p", tag("label", "search ", tag("input", type="search", id="search")), id="searching", hidden="")
    body = search + table(head, rows, f"{len(rows)} articles", range(2, len(head))).replace("<table>", '<table class="sortable">', 1)
    return page(shown.title(), body, lead=shown.lead(), code=asset("page.js"), style=rules(), notice=notice(shown.gold)).encode()


def by_document(report: Report) -> dict[str, dict[str, float | None]]:
    """F1 of each document under each metric that was attempted."""
    by_name: dict[str, dict[str, float | None]] = {}
    for line in report.lines:
        if line.slice.startswith("document=") and not untried(report, line._replace(slice="")):
            by_name.setdefault(line.slice.removeprefix("document="), {})[str(line.metric)] = line.score.f1
    return by_name


def items(document: Document) -> int:
    """How many items a document has."""
    layers = (document.mentions, document.times, document.events, document.relations, document.quotes)
    return sum(len(layer or ()) for layer in layers)


def titles(paths: Sequence[str]) -> list[str]:
    """What the systems of some files are called: the file's name, else its folder's where that tells them apart, else the path."""
    paths = list(map(printable, paths))
    files = [Path(path).stem if path != "-" else "standard input" for path in paths]
    folders = [Path(path).parent.name for path in paths]
    for names in (files, folders):
        if len(set(names)) == len(names) and all(names) and "predictions" not in names:
            return names
    return paths
