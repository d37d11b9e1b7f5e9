"""LangExtract JSONL: `{document_id, text, extractions: [{extraction_class, extraction_text, char_interval, alignment_status}]}`.

Unit: code points of its own text, end exclusive. An extraction without an interval is aligned by its text; one whose alignment was fuzzy
keeps its interval. The article by `document_id`, text or file name. Loses: levels, heads, entities, and every other layer; attributes are
counted.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.document import Document, Mention
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

LOOSE = {"match_fuzzy", "match_lesser", "match_greater"}


class Interval(msgspec.Struct):
    """Where an extraction stands."""

    start_pos: Offset | None = None
    end_pos: Offset | None = None


class Extraction(msgspec.Struct):
    """One extraction."""

    extraction_class: str
    extraction_text: str
    char_interval: Interval | None = None
    alignment_status: str | None = None
    attributes: dict[str, Any] | None = None


class Page(msgspec.Struct):
    """One article."""

    extractions: list[Extraction] | None
    text: str | None = None
    document_id: Name = None


def recognise(sample: str) -> bool:
    """An object with extractions."""
    return keys(sample).get("extractions", "").startswith("[")


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """Every article."""
    for line, page in records(content, Page, texts, "write LangExtract's own JSONL"):
        extractions = page.extractions or []
        unread = +Counter({"attribute": sum(len(one.attributes or ()) for one in extractions)})
        document = Document(id=texts.identify(page.document_id, page.text, line), mentions=tuple(map(mention, extractions)))
        yield Answer(document, "code point", page.text, line, unread)


def mention(found: Extraction) -> Mention:
    """One extraction."""
    interval = found.char_interval or Interval()
    if interval.start_pos is None or interval.end_pos is None:
        return Mention(text=found.extraction_text, type=found.extraction_class)
    aligned = "fuzzy" if found.alignment_status in LOOSE else None
    return Mention(text=found.extraction_text, type=found.extraction_class, start=interval.start_pos, end=interval.end_pos, aligned=aligned)  # type: ignore[arg-type]


def write(documents: list[Document], texts: list[str]) -> bytes:
    """JSONL."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        extractions = [
            {
                "extraction_class": m.type or "",
                "extraction_text": text[m.start : m.end],
                "char_interval": {"start_pos": m.start, "end_pos": m.end},
                "alignment_status": "match_exact",
            }
            for m in document.mentions or ()
        ]
        lines.append(json.dumps({"document_id": document.id, "text": text, "extractions": extractions}, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()
