"""Two large files joined by document id, line beside line, in memory that does not grow with them.

Files in one order are joined as they are read. A line whose partner is far away waits on disk; what is held of each document for
the whole run is eight bytes, by which documents given twice are found.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Self

from dateline.evaluation.sources import Entry, Source, Spool
from dateline.files.faults import Fault
from dateline.files.shards import hashed, misplaced, named

HELD = 500  # lines of a side that wait in memory
MANY = 1 << 20  # documents
PARTS = 8
Joined = tuple[Entry | None, Entry | None]


class Waiting:
    """The lines of one side whose partners have not come: the newest in memory, the others on disk."""

    def __init__(self) -> None:
        self.held: dict[bytes | None, Entry] = {}
        self.hashes, self.offsets = array("Q"), array("Q")
        self.spool = Spool()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.spool.close()

    def put(self, entry: Entry) -> None:
        """Keep a line; the oldest goes to disk when there are too many."""
        other = self.held.pop(entry.id, None)
        if other is not None:
            self.spill(other)
        self.held[entry.id] = entry
        if len(self.held) > HELD:
            self.spill(self.held.pop(next(iter(self.held))))

    def spill(self, entry: Entry) -> None:
        """Write a line to disk."""
        self.hashes.append(hashed(entry.id or b""))
        self.offsets.append(self.spool.put(entry))

    def settle(self) -> None:
        """Write what is held, and order what is on disk by the ids' hashes."""
        for entry in self.held.values():
            self.spill(entry)
        self.held.clear()
        if self.hashes:
            import numpy as np

            order = np.argsort(np.frombuffer(self.hashes, np.uint64), kind="stable")
            self.hashes, self.offsets = (array("Q", np.frombuffer(c, np.uint64)[order].tobytes()) for c in (self.hashes, self.offsets))

    def at(self, number: int) -> Entry:
        """A line that is on disk."""
        return self.spool.at(self.offsets[number])[0]


class Join:
    """The join of two sides; knows afterwards which ids were given twice, and which lines stand in the wrong shard."""

    def __init__(self, gold: Source, pred: Source) -> None:
        self.sources = (gold, pred)
        self.seen = (array("q"), array("q"))  # Python's own hashes of bytes, salted: nobody can aim at two that are equal
        self.faults: list[Fault] = []
        self.shards = {path: named(path) for source in self.sources for path in source.paths}
        self.sharded = any(self.shards.values())

    def __iter__(self) -> Iterator[Joined]:
        """Gold beside prediction, either of which may be missing; first what is near, at the end what was far apart."""
        sides = list(map(iter, self.sources))
        with Waiting() as gold, Waiting() as pred:
            yield from self.joined(sides, (gold, pred))
            yield from merged(gold, pred)

    def joined(self, sides: Sequence[Iterator[Entry]], waiting: tuple["Waiting", "Waiting"]) -> Iterator[Joined]:
        """What is near each other in the files; the rest stays waiting."""
        gold, pred = sides
        for entry in gold:
            partner = next(pred, None)
            if partner is None or entry.id is None or partner.id != entry.id:
                behind = [partner] if partner else []
                yield from self.apart([chain([entry], gold), chain(behind, pred)], waiting)
                return
            self.note(0, entry)
            self.note(1, partner)
            yield entry, partner
        yield from self.apart(sides, waiting)

    def apart(self, sides: Sequence[Iterator[Entry]], waiting: tuple["Waiting", "Waiting"]) -> Iterator[Joined]:
        """The join from where the files are no longer in step."""
        held = (waiting[0].held, waiting[1].held)
        open_ = [True, True]
        while any(open_):
            side = 1 - int(open_[0]) if not all(open_) else int(len(held[0]) > len(held[1]))
            entry = next(sides[side], None)
            if entry is None:
                open_[side] = False
                continue
            self.note(side, entry)
            partner = held[1 - side].pop(entry.id, None)
            if partner is not None:
                yield (entry, partner) if side == 0 else (partner, entry)
            elif entry.id is not None:
                waiting[side].put(entry)
            else:
                yield (entry, None) if side == 0 else (None, entry)

    def note(self, side: int, entry: Entry) -> None:
        """Remember an id, and see that it stands in its shard."""
        if entry.id is None:
            return
        self.seen[side].append(hash(entry.id))
        if self.sharded:
            self.faults += misplaced(entry.file, entry.line, self.shards[entry.file], entry.name(), hashed(entry.id))

    def repeated(self) -> list[Fault]:
        """A fault for every document that a side gives again."""
        return [fault for side in (0, 1) for fault in self.repeated_in(side)]

    def repeated_in(self, side: int) -> Iterator[Fault]:
        """A fault for every document that one side gives again."""
        twice = repeated(self.seen[side])
        before: set[bytes | None] = set()
        for entry in self.sources[side] if twice else ():
            if hash(entry.id) not in twice:
                continue
            if entry.id in before:
                what = f"document {entry.name()!r} is given twice"
                yield Fault(entry.file, entry.line, "$.id", what, "give each document once")
            before.add(entry.id)


def repeated(hashes: "array[int]") -> set[int]:
    """The hashes that occur again; up to many without numpy, whose import takes ten megabytes, and part by part for memory."""
    if len(hashes) < MANY:
        twice: set[int] = set()
        for part in range(PARTS):
            seen: set[int] = set()
            for hash_ in hashes:
                if hash_ % PARTS == part:
                    (twice if hash_ in seen else seen).add(hash_)
        return twice
    import numpy as np

    ordered = np.sort(np.frombuffer(hashes, np.int64))
    return set(ordered[1:][ordered[1:] == ordered[:-1]].tolist())


def merged(gold: Waiting, pred: Waiting) -> Iterator[Joined]:
    """What waited on both sides, joined by id."""
    gold.settle()
    pred.settle()
    g = p = 0
    while g < len(gold.hashes) or p < len(pred.hashes):
        if p == len(pred.hashes) or (g < len(gold.hashes) and gold.hashes[g] < pred.hashes[p]):
            yield gold.at(g), None
            g += 1
        elif g == len(gold.hashes) or pred.hashes[p] < gold.hashes[g]:
            yield None, pred.at(p)
            p += 1
        else:
            yield gold.at(g), pred.at(p)
            g, p = g + 1, p + 1
