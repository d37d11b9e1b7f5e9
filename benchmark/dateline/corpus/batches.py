"""Answers of models as their interfaces return them: one, or of a batch a request a line, its id the article's."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from dateline.corpus.envelopes import Envelope, written
from dateline.document.parts import ITEM_LAYERS
from dateline.formats._keys import keys
from dateline.formats._layout import layout
from dateline.formats._named import bald, names, naming, words
from dateline.formats._predicted import said
from dateline.formats._reader import Texts
from dateline.formats._tables import delimiter, quoted_rows


class Told(NamedTuple):
    """One request: its line, its id if it has one, and what the model wrote; `None` where the request failed."""

    line: int
    name: str
    content: str | None


class Line(msgspec.Struct, frozen=True):
    """One line of a batch: a request by its id, and what came of it."""

    custom_id: str = ""
    key: str = ""
    response: Envelope | None = None
    result: Envelope | None = None
    error: Any = None


def is_batch(sample: str) -> bool:
    """Whether a beginning is that of a batch's output."""
    top = keys(sample)
    return bool(top.keys() & {"custom_id", "key"}) and bool(top.keys() & {"response", "result"})


def is_envelope(sample: str) -> bool:
    """Whether a beginning is that of one answer as an interface gives it, whose article only the file's name tells."""
    top = keys(sample)
    told = (
        top.get("choices") == "[{",
        top.get("candidates") == "[{",
        top.get("output") == "[{" and "object" in top,
        top.get("content") in {"[{", '"'} and bool(top.keys() & {"role", "tool_calls", "response_metadata", "additional_kwargs"}),
        "model" in top and (top.get("message") == "{" or top.get("response") == '"'),
        "generated_text" in top,
    )
    return any(told) and not top.keys() & set(ITEM_LAYERS)


ANSWER = ("response", "output", "completion", "answer", "prediction", "result", "generated_text", "content", "raw", "raw_output")
BEGINS = ("{", "[", "`")
CHAT = ("messages", "conversation", "chat")
OTHERS = ("text", "role", "object", "tokens", "spans", "label", "labels", "annotations", "extractions")  # of rows that hold something else


def is_told(sample: str) -> bool:
    """Whether a beginning is that of what models answered, in one of these ways."""
    return is_batch(sample) or is_envelope(sample) or is_rows(sample) or is_table(sample)


def is_rows(sample: str) -> bool:
    """Whether a beginning is that of rows of an article's name and what a model wrote about it."""
    top = keys(sample)
    if is_batch(sample):
        return False
    answers = may_be = [name for name in ANSWER if top.get(name) in {'"', "{"}] or [name for name in CHAT if top.get(name) == "[{"]
    if len(answers) > 1 and (spoken := [name for name in answers if holds_json(sample, name)]):
        answers = spoken
    if not answers and top.get("text") == '"' and holds_json(sample, "text"):
        answers = ["text"]
    named = bool(top.keys() & set(naming())) and not of_items(top.keys() - {*answers, *may_be})
    others = top.keys() & {*OTHERS, *ITEM_LAYERS} - {*answers}
    chat = [*top.keys() & set(CHAT)]
    if others == {"text"} and (answers[:1] == chat or any(holds_json(sample, name) for name in ANSWER)):  # the article beside it
        others = set()
    return len(answers) == 1 and named and not others


def holds_json(sample: str, key: str) -> bool:
    """Whether what stands under a key is JSON in words."""
    return re.search(rf'"{key}"\s*:\s*"\s*(?:```\w*(?:\\n|\s)*)?[\[{{]', sample) is not None


def of_items(columns: Iterable[str]) -> bool:
    """Whether some columns are of items: of places, labels, words that are no text, or ends of relations."""
    columns = set(columns)
    own = layout(*(name for name in columns if name not in {"text", *naming()}))
    return bool(own.start or own.label or own.text) or bool(columns & {"subject", "object", "head", "tail"})


def is_table(sample: str) -> bool:
    """Whether a beginning is that of a table with a column of articles' names and one of what a model wrote about each, some of it JSON."""
    start = sample.lstrip("\ufeff \t\r\n")
    head, _, body = start.partition("\n")
    if start.startswith(("{", "[", "<")) or not ("{" in body or "[" in body):
        return False
    columns = [cell.strip().strip('"').lower() for cell in head.split(delimiter(head))]
    answers = [name for name in columns if name in ANSWER] or [*filter(of_system, columns)]
    return len(answers) == 1 and bool(set(columns) & set(naming())) and not of_items(set(columns) - set(answers))


def tabled(content: str, texts: Texts) -> Iterator[Told]:
    """The answers of a table, each with the line where its row ends."""
    every = quoted_rows(content.lstrip("\ufeff \t\r\n"), texts)
    _, head = next(every)
    columns = [cell.strip().lower() for cell in head]
    for line, cells in every:
        own = dict(zip(columns, cells, strict=False))
        name = next((own[key] for key in naming() if own.get(key)), "")
        yield Told(line, name, next((own[key] for key in (*ANSWER, *filter(of_system, columns)) if own.get(key)), None))


def of_system(column: str) -> bool:
    """Whether a column says that it is a system's."""
    return said(column).whose and not said(column).sure  # whose cells hold the items themselves


def rows(content: str) -> Iterator[Told]:
    """The answers of rows: a list of them, or one a line."""
    try:
        listed = [(1, msgspec.json.decode(content))]
    except msgspec.DecodeError:
        listed = [(number, msgspec.json.decode(line)) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    for number, value in listed:
        for row in value if isinstance(value, list) else [value]:
            if not isinstance(row, dict):
                msg = f"line {number} is no row of an article's name and what was answered"
                raise msgspec.ValidationError(msg)
            name = next((row[name] for name in naming() if row.get(name) is not None), "")
            own = [row[key] for key in (*ANSWER, "text") if isinstance(row.get(key), str | dict)]
            plain = next((row[key] for key in ANSWER if isinstance(row.get(key), str)), None)
            answer = next(
                (one for one in own if isinstance(one, dict) or one.lstrip()[:1] in BEGINS), plain if plain is not None else said_last(row)
            )
            yield Told(number, str(name), msgspec.json.encode(answer).decode() if isinstance(answer, dict) else answer)


def is_answer(value: Iterable[str]) -> bool:
    """Whether some keys are those of an answer, and not of what stands around one."""
    layers = {bald(name) for layer, others in words("layers").items() for name in (layer, *others, *names("items"))}
    return any(bald(key) in layers for key in value)


def said_last(row: dict[str, Any]) -> str | None:
    """What the model wrote last in a chat; `None` where it ends with another."""
    chat = next((row[key] for key in CHAT if isinstance(row.get(key), list)), ())
    last = chat[-1] if chat else None
    said_ = last.get("content") if isinstance(last, dict) and last.get("role") == "assistant" else None
    return said_ if isinstance(said_, str) else None


def told(content: str, texts: Texts) -> Iterator[Told]:
    """The answers of a batch, or the only one of an envelope; raises `msgspec.ValidationError` and `DecodeError`."""
    if is_rows(content):
        yield from rows(content)
        return
    if is_table(content):
        yield from tabled(content, texts)
        return
    if not is_batch(content):
        whole = msgspec.json.decode(content, type=Envelope | list[Envelope])
        for one in whole if isinstance(whole, list) else [whole]:
            yield Told(0, "", written(one))
        return
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            request = msgspec.json.decode(line, type=Line)
            answer = request.result or request.response
            if not request.custom_id and not request.key:
                msg = f"line {number} names no article under custom_id or key"
                raise msgspec.ValidationError(msg)
            said = written(answer.body or answer) if answer else None
            own = msgspec.json.decode(line)["response" if request.response else "result"] if answer and said is None else None
            yield Told(number, request.custom_id or request.key, json.dumps(own) if isinstance(own, dict) and is_answer(own) else said)
