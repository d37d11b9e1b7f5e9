"""Times in JSON: Microsoft Recognizers-Text and Duckling.

Recognizers: a list of `{start, end, text, typeName, resolution: {values: [{timex, type, value}]}}`, end inclusive; of several
readings, the `timex` that they share is the value. Duckling: `{body, start, end, dim, value}`, end exclusive; `time` and `duration` are
read, other dimensions counted, and of several readings of one span the first. A list stands alone (the article by file name), or under
article ids. Unit: code points or UTF-16, whichever the words show. Loses: everything but times.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from dateline.document import Document, Time
from dateline.formats._keys import item_keys
from dateline.formats._reader import Answer, Offset, Texts
from dateline.formats._typed import mistyped

SHAPE = "the list that Recognizers-Text or Duckling gives"
GRAINS = {"year": 4, "month": 7, "quarter": 7, "week": 10, "day": 10, "hour": 13, "minute": 16, "second": 19}
UNITS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}


class Found(msgspec.Struct):
    """One time expression."""

    start: Offset
    end: Offset
    text: str | None = None
    body: str | None = None
    dim: str = ""
    type_name: str = ""  # as the Python build writes it
    camel_name: str = msgspec.field(default="", name="typeName")
    resolution: dict[str, Any] | None = None
    value: Any = None


def recognise(sample: str) -> bool:
    """Objects with a resolution, or with a dimension and a body."""
    top = item_keys(sample)
    return "resolution" in top or top.keys() >= {"dim", "body"}


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The times of one article, or of each."""
    try:
        value = msgspec.json.decode(content, type=list[Found] | dict[str, list[Found]], strict=False)
    except msgspec.ValidationError as error:
        raise mistyped(error, texts, 1, SHAPE) from None
    except msgspec.DecodeError as error:
        raise texts.wrong(0, "", f"is not JSON: {error}", SHAPE) from None
    for name, rows in [(None, value)] if isinstance(value, list) else value.items():
        unread: Counter[str] = Counter()
        times = tuple(time for row in rows if (time := read_row(row, unread)))
        first = {(time.start, time.end): time for time in reversed(times)}
        unread["second reading of a span"] += len(times) - len(first)
        kept = tuple(time for time in times if first[time.start, time.end] is time)
        yield Answer(Document(id=texts.identify(name), times=kept), ("code point", "utf-16"), unread=+unread)


def read_row(row: Found, unread: Counter[str]) -> Time | None:
    """A row as a time; what is none is counted."""
    if row.resolution is not None:
        kind = row.camel_name or row.type_name
        if kind and not kind.lower().startswith(("date", "time", "duration", "set")):
            unread[f"{kind} of Recognizers-Text"] += 1
            return None
        values = row.resolution.get("values")
        told = [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
        timex = next((value["timex"] for value in told if isinstance(value.get("timex"), str)), None)
        return Time(start=row.start, end=row.end + 1, text=row.text, type=kind_of(kind), value=timex)
    if row.dim not in {"time", "duration"}:
        unread[f"{row.dim or 'item'} of Duckling"] += 1
        return None
    value = row.value if isinstance(row.value, dict) else {}
    time = Time(start=row.start, end=row.end, text=row.body or row.text, type="DATE")
    if row.dim == "duration":
        number, unit = value.get("value"), UNITS.get(str(value.get("unit")))
        day = str(value.get("unit")) not in {"hour", "minute", "second"}
        told_ = f"P{'' if day else 'T'}{number:g}{unit}" if isinstance(number, int | float) and unit and unit != "Q" else None
        return replace(time, type="DURATION", value=told_)
    if value.get("type") == "interval":
        ends = [moment(value.get(end)) for end in ("from", "to")]
        return replace(time, edtf="/".join(end or ".." for end in ends) if any(ends) else None)
    at = period(value) or moment(value)
    return replace(time, type="TIME" if at and "T" in at else "DATE", value=at)


def period(value: Any) -> str | None:
    """A week or a quarter of Duckling as TIMEX3 has it."""
    if not isinstance(value, dict) or value.get("grain") not in {"week", "quarter"}:
        return None
    try:
        day = date.fromisoformat(str(value.get("value"))[:10])
    except ValueError:
        return None
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}" if value["grain"] == "week" else f"{day.year}-Q{(day.month + 2) // 3}"


def moment(value: Any) -> str | None:
    """A moment of Duckling as far as its grain goes."""
    if not isinstance(value, dict) or not isinstance(value.get("value"), str):
        return None
    return str(value["value"][: GRAINS.get(str(value.get("grain")), 19)])


def kind_of(name: str) -> Literal["DATE", "TIME", "DURATION", "SET"]:
    """The TIMEX3 type of a type of Recognizers-Text."""
    own = name.rsplit(".", 1)[-1]
    if own in {"duration", "set"}:
        return "DURATION" if own == "duration" else "SET"
    return "TIME" if own in {"time", "timerange", "datetime", "datetimerange"} else "DATE"
