"""The labels of `annotations/labels.toml`, what their relations imply, and projections onto other schemes."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from dateline.document.named import text_of
from dateline.files import data


@cache
def tables() -> dict[str, Any]:
    """labels.toml as plain tables: `entities`, `values`, `relations`, `roles`, `events`, `version`."""
    return tomllib.loads(data.path("annotations", "labels.toml").read_text("utf-8"))


OUT = "-"
PROJECTIONS = ("ontonotes", "conll", "ace")


@cache
def inverses() -> dict[str, str]:
    """Relation types by the name of their inverse."""
    return {t["inverse"]: name for name, t in tables()["relations"].items() if "inverse" in t}


@cache
def turned(kind: str) -> tuple[str, bool, bool]:
    """A relation type as (its stored name, whether the arguments swap, whether it is symmetric); unknown types stay."""
    name = inverses().get(kind)
    if name is not None:
        return name, True, False
    return kind, False, bool(tables()["relations"].get(kind, {}).get("symmetric"))


def family(kind: str) -> str:
    """The family of an event type: what stands before the point."""
    return kind.partition(".")[0]


class Projection(str):
    """A projection's name, which is how a metric spells it, with its table: a file is read once, and workers get what it said."""

    __slots__ = ("known", "out", "table")
    table: Mapping[str, str]
    known: Mapping[str, str]  # the table with each target as itself
    out: frozenset[str]  # the labels that are out of scope

    def __new__(cls, name: str, table: Mapping[str, str]) -> Self:
        made = super().__new__(cls, name)
        made.table, made.known = table, {**table, **{target: target for target in table.values()}}
        made.out = frozenset(label for label, target in table.items() if target == OUT)
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, Mapping[str, str]]]:
        return type(self), (str(self), self.table)

    def __call__(self, label: str) -> str:
        """A label's target; a target stays, and so does a label that the projection does not know, which is then wrong."""
        return self.known.get(label, label)


def projection(name: str) -> Projection:
    """A projection by name, or from a TOML file `[labels]`; raises `ValueError` that says which there are."""
    return Projection(name, projection_table(name))


def projection_table(name: str) -> dict[str, str]:
    """The table of a projection, shipped or a user's: label to label, `-` for out of scope; applying it twice changes nothing."""
    shipped = {key: str(t[name]) for key, t in tables()["entities"].items() if name in t}
    if shipped:
        return shipped | dict.fromkeys(tables()["outside"][name], OUT)
    table = user_table(name).get("labels", {})
    again = sorted(target for target in table.values() if table.get(target, target) != target)
    if again:
        msg = f"{name}: {again[0]!r} is a target and itself mapped to {table[again[0]]!r}; a target stays what it is"
        raise ValueError(msg)
    return table


def targets(name: str) -> dict[str, str]:
    """The label that each label of a projection stands for: of several the one of its own name, else the first."""
    meant: dict[str, str] = {}
    for own, target in projection_table(name).items():
        if target != OUT and (target not in meant or own == target):
            meant[target] = own
    return meant


TABLES = ("labels", "relations", "events", "roles")


def user_table(name: str) -> dict[str, dict[str, str]]:
    """A user's TOML file: `[labels]` of entities, and `[relations]`, `[events]`, `[roles]`."""
    try:
        given = tomllib.loads(text_of(name))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"no projection {name!r}: neither one of {', '.join(PROJECTIONS)} nor a readable TOML file ({error})"
        raise ValueError(msg) from error
    tables_ = [table for name_, table in given.items() if name_ in TABLES and isinstance(table, dict) and table]
    if not tables_ or not all(isinstance(value, str) for table in tables_ for value in table.values()):
        msg = f'{name}: a projection is a TOML table [labels] of SOURCE = "TARGET" lines; [relations], [events], [roles] may stand beside'
        raise ValueError(msg)
    return given


def broader(kind: str) -> str | None:
    """The broader relation of a relation type, as `leader_of` of `head_of_state`."""
    wider = tables()["relations"].get(kind, {}).get("broader")
    return str(wider) if wider else None
