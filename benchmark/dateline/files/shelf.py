"""Strings by name on disk, for more of them than memory should hold."""

from collections.abc import Callable, Iterator, MutableMapping

LAST = "\U0010ffff"


class Shelf(MutableMapping[str, str | None]):
    """Strings by name in the order in which they came, in a database on disk that goes when it does.

    `mark` is a number of each string, by which those of one number are found.
    """

    def __init__(self, mark: Callable[[str], int]) -> None:
        import sqlite3  # a start without it takes five milliseconds less

        self.base = sqlite3.connect("", isolation_level=None)
        self.base.create_function("mark", 1, mark)
        self.base.execute("PRAGMA journal_mode = OFF")
        self.base.execute("CREATE TABLE shelf (number INTEGER PRIMARY KEY, name TEXT UNIQUE, content TEXT, mark INTEGER)")
        self.base.execute("CREATE INDEX marks ON shelf (mark)")
        self.unmarked = 0  # the first row that may have no mark yet
        self.last: tuple[str, str | None] | None = None  # which is asked for again and again

    def __getitem__(self, name: str) -> str | None:
        if self.last is not None and self.last[0] == name:
            return self.last[1]
        row = self.base.execute("SELECT content FROM shelf WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise KeyError(name)
        self.last = (name, row[0])
        return self.last[1]

    def __contains__(self, name: object) -> bool:
        return self.base.execute("SELECT 1 FROM shelf WHERE name = ?", (name,)).fetchone() is not None

    def __setitem__(self, name: str, content: str | None) -> None:
        self.last = None
        self.base.execute("INSERT OR REPLACE INTO shelf (name, content) VALUES (?, ?)", (name, content))

    def __delitem__(self, name: str) -> None:
        self.last = None
        if not self.base.execute("DELETE FROM shelf WHERE name = ?", (name,)).rowcount:
            raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        for (name,) in self.base.execute("SELECT name FROM shelf ORDER BY number"):
            yield name

    def __len__(self) -> int:
        number: int = self.base.execute("SELECT COUNT(*) FROM shelf").fetchone()[0]
        return number

    def begun(self, begins: str) -> list[str]:
        """The names that begin so, in their order."""
        return [name for (name,) in self.base.execute("SELECT name FROM shelf WHERE name BETWEEN ? AND ?", (begins, begins + LAST))]

    def marked(self, number: int) -> list[str]:
        """The names of the strings that have a number as their mark."""
        self.base.execute("UPDATE shelf SET mark = mark(content) WHERE number >= ? AND content IS NOT NULL", (self.unmarked,))
        self.unmarked = self.base.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM shelf").fetchone()[0]
        return [name for (name,) in self.base.execute("SELECT name FROM shelf WHERE mark = ? ORDER BY number", (number,))]
