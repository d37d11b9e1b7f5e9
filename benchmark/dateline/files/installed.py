"""What other installed packages add: metrics, formats and baselines, each under a name of its own.

A package says so in its metadata: `[project.entry-points."dateline.metrics"]` and a class, `dateline.formats` and a module, or
`dateline.baselines` and a function from a text to a document. What ships here cannot be replaced.
"""

from functools import cache
from typing import Any


@cache
def names(group: str) -> tuple[str, ...]:
    """The names that other packages add to a group."""
    return tuple(sorted(found(group)))


@cache
def load(group: str, name: str) -> Any:
    """What another package adds under a name; `None` where none does."""
    entry = found(group).get(name)
    return entry.load() if entry else None


@cache
def found(group: str) -> dict[str, Any]:
    """The entry points of a group by name; reading the metadata of all packages takes 20 ms, so it is done when it is needed."""
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=f"dateline.{group}")}
