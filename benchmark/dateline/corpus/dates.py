"""Dates as people and tools write them, as EDTF has them: with names of months, day first between points, with a time of day."""

import re

from dateline.document import Document
from dateline.document.edtf import from_timex, parse

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "sept")
DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
MARKS = frozenset(" ./")  # of which none is in a value of TIMEX3
FORMS = (
    re.compile(rf"(?P<month>[A-Za-z]{{3,9}})\.?(?:\s+{DAY.format('day')},?\s+|,?\s+)(?P<year>\d{{4}})"),
    re.compile(rf"{DAY.format('day')}\.?\s+(?:of\s+)?(?P<month>[A-Za-z]{{3,9}})\.?,?\s+(?P<year>\d{{4}})"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})[T ]\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?"),
)
NONE = frozenset(("", "n/a", "na", "none", "null", "unknown", "unspecified", "not specified", "undated", "no date", "-"))


def may_be_written_otherwise(document: Document) -> bool:
    """Whether a date or a value of a document is none of EDTF, or may be none of TIMEX3."""
    values = [time.value for time in document.times or () if time.value is not None]
    dates = [event.date for event in document.events or () if event.date is not None]
    return any(not MARKS.isdisjoint(value) for value in values) or None in map(parse, dates)


def as_edtf(text: str) -> str | None:
    """A date as EDTF; `None` for what is no date, or could be two."""
    if parse(text) is not None:
        return text
    timex = from_timex(text)
    if timex is not None and parse(timex) is not None:
        return timex
    said = WEEKDAY.sub("", text.strip(), count=1)
    for form in FORMS:
        if (told := form.fullmatch(said)) and (month := number(told["month"])):
            day = f"-{int(told['day']):02}" if told["day"] else ""
            done = f"{told['year']}-{month:02}{day}"
            return done if parse(done) is not None else None
    return None


def number(month: str) -> int:
    """The number of a month by its name, or as a figure; 0 for none."""
    if month.isdecimal():
        return int(month)
    known = month.casefold() in {*MONTHS, *FULL}
    return MONTHS.index(month.casefold()[:3]) + 1 if known else 0
