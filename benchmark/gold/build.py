"""The gold from two normalised passes and the decisions: `gold = passes + decisions`, held by a test."""

from collections.abc import Iterable, Mapping

import msgspec

from dateline.document import Argument, Document, Entity, Event, Mention, Quote, Relation, Time
from gold.passes import Attributes, Difference, Entry, Table, differences

LAYERS = ("mentions", "entities", "times", "relations", "events", "quotes")


def decided(a: Table, b: Table, entries: Iterable[Entry]) -> Table:
    """The tables of one document after every decision.

    Raises `ValueError` for a difference without exactly one entry, and an entry without a difference.
    """
    found: Table = {layer: dict(items) for layer, items in a.items()}
    entries = list(entries)
    by_item = {(e.layer, e.item): e for e in entries if e.kind == "difference"}
    if len(by_item) != sum(e.kind == "difference" for e in entries):
        msg = "an item has two entries of kind difference"
        raise ValueError(msg)
    for difference in differences(a, b):
        entry = by_item.pop((difference.layer, difference.item), None)
        if entry is None:
            versions = f"a {shown(difference.a)}, b {shown(difference.b)}"
            msg = f"no entry for {difference.layer} {difference.item}: {versions}"
            raise ValueError(msg)
        settle(found, difference, entry, b)
    if by_item:
        msg = f"entries without a difference: {sorted(by_item)}"
        raise ValueError(msg)
    for entry in entries:
        if entry.kind == "proof":
            change(found[entry.layer], entry.item, found[entry.layer].get(entry.item), entry.decision)
    return found


def settle(found: Table, difference: Difference, entry: Entry, b: Table) -> None:
    """Apply the decision on a difference."""
    if (entry.a, entry.b) != (shown(difference.a), shown(difference.b)):
        versions = f"a {shown(difference.a)}, b {shown(difference.b)}"
        msg = f"the entry of {entry.layer} {entry.item} does not show the versions of the passes: {versions}"
        raise ValueError(msg)
    items = found[difference.layer]
    ours = items.get(difference.item)
    theirs = b[difference.layer].get(difference.item)
    merged = {**ours, **{name: theirs.get(name) for name in difference.b or {}}} if ours and theirs else theirs
    if entry.decision in ("a", "b"):
        version = ours if entry.decision == "a" else merged
        change(items, difference.item, None, dict(version) if version else "none", places(ours, theirs))
    else:
        base = ours if entry.base == "a" else merged
        change(items, difference.item, base, entry.decision, places(ours, theirs))


def places(ours: Attributes | None, theirs: Attributes | None) -> Attributes:
    """Where both passes put what an item names, the first pass's choice first."""
    found: Attributes = dict((theirs or {}).get("places", {}))
    return found | dict((ours or {}).get("places", {}))


def shown(version: Attributes | None) -> Attributes | None:
    """A version as entries show it: without the places of fillers."""
    return None if version is None else {name: value for name, value in version.items() if name != "places"}


def change(
    items: dict[str, Attributes], item: str, base: Attributes | None, decision: str | Attributes, where: Attributes | None = None
) -> None:
    """Leave an item out, or give it its attributes."""
    if decision == "none":
        items.pop(item, None)
        return
    attributes = {**(base or {}), **(decision if isinstance(decision, dict) else {})}
    if where:
        attributes["places"] = {**where, **attributes.get("places", {})}
    items[item] = {name: value for name, value in attributes.items() if value is not None}


def span(text: str) -> tuple[int, int]:
    """A span from its key."""
    start, end = text.split("-")
    return int(start), int(end)


class Builder:
    """A document from its decided tables."""

    def __init__(self, name: str, text: str, tables: Table) -> None:
        self.name = name
        self.text = text
        self.tables = tables
        self.ids = {layer: self.numbered(layer, letter) for layer, letter in zip(LAYERS, "metrvq", strict=True) if layer != "entities"}

    def numbered(self, layer: str, letter: str) -> dict[str, str]:
        """Ids in reading order; of equal starts the longer first."""

        def place(key: str) -> tuple[int, int, str]:
            start, end = self.tables[layer][key]["evidence"][0] if layer == "relations" else span(key.split("+", maxsplit=1)[0])
            return start, -end, key

        ordered = sorted(self.tables[layer], key=place)
        return {key: f"{letter}{number}" for number, key in enumerate(ordered, 1)}

    def document(self, referents: Mapping[str, str], canary: str) -> Document:
        """The whole."""
        at = self.ids
        return Document(
            id=self.name,
            mentions=tuple(self.mention(key, id_) for key, id_ in at["mentions"].items()),
            entities=tuple(self.entity(key, referents) for key in sorted(self.tables["entities"])),
            times=tuple(self.time(key, id_) for key, id_ in at["times"].items()),
            relations=tuple(self.relation(key, id_) for key, id_ in at["relations"].items()),
            events=tuple(self.event(key, id_) for key, id_ in at["events"].items()),
            quotes=tuple(self.quote(key, id_) for key, id_ in at["quotes"].items()),
            canary=canary,
        )

    def mention(self, key: str, id_: str) -> Mention:
        """A mention; the head of a name, pronoun or title is its whole span."""
        attributes = dict(self.tables["mentions"][key])
        start, end = span(key)
        head = tuple(attributes.pop("head", (start, end)))
        return msgspec.convert({"id": id_, "start": start, "end": end, "text": self.text[start:end], "head": head, **attributes}, Mention)

    def entity(self, key: str, referents: Mapping[str, str]) -> Entity:
        """An entity with its cross-document referent."""
        attributes = {name: value for name, value in self.tables["entities"][key].items() if name != "across"}
        return msgspec.convert({"id": key, "referent": referents.get(key, key), **attributes}, Entity)

    def time(self, key: str, id_: str) -> Time:
        """A time expression."""
        start, end = span(key)
        return msgspec.convert({"id": id_, "start": start, "end": end, "text": self.text[start:end], **self.tables["times"][key]}, Time)

    def relation(self, key: str, id_: str) -> Relation:
        """A relation between entities; a title is the mention nearest to the evidence."""
        attributes = dict(self.tables["relations"][key])
        head, kind, tail = key.split(" ", 2)
        near = attributes["evidence"][0]
        if tail.startswith("title:"):
            tail = self.title(tail.removeprefix("title:"), (near[0], near[1]))
        asserted = attributes.pop("asserted_by", None)
        more: Attributes = {"asserted_by": asserted} if asserted else {}
        return msgspec.convert({"id": id_, "head": head, "type": kind, "tail": tail, **attributes, **more}, Relation)

    def title(self, words: str, near: tuple[int, int]) -> str:
        """The id of the title mention with these words that is nearest to a span."""
        fitting = [
            key
            for key, attributes in self.tables["mentions"].items()
            if attributes.get("type") == "TITLE" and self.text[slice(*span(key))].casefold() == words
        ]
        best = min(fitting, key=lambda key: (not (near[0] <= span(key)[0] < near[1]), abs(span(key)[0] - near[0])))
        return self.ids["mentions"][best]

    def event(self, key: str, id_: str) -> Event:
        """An event with its arguments."""
        attributes = dict(self.tables["events"][key])
        start, end = span(key)
        where = attributes.pop("places", {})
        arguments = tuple(Argument(role=role, filler=self.refer(who, where, (start, end))) for role, who in attributes.pop("arguments", ()))
        asserted = attributes.pop("asserted_by", None)
        more: Attributes = {"asserted_by": asserted} if asserted else {}
        event = msgspec.convert({"id": id_, "start": start, "end": end, "text": self.text[start:end], **attributes, **more}, Event)
        return msgspec.structs.replace(event, arguments=arguments)

    def quote(self, key: str, id_: str) -> Quote:
        """A quote with its people."""
        attributes = dict(self.tables["quotes"][key])
        spans = tuple(span(part) for part in key.split("+"))
        where = attributes.pop("places", {})
        people = {name: self.refer(attributes.pop(name), where, spans[0]) for name in ("speaker", "addressee", "via") if name in attributes}
        return msgspec.convert(attributes | people | {"id": id_, "spans": spans}, Quote)

    def refer(self, who: str, where: Mapping[str, str], near: tuple[int, int]) -> str:
        """The id for a referent: of a time or event, of the mention that was named, else of the nearest mention of the entity."""
        kind, _, key = who.partition(":")
        if kind == "time":
            return self.ids["times"][key]
        if kind == "event":
            return self.ids["events"][key]
        known = self.tables["mentions"]
        place = where.get(who, "")
        if place in known and known[place].get("entity") == who:
            return self.ids["mentions"][place]
        fitting = [m for m, attributes in known.items() if attributes.get("entity") == who]
        if not fitting:
            return who
        return self.ids["mentions"][min(fitting, key=lambda m: (abs(span(m)[0] - near[0]), span(m)))]


def referents(tables: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    """The corpus-wide id of each document's entities: the name that the first document of a chain gives it."""
    found: dict[str, dict[str, str]] = {}
    for number, name in enumerate(sorted(tables)):
        entities = tables[name]["entities"].items()
        found[name] = {key: attributes["across"][0] if number and attributes.get("across") else key for key, attributes in entities}
    return found


def build(
    a: Mapping[str, Table], b: Mapping[str, Table], entries: Iterable[Entry], texts: Mapping[str, str], canary: str
) -> list[Document]:
    """The gold documents."""
    entries = list(entries)
    if strangers := sorted({entry.document for entry in entries} - a.keys()):
        msg = f"entries about documents that have no passes: {', '.join(strangers)}"
        raise ValueError(msg)
    tables = {}
    for name in sorted(a):
        try:
            tables[name] = decided(a[name], b[name], (e for e in entries if e.document == name))
        except ValueError as error:
            msg = f"{name}: {error}"
            raise ValueError(msg) from None
    shared = referents(tables)
    return [Builder(name, texts[name], tables[name]).document(shared[name], canary) for name in tables]


def pretty(document: Document) -> bytes:
    """A document as JSON with one item a line."""
    raw = msgspec.to_builtins(document)
    lines = []
    for name, value in raw.items():
        if isinstance(value, list | tuple):
            items = ",\n".join("  " + msgspec.json.encode(item).decode() for item in value)
            lines.append(f' "{name}": [\n{items}\n ]' if items else f' "{name}": []')
        else:
            lines.append(f' "{name}": {msgspec.json.encode(value).decode()}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
