"""What was wrong, where, and what to do: faults are collected and reported together; repairs are counted and named."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

SHOWN = 50
WINDOW = 24


class Fault(NamedTuple):
    """One thing that is wrong with a file."""

    file: str
    line: int
    path: str
    what: str
    fix: str
    window: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f" {self.path}" if self.path else ""
        window = f"\n    text: {self.window}" if self.window else ""
        return f"{place}{where}: {self.what}{window}\n    fix: {self.fix}"


class DataError(Exception):
    """All faults of all files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(report(self.faults))

    def __reduce__(self) -> tuple[type["DataError"], tuple[list[Fault]]]:
        return DataError, (self.faults,)


def report(faults: list[Fault]) -> str:
    """The faults as one message, in order of file and line; a long list is cut and says so."""
    ordered = sorted(faults, key=lambda fault: (fault.file, fault.line, fault.path))
    shown = [printable(str(fault)) for fault in ordered[:SHOWN]]
    more = len(ordered) - len(shown)
    if more:
        kinds = Counter(fault.what.split(" ")[0] for fault in ordered[SHOWN:])
        shown.append(f"… and {more} more ({len(kinds)} kinds)")
    count = "1 fault" if len(ordered) == 1 else f"{len(ordered)} faults"
    return "\n".join([*shown, count])


def printable(text: str) -> str:
    """Text without control characters that could move a terminal's cursor."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" for c in text)  # noqa: PLR2004 - used once, and its line says what it is


def window(text: str, start: int, end: int) -> str:
    """The text around a span, the span in brackets, newlines shown."""
    low, high = max(0, min(start, len(text))), max(0, min(end, len(text)))
    high = max(low, high)
    middle = text[low:high] if high - low <= 3 * WINDOW else text[low : low + WINDOW] + " … " + text[high - WINDOW : high]
    before = ("…" if low > WINDOW else "") + text[max(0, low - WINDOW) : low]
    after = text[high : high + WINDOW] + ("…" if high + WINDOW < len(text) else "")
    return f"{before}[{middle}]{after}".replace("\r", "\\r").replace("\n", "\\n")


def one(file: str, line: int, path: str, what: str, fix: str) -> DataError:
    """An error of a single fault."""
    return DataError([Fault(file, line, path, what, fix)])
