"""Submissions in any format, read into native documents at the door."""

from collections.abc import Iterable, Iterator

from dateline.corpus import Gold, Reading, expand, read_all
from dateline.faults import DataError, Fault
from dateline.files import LIMITS, Limits
from dateline.formats.native import Read


def read_any(paths: Iterable[str], gold: Gold, reading: Reading, *, format_: str = "", limits: Limits = LIMITS) -> Iterator[Read]:  # noqa: ARG001
    """The documents of files or folders, the format named or recognised from the content."""
    return read_all([file for path in paths for file in expand(path)], limits)


def refuse_repairs(reading: Reading) -> None:
    """Under `--strict` a repair is a fault."""
    alignment = reading.alignment
    loose = {"text aligned by folding": alignment.normalised, "text aligned fuzzily": alignment.fuzzy}
    found = {**reading.repairs, **{name: number for name, number in loose.items() if number}}
    if found:
        raise DataError([Fault("--strict", 0, "", f"{name}: {number} times", "give exact text or offsets") for name, number in sorted(found.items())])
