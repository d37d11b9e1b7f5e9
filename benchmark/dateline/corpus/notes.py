"""What was noted on the way in, told once for each kind of thing."""

from collections import Counter

from msgspec import field

from dateline.corpus.accept import Noted
from dateline.corpus.mistakes import told
from dateline.files.faults import plural


class Reading(Noted):
    """What was noted on the way in: repairs and mistakes by name, formats by number of files, and notes in words."""

    said: list[str] = field(default_factory=list)
    formats: dict[str, list[int]] = field(default_factory=dict)  # files, items that carry a text, and those that were it
    unread: Counter[str] = field(default_factory=Counter)
    short: list[str] = field(default_factory=list)  # articles whose tokens end before they do
    crooked: dict[str, tuple[int, int]] = field(default_factory=dict)  # documents of whose mentions most cut words: how many, of how many

    @property
    def notes(self) -> list[str]:
        """A line for each kind of thing that was noted."""
        lines = []
        for name, (number, carrying, agreeing) in sorted(self.formats.items()):
            proof = f"{agreeing:,} of {carrying:,} spans were their own text" if carrying else "what of it: `dateline describe formats`"
            lines.append(f"{plural(number, 'file')} read as {name}; {proof}")
        if self.unread:
            lines.append("not read: " + ", ".join(f"{number:,} × {name}" for name, number in sorted(self.unread.items())))
        if self.short:
            lines.append(f"tokens end before the article in {plural(len(self.short), 'document')}, as in {self.short[0]}")
        for name, (cut, number) in sorted(self.crooked.items())[:1]:
            more = f", and so in {len(self.crooked) - 1} more" if len(self.crooked) > 1 else ""
            lines.append(
                f"{cut} of {number} mentions of document {name!r} begin or end inside a word or on white space{more}: "
                "offsets of another text, or in another unit?"
            )
        return [*lines, *told(self.mistakes), *self.said]

    def sliced(self, format_: str, carrying: int, agreeing: int) -> None:
        """Note how many items that carry a text were their slices, as they came."""
        known = self.formats.setdefault(format_, [0, 0, 0])
        known[1] += carrying
        known[2] += agreeing
