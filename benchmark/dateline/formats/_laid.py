"""The text that a tool's tokens make at their offsets: its own copy of the article, white space apart."""

from collections.abc import Iterable

from dateline.formats._reader import Texts

LONGEST = 8 << 20  # characters that tokens may reach


def laid(tokens: Iterable[tuple[int, int, str]], texts: Texts) -> str:
    """The text that tokens make at their offsets."""
    parts: list[str] = []
    at = 0
    for start, end, words in tokens:
        if start < at or end < start or end > LONGEST:
            raise texts.wrong(0, "", f"token {words!r} at [{start}, {end}] is not after the one before it", "give tokens in their order")
        parts += [" " * (start - at), words]
        at = start + len(words)
    return "".join(parts)
