"""A *shifted* article tells the same on another day: the `dct` and every date, weekday and year move together, and what it counts back."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from dateline.document import Document, Time
from dateline.variants.draws import Draws
from dateline.variants.edits import Change, Edit, retold
from dateline.variants.recipe import Distance, Duration, Recipe, pattern_of

YEARS = (-30, 30)  # by which an article may move
DAY = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
DATED = re.compile(rf"{DAY.pattern}|(?<!\d)(\d{{4}})-W([0-5]\d)(?!\d)|(?<![\dP])(\d{{4}})(?!\d)")
WORD = re.compile(r"\d{4}|\d{1,2}(?=(?:st|nd|rd|th)?\b)|[A-Za-z]+")
WEEKDAYS, MONTHS = list(calendar.day_name), list(calendar.month_name)[1:]


class Shift(NamedTuple):
    """From an old `dct` to a new one; `back` has the years that are counted back, and by how many their distance changed."""

    old: date
    new: date
    back: Mapping[int, int]

    def moved(self, value: str) -> str:
        """A date, or any TIMEX or EDTF expression of dates: days by days, what is less precise by years."""
        return DATED.sub(self._moved, value)

    def _moved(self, match: re.Match[str]) -> str:
        year = int(next(filter(None, (match[1], match[4], match[6]))))
        years = self.new.year - self.old.year + self.back.get(year, 0)
        if match[1] and year in self.back:
            return f"{same_day(int(match[1]) + years, int(match[2]), int(match[3])):%Y-%m-%d}"
        if match[1]:
            return (date(year, int(match[2]), int(match[3])) + (self.new - self.old)).isoformat()
        if match[4]:
            week = (date.fromisocalendar(year, int(match[5]), 4) + (self.new - self.old)).isocalendar()
            return f"{week.year:04}-W{week.week:02}"
        return f"{year + years:04}"


def same_day(year: int, month: int, day: int) -> date:
    """A day of a year; 29 February is the 28th where there is none."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def shifted(document: Document, own: Recipe, draws: Draws) -> Change:
    """The day of writing moves within its month and by whole years, so that seasons and the order of days stay as they were."""
    if not document.dct or not DAY.fullmatch(document.dct):
        msg = f"its dct {document.dct!r} is no day"
        raise ValueError(msg)
    old = date.fromisoformat(document.dct)
    year = draws.one([old.year + years for years in range(YEARS[0], YEARS[1] + 1) if years])
    new = date(year, old.month, draws.between(1, 28))
    distances = {distance.years: draws.one(others(distance)) for distance in own.distances}
    shift = Shift(old, new, {old.year - before: before - now for before, now in distances.items()})
    lengths = {duration.value: duration.years + distances[duration.beside] - duration.beside for duration in own.durations}
    text = document.text or ""
    edits = [edit for distance in own.distances for edit in counted(text, distance, distances[distance.years])]
    edits += [edit for duration in own.durations for edit in measured(text, duration, lengths[duration.value])]
    edits += [edit for words, others in own.vague.items() for edit in worded_otherwise(text, words, draws.one(others))]
    edits += [edit for time in document.times or () for edit in redated(text, time, shift, edits)]
    return Change(sorted(edits), rewriter(shift, {value: f"P{years}Y" for value, years in lengths.items()}), new.isoformat())


def others(distance: Distance) -> list[int]:
    """The numbers of years that another article may count back."""
    first, last = distance.range
    return [years for years in range(first, last + 1) if years != distance.years]


def counted(text: str, distance: Distance, years: int) -> list[Edit]:
    """A number of years, or the ordinal of an anniversary, told anew."""
    return [
        Edit(*match.span(1), ordinal(years) if match[1][-1].isalpha() else str(years))
        for match in re.finditer(pattern_of(distance.text), text)
    ]


def ordinal(number: int) -> str:
    """A number as `80th`."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def measured(text: str, duration: Duration, years: int) -> list[Edit]:
    """A length of time told anew."""
    return worded_otherwise(text, duration.text, duration.words.format(years))


def worded_otherwise(text: str, words: str, new: str) -> list[Edit]:
    """Other words in the place of some."""
    return [Edit(*match.span(1), new) for match in re.finditer(pattern_of(words), text)]


def redated(text: str, time: Time, shift: Shift, done: list[Edit]) -> list[Edit]:
    """The weekday, day, month and year that a time expression names; raises `ValueError` for digits that its value does not explain."""
    if time.start is None or time.end is None or any(edit.start < time.end and time.start < edit.end for edit in done):
        return []
    value = time.edtf or time.value or ""
    years = {old: shift.moved(old) for old in re.findall(r"(?<!\d)\d{4}(?!\d)", value)}
    days = [date.fromisoformat(match[0]) for match in DAY.finditer(value)]
    told = {**years, **{name: new for day in days for name, new in names_of(day, shift)}}
    edits = []
    for match in WORD.finditer(text, time.start, time.end):
        old = match[0]
        if old in told and told[old] != old:
            edits.append(Edit(*match.span(), told[old]))
        elif old not in told and (old.isdigit() or old in WEEKDAYS):
            msg = f"the value {value!r} does not explain {old!r} of {time.text!r}; a recipe can, as a distance or a duration"
            raise ValueError(msg)
    return edits


def names_of(day: date, shift: Shift) -> list[tuple[str, str]]:
    """What words call a day, and what they call it after the shift."""
    new = date.fromisoformat(shift.moved(day.isoformat()))
    return [
        (WEEKDAYS[day.weekday()], WEEKDAYS[new.weekday()]),
        (MONTHS[day.month - 1], MONTHS[new.month - 1]),
        (str(day.day), str(new.day)),
        (f"{day.day:02}", f"{new.day:02}"),
    ]


def rewriter(shift: Shift, lengths: Mapping[str, str]) -> Any:
    """Every date of an item moved; a length of time is the new one."""

    def value_of(value: str) -> str:
        return lengths.get(value) or shift.moved(value)

    def rewrite(item: Any) -> Any:
        return retold(item, {"value": value_of, "edtf": value_of, "date": shift.moved})

    return rewrite
