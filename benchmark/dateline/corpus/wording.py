"""Answers in words of their own: layers and keys under other names, as `fields.toml` has them, put under the schema's.

Quotes may stand under their speakers, times beside their values, mentions under labels, arguments under roles; relations may be lists of
three, or `(head, type, tail)`; clusters are entities, and what is told of a mention elsewhere is told of it there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.formats._layout import layout, pair_of, paired
from dateline.formats._named import bald, words
from dateline.formats._predicted import said
from dateline.formats._related import apart

ENDS = ("head", "type", "tail")
SPOKEN = re.compile(r'([^:"“”]{2,60}):\s*["“](.+)["”]', re.DOTALL)  # who, and what is said
NOBODY = frozenset(("", "unknown", "n/a", "none", "null", "unspecified", "anonymous"))
TELLING = {  # keys by which an item is told to be of a layer
    "quotes": tuple(map(frozenset, (["quote"], ["quotation"], ["quotetext"], ["text", "speaker"], ["content", "speaker"]))),
    "events": tuple(map(frozenset, (["trigger"], ["triggerword"], ["eventtype"], ["type", "arguments"]))),
}
CALLED = ("name", "entity", "canonical", "canonical_name", "label")


def layer_of(keys: Iterable[str]) -> str:
    """The layer of an item that stands alone, by keys that no other layer's items have; empty where they do not tell."""
    own = {bald(key) for key in keys}
    return next((layer for layer, told in TELLING.items() if any(one <= own for one in told)), "")


def worded(value: dict[str, Any]) -> dict[str, Any]:
    """An answer with its layers and its items' keys under the schema's names."""
    new = by_layer(value)
    for layer in ("times", "events", "quotes", "relations"):
        if isinstance(new.get(layer), list | dict):
            new[layer] = [item(one, layer) for one in listed(new[layer], layer)]
    if isinstance(new.get("entities"), dict):
        new["entities"] = [*labelled(new["entities"])]
    if isinstance(new.get("entities"), list):
        new["entities"] = paired_off(new["entities"])
    for layer in ("entities", "mentions"):
        if isinstance(new.get(layer), list):
            new[layer] = [{key.lower(): inner for key, inner in one.items()} if isinstance(one, dict) else one for one in new[layer]]
    return clustered(new) if isinstance(new.get("clusters"), list | dict) else new


def by_layer(value: dict[str, Any]) -> dict[str, Any]:
    """An answer with its layers under the schema's names; what a system predicts in the place of gold's beside it."""
    known = {bald(name): layer for layer, names in words("layers").items() for name in (layer, *names)}
    foretold = {layer: key for key in value if (layer := predicted_layer(key, value, known))}
    if "entities" in foretold:  # whose mentions gold's are none of
        foretold.setdefault("mentions", foretold["entities"])
    new: dict[str, Any] = {}
    for key, inner in value.items():
        layer = known.get(bald(key), key) if isinstance(inner, list | dict) else key
        if key in foretold.values():
            new[predicted_layer(key, value, known)] = inner
        elif layer in foretold:
            new[f"{key} beside {foretold[layer]}"] = inner
        else:
            new[key if layer in new or (layer in value and layer != key) else layer] = inner
    return new


def predicted_layer(key: str, value: Mapping[str, Any], known: Mapping[str, str]) -> str:
    """The layer that a system predicts under a key, if it says so; `predictions` alone are of the mentions beside them, or entities."""
    own = said(key)
    if not own.sure or not isinstance(value[key], list | dict | None):
        return ""
    if own.rest:
        return known.get(own.rest, "")
    return "mentions" if "mentions" in value else "entities" if "entities" in value else ""


def listed(inner: Any, layer: str) -> list[Any]:
    """The items of a layer that may be an object: of quotes by speaker, of times by words, of the others by type."""
    if isinstance(inner, list):
        return inner
    if layer == "times":
        return [{"text": words_, **(told if isinstance(told, dict) else {"value": told})} for words_, told in inner.items()]
    if layer == "quotes" and all(isinstance(who, str) for who in inner.values()):
        longer = sum(len(key) - len(who) for key, who in inner.items()) > 0  # what is said is longer than who says it
        return [{"text": said_, "speaker": who} for said_, who in (inner.items() if longer else ((b, a) for a, b in inner.items()))]
    key = "speaker" if layer == "quotes" else "type"
    return [with_key(one, key, name) for name, own in inner.items() for one in (own if isinstance(own, list) else [own])]


def with_key(one: Any, key: str, name: str) -> Any:
    """An item with what it stands under."""
    if isinstance(one, list) and len(one) == 2:
        return [one[0], name, one[1]]
    return {key: name, **one} if isinstance(one, dict) else {key: name, "text": one}


def labelled(inner: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Mentions that stand under labels, or each with its label."""
    labels = [label for label in inner.values() if isinstance(label, str)]
    alike = [label.isupper() for label in labels], [key.isupper() for key in inner]  # labels are in capitals, or come again
    small = all(label.islower() for label in labels) and not all(key.islower() for key in inner)
    named = len(labels) == len(inner) and (len(set(labels)) < len(labels) or (all(alike[0]) and not all(alike[1])) or small)
    for key, own in inner.items():
        if named:
            yield {"text": key, "type": own}
        else:
            yield from (with_key(one, "type", key) for one in (own if isinstance(own, list) else [own]))


def paired_off(items: list[Any]) -> list[Any]:
    """Items that are words with a label each, and nothing else, as mentions: labels are in capitals; others as they are."""
    if not items or not all(isinstance(one, dict) and len(one) == 1 for one in items) or any(layout(*items[0])[:6]):
        return items
    pairs = [pair for one in items for pair in one.items()]
    if not all(isinstance(inner, str) for _, inner in pairs):
        return items
    keys, labels = (all(word.isupper() for word in column) for column in zip(*pairs, strict=True))
    if keys == labels or (labels and len({key for key, _ in pairs}) == 1):  # which may be the name of a key
        return items
    return [{"text": key, "type": inner} if labels else {"text": inner, "type": key} for key, inner in pairs]


def item(one: Any, layer: str) -> Any:
    """An item of a layer with the schema's keys."""
    if layer == "relations":
        one = apart(one) if isinstance(one, str) else one
        one = dict(zip(ENDS, one, strict=True)) if isinstance(one, list) and len(one) == len(ENDS) else one
    if layer == "quotes" and isinstance(one, str) and (spoken := SPOKEN.fullmatch(one)):
        one = {"speaker": spoken[1], "text": spoken[2]}
    one = {"text": one} if isinstance(one, str) and layer != "relations" else one
    if not isinstance(one, dict):
        return one
    new = renamed(one, layer)
    if layer == "relations":
        return new | {part: place(new[part]) for part in ("head", "tail") if isinstance(new.get(part), dict)}
    if layer == "quotes" and "speaker" in new:
        new["speaker"] = None if str(new["speaker"]).strip().casefold() in NOBODY else place(new["speaker"])
    if isinstance(new.get("date"), dict):
        new["date"] = next((inner for inner in new["date"].values() if isinstance(inner, str)), None)
    if isinstance(new.get("text"), dict):  # a trigger with its place
        new |= {"text": None, **place(new["text"])}
    if layer == "events" and isinstance(new.get("arguments"), list | dict):
        new["arguments"] = [*arguments(new["arguments"])]
    return {key: inner for key, inner in new.items() if key != "text" or inner is not None}


def renamed(one: dict[str, Any], layer: str) -> dict[str, Any]:
    """An object with the schema's keys, each in the place of the first other name that has a value."""
    own = {bald(key): key for key in one}
    new = dict(one)
    for key, others in words(layer).items():
        found = next((own[bald(name)] for name in (key, *others) if new.get(own.get(bald(name), "")) is not None), None)
        if key not in new and found is not None and may_be(key, new[found]):
            new[key] = new.pop(found)
    return new


def may_be(key: str, inner: Any) -> bool:
    """Whether a value is of a part's kind: arguments with their roles, else words, a number or an object."""
    if key == "arguments":
        return isinstance(inner, dict) or (isinstance(inner, list) and all(isinstance(one, dict | list) for one in inner))
    return isinstance(inner, str | int | float | dict) and not isinstance(inner, bool)


def arguments(inner: Any) -> Iterator[Any]:
    """The arguments of an event, which may stand under their roles."""
    if isinstance(inner, dict):
        for role, fillers in inner.items():
            yield from ({"role": role, "filler": place(one)} for one in (fillers if isinstance(fillers, list) else [fillers]) if one)
        return
    for one in inner:
        if isinstance(one, list) and len(one) == 2:
            yield {"role": one[0], "filler": place(one[1])}
            continue
        if not isinstance(one, dict):
            yield one
            continue
        new = renamed(one, "arguments")
        at = place(one)
        stands = "filler" not in one and isinstance(at, dict) and "start" in at
        yield {"role": new.get("role"), "filler": at if stands else place(new.get("filler"))}


def place(value: Any) -> Any:
    """Where an object says that it stands, else its words, else its id; what is no object is itself."""
    if not isinstance(value, dict):
        return value
    own = layout(*value)
    key = paired(value, own)
    at = pair_of(value[key]) if key else tuple(value[name] for name in (*own.start[:1], *own.end[:1]))
    said = next(({"text": value[name]} for name in own.text if isinstance(value[name], str)), {})
    if at is not None and len(at) == 2 and all(type(one) is int for one in at):
        return {"start": at[0], "end": at[1], **said}
    return said or value.get("id", value)


def clustered(value: dict[str, Any]) -> dict[str, Any]:
    """An answer whose clusters are entities; mentions that are told elsewhere, with their types, are put into them."""
    layers = [value[layer] for layer in ("entities", "mentions") if isinstance(value.get(layer), list)]
    pool: dict[object, list[dict[str, Any]]] = {}
    for one in (one for items in layers for one in items if isinstance(one, dict)):
        pool.setdefault(spot(place(one)), []).append({key: inner for key, inner in one.items() if key not in {"id", "mentions"}})
    entities, mentions = [], []
    for number, (name, cluster) in enumerate(chains(value["clusters"])):
        own = f"cluster {number}"
        entities.append({"id": own, **({"name": name} if name else {})})
        for at in map(placed, cluster):
            known = pool.get(spot(at))
            mentions.append({**(known.pop() if known else {}), **at, "entity": own})
    alone = [one for ones in pool.values() for one in ones]
    return {key: inner for key, inner in value.items() if key != "clusters"} | {"entities": entities, "mentions": [*mentions, *alone]}


def placed(one: Any) -> Any:
    """A mention of a cluster: a string, a start and an end, or an object."""
    if isinstance(one, list) and len(one) == 2:
        return {"start": one[0], "end": one[1]}
    return {"text": one} if isinstance(one, str) else place(one)


def spot(at: Any) -> object:
    """What two tellings of a mention have in common: the place, else the words."""
    if isinstance(at, dict):
        return (at["start"], at["end"]) if "start" in at else at.get("text")
    return at


def chains(inner: Any) -> Iterator[tuple[str, list[Any]]]:
    """The clusters with what they are called: lists, under names, or objects with mentions."""
    if isinstance(inner, list) and inner and all(isinstance(one, dict) and {"mention", "antecedent"} <= one.keys() for one in inner):
        inner = followed(inner)
    for name, own in inner.items() if isinstance(inner, dict) else (("", one) for one in inner):
        called = next((own[key] for key in CALLED if isinstance(own.get(key), str)), name) if isinstance(own, dict) else name
        mentions = own.get("mentions") if isinstance(own, dict) else own
        yield called, mentions if isinstance(mentions, list) else []


def followed(pairs: list[dict[str, Any]]) -> list[list[Any]]:
    """The chains of mentions that each have an antecedent: a mention follows on the chain in which that is."""
    done: list[list[Any]] = []
    at: dict[object, list[Any]] = {}
    for pair in pairs:
        before, mention = spot(place(pair["antecedent"])), spot(place(pair["mention"]))
        chain = at.get(before)
        if chain is None:
            chain = at[before] = [pair["antecedent"]]
            done.append(chain)
        chain.append(pair["mention"])
        at.setdefault(mention, chain)
    return done
