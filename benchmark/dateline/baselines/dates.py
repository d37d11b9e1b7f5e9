"""dateparser's dates, strings without offsets that the package places itself; needs `dateline[dates]`."""

import re
from datetime import datetime, timedelta

from dateline.document import Document, Time

BASE = "2025-01-01"  # where an article has no dct: a fixed day, so that the answer is the same on any
PREPOSITION = re.compile(r"^(?:on|in|at|by|since) ")
YEAR = re.compile(r"\byears?\b|^\d{4}$")


def extract(text: str, dct: str | None = None) -> Document:
    """Every string that dateparser takes for a date, in reading order, with the day, or the year, that it reads against the `dct`."""
    try:
        from dateparser.search import search_dates
    except ImportError as error:
        msg = f"the dates baseline needs its extra: pip install 'dateline[dates]' ({error})"
        raise ImportError(msg) from None
    day = datetime.fromisoformat(dct if dct and len(dct) == len(BASE) else BASE)
    over = day + timedelta(days=1)  # when a Tuesday's "Tuesday" is past
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": over, "PREFER_DATES_FROM": "past"}) or []
    return Document(id="", times=tuple(time(n, PREPOSITION.sub("", words), when) for n, (words, when) in enumerate(found, 1)))


def time(number: int, words: str, when: datetime) -> Time:
    """One date, as fine as its words."""
    return Time(id=f"t{number}", text=words, type="DATE", value=f"{when:%Y}" if YEAR.search(words) else f"{when:%Y-%m-%d}")
