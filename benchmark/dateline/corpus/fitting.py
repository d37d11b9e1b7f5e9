"""Answers as people and models write them, fitted to the schema: what it does not know is left aside and told, never guessed.

An unknown key, a value that an attribute does not have, and a score that is no probability are left aside; case does not matter; a string
stands for a span; mentions may be nested under their entity, and a reference may be an entity's name.
"""

from collections.abc import Mapping
from functools import cache
from itertools import count
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from dateline.corpus.mistakes import Mistakes
from dateline.corpus.wording import worded
from dateline.document import UNSPECIFIED, Document, Entity, Inline, Mention, TextSpan
from dateline.document.parts import ITEM_LAYERS, parts
from dateline.formats._layout import layout, pair_of, paired
from dateline.formats._named import names

ASIDE = object()  # a value that is left aside
LABELS = frozenset(names("label")) - {*Mention.__struct_fields__, *Entity.__struct_fields__}
REFERRING = ("relations", "events", "quotes")
WRAPPED = ("document", "answer", "output", "result", "response", "data")


def fitted(value: Mapping[str, Any], name: str, mistakes: Mistakes) -> Document:
    """A document out of one JSON object; `name` is its id where it says none. Raises `msgspec.ValidationError`."""
    wrapped = [key for key in WRAPPED if isinstance(value.get(key), dict) and not value.keys() & set(ITEM_LAYERS)]
    inner = value[wrapped[0]] if len(wrapped) == 1 else value  # of several answers none is read
    whole = {**inner, "id": str(inner.get("id", value.get("id", name)))}
    given = named(nested(worded(whole)))
    done = shaped(given, Document, mistakes)
    if not given.get("mentions") and (layer := next((layer for layer in ITEM_LAYERS if all_lost(given.get(layer), done.get(layer))), "")):
        msg = f"none of {len(given[layer])} items has a key that is known here - at `$.{layer}`"
        raise msgspec.ValidationError(msg)
    return msgspec.convert(done, Document, strict=False)


def all_lost(items: Any, kept: Any) -> bool:
    """Whether of all items that say something nothing is kept but their ids."""
    if not isinstance(items, list) or not items or len(items) != len(kept) or not all(isinstance(item, dict) for item in items):
        return False
    return all(item.keys() - {"id"} and not own.keys() - {"id"} for item, own in zip(items, kept, strict=True))


def typed(item: dict[str, Any]) -> dict[str, Any]:
    """An item with its type under the schema's name, where tools have another."""
    key = next((key for key in names("label") if key in LABELS and isinstance(item.get(key), str)), None)
    if key is None or "type" in item:
        return item
    return {("type" if name == key else name): inner for name, inner in item.items()}


def nested(value: dict[str, Any]) -> dict[str, Any]:
    """Mentions that stand under their entities, put beside them; an entity without an id has its name."""
    entities, given = value.get("entities"), value.get("mentions")
    mentions = [spanned(one) if isinstance(one, dict) else one for one in given] if isinstance(given, list) else []
    if not isinstance(entities, list):
        return {**value, "mentions": mentions} if isinstance(given, list) else value
    kept = []
    said = [item for items in (entities, mentions) for item in items if isinstance(item, dict)]
    taken = {str(item.get(key)) for item in said for key in ("id", "name", "entity")}
    for number, given_ in enumerate(entities):
        if not isinstance(given_, dict):
            return value
        entity = typed(given_)
        own = {key: inner for key, inner in entity.items() if key != "mentions"}
        told = [said for said in (own.get("id"), own.get("name"), own.get(spoken(own))) if said is not None]
        own["id"] = str(told[0]) if told else next(free for free in map("e{}".format, count(number)) if free not in taken)
        taken.add(own["id"])
        kept.append(own)
        for mention in entity["mentions"] if isinstance(entity.get("mentions"), list) else []:
            item = {"text": mention} if isinstance(mention, str) else mention
            if isinstance(item, list) and (pair := pair_of(item)) is not None:
                item = {"start": pair[0], "end": pair[1]}
            if isinstance(item, dict):
                mentions.append({"entity": own["id"], **({"type": own["type"]} if own.get("type") else {}), **spanned(item)})
    if kept and not mentions and "mentions" not in value and all(spoken(own) or "start" in placed(own) for own in kept):
        mentions, kept = map(list, zip(*map(only_mention, kept), strict=True))
        bare = all(one.keys() <= {"id", "name", "type"} for one in kept) and not any("id" in one for one in entities)
        if bare and not any(value.get(layer) for layer in REFERRING):  # names, and no referents
            given_ = {key: inner for key, inner in value.items() if key != "entities"}
            return given_ | {"mentions": [{key: inner for key, inner in mention.items() if key != "entity"} for mention in mentions]}
        kept = list({one["id"]: one for one in [*kept, *reversed(kept)]}.values())  # the first of a name
    more = {"mentions": mentions} if mentions or "mentions" in value else {}
    return {**value, "entities": kept, **more}


def spanned(mention: dict[str, Any]) -> dict[str, Any]:
    """A mention with its place under the schema's names, where tools have others."""
    mention = typed(mention)
    own = layout(*mention)
    if mention.get("start") is not None:
        return mention
    pair = paired(mention, own)
    pair = None if pair is not None and isinstance(mention[pair], str) else pair
    keys = (*own.start[:1], *own.end[:1]) if pair is None else (pair,)
    place = [mention[key] for key in keys] if pair is None else list(pair_of(mention[pair]) or ())
    if len(place) != 2 or not all(type(one) is int for one in place):
        return mention
    return {**{key: inner for key, inner in mention.items() if key not in keys}, "start": place[0], "end": place[1]}


def only_mention(entity: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """An entity that has words or a place as its only mention, and what is left of it."""
    key = spoken(entity)
    mention = {"entity": entity["id"], **({"text": entity[key]} if key else {}), **({"type": entity["type"]} if entity.get("type") else {})}
    left = {name: inner for name, inner in entity.items() if name not in {key, "nth", *places_of(entity)}}
    return {**mention, **placed(entity)}, {"name": entity[key], **left} if key else left


def places_of(entity: dict[str, Any]) -> tuple[str, ...]:
    """The keys under which an entity says where it stands."""
    own = layout(*entity)
    return (*own.start, *own.end, *own.pair) if placed(entity) else ()


def placed(entity: dict[str, Any]) -> dict[str, Any]:
    """Where an entity stands that is its only mention, as far as it says so."""
    mention = spanned(entity)
    sure = type(mention.get("start")) is type(mention.get("end")) is int
    return {key: mention[key] for key in (("start", "end") if sure else ("nth",)) if key in mention}


def spoken(entity: dict[str, Any]) -> str:
    """Under which key the words of an entity stand, or nothing."""
    return next((key for key in (*names("text"), "entity") if isinstance(entity.get(key), str)), "")


def named(value: dict[str, Any]) -> dict[str, Any]:
    """References by an entity's name as references by its id; a name that no entity has is a string of the text."""
    layers = {layer: value[layer] for layer in ITEM_LAYERS if isinstance(value.get(layer), list)}
    listed = {layer: [item for item in items if isinstance(item, dict)] for layer, items in layers.items()}
    entities = listed.get("entities", [])
    said = [item.get("id") for items in listed.values() for item in items] + [m.get("entity") for m in listed.get("mentions", [])]
    known = {name for name in said if isinstance(name, str)}
    names = {str(entity["name"]).casefold(): entity["id"] for entity in entities if entity.get("name") and entity.get("id")}

    def meant(who: Any) -> Any:
        if not isinstance(who, str) or who in known or who == UNSPECIFIED:
            return who
        entity = names.get(who.casefold())
        return entity if entity is not None else {"text": who} if " " in who else who

    def changed(item: Any, kind: Any) -> Any:
        if not isinstance(item, dict):
            return item
        new = dict(item)
        for part in parts(kind):
            inner = item.get(part.name)
            if part.kind == "reference":
                new |= {part.name: [meant(one) for one in inner] if isinstance(inner, list) else meant(inner)} if inner is not None else {}
            elif part.kind == "item" and isinstance(inner, list):
                new[part.name] = [changed(one, inner_type(hints_of(kind)[part.name])) for one in inner]
        return new

    kinds = {layer: item_type(layer) for layer in ITEM_LAYERS}
    return {
        **value,
        **{
            layer: [changed(item, kinds[layer]) if kinds[layer] is not Entity else item for item in found]
            for layer, found in layers.items()
        },
    }


def item_type(layer: str) -> Any:
    """The type of a layer's items."""
    return inner_type(hints_of(Document)[layer])


def inner_type(hint: Any) -> Any:
    """The type of what a field holds several of."""
    return next(get_args(arm)[0] for arm in arms(hint) if get_origin(arm) is tuple)


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """The types of a type's fields."""
    return get_type_hints(kind)


def arms(kind: Any) -> tuple[Any, ...]:
    """The members of a union."""
    return get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)


def shaped(value: Any, kind: Any, mistakes: Mistakes) -> Any:
    """A value in the shape of a type, as far as it can be told; what the type does not know is left aside."""
    options = arms(kind)
    if value is None:
        return None
    if isinstance(value, dict):
        struct = next((arm for arm in options if isinstance(arm, type) and issubclass(arm, msgspec.Struct)), None)
        return fields_of(value, struct, mistakes) if struct else value
    if isinstance(value, list):
        inner = next((get_args(arm) for arm in options if get_origin(arm) is tuple), ())
        several = len(inner) == 2 and inner[1] is Ellipsis
        kept = [shaped(one, inner[0], mistakes) for one in value] if several else value
        return [one for one in kept if one is not ASIDE]
    if isinstance(value, int | float) and not isinstance(value, bool) and str in options and not {int, float} & set(options):
        value = f"{value:g}" if isinstance(value, float) else str(value)  # an id, or a year
    if isinstance(value, str):
        return word(value, options, mistakes)
    return value


def word(value: str, options: tuple[Any, ...], mistakes: Mistakes) -> Any:
    """A string: one of a closed set in its own case, or what stands for a span."""
    closed = [choice for arm in options if get_origin(arm) is Literal for choice in get_args(arm)]
    if closed:
        spelled = next((choice for choice in closed if choice.casefold() == value.casefold()), None)
        if spelled is None:
            mistakes["value that its attribute does not have", value] += 1
            return ASIDE
        return spelled
    if TextSpan in options and str not in options:
        return {"text": value}
    return {"text": value} if Inline in options and str not in options else value


def fields_of(value: dict[str, Any], struct: Any, mistakes: Mistakes) -> dict[str, Any]:
    """An object's known fields."""
    hints = hints_of(struct)
    kept: dict[str, Any] = {}
    for name, inner in value.items():
        if name not in hints:
            mistakes["unknown key", name] += 1
            continue
        if name == "score" and not (isinstance(inner, int | float) and 0 <= inner <= 1):
            mistakes["score that is no probability", str(inner)] += inner is not None
            continue
        fitted = shaped(inner, hints[name], mistakes)
        if fitted is not ASIDE:
            kept[name] = fitted
    return kept
