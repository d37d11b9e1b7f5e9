"""Large native files scored block by block: each block on its own, in this process or any other, the same numbers to the bit."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from dateline import files
from dateline.block import NOTHING, Block, Flat
from dateline.brief import full, short
from dateline.check import check, labels_outside
from dateline.corpus import Gold, Reading, content_of, hex_of, lost_in, seeds
from dateline.document import Document
from dateline.evaluate import BLOCK, Plan, Result, count_block
from dateline.faults import DataError, Fault
from dateline.files import Limits
from dateline.formats import native
from dateline.grounding import ungrounded
from dateline.inventory import Inventory, Used, used
from dateline.jobs import Jobs
from dateline.joining import Entry, Join, Joined, entries
from dateline.metric import nearest
from dateline.overall import Dateline, headlines
from dateline.place import Alignment, place
from dateline.progress import Progress
from dateline.scoring import Report, Request, checked, keeps, outside, outside_notes, plan_of, projections, report_of
from dateline.sound import sound

KNOWN = 1000  # ids of gold that a suggestion is chosen from
LOST = 4  # strings found nowhere that are kept for the report


class Task(NamedTuple):
    """What is done with every block."""

    plan: Plan
    projections: tuple[str, ...]
    limits: Limits
    keep: bool


@dataclass
class Done:
    """What a block gives: its result, the labels it uses, gold's content, what was noted, and what is wrong."""

    result: Result = field(default_factory=Result)
    used: tuple[Used, Used] = (Used(), Used())
    content: int = 0
    alignment: Alignment = field(default_factory=Alignment)
    lost: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    strangers: list[tuple[str, int, str]] = field(default_factory=list)
    outside: Counter[tuple[str, int, str]] = field(default_factory=Counter)

    def merge(self, other: "Done") -> None:
        """Add another block's."""
        self.result.merge(other.result)
        self.used = (self.used[0].plus(other.used[0]), self.used[1].plus(other.used[1]))
        self.content += other.content
        self.alignment = self.alignment.plus(other.alignment)
        self.lost = (self.lost + other.lost)[:LOST]
        self.faults += other.faults
        self.strangers += other.strangers
        self.outside += other.outside


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cyclic garbage collector: a block makes many small values and no cycles, and the search takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@uncollected()
def score_block(lines: Sequence[Joined], task: Task) -> Done:
    """Decode, check and count one block."""
    done = Done()
    pairs: list[tuple[Entry, Entry | None]] = []
    golds, preds = [], []
    for gold_line, pred_line in lines:
        gold, pred = decoded(gold_line, task.limits, done), decoded(pred_line, task.limits, done)
        if gold_line is None and pred is not None and pred_line is not None:
            done.strangers.append((pred_line.file, pred_line.line, pred.id))
        elif gold is not None and gold_line is not None:
            pairs.append((gold_line, pred_line if pred is not None else None))
            golds.append(gold)
            preds.append(pred)
    gold_side = accepted_gold(golds, [line for line, _ in pairs], task.limits, done)
    texts = [document.text for document in gold_side.documents]
    pred_side = accepted([pred or NOTHING for pred in preds], [line for _, line in pairs], texts, task.limits, done)
    if not done.faults:
        told = [None if line is None else pred for (_, line), pred in zip(pairs, pred_side.documents, strict=True)]
        block = Block(list(zip(gold_side.documents, told, strict=True)), gold_side, pred_side)
        done.outside = outside(block.pairs, task.projections)
        count_block(block, task.plan, done.result, keep=task.keep)
    done.used = (used(gold_side), used(pred_side))
    return done


def decoded(entry: Entry | None, limits: Limits, done: Done) -> Document | None:
    """A line's document; `None` where there is no line, or where it has faults."""
    if entry is None:
        return None
    found = short(entry.content) if len(entry.content) <= limits.values else None
    found = found or native.decode(entry.file, entry.line, entry.content, limits)
    if not isinstance(found, list) and found.id.encode() != entry.id:
        found = [Fault(entry.file, entry.line, "$.id", f"is {entry.name()!r} and {found.id!r}", "give one `id`")]
    if not isinstance(found, list):
        return found
    done.faults += found
    return None


def accepted_gold(documents: list[Document], lines: list[Entry], limits: Limits, done: Done) -> Flat:
    """Gold documents with their texts, strings placed; faults and the content are noted."""
    own = seeds()
    documents = [replace(d, text=own[d.id]) if d.text is None and d.id in own else d for d in documents]
    side = Flat(documents)
    fine = sound(side, [document.text for document in documents], limits)
    for number, document in enumerate(documents):
        if not fine[number]:
            where = (lines[number].file, lines[number].line)
            documents[number] = place(full(document), document.text)[0] if document.text is not None else full(document)
            done.faults += check(documents[number], document.text, where, limits=limits)
            done.faults += ungrounded(documents[number], where)
    done.content = sum(map(content_of, documents))
    return side if all(fine) else Flat(documents)


def accepted(documents: list[Document], lines: list[Entry | None], texts: list[str | None], limits: Limits, done: Done) -> Flat:
    """Predictions, strings placed; faults but for labels are noted."""
    side = Flat(documents)
    fine = sound(side, texts, limits)
    for number, (document, line, text) in enumerate(zip(documents, lines, texts, strict=True)):
        if fine[number] or line is None:
            continue
        documents[number] = full(document)
        if text is not None:
            documents[number], alignment = place(documents[number], text)
            done.alignment = done.alignment.plus(alignment)
            done.lost += lost_in(documents[number])
        done.faults += check(documents[number], text, (line.file, line.line), limits=limits)
    return side if all(fine) else Flat(documents)


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
    reading.alignment = reading.alignment.plus(whole.alignment)
    reading.lost += whole.lost
    reading.notes += outside_notes(whole.outside)
    if len(gold) != len(pred) and max(len(gold), len(pred)) > 1:
        reading.notes.append(f"gold in {len(gold)} files, predictions in {len(pred)}: joined by document id")
    return report_of(kept, whole.result, against, reading, request)


def batched(join: Join, progress: Progress) -> Iterator[list[Joined]]:
    """The join in blocks."""
    pairs = iter(join)
    while block := list(islice(pairs, BLOCK)):
        yield block
        progress.step(len(block), sum([len(entry.content) for pair in block for entry in pair if entry]))


def strange(strangers: list[tuple[str, int, str]], join: Join) -> Iterator[Fault]:
    """Predictions about documents that gold does not have; one given twice is another fault."""
    if not strangers:
        return
    gold = set(join.seen[0])
    known = sorted(entry.name() for entry in islice(entries(join.paths[0], join.limits), KNOWN))
    for file, line, name in strangers[: native.MOST]:
        if hash(name.encode()) not in gold:
            yield Fault(file, line, "$.id", f"the gold has no document {name!r}", nearest(name, known) if known else "the gold is empty")


def mislabelled(paths: Sequence[str], inventory: Inventory, limits: Limits) -> list[Fault]:
    """Labels outside the inventory, by a second reading."""
    faults: list[Fault] = []
    for entry in entries(paths, limits):
        document = native.decode(entry.file, entry.line, entry.content, limits)
        if isinstance(document, Document) and not used(Flat([document])).within(inventory):
            faults += [Fault(entry.file, entry.line, *fault) for fault in labels_outside(document, inventory)]
        if len(faults) > native.MOST:
            break
    return faults
