"""What the panel lists: every item of a side in a line, with its places on the text and the arcs between them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.analysis.wording import named
from dateline.document import NAMELESS, Document, Entity, Event, Inline, Mention, Reference, Span
from dateline.document.index import Side
from dateline.document.items import pieces_of, reference_span
from dateline.pages.html import tag, text
from dateline.pages.marks import Mark
from dateline.pages.palette import Palette

WIKIDATA = "https://www.wikidata.org/wiki/"
LAYERS = ("entities", "times", "events", "relations", "quotes")


class Entry(NamedTuple):
    """An item of a layer: what it says as HTML, where it stands, and the arcs from its first place, each with its label."""

    layer: str
    html: str
    places: tuple[Span, ...]
    arcs: tuple[tuple[Span, Span, str], ...] = ()


class View:
    """One side's document prepared for the page: `number` 0 is gold."""

    def __init__(self, number: int, name: str, document: Document, content: str, colours: Palette) -> None:
        self.number, self.name, self.document, self.content, self.colours = number, name, document, content, colours
        self.side = Side(document)

    def words(self, reference: Reference | None) -> str:
        """What a reference names, in words."""
        if reference is None:
            return ""
        own = named(self.side, reference, self.content)
        target = None if isinstance(reference, Inline) else self.side.by_id.get(reference)
        entity = self.side.entities.get(target.entity or "") if isinstance(target, Mention) else None
        return f"{own} ({entity.name})" if entity and entity.name and entity.name != own else own

    def place(self, reference: Reference | None) -> Span | None:
        """Where what a reference names stands: a mention itself, an entity at its first mention."""
        if reference is None or isinstance(reference, Inline):
            return reference_span(reference) if reference else None
        target = self.side.by_id.get(reference)
        if isinstance(target, Entity):
            return min((pieces[0] for pieces in self.side.clusters.get(target.id, ())), default=None)
        pieces = pieces_of(target, 0) if target else ()
        return pieces[0] if pieces and pieces[0][0] >= 0 else None

    def at(self, span: object) -> str:
        """The words of a span."""
        return self.content[span[0] : span[1]] if isinstance(span, tuple) else ""

    def marks(self) -> Iterator[Mark]:
        """Mentions, quotes with cues, triggers and time expressions."""
        yield from self.mention_marks()
        for event in self.document.events or ():
            if event.start is not None and event.end is not None:
                tip = f"{event.type} {event.realis or ''} {event.date or ''}".strip()
                yield Mark((event.start, event.end), "events", self.number, "", tip, (event.type or "").rpartition(".")[2])
        for time in self.document.times or ():
            if time.start is not None and time.end is not None:
                tip, label = f"{time.type} {time.value or ''}", time.value or time.type or ""
                yield Mark((time.start, time.end), "times", self.number, "", tip, label)
        yield from self.quote_marks()

    def mention_marks(self) -> Iterator[Mark]:
        """Mentions in the colour of their label."""
        for item in self.side.mentions:
            mention = item.source
            if isinstance(mention, Mention):
                tip = f"{item.label} {mention.level or ''} {self.words(mention.entity)}".strip()
                colour = f"k{self.number}-{self.colours.get(item.label, 0)} {mention.level or ''}"
                for piece in item.pieces:
                    yield Mark(piece, "entities", self.number, colour, tip, item.label, mention.entity or mention.id or "-")

    def quote_marks(self) -> Iterator[Mark]:
        """Contents with their speakers, and cues."""
        for quote in self.document.quotes or ():
            spans = [span for span in quote.spans if isinstance(span, tuple)]
            speaker = self.words(quote.speaker) or "no speaker"
            for span in spans:
                tip = f"quote, {quote.kind or 'kind open'}: {speaker}"
                yield Mark(span, "quotes", self.number, "", tip, speaker if span == spans[-1] else "")
            if isinstance(quote.cue, tuple):
                yield Mark(quote.cue, "quotes", self.number, "cue", "cue")

    def entries(self) -> Iterator[Entry]:
        """Every item of every layer."""
        yield from self.chains()
        yield from self.times()
        yield from (self.event(event) for event in self.document.events or ())
        yield from self.relations()
        yield from self.quotes()

    def chains(self) -> Iterator[Entry]:
        """The entities with their mentions, the most mentioned first."""
        for name, spans in sorted(self.side.clusters.items(), key=lambda pair: (-len(pair[1]), min(pair[1]))):
            entity = self.side.entities.get(name)
            first = self.content[min(spans)[0][0] : min(spans)[0][1]]
            places = tuple(sorted(pieces[0] for pieces in spans if pieces[0][0] >= 0))
            colour = self.colours.get(entity.type or "") if entity else None
            chip = tag("b", text((entity.name if entity else None) or first), class_=f"k{colour}" if colour is not None else None)
            said = [chip, text(f"{(entity.type if entity else None) or ''} × {len(spans)}"), link(entity.qid if entity else None)]
            if entity and entity.members:
                said.append(text("of " + ", ".join(self.words(member) for member in entity.members)))
            button = (
                tag("button", "chain", type="button", data_chain=f"{self.number}:{name}", aria_pressed="false") if len(spans) > 1 else ""
            )
            yield Entry("entities", " ".join(part for part in (*said, button) if part), places)

    def times(self) -> Iterator[Entry]:
        """Time expressions with their values."""
        for time in self.document.times or ():
            place = (time.start, time.end) if time.start is not None and time.end is not None else None
            value = " ".join(part for part in (time.type, time.value, time.mod) if part)
            basis = f" ({time.basis})" if time.basis else ""
            yield Entry("times", f"{strong(time.text or self.at(place))} {text(value + basis)}", (place,) if place else ())

    def event(self, event: Event) -> Entry:
        """An event with its arguments, its date and its source."""
        place = (event.start, event.end) if event.start is not None and event.end is not None else None
        facts = [(argument.role or "", self.words(argument.filler)) for argument in event.arguments]
        facts += [("date", event.date)] if event.date else []
        facts += [("source", self.words(event.asserted_by))] if event.asserted_by else []
        told = [value for value in (event.realis, event.polarity, event.certainty) if value not in {None, "ACTUAL", "POSITIVE", "certain"}]
        ends = [(argument.role or "", self.place(argument.filler)) for argument in event.arguments]
        arcs = tuple((place, end, role) for role, end in ends if place and end)
        head = f"{strong(event.text or self.at(place))} {text(' '.join([event.type or '', *map(str, told)]))}"
        return Entry("events", head + listed(facts), (place,) if place else (), arcs)

    def relations(self) -> Iterator[Entry]:
        """Relations, with source, status and evidence."""
        for relation in self.document.relations or ():
            ends = self.place(relation.head), self.place(relation.tail)
            evidence = [span for span in relation.evidence or () if isinstance(span, tuple)]
            facts = [
                ("status", relation.status or ""),
                ("certainty", relation.certainty or ""),
                ("source", self.words(relation.asserted_by)),
            ]
            facts += [("evidence", " … ".join(map(self.at, evidence)))]
            html = f"{strong(self.words(relation.head))} {text(relation.type)} {strong(self.words(relation.tail))}" + listed(facts)
            arcs = ((ends[0], ends[1], relation.type or ""),) if ends[0] and ends[1] else ()
            yield Entry("relations", html, tuple(end for end in ends if end), arcs)

    def quotes(self) -> Iterator[Entry]:
        """Quotes, with speaker, cue, addressee and medium."""
        for quote in self.document.quotes or ():
            spans = tuple(span for span in quote.spans if isinstance(span, tuple))
            cue = quote.cue if isinstance(quote.cue, tuple) else None
            facts = [("speaker", self.words(quote.speaker) or "nobody"), ("cue", self.at(cue)), ("kind", quote.kind or "")]
            facts += [("addressee", self.words(quote.addressee)), ("via", self.words(quote.via))]
            speaker = self.place(quote.speaker)
            arcs = tuple((spans[0], end, name) for name, end in (("speaker", speaker), ("cue", cue)) if spans and end)
            yield Entry("quotes", strong(quote.text or " … ".join(map(self.at, spans))) + listed(facts), spans, arcs)


def strong(words: str) -> str:
    """Words of the text."""
    return tag("b", text(words or "(found nowhere)"))


def listed(facts: Iterable[tuple[str, str]]) -> str:
    """Facts with a value, as a list of names and values."""
    there = [(name, value) for name, value in facts if value]
    return tag("dl", *(tag("dt", text(name)) + tag("dd", text(value)) for name, value in there)) if there else ""


def link(qid: str | None) -> str:
    """An id as a link to Wikidata, what stands for none as it is."""
    if qid is None or qid in NAMELESS or not qid[1:].isdigit():
        return tag("span", text(qid), class_="soft") if qid else ""
    return tag("a", text(qid), href=WIKIDATA + qid, rel="nofollow noopener")
