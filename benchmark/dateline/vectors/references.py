"""What the references of a block mean in gold's terms, found together for all mentions that stand where a gold mention stands."""

from collections.abc import Sequence

import numpy as np

from dateline.block import Flat
from dateline.document import TITLE
from dateline.pair import Pair
from dateline.resolution import Key
from dateline.vectors.clusters import Partition
from dateline.vectors.columns import Ints, found_in


def tell(pairs: Sequence[Pair], gold: Flat, pred: Flat, partition: Partition, width: int) -> None:
    """Tell the resolver of each pair the keys of those mentions; it finds the others itself."""
    first = np.searchsorted(partition.document, np.arange(len(pairs)))
    rank = partition.cluster - first[partition.document[partition.cluster]]
    keys: list[Key | None] = [*(("E", number) for number in range(1 + int(rank.max(initial=0)))), None]  # the last for -1
    for side in (gold, pred):
        found = [keys[code] for code in ranks(side, partition, rank, width).tolist()]
        for pair, (a, b) in zip(pairs, side.bounds, strict=True):
            memo = pair.resolver.known[side is gold]
            if side is gold:  # an id means what has it, before it means an entity that only mentions name
                pair.resolver.told = found[a:b]
                memo.update((name, key) for name, key in zip(side.column("entity")[a:b], found[a:b], strict=True) if key is not None)
                for item in (*(pair.gold.document.times or ()), *(pair.gold.document.events or ())):
                    memo.pop(item.id, None)
            memo.update(zip(side.column("id")[a:b], found[a:b], strict=True))


def ranks(side: Flat, partition: Partition, rank: Ints, width: int) -> Ints:
    """For each mention the rank of the gold cluster on its span, -1 where there is none, or for a title."""
    span = (side.document * width + side.array("start")) * width + side.array("end")
    at = np.searchsorted(partition.span, span)
    there = found_in(partition.span, at, span)
    if TITLE in side.labels:
        there &= np.array([label != TITLE for label in side.labels], dtype=bool)
    found = np.full(len(span), -1)
    found[there] = rank[at[there]]
    return found
