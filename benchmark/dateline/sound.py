"""Which documents of a block can have no fault and nothing to place, told fast; one in doubt goes to `place` and `check`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from dateline.block import Flat
from dateline.columns import Columns
from dateline.document import some
from dateline.files import Limits
from dateline.vectors.spans import Ints

ENDLESS = 1 << 62


def sound(side: Flat, texts: Sequence[str | None], limits: Limits) -> list[bool]:
    """Whether `place` would change nothing and `check`, without an inventory, find nothing, by document; `False` may also mean doubt."""
    for name in ("type", "entity"):
        side.codes(name)  # what is asked of a block later can then look at the few values
    room = np.array([ENDLESS if text is None else len(text) for text in texts], np.int64)
    layers = (side, side.entities, side.times, side.relations, side.events, side.quotes)
    if not all(not layer.has("score") or scores_sound(layer.column("score")) for layer in layers):
        return [False] * len(texts)
    doubtful = side.pointers.doubtful | {number for layer in layers for number, size in enumerate(layer.sizes) if size > limits.items}
    for layer in (side, side.times, side.events):
        doubtful.update(misplaced(layer, room), misread(layer, texts))
    doubtful.update(pieced(side, room), divided(side), quoted(side.quotes, room, limits))
    doubtful.update(having(side.entities, "members"), stretched(side.relations, "evidence", room))
    doubtful.update(
        number for number, (own, text) in enumerate(zip(side.texts, texts, strict=True)) if own is not text and another(own, text)
    )
    return [number not in doubtful for number in range(len(texts))]


def another(own: str | None, text: str | None) -> bool:
    """Whether a document's own text is not the article's."""
    return own is not None and text is not None and own != text


def scores_sound(scores: Sequence[float | None]) -> bool:
    """Whether all scores are probabilities."""
    return all(score is None or 0 <= score <= 1 for score in set(scores))


def misplaced(layer: Columns, room: Ints) -> list[int]:
    """Documents with an item that has no span, or one outside their text."""
    if not layer.placed:
        spans = list(zip(layer.column("start"), layer.column("end"), strict=True))
        return [number for number, (a, b) in enumerate(layer.bounds) if None in chain(*spans[a:b]) or not within(spans[a:b], room[number])]
    start, end = layer.array("start"), layer.array("end")
    found: list[int] = layer.owner[(start < 0) | (end <= start) | (end > room[layer.owner])].tolist()
    return found


def having(layer: Columns, name: str) -> Iterator[int]:
    """Documents with an item that has an attribute."""
    for number, (a, b) in enumerate(layer.bounds) if layer.has(name) else ():
        if some(layer.column(name)[a:b]):
            yield number


def misread(layer: Columns, texts: Sequence[str | None]) -> Iterator[int]:
    """Documents with an item whose own text is not its slice."""
    for number, (a, b) in enumerate(layer.bounds) if layer.has("text") else ():
        text = texts[number]
        read = zip(layer.column("text")[a:b], layer.column("start")[a:b], layer.column("end")[a:b], strict=True)
        if text is not None and any(word is not None and text[start:end] != word for word, start, end in read):
            yield number


def pieced(side: Flat, room: Ints) -> Iterator[int]:
    """Documents with a mention of several pieces, or a head outside the text."""
    yield from having(side, "fragments")
    for number, (a, b) in enumerate(side.bounds) if side.has("head") else ():
        if not within([head for head in side.column("head")[a:b] if head is not None], room[number]):
            yield number


def divided(side: Flat) -> Iterator[int]:
    """Documents with a span under two entities."""
    names = side.column("entity")
    if not side.placed:
        spans = list(zip(side.column("start"), side.column("end"), strict=True))
        yield from (
            number for number, (a, b) in enumerate(side.bounds) if len(set(spans[a:b])) < len({*zip(spans[a:b], names[a:b], strict=True)})
        )
        return
    start, end, document = side.array("start"), side.array("end"), side.owner
    if ((document[1:] > document[:-1]) | (start[1:] > start[:-1])).all():
        return
    width = 1 + int(end.max())
    if start.min() < 0 or len(side.sizes) * width * width >= ENDLESS:
        yield from range(len(side.sizes))
        return
    span = (document * width + start) * width + end
    order = np.argsort(span)
    same = span[order][1:] == span[order][:-1]
    yield from (int(document[a]) for a, b in zip(order[:-1][same], order[1:][same], strict=True) if names[a] != names[b])


def within(spans: Iterable[Any], size: int) -> bool:
    """Whether all spans are offsets inside a text."""
    return all(isinstance(span, tuple) and 0 <= span[0] < span[1] <= size for span in spans)


def quoted(quotes: Columns, room: Ints, limits: Limits) -> Iterator[int]:
    """Documents with a quote that has no spans, too many, strings, or spans outside the text."""
    yield from chain(having(quotes, "text"), having(quotes, "nth"))
    owner = quotes.owner
    sizes = np.fromiter(map(len, quotes.column("spans")), np.int64, len(quotes))
    yield from owner[(sizes == 0) | (sizes > limits.fragments)].tolist()
    try:
        ends = np.array(list(chain.from_iterable(quotes.column("spans"))), np.int64).reshape(-1, 2)
    except (TypeError, ValueError, OverflowError):  # strings among them
        yield from stretched(quotes, "spans", room)
    else:
        document = np.repeat(owner, sizes)
        yield from document[(ends[:, 0] < 0) | (ends[:, 1] <= ends[:, 0]) | (ends[:, 1] > room[document])].tolist()
    yield from stretched(quotes, "verbatim", room)
    for number, (a, b) in enumerate(quotes.bounds) if quotes.has("cue") else ():
        if not within([cue for cue in quotes.column("cue")[a:b] if cue is not None], room[number]):
            yield number


def stretched(layer: Columns, name: str, room: Ints) -> Iterator[int]:
    """Documents with an item some of whose further spans lie outside the text."""
    for number, (a, b) in enumerate(layer.bounds) if layer.has(name) else ():
        if not within([span for spans in layer.column(name)[a:b] for span in spans or ()], room[number]):
            yield number
