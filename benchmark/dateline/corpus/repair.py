"""JSON as language models print it: after a thought, in a code fence, inside prose, with trailing commas, with a cut-off tail."""

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

from dateline.corpus.fitting import fitted
from dateline.corpus.literals import BRACKET, COMMENT, MENDS, PYTHON, as_json, closing, without_remarks
from dateline.corpus.mistakes import Mistakes
from dateline.corpus.wording import layer_of
from dateline.document import Document
from dateline.document.parts import ITEM_LAYERS
from dateline.formats._answered import FENCED, bared
from dateline.formats._keys import single
from dateline.formats._named import names
from dateline.formats._predicted import said
from dateline.formats._reader import Name

COMMENTED = re.compile(r"\s*(?:[\[{]\s*)?(?://|/\*)")
CLOSES = {"{": "}", "[": "]"}
EMPTY = re.compile(r"\{\s*\}")
OPENING = re.compile(r"""[\[{](?P<json>\s*(?:[\[{"']|\(\s*["']))?""")
ITEM_KEYS = frozenset(ITEM_LAYERS)
TRIES = 50  # brackets that may open some JSON
PROSE, TAIL = "JSON read out of prose", "cut-off tail left out"


def loosened(text: str, name: Callable[[Name, str | None], str], mistakes: Mistakes) -> tuple[list[Document], list[str]] | None:
    """The documents in a text and the repairs that reading them took; `None` where it would take a guess.

    `name` gives the id of a document that says none, by what else names it and by its text.
    """
    repairs: list[str] = []
    values = objects(text, repairs)
    if not values:
        return None
    documents = []
    for value in evened(together(values)):
        noted: Mistakes = Counter()
        try:
            documents.append(fitted(value, "", noted) if "id" in value else identified(value, name, noted))
        except msgspec.ValidationError:
            return None
        mistakes.update(noted)
    return documents, repairs


def together(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items of one layer that stand alone, put together by the article that they name; objects of another kind as they are."""
    layers = {layer_of(value) for value in values}
    if len(layers) != 1 or not (layer := layers.pop()) or any(not ITEM_KEYS.isdisjoint(value) for value in values):
        return values
    grouped: dict[Any, list[dict[str, Any]]] = {}
    for value in values:
        key = next((key for key in names("document") if isinstance(value.get(key), str | int)), "")
        grouped.setdefault((key, value.get(key)), []).append({part: inner for part, inner in value.items() if part != key})
    return [{**({key: name} if key else {}), layer: items} for (key, name), items in grouped.items()]


def evened(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Objects of which each has the keys of predictions that some have, empty where it has none: a system found nothing there."""
    keys = {key for value in values for key, inner in value.items() if said(key).sure and isinstance(inner, list | dict)}
    return [{**value, **{key: [] for key in keys if value.get(key) is None}} for value in values]


def identified(value: dict[str, Any], name: Callable[[Name, str | None], str], mistakes: Mistakes) -> Document:
    """A document that says no id."""
    key = next((key for key in names("document") if isinstance(value.get(key), str | int)), "")
    text = value.get("text")
    own = name(value.get(key), text if isinstance(text, str) else None)
    return fitted({part: inner for part, inner in value.items() if part != key}, own, mistakes)


def objects(text: str, repairs: list[str]) -> list[dict[str, Any]] | None:
    """The JSON objects in a text; `None` where one cannot be read."""
    text = uncommented(bared(text, repairs)[0], repairs)
    values: list[dict[str, Any]] = []
    at = 0
    while (start := text.find("{", at)) >= 0:
        if text[at:start].strip(" \t\r\n,[]\ufeff") and PROSE not in repairs:
            repairs.append(PROSE)
        end = closing(text, start, BRACKET)
        piece = text[start:end] if end else closed(text[start:])
        if not end:
            repairs.append(TAIL)
        at = end or len(text)
        if '"' not in piece and "}" in piece and not EMPTY.fullmatch(piece) and not as_json(piece):  # words in braces
            repairs += [PROSE] if PROSE not in repairs else []
            continue
        value = decoded(piece, repairs)
        if value is None:
            return None
        values.append(value)
    if text[at:].strip(" \t\r\n,[]") and PROSE not in repairs:
        repairs.append(PROSE)
    return values


def uncommented(text: str, repairs: list[str]) -> str:
    """JSON that begins with a comment, without its comments."""
    if not COMMENTED.match(text):
        return text
    repairs.append(COMMENT)
    return without_remarks(text)


def alone(text: str) -> tuple[str, list[str]] | None:
    """The only JSON in an answer, and the repairs that finding it took; `None` where there is none, or several."""
    repairs: list[str] = []
    text, fences = bared(text, repairs)
    text = uncommented(text, repairs)
    pieces: list[str] = []
    words = ""  # around them
    at = tries = 0
    while (start := OPENING.search(text, at)) and (tries := tries + 1) <= TRIES:
        before, at = at, start.end()
        try:
            at = json.JSONDecoder().raw_decode(text, start.start())[1]
        except (ValueError, RecursionError):
            if start["json"]:
                mended = sound(text[start.start() :], repairs)
                if mended is None or any(more["json"] for more in OPENING.finditer(mended[1])):  # its parts are not the whole
                    return None
                pieces.append(mended[0])
                words += text[before : start.start()] + mended[1]
                at = len(text)
                break
        if '"' in text[start.start() : at] and at > start.end():
            pieces.append(text[start.start() : at])
            words += text[before : start.start()]
        else:
            words += text[before:at]
    words += text[at:]
    repairs += [PROSE] if words.strip(" \t\r\n,\ufeff") else []
    if tries > TRIES or not pieces or (len(pieces) > 1 and not (fences < 2 and are_rows(pieces) and follow(pieces, text))):
        return None
    return pieces[0] if len(pieces) == 1 else "\n".join(json.dumps(json.loads(piece)) for piece in pieces), repairs


def follow(pieces: list[str], text: str) -> bool:
    """Whether some JSON follows each other in a text with nothing between, and nothing behind that may be more of it."""
    at = text.find(pieces[0])
    for piece in pieces:
        start = text.find(piece, at)
        if at < start and text[at:start].strip(" \t\r\n,"):
            return False
        at = start + len(piece)
    return not set("{}[]\"'") & set(text[at:])


def are_rows(pieces: list[str]) -> bool:
    """Whether some JSON is objects of the same keys."""
    kinds = {tuple(row) if isinstance(row, dict) else () for row in map(json.loads, pieces)}
    return len(kinds) == 1 and kinds != {()}


def sound(text: str, repairs: list[str]) -> tuple[str, str] | None:
    """Broken JSON mended, or in a fence without the item where it was cut off, and what stands behind it; `None`: neither is enough."""
    for repair, mend in (*MENDS.items(), *([(TAIL, closed)] if FENCED in repairs else [])):
        with suppress(ValueError, RecursionError):
            mended = mend(text)
            end = json.JSONDecoder().raw_decode(mended)[1]
            repairs.append(repair)
            behind = text[closing(text) :] if repair == PYTHON else mended[end:] if repair != TAIL else ""
            return mended[:end], behind
    return None


def closed(text: str) -> str:
    """A cut-off object of lists, or a list, without its last, unfinished item, closed."""
    layers = 1 if text.startswith("[") else 2
    open_: list[str] = []
    end, left = 0, ""
    for token in BRACKET.finditer(text):
        if token[0] in CLOSES:
            open_.append(CLOSES[token[0]])
        elif token[0] in "}]" and open_:
            open_.pop()
            if len(open_) == layers:  # an item has ended
                end, left = token.end(), "".join(reversed(open_))
    return text[:end] + left if end else text


def decoded(piece: str, repairs: list[str]) -> dict[str, Any] | None:
    """An object from a piece of JSON, mended if need be."""
    for repair, mend in (("", None), *MENDS.items()):
        with suppress(ValueError, RecursionError):
            value = json.loads(mend(piece) if mend else piece, object_pairs_hook=single)
            repairs += [repair] if repair else []
            return value if isinstance(value, dict) else None
    return None
