"""A block of lines: decoded, checked, laid out and counted on its own, in this process or any other, the same numbers to the bit."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from msgspec.structs import replace

from dateline.block import NEAR, NOTHING, Block, Flat
from dateline.brief import full, short
from dateline.check import check
from dateline.corpus import content_of, lost_in, seeds
from dateline.document import Document
from dateline.evaluate import Plan, Result, count_block
from dateline.faults import Fault
from dateline.files import Limits
from dateline.formats import native
from dateline.grounding import ungrounded
from dateline.inventory import Used, used
from dateline.joining import Entry, Joined
from dateline.place import Alignment, place
from dateline.scoring import outside
from dateline.sound import sound

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


@dataclass(frozen=True)
class Reread(Sequence[Document]):
    """The documents of lines, read again whenever one is asked for: few are, so none need be kept. Gold's have the seeds' texts."""

    lines: Sequence[Entry | None]
    limits: Limits
    gold: bool

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, number: int) -> Document: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Document]: ...
    def __getitem__(self, number: int | slice) -> Document | Sequence[Document]:
        if isinstance(number, slice):
            return Reread(self.lines[number], self.limits, self.gold)
        line = self.lines[number]
        found = NOTHING if line is None else decode(line, self.limits)
        if isinstance(found, list):
            return NOTHING
        return texted(found) if self.gold else found


class Lot:
    """One side of a block as it is read: its lines, `None` where a document is missing, and what they say."""

    def __init__(self, limits: Limits, *, gold: bool) -> None:
        self.lines: list[Entry | None] = []
        self.flat = Flat()
        self.flat.documents = Reread(self.lines, limits, gold)
        self.contents: list[int] = []

    def take(self, lines: Sequence[Entry | None], documents: Sequence[Document]) -> None:
        """Lay out some documents, which can then be forgotten."""
        self.lines += lines
        self.flat.take(documents)


@uncollected()
def score_block(lines: Sequence[Joined], task: Task) -> Done:
    """Decode, check and count one block."""
    done = Done()
    gold, pred = Lot(task.limits, gold=True), Lot(task.limits, gold=False)
    for few in range(0, len(lines), NEAR):
        take(lines[few : few + NEAR], gold, pred, task.limits, done)
    gold_side = accepted_gold(gold, task.limits, done)
    pred_side = accepted(pred, gold_side.texts, task.limits, done)
    if not done.faults:
        block = Block(gold_side, pred_side, [line is not None for line in pred.lines])
        done.outside = outside(block, task.projections)
        count_block(block, task.plan, done.result, keep=task.keep)
    done.used = (used(gold_side), used(pred_side))
    return done


def take(lines: Sequence[Joined], gold: Lot, pred: Lot, limits: Limits, done: Done) -> None:
    """Decode some lines of both sides."""
    kept: list[tuple[Entry, Entry | None]] = []
    golds, preds = [], []
    for gold_line, pred_line in lines:
        own, answer = decoded(gold_line, limits, done), decoded(pred_line, limits, done)
        if gold_line is None and answer is not None and pred_line is not None:
            done.strangers.append((pred_line.file, pred_line.line, answer.id))
        elif own is not None and gold_line is not None:
            kept.append((gold_line, pred_line if answer is not None else None))
            golds.append(texted(own))
            preds.append(answer or NOTHING)
    gold.take([line for line, _ in kept], golds)
    gold.contents += map(content_of, golds)
    pred.take([line for _, line in kept], preds)


def texted(document: Document) -> Document:
    """A document with its text, where that is a seed's."""
    return replace(document, text=seeds()[document.id]) if document.text is None and document.id in seeds() else document


def decoded(entry: Entry | None, limits: Limits, done: Done) -> Document | None:
    """A line's document; `None` where there is no line, or where it has faults, which are noted."""
    if entry is None:
        return None
    found = decode(entry, limits)
    if isinstance(found, list):
        done.faults += found
        return None
    return found


def decode(entry: Entry, limits: Limits) -> Document | list[Fault]:
    """A line's document, or its faults."""
    document = short(entry.content) if len(entry.content) <= limits.values else None
    found = document or native.decode(entry.file, entry.line, entry.content, limits)
    if not isinstance(found, list) and found.id.encode() != entry.id:
        return [Fault(entry.file, entry.line, "$.id", f"is {entry.name()!r} and {found.id!r}", "give one `id`")]
    return found


def accepted_gold(gold: Lot, limits: Limits, done: Done) -> Flat:
    """Gold documents, strings placed; faults and the content are noted."""
    fine = sound(gold.flat, gold.flat.texts, limits)
    if all(fine):
        done.content = sum(gold.contents)
        return gold.flat
    documents = list(gold.flat.documents)
    for number, line in enumerate(gold.lines):
        if not fine[number] and line is not None:
            where = (line.file, line.line)
            document = full(documents[number])
            documents[number] = document = place(document, document.text)[0] if document.text is not None else document
            done.faults += check(document, document.text, where, limits=limits)
            done.faults += ungrounded(document, where)
            gold.contents[number] = content_of(document)
    done.content = sum(gold.contents)
    return Flat(documents)


def accepted(pred: Lot, texts: Sequence[str | None], limits: Limits, done: Done) -> Flat:
    """Predictions, strings placed; faults but for labels are noted."""
    fine = sound(pred.flat, texts, limits)
    if all(fine):
        return pred.flat
    documents = list(pred.flat.documents)
    for number, (document, line, text) in enumerate(zip(documents, pred.lines, texts, strict=True)):
        if fine[number] or line is None:
            continue
        documents[number] = full(document)
        if text is not None:
            documents[number], alignment = place(documents[number], text)
            done.alignment = done.alignment.plus(alignment)
            done.lost += lost_in(documents[number])
        done.faults += check(documents[number], text, (line.file, line.line), limits=limits)
    return Flat(documents)
