"""Every foreign span against the tool's own text: the rate of agreement, a constant shift taken back, strays put on their text."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from dateline.corpus.align import Aligner
from dateline.document import AnySpan, Document, Event, Mention, Span, Time
from dateline.document.parts import changed, with_items
from dateline.document.units import Converter
from dateline.formats._reader import Answer

NEAR = 4
FEW = 3


def settle(answer: Answer, text: str) -> tuple[Document, dict[str, int], tuple[int, int]]:
    """The document in code points of the article's text, the repairs that this took, and how many items carried a text and were it."""
    own = answer.text if answer.text is not None else text
    document = answer.document
    if answer.unit != "code point":
        convert = Converter(own, answer.unit)
        document = moved(document, lambda start, end: (convert(start), convert(end)))
    repairs: dict[str, int] = {}
    rate = agreeing(document, text)
    shift = constant_shift(document, text)
    if shift:
        number = sum(item.start is not None for item in placed_items(document))
        name = f"constant shift: {number} of {number} spans are {abs(shift)} too {'early' if shift > 0 else 'late'}, moved by {shift:+}"
        repairs[name] = number
        document = moved(document, lambda start, end: (start + shift, end + shift))
    return strays(document, text, repairs), repairs, rate


def placed_items(document: Document) -> list[Mention | Time | Event]:
    """The items that can carry a place and a text."""
    return [*(document.mentions or ()), *(document.times or ()), *(document.events or ())]


def moved(document: Document, move: Callable[[int, int], Span]) -> Document:
    """The document with every span moved."""

    def to(span: AnySpan) -> AnySpan:
        return move(*span) if isinstance(span, tuple) else span

    return with_items(document, lambda item: changed(item, to))


def agreeing(document: Document, text: str) -> tuple[int, int]:
    """How many items carry a text, and how many of those are their slices."""
    carrying = [
        item for item in placed_items(document) if item.text is not None and item.start is not None and item.aligned in {None, "exact"}
    ]
    return len(carrying), sum(text[item.start : item.end] == item.text for item in carrying)


def constant_shift(document: Document, text: str) -> int:
    """The one shift under which every item that carries a text is its slice; 0 when none is needed or none does it."""
    carrying = [item for item in placed_items(document) if item.text and item.start is not None and item.aligned in {None, "exact"}]
    if len(carrying) < FEW or any(text[item.start : item.end] == item.text for item in carrying):
        return 0
    votes: Counter[int] = Counter()
    for item in carrying:
        at = text.find(item.text or "")
        while at >= 0:
            votes[at - (item.start or 0)] += 1
            at = text.find(item.text or "", at + 1)
    best = max(votes.items(), key=lambda pair: (pair[1], -abs(pair[0]), pair[0]), default=(0, 0))
    return best[0] if best[1] == len(carrying) else 0


def strays(document: Document, text: str, repairs: dict[str, int]) -> Document:
    """Items that are not their slices: put on their text where it stands right beside, else given to the aligner, else left as they are."""
    aligner = Aligner(text)

    def one(item: Any) -> Any:
        if item.start is None or item.end is None or (isinstance(item, Mention) and item.fragments):
            return item
        inside = 0 <= item.start < item.end <= len(text)
        if item.aligned not in {None, "exact"} or item.text is None or (inside and text[item.start : item.end] == item.text):
            return item if inside else lost(item, repairs)
        near = beside(item.text, item.start, aligner)
        if near is None:
            return replace(item, text=None) if inside else lost(item, repairs)
        note(repairs, "a span stood beside its own text and was put on it")
        return replace(item, start=near[0], end=near[1])

    layers = {name: getattr(document, name) for name in ("mentions", "times", "events")}
    return replace(document, **{name: tuple(one(item) for item in items) for name, items in layers.items() if items is not None})


def lost(item: Any, repairs: dict[str, int]) -> Any:
    """An item outside the text: aligned by its string, or spurious."""
    note(repairs, "a span outside the text was set aside for its string" if item.text else "a span outside the text is spurious")
    return replace(item, start=None, end=None, aligned=None if item.text else "none")


def note(repairs: dict[str, int], name: str) -> None:
    """Count a repair."""
    repairs[name] = repairs.get(name, 0) + 1


def beside(words: str, start: int, aligner: Aligner) -> Span | None:
    """The occurrence of a string within a few characters, exact or folded."""
    spans = aligner.occurrences(words) or aligner.normalised(words)
    near = [span for span in spans if abs(span[0] - start) <= NEAR]
    return min(near, key=lambda span: (abs(span[0] - start), span)) if near else None
