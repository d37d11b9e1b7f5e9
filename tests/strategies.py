"""Hypothesis strategies for documents and pairs: small, dense, nasty texts; items that nest, overlap, repeat, refer and dangle nowhere."""

import random

from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.corpus.judged import ungrounded
from dateline.document import Argument, Document, Entity, Event, Inline, Mention, Quote, Relation, Time
from dateline.document.parts import ITEM_LAYERS, changed, items_of, with_items

WORDS = ("Kim", "Zoë", "met", "🎉", "“so”", "x́", "in", "Ōsaka", "on", "it", "the", "Bank", "\n", "\r\n", "\u00a0", "two", "—", "said")
LABELS = ("PER", "ORG", "GPE", "TITLE")
RELATIONS = ("head_of_state", "leader_of", "met_with", "located_in")
EVENTS = {"Contact.Meet": ("Entity", "Place", "Time"), "Statement.Say": ("Speaker", "Topic"), "Life.Die": ("Victim",)}
CERTAINTIES = ("certain", "probable", "possible")
QIDS = ("Q1", "Q2", "NIL")
VALUES = ("2020-05-03", "2020-05", "2020", "PAST_REF", "P2D", "2020-SU", "XXXX-WXX-2", "/", "/2020")
DATES = ("2020-05-03", "2020-05", "2020", "2020-22", "2019/..", "2020-05-01/2020-05-10", "202X", "1999~", "../1900", "/2020", "../..")

texts = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(" ".join)


@st.composite
def spans(draw, text, size=6):
    """A span of a text, on its code points."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, min(len(text), start + size)))


def maybe(strategy):
    """The thing, or `None`."""
    return st.one_of(st.none(), strategy)


@st.composite
def mentions(draw, text, names):
    """Mentions, each span under one entity and with one head at most; some discontinuous."""
    found, owner, heads = [], {}, {}
    for number in range(draw(st.integers(0, 7))):
        start, end = draw(spans(text))
        pieces = None
        if end + 2 < len(text) and draw(st.integers(0, 9)) == 0:
            pieces = ((start, end), (end + 1, end + 2))
            end += 2
        entity = draw(maybe(st.sampled_from(names))) if names else None
        entity = owner.setdefault(pieces or (start, end), entity)
        head = draw(maybe(spans(text[start:end]))) if pieces is None else None
        head = heads.setdefault((start, end), head) if head else None
        found.append(
            Mention(
                id=f"m{number}",
                start=start,
                end=end,
                fragments=pieces,
                entity=entity,
                text=text[start:end] if pieces is None and draw(st.booleans()) else None,
                type=draw(maybe(st.sampled_from(LABELS))),
                level=draw(maybe(st.sampled_from(("NAM", "NOM", "PRO")))),
                head=(start + head[0], start + head[1]) if head else None,
                qid=draw(maybe(st.sampled_from(QIDS))) if draw(st.booleans()) else None,
            )
        )
    return tuple(found)


@st.composite
def entities(draw, names):
    """Entities, some of them sets."""
    return tuple(
        Entity(
            id=name,
            type=draw(maybe(st.sampled_from(LABELS[:3]))),
            name=draw(maybe(st.sampled_from(WORDS[:3]))),
            qid=draw(maybe(st.sampled_from(QIDS))),
            referent=draw(maybe(st.sampled_from(("r1", "r2", "r3")))),
            members=tuple(draw(st.sets(st.sampled_from(names[:number]), max_size=2))) or None if number else None,
        )
        for number, name in enumerate(names)
    )


@st.composite
def references(draw, text, ids):
    """An id of the document, or an inline mention."""
    if ids and draw(st.integers(0, 4)):
        return draw(st.sampled_from(ids))
    start, end = draw(spans(text))
    return Inline(start=start, end=end)


@st.composite
def documents(draw, name="d", text=None, inline=True):
    """A document with every layer; ids unique, references resolvable."""
    text = draw(texts) if text is None else text
    names = [f"e{number}" for number in range(draw(st.integers(0, 4)))]
    said = draw(mentions(text, names))
    times = tuple(
        Time(
            id=f"t{n}",
            start=s,
            end=e,
            type=draw(maybe(st.sampled_from(("DATE", "DURATION")))),
            value=draw(maybe(st.sampled_from(VALUES))),
            edtf=draw(maybe(st.sampled_from(DATES))),
        )
        for n, (s, e) in enumerate(draw(st.lists(spans(text), max_size=3)))
    )
    own = entities(names)
    declared = draw(own)
    mentioned = {m.entity for m in said if m.type != "TITLE"}  # gold's arguments stand somewhere; a title is no mention of its entity
    usable = [e.id for e in declared if e.id in mentioned] + [m.id for m in said]
    ids = usable + [t.id for t in times]
    who = references(text, usable) if inline else st.sampled_from(usable) if usable else st.nothing()
    anything = references(text, ids) if inline else st.sampled_from(ids) if ids else st.nothing()
    can_refer, can_fill = inline or bool(usable), inline or bool(ids)
    relations = tuple(
        Relation(
            id=f"r{n}",
            head=draw(who),
            type=draw(st.sampled_from(RELATIONS)),
            tail=draw(who),
            evidence=tuple(draw(st.lists(spans(text), max_size=2))) or None,
            asserted_by=draw(maybe(who)),
            certainty=draw(maybe(st.sampled_from(CERTAINTIES))),
            status=draw(maybe(st.sampled_from(("current", "former")))),
        )
        for n in range(draw(st.integers(0, 4)) if can_refer else 0)
    )
    events = []
    for number, (start, end) in enumerate(draw(st.lists(spans(text, 3), max_size=4))):
        kind = draw(st.sampled_from(sorted(EVENTS)))
        filled = draw(st.lists(st.sampled_from(EVENTS[kind]), max_size=3)) if can_fill else []
        events.append(
            Event(
                id=f"v{number}",
                start=start,
                end=end,
                type=kind,
                arguments=tuple(Argument(role=role, filler=draw(anything)) for role in filled),
                date=draw(maybe(st.sampled_from(DATES))),
                realis=draw(maybe(st.sampled_from(("ACTUAL", "OTHER")))),
                polarity=draw(maybe(st.sampled_from(("POSITIVE", "NEGATIVE")))),
                certainty=draw(maybe(st.sampled_from(CERTAINTIES))),
                asserted_by=draw(maybe(who)) if can_refer else None,
                referent=draw(maybe(st.sampled_from(("h1", "h2")))),
            )
        )
    quotes = tuple(
        Quote(
            id=f"q{n}",
            spans=tuple(sorted(set(draw(st.lists(spans(text, 12), min_size=1, max_size=2))))),
            kind=draw(maybe(st.sampled_from(("direct", "mixed")))),
            speaker=draw(maybe(who)) if can_refer else None,
            cue=draw(maybe(spans(text, 4))),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    dct = draw(maybe(st.sampled_from(("2020-05-04", "2025"))))
    return Document(
        id=name, text=text, dct=dct, mentions=said, entities=declared, times=times, relations=relations, events=tuple(events), quotes=quotes
    )


@st.composite
def pairs(draw, name="d"):
    """Gold and a prediction of the same text: an independent one, or gold with some items dropped or taken from another."""
    gold = draw(documents(name))
    other = draw(documents(name, text=gold.text))
    keep = draw(st.sampled_from(("other", "gold", "mixed", "none")))
    if keep == "none":
        return gold, None
    if keep == "gold":
        return gold, gold
    if keep == "mixed":
        mixed = {layer: getattr(draw(st.sampled_from((gold, other))), layer) for layer in ("times",)}
        dropped = draw(st.sets(st.integers(0, 6)))
        some = tuple(m for n, m in enumerate(gold.mentions) if n not in dropped)
        ids = {m.id for m in some} | {e.id for e in gold.entities}
        fine = tuple(r for r in gold.relations if all(not isinstance(x, str) or x in ids for x in (r.head, r.tail)))
        fine = tuple(replace(r, asserted_by=None) for r in fine)
        quotes = tuple(q for q in gold.quotes if not isinstance(q.speaker, str) or q.speaker in ids)
        return gold, replace(gold, mentions=some, relations=fine, quotes=quotes, events=(), **mixed)
    return gold, other


def corpora(size=3):
    """Several pairs with ids of their own."""
    return st.tuples(*(pairs(f"d{number}") for number in range(size)))


def shuffled(document, seed):
    """The document with all its lists in another order and all ids other."""
    if document is None:
        return None
    draw = random.Random(seed)
    old = {item.id for _, item in items_of(document) if item.id} | {m.entity for m in document.mentions or () if m.entity}
    fresh = {name: f"x{number}" for number, name in enumerate(draw.sample(sorted(old), len(old)))}

    def renamed(item):
        new = {name: fresh.get(getattr(item, name)) for name in ("id", "entity") if hasattr(item, name)}
        return replace(changed(item, reference=lambda who: fresh.get(who, who) if isinstance(who, str) else who), **new)

    found = with_items(document, renamed)
    layers = {layer: getattr(found, layer) or () for layer in ITEM_LAYERS}
    return replace(found, **{layer: tuple(draw.sample(items, len(items))) for layer, items in layers.items()})


def common(document, moved):
    """The document as most are: mentions of one piece without head, text or title, quotes of one piece, some items moved by a character."""

    def shifted(number, item):
        by = number in moved and item.end < len(document.text)
        return replace(item, start=item.start + by, end=item.end + by)

    plain = [
        replace(m, head=None, text=None, type="PER" if m.type in {"TITLE", None} else m.type) for m in document.mentions if not m.fragments
    ]
    owner = {}
    mentions = [shifted(number, mention) for number, mention in enumerate(plain)]
    mentions = [replace(m, entity=owner.setdefault((m.start, m.end), m.entity)) for m in mentions]
    known = {m.id for m in mentions} | {m.entity for m in mentions} | {t.id for t in document.times}
    quotes = [replace(q, spans=q.spans[:1], speaker=q.speaker if q.speaker in known else "UNSPECIFIED") for q in document.quotes]
    events = [
        replace(
            e, arguments=tuple(a for a in e.arguments if a.filler in known), asserted_by=e.asserted_by if e.asserted_by in known else None
        )
        for e in document.events
    ]
    relations = [replace(r, asserted_by=r.asserted_by if r.asserted_by in known else None) for r in document.relations]
    return replace(
        document,
        mentions=tuple(mentions),
        times=tuple(shifted(number, time) for number, time in enumerate(document.times)),
        events=tuple(shifted(number, event) for number, event in enumerate(events)),
        relations=tuple(r for r in relations if r.head in known and r.tail in known),
        quotes=tuple(quotes),
        entities=tuple(replace(e, members=None) for e in document.entities),
    )


@st.composite
def commons(draw, size):
    """Pairs of common documents: predictions are gold with items moved, or another document about the same text."""
    found = []
    for number in range(size):
        gold = draw(documents(f"d{number}", inline=False))
        pred = gold if draw(st.booleans()) else draw(documents(f"d{number}", text=gold.text, inline=False))
        found.append((common(gold, frozenset()), common(pred, draw(st.frozensets(st.integers(0, 4))))))
    return found


def without_copies(document):
    """The document with one item a place."""
    changes = {}
    for layer in ("mentions", "times", "events", "quotes"):
        first = {}
        for item in getattr(document, layer):
            first.setdefault(item.spans if layer == "quotes" else (getattr(item, "fragments", None) or (item.start, item.end)), item)
        changes[layer] = tuple(first.values())
    gone = {item.id for layer in changes for item in getattr(document, layer)} - {item.id for items in changes.values() for item in items}
    relations = tuple({r.type: r for r in document.relations if r.head not in gone and r.tail not in gone}.values())
    relations = tuple(replace(r, asserted_by=None if r.asserted_by in gone else r.asserted_by) for r in relations)
    changes["events"] = tuple(
        replace(
            v, arguments=tuple(a for a in v.arguments if a.filler not in gone), asserted_by=None if v.asserted_by in gone else v.asserted_by
        )
        for v in changes["events"]
    )
    changes["quotes"] = tuple(replace(q, speaker=None if q.speaker in gone else q.speaker) for q in changes["quotes"])
    found = replace(document, relations=relations, **changes)
    return document.__class__(id=document.id, text=document.text) if list(ungrounded(found, ("", 0))) else found
