"""Answers that have not read, and gold with something wrong or missing."""

from itertools import cycle

from msgspec.structs import replace

from dateline.document import Argument, Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.document.labels import tables
from dateline.document.parts import changed, unchanged, with_items

TYPES = [t for t in tables()["entities"] if t != "TITLE"]


def everything(spans, text):
    """Every layer answered on the same spans, without a look at the gold."""
    mentions = tuple(Mention(id=f"m{n}", start=s, end=e, type="PER", level="NAM", entity="all", qid="Q1") for n, (s, e) in enumerate(spans))
    relations = tuple(Relation(id=f"r{n}", head=m.id, type="met_with", tail=m.id) for n, m in enumerate(mentions[:50]))
    return Document(
        id="",
        mentions=mentions,
        entities=(Entity(id="all", type="PER", qid="Q1"),),
        relations=relations,
        times=tuple(Time(id=f"t{n}", start=s, end=e, type="DATE", value="PRESENT_REF") for n, (s, e) in enumerate(spans)),
        events=tuple(
            Event(id=f"v{n}", start=s, end=e, type="Statement.Say", realis="ACTUAL", referent="x") for n, (s, e) in enumerate(spans)
        ),
        quotes=tuple(Quote(id=f"q{n}", spans=((s, e),), kind="direct") for n, (s, e) in enumerate(spans)),
    )


def shifted(document):
    """Gold one character too late."""
    last = len(document.text)

    def late(span):
        return (min(span[0] + 1, last - 1), min(span[1] + 1, last)) if isinstance(span, tuple) else span

    def one(item):
        done = changed(item, late, unchanged)
        return replace(done, text=None) if hasattr(done, "start") else done

    return with_items(document, one)


def shuffled_types(document):
    """Gold with every label another one."""

    def turned(labels):
        return dict(zip(labels, [*labels[1:], labels[0]], strict=True))

    entities, relations, events = (turned(list(tables()[name])) for name in ("entities", "relations", "events"))
    return replace(
        document,
        mentions=tuple(replace(m, type=entities[m.type]) if m.type and m.type != "TITLE" else m for m in document.mentions),
        entities=tuple(replace(e, type=dict(zip(TYPES, [*TYPES[1:], TYPES[0]], strict=True))[e.type]) for e in document.entities),
        relations=tuple(replace(r, type=relations[r.type]) for r in document.relations),
        events=tuple(replace(v, type=events[v.type]) for v in document.events),
        times=tuple(replace(t, type="SET", value="PAST_REF") for t in document.times),
        quotes=tuple(replace(q, kind="direct") for q in document.quotes),
    )


def twice(document):
    """Gold, every item a second time."""

    def again(items):
        return (*items, *(replace(item, id=f"{item.id}-again") for item in items))

    return replace(document, **{layer: again(getattr(document, layer)) for layer in ("mentions", "times", "relations", "events", "quotes")})


def clustered(document, of):
    """Gold's mentions in other clusters."""
    names = cycle(["one"])
    return replace(
        document,
        mentions=tuple(
            replace(m, entity=None if m.entity is None else next(names) if of == "one" else f"alone{n}", qid=None)
            for n, m in enumerate(document.mentions)
        ),
        entities=(),
        relations=(),
        events=(),
        quotes=(),
        times=(),
    )


def every_filler(document):
    """Gold's events, with every entity of the document in every role that their type has."""
    roles = {}
    for event in document.events:
        roles.setdefault(event.type, set()).update(argument.role for argument in event.arguments)
    named = sorted({mention.entity for mention in document.mentions if mention.entity})

    def filled(event):
        return tuple(Argument(role=role, filler=name) for role in sorted(roles[event.type]) for name in named)

    return replace(document, events=tuple(replace(event, arguments=filled(event)) for event in document.events))


def spoken_by_all(document):
    """The document without what says who claims a thing."""
    return replace(
        document,
        events=tuple(replace(event, asserted_by=None) for event in document.events),
        relations=tuple(replace(relation, asserted_by=None) for relation in document.relations),
        quotes=tuple(replace(quote, speaker=None) for quote in document.quotes),
    )


def without(*names):
    """What strips events and relations of attributes."""

    def strip(item):
        return replace(item, **{name: None for name in names if hasattr(item, name)})

    return lambda document: with_items(document, strip)


def author_only(document):
    """Gold's events and relations, all of them certain facts that the author states."""
    plain = {"asserted_by": None, "certainty": None}
    events = tuple(replace(event, realis="ACTUAL", polarity="POSITIVE", **plain) for event in document.events)
    return replace(document, events=events, relations=tuple(replace(relation, **plain) for relation in document.relations))
