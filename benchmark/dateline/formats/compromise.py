"""compromise and chrono (JavaScript): `[{text, offset: {index, start, length}, …}]` and `[{index, text, start: {known, implied}, end}]`.

Unit: UTF-16; end is start + length. compromise's `text` takes punctuation in whose place `start` passes over: such spans are put
back on their text and counted. The article by file name, or an
object by article id. chrono's dates become times, with the precision of what is `known`; what it implies is no evidence. Loses:
everything that the tools do not say.
"""

import json
from typing import Any

from dateline.document import Document, Mention, Time
from dateline.formats._reader import Answer, Texts

KNOWN = ("year", "month", "day")


def recognise(sample: str) -> bool:
    """Objects with an offset, or with known and implied parts."""
    return ('"offset"' in sample and '"length"' in sample) or '"known"' in sample or '"knownValues"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """One article's items, or several by id."""
    value = json.loads(content)
    by_id = value if isinstance(value, dict) else {"": value}
    return [answer(texts.identify(name or None), items, texts) for name, items in by_id.items()]


def answer(name: str, items: list[dict[str, Any]], texts: Texts) -> Answer:
    """One article."""
    mentions, times = [], []
    for number, item in enumerate(items):
        try:
            if "offset" in item:
                start, size = int(item["offset"]["start"]), int(item["offset"]["length"])
                mentions.append(Mention(start=start, end=start + size, text=str(item["text"]), type=label(item)))
            else:
                times.append(time(item))
        except (KeyError, TypeError, ValueError) as error:
            raise texts.wrong(0, f"$[{number}]", f"lacks {error}", "write the tool's own JSON") from None
    return Answer(
        Document(id=name, mentions=tuple(mentions) if mentions or not times else None, times=tuple(times) if times else None), "utf-16"
    )


def label(item: dict[str, Any]) -> str | None:
    """The label that a wrapper gave."""
    found = item.get("label") or item.get("type")
    return str(found) if found else None


def time(item: dict[str, Any]) -> Time:
    """A date of chrono."""
    start, words = int(item["index"]), str(item["text"])
    parts = item.get("start") or {}
    known = parts.get("known") or parts.get("knownValues") or {}
    value = "-".join(f"{int(known[name]):0{4 if name == 'year' else 2}}" for name in KNOWN if name in known) if "year" in known else None
    return Time(start=start, end=start + len(words.encode("utf-16-le")) // 2, text=words, type="DATE", value=value)
