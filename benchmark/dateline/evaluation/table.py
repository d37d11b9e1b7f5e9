"""The table of rows, held column by column: forty bytes a row beside the names, which are kept once."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Self

from dateline.kernel.counts import Counts, Row

Kind = tuple[str, str, str]  # block, metric and slice


class Table:
    """Rows in the order in which they came: for each the number of its document, the number of its kind, and its four counts."""

    def __init__(self) -> None:
        self._documents: dict[str, int] = {}
        self._kinds: dict[Kind, int] = {}
        self._document, self._kind, self._counts = array("I"), array("I"), array("d")
        self._without: frozenset[str] = frozenset()

    def leave_out(self, metrics: Collection[str]) -> None:
        """Give the rows of some metrics no more."""
        self._without = frozenset(metrics)

    def __len__(self) -> int:
        return len(self._kind)

    def __iter__(self) -> Iterator[Row]:
        return self._rows(range(len(self)))

    def __iadd__(self, rows: Iterable[Row]) -> Self:
        """Add rows."""
        for name, block, metric, slice_, counts in rows:
            self._document.append(self._documents.setdefault(name, len(self._documents)))
            self._kind.append(self._kinds.setdefault((block, metric, slice_), len(self._kinds)))
            self._counts.extend(counts)
        return self

    def _rows(self, numbers: Iterable[int]) -> Iterator[Row]:
        documents, kinds = list(self._documents), list(self._kinds)
        for number in numbers:
            if self._without and kinds[self._kind[number]][1] in self._without:
                continue
            counts = Counts(*self._counts[4 * number : 4 * number + 4])
            yield Row(documents[self._document[number]], *kinds[self._kind[number]], counts)

    def sorted(self) -> Iterator[Row]:
        """The rows in order of document, block, metric and slice."""
        import numpy as np

        columns = ((list(self._kinds), self._kind), (list(self._documents), self._document))
        keys = []
        for names, column in columns:
            rank = np.empty(len(names), np.uint32)
            rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
            keys.append(rank[np.frombuffer(column, np.uint32)])
        return self._rows(map(int, np.lexsort(keys)))

    def by_document(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows of each document, in order of the documents' names."""
        return ((name, list(rows)) for name, rows in groupby(self.sorted(), key=attrgetter("document")))
