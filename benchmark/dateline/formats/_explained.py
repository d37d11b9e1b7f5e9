"""What is wrong with JSON that did not decode as a document: where it breaks off, or every item whose shape is not the schema's."""

import json

import msgspec

from dateline import files
from dateline.document import Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.files.faults import MOST, Fault, nearest, of_value
from dateline.formats._named import names

CALLED = {"label": "type", "start": "start", "end": "end", "text": "text", "score": "score"}  # a field that other tools call otherwise


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
    except RecursionError as wrong:
        return [Fault(path, line, "", f"is not readable JSON: {wrong}", "mend the JSON")]
    except ValueError as wrong:
        return [Fault(path, line, "", f"is not readable JSON: {of_value(wrong)}", "mend the JSON")]
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
