"""Large files scored block by block, in memory that does not grow with them.

A block of lines is decoded, accepted and counted on its own, in this process or any other, the same numbers to the bit.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from dateline.corpus.accept import Noted, accept, plain
from dateline.corpus.check import labels_outside
from dateline.corpus.edges import crooked
from dateline.corpus.gold import Gold, content_of, hex_of, texted
from dateline.corpus.labelling import Renaming, label_notes, renaming, spoken, unknown_notes
from dateline.corpus.notes import Reading
from dateline.document.index import Side
from dateline.document.inventory import Inventory, Used, Using, used
from dateline.document.labels import Projection
from dateline.evaluation.count import Result, count
from dateline.evaluation.garbage import uncollected
from dateline.evaluation.join import Join, Joined
from dateline.evaluation.outside import outside, projections
from dateline.evaluation.plan import Plan
from dateline.evaluation.report import Report, plan_of, report_of_annotated
from dateline.evaluation.request import Request
from dateline.evaluation.sources import Entry, Source
from dateline.evaluation.workers import Jobs
from dateline.files import Limits
from dateline.files.faults import MOST, DataError, Fault, Suggestion
from dateline.files.progress import Progress
from dateline.formats import native
from dateline.kernel.pair import Pair
from dateline.metrics import headlines
from dateline.metrics.whole import Dateline

BLOCK = 5 << 20  # bytes of both sides that are counted together
KNOWN = 1000  # ids of gold that a suggestion is chosen from


def score_files(
    name: str,
    gold: Source,
    pred: Source,
    request: Request,
    reading: Reading,
    jobs: Jobs,
    rename: Renaming | None = None,
) -> Report:
    """The report on two sides, in memory that does not grow with them; raises `DataError` with every fault."""
    asked = request.asked([*headlines().values(), Dateline()])
    own = (request.limits, request.keeps, reading.strict, rename or Renaming(), request.gold_strict)
    task = Task(plan_of(asked, request), tuple(projections(asked)), *own)
    join = Join(gold, pred)
    whole = Done()
    whole_size = None if gold.size is None or pred.size is None else gold.size + pred.size
    with Progress("scored", whole_size) as progress:
        for done in jobs.map(score_block, batched(join, progress), task):
            whole.merge(done)
            if len(whole.faults) + len(whole.strangers) > MOST:
                raise DataError([*whole.faults, *join.faults, *strange(whole.strangers, join)])
    inventory = whole.used[0].inventory()
    faults = [*whole.faults, *join.faults, *join.repeated(), *strange(whole.strangers, join)]
    if reading.strict and not whole.used[1].within(inventory.widened(request.projection)):
        faults += mislabelled(pred, inventory.widened(request.projection), request.limits)
    if faults:
        raise DataError(faults)
    if (again := meant(whole, inventory, request, reading)) and rename is None:  # only now is it known what the labels mean
        return score_files(name, gold, pred, again[1], reading, jobs, again[0])
    of = (len(gold.paths), len(pred.paths))
    if all(of) and of[0] != of[1]:
        reading.said.append(f"gold in {of[0]} files, predictions in {of[1]}: joined by document id")
    reading.merge(whole.noted)
    reading.crooked.update(whole.crooked)
    against = Gold({}, inventory, name, hex_of(whole.content))
    return report_of_annotated(asked, whole.result, whole.outside, against, reading, request)


def meant(whole: "Done", inventory: Inventory, request: Request, reading: Reading) -> tuple[Renaming, Request] | None:
    """What labels stand for and the projection through which they speak, where either asks for counting once more; the rest is noted."""
    if reading.strict:
        return None
    rename = renaming(whole.used[1], inventory.widened(request.projection), request.projection)
    projection = request.projection or spoken(whole.used[1], inventory)
    if any(rename) or projection != request.projection:
        reading.said += label_notes(rename, request.projection, projection)
        return rename, replace(request, projection=projection)
    reading.said += unknown_notes(whole.used[1], inventory.widened(request.projection))
    return None


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
    known = tuple(entry.name() for entry in islice(join.sources[0], KNOWN))
    for file, line, name in strangers[:MOST]:
        if hash(name.encode()) not in gold:
            yield Fault(file, line, "$.id", f"the gold has no document {name!r}", Suggestion(name, known) if known else "the gold is empty")


def mislabelled(source: Source, inventory: Inventory, limits: Limits) -> list[Fault]:
    """Labels outside the inventory, by a second reading."""
    faults: list[Fault] = []
    for entry in source:
        found = native.decode(entry.file, entry.line, entry.content, limits)
        if isinstance(found, native.Decoded) and not used([found.document]).within(inventory):
            faults += [Fault(entry.file, entry.line, *fault) for fault in labels_outside(found.document, inventory)]
        if len(faults) > MOST:
            break
    return faults


class Task(NamedTuple):
    """What is done with every block."""

    plan: Plan
    projections: tuple[Projection, ...]
    limits: Limits
    keep: bool
    strict: bool = False
    rename: Renaming = Renaming()
    gold_strict: bool = False


@dataclass
class Done:
    """What a block gives: its result, the labels it uses, gold's content, what was noted, and what is wrong."""

    result: Result = field(default_factory=Result)
    used: tuple[Used, Used] = (Used(), Used())
    content: int = 0
    noted: Noted = field(default_factory=Noted)
    faults: list[Fault] = field(default_factory=list)
    strangers: list[tuple[str, int, str]] = field(default_factory=list)
    outside: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    crooked: dict[str, tuple[int, int]] = field(default_factory=dict)

    def merge(self, other: "Done") -> None:
        """Add another block's."""
        self.result.merge(other.result)
        self.used = (self.used[0].plus(other.used[0]), self.used[1].plus(other.used[1]))
        self.content += other.content
        self.noted.merge(other.noted)
        self.faults += other.faults
        self.strangers += other.strangers
        self.outside += other.outside
        self.crooked.update(other.crooked)


@uncollected()
def score_block(lines: Sequence[Joined], task: Task) -> Done:
    """Decode, accept and count one block, a document at a time, while it is near the processor."""
    done = Done(noted=Noted(strict=task.strict))
    using = (Using(), Using())
    done.result = count(pairs_of(lines, task, using, done), task.plan, keep=task.keep)
    done.used = (using[0].used(), using[1].used())
    return done


def pairs_of(lines: Sequence[Joined], task: Task, using: tuple[Using, Using], done: Done) -> Iterator[Pair]:
    """The documents of a block; once there is a fault nobody will ask for the numbers, so none is given."""
    for gold_line, pred_line in lines:
        pair = taken(gold_line, pred_line, task, done)
        if pair is None:
            continue
        for used_, side in zip(using, (pair.gold, pair.pred), strict=True):
            used_.add(side.document, side.spans.labels)
        if not done.faults:
            if task.projections:
                done.outside += outside([pair], task.projections)
            yield pair


def taken(gold_line: Entry | None, pred_line: Entry | None, task: Task, done: Done) -> Pair | None:
    """The documents of two lines of one id, decoded and accepted; what is wrong with them is noted."""
    limits = task.limits
    own, given = decoded(gold_line, limits, done), decoded(pred_line, limits, done, fit=not task.strict)
    answer = given and (task.rename(given.document) if any(task.rename) else given.document)
    if gold_line is None and answer is not None and pred_line is not None:
        done.strangers.append((pred_line.file, pred_line.line, answer.id))
    if own is None or gold_line is None:
        return None
    document = texted(own.document)
    gold, faults = accept(document, document.text, (gold_line.file, gold_line.line), limits, Noted(), gold=True)
    done.content += content_of(gold.document, own.written if gold.document is own.document else b"")
    done.faults += faults
    if task.gold_strict and gold.accepts:
        gold = Side(plain(gold.document))
    if answer is None or pred_line is None:
        return Pair(gold, None)
    pred, faults = accept(answer, document.text, (pred_line.file, pred_line.line), limits, done.noted)
    done.faults += faults
    done.crooked.update(crooked(pred.document, document.text))
    return Pair(gold, pred)


def decoded(entry: Entry | None, limits: Limits, done: Done, *, fit: bool = False) -> native.Decoded | None:
    """The document of a line, or `None` and its faults noted; what cannot be decoded hides no other fault.

    A prediction that is not of the schema's shape is fitted to it where that takes no guess.
    """
    if entry is None:
        return None
    found = native.decode(entry.file, entry.line, entry.content, limits)
    if isinstance(found, list) and fit and entry.id is not None and not any("(limit " in fault.what for fault in found):
        from dateline.corpus.repair import loosened  # which few streams need

        loose = loosened(entry.content.decode("utf-8", "replace"), lambda *_: entry.name(), done.noted.mistakes)
        found = native.Decoded(loose[0][0], b"") if loose and not loose[1] and len(loose[0]) == 1 else found
    if isinstance(found, list):
        done.faults += found
        return None
    return found
