"""The formats by name and by content: those of the folder, then those that other packages add."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import cast

from dateline import formats
from dateline.document import Document
from dateline.files import installed
from dateline.files.faults import nearest
from dateline.formats._spelled import spelled

SAMPLE = 64 * 1024  # bytes of a beginning by which a format is recognised
SPOKEN = {
    "allennlp": "clusters",
    "ann": "brat",
    "corefud": "conllu",
    "csv": "flat",
    "duckling": "recognizers",
    "fastcoref": "clusters",
    "tsv": "flat",
    "gliner": "flat",
    "gliner2": "flat",
    "huggingface": "flat",
    "jsonl": "native",
    "inception": "webanno",
    "maverick": "clusters",
    "spacy": "spacy_json or docbin",
    "xmi": "cas",
}


@cache
def names() -> list[str]:
    """The formats that the folder holds."""
    from pkgutil import iter_modules

    return sorted(module.name for module in iter_modules(formats.__path__) if not module.name.startswith("_"))


def module_of(format_: str) -> ModuleType:
    """A format by name."""
    if format_ in names():
        return import_module(f"dateline.formats.{format_}")
    other = installed.load("formats", format_)
    if other is None:
        called = SPOKEN.get(format_.lower())
        known = [*names(), *installed.names("formats")]
        msg = f"no format {format_!r}; {f'that is {called} here' if called else nearest(format_, known)}"
        raise ValueError(msg)
    return cast("ModuleType", other)


def others() -> Iterator[str]:
    """The formats that other packages add, looked for when none here knows a file."""
    yield from installed.names("formats")


def recognised(sample: str) -> str | None:
    """The format of a beginning: the first of the folder that knows it, then of other packages; `None`: none does."""
    for name in chain(("native", *names()), others()):
        knows = getattr(module_of(name), "recognise", None)
        if knows and knows(sample):
            return name
    return None


def writer(format_: str) -> Callable[[list[Document], list[str]], bytes]:
    """The writer of a format by name."""
    found = getattr(module_of(format_), "write", None)
    if found is None:
        msg = f"{format_} can be read, not written"
        raise ValueError(msg)
    if format_ == "native":
        return cast("Callable[[list[Document], list[str]], bytes]", found)
    return lambda documents, texts: found([spelled(document) for document in documents], texts)
