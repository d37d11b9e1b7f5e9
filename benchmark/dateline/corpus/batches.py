"""Batches of a model's answers, as OpenAI's and Anthropic's batch interfaces return them: a request a line, its id the article's."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from dateline.formats._keys import keys


class Told(NamedTuple):
    """One request: its line and id, and what the model wrote; `None` where the request failed."""

    line: int
    name: str
    content: str | None


class Part(msgspec.Struct, frozen=True):
    """A part of a message: text, or the input of a tool."""

    text: str = ""
    input: Any = None
    type: str = ""


class Function(msgspec.Struct, frozen=True):
    """A function that a model called."""

    arguments: Any = None


class Call(msgspec.Struct, frozen=True):
    """The call of a function."""

    function: Function | None = None


class Message(msgspec.Struct, frozen=True):
    """What a model wrote: text or parts of it, or with what it called a function."""

    content: str | list[Part] | None = None
    tool_calls: list[Call] | None = None
    arguments: Any = None


class Choice(msgspec.Struct, frozen=True):
    """One of the answers to a request; of the oldest interface a text."""

    message: Message = Message()
    text: str | None = None


class Body(msgspec.Struct, frozen=True):
    """The body of a response of OpenAI's; of its newer interface `output` are messages."""

    choices: list[Choice] = []
    output: list[Message] = []


class Response(msgspec.Struct, frozen=True):
    """A response of OpenAI's."""

    body: Body | None = None


class Result(msgspec.Struct, frozen=True):
    """A result of Anthropic's."""

    message: Message | None = None


class Line(msgspec.Struct, frozen=True):
    """One line of a batch."""

    custom_id: str
    response: Response | None = None
    result: Result | None = None
    error: Any = None


def is_batch(sample: str) -> bool:
    """Whether a beginning is that of a batch's output."""
    found = keys(sample)
    return "custom_id" in found and bool(found.keys() & {"response", "result"})


def told(content: str) -> Iterator[Told]:
    """The answers of a batch; raises `msgspec.ValidationError` and `DecodeError`."""
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            request = msgspec.json.decode(line, type=Line)
            yield Told(number, request.custom_id, written(request))


def written(request: Line) -> str | None:
    """What the model wrote to a request."""
    if request.result is not None:
        return joined(request.result.message)
    body = request.response.body if request.response else None
    if body is None:
        return None
    messages = [choice.message if choice.text is None else Message(choice.text) for choice in body.choices[:1]] or body.output
    return next((text for message in messages if (text := joined(message)) is not None), None)


def joined(message: Message | None) -> str | None:
    """The text of a message; where that holds no JSON, the arguments of the only function that it calls; none where it has neither."""
    if message is None:
        return None
    content = message.content
    parts = content if isinstance(content, list) else []
    text = "".join(part.text for part in parts) if isinstance(content, list) else content
    if text is not None and ("{" in text or "[" in text):
        return text
    called = [call.function.arguments for call in message.tool_calls or () if call.function] + [message.arguments]
    called += [part.input for part in parts if part.type != "server_tool_use"]  # which the model's own side ran
    given = [one for one in called if one]
    if len(given) != 1:
        return text
    return given[0] if isinstance(given[0], str) else msgspec.json.encode(given[0]).decode()
