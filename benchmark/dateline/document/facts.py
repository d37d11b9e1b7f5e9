"""Facts that were seen elsewhere, such as in training data: what a metric can leave aside."""

from functools import cache
from typing import Self

from dateline.document.named import text_of

COLUMNS = 3


class Facts(str):
    """The name of a file of facts, which is how a metric spells it, with what it said: head, relation type and tail, in lower case."""

    __slots__ = ("known",)
    known: frozenset[tuple[str, str, str]]

    def __new__(cls, name: str, known: frozenset[tuple[str, str, str]]) -> Self:
        found = super().__new__(cls, name)
        found.known = known
        return found

    def __reduce__(self) -> tuple[type[Self], tuple[str, frozenset[tuple[str, str, str]]]]:
        return type(self), (str(self), self.known)


@cache
def facts(name: str) -> Facts:
    """The facts of a file: head, type and tail a line, between tabs; raises `ValueError` for another shape, or none."""
    try:
        content = text_of(name)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"no facts {name!r}: not a readable table ({error})"
        raise ValueError(msg) from None
    rows = [line.split("\t") for line in content.split("\n") if line.strip()]
    for number, row in enumerate(rows, 1):
        if len(row) != COLUMNS:
            msg = f"{name}:{number}: write head, relation type and tail between tabs"
            raise ValueError(msg)
    return Facts(name, frozenset((head.strip().casefold(), kind.strip(), tail.strip().casefold()) for head, kind, tail in rows))
