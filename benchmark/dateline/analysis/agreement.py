"""Agreement on attributes of matched items, by Cohen's kappa (Cohen 1960), computed by scikit-learn.

For spans and structures agreement is F1 with one pass as key, as kappa has no negative class there; kappa is for what matched items
are labelled with.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.document import Document
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from dateline.metrics import parse

ATTRIBUTES = {
    "NER(match=exact)": ("type", "level"),
    "Time": ("type", "value", "basis"),
    "Rel": ("status", "asserted_by", "inferred"),
    "Trigger(match=span)": ("type", "realis", "polarity", "date", "date_basis", "asserted_by"),
    "Quote(match=overlap)": ("kind",),
}


class Agreement(NamedTuple):
    """One attribute: how many matched items, the share that agrees, and kappa (`None` with a single class)."""

    metric: str
    attribute: str
    items: int
    equal: float
    kappa: float | None


def agreements(pairs: Iterable[tuple[Document, Document | None]]) -> Iterator[Agreement]:
    """The agreement on every attribute."""
    built = [Pair.of(gold, pred) for gold, pred in pairs]
    for name, attributes in ATTRIBUTES.items():
        metric = parse(name)
        if isinstance(metric, ItemMetric):
            matched = [values for pair in built if metric.layer in pair.judged for values in matches(pair, metric, attributes)]
            for column, attribute in enumerate(attributes):
                yield measured(name, attribute, [(a[column], b[column]) for a, b in matched])


def matches(pair: Pair, metric: ItemMetric, attributes: tuple[str, ...]) -> Iterator[tuple[list[str], list[str]]]:
    """The attributes of both items of each match."""
    matching = metric.matching(pair)
    for edge in matching.pairs:
        a, b = matching.gold[edge.gold], matching.pred[edge.pred]
        first = [item_value(pair, a, attribute, gold=True) for attribute in attributes]
        yield first, [item_value(pair, b, attribute, gold=False) for attribute in attributes]


def item_value(pair: Pair, item: object, attribute: str, *, gold: bool) -> str:
    """One attribute as a category; a person or body who asserts is compared in gold's terms."""
    if attribute == "type":
        return str(getattr(item, "label", ""))
    value = getattr(getattr(item, "source", None), attribute, None)
    if attribute == "asserted_by" and value is not None:
        return str(pair.resolver.resolve(pair.gold if gold else pair.pred, value))
    return str(value)


def measured(metric: str, attribute: str, values: list[tuple[str, str]]) -> Agreement:
    """The agreement of paired categories."""
    if not values:
        return Agreement(metric, attribute, 0, 0.0, None)
    from sklearn.metrics import cohen_kappa_score

    left, right = zip(*values, strict=True)
    equal = sum(a == b for a, b in values) / len(values)
    if len(set(left) | set(right)) == 1:
        return Agreement(metric, attribute, len(values), equal, None)
    return Agreement(metric, attribute, len(values), equal, float(cohen_kappa_score(left, right)))
