"""The part of EDTF (ISO 8601-2) and TIMEX3 that dates in news need, as intervals of days.

`2025-09-03`, `2025-09`, `2025`, seasons `2025-21` to `-24` (spring, summer, autumn, winter) and the quarters and halves 33 to 41,
`202X`, `2025-XX`,
open and closed intervals `2022/..`, `2025-09-01/2025-09-03`, and qualifiers `?`, `~`, `%`, which do not change the interval.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

Interval = tuple[int, int]
OPEN = frozenset({"..", ""})

FIRST, LAST = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()
_POINT = re.compile(r"(\d[\dX]{3})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?", re.ASCII)
_TIMEX = re.compile(r"(\d[\dX]{3}(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?)(?:T[\dX:]*(?:Z|[+-]\d\d:?\d\d)?|T(?:MO|MI|AF|EV|NI|DT))?", re.ASCII)
_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)}
_SPANS = {21: (3, 5), 22: (6, 8), 23: (9, 11)} | _QUARTERS


@lru_cache(maxsize=65536)
def parse(text: str) -> Interval | None:
    """The days of an EDTF expression, first and last included, as ordinals; `None` when it is none."""
    if "/" in text:
        first, _, last = text.partition("/")
        low = (FIRST, FIRST) if first in OPEN else point(first)
        high = (LAST, LAST) if last in OPEN else point(last)
        if low is None or high is None or (first in OPEN and last in OPEN) or low[0] > high[1]:
            return None
        return low[0], high[1]
    return point(text)


def point(text: str) -> Interval | None:
    """The days of one date, month, season, year or decade."""
    match = _POINT.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    if "X" in year:
        return years(year) if month in {None, "XX"} and day in {None, "XX"} else None
    if int(year) == 0:
        return None
    return within(int(year), month, day)


def years(text: str) -> Interval | None:
    """The years of a decade or century with its last digits left open."""
    if not re.fullmatch(r"\d+X+", text):
        return None
    low, high = max(1, int(text.replace("X", "0"))), int(text.replace("X", "9"))
    return date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal()


def within(year: int, month: str | None, day: str | None) -> Interval | None:
    """The days of a year, a month or season of it, or a day."""
    if month is None or month == "XX":
        return (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()) if day in {None, "XX"} else None
    number = int(month)
    if number in _SPANS or number == 24:
        return season(year, number) if day is None else None
    if not 1 <= number <= 12:
        return None
    length = monthrange(year, number)[1]
    if day is None or day == "XX":
        return date(year, number, 1).toordinal(), date(year, number, length).toordinal()
    return (date(year, number, int(day)).toordinal(),) * 2 if 1 <= int(day) <= length else None


def season(year: int, number: int) -> Interval:
    """The months of a season, quarter or half; winter runs from December into the next year's February."""
    if number == 24:
        end = date(year + 1, 3, 1).toordinal() - 1 if year < date.max.year else LAST
        return date(year, 12, 1).toordinal(), end
    first, last = _SPANS[number]
    return date(year, first, 1).toordinal(), date(year, last, monthrange(year, last)[1]).toordinal()


def from_timex(value: str) -> str | None:
    """The EDTF of a TIMEX3 value that is a calendar date; `None` for lengths, sets, references and undated weekdays."""
    named = re.fullmatch(r"([0-9]{4})-(SP|SU|FA|WI)", value)
    if named:
        return f"{named[1]}-{_SEASONS[named[2]]}"
    quarter = re.fullmatch(r"([0-9]{4})-(?:(Q)([1-4])|(H)([12]))", value)
    if quarter:
        return f"{quarter[1]}-{32 + int(quarter[3]) if quarter[2] else 39 + int(quarter[5])}"
    week = re.fullmatch(r"([0-9]{4})-W([0-9]{2})(-WE)?", value)
    if week:
        try:
            days = [date.fromisocalendar(int(week[1]), int(week[2]), day).isoformat() for day in (6 if week[3] else 1, 7)]
        except ValueError:  # a year or a week that the calendar does not have
            return None
        return "/".join(days)
    if re.fullmatch(r"[0-9]{2,3}", value):
        return value + "X" * (4 - len(value))
    match = _TIMEX.fullmatch(value)
    return match[1] if match else None


def impossible(value: str) -> bool:
    """Whether a value has the form of a day or a week that no calendar has."""
    if not re.fullmatch(r"[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|W[0-9]{2}(?:-WE)?)", value):
        return False
    days = from_timex(value)
    return days is None or parse(days) is None


def dice(a: Interval, b: Interval) -> float:
    """Interval credit, 2|a∩b|/(|a|+|b|) in days."""
    shared = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return 2 * shared / (a[1] - a[0] + b[1] - b[0] + 2) if shared > 0 else 0.0


def credit(a: str | None, b: str | None, until: str | None = None) -> float:
    """Interval credit of two EDTF strings; what is no interval earns 1 if equal.

    An interval without an end goes on `until` the document was written; where that is not known, the ends that neither leaves open are
    compared; a date is a beginning. One without a beginning has nothing in common with what has one.
    """
    if a is None or b is None:
        return 0.0
    if until is not None and point(until):
        a, b = closed(a, until), closed(b, until)
    if opened(a) or opened(b):
        (first, last), (begin, end) = (text.partition("/")[::2] for text in (a, b))
        alike = (first in OPEN) == (begin in OPEN)
        known = [both for both in ((first, begin), (last, end)) if alike and OPEN.isdisjoint(both)]
        return float(a == b) or min((ends(*both) for both in known), default=0.0)
    left, right = parse(a), parse(b)
    if left is None or right is None:
        return float(a == b)
    return dice(left, right)


def closed(text: str, until: str) -> str:
    """An interval that has no end with one, unless it would end before it begins."""
    first, slash, last = text.partition("/")
    begins = point(first)
    ends_by = point(until)
    later = begins is not None and ends_by is not None and begins[0] <= ends_by[1]
    return f"{first}/{until}" if slash and last in OPEN and later else text


def opened(text: str) -> bool:
    """Whether an interval has an open end."""
    return "/" in text and not OPEN.isdisjoint(text.split("/"))


def ends(a: str, b: str) -> float:
    """The credit of two ends of intervals."""
    left, right = point(a), point(b)
    return dice(left, right) if left and right else float(a == b)
