"""Both sides loaded from files of any format; of gold every fault of every file is told together."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from dateline.corpus.accept import Noted, accept
from dateline.corpus.gold import Gold, digest, texted
from dateline.corpus.notes import Reading
from dateline.corpus.reading import read_files
from dateline.document import Document
from dateline.document.inventory import shipped, used
from dateline.files import LIMITS, Limits, data
from dateline.files.faults import DataError, Fault, printable
from dateline.files.progress import watched
from dateline.formats._articles import Articles
from dateline.formats._reader import Read
from dateline.formats.native import read_all

RECIPES = "variants"  # the folder beside gold


@cache
def shipped_gold() -> Gold:
    """The shipped gold, with its texts."""
    reads = read_all([str(path) for path in sorted(data.path("annotations", "gold").glob("*.json"))])
    documents = accepted_gold(reads, LIMITS)
    version = tomllib.loads(data.path("annotations", "labels.toml").read_text("utf-8"))["version"]
    return Gold(documents, shipped(), f"dateline-{version}", digest(documents.values()), data.path("annotations", RECIPES))


def load_gold(path: str | None, limits: Limits = LIMITS) -> Gold:
    """The shipped gold, or a user's: a file or a folder in any format, its text from the file, the `.txt` beside it, or the tokens."""
    if path is None:
        return shipped_gold()
    own = gold_of(read_files([path], Articles(open_=True), Reading(), "", limits), printable(Path(path).stem), limits)
    return replace(own, recipes=Path(path).parent / RECIPES)


def gold_of(reads: Iterable[Read], name: str, limits: Limits = LIMITS) -> Gold:
    """Gold of documents already read: texts found, strings placed, checked; the inventory is what it uses."""
    documents = accepted_gold(watched(reads, "gold checked"), limits)
    return Gold(documents, used(documents.values()).inventory(), name, digest(documents.values()))


def accepted_gold(reads: Iterable[Read], limits: Limits) -> dict[str, Document]:
    """Gold documents by id, each with its text (its own, or a seed's), strings placed, checked; given twice is a fault."""
    found: dict[str, Document] = {}
    faults: list[Fault] = []
    for document, file, line in reads:
        if document.id in found:
            faults.append(Fault(file, line, "$.id", f"document {document.id!r} is given twice", "give each document once"))
            continue
        own = texted(document)
        accepted = accept(own, own.text, (file, line), limits, Noted(), gold=True)
        faults += accepted.faults
        found[document.id] = accepted.side.document
    if faults:
        raise DataError(faults)
    return found


def read_any(paths: Iterable[str], gold: Gold, reading: Reading, *, format_: str = "", limits: Limits = LIMITS) -> Iterator[Read]:
    """The documents of files or folders about gold's articles, the format named or recognised from the content."""
    return read_files(paths, articles_of(gold), reading, format_, limits)


def articles_of(gold: Gold) -> Articles:
    """The articles that predictions may be about."""
    return Articles({name: document.text for name, document in gold.documents.items()}.items(), more=gold.documents.get)
