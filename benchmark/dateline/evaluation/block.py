"""A block of lines: decoded, accepted and counted on its own, in this process or any other, the same numbers to the bit."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.corpus.accept import Noted, accept
from dateline.corpus.gold import content_of, texted
from dateline.document import Document
from dateline.document.inventory import Used, Using
from dateline.document.labels import Projection
from dateline.evaluation.count import Plan, Result, count
from dateline.evaluation.join import Entry, Joined
from dateline.evaluation.report import outside
from dateline.files import Limits
from dateline.files.faults import Fault
from dateline.formats import native
from dateline.kernel.pair import Pair

LOST = 4  # strings found nowhere that are kept for the report


class Task(NamedTuple):
    """What is done with every block."""

    plan: Plan
    projections: tuple[Projection, ...]
    limits: Limits
    keep: bool


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

    def merge(self, other: "Done") -> None:
        """Add another block's."""
        self.result.merge(other.result)
        self.used = (self.used[0].plus(other.used[0]), self.used[1].plus(other.used[1]))
        self.content += other.content
        self.noted.alignment = self.noted.alignment.plus(other.noted.alignment)
        self.noted.lost = (self.noted.lost + other.noted.lost)[:LOST]
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
    """Decode, accept and count one block, a document at a time, while it is near the processor."""
    done = Done()
    using = (Using(), Using())
    done.result = count(pairs_of(lines, task, using, done), task.plan, keep=task.keep)
    done.used = (using[0].used(), using[1].used())
    return done


def pairs_of(lines: Sequence[Joined], task: Task, using: tuple[Using, Using], done: Done) -> Iterator[Pair]:
    """The documents of a block; once there is a fault nobody will ask for the numbers, so none is given."""
    for gold_line, pred_line in lines:
        pair = taken(gold_line, pred_line, task.limits, done)
        if pair is None:
            continue
        using[0].add(pair.gold.document)
        using[1].add(pair.pred.document)
        if not done.faults:
            if task.projections:
                done.outside += outside([pair], task.projections)
            yield pair


def taken(gold_line: Entry | None, pred_line: Entry | None, limits: Limits, done: Done) -> Pair | None:
    """The documents of two lines of one id, decoded and accepted; what is wrong with them is noted."""
    own, answer = decoded(gold_line, limits, done), decoded(pred_line, limits, done)
    if gold_line is None and answer is not None and pred_line is not None:
        done.strangers.append((pred_line.file, pred_line.line, answer.id))
    if own is None or gold_line is None:
        return None
    own = texted(own)
    gold, faults = accept(own, own.text, (gold_line.file, gold_line.line), limits, Noted(), gold=True)
    done.content += content_of(gold.document)
    done.faults += faults
    if answer is None or pred_line is None:
        return Pair(gold, None)
    pred, faults = accept(answer, own.text, (pred_line.file, pred_line.line), limits, done.noted)
    done.faults += faults
    return Pair(gold, pred)


def decoded(entry: Entry | None, limits: Limits, done: Done) -> Document | None:
    """The document of a line, or `None` and its faults noted; what cannot be decoded hides no other fault."""
    if entry is None:
        return None
    found = native.decode(entry.file, entry.line, entry.content, limits)
    if isinstance(found, list):
        done.faults += found
        return None
    if found.id.encode() != entry.id:
        done.faults.append(Fault(entry.file, entry.line, "$.id", f"is {entry.name()!r} and {found.id!r}", "give one `id`"))
        return None
    return found
