"""Gold that also has the variants of its articles, each made from its id when that is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dateline.corpus.gold import Gold
from dateline.document import Document
from dateline.files.faults import one
from dateline.variants.recipe import check
from dateline.variants.variant import KINDS, Name, variant

MOST = 2_000  # variants in one submission


class Rebuilt(Mapping[str, Document]):
    """Gold documents by id; a variant is found by its id, but is not one of those that are gone through."""

    def __init__(self, articles: Mapping[str, Document], recipes: Path | None) -> None:
        self.articles = articles
        self.recipes = recipes
        self.made: dict[str, Document] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)

    def __getitem__(self, id_: str) -> Document:
        there = self.articles.get(id_) or self.made.get(id_)
        if there is not None:
            return there
        name = Name.of(id_)
        if name is None or name.article not in self.articles:
            raise KeyError(id_)
        if len(self.made) >= MOST:
            raise one(id_, 0, "", f"is a variant beyond the {MOST:,} that are scored at once", "score fewer of them")
        self.made[id_] = variant(self.articles[name.article], name, self.recipes)
        return self.made[id_]


def with_variants(gold: Gold) -> Gold:
    """Gold that also knows the variants of its articles."""
    return replace(gold, documents=Rebuilt(gold.documents, gold.recipes))


def draw(gold: Gold, kind: str, number: int, seed: str) -> list[Document]:
    """So many variants of a kind of each article, one article after the other; `ValueError` for a seed that cannot stand in an id."""
    if Name.of(str(Name("article", kind, seed, 0))) is None:
        msg = f"--seed {seed!r}: 1 to 32 letters, digits, - and _"
        raise ValueError(msg)
    names = [Name(article, kind, seed, which) for article in sorted(gold.documents) for which in range(number)]
    return [variant(gold.documents[name.article], name, gold.recipes) for name in names]


def checked(gold: Gold) -> list[str]:
    """What cannot be made of the articles that have a recipe, and why; raises every fault of the recipes."""
    impossible = []
    for article, document in gold.documents.items():
        if not check(document, gold.recipes):
            continue
        for kind in KINDS:
            try:
                variant(document, Name(article, kind, "0", 0), gold.recipes)
            except ValueError as error:
                impossible.append(str(error))
    return impossible
