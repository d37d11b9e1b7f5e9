"""Variants that are asked for: so many of a kind of each article; and what cannot be made of an article, and why."""

from collections.abc import Iterable

from dateline.corpus.gold import Gold
from dateline.document import Document
from dateline.files.faults import DataError, Fault, nearest
from dateline.variants.name import KINDS, Name
from dateline.variants.recipe import faults, recipes
from dateline.variants.variant import variant

MOST = 100_000  # variants of one article and seed
EVERY = "all"


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
