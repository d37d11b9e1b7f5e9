"""Systems compared: scored over the same gold, or read from tables of rows, and judged unit by unit."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dateline.analysis.resampling import Sheet, are_few, slices_of
from dateline.analysis.statistics import compared
from dateline.analysis.verdicts import Difference, Resampling
from dateline.corpus.gold import Gold
from dateline.corpus.loading import load_gold
from dateline.corpus.notes import Reading
from dateline.document import answered
from dateline.evaluation.report import Report, defaults_of, score
from dateline.evaluation.request import Request
from dateline.evaluation.score import refuse_incomplete, score_held, score_paths, streams
from dateline.files.faults import printable
from dateline.formats._reader import Read
from dateline.kernel.counts import Counts, Row
from dateline.kernel.metric import Composite, Metric
from dateline.variants.rebuilt import with_variants

Held = Callable[[Reading], Iterable[Read]]  # predictions, anew each time that they are asked for
Scored = Callable[[Sequence[str], Request], dict[str, Report]]  # the reports of some systems
COLUMNS = ("first_system", "second_system", *Difference._fields)


@dataclass(frozen=True)
class Comparison:
    """Later systems against the first: their names, the differences of each by metric, and what they rest on."""

    systems: tuple[str, ...]
    differences: tuple[tuple[Difference, ...], ...]
    how: Resampling
    signatures: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """One row a later system and metric, as `COLUMNS`."""
        for name, own in zip(self.systems[1:], self.differences, strict=True):
            yield from ((self.systems[0], name, *each) for each in own)


def compare_paths(
    paths: Sequence[str],
    gold: str | None,
    request: Request,
    how: Resampling,
    *,
    format_: str = "",
    by: str = "",
    tables: dict[str, list[Row]] | None = None,
) -> Comparison:
    """The comparison of files or folders of predictions; `tables` are rows already read, by the path that they stand for."""
    tables = tables or {}
    called = names_of(paths)
    scored = list(dict.fromkeys(path for path in paths if path not in tables))
    reports = alike(scored, replace(request, axes=(by,) if by else ()), partial(reports_of, gold, format_), is_gone) if scored else {}
    sheets = [Sheet(tables[path] if path in tables else reports[path].result.rows) for path in paths]
    refuse_uneven(dict(zip(paths, sheets, strict=True)), tables)
    whole, annotated = scope(request, list(reports.values()), gold)
    gaps = {called[path]: lacking(sheet, whole, annotated) for path, sheet in zip(paths, sheets, strict=True) if path in tables}
    whole = [metric for metric in whole if not isinstance(metric, Composite) or not any(metric in own for own in gaps.values())]
    metrics = [each for metric in whole for each in (metric, *(slices_of(metric, by, sheets) if by else ()))]
    notes = [f"{name}: has no rows of {', '.join(map(str, own))}" for name, own in gaps.items() if own]
    notes += [note for path, report in reports.items() for note in noted(called[path], report)]
    signatures = [f"{called[path]}: {reports[path].signature() if path in reports else 'rows'}" for path in paths]
    differences = tuple(map(tuple, compared(metrics, annotated, sheets, how)))
    return Comparison(tuple(called[path] for path in paths), differences, how, tuple(signatures), tuple(notes))


def compare_held(systems: Mapping[str, Held], against: Gold, request: Request, how: Resampling) -> Comparison:
    """The comparison of predictions that are held in memory, by the systems' names."""
    own = by_unit(against, replace(request, axes=()))

    def scored(names: Sequence[str], request: Request) -> dict[str, Report]:
        readings = {name: Reading() for name in names}
        return {name: score(systems[name](reading), against, request, reading) for name, reading in readings.items()}

    reports = alike(list(systems), own, scored)
    metrics, annotated = scope(request, list(reports.values()), None)
    sheets = [Sheet(report.result.rows) for report in reports.values()]
    differences = tuple(map(tuple, compared(metrics, annotated, sheets, how)))
    signatures = tuple(f"{name}: {report.signature()}" for name, report in reports.items())
    notes = tuple(note for name, report in reports.items() for note in noted(name, report))
    return Comparison(tuple(systems), differences, how, signatures, notes)


def noted(name: str, report: Report) -> Iterator[str]:
    """What a reader must know of a system."""
    yield from (f"{name}: {note}" for note in (*untried(report), *report.reading.notes))


ANEW = "write the tables anew, with `dateline score --rows` and one gold"


def refuse_uneven(sheets: Mapping[str, Sheet], tables: Iterable[str]) -> None:
    """Raise `ValueError` where a table has other documents or gold items than another system: it was cut, or is of other gold."""
    for path in tables:
        for other, sheet in sheets.items():
            for key in sheets[path].whole.keys() & sheet.whole.keys() if path != other else ():
                if not key.slice and (odd := unlike(sheets[path].whole[key], sheet.whole[key])):
                    msg = f"{path} and {other} have not the same {odd[0]} under {key.metric}: {odd[1]}; {ANEW}"
                    raise ValueError(msg)


def unlike(own: Mapping[str, Counts], theirs: Mapping[str, Counts]) -> tuple[str, str] | None:
    """What two systems have not the same of under one metric, documents or gold items, and where."""
    if odd := own.keys() ^ theirs.keys():
        return "documents", f"{len(own)} and {len(theirs)}, as {min(odd)!r} in one alone"
    uneven = [name for name, counts in own.items() if counts.gold != theirs[name].gold]
    return ("gold", f"{own[uneven[0]].gold:g} and {theirs[uneven[0]].gold:g} items in document {uneven[0]!r}") if uneven else None


def alike(systems: Sequence[str], request: Request, scored: Scored, gone: Callable[[str], bool] | None = None) -> dict[str, Report]:
    """The reports of systems, all under one projection; raises `ValueError` where they speak several; `gone`: what can be read once."""
    reports = scored(systems, request)
    spoken = {report.projection: name_of(system) for system, report in reports.items() if report.projection}
    if len(spoken) > 1:
        told = ", ".join(f"{name} {projection}'s" for projection, name in spoken.items())
        msg = f"systems speak the labels of several schemes ({told}): give --labels with a file that maps them all"
        raise ValueError(msg)
    others = [system for system, report in reports.items() if not report.projection]
    if not spoken or not others:
        return reports
    if once := [name_of(system) for system in others if gone and gone(system)]:
        msg = f"{', '.join(once)} can be read only once, and is wanted under {next(iter(spoken))}'s labels: say so with --labels"
        raise ValueError(msg)
    again = scored(others, replace(request, projection=next(iter(spoken))))
    return {system: again.get(system, report) for system, report in reports.items()}


def is_gone(path: str) -> bool:
    """Whether a path that was read cannot be read again."""
    return not Path(path).exists() or Path(path).is_fifo()


def reports_of(gold: str | None, format_: str, paths: Sequence[str], request: Request) -> dict[str, Report]:
    """The report of each system; gold that is held is read once."""
    if streams(gold, paths, asked=False):
        by_document = replace(request, axes=(*request.axes, "document"))
        return {path: score_paths([path], gold, by_document, format_=format_) for path in paths}
    for path in paths:
        refuse_incomplete([path], gold)
    against = with_variants(load_gold(gold, request.limits))
    return {path: score_held([path], against, by_unit(against, request), Reading(), format_=format_) for path in paths}


def by_unit(against: Gold, request: Request) -> Request:
    """A request with the rows of documents, or of paragraphs where articles are few."""
    return replace(request, rows=True) if are_few(against.documents) else replace(request, axes=(*request.axes, "document"))


def scope(request: Request, reports: Sequence[Report], gold: str | None) -> tuple[list[Metric], frozenset[str]]:
    """The metrics that were asked for, or the headlines, and the layers that the gold annotates."""
    if reports:
        whole = [line.metric for line in reports[0].lines if not line.slice]
        if not whole:
            msg = "nothing to compare: the first system answers variants alone; give its predictions of the articles as well, in one folder"
            raise ValueError(msg)
        return whole, frozenset(reports[0].result.annotated)
    against = load_gold(gold, request.limits)
    annotated = frozenset(layer for document in against.documents.values() for layer in answered(document))
    return request.asked(defaults_of(against)), annotated


def lacking(sheet: Sheet, metrics: Sequence[Metric], annotated: frozenset[str]) -> list[Metric]:
    """The metrics of which a table has not all rows."""
    there = {key.metric for key in sheet.whole}
    return [metric for metric in metrics if not there.issuperset(parts(metric, annotated))]


def parts(metric: Metric, annotated: frozenset[str]) -> Iterator[str]:
    """The names under which a metric's rows stand."""
    if isinstance(metric, Composite):
        yield from (name for part in metric.sliced() if part.layer in annotated for name in parts(part, annotated))
    else:
        yield str(metric.whole())


def untried(report: Report) -> Iterator[str]:
    """The layers that a system did not attempt, which count 0."""
    layers = [line.metric.layer for line in report.lines if not line.slice and not line.attempted]
    if layers:
        yield f"did not attempt {', '.join(dict.fromkeys(layers))}: 0 there"


def names_of(paths: Sequence[str]) -> dict[str, str]:
    """What each system is called: by its name, or where others have that name by as much of its path as tells them apart."""
    names = {path: name_of(path) for path in paths}
    number = Counter(names.values())
    return {
        path: name if number[name] == 1 else told_apart(path, [one for one in names if names[one] == name]) for path, name in names.items()
    }


def told_apart(path: str, others: Sequence[str]) -> str:
    """The least of the end of a path that no other has."""
    parts = Path(path).parts
    ends = (parts[-depth:] for depth in range(1, len(parts)))
    shortest = next((end for end in ends if sum(Path(one).parts[-len(end) :] == end for one in others) == 1), parts)
    return printable("/".join(shortest))


def name_of(path: str) -> str:
    """What a system is called: its file's or folder's name."""
    known = Path(path)
    described = known.name in {"predictions.jsonl", "rows.csv", "rows.parquet"} and known.parent.name
    return printable(known.parent.name if described else known.stem)
