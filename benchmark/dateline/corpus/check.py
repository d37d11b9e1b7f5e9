"""Every fault of a document: spans, texts, ids, references, labels. All are found, each with its place and a fix."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator

from dateline.corpus.difference import difference, moved
from dateline.document import UNSPECIFIED, Document, Entity, Event, Inline, Mention, Placed, Quote, Relation, Span, Time
from dateline.document.inventory import Inventory
from dateline.document.items import pieces_of
from dateline.document.links import addressed
from dateline.document.parts import ITEM_LAYERS, items_of, references_of, spans_of
from dateline.files import LIMITS, Limits
from dateline.files.faults import Fault, Suggestion, window

Found = tuple[str, str, str | Suggestion, str]
OPEN = Inventory()
MOST = 100  # faults of one kind that are kept
WORDS = ', or give {"text": "…"} where words of the text are meant'


def check(
    document: Document,
    text: str | None,
    place: tuple[str, int],
    inventory: Inventory = OPEN,
    limits: Limits = LIMITS,
    *,
    dangling: bool = False,
) -> list[Fault]:
    """All faults of a document against its text and the inventory of labels; `place` is its file and line.

    A reference to nothing is none where references may be `dangling`.
    """
    found = [*sizes(document, limits)]
    if not found:
        kinds = (
            identity(document),
            spans(document, text),
            references(document, dangling=dangling),
            sets(document, limits),
            clusters(document),
            addresses(document),
        )
        found = [fault for kind in (*kinds, labels_outside(document, inventory)) for fault in itertools.islice(kind, MOST)]
    file, line = place
    return [Fault(file, line, path, what, fix, around) for path, what, fix, around in found]


def sizes(document: Document, limits: Limits) -> Iterator[Found]:
    """Past a limit."""
    for layer in ITEM_LAYERS:
        number = len(getattr(document, layer) or ())
        if number > limits.items:
            yield (
                f"$.{layer}",
                f"has {number:,} items, more than {limits.items:,} (limit items)",
                "split it; `score` and `check` take --limit items=N",
                "",
            )
    for number, mention in enumerate(document.mentions or ()):
        if len(mention.fragments or ()) > limits.fragments:
            what = f"has {len(mention.fragments or ()):,} fragments, more than {limits.fragments:,} (limit fragments)"
            yield f"$.mentions[{number}]", what, "join them; `score` and `check` take --limit fragments=N", ""
    for number, quote in enumerate(document.quotes or ()):
        if len(quote.spans) > limits.fragments:
            what = f"has {len(quote.spans):,} fragments, more than {limits.fragments:,} (limit fragments)"
            yield f"$.quotes[{number}]", what, "join them; `score` and `check` take --limit fragments=N", ""


def identity(document: Document) -> Iterator[Found]:
    """Ids given twice; scores that are no probability."""
    counts = Counter(item.id for _, item in items_of(document) if item.id is not None)
    repeated = {name for name, number in counts.items() if number > 1}
    seen: set[str] = set()
    for path, item in items_of(document):
        if item.id in repeated and item.id in seen:
            yield f"{path}.id", f"id {item.id!r} is given twice", "ids are unique in the document, over all layers", ""
        if item.id is not None:
            seen.add(item.id)
        if item.score is not None and not (math.isfinite(item.score) and 0 <= item.score <= 1):
            yield f"{path}.score", f"score {item.score} is not between 0 and 1", "give a probability, or leave it out", ""


def addresses(document: Document) -> Iterator[Found]:
    """Links that are addresses."""
    for path, item in items_of(document):
        if isinstance(item, Mention | Entity) and (known := addressed(item.qid)):
            yield f"{path}.qid", f"{item.qid!r} is an address, no id", f"give {known!r}", ""


def spans(document: Document, text: str | None) -> Iterator[Found]:
    """Spans that are empty, outside the text, half given, or disagree with the item's own text."""
    for path, item in items_of(document):
        if isinstance(item, Mention | Time | Event):
            yield from own_span(path, item, text)
        for name, span in spans_of(item):
            if isinstance(span, tuple):
                yield from bounds(f"{path}.{name}", span, text)
        if isinstance(item, Quote) and not item.spans:
            yield path, "has no content", "give `spans` [[start, end], …] or `text`", ""
    if document.text is not None and text is not None and document.text != text:
        yield (
            "$.text",
            f"differs from the gold's text: {difference(document.text, text)}",
            "leave `text` out, or give the article's own",
            "",
        )


def own_span(path: str, item: Placed, text: str | None) -> Iterator[Found]:
    """Faults of the span that an item itself has."""
    if isinstance(item, Mention) and item.fragments == ():
        yield f"{path}.fragments", "is empty", "leave it out, or give the fragments", ""
        return
    if item.start is None or item.end is None:
        if item.aligned != "none" and not (isinstance(item, Mention) and item.fragments):
            homeless = text is None and item.text is not None
            what = "has no place, as its document has no text to find its string in" if homeless else "has no place"
            yield path, what, "give `start` and `end`, or " + ("the document's `text`" if homeless else "the exact string as `text`"), ""
        return
    wrong = list(bounds(path, (item.start, item.end), text))
    yield from wrong
    if isinstance(item, Mention) and item.fragments is not None:
        pieces = [piece for piece in item.fragments if isinstance(piece, tuple)]
        if sorted(pieces) != pieces or any(a[1] >= b[0] for a, b in itertools.pairwise(pieces)):
            yield f"{path}.fragments", "are not in order, or overlap", "sort them and join what touches", ""
        elif pieces and (item.start, item.end) != (pieces[0][0], pieces[-1][1]):
            yield path, "`start` and `end` are not the hull of `fragments`", f"give start {pieces[0][0]} and end {pieces[-1][1]}", ""
    if isinstance(item, Mention) and isinstance(item.head, tuple) and not item.start <= item.head[0] < item.head[1] <= item.end:
        yield (
            f"{path}.head",
            f"head {list(item.head)} is outside its mention",
            "give the head's own span inside the mention, or leave it out",
            "",
        )
    if (
        not (isinstance(item, Mention) and item.fragments is not None)
        and not wrong
        and text is not None
        and item.text is not None
        and item.aligned in {None, "exact"}
    ):
        there = text[item.start : item.end]
        if there != item.text:
            what = f"text {item.text!r} differs from the article's {there!r}: {difference(item.text, there)}"
            yield path, what, moved(item.text, item.start, text), window(text, item.start, item.end)


def bounds(path: str, span: Span, text: str | None) -> Iterator[Found]:
    """An empty span, or one outside the text."""
    start, end = span
    if start < 0 or end <= start:
        yield path, f"span [{start}, {end}] is empty or runs backwards", "start is the first character, end the one after the last", ""
    elif text is not None and end > len(text):
        what = f"span [{start}, {end}] ends after the text, which has {len(text)} characters"
        yield path, what, "count Unicode code points, newlines included", window(text, start, end)


def references(document: Document, *, dangling: bool = False) -> Iterator[Found]:
    """Ids that nothing has, unless they may be, and inline references that name nothing."""
    ids = {item.id for _, item in items_of(document) if item.id is not None and not isinstance(item, Relation | Quote)}
    ids |= {mention.entity for mention in document.mentions or () if mention.entity is not None}
    known = tuple(ids)
    for path, item in items_of(document):
        for name, who in references_of(item):
            if isinstance(who, str) and not dangling and who not in ids and who != UNSPECIFIED:
                yield f"{path}.{name}", f"nothing has the id {who!r}", Suggestion(who, known, WORDS) if known else f"declare it{WORDS}", ""
            elif isinstance(who, Inline) and who.text is None and (who.start is None or who.end is None):
                yield f"{path}.{name}", "names nothing", 'give an id, {"text": "…"} or {"start": …, "end": …}', ""


def sets(document: Document, limits: Limits) -> Iterator[Found]:
    """A set that contains itself, or that nests or spells out too far: members are put in the place of sets until none is left."""
    members = {entity.id: entity.members or () for entity in document.entities or ()}
    places = {entity.id: number for number, entity in enumerate(document.entities or ())}
    left = {name: inner for name, inner in members.items() if inner}
    size: dict[str, int] = {}
    for _ in range(limits.nesting):
        done = [name for name, inner in left.items() if not any(member in left for member in inner)]
        size |= {name: 1 + sum(size.get(member, 1) for member in left[name]) for name in done}
        left = {name: inner for name, inner in left.items() if name not in size}
    total = sum(size.values())
    if total > limits.items:
        yield "$.entities", f"has sets of {total:,} members in all (limit items)", "name what each set holds directly", ""
    for name, inner in left.items():
        if name in inner or any(name in members.get(member, ()) for member in inner):
            yield f"$.entities[{places[name]}].members", f"the set {name!r} contains itself", "list only other entities", ""
        else:
            what = f"the set {name!r} contains itself, or nests deeper than {limits.nesting} (limit nesting)"
            yield f"$.entities[{places[name]}].members", what, "list only entities that do not hold it", ""


def clusters(document: Document) -> Iterator[Found]:
    """One span under two entity values, or with two heads."""
    seen: dict[object, str] = {}
    heads: dict[object, object] = {}
    for number, mention in enumerate(document.mentions or ()):
        pieces = pieces_of(mention, number)
        if pieces[0][0] >= 0 and mention.head is not None and heads.setdefault(pieces, mention.head) != mention.head:
            what = f"span [{pieces[0][0]}, {pieces[-1][1]}] has two heads, {heads[pieces]} and {mention.head}"
            yield f"$.mentions[{number}].head", what, "a span has one head: choose", ""
        if mention.entity is None or pieces[0][0] < 0:
            continue
        other = seen.setdefault(pieces, mention.entity)
        if other != mention.entity:
            what = f"span [{pieces[0][0]}, {pieces[-1][1]}] is in two entities, {other!r} and {mention.entity!r}"
            yield f"$.mentions[{number}].entity", what, "a span belongs to one entity: choose", ""


def labels_outside(document: Document, inventory: Inventory) -> Iterator[Found]:
    """Labels outside the inventory."""

    def closed(path: str, label: str | None, known: frozenset[str] | None) -> Iterator[Found]:
        if label and known is not None and label not in known:
            yield path, f"label {label!r} is not in the inventory", Suggestion(label, tuple(known), " or map yours with --labels"), ""

    for path, item in items_of(document):
        if isinstance(item, Mention | Entity):
            yield from closed(f"{path}.type", item.type, inventory.entities)
        elif isinstance(item, Relation):
            yield from closed(f"{path}.type", item.type, inventory.relations)
        elif isinstance(item, Event):
            yield from closed(f"{path}.type", item.type, inventory.events)
            for number, argument in enumerate(item.arguments):
                yield from closed(f"{path}.arguments[{number}].role", argument.role, inventory.roles)
