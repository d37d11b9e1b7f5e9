"""The one way in for a document: its strings are placed in its text, then every fault of it is found.

Most documents need neither: `fine` tells them in one quick pass, so that only those in doubt are placed and checked in full.
"""

from collections import Counter
from operator import lt
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from dateline.corpus.check import OPEN, check, labels_outside
from dateline.corpus.dates import may_be_written_otherwise
from dateline.corpus.judged import gold_faults, undated, wholly
from dateline.corpus.mistakes import Mistakes, forgiven, with_names
from dateline.corpus.offsets import settle
from dateline.corpus.place import Alignment, Choice, place
from dateline.document import NIL, UNKNOWN, UNSPECIFIED, Document, Inline
from dateline.document.index import Side
from dateline.document.inventory import Inventory, used
from dateline.document.parts import with_items
from dateline.files import Limits
from dateline.files.faults import Fault

LOST = 4  # strings found nowhere that are kept of a stream
ENDLESS = 1 << 62  # the size of a text that nobody has


class Noted(Struct):
    """What the way in has to tell: how each string was found, which could stand elsewhere, those found nowhere, repairs and mistakes.

    `strict` makes a repair and a mistake a fault; `keeps` leaves alternatives and what is optional where they are, though they are no
    prediction's to give.
    """

    alignment: Alignment = field(default_factory=Alignment)
    choices: list[Choice] = []
    lost: list[str] = []
    repairs: Counter[str] = field(default_factory=Counter)
    mistakes: Mistakes = field(default_factory=Counter)
    strict: bool = False
    keeps: bool = False

    def merge(self, other: "Noted") -> None:
        """Add what another share of the documents has to tell."""
        self.alignment = self.alignment.plus(other.alignment)
        self.lost = (self.lost + other.lost)[:LOST]
        self.mistakes += other.mistakes
        self.repairs += other.repairs


class Accepted(NamedTuple):
    """A document with its strings placed, as it is counted, and what is wrong with it."""

    side: Side
    faults: list[Fault]


def accept(
    document: Document,
    text: str | None,
    where: tuple[str, int],
    limits: Limits,
    noted: Noted,
    inventory: Inventory = OPEN,
    *,
    gold: bool = False,
) -> Accepted:
    """Place, then check; gold must stand in its text as well. `where` is the document's file and line.

    Mistakes of an extractor are set aside and noted before the check, unless they are to be faults.
    """
    side = Side(document)
    if fine(side, text, limits, gold=gold):
        if not noted.strict or inventory is OPEN or used([document]).within(inventory):
            return Accepted(side, [])
        return Accepted(side, [Fault(*where, path, what, fix) for path, what, fix, _ in labels_outside(document, inventory)])
    if gold and side.accepts:
        document = wholly(document)
    if not gold and not noted.strict:
        document, faults = mended(document, text, where, noted)
        if faults:
            return Accepted(Side(document), faults)
    if text is not None:
        document, alignment = place(document, text, noted.choices)
        noted.alignment = noted.alignment.plus(alignment)
        if not gold:
            noted.lost += lost_in(document)
        side = Side(document)
    strict = noted.strict or gold
    faults = check(document, text, where, inventory if strict else OPEN, limits, dangling=not strict)
    return Accepted(side, [*faults, *gold_faults(document, text, where)] if gold else faults)


def mended(document: Document, text: str | None, where: tuple[str, int], noted: Noted) -> tuple[Document, list[Fault]]:
    """A prediction on the article's text, its mistakes set aside; a fault where its spans are not their own texts."""
    if text is not None:
        settled = settle(document, text, copy=document.text)
        if faults := settled.doubted(where, text):
            return document, faults
        noted.repairs += settled.repairs
        document = replace(settled.document, text=None)
    return forgiven(document if noted.keeps else with_names(plain(document)), noted.mistakes, text), []


def plain(document: Document) -> Document:
    """A document whose items could not be otherwise and are not optional."""
    if not Side(document).accepts:
        return document
    without = {"alternatives": None, "optional": None}
    done = with_items(document, lambda item: replace(item, **without))
    if not done.events:
        return done
    events = (replace(event, arguments=tuple(replace(a, **without) for a in event.arguments)) for event in done.events)
    return replace(done, events=tuple(events))


def lost_in(document: Document) -> list[str]:
    """The strings of a document's items that were found nowhere."""
    placed = (*(document.mentions or ()), *(document.times or ()), *(document.events or ()))
    return [item.text for item in placed if item.aligned == "none" and item.text and item.start is None]


def fine(side: Side, text: str | None, limits: Limits, *, gold: bool = False) -> bool:
    """Whether `place` would change nothing and `check`, without an inventory, find nothing; `False` may also mean doubt."""
    document = side.document
    size = ENDLESS if text is None else len(text)
    layers = (document.mentions, document.entities, document.times, document.relations, document.events, document.quotes)
    if max([len(layer or ()) for layer in layers]) > limits.items:
        return False
    if document.text is not None and text is not None and document.text is not text and document.text != text:
        return False
    named = not gold and document.mentions is None and any([entity.name for entity in document.entities or ()])  # by mentions, perhaps
    if named or side.accepts or not mentions_fine(side, text, size) or not links_fine(side):
        return False
    if not any(layers[1:]):
        ids = [mention.id for mention in document.mentions or () if mention.id is not None]
        return len(set(ids)) == len(ids)
    if any(undated(document)) if gold else may_be_written_otherwise(document):
        return False
    return others_fine(document, text, size, limits) and names_fine(side, size, limits, gold=gold)


def links_fine(side: Side) -> bool:
    """Whether every link is an id, and no address."""
    if "linking" not in side.answered:
        return True
    layers = (side.document.mentions, side.document.entities)
    links = [item.qid for layer in layers for item in layer or () if item.qid is not None]
    return all([link.startswith(("Q", NIL, UNKNOWN)) for link in links])


def mentions_fine(side: Side, text: str | None, size: int) -> bool:
    """Whether every mention is of one piece that is its own text, with its head inside; no span has two heads or entities."""
    mentions, spans = side.document.mentions or (), side.spans
    if side.brief and spans.starts and spans.pieces is None:
        inside = spans.starts[0] >= 0 and max(spans.ends) <= size and all(map(lt, spans.starts, spans.ends))
        if inside and side.single:
            return True
    owner: dict[tuple[int, int], str] = {}
    heads: dict[tuple[int, int], object] = {}
    for m in mentions:
        start, end, entity = m.start, m.end, m.entity
        if start is None or end is None or not 0 <= start < end <= size or m.fragments is not None:
            return False
        if m.text is not None and text is not None and text[start:end] != m.text:
            return False
        if (m.head is not None and not (isinstance(m.head, tuple) and start <= m.head[0] < m.head[1] <= end)) or (
            m.score is not None and not 0 <= m.score <= 1
        ):
            return False
        if (entity is not None and owner.setdefault((start, end), entity) != entity) or (
            m.head is not None and heads.setdefault((start, end), m.head) != m.head
        ):
            return False
    return True


def others_fine(document: Document, text: str | None, size: int, limits: Limits) -> bool:
    """Whether the other items have their spans in the text, and scores that are probabilities."""
    scored = (document.entities, document.times, document.relations, document.events, document.quotes)
    if any([item.score is not None and not 0 <= item.score <= 1 for layer in scored for item in layer or ()]):
        return False
    for item in (*(document.times or ()), *(document.events or ())):
        start, end = item.start, item.end
        if start is None or end is None or not 0 <= start < end <= size:
            return False
        if item.text is not None and text is not None and text[start:end] != item.text:
            return False
    for q in document.quotes or ():
        if not 0 < len(q.spans) <= limits.fragments or q.text is not None or q.nth is not None:
            return False
        if not all([within(span, size) for span in (*q.spans, *(q.verbatim or ()))]) or (q.cue is not None and not within(q.cue, size)):
            return False
    return all([within(span, size) for relation in document.relations or () for span in relation.evidence or ()])


def names_fine(side: Side, size: int, limits: Limits, *, gold: bool) -> bool:
    """Whether no two items have one id, and all references name something: in gold something that stands in the text."""
    document = side.document
    mentions, entities, relations = document.mentions or (), document.entities or (), document.relations or ()
    events, quotes = document.events or (), document.quotes or ()
    placed = [mention.id for mention in mentions] + [time.id for time in document.times or ()] + [event.id for event in events]
    declared = [entity.id for entity in entities]
    ids = placed + declared + [relation.id for relation in relations] + [quote.id for quote in quotes]
    if len(set(ids)) != len(ids) - max(0, ids.count(None) - 1):
        return False
    sets = {entity.id: entity.members for entity in entities if entity.members}
    members = [member for inner in sets.values() for member in inner]
    if len(members) + len(sets) > limits.items or not sets.keys().isdisjoint(members):  # a set of sets is in doubt
        return False
    named = [mention.entity for mention in mentions]
    known: set[object] = {UNSPECIFIED, None}.union(placed, named, sets if gold else declared)
    said = [event.asserted_by for event in events] + [relation.asserted_by for relation in relations]
    people = [who for quote in quotes for who in (quote.speaker, quote.addressee, quote.via)]
    fillers = [argument.filler for event in events for argument in event.arguments]
    ends = [end for relation in relations for end in (relation.head, relation.tail)]
    told = (said, people, fillers, ends, members)
    return all([known.issuperset(each) for each in told]) or all(
        [isinstance(who, Inline) and within((who.start, who.end), size) for who in {*said, *people, *fillers, *ends, *members} - known]
    )


def within(span: object, size: int) -> bool:
    """Whether a span is offsets inside a text."""
    return isinstance(span, tuple) and span[0] is not None and span[1] is not None and 0 <= span[0] < span[1] <= size
