"""Gold that also has the variants of its articles, each made from its id when that is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from dateline.corpus.gold import Gold
from dateline.document import Document
from dateline.files.faults import DataError, Fault, one
from dateline.variants.recipe import Recipe, faults, recipes
from dateline.variants.variant import KINDS, Name, variant

MOST = 2_000  # variants in one submission


class Rebuilt(Mapping[str, Document]):
    """Gold documents by id; a variant is found by its id, but is not one of those that are gone through."""

    def __init__(self, gold: Gold) -> None:
        self.gold = gold
        self.made: dict[str, Document] = {}

    @cached_property
    def recipes(self) -> dict[str, Recipe]:
        """What is known of the articles, read when the first variant is asked for."""
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
        self.made[id_] = variant(articles[name.article], name, self.recipes.get(name.article))
        return self.made[id_]


def with_variants(gold: Gold) -> Gold:
    """Gold that also knows the variants of its articles."""
    return replace(gold, documents=Rebuilt(gold))


def drawn(articles: Iterable[str], kind: str, number: int, seed: str) -> list[Name]:
    """The names of so many variants of a kind of each article, one after the other; `ValueError` for a seed that cannot stand in an id."""
    if Name.of(str(Name("article", kind, seed, 0))) is None:
        msg = f"--seed {seed!r}: 1 to 32 letters, digits, - and _"
        raise ValueError(msg)
    return [Name(article, kind, seed, which) for article in sorted(articles) for which in range(number)]


def draw(gold: Gold, kind: str, number: int, seed: str) -> list[Document]:
    """So many variants of a kind of each article."""
    own = recipes(gold.recipes, gold.documents)
    names = drawn(gold.documents, kind, number, seed)
    return [variant(gold.documents[name.article], name, own.get(name.article)) for name in names]


def checked(gold: Gold) -> list[str]:
    """What cannot be made of the articles that have a recipe, and why; raises every fault of the recipes."""
    own = recipes(gold.recipes, gold.documents)
    wrong = [
        Fault(f"{gold.recipes}/{article}.toml", 0, where, what, fix)
        for article, recipe in own.items()
        for where, what, fix in faults(recipe, gold.documents[article])
    ]
    if wrong:
        raise DataError(wrong)
    impossible = []
    for article, recipe in own.items():
        for kind in KINDS:
            try:
                variant(gold.documents[article], Name(article, kind, "0", 0), recipe)
            except ValueError as error:
                impossible.append(str(error))
    return impossible
