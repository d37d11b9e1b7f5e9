"""dateparser's dates, strings without offsets that the package places itself; needs `dateline[dates]`."""

from datetime import datetime

from dateline.document import Document, Time

# A fixed base makes the answer the same on any day; dateparser resolves "last year" and weekdays against it.
BASE = datetime(2025, 1, 1)  # noqa: DTZ001 - dateparser wants a naive one


def extract(text: str) -> Document:
    """Every string that dateparser takes for a date, in reading order, with the day that it reads."""
    try:
        from dateparser.search import search_dates
    except ImportError as error:
        msg = f"the dates baseline needs its extra: pip install 'dateline[dates]' ({error})"
        raise ImportError(msg) from None
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": BASE, "PREFER_DATES_FROM": "past"}) or []
    return Document(
        id="",
        times=tuple(Time(id=f"t{n}", text=words, type="DATE", value=when.date().isoformat()) for n, (words, when) in enumerate(found, 1)),
    )
