"""What metrics count: an item with its place, its label, and what makes it equal to another."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from msgspec.structs import replace

from dateline.document import Argument, Event, Inline, Mention, Placed, Quote, Relation, Span, Time
from dateline.document.spans import Columns, Pieces, flat, overlap, stepped, swept

Source = Mention | Time | Relation | Event | Argument | Quote | None


class Item(NamedTuple):
    """What an item metric counts: hull, label, what makes it equal to another, and where it came from."""

    start: int
    end: int
    label: str
    key: tuple[object, ...]
    pieces: Pieces
    source: Source = None

    def __repr__(self) -> str:
        return f"Item({self.start}, {self.end}, {self.label!r}, {self.key})"


def items(*columns: Iterable[object]) -> list[Item]:
    """Items from their columns: starts, ends, labels, keys, pieces and sources."""
    return list(map(partial(tuple.__new__, Item), zip(*columns, strict=True)))


order = itemgetter(0, 1, 2, 3)  # canonical order: start, end, label, key


def doubt(source: object) -> float:
    """What puts the surest of several copies first, and those without a score last."""
    score = getattr(source, "score", None)
    return 1.0 if score is None else -float(score)


def surety(source: Any) -> tuple[float, str]:
    """An order of copies, the surest first, in which neither their ids nor their places in a list have a say."""
    return doubt(source), repr(replace(source, id=None) if getattr(source, "id", None) is not None else source)


def pieces_of(item: Placed, number: int) -> Pieces:
    """Where an item stands; one that was found nowhere has a place of its own before the text."""
    if isinstance(item, Mention) and item.fragments and (placed := tuple(sorted(p for p in item.fragments if isinstance(p, tuple)))):
        return placed
    if item.start is None or item.end is None:
        return ((-2 * number - 2, -2 * number - 2),)
    return ((item.start, item.end),)


def shared_characters(gold: Sequence[Item], pred: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """Every pair of overlapping items as ranks, with the characters that they share."""
    golds, preds = columns(gold), columns(pred)
    near = stepped if flat(*golds[:2]) and flat(*preds[:2]) else swept
    for g, p, shared, _ in near(golds, preds):
        a, b = gold[g].pieces, pred[p].pieces
        characters = shared if len(a) == 1 == len(b) else overlap(a, b)
        if characters:
            yield g, p, characters


def columns(items: Sequence[Item]) -> Columns:
    """Items by offsets and label."""
    return [item.start for item in items], [item.end for item in items], [item.label for item in items]


def reference_span(reference: Inline) -> Span | None:
    """Where an inline reference stands, when it was found."""
    return (reference.start, reference.end) if reference.start is not None and reference.end is not None else None
