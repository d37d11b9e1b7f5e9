"""A document in the making: spans with labels, clusters by union, sentences and words."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from dateline.document import Argument, Document, Entity, Event, Level, Mention, Quote, Relation, Span, Time
from dateline.document.sentences import sentence_at, sentences

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")


@dataclass
class Found:
    """A mention in the making."""

    start: int
    end: int
    label: str
    level: Level
    head: Span
    qid: str | None = None
    cluster: int = -1
    plural: bool = False
    id: str = ""


@dataclass
class Draft:
    """What the rules have found so far in a text."""

    text: str
    mentions: list[Found] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, headlines among them."""
        return sentences(self.text)

    def sentence(self, place: int) -> Span:
        """The sentence around a place."""
        return self.sentences[sentence_at(self.text, place)] if self.sentences else (0, len(self.text))

    def headline(self, span: Span) -> bool:
        """Whether a sentence is in title case: most words capitalised and no full stop."""
        words = list(re.findall(r"[A-Za-z]{4,}", self.text[span[0] : span[1]]))
        capital = sum(word[0].isupper() for word in words)
        return bool(words) and capital / len(words) > 0.6 and self.text[span[1] - 1] not in ".!?”\"'"

    def free(self, start: int, end: int) -> bool:
        """Whether no mention overlaps a span."""
        return not any(m.start < end and start < m.end for m in self.mentions)

    def add(self, start: int, end: int, label: str, level: Level, head: Span | None = None, **more: object) -> Found:
        """A new mention, unless one has the same span."""
        for known in self.mentions:
            if (known.start, known.end) == (start, end):
                return known
        added = Found(start, end, label, level, head or (start, end), **more)  # type: ignore[arg-type]  # named as its fields are
        self.mentions.append(added)
        return added

    def between(self, start: int, end: int) -> list[Found]:
        """The mentions inside a span, in reading order, the longer first."""
        return sorted((m for m in self.mentions if start <= m.start and m.end <= end), key=lambda m: (m.start, -m.end))

    def number(self) -> None:
        """Give every mention its id, in reading order."""
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        for number, mention in enumerate(self.mentions, 1):
            mention.id = f"m{number}"

    def document(self) -> Document:
        """The draft as a document of the interchange format."""
        entities: dict[int, list[Found]] = {}
        for mention in self.mentions:
            if mention.label != "TITLE":
                entities.setdefault(mention.cluster, []).append(mention)
        return Document(
            id="",
            mentions=tuple(self.mention(m) for m in self.mentions),
            entities=tuple(self.entity(cluster, members) for cluster, members in sorted(entities.items())),
            times=tuple(self.times),
            relations=tuple(self.relations),
            events=tuple(self.events),
            quotes=tuple(self.quotes),
        )

    def mention(self, m: Found) -> Mention:
        """A mention of the interchange format."""
        entity = None if m.label == "TITLE" else f"e{m.cluster}"
        return Mention(
            id=m.id, start=m.start, end=m.end, text=self.text[m.start : m.end], type=m.label, level=m.level, head=m.head, entity=entity
        )

    def entity(self, cluster: int, found: list[Found]) -> Entity:
        """An entity of the interchange format: type and name of its fullest name."""
        named = [m for m in found if m.level == "NAM" and m.label != "NORP"] or found
        best = max(named, key=lambda m: (m.level == "NAM", m.end - m.start, -m.start))
        qid = next((m.qid for m in found if m.qid), None)
        return Entity(id=f"e{cluster}", type=best.label, name=self.text[best.start : best.end], qid=qid)


def argument(role: str, filler: Found | str) -> Argument:
    """An argument that names a mention, or an id."""
    return Argument(role=role, filler=filler if isinstance(filler, str) else filler.id)
