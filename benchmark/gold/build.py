"""The gold from normalised passes and the decisions: `gold = votes + decisions`, held by a test."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from dateline.document import TITLE, UNSPECIFIED, Argument, Document, Entity, Event, Mention, Quote, Relation, Time
from gold.decisions import Decision, decided
from gold.passes import Attributes, Table

P = TypeVar("P", Mention, Time, Event)
UNSAID = {"places", "arguments", "across"}  # told otherwise
LETTERS = {"mentions": "m", "times": "t", "relations": "r", "events": "v", "quotes": "q"}


def span(text: str) -> tuple[int, int]:
    """A span from its key."""
    start, end = text.split("-")
    return int(start), int(end)


class Builder:
    """A document from its decided tables."""

    def __init__(self, article: Mapping[str, Any], text: str, tables: Table) -> None:
        self.article, self.text, self.tables = article, text, tables
        self.prefix = article["id"].partition("_")[0]
        self.ids = {layer: self.numbered(layer, letter) for layer, letter in LETTERS.items()}

    def numbered(self, layer: str, letter: str) -> dict[str, str]:
        """Ids in reading order; of equal starts the longer first."""

        def place(key: str) -> tuple[int, int, str]:
            start, end = self.tables[layer][key]["evidence"][0] if layer == "relations" else span(key.split("+", maxsplit=1)[0])
            return start, -end, key

        ordered = sorted(self.tables[layer], key=place)
        return {key: f"{self.prefix}.{letter}{number}" for number, key in enumerate(ordered, 1)}

    def document(self, referents: Mapping[str, str], canary: str) -> Document:
        """The whole."""
        at = self.ids
        return Document(
            id=self.article["id"],
            dct=self.article["dct"],
            dct_basis=self.article["dct_basis"],
            mentions=tuple(self.mention(key, id_) for key, id_ in at["mentions"].items()),
            entities=tuple(self.entity(key, referents) for key in sorted(self.tables["entities"])),
            times=tuple(self.placed(key, id_, "times", Time) for key, id_ in at["times"].items()),
            relations=tuple(self.relation(key, id_) for key, id_ in at["relations"].items()),
            events=tuple(self.event(key, id_) for key, id_ in at["events"].items()),
            quotes=tuple(self.quote(key, id_) for key, id_ in at["quotes"].items()),
            canary=canary,
        )

    def attributes(self, layer: str, key: str) -> Attributes:
        """An item's attributes, the names of entities in them as ids."""
        found = {name: value for name, value in self.tables[layer][key].items() if name not in UNSAID}
        others = [self.named(other) for other in found.get("alternatives", ())]
        return self.named(found) | ({"alternatives": others} if others else {})

    def named(self, attributes: Attributes) -> Attributes:
        """Attributes with ids for the names of entities."""
        new = {name: self.entity_id(attributes[name]) for name in ("entity", "asserted_by") if name in attributes}
        members = attributes.get("members")
        return attributes | new | ({"members": [self.entity_id(name) for name in members]} if members else {})

    def entity_id(self, name: str) -> str:
        """The id of an entity."""
        return name if name == UNSPECIFIED else f"{self.prefix}.{name}"

    def placed(self, key: str, id_: str, layer: str, kind: type[P], **more: Any) -> P:
        """An item with one span."""
        start, end = span(key)
        return msgspec.convert(
            {"id": id_, "start": start, "end": end, "text": self.text[start:end], **self.attributes(layer, key), **more}, kind
        )

    def mention(self, key: str, id_: str) -> Mention:
        """A mention; the head of a name, pronoun or title is its whole span."""
        head = tuple(self.tables["mentions"][key].get("head", span(key)))
        return self.placed(key, id_, "mentions", Mention, head=head)

    def entity(self, key: str, referents: Mapping[str, str]) -> Entity:
        """An entity with its cross-document referent."""
        return msgspec.convert({"id": self.entity_id(key), "referent": referents.get(key, key), **self.attributes("entities", key)}, Entity)

    def relation(self, key: str, id_: str) -> Relation:
        """A relation between entities; a title is the first mention of it."""
        attributes = self.attributes("relations", key)
        head, kind, tail = key.split(" ", 2)
        end = self.title(tail.removeprefix("title:")) if tail.startswith("title:") else self.entity_id(tail)
        return msgspec.convert({"id": id_, "head": self.entity_id(head), "type": kind, "tail": end, **attributes}, Relation)

    def title(self, words: str) -> str:
        """The id of the first title mention with these words."""
        fitting = [
            key
            for key, attributes in self.tables["mentions"].items()
            if attributes.get("type") == TITLE and self.text[slice(*span(key))].casefold() == words
        ]
        return self.ids["mentions"][min(fitting, key=span)]

    def event(self, key: str, id_: str) -> Event:
        """An event with its arguments."""
        own = self.tables["events"][key]
        where, near = own.get("places", {}), span(key)
        arguments = tuple(
            self.argument(role, self.refer(who, where, near), said, near) for (role, who), said in sorted(own.get("arguments", {}).items())
        )
        return self.placed(key, id_, "events", Event, arguments=arguments)

    def argument(self, role: str, filler: str, said: Attributes, near: tuple[int, int]) -> Argument:
        """An argument, the fillers of its alternatives as ids."""
        others = [
            other | ({"filler": self.refer(other["filler"], {}, near)} if "filler" in other else {})
            for other in said.get("alternatives", ())
        ]
        return msgspec.convert({"role": role, "filler": filler, **said, **({"alternatives": others} if others else {})}, Argument)

    def quote(self, key: str, id_: str) -> Quote:
        """A quote with its people."""
        attributes = self.attributes("quotes", key)
        spans = tuple(span(part) for part in key.split("+"))
        where = self.tables["quotes"][key].get("places", {})
        people = {name: self.refer(attributes[name], where, spans[0]) for name in ("speaker", "addressee", "via") if name in attributes}
        return msgspec.convert(attributes | people | {"id": id_, "spans": spans}, Quote)

    def refer(self, who: str, where: Mapping[str, str], near: tuple[int, int]) -> str:
        """The id for a referent: of a time or event, of the mention that was named, else of the nearest mention of the entity."""
        kind, _, key = who.partition(":")
        if kind in {"time", "event"}:
            return self.ids[f"{kind}s"][key]
        known = self.tables["mentions"]
        place = where.get(who, "")
        if place in known and known[place].get("entity") == who:
            return self.ids["mentions"][place]
        fitting = [m for m, attributes in known.items() if attributes.get("entity") == who]
        if not fitting:
            return self.entity_id(who)
        return self.ids["mentions"][min(fitting, key=lambda m: (abs(span(m)[0] - near[0]), span(m)))]


def referents(tables: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    """The corpus-wide id of each document's entities: the name that the first document of a chain gives it."""
    found: dict[str, dict[str, str]] = {}
    for number, name in enumerate(sorted(tables)):
        entities = tables[name]["entities"].items()
        found[name] = {key: attributes["across"][0] if number and attributes.get("across") else key for key, attributes in entities}
    return found


def build(
    passes: Sequence[Mapping[str, Table]],
    decisions: Iterable[Decision],
    articles: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str],
    canary: str,
) -> list[Document]:
    """The gold documents."""
    decisions = list(decisions)
    if strangers := sorted({decision.document for decision in decisions} - passes[0].keys()):
        msg = f"decisions about documents that have no passes: {', '.join(strangers)}"
        raise ValueError(msg)
    tables = {}
    for name in sorted(passes[0]):
        try:
            tables[name] = decided([each[name] for each in passes], (d for d in decisions if d.document == name))
        except ValueError as error:
            msg = f"{name}: {error}"
            raise ValueError(msg) from None
    shared = referents(tables)
    known = {article["id"]: article for article in articles}
    return [Builder(known[name], texts[name], tables[name]).document(shared[name], canary) for name in tables]


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
