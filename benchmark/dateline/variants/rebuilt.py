"""Gold that also has the variants of its articles, each made from its id when that is asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dateline.corpus.gold import Gold
from dateline.document import Document
from dateline.files.faults import one
from dateline.variants.name import Name

if TYPE_CHECKING:
    from dateline.variants.recipe import Recipe

MOST = 2_000  # variants in one submission


class Rebuilt(Mapping[str, Document]):
    """Gold documents by id; a variant is found by its id, but is not one of those that are gone through."""

    def __init__(self, gold: Gold) -> None:
        self.gold = gold
        self.made: dict[str, Document] = {}

    @cached_property
    def recipes(self) -> "dict[str, Recipe]":
        """What is known of the articles, read when the first variant is asked for."""
        from dateline.variants.recipe import recipes

        return recipes(self.gold.recipes, self.gold.documents)

    def __iter__(self) -> Iterator[str]:
        return iter(self.gold.documents)

    def __len__(self) -> int:
        return len(self.gold.documents)

    def __getitem__(self, id_: str) -> Document:
        articles = self.gold.documents
        there = articles.get(id_) or self.made.get(id_)
        if there is not None:
            return there
        name = Name.of(id_)
        if name is None or name.article not in articles:
            raise KeyError(id_)
        if len(self.made) >= MOST:
            raise one(id_, 0, "", f"is a variant beyond the {MOST:,} that are scored at once", "score fewer of them")
        from dateline.variants.variant import variant

        self.made[id_] = variant(articles[name.article], name, self.recipes.get(name.article))
        return self.made[id_]


def with_variants(gold: Gold) -> Gold:
    """Gold that also knows the variants of its articles."""
    return replace(gold, documents=Rebuilt(gold))
