"""What was wrong, where, and what to do: faults are collected and reported together; repairs are counted and named."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MOST = 1000  # of one file that are kept
SHOWN = 50
FEW = 3  # faults of one kind that are each told in full
VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|\[[^\]]*\]|\d[\d,.]*")
COMMAND = re.compile(r"(?<=^)(\s*)::|##\[")  # what the runner of a workflow looks for in its log
WINDOW = 24
CLOSE = 60.0  # of 100, how alike two words are of which one may be meant
LONG = 100  # characters; nobody mistypes a longer word
LISTED = 60
THEIRS = "dateline: this was "  # the note on an error of a user's own extractor
LONGEST, HALF = 4_000, 1_900  # characters of a line


class Suggestion(NamedTuple):
    """A fix that names the nearest of what is known; it is looked for when it is read, as most of many faults are not."""

    word: str
    known: Sequence[str]
    more: str = ""

    def __str__(self) -> str:
        return nearest(self.word, self.known) + self.more


class Fault(NamedTuple):
    """One thing that is wrong with a file."""

    file: str
    line: int
    path: str
    what: str
    fix: "str | Suggestion"
    window: str = ""

    def __str__(self) -> str:
        return self.told([])

    def told(self, more: list[str]) -> str:
        """In words, with more lines before what to do."""
        window = [f"    text: {self.window}"] if self.window else []
        return block([f"{self.place()}: {self.what}", *window, *more, f"    fix: {self.fix}"])

    def place(self) -> str:
        """Its file, line and path."""
        return (f"{self.file}:{self.line}" if self.line else self.file) + (f" {self.path}" if self.path else "")

    def kind(self) -> str:
        """What is wrong, whatever the words and numbers."""
        return VARYING.sub("…", self.what)


class DataError(Exception):
    """All faults of all files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(report(self.faults))

    def __reduce__(self) -> tuple[type["DataError"], tuple[list[Fault]]]:
        return DataError, (self.faults,)


def report(faults: list[Fault]) -> str:
    """The faults as one message, in order of file and line; many of one kind are told once, with their number and first places."""
    ordered = sorted(faults, key=lambda fault: (fault.file, fault.line, fault.path))
    kinds: dict[str, list[Fault]] = {}
    for fault in ordered:
        kinds.setdefault(fault.kind(), []).append(fault)
    shown: list[str] = []
    for group in kinds.values():
        first, *others = group
        if len(others) < FEW:
            shown += map(str, group)
        else:
            places = ", ".join(fault.place() for fault in others[: FEW - 1])
            shown.append(first.told([f"    also at {places}, … ({len(group):,} in all)"]))
    more = len(shown) - SHOWN
    return "\n".join([*shown[:SHOWN], *([f"… and {more} more"] if more > 0 else []), plural(len(ordered), "fault")])


def of_system(error: OSError) -> str:
    """What the system says of a file, with its name first; of anything else what the error says."""
    return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)


def of_value(error: ValueError) -> str:
    """What is wrong with a value, without Python's advice to who wrote the program."""
    return str(error).partition("; use sys.")[0]


def plural(number: int, noun: str) -> str:
    """So many of something."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def printable(text: str) -> str:
    """Text as one line that neither a terminal nor a workflow's runner takes for a command: what does not print is escaped."""
    line = text if text.isprintable() else "".join(c if c.isprintable() else escaped(c) for c in text)
    if "::" not in line and "##[" not in line:
        return line
    return COMMAND.sub(lambda found: found[0].replace("::", r"\x3a:").replace("##", r"\x23#"), line)


def escaped(character: str) -> str:
    """A character as Python spells it."""
    return repr(character)[1:-1]


def block(lines: Iterable[str]) -> str:
    """Lines for a reader, each of which stays one line, and no longer than can be read."""
    return "\n".join(printable(line if len(line) <= LONGEST else f"{line[:HALF]} … {line[-HALF:]}") for line in lines)


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


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean X?` when something known is close, else some of what is known."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    names = sorted(filter(None, known))
    if not names:
        return "none is known"
    folded = {name.casefold(): name for name in names if len(name) <= LONG}
    close = extractOne(word.casefold(), folded.keys(), scorer=ratio, score_cutoff=CLOSE) if len(word) <= LONG else None
    if close:
        return f"did you mean {folded[close[0]]}?"
    return f"known: {', '.join(names[:LISTED])}{', …' if len(names) > LISTED else ''}"
