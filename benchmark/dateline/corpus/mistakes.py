"""Mistakes of an extractor are scored, not refused: what could not be counted is left aside, the rest counts as predicted and wrong."""

from collections import Counter
from functools import partial
from typing import Any

from msgspec.structs import replace

from dateline.corpus.align import Aligner
from dateline.corpus.dates import NONE, as_edtf
from dateline.document import UNSPECIFIED, Document, Entity, Inline, Item, Mention, Reference, Span
from dateline.document.edtf import from_timex
from dateline.document.items import pieces_of
from dateline.document.links import addressed
from dateline.document.parts import changed, items_of, references_of, with_items
from dateline.document.spans import Pieces
from dateline.document.tokens import bounded
from dateline.files.faults import plural

Mistakes = Counter[tuple[str, str]]  # by kind and what it was
SHOWN = 60  # characters of a word that is told
NO_ID, NOTHING, ADDRESS = "reference that is no id", "reference to nothing", "link written as an address"
NO_DATE = "date that cannot be read"
DONE = {
    ADDRESS: "read as the id in it",
    NO_ID: "read as an entity's name, or as words of the article",
    NOTHING: "counted as wrong",
    NO_DATE: "counted as wrong; write 2025-09-03",
}


def forgiven(document: Document, mistakes: Mistakes, text: str | None = None) -> Document:
    """A document without ids given twice, second entities of one span, sets that hold themselves, and scores that are no probability.

    A reference that is no id is an entity's name, or a string of the text.
    """
    done = with_items(with_items(document, scored(mistakes)), linked(mistakes))
    done = with_items(dated(done, mistakes), once(mistakes))
    if done.mentions:
        mentions = one_head(tuple(headed(hulled(mention, mistakes), mistakes) for mention in done.mentions), mistakes)
        done = replace(done, mentions=tuple(owned(mentions, mistakes)))
    if done.entities:
        done = replace(done, entities=tuple(settled_sets(done, mistakes)))
    return referring(done, text or "", mistakes)


def with_names(document: Document) -> Document:
    """A prediction that has entities and says of no mention: its entities' names are their mentions, of those that are no sets."""
    if document.mentions is not None or not any(entity.name for entity in document.entities or ()):
        return document
    named = [entity for entity in document.entities or () if entity.name and not entity.members]
    return replace(document, mentions=tuple(Mention(text=entity.name, entity=entity.id) for entity in named))


def scored(mistakes: Mistakes) -> Any:
    """What leaves a score aside that is no probability."""

    def one(item: Any) -> Any:
        if item.score is None or 0 <= item.score <= 1:
            return item
        mistakes["score that is no probability", str(item.score)] += 1
        return replace(item, score=None)

    return one


def dated(document: Document, mistakes: Mistakes) -> Document:
    """A document whose events' dates, and its times' values, are EDTF where they are written otherwise; what is no date is told."""
    times = tuple(
        replace(time, value=said) if time.value and from_timex(time.value) is None and (said := as_edtf(time.value)) else time
        for time in document.times or ()
    )
    events = []
    for event in document.events or ():
        date = event.date if event.date is None or event.date.strip().casefold() not in NONE else None
        known = None if date is None else as_edtf(date)
        if date is not None and known is None:
            mistakes[NO_DATE, date] += 1
        events.append(event if event.date == (known or date) else replace(event, date=known or date))
    new = {"times": times} if document.times else {}
    return replace(document, **new, **({"events": tuple(events)} if events else {}))


def linked(mistakes: Mistakes) -> Any:
    """What reads the id out of a link that is written as an address."""

    def one(item: Any) -> Any:
        known = addressed(item.qid) if isinstance(item, Mention | Entity) else None
        if known is None:
            return item
        mistakes[ADDRESS, item.qid] += 1
        return replace(item, qid=known)

    return one


def once(mistakes: Mistakes) -> Any:
    """What leaves the id of an item aside that another has; an entity is named after the first, and counts as no second one."""
    seen: set[str] = set()

    def one(item: Any) -> Any:
        if item.id is None or item.id not in seen:
            seen.add(item.id)
            return item
        mistakes["id given twice", item.id] += 1
        return replace(item, id=f"{item.id}\0{len(seen)}{mistakes.total()}" if isinstance(item, Entity) else None)

    return one


def hulled(mention: Mention, mistakes: Mistakes) -> Mention:
    """A mention without a start and end beside fragments that have others."""
    pieces = mention.fragments or ()
    spans = [piece for piece in pieces if isinstance(piece, tuple)]
    if not spans or len(spans) < len(pieces) or mention.start is None or mention.end is None:
        return mention
    if (mention.start, mention.end) == (min(spans)[0], max(end for _, end in spans)):
        return mention
    mistakes["start and end beside other fragments", str([mention.start, mention.end])] += 1
    return replace(mention, start=None, end=None)


def headed(mention: Mention, mistakes: Mistakes) -> Mention:
    """A mention without a head that is outside it."""
    head, start, end = mention.head, mention.start, mention.end
    if not isinstance(head, tuple) or start is None or end is None or start <= head[0] < head[1] <= end:
        return mention
    mistakes["head outside its mention", str(list(head))] += 1
    return replace(mention, head=None)


def one_head(mentions: tuple[Mention, ...], mistakes: Mistakes) -> tuple[Mention, ...]:
    """The mentions, those of one span with the first in the text of the heads that they have."""
    heads: dict[Pieces, list[Span]] = {}
    for number, mention in enumerate(mentions):
        if isinstance(mention.head, tuple):
            heads.setdefault(pieces_of(mention, number), []).append(mention.head)
    several = {pieces: min(found) for pieces, found in heads.items() if pieces[0][0] >= 0 and len(set(found)) > 1}
    if not several:
        return mentions
    kept = []
    for number, mention in enumerate(mentions):
        head = several.get(pieces_of(mention, number))
        if head is None or not isinstance(mention.head, tuple) or head == mention.head:
            kept.append(mention)
        else:
            mistakes["second head of one span", str(list(mention.head))] += 1
            kept.append(replace(mention, head=head))
    return tuple(kept)


def owned(mentions: tuple[Mention, ...], mistakes: Mistakes) -> list[Mention]:
    """The mentions, a span in the first entity that it is given to."""
    owner: dict[object, str] = {}
    kept = []
    for number, mention in enumerate(mentions):
        pieces = pieces_of(mention, number)
        if mention.entity is None or pieces[0][0] < 0 or owner.setdefault(pieces, mention.entity) == mention.entity:
            kept.append(mention)
        else:
            mistakes["second entity on one span", mention.entity] += 1
            kept.append(replace(mention, entity=None))
    return kept


def settled_sets(document: Document, mistakes: Mistakes) -> list[Any]:
    """The entities; a set that holds itself, whatever the way, loses its members."""
    members = {entity.id: entity.members or () for entity in document.entities or ()}
    left = {name for name, inner in members.items() if inner}
    while done := {name for name in left if all(member not in left for member in members[name])}:
        left -= done
    for name in sorted(left):
        mistakes["set that contains itself", name] += 1
    return [replace(entity, members=None) if entity.id in left else entity for entity in document.entities or ()]


def referring(document: Document, text: str, mistakes: Mistakes) -> Document:
    """A document whose references are ids or strings of the text; what is neither stays, and is wrong."""
    ids = {item.id for _, item in items_of(document) if item.id is not None}
    ids |= {mention.entity for mention in document.mentions or () if mention.entity is not None}
    names = {entity.name.casefold(): entity.id for entity in document.entities or () if entity.name}
    article = Aligner(text)

    def meant(item: Item, who: Reference) -> Reference:
        if not isinstance(who, str) or who in ids or who == UNSPECIFIED:
            return who
        entity = names.get(who.casefold())
        stands = any(map(str.isalpha, who)) and stands_in(article, text, who)
        known = entity is not None or (stands and not isinstance(item, Entity))  # whose members are ids alone
        mistakes[NO_ID if known else NOTHING, who] += 1
        return entity or (Inline(text=who) if known else who)

    if all(who in ids for _, item in items_of(document) for _, who in references_of(item) if isinstance(who, str)):
        return document
    return with_items(document, lambda item: changed(item, reference=partial(meant, item)))


def stands_in(article: Aligner, text: str, who: str) -> bool:
    """Whether words stand in an article as whole words, or nearly so."""
    exact = article.occurrences(who)
    return any(bounded(text, span) for span in exact) or (not exact and article.place(who, near=(0, 0)).span is not None)


def told(mistakes: Mistakes) -> list[str]:
    """A line for each kind of mistake: how many, and which."""
    kinds: dict[str, Counter[str]] = {}
    for (kind, word), number in mistakes.items():
        if number:
            kinds.setdefault(kind, Counter())[word.partition("\0")[0]] += number
    lines = []
    for kind, words in sorted(kinds.items()):
        shown = ", ".join(f"{short(word)!r}{f' {number}' if number > 1 else ''}" for word, number in words.most_common(3))
        left = DONE.get(kind, "left aside, the rest of the item is scored")
        more = f", and {plural(len(words) - 3, 'other')}" if len(words) > 3 else ""
        lines.append(f"{words.total()} × {kind}: {shown}{more}; {left}")
    return lines


def short(word: str) -> str:
    """A word, or the beginning of one that is too long to be told."""
    return word if len(word) <= SHOWN else f"{word[:SHOWN]}…"
