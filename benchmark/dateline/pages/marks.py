"""An article's text with everything that stands in it: cut at every boundary, so that spans may nest and cross."""

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from dateline.document import Span
from dateline.pages.html import tag, text

MOST = 20  # marks that one segment names


class Mark(NamedTuple):
    """Something that stands at a span: its layer and side, its classes, what it is called, its label, and its entity."""

    span: Span
    layer: str
    side: int
    classes: str = ""
    tip: str = ""
    label: str = ""
    entity: str = ""


def render(content: str, marks: Iterable[Mark], prefix: str) -> str:
    """The text as segments, each with the id of its place; of nested mentions the innermost gives the colour, all give their tips."""
    kept = [mark for mark in marks if 0 <= mark.span[0] < mark.span[1] <= len(content)]
    edges = sorted({0, len(content), *(edge for mark in kept for edge in mark.span)})
    waiting = sorted(kept, key=lambda mark: (mark.span[0], -mark.span[1]))
    out: list[str] = []
    active: list[Mark] = []
    at = 0
    for low, high in itertools.pairwise(edges):
        active = [mark for mark in active if mark.span[1] > low]
        while at < len(waiting) and waiting[at].span[0] == low:
            active.append(waiting[at])
            at += 1
        out.append(segment(content[low:high], low, active, prefix))
        out += [labelled(mark) for mark in reversed(active) if mark.span[1] == high and mark.label]
    return "".join(out)


def segment(piece: str, start: int, active: list[Mark], prefix: str) -> str:
    """One segment under its marks."""
    if not active:
        return text(piece)
    ordered = sorted(active, key=lambda mark: mark.span[0] - mark.span[1])
    innermost = {mark.side: mark for mark in ordered if mark.layer == "entities"}
    covered = [mark for mark in ordered if mark.layer != "entities" or innermost[mark.side] is mark]
    classes = dict.fromkeys(name for mark in covered for name in (f"{mark.layer}{mark.side}", *mark.classes.split()))
    named = [mark.tip for mark in reversed(ordered) if mark.tip]
    tips = " · ".join([*dict.fromkeys(named[:MOST]), *([f"and {len(named) - MOST} more"] if len(named) > MOST else [])])
    entities = " ".join([*dict.fromkeys(f"{mark.side}:{mark.entity}" for mark in reversed(ordered) if mark.entity)][:MOST])
    return tag(
        "span",
        text(piece),
        id=f"{prefix}-{start}",
        class_=" ".join(classes),
        title=tips or None,
        data_o=start,
        data_entities=entities or None,
    )


def labelled(mark: Mark) -> str:
    """A mark's label, behind its last segment."""
    return tag("b", text(mark.label), class_=f"label of-{mark.layer} of{mark.side}", aria_hidden="true")
