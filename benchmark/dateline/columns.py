"""The items of one layer of a block of documents, attribute by attribute; numbers and arrays are made of them once, when asked for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain, count, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from dateline.document import some

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Columns:
    """Items in order of their owners: documents, or events where the items are arguments."""

    def __init__(self, names: Iterable[str]) -> None:
        self.sizes: list[int] = []
        self._columns: dict[str, list[Any]] = {name: [] for name in names}
        self._codes: dict[str, tuple[NDArray[np.int64], list[Any]]] = {}
        self._arrays: dict[str, NDArray[np.int64]] = {}

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def add(self, items: Sequence[Sequence[Any] | None], absent: Sequence[str] = ()) -> None:
        """Lay out the items of some more owners; of none of them has anything that is absent."""
        if not any(items):
            self.sizes += [0] * len(items)
            return
        self.sizes += [len(own) if own else 0 for own in items]
        found = list(chain.from_iterable(filter(None, items)))
        here = len(self)
        for name, column in self._columns.items():
            if name not in absent:
                column.extend([None] * (here - len(column)))
                column.extend(map(attrgetter(name), found))

    def column(self, name: str) -> list[Any]:
        """One attribute of all items."""
        column = self._columns[name]
        column += [None] * (len(self) - len(column))  # of those that were absent
        return column

    def has(self, name: str) -> bool:
        """Whether any item has an attribute."""
        return some(self._columns[name])

    def array(self, name: str) -> "NDArray[np.int64]":
        """A column of whole numbers as an array; none may be missing."""
        if name not in self._arrays:
            import numpy as np

            self._arrays[name] = np.fromiter(self.column(name), np.int64, len(self))
        return self._arrays[name]

    @cached_property
    def placed(self) -> bool:
        """Whether all items have offsets that fit into arrays."""
        try:
            return self.array("start").size == self.array("end").size
        except (TypeError, OverflowError):
            return False

    def codes(self, name: str) -> "tuple[NDArray[np.int64], list[Any]]":
        """A column as numbers, and what they stand for, in order of first use."""
        if name not in self._codes:
            self._codes[name] = numbered(self.column(name))
        return self._codes[name]

    def values(self, name: str) -> Iterable[Any]:
        """The distinct values of a column."""
        return self._codes[name][1] if name in self._codes else set(self.column(name))

    @cached_property
    def owner(self) -> "NDArray[np.int64]":
        """The number of each item's owner."""
        import numpy as np

        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Where each owner's items begin and end."""
        return list(pairwise(accumulate(self.sizes, initial=0)))


def numbered(values: Sequence[Any]) -> "tuple[NDArray[np.int64], list[Any]]":
    """Values as numbers, and what they stand for, in order of first use."""
    import numpy as np

    number: defaultdict[Any, int] = defaultdict(count().__next__)
    return np.fromiter(map(number.__getitem__, values), np.int64, len(values)), list(number)
