"""The best and the worst score over the placements of ambiguous strings, for `NER` and `Quote(match=exact)`.

Of k equal strings over n places, of which g hold a gold item, at best min(k, g) are right and at worst max(0, k − (n − g)). Other
metrics use reading order.
"""

from collections import Counter
from collections.abc import Sequence

from dateline.corpus.place import Choice
from dateline.document import Span
from dateline.document.contents import trimmed
from dateline.kernel.counts import Counts, Score, score
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Metric
from dateline.kernel.pair import Documents, Pair
from dateline.metrics.entities import NER
from dateline.metrics.quotes import Quote


def applies(metric: Metric) -> bool:
    """Whether a range is defined: equal spans decide, and nothing is left out by level."""
    if isinstance(metric, NER):
        return metric.match in {"strict", "exact"} and metric.level == "any" and metric.view == "spans" and not metric.labels
    return isinstance(metric, Quote) and metric.match == "exact"


def ranged(metric: ItemMetric, counts: Counts, pairs: Sequence[Documents], choices: Sequence[Choice]) -> tuple[Score, Score]:
    """The worst and the best score; both the score itself when nothing was ambiguous."""
    layer = "mentions" if isinstance(metric, NER) else "quotes"
    golds = {gold.id: places_of(metric, Pair.of(gold, pred)) for gold, pred in pairs}
    texts = {gold.id: gold.text for gold, _ in pairs}
    own = [c for c in choices if c.layer == layer]
    groups = Counter((c.document, labelled(metric, c.label), c.words) for c in own)
    chosen = Counter((c.document, labelled(metric, c.label), c.words) for c in own if right(metric, c, golds, texts))
    places_by = {(c.document, c.words): c.places for c in own}
    worst = best = 0
    for group, number in groups.items():
        document, label, words = group
        places = places_by[document, words]
        there = sum((key(metric, place, texts[document]), label) in golds[document] for place in places)
        worst += max(0, number - (len(places) - there)) - chosen[group]
        best += min(number, there) - chosen[group]
    ends = [counts._replace(right_predicted=counts.right_predicted + d, right_gold=counts.right_gold + d) for d in (worst, best)]
    return score(ends[0]), score(ends[1])


def labelled(metric: ItemMetric, label: str) -> str:
    """The label that counts: none where the metric does not look at it."""
    return label if isinstance(metric, NER) and metric.match == "strict" else ""


def key(metric: ItemMetric, place: Span, text: str | None) -> Span:
    """A place as the metric compares it."""
    return place if isinstance(metric, NER) else trimmed(text, (place,))[0]


def places_of(metric: ItemMetric, pair: Pair) -> set[tuple[Span, str]]:
    """The places of gold's items of one piece, with the label that counts."""
    items = metric.items(pair, pair.gold)
    return {(key(metric, item.pieces[0], pair.text), labelled(metric, item.label)) for item in items if len(item.pieces) == 1}


def right(metric: ItemMetric, choice: Choice, golds: dict[str, set[tuple[Span, str]]], texts: dict[str, str | None]) -> bool:
    """Whether the place that reading order chose holds a gold item."""
    return (key(metric, choice.chosen, texts[choice.document]), labelled(metric, choice.label)) in golds[choice.document]
