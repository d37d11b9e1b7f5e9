"""Submissions in any format, read into native documents at the door.

The format is named, or recognised from the content. Offsets are turned into code points; every item that carries its own text is
compared with its slice of the article. The rate is reported; a
constant shift of all items is named and taken back, a few items that stand beside their text are put on it, both as counted
repairs; what stands nowhere is scored as it is.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import cast

from msgspec.structs import replace

from dateline import files, formats
from dateline.answer import Articles, Texts
from dateline.corpus import Gold, Reading, expand, guarded, read_all
from dateline.document import Document
from dateline.faults import DataError, Fault, nearest, one
from dateline.files import LIMITS, Limits
from dateline.formats.native import Read
from dateline.loose import loosened
from dateline.slices import settle

SPOKEN = {
    "csv": "flat",
    "tsv": "flat",
    "gliner": "flat",
    "gliner2": "flat",
    "huggingface": "flat",
    "jsonl": "native",
    "spacy": "spacy_json",
    "xmi": "cas",
}
SAMPLE = 64 * 1024
ANSWER = 16 * 2**20  # no model's answer is longer; past it a file is native or refused


@cache
def names() -> list[str]:
    """The formats that the folder holds."""
    return sorted(module.name for module in iter_modules(formats.__path__))


def module_of(format_: str) -> ModuleType:
    """A format by name."""
    if format_ not in names():
        called = SPOKEN.get(format_.lower())
        msg = f"no format {format_!r}; {f'that is {called} here' if called else nearest(format_, names())}"
        raise ValueError(msg)
    return import_module(f"dateline.formats.{format_}")


def read_any(paths: Iterable[str], gold: Gold, reading: Reading, *, format_: str = "", limits: Limits = LIMITS) -> Iterator[Read]:
    """The documents of files or folders, the format named or recognised from the content; the parts of one article are put together."""
    if format_:
        module_of(format_)
    merged: dict[str, Read] = {}
    articles = Articles({name: document.text for name, document in gold.documents.items()})
    faults: list[Fault] = []
    for path in paths:
        for file in expand_any(path):
            try:
                for read in read_file(file, articles, reading, format_, limits):
                    if read.line < 0:
                        merged[read.document.id] = joined(merged.get(read.document.id), read)
                    else:
                        yield read
            except DataError as error:
                faults += error.faults
    yield from merged.values()
    if faults:
        raise DataError(faults)


def expand_any(path: str) -> list[str]:
    """A file as itself, a folder as its files; texts and type systems beside annotations are passed over."""
    place = Path(path)
    if path == files.STDIN or not place.is_dir():
        return [path]
    found = sorted(str(p) for p in place.iterdir() if p.is_file() and not p.name.startswith(".") and p.name != "TypeSystem.xml")
    others = [name for name in found if not name.endswith(".txt")]
    return (others or found) or expand(path)


def read_file(path: str, articles: Articles, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """One file's documents; foreign ones carry line -1, so that a folder's parts can be joined."""
    if path == files.STDIN and format_ in {"", "native"}:
        yield from read_all([path], limits)
        return
    with files.opened(path) as stream:
        sample = stream.read(SAMPLE)
    found = format_ or recognised(sample.decode("utf-8-sig", "replace"))
    if found == "native":
        yield from native_or_loose(path, reading, limits)
        return
    content = files.text(path, files.whole(path, limits))
    answers = module_of(found).read(content, Texts(path, articles))
    try:
        for answer in answers:
            own = articles[answer.document.id]
            document, notes, rate = settle(answer, own) if own is not None else (answer.document, {}, (0, 0))
            for note, number in notes.items():
                reading.repaired(note, number)
            reading.sliced(path, found, *rate)
            yield Read(document, path, -1)
    except json.JSONDecodeError as error:
        raise one(
            path, error.lineno, "", f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}", "mend the JSON there"
        ) from None
    except RecursionError:
        raise one(path, 0, "", f"is nested deeper than {limits.nesting} (limit nesting)", "flatten it") from None


def recognised(sample: str) -> str:
    """The format of a beginning: the first of the folder that knows it, else native."""
    for name in ("native", *names()):
        knows = getattr(import_module(f"dateline.formats.{name}"), "recognise", None)
        if knows and knows(sample):
            return name
    return "native"


def native_or_loose(path: str, reading: Reading, limits: Limits) -> Iterator[Read]:
    """Native documents; JSON inside a fence or prose, with trailing commas or a cut-off tail is read where that takes no guess."""
    if Path(path).stat().st_size > ANSWER:
        yield from read_all([path], limits)
        return
    faults: list[Fault] = []
    reads = list(guarded(read_all([path], limits), faults))
    found = loosened(files.text(path, files.whole(path, limits))) if faults else None
    if found is None:
        yield from reads
        if faults:
            raise DataError(faults)
    else:
        documents, repairs = found
        for name in repairs:
            reading.repaired(name)
        yield from (Read(document, path, 1) for document in documents)


def joined(before: Read | None, read: Read) -> Read:
    """Two answers about one article as one: layers follow each other; ids that would clash are made new by the file's number."""
    if before is None:
        return Read(read.document, read.file, 0)
    old, new = before.document, read.document
    layers = ("mentions", "entities", "times", "relations", "events", "quotes")
    both = {
        name: (*(getattr(old, name) or ()), *(getattr(new, name) or ()))
        for name in layers
        if getattr(old, name) is not None or getattr(new, name) is not None
    }
    return Read(replace(old, **both), before.file, 0)


def refuse_repairs(reading: Reading) -> None:
    """Under `--strict` a repair is a fault."""
    alignment = reading.alignment
    loose = {"text aligned by folding": alignment.normalised, "text aligned fuzzily": alignment.fuzzy}
    found = {**reading.repairs, **{name: number for name, number in loose.items() if number}}
    if found:
        raise DataError(
            [Fault("--strict", 0, "", f"{name}: {number} times", "give exact text or offsets") for name, number in sorted(found.items())]
        )


def writer(format_: str) -> Callable[[list[Document], list[str]], bytes]:
    """The writer of a format by name."""
    found = getattr(module_of(format_), "write", None)
    if found is None:
        msg = f"{format_} can be read, not written"
        raise ValueError(msg)
    return cast("Callable[[list[Document], list[str]], bytes]", found)
