"""Every span that carries its own text, held against the article before anything is believed.

Differences of case, white space, quotation marks and edge punctuation are none. Where spans disagree, one shift of all, other units
(UTF-16, bytes), the copies that tools make of an article (line breaks, white space, Unicode form) and, for a file with a copy of its
own, the article itself are tried. The one under which nearly all agree is taken, and counted as a repair; where several put the spans
in different places, that is a fault. What still stands beside its text is put on it.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec.structs import replace

from dateline.corpus.align import Aligner
from dateline.corpus.copies import UNITS, Move, Way, made, places_in
from dateline.corpus.slices import EDGES, SPACES, SURE, agree, alike, carriers, exact, placed_items
from dateline.document import AnySpan, Document, Event, Mention, Span, Time
from dateline.document.parts import changed, with_items
from dateline.files.faults import Fault

NEAR = 4
FEW = 3
NEARLY_ALL = 0.9


class Settled(NamedTuple):
    """A document on the article's text, the repairs that took, how many items carry a text, were it as they came, and are it not now."""

    document: Document
    repairs: Counter[str]
    carrying: int
    agreeing: int
    wrong: list[Any]
    doubt: str = ""
    stranger: bool = False

    def doubted(self, where: tuple[str, int], text: str) -> list[Fault]:
        """A fault where so many spans are not their own texts that nothing can be believed, or where they could be in two ways."""
        if self.stranger:
            fix = "name the article that it is about, or give its text as it stands there"
            return [Fault(*where, "", "the file's own text is not that of the article", fix)]
        if self.doubt:
            return [Fault(*where, "", f"spans are their own texts in several ways: {self.doubt}", "give offsets into the article")]
        if self.carrying - len(self.wrong) >= NEARLY_ALL * self.carrying:
            return []
        shown = "; ".join(
            f"[{item.start}, {item.end}] holds {text[item.start : item.end][:30]!r}, not {item.text[:30]!r}" for item in self.wrong[:3]
        )
        rate = f"{self.carrying - len(self.wrong)} of {self.carrying} spans"
        what = f"{rate} are their own text, under no unit and no copy of the article: {shown}"
        fix = "give offsets into the article, or leave them out to have the texts found"
        return [Fault(*where, "", what, fix)]


def settle(
    document: Document, text: str, unit: str | tuple[str, ...] = "code point", copy: str | None = None, *, outside: bool = False
) -> Settled:
    """A document whose offsets count units of a copy of a text, on the text itself; spans `outside` it may be set aside."""
    units = (unit,) if isinstance(unit, str) else unit
    said = [Way(own, copy) for own in units]
    if said[0].still(text) and exact(placed := placed_items(document), text):
        number = sum([item.text is not None for item in placed])
        return Settled(document, Counter(), number, number, [])
    carrying = carriers(document)
    rates = [agreed(carrying, way, text) for way in said]
    as_said, plain = said[rates.index(max(rates))], max(rates)
    wanted = NEARLY_ALL * len(carrying)
    repairs: Counter[str] = Counter()
    done, doubt = document if as_said.still(text) else moved(document, as_said.move(text)), ""
    if plain < len(carrying) and (counted := inclusive(carrying, text)):
        first, last, name = counted
        done = moved(document, lambda start, end: (start + first, end + last))
        repairs[name] = sum(item.start is not None for item in placed_items(done))
    elif plain < wanted and len(carrying) >= FEW:
        found = list(fitting(document, carrying, text, units, copy))
        if len({spans for _, spans, _ in found}) == 1:
            name, _, done = found[0]
            repairs[name] = sum(item.start is not None for item in placed_items(done))
        doubt = " and ".join(name for name, _, _ in found[:3]) if len({spans for _, spans, _ in found}) > 1 else ""
    wrong: list[Any] = []
    unlike = copy is not None and copy != text and places_in(copy, text) is None
    stranger = unlike and (not carrying or plain < wanted) and not repairs and bool(placed_items(document) or document.quotes)
    return Settled(strays(done, text, repairs, wrong, outside=outside), repairs, len(carrying), plain, wrong, doubt, stranger)


INCLUSIVE = (  # how much is added to starts and ends that count otherwise
    (0, 1, "ends are the last character's, moved by +1"),
    (-1, 0, "offsets are counted from 1, ends the last character's, moved"),
)


def inclusive(items: list[Any], text: str) -> tuple[int, int, str] | None:
    """What ends that are inside have to be added: under it nearly all of several items are their own text to the letter."""
    for first, last, name in INCLUSIVE:
        right = sum(item.start + first >= 0 and text[item.start + first : item.end + last] == item.text for item in items)
        if right > 1 and right >= NEARLY_ALL * len(items):
            return first, last, name
    return None


Spans = tuple[tuple[int | None, int | None], ...]


def fitting(
    document: Document, carrying: list[Any], text: str, units: tuple[str, ...], copy: str | None
) -> Iterator[tuple[str, Spans, Document]]:
    """Every way of counting under which nearly all items are their own text: its name, where they then stand, and the document moved."""
    wanted = NEARLY_ALL * len(carrying)
    shift = constant_shift(document, text)
    if shift:
        done = moved(document, lambda start, end: (start + shift, end + shift))
        how = f"{abs(shift)} too {'early' if shift > 0 else 'late'}, moved by {shift:+}"
        yield f"constant shift: spans are {how}", places(done), done
    others = [Way(other, copy) for other in UNITS if other not in units]
    itself = [Way(unit, text, "the article, not of the file's own text") for unit in UNITS if copy not in {None, text}]
    for way in (*others, *itself, *made(text, units)):
        if agreed(carrying, way, text, SPACES) >= wanted:  # a full stop apart, a count that is none would fit
            done = moved(document, way.move(text))
            yield f"offsets counted in {way.name()}, turned into code points of the article", places(done), done


def places(document: Document) -> Spans:
    """Where the items of a document stand."""
    return tuple((item.start, item.end) for item in placed_items(document))


def agreed(items: list[Any], way: "Way", text: str, edges: str = EDGES) -> int:
    """How many items are their own text under a way of counting."""
    move = way.move(text)
    return sum(agree(item, move, text, edges) for item in items)


def moved(document: Document, move: Move) -> Document:
    """The document with every span moved."""

    def to(span: AnySpan) -> AnySpan:
        return move(*span) if isinstance(span, tuple) else span

    return with_items(document, lambda item: changed(item, to))


def constant_shift(document: Document, text: str) -> int:
    """The one shift under which nearly every item that carries a text is its slice; 0 when none is needed or none does it."""
    carrying = carriers(document)
    if len(carrying) < FEW or any(agree(item, lambda start, end: (start, end), text) for item in carrying):
        return 0
    votes: Counter[int] = Counter()
    for item in carrying:
        at = text.find(item.text or "")
        while at >= 0:
            votes[at - (item.start or 0)] += 1
            at = text.find(item.text or "", at + 1)
    best = max(votes.items(), key=lambda pair: (pair[1], -abs(pair[0]), pair[0]), default=(0, 0))
    return best[0] if best[1] >= NEARLY_ALL * len(carrying) else 0


def strays(document: Document, text: str, repairs: Counter[str], wrong: list[Any], *, outside: bool) -> Document:
    """Items that are not their slices: put on their text where it stands right beside, else given to the aligner, else left as they are."""
    aligner = Aligner(text)

    def one(item: Any) -> Any:
        if (
            not isinstance(item, Mention | Time | Event)
            or item.start is None
            or item.end is None
            or (isinstance(item, Mention) and item.fragments)
        ):
            return joined(item, text) if isinstance(item, Mention) else item
        inside = 0 <= item.start < item.end <= len(text)
        if item.aligned not in SURE or item.text is None or (inside and text[item.start : item.end] == item.text):
            return item if inside or not outside else lost(item, repairs)
        near = beside(item.text, item.start, aligner)
        if inside and alike(text[item.start : item.end], item.text):
            start, end = shrunk(item.start, item.end, text, item.text)
            if (start, end) == (item.start, item.end):
                return replace(item, text=text[start:end])
            near = near or (start, end)
        if near is None:
            wrong.append(item)
            if not inside:
                return lost(item, repairs) if outside else item
            repairs["a text is not at its offsets; the offsets are scored"] += 1
            return replace(item, text=None)
        repairs["a span stood beside its own text and was put on it"] += 1
        return replace(item, start=near[0], end=near[1], text=text[near[0] : near[1]])

    return with_items(document, one)


def shrunk(start: int, end: int, text: str, given: str) -> Span:
    """A span without white space and punctuation at its edges that its own text does not have."""
    first, last = given[:1], given[-1:]
    while start < end - 1 and text[start] in EDGES and text[start] != first:
        start += 1
    while start < end - 1 and text[end - 1] in EDGES and text[end - 1] != last:
        end -= 1
    return start, end


def joined(mention: Mention, text: str) -> Mention:
    """A mention whose fragments only white space parts, as one span."""
    spans = [piece for piece in mention.fragments or () if isinstance(piece, tuple)]
    if len(spans) < len(mention.fragments or ()) or len(spans) < 2 or not 0 <= spans[0][0] <= spans[-1][1] <= len(text):
        return mention
    if all(text[end:start].isspace() or end == start for (_, end), (start, _) in pairwise(spans)):
        return replace(mention, fragments=None, start=spans[0][0], end=spans[-1][1], text=text[spans[0][0] : spans[-1][1]])
    return replace(mention, text=None)


def lost(item: Any, repairs: Counter[str]) -> Any:
    """An item outside the text: aligned by its string, or spurious."""
    repairs["a span outside the text was set aside for its string" if item.text else "a span outside the text is spurious"] += 1
    return replace(item, start=None, end=None, aligned=None if item.text else "none")


def beside(words: str, start: int, aligner: Aligner) -> Span | None:
    """The only occurrence of a string within a few characters, exact or folded."""
    spans = aligner.occurrences(words) or aligner.normalised(words)
    near = [span for span in spans if abs(span[0] - start) <= NEAR]
    return near[0] if len(near) == 1 else None
