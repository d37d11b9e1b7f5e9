"""Which predicted quote is an optional one of gold's, where none has its content: what shares most with it, half of its words at least."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from dateline.document import Quote
from dateline.document.contents import HALF, content_of, content_overlap, words
from dateline.document.spans import Pieces

Share = tuple[float, float, Pieces, str, int]  # less than nothing what two contents share, the most with one needed, place, words, rank


def near(text: str | None, golds: Sequence[Quote], preds: Sequence[Quote], said: Callable[[Quote], str]) -> dict[int, list[Share]]:
    """For each optional quote the predicted ones that share most with it, and more than with any that is needed."""
    contents = [content_of(gold, number) for number, gold in enumerate(golds)]
    there: dict[Hashable, list[int]] = {}
    for number, content in enumerate(contents):
        for part in parts_of(text, content):
            there.setdefault(part, []).append(number)
    found: dict[int, list[Share]] = {}
    for rank, answer in enumerate(preds):
        place = content_of(answer, rank)
        close = sorted({number for part in parts_of(text, place) for number in there.get(part, ())})
        own = {n: share for n in close if (share := content_overlap(text, contents[n], place))}
        best, needed_ = (max(some, default=0.0) for some in (own.values(), [own[n] for n in own if golds[n].optional is not True]))
        for number in [n for n, share in own.items() if share == best and share > needed_]:
            found.setdefault(number, []).append((-best, needed_, place, said(answer), rank))
    return found


def parts_of(text: str | None, content: Pieces) -> Iterable[Hashable]:
    """What two contents have in common that share something: a word, or all; without a text any may."""
    return (None,) if text is None else (*words(text, content), content)


def nearest(shares: Iterable[Share], left: Sequence[Any]) -> list[int]:
    """The predicted quote that is left and shares most, half of its words at least."""
    best = min((share for share in shares if left[share[-1]] is not None), default=None)
    return [best[-1]] if best and -best[0] >= HALF else []
