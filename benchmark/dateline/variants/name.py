"""The id of a variant, which says how it is made."""

import re
from typing import NamedTuple

MARK = "~"  # what stands between an article's id and the name of its variant
KINDS = ("renamed", "swapped", "shifted", "typographic")
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
