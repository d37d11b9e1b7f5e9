"""What an error costs: what the F1 of its metric, at its slice and with its average, would gain were it right."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import fsum

from msgspec import Struct

from dateline.analysis.errors import Error
from dateline.document.items import Item
from dateline.kernel.counts import Counts, averaged, score
from dateline.kernel.pair import Pair
from dateline.kernel.slicing import Slicing, names

Mending = Mapping[str, Counts]  # by slice, what the counts gain


class Price(Struct, frozen=True, dict=True):
    """The counts that a metric's score is made of, by slice, and how they are averaged."""

    counts: Mapping[str, Counts]
    average: str

    @cached_property
    def before(self) -> float:
        """F1 as it is."""
        return self.f1(())

    def f1(self, mendings: Iterable[Mending]) -> float:
        """F1 were some errors right."""
        more: dict[str, list[Counts]] = {}
        for mending in mendings:
            for at, gained in mending.items():
                more.setdefault(at, []).append(gained)
        counts = [Counts(*map(fsum, zip(own, *more.get(at, ()), strict=True))) for at, own in self.counts.items()]
        whole = score(counts[0]) if self.average == "micro" else averaged(counts, weighted=self.average == "weighted")
        return whole.f1 or 0.0

    def gain(self, mendings: Iterable[Mending]) -> float:
        """What F1 would gain were some errors right."""
        return self.f1(mendings) - self.before


def mending(pair: Pair, error: Error, price: Price) -> Mending:
    """What an error's being right changes in each slice that it is in: a wrong item then stands where gold's does."""
    axes = tuple(dict.fromkeys(at.partition("=")[0] for at in price.counts if at))
    golds, preds = (slices(pair, axes, item, gold=side == 0) for side, item in enumerate((error.gold, error.pred)))
    return {at: change(error, gold=at in golds, pred=at in preds) for at in price.counts if at in golds or at in preds}


def slices(pair: Pair, axes: tuple[str, ...], item: Item | None, *, gold: bool) -> set[str]:
    """The slices that an item is in, the whole among them."""
    if item is None:
        return set()
    cells = ((slicing, slicing.cells(pair, [item], gold=gold)[0]) for slicing in (Slicing((axis,)) for axis in axes))
    return {"", *(slice_ for slicing, cell in cells for _, slice_ in names(slicing)(cell))}


def change(error: Error, *, gold: bool, pred: bool) -> Counts:
    """What the counts of a slice gain that has the gold item, the predicted one, or both."""
    if gold and pred:
        return Counts(error.weight, 0.0, error.weight, 0.0)
    return Counts(1.0, 1.0, error.weight, 0.0) if gold else Counts(error.weight - 1, -1.0, 0.0, 0.0)
