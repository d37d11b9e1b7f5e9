"""spaCy's entities, textacy's quotes and dateparser's dates together; needs `dateline[quotes,dates]`."""

from msgspec.structs import replace

from dateline.baselines import dates, spacy, textacy_quotes
from dateline.document import Document


def extract(text: str, dct: str | None = None) -> Document:
    """The three answers as one."""
    return replace(spacy.extract(text), quotes=textacy_quotes.extract(text).quotes, times=dates.extract(text, dct).times)
