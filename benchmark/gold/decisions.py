"""What the adjudicator decided over the votes: `annotations/adjudication.jsonl`, one decision a line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import msgspec

from gold.passes import LAYERS, Attributes, Table
from gold.voting import Voted, half, voted

ArgumentKey = tuple[str, str]  # a role, and what fills it
Instead = tuple[str, str, Attributes]  # an argument, and what could stand in its place


class Decision(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """One decision on an item.

    `keep` overrules the votes on whether it is in. `set` gives attributes, `null` takes one away. `add`, `drop` and `may` say which
    arguments are in, out, and optional, `instead` what of one could be otherwise. `optional` and `alternatives` are the accepted answers
    of the item. `proof` marks what no pass differed in and a later reading found.
    """

    document: str
    layer: str
    item: str
    keep: bool | None = None
    set: Attributes = {}
    add: tuple[ArgumentKey, ...] = ()
    drop: tuple[ArgumentKey, ...] = ()
    may: tuple[ArgumentKey, ...] = ()
    instead: tuple[Instead, ...] = ()
    optional: bool | tuple[str, ...] | None = None
    alternatives: tuple[Attributes, ...] = ()
    proof: bool = False
    rule: Annotated[str, msgspec.Meta(pattern="^§[0-9]+ \\S")]
    note: str = ""


def decided(tables: Sequence[Table], decisions: Iterable[Decision]) -> Table:
    """The tables of one document: what the votes give, then every decision.

    Raises `ValueError` for two decisions on an item, an open attribute without one, and one that changes nothing.
    """
    decisions = list(decisions)
    by_item = {(decision.layer, decision.item): decision for decision in decisions}
    if len(by_item) != len(decisions):
        msg = "an item has two decisions"
        raise ValueError(msg)
    items = voted(tables)
    flat = [(layer, key, item) for layer in LAYERS for key, item in items[layer].items()]
    found: Table = {layer: {} for layer in LAYERS}
    missing = []
    for layer, key, item in flat:
        decision = by_item.pop((layer, key), None)
        keep = half(item.votes, len(tables))
        if decision is not None:
            if unneeded(decision, item, keep=keep):
                msg = f"the decision on {layer} {key} changes nothing"
                raise ValueError(msg)
            keep = keep if decision.keep is None else decision.keep
        if keep and (names := still_open(item, decision)):
            missing.append(f"{layer} {key}: {', '.join(names)} of {item.versions}")
        if keep:
            found[layer][key] = changed(item.attributes, decision) | {"votes": item.votes}
    if missing:
        msg = "no decision closes " + "; ".join(missing)
        raise ValueError(msg)
    for (layer, key), decision in by_item.items():  # what no pass has
        if not decision.proof:
            msg = f"no pass has {layer} {key}, so its decision is a proof"
            raise ValueError(msg)
        found[layer][key] = changed({}, decision) | {"votes": 0}
    return found


def still_open(item: Voted, decision: Decision | None) -> tuple[str, ...]:
    """The attributes of an item that neither votes nor a decision settle."""
    closed: set[str] = set()
    if decision is not None:
        closed = {*decision.set, *(("arguments",) if decision.add or decision.drop or decision.may else ())}
    return tuple(name for name in item.open if name not in closed)


def unneeded(decision: Decision, item: Voted, *, keep: bool) -> bool:
    """Whether a decision says only what the votes say."""
    same = all(item.attributes.get(name) == value and name not in item.open for name, value in decision.set.items())
    rest = decision.add or decision.drop or decision.may or decision.instead or decision.optional or decision.alternatives
    return same and not rest and (decision.keep is None or decision.keep == keep)


def changed(attributes: Mapping[str, Any], decision: Decision | None) -> Attributes:
    """An item's attributes after a decision; its arguments as {key: votes and whether they are optional}."""
    found = dict(attributes)
    offered = found.pop("offered", {})
    arguments: dict[ArgumentKey, Attributes] = {key: {"votes": votes} for key, votes in found.get("arguments", {}).items()}
    if decision is not None:
        found |= decision.set
        for key in decision.drop:
            arguments.pop(key, None)
        for key in (*decision.add, *decision.may):
            arguments.setdefault(key, {"votes": offered.get(key, 0)})
        for key in decision.may:
            arguments[key] = arguments[key] | {"optional": True}
        for role, filler, other in decision.instead:
            known = arguments[role, filler]
            arguments[role, filler] = known | {"alternatives": [*known.get("alternatives", ()), other]}
        if decision.optional is not None:
            found["optional"] = decision.optional
        if decision.alternatives:
            found["alternatives"] = list(decision.alternatives)
    if arguments:
        found["arguments"] = arguments
    return {name: value for name, value in found.items() if value is not None}
