"""The names that tools give to the parts of an item, as `fields.toml` has them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def fields() -> dict[str, Any]:
    """The names that stand in `fields.toml`, by part."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("fields.toml").read_text("utf-8"))


@cache
def names(part: str) -> tuple[str, ...]:
    """What tools call a part of an item."""
    return tuple(fields()[part])


@cache
def words(layer: str) -> Mapping[str, tuple[str, ...]]:
    """What answers call the parts of a layer's items beside the schema's names, and under `layers` the layers themselves."""
    return {part: tuple(others) for part, others in fields()[layer].items()}


@cache
def naming() -> tuple[str, ...]:
    """Under which keys an object may name its article, its own id before others."""
    return ("id", *names("document"))


@cache
def bald(key: str) -> str:
    """A key without what tools write otherwise: case, and what parts its words."""
    return key.casefold().replace("_", "").replace("-", "").replace(" ", "")
