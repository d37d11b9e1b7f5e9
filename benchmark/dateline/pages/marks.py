"""An article's text with everything that stands in it: cut at every boundary, so that spans may nest and cross."""

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from dateline.document import Span
from dateline.pages.html import attribute, text

MOST = 20  # marks that one segment names


class Mark(NamedTuple):
    """Something that stands at a span: CSS classes, a tooltip, and the entity it belongs to."""

    span: Span
    classes: str
    tip: str = ""
    entity: str = ""


def render(content: str, marks: Iterable[Mark]) -> str:
    """The text as segments; of nested marks the shortest gives the colour, all give their tips."""
    kept = [mark for mark in marks if 0 <= mark.span[0] < mark.span[1] <= len(content)]
    edges = sorted({0, len(content), *(edge for mark in kept for edge in mark.span)})
    out: list[str] = []
    active: list[Mark] = []
    waiting = sorted(kept, key=lambda mark: mark.span)
    at = 0
    for low, high in itertools.pairwise(edges):
        active = [mark for mark in active if mark.span[1] > low]
        while at < len(waiting) and waiting[at].span[0] == low:
            active.append(waiting[at])
            at += 1
        out.append(segment(content[low:high], active))
    return "".join(out)


def segment(piece: str, active: list[Mark]) -> str:
    """One segment under its marks."""
    if not active:
        return text(piece)
    ordered = sorted(active, key=lambda mark: mark.span[0] - mark.span[1])
    classes = " ".join(dict.fromkeys(name for mark in ordered for name in mark.classes.split()))
    innermost = next((mark for mark in reversed(ordered) if mark.entity), None)
    if innermost:
        colours = {name for mark in ordered if mark.entity and mark is not innermost for name in mark.classes.split() if name.isupper()}
        own = set(innermost.classes.split())
        classes = " ".join(name for name in classes.split() if name not in colours - own)
    named = [mark.tip for mark in reversed(ordered) if mark.tip]
    tips = " · ".join([*named[:MOST], *([f"and {len(named) - MOST} more"] if len(named) > MOST else [])])
    entities = " ".join([*dict.fromkeys(mark.entity for mark in reversed(ordered) if mark.entity)][:MOST])
    data = f' data-entities="{attribute(entities)}" data-entity="{attribute(innermost.entity)}"' if innermost else ""
    return f'<span class="{attribute(classes)}" title="{attribute(tips)}"{data}>{text(piece)}</span>'
