"""compromise and chrono (JavaScript): `[{text, offset: {index, start, length}, …}]` and `[{index, text, start: {known, implied}, end}]`.

Unit: UTF-16; end is start + length. compromise's `text` takes punctuation in whose place `start` passes over: such spans are put
back on their text and counted. Sentences with their `terms` are no entities, and a fault. The article by file name, or an object by article
id. chrono's dates become times, with the precision of what is `known`; what it implies is no evidence. Loses: everything that the tools do
not say.
"""

from typing import Any

import msgspec

from dateline.document import Document, Mention, Time
from dateline.document.units import LENGTHS
from dateline.formats._keys import item_keys
from dateline.formats._reader import Answer, Offset, Texts
from dateline.formats._typed import mistyped

KNOWN = ("year", "month", "day")
SHAPE = "write the tool's own JSON, as doc.people().json({offset: true})"


class Place(msgspec.Struct):
    """Where compromise says that an item stands."""

    start: Offset
    length: Offset


class Parts(msgspec.Struct):
    """What chrono knows of a moment."""

    known: dict[str, Any] = {}
    knownValues: dict[str, Any] = {}  # noqa: N815 - its name there


class Item(msgspec.Struct):
    """An item of either tool."""

    text: str
    offset: Place | None = None
    index: Offset | None = None
    start: Parts | None = None
    terms: list[Any] = []
    label: str | None = None
    type: str | None = None


def recognise(sample: str) -> bool:
    """Objects with an offset, or with known and implied parts."""
    found = item_keys(sample)
    return (found.get("offset") == "{" and "text" in found) or ("index" in found and found.get("start") == "{") or '"knownValues"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """One article's items, or several by id."""
    try:
        value = msgspec.json.decode(content, type=dict[str, list[Item]] | list[Item], strict=False)
    except msgspec.ValidationError as error:
        raise mistyped(error, texts, 1, SHAPE) from None
    except msgspec.DecodeError as error:
        raise texts.wrong(1, "", f"is not JSON: {error}", "mend the JSON there") from None
    by_id = value if isinstance(value, dict) else {"": value}
    every = [item for items in by_id.values() for item in items]
    entities = not every or any(item.offset is not None for item in every)  # which tool it is, the whole file says
    dates = any(item.index is not None for item in every)
    return [answer(texts.identify(name or None), items, texts, entities=entities, dates=dates) for name, items in by_id.items()]


def answer(name: str, items: list[Item], texts: Texts, *, entities: bool, dates: bool) -> Answer:
    """One article: the layers that the file holds."""
    mentions, times = [], []
    for number, item in enumerate(items):
        if item.terms and item.label is None and item.type is None:
            raise texts.wrong(
                0,
                f"$[{number}]",
                "is a sentence with its terms, no entity",
                "write doc.people().json({offset: true}) and its like, labelled",
            )
        if item.offset is not None:
            start = item.offset.start
            mentions.append(Mention(start=start, end=start + item.offset.length, text=item.text, type=item.label or item.type))
        elif item.index is not None:
            times.append(time(item, item.index, number, texts))
        else:
            raise texts.wrong(0, f"$[{number}]", "has neither offset nor index", SHAPE)
    return Answer(Document(id=name, mentions=tuple(mentions) if entities else None, times=tuple(times) if dates else None), "utf-16")


def time(item: Item, start: int, number: int, texts: Texts) -> Time:
    """A date of chrono."""
    known = (item.start.known or item.start.knownValues) if item.start else {}
    try:
        parts = msgspec.convert({name: known[name] for name in KNOWN if name in known}, dict[str, Offset], strict=False)
    except msgspec.ValidationError as error:
        raise texts.wrong(0, f"$[{number}].start", str(error).partition(" - at")[0], SHAPE) from None
    value = "-".join(f"{part:0{4 if name == 'year' else 2}}" for name, part in parts.items()) if "year" in parts else None
    return Time(start=start, end=start + LENGTHS["utf-16"](item.text), text=item.text, type="DATE", value=value)
