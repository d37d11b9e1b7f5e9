"""The native format: JSON documents, one a line (JSONL), or one in a file, pretty-printed or in an array.

Unit: Unicode code points, end exclusive. Loses nothing.
"""

import json
from collections.abc import Iterable, Iterator
from typing import cast

import msgspec

from dateline import files
from dateline.document import Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.files import LIMITS, Limits
from dateline.files.faults import DataError, Fault, nearest, one
from dateline.files.shards import hashed, misplaced, named
from dateline.formats._fields import names
from dateline.formats._keys import fewer, given_twice, keys
from dateline.formats._reader import Read

NAME = "native"
MOST = 1000  # faults of one file that are kept
_decoder = msgspec.json.Decoder(Document)
_encoder = msgspec.json.Encoder()
FIELDS = {field.name for field in msgspec.structs.fields(Document)}
CALLED = {"label": "type", "start": "start", "end": "end", "text": "text", "score": "score"}  # a field that other tools call otherwise
OWN = ("mentions", "times", "relations", "events")
ITEM = {"text", "label", "start", "word", "start_offset", "entity_group"}  # of an item, which an entity has not
FOREIGN = {"ents", "denotations", "doc_key", "extractions", "vertexSet", "annotations", "sents", "spans", "tokens"}


def recognise(sample: str) -> bool:
    """An object with a layer as the schema has it, or with nothing but an id, and nothing that other formats have."""
    top = keys(sample)
    if (
        not top
        or top.keys() & FOREIGN
        or top.get("sentences") == "[{"
        or (top.get("quotes") == "[{" and '"contents"' in sample and '"sources"' in sample)
    ):
        return False
    if top.get("entities") == "[{" and "mentions" in item_fields(sample):  # as models nest them
        return True
    if "entities" in top and not top.keys() & {"mentions"} and item_fields(sample) & ITEM:
        return False
    layered = any(top.get(name, "").startswith("[") for name in OWN) or (top.get("quotes", "").startswith("[") and "text" not in top)
    declared = top.get("id") == '"' and (top.get("entities", "[{") in {"[{", "[]"} and top.keys() <= FIELDS)
    return layered or declared


def item_fields(sample: str) -> set[str]:
    """The keys of the first of its entities."""
    at = sample.find("{", sample.find('"entities"'))
    return set(keys(sample[at:])) if at >= 0 else set()


def write(documents: Iterable[Document], texts: Iterable[str] = ()) -> bytes:  # noqa: ARG001 - other formats need the texts
    """JSONL, one document a line."""
    return b"".join(_encoder.encode(document) + b"\n" for document in documents)


def read(path: str, limits: files.Limits = files.LIMITS) -> Iterator[Read]:
    """The documents of a file, streamed; every line's faults are raised together at the end."""
    faults: list[Fault] = []
    seen, shard = False, named(path)
    for number, line in files.lines(path, limits):
        if not seen and begins_a_pretty_document(line):
            yield from read_whole(path, limits)
            return
        seen = True
        if len(faults) > MOST:
            raise DataError(faults)
        document = decode(path, number, line, limits)
        if isinstance(document, Document):
            faults += misplaced(path, number, shard, document.id, hashed(document.id.encode()) if shard else 0)
            yield Read(document, path, number)
        else:
            faults += document
    if not seen and shard is None:  # a shard may hold nothing
        faults.append(nothing(path))
    if faults:
        raise DataError(faults)


def nothing(path: str) -> Fault:
    """A file without a document, which may be a mistake."""
    return Fault(path, 0, "", "is empty", 'write one document a line; to answer nothing write each article\'s id, {"id": "…"}')


def decode(path: str, number: int, line: bytes, limits: files.Limits) -> Document | list[Fault]:
    """The document of a line, or what is wrong with it."""
    if len(line) > limits.values and line.count(b",") > limits.values:
        return [too_many(path, number, limits)]
    try:
        document = _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        try:
            return given_twice(path, number, line) or explain(path, number, line, error)
        except DataError as undecodable:
            return [fault._replace(line=number) for fault in undecodable.faults]
    return (given_twice(path, number, line) if fewer(line, _encoder.encode(document)) else []) or document


def begins_a_pretty_document(line: bytes) -> bool:
    """Whether a first line cannot be a whole document: the file is one document over several lines, or an array."""
    start = line.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"[") or (start.startswith(b"{") and not line.rstrip().endswith(b"}"))


def read_whole(path: str, limits: files.Limits) -> Iterator[Read]:
    """The documents of a file that is one JSON value."""
    content = files.whole(path, limits)
    text = files.text(path, content).encode()
    if text.count(b",") > limits.values:
        raise DataError([too_many(path, 1, limits)])
    is_array = text.lstrip().startswith(b"[")
    if twice := given_twice(path, 1, text):
        raise DataError(twice)
    try:
        documents = msgspec.json.decode(text, type=list[Document] if is_array else Document)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DataError(explain(path, 1, text, error)) from None
    if documents == []:
        raise one(path, 1, "", "holds no document", 'to answer nothing write each article\'s id, {"id": "…"}')
    for document in cast("list[Document]", documents if is_array else [documents]):
        yield Read(document, path, 1)


def too_many(path: str, line: int, limits: files.Limits) -> Fault:
    """More values than are decoded at once, by their commas."""
    what = f"has more than {limits.values:,} values (limit values)"
    return Fault(path, line, "", what, "split it; `score` and `check` take --limit values=N")


def explain(path: str, line: int, content: bytes, error: Exception) -> list[Fault]:
    """The faults of something that did not decode, all that can be told apart."""
    text = files.text(path, content).rstrip()
    if deepest(content) > files.LIMITS.nesting:
        return [Fault(path, line, "", f"is nested deeper than {files.LIMITS.nesting} (limit nesting)", "flatten it")]
    try:
        value = json.loads(text, parse_constant=not_finite)
    except json.JSONDecodeError as wrong:
        what = f"is not JSON at line {line + wrong.lineno - 1}, column {wrong.colno}: {wrong.msg}"
        return [Fault(path, line + wrong.lineno - 1, "", what, "mend the JSON there", near(text, wrong.pos))]
    except (RecursionError, ValueError) as wrong:
        return [Fault(path, line, "", f"is not readable JSON: {wrong}", "mend the JSON")]
    return shapes(path, line, value) or [Fault(path, line, "", str(error), "see `dateline describe schema`")]


def not_finite(word: str) -> None:
    """NaN and infinities are no JSON."""
    msg = f"{word} is no number of JSON"
    raise ValueError(msg)


def near(text: str, place: int) -> str:
    """The text around a place in a file."""
    return text[max(0, place - 30) : place].replace("\n", "\\n") + "⟨here⟩" + text[place : place + 20].replace("\n", "\\n")


def deepest(content: bytes) -> int:
    """How deep brackets nest, strings not told apart: an upper bound."""
    depth = most = 0
    for byte in content:
        if byte in b"[{":
            depth += 1
            most = max(most, depth)
        elif byte in b"]}":
            depth -= 1
    return most


def shapes(path: str, line: int, value: object) -> list[Fault]:
    """Every item whose shape is not the schema's, one fault each."""
    documents = value if isinstance(value, list) else [value]
    faults: list[Fault] = []
    for number, document in enumerate(documents):
        root = f"$[{number}]" if isinstance(value, list) else "$"
        if not isinstance(document, dict):
            fix = 'a document is an object, as {"id": "…", "mentions": […]}'
            faults.append(Fault(path, line, root, f"is {type(document).__name__}, not an object", fix))
            continue
        faults += item_shapes(path, line, root, document)
    return faults


def item_shapes(path: str, line: int, root: str, document: dict[str, object]) -> list[Fault]:
    """The wrong shapes of one document, item by item."""
    fields = {field.name: field.type for field in msgspec.structs.fields(Document)}
    faults: list[Fault] = []
    whole = {}
    for name, value in document.items():
        if name not in fields or not isinstance(value, list):
            whole[name] = value
            continue
        item_type = item_types().get(name, object)
        for number, item in enumerate(value):
            faults += mismatch(path, line, f"{root}.{name}[{number}]", item, item_type)
            if len(faults) > MOST:
                return faults
    return faults + mismatch(path, line, root, whole, Document)


def item_types() -> dict[str, type]:
    """The item type of each layer's list."""
    return {"mentions": Mention, "entities": Entity, "times": Time, "relations": Relation, "events": Event, "quotes": Quote}


def mismatch(path: str, line: int, root: str, value: object, kind: type) -> list[Fault]:
    """What msgspec says against a value, with its place and a fix."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        place = root + where.rstrip("`")
        return [Fault(path, line, place, what[:1].lower() + what[1:], advice(what, kind))]
    return []


def advice(what: str, kind: type) -> str:
    """What to do about a message of msgspec."""
    if "unknown field" in what:
        name = what.split("`")[1] if "`" in what else ""
        own = [field.name for field in msgspec.structs.fields(kind)] if issubclass(kind, msgspec.Struct) else []
        if f"{name}s" in own:
            return f"did you mean {name}s?"
        meant = next((field for part, field in CALLED.items() if name in names(part) and field in own), None)
        return f"did you mean {meant}?" if meant else f"leave it out; {nearest(name, own)}"
    return "see `dateline describe schema`"


def read_all(paths: Iterable[str], limits: Limits = LIMITS) -> Iterator[Read]:
    """The documents of native files; faults of all of them together."""
    faults: list[Fault] = []
    for path in paths:
        try:
            yield from read(path, limits)
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)


def guarded(reads: Iterable[Read], faults: list[Fault]) -> Iterator[Read]:
    """Reads until they raise; what they raise is collected."""
    try:
        yield from reads
    except DataError as error:
        faults += error.faults
