"""One variant, made of an article by what its id says."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from dateline.document import Document
from dateline.variants.draws import Draws
from dateline.variants.edits import Change, edited
from dateline.variants.name import KINDS, Name
from dateline.variants.recipe import Recipe
from dateline.variants.renaming import renamed, swapped
from dateline.variants.shifting import shifted
from dateline.variants.typography import typographic

CHANGES: Mapping[str, Callable[[Document, Recipe, Draws], Change]] = dict(zip(KINDS, (renamed, swapped, shifted, typographic), strict=True))


def variant(article: Document, name: Name, own: Recipe | None) -> Document:
    """The variant of a name, with its edits, by the article's recipe. Raises `ValueError` for an article that cannot be rewritten so."""
    own = own or Recipe()
    if name.kind in {"renamed", "swapped"} and not own.names:
        msg = f"{article.id} cannot be {name.kind}: no variants/{article.id}.toml beside the gold says what names it has"
        raise ValueError(msg)
    try:
        change = CHANGES[name.kind](article, own, Draws(str(name)))
        done = edited(article, change)
    except (ValueError, OverflowError) as error:  # of days that no calendar has
        msg = f"{article.id} cannot be {name.kind}: {error}"
        raise ValueError(msg) from None
    return replace(done, id=str(name), edits=tuple((edit.start, edit.end, edit.new) for edit in change.edits))
