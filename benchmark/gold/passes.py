"""The passes of several annotators, normalised so that they can be compared item by item.

Strings become offsets, entities become their alignment (one to one, by most shared mentions) under one name, fillers become what they
refer to. Items of two passes are then the same when their key is: a mention's span, an entity's name, a relation's triple, a trigger, a
content.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.corpus.place import place
from dateline.document import TITLE, UNSPECIFIED, Document, Event, Mention, Quote, Time
from dateline.document.index import Side
from dateline.document.labels import turned
from dateline.kernel.matching import Edge, assign

Attributes = dict[str, Any]
Table = dict[str, dict[str, Attributes]]
LAYERS = ("mentions", "entities", "times", "relations", "events", "quotes")
Chains = dict[str, set[Any]]


def span_key(start: int | None, end: int | None) -> str:
    """A span as text."""
    return f"{start}-{end}"


def align(ours: Chains, theirs: Chains) -> dict[str, str]:
    """Their names under ours, one to one by most shared members, equal names first.

    A name that aligns with none stays, marked if ours has it.
    """
    left, right = sorted(ours), sorted(theirs)
    shared = ((i, j, len(ours[a] & theirs[b])) for i, a in enumerate(left) for j, b in enumerate(right))
    chosen = assign(Edge(i, j, float(n), left[i] == right[j]) for i, j, n in shared if n)
    found = {right[edge.pred]: left[edge.gold] for edge in chosen}
    taken = set(left) | set(found.values())
    return {name: found.get(name, f"{name}-2" if name in taken else name) for name in right}


def chains(side: Side) -> Chains:
    """The mention spans of each entity, by its referent; of a set without mentions, its members."""
    found: Chains = {}
    for entity in side.document.entities or ():
        spans: set[Any] = set(side.clusters.get(entity.id, ()))
        found[referent_of(entity.id, side)] = spans or set(entity.members or ())
    return found


def happenings(documents: Iterable[Document]) -> Chains:
    """The triggers of each event referent, over all documents."""
    found: Chains = {}
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
    found: Table = {layer: {} for layer in LAYERS}
    for m in document.mentions or ():
        found["mentions"][span_key(m.start, m.end)] = mention_attributes(m, names, side)
    for e in document.entities or ():
        members = sorted(names.get(member, member) for member in e.members) if e.members else None
        across = naming.across[document.id, names[e.id]] or None
        found["entities"][names[e.id]] = kept(type=e.type, name=e.name, qid=e.qid, members=members, across=across)
    for t in document.times or ():
        found["times"][span_key(t.start, t.end)] = kept(type=t.type, value=t.value, edtf=t.edtf, mod=t.mod, basis=t.basis)
    for r in document.relations or ():
        head, tail = refer(r.head), refer(r.tail)
        head, tail = sorted((head, tail)) if turned(r.type)[2] else (head, tail)
        evidence = [list(span) for span in r.evidence or () if isinstance(span, tuple)]
        found["relations"][f"{head} {r.type} {tail}"] = kept(
            evidence=evidence, asserted_by=refer.optional(r.asserted_by), status=r.status, certainty=unless(r.certainty, "certain"),
            inferred=r.inferred or None,
        )  # fmt: skip
    for v in document.events or ():
        arguments = sorted({(a.role, refer(a.filler)) for a in v.arguments})
        places = {refer(a.filler): refer.place(a.filler) for a in v.arguments}
        found["events"][span_key(v.start, v.end)] = kept(
            type=v.type, arguments=[list(a) for a in arguments], places=places, date=v.date, date_basis=v.date_basis, realis=v.realis,
            polarity=v.polarity, certainty=unless(v.certainty, "certain"), asserted_by=refer.optional(v.asserted_by),
            referent=naming.events[v.referent or ""],
        )  # fmt: skip
    found["quotes"] = dict(quote_attributes(q, refer) for q in document.quotes or ())
    return found


def quote_attributes(q: Quote, refer: "Referrer") -> tuple[str, Attributes]:
    """A quote's key and attributes."""
    spans = [list(span) for span in q.spans if isinstance(span, tuple)]
    people = {name: getattr(q, name) for name in ("speaker", "addressee", "via") if getattr(q, name) not in {None, UNSPECIFIED}}
    return "+".join(span_key(*span) for span in spans), kept(
        kind=q.kind,
        cue=list(q.cue) if isinstance(q.cue, tuple) else None,
        verbatim=[list(v) for v in q.verbatim or () if isinstance(v, tuple)] or None,
        places={refer(who): refer.place(who) for who in people.values()},
        **{name: refer(who) for name, who in people.items()},
    )


def kept(**attributes: Any) -> Attributes:
    """The attributes that are there."""
    return {name: value for name, value in attributes.items() if value is not None}


def unless(value: str | None, usual: str) -> str | None:
    """A value that is not the usual one, which is left out."""
    return None if value == usual else value


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


def normal_passes(passes: Sequence[Mapping[str, Document]]) -> list[dict[str, Table]]:
    """The passes over all documents, already placed, normalised under the same names: the first's, then what the next ones add."""
    known: dict[str, Chains] = {}
    acts: Chains = {}
    found = []
    for documents in passes:
        names: dict[str, dict[str, str]] = {}
        for id_, document in documents.items():
            side = Side(document)
            own = joined(known.setdefault(id_, {}), chains(side))
            names[id_] = {entity.id: own[referent_of(entity.id, side)] for entity in document.entities or ()}
        naming = named(documents, names, joined(acts, happenings(documents.values())))
        found.append({id_: normalised(document, naming) for id_, document in documents.items()})
    return found


def joined(known: Chains, own: Chains) -> dict[str, str]:
    """The common names of one pass's chains; what is known grows by their members."""
    names = align(known, own)
    for name, members in own.items():
        known.setdefault(names[name], set()).update(members)
    return names


def placed(documents: Iterable[Document], texts: Mapping[str, str]) -> dict[str, Document]:
    """The documents of a pass with offsets, by id."""
    return {document.id: place(document, texts[document.id])[0] for document in documents}


def order(item: str) -> tuple[int, str]:
    """Spans by number, names by letters."""
    first = item.split("-", maxsplit=1)[0]
    return (int(first) if first.isdigit() else -1, item)
