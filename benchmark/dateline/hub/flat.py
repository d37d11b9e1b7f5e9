"""The gold as rows that read by themselves: every row has the words, types and names that a reader looks for."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import msgspec

from dateline.corpus.judged import ITEM
from dateline.document import UNSPECIFIED, Argument, Document, Entity, Event, Judged, Mention, Quote, Relation, Span, Time
from dateline.document.index import Side
from dateline.document.labels import family
from dateline.document.sentences import sentence_at, sentences
from dateline.document.tokens import WORD, tags

Row = dict[str, Any]
SUBJECTS = ("Speaker", "Agent", "Attacker", "Giver", "Person", "Entity", "Plaintiff", "Prosecutor")
OBJECTS = (
    "Target",
    "Recipient",
    "Thing",
    "Artifact",
    "Victim",
    "Organization",
    "Defendant",
    "Audience",
    "Topic",
    "Destination",
    "Occasion",
)
FACTBANK = {"certain": "CT", "probable": "PR", "possible": "PS"}


class Flat:
    """The rows of one document."""

    def __init__(self, document: Document) -> None:
        self.document, self.side = document, Side(document)
        self.text = document.text or ""

    def rows(self, config: str) -> Iterator[Row]:
        """The rows of a config."""
        if config == "tokens":
            yield from self.tokens()
        elif config == "sentences":
            yield from self.sentences()
        elif config == "arguments":
            for event in self.document.events or ():
                yield from map(partial(self.argument, event), event.arguments)
        elif config == "facts":
            yield from map(self.fact, self.document.relations or ())
            yield from map(self.fact, self.document.events or ())
        else:
            yield from map(self.row_of(config), getattr(self.document, config) or ())

    def row_of(self, config: str) -> Callable[[Any], Row]:
        """What makes the row of an item."""
        entities: dict[str, Callable[[Any], Row]] = {"entities": self.entity, "mentions": self.mention, "relations": self.relation}
        others: dict[str, Callable[[Any], Row]] = {"times": self.time, "events": self.event, "quotes": self.quote}
        return (entities | others)[config]

    def words(self, span: Any) -> str:
        """The words of a span."""
        return self.text[span[0] : span[1]]

    def called(self, reference: Any) -> str | None:
        """What a reference names: an entity's name, a title's words, a time's value, a happening's id."""
        target = self.side.by_id.get(reference)
        if isinstance(target, Mention):
            entity = self.side.entities.get(target.entity or "")
            return entity.name if entity else target.text
        if isinstance(target, Entity):
            return target.name
        if isinstance(target, Time):
            return target.value
        return target.referent if isinstance(target, Event) else reference

    def kind(self, reference: Any) -> str | None:
        """The type of what a reference names."""
        target = self.side.by_id.get(reference)
        return self.side.label(target) or None if isinstance(target, Mention) else getattr(target, "type", None)

    def base(self, item: Any, place: int | None) -> Row:
        """What every row of an item has."""
        return {"id": item.id, "document": self.document.id, "sentence": sentence_at(self.text, place or 0), **judged(item)}

    def placed(self, item: Any) -> Row:
        """What a row of an item with one span has."""
        return self.base(item, item.start) | {"start": item.start, "end": item.end, "text": item.text}

    def source(self, item: Event | Relation) -> Row:
        """Who claims an item, and how sure."""
        said = item.asserted_by
        return {"source": self.called(said), "source_id": said if said != UNSPECIFIED else None, "certainty": item.certainty or "certain"}

    def entity(self, entity: Entity) -> Row:
        """An entity."""
        members = entity.members or ()
        return judged(entity) | {
            "id": entity.id, "document": self.document.id, "name": entity.name, "type": entity.type, "qid": entity.qid,
            "referent": entity.referent, "members": list(members), "member_names": [self.called(member) for member in members],
            "mentions": len(self.side.clusters.get(entity.id, ())),
        }  # fmt: skip

    def mention(self, mention: Mention) -> Row:
        """A mention."""
        head: Any = mention.head or (mention.start, mention.end)
        entity = self.side.entities.get(mention.entity or "")
        return self.placed(mention) | {
            "type": self.side.label(mention) or None, "level": mention.level, "head": self.words(head), "head_start": head[0],
            "head_end": head[1], "entity": mention.entity, "name": entity.name if entity else None, "qid": entity.qid if entity else None,
        }  # fmt: skip

    def relation(self, relation: Relation) -> Row:
        """A relation."""
        spans: list[Any] = list(relation.evidence or ())
        ends: Row = {}
        for end, reference in (("head", relation.head), ("tail", relation.tail)):
            ends |= {end: reference, f"{end}_name": self.called(reference), f"{end}_type": self.kind(reference)}
        return self.base(relation, spans[0][0]) | ends | self.source(relation) | {
            "type": relation.type, "evidence": [self.words(span) for span in spans], "evidence_spans": [list(span) for span in spans],
            "status": relation.status or "current", "inferred": bool(relation.inferred),
        }  # fmt: skip

    def time(self, time: Time) -> Row:
        """A time expression."""
        return self.placed(time) | {name: getattr(time, name) for name in ("type", "value", "edtf", "mod", "basis")}

    def event(self, event: Event) -> Row:
        """An event, with its arguments in words."""
        names = ("type", "date", "date_basis", "realis", "polarity", "referent")
        columns = self.placed(event) | {name: getattr(event, name) for name in names} | self.source(event)
        arguments = [self.argument(event, argument) for argument in event.arguments]
        shown = [{name: row[name] for name in ("role", "filler", "text", "name")} for row in arguments]
        return columns | {"family": family(event.type or ""), "arguments": shown}

    def argument(self, event: Event, argument: Argument) -> Row:
        """An argument, with the words and the name of its filler."""
        target = self.side.by_id.get(argument.filler) if isinstance(argument.filler, str) else None
        return {
            "event": event.id, "document": self.document.id, "sentence": sentence_at(self.text, event.start or 0),
            "event_type": event.type, "trigger": event.text, "role": argument.role, "filler": argument.filler,
            "filler_kind": type(target).__name__.lower(), "filler_type": self.kind(argument.filler), "name": self.called(argument.filler),
            **{name: getattr(target, name, None) for name in ("start", "end", "text")}, **judged(argument),
        }  # fmt: skip

    def quote(self, quote: Quote) -> Row:
        """A quote."""
        spans: list[Any] = list(quote.spans)
        cue: Any = quote.cue or (None, None)
        return self.base(quote, spans[0][0]) | {
            "kind": quote.kind, "content": [self.words(span) for span in spans], "spans": [list(span) for span in spans],
            "speaker": quote.speaker, "speaker_name": self.called(quote.speaker), "cue": self.words(cue) if quote.cue else None,
            "cue_start": cue[0], "cue_end": cue[1], "addressee_name": self.called(quote.addressee), "via_name": self.called(quote.via),
            "verbatim": [self.words(span) for span in quote.verbatim or ()],
        }  # fmt: skip

    def fact(self, item: Relation | Event) -> Row:
        """A relation or an event as subject, predicate and object with its source."""
        ends: Row = {"subject": None, "object": None, "place": None, "date": None}
        if isinstance(item, Relation):
            row = self.relation(item)
            ends |= {"subject": row["head_name"], "object": row["tail_name"], "realis": "ACTUAL"}
        else:
            row = self.event(item)
            ends |= {"subject": joined(row["arguments"], SUBJECTS), "object": joined(row["arguments"], OBJECTS)}
            ends |= {"place": joined(row["arguments"], ("Place",)), "date": item.date, "realis": item.realis}
        sign = "-" if isinstance(item, Event) and item.polarity == "NEGATIVE" else "+"
        return ends | {
            "id": item.id, "document": self.document.id, "sentence": row["sentence"], "kind": type(item).__name__.lower(),
            "predicate": item.type, "source": row["source"], "factuality": FACTBANK[row["certainty"]] + sign,
            "sentence_text": self.words(sentences(self.text)[row["sentence"]]) if self.text else None,
        }  # fmt: skip

    def sentences(self) -> Iterator[Row]:
        """One row a sentence."""
        for number, (start, end) in enumerate(sentences(self.text)):
            place = {"start": start, "end": end, "text": self.text[start:end], "paragraph": self.text.count("\n", 0, start)}
            yield {"document": self.document.id, "sentence": number, **place}

    def tokens(self) -> Iterator[Row]:
        """One row a paragraph: words, and BIO tags of names (of nested ones the longest)."""
        names = [item for item in self.side.mentions if isinstance(item.source, Mention) and item.source.level == "NAM"]
        words: list[Span] = [match.span() for match in WORD.finditer(self.text)]
        paragraphs: dict[int, tuple[list[str], list[str]]] = {}
        for span, tag in zip(words, tags(self.text, names), strict=True):
            tokens, labels = paragraphs.setdefault(self.text.count("\n", 0, span[0]), ([], []))
            tokens.append(self.words(span))
            labels.append(tag)
        for paragraph, (tokens, labels) in paragraphs.items():
            yield {"document": self.document.id, "paragraph": paragraph, "tokens": tokens, "ner_tags": labels}


def judged(item: Judged) -> Row:
    """What gold says of an item."""
    optional = [ITEM] if item.optional is True else list(item.optional or ())
    return {"votes": item.votes, "optional": optional, "alternatives": [json.dumps(as_json(other)) for other in item.alternatives or ()]}


def as_json(other: msgspec.Struct) -> Row:
    """An alternative without what it does not state."""
    return {name: value for name, value in msgspec.to_builtins(other).items() if value is not None}


def joined(arguments: Iterable[Row], roles: tuple[str, ...]) -> str | None:
    """The names of the fillers of the first of some roles that is filled."""
    arguments = list(arguments)
    role = next((role for role in roles if any(argument["role"] == role for argument in arguments)), None)
    return "; ".join(str(argument["name"]) for argument in arguments if argument["role"] == role) if role else None
