"""Some pairs of documents together, their mentions laid out attribute by attribute, each attribute once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain, count, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from dateline.brief import RARE, is_short
from dateline.document import TITLE, Document, layers_of, some

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Documents = tuple[Document, Document | None]
COMMON = ("start", "end", "type", "level", "entity", "id")
NOTHING = Document(id="")


def columns(documents: Sequence[Document]) -> dict[str, list[Any]]:
    """Every attribute of all mentions, the common ones while a mention is still near the processor."""
    found: dict[str, list[Any]] = {name: [] for name in COMMON}
    start, end, type_, level, entity, id_ = (column.append for column in found.values())
    for document in documents:
        for mention in document.mentions or ():
            start(mention.start)
            end(mention.end)
            type_(mention.type)
            level(mention.level)
            entity(mention.entity)
            id_(mention.id)
    if all([is_short(document) or not document.mentions for document in documents]):
        return found | dict.fromkeys(RARE, [None] * len(found["id"]))
    mentions = [mention for document in documents for mention in document.mentions or ()]
    return found | {name: list(map(attrgetter(name), mentions)) for name in RARE}


class Flat:
    """One side of a block: all mentions in order of their documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.sizes = [len(document.mentions or ()) for document in documents]
        self._columns = columns(documents)
        self._codes: dict[str, tuple[NDArray[np.int64], list[Any]]] = {}
        self._arrays: dict[str, NDArray[np.int64]] = {}

    def column(self, name: str) -> list[Any]:
        """One attribute of all mentions."""
        return self._columns[name]

    def array(self, name: str) -> "NDArray[np.int64]":
        """A column of whole numbers as an array; none may be missing."""
        if name not in self._arrays:
            import numpy as np

            self._arrays[name] = np.fromiter(self.column(name), np.int64, len(self.column(name)))
        return self._arrays[name]

    @cached_property
    def placed(self) -> bool:
        """Whether all mentions have offsets that fit into arrays."""
        try:
            return self.array("start").size == self.array("end").size
        except (TypeError, OverflowError):
            return False

    def codes(self, name: str) -> "tuple[NDArray[np.int64], list[Any]]":
        """A column as numbers, and what they stand for, in order of first use."""
        if name == "label" and self.labels is self.column("type"):
            return self.codes("type")
        if name not in self._codes:
            import numpy as np

            values = self.labels if name == "label" else self.column(name)
            number: defaultdict[Any, int] = defaultdict(count().__next__)
            self._codes[name] = np.fromiter(map(number.__getitem__, values), np.int64, len(values)), list(number)
        return self._codes[name]

    def values(self, name: str) -> Iterable[Any]:
        """The distinct values of a column."""
        return self._codes[name][1] if name in self._codes else set(self.column(name))

    @cached_property
    def document(self) -> "NDArray[np.int64]":
        """The number of each mention's document."""
        import numpy as np

        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Where each document's mentions begin and end."""
        return list(pairwise(accumulate(self.sizes, initial=0)))

    @cached_property
    def answered(self) -> list[frozenset[str]]:
        """The layers that each document annotates or answers."""
        entities, qids = self.column("entity"), self.column("qid")
        bare = None in self.values("entity")
        clustered = [some(entities[a:b]) for a, b in self.bounds] if bare else [size > 0 for size in self.sizes]
        linked = [some(qids[a:b]) for a, b in self.bounds] if some(qids) else [False] * len(self.sizes)
        told = zip(self.documents, clustered, linked, strict=True)
        return [layers_of(document, clustered=entity, linked=qid) for document, entity, qid in told]

    @cached_property
    def labels(self) -> list[str]:
        """Each mention's own type, else its entity's, else empty."""
        found = self.column("type")
        if None not in self.values("type"):
            return found
        silent = [place for place, kind in enumerate(found) if kind is None]
        return self._told(list(found), silent)

    @cached_property
    def qids(self) -> list[str | None]:
        """Each mention's own Wikidata id, else its entity's; a title has none."""
        found = list(self.column("qid"))
        for document, (a, b) in zip(self.documents, self.bounds, strict=True):
            owned = {entity.id: entity.qid for entity in document.entities or () if entity.qid is not None}
            if owned:
                names = zip(found[a:b], self.column("entity")[a:b], strict=True)
                found[a:b] = [owned.get(name) if own is None and name is not None else own for own, name in names]
        return [None if label == TITLE else qid for qid, label in zip(found, self.labels, strict=True)] if TITLE in self.labels else found

    def _told(self, found: list[Any], silent: list[int]) -> list[str]:
        kinds = cache(lambda number: {entity.id: entity.type or "" for entity in self.documents[number].entities or ()})
        owner = list(chain.from_iterable([number] * size for number, size in enumerate(self.sizes)))
        for place in silent:
            name = self.column("entity")[place]
            found[place] = kinds(owner[place]).get(name, "") if name is not None else ""
        return found


class Block:
    """Pairs, and both their sides laid out."""

    def __init__(self, pairs: Sequence[Documents], gold: Flat | None = None, pred: Flat | None = None) -> None:
        self.pairs = pairs
        self.gold = gold or Flat([gold for gold, _ in pairs])
        self.pred = pred or Flat([pred or NOTHING for _, pred in pairs])
