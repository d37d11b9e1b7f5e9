"""Entity mentions: named entity recognition and mention detection."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from dateline.document import Mention, Span
from dateline.items import ItemMetric, Matching, distinct, equal_spans
from dateline.labels import OUT, projection
from dateline.matching import Edge
from dateline.pair import Pair
from dateline.side import Item, Side, overlap, shared_characters

WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class NER(ItemMetric):
    """Mentions with their types, matched one to one.

    `match=strict` wants equal span and label (CoNLL-2003; Tjong Kim Sang and De Meulder 2003), `exact` equal span, `partial` gives
    1/2 for any overlap and 1 for equal spans whatever the label, `type` gives 1 for overlap and equal label (both SemEval-2013
    task 9; Segura-Bedmar et al. 2013), `head` wants that each span covers the other's head, whatever the label; a head that one
    side leaves out is taken from the other, and if neither has one the spans must be equal. `level=` keeps gold items of that
    level (and those that state none), and leaves out predicted items that state another, or state none and best match a gold item
    of another. `labels=` maps both sides by a projection; a label mapped to `-` is left out. `view=tokens` reads names as BIO tags
    over words, of nested ones the longest, then the earlier, and counts as seqeval does (Nakayama 2018); it needs the gold's text.
    """

    layer: ClassVar[str] = "entities"
    axes: ClassVar[tuple[str, ...]] = ("type", "level")
    match: Literal["strict", "exact", "partial", "type", "head"] = "strict"
    level: Literal["any", "NAM", "NOM", "PRO"] = "any"
    labels: str = ""
    view: Literal["spans", "tokens"] = "spans"

    @classmethod
    def valid(cls, match: str, view: str, **_: str) -> bool:
        """Whether the parameters go together."""
        return view == "spans" or match == "strict"

    def __post_init__(self) -> None:
        if not self.valid(self.match, self.view):
            msg = f"NER(view=tokens) goes with match=strict only, not match={self.match}"
            raise ValueError(msg)

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        return pair.once(("mentions", side is pair.gold, self.level, self.labels), lambda: self.relabelled(pair, side))

    def relabelled(self, pair: Pair, side: Side) -> list[Item]:
        """The mentions of the level under the projection's labels."""
        mapped = projection(self.labels)
        kept = side.mentions if self.level == "any" else at_level(pair, side, self.level)
        return [
            Item(item.start, item.end, label, (item.pieces,), item.pieces, item.source)
            for item in kept
            if (label := mapped(item.label)) != OUT
        ]

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        if self.match in {"strict", "exact"}:
            return equal_spans(gold, pred, labels=self.match == "strict")
        shared = pair.once(("overlaps", self.level, self.labels), lambda: list(shared_characters(gold, pred)))
        return overlapping(self.match, gold, pred, shared)

    def matching(self, pair: Pair) -> Matching:
        """The best matching; in the tokens view, that of seqeval's entities."""
        if self.view == "spans":
            return super().matching(pair)
        text = pair.text
        if text is None:
            msg = f"document {pair.id}: NER(view=tokens) needs the gold's text"
            raise ValueError(msg)
        sides = [entities_of_tags(text, tags(text, list(self.items(pair, side)))) for side in (pair.gold, pair.pred)]
        gold, pred = (distinct(items)[0] for items in sides)
        return Matching(gold, pred, equal_spans(gold, pred, labels=True), [], [])


HEADLINE = NER(level="NAM")


def at_level(pair: Pair, side: Side, level: str) -> list[Item]:
    """The items that count at a level: stated, or for want of a statement judged by the best gold match."""
    if side is pair.gold:
        return [item for item in side.mentions if stated(item) in {level, ""}]
    best: dict[int, tuple[tuple[bool, bool, int, int], str]] = {}
    for g, p, characters in pair.overlaps:
        gold, pred = pair.gold.mentions[g], side.mentions[p]
        rank = (gold.pieces == pred.pieces, gold.label == pred.label, characters, -g)
        if p not in best or rank > best[p][0]:
            best[p] = rank, stated(gold)
    return [item for p, item in enumerate(side.mentions) if (stated(item) or best.get(p, ((), ""))[1]) in {level, ""}]


def stated(item: Item) -> str:
    """The level that a mention states, or empty."""
    return (item.source.level or "") if isinstance(item.source, Mention) else ""


def overlapping(match: str, gold: list[Item], pred: list[Item], shared: Iterable[tuple[int, int, int]]) -> Iterable[Edge]:
    """Edges between items that overlap, with the credit of a match mode that is lenient about boundaries."""
    for g, p, characters in shared:
        a, b = gold[g], pred[p]
        same = a.label == b.label
        equal = a.pieces == b.pieces
        if match == "partial":
            yield Edge(g, p, 1.0 if equal else 0.5, same, characters)
        elif match == "type" and same:
            yield Edge(g, p, 1.0, same, characters + equal)
        elif match == "head" and heads_match(a, b):
            yield Edge(g, p, 1.0, same, characters)


def heads_match(a: Item, b: Item) -> bool:
    """Whether each span covers the other's head; a missing head is taken from the other side."""
    head_a, head_b = head_of(a), head_of(b)
    if head_a is None and head_b is None:
        return a.pieces == b.pieces
    return covers(a, head_b or head_a) and covers(b, head_a or head_b)


def head_of(item: Item) -> Span | None:
    """A mention's stated head."""
    head = item.source.head if isinstance(item.source, Mention) else None
    return head if isinstance(head, tuple) else None


def covers(item: Item, head: Span | None) -> bool:
    """Whether a mention covers the whole of a head."""
    return head is not None and overlap(item.pieces, (head,)) == head[1] - head[0]


def tags(text: str, items: list[Item]) -> list[str]:
    """BIO tags over the words of a text, for names; of nested ones the longest, then the earlier."""
    words = [match.span() for match in WORD.finditer(text)]
    found = ["O"] * len(words)
    names = [item for item in items if stated(item) in {"NAM", ""} and item.start >= 0]
    for item in sorted(names, key=lambda item: (item.start - item.end, item.start, item.label)):
        inside = [number for number, (start, end) in enumerate(words) if start < item.end and end > item.start]
        if inside and all(found[number] == "O" for number in inside):
            found[inside[0]] = f"B-{item.label or 'none'}"
            for number in inside[1:]:
                found[number] = f"I-{item.label or 'none'}"
    return found


def entities_of_tags(text: str, tagged: list[str]) -> list[Item]:
    """The entities that seqeval reads from tags, as items over words."""
    from seqeval.metrics.sequence_labeling import get_entities

    words = [match.span() for match in WORD.finditer(text)]
    spans = [(label, words[first][0], words[last][1]) for label, first, last in get_entities(tagged)]
    return [Item(start, end, label, (start, end), ((start, end),)) for label, start, end in spans]
