"""Large native files scored block by block, in memory that does not grow with them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from dateline import files
from dateline.corpus.check import labels_outside
from dateline.corpus.gold import Gold, hex_of
from dateline.corpus.predictions import Reading
from dateline.document import Document
from dateline.document.inventory import Inventory, used
from dateline.evaluation.block import Done, Task, score_block, uncollected
from dateline.evaluation.join import Join, Joined, entries
from dateline.evaluation.report import Report, Request, checked, keeps, outside_notes, plan_of, projections, report_of
from dateline.evaluation.workers import Jobs
from dateline.files import Limits
from dateline.files.faults import DataError, Fault, Suggestion
from dateline.files.progress import Progress
from dateline.formats import native
from dateline.metrics import headlines
from dateline.metrics.whole import Dateline

BLOCK = 5 << 20  # bytes of both sides that are counted together
KNOWN = 1000  # ids of gold that a suggestion is chosen from


def score_files(name: str, gold: Sequence[str], pred: Sequence[str], request: Request, reading: Reading, jobs: Jobs) -> Report:
    """The report on native files, in memory that does not grow with them; raises `DataError` with every fault."""
    asked = request.asked([*headlines().values(), Dateline()])
    task = Task(plan_of(asked, request), tuple(projections(asked)), request.limits, keeps(request))
    join = Join(gold, pred, request.limits)
    whole = Done()
    with uncollected(), Progress("scored", files.bytes_of([*gold, *pred])) as progress:
        for done in jobs.map(score_block, batched(join, progress), task):
            whole.merge(done)
            if len(whole.faults) + len(whole.strangers) > native.MOST:
                raise DataError([*whole.faults, *join.faults, *strange(whole.strangers, join)])
    inventory = whole.used[0].inventory()
    faults = [*whole.faults, *join.faults, *join.repeated(), *strange(whole.strangers, join)]
    if not whole.used[1].within(inventory.widened(request.projection)):
        faults += mislabelled(pred, inventory.widened(request.projection), request.limits)
    if faults:
        raise DataError(faults)
    against = Gold({}, inventory, name, hex_of(whole.content))
    kept = [
        checked(metric, against, request.projection)
        for metric in request.asked([metric for metric in asked if metric.layer in {"whole", *whole.result.annotated}])
    ]
    plan_of(kept, request)
    reading.alignment = reading.alignment.plus(whole.noted.alignment)
    reading.lost += whole.noted.lost
    names = set(map(str, projections(kept)))
    reading.notes += outside_notes(Counter({key: number for key, number in whole.outside.items() if key[0] in names}))
    if len(gold) != len(pred) and max(len(gold), len(pred)) > 1:
        reading.notes.append(f"gold in {len(gold)} files, predictions in {len(pred)}: joined by document id")
    return report_of(kept, whole.result, against, reading, request)


def batched(join: Join, progress: Progress) -> Iterator[list[Joined]]:
    """The join in blocks of so many bytes, so that neither few long documents nor many short ones fill the memory."""
    block: list[Joined] = []
    size = 0
    for pair in join:
        block.append(pair)
        size += sum([len(entry.content) for entry in pair if entry])
        if size >= BLOCK:
            yield block
            progress.step(len(block), size)
            block, size = [], 0
    if block:
        yield block
        progress.step(len(block), size)


def strange(strangers: list[tuple[str, int, str]], join: Join) -> Iterator[Fault]:
    """Predictions about documents that gold does not have; one given twice is another fault."""
    if not strangers:
        return
    gold = set(join.seen[0])
    known = tuple(entry.name() for entry in islice(entries(join.paths[0], join.limits), KNOWN))
    for file, line, name in strangers[: native.MOST]:
        if hash(name.encode()) not in gold:
            yield Fault(file, line, "$.id", f"the gold has no document {name!r}", Suggestion(name, known) if known else "the gold is empty")


def mislabelled(paths: Sequence[str], inventory: Inventory, limits: Limits) -> list[Fault]:
    """Labels outside the inventory, by a second reading."""
    faults: list[Fault] = []
    for entry in entries(paths, limits):
        document = native.decode(entry.file, entry.line, entry.content, limits)
        if isinstance(document, Document) and not used([document]).within(inventory):
            faults += [Fault(entry.file, entry.line, *fault) for fault in labels_outside(document, inventory)]
        if len(faults) > native.MOST:
            break
    return faults
