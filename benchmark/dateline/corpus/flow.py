"""Files of any format as a flow of documents: no more of them in memory than of one piece of a file, and the articles' texts on disk."""

from collections.abc import Iterable, Iterator
from typing import Self

from dateline.corpus.folders import expand_any, unopened
from dateline.corpus.notes import Reading
from dateline.corpus.reading import joined, read_file
from dateline.files import Limits
from dateline.files.shelf import Shelf
from dateline.formats._articles import Apart, Articles, squeezed
from dateline.formats._reader import Read


def mark(text: str) -> int:
    """A number that texts have in common which differ in white space alone."""
    return hash(squeezed(text))


class Shelved(Articles):
    """Articles whose texts lie on disk; files about them are read piece by piece."""

    pieced = True

    def __init__(self, *, open_: bool = False) -> None:
        super().__init__(open_=open_)
        self.store = self.shelf = Shelf(mark)
        self.given = () if open_ else self.shelf  # which is then filled

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shelf.base.close()

    def begun(self, begins: str) -> list[str]:
        """The ids that were given and begin so, in their order."""
        return self.shelf.begun(begins) if self.given else []

    def alike(self, whole: str) -> list[str]:
        """The ids of a text that is given without white space."""
        return [name for name in self.shelf.marked(hash(whole)) if squeezed(self[name] or "") == whole]

    @property
    def sizes(self) -> frozenset[int]:
        """Where articles that follow each other end, all texts together tell."""
        raise Apart

    def holding(self, part: str, before: str = "") -> str | None:
        """A part tells its article only where all texts are at hand."""
        raise Apart


def flow(paths: Iterable[str], articles: Shelved, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """The documents of files or folders as they come, what follows each other about one article put together.

    Raises `Apart` for what cannot be read so. An article that comes back is not put together, and has to be refused.
    """
    for path in paths:
        reading.said += unopened(path)
        for file in expand_any(path):
            held: Read | None = None
            for read in read_file(file, articles, reading, format_, limits):
                if read.line >= 0:
                    yield read
                elif held is None or held.document.id == read.document.id:
                    held = joined(held, read)
                else:
                    yield held
                    held = joined(None, read)
            if held is not None:
                yield held
