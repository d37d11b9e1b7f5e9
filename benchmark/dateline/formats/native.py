"""The native format: JSON documents, one a line (JSONL), or one in a file, pretty-printed or in an array.

What does not fit the schema is read as an answer in words of its own, as far as they are known: `quote` and `speaker`, `trigger`, `dates`,
mentions under their entity, arguments under their roles, `(head, type, tail)`. Unit: Unicode code points, end exclusive. Loses nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

import msgspec

from dateline import files
from dateline.document import Document
from dateline.files import LIMITS, Limits
from dateline.files.faults import MOST, DataError, Fault, one
from dateline.files.shards import hashed, misplaced, named
from dateline.formats._explained import explain
from dateline.formats._keys import fewer, given_twice, keys
from dateline.formats._named import bald, names, words
from dateline.formats._predicted import predicts
from dateline.formats._reader import Read

NAME = "native"
_decoder = msgspec.json.Decoder(Document)
_encoder = msgspec.json.Encoder()
FIELDS = {field.name for field in msgspec.structs.fields(Document)}
OWN = ("mentions", "times", "relations", "events")
ITEM = {"text", "label", "start", "word", "start_offset", "entity_group"}  # of an item, which an entity has not
FOREIGN = {"ents", "denotations", "doc_key", "extractions", "vertexSet", "annotations", "sents", "spans", "tokens"}


def recognise(sample: str) -> bool:
    """An object with a layer as the schema has it, or with nothing but an id, and nothing that other formats have."""
    top = keys(sample)
    if is_answer(top, sample):
        return True
    if (
        not top
        or top.keys() & FOREIGN
        or top.get("sentences") == "[{"
        or ('"beginOffset"' in sample and '"mentions"' in sample)
        or top.get("relations") == "[["
        or begins_with(top, sample) == "[["
        or (
            ("text" in top or not top.keys() & {"mentions", "times", "events", "quotes"})
            and any(begins in {"[{", "[["} and of_items(key) for key, begins in top.items())
        )
        or top.get("entities") == "{"
        or (top.get("relations") == "[{" and item_fields(sample, "relations") & {"subject", "object", "predicate", "relation"})
        or (top.get("quotes") == "[{" and '"contents"' in sample and '"sources"' in sample)
    ):
        return False
    if "entities" in top and not top.keys() & {"mentions"} and item_fields(sample) & ITEM:
        return False
    layered = any(top.get(name, "").startswith("[") for name in OWN) or (top.get("quotes", "").startswith("[") and "text" not in top)
    declared = top.get("id") == '"' and (top.get("entities", "[{") in {"[{", "[]"} and top.keys() <= FIELDS)
    return layered or declared


def begins_with(top: Mapping[str, str], sample: str) -> str:
    """How the first list of entities begins that holds something."""
    first = re.search(r'"entities"\s*:\s*\[\s*([\[{])', sample) if top.get("entities") == "[]" and "text" in top else None
    return f"[{first[1]}" if first else top.get("entities", "")


def of_items(key: str) -> bool:
    """Whether items stand under a key that is none of the schema's."""
    return key not in FIELDS and (key in names("items") or predicts(key, "items"))


def is_answer(top: Mapping[str, str], sample: str) -> bool:
    """Whether an object has mentions under its entities, or layers that no other format has, as models answer, by whatever name."""
    if top.keys() & FOREIGN or '"contents"' in sample or '"beginOffset"' in sample:
        return False
    if top.get("entities") == "[{" and "mentions" in item_fields(sample):
        return True
    layers = {bald(name): layer for layer, others in words("layers").items() for name in (layer, *others)}
    told = {layers[bald(key)]: key for key, begins in top.items() if bald(key) in layers and begins[:1] in {"[", "{"}}
    if told.keys() == {"times"}:
        values = words("times")["value"]
        return top[told["times"]] in {"[{", "[]"} and not item_fields(sample, told["times"]).isdisjoint(("value", *values))
    return len(told) > 1 and not told.keys().isdisjoint(("events", "quotes", "times"))


def item_fields(sample: str, layer: str = "entities") -> set[str]:
    """The keys of the first item of a layer."""
    first = re.search(rf'"{layer}"\s*:\s*\[\s*(?=\{{)', sample)
    return set(keys(sample[first.end() :])) if first else set()


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
        found = decode(path, number, line, limits)
        if isinstance(found, Decoded):
            document = found.document
            faults += misplaced(path, number, shard, document.id, hashed(document.id.encode()) if shard else 0)
            yield Read(document, path, number)
        else:
            faults += found
    if not seen and shard is None:  # a shard may hold nothing
        faults.append(nothing(path))
    if faults:
        raise DataError(faults)


def nothing(path: str) -> Fault:
    """A file without a document, which may be a mistake."""
    return Fault(path, 0, "", "is empty", 'write one document a line; to answer nothing write each article\'s id, {"id": "…"}')


class Decoded(NamedTuple):
    """The document of a line, and its JSON as it is written here, which tells whether the line had a key twice."""

    document: Document
    written: bytes


def decode(path: str, number: int, line: bytes, limits: files.Limits) -> Decoded | list[Fault]:
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
    written = _encoder.encode(document)
    return (given_twice(path, number, line) if fewer(line, written) else []) or Decoded(document, written)


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
