"""The labels of predictions against those of the gold: neither case nor what parts words matters, a user's table renames.

What is unknown is wrong, and told.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from dateline.document import Document
from dateline.document.inventory import Inventory, Used, shipped
from dateline.document.labels import OUT, PROJECTIONS, projection, tables, targets, user_table
from dateline.files.faults import nearest

LONGEST = 80  # characters of what is known that are told


class Renaming(NamedTuple):
    """Labels by the one that they stand for, layer by layer."""

    entities: Mapping[str, str] = {}
    relations: Mapping[str, str] = {}
    events: Mapping[str, str] = {}
    roles: Mapping[str, str] = {}

    def told(self, by: str) -> list[str]:
        """What is renamed, in words; case alone is not worth one."""
        pairs = [(old, new) for table in self for old, new in table.items() if old.casefold() != new.casefold()]
        shown = ", ".join(f"{old!r} as {new!r}" if new != OUT else f"{old!r} left out" for old, new in pairs[:5])
        return [f"labels read{f' by {by}' if by else ''}: {shown}{', …' if len(pairs) > 5 else ''}"] if pairs else []

    def __call__(self, document: Document) -> Document:
        """The document with its labels renamed."""
        if not any(self):
            return document
        new: dict[str, object] = {}
        if self.entities:
            for layer in ("mentions", "entities"):
                items = getattr(document, layer)
                new[layer] = items and tuple(replace(item, type=self.entities.get(item.type, item.type)) for item in items)
        if self.relations and document.relations:
            new["relations"] = tuple(replace(item, type=self.relations.get(item.type, item.type)) for item in document.relations)
        if (self.events or self.roles) and document.events:
            new["events"] = tuple(
                replace(
                    event,
                    type=self.events.get(event.type or "", event.type),
                    arguments=tuple(replace(a, role=self.roles.get(a.role, a.role)) for a in event.arguments),
                )
                for event in document.events
            )
        return replace(document, **new)


def renaming(used: Used, inventory: Inventory, projection_: str = "") -> Renaming:
    """What the labels that predictions use stand for in an inventory: what a user's table says, else the same word in another case."""
    table = user_table(projection_) if projection_ and projection_ not in PROJECTIONS else {}
    found = []
    for layer, own, known in zip(Renaming._fields, used, inventory, strict=True):
        said: dict[str, str] = dict(table.get(layer, {})) if layer != "entities" else {}
        if layer == "relations":
            said = {**properties(known), **{k: v for k, v in table.get("labels", {}).items() if known and v in known}, **said}
        cased: dict[str, str] = {}
        for label in sorted(known or ()):
            cased.setdefault(folded(label), label)
        same = {label: cased[folded(label)] for label in own if known and label not in known and folded(label) in cased}
        if layer == "entities" and not projection_:
            said |= otherwise(used, inventory)[1]
        found.append({label: target for label, target in {**same, **said}.items() if label in own and label != target})
    return Renaming(*found)


def folded(label: str) -> str:
    """A label as it is compared: without case, and what parts its words, which tools cannot all write."""
    return re.sub(r"[\W_]+", "", label.casefold()) or label


FEWEST = 4  # labels of a scheme by which it is known beside one that it does not have
LONG = {"person": "PER", "organization": "ORG", "organisation": "ORG", "location": "LOC", "miscellaneous": "MISC"}  # CoNLL's, in full
FINER = {  # those of Stanford CoreNLP and of Google's Natural Language
    **dict.fromkeys(("city", "country", "state_or_province"), "LOC"),
    **dict.fromkeys(("nationality", "religion", "ideology", "work_of_art", "consumer_good"), "MISC"),
    **dict.fromkeys(("date", "time", "duration", "set", "number", "ordinal", "percent", "money"), OUT),
    **dict.fromkeys(("title", "url", "email", "handle", "cause_of_death", "criminal_charge"), OUT),
    **dict.fromkeys(("price", "phone_number", "address", "other"), OUT),
}


def otherwise(used: Used, inventory: Inventory) -> tuple[str, dict[str, str]]:
    """The shipped projection that has all unknown labels of entities, in any case or CoNLL's in full, and its own words for them.

    Where none has all, one that has all labels but one, four at least: that one is wrong, and not all of them.
    """
    known = {label.casefold() for label in inventory.entities or ()}
    unknown = sorted(label for label in used.entities if label.casefold() not in known)
    nearly: tuple[str, dict[str, str]] = ("", {})
    for name in PROJECTIONS if unknown and ours(inventory) else ():
        cased = ({**LONG, **FINER} if name == "conll" else {}) | {label.casefold(): label for label in projection(name).known}
        meant = {label: cased[label.casefold()] for label in unknown if label.casefold() in cased}
        if set(meant.values()) == {OUT}:
            continue
        if len(meant) == len(unknown):
            return name, meant
        strangers = [label for label in used.entities if label.casefold() not in cased]
        if not nearly[0] and len(strangers) == 1 and len(used.entities) > FEWEST:
            nearly = name, meant
    return nearly


def ours(inventory: Inventory) -> bool:
    """Whether the gold's labels of entities are the project's."""
    return inventory.entities is not None and inventory.entities <= (shipped().entities or frozenset())


def properties(known: frozenset[str] | None) -> dict[str, str]:
    """Wikidata's properties by the relation that they stand for, but for those that the gold itself uses.

    One that runs the other way stands for the inverse.
    """
    return {
        str(t["wikidata"]): str(t["inverse"]) if t.get("turned") else name
        for name, t in tables()["relations"].items()
        if "wikidata" in t and (known is None or (t["wikidata"] not in known and name in known))
    }


def spoken(used: Used, inventory: Inventory) -> str:
    """The shipped projection in which all unknown labels of entities stand, where the gold's labels are the project's; else empty."""
    return otherwise(used, inventory)[0]


def with_gold_labels(document: Document, name: str) -> tuple[Document, list[str]]:
    """A document's mentions with gold's labels for those of a shipped projection, and the labels that are out of scope and left out.

    Where several of gold's labels are one of the projection's, the one of its own name is meant, else the first.
    """
    meant = targets(name)
    out = projection(name).out - (shipped().entities or frozenset())
    left = sorted(mention.type for mention in document.mentions or () if mention.type in out)
    mentions = document.mentions and tuple(
        replace(mention, type=meant.get(mention.type or "", mention.type)) for mention in document.mentions if mention.type not in out
    )
    entities = document.entities and tuple(
        replace(entity, type=None if entity.type in out else meant.get(entity.type or "", entity.type)) for entity in document.entities
    )
    return replace(document, mentions=mentions, entities=entities), left


def unknown_notes(used: Used, inventory: Inventory) -> list[str]:
    """A line for each layer with labels that the gold does not have."""
    lines = []
    for layer, own, known in zip(Renaming._fields, used, inventory, strict=True):
        others = sorted(own - known - {OUT}) if known is not None else []
        if others:
            shown = ", ".join(f"{label!r} ({cut(nearest(label, known or ()))})" for label in others[:3])
            more = f", and {len(others) - 3} more" if len(others) > 3 else ""
            lines.append(f"labels of {layer} that the gold does not have are wrong: {shown}{more}; --labels maps them")
    return lines


def cut(text: str) -> str:
    """A list that is too long for a line, cut behind one of its parts."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(', ')[0] or text[:LONGEST]}, …"


def label_notes(rename: Renaming, given: str, projection: str) -> list[str]:
    """What was done with labels, in words."""
    chosen = [] if given or not projection else [f"labels that the gold does not have are {projection}'s: labels={projection} is used"]
    return [*rename.told(given), *chosen]
