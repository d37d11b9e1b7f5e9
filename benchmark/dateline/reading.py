"""Submissions in any format, read into native documents at the door."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from dateline import formats
from dateline.corpus import Gold, Reading, expand, read_all
from dateline.document import Document
from dateline.faults import DataError, Fault
from dateline.files import LIMITS, Limits
from dateline.formats.native import Read
from dateline.metric import nearest


def read_any(paths: Iterable[str], gold: Gold, reading: Reading, *, format_: str = "", limits: Limits = LIMITS) -> Iterator[Read]:  # noqa: ARG001
    """The documents of files or folders, the format named or recognised from the content."""
    return read_all([file for path in paths for file in expand(path)], limits)


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
    if format_ not in names():
        msg = f"no format {format_!r}; {nearest(format_, names())}"
        raise ValueError(msg)
    found = getattr(import_module(f"dateline.formats.{format_}"), "write", None)
    if found is None:
        msg = f"{format_} can be read, not written; `dateline describe formats` says why"
        raise ValueError(msg)
    return cast("Callable[[list[Document], list[str]], bytes]", found)


def names() -> list[str]:
    """The formats that the folder holds."""
    return sorted(module.name for module in iter_modules(formats.__path__))
