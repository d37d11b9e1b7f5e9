"""General rules for English news, over every layer: gazetteers of states, word lists, patterns.

No rule holds a name or a phrase of
an article for its own sake, but which rules there are was chosen with the two articles in view: its scores on them are no forecast.
"""

from dateline.baselines.rules import coreference, events, names, nominals, quotes, relations, times
from dateline.baselines.rules.draft import Draft
from dateline.document import Document


def extract(text: str) -> Document:
    """What the rules find in a text."""
    draft = Draft(text)
    names.find(draft)
    nominals.find(draft)
    coreference.resolve(draft)
    times.find(draft)
    quotes.find(draft)
    events.find(draft)
    relations.find(draft)
    return draft.document()
