"""spaCy's `Doc.to_json()`: `{text, ents: [{start, end, label}], spans: {key: […]}, …}`, one document a line, in a list, or one in a file.

Unit: code points of its own `text`; end exclusive. `ents` are read, and where there are none the span groups (`spans`, as a span
categoriser writes them); groups named `coref_clusters_…` are coreference, whose mentions beside `ents` are nominals, and `kb_id` is a
link. A line may be a sentence of an article.
The small English models speak OntoNotes. Loses: levels, heads, and every other layer.
"""

import json
from collections.abc import Iterable

from dateline.document import Document
from dateline.formats._keys import keys
from dateline.formats._predicted import refuse_beside
from dateline.formats._reader import Answer, Texts
from dateline.formats._spacy import Doc, answer
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself


def recognise(sample: str) -> bool:
    """An object with `ents`, or where nothing set those, with tokens and groups of spans by name."""
    top = keys(sample)
    return top.get("ents", "").startswith("[") or ("ents" not in top and top.get("spans") == "{" and top.get("tokens", "").startswith("["))


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The entities of every document."""
    refuse_beside(content, texts, ("items",))
    return (answer(doc, texts, line) for line, doc in records(content, Doc, texts, "write Doc.to_json()"))


def write(documents: list[Document], texts: list[str]) -> bytes:
    """JSONL."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        ents = [{"start": m.start, "end": m.end, "label": m.type or ""} for m in document.mentions or ()]
        lines.append(json.dumps({"id": document.id, "text": text, "ents": ents}, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()
