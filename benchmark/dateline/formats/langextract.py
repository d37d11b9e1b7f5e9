"""LangExtract JSONL.

The layout is `{document_id, text, extractions: [{extraction_class, extraction_text,
char_interval: {start_pos, end_pos} or null, alignment_status}]}`.
Unit: code points, end exclusive. An extraction without interval is aligned by its text; a fuzzy one keeps its interval. Loses:
levels, heads, entities, and every other layer.
"""

import json
from typing import Any

from dateline.document import Document, Mention
from dateline.formats._reader import Answer, Texts


def recognise(sample: str) -> bool:
    """Objects with `extractions`."""
    return '"extractions"' in sample and '"extraction_class"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """Every document."""
    return [answer(json.loads(line), texts, number) for number, line in enumerate(content.splitlines(), 1) if line.strip()]


def answer(value: dict[str, Any], texts: Texts, line: int) -> Answer:
    """One document."""
    own = value.get("text") if isinstance(value.get("text"), str) else None
    id_ = texts.identify(value.get("document_id"), own, line)
    try:
        found = tuple(mention(e) for e in value["extractions"])
    except (KeyError, TypeError, ValueError) as error:
        raise texts.wrong(line, "$.extractions", f"an extraction lacks {error}", "write LangExtract's own JSONL") from None
    return Answer(Document(id=id_, mentions=found), "code point", own, line)


def mention(extraction: dict[str, Any]) -> Mention:
    """One extraction."""
    interval = extraction.get("char_interval") or {}
    start, end = interval.get("start_pos"), interval.get("end_pos")
    loose = extraction.get("alignment_status") in {"match_fuzzy", "match_lesser", "match_greater"}
    placed = {"start": int(start), "end": int(end), "aligned": "fuzzy" if loose else None} if start is not None and end is not None else {}
    return Mention(text=str(extraction["extraction_text"]), type=str(extraction["extraction_class"]), **placed)  # type: ignore[arg-type]


def write(documents: list[Document], texts: list[str]) -> bytes:
    """JSONL."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        found = [
            {
                "extraction_class": m.type or "",
                "extraction_text": text[m.start : m.end],
                "char_interval": {"start_pos": m.start, "end_pos": m.end},
                "alignment_status": "match_exact",
            }
            for m in document.mentions or ()
        ]
        lines.append(json.dumps({"document_id": document.id, "text": text, "extractions": found}, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()
