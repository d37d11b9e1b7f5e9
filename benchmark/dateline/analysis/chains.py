"""What went wrong with coreference, which is no sum of items: entities split and merged, mentions missed and twinless, all by name."""

from collections.abc import Iterator
from typing import NamedTuple

from dateline.analysis.errors import MISSED
from dateline.analysis.wording import words
from dateline.document import answered
from dateline.document.index import Side
from dateline.document.spans import Pieces
from dateline.kernel.pair import Pair

SPLIT, MERGE, TWINLESS = "split", "merge", "twinless"
SHOWN = 5  # parts of an entity that are named

Clusters = dict[str, set[Pieces]]


class ChainError(NamedTuple):
    """One error of coreference: what gold has and what was predicted, in words, and the mentions where it shows."""

    kind: str
    weight: float
    label: str
    spans: Pieces
    gold: str
    predicted: str


def chain_errors(pair: Pair) -> Iterator[ChainError]:
    """The splits of gold entities, the merges of them, the missed mentions and the twinless ones; one that is in n parts weighs n - 1."""
    gold = pair.gold.clusters
    pred = pair.pred.clusters if "coreference" in answered(pair.pred.document) else {}
    text = pair.text or ""
    yield from parted((gold, pair.gold), (pred, pair.pred), text, SPLIT)
    yield from parted((pred, pair.pred), (gold, pair.gold), text, MERGE)
    yield from alone(gold, pred, pair.gold, text, MISSED)
    yield from alone(pred, gold, pair.pred, text, TWINLESS)


def parted(whole: tuple[Clusters, Side], others: tuple[Clusters, Side], text: str, kind: str) -> Iterator[ChainError]:
    """The clusters whose mentions the other side has in several: gold's are split, predicted ones are merged.

    An error stands at the mentions outside of the largest part.
    """
    place = {pieces: name for name, cluster in others[0].items() for pieces in cluster}
    for name, cluster in sorted(whole[0].items(), key=lambda each: min(each[1])):
        parts: dict[str, list[Pieces]] = {}
        for pieces in sorted(cluster):
            if pieces in place:
                parts.setdefault(place[pieces], []).append(pieces)
        if len(parts) < 2:
            continue
        ordered = sorted(parts.items(), key=lambda each: (-len(each[1]), each[1]))
        together = f"one entity: {called(name, cluster, text, whole[1])}"
        names = [called(other, set(part), text, others[1]) for other, part in ordered]
        apart = f"{len(parts)} entities: {'; '.join(names[:SHOWN])}{'; …' if len(names) > SHOWN else ''}"
        spans = tuple(piece for _, part in ordered[1:] for pieces in part for piece in pieces if piece[0] >= 0)
        yield ChainError(kind, len(parts) - 1, "", spans, *((together, apart) if kind == SPLIT else (apart, together)))


def called(name: str, cluster: set[Pieces], text: str, side: Side) -> str:
    """A cluster in words: its entity's name if it has one, else its first words; with its mentions counted."""
    entity = side.entities.get(name)
    first = entity.name if entity and entity.name else words(min(cluster), text)
    return f"{first} ({len(cluster)})"


def alone(own: Clusters, other: Clusters, side: Side, text: str, kind: str) -> Iterator[ChainError]:
    """The mentions of one side that the other has in no cluster."""
    there = {pieces for cluster in other.values() for pieces in cluster}
    labels = {item.pieces: item.label for item in side.mentions}
    for name, cluster in own.items():
        for pieces in sorted(cluster - there):
            said = words(pieces, text) + (f" of {called(name, cluster, text, side)}" if len(cluster) > 1 else "")
            yield ChainError(kind, 1, labels.get(pieces, ""), pieces, *((said, "") if kind == MISSED else ("", said)))
