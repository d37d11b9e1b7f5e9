"""What several passes say together: each item with its votes, each attribute as most passes that have the item give it.

An item is in when at least half of the passes have it. An argument is voted on by itself, among the passes that have its event. Where
no value has more votes than every other, the attribute is open, and a decision has to close it.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dateline.document.spans import merged
from dateline.metrics.relations import dice
from gold.passes import LAYERS, Attributes, Table, order

UNVOTED = ("places", "name", "evidence", "arguments")


class Voted(NamedTuple):
    """An item that some pass has: its attributes, its votes, the attributes that no majority settles, and each pass's version."""

    attributes: Attributes
    votes: int
    open: tuple[str, ...]
    versions: tuple[Attributes | None, ...]


def voted(tables: Sequence[Table]) -> dict[str, dict[str, Voted]]:
    """Every item of any pass over one document, by layer and key."""
    found: dict[str, dict[str, Voted]] = {}
    for layer in LAYERS:
        keys = sorted({key for table in tables for key in table[layer]}, key=order)
        found[layer] = {key: together([table[layer].get(key) for table in tables]) for key in keys}
    return found


def together(versions: Sequence[Attributes | None]) -> Voted:
    """One item."""
    there = [version for version in versions if version is not None]
    found: Attributes = {}
    opened = []
    for name in sorted({name for version in there for name in version} - set(UNVOTED)):
        value, settled = most([version.get(name) for version in there])
        if not settled:
            opened.append(name)
        if value is not None:
            found[name] = value
    first: Attributes = {}
    for version in reversed(there):
        first |= {name: version[name] for name in ("name", "evidence") if name in version}
    if "evidence" in first:
        first["evidence"] = shared_evidence([version["evidence"] for version in there])
    places: Attributes = {}
    for version in reversed(there):
        places |= version.get("places", {})
    arguments = Counter(tuple(argument) for version in there for argument in version.get("arguments", ()))
    if arguments:
        found["arguments"] = {argument: votes for argument, votes in sorted(arguments.items()) if 2 * votes > len(there)}
        found["offered"] = dict(arguments)
        if any(2 * votes == len(there) for votes in arguments.values()):
            opened.append("arguments")
    return Voted(found | first | ({"places": places} if places else {}), len(there), tuple(opened), tuple(versions))


def most(values: Sequence[Any]) -> tuple[Any, bool]:
    """The value that most give, the first of equals, and whether it has more votes than every other."""
    count = Counter(json.dumps(value) for value in values)
    (best, votes), *others = count.most_common()
    return json.loads(best), not others or votes > others[0][1]


def shared_evidence(versions: Sequence[list[list[int]]]) -> list[list[int]]:
    """The first pass's evidence that overlaps another's by half (Dice), else the first's."""
    pieces = [merged(tuple((start, end) for start, end in version)) for version in versions]
    for version, own in zip(versions, pieces, strict=True):
        if sum(dice(own, other) >= 0.5 for other in pieces) > 1:
            return version
    return versions[0]


def tally(tables: Mapping[str, Mapping[str, Mapping[str, Voted]]]) -> dict[str, Counter[int]]:
    """How many items of each layer have how many votes."""
    found: dict[str, Counter[int]] = {layer: Counter() for layer in LAYERS}
    for layers in tables.values():
        for layer, items in layers.items():
            found[layer].update(item.votes for item in items.values())
    return found


def half(votes: int, passes: int) -> bool:
    """Whether at least half of the passes have an item."""
    return 2 * votes >= passes
