"""One article with all its layers, or a prediction against gold on the article's text."""

from collections.abc import Iterable, Iterator

from dateline.analysis.errors import Error
from dateline.analysis.wording import named, phrase, words
from dateline.document import NAMELESS, Document, Event, Inline, Mention, Reference
from dateline.document.index import Side
from dateline.document.items import Item
from dateline.kernel.pair import Pair
from dateline.pages.graph import graph
from dateline.pages.html import table, tag, text
from dateline.pages.marks import Mark, render

TYPES = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEA", "PRODUCT", "WORK", "LAW", "TITLE")


class View:
    """A document prepared for the page."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.side = Side(document)
        self.content = document.text or ""

    def words(self, reference: Reference | None) -> str:
        """What a reference names, in words."""
        if reference is None:
            return ""
        own = named(self.side, reference, self.content)
        target = None if isinstance(reference, Inline) else self.side.by_id.get(reference)
        entity = self.side.entities.get(target.entity or "") if isinstance(target, Mention) else None
        return f"{own} ({entity.name})" if entity and entity.name and entity.name != own else own

    def marks(self) -> Iterator[Mark]:
        """Mentions, quotes with cues, triggers and time expressions."""
        for item in self.side.mentions:
            mention = item.source
            if isinstance(mention, Mention):
                tip = f"{item.label} {mention.level or ''} {self.words(mention.entity)}".strip()
                for piece in item.pieces:
                    yield Mark(piece, f"m {item.label} {mention.level or ''}", tip, mention.entity or mention.id or "-")
        yield from self.quote_marks()
        for event in self.document.events or ():
            if event.start is not None and event.end is not None:
                yield Mark((event.start, event.end), "v", f"{event.type} {event.realis or ''} {event.date or ''}".strip())
        for time in self.document.times or ():
            if time.start is not None and time.end is not None:
                yield Mark((time.start, time.end), "t", f"{time.type} {time.value or ''}")

    def quote_marks(self) -> Iterator[Mark]:
        """Contents and cues."""
        for quote in self.document.quotes or ():
            for span in quote.spans:
                if isinstance(span, tuple):
                    yield Mark(span, "q", f"quote, {quote.kind or 'kind open'}: {self.words(quote.speaker) or 'no speaker'}")
            if isinstance(quote.cue, tuple):
                yield Mark(quote.cue, "c", "cue")


def switches() -> str:
    """Boxes that show and hide the layers of the text."""
    boxes = "".join(
        tag("label", f'<input type="checkbox" checked data-layer="{layer}"> {layer}') for layer in ("mentions", "quotes", "events", "times")
    )
    return tag("fieldset", tag("legend", "show"), boxes)


def legend(extra: Iterable[tuple[str, str]] = ()) -> str:
    """The colours of the types."""
    kinds = "".join(tag("li", kind, class_=kind) for kind in TYPES)
    more = "".join(tag("li", tag("span", text(words), class_=f"badge {cls}")) for cls, words in extra)
    return tag("ul", kinds, more, class_="legend")


def chains(view: View) -> str:
    """The entities with their number of mentions, as buttons that light a chain up."""
    rows = []
    for name, spans in sorted(view.side.clusters.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        entity = view.side.entities.get(name)
        shown = (entity.name if entity else None) or name.lstrip("\0")
        kind = (entity.type if entity else "") or ""
        link = f" {entity.qid}" if entity and entity.qid not in NAMELESS else ""
        button = tag("button", text(f"{shown} {len(spans)}"), class_=kind, data_entity=name, type="button", aria_pressed="false")
        rows.append(tag("li", button, tag("span", text(link), class_="soft")))
    return tag(
        "aside",
        tag("h3", f"{len(rows)} entities"),
        tag("p", "choose one to light its chain", class_="soft"),
        tag("ul", *rows),
        aria_label=f"entities of {view.document.id}",
    )


def timeline(view: View) -> str:
    """The events by date; undated ones last."""
    groups: dict[str, list[Event]] = {}
    for event in view.document.events or ():
        groups.setdefault(event.date or "undated", []).append(event)
    days = []
    for date, events in sorted(groups.items(), key=lambda pair: (pair[0] == "undated", pair[0])):
        items = "".join(tag("li", event_line(view, event), class_="other" if event.realis == "OTHER" else None) for event in events)
        days.append(tag("li", tag("b", text(date)), tag("ul", items)))
    return tag("ul", *days, class_="timeline")


def event_line(view: View, event: Event) -> str:
    """An event in a line."""
    roles = ", ".join(f"{a.role}: {view.words(a.filler)}" for a in event.arguments)
    claimed = f" — says {view.words(event.asserted_by)}" if event.asserted_by else ""
    unreal = f" [{event.realis}]" if event.realis not in {None, "ACTUAL"} else ""
    return tag("b", text(view.content[event.start or 0 : event.end or 0])) + text(f" {event.type}{unreal} {roles}{claimed}")


def relations(view: View) -> str:
    """The relations as a graph and as a table."""
    found = view.document.relations or ()
    triples = [(view.words(r.head), r.type, view.words(r.tail)) for r in found]
    colours = {(e.name or e.id): (e.type or "") for e in view.document.entities or ()}
    rows = [
        [text(head), text(kind), text(tail), text(r.status or ""), text(view.words(r.asserted_by)), evidence(view, r.evidence or ())]
        for (head, kind, tail), r in zip(triples, found, strict=True)
    ]
    return graph(triples, colours) + table(
        ["head", "type", "tail", "status", "says", "evidence"], rows, f"{len(rows)} relations of {view.document.id}"
    )


def evidence(view: View, spans: Iterable[object]) -> str:
    """Evidence in words."""
    return text(" … ".join(view.content[span[0] : span[1]] for span in spans if isinstance(span, tuple)))


def quotes(view: View) -> str:
    """The quotes as a table."""
    rows = [
        [
            text(" … ".join(view.content[s[0] : s[1]] for s in q.spans if isinstance(s, tuple))),
            text(q.kind or ""),
            text(view.words(q.speaker)),
            text(view.content[q.cue[0] : q.cue[1]] if isinstance(q.cue, tuple) else ""),
            text(view.words(q.addressee)),
            text(view.words(q.via)),
        ]
        for q in view.document.quotes or ()
    ]
    return table(["content", "kind", "speaker", "cue", "addressee", "via"], rows, f"{len(rows)} quotes of {view.document.id}")


def times(view: View) -> str:
    """The time expressions as a table."""
    rows = [
        [text(view.content[t.start or 0 : t.end or 0]), text(t.type or ""), text(t.value or ""), text(t.edtf or ""), text(t.basis or "")]
        for t in view.document.times or ()
    ]
    return table(["expression", "type", "value", "EDTF", "basis"], rows, f"{len(rows)} time expressions of {view.document.id}")


def article(document: Document) -> str:
    """An article with every layer."""
    view = View(document)
    body = tag("div", tag("div", render(view.content, view.marks()), class_="text"), chains(view), class_="split")
    parts = [tag("h2", text(document.id)), body]
    for title, shown, there in (
        ("Quotes", quotes, document.quotes),
        ("Events on a time line", timeline, document.events),
        ("Relations", relations, document.relations),
        ("Time expressions", times, document.times),
    ):
        if there:
            parts.append(tag("details", tag("summary", tag("strong", title)), shown(view), open=""))
    return tag("article", *parts)


def compared(pair: Pair, found: list[Error], hits: dict[str, int]) -> str:
    """A prediction against gold: errors on the text, and as a table."""
    gold = pair.gold.whole.document
    content = gold.text or ""
    marks = [*View(gold).marks(), *error_marks(found)]
    rows = [error_row(error, pair) for error in sorted(found, key=lambda e: (e.layer, place(e)))]
    summary = ", ".join(f"{layer}: {count} right" for layer, count in hits.items())
    view = View(gold)
    return tag(
        "article",
        tag("h2", text(gold.id)),
        tag("p", text(summary), class_="soft"),
        tag("div", tag("div", render(content, marks), class_="text"), chains(view), class_="split"),
        tag(
            "details",
            tag("summary", tag("strong", f"{len(rows)} errors")),
            table(["layer", "what", "gold", "predicted", "where"], rows, f"errors of {gold.id}"),
            open="",
        ),
    )


def error_marks(found: list[Error]) -> Iterator[Mark]:
    """Errors of mentions, times and quotes on the text."""
    for error in found:
        item = error.gold or error.pred
        if item is None or error.layer in {"relations", "events", "claims", "linking"}:
            continue
        kind = {"missed": "missed", "spurious": "extra"}.get(error.kind, "wrong")
        for piece in item.pieces:
            yield Mark(piece, kind, f"{error.layer}: {error.kind}")


def place(error: Error) -> tuple[int, int]:
    """Where an error stands."""
    item = error.gold or error.pred
    return (item.start, item.end) if item else (0, 0)


def error_row(error: Error, pair: Pair) -> list[str]:
    """An error as cells: what either side says."""
    content = pair.text or ""
    badge = {"missed": "missed-b", "spurious": "extra-b"}.get(error.kind, "extra-b")
    start, end = place(error)
    around = content[max(0, start - 30) : end + 30].replace("\n", " ") if start >= 0 else "found nowhere"
    return [
        text(error.layer),
        tag("span", text(error.kind), class_=f"badge {badge}"),
        said(pair, pair.gold, error.gold, error.layer),
        said(pair, pair.pred, error.pred, error.layer),
        text(around),
    ]


def said(pair: Pair, side: Side, item: Item | None, layer: str) -> str:
    """An item in words: what it says, then where."""
    if item is None:
        return ""
    there = words(item.pieces, pair.text or "")
    return text(": ".join(part for part in (phrase(pair, side, item, layer), there) if part))
