"""What the shipped gold must keep beyond its form: the constraints of the guidelines, over all documents, reported together."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache

from dateline.corpus.check import check
from dateline.corpus.gold import Gold
from dateline.document import NAMELESS, TITLE, Document, Event, Inline, Mention, Quote, Relation, Time
from dateline.document.edtf import from_timex, parse
from dateline.document.index import Side
from dateline.document.labels import broader, tables
from dateline.document.spans import overlap
from dateline.files import data
from dateline.files.faults import DataError, Fault, window
from gold.accepted import sources, too_many, worldly

Found = tuple[str, str, str, str]
EVENT_ROLES = {"Topic", "Target", "Occasion", "Crime"}


def check_gold(gold: Gold) -> None:
    """Raise every breach of every document."""
    faults = []
    for name, document in sorted(gold.documents.items()):
        place = (f"{name}.json", 0)
        faults += check(document, document.text, place, gold.inventory)
        breaches = (*constraints(document), *sources(document), *worldly(document))
        faults += [Fault(*place, path, what, fix, around) for path, what, fix, around in breaches]
    faults += [Fault("annotations", 0, "", what, fix) for what, fix in (*across(gold), *too_many(gold))]
    if faults:
        raise DataError(faults)


def constraints(document: Document) -> Iterator[Found]:
    """The breaches of one document."""
    side = Side(document)
    for number, mention in enumerate(document.mentions or ()):
        yield from mention_breaches(f"$.mentions[{number}]", mention, side)
    for number, time in enumerate(document.times or ()):
        yield from time_breaches(f"$.times[{number}]", time)
    seen: set[tuple[str, ...]] = set()
    for number, relation in enumerate(document.relations or ()):
        yield from relation_breaches(f"$.relations[{number}]", relation, side, seen)
    for number, event in enumerate(document.events or ()):
        yield from event_breaches(f"$.events[{number}]", event, side)
    for number, quote in enumerate(document.quotes or ()):
        yield from quote_breaches(f"$.quotes[{number}]", quote)
    yield from copies(document)


def mention_breaches(path: str, mention: Mention, side: Side) -> Iterator[Found]:
    """Level, head and entity."""
    if mention.level is None:
        yield f"{path}.level", "has no level", "give NAM, NOM or PRO", ""
    if (side.label(mention) == TITLE) != (mention.entity is None):
        yield f"{path}.entity", "a mention has an entity unless it is a TITLE", "name its entity, or leave it out of a title", ""
    head = mention.head
    if not isinstance(head, tuple) or mention.start is None or mention.end is None or not mention.start <= head[0] < head[1] <= mention.end:
        yield f"{path}.head", f"head {head} is not inside the mention", "give the head noun's span", ""
    if not side.label(mention):
        yield f"{path}.type", "has no type", "type the mention or its entity", ""


def time_breaches(path: str, time: Time) -> Iterator[Found]:
    """Values that parse, and agree."""
    if time.value is None or time.type is None or time.basis is None:
        yield path, "lacks type, value or basis", "give all three", ""
    if time.edtf is not None and parse(time.edtf) is None:
        yield f"{path}.edtf", f"{time.edtf!r} is no EDTF that this project reads", "as 2025-09-03, 2025-09, 2025-22, 2022/..", ""
    derived = from_timex(time.value or "")
    if (derived is None) != (time.edtf is None) or (derived and time.edtf and parse(derived) != parse(time.edtf)):
        yield (
            f"{path}.edtf",
            f"EDTF {time.edtf!r} does not fit the TIMEX3 value {time.value!r}",
            f"give {derived!r}, or correct the value",
            "",
        )


def relation_breaches(path: str, relation: Relation, side: Side, seen: set[tuple[str, ...]]) -> Iterator[Found]:
    """Argument types, symmetry stored once, no broader twin, evidence with both arguments."""
    table = tables()["relations"].get(relation.type, {})
    ends = (str(relation.head), str(relation.tail))
    for name, end in zip(("head", "tail"), ends, strict=True):
        label = label_of(side, end)
        if table and label not in table[name]:
            yield (
                f"{path}.{name}",
                f"a {name} of {relation.type} is {' or '.join(table[name])}, not {label or 'without type'}",
                "correct the type or the relation",
                "",
            )
    for key in {(*ends, relation.type), *({(*ends[::-1], relation.type)} if table.get("symmetric") else ())}:
        if key in seen:
            yield path, f"{' '.join((ends[0], relation.type, ends[1]))} is stored twice", "store a relation, and a symmetric one, once", ""
            break
    seen.add((*ends, relation.type))
    for key in list(seen):
        if key[:2] == ends and relation.type in wider(key[2]):
            yield path, f"{relation.type} stands beside the narrower {key[2]}", "keep the narrower", ""
    spans = [span for span in relation.evidence or () if isinstance(span, tuple)]
    missing = [end for end in ends if not any(overlap(pieces, (span,)) for pieces in places_of(side, end) for span in spans)]
    if not spans or (missing and not relation.inferred):
        text = side.document.text or ""
        around = window(text, *spans[0]) if spans else ""
        yield (
            f"{path}.evidence",
            f"the evidence has no mention of {' and '.join(missing) or 'anything'}",
            "widen it, or say inferred",
            around,
        )


def wider(kind: str) -> list[str]:
    """Every broader type of a relation type."""
    found = broader(kind)
    return [found, *wider(found)] if found else []


def label_of(side: Side, name: str) -> str:
    """The type of a relation's argument."""
    target = side.by_id.get(name)
    return side.label(target) if isinstance(target, Mention) else getattr(target, "type", None) or ""


def places_of(side: Side, name: str) -> list[tuple[tuple[int, int], ...]]:
    """The spans of an argument; of a set also its members', of a title every mention of the word."""
    target = side.by_id.get(name)
    if isinstance(target, Mention):
        same = (m for m in side.document.mentions or () if m.type == TITLE and (m.text or "").casefold() == (target.text or "").casefold())
        return [((m.start, m.end),) for m in same if m.start is not None and m.end is not None]
    members = getattr(target, "members", None) or ()
    sets = [entity.id for entity in side.document.entities or () if name in (entity.members or ())]
    return [spans for each in (name, *members, *sets) for spans in sorted(side.clusters.get(each, ()))]


def event_breaches(path: str, event: Event, side: Side) -> Iterator[Found]:
    """Roles of the type, kinds of fillers, dates with a basis."""
    roles = tables()["events"].get(event.type or "", {}).get("roles", [])
    for number, argument in enumerate(event.arguments):
        where = f"{path}.arguments[{number}]"
        if argument.role not in roles:
            yield f"{where}.role", f"{event.type} has no role {argument.role}", f"one of {', '.join(roles)}", ""
        target = None if isinstance(argument.filler, Inline) else side.by_id.get(argument.filler)
        if (argument.role == "Time") != isinstance(target, Time):
            yield (
                f"{where}.filler",
                f"a {argument.role} is {'a time expression' if argument.role == 'Time' else 'no time expression'}",
                "correct role or filler",
                "",
            )
        if argument.role in {"Topic", "Crime"} and not isinstance(target, Event):
            yield f"{where}.filler", f"a {argument.role} is an event", "use Target for who or what it is directed at", ""
        if isinstance(target, Event) and argument.role not in EVENT_ROLES:
            yield f"{where}.filler", f"a {argument.role} is no event", f"only {', '.join(sorted(EVENT_ROLES))} may be one", ""
    repeated = [key for key, times in Counter((a.role, str(a.filler)) for a in event.arguments).items() if times > 1]
    if repeated:
        yield f"{path}.arguments", f"{repeated[0]} is given twice", "an entity fills a role once", ""
    if event.date is not None and parse(event.date) is None:
        yield f"{path}.date", f"{event.date!r} is no EDTF that this project reads", "as 2025-09-03, 2025-09, 2022/..", ""
    if (event.date is None) != (event.date_basis is None):
        yield f"{path}.date_basis", "date and basis go together", "give both or neither", ""
    if event.type is None or event.realis is None or event.polarity is None or event.referent is None:
        yield path, "lacks type, realis, polarity or referent", "give all four", ""


def quote_breaches(path: str, quote: Quote) -> Iterator[Found]:
    """Kind, and quoted words inside the content."""
    if quote.kind is None:
        yield f"{path}.kind", "has no kind", "give direct, indirect or mixed", ""
    content = tuple(span for span in quote.spans if isinstance(span, tuple))
    for number, span in enumerate(quote.verbatim or ()):
        if isinstance(span, tuple) and overlap((span,), content) != span[1] - span[0]:
            yield f"{path}.verbatim[{number}]", "quoted words lie outside the content", "correct the spans", ""
    if (quote.kind == "mixed") != bool(quote.verbatim):
        yield f"{path}.verbatim", "a mixed quote has verbatim words, others none", "correct kind or verbatim", ""


def copies(document: Document) -> Iterator[Found]:
    """Items that are there twice."""
    for layer in ("mentions", "times", "events", "quotes"):
        keys = Counter(where(item) for item in getattr(document, layer) or ())
        for key, number in keys.items():
            if number > 1:
                yield f"$.{layer}", f"span {key} has {number} items", "keep one", ""


def where(item: Mention | Time | Event | Quote) -> object:
    """The place of an item."""
    return item.spans if isinstance(item, Quote) else (getattr(item, "fragments", None) or (item.start, item.end))


@cache
def checked_ids() -> dict[str, str]:
    """The Wikidata ids that have a line in qids.csv, with their labels."""
    text = data.path("annotations", "qids.csv").read_text("utf-8")
    return {row["qid"]: row["label"] for row in csv.DictReader(text.splitlines())}


def across(gold: Gold) -> Iterator[tuple[str, str]]:
    """Cross-document ids: one type and one link a referent, every link in qids.csv."""
    types: dict[str, set[str]] = {}
    links: dict[str, set[str]] = {}
    for document in gold.documents.values():
        for entity in document.entities or ():
            types.setdefault(entity.referent or "", set()).add(entity.type or "")
            links.setdefault(entity.referent or "", set()).add(entity.qid or "")
            if entity.qid not in NAMELESS and entity.qid not in checked_ids():
                yield f"{entity.id}: {entity.qid} has no line in qids.csv", "add label, description and page, or leave the link out"
    for name in sorted(types):
        if not name or len(types[name]) > 1 or len(links[name]) > 1:
            yield f"referent {name!r} has types {sorted(types[name])} and links {sorted(links[name])}", "one referent, one type, one link"
