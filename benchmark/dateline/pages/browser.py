"""One article as people read it: the text with its marks, beside it what is wrong and what every layer says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dateline.analysis.findings import Finding, Told
from dateline.document import Document
from dateline.pages.entries import LAYERS, Entry, View
from dateline.pages.html import tag, text
from dateline.pages.marks import Mark, render
from dateline.pages.palette import Palette, palette

Answers = Sequence[tuple[str, Document]]  # a system's name and what it answered
MARKED = {"missed": "missed", "spurious": "extra", "twinless": "extra"}  # how an error's kind shows on the text, else as wrong
OFF_TEXT = frozenset({"relations", "claims", "coreference", "linking"})  # errors that are not of places, and that their lines link to
ON_TEXT = tuple(layer for layer in LAYERS if layer != "relations")
GOLD = "gold"


def colours_of(documents: Iterable[Document]) -> Palette:
    """One colour a label of mentions, over all documents of a page."""
    return palette(
        item.type for document in documents for layer in (document.mentions, document.entities) for item in layer or () if item.type
    )


def headline(document: Document) -> str:
    """What an article is called: its first line."""
    first = next((line.strip() for line in (document.text or "").splitlines() if line.strip()), document.id)
    return first if len(first) <= 90 else first[:89].rstrip() + "…"


def told_when(document: Document) -> str:
    """When an article was written, or is assumed to have been."""
    return f"document time {document.dct}{' (assumed)' if document.dct_basis == 'assumed' else ''}" if document.dct else ""


def article(number: int, gold: Document, answers: Answers, errors: Sequence[tuple[int, Finding]], colours: Palette) -> str:
    """An article: gold, or gold beside what systems answered; `errors` are theirs, each with the number of its system (0: of all)."""
    prefix, content = f"d{number}", gold.text or ""
    views = [View(side, name, document, content, colours) for side, (name, document) in enumerate([(GOLD, gold), *answers])]
    marks = [mark for view in views for mark in view.marks()] + list(error_marks(errors, views))
    panel = [chosen(), *([error_list(prefix, errors, answers)] if answers else []), *layers(prefix, views)]
    return tag(
        "article",
        tag("h2", text(headline(gold)), id=prefix),
        tag("p", text(" · ".join(part for part in (gold.id, told_when(gold), *counts(views)) if part)), class_="soft"),
        controls(prefix, views),
        tag(
            "div",
            tag("div", tag("div", render(content, marks, prefix), class_="text"), class_="page"),
            tag("aside", *panel, aria_label=f"what stands in {headline(gold)}"),
            class_="split",
        ),
        data_article=prefix,
    )


def counts(views: Sequence[View]) -> Iterator[str]:
    """How many items each side has."""
    for view in views:
        there = {"entities": len(view.side.clusters), **{layer: len(getattr(view.document, layer) or ()) for layer in LAYERS[1:]}}
        shown = ", ".join(f"{number} {layer}" for layer, number in there.items() if number)
        yield f"{view.name}: {shown or 'nothing'}" if len(views) > 1 else shown


def controls(prefix: str, views: Sequence[View]) -> str:
    """Whose annotations stand on the text, and which layers of them."""
    last = len(views) - 1
    present = [layer for layer in ON_TEXT if any(items_of(view, layer) for view in views)]
    sides = [choice("radio", f"see{v.number}", v.name, on=v.number == last, name=f"{prefix}-side") for v in views]
    layers_ = [choice("checkbox", f"on-{layer}", layer) for layer in present]
    layers_ += [tag("button", name, type="button", data_all=name, hidden="") for name in ("all", "none")]
    layers_ += [choice("checkbox", f"on-{what}", what) for what in ("labels", *(["errors"] if last else []))]
    first = tag("fieldset", tag("legend", "on the text"), *sides, hidden=None if last else "")
    return first + tag("fieldset", tag("legend", "layers"), *layers_)


def choice(kind: str, class_: str, shown: str, *, on: bool = True, name: str | None = None) -> str:
    """A box or a button of several, with what it says."""
    return tag("label", tag("input", type=kind, name_=name, class_=class_, checked="" if on else None), " ", text(shown))


def items_of(view: View, layer: str) -> Sequence[object]:
    """The items of a layer; of entities the mentions."""
    return getattr(view.document, "mentions" if layer == "entities" else layer) or ()


def chosen() -> str:
    """Where a script shows what stands at the chosen place."""
    hint = tag("p", "Choose a place in the text, or a line below.", class_="soft")
    return tag("section", hint, class_="chosen", aria_live="polite", hidden="")


def layers(prefix: str, views: Sequence[View]) -> Iterator[str]:
    """What each layer says, side by side."""
    entries = [(view, entry) for view in views for entry in view.entries()]
    for layer in LAYERS:
        own = [(view, entry) for view, entry in entries if entry.layer == layer]
        own.sort(key=lambda each: (each[0].number, each[1].places[:1] or ((1 << 60, 0),)) if layer != "entities" else (each[0].number, ()))
        if own:
            lines = [line(prefix, view.number, entry, view.name if len(views) > 1 else "") for view, entry in own]
            yield tag("details", tag("summary", text(f"{layer} ({len(own)})")), tag("ul", *lines), open="" if len(views) == 1 else None)


def line(prefix: str, number: int, entry: Entry, name: str) -> str:
    """An entry of the panel, with its side's name where there are several."""
    arcs = " ".join(f"{a[0]}:{b[0]}:{label}" for a, b, label in entry.arcs)
    side = tag("span", text(name), class_="side") if name else ""
    inside = " ".join(part for part in (side, entry.html, jump(prefix, entry.places[:1])) if part)
    return tag("li", inside, class_=f"of{number}", data_at=ranges(entry.places), data_arcs=arcs or None)


def jump(prefix: str, places: Sequence[tuple[int, int]]) -> str:
    """A link to a place of the text."""
    return "".join(tag("a", "in the text", href=f"#{prefix}-{start}", class_="jump") for start, _ in places)


def ranges(places: Iterable[tuple[int, int]]) -> str:
    """Places as an attribute."""
    return " ".join(f"{start}-{end}" for start, end in places)


def error_list(prefix: str, errors: Sequence[tuple[int, Finding]], answers: Answers) -> str:
    """The errors: what each says on either side, filtered by system, layer, kind and type."""
    several = len(answers) > 1
    names = {0: "both", **{side: name for side, (name, _) in enumerate(answers, 1)}}
    sorts = {
        **({"system": Counter(names[side] for side, _ in errors)} if several else {}),
        "layer": Counter(error.layer for _, error in errors),
        "kind": Counter(error.kind for _, error in errors),
        "type": Counter(error.type for _, error in errors if error.type),
    }
    filters = [
        tag(
            "label",
            f"{name} ",
            tag("select", option("", "all"), *(option(value, f"{value} ({n})") for value, n in sorted(sort.items())), data_filter=name),
        )
        for name, sort in sorts.items()
    ]
    head = tag(
        "fieldset",
        *filters,
        tag("label", "words ", tag("input", type="search", class_="words")),
        tag("button", "reset", type="button", class_="reset"),
        tag("span", text(f"{len(errors)} errors"), class_="soft shown", role="status"),
        class_="filters",
        hidden="",
    )
    lines = [error_line(prefix, names[side] if several else "", error) for side, error in errors]
    return tag(
        "details", tag("summary", text(f"errors ({len(errors)})")), head, tag("ul", *lines, class_="errors"), open="", class_="wrong-ones"
    )


def option(value: str, shown: str) -> str:
    """A choice of a filter."""
    return tag("option", text(shown), value=value)


def error_line(prefix: str, system: str, error: Finding) -> str:
    """One error: both sides in full, what differs marked."""
    differs = error.differs
    shown = [tag("tr", tag("th", text(name), scope="row"), *(tag("td", said(value)) for value in both)) for name, both in differs.items()]
    heads = "".join(tag("th", text(name), scope="col") for name in ("what differs", GOLD, "predicted"))
    table = tag("table", tag("thead", tag("tr", heads)), tag("tbody", *shown)) if shown else ""
    side = error.gold or error.predicted
    places = [place for each in (error.gold, error.predicted) if each for place in each.spans]
    told = subject(error.gold, error.predicted)
    price = tag("span", text(f"{error.gain:+.4f}"), class_="soft", title="what F1 would gain") if error.gain else ""
    badge = tag("span", text(error.kind), class_=f"badge {MARKED.get(error.kind, 'wrong')}-b")
    nowhere = "" if side is None or side.spans or error.layer == "coreference" else tag("span", "found nowhere in the text", class_="soft")
    head = [tag("span", text(part), class_="side") for part in (system, error.layer) if part]
    told += " " + tag("span", text(f"({error.about})"), class_="soft") if error.about else ""
    parts = (*head, badge, told, nowhere, price, jump(prefix, places[:1]))
    return tag(
        "li",
        " ".join(part for part in parts if part),
        table,
        data_at=ranges(places),
        data_system=system or None,
        data_layer=error.layer,
        data_kind=error.kind,
        data_type=error.type,
    )


def said(value: str | None) -> str:
    """A value that differs."""
    return text(value) if value else tag("span", "nothing", class_="soft")


def subject(gold: Told | None, pred: Told | None) -> str:
    """What an error is about, in words; the other side is in the table of what differs."""
    side = gold or pred
    if side is None:
        return ""
    phrase = side.label if gold and pred else side.phrase
    return " ".join(part for part in (tag("b", text(side.text)) if side.text else "", text(phrase)) if part)


def error_marks(errors: Iterable[tuple[int, Finding]], views: Sequence[View]) -> Iterator[Mark]:
    """Errors on the text, of the system whose they are (0: of all); with one system, what gold has stands on gold's side too.

    What is missed of an event that was found is wrong there, not missed.
    """
    triggers = [{(event.start, event.end) for event in view.document.events or ()} for view in views]
    for number, error in errors:
        side = error.gold or error.predicted
        if side is None or error.layer in OFF_TEXT:
            continue
        systems = (number,) if number else range(1, len(views))
        sides = (*systems, *([0] if error.gold and len(views) == 2 else []))
        for span in side.spans:
            there = error.kind == "missed" and any(span in triggers[system] for system in systems)
            kind = "wrong" if there else MARKED.get(error.kind, "wrong")
            for shown in sides:
                yield Mark(span, "errors", shown, f"errors{shown}-{kind}-{error.layer}", f"{error.layer}: {error.kind}")
