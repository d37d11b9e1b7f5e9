"""Two passes, the decisions on every differing item, and the gold that they give.

A pass is normalised first: strings become offsets, entities become their alignment (one to one, by most shared mentions) under one
name, fillers become what they refer
to. Items of the two passes are then the same when their key is (a mention's span, an entity's name, a relation's triple, a trigger,
a content); where an attribute differs,
or one pass lacks the item, there is a difference, and `adjudication.jsonl` has one entry for it. Evidence that overlaps by half
(Dice) agrees; the first pass's is taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from dateline.corpus.place import place
from dateline.document import TITLE, Document, Event, Mention, Time
from dateline.document.index import Side
from dateline.document.spans import merged
from dateline.kernel.matching import Edge, assign
from dateline.metrics.relations import dice

Attributes = dict[str, Any]
Table = dict[str, dict[str, Attributes]]


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One decision. `decision` is `a`, `b`, `none` (the item is left out), or the attributes that replace the base's.

    `base` names the version that a decision with attributes starts from. `kind` is `difference`, or `proof` for what both passes
    have or miss alike.
    """

    document: str
    layer: str
    item: str
    kind: Literal["difference", "proof"] = "difference"
    a: Attributes | None = None
    b: Attributes | None = None
    decision: Literal["a", "b", "none"] | Attributes
    base: Literal["a", "b"] = "a"
    rule: Annotated[str, msgspec.Meta(pattern="^§[0-9]+ \\S")]
    note: str = ""


class Difference(NamedTuple):
    """An item that the passes do not agree on; only the attributes that differ are shown when both have it."""

    layer: str
    item: str
    a: Attributes | None
    b: Attributes | None


def span_key(start: int | None, end: int | None) -> str:
    """A span as text."""
    return f"{start}-{end}"


def align(ours: dict[str, set[Any]], theirs: dict[str, set[Any]]) -> dict[str, str]:
    """Their names under ours, one to one by most shared members, equal names first.

    A name that aligns with none stays, marked if ours has it.
    """
    left, right = sorted(ours), sorted(theirs)
    shared = ((i, j, len(ours[a] & theirs[b])) for i, a in enumerate(left) for j, b in enumerate(right))
    chosen = assign(Edge(i, j, float(n), left[i] == right[j]) for i, j, n in shared if n)
    found = {right[edge.pred]: left[edge.gold] for edge in chosen}
    taken = set(left) | set(found.values())
    return {name: found.get(name, f"{name}-b" if name in taken else name) for name in right}


def chains(side: Side) -> dict[str, set[Any]]:
    """The mention spans of each entity, by its referent; of a set without mentions, its members."""
    found: dict[str, set[Any]] = {}
    for entity in side.document.entities or ():
        spans: set[Any] = set(side.clusters.get(entity.id, ()))
        found[referent_of(entity.id, side)] = spans or set(entity.members or ())
    return found


def happenings(documents: Iterable[Document]) -> dict[str, set[Any]]:
    """The triggers of each event referent, over all documents."""
    found: dict[str, set[Any]] = {}
    for document in documents:
        for event in document.events or ():
            found.setdefault(event.referent or "", set()).add((document.id, event.start))
    return found


def referent_of(name: str, side: Side) -> str:
    """An entity's referent, else its id."""
    entity = side.entities.get(name)
    return entity.referent if entity and entity.referent else name


class Naming(NamedTuple):
    """The common names of one pass: of its entities by document and id, of its event referents, and its cross-document chains."""

    entities: dict[str, dict[str, str]]
    events: dict[str, str]
    across: dict[tuple[str, str], list[str]]


def normalised(document: Document, naming: Naming) -> Table:
    """One document of a pass as tables of attributes by layer and key."""
    side = Side(document)
    names = naming.entities[document.id]
    refer = Referrer(side, names)
    found: Table = {layer: {} for layer in ("mentions", "entities", "times", "relations", "events", "quotes")}
    for m in document.mentions or ():
        found["mentions"][span_key(m.start, m.end)] = mention_attributes(m, names, side)
    for e in document.entities or ():
        members = sorted(names.get(member, member) for member in e.members) if e.members else None
        across = naming.across[document.id, names[e.id]] or None
        found["entities"][names[e.id]] = kept(type=e.type, name=e.name, qid=e.qid, members=members, across=across)
    for t in document.times or ():
        found["times"][span_key(t.start, t.end)] = kept(type=t.type, value=t.value, edtf=t.edtf, basis=t.basis)
    for r in document.relations or ():
        head, tail = refer(r.head), refer(r.tail)
        evidence = [list(span) for span in r.evidence or () if isinstance(span, tuple)]
        attributes = kept(evidence=evidence, asserted_by=refer.optional(r.asserted_by), status=r.status, inferred=r.inferred or None)
        found["relations"][f"{head} {r.type} {tail}"] = attributes
    for v in document.events or ():
        arguments = sorted({(a.role, refer(a.filler)) for a in v.arguments})
        places = {refer(a.filler): refer.place(a.filler) for a in v.arguments}
        found["events"][span_key(v.start, v.end)] = kept(
            type=v.type, arguments=[list(a) for a in arguments], places=places, date=v.date, date_basis=v.date_basis, realis=v.realis,
            polarity=v.polarity, asserted_by=refer.optional(v.asserted_by), referent=naming.events[v.referent or ""],
        )  # fmt: skip
    for q in document.quotes or ():
        spans = [list(span) for span in q.spans if isinstance(span, tuple)]
        people = {name: getattr(q, name) for name in ("speaker", "addressee", "via") if getattr(q, name) is not None}
        found["quotes"]["+".join(span_key(*span) for span in spans)] = kept(
            kind=q.kind,
            cue=list(q.cue) if isinstance(q.cue, tuple) else None,
            verbatim=[list(v) for v in q.verbatim or () if isinstance(v, tuple)] or None,
            places={refer(who): refer.place(who) for who in people.values()},
            **{name: refer(who) for name, who in people.items()},
        )
    return found


def kept(**attributes: Any) -> Attributes:
    """The attributes that are there."""
    return {name: value for name, value in attributes.items() if value is not None}


def mention_attributes(m: Mention, names: dict[str, str], side: Side) -> Attributes:
    """A mention's attributes; a head that is the whole span is left out."""
    head = list(m.head) if isinstance(m.head, tuple) and m.head != (m.start, m.end) else None
    own = m.type if m.entity is None or m.type != (side.entities[m.entity].type if m.entity in side.entities else None) else None
    return kept(type=own, level=m.level, head=head, entity=names.get(m.entity, m.entity) if m.entity is not None else None)


class Referrer:
    """What an id of a pass refers to: an entity's name, a title's words, a time's or a trigger's span."""

    def __init__(self, side: Side, names: dict[str, str]) -> None:
        self.side = side
        self.names = names

    def __call__(self, reference: Any) -> str:
        target = self.side.by_id.get(reference)
        if target is None:
            return str(reference)
        if isinstance(target, Mention):
            if self.side.label(target) == TITLE:
                return f"title:{(target.text or '').casefold()}"
            return self.names.get(target.entity or "", target.entity or span_key(target.start, target.end))
        if isinstance(target, Time):
            return f"time:{span_key(target.start, target.end)}"
        if isinstance(target, Event):
            return f"event:{span_key(target.start, target.end)}"
        return self.names.get(target.id or "", str(target.id))

    def optional(self, reference: Any) -> str | None:
        """The same, for a reference that may be left out."""
        return None if reference is None else self(reference)

    def place(self, reference: Any) -> str:
        """Where the mention that a reference names stands; empty when it names an entity."""
        target = self.side.by_id.get(reference)
        return span_key(target.start, target.end) if isinstance(target, Mention) else ""


def named(passes: Mapping[str, Document], entities: dict[str, dict[str, str]], events: dict[str, str]) -> Naming:
    """A naming with, for each entity, what it is called in the other documents that have its referent."""
    sides = {name: Side(document) for name, document in passes.items()}
    places: dict[str, list[tuple[str, str]]] = {}
    for name, side in sides.items():
        for entity in side.document.entities or ():
            places.setdefault(referent_of(entity.id, side), []).append((name, entities[name][entity.id]))
    across = {place: sorted(called for document, called in found if document != place[0]) for found in places.values() for place in found}
    return Naming(entities, events, across)


def normal_passes(first: Mapping[str, Document], second: Mapping[str, Document]) -> tuple[dict[str, Table], dict[str, Table]]:
    """Both passes over all documents, already placed, normalised under the same names."""
    ours: dict[str, dict[str, str]] = {}
    theirs: dict[str, dict[str, str]] = {}
    for name in first:
        a, b = Side(first[name]), Side(second[name])
        names = align(chains(a), chains(b))
        ours[name] = {entity.id: referent_of(entity.id, a) for entity in a.document.entities or ()}
        theirs[name] = {entity.id: names[referent_of(entity.id, b)] for entity in b.document.entities or ()}
    mine = happenings(first.values())
    namings = (named(first, ours, {name: name for name in mine}), named(second, theirs, align(mine, happenings(second.values()))))
    tables = [
        {name: normalised(d, naming) for name, d in documents.items()} for documents, naming in zip((first, second), namings, strict=True)
    ]
    return tables[0], tables[1]


def placed(documents: Iterable[Document], texts: Mapping[str, str]) -> dict[str, Document]:
    """The documents of a pass with offsets, by id."""
    return {document.id: place(document, texts[document.id])[0] for document in documents}


def differences(a: Table, b: Table) -> Iterator[Difference]:
    """Every item that the passes do not agree on."""
    for layer, ours in a.items():
        theirs = b[layer]
        for item in sorted(ours.keys() | theirs.keys(), key=order):
            if item not in ours or item not in theirs:
                yield Difference(layer, item, ours.get(item), theirs.get(item))
                continue
            names = [
                name
                for name in sorted(ours[item].keys() | theirs[item].keys())
                if not same(name, ours[item].get(name), theirs[item].get(name))
            ]
            if names:
                yield Difference(layer, item, {n: ours[item].get(n) for n in names}, {n: theirs[item].get(n) for n in names})


def order(item: str) -> tuple[int, str]:
    """Spans by number, names by letters."""
    first = item.split("-", maxsplit=1)[0]
    return (int(first) if first.isdigit() else -1, item)


def same(name: str, a: Any, b: Any) -> bool:
    """Whether two values of an attribute agree; which mention of a filler was named does not count."""
    if name in {"places", "name"}:
        return True
    if name == "evidence" and a and b:
        return dice(merged(tuple(map(tuple, a))), merged(tuple(map(tuple, b)))) >= 0.5
    return bool(a == b)
