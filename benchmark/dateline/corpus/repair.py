"""JSON as language models print it: in a code fence, inside prose, with trailing commas, with a cut-off tail."""

import json
import re

import msgspec

from dateline.document import Document

FENCE = re.compile(r"```(?:json|jsonl)?\s*\n(.*?)(?:\n```|\Z)", re.DOTALL)
TRAILING = re.compile(r",(\s*[}\]])")
FENCED, PROSE, COMMA, TAIL = "JSON read out of a code fence", "JSON read out of prose", "trailing comma left out", "cut-off tail left out"


def loosened(text: str) -> tuple[list[Document], list[str]] | None:
    """The documents in a text and the repairs that reading them took; `None` where it would take a guess."""
    repairs: list[str] = []
    fenced = FENCE.findall(text)
    if fenced:
        repairs.append(FENCED)
        text = "\n".join(fenced)
    documents: list[Document] = []
    at = 0
    while (start := text.find("{", at)) >= 0:
        if text[at:start].strip(" \t\r\n,[]") and PROSE not in repairs:
            repairs.append(PROSE)
        end = balanced(text, start)
        piece = text[start:end] if end is not None else closed(text[start:])
        if end is None:
            repairs.append(TAIL)
        document = decoded(piece, repairs)
        if document is None:
            return None
        documents.append(document)
        at = end if end is not None else len(text)
    if text[at:].strip(" \t\r\n,[]") and PROSE not in repairs:
        repairs.append(PROSE)
    return (documents, repairs) if documents and repairs else None


def balanced(text: str, start: int) -> int | None:
    """The end of the object that begins at a place; `None` when it never closes."""
    depth, quoted, escaped = 0, False, False
    for place in range(start, len(text)):
        character = text[place]
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
            if depth == 0:
                return place + 1
    return None


def closed(text: str) -> str:
    """A cut-off object without its last, unfinished item, closed."""
    stack: list[str] = []
    quoted = escaped = False
    safe: tuple[int, list[str]] = (0, [])
    for place, character in enumerate(text):
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "{[":
            stack.append("}" if character == "{" else "]")
        elif character in "}]":
            stack.pop()
            if len(stack) == 2:
                safe = (place + 1, list(stack))
    return text[: safe[0]] + "".join(reversed(safe[1])) if safe[0] else text


def decoded(piece: str, repairs: list[str]) -> Document | None:
    """A document from a piece of JSON, its trailing commas left out if need be."""
    try:
        value = json.loads(piece)
    except (ValueError, RecursionError):
        mended = TRAILING.sub(r"\1", piece)
        try:
            value = json.loads(mended)
        except (ValueError, RecursionError):
            return None
        repairs.append(COMMA)
    try:
        return msgspec.convert(value, Document)
    except msgspec.ValidationError:
        return None
