"""Which colour a label has: the shipped types each their own, any other label one of the twelve by its rank.

Every two of the twelve differ by ΔE (CIEDE2000) 14 or more in the light and in the dark scheme, and text on each has a contrast of
at least 7; a test computes both from the stylesheet.
"""

from collections.abc import Iterable

TYPES = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEA", "PRODUCT", "WORK", "LAW", "TITLE")
COLOURS = len(TYPES)
SIDES = 3  # gold and two systems

Palette = dict[str, int]


def palette(labels: Iterable[str]) -> Palette:
    """The colour of each label, by number; own labels take those that no label here has, then all in turn."""
    wanted = set(labels)
    found = {name: number for number, name in enumerate(TYPES) if name in wanted}
    free = [number for number in range(COLOURS) if number not in found.values()] or list(range(COLOURS))
    return found | {name: free[rank % len(free)] for rank, name in enumerate(sorted(wanted - found.keys()))}


DRAWN = {
    "missed": "box-shadow:0 0 0 2px var(--missed)",
    "extra": "box-shadow:0 0 0 2px var(--extra)",
    "wrong": "box-shadow:0 0 0 2px var(--extra);text-decoration:underline wavy var(--missed)",
}
UNDERLINED = {
    kind: f"border-bottom:3px solid var(--{'missed' if kind == 'missed' else 'extra'})" for kind in DRAWN
}  # a box of a long span breaks
ERRORS_OF = ("entities", "times", "events", "quotes")


def rules() -> str:
    """The stylesheet's rules that colour a side's marks and errors where that side and that layer are chosen."""
    plain = "".join(f".k{k}{{background:var(--k{k})}}" for k in range(COLOURS))
    errors = "".join(
        f"article:has(.see{side}:checked):has(.on-errors:checked):has(.on-{layer}:checked) .errors{side}-{kind}-{layer}{{{drawn}}}"
        for side in range(SIDES)
        for layer in ERRORS_OF
        for kind, drawn in (UNDERLINED if layer == "quotes" else DRAWN).items()
    )
    return (
        plain
        + errors
        + "".join(
            f"article:has(.see{side}:checked):has(.on-entities:checked) .k{side}-{k}{{background:var(--k{k})}}"
            for side in range(SIDES)
            for k in range(COLOURS)
        )
    )
