"""How far a long run is: on a terminal, after two seconds, a line that rewrites itself."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Self, TextIO, TypeVar

T = TypeVar("T")
PATIENCE = 2.0
EVERY = 0.2


def watched(items: Iterable[T], what: str, unit: str = "documents") -> Iterator[T]:
    """The items, counted as they are taken."""
    with Progress(what, unit=unit) as progress:
        for item in items:
            yield item
            progress.step(1)


class Progress:
    """Documents done, their rate, and the time left when the whole is known in bytes."""

    def __init__(self, what: str, total: int | None = None, stream: TextIO | None = None, *, unit: str = "documents") -> None:
        self.what, self.total, self.stream, self.unit = what, total, stream or sys.stderr, unit
        self.documents = self.bytes = 0
        self.begun = self.shown = time.monotonic()
        self.visible = False

    def step(self, documents: int, bytes_: int = 0) -> None:
        """Count documents, and show the line where it is due."""
        self.documents += documents
        self.bytes += bytes_
        now = time.monotonic()
        if now - self.begun < PATIENCE or now - self.shown < EVERY or not self.stream.isatty():
            return
        self.shown, self.visible = now, True
        self.stream.write(f"\r\x1b[K{self.line(now - self.begun)}")
        self.stream.flush()

    def line(self, elapsed: float) -> str:
        """What is shown after so many seconds."""
        rate = self.documents / elapsed
        found = f"{self.what}: {self.documents:,} {self.unit}, {rate:,.{0 if rate >= 1 else 2}f} a second"
        if not self.total or not self.bytes:
            return found
        left = max(0.0, elapsed * (self.total / self.bytes - 1))
        minutes, seconds = divmod(round(left), 60)
        return f"{found}, {minutes}:{seconds:02} left"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.visible:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
