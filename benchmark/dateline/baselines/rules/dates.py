"""Values against a document creation time: weekdays, distances, seasons; and the day of what is told as news."""

import re
from datetime import date, timedelta

from msgspec.structs import replace

from dateline.baselines.rules.draft import Draft
from dateline.baselines.rules.times import NUMBERS, SEASONS
from dateline.document import Time
from dateline.document.edtf import from_timex

_DISTANT = {"last": -1, "this": 0, "next": 1}
_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_BACKGROUND = re.compile(r"\b(?:ha[sd]|have|having)(?: also| been| recently)* $|\bto $")
_FINITE = re.compile(r"(?:ed|met|said|told|stood|wrote|held|sent|spoke|took|gave)$")


def day(dct: str | None) -> date | None:
    """The day of a document creation time; `None` for one that is no day."""
    return date.fromisoformat(dct) if dct and re.fullmatch(r"\d{4}-\d\d-\d\d", dct) else None


def resolved(time: Time, today: date) -> Time:
    """A time expression with the value that it has on a day; one that says all itself stays."""
    value = value_on((time.text or "").lower(), time.value or "", today)
    if value is None:
        return time
    edtf = from_timex(value)
    return replace(time, value=value, edtf=edtf, basis="dct" if edtf else "text")


def value_on(words: str, value: str, today: date) -> str | None:
    """A TIMEX3 value on a day."""
    if weekday := re.fullmatch(r"XXXX-WXX-(\d)", value):
        return (today - timedelta(days=(today.isoweekday() - int(weekday[1])) % 7)).isoformat()
    if words in _DAYS:
        return (today + timedelta(days=_DAYS[words])).isoformat()
    if ago := re.fullmatch(r"(\d+|[a-z]+) years? ago", words):
        number = NUMBERS.get(ago[1], int(ago[1]) if ago[1].isdigit() else None)
        return f"{today.year - number:04}" if number is not None else None
    if distant := re.fullmatch(rf"(last|this|next) (year|{'|'.join(SEASONS)})", words):
        year = f"{today.year + _DISTANT[distant[1]]:04}"
        return year if distant[2] == "year" else f"{year}-{SEASONS[distant[2]]}"
    return None


def date_events(draft: Draft, today: date) -> None:
    """Date events by the time of their sentence, else what a finite verb tells as news by the day itself."""
    for number, event in enumerate(draft.events):
        start = event.start or 0
        times = [t for t in draft.times if t.edtf and any(argument.filler == t.id for argument in event.arguments)]
        if times:
            draft.events[number] = replace(event, date=times[0].edtf, date_basis="dct")
        elif (
            event.realis == "ACTUAL" and _FINITE.search(event.text or "") and not _BACKGROUND.search(draft.text[max(0, start - 20) : start])
        ):
            draft.events[number] = replace(event, date=today.isoformat(), date_basis="dct")
