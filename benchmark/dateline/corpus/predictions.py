"""Predictions beside gold: their labels understood, placed, checked and paired."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from dateline.corpus.accept import accept
from dateline.corpus.edges import crooked
from dateline.corpus.gold import Gold
from dateline.corpus.labelling import label_notes, renaming, spoken, unknown_notes
from dateline.corpus.notes import Reading
from dateline.document import Document
from dateline.document.inventory import used
from dateline.files import LIMITS, Limits
from dateline.files.faults import MOST, DataError, Fault, Suggestion, plural
from dateline.formats._reader import Read
from dateline.formats.native import guarded


def understood(reads: Iterable[Read], against: Gold, reading: Reading, projection: str = "") -> tuple[Iterable[Read], str]:
    """All documents with their labels in the gold's words, and the projection through which they speak; what is unknown is noted."""
    faults: list[Fault] = []
    every = list(guarded(reads, faults))
    if reading.strict or faults:  # what is wrong with the documents that were read is told beside them
        return followed(every, faults), projection
    said = used(read.document for read in every)
    rename = renaming(said, against.inventory.widened(projection), projection)
    done = [read._replace(document=rename(read.document)) for read in every]
    before, projection = projection, projection or spoken(said, against.inventory)
    reading.said += label_notes(rename, before, projection)
    reading.said += unknown_notes(used(read.document for read in done), against.inventory.widened(projection))
    return done, projection


def followed(reads: Iterable[Read], faults: list[Fault]) -> Iterator[Read]:
    """Reads, then the faults that came with them."""
    yield from reads
    if faults:
        raise DataError(faults)


def refuse_repairs(reading: Reading, paths: Sequence[str]) -> None:
    """For who wants none: a repair is a fault, and a string that was found nowhere; told of all files together."""
    alignment = reading.alignment
    as_ = f", as {reading.lost[0]!r}" if reading.lost else ""
    loose = {"aligned by folding": alignment.normalised, "aligned fuzzily": alignment.fuzzy, f"found nowhere{as_}": alignment.none}
    done = {**reading.repairs, **{f"text {name}": number for name, number in loose.items() if number}}
    where = paths[0] if len(paths) == 1 else f"{paths[0]} and {plural(len(paths) - 1, 'other')}"
    if done:
        fix = "give exact text or offsets; `score` without --strict counts it as it is"
        raise DataError([Fault(where, 0, "", f"{name}: {plural(number, 'time')}", fix) for name, number in sorted(done.items())])


def paired(
    against: Gold, reads: Iterable[Read], reading: Reading, *, projection: str = "", limits: Limits = LIMITS
) -> Iterator[tuple[Document, Document | None]]:
    """Gold documents beside what was predicted for each, predictions first, then gold documents that none names."""
    inventory = against.inventory.widened(projection)
    seen: set[str] = set()
    faults: list[Fault] = []
    for document, file, line in guarded(reads, faults):
        own = against.documents.get(document.id)
        if own is None or document.id in seen:
            faults.append(stranger(document.id, file, line, against.documents.keys(), seen))
        else:
            seen.add(document.id)
            found = accept(document, own.text, (file, line), limits, reading, inventory)
            faults += found.faults
            if not faults:
                reading.crooked.update(crooked(found.side.document, own.text))
                yield own, found.side.document
        if len(faults) > MOST:
            break
    if faults:
        raise DataError(faults)
    for name, document in against.documents.items():
        if name not in seen:
            yield document, None


def stranger(name: str, file: str, line: int, known: Collection[str], seen: Collection[str]) -> Fault:
    """A document that gold does not have, or that was given before."""
    if name in seen:
        return Fault(file, line, "$.id", f"document {name!r} is given twice", "give each document once")
    return Fault(file, line, "$.id", f"the gold has no document {name!r}", Suggestion(name, tuple(known)) if known else "the gold is empty")
