"""General rules for English news, over every layer: gazetteers of states, word lists, patterns.

No rule holds a name or a phrase of an article for its own sake, but which rules there are was chosen with the two articles in view: its
scores on them are no forecast.
"""

from dateline.baselines.rules import coreference, dates, events, names, nominals, quotes, relations, times
from dateline.baselines.rules.draft import Draft
from dateline.document import Document


def extract(text: str, dct: str | None = None) -> Document:
    """What the rules find in a text, dated against its document creation time if there is one."""
    draft = Draft(text)
    names.find(draft)
    nominals.find(draft)
    coreference.resolve(draft)
    times.find(draft)
    today = dates.day(dct)
    if today:
        draft.times = [dates.resolved(time, today) for time in draft.times]
    quotes.find(draft)
    events.find(draft)
    if today:
        dates.date_events(draft, today)
    relations.find(draft)
    return draft.document()
