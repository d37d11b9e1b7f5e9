"""The table of rows, held column by column: forty bytes a row beside the names, which are kept once."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
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

    def sorted(self) -> Iterator[Row]:
        """The rows in order of document, block, metric and slice."""
        return map(of_cells, self.cells(self.order()))

    def order(self) -> list[int]:
        """The numbers of the rows in that order."""
        import numpy as np

        columns = ((list(self.kinds), self.kind), (list(self.documents), self.document))
        keys = []
        for names, column in columns:
            rank = np.empty(len(names), np.uint32)
            rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
            keys.append(rank[np.frombuffer(column, np.uint32)])
        found: list[int] = np.lexsort(keys).tolist()
        return found

    def by_document(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows of each document, in order of the documents' names."""
        return ((name, list(rows)) for name, rows in groupby(self.sorted(), key=attrgetter("document")))
