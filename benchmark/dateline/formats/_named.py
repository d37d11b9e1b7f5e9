"""The names that tools give to the parts of an item, as `fields.toml` has them."""

from functools import cache
from pathlib import Path


@cache
def fields() -> dict[str, list[str]]:
    """The names that stand in `fields.toml`, by part."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("fields.toml").read_text("utf-8"))


@cache
def names(part: str) -> tuple[str, ...]:
    """What tools call a part of an item."""
    return tuple(fields()[part])


@cache
def naming() -> tuple[str, ...]:
    """Under which keys an object may name its article, its own id before others."""
    return ("id", *names("document"))


@cache
def bald(key: str) -> str:
    """A key without what tools write otherwise: case, and what parts its words."""
    return key.casefold().replace("_", "").replace("-", "")
