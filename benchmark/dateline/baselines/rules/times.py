"""Time expressions with TIMEX3 values; a weekday has none of its own."""

import re

from dateline.baselines.rules.draft import Draft
from dateline.document import Time, TimeType
from dateline.document.edtf import from_timex, parse

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
NUMBERS = {
    word: n
    for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
}
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE"}
_MONTH = "|".join(_MONTHS)
_PATTERNS = (
    (
        "date",
        re.compile(rf"\b(?:(?P<d1>\d{{1,2}}) (?P<m1>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)(?:,? (?P<y>\d{{4}}))?\b"),
    ),
    ("month", re.compile(rf"\b(?P<m>{_MONTH}) (?:of )?(?P<y>(?:19|20)\d\d)\b")),
    ("iso", re.compile(r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b")),
    ("ago", re.compile(r"\b(?P<n>\d+|[a-z]+) (?P<u>day|week|month|year|decade)s? ago\b")),
    (
        "relative",
        re.compile(
            r"\b(?:last|this|next|past|recent) (?:spring|summer|autumn|fall|winter|day|week|month|year|decade)s?\b"
            r"|\brecent (?:years|months|weeks|days)\b"
        ),
    ),
    (
        "length",
        re.compile(
            r"\b(?:for|over|in) (?P<len>(?:a|an|the past|\d+|two|three|four|five|six|seven|eight|nine|ten) "
            r"(?:day|week|month|year|decade|century|centurie)s?)\b"
        ),
    ),
    ("weekday", re.compile(rf"\b(?P<w>{'|'.join(_DAYS)})\b")),
    ("decade", re.compile(r"\b(?P<dec>(?:19|20)\d0)s\b")),
    ("year", re.compile(r"(?<![\w,.-])(?:in|since|of|by|until|from|during|before|after) (?P<year>(?:1[5-9]|20)\d\d)\b")),
    ("now", re.compile(r"\b(?:today|yesterday|tomorrow|tonight|currently)\b", re.IGNORECASE)),
)


def find(draft: Draft) -> None:
    """Add time expressions, the first pattern that fits a place winning."""
    found: list[Time] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(draft.text):
            group = {"length": "len", "year": "year"}.get(kind, 0)
            start, end = match.span(group)
            if any(t.start < end and start < t.end for t in found if t.start is not None and t.end is not None):
                continue
            type_, value = valued(kind, match)
            edtf = from_timex(value)
            dated = edtf if edtf and parse(edtf) else None
            found.append(
                Time(start=start, end=end, text=draft.text[start:end], type=type_, value=value, edtf=dated, basis="text" if dated else None)
            )
    draft.times = [
        Time(**{name: getattr(t, name) for name in ("start", "end", "text", "type", "value", "edtf", "basis")}, id=f"t{n}")
        for n, t in enumerate(sorted(found, key=lambda t: t.start or 0), 1)
    ]


def valued(kind: str, match: re.Match[str]) -> tuple[TimeType, str]:
    """The TIMEX3 type and value of a match."""
    text = match.group().lower()
    if kind == "date":
        month = _MONTHS.index(match["m1"] or match["m2"]) + 1
        return "DATE", f"{match['y'] or 'XXXX'}-{month:02}-{int(match['d1'] or match['d2']):02}"
    plain = {"iso": match.group(), "decade": match.groupdict().get("dec", "")[:3], "year": match.groupdict().get("year", "")}
    if kind == "month":
        return "DATE", f"{match['y']}-{_MONTHS.index(match['m']) + 1:02}"
    if kind == "length":
        word, unit = match["len"].rsplit(" ", 1)
        amount = NUMBERS.get(word, word if word.isdigit() else 1 if word in {"a", "an"} else "X")
        return "DURATION", f"P{amount}{_UNITS[unit.replace('ie', 'y').rstrip('s')]}"
    if kind == "weekday":
        return "DATE", f"XXXX-WXX-{_DAYS.index(match['w']) + 1}"
    if kind in plain or kind == "now":
        return "DATE", plain.get(kind, "PRESENT_REF")
    return "DATE", "FUTURE_REF" if text.startswith("next") else "PRESENT_REF" if text.startswith("this") else "PAST_REF"
