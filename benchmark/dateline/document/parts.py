"""Where the items, spans and references of a document stand, read off its types: a new field is known to all who walk a document."""

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from dateline.document import AnySpan, Document, Inline, Item, Reference, Span, TextSpan

T = TypeVar("T")


class Part(NamedTuple):
    """A field that holds spans, references, or items with spans or references of their own: one, or several."""

    name: str
    kind: str
    several: bool


@cache
def parts(kind: Any) -> tuple[Part, ...]:
    """The fields of a type that hold spans, references or items, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    told = ((name, told_by(arm)) for name, hint in hints.items() for arm in arms(hint))
    return tuple(dict.fromkeys(Part(name, *what) for name, what in told if what))


def arms(kind: Any) -> Iterator[Any]:
    """The members of a union; a type that is none is its only one."""
    if get_origin(kind) in {Union, UnionType}:
        for arm in get_args(kind):
            yield from arms(arm)
    else:
        yield kind


def told_by(arm: Any) -> tuple[str, bool] | None:
    """What one type of a field says that it holds, and whether several; `None`: neither span nor reference nor item."""
    if get_origin(arm) is tuple and get_args(arm)[-1] is Ellipsis:
        inner = next((what for what in map(told_by, arms(get_args(arm)[0])) if what), None)
        return (inner[0], True) if inner else None
    if arm in {Span, TextSpan}:
        return "span", False
    if arm is Inline or (get_origin(arm) is Annotated and "refers" in (arm.__metadata__[0].extra or {})):
        return "reference", False
    return ("item", False) if isinstance(arm, type) and issubclass(arm, msgspec.Struct) else None


ITEM_LAYERS = tuple(part.name for part in parts(Document) if part.kind == "item")  # of a document's items


def items_of(document: Document) -> Iterator[tuple[str, Item]]:
    """Every item with its path."""
    for layer in ITEM_LAYERS:
        for number, item in enumerate(getattr(document, layer) or ()):
            yield f"$.{layer}[{number}]", item


def with_items(document: Document, change: Callable[[Any], Any]) -> Document:
    """The document with each item changed."""
    layers = {layer: getattr(document, layer) for layer in ITEM_LAYERS}
    return replace(document, **{layer: tuple(map(change, items)) for layer, items in layers.items() if items is not None})


def walked(item: Any, kind: str) -> Iterator[tuple[str, Any]]:
    """What an item holds of one kind, by path; of the items in it too."""
    holder: Any = type(item)
    for name, own, several in parts(holder):
        value = getattr(item, name)
        for number, one in enumerate(value if several and value is not None else (value,)):
            path = f"{name}[{number}]" if several else name
            if one is None:
                continue
            if own == kind:
                yield path, one
            elif own == "item":
                yield from ((f"{path}.{inner}", found) for inner, found in walked(one, kind))


def references_of(item: object) -> Iterator[tuple[str, Reference]]:
    """The references of an item, by path."""
    return walked(item, "reference")


def spans_of(item: object) -> Iterator[tuple[str, AnySpan]]:
    """The spans of an item by path, those of inline references too; without the one that is the item's own place."""
    yield from walked(item, "span")
    for path, who in references_of(item):
        if isinstance(who, Inline) and who.start is not None and who.end is not None:
            yield path, (who.start, who.end)


def unchanged(value: T) -> T:
    """The value."""
    return value


def changed(item: T, span: Callable[[AnySpan], AnySpan] = unchanged, reference: Callable[[Reference], Reference] | None = None) -> T:
    """The item with each of its spans, its own place among them, and each of its references changed.

    Left out, `reference` changes the spans of inline references.
    """

    def placed(value: Any) -> Any:
        return changed(value, span) if isinstance(value, Inline) else value

    how: dict[str, Callable[[Any], Any]] = {
        "span": span,
        "reference": reference or placed,
        "item": lambda inner: changed(inner, span, reference),
    }
    new: dict[str, Any] = {}
    own: Any = type(item)
    for name, kind, several in parts(own):
        value = getattr(item, name)
        if value is not None:
            new[name] = tuple(map(how[kind], value)) if several else how[kind](value)
    if getattr(item, "start", None) is not None and item.end is not None:  # type: ignore[attr-defined]
        new["start"], new["end"] = span((item.start, item.end))  # type: ignore[attr-defined, misc]
    return replace(item, **new) if new else item  # type: ignore[type-var]
