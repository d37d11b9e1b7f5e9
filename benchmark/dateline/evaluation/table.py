"""The table of rows, held column by column: forty bytes a row beside the names, which are kept once."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, groupby
from typing import Self

from dateline.kernel.counts import Counts, Row

Kind = tuple[str, str, str]  # block, metric and slice
Cells = tuple[str, str, str, str, float, float, float, float]


def of_cells(cells: Cells) -> Row:
    """A row from its cells."""
    return Row(*cells[:4], Counts(*cells[4:]))


class Table:
    """Rows in the order in which they came: for each the number of its document, the number of its kind, and its four counts."""

    def __init__(self) -> None:
        self.documents: dict[str, int] = {}
        self.kinds: dict[Kind, int] = {}
        self.document, self.kind, self.counts = array("I"), array("I"), array("d")
        self._without: frozenset[str] = frozenset()

    def leave_out(self, metrics: Collection[str]) -> None:
        """Give the rows of some metrics no more."""
        self._without = frozenset(metrics)

    def __len__(self) -> int:
        return len(self.kind)

    def __iter__(self) -> Iterator[Row]:
        return map(of_cells, self.cells(range(len(self))))

    def __iadd__(self, rows: Iterable[Row]) -> Self:
        """Add rows."""
        for name, block, metric, slice_, counts in rows:
            self.document.append(self.documents.setdefault(name, len(self.documents)))
            self.kind.append(self.kinds.setdefault((block, metric, slice_), len(self.kinds)))
            self.counts.extend(counts)
        return self

    def take(self, other: "Table") -> None:
        """Add another table's rows, column by column."""
        documents = [self.documents.setdefault(name, len(self.documents)) for name in other.documents]
        kinds = [self.kinds.setdefault(kind, len(self.kinds)) for kind in other.kinds]
        self.document.extend(map(documents.__getitem__, other.document))
        self.kind.extend(map(kinds.__getitem__, other.kind))
        self.counts.extend(other.counts)

    def cells(self, numbers: Iterable[int]) -> Iterator[Cells]:
        """The cells of rows by their numbers: document, block, metric, slice, and the four counts."""
        documents, kinds = list(self.documents), list(self.kinds)
        document, kind, counts = self.document, self.kind, self.counts
        without = {number for number, (_, metric, _) in enumerate(kinds) if metric in self._without}
        for number in numbers:
            if (own := kind[number]) not in without:
                at = 4 * number
                yield documents[document[number]], *kinds[own], *counts[at : at + 4]  # type: ignore[misc]  # four of them

    def order(self) -> Iterator[int]:
        """The numbers of the rows in order of document, block, metric and slice."""
        kinds = {number: rank for rank, number in enumerate(map(self.kinds.__getitem__, sorted(self.kinds)))}
        runs: dict[int, list[range]] = {}  # of rows that came one after the other, by document
        at = 0
        for document, run in groupby(self.document):
            runs.setdefault(document, []).append(range(at, at := at + sum(1 for _ in run)))
        for name in sorted(self.documents):
            yield from sorted(chain.from_iterable(runs[self.documents[name]]), key=lambda number: kinds[self.kind[number]])
