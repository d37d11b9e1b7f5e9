"""What interfaces of models answer with: chat completions, messages, candidates, responses; and what the model wrote in them."""

from typing import Any

import msgspec


class Called(msgspec.Struct, frozen=True):
    """What Gemini calls a function with."""

    args: Any = None


class Part(msgspec.Struct, frozen=True):
    """A part of a message: text, or the input of a tool."""

    text: str = ""
    input: Any = None
    type: str = ""
    functionCall: Called | None = None  # noqa: N815 - as Gemini has it


class Function(msgspec.Struct, frozen=True):
    """A function that a model called."""

    arguments: Any = None


class Call(msgspec.Struct, frozen=True):
    """The call of a function; LangChain has its arguments beside its name."""

    function: Function | None = None
    args: Any = None


class Message(msgspec.Struct, frozen=True):
    """What a model wrote: text or parts of it, or with what it called a function."""

    content: str | list[Part] | None = None
    tool_calls: list[Call] | None = None
    arguments: Any = None


class Choice(msgspec.Struct, frozen=True):
    """One of the answers to a request; of the oldest interface a text."""

    message: Message = Message()
    text: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """What Gemini calls content: parts of text."""

    parts: list[Part] = []


class Candidate(msgspec.Struct, frozen=True):
    """One of Gemini's answers."""

    content: Piece = Piece()


class Envelope(msgspec.Struct, frozen=True):
    """What an interface answers with; in batches the `body` of one.

    `choices` (chat completions), `output` (OpenAI's responses), `content` (Anthropic), `candidates` (Gemini), `message` or `response`
    (Ollama), `generated_text` (Hugging Face).
    """

    body: "Envelope | None" = None
    choices: list[Choice] = []
    output: list[Message] | str | None = None
    content: str | list[Part] | None = None
    candidates: list[Candidate] = []
    message: Message | None = None
    response: str | None = None
    generated_text: str | None = None
    tool_calls: list[Call] | None = None


def written(answer: Envelope) -> str | None:
    """What the model wrote."""
    messages = [choice.message if choice.text is None else Message(choice.text) for choice in answer.choices[:1]]
    messages += [Message(candidate.content.parts) for candidate in answer.candidates[:1]]
    messages += answer.output if isinstance(answer.output, list) else []
    messages += [answer.message] if answer.message else []
    contents = (answer.content, answer.response, answer.generated_text)
    messages += [Message(content, answer.tool_calls) for content in contents if content is not None]
    return next((text for message in messages if (text := joined(message)) is not None), None)


def joined(message: Message) -> str | None:
    """The text of a message; where that holds no JSON, the arguments of the only function that it calls; none where it has neither."""
    content = message.content
    parts = content if isinstance(content, list) else []
    text = "".join(part.text for part in parts) if isinstance(content, list) else content
    if text is not None and ("{" in text or "[" in text):
        return text
    called = [call.function.arguments if call.function else call.args for call in message.tool_calls or ()] + [message.arguments]
    called += [part.functionCall.args for part in parts if part.functionCall]
    called += [part.input for part in parts if part.type != "server_tool_use"]  # which the model's own side ran
    given = [one for one in called if one]
    if len(given) != 1:
        return text
    return given[0] if isinstance(given[0], str) else msgspec.json.encode(given[0]).decode()
