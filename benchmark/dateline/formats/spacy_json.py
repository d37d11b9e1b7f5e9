"""spaCy's `Doc.to_json()`: `{text, ents: [{start, end, label}], …}`, one document a line, in a list, or one in a file.

Unit: code points; end exclusive. Entities carry no text, so there is nothing to check slices against but the document's own `text`.
The small English models speak OntoNotes: add
`--labels ontonotes`. Loses: levels, heads, entities, and every other layer.
"""

import json
from collections.abc import Iterable

from dateline.document import Document, Mention
from dateline.formats._reader import Answer, Texts


def recognise(sample: str) -> bool:
    """An object with `ents`."""
    return '"ents"' in sample and sample.lstrip().startswith(("{", "["))


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The entities of every document."""
    return (answer(value, texts, line) for line, value in values(content))


def values(content: str) -> Iterable[tuple[int, dict[str, object]]]:
    """The documents of a file, with their lines."""
    try:
        value = json.loads(content)
    except json.JSONDecodeError:
        return ((n, json.loads(line)) for n, line in enumerate(content.splitlines(), 1) if line.strip())
    return [(1, item) for item in (value if isinstance(value, list) else [value])]


def answer(value: dict[str, object], texts: Texts, line: int) -> Answer:
    """One document."""
    own = value.get("text")
    ents = value.get("ents")
    if not isinstance(own, str) or not isinstance(ents, list):
        raise texts.wrong(line, "$", "has no `text` or no list `ents`", "write Doc.to_json()")
    meta = value.get("id") or (value.get("user_data") or {}) if isinstance(value.get("user_data"), dict) else value.get("id")
    name = texts.identify(meta if isinstance(meta, str) else None, own, line)
    try:
        found = tuple(
            Mention(start=int(e["start"]), end=int(e["end"]), text=own[int(e["start"]) : int(e["end"])], type=str(e["label"])) for e in ents
        )
    except (KeyError, TypeError, ValueError) as error:
        raise texts.wrong(line, "$.ents", f"an entity lacks start, end or label: {error}", "write Doc.to_json()") from None
    return Answer(Document(id=name, mentions=found), "code point", own, line)


def write(documents: list[Document], texts: list[str]) -> bytes:
    """JSONL."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        ents = [{"start": m.start, "end": m.end, "label": m.type or ""} for m in document.mentions or ()]
        lines.append(json.dumps({"id": document.id, "text": text, "ents": ents}, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()
