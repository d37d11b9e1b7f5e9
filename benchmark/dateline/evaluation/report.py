"""Predictions against gold: from files to a report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap
from typing import get_args

from msgspec.structs import replace

from dateline.analysis.findings import Errors, found_in
from dateline.analysis.verdicts import Interval, Resampling
from dateline.corpus.accept import plain
from dateline.corpus.gold import Gold
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import paired, understood
from dateline.document import Kind, TimeType, answered
from dateline.document.labels import OUT, Projection, family
from dateline.evaluation.count import Result, close, count, price, scored
from dateline.evaluation.garbage import uncollected
from dateline.evaluation.lines import Line, report_lines
from dateline.evaluation.memory import Memory, memories
from dateline.evaluation.outside import outside, outside_notes, projections
from dateline.evaluation.plan import Plan, plan
from dateline.evaluation.request import Request
from dateline.evaluation.unstated import unstated_notes
from dateline.files.faults import nearest
from dateline.files.progress import watched
from dateline.formats._reader import Read
from dateline.kernel.counts import Score
from dateline.kernel.items import COMMON, ItemMetric
from dateline.kernel.metric import Metric, labelled
from dateline.kernel.pair import Documents, Pair
from dateline.metrics import headlines, parse
from dateline.metrics.times import EVENT
from dateline.metrics.whole import Dateline
from dateline.variants.rebuilt import with_variants
from dateline.version import __version__

FEW = 50
TIMES = frozenset({*get_args(TimeType), EVENT})


@dataclass(frozen=True)
class Report:
    """Scores with what is needed to read and to repeat them."""

    lines: list[Line]
    result: Result
    gold: Gold
    reading: Reading
    pairs: Sequence[Documents] = ()
    projection: str = ""
    strict: Mapping[Metric, Score] = field(default_factory=dict)  # where gold's accepted answers make a difference
    answers: str = ""  # whether they count, where gold has some
    how: Resampling | None = None  # how intervals are made, where they were asked for
    named: bool = False  # whether the metrics were asked for by name
    memories: Sequence[Memory] = ()  # what variants of the articles tell, where some were answered

    def __repr__(self) -> str:
        lines = [(line.metric, line.score.f1) for line in self.lines if not line.slice]
        shown = ", ".join(f"{metric}={'–' if f1 is None else f'{f1:.3f}'}" for metric, f1 in lines)
        return f"<Report {shown}; {self.signature()}>"

    @cached_property
    def errors(self) -> Errors:
        """What went wrong under the metrics that were asked for and attempted, in the documents that are kept; else under the headlines."""
        tried = [line.metric for line in self.lines if line.attempted and not line.slice]
        parts = [part for metric in tried if isinstance(metric, Dateline) and not metric.at for part in metric.parts()]
        named = [metric for metric in tried if isinstance(metric, ItemMetric) and (self.named or metric in parts)]
        items = [metric for metric in named if metric.whole() == metric or metric.whole() not in named]  # a slice has no other errors
        known = sum(scored(self.result, part).f1 is not None for part in parts)  # the whole is the mean of these
        priced = {metric: price(self.result, metric) for metric in items}
        chains = next((str(metric) for metric in tried if metric.layer == "coreference"), "")
        return found_in(self._pairs.values(), priced, max(1, known) if priced.keys() <= set(parts) else 1, chains=chains)

    @cached_property
    def intervals(self) -> dict[str, Interval | None]:
        """The interval of each metric that was asked for, by its name; `None` where there is no honest one, empty where none was asked."""
        if self.how is None:
            return {}
        from dateline.analysis.resampling import Sheet  # they need numpy, which a score does not
        from dateline.analysis.statistics import intervals

        metrics = [line.metric for line in self.lines if not line.slice]
        return intervals(metrics, frozenset(self.result.annotated), Sheet(self.result.rows), self.how)

    @cached_property
    def _pairs(self) -> dict[str, Pair]:
        return {gold.id: Pair.of(gold, pred) for gold, pred in self.pairs}

    @property
    def headlines(self) -> dict[str, Score]:
        """The score of each layer's headline that was asked for, by layer, and of the whole."""
        asked = {labelled(metric, self.projection) for metric in (*headlines().values(), Dateline())}
        return {line.metric.layer: line.score for line in self.lines if not line.slice and line.metric in asked}

    def __getitem__(self, name: str) -> Score:
        """The score of a metric or slice by its name, as `report["NER"].f1` or `report["NER@PER"]`; one not asked for is scored now."""
        whole = [line for line in self.lines if not line.slice]
        for line in whole:
            if str(line.metric) == name:
                return line.score
        wanted = checked(labelled(parse(name), self.projection), self.gold, "")
        for line in whole:
            if line.metric == wanted:
                return line.score
        if not self.pairs and not self.memories:
            msg = f"{name} was not asked for, and a large corpus is not kept: name it in metrics="
            raise KeyError(msg)
        todo = plan([wanted], ())
        result = count(starmap(Pair.of, self.pairs), todo)
        close(result, todo.names)
        return scored(result, wanted)

    def signature(self, metric: Metric | None = None) -> str:
        """What a number rests on: the metric with its defaults, gold, package, repairs."""
        repairs = ";".join(f"{name}={number}" for name, number in sorted(self.reading.repairs.items())) or "none"
        parts = [f"gold:{self.gold.name}#{self.gold.digest}", f"docs:{self.result.documents}", f"missing:{self.result.missing}"]
        parts += [f"answers:{self.answers}"] if self.answers else []
        parts += [self.how.signature()] if self.how else []
        parts += [f"repairs:{repairs}", f"dateline:{__version__}"]
        return "|".join(([metric.spell(full=True)] if metric else []) + parts)


def defaults_of(gold: Gold) -> list[Metric]:
    """The headline of each layer that some gold annotates, and the whole."""
    annotated = {layer for document in gold.documents.values() for layer in answered(document)}
    return [metric for layer, metric in headlines().items() if layer in annotated] + [Dateline()]


def checked(metric: Metric, gold: Gold, projection: str) -> Metric:
    """The metric, if the label that it is sliced by is one of its layer's; else `ValueError` with the nearest."""
    axis, _, value = metric.at.partition("=")
    known = frozenset(gold.documents) if axis == "document" else labels_of(metric, gold, projection) if axis in {"type", "family"} else None
    known = frozenset(map(family, known)) if known and axis == "family" else known
    if known and value not in known:
        msg = f"{metric}: no {'label' if axis == 'type' else axis} {value!r} in {metric.layer}; {nearest(value, sorted(known))}"
        raise ValueError(msg)
    if axis == "type" and isinstance(metric.labels, Projection) and (target := metric.labels(value)) != value:
        if target == OUT:
            msg = f"{metric}: {value!r} is left out under {metric.labels}'s labels"
            raise ValueError(msg)
        return replace(metric, at=f"type={target}")
    return metric


def labels_of(metric: Metric, gold: Gold, projection: str) -> frozenset[str] | None:
    """The labels that a metric's items can have; `None`: any."""
    inventory = gold.inventory.widened(metric.labels or projection)
    events, relations = inventory.events, inventory.relations
    if events and metric.types == "family":
        return frozenset(map(family, events))
    claims = events | relations if events is not None and relations is not None else None
    layers = {"relations": relations, "events": events, "claims": claims, "times": TIMES, "quotes": frozenset(get_args(Kind))}
    return layers.get(metric.layer, inventory.entities)


@uncollected()
def score(reads: Iterable[Read], gold: Gold, request: Request, reading: Reading | None = None) -> Report:
    """The report of a submission; raises `DataError` with every fault of every file."""
    reading = reading or Reading()
    found_, projection = understood(watched(reads, "read"), gold, reading, request.projection)
    request = replace(request, projection=projection)
    if request.gold_strict:
        gold = with_variants(replace(gold, documents={name: plain(document) for name, document in gold.documents.items()}))
    asked = [checked(metric, gold, request.projection) for metric in request.asked(defaults_of(gold))]
    todo = plan_of(asked, request)
    pairs = list(paired(gold, found_, reading, projection=projection, limits=request.limits))
    articles = frozenset(gold.documents)
    own, variants = [pair for pair in pairs if pair[0].id in articles], [pair for pair in pairs if pair[0].id not in articles]
    if variants and not any(pred for _, pred in own):
        own = []  # of the articles themselves nothing was answered
    shown = asked if own or not variants else []
    reading.said += outside_notes(outside(starmap(Pair.of, own), projections(asked)))
    result = count(starmap(Pair.of, watched(own, "scored")), todo, keep=request.keeps)
    told = memories(own, variants, gold, asked, plan(asked, ())) if variants else ()
    return report_of(shown, result, gold, reading, request, pairs=own if len(own) <= FEW or request.details else (), memories=told)


def plan_of(asked: Sequence[Metric], request: Request) -> Plan:
    """What is to be counted; raises `ValueError` for an axis that no metric has."""
    known = sorted({axis for metric in asked for axis in metric.axes} | {"type", "none", *COMMON})
    for axis in request.axes:
        if axis not in known:
            msg = f"--by {axis}: none of the metrics has that axis; {nearest(axis, known)}"
            raise ValueError(msg)
    return plan(asked, [axis for axis in request.axes if axis != "document"], stated=request.means, paragraphs=request.rows)


def report_of(
    asked: Sequence[Metric],
    result: Result,
    gold: Gold,
    reading: Reading,
    request: Request,
    *,
    pairs: Sequence[Documents] = (),
    memories: Sequence[Memory] = (),
) -> Report:
    """The report on a result."""
    close(result, plan(asked).names, keep=request.keeps)
    both = {metric: (scored(result, metric), scored(result, metric, strict=True)) for metric in asked if result.accepting}
    strict = {metric: strictly for metric, (accepting, strictly) in both.items() if strictly != accepting}
    answers = "strict" if request.gold_strict else "accepted" if result.accepting else ""
    lines = list(report_lines(asked, result, request.axes, stated=request.means))
    reading.said += unstated_notes(asked, result, request.axes if request.means else ())
    how = Resampling(request.intervals) if request.intervals else None
    told = (request.projection, strict, answers, how, bool(request.metrics))
    return Report(lines, result, gold, reading, pairs, *told, memories)


def report_of_annotated(
    asked: Sequence[Metric],
    result: Result,
    outside_: Counter[tuple[str, int, str]],
    gold: Gold,
    reading: Reading,
    request: Request,
) -> Report:
    """The report on a result of which only now is known which layers gold has, and what projections leave out."""
    there = [metric for metric in asked if metric.layer in {"whole", *result.annotated}]
    kept = [checked(metric, gold, request.projection) for metric in request.asked(there)]
    plan_of(kept, request)
    known = set(map(str, projections(kept)))
    reading.said += outside_notes(Counter({key: number for key, number in outside_.items() if key[0] in known}))
    return report_of(kept, result, gold, reading, request)
