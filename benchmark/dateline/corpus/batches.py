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
    """A part of a message."""

    text: str = ""


class Message(msgspec.Struct, frozen=True):
    """What a model wrote: text, or parts of it."""

    content: str | list[Part] | None = None


class Choice(msgspec.Struct, frozen=True):
    """One of the answers to a request."""

    message: Message = Message()


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
    messages = [choice.message for choice in body.choices[:1]] or body.output
    return next((text for message in messages if (text := joined(message)) is not None), None)


def joined(message: Message | None) -> str | None:
    """The text of a message; none where it has none."""
    if message is None or message.content is None:
        return None
    return message.content if isinstance(message.content, str) else "".join(part.text for part in message.content)
