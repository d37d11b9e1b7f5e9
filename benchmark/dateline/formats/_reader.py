"""What a format reader hands over: a document in its tool's own unit, and how to find the article that it is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from dateline.document import Document
from dateline.files.faults import DataError, Fault, Suggestion, one

Unit = Literal["code point", "utf-16", "byte"]


class Answer(NamedTuple):
    """A document whose offsets count `unit`s of the article (or of `text`, the tool's own copy); an empty id is looked for."""

    document: Document
    unit: Unit = "code point"
    text: str | None = None
    line: int = 0


class Articles(dict[str, str | None]):
    """The articles' texts by id, and their ids by text, indexed once for all files."""

    @cached_property
    def by_text(self) -> dict[str, str]:
        """The first id of each text, white space apart."""
        return {squeezed(text): name for name, text in reversed(self.items()) if text is not None}


@dataclass(frozen=True)
class Texts:
    """The articles by id, for one file: found by id, by the file's name, or by equal text."""

    path: str
    texts: Articles

    def identify(self, name: str | None = None, text: str | None = None, line: int = 0) -> str:
        """The id of the article; raises a fault that says what was tried."""
        if name and name in self.texts:
            return name
        stem = Path(self.path).name.split(".")[0]
        if text is not None and (found := self.texts.by_text.get(squeezed(text))) is not None:
            return found
        if not name and stem in self.texts:
            return stem
        if not name and len(self.texts) == 1:
            return next(iter(self.texts))
        tried = f"id {name!r}" if name else f"file name {stem!r}" + (" and its text" if text is not None else "")
        fault = Fault(self.path, line, "", f"is about no article of the gold: tried {tried}", self.names(name or stem))
        raise DataError([fault])

    def names(self, word: str) -> Suggestion:
        """What to do about a name that no article has."""
        return Suggestion(word, tuple(self.texts), " name the article's id")

    def text(self, name: str) -> str:
        """The text of an article; raises when the gold has none."""
        found = self.texts.get(name)
        if found is None:
            raise one(self.path, 0, "", f"the gold has no text of {name!r}, which this format needs", "give `text` in the gold")
        return found

    def wrong(self, line: int, where: str, what: str, fix: str) -> DataError:
        """A fault of this file."""
        return DataError([Fault(self.path, line, where, what, fix)])


def squeezed(text: str) -> str:
    """A text without its white space, for finding an article by text."""
    return "".join(text.split()).lstrip("\ufeff")


Reader = Callable[[str, Texts], Iterable[Answer]]


class Read(NamedTuple):
    """A document with the line of the file it came from."""

    document: Document
    file: str
    line: int
