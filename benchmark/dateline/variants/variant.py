"""One variant: its id, which says how it is made, and the article that it is made of."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from dateline.document import Document
from dateline.files.faults import nearest
from dateline.variants.draws import Draws
from dateline.variants.edits import Change, edited
from dateline.variants.recipe import Recipe
from dateline.variants.renaming import renamed, swapped
from dateline.variants.shifting import shifted
from dateline.variants.typography import typographic

MARK = "~"  # what stands between an article's id and the name of its variant
MOST = 100_000  # variants of one article and seed
KINDS: Mapping[str, Callable[[Document, Recipe, Draws], Change]] = {
    "renamed": renamed,
    "swapped": swapped,
    "shifted": shifted,
    "typographic": typographic,
}
EVERY = "all"
NAME = re.compile(rf"(.+){MARK}({'|'.join(KINDS)})\.([A-Za-z0-9_-]{{1,32}})\.(0|[1-9]\d{{0,4}})", re.DOTALL)


class Name(NamedTuple):
    """What a variant's id says: the article, the kind, the seed and the number."""

    article: str
    kind: str
    seed: str
    number: int

    def __str__(self) -> str:
        return f"{self.article}{MARK}{self.kind}.{self.seed}.{self.number}"

    @classmethod
    def of(cls, id_: str) -> "Name | None":
        """What an id says; `None` for one that is no variant's."""
        match = NAME.fullmatch(id_) if MARK in id_ else None
        return cls(match[1], match[2], match[3], int(match[4])) if match else None


def variant(article: Document, name: Name, own: Recipe | None) -> Document:
    """The variant of a name, with its edits, by the article's recipe. Raises `ValueError` for an article that cannot be rewritten so."""
    own = own or Recipe()
    if name.kind in {"renamed", "swapped"} and not own.names:
        msg = f"{article.id} cannot be {name.kind}: no variants/{article.id}.toml beside the gold says what names it has"
        raise ValueError(msg)
    try:
        change = KINDS[name.kind](article, own, Draws(str(name)))
        done = edited(article, change)
    except (ValueError, OverflowError) as error:  # of days that no calendar has
        msg = f"{article.id} cannot be {name.kind}: {error}"
        raise ValueError(msg) from None
    return replace(done, id=str(name), edits=tuple((edit.start, edit.end, edit.new) for edit in change.edits))


def asked_for(text: str) -> list[tuple[str, int]]:
    """Kind and number of `renamed:20`; of `all:20` that of every kind."""
    kind, _, number = text.partition(":")
    if kind not in {*KINDS, EVERY}:
        msg = f"{text!r}: no such kind of variant; {nearest(kind, [*KINDS, EVERY])}"
        raise ValueError(msg)
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= MOST:
        msg = f"{text!r}: write KIND:N with N from 1 to {MOST:,}, as renamed:20"
        raise ValueError(msg)
    return [(one, int(number)) for one in (KINDS if kind == EVERY else (kind,))]
